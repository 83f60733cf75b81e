"""The waiting list: put on it, offered a place, started, dropped."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from centre_app.children.models import Child
from centre_app.codelists.models import CodeListEntry
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs
from centre_app.sites.models import Service
from centre_app.typed import typed_line
from centre_app.waiting.models import WaitingEntry
from centre_app.waiting.rules import (
    DROPPED,
    OFFERED,
    OPEN,
    STARTED,
    STARTS_WITHIN,
    WAITING,
    check_open,
    check_priority,
    check_request,
    check_step,
)


@dataclass(frozen=True)
class WaitingInput:
    """A child to put on the list, for a type of session or for a service: one of the two.

    ``requested_day`` None: today. ``priority``: urgent, high or usual, with the ``reason``. ``wishes``: days, times,
    whom.
    """

    child_id: uuid.UUID
    session_type: str | None = None  # code list session_type
    service_id: uuid.UUID | None = None
    requested_day: date | None = None
    priority: str = "usual"
    reason: str = ""
    wishes: str = ""


@dataclass(frozen=True)
class WaitingChanges:
    """What may change while a child waits, whole. What it waits for does not: that is another line."""

    requested_day: date
    priority: str
    reason: str
    wishes: str


@dataclass(frozen=True)
class OfferBefore:
    """How an entry stood before a place was offered, so that the offer can be taken back."""

    status: str
    offered_day: date | None
    offers: int


@needs(Permission.PLAN_WEEK)
def add_waiting(session: OfficeSession, entry: WaitingInput) -> uuid.UUID:
    """Put a child on the list. Raises UserError at the field that is wrong; ``what`` is what is waited for."""
    # The child's row is held, so that two people cannot put the same child on the list at the same moment.
    child = session.get(Child, entry.child_id, with_for_update=True)
    if child is None:
        raise NotFound(N_("This child’s file is not there any more."))
    if child.archived_on is not None:
        raise UserError(
            N_("This child's file is in the archive: take it out before the child waits."), field="child_id"
        )
    _check_what(session, entry.session_type, entry.service_id)
    _check_not_there(session, entry.child_id, entry.session_type, entry.service_id)
    requested_day = entry.requested_day or session.today
    created = WaitingEntry(
        id=new_id(),
        site_id=child.site_id,
        child_id=entry.child_id,
        session_type=entry.session_type,
        service_id=entry.service_id,
    )
    _write(session, created, WaitingChanges(requested_day, entry.priority, entry.reason, entry.wishes))
    session.add(created)
    session.flush()
    return created.id


@needs(Permission.PLAN_WEEK)
def change_waiting(session: OfficeSession, entry_id: uuid.UUID, changes: WaitingChanges) -> None:
    """Change the day of the request, the priority with its reason, the wishes. UserError at the field."""
    _write(session, _open(session, entry_id), changes)


@needs(Permission.PLAN_WEEK)
def remove_waiting(session: OfficeSession, entry_id: uuid.UUID) -> None:
    """Take back what was just added. UserError once a place was offered: then it is dropped with a reason instead."""
    row = _open(session, entry_id)
    if row.offers:
        raise UserError(N_("A place was offered already: write why the child no longer waits instead."))
    session.delete(row)


@needs(Permission.PLAN_WEEK)
def offer_place(session: OfficeSession, entry_id: uuid.UUID, day: date | None = None) -> OfferBefore:
    """A place was offered to the family (today where no ``day`` is said); it counts even when they decline."""
    row = _open(session, entry_id)
    offered = day or session.today
    check_step(offered, row.requested_day, session.today)
    before = OfferBefore(row.status, row.offered_day, row.offers)
    row.status, row.offered_day, row.offers = OFFERED, offered, row.offers + 1
    return before


@needs(Permission.PLAN_WEEK)
def take_back_offer(session: OfficeSession, entry_id: uuid.UUID, before: OfferBefore) -> None:
    """As if the place had not been offered."""
    row = _open(session, entry_id)
    row.status, row.offered_day, row.offers = before.status, before.offered_day, before.offers


@needs(Permission.PLAN_WEEK)
def offer_declined(session: OfficeSession, entry_id: uuid.UUID) -> None:
    """The family did not take the place and waits on, where they stood; the offer stays counted."""
    row = _open(session, entry_id)
    if row.status != OFFERED:
        raise UserError(N_("No place is offered to this child at the moment."))
    row.status = WAITING


@needs(Permission.PLAN_WEEK)
def waiting_started(session: OfficeSession, entry_id: uuid.UUID, day: date | None = None) -> str:
    """The child starts what it waited for, today or on a ``day`` that may be agreed for later; the waiting is over.

    Gives the state before, for ``reopen_waiting``.
    """
    return _close(session, entry_id, STARTED, day, "")


@needs(Permission.PLAN_WEEK)
def drop_waiting(session: OfficeSession, entry_id: uuid.UUID, reason: str, day: date | None = None) -> str:
    """The child no longer waits, for a reason that is written down. UserError at ``close_reason``.

    Gives the state before, for ``reopen_waiting``.
    """
    clean = typed_line(reason, field="close_reason", label=N_("Reason"), limit=300, needed=True)
    return _close(session, entry_id, DROPPED, day, clean)


@needs(Permission.PLAN_WEEK)
def reopen_waiting(session: OfficeSession, entry_id: uuid.UUID, status: str = WAITING) -> None:
    """The child waits again, since the day of the old request: what closed it was a mistake.

    ``status`` is the state it had: waiting, or a place offered. Raises UserError where the child waits for the same
    thing by another line.
    """
    row = _found(session, entry_id)
    if row.status in OPEN:
        return
    _check_not_there(session, row.child_id, row.session_type, row.service_id)
    check_open(status)
    row.status, row.closed_day, row.close_reason = status, None, ""


def _found(session: OfficeSession, entry_id: uuid.UUID) -> WaitingEntry:
    row = session.get(WaitingEntry, entry_id)
    if row is None:
        raise NotFound(N_("This line of the waiting list is not there any more."))
    return row


def _open(session: OfficeSession, entry_id: uuid.UUID) -> WaitingEntry:
    row = _found(session, entry_id)
    check_open(row.status)
    return row


def _close(session: OfficeSession, entry_id: uuid.UUID, status: str, day: date | None, reason: str) -> str:
    row = _open(session, entry_id)
    closed = day or session.today
    latest = session.today + STARTS_WITHIN if status == STARTED else session.today
    check_step(closed, row.requested_day, latest)
    before = row.status
    row.status, row.closed_day, row.close_reason = status, closed, reason
    return before


def _write(session: OfficeSession, row: WaitingEntry, changes: WaitingChanges) -> None:
    check_request(changes.requested_day, session.today)
    if row.offered_day is not None:
        check_step(row.offered_day, changes.requested_day, session.today)
    reason = typed_line(changes.reason, field="reason", label=N_("Why this priority"), limit=300)
    check_priority(changes.priority, reason)
    row.requested_day, row.priority, row.reason = changes.requested_day, changes.priority, reason
    row.wishes = typed_line(changes.wishes, field="wishes", label=N_("Wishes"), limit=300)


def _check_what(session: OfficeSession, session_type: str | None, service_id: uuid.UUID | None) -> None:
    if (session_type is None) == (service_id is None):
        raise UserError(N_("Choose what the child waits for."), field="what")
    if service_id is not None:
        if session.get(Service, service_id) is None:
            raise UserError(N_("This service is not there any more."), field="what")
        return
    of_list = CodeListEntry.list_name == "session_type"
    known = select(CodeListEntry.id).where(of_list, CodeListEntry.code == session_type).limit(1)
    if session.execute(known).first() is None:
        raise UserError(N_("“{code}” is not in the list any more."), field="what", code=session_type)


def _check_not_there(
    session: OfficeSession, child_id: uuid.UUID, session_type: str | None, service_id: uuid.UUID | None
) -> None:
    same = select(WaitingEntry.requested_day).where(
        WaitingEntry.child_id == child_id,
        WaitingEntry.status.in_(OPEN),
        WaitingEntry.session_type == session_type,
        WaitingEntry.service_id == service_id,
    )
    since = session.scalars(same.limit(1)).one_or_none()
    if since is not None:
        raise UserError(N_("This child waits for that already, since {day}."), field="what", day=since)
