"""Whole rounds: their order, their team and vehicle, said to the team or still a draft; and many at once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from centre_app.db.session import OfficeSession, Row
from centre_app.db.types import utc_now
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.outreach.models import Round, Visit
from centre_app.outreach.planning import Planned
from centre_app.outreach.planning_checks import check_promise, check_put_back, plan_line
from centre_app.outreach.round_plan import RoundPlan, fresh_codes
from centre_app.security.access import Permission, needs


@dataclass(frozen=True)
class PlanStop:
    """A planned visit that comes here or stays, or a new one of a home service."""

    visit_id: uuid.UUID | None = None
    service_id: uuid.UUID | None = None


@dataclass(frozen=True)
class PlanRound:
    """A round as it is to be: all its visits that are still to be made, in order."""

    team_id: uuid.UUID
    day: date
    vehicle_id: uuid.UUID | None
    stops: tuple[PlanStop, ...]


@needs(Permission.PLAN_ROUNDS)
def order_round(session: OfficeSession, round_id: uuid.UUID, visit_ids: Sequence[uuid.UUID]) -> Planned:
    """The stops in another order: all of them. Raises NotFound; UserError where the round has other visits by now."""
    plan = RoundPlan(session)
    plan.round(round_id)
    plan.order(round_id, visit_ids)
    return Planned(plan.finish(), round_id=round_id)


@needs(Permission.PLAN_ROUNDS)
def give_round_to_team(session: OfficeSession, round_id: uuid.UUID, team_id: uuid.UUID) -> Planned:
    """Another team drives it. Where that one goes out on that day already, the visits join its round, each where it
    costs least. Raises NotFound; UserError where a result is written, and (``team_id``, ``day``)."""
    plan = RoundPlan(session)
    row = plan.round(round_id)
    if plan.is_keyed(round_id):
        raise UserError(N_("Results of this round are written already: it stays with its team."))
    plan.check_day(team_id, row["day"])
    if row["team_id"] == team_id:
        return Planned(plan.finish(), round_id=round_id)
    there = [one for one in plan.rows.load(Round, "day", [row["day"]]) if one["team_id"] == team_id]
    if there:
        for visit in plan.stops(round_id):
            plan.seat(visit, plan.round_on(team_id, row["day"]), None)
        return Planned(plan.finish(), round_id=there[0]["id"])
    vehicle = plan.fleet(row["day"]).crew(team_id, row["day"]).vehicle_id
    plan.rows.change(Round, row, team_id=team_id, vehicle_id=vehicle or row["vehicle_id"])
    return Planned(plan.finish(), round_id=round_id)


@needs(Permission.PLAN_ROUNDS)
def choose_vehicle(session: OfficeSession, round_id: uuid.UUID, vehicle_id: uuid.UUID | None) -> Planned:
    """With which vehicle; None: none. Raises NotFound; UserError (``vehicle_id``) where it is not to be had."""
    plan = RoundPlan(session)
    row = plan.round(round_id)
    plan.keep_empty(round_id)
    _check_vehicle(plan, row, vehicle_id)
    plan.rows.change(Round, row, vehicle_id=vehicle_id)
    return Planned(plan.finish(), round_id=round_id)


@needs(Permission.PLAN_ROUNDS)
def set_round(session: OfficeSession, round_id: uuid.UUID) -> Planned:
    """Said to the team: a proposal leaves its visits in it. Raises NotFound; UserError where nobody is in it."""
    plan = RoundPlan(session)
    row = plan.round(round_id)
    visits = plan.stops(round_id)
    if not visits:
        raise UserError(N_("Nobody is to be visited in this round yet."))
    without = [visit for visit in visits if visit["code"] is None]
    for visit, code in zip(without, fresh_codes(session, len(without)), strict=True):
        plan.rows.change(Visit, visit, code=code)
    if row["set_at"] is None:
        plan.rows.change(Round, row, set_at=utc_now())
    return Planned(plan.finish(), round_id=round_id)


@needs(Permission.PLAN_ROUNDS)
def unset_round(session: OfficeSession, round_id: uuid.UUID) -> Planned:
    """A draft again. Raises NotFound; UserError where a result of it is written."""
    plan = RoundPlan(session)
    row = plan.round(round_id)
    if plan.is_keyed(round_id):
        raise UserError(N_("Results of this round are written already: it cannot be a draft again."))
    plan.keep_empty(round_id)
    plan.rows.change(Round, row, set_at=None)
    return Planned(plan.finish(), round_id=round_id)


@needs(Permission.PLAN_ROUNDS)
def remove_round(session: OfficeSession, round_id: uuid.UUID) -> Planned:
    """Take out a draft in which nobody is. Raises NotFound, UserError."""
    plan = RoundPlan(session)
    row = plan.round(round_id)
    if row["set_at"] is not None or plan.stops(round_id):
        raise UserError(N_("Only a draft in which nobody is to be visited can be taken out."))
    plan.remove_round(row)
    return Planned(plan.finish())


@needs(Permission.PLAN_ROUNDS)
def plan_rounds(session: OfficeSession, rounds: Sequence[PlanRound], *, put_back: Sequence[uuid.UUID] = ()) -> Planned:
    """Write these rounds as they are said, all or none. ``put_back``: planned visits that are in none of them and go
    back to the due list. What was keyed or called off stays in its round.

    Raises NotFound; UserError where a visit cannot be moved, a team cannot go, or a round has a visit nobody spoke of.
    """
    plan = RoundPlan(session)
    for visit in [plan.visit(one) for one in put_back]:
        check_put_back(plan, visit)
        plan.remove_visit(visit)
    for wanted in rounds:
        plan.check_day(wanted.team_id, wanted.day)
        for stop in wanted.stops:
            if stop.visit_id is not None:
                visit = plan.visit(stop.visit_id)
                check_promise(visit, wanted.day)
                plan.unseat(visit)
    for wanted in rounds:
        _fill(plan, wanted)
    return Planned(plan.finish())


def _fill(plan: RoundPlan, wanted: PlanRound) -> None:
    row = plan.round_on(wanted.team_id, wanted.day)
    visits = [_visit(plan, stop, wanted.day) for stop in wanted.stops]
    of_these = {visit["id"] for visit in visits}
    here = plan.stops(row["id"])
    if any(visit["keyed_at"] is None and visit["id"] not in of_these for visit in here):
        raise UserError(N_("Something in this week was changed meanwhile. Please look at it again."))
    if len(of_these) != len(visits):
        raise UserError(N_("A visit cannot be made twice."))
    keyed = [visit["id"] for visit in here if visit["keyed_at"] is not None]
    for visit in visits:
        plan.seat(visit, row, len(here))
    plan.order(row["id"], [*keyed, *(visit["id"] for visit in visits)])
    plan.rows.change(Round, row, vehicle_id=wanted.vehicle_id)


def _visit(plan: RoundPlan, stop: PlanStop, day: date) -> Row:
    if stop.visit_id is not None:
        return plan.visit(stop.visit_id)
    assert stop.service_id is not None
    return plan_line(plan, stop.service_id, day)


def _check_vehicle(plan: RoundPlan, row: Row, vehicle_id: uuid.UUID | None) -> None:
    if vehicle_id is None:
        return
    vehicle = plan.fleet(row["day"]).vehicle(vehicle_id)
    if vehicle is None:
        raise UserError(N_("This vehicle is not in use."), field="vehicle_id")
    if vehicle.off_on(row["day"]) is not None:
        raise UserError(N_("This vehicle is not to be had on that day."), field="vehicle_id")
    others = (one for one in plan.rows.load(Round, "day", [row["day"]]) if one["id"] != row["id"])
    if any(other["vehicle_id"] == vehicle_id for other in others):
        raise UserError(N_("Another team has this vehicle on that day."), field="vehicle_id")
