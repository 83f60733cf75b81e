"""The tours the search found, laid out as the board and the papers have them, and what was left out. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from centre_app.outreach.schedule import Hours, Laid, Lunch, lay_out
from centre_app.outreach.schedule import Stop as ToLay
from centre_app.rounds.field import Field
from centre_app.rounds.problem import Candidate, LeftOut, Proposal, Shift, Stop, Tour
from centre_app.rounds.reasons import reason_of


def laid_out(field: Field, tours: Sequence[Sequence[int]], *, hand_made: bool = False) -> Proposal:
    """The tours with hours and kilometres, the days in order, and a reason for each call that none of them makes."""
    found = tuple(
        _tour(field, number, laid)
        for number, tour in sorted(enumerate(tours), key=lambda one: field.shifts[one[0]].key)
        if tour and (laid := _laid(field, number, tour))
    )
    left = tuple(
        LeftOut(field.calls[call].key, reason_of(field.problem, field.calls[call])) for call in field.missing(tours)
    )
    return Proposal(field.problem, found, left, hand_made)


def _laid(field: Field, number: int, tour: Sequence[int]) -> Laid:
    shift = field.shifts[number]
    stops = [_to_lay(field.calls[call]) for call in tour]
    lunch = Lunch(shift.lunch_minutes, shift.lunch_from, shift.lunch_until)
    ways = field.problem.ways_on[shift.day]
    laid = lay_out(stops, base=shift.base, ways=ways, hours=Hours(shift.start, shift.end), lunch=lunch)
    if laid.broken:  # the search and the layout reckon alike: this is a mistake in one of them
        raise RuntimeError(f"a tour does not hold: {[one.kind for one in laid.broken]}")
    return laid


def _to_lay(one: Candidate) -> ToLay:
    """A promise goes before the family's usual hours."""
    opens, closes = one.window
    return ToLay(one.key, one.place, one.minutes, opens, closes + one.minutes)


def _tour(field: Field, number: int, laid: Laid) -> Tour:
    shift: Shift = field.shifts[number]
    return Tour(
        team=shift.team,
        day=shift.day,
        vehicle=shift.vehicle,
        start=laid.start,
        end=laid.end,
        lunch=laid.lunch,
        home_km=laid.home_km,
        home_minutes=laid.home_minutes,
        stops=tuple(
            Stop(stop.key, stop.arrive, stop.leave, stop.km, stop.travel_minutes, stop.estimated) for stop in laid.stops
        ),
    )
