"""What a day has: whose birthday is this week. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

NEW_FOR_DAYS = 7  # a child is new for a week after being registered
AHEAD_DAYS = 7  # enrolments that begin or end within a week are named


def week_of(day: date) -> tuple[date, ...]:
    """Monday to Sunday around ``day``."""
    monday = day - timedelta(days=day.weekday())
    return tuple(monday + timedelta(days=n) for n in range(7))


def birthdays_on(days: Sequence[date]) -> dict[tuple[int, int], date]:
    """(month, day) of birth -> the day of ``days`` it is kept on; 29 February on 1 March where there is none."""
    kept = {(day.month, day.day): day for day in days}
    for day in days:
        if (day.month, day.day) == (3, 1) and (day - timedelta(days=1)).day == 28:
            kept[2, 29] = day
    return kept
