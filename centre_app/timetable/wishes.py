"""What makes one timetable better than another that places as many: the soft rules, as points. Pure.

In this order (docs/decisions/0009): as last week; few days of coming for those who come a long way; groups together;
the therapist the plan names; early in the day, so that a therapist's hours are not full of holes. Points add up, so a
weaker wish of many can outweigh a stronger one of one child; none can outweigh a place (``solver`` sees to that).
"""

from __future__ import annotations

import uuid
from collections import defaultdict

from centre_app.timetable.problem import Before
from centre_app.timetable.slots import Slot, Week

SAME_THERAPIST, SAME_WEEKDAY, SAME_HOUR = 40, 20, 60
DAY_OF_COMING = 50  # taken off for each day a child has to come, who should come on few
SESSION_OF_GROUP = 30  # taken off for each session that a group want opens
WISHED_THERAPIST = 16
LATER = 1  # taken off for each full hour after six in the morning
#: More than the points of one place can ever differ by, what hangs on its group and its day of coming included.
SPREAD = 400
_SIX = 6 * 60


class Wishes:
    """Points of a slot, as far as they do not hang on other slots."""

    def __init__(self, week: Week) -> None:
        self._week = week
        self._before: dict[tuple[uuid.UUID, str], list[Before]] = defaultdict(list)
        for one in week.problem.before:
            self._before[one.child, one.type].append(one)
        self.few_days = frozenset(child.id for child in week.problem.children if child.few_days)
        days = {date: at for at, date in enumerate(week.days)}
        #: (child, day) on which the child comes anyway.
        self.comes = frozenset(
            (child, days[session.day])
            for session in week.problem.fixed
            if session.day in days
            for child in session.children
        )

    def points(self, slot: Slot) -> int:
        """How good a slot is for its want: more is better."""
        want = self._week.problem.wants[slot.want]
        therapist = self._week.problem.therapists[slot.therapist].id
        weekday = self._week.days[slot.day].isoweekday()
        points = max(
            (_likeness(one, therapist, weekday, slot.start) for one in self._before[want.child, want.type]), default=0
        )
        if want.wished == therapist:
            points += WISHED_THERAPIST
        return points - LATER * max(0, (slot.start - _SIX) // 60)


def _likeness(before: Before, therapist: uuid.UUID, weekday: int, start: int) -> int:
    points = SAME_THERAPIST if before.therapist == therapist else 0
    if before.weekday == weekday:
        points += SAME_WEEKDAY + (SAME_HOUR if before.start == start else 0)
    return points
