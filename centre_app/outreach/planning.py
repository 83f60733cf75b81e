"""Planning visits by hand: on a day of a team, elsewhere, back, called off, promised to the family."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from centre_app.db.session import OfficeSession, Row
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.outreach.concerns import make_concerns
from centre_app.outreach.models import FollowUp, Team, Visit
from centre_app.outreach.planning_checks import (
    REASON_LIST,
    check_code,
    check_next_day,
    check_promise,
    check_put_back,
    service,
    standing,
    wanted,
)
from centre_app.outreach.result_rules import VisitResult
from centre_app.outreach.round_plan import RoundPlan, fresh_codes
from centre_app.outreach.round_rows import RowChange, put_back_rows, rows_of
from centre_app.outreach.round_rows import Undo as Undo
from centre_app.security.access import Permission, needs
from centre_app.typed import typed_line

CALLED_OFF = ("ill", "refused", "moved", "road_closed", "team_cancelled")  # how a visit ends before it was tried


@dataclass(frozen=True)
class Planned:
    """What was done, and how to take it back."""

    undo: Undo
    visit_id: uuid.UUID | None = None
    round_id: uuid.UUID | None = None


@needs(Permission.PLAN_ROUNDS)
def plan_visit(
    session: OfficeSession,
    *,
    team_id: uuid.UUID,
    day: date,
    service_id: uuid.UUID | None = None,
    child_id: uuid.UUID | None = None,
    purpose: str = "",
    minutes: int | None = None,
    position: int | None = None,
) -> Planned:
    """Plan a visit of a home service, or a single one of a child for a purpose, on a day of a team.

    What is planned already for today or later is moved: another purpose is another visit. ``position`` counts from 0;
    without it the visit goes where it costs least. Raises NotFound; UserError (``day``, ``team_id``, ``purpose``,
    ``minutes``).
    """
    plan = RoundPlan(session)
    plan.check_day(team_id, day)
    line = wanted(session, service_id, child_id, purpose, minutes, day)
    there = standing(plan, line)
    if there is None:
        visit = plan.add_visit(
            day,
            child_id=line.child_id,
            service_id=line.service_id,
            purpose=line.purpose,
            planned_minutes=line.minutes,
        )
    else:
        visit = there
        check_promise(visit, day)
    round_row = plan.round_on(team_id, day)
    plan.seat(visit, round_row, position)
    return Planned(plan.finish(), visit["id"], round_row["id"])


@needs(Permission.PLAN_ROUNDS)
def move_visit(
    session: OfficeSession, visit_id: uuid.UUID, *, team_id: uuid.UUID, day: date, position: int | None = None
) -> Planned:
    """To another day, team or place in the round. Raises NotFound; UserError where it is keyed, over or promised for
    another day, and (``day``, ``team_id``) where the team cannot go."""
    plan = RoundPlan(session)
    visit = plan.visit(visit_id)
    check_promise(visit, day)
    plan.check_day(team_id, day)
    if visit["service_id"] is not None and visit["day"] != day:
        service(session, visit["service_id"], day)
    round_row = plan.round_on(team_id, day)
    plan.seat(visit, round_row, position)
    return Planned(plan.finish(), visit_id, round_row["id"])


@needs(Permission.PLAN_ROUNDS)
def put_back(session: OfficeSession, visit_id: uuid.UUID) -> Planned:
    """Out of a draft, as if it had never been planned: its line is due again. Raises NotFound; UserError where the
    round was said to the team or the visit to the family: then it is called off."""
    plan = RoundPlan(session)
    visit = plan.visit(visit_id)
    check_put_back(plan, visit)
    plan.remove_visit(visit)
    return Planned(plan.finish(), round_id=visit["round_id"])


@needs(Permission.PLAN_ROUNDS)
def cancel_visit(
    session: OfficeSession,
    visit_id: uuid.UUID,
    *,
    outcome: str,
    reason: str,
    note: str = "",
    next_day: date | None = None,
    by_rule: bool = False,
) -> Planned:
    """Call a visit off beforehand. ``outcome`` is one of ``CALLED_OFF``, ``reason`` a code of the list visit_reason.

    When to go next must be said: a day, or ``by_rule``, the rule of the outcome. What that rule asks to be followed up
    is opened. Raises NotFound; UserError (``outcome``, ``reason``, ``note``, ``next_day``).
    """
    plan = RoundPlan(session)
    visit = plan.visit(visit_id)
    if outcome not in CALLED_OFF:
        raise UserError(N_("Please say what became of the visit."), field="outcome")
    check_code(session, REASON_LIST, reason, field="reason")
    said = typed_line(note, field="note", label=N_("More on the reason"), limit=300)
    check_next_day(session, next_day, by_rule)
    values = {"outcome": outcome, "reason": reason, "reason_note": said, "next_day": next_day}
    plan.call_off(visit, **values, promised=False, promised_minute=None)
    leader = _leader(plan, visit)
    undo = plan.finish()
    opened = make_concerns(session, visit | {"leader_id": leader}, (), VisitResult(outcome, reason=reason))
    follow_ups = rows_of(session, FollowUp, "id", opened)
    undo = replace(undo, changes=undo.changes + tuple(RowChange("follow_up", None, row) for row in follow_ups))
    return Planned(undo, visit_id, visit["round_id"])


@needs(Permission.PLAN_ROUNDS)
def promise_visit(
    session: OfficeSession, visit_id: uuid.UUID, *, minute: int | None = None, day: date | None = None
) -> Planned:
    """The family was told: on this day (its own where none is said), and at this minute where one was said. A proposal
    leaves it there. Raises NotFound; UserError (``minute``, ``day``)."""
    plan = RoundPlan(session)
    visit = plan.visit(visit_id)
    if minute is not None and not 0 <= minute < 24 * 60:
        raise UserError(N_("This is not a time of the day."), field="minute")
    if day is not None and day != visit["day"]:
        team_id = _team_of(plan, visit)
        if team_id is None:
            raise UserError(N_("This visit is in no round yet: plan it first."), field="day")
        plan.check_day(team_id, day)
        plan.seat(visit, plan.round_on(team_id, day), None)
    _promise(plan, visit, promised=True, promised_minute=minute)
    return Planned(plan.finish(), visit_id)


@needs(Permission.PLAN_ROUNDS)
def unpromise_visit(session: OfficeSession, visit_id: uuid.UUID) -> Planned:
    """The family knows that it may be another day. Raises NotFound, UserError."""
    plan = RoundPlan(session)
    _promise(plan, plan.visit(visit_id), promised=False, promised_minute=None)
    return Planned(plan.finish(), visit_id)


@needs(Permission.PLAN_ROUNDS)
def undo_planning(session: OfficeSession, what: Undo) -> None:
    """Take back what an action did, exactly. Raises UserError where something of it was changed since."""
    RoundPlan(session)
    put_back_rows(session, what)


@needs(Permission.PLAN_ROUNDS)
def new_code(session: OfficeSession) -> str:
    """A code for a visit form that no visit has."""
    return fresh_codes(session, 1)[0]


def _promise(plan: RoundPlan, visit: Row, **values: Any) -> None:
    if visit["round_id"] is not None:
        plan.round(visit["round_id"])  # so that it is laid out with what was promised
    plan.rows.change(Visit, visit, **values)


def _team_of(plan: RoundPlan, visit: Row) -> uuid.UUID | None:
    if visit["round_id"] is None:
        return None
    team_id: uuid.UUID | None = plan.round(visit["round_id"])["team_id"]
    return team_id


def _leader(plan: RoundPlan, visit: Row) -> uuid.UUID | None:
    """Who sees to what follows: the leader of the team that was to go."""
    team_id = _team_of(plan, visit)
    if team_id is None:
        return None
    return plan.session.scalar(select(Team.leader_id).where(Team.id == team_id))
