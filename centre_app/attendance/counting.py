"""Days counted: how many are enrolled on each, and who has been absent too long. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from centre_app.attendance.rules import ABSENT

FOLLOW_UP_DAYS = 3  # absent so many open days running: somebody rings the family


def enrolled_by_day(spans: Iterable[tuple[date, date | None]], days: Sequence[date]) -> dict[date, int]:
    """How many of ``spans`` (first day, last day or None) cover each of ``days`` (in order), both ends in.

    Counted by who begins and who has left, so its cost does not grow with spans × days.
    """
    if not days:
        return {}
    begin: Counter[date] = Counter()
    gone: Counter[date] = Counter()
    for start, end in spans:
        begin[max(start, days[0])] += 1
        if end is not None:
            gone[max(end + timedelta(days=1), days[0])] += 1
    covered: dict[date, int] = {}
    wanted = set(days)
    there, day = 0, days[0]
    while day <= days[-1]:
        there += begin[day] - gone[day]
        if day in wanted:
            covered[day] = there
        day += timedelta(days=1)
    return covered


def absent_running(
    days: Sequence[date], marks: Mapping[date, str], start_day: date, *, least: int = FOLLOW_UP_DAYS
) -> tuple[date, int] | None:
    """(since, days) of an unbroken run of absences up to the last day that is marked; None for a shorter run.

    ``days`` are open days, the newest first. Days without a mark after the run are passed over: today is often marked
    only at noon, and a group forgotten for a day does not bring a child back. A day without a mark *inside* the run
    ends it, for nobody knows what was on it.
    """
    run: list[date] = []
    for day in days:
        status = marks.get(day)
        if status is None and not run:
            continue
        if status != ABSENT or day < start_day:
            break
        run.append(day)
    return (run[-1], len(run)) if len(run) >= least else None


def month_span(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
