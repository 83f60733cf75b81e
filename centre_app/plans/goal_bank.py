"""The centre's own goals, worth using again, by area."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select

from centre_app.codelists.queries import labels
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound
from centre_app.language.translate import N_
from centre_app.plans.checks import check_bank
from centre_app.plans.facts import Levels
from centre_app.plans.inputs import BankInput
from centre_app.plans.models import Goal, GoalBankEntry, PlanGoal
from centre_app.plans.writing import codes_of
from centre_app.security.access import Permission, needs


@dataclass(frozen=True)
class BankEntry:
    """A goal of the bank."""

    id: uuid.UUID
    area: str
    text: str
    levels: Levels
    active: bool


@needs(Permission.SEE_NOTES)
def goal_bank(session: OfficeSession, *, area: str | None = None, all_entries: bool = False) -> tuple[BankEntry, ...]:
    """The goals of the bank, of one ``area`` or all: areas in their list's order, goals in the centre's own.
    ``all_entries``: those taken out too."""
    statement = select(GoalBankEntry.__table__).order_by(GoalBankEntry.position, GoalBankEntry.id)
    if area is not None:
        statement = statement.where(GoalBankEntry.area == area)
    if not all_entries:
        statement = statement.where(GoalBankEntry.active.is_(True))
    order = {code: place for place, code in enumerate(labels(session, "goal_area", "en"))}
    rows = sorted(session.execute(statement), key=lambda row: order.get(row.area, len(order)))
    return tuple(
        BankEntry(
            row.id,
            row.area,
            row.text,
            (row.much_less, row.less, row.expected, row.more, row.much_more),
            row.active,
        )
        for row in rows
    )


@needs(Permission.EDIT_PLANS)
def add_bank_entry(session: OfficeSession, entry: BankInput) -> uuid.UUID:
    """One more goal, at the end of its area; gives its id. Raises UserError at its field."""
    clean = check_bank(entry, codes_of(session))
    row = GoalBankEntry(id=new_id(), active=True, position=_end(session, clean.area))
    _write(row, clean)
    session.add(row)
    session.flush()
    return row.id


@needs(Permission.EDIT_PLANS)
def change_bank_entry(session: OfficeSession, entry_id: uuid.UUID, entry: BankInput) -> None:
    """Word a goal anew. Plans that took it keep their wording. Raises UserError at its field."""
    clean = check_bank(entry, codes_of(session))
    row = _found(session, entry_id)
    if row.area != clean.area:
        row.position = _end(session, clean.area)
    _write(row, clean)
    session.flush()


@needs(Permission.EDIT_PLANS)
def move_bank_entry(session: OfficeSession, entry_id: uuid.UUID, by: int) -> None:
    """Move a goal among those of its area that are in use: −1 is one up, +1 one down; it stops at the ends."""
    row = _found(session, entry_id)
    rows = list(
        session.scalars(
            select(GoalBankEntry)
            .where(GoalBankEntry.area == row.area)
            .order_by(GoalBankEntry.active.desc(), GoalBankEntry.position, GoalBankEntry.id)
        )
    )
    at = rows.index(row)
    active = sum(one.active for one in rows)
    rows.insert(max(0, min((active if row.active else len(rows)) - 1, at + by)), rows.pop(at))
    for place, one in enumerate(rows):
        if one.position != place:
            one.position = place
    session.flush()


@needs(Permission.EDIT_PLANS)
def take_out_bank_entry(session: OfficeSession, entry_id: uuid.UUID) -> None:
    """A goal is not offered any more."""
    _found(session, entry_id).active = False
    session.flush()


@needs(Permission.EDIT_PLANS)
def put_back_bank_entry(session: OfficeSession, entry_id: uuid.UUID) -> None:
    """A goal that was taken out is offered again."""
    _found(session, entry_id).active = True
    session.flush()


@needs(Permission.EDIT_PLANS)
def bank_entry_from_goal(session: OfficeSession, plan_id: uuid.UUID, goal_id: uuid.UUID) -> uuid.UUID:
    """Keep a plan's goal in the bank, with its levels; gives the entry's id."""
    row = session.execute(
        select(PlanGoal, Goal.area)
        .join(Goal, Goal.id == PlanGoal.goal_id)
        .where(PlanGoal.plan_id == plan_id, PlanGoal.goal_id == goal_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This goal is not there any more."))
    goal = row.PlanGoal
    levels = (goal.much_less, goal.less, goal.expected, goal.more, goal.much_more)
    return add_bank_entry(session, BankInput(row.area, goal.text, levels))


def _end(session: OfficeSession, area: str) -> int:
    last = session.scalar(select(func.max(GoalBankEntry.position)).where(GoalBankEntry.area == area))
    return 0 if last is None else last + 1


def _write(row: GoalBankEntry, entry: BankInput) -> None:
    row.area = entry.area
    row.text = entry.text
    row.much_less, row.less, row.expected, row.more, row.much_more = entry.levels


def _found(session: OfficeSession, entry_id: uuid.UUID) -> GoalBankEntry:
    row = session.get(GoalBankEntry, entry_id)
    if row is None:
        raise NotFound(N_("This goal is not in the bank any more."))
    return row
