"""Follow-ups: what a visit brought to light, who sees to it by when, and what became of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, case, func, or_, select

from centre_app.children.models import Child
from centre_app.children.rules import full_name, short_name
from centre_app.codelists.models import CodeListEntry
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.outreach.models import FollowUp, Visit
from centre_app.outreach.result_rules import CONCERN_LIST, NOTE_LENGTH
from centre_app.security.access import Permission, needs
from centre_app.typed import typed_line, typed_lines
from centre_app.workplace.models import StaffMember

HIDDEN_KIND = "neglect"  # only for who may read notes
FOLLOW, _CHILD = FollowUp.__table__.c, Child.__table__.c
_OWNER, _VISIT = StaffMember.__table__.c, Visit.__table__.c


@dataclass(frozen=True)
class FollowUpRow:
    """A follow-up with the names it points at. ``note`` and ``closed_note`` are "" for who may not read notes."""

    id: uuid.UUID
    child_id: uuid.UUID
    child: str
    short: str
    number: str
    kind: str  # code list concern_kind
    note: str
    owner_id: uuid.UUID | None
    owner: str
    opened_day: date
    due_day: date
    closed_day: date | None
    closed_note: str
    visit_id: uuid.UUID | None
    visit_day: date | None
    round_id: uuid.UUID | None

    def days_over(self, today: date) -> int:
        """How many days it is overdue; 0 while it is not, or is closed."""
        return 0 if self.closed_day is not None else max(0, (today - self.due_day).days)


@dataclass(frozen=True)
class NewFollowUp:
    """Something to be seen to by ``due_day``."""

    child_id: uuid.UUID
    kind: str
    due_day: date
    note: str = ""
    owner_id: uuid.UUID | None = None
    visit_id: uuid.UUID | None = None


@needs(Permission.SEE_CHILDREN)
def open_follow_ups(
    session: OfficeSession,
    language: str,
    *,
    owner_id: uuid.UUID | None = None,
    until: date | None = None,
    kinds: Collection[str] | None = None,
) -> tuple[FollowUpRow, ...]:
    """What is open, the first due first; of one owner, due by a day, of some kinds. One statement."""
    # Also of those in the archive: a worry does not end with the file. Whoever sees to it closes it with a word.
    wanted = _rows().where(FOLLOW.closed_day.is_(None))
    if owner_id is not None:
        wanted = wanted.where(FOLLOW.owner_id == owner_id)
    if until is not None:
        wanted = wanted.where(FOLLOW.due_day <= until)
    if kinds is not None:
        wanted = wanted.where(FOLLOW.kind.in_(list(kinds)))
    name = _CHILD.sort_key_ru if language == "ru" else _CHILD.sort_key
    return _read(session, wanted.order_by(FOLLOW.due_day, name, FOLLOW.id))


@needs(Permission.SEE_CHILDREN)
def closed_follow_ups(session: OfficeSession, first: date, last: date, language: str) -> tuple[FollowUpRow, ...]:
    """What was closed from ``first`` to ``last``, both in, the latest first."""
    name = _CHILD.sort_key_ru if language == "ru" else _CHILD.sort_key
    closed = _rows().where(FOLLOW.closed_day.between(first, last))
    return _read(session, closed.order_by(FOLLOW.closed_day.desc(), name, FOLLOW.id))


@needs(Permission.SEE_CHILDREN)
def follow_ups_of(
    session: OfficeSession, child_id: uuid.UUID, language: str, *, closed: bool = True
) -> tuple[FollowUpRow, ...]:
    """A child's: the open ones first, by due day; then, where wanted, the closed ones, the latest first."""
    del language  # one child: nothing to put in alphabetical order
    wanted = _rows().where(FOLLOW.child_id == child_id)
    if not closed:
        wanted = wanted.where(FOLLOW.closed_day.is_(None))
    open_first = case((FOLLOW.closed_day.is_(None), 0), else_=1)
    rows = _read(session, wanted.order_by(open_first, FOLLOW.due_day, FOLLOW.id))
    ended = sorted((row for row in rows if row.closed_day), key=lambda row: row.closed_day or row.due_day, reverse=True)
    return (*(row for row in rows if row.closed_day is None), *ended)


@needs(Permission.SEE_FIGURES)
def follow_ups_by_kind(session: OfficeSession, day: date) -> dict[str, tuple[int, int]]:
    """kind -> (open, overdue) at the end of ``day``. Figures bear no name, so that every kind is among them."""
    over = func.sum(case((FOLLOW.due_day < day, 1), else_=0))
    rows = session.execute(
        select(FOLLOW.kind, func.count(), over)
        .where(FOLLOW.opened_day <= day, or_(FOLLOW.closed_day.is_(None), FOLLOW.closed_day > day))
        .group_by(FOLLOW.kind)
        .order_by(FOLLOW.kind)
    )
    return {kind: (count, int(late)) for kind, count, late in rows}


