"""Rounds and what is keyed of them: which are open, which weeks are not closed, where a printed code leads."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, select

from centre_app.children.models import Child
from centre_app.children.rules import short_name
from centre_app.db.session import OfficeSession
from centre_app.outreach.codes import clean_code
from centre_app.outreach.models import Round, Team, Vehicle, Visit
from centre_app.outreach.rules import PLANNED
from centre_app.security.access import Permission, needs

_ROUND, _VISIT = Round.__table__.c, Visit.__table__.c
_TEAM, _VEHICLE, _CHILD = Team.__table__.c, Vehicle.__table__.c, Child.__table__.c


@dataclass(frozen=True)
class RoundRow:
    """A round in a list. ``keyed``: visits that have an outcome; ``km`` 0.0: not keyed."""

    id: uuid.UUID
    day: date
    team_id: uuid.UUID | None
    team: str
    vehicle_id: uuid.UUID | None
    vehicle: str
    visits: int
    keyed: int
    km: float
    planned_km: float
    is_set: bool
    start_minute: int | None
    end_minute: int | None

    @property
    def open(self) -> int:
        """Visits without a result."""
        return self.visits - self.keyed


@dataclass(frozen=True)
class FoundVisit:
    """Where a code leads. ``round_id`` None: the visit is in no round."""

    visit_id: uuid.UUID
    round_id: uuid.UUID | None
    child_id: uuid.UUID
    day: date
    outcome: str
    edition: int
    code: str


@dataclass(frozen=True)
class OpenWeek:
    """A team's week that is not closed: ``visits`` of days gone by have no result. ``first_…``: where to begin."""

    monday: date
    team_id: uuid.UUID | None
    team: str
    visits: int
    first_round: uuid.UUID | None
    first_visit: uuid.UUID


@dataclass(frozen=True)
class MissingResult:
    """A visit of a day gone by that is still planned."""

    visit_id: uuid.UUID
    round_id: uuid.UUID | None
    day: date
    team_id: uuid.UUID | None
    team: str
    child_id: uuid.UUID
    child: str
    number: str
    code: str | None


@needs(Permission.SEE_CHILDREN)
def rounds_between(
    session: OfficeSession, first: date, last: date, *, team_id: uuid.UUID | None = None
) -> tuple[RoundRow, ...]:
    """The rounds from ``first`` to ``last``, both in, by day and the teams' order; two statements."""
    span = and_(_ROUND.day.between(first, last), *(() if team_id is None else (_ROUND.team_id == team_id,)))
    counts = {
        round_id: (visits, int(still))
        for round_id, visits, still in session.execute(
            select(_VISIT.round_id, func.count(), func.sum(case((_VISIT.outcome == PLANNED, 1), else_=0)))
            .join(Round.__table__, _ROUND.id == _VISIT.round_id)
            .where(span)
            .group_by(_VISIT.round_id)
        )
    }
    found = []
    for row in session.execute(_rounds().where(span)):
        visits, still = counts.get(row.id, (0, 0))
        found.append(
            RoundRow(
                id=row.id,
                day=row.day,
                team_id=row.team_id,
                team=row.team,
                vehicle_id=row.vehicle_id,
                vehicle=row.vehicle,
                visits=visits,
                keyed=visits - still,
                km=row.km,
                planned_km=row.planned_km,
                is_set=row.set_at is not None,
                start_minute=row.start_minute,
                end_minute=row.end_minute,
            )
        )
    return tuple(found)


@needs(Permission.SEE_CHILDREN)
def find_visit(session: OfficeSession, code: str) -> FoundVisit | None:
    """The visit whose form bears this code, as it was typed or scanned; None where there is none such."""
    clean = clean_code(code)
    if clean is None:
        return None
    row = session.execute(
        select(
            _VISIT.id, _VISIT.round_id, _VISIT.child_id, _VISIT.day, _VISIT.outcome, _VISIT.edition, _VISIT.code
        ).where(_VISIT.code == clean)
    ).one_or_none()
    return None if row is None else FoundVisit(*row)


@needs(Permission.SEE_CHILDREN)
def open_weeks(session: OfficeSession, today: date) -> tuple[OpenWeek, ...]:
    """The weeks of teams that are not closed, the oldest first; one statement."""
    weeks: dict[tuple[date, uuid.UUID | None], list[Any]] = {}
    for row in session.execute(
        _missing(today, _VISIT.id, _VISIT.round_id, _VISIT.day, _TEAM.id.label("team_id"), _TEAM.name.label("team"))
    ):
        monday = row.day - timedelta(days=row.day.weekday())
        weeks.setdefault((monday, row.team_id), []).append(row)
    return tuple(
        OpenWeek(monday, team_id, rows[0].team or "", len(rows), rows[0].round_id, rows[0].id)
        for (monday, team_id), rows in sorted(weeks.items(), key=lambda one: (one[0][0], one[1][0].team or ""))
    )


@needs(Permission.SEE_CHILDREN)
def missing_results(
    session: OfficeSession, today: date, *, team_id: uuid.UUID | None = None
) -> tuple[MissingResult, ...]:
    """Every visit before ``today`` without a result, the oldest first, in the order of its round."""
    wanted = _missing(
        today,
        _VISIT.id,
        _VISIT.round_id,
        _VISIT.day,
        _TEAM.id.label("team_id"),
        _TEAM.name.label("team"),
        _VISIT.child_id,
        _CHILD.surname,
        _CHILD.given_name,
        _CHILD.number,
        _VISIT.code,
    ).join(Child.__table__, _CHILD.id == _VISIT.child_id)
    if team_id is not None:
        wanted = wanted.where(_TEAM.id == team_id)
    return tuple(
        MissingResult(
            visit_id=row.id,
            round_id=row.round_id,
            day=row.day,
            team_id=row.team_id,
            team=row.team or "",
            child_id=row.child_id,
            child=short_name(row.surname, row.given_name),
            number=row.number,
            code=row.code,
        )
        for row in session.execute(wanted)
    )


def _rounds() -> Select[*tuple[Any, ...]]:
    return (
        select(
            _ROUND.id,
            _ROUND.day,
            _ROUND.team_id,
            func.coalesce(_TEAM.name, "").label("team"),
            _ROUND.vehicle_id,
            func.coalesce(_VEHICLE.name, "").label("vehicle"),
            _ROUND.km,
            _ROUND.planned_km,
            _ROUND.set_at,
            _ROUND.start_minute,
            _ROUND.end_minute,
        )
        .select_from(Round.__table__)
        .outerjoin(Team.__table__, _TEAM.id == _ROUND.team_id)
        .outerjoin(Vehicle.__table__, _VEHICLE.id == _ROUND.vehicle_id)
        .order_by(_ROUND.day, func.coalesce(_TEAM.position, -1), _TEAM.name, _ROUND.id)
    )


def _missing(today: date, *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(Visit.__table__)
        .outerjoin(Round.__table__, _ROUND.id == _VISIT.round_id)
        .outerjoin(Team.__table__, _TEAM.id == _ROUND.team_id)
        .where(_VISIT.outcome == PLANNED, _VISIT.day < today)
        .order_by(_VISIT.day, func.coalesce(_TEAM.position, -1), _VISIT.round_id, _VISIT.position, _VISIT.id)
    )
