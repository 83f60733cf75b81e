"""The rounds of a week as they are planned, with their visits, as plain values."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, select

from centre_app.children.models import Child
from centre_app.children.rules import full_name, short_name
from centre_app.db.session import OfficeSession
from centre_app.db.types import UuidType
from centre_app.outreach.models import HomeFacts, Round, Visit
from centre_app.outreach.round_stops import ToStop
from centre_app.outreach.rules import PLANNED, called_off
from centre_app.security.access import Permission, needs

_ROUND, _VISIT, _CHILD, _FACTS = Round.__table__.c, Visit.__table__.c, Child.__table__.c, HomeFacts.__table__.c
_OF_VISIT = (
    *("id", "child_id", "service_id", "purpose", "day", "round_id", "position", "outcome", "planned_minute"),
    *("planned_minutes", "promised", "promised_minute", "code", "reason", "reason_note", "next_day", "keyed_at"),
)
_OF_ROUND = (
    *("id", "team_id", "day", "vehicle_id", "start_minute", "end_minute", "lunch_minute", "planned_km", "set_at"),
)


@dataclass(frozen=True)
class PlannedVisit:
    """A visit in the plan. ``position`` counts from 0; those called off beforehand stand after the others."""

    id: uuid.UUID
    child_id: uuid.UUID
    number: str
    surname: str
    given_name: str
    patronymic: str
    service_id: uuid.UUID | None
    purpose: str  # code list visit_purpose
    place_id: uuid.UUID | None
    day: date
    round_id: uuid.UUID | None
    position: int
    outcome: str
    planned_minute: int | None
    planned_minutes: int
    promised: bool
    promised_minute: int | None
    code: str | None
    keyed: bool
    reason: str | None
    reason_note: str
    next_day: date | None

    @property
    def name(self) -> str:
        """Surname, given name, patronymic."""
        return full_name(self.surname, self.given_name, self.patronymic)

    @property
    def short_name(self) -> str:
        """Surname and given name."""
        return short_name(self.surname, self.given_name)

    @property
    def open(self) -> bool:
        """Whether it is still to be made."""
        return self.outcome == PLANNED

    @property
    def cancelled(self) -> bool:
        """Called off beforehand: it stays in its round and is no stop of it."""
        return self.outcome != PLANNED and not self.keyed

    def to_stop(self) -> ToStop:
        """As laying out takes it."""
        promised = self.promised_minute if self.promised else None
        return ToStop(self.id, self.child_id, self.service_id, self.planned_minutes, promised)


@dataclass(frozen=True)
class PlannedRound:
    """A team's round of a day; ``is_set``: said to the team."""

    id: uuid.UUID
    team_id: uuid.UUID | None
    day: date
    vehicle_id: uuid.UUID | None
    start_minute: int | None
    end_minute: int | None
    lunch_minute: int | None
    planned_km: float
    is_set: bool
    visits: tuple[PlannedVisit, ...]

    @property
    def stops(self) -> tuple[PlannedVisit, ...]:
        """Its visits but those called off beforehand."""
        return tuple(visit for visit in self.visits if not visit.cancelled)


@dataclass(frozen=True)
class PlannedWeek:
    """The rounds from Monday to Sunday; ``loose``: visits of the week without a round."""

    monday: date
    rounds: tuple[PlannedRound, ...]
    loose: tuple[PlannedVisit, ...]

    def round_of(self, team_id: uuid.UUID, day: date) -> PlannedRound | None:
        """The round of a team on a day."""
        return next((one for one in self.rounds if (one.team_id, one.day) == (team_id, day)), None)


@needs(Permission.SEE_CHILDREN)
def planned_week(session: OfficeSession, monday: date) -> PlannedWeek:
    """The week's rounds by day and team, and its visits; two statements."""
    span = {"first": monday, "last": monday + timedelta(days=6)}
    rounds = session.execute(_ROUNDS, span).all()
    visits = [_visit(row, session.today) for row in session.execute(_VISITS_BETWEEN, span)]
    return PlannedWeek(monday, _with_visits(rounds, visits), tuple(one for one in visits if one.round_id is None))


@needs(Permission.SEE_CHILDREN)
def planned_round(session: OfficeSession, round_id: uuid.UUID) -> PlannedRound | None:
    """One round with its visits; None where there is none (any more)."""
    rounds = session.execute(select(*_round_columns()).where(_ROUND.id == round_id)).all()
    visits = [_visit(row, session.today) for row in session.execute(_VISITS_OF, {"round_id": round_id})]
    return next(iter(_with_visits(rounds, visits)), None)


def _round_columns() -> list[ColumnElement[Any]]:
    return [_ROUND[name] for name in _OF_ROUND]


_ROUNDS = (
    select(*_round_columns())
    .where(_ROUND.day.between(bindparam("first"), bindparam("last")))
    .order_by(_ROUND.day, _ROUND.start_minute, _ROUND.id)
)
_VISITS = (
    select(
        *(_VISIT[name] for name in _OF_VISIT),
        *(_CHILD.number, _CHILD.surname, _CHILD.given_name, _CHILD.patronymic, _FACTS.place_id),
    )
    .select_from(Visit.__table__)
    .join(Child.__table__, _CHILD.id == _VISIT.child_id)
    .outerjoin(HomeFacts.__table__, _FACTS.child_id == _VISIT.child_id)
    .order_by(_VISIT.day, _VISIT.round_id, _VISIT.position, _VISIT.id)
)
_VISITS_BETWEEN = _VISITS.where(_VISIT.day.between(bindparam("first"), bindparam("last")))
_VISITS_OF = _VISITS.where(_VISIT.round_id == bindparam("round_id", type_=UuidType))


def _visit(row: Any, today: date) -> PlannedVisit:
    values = {name: value for name, value in row._mapping.items() if name != "keyed_at"}
    keyed = row.keyed_at is not None
    return PlannedVisit(**values, keyed=keyed and not called_off(row.outcome, row.day, today, keyed=keyed))


def _with_visits(rounds: Iterable[Row[Any]], visits: list[PlannedVisit]) -> tuple[PlannedRound, ...]:
    of_round: dict[uuid.UUID | None, list[PlannedVisit]] = {}
    for visit in visits:
        of_round.setdefault(visit.round_id, []).append(visit)
    return tuple(
        PlannedRound(
            **{name: value for name, value in row._mapping.items() if name != "set_at"},
            is_set=row.set_at is not None,
            visits=tuple(of_round.get(row.id, ())),
        )
        for row in rounds
    )
