"""Places, roads and closures as plain values, and which place an address means."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from centre_app.children.models import Child
from centre_app.db.session import OfficeSession
from centre_app.language.collate import sort_key
from centre_app.language.translate import current
from centre_app.places.models import Place, Road, RoadClosure
from centre_app.places.rules import PlaceFinder, address_key
from centre_app.places.ways import ClosureFacts, Network, PlaceFacts, RoadFacts
from centre_app.security.access import Permission, needs

Address = tuple[str, str, str]  # district, municipality, village as written


@dataclass(frozen=True)
class PlaceRow:
    """A village, or the base of a team. ``inner_*``: from one home to the next; ``market_days``: ISO weekdays."""

    id: uuid.UUID
    district: str
    municipality: str
    village: str
    other_names: str
    latitude: float | None
    longitude: float | None
    inner_minutes: int
    inner_km: float
    market_days: str
    note: str
    active: bool


@dataclass(frozen=True)
class ClosureRow:
    """Days on which a road is closed, both in; ``last_day`` None: until further notice."""

    id: uuid.UUID
    road_id: uuid.UUID
    first_day: date
    last_day: date | None
    yearly: bool
    reason: str

    def covers(self, day: date) -> bool:
        """Whether the road is closed on that day by this."""
        return ClosureFacts(self.road_id, self.first_day, self.last_day, self.yearly).covers(day)


@dataclass(frozen=True)
class RoadRow:
    """What the team knows of the way between two places, both ways alike."""

    id: uuid.UUID
    first_id: uuid.UUID
    second_id: uuid.UUID
    minutes: int
    km: float
    note: str
    closures: tuple[ClosureRow, ...]  # the earliest first

    def other_end(self, place_id: uuid.UUID) -> uuid.UUID:
        """The place at the other end of the road."""
        return self.second_id if place_id == self.first_id else self.first_id


@dataclass(frozen=True)
class MissingPlace:
    """A village of children's addresses that is no place yet, as it is written most often."""

    district: str
    municipality: str
    village: str
    children: int


_PLACE: tuple[Any, ...] = (
    Place.id,
    Place.district,
    Place.municipality,
    Place.village,
    Place.other_names,
    Place.latitude,
    Place.longitude,
    Place.inner_minutes,
    Place.inner_km,
    Place.market_days,
    Place.note,
    Place.active,
)


@needs(Permission.OWN_ACCOUNT)
def places(session: OfficeSession, *, active_only: bool = True) -> tuple[PlaceRow, ...]:
    """By district, municipality and village in the screen's alphabet; with ``active_only=False`` all."""
    wanted = select(*_PLACE).where(Place.active) if active_only else select(*_PLACE)
    language = current().language

    def in_order(row: PlaceRow) -> tuple[bytes, ...]:
        return tuple(sort_key(name, language) for name in (row.district, row.municipality, row.village))

    return tuple(sorted((PlaceRow(*row) for row in session.execute(wanted)), key=in_order))


@needs(Permission.OWN_ACCOUNT)
def place_names(session: OfficeSession) -> dict[uuid.UUID, str]:
    """Place -> a name no other has, in the order of ``places``; those out of use too."""
    rows = places(session, active_only=False)
    names = Network(PlaceFacts(row.id, row.village, row.municipality, row.district) for row in rows).names
    return {row.id: names[row.id] for row in rows}


@needs(Permission.OWN_ACCOUNT)
def roads(session: OfficeSession, place_id: uuid.UUID | None = None) -> tuple[RoadRow, ...]:
    """All known roads, or those of one place; the quickest first."""
    wanted = select(Road.id, Road.first_id, Road.second_id, Road.minutes, Road.km, Road.note)
    closures = select(
        RoadClosure.id,
        RoadClosure.road_id,
        RoadClosure.first_day,
        RoadClosure.last_day,
        RoadClosure.yearly,
        RoadClosure.reason,
    ).order_by(RoadClosure.first_day, RoadClosure.id)
    if place_id is not None:
        here = (Road.first_id == place_id) | (Road.second_id == place_id)
        wanted = wanted.where(here)
        closures = closures.join(Road, Road.id == RoadClosure.road_id).where(here)
    of_road: dict[uuid.UUID, list[ClosureRow]] = {}
    for row in session.execute(closures):
        of_road.setdefault(row.road_id, []).append(ClosureRow(*row))
    return tuple(
        RoadRow(*row, closures=tuple(of_road.get(row.id, ())))
        for row in session.execute(wanted.order_by(Road.minutes, Road.km, Road.id))
    )


@needs(Permission.OWN_ACCOUNT)
def network(session: OfficeSession, *, bases: Iterable[uuid.UUID] = ()) -> Network:
    """All that ways are worked out from, those of places out of use too, in three statements.

    ``bases``: where teams begin. Whoever plans rounds reads it with them (``outreach.fleet_queries.road_network``).
    """
    facts: tuple[Any, ...] = (
        *(Place.id, Place.village, Place.municipality, Place.district, Place.latitude, Place.longitude),
        *(Place.inner_km, Place.inner_minutes, Place.market_days, Place.active),
    )
    closures = select(
        RoadClosure.road_id, RoadClosure.first_day, RoadClosure.last_day, RoadClosure.yearly, RoadClosure.reason
    )
    return Network(
        [PlaceFacts(*row) for row in session.execute(select(*facts).order_by(Place.id))],
        [
            RoadFacts(*row)
            for row in session.execute(
                select(Road.id, Road.first_id, Road.second_id, Road.km, Road.minutes).order_by(Road.id)
            )
        ],
        [ClosureFacts(*row) for row in session.execute(closures.order_by(RoadClosure.first_day, RoadClosure.id))],
        bases,
    )


@needs(Permission.OWN_ACCOUNT)
def finder(session: OfficeSession) -> PlaceFinder:
    """Finds the place of any number of addresses, after one statement."""
    return PlaceFinder(places(session, active_only=False))


@needs(Permission.OWN_ACCOUNT)
def place_for(session: OfficeSession, district: str, municipality: str, village: str) -> uuid.UUID | None:
    """The place that an address means, under whatever spelling; None where there is none or two are equally good."""
    return finder(session).find(district, municipality, village)


@needs(Permission.OWN_ACCOUNT)
def places_for(session: OfficeSession, addresses: Iterable[Address]) -> dict[Address, uuid.UUID]:
    """Address (district, municipality, village) -> the place it means; those not found are left out. One statement."""
    finding = finder(session)
    found = {address: finding.find(*address) for address in addresses}
    return {address: place for address, place in found.items() if place is not None}


@needs(Permission.SEE_CHILDREN)
def missing_places(session: OfficeSession) -> tuple[MissingPlace, ...]:
    """Villages where children live (not those of the archive) that are no place yet, most children first.

    One line for all spellings of one address. An address that may mean two places is not missing: it is not clear.
    """
    finding = finder(session)
    written = (
        select(Child.district, Child.municipality, Child.village, func.count())
        .where(Child.archived_on.is_(None), Child.village != "")
        .group_by(Child.district, Child.municipality, Child.village)
        .order_by(Child.district, Child.municipality, Child.village)
    )
    spelled: dict[Address, Counter[Address]] = {}
    for district, municipality, village, count in session.execute(written):
        address = (district, municipality, village)
        key = address_key(*address)
        if key[2] and not finding.meant(*address):
            spelled.setdefault(key, Counter())[address] += count
    missing = [MissingPlace(*often.most_common(1)[0][0], children=often.total()) for often in spelled.values()]
    language = current().language
    return tuple(sorted(missing, key=lambda each: (-each.children, sort_key(each.village, language))))
