"""Booking single sessions, a whole timetable at once, and taking back any change of the week."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs
from centre_app.therapy.clash_facts import facts_for
from centre_app.therapy.fitting import doubled, fitted
from centre_app.therapy.models import SessionChild, TherapySession
from centre_app.therapy.placing import ClashNeedsReason, Impossible, Placing, WeekFacts
from centre_app.therapy.row_changes import (
    MODELS,
    Kept,
    Row,
    RowChanges,
    Undo,
    kept_sessions,
    key_of,
    lock_calendar,
    standing,
)
from centre_app.therapy.rules import INVITED, PLANNED
from centre_app.typed import typed_line

LABELS: Mapping[str, str] = {"clash_reason": N_("Why the clash is all right"), "reason_note": N_("More on the reason")}


@dataclass(frozen=True)
class Booking:
    """A session to be booked. ``clash_reason`` says why what clashes is all right."""

    day: date
    start_minute: int
    minutes: int
    type: str
    therapist_id: uuid.UUID | None
    room_id: uuid.UUID | None
    child_ids: tuple[uuid.UUID, ...]
    pinned: bool = False
    clash_reason: str = ""

    @property
    def placing(self) -> Placing:
        """Where it is to stand; a child named twice is in it once."""
        children = tuple(dict.fromkeys(self.child_ids))
        place = (self.therapist_id, self.room_id)
        return Placing(self.day, self.start_minute, self.minutes, self.type, *place, children)


@dataclass(frozen=True)
class Booked:
    """A session that was booked."""

    id: uuid.UUID
    undo: Undo


@dataclass(frozen=True)
class BookedMany:
    """Sessions that were booked together, in the order they were given."""

    ids: tuple[uuid.UUID, ...]
    undo: Undo


@needs(Permission.PLAN_WEEK)
def book_session(session: OfficeSession, booking: Booking) -> Booked:
    """Book one session. Raises Impossible, ClashNeedsReason, NotFound, UserError (``type``, ``clash_reason``)."""
    booked = _book(session, [booking])
    return Booked(booked.ids[0], booked.undo)


@needs(Permission.PLAN_WEEK)
def book_many(session: OfficeSession, bookings: Sequence[Booking]) -> BookedMany:
    """Book sessions together, each checked against those that are there and against each other: all, or none.

    Raises as ``book_session``, with the clashes of all of them.
    """
    return _book(session, bookings) if bookings else BookedMany((), Undo())


@needs(Permission.PLAN_WEEK)
def undo_calendar(session: OfficeSession, what: Undo) -> Undo:
    """Put back exactly what was. Gives back how to do it again.

    Raises UserError where something was changed since, Impossible where somebody would now be in two places.
    """
    if not what:
        return what
    lock_calendar(session)
    now = standing(session, what.changes)
    if any(now.get(key_of(change)) != change.after for change in what.changes):
        raise _changed_since()
    wanted = _planned_again(session, what)
    if wanted:
        clashes = doubled(facts_for(session, wanted.values()), wanted)
        if clashes:
            raise Impossible(clashes)
    changes = RowChanges(session)
    by_name = {model.__tablename__: model for model in MODELS}
    for change in what.changes:
        changes.put(by_name[change.table], change.after, change.before)
    return changes.write()


def typed_reason(text: str) -> str:
    """A clash's reason, clean. Raises UserError (field ``clash_reason``)."""
    return typed_line(text, field="clash_reason", label=LABELS["clash_reason"], limit=300)


def check_type(facts: WeekFacts, kind: str) -> None:
    """Raises UserError (field ``type``) for a type that is not in the list."""
    if kind not in facts.types:
        raise UserError(N_("Please choose the type of the session."), field="type")


