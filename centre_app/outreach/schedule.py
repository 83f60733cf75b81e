"""How a round goes: when the team is where, how far it drives, and what cannot be kept. Pure.

One way of reckoning for the board, for the papers and for what a proposed round is held against.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from centre_app.language.translate import N_, Message
from centre_app.outreach.broken_rules import Leg, broken_stop, broken_team, broken_times
from centre_app.outreach.laid import KINDS as KINDS
from centre_app.outreach.laid import MIDNIGHT as MIDNIGHT
from centre_app.outreach.laid import NO_BASE as NO_BASE
from centre_app.outreach.laid import NO_LUNCH as NO_LUNCH
from centre_app.outreach.laid import NO_PLACE as NO_PLACE
from centre_app.outreach.laid import NO_VEHICLE as NO_VEHICLE
from centre_app.outreach.laid import NOBODY_HOME as NOBODY_HOME
from centre_app.outreach.laid import NOT_OPEN as NOT_OPEN
from centre_app.outreach.laid import NOT_THEIR_DAY as NOT_THEIR_DAY
from centre_app.outreach.laid import PROMISE_MISSED as PROMISE_MISSED
from centre_app.outreach.laid import PROMISE_SLACK as PROMISE_SLACK
from centre_app.outreach.laid import ROAD_CLOSED as ROAD_CLOSED
from centre_app.outreach.laid import SKILL_MISSING as SKILL_MISSING
from centre_app.outreach.laid import TOO_FEW as TOO_FEW
from centre_app.outreach.laid import TOO_LONG as TOO_LONG
from centre_app.outreach.laid import WRONG_TEAM as WRONG_TEAM
from centre_app.outreach.laid import Broken as Broken
from centre_app.outreach.laid import Frame as Frame
from centre_app.outreach.laid import Hours as Hours
from centre_app.outreach.laid import Laid as Laid
from centre_app.outreach.laid import LaidStop as LaidStop
from centre_app.outreach.laid import Lunch as Lunch
from centre_app.outreach.laid import Stop as Stop
from centre_app.outreach.laid import Way as Way
from centre_app.outreach.laid import Ways as Ways
from centre_app.outreach.laid import clock as clock

_UNSAID = Hours(8 * 60, MIDNIGHT)  # of a team that does not go out on this weekday any more


@dataclass(frozen=True)
class BestPlace:
    """Where a visit costs least in a round; ``more_minutes`` and ``more_km`` are what it adds."""

    position: int
    laid: Laid
    more_km: float
    more_minutes: int


@dataclass
class _Run:
    """A round driven through once, with lunch in one place."""

    arrivals: list[int] = field(default_factory=list)
    waits: list[int] = field(default_factory=list)
    start: int = 0
    end: int = 0
    lunch: int | None = None
    late: int = 0  # how many families and promises are missed


def lay_out(stops: Sequence[Stop], *, base: uuid.UUID | None, ways: Ways, hours: Hours, lunch: Lunch) -> Laid:
    """The round through ``stops`` in this order, from the base and back to it.

    It leaves at the beginning of the hours, or so much later that nobody waits at the first door; lunch lies between
    two stops or before the way home. Of all places for lunch that one is taken that breaks least, then ends first,
    then has lunch first. A round that is back while lunch may still begin, or begins after that, has none on the road.
    A closed way and an unknown place count nothing, and are told.
    """
    legs = _legs(stops, base, ways)
    run, after = _best_run(stops, legs, hours, lunch)
    laid_stops = tuple(
        LaidStop(stop.key, stop.place, at, at + stop.minutes, leg.km, leg.minutes, leg.estimated, wait)
        for stop, leg, at, wait in zip(stops, legs, run.arrivals, run.waits, strict=False)
    )
    home = legs[-1]
    laid = Laid(
        stops=laid_stops,
        start=run.start,
        end=run.end,
        km=round(sum(leg.km for leg in legs), 3),
        travel_minutes=sum(leg.minutes for leg in legs),
        visit_minutes=sum(stop.minutes for stop in stops),
        wait_minutes=sum(run.waits),
        home_km=home.km,
        home_minutes=home.minutes,
        home_estimated=home.estimated,
        lunch=run.lunch,
        lunch_minutes=lunch.minutes if run.lunch is not None else 0,
        lunch_after=after,
    )
    return replace(laid, broken=tuple(broken_times(stops, legs, laid, base, hours, lunch)))


def lay_out_round(stops: Sequence[Stop], frame: Frame, ways: Ways) -> Laid:
    """``lay_out`` for a team's day, with what the team, its vehicle, the day and the families' days do not allow."""
    hours = frame.hours or _UNSAID
    laid = lay_out(stops, base=frame.base, ways=ways, hours=hours, lunch=frame.lunch)
    if not stops:
        return laid
    broken = (*broken_team(frame), *(one for stop in stops for one in broken_stop(stop, frame)), *laid.broken)
    return replace(laid, broken=broken)


def best_place(stops: Sequence[Stop], new: Stop, *, frame: Frame, ways: Ways) -> BestPlace:
    """Where in the round the new visit breaks least, then takes least time, then adds the fewest kilometres."""
    before = lay_out_round(stops, frame, ways)
    tried = ((at, lay_out_round((*stops[:at], new, *stops[at:]), frame, ways)) for at in range(len(stops), -1, -1))
    position, laid = min(tried, key=lambda one: (len(one[1].broken), one[1].minutes, one[1].km))
    return BestPlace(position, laid, round(laid.km - before.km, 3), laid.minutes - before.minutes)


def _legs(stops: Sequence[Stop], base: uuid.UUID | None, ways: Ways) -> list[Leg]:
    """To each stop, and home. From an unknown place the team goes on as if it had stayed where it was."""
    here, legs = base, []
    for place in (*(stop.place for stop in stops), base):
        if not stops or place is None or here is None:
            legs.append(Leg(0.0, 0, estimated=False))
        else:
            way = ways.between(here, place)
            if way is None:
                legs.append(Leg(0.0, 0, estimated=False, closed=_why_closed(ways, here, place)))
            else:
                legs.append(Leg(way.km, way.minutes, way.estimated))
        here = place or here
    return legs


def _why_closed(ways: Ways, here: uuid.UUID, place: uuid.UUID) -> Message:
    """Which road it is, where the ways know it."""
    why_not = getattr(ways, "why_not", None)
    said = why_not(here, place) if why_not is not None else None
    return said if isinstance(said, Message) else Message(N_("The road there is closed on this day."))


def _best_run(stops: Sequence[Stop], legs: Sequence[Leg], hours: Hours, lunch: Lunch) -> tuple[_Run, int | None]:
    """The round with lunch where it does best, and the stop it follows."""
    without = _run(stops, legs, hours, lunch, None)
    if not stops or lunch.minutes == 0 or without.end <= lunch.last or without.start > lunch.last:
        return without, None
    runs = [(_run(stops, legs, hours, lunch, place), place[0]) for place in _lunch_places(len(stops))]
    good = [(run, after) for run, after in runs if run.lunch is not None and run.lunch <= lunch.last]
    if not good:
        return without, None
    return min(good, key=lambda one: (one[0].late + (one[0].end > hours.end), one[0].end, one[0].lunch or 0))


def _lunch_places(stops: int) -> Iterator[tuple[int, bool]]:
    """After which stop, and whether before the way onward or at its end."""
    for after in range(stops):
        yield after, False
        if after < stops - 1:
            yield after, True


def _run(
    stops: Sequence[Stop], legs: Sequence[Leg], hours: Hours, lunch: Lunch, place: tuple[int, bool] | None
) -> _Run:
    run = _Run(start=hours.start)
    if stops:
        run.start = max(hours.start, stops[0].earliest - legs[0].minutes)
    now = run.start
    for at, (stop, leg) in enumerate(zip(stops, legs, strict=False)):
        if place == (at - 1, False):
            now = _have_lunch(run, now, lunch)
        now += leg.minutes
        if place == (at - 1, True):
            now = _have_lunch(run, now, lunch)
        begin = max(now, stop.earliest)
        run.waits.append(begin - now)
        run.arrivals.append(begin)
        now = begin + stop.minutes
        run.late += now > stop.until_minute
        run.late += stop.promised is not None and begin > stop.promised + PROMISE_SLACK
    if place == (len(stops) - 1, False):
        now = _have_lunch(run, now, lunch)
    run.end = now + legs[-1].minutes
    return run


def _have_lunch(run: _Run, now: int, lunch: Lunch) -> int:
    run.lunch = max(now, lunch.first)
    return run.lunch + lunch.minutes
