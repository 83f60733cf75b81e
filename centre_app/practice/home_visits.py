"""A year of the practice centre's rounds: who is visited at home how often, what came of it, what is planned next."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from centre_app.db.base import Base
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.outreach.actions import plan_visit, promise_visit, set_round
from centre_app.outreach.models import FollowUp, HomeFacts, HomeService, HomeServiceSkill, Round, Visit, VisitGoal
from centre_app.plans.models import (
    Goal,
    GoalScore,
    HomePractice,
    IndividualPlan,
    PlanAgreement,
    PlanGoal,
    PlanHomeTask,
    PlanReview,
)
from centre_app.practice.home_words import RISKS
from centre_app.practice.plan import Plan, PlannedChild
from centre_app.practice.rounds import Line, Rounds
from centre_app.practice.stays import HOME, Stay
from centre_app.practice.teams import MadeTeam, write_places, write_teams
from centre_app.practice.therapy_plans import Dose, plans_of
from centre_app.practice.writing import CHUNK, Row

# Parents before children: the order in which rows are written.
_ORDER: tuple[type[Base], ...] = (
    *(IndividualPlan, Goal, PlanGoal, PlanHomeTask, PlanAgreement, PlanReview),
    *(HomeFacts, HomeService, HomeServiceSkill, Round, Visit, VisitGoal, HomePractice, GoalScore, FollowUp),
)
_NEED_PHYSIOTHERAPY = frozenset({"cerebral_palsy", "physical", "multiple", "delay", "down_syndrome"})
_PLANNED_AHEAD = 21  # days looked ahead for the teams' next rounds


@dataclass(frozen=True)
class _AtHome:
    """A child whom a team visits, from a day until it ends."""

    id: uuid.UUID
    child: PlannedChild
    stay: Stay


def write_outreach(
    session: OfficeSession,
    site_id: uuid.UUID,
    plan: Plan,
    child_ids: Sequence[uuid.UUID],
    seed: int,
    accounts: Mapping[str, uuid.UUID],
) -> None:
    """Places, teams, service at home, the rounds until today, and the first of those to come."""
    places = write_places(session, site_id, plan.today)
    at_home = [
        _AtHome(child_id, child, stay.stay)
        for child, child_id in zip(plan.children, child_ids, strict=True)
        for stay in child.stays
        if stay.stay.service == HOME
    ]
    teams = write_teams(session, site_id, places, accounts, len(at_home), plan.days[0], plan.today)
    rows: dict[type[Base], list[Row]] = defaultdict(list)
    lines: dict[uuid.UUID, list[Line]] = {team.id: [] for team in teams}
    for place, one in enumerate(at_home):
        random = Random(f"home {seed} {place}")
        team = _team_for(teams, one.child, place)
        aims = _plans(random, rows, site_id, plan, one, team)
        lines[team.id] += _services(random, rows, site_id, one, places, team, aims)
    session.flush()
    rounds = Rounds(session, site_id, plan, Random(f"rounds {seed}"), rows)
    for team in teams:
        rounds.drive(team, lines[team.id])
        if len(rows[Visit]) > CHUNK:
            _write(session, rows)
    _write(session, rows)
    for team in teams:
        _coming(session, plan, team, lines[team.id])


def _write(session: OfficeSession, rows: dict[type[Base], list[Row]]) -> None:
    for model in _ORDER:
        session.insert_unrecorded(model, rows[model], ())
    rows.clear()


def _team_for(teams: Sequence[MadeTeam], child: PlannedChild, place: int) -> MadeTeam:
    """A team that drives to the child's district; one of all where none does."""
    fitting = [team for team in teams if child.new.child.district in team.districts] or list(teams)
    return fitting[place % len(fitting)]


