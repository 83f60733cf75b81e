"""Taking over rounds that were proposed, and taking them back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.outreach.actions import PlanRound, PlanStop, Undo, plan_rounds, undo_planning
from centre_app.outreach.planned_queries import PlannedWeek, planned_week
from centre_app.outreach.round_plan import RoundPlan
from centre_app.rounds.problem import Candidate, Proposal
from centre_app.rounds.queries import week_to_plan
from centre_app.rounds.rules import faults
from centre_app.security.access import Permission, needs


@dataclass(frozen=True)
class Applied:
    """What was written, and how to take it back."""

    undo: Undo
    rounds: int
    visits: int


@needs(Permission.PLAN_ROUNDS)
def apply_proposal(session: OfficeSession, proposal: Proposal) -> Applied:
    """Write the proposed rounds into the plan, all or none.

    Drafts that are left out go back to the due list. What was said to a team or a family and could not be kept stays
    where it is: somebody has to call. Raises UserError where the week is not what it was when the rounds were
    proposed, or the proposal breaks a rule.
    """
    problem = proposal.problem
    RoundPlan(session)  # nobody else plans from here on, so that the week which is held against the proposal stays so
    if week_to_plan(session, problem.monday, language="en", from_day=problem.from_day).problem != problem:
        raise UserError(
            N_(
                "Something in this week was changed since these rounds were proposed."
                " Please let them be proposed again."
            )
        )
    wrong = faults(proposal)
    if wrong:
        raise UserError(
            N_("These rounds break {n} rules of planning ({kinds}). Nothing was planned."),
            n=len(wrong),
            kinds=", ".join(sorted({fault.kind for fault in wrong})),
        )
    week = planned_week(session, problem.monday)
    stays, back = _left_standing(proposal, week)
    rounds = []
    for tour in proposal.tours:
        stops = [_stop(proposal.candidate(stop.key)) for stop in tour.stops]
        there = week.round_of(tour.team, tour.day)
        kept = [PlanStop(visit.id) for visit in there.stops if visit.id in stays] if there is not None else []
        rounds.append(PlanRound(tour.team, tour.day, tour.vehicle, (*stops, *kept)))
    undo = plan_rounds(session, rounds, put_back=back).undo
    return Applied(undo, len(rounds), proposal.visited)


@needs(Permission.PLAN_ROUNDS)
def undo_proposal(session: OfficeSession, applied: Applied) -> None:
    """Take the rounds back as they were. Raises UserError where something of them was changed since."""
    undo_planning(session, applied.undo)


def _stop(one: Candidate) -> PlanStop:
    return PlanStop(visit_id=one.visit) if one.visit is not None else PlanStop(service_id=one.service)


def _left_standing(proposal: Proposal, week: PlannedWeek) -> tuple[set[uuid.UUID], list[uuid.UUID]]:
    """Of the planned visits that the proposal leaves out: those that stay, and those that go back to the due list."""
    stays: set[uuid.UUID] = set()
    back: list[uuid.UUID] = []
    of_set_rounds = {visit.id for one in week.rounds if one.is_set for visit in one.visits}
    for left in proposal.left_out:
        one = proposal.candidate(left.key)
        if one.visit is None:
            continue
        if one.pin is not None or one.visit in of_set_rounds:
            stays.add(one.visit)
        else:
            back.append(one.visit)
    return stays, back
