"""A child leaves: nothing of its home visits goes on, nothing that was is touched, and it can be taken back."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.outreach.leaving import AtHome, come_home_again, goes_on_at_home, leave_home
from centre_app.outreach.models import HomeService, Visit
from centre_app.outreach.planning import plan_visit
from centre_app.outreach.round_actions import set_round
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.homes import make_home, make_home_service, make_home_visit
from tests.factories.places import make_place, make_road
from tests.factories.teams import make_team

MONDAY = date(2026, 11, 23)


@pytest.fixture
def child(session: OfficeSession, site: SiteIds) -> uuid.UUID:
    """A child with two services: one visit planned in a set round, one in a draft."""
    base, village = make_place(session, "Ховалинг"), make_place(session, "Сари Хосор")
    make_road(session, base, village)
    team = make_team(session, base=base)
    made = make_child(session)
    make_home(session, made, village)
    therapy, coach = make_home_service(session, made), make_home_service(session, made, "coach")
    make_home_visit(session, therapy, TODAY - timedelta(days=30))
    planned = plan_visit(session, team_id=team, day=MONDAY, service_id=therapy)
    assert planned.round_id is not None
    set_round(session, planned.round_id)
    plan_visit(session, team_id=team, day=MONDAY + timedelta(days=1), service_id=coach)
    return made


def outcomes(session: OfficeSession, child: uuid.UUID) -> list[str]:
    session.expire_all()
    return list(session.scalars(select(Visit.outcome).where(Visit.child_id == child).order_by(Visit.day)))


def test_what_was_said_is_called_off_and_a_draft_is_forgotten(session: OfficeSession, child: uuid.UUID) -> None:
    assert goes_on_at_home(session, child, TODAY) == AtHome(2, 2)
    leave_home(session, child, TODAY, "переехали в Душанбе")
    assert outcomes(session, child) == ["done", "team_cancelled"]
    assert set(session.scalars(select(HomeService.end_day))) == {TODAY}
    assert not goes_on_at_home(session, child, TODAY)


def test_leaving_is_taken_back_exactly(session: OfficeSession, child: uuid.UUID) -> None:
    before = outcomes(session, child)
    come_home_again(session, leave_home(session, child, TODAY, "переехали"))
    assert outcomes(session, child) == before
    assert goes_on_at_home(session, child, TODAY) == AtHome(2, 2)


def test_a_day_before_a_visit_that_was_made_is_refused(session: OfficeSession, child: uuid.UUID) -> None:
    with pytest.raises(UserError):
        leave_home(session, child, TODAY - timedelta(days=40), "переехали")
