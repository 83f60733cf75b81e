"""A team with a round on the tests' database: two villages, three children, what was done at the last visits."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from centre_app.db.session import OfficeSession
from centre_app.outreach.models import Visit
from centre_app.plans.inputs import HomeTaskInput
from tests.conftest import SiteIds
from tests.factories.children import make_child
from tests.factories.codelists import given_lists
from tests.factories.homes import make_home
from tests.factories.outreach import make_visit
from tests.factories.places import make_place, make_road
from tests.factories.plans import goal, make_plan
from tests.factories.teams import make_base, make_team
from tests.factories.visits import make_planned_round
from tests.factories.workplace import make_staff

DAY = date(2026, 11, 24)  # the Tuesday of week 48
BEFORE = date(2026, 10, 20)
TASK = "Ҳар рӯз панҷ дақиқа нишинонед"


@dataclass(frozen=True)
class RoadCentre:
    """The ids of what was made; ``visits`` and ``children`` in the round's order."""

    team: uuid.UUID
    round: uuid.UUID
    visits: list[uuid.UUID]
    children: list[uuid.UUID]


def road_centre(session: OfficeSession, site: SiteIds) -> RoadCentre:
    """Ҷамшед and Анора in Сари Хосор, Зулфия nobody knows where; Ҷамшед has a plan and a task from the last visit."""
    given_lists(session)
    base = make_base(session)
    village = make_place(session, "Сари Хосор", at=(38.5, 70.0))
    make_road(session, base, village, 40, 21.5)
    members = (make_staff(session, "Саида Назарова", skills=("physiotherapy",), hours="8-18"),)
    team = make_team(session, base=base, members=members)
    children = [
        make_child(session, name, surname=surname, landmark="паси масҷид")
        for surname, name in (("Раҳимов", "Ҷамшед"), ("Каримова", "Анора"), ("Одинаева", "Зулфия"))
    ]
    for child in children[:2]:
        make_home(session, child, village, directions="дарвозаи кабуд")
    task = HomeTaskInput("Бо қошуқ хӯрад", 14, 10, drawing="spoon_feeding")
    make_plan(session, children[0], goals=[goal("Худаш менишинад")], home_tasks=[task])
    session.get_one(Visit, make_visit(session, site.site, children[0], BEFORE)).task = TASK
    round_id, visits = make_planned_round(session, site.site, children, DAY, team=team)
    session.flush()
    return RoadCentre(team, round_id, visits, children)
