"""Writing down the roads between places, and when they are closed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.places.models import Place, Road, RoadClosure
from centre_app.places.rules import MOST_ROAD_KM, MOST_ROAD_MINUTES, check_closure_days, check_number
from centre_app.security.access import Permission, needs
from centre_app.typed import typed_line


@dataclass(frozen=True)
class RoadInput:
    """The way between two places, both ways alike; which is first does not matter."""

    first_id: uuid.UUID
    second_id: uuid.UUID
    minutes: int
    km: float
    note: str = ""


@dataclass(frozen=True)
class ClosureInput:
    """Days on which a road is closed, both in. ``last_day`` None: until further notice, never with ``yearly``."""

    first_day: date
    last_day: date | None = None
    yearly: bool = False
    reason: str = ""


@dataclass(frozen=True)
class RemovedRoad:
    """A road that was taken away, with its closures, so that it can be put back."""

    road: RoadInput
    closures: tuple[ClosureInput, ...]


@dataclass(frozen=True)
class RemovedClosure:
    """A closure that was taken away, so that it can be put back."""

    road_id: uuid.UUID
    closure: ClosureInput


@needs(Permission.PLAN_ROUNDS)
def add_road(session: OfficeSession, road: RoadInput) -> uuid.UUID:
    """Write down how long it takes between two places. Raises UserError at the field that is wrong."""
    clean = _checked(session, None, road)
    created = Road(id=new_id())
    for name, value in vars(clean).items():
        setattr(created, name, value)
    session.add(created)
    session.flush()
    return created.id


@needs(Permission.PLAN_ROUNDS)
def change_road(session: OfficeSession, road_id: uuid.UUID, road: RoadInput) -> None:
    """Make a road as it is given; its closures stay. Raises UserError at the field that is wrong."""
    row = _road(session, road_id)
    for name, value in vars(_checked(session, road_id, road)).items():
        setattr(row, name, value)


@needs(Permission.PLAN_ROUNDS)
def remove_road(session: OfficeSession, road_id: uuid.UUID) -> RemovedRoad:
    """Take a road away with its closures. Gives both, so that ``put_back_road`` can put them back."""
    row = _road(session, road_id)
    closures = list(
        session.scalars(
            select(RoadClosure).where(RoadClosure.road_id == road_id).order_by(RoadClosure.first_day, RoadClosure.id)
        )
    )
    removed = RemovedRoad(
        RoadInput(row.first_id, row.second_id, row.minutes, row.km, row.note),
        tuple(_as_input(closure) for closure in closures),
    )
    for closure in closures:
        session.delete(closure)
    session.flush()
    session.delete(row)
    return removed


@needs(Permission.PLAN_ROUNDS)
def put_back_road(session: OfficeSession, removed: RemovedRoad) -> uuid.UUID:
    """Put back what ``remove_road`` took away. Raises UserError where the road was written down anew meanwhile."""
    road_id = add_road(session, removed.road)
    for closure in removed.closures:
        close_road(session, road_id, closure)
    return road_id


@needs(Permission.PLAN_ROUNDS)
def close_road(session: OfficeSession, road_id: uuid.UUID, closure: ClosureInput) -> uuid.UUID:
    """Write down when a road is closed. Raises UserError at the field that is wrong."""
    _road(session, road_id)
    created = RoadClosure(id=new_id(), road_id=road_id)
    _write_closure(session, created, closure)
    session.add(created)
    session.flush()
    return created.id


@needs(Permission.PLAN_ROUNDS)
def change_closure(session: OfficeSession, closure_id: uuid.UUID, closure: ClosureInput) -> None:
    """Make a closure as it is given; its road stays. Raises UserError at the field that is wrong."""
    _write_closure(session, _closure(session, closure_id), closure)


@needs(Permission.PLAN_ROUNDS)
def reopen_road(session: OfficeSession, closure_id: uuid.UUID, first_open_day: date) -> None:
    """The road is open from ``first_open_day`` on: the closure ends the day before, or was none at all.

    Raises UserError for a yearly one: it would open every year on that day.
    """
    row = _closure(session, closure_id)
    if row.yearly:
        raise UserError(N_("This road is closed every year on these days. Change the days instead."))
    if first_open_day <= row.first_day:
        session.delete(row)
    elif row.last_day is None or row.last_day >= first_open_day:
        row.last_day = first_open_day - timedelta(days=1)


@needs(Permission.PLAN_ROUNDS)
def remove_closure(session: OfficeSession, closure_id: uuid.UUID) -> RemovedClosure:
    """Take a closure away. Gives it, so that ``put_back_closure`` can put it back."""
    row = _closure(session, closure_id)
    removed = RemovedClosure(row.road_id, _as_input(row))
    session.delete(row)
    return removed


@needs(Permission.PLAN_ROUNDS)
def put_back_closure(session: OfficeSession, removed: RemovedClosure) -> uuid.UUID:
    """Put back what ``remove_closure`` took away. Raises NotFound where the road is gone."""
    return close_road(session, removed.road_id, removed.closure)


def _checked(session: OfficeSession, road_id: uuid.UUID | None, road: RoadInput) -> RoadInput:
    """The road with the smaller end first: one row for both directions."""
    if road.first_id == road.second_id:
        raise UserError(N_("A road leads to another place."), field="second_id")
    first, second = sorted((road.first_id, road.second_id))
    there = set(session.scalars(select(Place.id).where(Place.id.in_((first, second)))))
    if len(there) < 2:
        raise UserError(N_("This place is not there any more."), field="second_id")
    check_number(road.minutes, 1, MOST_ROAD_MINUTES, field="minutes", label=N_("Minutes"))
    check_number(road.km, 0, MOST_ROAD_KM, field="km", label=N_("Kilometres"))
    same = select(Road.id).where(Road.first_id == first, Road.second_id == second)
    if road_id is not None:
        same = same.where(Road.id != road_id)
    if session.execute(same.limit(1)).first() is not None:
        raise UserError(N_("The road between these two is written down already."), field="second_id")
    note = typed_line(road.note, field="note", label=N_("Note"), limit=300)
    return replace(road, first_id=first, second_id=second, note=note)


def _write_closure(session: OfficeSession, row: RoadClosure, closure: ClosureInput) -> None:
    last = check_closure_days(closure.first_day, closure.last_day, yearly=closure.yearly)
    reason = typed_line(closure.reason, field="reason", label=N_("Reason"), limit=200)
    same = select(RoadClosure.id).where(
        RoadClosure.road_id == row.road_id,
        RoadClosure.id != row.id,
        RoadClosure.first_day == closure.first_day,
        RoadClosure.yearly == closure.yearly,
    )
    if session.execute(same.limit(1)).first() is not None:
        raise UserError(N_("A closure that begins on this day is written down already."), field="first_day")
    row.first_day, row.last_day, row.yearly, row.reason = closure.first_day, last, closure.yearly, reason


def _as_input(row: RoadClosure) -> ClosureInput:
    return ClosureInput(row.first_day, row.last_day, row.yearly, row.reason)


def _road(session: OfficeSession, road_id: uuid.UUID) -> Road:
    row = session.get(Road, road_id)
    if row is None:
        raise NotFound(N_("This road is not there any more."))
    return row


def _closure(session: OfficeSession, closure_id: uuid.UUID) -> RoadClosure:
    row = session.get(RoadClosure, closure_id)
    if row is None:
        raise NotFound(N_("This closure is not there any more."))
    return row