def session_row(session_id: uuid.UUID, site_id: uuid.UUID, placing: Placing, **other: Any) -> Row:
    """A planned session as its table keeps it."""
    return {
        "id": session_id,
        "site_id": site_id,
        "day": placing.day,
        "type": placing.type,
        "minutes": placing.minutes,
        "status": PLANNED,
        "start_minute": placing.start_minute,
        "therapist_id": placing.therapist_id,
        "room_id": placing.room_id,
        "series_id": None,
        "series_day": None,
        "changed_alone": False,
        "pinned": False,
        "clash_reason": "",
        "reason": None,
        "reason_note": "",
        "note": "",
        "written_up_at": None,
        "written_up_by": "",
        "signed_off_at": None,
        "signed_off_by": "",
    } | other


def child_row(session_id: uuid.UUID, child_id: uuid.UUID) -> Row:
    """An invited child as the table of children in sessions keeps it."""
    return {
        "session_id": session_id,
        "child_id": child_id,
        "status": INVITED,
        "reason": None,
        "reason_note": "",
        "note": "",
        "home_task": "",
        "next_time": "",
    }


def add_session(changes: RowChanges, row: Row, child_ids: Sequence[uuid.UUID]) -> None:
    """A new session with its children."""
    changes.add(TherapySession, row)
    for child_id in child_ids:
        changes.add(SessionChild, child_row(row["id"], child_id))


def _book(session: OfficeSession, bookings: Sequence[Booking]) -> BookedMany:
    site_id, _lock_days = lock_calendar(session)
    wanted = {new_id(): booking for booking in bookings}
    placings = {session_id: booking.placing for session_id, booking in wanted.items()}
    reasons = {session_id: typed_reason(booking.clash_reason) for session_id, booking in wanted.items()}
    facts = facts_for(session, placings.values())
    for placing in placings.values():
        check_type(facts, placing.type)
    fit = fitted(facts, placings)
    if fit.stayed:
        raise Impossible(fit.hard)
    unexplained = [clash for session_id, found in fit.placed.items() if not reasons[session_id] for clash in found]
    if unexplained:
        raise ClashNeedsReason(unexplained)
    changes = RowChanges(session)
    for session_id, booking in wanted.items():
        reason = reasons[session_id] if fit.placed[session_id] else ""
        placing = placings[session_id]
        row = session_row(session_id, site_id, placing, pinned=booking.pinned, clash_reason=reason)
        add_session(changes, row, placing.child_ids)
    return BookedMany(tuple(wanted), changes.write())


def _planned_again(session: OfficeSession, what: Undo) -> dict[uuid.UUID, Placing]:
    """The sessions that would be planned at an hour after undoing, where they would stand.

    Raises UserError where one would be left without children.
    """
    rows: dict[uuid.UUID, Row | None] = {}
    children: dict[tuple[uuid.UUID, uuid.UUID], Row | None] = {}
    for change in what.changes:
        named = change.before or change.after or {}
        if change.table == TherapySession.__tablename__:
            rows[named["id"]] = change.before
        elif change.table == SessionChild.__tablename__:
            children[named["session_id"], named["child_id"]] = change.before
    touched = rows.keys() | {session_id for session_id, _ in children}
    now = {kept.id: kept for kept in kept_sessions(session, touched)}
    found: dict[uuid.UUID, Placing] = {}
    for session_id in touched:
        kept = now.get(session_id)
        row: Row | None = rows.get(session_id, kept.row if kept is not None else None)
        if row is None or row["status"] != PLANNED or row["start_minute"] is None:
            continue
        there = {(session_id, child["child_id"]): child for child in kept.children} if kept else {}
        there |= {key: child for key, child in children.items() if key[0] == session_id and child is not None}
        gone = {key for key, child in children.items() if key[0] == session_id and child is None}
        kept = Kept(row, tuple(child for key, child in there.items() if key not in gone))
        if not kept.children and gone:  # who was there with the child has left since
            raise _changed_since()
        found[session_id] = kept.placing()
    return found


def _changed_since() -> UserError:
    return UserError(N_("One of these sessions was changed since: this cannot be undone."))
