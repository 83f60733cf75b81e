"""What there is to lend, and where each item is; an item's own story."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select

from centre_app.children.models import Child
from centre_app.children.rules import full_name
from centre_app.codelists.queries import all_labels
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.collate import sort_key
from centre_app.language.fold import search_text, search_words
from centre_app.language.translate import N_, current
from centre_app.lending.loan_queries import LoanRow, loans_of_item
from centre_app.lending.models import LendingItem, Loan, Repair
from centre_app.lending.numbers import free_item_number
from centre_app.lending.rules import (
    GONE,
    IN_REPAIR,
    IN_STOCK,
    LENT,
    number_order,
    overdue_days,
    status_of,
)
from centre_app.security.access import Permission, needs

_ITEM, _LOAN, _REPAIR, _CHILD = LendingItem.__table__, Loan.__table__, Repair.__table__, Child.__table__
ALL = "all"


@dataclass(frozen=True)
class ItemFilter:
    """Which items. ``status`` None: all that are not gone; ``all``: those that are gone too.

    ``text`` holds pieces of number, name, serial, place, kind and whoever has it.
    """

    text: str = ""
    kind: str | None = None
    status: str | None = None
    condition: str | None = None
    kept_at: str | None = None


@dataclass(frozen=True)
class ItemRow:
    """An item and where it is today. Its loan, child and due day only while it is lent."""

    id: uuid.UUID
    number: str
    kind: str
    kind_name: str
    name: str
    serial: str
    condition: str
    condition_name: str
    kept_at: str
    came_on: date | None
    came_from: str
    note: str
    status: str
    since: date | None  # lent, in repair or gone since; None in stock
    loan_id: uuid.UUID | None
    child_id: uuid.UUID | None
    child_name: str
    child_number: str
    due_day: date | None
    overdue_days: int
    repair_id: uuid.UUID | None
    gone_day: date | None
    gone_how: str | None

    @property
    def where(self) -> str:
        """Whose home or which shelf it is at; empty where nobody wrote it, in repair and gone."""
        if self.status == LENT:
            return self.child_name
        return self.kept_at if self.status == IN_STOCK else ""


@dataclass(frozen=True)
class RepairRow:
    """A repair; ``cost_minor`` are minor units of ``currency``."""

    id: uuid.UUID
    item_id: uuid.UUID
    sent_day: date
    back_day: date | None
    what: str
    cost_minor: int | None
    currency: str | None


@dataclass(frozen=True)
class ItemStory:
    """An item with all its loans and repairs, the newest first."""

    item: ItemRow
    loans: tuple[LoanRow, ...]
    repairs: tuple[RepairRow, ...]


@needs(Permission.SEE_CHILDREN)
def stock(
    session: OfficeSession, wanted: ItemFilter = ItemFilter(), *, language: str | None = None
) -> tuple[ItemRow, ...]:
    """The items of a filter, by kind in the list's order, then by number. Two statements."""
    where = [
        column == value
        for column, value in (
            (_ITEM.c.kind, wanted.kind),
            (_ITEM.c.condition, wanted.condition),
            (_ITEM.c.kept_at, wanted.kept_at),
        )
        if value is not None
    ]
    rows = [row for row in _rows(session, language, *where) if _has_status(row, wanted.status)]
    words = search_words(wanted.text)
    return tuple(row for row in rows if not words or _holds(row, words))


@needs(Permission.SEE_CHILDREN)
def item_story(session: OfficeSession, item_id: uuid.UUID, *, language: str | None = None) -> ItemStory:
    """One item with its loans and repairs. Raises NotFound."""
    found = _rows(session, language, _ITEM.c.id == item_id)
    if not found:
        raise NotFound(N_("This item is not there any more."))
    repairs = session.execute(
        select(*(_REPAIR.c[name] for name in RepairRow.__dataclass_fields__))
        .where(_REPAIR.c.item_id == item_id)
        .order_by(_REPAIR.c.sent_day.desc(), _REPAIR.c.id.desc())
    )
    loans = loans_of_item(session, item_id, language=language)
    return ItemStory(found[0], loans, tuple(RepairRow(*row) for row in repairs))


