"""A round whole: what its page shows and what keying it begins with."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from centre_app.children.models import Child
from centre_app.children.rules import full_name, short_name
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.translate import N_
from centre_app.outreach.driven import facts_of, reading_before
from centre_app.outreach.driven_rules import RoundFacts
from centre_app.outreach.models import HomeFacts, Round, Team, Vehicle, Visit
from centre_app.outreach.result_reading import portions, results_of
from centre_app.outreach.result_rules import VisitResult
from centre_app.outreach.rules import PLANNED
from centre_app.places.models import Place
from centre_app.plans.queries import OpenGoal, home_tasks_of, open_goals
from centre_app.security.access import Permission, needs

_ROUND, _VISIT, _CHILD = Round.__table__.c, Visit.__table__.c, Child.__table__.c
_TEAM, _VEHICLE = Team.__table__.c, Vehicle.__table__.c


@dataclass(frozen=True)
class GoalChoice:
    """A goal that can be worked on at the home."""

    goal_id: uuid.UUID
    area: str  # code list goal_area
    text: str


@dataclass(frozen=True)
class VisitLine:
    """A visit of a round. ``result`` None while it is planned; without SEE_NOTES it has no words and no concerns."""

    id: uuid.UUID
    child_id: uuid.UUID
    name: str
    short: str
    number: str
    code: str | None
    position: int
    stop: int  # as the route sheet counts it, from 1
    purpose: str
    service_id: uuid.UUID | None
    place: str
    planned_minute: int | None
    planned_minutes: int
    promised: bool
    outcome: str
    result: VisitResult | None
    keyed_at: datetime | None  # None with an outcome: called off beforehand
    keyed_by: str
    source: str
    edition: int
    previous_task: str  # of the visit before
    previous_day: date | None
    home_tasks: tuple[str, ...]  # of the plan
    goals: tuple[GoalChoice, ...]


@dataclass(frozen=True)
class RoundFile:
    """A round with its visits in their order. ``id`` None: a visit that is in no round."""

    id: uuid.UUID | None
    day: date
    team_id: uuid.UUID | None
    team: str
    leader_id: uuid.UUID | None
    vehicle_id: uuid.UUID | None
    vehicle: str
    start_minute: int | None  # planned
    end_minute: int | None
    planned_km: float
    is_set: bool
    facts: RoundFacts
    edition: int
    last_odometer: int | None  # the vehicle's, before this round
    fuel_per_100_km: float | None
    visits: tuple[VisitLine, ...]

    @property
    def open(self) -> int:
        """Visits without a result."""
        return sum(visit.outcome == PLANNED for visit in self.visits)


@needs(Permission.SEE_CHILDREN)
def round_file(session: OfficeSession, round_id: uuid.UUID, language: str) -> RoundFile:
    """A round whole; the number of statements does not grow with the visits. Raises NotFound."""
    del language  # visits stand in the order of the way
    row = session.execute(_rounds().where(_ROUND.id == round_id)).mappings().one_or_none()
    if row is None:
        raise NotFound(N_("This round is not there any more."))
    before = None if row["vehicle_id"] is None else reading_before(session, row["vehicle_id"], row["day"])
    return RoundFile(
        id=row["id"],
        day=row["day"],
        team_id=row["team_id"],
        team=row["team"],
        leader_id=row["leader_id"],
        vehicle_id=row["vehicle_id"],
        vehicle=row["vehicle"],
        start_minute=row["start_minute"],
        end_minute=row["end_minute"],
        planned_km=row["planned_km"],
        is_set=row["set_at"] is not None,
        facts=facts_of(row),
        edition=row["edition"],
        last_odometer=None if before is None else before.odometer,
        fuel_per_100_km=row["fuel_per_100_km"],
        visits=_lines(session, _VISIT.round_id == round_id, row["day"]),
    )


@needs(Permission.SEE_CHILDREN)
def single_visit(session: OfficeSession, visit_id: uuid.UUID, language: str) -> RoundFile:
    """A visit with the round it is in; one that is in none stands alone. Raises NotFound."""
    row = session.execute(select(_VISIT.round_id, _VISIT.day).where(_VISIT.id == visit_id)).one_or_none()
    if row is None:
        raise NotFound(N_("This visit is not there any more."))
    if row.round_id is not None:
        return round_file(session, row.round_id, language)
    return RoundFile(
        id=None,
        day=row.day,
        team_id=None,
        team="",
        leader_id=None,
        vehicle_id=None,
        vehicle="",
        start_minute=None,
        end_minute=None,
        planned_km=0.0,
        is_set=False,
        facts=RoundFacts(),
        edition=1,
        last_odometer=None,
        fuel_per_100_km=None,
        visits=_lines(session, _VISIT.id == visit_id, row.day),
    )


def _rounds() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *_ROUND,
            func.coalesce(_TEAM.name, "").label("team"),
            _TEAM.leader_id,
            func.coalesce(_VEHICLE.name, "").label("vehicle"),
            _VEHICLE.fuel_per_100_km,
        )
        .select_from(Round.__table__)
        .outerjoin(Team.__table__, _TEAM.id == _ROUND.team_id)
        .outerjoin(Vehicle.__table__, _VEHICLE.id == _ROUND.vehicle_id)
    )


def _lines(session: OfficeSession, wanted: ColumnElement[bool], day: date) -> tuple[VisitLine, ...]:
    found_rows = session.execute(_visits().where(wanted).order_by(_VISIT.position, _VISIT.id)).mappings()
    rows = [dict(row) for row in found_rows]
    notes = session.actor.may(Permission.SEE_NOTES)  # type: ignore[attr-defined]
    children = list({row["child_id"]: None for row in rows})
    results = results_of(session, rows, notes=notes)
    goals = open_goals(session, children) if notes else {}
    tasks = home_tasks_of(session, children, day) if notes else {}
    previous = _previous(session, children, day) if notes else {}
    found = []
    for at, row in enumerate(rows):
        child_id = row["child_id"]
        task, told = previous.get(child_id, ("", None))
        found.append(
            VisitLine(
                id=row["id"],
                child_id=child_id,
                name=full_name(row["surname"], row["given_name"], row["patronymic"]),
                short=short_name(row["surname"], row["given_name"]),
                number=row["number"],
                code=row["code"],
                position=row["position"],
                stop=at + 1,
                purpose=row["purpose"],
                service_id=row["service_id"],
                place=row["place_name"] or row["village"],
                planned_minute=row["planned_minute"],
                planned_minutes=row["planned_minutes"],
                promised=row["promised"],
                outcome=row["outcome"],
                result=results.get(row["id"]),
                keyed_at=row["keyed_at"],
                keyed_by=row["keyed_by"],
                source=row["source"],
                edition=row["edition"],
                previous_task=task,
                previous_day=told,
                home_tasks=tuple(one.text for one in tasks.get(child_id, ())),
                goals=_choices(goals.get(child_id, ())),
            )
        )
    return tuple(found)


def _choices(goals: tuple[OpenGoal, ...]) -> tuple[GoalChoice, ...]:
    return tuple(GoalChoice(goal.goal_id, goal.area, goal.text) for goal in goals)


def _visits() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *_VISIT,
            _CHILD.surname,
            _CHILD.given_name,
            _CHILD.patronymic,
            _CHILD.number,
            _CHILD.village,
            Place.__table__.c.village.label("place_name"),
        )
        .select_from(Visit.__table__)
        .join(Child.__table__, _CHILD.id == _VISIT.child_id)
        .outerjoin(HomeFacts.__table__, HomeFacts.__table__.c.child_id == _VISIT.child_id)
        .outerjoin(Place.__table__, Place.__table__.c.id == HomeFacts.__table__.c.place_id)
    )


def _previous(
    session: OfficeSession, child_ids: Collection[uuid.UUID], day: date
) -> dict[uuid.UUID, tuple[str, date | None]]:
    """child -> (the task given last before ``day``, when)."""
    found: dict[uuid.UUID, tuple[str, date | None]] = {}
    for some in portions(child_ids):
        newest = func.row_number().over(partition_by=_VISIT.child_id, order_by=(_VISIT.day.desc(), _VISIT.id.desc()))
        ranked = (
            select(_VISIT.child_id, _VISIT.task, _VISIT.day, newest.label("place"))
            .where(_VISIT.child_id.in_(some), _VISIT.day < day, _VISIT.task != "")
            .subquery()
        )
        rows = session.execute(select(ranked.c.child_id, ranked.c.task, ranked.c.day).where(ranked.c.place == 1))
        found.update((child_id, (task, told)) for child_id, task, told in rows)
    return found
