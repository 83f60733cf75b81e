"""Homes and service at them for tests, written by the actions that staff use; visits straight into the table."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import select

from centre_app.codelists.queries import entries
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.outreach.home_rules import HomeFactsInput, HomeServiceInput
from centre_app.outreach.homes import set_home_facts, start_home_service
from centre_app.outreach.models import HomeService, Visit
from centre_app.outreach.rules import DONE
from tests.factories.codelists import given_lists

START = date(2026, 9, 1)


def make_home(
    session: OfficeSession, child_id: uuid.UUID, place_id: uuid.UUID | None = None, risk: str = "low", **values: Any
) -> None:
    """The facts about a child's home; a risk that needs a reason gets one."""
    usual: dict[str, Any] = {"risk_reason": "Модар танҳо, кӯдак хӯрок намехӯрад" if risk != "low" else ""}
    set_home_facts(session, child_id, HomeFactsInput(place_id, risk, **(usual | values)))


def make_home_service(
    session: OfficeSession, child_id: uuid.UUID, purpose: str = "therapy", *, start: date = START, **values: Any
) -> uuid.UUID:
    """A child gets visits every four weeks unless ``values`` say otherwise. Brings in the given lists."""
    if not entries(session, "visit_purpose"):
        given_lists(session)
    usual: dict[str, Any] = {} if "times_a_month" in values else {"every_weeks": 4}
    return start_home_service(session, HomeServiceInput(child_id, purpose, start, **(usual | values)))


def make_home_visit(
    session: OfficeSession, service_id: uuid.UUID, day: date, outcome: str = DONE, **values: Any
) -> uuid.UUID:
    """A visit of a home service, with whatever result; in no round unless ``values`` say one."""
    service = session.scalars(select(HomeService).where(HomeService.id == service_id)).one()
    visit = Visit(
        id=new_id(),
        site_id=service.site_id,
        child_id=service.child_id,
        service_id=service_id,
        purpose=service.purpose,
        day=day,
        outcome=outcome,
        **values,
    )
    session.add(visit)
    session.flush()
    return visit.id
