"""What waits for somebody: reviews that are due, children without a plan, state programmes that run out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, or_, select

from centre_app.children.models import Child, Enrolment
from centre_app.children.rules import full_name
from centre_app.children.search import order_column
from centre_app.db.session import OfficeSession
from centre_app.plans.models import IndividualPlan, StateProgramme
from centre_app.plans.rules import DRAFT, SIGNED
from centre_app.security.access import Permission, needs
from centre_app.workplace.models import StaffMember

_NAME = (Child.surname, Child.given_name, Child.patronymic)


@dataclass(frozen=True)
class DueReview:
    """A signed plan whose review is due. ``days_over`` is below 0 before the day."""

    child_id: uuid.UUID
    name: str
    number: str
    plan_id: uuid.UUID
    due_day: date
    days_over: int
    responsible: str


@dataclass(frozen=True)
class WithoutPlan:
    """A child who comes here and has no signed plan. ``draft_since``: the first day of the draft there is."""

    child_id: uuid.UUID
    name: str
    number: str
    draft_id: uuid.UUID | None
    draft_since: date | None


@dataclass(frozen=True)
class ExpiringProgramme:
    """A state programme that runs out, or has; ``days_left`` is below 0 after its last day."""

    child_id: uuid.UUID
    name: str
    number: str
    programme_id: uuid.UUID
    kind: str
    valid_until: date
    days_left: int


@needs(Permission.SEE_CHILDREN)
def reviews_due(session: OfficeSession, *, until: date, language: str) -> tuple[DueReview, ...]:
    """Signed plans to be reviewed by ``until``, the longest overdue first, then by the alphabet of ``language``.
    Children in the archive are left out."""
    rows = session.execute(
        select(Child.id, *_NAME, Child.number, IndividualPlan.id.label("plan"), IndividualPlan.review_day)
        .add_columns(StaffMember.name.label("responsible"))
        .join(IndividualPlan, IndividualPlan.child_id == Child.id)
        .outerjoin(StaffMember, StaffMember.id == IndividualPlan.responsible_id)
        .where(IndividualPlan.status == SIGNED, IndividualPlan.review_day <= until, Child.archived_on.is_(None))
        .order_by(IndividualPlan.review_day, getattr(Child, order_column(language)), Child.id)
    )
    return tuple(
        DueReview(
            row.id,
            _name(row),
            row.number,
            row.plan,
            row.review_day,
            (session.today - row.review_day).days,
            row.responsible or "",
        )
        for row in rows
    )


@needs(Permission.SEE_CHILDREN)
def children_without_plan(session: OfficeSession, *, language: str) -> tuple[WithoutPlan, ...]:
    """Children enrolled today who have no signed plan, by the alphabet of ``language``."""
    today = session.today
    enrolled = exists().where(
        Enrolment.child_id == Child.id,
        Enrolment.start_day <= today,
        or_(Enrolment.end_day.is_(None), Enrolment.end_day >= today),
    )
    signed = exists().where(IndividualPlan.child_id == Child.id, IndividualPlan.status == SIGNED)
    rows = session.execute(
        select(Child.id, *_NAME, Child.number)
        .where(enrolled, ~signed, Child.archived_on.is_(None))
        .order_by(getattr(Child, order_column(language)), Child.id)
    ).all()
    drafts: Mapping[uuid.UUID, Any] = {
        row.child_id: row
        for row in session.execute(
            select(IndividualPlan.child_id, IndividualPlan.id, IndividualPlan.start_day).where(
                IndividualPlan.status == DRAFT
            )
        )
    }
    found = []
    for row in rows:
        draft = drafts.get(row.id)
        found.append(
            WithoutPlan(
                row.id,
                _name(row),
                row.number,
                None if draft is None else draft.id,
                None if draft is None else draft.start_day,
            )
        )
    return tuple(found)


@needs(Permission.SEE_CHILDREN)
def programmes_expiring(session: OfficeSession, *, until: date, language: str) -> tuple[ExpiringProgramme, ...]:
    """State programmes valid no longer than ``until``, the soonest first. One that a later programme of the same kind
    follows is done with; children in the archive are left out."""
    later = StateProgramme.__table__.alias("later")
    followed = exists().where(
        later.c.child_id == StateProgramme.child_id,
        later.c.kind == StateProgramme.kind,
        later.c.id != StateProgramme.id,
        or_(
            later.c.valid_until.is_(None),
            later.c.valid_until > StateProgramme.valid_until,
            and_(later.c.valid_until == StateProgramme.valid_until, later.c.id > StateProgramme.id),
        ),
    )
    rows = session.execute(
        select(Child.id, *_NAME, Child.number, StateProgramme.id.label("programme"), StateProgramme.kind)
        .add_columns(StateProgramme.valid_until)
        .join(StateProgramme, StateProgramme.child_id == Child.id)
        .where(StateProgramme.valid_until <= until, ~followed, Child.archived_on.is_(None))
        .order_by(StateProgramme.valid_until, getattr(Child, order_column(language)), Child.id)
    )
    return tuple(
        ExpiringProgramme(
            row.id,
            _name(row),
            row.number,
            row.programme,
            row.kind,
            row.valid_until,
            (row.valid_until - session.today).days,
        )
        for row in rows
    )


def _name(row: Any) -> str:
    return full_name(row.surname, row.given_name, row.patronymic)
