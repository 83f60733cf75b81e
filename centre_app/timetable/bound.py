"""How many places no timetable of a week can exceed, proven without searching. Pure.

Three relaxations, each a greatest flow of places through a network in which only some of the rules hold, so that every
real timetable is a flow in each of them; the smallest says most. All: a want has its places to give; a child's day
takes no more of a type, or in all, than it may; a day counts only where the want has a slot at all. Then

* ``children``: the days of the children alone;
* ``therapists``: what each therapist's free stretches of a day can hold, as many of the shortest sessions that
  somebody could want of them as fit, times the children a group of theirs may have;
* ``rooms``: the same of the rooms of a day, which stand empty when nobody works.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable

from centre_app.timetable.board import shares
from centre_app.timetable.flow import Network
from centre_app.timetable.problem import Problem
from centre_app.timetable.slots import Slot, Span, Week, both

_EVERYTHING = 1 << 30


def upper_bound(problem: Problem, week: Week | None = None) -> int:
    """The places that the week can have at most, those booked already among them."""
    week = week or Week(problem)
    return problem.done + min(_children(week), _therapists(week), _rooms(week))


def _children(week: Week) -> int:
    """Each child by itself: the places of its wants, through its days."""
    network = Network()
    for (index, day), slots in _by_day(week).items():
        want = week.problem.wants[index]
        network.edge(("want", index), ("type", want.child, want.type, day), len(slots))
    for index, want in enumerate(week.problem.wants):
        network.edge("due", ("want", index), want.times)
    for child, kind, day in _type_days(week):
        network.edge(("type", child, kind, day), ("day", child, day), week.type_left(child, kind, day))
    for child, day in sorted({(child, day) for child, _kind, day in _type_days(week)}):
        network.edge(("day", child, day), "placed", week.day_left(child, day))
    return network.greatest("due", "placed")


def _therapists(week: Week) -> int:
    network, lists = _wants(week), defaultdict[tuple[int, int], list[Slot]](list)
    for (index, day), slots in _by_day(week).items():
        for therapist in sorted({slot.therapist for slot in slots}):
            network.edge(("want", index, day), ("therapist", therapist, day), _EVERYTHING)
        for slot in slots:
            lists[slot.therapist, day].append(slot)
    for (therapist, day), slots in lists.items():
        capacity = _holds(week, slots, week.therapist_free(therapist, day))
        network.edge(("therapist", therapist, day), "placed", capacity)
    return network.greatest("due", "placed")


def _rooms(week: Week) -> int:
    network, lists = _wants(week), defaultdict[tuple[int, int], list[Slot]](list)
    for (index, day), slots in _by_day(week).items():
        for at, one in enumerate(week.room_classes[day]):
            if week.problem.wants[index].type in one.types:
                network.edge(("want", index, day), ("rooms", at, day), _EVERYTHING)
                lists[at, day] += slots
    for (at, day), slots in lists.items():
        one = week.room_classes[day][at]
        at_work = [span for slot in slots for span in week.therapist_free(slot.therapist, day)]
        capacity = len(one.rooms) * _holds(week, slots, both(_joined(at_work), one.free))
        network.edge(("rooms", at, day), "placed", capacity)
    return network.greatest("due", "placed")


def _wants(week: Week) -> Network:
    """From what is due to the days of each want."""
    network = Network()
    for index, want in enumerate(week.problem.wants):
        network.edge("due", ("want", index), want.times)
    for index, day in _by_day(week):
        want = week.problem.wants[index]
        most = min(week.type_left(want.child, want.type, day), week.day_left(want.child, day))
        network.edge(("want", index), ("want", index, day), most)
    return network


def _holds(week: Week, slots: Iterable[Slot], spans: Iterable[Span]) -> int:
    """How many places the stretches can hold, were all sessions the shortest and all groups the fullest of these."""
    shortest = min(week.problem.wants[slot.want].minutes for slot in slots)
    kinds = {week.problem.wants[slot.want].type for slot in slots if shares(week, slot)}
    largest = max((week.types[kind].most_children for kind in kinds), default=1)
    return largest * sum((end - start) // shortest for start, end in spans)


def _by_day(week: Week) -> dict[tuple[int, int], list[Slot]]:
    found: dict[tuple[int, int], list[Slot]] = defaultdict(list)
    for slots in week.slots:
        for slot in slots:
            found[slot.want, slot.day].append(slot)
    return found


def _type_days(week: Week) -> list[tuple[uuid.UUID, str, int]]:
    wants = week.problem.wants
    return sorted({(wants[index].child, wants[index].type, day) for index, day in _by_day(week)})


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans that meet or touch, made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
