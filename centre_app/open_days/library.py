"""The public holidays that the ``holidays`` library knows. It is imported only when asked: it takes 70 ms."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


def public_holidays(country: str, first_year: int, last_year: int) -> dict[date, str]:
    """day -> English name, for a country (ISO 3166) and years, both in."""
    return {day: name for year in range(first_year, last_year + 1) for day, name in _holidays_of(country, year).items()}


@lru_cache(maxsize=128)
def _holidays_of(country: str, year: int) -> dict[date, str]:
    import holidays

    found = holidays.country_holidays(country, years=year, language="en_US")
    # A moved day off may lie in the next year's first days: it is listed with that year, too.
    return {day: name for day, name in sorted(found.items()) if day.year == year}
