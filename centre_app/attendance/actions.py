"""Making, changing and taking away marks. All or nothing, and each gives back how to undo it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from centre_app.attendance.models import Mark
from centre_app.attendance.places import CHILD, ENROLMENT, MARK, NAMES, SERVICE, covering, portions, whole
from centre_app.attendance.rules import (
    PRESENT,
    REASON_LIST,
    Cell,
    DayMark,
    MarkChange,
    Place,
    Undo,
    UndoMark,
    check_not_ahead,
    check_place,
    marked,
)
from centre_app.children.models import Child, Enrolment
from centre_app.children.rules import full_name
from centre_app.codelists.models import CodeListEntry
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.open_days.queries import day_states
from centre_app.open_days.rules import DayState
from centre_app.security.access import Permission, needs
from centre_app.sites.models import Service

Key = tuple[date, uuid.UUID]
_THESE: BindParameter[Any] = bindparam("enrolments", expanding=True)
_ENROLLED = (
    select(ENROLMENT.id, ENROLMENT.child_id, *NAMES, SERVICE.site_id, ENROLMENT.start_day, ENROLMENT.end_day)
    .select_from(Enrolment.__table__)
    .join(Child.__table__, CHILD.id == ENROLMENT.child_id)
    .join(Service.__table__, SERVICE.id == ENROLMENT.service_id)
    .where(ENROLMENT.id.in_(_THESE))
)
_STANDING = select(MARK.day, MARK.enrolment_id, MARK.status, MARK.reason, MARK.note).where(
    MARK.enrolment_id.in_(_THESE), MARK.day.between(bindparam("first"), bindparam("last"))
)


@dataclass(frozen=True)
class _Enrolled:
    """What a mark needs to know of its enrolment."""

    child_id: uuid.UUID
    child: str
    site_id: uuid.UUID
    start_day: date
    end_day: date | None


@needs(Permission.MARK_ATTENDANCE)
def mark_day(session: OfficeSession, day: date, marks: Sequence[MarkChange]) -> Undo:
    """Mark children on one day; ``status`` None takes a mark away. Marks that stay as they are cost nothing.

    Raises UserError (field ``day``, ``enrolment``, ``status``, ``reason`` or ``note``), NotFound; then nothing changed.
    """
    return _mark(session, [DayMark(day, change) for change in marks], skip_closed=False)


@needs(Permission.MARK_ATTENDANCE)
def mark_range(session: OfficeSession, marks: Sequence[DayMark], *, skip_closed: bool = False) -> Undo:
    """Mark over several days. With ``skip_closed``, closed days and days outside an enrolment are passed over, so that
    a span over a weekend can be filled in one go. Raises as ``mark_day``."""
    return _mark(session, marks, skip_closed=skip_closed)


@needs(Permission.MARK_ATTENDANCE)
def mark_group_present(session: OfficeSession, group_or_service: uuid.UUID, day: date) -> Undo:
    """Mark present all who are expected in a group or service and have no mark yet. Raises as ``mark_day``."""
    place = whole(session, group_or_service)
    already = select(MARK.enrolment_id).where(MARK.day == day)
    unmarked = session.scalars(
        select(ENROLMENT.id).where(place.members, covering(day, day), ENROLMENT.id.not_in(already))
    )
    changes = [MarkChange(enrolment_id, PRESENT) for enrolment_id in unmarked]
    if not changes:  # the day is checked all the same: on a closed one "nothing to do" would be the wrong answer
        state = day_states(session, place.site_id, day, day)[day]
        check_place(Place(day, state.why, "", day, None))
    return mark_day(session, day, changes)


@needs(Permission.MARK_ATTENDANCE)
def undo(session: OfficeSession, what: Undo) -> Undo:
    """Put back exactly what was. Gives back how to do it again.

    Raises UserError where one of the marks was changed since, and as ``mark_day`` where a mark can stand no more.
    """
    if not what:
        return what
    keys = [(mark.day, mark.enrolment_id) for mark in what.marks]
    enrolled = _enrolled(session, {enrolment_id for _, enrolment_id in keys})
    standing = _standing(session, keys)
    states = _states(session, enrolled, keys)
    for mark in what.marks:
        if standing.get((mark.day, mark.enrolment_id)) != mark.became:
            raise UserError(
                N_("The mark of {child} on {day} was changed since: it cannot be undone."),
                child=enrolled[mark.enrolment_id].child,
                day=mark.day,
            )
        if mark.was is not None:
            check_place(_place(enrolled[mark.enrolment_id], states, mark.day))
    back = [UndoMark(mark.day, mark.enrolment_id, mark.child_id, mark.became, mark.was) for mark in what.marks]
    _write(session, back)
    return Undo(tuple(back))


def _mark(session: OfficeSession, marks: Sequence[DayMark], *, skip_closed: bool) -> Undo:
    wanted = {(mark.day, mark.change.enrolment_id): mark.change for mark in marks}
    if len(wanted) != len(marks):
        raise UserError(N_("A child is marked twice on the same day."), field="day")
    if not wanted:
        return Undo()
    enrolled = _enrolled(session, {enrolment_id for _, enrolment_id in wanted})
    standing = _standing(session, wanted)
    states = _states(session, enrolled, wanted)
    reasons = _reasons(session) if any(change.reason for change in wanted.values()) else frozenset()
    done: list[UndoMark] = []
    for (day, enrolment_id), change in wanted.items():
        of = enrolled[enrolment_id]
        was = standing.get((day, enrolment_id))
        became = marked(change, was, reasons)
        if became == was:
            continue
        place = _place(of, states, day)
        if skip_closed and not place.markable:
            continue
        if became is not None:  # a mark can always be taken away, also from a day that was closed since
            check_place(place)
            check_not_ahead(day, became, session.today)
        done.append(UndoMark(day, enrolment_id, of.child_id, was, became))
    _write(session, done)
    return Undo(tuple(done))


def _place(of: _Enrolled, states: Mapping[tuple[uuid.UUID, date], DayState], day: date) -> Place:
    state = states[of.site_id, day]
    return Place(day, state.why, of.child, of.start_day, of.end_day)


def _enrolled(session: OfficeSession, enrolment_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, _Enrolled]:
    found: dict[uuid.UUID, _Enrolled] = {}
    for some in portions(enrolment_ids):
        for enrolment_id, child_id, surname, given_name, patronymic, site_id, start_day, end_day in session.execute(
            _ENROLLED, {"enrolments": some}
        ):
            name = full_name(surname, given_name, patronymic)
            found[enrolment_id] = _Enrolled(child_id, name, site_id, start_day, end_day)
    if len(found) < len(set(enrolment_ids)):
        raise NotFound(N_("This enrolment is not there any more."), field="enrolment")
    return found


def _standing(session: OfficeSession, keys: Collection[Key]) -> dict[Key, Cell]:
    """The marks there are now among ``keys``."""
    days = [day for day, _ in keys]
    found: dict[Key, Cell] = {}
    for some in portions({enrolment_id for _, enrolment_id in keys}):
        rows = session.execute(_STANDING, {"enrolments": some, "first": min(days), "last": max(days)})
        for day, enrolment_id, status, reason, note in rows:
            found[day, enrolment_id] = Cell(status, reason, note)
    return found


def _states(
    session: OfficeSession, enrolled: Mapping[uuid.UUID, _Enrolled], keys: Collection[Key]
) -> dict[tuple[uuid.UUID, date], DayState]:
    days = [day for day, _ in keys]
    return {
        (site_id, day): state
        for site_id in {of.site_id for of in enrolled.values()}
        for day, state in day_states(session, site_id, min(days), max(days)).items()
    }


def _reasons(session: OfficeSession) -> frozenset[str]:
    """The codes that can be given; one out of use stays where it stands, and is taken from old papers too."""
    return frozenset(session.scalars(select(CodeListEntry.code).where(CodeListEntry.list_name == REASON_LIST)))


def _write(session: OfficeSession, marks: Sequence[UndoMark]) -> None:
    """Into the table and the history. A row of the table is named by its day and enrolment."""
    child_of = _child_of(marks)
    new = [_row(mark, mark.became) for mark in marks if mark.was is None and mark.became is not None]
    changed = [
        (_row(mark, mark.was), _row(mark, mark.became))
        for mark in marks
        if mark.was is not None and mark.became is not None
    ]
    gone = [_row(mark, mark.was) for mark in marks if mark.was is not None and mark.became is None]
    session.insert_many(Mark, new, child_of=child_of)
    session.update_many(Mark, changed, child_of=child_of)
    session.delete_many(Mark, gone, child_of=child_of)


def _row(mark: UndoMark, cell: Cell) -> dict[str, Any]:
    return {
        "day": mark.day,
        "enrolment_id": mark.enrolment_id,
        "status": cell.status,
        "reason": cell.reason,
        "note": cell.note,
    }


def _child_of(marks: Sequence[UndoMark]) -> Callable[[dict[str, Any]], uuid.UUID]:
    children = {mark.enrolment_id: mark.child_id for mark in marks}
    return lambda row: children[row["enrolment_id"]]
