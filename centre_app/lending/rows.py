"""Items with their loans and repairs as rows: held while they are changed, written with what takes it back."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from centre_app.children.models import Child
from centre_app.codelists.models import CodeListEntry
from centre_app.db.base import Base
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.lending.models import DeviceNeed, LendingItem, Loan, Repair
from centre_app.lending.rules import Stay, Story

Row = dict[str, Any]
KINDS, CONDITIONS = "device_kind", "device_condition"  # code lists
# What stands on another comes after it.
_MODELS: tuple[type[Base], ...] = (LendingItem, Loan, Repair, DeviceNeed)
_BY_NAME = {model.__tablename__: model for model in _MODELS}


@dataclass(frozen=True)
class Step:
    """One row of one table before and after; None: it was not there, or is there no more."""

    table: str
    before: Row | None
    after: Row | None

    @property
    def row_id(self) -> uuid.UUID:
        """Of the row."""
        found: uuid.UUID = (self.after or self.before or {})["id"]
        return found


@dataclass(frozen=True)
class Done:
    """What was made or changed (``ids``), and what ``undo_lending`` puts back."""

    ids: tuple[uuid.UUID, ...]
    steps: tuple[Step, ...] = ()

    @property
    def id(self) -> uuid.UUID:
        """The first, where there is one alone."""
        return self.ids[0]


@dataclass
class Steps:
    """What is to become of rows, until ``write``."""

    session: OfficeSession
    steps: list[Step] = field(default_factory=list)

    def add(self, model: type[Base], **values: Any) -> uuid.UUID:
        """A new row; columns not named are empty. Gives its id."""
        row = {column.name: None for column in model.__table__.columns} | values
        self.steps.append(Step(model.__tablename__, None, row))
        made: uuid.UUID = row["id"]
        return made

    def change(self, model: type[Base], row: Row, **values: Any) -> None:
        """Other values in some columns of a row, which is as it was read."""
        after = row | values
        if after != row:
            self.steps.append(Step(model.__tablename__, row, after))

    def write(self, *ids: uuid.UUID) -> Done:
        """Into the tables and the history; ``ids`` are what the action is about."""
        write_steps(self.session, self.steps)
        return Done(ids, tuple(self.steps))


@dataclass
class KeptItem:
    """An item that nobody else changes until this is written, with all its loans and repairs."""

    row: Row
    loans: list[Row]
    repairs: list[Row]

    @property
    def id(self) -> uuid.UUID:
        """Its id."""
        found: uuid.UUID = self.row["id"]
        return found

    @property
    def open_loan(self) -> Row | None:
        """The loan it is out with."""
        return next((loan for loan in self.loans if loan["back_day"] is None), None)

    @property
    def open_repair(self) -> Row | None:
        """The repair it is in."""
        return next((repair for repair in self.repairs if repair["back_day"] is None), None)

    def story(self, *, came_on: date | None = None) -> Story:
        """What says where it is; ``came_on`` where that is about to be another."""
        return Story(
            came_on or self.row["came_on"],
            self.row["gone_day"],
            self.row["gone_how"],
            tuple(Stay(loan["lent_day"], loan["back_day"]) for loan in self.loans),
            tuple(Stay(repair["sent_day"], repair["back_day"]) for repair in self.repairs),
        )


def kept_item(session: OfficeSession, item_id: uuid.UUID) -> KeptItem:
    """The item, held: two who lend it at once would each find it in stock. Raises NotFound."""
    table = LendingItem.__table__
    found = session.execute(select(table).where(table.c.id == item_id).with_for_update()).mappings().one_or_none()
    if found is None:
        raise NotFound(N_("This item is not there any more."))
    return KeptItem(
        dict(found), rows_of(session, Loan, "item_id", item_id), rows_of(session, Repair, "item_id", item_id)
    )


def kept_loan(session: OfficeSession, loan_id: uuid.UUID) -> tuple[KeptItem, Row]:
    """A loan that is out, with its item, held. Raises NotFound, UserError where the item is back already."""
    loan = Loan.__table__.c
    item_id = session.scalar(select(loan.item_id).where(loan.id == loan_id))
    if item_id is None:
        raise NotFound(N_("This loan is not there any more."))
    item = kept_item(session, item_id)
    row = next((one for one in item.loans if one["id"] == loan_id), None)
    if row is None:
        raise NotFound(N_("This loan is not there any more."))
    if row["back_day"] is not None:
        raise UserError(N_("This loan ended on {day} already."), day=row["back_day"])
    return item, row


def kept_repair(session: OfficeSession, repair_id: uuid.UUID) -> tuple[KeptItem, Row]:
    """A repair that goes on, with its item, held. Raises NotFound, UserError where the item is back already."""
    repair = Repair.__table__.c
    item_id = session.scalar(select(repair.item_id).where(repair.id == repair_id))
    if item_id is None:
        raise NotFound(N_("This repair is not there any more."))
    item = kept_item(session, item_id)
    row = next((one for one in item.repairs if one["id"] == repair_id), None)
    if row is None:
        raise NotFound(N_("This repair is not there any more."))
    if row["back_day"] is not None:
        raise UserError(N_("The item came back from repair on {day} already."), day=row["back_day"])
    return item, row


def kept_need(session: OfficeSession, need_id: uuid.UUID) -> Row:
    """A need, held. Raises NotFound."""
    table = DeviceNeed.__table__
    found = session.execute(select(table).where(table.c.id == need_id).with_for_update()).mappings().one_or_none()
    if found is None:
        raise NotFound(N_("This need is not there any more."))
    return dict(found)


def rows_of(session: OfficeSession, model: type[Base], column: str, value: Any) -> list[Row]:
    """Whole rows with this value in a column."""
    table = model.__table__
    rows = session.execute(select(table).where(table.c[column] == value).order_by(table.c.id))
    return [dict(row) for row in rows.mappings()]


def now_of(session: OfficeSession, step: Step) -> Row | None:
    """The row of a step as it is now, held."""
    table = _BY_NAME[step.table].__table__
    found = session.execute(select(table).where(table.c.id == step.row_id).with_for_update()).mappings().one_or_none()
    return None if found is None else dict(found)


def write_steps(session: OfficeSession, steps: Collection[Step]) -> None:
    """Into the tables: what is new after what it stands on, what goes before it."""
    for model in _MODELS:
        some = [step for step in steps if step.table == model.__tablename__]
        session.insert_many(model, [step.after for step in some if step.before is None and step.after])
        session.update_many(model, [(step.before, step.after) for step in some if step.before and step.after])
    for model in reversed(_MODELS):
        gone = [step.before for step in steps if step.table == model.__tablename__ and step.after is None]
        session.delete_many(model, [row for row in gone if row])


def check_child(session: OfficeSession, child_id: uuid.UUID, *, hold: bool = False) -> None:
    """Raises NotFound for a child that is not there, UserError for a file in the archive. ``hold``: nobody else writes
    of this child's needs until this is written."""
    wanted = select(Child.archived_on).where(Child.id == child_id)
    found = session.execute(wanted.with_for_update(key_share=True) if hold else wanted).one_or_none()
    if found is None:
        raise NotFound(N_("This child’s file is not there any more."))
    if found.archived_on is not None:
        raise UserError(N_("This child's file is in the archive: take it out first."), field="child_id")


def check_code(session: OfficeSession, list_name: str, code: str, *, field: str) -> None:
    """Raises UserError where a code is in no list."""
    known = select(CodeListEntry.id).where(CodeListEntry.list_name == list_name, CodeListEntry.code == code).limit(1)
    if session.execute(known).first() is None:
        raise UserError(N_("“{code}” is not in the list any more."), field=field, code=code)
