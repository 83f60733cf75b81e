"""A centre with a team, villages, roads and children with home service in the database, for proposing rounds."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from centre_app.db.session import OfficeSession
from tests.factories.children import make_child
from tests.factories.homes import make_home, make_home_service
from tests.factories.places import make_place, make_road
from tests.factories.teams import make_base, make_team, make_vehicle
from tests.factories.workplace import make_staff

WEEK_48 = date(2026, 11, 23)
TUESDAY_48 = WEEK_48 + timedelta(days=1)
_CHILDREN = (("Ҷамшед", "Раҳимов"), ("Мадина", "Саидова"), ("Айбек", "Осмонов"), ("Нурия", "Каримова"))


@dataclass(frozen=True)
class Field:
    """What stands in the centre."""

    team: uuid.UUID
    member: uuid.UUID
    vehicle: uuid.UUID
    base: uuid.UUID
    places: tuple[uuid.UUID, ...]  # two villages
    roads: tuple[uuid.UUID, ...]  # from the base to each
    children: tuple[uuid.UUID, ...]  # four, the first two in the first village
    services: tuple[uuid.UUID, ...]


def make_field(session: OfficeSession, **team: Any) -> Field:
    """One team, two villages half an hour away, four children who were never visited."""
    base = make_base(session)
    places = (make_place(session, "Сари Хосор"), make_place(session, "Шӯробод", municipality="Шӯробод"))
    roads = tuple(make_road(session, base, place) for place in places)
    member = make_staff(session, "Назаров Далер", skills=("physiotherapy",), hours="8-18")
    vehicle = make_vehicle(session)
    children = tuple(make_child(session, given_name=name, surname=surname) for name, surname in _CHILDREN)
    services = []
    for number, child in enumerate(children):
        make_home(session, child, places[number // 2], "high" if number == 0 else "low")
        services.append(make_home_service(session, child))
    made = make_team(session, base=base, members=(member,), vehicle=vehicle, **team)
    return Field(made, member, vehicle, base, places, roads, children, tuple(services))