@needs(Permission.SEE_CHILDREN)
def next_item_number(session: OfficeSession) -> str:
    """The number that the next item gets."""
    return free_item_number(session)


@needs(Permission.SEE_CHILDREN)
def kept_places(session: OfficeSession, *, language: str | None = None) -> tuple[str, ...]:
    """Where items are kept, by the alphabet: to choose from and to complete what is typed."""
    return _used(session, _ITEM.c.kept_at, language)


@needs(Permission.SEE_CHILDREN)
def came_from_used(session: OfficeSession, *, language: str | None = None) -> tuple[str, ...]:
    """Who gave or sold items before, by the alphabet."""
    return _used(session, _ITEM.c.came_from, language)


def _used(session: OfficeSession, column: ColumnElement[str], language: str | None) -> tuple[str, ...]:
    alphabet = language or current().language
    found: Collection[str] = session.scalars(select(column).where(column != "").distinct()).all()
    return tuple(sorted(found, key=lambda name: sort_key(name, alphabet)))


def _asked() -> Select[*tuple[Any, ...]]:
    """Items with the loan and the repair that are open: an item has at most one of them."""
    return (
        select(
            *(column for column in _ITEM.c if column.name != "site_id"),
            *(_LOAN.c.id.label("loan_id"), _LOAN.c.child_id, _LOAN.c.lent_day, _LOAN.c.due_day),
            *(_REPAIR.c.id.label("repair_id"), _REPAIR.c.sent_day),
            *(_CHILD.c.surname, _CHILD.c.given_name, _CHILD.c.patronymic, _CHILD.c.number.label("child_number")),
        )
        .select_from(_ITEM)
        .outerjoin(_LOAN, and_(_LOAN.c.item_id == _ITEM.c.id, _LOAN.c.back_day.is_(None)))
        .outerjoin(_REPAIR, and_(_REPAIR.c.item_id == _ITEM.c.id, _REPAIR.c.back_day.is_(None)))
        .outerjoin(_CHILD, _CHILD.c.id == _LOAN.c.child_id)
    )


def _rows(session: OfficeSession, language: str | None, *where: ColumnElement[bool]) -> list[ItemRow]:
    lists = all_labels(session, language or current().language)
    kinds, conditions = lists["device_kind"], lists["device_condition"]
    rows = [_row(row, kinds, conditions, session.today) for row in session.execute(_asked().where(*where))]
    places = {code: place for place, code in enumerate(kinds)}
    return sorted(rows, key=lambda row: (places.get(row.kind, len(places)), row.kind, number_order(row.number)))


def _row(row: Any, kinds: dict[str, str], conditions: dict[str, str], today: date) -> ItemRow:
    status = status_of(gone=row.gone_day is not None, lent=row.loan_id is not None, in_repair=row.repair_id is not None)
    lent = row.loan_id is not None
    return ItemRow(
        row.id,
        row.number,
        row.kind,
        kinds.get(row.kind, row.kind),
        row.name,
        row.serial,
        row.condition,
        conditions.get(row.condition, row.condition),
        row.kept_at,
        row.came_on,
        row.came_from,
        row.note,
        status,
        {LENT: row.lent_day, IN_REPAIR: row.sent_day, GONE: row.gone_day}.get(status),
        row.loan_id,
        row.child_id,
        full_name(row.surname, row.given_name, row.patronymic) if lent else "",
        row.child_number or "",
        row.due_day,
        overdue_days(row.due_day, None, today),
        row.repair_id,
        row.gone_day,
        row.gone_how,
    )


def _has_status(row: ItemRow, status: str | None) -> bool:
    if status == ALL:
        return True
    return row.status != GONE if status is None else row.status == status


def _holds(row: ItemRow, words: tuple[tuple[str, ...], ...]) -> bool:
    text = search_text(row.child_name, row.number, row.name, row.serial, row.kind_name, row.kept_at, row.child_number)
    return all(any(spelling in text for spelling in word) for word in words)