def _plans(
    random: Random,
    rows: dict[type[Base], list[Row]],
    site_id: uuid.UUID,
    plan: Plan,
    one: _AtHome,
    team: MadeTeam,
) -> list[tuple[date, uuid.UUID, str]]:
    """A plan with goals and home tasks, without services at the centre. Gives (opened, goal, home task)."""
    kind = "physiotherapy" if one.child.new.child.primary_disability in _NEED_PHYSIOTHERAPY else "speech_therapy"
    dose = Dose(kind, 1, 45, team.leader_id, team.leader)
    guardian = one.child.new.child.guardians[0].name if one.child.new.child.guardians else ""
    span = (one.stay.start, one.stay.end or plan.days[-1])
    made = plans_of(random, site_id, one.id, [dose], span, plan.today, guardian)
    for model, of_model in made.rows.items():
        if model in _ORDER and model is not HomePractice:  # what was practised is asked at the visits
            rows[model] += of_model
    return [(aim.opened, aim.id, aim.words.home) for aim in made.aims]


def _services(
    random: Random,
    rows: dict[type[Base], list[Row]],
    site_id: uuid.UUID,
    one: _AtHome,
    places: Mapping[tuple[str, str], uuid.UUID],
    team: MadeTeam,
    aims: Sequence[tuple[date, uuid.UUID, str]],
) -> list[Line]:
    """Where the home is, and what the child gets there: therapy, and something rarer."""
    child = one.child.new.child
    risk = random.choices(("low", "medium", "high", "critical"), (52, 30, 14, 4))[0]
    early = random.random() < 0.2
    days = random.choice(("1234567", "1234567", "12345", "135", "245"))
    place_id = places.get((child.municipality, child.village))
    rows[HomeFacts].append(
        {
            "child_id": one.id,
            "place_id": place_id,
            "risk": risk,
            "risk_reason": RISKS[risk],
            "days": days,
            "from_minute": 9 * 60 if early else None,
            "until_minute": 13 * 60 if early else None,
            "directions": random.choice(("", "", "зелёные ворота", "второй дом за арыком", "спросить у магазина")),
        }
    )
    wanted = [("therapy", {"low": 2, "medium": 2, "high": 1, "critical": 1}[risk], 50)]
    wanted.append(random.choice((("coach", 4, 40), ("coach", 4, 40), ("monitor", 8, 25), ("documents", 12, 30))))
    lines: list[Line] = []
    for place, (purpose, weeks, minutes) in enumerate(wanted):
        start = one.stay.start + timedelta(days=random.randrange(10) + 14 * place)
        skill = "physiotherapy" if child.primary_disability in _NEED_PHYSIOTHERAPY else "parents"
        service_id = new_id()
        rows[HomeService].append(
            {
                "id": service_id,
                "site_id": site_id,
                "child_id": one.id,
                "purpose": purpose,
                "every_weeks": weeks,
                "times_a_month": None,
                "minutes": minutes,
                "team_id": None,
                "what": aims[0][2][:500] if purpose == "therapy" and aims else "",
                "start_day": start,
                "end_day": one.stay.end,
                "end_reason": "выбыл" if one.stay.end else "",
            }
        )
        if purpose == "therapy":
            rows[HomeServiceSkill].append({"service_id": service_id, "session_type": skill})
        lines.append(
            Line(service_id, one.id, purpose, 7 * weeks, minutes, place_id, days, one.stay.end, start, tuple(aims))
        )
    return lines


def _coming(session: OfficeSession, plan: Plan, team: MadeTeam, lines: Sequence[Line]) -> None:
    """The next round is set and one visit promised; the one after it is begun; the rest waits to be planned."""
    ahead = [
        day
        for day in plan.days
        if plan.today < day <= plan.today + timedelta(days=_PLANNED_AHEAD) and day.isoweekday() in team.weekdays
    ]
    waiting = sorted(
        (line for line in lines if line.place_id is not None and line.ends is None and not line.open),
        key=lambda line: line.due,
    )
    for day, wanted in zip(ahead[:2], (4, 2), strict=False):
        suiting = [line for line in waiting if str(day.isoweekday()) in line.days][:wanted]
        planned = [plan_visit(session, team_id=team.id, day=day, service_id=line.id) for line in suiting]
        waiting = [line for line in waiting if line not in suiting]
        if wanted == 4 and planned:
            first = planned[0]
            assert first.visit_id is not None and first.round_id is not None
            promise_visit(session, first.visit_id)
            set_round(session, first.round_id)
