"""What children need: written down, asked for, provided, not needed any more."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.lending.items import longer_note
from centre_app.lending.models import DeviceNeed
from centre_app.lending.rows import KINDS, Done, Row, Steps, check_child, check_code, kept_need
from centre_app.lending.rules import (
    SEVERAL_AT_ONCE,
    check_need_day,
    check_need_open,
    check_not_ahead,
    check_provider,
    need_state,
)
from centre_app.security.access import Permission, needs
from centre_app.typed import typed_line


@dataclass(frozen=True)
class NeedInput:
    """What a child needs, since ``needed_day`` (None: today). ``asked_day`` and ``asked_of`` where it was asked for."""

    child_id: uuid.UUID
    kind: str  # code list device_kind
    needed_day: date | None = None
    asked_day: date | None = None
    asked_of: str = ""
    note: str = ""


@needs(Permission.LEND)
def record_need(session: OfficeSession, need: NeedInput) -> Done:
    """Write down what a child needs. Raises UserError at the field; the same kind is not needed twice at once."""
    check_child(session, need.child_id, hold=True)
    check_code(session, KINDS, need.kind, field="kind")
    day = need.needed_day or session.today
    check_not_ahead(day, session.today, field="needed_day")
    if need.asked_day is not None:
        check_need_day(need.asked_day, day, session.today, field="asked_day")
    asked_of = _asked_of(need.asked_of, field="asked_of")
    if asked_of and need.asked_day is None:
        raise UserError(N_("Write the day on which it was asked for, too."), field="asked_day")
    _check_not_needed(session, need.child_id, need.kind)
    steps = Steps(session)
    return steps.write(
        steps.add(
            DeviceNeed,
            id=new_id(),
            child_id=need.child_id,
            kind=need.kind,
            needed_day=day,
            asked_day=need.asked_day,
            asked_of=asked_of,
            note=typed_line(need.note, field="note", label=N_("Note"), limit=300),
        )
    )


@needs(Permission.LEND)
def ask_for_need(session: OfficeSession, need_id: uuid.UUID, day: date | None = None, of: str = "") -> Done:
    """It was asked for, of the state or a donor. Asked again, the newer day and address stand."""
    row = _open(session, need_id)
    asked = day or session.today
    check_need_day(asked, row["needed_day"], session.today)
    steps = Steps(session)
    steps.change(DeviceNeed, row, asked_day=asked, asked_of=_asked_of(of, field="of"))
    return steps.write(need_id)


@needs(Permission.LEND)
def need_provided(session: OfficeSession, need_id: uuid.UUID, by: str, day: date | None = None, note: str = "") -> Done:
    """The child has it: ``by`` the centre, the state, a donor, the family, other. What is lent is noted by ``lend``."""
    row = _open(session, need_id)
    check_provider(by)
    provided = day or session.today
    check_need_day(provided, row["needed_day"], session.today)
    steps = Steps(session)
    said = longer_note(row["note"], note, field="note")
    steps.change(DeviceNeed, row, provided_day=provided, provided_by=by, note=said)
    return steps.write(need_id)


@needs(Permission.LEND)
def close_need(session: OfficeSession, need_id: uuid.UUID, day: date | None = None, note: str = "") -> Done:
    """The child does not need it any more, though nobody provided it; ``note`` says why. UserError at ``note``."""
    row = _open(session, need_id)
    closed = day or session.today
    check_need_day(closed, row["needed_day"], session.today)
    why = typed_line(note, field="note", label=N_("Why it is not needed any more"), limit=300, needed=True)
    steps = Steps(session)
    steps.change(DeviceNeed, row, closed_day=closed, note=longer_note(row["note"], why, field="note"))
    return steps.write(need_id)


def _open(session: OfficeSession, need_id: uuid.UUID) -> Row:
    row = kept_need(session, need_id)
    check_need_open(need_state(row["asked_day"], row["provided_day"], row["closed_day"]))
    return row


def _asked_of(text: str, *, field: str) -> str:
    return typed_line(text, field=field, label=N_("Asked of"), limit=200)


def _check_not_needed(session: OfficeSession, child_id: uuid.UUID, kind: str) -> None:
    if kind in SEVERAL_AT_ONCE:
        return
    need = DeviceNeed.__table__.c
    same = select(need.needed_day).where(
        need.child_id == child_id, need.kind == kind, need.provided_day.is_(None), need.closed_day.is_(None)
    )
    since = session.scalar(same.limit(1))
    if since is not None:
        raise UserError(N_("This is written down already: the child needs it since {day}."), field="kind", day=since)
