"""Which backups are kept: 14 daily, 8 weekly, 12 monthly; of those made by hand or before an update the last five."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DAYS, WEEKS, MONTHS = 14, 8, 12
LAST = 5


class Kind(StrEnum):
    """Why a backup was made."""

    DAILY = "daily"
    EXIT = "exit"
    HAND = "hand"
    UPDATE = "update"


REGULAR = frozenset({Kind.DAILY, Kind.EXIT})


@dataclass(frozen=True)
class Made:
    """A backup as far as keeping goes. ``number`` counts up with each one made; ``day`` is what the clock said then."""

    number: int
    day: date
    kind: Kind


PERIODS: tuple[tuple[Callable[[date], Hashable], int], ...] = (
    (lambda day: day, DAYS),
    (lambda day: day.isocalendar()[:2], WEEKS),
    (lambda day: (day.year, day.month), MONTHS),
)


def what_to_keep(made: Iterable[Made]) -> set[int]:
    """The numbers of the backups that stay.

    The newest of each of the last 14 days, 8 weeks and 12 months on which one was made. "Last" goes by the number, not
    by the clock: one that was set back a year neither makes good backups look old nor the newest look useless.
    """
    newest_first = sorted(made, key=lambda each: each.number, reverse=True)
    regular = [each for each in newest_first if each.kind in REGULAR]
    kept: set[int] = set()
    for period_of, most in PERIODS:
        seen: set[Hashable] = set()
        for each in regular:
            period = period_of(each.day)
            if period not in seen and len(seen) < most:
                seen.add(period)
                kept.add(each.number)
    for kind in (Kind.HAND, Kind.UPDATE):
        kept.update([each.number for each in newest_first if each.kind is kind][:LAST])
    return kept
