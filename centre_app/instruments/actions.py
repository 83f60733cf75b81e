"""Filling an instrument in: begin, answer bit by bit, finish, withdraw."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from centre_app.children.models import Child, FurtherDisability
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id, utc_now
from centre_app.errors import NotFound, UserError
from centre_app.instruments.catalogue import current, keep_version, versions_used
from centre_app.instruments.definition import Definition
from centre_app.instruments.models import Filling
from centre_app.instruments.rules import (
    AGE,
    age_in_months,
    check_age,
    check_answers,
    check_respondent,
    missing,
    months_for,
    score,
    tidied,
)
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs
from centre_app.typed import typed_line, typed_lines


@dataclass(frozen=True)
class NewFilling:
    """Which instrument, for whom, on which day. ``age_months`` where the birth date does not say the age.

    ``version``: one that was used here before, where its questions were asked and not those of now (a phone's form).
    """

    child_id: uuid.UUID
    code: str
    day: date
    age_months: int | None = None
    version: int | None = None


@dataclass(frozen=True)
class FillingChanges:
    """What of a draft changes; None stays. In ``answers`` None takes an answer back."""

    answers: Mapping[str, str | None] | None = None
    respondent: str | None = None
    respondent_name: str | None = None
    proxy_reason: str | None = None
    note: str | None = None
    day: date | None = None


@needs(Permission.FILL_INSTRUMENTS)
def begin_filling(session: OfficeSession, new: NewFilling) -> uuid.UUID:
    """Begin a draft; where one of this instrument waits for the child, it is that one.

    Raises UserError: not of the age (``day``), the age to be chosen (``age_months``), only for other children.
    """
    child = session.get(Child, new.child_id)
    if child is None:
        raise NotFound(N_("This child’s file is not there any more."))
    waiting = select(Filling.id).where(Filling.child_id == child.id, Filling.code == new.code)
    draft = session.scalars(waiting.where(Filling.status == "draft").order_by(Filling.id).limit(1)).one_or_none()
    if draft is not None:
        return draft
    definition = _asked_now(session, new.code) if new.version is None else _asked_then(session, new.code, new.version)
    _check_day(session, new.day)
    _check_suits(session, definition, child)
    months = _months(definition, child, new.day, new.age_months)
    created = Filling(
        id=new_id(),
        child_id=child.id,
        code=new.code,
        version=definition.version,
        day=new.day,
        filled_by=session.actor.name,
        answers={AGE: months},
        scores={},
        changed_at=utc_now(),
    )
    session.add(created)
    session.flush()
    return created.id


@needs(Permission.FILL_INSTRUMENTS)
def save_filling(session: OfficeSession, filling_id: uuid.UUID, changes: FillingChanges) -> None:
    """Keep what was answered so far; nothing needs to be complete yet. Raises UserError naming the item or field."""
    row, definition = _draft(session, filling_id)
    if changes.answers:
        check_answers(definition, changes.answers)
        answers = {**row.answers, **changes.answers}
        row.answers = {code: given for code, given in answers.items() if given is not None}
    if changes.respondent is not None:
        if changes.respondent and definition.respondent(changes.respondent) is None:
            raise UserError(N_("This person does not answer here."), field="respondent")
        row.respondent = changes.respondent
    if changes.respondent_name is not None:
        row.respondent_name = typed_line(changes.respondent_name, field="respondent_name", label=N_("Name"), limit=200)
    if changes.proxy_reason is not None:
        reason = N_("Why not the child")
        row.proxy_reason = typed_line(changes.proxy_reason, field="proxy_reason", label=reason, limit=300)
    if changes.note is not None:
        row.note = typed_lines(changes.note, field="note", label=N_("Note"), limit=2000)
    if changes.day is not None and changes.day != row.day:
        _check_day(session, changes.day)
        row.answers = {**row.answers, AGE: _months_again(session, definition, row, changes.day)}
        row.day = changes.day
    row.changed_at = utc_now()


@needs(Permission.FILL_INSTRUMENTS)
def finish_filling(session: OfficeSession, filling_id: uuid.UUID) -> None:
    """Finish a draft: it is scored and cannot be changed afterwards.

    Raises UserError at the first thing that is missing (field: the item, ``respondent`` …).
    """
    row, definition = _draft(session, filling_id)
    months = row.answers[AGE]
    check_respondent(definition, row.respondent, row.respondent_name, row.proxy_reason, months)
    left = missing(definition, row.answers, months)
    if left:
        raise UserError(N_("This question is not answered yet."), field=left[0].code)
    who = definition.respondent(row.respondent)
    if who is not None and not who.proxy:
        row.respondent_name = row.proxy_reason = ""
    row.answers = tidied(definition, row.answers, months)
    row.scores = score(definition, row.answers, months)
    row.status = "done"
    row.changed_at = utc_now()


@needs(Permission.FILL_INSTRUMENTS)
def fill(session: OfficeSession, new: NewFilling, changes: FillingChanges) -> uuid.UUID:
    """Begin, answer and finish in one: what was filled in on paper."""
    filling_id = begin_filling(session, new)
    save_filling(session, filling_id, changes)
    finish_filling(session, filling_id)
    return filling_id


@needs(Permission.FILL_INSTRUMENTS)
def withdraw_filling(session: OfficeSession, filling_id: uuid.UUID, reason: str) -> None:
    """Say of a finished one that it does not count; it is kept with the reason. Raises UserError (``reason``)."""
    row = _found(session, filling_id)
    if row.status != "done":
        raise UserError(N_("Only what is finished can be withdrawn."))
    row.withdrawn_reason = typed_line(reason, field="reason", label=N_("Why"), limit=300, needed=True)
    row.status = "withdrawn"
    row.changed_at = utc_now()


@needs(Permission.FILL_INSTRUMENTS)
def discard_draft(session: OfficeSession, filling_id: uuid.UUID) -> None:
    """Throw a draft away. Raises UserError for what is finished: that is withdrawn instead."""
    row, _definition = _draft(session, filling_id)
    session.delete(row)


def _asked_now(session: OfficeSession, code: str) -> Definition:
    """What the instrument asks now, written down so that the filling finds it again. Raises UserError: out of use."""
    found = current(session, code)
    if not found.active:
        raise UserError(N_("This instrument is out of use."))
    keep_version(session, found)
    return found.definition


def _asked_then(session: OfficeSession, code: str, version: int) -> Definition:
    return versions_used(session, [(code, version)])[code, version]


def _found(session: OfficeSession, filling_id: uuid.UUID) -> Filling:
    row = session.get(Filling, filling_id)
    if row is None:
        raise NotFound(N_("This filling is not there any more."))
    return row


def _draft(session: OfficeSession, filling_id: uuid.UUID) -> tuple[Filling, Definition]:
    row = _found(session, filling_id)
    if row.status != "draft":
        raise UserError(N_("It is finished and cannot be changed. Withdraw it and fill in a new one."))
    return row, versions_used(session, [(row.code, row.version)])[row.code, row.version]


def _check_day(session: OfficeSession, day: date) -> None:
    if day > session.today:
        raise UserError(N_("This day is still to come."), field="day")


def _check_suits(session: OfficeSession, definition: Definition, child: Child) -> None:
    if not definition.only_for:
        return
    further = select(FurtherDisability.code).where(FurtherDisability.child_id == child.id)
    if not {child.primary_disability, *session.scalars(further)} & set(definition.only_for):
        raise UserError(
            N_("This instrument is only for certain types of disability. Write the type in the child’s file first.")
        )


def _months(definition: Definition, child: Child, day: date, chosen: int | None) -> int:
    age = age_in_months(child.birth_date, child.birth_precision, day)
    if child.birth_date is not None and child.birth_date > day:
        raise UserError(N_("The child was not born yet on that day."), field="day")
    months = months_for(age, chosen)
    check_age(definition, months)
    return months


def _months_again(session: OfficeSession, definition: Definition, row: Filling, day: date) -> int:
    """The age on another day: an age that was chosen moves on with the months between."""
    child = session.get_one(Child, row.child_id)
    moved = row.answers[AGE] + (day.year - row.day.year) * 12 + day.month - row.day.month
    return _months(definition, child, day, max(moved, 0))