@needs(Permission.KEY_VISITS)
def open_follow_up(session: OfficeSession, new: NewFollowUp) -> uuid.UUID:
    """Open one, with or without a visit; gives its id. Raises UserError at its field."""
    site_id = session.scalar(select(Child.site_id).where(Child.id == new.child_id, Child.archived_on.is_(None)))
    if site_id is None:
        raise NotFound(N_("This child’s file is not there any more."), field="child_id")
    if new.visit_id is not None and session.scalar(select(Visit.child_id).where(Visit.id == new.visit_id)) is None:
        raise NotFound(N_("This visit is not there any more."))
    known = select(CodeListEntry.id).where(CodeListEntry.list_name == CONCERN_LIST, CodeListEntry.code == new.kind)
    if session.execute(known).first() is None:
        raise UserError(N_("Please choose what the concern is."), field="kind")
    _check_owner(session, new.owner_id)
    if new.due_day < session.today:
        raise UserError(N_("A new follow-up cannot be due before today."), field="due_day")
    row = FollowUp(
        id=new_id(),
        site_id=site_id,
        child_id=new.child_id,
        visit_id=new.visit_id,
        kind=new.kind,
        note=_note(new.note),
        owner_id=new.owner_id,
        opened_day=session.today,
        due_day=new.due_day,
    )
    session.add(row)
    session.flush()
    return row.id


@needs(Permission.KEY_VISITS)
def change_follow_up(
    session: OfficeSession, follow_up_id: uuid.UUID, *, owner_id: uuid.UUID | None, due_day: date, note: str
) -> None:
    """Give it to somebody else, another day, other words. Raises UserError at its field."""
    row = _found(session, follow_up_id)
    if row.closed_day is not None:
        raise UserError(N_("This follow-up is closed. Reopen it first."))
    _check_owner(session, owner_id)
    if due_day < row.opened_day:
        raise UserError(N_("It cannot be due before it was opened ({day})."), field="due_day", day=row.opened_day)
    row.owner_id, row.due_day, row.note = owner_id, due_day, _note(note)
    session.flush()


@needs(Permission.KEY_VISITS)
def close_follow_up(session: OfficeSession, follow_up_id: uuid.UUID, note: str) -> None:
    """It was seen to; ``note`` says what became of it. Raises UserError at its field."""
    row = _found(session, follow_up_id)
    if row.closed_day is not None:
        raise UserError(N_("This follow-up was closed on {day} already."), day=row.closed_day)
    row.closed_note = typed_line(note, field="closed_note", label=N_("What became of it"), limit=500, needed=True)
    row.closed_day = session.today
    session.flush()


@needs(Permission.KEY_VISITS)
def reopen_follow_up(session: OfficeSession, follow_up_id: uuid.UUID) -> None:
    """It is not settled after all. The history keeps what was said of it."""
    row = _found(session, follow_up_id)
    row.closed_day, row.closed_note = None, ""
    session.flush()


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            FOLLOW.id,
            FOLLOW.child_id,
            _CHILD.surname,
            _CHILD.given_name,
            _CHILD.patronymic,
            _CHILD.number,
            FOLLOW.kind,
            FOLLOW.note,
            FOLLOW.owner_id,
            func.coalesce(_OWNER.name, ""),
            FOLLOW.opened_day,
            FOLLOW.due_day,
            FOLLOW.closed_day,
            FOLLOW.closed_note,
            FOLLOW.visit_id,
            _VISIT.day,
            _VISIT.round_id,
        )
        .select_from(FollowUp.__table__)
        .join(Child.__table__, _CHILD.id == FOLLOW.child_id)
        .outerjoin(StaffMember.__table__, _OWNER.id == FOLLOW.owner_id)
        .outerjoin(Visit.__table__, _VISIT.id == FOLLOW.visit_id)
    )


def _read(session: OfficeSession, statement: Select[*tuple[Any, ...]]) -> tuple[FollowUpRow, ...]:
    notes = session.actor.may(Permission.SEE_NOTES)  # type: ignore[attr-defined]
    if not notes:
        statement = statement.where(FOLLOW.kind != bindparam("hidden", HIDDEN_KIND))
    rows = []
    for key, child_id, surname, given_name, patronymic, number, kind, note, *rest in session.execute(statement):
        owner_id, owner, opened, due, closed, closed_note, visit_id, visit_day, round_id = rest
        rows.append(
            FollowUpRow(
                id=key,
                child_id=child_id,
                child=full_name(surname, given_name, patronymic),
                short=short_name(surname, given_name),
                number=number,
                kind=kind,
                note=note if notes else "",
                owner_id=owner_id,
                owner=owner,
                opened_day=opened,
                due_day=due,
                closed_day=closed,
                closed_note=closed_note if notes else "",
                visit_id=visit_id,
                visit_day=visit_day,
                round_id=round_id,
            )
        )
    return tuple(rows)


def _found(session: OfficeSession, follow_up_id: uuid.UUID) -> FollowUp:
    row = session.get(FollowUp, follow_up_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound(N_("This follow-up is not there any more."))
    return row


def _check_owner(session: OfficeSession, owner_id: uuid.UUID | None) -> None:
    if owner_id is not None and session.get(StaffMember, owner_id) is None:
        raise UserError(N_("This person is not on the staff list."), field="owner_id")


def _note(text: str) -> str:
    return typed_lines(text, field="note", label=N_("Note"), limit=NOTE_LENGTH)
