"""How days and moments are written: the same in all five languages. Apart from `dates` so that words can hold days."""

from datetime import UTC, date, datetime

UNKNOWN = "–"


def day_text(day: date | None) -> str:
    """`05.03.2018`, and a dash where there is no day."""
    return UNKNOWN if day is None else f"{day.day:02}.{day.month:02}.{day.year:04}"


def moment_text(moment: datetime | None) -> str:
    """A moment stored in UTC as this PC's clock shows it: `05.03.2018 14:30`; a dash where there is none."""
    if moment is None:
        return UNKNOWN
    here = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone()
    return f"{day_text(here)} {here:%H:%M}"
