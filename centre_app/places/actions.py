"""Writing down places; roads and closures are in ``road_actions``."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import select

from centre_app.db.session import OfficeSession, Row
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.places.models import Place
from centre_app.places.queries import Address, missing_places, places
from centre_app.places.road_actions import ClosureInput as ClosureInput
from centre_app.places.road_actions import RemovedClosure as RemovedClosure
from centre_app.places.road_actions import RemovedRoad as RemovedRoad
from centre_app.places.road_actions import RoadInput as RoadInput
from centre_app.places.road_actions import add_road as add_road
from centre_app.places.road_actions import change_closure as change_closure
from centre_app.places.road_actions import change_road as change_road
from centre_app.places.road_actions import close_road as close_road
from centre_app.places.road_actions import put_back_closure as put_back_closure
from centre_app.places.road_actions import put_back_road as put_back_road
from centre_app.places.road_actions import remove_closure as remove_closure
from centre_app.places.road_actions import remove_road as remove_road
from centre_app.places.road_actions import reopen_road as reopen_road
from centre_app.places.rules import (
    MOST_INNER_KM,
    MOST_INNER_MINUTES,
    address_key,
    check_coordinates,
    check_number,
    check_weekdays,
)
from centre_app.security.access import Permission, needs
from centre_app.sites.models import Site
from centre_app.typed import typed_line


@dataclass(frozen=True)
class PlaceInput:
    """A place, whole. ``inner_*``: from one home to the next; ``market_days``: ISO weekdays; False: out of use."""

    village: str
    municipality: str = ""
    district: str = ""
    other_names: str = ""  # parted by commas
    latitude: float | None = None
    longitude: float | None = None
    inner_minutes: int = 5
    inner_km: float = 1.0
    market_days: str = ""
    note: str = ""
    active: bool = True


@needs(Permission.PLAN_ROUNDS)
def add_place(session: OfficeSession, place: PlaceInput) -> uuid.UUID:
    """Write down a place. Raises UserError at the field that is wrong, also for a place that is there already."""
    clean = _checked(session, None, place)
    created = Place(id=new_id(), site_id=_site_id(session))
    _write(created, clean)
    session.add(created)
    session.flush()
    return created.id


@needs(Permission.PLAN_ROUNDS)
def change_place(session: OfficeSession, place_id: uuid.UUID, place: PlaceInput) -> None:
    """Make a place as it is given, whole. Raises UserError at the field that is wrong."""
    row = _found(session, place_id)
    _write(row, _checked(session, place_id, place))


@needs(Permission.PLAN_ROUNDS)
def use_place(session: OfficeSession, place_id: uuid.UUID, active: bool) -> None:
    """Take a place out of use, or into use again. Its roads stay: others drive through it."""
    _found(session, place_id).active = active


@needs(Permission.PLAN_ROUNDS)
def take_villages(session: OfficeSession, only: Collection[Address] | None = None) -> tuple[uuid.UUID, ...]:
    """Make places of the villages in children's addresses that are none yet; gives the new ones.

    ``only``: those of ``missing_places`` that were chosen (district, municipality, village); without it all.
    """
    site = _site_id(session)
    rows: list[Row] = [
        {
            "id": new_id(),
            "site_id": site,
            "district": each.district,
            "municipality": each.municipality,
            "village": each.village,
            "other_names": "",
            "latitude": None,
            "longitude": None,
            "inner_minutes": 5,
            "inner_km": 1.0,
            "market_days": "",
            "note": "",
            "active": True,
        }
        for each in missing_places(session)
        if only is None or (each.district, each.municipality, each.village) in only
    ]
    session.insert_many(Place, rows)
    return tuple(row["id"] for row in rows)


def _checked(session: OfficeSession, place_id: uuid.UUID | None, place: PlaceInput) -> PlaceInput:
    clean = replace(
        place,
        village=typed_line(place.village, field="village", label=N_("Village"), limit=200, needed=True),
        municipality=typed_line(place.municipality, field="municipality", label=N_("Municipality"), limit=200),
        district=typed_line(place.district, field="district", label=N_("District"), limit=200),
        other_names=typed_line(place.other_names, field="other_names", label=N_("Other spellings"), limit=300),
        note=typed_line(place.note, field="note", label=N_("Note"), limit=300),
        market_days=check_weekdays(place.market_days, field="market_days"),
    )
    check_coordinates(clean.latitude, clean.longitude)
    check_number(
        clean.inner_minutes, 0, MOST_INNER_MINUTES, field="inner_minutes", label=N_("Minutes from home to home")
    )
    check_number(clean.inner_km, 0, MOST_INNER_KM, field="inner_km", label=N_("Kilometres from home to home"))
    _check_new(session, place_id, clean)
    return clean


def _check_new(session: OfficeSession, place_id: uuid.UUID | None, clean: PlaceInput) -> None:
    """Two spellings of one place would part its children."""
    key = address_key(clean.district, clean.municipality, clean.village)
    for other in places(session, active_only=False):
        if other.id == place_id or address_key(other.district, other.municipality, other.village) != key:
            continue
        if other.active:
            raise UserError(N_("This place is written down already: {name}."), field="village", name=other.village)
        raise UserError(
            N_("This place is written down already and out of use: {name}. Use it again."),
            field="village",
            name=other.village,
        )


def _write(row: Place, place: PlaceInput) -> None:
    for name, value in vars(place).items():
        setattr(row, name, value)


def _found(session: OfficeSession, place_id: uuid.UUID) -> Place:
    row = session.get(Place, place_id)
    if row is None:
        raise NotFound(N_("This place is not there any more."))
    return row


def _site_id(session: OfficeSession) -> uuid.UUID:
    there = session.scalars(select(Site.id).order_by(Site.id).limit(1)).one_or_none()
    if there is None:
        raise NotFound(N_("This centre is not set up yet."))
    return there
