"""What of a plan's doses is due in a week, after what was and is booked. Pure.

A dose of so many times in several weeks is spread evenly: no week is asked for more than its even share, rounded up,
and a week only for what the weeks before it left (2 in 2 weeks: one each week; 3 in 2 weeks: two and one).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

Booked = tuple[str, int]  # type and minutes of a session that is booked or was held


class Dose(Protocol):
    """A plan's service: so many times in so many weeks, so many minutes each."""

    @property
    def session_type(self) -> str: ...
    @property
    def times(self) -> int: ...
    @property
    def weeks(self) -> int: ...
    @property
    def minutes(self) -> int: ...


def still_due(doses: Sequence[Dose], now: Iterable[Booked], before: Sequence[Iterable[Booked]]) -> list[int]:
    """How often each dose of one child is still to be placed in a week.

    ``now``: what is booked in the week already; ``before``: what was in the weeks before it, the last one first.
    """
    earlier = [_shared_out(doses, week) for week in before]
    due = []
    for index, dose in enumerate(doses):
        had = sum(week[index] for week in earlier[: dose.weeks - 1])
        due.append(max(0, min(dose.times - had, -(-dose.times // dose.weeks))))
    booked = _shared_out(doses, now, due)
    return [max(0, times - booked[index]) for index, times in enumerate(due)]


def _shared_out(doses: Sequence[Dose], sessions: Iterable[Booked], most: Sequence[int] | None = None) -> Counter[int]:
    """Each session to one dose of its type: not to a full one before another, best of its length."""
    most = most or [dose.times for dose in doses]
    given: Counter[int] = Counter()
    for kind, minutes in sorted(sessions):
        alike = [index for index, dose in enumerate(doses) if dose.session_type == kind]
        if alike:
            best = min(alike, key=lambda index: (given[index] >= most[index], doses[index].minutes != minutes, index))
            given[best] += 1
    return given
