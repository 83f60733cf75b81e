"""What the papers of the road say of rounds and visits: the planned ones to go out with, the written ones to report.

A few statements whatever the number of rounds. What was written of a visit, and so the last task, is for who may read
notes; without that the papers leave the place empty.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.translate import N_
from centre_app.outreach.models import HomeFacts, Round, Visit
from centre_app.outreach.result_reading import portions, results_of
from centre_app.outreach.result_rules import VisitResult
from centre_app.outreach.rules import PLANNED, called_off
from centre_app.security.access import Permission, needs

_WEEK = timedelta(days=6)
_FAR = date.max


@dataclass(frozen=True)
class RoadVisit:
    """A visit as the team takes it along. ``task``: given at the last visit before it, on ``task_day``."""

    id: uuid.UUID
    child_id: uuid.UUID
    round_id: uuid.UUID | None
    day: date
    purpose: str
    code: str | None
    outcome: str
    planned_minute: int | None
    planned_minutes: int
    promised: bool
    promised_minute: int | None
    called_off: bool  # before the round: no stop any more
    place_id: uuid.UUID | None
    directions: str
    team_id: uuid.UUID | None = None  # of its round
    task: str = ""
    task_day: date | None = None


@dataclass(frozen=True)
class RoadRound:
    """A round as the team takes it along; ``km``, readings of the dial and fuel as they were keyed after it."""

    id: uuid.UUID
    team_id: uuid.UUID | None
    day: date
    vehicle_id: uuid.UUID | None
    start_minute: int | None
    end_minute: int | None
    lunch_minute: int | None
    planned_km: float
    km: float
    is_set: bool
    visits: tuple[RoadVisit, ...]

    @property
    def stops(self) -> tuple[RoadVisit, ...]:
        """The visits to make, in order."""
        return tuple(visit for visit in self.visits if not visit.called_off)


@dataclass(frozen=True)
class WrittenVisit:
    """A visit that was made, or tried, and what was written of it."""

    id: uuid.UUID
    child_id: uuid.UUID
    team_id: uuid.UUID | None
    day: date
    purpose: str
    result: VisitResult
    keyed_by: str


_ROUND = (
    *(Round.id, Round.team_id, Round.day, Round.vehicle_id, Round.start_minute, Round.end_minute),
    *(Round.lunch_minute, Round.planned_km, Round.km, Round.set_at.is_not(None).label("is_set")),
)
_VISIT = (
    *(Visit.id, Visit.child_id, Visit.round_id, Visit.day, Visit.purpose, Visit.code, Visit.outcome),
    *(Visit.planned_minute, Visit.planned_minutes, Visit.promised, Visit.promised_minute),
    *(Visit.keyed_at, HomeFacts.place_id, HomeFacts.directions, Round.team_id),
)


@needs(Permission.SEE_CHILDREN)
def rounds_on_road(
    session: OfficeSession, monday: date, *, team_id: uuid.UUID | None = None, round_id: uuid.UUID | None = None
) -> tuple[RoadRound, ...]:
    """The rounds of a week that have visits, all or a team's, by day; or one round, whatever its week.

    Three statements. Raises NotFound for a round that is not there."""
    wanted: ColumnElement[bool] = Round.day.between(monday, monday + _WEEK)
    if round_id is not None:
        wanted = Round.id == round_id
    elif team_id is not None:
        wanted = and_(wanted, Round.team_id == team_id)
    rows = session.execute(select(*_ROUND).where(wanted).order_by(Round.day, Round.team_id)).all()
    if round_id is not None and not rows:
        raise NotFound(N_("This round is not there any more."))
    visits: dict[uuid.UUID | None, list[RoadVisit]] = defaultdict(list)
    for ids in portions([row.id for row in rows]):
        for visit in _visits(session, Visit.round_id.in_(ids)):
            visits[visit.round_id].append(visit)
    told = {visit.id: visit for visit in _with_tasks(session, [one for some in visits.values() for one in some])}
    found = [RoadRound(**row._asdict(), visits=tuple(told[one.id] for one in visits[row.id])) for row in rows]
    return tuple(one for one in found if one.visits or round_id is not None)


@needs(Permission.SEE_CHILDREN)
def visit_on_road(session: OfficeSession, visit_id: uuid.UUID) -> RoadVisit:
    """One visit, in a round or not. Raises NotFound."""
    found = _visits(session, Visit.id == visit_id)
    if not found:
        raise NotFound(N_("This visit is not there any more."))
    return _with_tasks(session, found)[0]


@needs(Permission.SEE_CHILDREN)
def next_visits(session: OfficeSession, child_ids: Collection[uuid.UUID]) -> tuple[RoadVisit, ...]:
    """The next planned visit of each of these children, today or later, by day; children without one are left out."""
    first: dict[uuid.UUID, RoadVisit] = {}
    for ids in portions(child_ids):
        wanted = and_(Visit.child_id.in_(ids), Visit.outcome == PLANNED, Visit.day >= session.today)
        for visit in _visits(session, wanted):
            first.setdefault(visit.child_id, visit)
    return _with_tasks(session, sorted(first.values(), key=lambda visit: visit.day))


@needs(Permission.SEE_CHILDREN)
def coming_visits(session: OfficeSession, first: date, last: date) -> tuple[RoadVisit, ...]:
    """The planned visits from ``first`` to ``last``, by day and round, in the rounds' order."""
    wanted = and_(Visit.day.between(first, last), Visit.outcome == PLANNED)
    return _with_tasks(session, _visits(session, wanted))


