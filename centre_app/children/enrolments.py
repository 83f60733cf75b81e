"""A child enters a service, stays, and leaves."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from centre_app.children.checks import check_no_overlap, check_span
from centre_app.children.enrolment_guards import check_marks_inside, check_no_marks
from centre_app.children.fields import ENROLMENT_LABELS
from centre_app.children.inputs import EnrolmentChanges, NewEnrolment
from centre_app.children.models import Child, Enrolment
from centre_app.children.rules import Span
from centre_app.codelists.queries import labels
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs
from centre_app.sites.models import Group, Service
from centre_app.typed import typed_line

ARCHIVED = "archived"  # the reason, in the code list enrolment_end_reason, that archiving writes


@dataclass(frozen=True)
class Ended:
    """An enrolment as it was before archiving ended it or (``removed``) took it out."""

    values: dict[str, Any]
    removed: bool


@needs(Permission.EDIT_CHILDREN)
def enrol_child(session: OfficeSession, enrolment: NewEnrolment) -> uuid.UUID:
    """A child enters a service. Gives the enrolment's id.

    Raises UserError at its field: end before start, in this service already (with the dates), a group of another
    service, a child in the archive, a service out of use.
    """
    child = session.get(Child, enrolment.child_id)
    if child is None:
        raise NotFound(N_("This child’s file is not there any more."))
    if child.archived_on is not None:
        raise UserError(N_("This child’s file is in the archive. Restore it first."))
    _check_service(session, enrolment.service_id, enrolment.group_id, was_in=None)
    span = check_span(enrolment.start_day, enrolment.end_day, session.today, _birth(child))
    check_no_overlap(span, _spans(session, child.id, enrolment.service_id))
    created = Enrolment(
        id=new_id(),
        child_id=child.id,
        service_id=enrolment.service_id,
        group_id=enrolment.group_id,
        start_day=enrolment.start_day,
        end_day=enrolment.end_day,
        note=_note(enrolment.note),
    )
    session.add(created)
    session.flush()
    return created.id


@needs(Permission.EDIT_CHILDREN)
def change_enrolment(session: OfficeSession, enrolment_id: uuid.UUID, changes: EnrolmentChanges) -> None:
    """Correct an enrolment. Raises UserError as ``enrol_child``, and while marks lie outside the new span."""
    row = _found(session, enrolment_id)
    child = session.get_one(Child, row.child_id)
    _check_service(session, row.service_id, changes.group_id, was_in=row.group_id)
    span = check_span(changes.start_day, changes.end_day, session.today, _birth(child))
    check_no_overlap(span, _spans(session, row.child_id, row.service_id, but=enrolment_id))
    field = "start_day" if changes.start_day > row.start_day else "end_day"
    check_marks_inside(session, enrolment_id, span, field=field)
    reason = changes.end_reason or None
    if changes.end_day is None:
        reason = None
    elif reason != row.end_reason:
        _check_reason(session, reason)
    row.group_id = changes.group_id
    row.start_day = changes.start_day
    row.end_day = changes.end_day
    row.end_reason = reason
    row.note = _note(changes.note)
    session.flush()


@needs(Permission.EDIT_CHILDREN)
def end_enrolment(session: OfficeSession, enrolment_id: uuid.UUID, end_day: date, reason: str | None = None) -> None:
    """A child leaves a service; ``end_day`` is the last day that counts. Raises UserError as ``change_enrolment``."""
    row = _found(session, enrolment_id)
    changes = EnrolmentChanges(row.group_id, row.start_day, end_day, reason, row.note)
    change_enrolment(session, enrolment_id, changes)


@needs(Permission.EDIT_CHILDREN)
def remove_enrolment(session: OfficeSession, enrolment_id: uuid.UUID) -> None:
    """Take back an enrolment that was made by mistake. Raises UserError where it has marks."""
    row = _found(session, enrolment_id)
    check_no_marks(session, enrolment_id)
    session.delete(row)
    session.flush()


def end_all(session: OfficeSession, child_id: uuid.UUID) -> tuple[Ended, ...]:
    """End today whatever goes on, for the archive. Raises UserError where attendance is marked after today."""
    today = session.today
    rows = session.scalars(
        select(Enrolment)
        .where(Enrolment.child_id == child_id, or_(Enrolment.end_day.is_(None), Enrolment.end_day > today))
        .order_by(Enrolment.start_day, Enrolment.id)
    )
    ended: list[Ended] = []
    for row in rows.all():
        removed = row.start_day > today
        ended.append(Ended({column.name: getattr(row, column.name) for column in Enrolment.__table__.columns}, removed))
        if removed:
            check_no_marks(session, row.id)
            session.delete(row)
        else:
            check_marks_inside(session, row.id, Span(row.start_day, today))
            row.end_day, row.end_reason = today, ARCHIVED
    session.flush()
    return tuple(ended)


def put_back(session: OfficeSession, ended: Iterable[Ended]) -> None:
    """Undo ``end_all``."""
    for each in ended:
        row = session.get(Enrolment, each.values["id"])
        if row is None:
            session.add(Enrolment(**each.values))
        else:
            row.end_day, row.end_reason = each.values["end_day"], each.values["end_reason"]
    session.flush()


def _found(session: OfficeSession, enrolment_id: uuid.UUID) -> Enrolment:
    row = session.get(Enrolment, enrolment_id)
    if row is None:
        raise NotFound(N_("This enrolment is not there any more."))
    return row


def _birth(child: Child) -> date | None:
    return child.birth_date if child.birth_precision == "day" else None


def _note(note: str) -> str:
    return typed_line(note, field="note", label=ENROLMENT_LABELS["note"], limit=300)


def _spans(
    session: OfficeSession, child_id: uuid.UUID, service_id: uuid.UUID, *, but: uuid.UUID | None = None
) -> list[Span]:
    rows = session.execute(
        select(Enrolment.id, Enrolment.start_day, Enrolment.end_day).where(
            Enrolment.child_id == child_id, Enrolment.service_id == service_id
        )
    )
    return [Span(row.start_day, row.end_day) for row in rows if row.id != but]


def _check_service(
    session: OfficeSession, service_id: uuid.UUID, group_id: uuid.UUID | None, *, was_in: uuid.UUID | None
) -> None:
    """``was_in``: the group that the enrolment has already, which may be out of use by now."""
    service = session.execute(select(Service.active, Service.name).where(Service.id == service_id)).one_or_none()
    if service is None:
        raise UserError(N_("Please choose a service."), field="service_id")
    if group_id is None or group_id == was_in:
        return
    group = session.execute(select(Group.service_id, Group.active).where(Group.id == group_id)).one_or_none()
    if group is None:
        raise UserError(N_("Please choose a group."), field="group_id")
    if group.service_id != service_id:
        raise UserError(
            N_("This group belongs to another service than “{service}”."), field="group_id", service=service.name
        )


def _check_reason(session: OfficeSession, reason: str | None) -> None:
    if reason is not None and reason not in labels(session, "enrolment_end_reason", "en"):
        raise UserError(N_("Please choose the reason from the list."), field="end_reason")
