"""Loans: who has what, what is overdue, what a child had."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from centre_app.children.models import Child, Guardian
from centre_app.children.rules import full_name
from centre_app.codelists.queries import all_labels
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.translate import N_, current
from centre_app.lending.models import LendingItem, Loan
from centre_app.lending.rules import due_order, ended, overdue_days
from centre_app.security.access import Permission, needs

_ITEM, _LOAN, _CHILD, _GUARDIAN = LendingItem.__table__, Loan.__table__, Child.__table__, Guardian.__table__


def of_guardian(wanted: ColumnElement[str]) -> Any:
    """A column of the child's first guardian who has it."""
    return (
        select(wanted)
        .where(_GUARDIAN.c.child_id == _CHILD.c.id, wanted != "")
        .order_by(_GUARDIAN.c.position)
        .limit(1)
        .scalar_subquery()
    )


GUARDIAN_NAME, GUARDIAN_PHONE = of_guardian(_GUARDIAN.c.name), of_guardian(_GUARDIAN.c.phone)


@dataclass(frozen=True)
class LoanRow:
    """An item at a child's home, or one that was. ``ended`` is one of ``rules.ENDED_WORDS``, "" while it is out."""

    id: uuid.UUID
    item_id: uuid.UUID
    item_number: str
    kind: str
    kind_name: str
    item_name: str
    serial: str
    child_id: uuid.UUID
    child_name: str
    child_number: str
    archived: bool  # the child's file is in the archive: what it has comes back
    guardian: str  # the first
    phone: str  # of the first guardian who has one, else the child's
    village: str
    lent_day: date
    due_day: date | None
    back_day: date | None
    ended: str
    condition_out: str
    condition_out_name: str
    condition_back: str | None
    condition_back_name: str
    received_by: str
    note: str
    overdue_days: int
    days_out: int  # until it came back, or until today


@needs(Permission.SEE_CHILDREN)
def loans_out(
    session: OfficeSession, *, overdue_only: bool = False, language: str | None = None
) -> tuple[LoanRow, ...]:
    """What is out: overdue first, the longest first; then what is due next; then what was lent without a day."""
    late = [_LOAN.c.due_day < session.today] if overdue_only else []
    return tuple(sorted(_rows(session, language, _LOAN.c.back_day.is_(None), *late), key=_by_due))


@needs(Permission.SEE_CHILDREN)
def overdue_count(session: OfficeSession) -> int:
    """How many items should have come back before today."""
    late = select(func.count()).select_from(_LOAN).where(_LOAN.c.back_day.is_(None), _LOAN.c.due_day < session.today)
    return session.scalar(late) or 0


@needs(Permission.SEE_CHILDREN)
def overdue_first(session: OfficeSession, limit: int = 5, *, language: str | None = None) -> tuple[LoanRow, ...]:
    """The ``limit`` that are overdue the longest."""
    late = and_(_LOAN.c.back_day.is_(None), _LOAN.c.due_day < session.today)
    first = select(_LOAN.c.id).where(late).order_by(_LOAN.c.due_day, _LOAN.c.id).limit(limit)
    return tuple(sorted(_rows(session, language, _LOAN.c.id.in_(first)), key=_by_due))


@needs(Permission.SEE_CHILDREN)
def loan(session: OfficeSession, loan_id: uuid.UUID, *, language: str | None = None) -> LoanRow:
    """One loan. Raises NotFound."""
    found = _rows(session, language, _LOAN.c.id == loan_id)
    if not found:
        raise NotFound(N_("This loan is not there any more."))
    return found[0]


@needs(Permission.SEE_CHILDREN)
def child_loans(session: OfficeSession, child_id: uuid.UUID, *, language: str | None = None) -> tuple[LoanRow, ...]:
    """What a child has, what is due first first; then what it had, the newest first."""
    rows = _rows(session, language, _LOAN.c.child_id == child_id)
    out = sorted((row for row in rows if row.back_day is None), key=_by_due)
    return (*out, *sorted((row for row in rows if row.back_day is not None), key=_when, reverse=True))


@needs(Permission.SEE_CHILDREN)
def loans_of_item(session: OfficeSession, item_id: uuid.UUID, *, language: str | None = None) -> tuple[LoanRow, ...]:
    """Who had an item, the newest first."""
    rows = _rows(session, language, _LOAN.c.item_id == item_id)
    return tuple(sorted(rows, key=_when, reverse=True))


def _by_due(row: LoanRow) -> tuple[tuple[bool, date], date, str]:
    return due_order(row.due_day), row.lent_day, row.item_number


def _when(row: LoanRow) -> tuple[date, date, str]:
    return row.lent_day, row.back_day or date.max, str(row.id)


def _asked() -> Select[*tuple[Any, ...]]:
    child = (_CHILD.c.surname, _CHILD.c.given_name, _CHILD.c.patronymic, _CHILD.c.village, _CHILD.c.archived_on)
    item = (_ITEM.c.kind, _ITEM.c.name.label("item_name"), _ITEM.c.serial, _ITEM.c.number.label("item_number"))
    return (
        select(
            *_LOAN.c,
            *item,
            *child,
            _CHILD.c.number.label("child_number"),
            _CHILD.c.phone.label("child_phone"),
            GUARDIAN_NAME.label("guardian"),
            GUARDIAN_PHONE.label("family_phone"),
        )
        .join(_ITEM, _ITEM.c.id == _LOAN.c.item_id)
        .join(_CHILD, _CHILD.c.id == _LOAN.c.child_id)
    )


def _rows(session: OfficeSession, language: str | None, *where: ColumnElement[bool]) -> list[LoanRow]:
    lists = all_labels(session, language or current().language)
    kinds, conditions = lists["device_kind"], lists["device_condition"]
    return [_row(row, kinds, conditions, session.today) for row in session.execute(_asked().where(*where))]


def _row(row: Any, kinds: dict[str, str], conditions: dict[str, str], today: date) -> LoanRow:
    return LoanRow(
        row.id,
        row.item_id,
        row.item_number,
        row.kind,
        kinds.get(row.kind, row.kind),
        row.item_name,
        row.serial,
        row.child_id,
        full_name(row.surname, row.given_name, row.patronymic),
        row.child_number,
        row.archived_on is not None,
        row.guardian or "",
        row.family_phone or row.child_phone,
        row.village,
        row.lent_day,
        row.due_day,
        row.back_day,
        ended(row.back_day, row.condition_back, lost=row.lost),
        row.condition_out,
        conditions.get(row.condition_out, row.condition_out),
        row.condition_back,
        conditions.get(row.condition_back, row.condition_back) if row.condition_back else "",
        row.received_by,
        row.note,
        overdue_days(row.due_day, row.back_day, today),
        ((row.back_day or today) - row.lent_day).days,
    )
