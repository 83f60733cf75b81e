"""The checker's second half: whether those left out are left out for a reason that is true. Pure.

Shares no working with the search (``rules``).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from centre_app.places.ways import Way
from centre_app.rounds.problem import Candidate, Problem, Proposal, Shift

_KEPT_HOME = {"few": "few", "vehicle": "no_vehicle", "base": "no_team", "closed": "no_team", "not_out": "no_team"}
_NEVER = 10_000


class Facts:
    """A problem's values where the checker finds them at once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.candidates = {one.key: one for one in problem.candidates}
        self.shifts = {(one.team, one.day): one for one in problem.shifts}
        self.ways: Mapping[date, dict[tuple[uuid.UUID, uuid.UUID], Way | None]] = {
            day.day: {
                (here, there): way
                for here, row in zip(day.places, day.legs, strict=True)
                for there, way in zip(day.places, row, strict=True)
            }
            for day in problem.ways
        }

    def way(self, day: date, here: uuid.UUID | None, there: uuid.UUID | None) -> Way | None:
        """The way between two places on a day; None where there is none."""
        return None if here is None or there is None else self.ways[day].get((here, there))

    def cannot(self, one: Candidate) -> bool:
        """Whether the team that promised cannot keep it: it does not go that day, or lacks the skill."""
        if one.pin is None or one.pin.team is None:
            return False
        own = self.shifts.get((one.pin.team, one.pin.day))
        return own is None or not one.skills <= own.skills


def true_reasons(facts: Facts, one: Candidate) -> set[str]:
    """Those that are true of somebody, whatever else is planned; “full” only where none of the others is."""
    problem = facts.problem
    days = set(one.days) if one.pin is None else set(one.days) & {one.pin.day}
    if one.place is None:
        return {"no_place"}
    if not days:
        return {"no_day"}
    out = [shift for shift in problem.shifts if shift.day in days]
    if not out:
        return {"no_team", *(_KEPT_HOME[gone.why] for gone in problem.missing if gone.day in days)}
    whole = [shift for shift in out if _lets(facts, one, shift, skills=False)]
    able = [shift for shift in whole if one.skills <= shift.skills]
    joined = [shift for shift in able if facts.way(shift.day, shift.base, one.place) is not None]
    if not whole:
        return {"only_team"}
    if not able:
        return {"skill"}
    if not joined:
        return {"road"}
    return {"full"} if any(_drivable(facts, shift, [one]) for shift in joined) else {"too_far"}


def has_room(facts: Facts, proposal: Proposal, one: Candidate) -> bool:
    """Whether somebody left out fits between two stops of some round as it stands, or into a day that is empty."""
    tours = {(tour.team, tour.day): tour for tour in proposal.tours}
    for key, shift in facts.shifts.items():
        if not _lets(facts, one, shift):
            continue
        made = [facts.candidates[stop.key] for stop in tours[key].stops] if key in tours else []
        if any(_drivable(facts, shift, [*made[:gap], one, *made[gap:]]) for gap in range(len(made) + 1)):
            return True
    return False


def _lets(facts: Facts, one: Candidate, shift: Shift, *, skills: bool = True) -> bool:
    """Whether team, day and pin let this shift go there."""
    if shift.day not in one.days or one.team not in (None, shift.team) or (skills and not one.skills <= shift.skills):
        return False
    if one.pin is None:
        return True
    free = one.pin.team in (None, shift.team)
    if one.pin.promised and not free:
        free = not skills or facts.cannot(one)
    return shift.day == one.pin.day and free


def _drivable(facts: Facts, shift: Shift, order: Sequence[Candidate]) -> bool:
    """Whether a team can drive this in its hours: without lunch where it needs none, else with lunch somewhere."""
    places = [shift.base, *(one.place for one in order), shift.base]
    ways = [facts.way(shift.day, here, there) for here, there in pairwise(places)]
    legs = [way.minutes for way in ways if way is not None]
    if len(legs) < len(ways):
        return False
    start = max(shift.start, order[0].window[0] - legs[0])
    whole = _driven(shift, order, legs, start, None)
    if whole is None or whole > shift.end:  # lunch makes it no shorter
        return False
    if not shift.lunch_minutes or whole <= shift.lunch_until or start > shift.lunch_until:
        return True
    spots = [(after, at_end) for after in range(len(order)) for at_end in (False, True)][: 2 * len(order) - 1]
    ends = (_driven(shift, order, legs, start, spot) for spot in spots)
    return any(end is not None and end <= shift.end for end in ends)


def _driven(
    shift: Shift, order: Sequence[Candidate], legs: Sequence[int], start: int, spot: tuple[int, bool] | None
) -> int | None:
    """When the team is back, having lunch after so many stops at the beginning or the end of the leg; None: too late
    somewhere."""
    now = start
    for at, leg in enumerate(legs):
        if spot == (at - 1, False):
            now = _eaten(shift, now)
        now += leg
        if spot == (at - 1, True):
            now = _eaten(shift, now)
        if at < len(order):
            first, last = order[at].window
            if now > last:
                return None
            now = max(now, first) + order[at].minutes
    return now if now < _NEVER else None


def _eaten(shift: Shift, now: int) -> int:
    return max(now, shift.lunch_from) + shift.lunch_minutes if now <= shift.lunch_until else _NEVER