@needs(Permission.SEE_NOTES)
def last_tasks(session: OfficeSession, child_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[date, str]]:
    """child -> the day and the words of the task given last; children without one are left out."""
    return {child_id: tasks[0] for child_id, tasks in _tasks(session, child_ids, _FAR).items()}


@needs(Permission.SEE_NOTES)
def written_visits(
    session: OfficeSession, child_ids: Collection[uuid.UUID], first: date, last: date
) -> tuple[WrittenVisit, ...]:
    """The visits of these children from ``first`` to ``last`` that have a result, by day."""
    found: list[WrittenVisit] = []
    for ids in portions(child_ids):
        found += _written(session, and_(Visit.child_id.in_(ids), Visit.day.between(first, last)))
    return tuple(sorted(found, key=lambda visit: (visit.day, visit.id)))


@needs(Permission.SEE_NOTES)
def written_visit(session: OfficeSession, visit_id: uuid.UUID) -> WrittenVisit | None:
    """One visit with its result; None while it has none."""
    return next(iter(_written(session, Visit.id == visit_id)), None)


def _written(session: OfficeSession, wanted: ColumnElement[bool]) -> list[WrittenVisit]:
    rows = session.execute(
        select(*Visit.__table__.c, Round.team_id)
        .outerjoin(Round, Round.id == Visit.round_id)
        .where(wanted, Visit.outcome != PLANNED)
    ).mappings()
    by_id: dict[uuid.UUID, Any] = {row["id"]: row for row in rows}
    results = results_of(session, by_id.values())
    return [
        WrittenVisit(
            visit_id, row["child_id"], row["team_id"], row["day"], row["purpose"], results[visit_id], row["keyed_by"]
        )
        for visit_id, row in by_id.items()
    ]


def _visits(session: OfficeSession, wanted: ColumnElement[bool]) -> list[RoadVisit]:
    """In the order of their rounds; those called off beforehand after the others."""
    chosen: Select[*tuple[Any, ...]] = (
        select(*_VISIT)
        .outerjoin(HomeFacts, HomeFacts.child_id == Visit.child_id)
        .outerjoin(Round, Round.id == Visit.round_id)
        .where(wanted)
        .order_by(Visit.day, Visit.round_id, Visit.position, Visit.id)
    )
    found = []
    for row in session.execute(chosen):
        values = row._asdict()
        keyed = values.pop("keyed_at") is not None
        values["directions"] = row.directions or ""
        off = called_off(row.outcome, row.day, session.today, keyed=keyed)
        found.append(RoadVisit(**values, called_off=off))
    return sorted(found, key=lambda visit: visit.called_off)


def _with_tasks(session: OfficeSession, visits: Iterable[RoadVisit]) -> tuple[RoadVisit, ...]:
    """The visits with what was given at the last one before, where it may be read."""
    every = tuple(visits)
    if not every or not session.actor.may(Permission.SEE_NOTES):  # type: ignore[attr-defined]
        return every
    tasks = _tasks(session, {visit.child_id for visit in every}, max(visit.day for visit in every))
    found = []
    for visit in every:
        earlier = (one for one in tasks.get(visit.child_id, ()) if one[0] < visit.day)
        day, task = next(earlier, (None, ""))
        found.append(replace(visit, task=task, task_day=day))
    return tuple(found)


def _tasks(
    session: OfficeSession, child_ids: Collection[uuid.UUID], before: date
) -> dict[uuid.UUID, list[tuple[date, str]]]:
    """child -> days and words of the tasks given before a day, the latest first."""
    found: dict[uuid.UUID, list[tuple[date, str]]] = {}
    for ids in portions(child_ids):
        rows = session.execute(
            select(Visit.child_id, Visit.day, Visit.task)
            .where(Visit.child_id.in_(ids), Visit.day < before, Visit.task != "")
            .order_by(Visit.day.desc(), Visit.id.desc())
        )
        for row in rows:
            found.setdefault(row.child_id, []).append((row.day, row.task))
    return found
