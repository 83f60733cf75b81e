"""How a child's days go: illness by season, closed roads, summers with the grandparents, marks that were forgotten.

Pure. A day is one byte, so that a year of three thousand children fits anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

# The byte of a day -> (status, reason); 0 is no mark.
CODES: tuple[tuple[str, str | None] | None, ...] = (
    None,
    ("present", None),
    ("late", None),
    ("absent", "illness"),
    ("absent", "weather_road"),
    ("absent", "unexcused"),
    ("absent", "family"),
    ("absent", "treatment"),
    ("absent", "summer"),
    ("absent", "parent_ill"),
    ("absent", "no_transport"),
    ("absent", "unknown"),
)
NO_MARK, PRESENT, LATE, ILL, ROAD, UNEXCUSED, FAMILY, TREATMENT, SUMMER, PARENT_ILL, TRANSPORT, UNKNOWN = range(12)
# How often an illness begins on an open day, by month, January first: winters are hard.
_ILLNESS = (0.034, 0.032, 0.022, 0.013, 0.008, 0.007, 0.009, 0.007, 0.012, 0.017, 0.023, 0.031)
_ROAD = {12: 0.05, 1: 0.07, 2: 0.06, 3: 0.025}
_SINGLE = (
    (LATE, 0.035),
    (FAMILY, 0.011),
    (UNEXCUSED, 0.008),
    (PARENT_ILL, 0.006),
    (TRANSPORT, 0.006),
    (UNKNOWN, 0.005),
)
_FORGOTTEN = 0.012


def marks_of(random: Random, days: Sequence[date], *, frail: float, far: bool) -> bytearray:
    """A byte of ``CODES`` for each open day of one enrolment."""
    marks = bytearray(len(days))
    away, code = 0, PRESENT
    throw = random.random
    for place, day in enumerate(days):
        if away:
            away -= 1
        else:
            code, away = _begun(random, day, frail, far)
        marks[place] = NO_MARK if throw() < _FORGOTTEN else code
    return marks


def _begun(random: Random, day: date, frail: float, far: bool) -> tuple[int, int]:
    """What happens today, and on how many open days after it."""
    chance = random.random()
    limit = _ILLNESS[day.month - 1] * frail
    if chance < limit:
        return ILL, random.choice((0, 1, 2, 2, 3, 4, 4, 9))
    limit += _ROAD.get(day.month, 0.0) if far else 0.0
    if chance < limit:
        return ROAD, random.choice((0, 0, 1, 2))
    for code, share in _SINGLE:
        limit += share
        if chance < limit:
            return code, 0
    limit += 0.0012
    if chance < limit:
        return TREATMENT, random.choice((9, 14))
    if day.month in (7, 8) and chance < limit + 0.012:
        return SUMMER, random.choice((4, 9, 14))
    return PRESENT, 0
