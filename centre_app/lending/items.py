"""Writing down what there is to lend: added, changed, sent to repair and back, gone, found again."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.lending.models import LendingItem, Loan, Repair
from centre_app.lending.numbers import LONGEST, check_free, free_item_number, numbers_from
from centre_app.lending.rows import CONDITIONS, KINDS, Done, Row, Steps, check_code, kept_item, kept_repair
from centre_app.lending.rules import (
    GONE,
    LOST,
    MOST_AT_ONCE,
    check_cost,
    check_day,
    check_gone,
    check_not_ahead,
    check_repair,
    check_whole,
    status,
)
from centre_app.security.access import Permission, needs
from centre_app.sites.models import Site
from centre_app.typed import typed_line

LIMITS = {"name": 200, "serial": 80, "kept_at": 200, "came_from": 200, "note": 300}
ITEM_LABELS = {
    "number": N_("Number"),
    "kind": N_("Kind"),
    "name": N_("Make, size, colour"),
    "serial": N_("Serial number"),
    "condition": N_("Condition"),
    "kept_at": N_("Where it is kept"),
    "came_on": N_("Came on"),
    "came_from": N_("Came from"),
    "note": N_("Note"),
}


@dataclass(frozen=True)
class ItemInput:
    """``count`` items alike to add. An empty ``number`` is the next; of several each next one is counted up."""

    kind: str  # code list device_kind
    condition: str  # code list device_condition
    name: str = ""
    serial: str = ""  # of one item alone
    kept_at: str = ""
    came_on: date | None = None
    came_from: str = ""
    note: str = ""
    number: str = ""
    count: int = 1


@dataclass(frozen=True)
class ItemChanges:
    """What is written of an item, whole. Where it is says nobody here: its loans and repairs do."""

    number: str
    kind: str
    name: str
    serial: str
    condition: str
    kept_at: str
    came_on: date | None
    came_from: str
    note: str


@needs(Permission.LEND)
def add_items(session: OfficeSession, item: ItemInput) -> Done:
    """Add one item, or several alike with a number each. Raises UserError at the field that is wrong."""
    site_id = _hold_numbers(session)
    if not 1 <= item.count <= MOST_AT_ONCE:
        raise UserError(N_("From 1 to {most} items can be added at once."), field="count", most=MOST_AT_ONCE)
    if item.count > 1 and item.serial.strip():
        raise UserError(N_("Each item has a serial number of its own: write it in the item itself."), field="serial")
    values = _typed(session, item)
    first = typed_line(item.number, field="number", label=N_("Number"), limit=LONGEST) or free_item_number(session)
    steps = Steps(session)
    ids = [
        steps.add(LendingItem, id=new_id(), site_id=site_id, number=number, **values)
        for number in numbers_from(session, first, item.count)
    ]
    return steps.write(*ids)


@needs(Permission.LEND)
def change_item(session: OfficeSession, item_id: uuid.UUID, changes: ItemChanges) -> Done:
    """Write an item's facts anew. Raises UserError at the field that is wrong."""
    _hold_numbers(session)
    item = kept_item(session, item_id)
    values = _typed(session, changes)
    check_whole(item.story(came_on=changes.came_on))
    number = typed_line(changes.number, field="number", label=N_("Number"), limit=LONGEST, needed=True)
    if number.casefold() != item.row["number"].casefold():
        check_free(session, [number])
    steps = Steps(session)
    steps.change(LendingItem, item.row, number=number, **values)
    return steps.write(item_id)


@needs(Permission.LEND)
def send_to_repair(session: OfficeSession, item_id: uuid.UUID, day: date | None = None, what: str = "") -> Done:
    """An item of the stock goes to repair, today where no ``day`` is said. Gives the repair's id."""
    item = kept_item(session, item_id)
    sent = day or session.today
    check_repair(item.story(), sent, session.today)
    said = typed_line(what, field="what", label=N_("What is to be repaired"), limit=300)
    steps = Steps(session)
    return steps.write(steps.add(Repair, id=new_id(), item_id=item_id, sent_day=sent, what=said))


@needs(Permission.LEND)
def back_from_repair(
    session: OfficeSession,
    repair_id: uuid.UUID,
    condition: str,
    day: date | None = None,
    cost_minor: int | None = None,
    currency: str | None = None,
) -> Done:
    """The item is in stock again, in this condition. ``cost_minor``: whole minor units of ``currency`` (ISO 4217)."""
    item, repair = kept_repair(session, repair_id)
    back = day or session.today
    check_day(item.story(), back, session.today)
    check_code(session, CONDITIONS, condition, field="condition")
    check_cost(cost_minor, currency)
    steps = Steps(session)
    steps.change(LendingItem, item.row, condition=condition)
    paid = currency if cost_minor is not None else None
    steps.change(Repair, repair, back_day=back, cost_minor=cost_minor, currency=paid)
    return steps.write(repair_id)


@needs(Permission.LEND)
def item_gone(session: OfficeSession, item_id: uuid.UUID, how: str, day: date | None = None, note: str = "") -> Done:
    """An item leaves the stock for good: ``lost``, ``given`` away or ``written_off``.

    One that is lent when it is lost or given stays with that family: the loan ends so. A repair ends as well.
    """
    item = kept_item(session, item_id)
    gone = day or session.today
    check_gone(item.story(), how, gone, session.today)
    steps = Steps(session)
    steps.change(
        LendingItem, item.row, gone_day=gone, gone_how=how, note=longer_note(item.row["note"], note, field="note")
    )
    if item.open_loan is not None:
        steps.change(Loan, item.open_loan, back_day=gone, lost=how == LOST)
    if item.open_repair is not None:
        steps.change(Repair, item.open_repair, back_day=gone)
    return steps.write(item_id)


@needs(Permission.LEND)
def bring_back_gone(session: OfficeSession, item_id: uuid.UUID, condition: str | None = None) -> Done:
    """What was lost is found, what was given came back: in stock again. How the loan ended stays written."""
    item = kept_item(session, item_id)
    if status(item.story()) != GONE:
        raise UserError(N_("This item is not gone."))
    found = condition or item.row["condition"]
    check_code(session, CONDITIONS, found, field="condition")
    steps = Steps(session)
    steps.change(LendingItem, item.row, gone_day=None, gone_how=None, condition=found)
    return steps.write(item_id)


def longer_note(before: str, typed: str, *, field: str) -> str:
    """What was noted already and what is added now. Raises UserError where it is too long together."""
    added = typed_line(typed, field=field, label=N_("Note"), limit=LIMITS["note"])
    together = "; ".join(part for part in (before, added) if part)
    return typed_line(together, field=field, label=N_("Note"), limit=LIMITS["note"])


def _typed(session: OfficeSession, facts: ItemInput | ItemChanges) -> Row:
    check_code(session, KINDS, facts.kind, field="kind")
    check_code(session, CONDITIONS, facts.condition, field="condition")
    if facts.came_on is not None:
        check_not_ahead(facts.came_on, session.today, field="came_on")
    texts = asdict(facts)
    clean = {
        name: typed_line(texts[name], field=name, label=ITEM_LABELS[name], limit=limit)
        for name, limit in LIMITS.items()
    }
    return clean | {"kind": facts.kind, "condition": facts.condition, "came_on": facts.came_on}


def _hold_numbers(session: OfficeSession) -> uuid.UUID:
    """The site's id; nobody else gives numbers until this is written."""
    found = session.scalar(select(Site.id).order_by(Site.id).limit(1).with_for_update(key_share=True))
    if found is None:
        raise NotFound(N_("This centre is not set up yet."))
    return found
