"""A small centre to plan in: two teams of Ховалинг, three villages, four children with home service."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.outreach.models import HomeFacts, HomeService, Round, Visit
from tests.conftest import SiteIds
from tests.factories.children import make_child
from tests.factories.places import make_place, make_road
from tests.factories.teams import make_base, make_team, make_vehicle

TODAY = date(2026, 11, 20)  # a Friday
MONDAY = date(2026, 11, 23)
TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=more) for more in (1, 2, 3))
SATURDAY = date(2026, 11, 28)
NAMES = ("Ҷамшед", "Мадина", "Сомон", "Нилуфар")


@dataclass
class Planned:
    """The ids."""

    site: uuid.UUID
    base: uuid.UUID
    places: tuple[uuid.UUID, ...]
    teams: tuple[uuid.UUID, ...]
    spare: uuid.UUID  # a vehicle of no team
    children: tuple[uuid.UUID, ...]
    services: tuple[uuid.UUID, ...]
    other: uuid.UUID = field(default_factory=new_id)  # another home service of the first child

    @property
    def mountain(self) -> uuid.UUID:
        """The first team."""
        return self.teams[0]

    @property
    def valley(self) -> uuid.UUID:
        """The second."""
        return self.teams[1]


def make_home_service(
    session: OfficeSession, site_id: uuid.UUID, child_id: uuid.UUID, purpose: str = "therapy", **values: object
) -> uuid.UUID:
    """Every two weeks from September on."""
    service_id = new_id()
    usual = {"every_weeks": 2, "start_day": date(2026, 9, 1), "minutes": 45}
    session.add(HomeService(id=service_id, site_id=site_id, child_id=child_id, purpose=purpose, **(usual | values)))
    session.flush()
    return service_id


def make_home(session: OfficeSession, child_id: uuid.UUID, place_id: uuid.UUID | None, **values: object) -> None:
    """Where the home is."""
    session.add(HomeFacts(child_id=child_id, place_id=place_id, **values))
    session.flush()


def make_planned_centre(session: OfficeSession, site: SiteIds) -> Planned:
    """Сари Хосор and Зарбдор are joined to the base by known roads; the way to Шуғнов is estimated."""
    base = make_base(session)
    places = tuple(make_place(session, village) for village in ("Сари Хосор", "Зарбдор", "Шуғнов"))
    make_road(session, base, places[0], 40, 20.0)
    make_road(session, base, places[1], 20, 10.0)
    teams = (make_team(session, "Гурӯҳи кӯҳ"), make_team(session, "Гурӯҳи водӣ"))
    spare = make_vehicle(session, "Нива")
    children = tuple(make_child(session, name) for name in NAMES)
    for child, place in zip(children, (places[0], places[1], places[2], places[0]), strict=True):
        make_home(session, child, place)
    services = tuple(make_home_service(session, site.site, child) for child in children)
    centre = Planned(site.site, base, places, teams, spare, children, services)
    centre.other = make_home_service(session, site.site, children[0], "documents", minutes=20)
    return centre


def visits_of(session: OfficeSession) -> list[Visit]:
    """All visits as they stand."""
    wanted = select(Visit).order_by(Visit.day, Visit.round_id, Visit.position)
    return list(session.scalars(wanted.execution_options(populate_existing=True)))


def rounds_of(session: OfficeSession) -> list[Round]:
    """All rounds as they stand."""
    return list(session.scalars(select(Round).order_by(Round.day).execution_options(populate_existing=True)))


def stored(session: OfficeSession) -> list[tuple[object, ...]]:
    """All rounds and visits whole, to be held against each other."""
    rows: list[tuple[object, ...]] = []
    for model in (Round, Visit):
        table = model.__table__
        rows.extend(tuple(row) for row in session.execute(select(table).order_by(table.c.id)))
    return rows
