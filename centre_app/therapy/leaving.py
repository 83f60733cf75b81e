"""A child or a therapist leaves: what becomes of the sessions that are still planned."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs
from centre_app.therapy.booking import typed_reason
from centre_app.therapy.cancelling import check_child_unwritten, check_unwritten, remove_sessions
from centre_app.therapy.clash_facts import facts_for
from centre_app.therapy.fitting import Fitted, fitted
from centre_app.therapy.models import SeriesChild, SessionChild, SessionSeries, TherapySession
from centre_app.therapy.moving import Changed
from centre_app.therapy.placing import Impossible, Told, check_clashes, reasons
from centre_app.therapy.row_changes import Kept, RowChanges, Undo, kept_sessions, lock_calendar
from centre_app.therapy.rules import PLANNED
from centre_app.workplace.queries import staff

_SESSION, _IN = TherapySession.__table__.c, SessionChild.__table__.c


@dataclass(frozen=True)
class Ended:
    """``left``: sessions of a group that go on without the child; ``removed``: the child's own, taken out."""

    left: int
    removed: int
    undo: Undo


@dataclass(frozen=True)
class Leaving:
    """The sessions that have nobody to hold them now, by day and hour."""

    sessions: tuple[uuid.UUID, ...]
    undo: Undo


@needs(Permission.PLAN_WEEK)
def end_for_child(session: OfficeSession, child_id: uuid.UUID, day: date) -> Ended:
    """Take a child out of the sessions planned after ``day``, its last one here. Sessions of nobody else go, as if they
    had never been booked: they will not be, and counted as cancelled they would say that somebody called them off.

    Raises UserError where something is written of one of them.
    """
    lock_calendar(session)
    meant = (
        select(_SESSION.id)
        .join(SessionChild.__table__, _IN.session_id == _SESSION.id)
        .where(_IN.child_id == child_id, _SESSION.day > day, _SESSION.status == PLANNED)
    )
    sessions = kept_sessions(session, session.scalars(meant).all())
    alone = [kept for kept in sessions if kept.child_ids == (child_id,)]
    with_others = [kept for kept in sessions if len(kept.children) > 1]
    check_unwritten(session, alone)
    changes = RowChanges(session)
    remove_sessions(session, changes, alone)
    for kept in with_others:
        here = next(child for child in kept.children if child["child_id"] == child_id)
        check_child_unwritten(here)
        changes.remove(SessionChild, here)
    for series_id in dict.fromkeys(kept.row["series_id"] for kept in with_others if kept.row["series_id"]):
        for row in changes.rows(SeriesChild, "series_id", series_id):
            if row["child_id"] == child_id:
                changes.remove(SeriesChild, row)
    return Ended(len(with_others), len(alone), changes.write())


@needs(Permission.PLAN_WEEK)
def therapist_leaves(session: OfficeSession, staff_id: uuid.UUID, day: date) -> Leaving:
    """The sessions planned after ``day``, the last one here, lose their therapist: ``without_therapist`` lists them,
    ``reassign`` gives them to somebody else."""
    lock_calendar(session)
    meant = select(_SESSION.id).where(_SESSION.therapist_id == staff_id, _SESSION.day > day, _SESSION.status == PLANNED)
    sessions = kept_sessions(session, session.scalars(meant).all())
    changes = RowChanges(session)
    for kept in sessions:
        changes.change(TherapySession, kept.row, therapist_id=None)
    _give_whole_series(session, changes, sessions, None)
    return Leaving(tuple(kept.id for kept in sessions), changes.write())


@needs(Permission.PLAN_WEEK)
def reassign(
    session: OfficeSession, session_ids: Collection[uuid.UUID], therapist_id: uuid.UUID, *, clash_reason: str = ""
) -> Changed:
    """Give planned sessions to another therapist. Where that cannot be, the session stays as it is and is told.

    A series that is given as a whole stays a series; single sessions of it count as changed alone. Raises Impossible
    where none can be given, ClashNeedsReason, NotFound, UserError for one that is not planned any more.
    """
    lock_calendar(session)
    reason = typed_reason(clash_reason)
    sessions = kept_sessions(session, session_ids)
    if len(sessions) < len(set(session_ids)):
        raise NotFound(N_("This session is not there any more."))
    if any(kept.row["status"] != PLANNED for kept in sessions):
        raise UserError(N_("Only planned sessions can be given to another specialist."))
    fit = _fit(session, sessions, therapist_id)
    given = [kept for kept in sessions if kept.id not in fit.stayed]
    if sessions and not given:
        raise Impossible(fit.hard)
    check_clashes(fit.soft, reason)
    changes = RowChanges(session)
    for kept in given:
        values = {"therapist_id": therapist_id, "changed_alone": kept.row["series_id"] is not None}
        if fit.placed.get(kept.id):
            values["clash_reason"] = reason
        changes.change(TherapySession, kept.row, **values)
    _give_whole_series(session, changes, given, therapist_id)
    stayed: list[Told] = [
        (kept.row["day"], reasons([clash for clash in fit.stayed[kept.id] if clash.hard]))
        for kept in sessions
        if kept.id in fit.stayed
    ]
    return Changed(len(given), changes.write(), tuple(stayed))


def _fit(session: OfficeSession, sessions: Collection[Kept], therapist_id: uuid.UUID) -> Fitted:
    """Those without an hour clash with nothing."""
    wanted = {
        kept.id: kept.placing(therapist_id=therapist_id) for kept in sessions if kept.row["start_minute"] is not None
    }
    if wanted:
        return fitted(facts_for(session, wanted.values()), wanted)
    if therapist_id not in {person.id for person in staff(session)}:
        raise NotFound(N_("This specialist is not there any more."), field="therapist_id")
    return Fitted({}, {})


def _give_whole_series(
    session: OfficeSession, changes: RowChanges, given: Collection[Kept], therapist_id: uuid.UUID | None
) -> None:
    """A series all of whose planned sessions are given goes to that person itself, and none was changed alone."""
    here = Counter(kept.row["series_id"] for kept in given if kept.row["series_id"] is not None)
    planned = (
        select(_SESSION.series_id, func.count())
        .where(_SESSION.series_id.in_(list(here)), _SESSION.status == PLANNED)
        .group_by(_SESSION.series_id)
    )
    whole = {series_id for series_id, count in session.execute(planned) if count == here[series_id]} if here else set()
    for series_id in whole:
        for row in changes.rows(SessionSeries, "id", series_id):
            changes.change(SessionSeries, row, therapist_id=therapist_id)
    for kept in given:
        if kept.row["series_id"] in whole:
            changes.change(TherapySession, kept.row, changed_alone=kept.row["changed_alone"])
