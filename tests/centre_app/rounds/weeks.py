"""Small weeks of rounds: random ones for Hypothesis, and the best plan of a tiny one by trying all there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise, permutations, product

from hypothesis import strategies as st

from centre_app.rounds.problem import Candidate, Car, Draft, Missing, Pin, Problem, Proposal, Shift
from tests.factories.rounds import BASE, MONDAY, call, number_id, shift, ways_between, week_days

Rank = tuple[int, int, float]
TUESDAY = MONDAY + timedelta(days=1)


def problem(
    candidates: Sequence[Candidate],
    shifts: Sequence[Shift] = (),
    points: Sequence[tuple[float, float]] = ((0, 0), (10, 0), (0, 10), (14, 0), (0, -12)),
    **values: object,
) -> Problem:
    """A week with these; the first point is the base, place 0 the second."""
    shifts = tuple(shifts) or (shift(1, MONDAY), shift(1, TUESDAY))
    given: dict[str, object] = {
        "monday": MONDAY,
        "from_day": MONDAY,
        "candidates": tuple(candidates),
        "shifts": shifts,
        "cars": tuple(Car(vehicle, 4) for vehicle in sorted({one.vehicle for one in shifts})),
        "ways": ways_between(points, week_days(7)),
    }
    return Problem(**(given | values))  # type: ignore[arg-type]


def closed(one: Problem, place: int, *days: object) -> Problem:
    """No road to that place on these days, from anywhere."""
    gone = number_id(4, place)
    ways = []
    for day in one.ways:
        at = day.places.index(gone)
        legs = tuple(
            tuple(None if at in (here, there) and day.day in days else way for there, way in enumerate(row))
            for here, row in enumerate(day.legs)
        )
        ways.append(replace(day, legs=legs))
    return replace(one, ways=tuple(ways))


@st.composite
def random_weeks(draw: st.DrawFn, *, most: int = 14, pins: bool = True) -> Problem:
    """Few places, few days, everything that a week can have: closed roads, promises, drafts, short days."""
    points = [
        (0.0, 0.0),
        *draw(st.lists(st.tuples(st.integers(-25, 25), st.integers(-25, 25)), min_size=2, max_size=4)),
    ]
    days = week_days(draw(st.integers(1, 3)))
    teams = draw(st.integers(1, 2))
    shifts = [
        shift(
            team,
            day,
            start=draw(st.sampled_from((480, 540, 780))),
            end=draw(st.sampled_from((750, 900, 1020))),
            lunch_minutes=draw(st.sampled_from((0, 45, 60))),
            lunch_until=draw(st.sampled_from((720, 780, 840))),
            skills=frozenset(draw(st.sampled_from(((), ("speech",), ("speech", "physio"))))),
        )
        for day, team in product(days, range(1, teams + 1))
    ]
    shifts = [one for one in shifts if one.start < one.end]
    gone = frozenset(draw(st.sets(st.sampled_from(range(len(shifts))), max_size=1))) if shifts else frozenset()
    missing = tuple(Missing(shifts[at].team, shifts[at].day, draw(st.sampled_from(("few", "vehicle")))) for at in gone)
    out = [one for at, one in enumerate(shifts) if at not in gone]
    calls = [
        _somebody(draw, number, len(points) - 1, days, teams, pins=pins) for number in range(draw(st.integers(0, most)))
    ]
    cars = tuple(Car(number_id(3, team), 4) for team in range(1, teams + 1))
    week = Problem(MONDAY, MONDAY, tuple(calls), tuple(out), cars, ways_between(points, days), missing, ())
    if draw(st.booleans()):
        week = closed(week, 0, *draw(st.sets(st.sampled_from(days))))
    return replace(week, drafts=tuple(_drafts(draw, week)))


def _somebody(
    draw: st.DrawFn, number: int, places: int, days: Sequence[object], teams: int, *, pins: bool
) -> Candidate:
    place = draw(st.sampled_from((*range(places), None)) if number % 7 == 6 else st.sampled_from(range(places)))
    suits = draw(st.sets(st.sampled_from(days), max_size=len(days)))
    team = number_id(2, draw(st.integers(1, teams)))
    pin = None
    if pins and draw(st.integers(0, 4)) == 0:
        day = draw(st.sampled_from(days))
        minute = draw(st.sampled_from((None, 570, 660, 840)))
        promised = draw(st.booleans())
        pin = Pin(day, team, minute if promised else None, promised)  # type: ignore[arg-type]
        suits = {day}
    return call(
        number,
        place,
        minutes=draw(st.sampled_from((20, 45, 90))),
        weight=draw(st.integers(1, 60)),
        days=frozenset(suits),
        hours=draw(st.sampled_from(((0, 1440), (540, 720), (780, 1000)))),
        skills=frozenset(draw(st.sampled_from(((), (), ("speech",), ("physio",))))),
        team=draw(st.sampled_from((None, None, team))) if pin is None else None,
        pin=pin,
    )


def _drafts(draw: st.DrawFn, week: Problem) -> Iterator[Draft]:
    free = draw(st.permutations([one.key for one in week.candidates]))
    for one in week.shifts:
        size = draw(st.integers(0, 3))
        yield Draft(one.team, one.day, tuple(free[:size]))
        free = free[size:]


def best_rank(week: Problem) -> Rank:
    """Of all ways to share out the calls and all orders of each round the best; for six calls and two shifts."""
    best: Rank | None = None
    lengths: dict[tuple[int, frozenset[int]], float | None] = {}
    for whose in product(range(-1, len(week.shifts)), repeat=len(week.candidates)):
        km = 0.0
        for number in range(len(week.shifts)):
            calls = frozenset(at for at, one in enumerate(whose) if one == number)
            if (number, calls) not in lengths:
                lengths[number, calls] = _shortest(week, number, calls)
            length = lengths[number, calls]
            if length is None:
                break
            km += length
        else:
            left = [week.candidates[at] for at, one in enumerate(whose) if one < 0]
            rank = (sum(one.pin is not None for one in left), sum(one.weight for one in left), round(km, 3))
            best = rank if best is None else min(best, rank)
    assert best is not None
    return best


def _shortest(week: Problem, number: int, calls: frozenset[int]) -> float | None:
    """The shortest order that this shift can drive; None where there is none."""
    lengths = [
        _length(week, week.shifts[number], [week.candidates[at] for at in order]) for order in permutations(calls)
    ]
    return min((length for length in lengths if length is not None), default=None)


def _length(week: Problem, one: Shift, order: Sequence[Candidate]) -> float | None:
    if not order:
        return 0.0
    for stop in order:
        if one.day not in stop.days or stop.team not in (None, one.team) or not stop.skills <= one.skills:
            return None
        if stop.place is None or (stop.pin is not None and (stop.pin.day, stop.pin.team) != (one.day, one.team)):
            return None
    ways = next(day for day in week.ways if day.day == one.day)
    places = [one.base, *(stop.place for stop in order), one.base]
    legs = [ways.between(here, there) for here, there in pairwise(places)]  # type: ignore[arg-type]
    known = [leg for leg in legs if leg is not None]
    if len(known) < len(legs):
        return None
    gaps = [None, *((at, end) for at in range(len(order)) for end in (False, True))]
    if any(_drives(one, order, [leg.minutes for leg in known], gap) for gap in gaps):
        return sum(leg.km for leg in known)
    return None


def _drives(one: Shift, order: Sequence[Candidate], legs: Sequence[int], gap: tuple[int, bool] | None) -> bool:
    """With lunch after a stop, before or after the way on; or without."""
    now = start = max(one.start, order[0].window[0] - legs[0])
    for at, leg in enumerate(legs):
        for place in ((at - 1, False), (at - 1, True)):
            if place[1]:
                now += leg
            if gap == place:
                if now > one.lunch_until or (place[1] and at == len(order)):
                    return False
                now = max(now, one.lunch_from) + one.lunch_minutes
        if at < len(order):
            if now > order[at].window[1]:
                return False
            now = max(now, order[at].window[0]) + order[at].minutes
    needed = one.lunch_minutes and now > one.lunch_until and start <= one.lunch_until
    return now <= one.end and (gap is not None or not needed)


def kinds(proposal: Proposal) -> set[str]:
    """What the checker says of it."""
    from centre_app.rounds.rules import faults

    return {fault.kind for fault in faults(proposal)}


__all__ = [
    "BASE",
    "MONDAY",
    "TUESDAY",
    "best_rank",
    "call",
    "closed",
    "kinds",
    "number_id",
    "problem",
    "random_weeks",
    "shift",
]
