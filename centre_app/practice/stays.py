"""When a child is in which service: who was there from the beginning, who joined, left, came back. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

DAY_CARE, THERAPY, HOME = "day_care", "therapy", "home_visits"
_REASONS = ("school", "school", "kindergarten", "goals_reached", "moved", "family", "health", "other_service")
FEW_AT_HOME, MOST_AT_HOME = 0.06, 0.75
_SHORTEST = 40  # days before anybody leaves


@dataclass(frozen=True)
class Stay:
    """One enrolment: a service from ``start`` to ``end`` (both in), None where it goes on."""

    service: str
    start: date
    end: date | None = None
    reason: str | None = None  # code list enrolment_end_reason


def stays_of(random: Random, days: Sequence[date], today: date, at_home: float = FEW_AT_HOME) -> tuple[Stay, ...]:
    """A child's enrolments, by start. ``days`` are the open days of the whole time, some beyond today.

    ``at_home``: how likely it is that the child is visited at home instead of coming.
    """
    past = bisect_left(days, today)
    begin = random.randrange(min(10, past)) if random.random() < 0.82 else random.randrange(past)
    start = days[begin]
    if random.random() < at_home:  # too far away, or too frail for the minibus
        return (Stay(HOME, start),)
    day_care = _with_leaving(random, Stay(DAY_CARE, start), days, today)
    if random.random() > 0.35:
        return day_care
    last = day_care[-1]
    later = last.start + timedelta(days=random.randrange(60))
    if later > today or (last.end is not None and later >= last.end):
        return day_care
    return (*day_care, Stay(THERAPY, later, last.end, last.reason))


def _with_leaving(random: Random, stay: Stay, days: Sequence[date], today: date) -> tuple[Stay, ...]:
    """Some leave, and some of them come back after weeks or months."""
    earliest = bisect_left(days, stay.start + timedelta(days=_SHORTEST))
    latest = bisect_left(days, today) - 3
    if random.random() > 0.13 or earliest >= latest:
        return (stay,)
    end = random.randrange(earliest, latest)
    left = replace(stay, end=days[end], reason=random.choice(_REASONS))
    back = end + random.randrange(15, 110)
    if random.random() < 0.45 and back < latest:
        return replace(left, reason=random.choice(("family", "health", "moved"))), Stay(stay.service, days[back])
    return (left,)
