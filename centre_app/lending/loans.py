"""Lending: given to a child, longer, taken back, lost."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.language.translate import N_
from centre_app.lending.items import longer_note
from centre_app.lending.models import DeviceNeed, LendingItem, Loan
from centre_app.lending.rows import CONDITIONS, Done, Row, Steps, check_child, check_code, kept_item, kept_loan
from centre_app.lending.rules import CENTRE, LOST, check_day, check_due, check_lend, check_longer
from centre_app.security.access import Permission, needs
from centre_app.typed import typed_line


@dataclass(frozen=True)
class LoanInput:
    """An item for a child. ``lent_day`` None: today; ``due_day`` None: as long as the child needs it.

    ``condition`` None: as it is written of the item. ``received_by``: who signs for it.
    """

    item_id: uuid.UUID
    child_id: uuid.UUID
    lent_day: date | None = None
    due_day: date | None = None
    condition: str | None = None
    received_by: str = ""
    note: str = ""


@needs(Permission.LEND)
def lend(session: OfficeSession, loan: LoanInput) -> Done:
    """Lend an item that is in stock. What the child needed of this kind for the longest time is provided by it.

    Raises UserError at the field that is wrong: an item is never lent twice, nor while it is in repair or gone.
    """
    item = kept_item(session, loan.item_id)
    day = loan.lent_day or session.today
    condition = loan.condition or item.row["condition"]
    check_child(session, loan.child_id)
    check_code(session, CONDITIONS, condition, field="condition")
    check_lend(item.story(), day, session.today, condition)
    check_due(loan.due_day, day)
    steps = Steps(session)
    steps.change(LendingItem, item.row, condition=condition)
    loan_id = steps.add(
        Loan,
        id=new_id(),
        item_id=item.id,
        child_id=loan.child_id,
        lent_day=day,
        due_day=loan.due_day,
        lost=False,
        condition_out=condition,
        received_by=typed_line(loan.received_by, field="received_by", label=N_("Received by"), limit=200),
        note=typed_line(loan.note, field="note", label=N_("Note"), limit=300),
    )
    need = _open_need(session, loan.child_id, item.row["kind"], day)
    if need is not None:
        steps.change(DeviceNeed, need, provided_day=day, provided_by=CENTRE, loan_id=loan_id)
    return steps.write(loan_id)


@needs(Permission.LEND)
def extend(session: OfficeSession, loan_id: uuid.UUID, due_day: date | None) -> Done:
    """The family keeps it longer: until ``due_day``, or as long as the child needs it. UserError at ``due_day``."""
    _item, loan = kept_loan(session, loan_id)
    check_longer(due_day, session.today)
    steps = Steps(session)
    steps.change(Loan, loan, due_day=due_day)
    return steps.write(loan_id)


@needs(Permission.LEND)
def take_back(
    session: OfficeSession, loan_id: uuid.UUID, condition: str, day: date | None = None, note: str = ""
) -> Done:
    """It is back, in this condition, today where no ``day`` is said: in stock until it is lent or goes to repair."""
    item, loan = kept_loan(session, loan_id)
    back = day or session.today
    check_day(item.story(), back, session.today)
    check_code(session, CONDITIONS, condition, field="condition")
    steps = Steps(session)
    steps.change(LendingItem, item.row, condition=condition)
    said = longer_note(loan["note"], note, field="note")
    steps.change(Loan, loan, back_day=back, condition_back=condition, note=said)
    return steps.write(loan_id)


@needs(Permission.LEND)
def lost(session: OfficeSession, loan_id: uuid.UUID, day: date | None = None, note: str = "") -> Done:
    """The family cannot give it back: the loan ends on the ``day`` this was found out, and the item is gone."""
    item, loan = kept_loan(session, loan_id)
    found = day or session.today
    check_day(item.story(), found, session.today)
    steps = Steps(session)
    steps.change(LendingItem, item.row, gone_day=found, gone_how=LOST)
    steps.change(Loan, loan, back_day=found, lost=True, note=longer_note(loan["note"], note, field="note"))
    return steps.write(loan_id)


def _open_need(session: OfficeSession, child_id: uuid.UUID, kind: str, day: date) -> Row | None:
    """What the child has needed of this kind for the longest time on ``day``, held."""
    need = DeviceNeed.__table__
    statement = (
        select(need)
        .where(
            need.c.child_id == child_id,
            need.c.kind == kind,
            need.c.needed_day <= day,
            need.c.provided_day.is_(None),
            need.c.closed_day.is_(None),
        )
        .order_by(need.c.needed_day, need.c.id)
        .limit(1)
    )
    found = session.execute(statement.with_for_update()).mappings().one_or_none()
    return None if found is None else dict(found)
