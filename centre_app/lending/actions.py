"""Lending, each step with its way back: items (``items``), loans (``loans``), what children need (``device_needs``)."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.lending.device_needs import NeedInput as NeedInput
from centre_app.lending.device_needs import ask_for_need as ask_for_need
from centre_app.lending.device_needs import close_need as close_need
from centre_app.lending.device_needs import need_provided as need_provided
from centre_app.lending.device_needs import record_need as record_need
from centre_app.lending.items import ItemChanges as ItemChanges
from centre_app.lending.items import ItemInput as ItemInput
from centre_app.lending.items import add_items as add_items
from centre_app.lending.items import back_from_repair as back_from_repair
from centre_app.lending.items import bring_back_gone as bring_back_gone
from centre_app.lending.items import change_item as change_item
from centre_app.lending.items import item_gone as item_gone
from centre_app.lending.items import send_to_repair as send_to_repair
from centre_app.lending.loans import LoanInput as LoanInput
from centre_app.lending.loans import extend as extend
from centre_app.lending.loans import lend as lend
from centre_app.lending.loans import lost as lost
from centre_app.lending.loans import take_back as take_back
from centre_app.lending.models import LendingItem, Loan, Repair
from centre_app.lending.rows import Done as Done
from centre_app.lending.rows import KeptItem, Row, Step, kept_item, now_of, write_steps
from centre_app.lending.rules import check_whole
from centre_app.security.access import Permission, needs

_TABLES = {model.__tablename__: model for model in (LendingItem, Loan, Repair)}


@needs(Permission.LEND)
def undo_lending(session: OfficeSession, done: Done) -> None:
    """As if it had not been done. Raises UserError where somebody went on with it meanwhile."""
    items = {item_id: kept_item(session, item_id) for item_id in sorted(_items_of(done.steps), key=str)}
    if any(now_of(session, step) != step.after for step in done.steps):
        raise UserError(N_("Somebody changed this meanwhile: it cannot be taken back any more."))
    for step in done.steps:
        _put_back(items, step)
    for item_id, item in items.items():
        if _taken_away(done.steps, item_id):
            if item.loans or item.repairs:
                raise UserError(N_("Somebody lent this item meanwhile: it cannot be taken back any more."))
        else:
            check_whole(item.story())
    write_steps(session, [Step(step.table, step.after, step.before) for step in reversed(done.steps)])


def _items_of(steps: Collection[Step]) -> set[uuid.UUID]:
    found = set()
    for step in steps:
        row = step.after or step.before or {}
        if step.table == LendingItem.__tablename__:
            found.add(row["id"])
        elif step.table in _TABLES:
            found.add(row["item_id"])
    return found


def _put_back(items: dict[uuid.UUID, KeptItem], step: Step) -> None:
    """The items in memory as they will be."""
    row: Row = step.after or step.before or {}
    if step.table == LendingItem.__tablename__:
        if step.before is not None:
            items[row["id"]].row = step.before
        return
    if step.table not in _TABLES:
        return
    item = items[row["item_id"]]
    rows = item.loans if step.table == Loan.__tablename__ else item.repairs
    rows[:] = [one for one in rows if one["id"] != row["id"]] + ([step.before] if step.before is not None else [])


def _taken_away(steps: Collection[Step], item_id: uuid.UUID) -> bool:
    return any(step.table == LendingItem.__tablename__ and step.row_id == item_id and not step.before for step in steps)
