"""What children need, what was asked for and provided; and what is in stock of it."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select

from centre_app.children.models import Child
from centre_app.children.rules import age_on, full_name
from centre_app.codelists.queries import labels
from centre_app.db.session import OfficeSession
from centre_app.language.translate import current
from centre_app.lending.loan_queries import GUARDIAN_PHONE
from centre_app.lending.models import DeviceNeed, LendingItem, Loan, Repair
from centre_app.lending.rules import ASKED, BROKEN, CLOSED, NEEDED, OPEN_NEEDS, PROVIDED, need_state
from centre_app.security.access import Permission, needs

_NEED, _CHILD, _ITEM = DeviceNeed.__table__, Child.__table__, LendingItem.__table__
_LOAN, _REPAIR = Loan.__table__, Repair.__table__
_STATES: dict[str, tuple[str, ...]] = {
    "open": OPEN_NEEDS,
    NEEDED: (NEEDED,),
    ASKED: (ASKED,),
    PROVIDED: (PROVIDED,),
    CLOSED: (CLOSED,),
    "all": (NEEDED, ASKED, PROVIDED, CLOSED),
}


@dataclass(frozen=True)
class NeedRow:
    """What a child needs or needed. ``in_stock``: how many of the kind could be lent today."""

    id: uuid.UUID
    child_id: uuid.UUID
    child_name: str
    child_number: str
    archived: bool  # the child's file is in the archive
    age: tuple[int, int] | None  # years, months
    phone: str
    village: str
    kind: str
    kind_name: str
    needed_day: date
    asked_day: date | None
    asked_of: str
    provided_day: date | None
    provided_by: str | None
    loan_id: uuid.UUID | None
    closed_day: date | None
    note: str
    state: str
    days: int  # waited: until it was provided or closed, or until today
    in_stock: int


@dataclass(frozen=True)
class NeedCount:
    """Of one kind: how many were written down, asked for and provided in a period; ``open`` today."""

    kind: str
    kind_name: str
    needed: int
    asked: int
    provided: int
    open: int


@needs(Permission.SEE_CHILDREN)
def needs_list(
    session: OfficeSession,
    *,
    kind: str | None = None,
    state: str = "open",
    age_from: int | None = None,
    age_to: int | None = None,
    language: str | None = None,
) -> tuple[NeedRow, ...]:
    """What is needed, the longest wait first. ``state``: open (needed or asked), needed, asked, provided, closed, all.

    ``age_from`` and ``age_to`` are whole years, both in. Whose file is in the archive needs nothing of the centre now.
    """
    where = [] if kind is None else [_NEED.c.kind == kind]
    return tuple(
        row
        for row in _rows(session, language, *where)
        if row.state in _STATES[state]
        and not (row.archived and row.state in OPEN_NEEDS)
        and _is_aged(row, age_from, age_to)
    )


@needs(Permission.SEE_CHILDREN)
def child_needs(session: OfficeSession, child_id: uuid.UUID, *, language: str | None = None) -> tuple[NeedRow, ...]:
    """What a child needs, the longest wait first; then what it needed, the newest first."""
    rows = _rows(session, language, _NEED.c.child_id == child_id)
    over = [row for row in rows if row.state not in OPEN_NEEDS]
    return (*(row for row in rows if row.state in OPEN_NEEDS), *reversed(over))


@needs(Permission.SEE_FIGURES)
def need_figures(
    session: OfficeSession, first: date, last: date, *, language: str | None = None
) -> tuple[NeedCount, ...]:
    """Of each kind that was needed: written down, asked for and provided from ``first`` to ``last``, both in."""
    kinds = labels(session, "device_kind", language or current().language)
    columns = (_NEED.c.kind, _NEED.c.needed_day, _NEED.c.asked_day, _NEED.c.provided_day, _NEED.c.closed_day)
    counts: dict[str, Counter[str]] = {}
    statement = select(*columns, _CHILD.c.archived_on).join(_CHILD, _CHILD.c.id == _NEED.c.child_id)
    for row in session.execute(statement):
        count = counts.setdefault(row.kind, Counter())
        for name in (NEEDED, ASKED, PROVIDED):
            day = getattr(row, f"{name}_day")
            count[name] += int(day is not None and first <= day <= last)
        state = need_state(row.asked_day, row.provided_day, row.closed_day)
        count["open"] += int(state in OPEN_NEEDS and row.archived_on is None)
    order = [*kinds, *sorted(counts.keys() - kinds.keys())]
    return tuple(
        NeedCount(kind, kinds.get(kind, kind), *(counts[kind][name] for name in (NEEDED, ASKED, PROVIDED, "open")))
        for kind in order
        if kind in counts and counts[kind].total()
    )


def _is_aged(row: NeedRow, first: int | None, last: int | None) -> bool:
    if first is None and last is None:
        return True
    return row.age is not None and (first or 0) <= row.age[0] <= (200 if last is None else last)


def _in_stock(session: OfficeSession) -> dict[str, int]:
    """Kind -> how many could be lent today."""
    out = exists().where(_LOAN.c.item_id == _ITEM.c.id, _LOAN.c.back_day.is_(None))
    away = exists().where(_REPAIR.c.item_id == _ITEM.c.id, _REPAIR.c.back_day.is_(None))
    here = select(_ITEM.c.kind, func.count().label("items")).where(
        _ITEM.c.gone_day.is_(None), _ITEM.c.condition != BROKEN, ~out, ~away
    )
    return {row.kind: row.items for row in session.execute(here.group_by(_ITEM.c.kind))}


def _asked() -> Select[*tuple[Any, ...]]:
    child = (_CHILD.c.surname, _CHILD.c.given_name, _CHILD.c.patronymic, _CHILD.c.number, _CHILD.c.village)
    return (
        select(
            *_NEED.c,
            *child,
            *(_CHILD.c.birth_date, _CHILD.c.birth_precision, _CHILD.c.archived_on, _CHILD.c.phone),
            GUARDIAN_PHONE.label("family_phone"),
        )
        .join(_CHILD, _CHILD.c.id == _NEED.c.child_id)
        .order_by(_NEED.c.needed_day, _NEED.c.id)
    )


def _rows(session: OfficeSession, language: str | None, *where: ColumnElement[bool]) -> list[NeedRow]:
    kinds = labels(session, "device_kind", language or current().language)
    in_stock = _in_stock(session)
    return [
        _row(row, kinds.get(row.kind, row.kind), in_stock.get(row.kind, 0), session.today)
        for row in session.execute(_asked().where(*where))
    ]


def _row(row: Any, kind_name: str, in_stock: int, today: date) -> NeedRow:
    return NeedRow(
        row.id,
        row.child_id,
        full_name(row.surname, row.given_name, row.patronymic),
        row.number,
        row.archived_on is not None,
        age_on(row.birth_date, row.birth_precision, today),
        row.family_phone or row.phone,
        row.village,
        row.kind,
        kind_name,
        row.needed_day,
        row.asked_day,
        row.asked_of,
        row.provided_day,
        row.provided_by,
        row.loan_id,
        row.closed_day,
        row.note,
        need_state(row.asked_day, row.provided_day, row.closed_day),
        ((row.provided_day or row.closed_day or today) - row.needed_day).days,
        in_stock,
    )
