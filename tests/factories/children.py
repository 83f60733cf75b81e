"""Invented children for tests, written through the same actions as staff use."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from centre_app.children.actions import (
    ChildInput,
    FirstEnrolment,
    GuardianInput,
    NewEnrolment,
    enrol_child,
    register_child,
)
from centre_app.db.session import OfficeSession

START = date(2026, 9, 1)


def child_input(given_name: str = "Ҷамшед", **values: Any) -> ChildInput:
    """What is written about Раҳимов Ҷамшед; ``values`` differ."""
    usual: dict[str, Any] = {
        "surname": "Раҳимов",
        "patronymic": "Фарҳодович",
        "birth_date": date(2019, 3, 5),
        "sex": "male",
        "district": "Ховалинг",
        "village": "Сари Хосор",
        "guardians": (GuardianInput("Раҳимова Мавҷуда", None, "+992 93 555-12-34"),),
    }
    return ChildInput(given_name=given_name, **(usual | values))


def make_child(session: OfficeSession, given_name: str = "Ҷамшед", **values: Any) -> uuid.UUID:
    """A registered child."""
    return register_child(session, child_input(given_name, **values))


def make_enrolled(
    session: OfficeSession,
    service_id: uuid.UUID,
    group_id: uuid.UUID | None = None,
    given_name: str = "Ҷамшед",
    *,
    start: date = START,
    end: date | None = None,
    **values: Any,
) -> uuid.UUID:
    """A registered child that is enrolled; gives the child's id."""
    return register_child(
        session, child_input(given_name, **values), enrol=FirstEnrolment(service_id, start, group_id, end)
    )


def enrol(
    session: OfficeSession,
    child_id: uuid.UUID,
    service_id: uuid.UUID,
    group_id: uuid.UUID | None = None,
    *,
    start: date = START,
    end: date | None = None,
) -> uuid.UUID:
    """An enrolment; gives its id."""
    return enrol_child(session, NewEnrolment(child_id, service_id, group_id, start, end))
