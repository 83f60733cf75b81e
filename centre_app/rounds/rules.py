"""The checker: which rules proposed rounds break. Pure, and independent of whatever made the proposal.

It knows only the week as it was read and the rounds proposed, and asks each rule of each stop in the plainest way there
is, with sums of its own. It shares no working with the search, so that a mistake there cannot hide here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from centre_app.rounds.left_rules import Facts, has_room, true_reasons
from centre_app.rounds.problem import Proposal, Shift, Stop, Tour

#: What can be wrong. Every kind has a test that breaks a good proposal in this one way.
KINDS = (
    *("unknown", "not_out", "shift_twice", "empty", "vehicle", "vehicle_twice", "seats", "twice", "no_place"),
    *("road", "km", "travel", "clock", "minutes", "hours", "home_hours", "day", "skill", "team", "promise", "pinned"),
    *("lunch", "left_out", "reason", "room_left"),
)
_CLOSE = 0.001  # km


@dataclass(frozen=True)
class Fault:
    """A rule that is broken: by which tour and which of its stops; None where it is of the whole."""

    kind: str
    tour: int | None = None
    stop: int | None = None


def faults(proposal: Proposal) -> list[Fault]:
    """Everything that is wrong with a proposal; empty for a good one."""
    found = list[Fault]()
    facts = Facts(proposal.problem)
    for at, tour in enumerate(proposal.tours):
        shift = facts.shifts.get((tour.team, tour.day))
        if shift is None:
            found.append(Fault("not_out", at))
        elif any(stop.key not in facts.candidates for stop in tour.stops):
            found.append(Fault("unknown", at))
        else:
            found += _of_tour(facts, shift, tour, at)
            for number, stop in enumerate(tour.stops):
                found += [Fault(kind, at, number) for kind in _of_stop(facts, shift, stop)]
    found += _vehicles(facts, proposal.tours)
    if not any(fault.kind in ("unknown", "not_out") for fault in found):
        found += [Fault(kind) for kind in _whole(facts, proposal)]
    return found


def _of_tour(facts: Facts, shift: Shift, tour: Tour, at: int) -> Iterator[Fault]:
    """Its way, its clock, its lunch, its hours."""
    if not tour.stops:
        yield Fault("empty", at)
        return
    places = [shift.base, *(facts.candidates[stop.key].place for stop in tour.stops), shift.base]
    ways = [facts.way(shift.day, here, there) for here, there in pairwise(places)]
    told = [*((stop.km, stop.minutes) for stop in tour.stops), (tour.home_km, tour.home_minutes)]
    for number, (way, (km, minutes)) in enumerate(zip(ways, told, strict=True)):
        stop = number if number < len(tour.stops) else None
        if way is None:
            yield Fault("no_place" if places[number + (stop is not None)] is None else "road", at, stop)
            continue
        if abs(way.km - km) > _CLOSE:
            yield Fault("km", at, stop)
        if way.minutes != minutes:
            yield Fault("travel", at, stop)
    if tour.start < shift.start or tour.end > shift.end or tour.end < tour.start:
        yield Fault("hours", at)
    yield from (Fault(kind, at) for kind in _clock(shift, tour))


def _clock(shift: Shift, tour: Tour) -> Iterator[str]:
    """Whether nobody is in two places at once, and lunch lies between two stops or before the way home."""
    gaps = [tour.stops[0].arrive - tour.start - tour.stops[0].minutes]
    gaps += [then.arrive - one.leave - then.minutes for one, then in pairwise(tour.stops)]
    gaps.append(tour.end - tour.stops[-1].leave - tour.home_minutes)
    if any(gap < 0 for gap in gaps):
        yield "clock"
    if not shift.lunch_minutes:
        if tour.lunch is not None:
            yield "lunch"
        return
    if tour.lunch is None:
        if tour.end > shift.lunch_until and tour.start <= shift.lunch_until:
            yield "lunch"
        return
    ends = tour.lunch + shift.lunch_minutes
    if not shift.lunch_from <= tour.lunch <= shift.lunch_until or not _is_between(tour, tour.lunch, ends):
        yield "lunch"


def _is_between(tour: Tour, lunch: int, ends: int) -> bool:
    """Lunch and then the whole way, or the whole way and then lunch; before the way home only the former."""
    for one, then in pairwise(tour.stops):
        if one.leave <= lunch and ends + then.minutes <= then.arrive:
            return True
        if one.leave + then.minutes <= lunch and ends <= then.arrive:
            return True
    return tour.stops[-1].leave <= lunch and ends + tour.home_minutes <= tour.end


def _of_stop(facts: Facts, shift: Shift, stop: Stop) -> Iterator[str]:
    """What concerns one visit: the family's day and hours, who comes, what was promised."""
    one = facts.candidates[stop.key]
    if stop.leave - stop.arrive != one.minutes:
        yield "minutes"
    if not one.skills <= shift.skills:
        yield "skill"
    if one.team is not None and one.team != shift.team:
        yield "team"
    if shift.day not in one.days:
        yield "day"
    promised = one.pin is not None and one.pin.minute is not None
    first, last = one.window
    if not first <= stop.arrive <= last:
        yield "promise" if promised else "home_hours"
    if one.pin is not None:
        elsewhere = one.pin.team is not None and one.pin.team != shift.team
        if one.pin.day != shift.day or (elsewhere and not (one.pin.promised and facts.cannot(one))):
            yield "pinned"


def _vehicles(facts: Facts, tours: Sequence[Tour]) -> Iterator[Fault]:
    """No team out twice a day, no vehicle twice, everybody with a seat."""
    seats = {car.id: car.seats for car in facts.problem.cars}
    days = Counter((tour.day, tour.team) for tour in tours)
    cars = Counter((tour.day, tour.vehicle) for tour in tours)
    for at, tour in enumerate(tours):
        if days[tour.day, tour.team] > 1:
            yield Fault("shift_twice", at)
        if cars[tour.day, tour.vehicle] > 1:
            yield Fault("vehicle_twice", at)
        shift = facts.shifts.get((tour.team, tour.day))
        if shift is not None and shift.vehicle != tour.vehicle:
            yield Fault("vehicle", at)
        if shift is not None and seats.get(tour.vehicle, 0) < shift.members:
            yield Fault("seats", at)


def _whole(facts: Facts, proposal: Proposal) -> Iterator[str]:
    """Whether each candidate has one place or one reason, and the reason is true."""
    told = Counter(stop.key for stop in proposal.stops())
    if any(count > 1 for count in told.values()):
        yield "twice"
    left = Counter(one.key for one in proposal.left_out)
    asked = set(facts.candidates)
    if set(told) | set(left) != asked or set(told) & set(left) or any(count > 1 for count in left.values()):
        yield "left_out"
        return
    for out in proposal.left_out:
        one = facts.candidates[out.key]
        if out.reason not in true_reasons(facts, one):
            yield "reason"
        elif out.reason in ("full", "too_far") and has_room(facts, proposal, one):
            yield "room_left"
