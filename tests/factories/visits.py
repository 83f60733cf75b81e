"""Rounds of planned visits for tests, straight into the tables: as they stand when the team comes back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id, utc_now
from centre_app.outreach.codes import make_code
from centre_app.outreach.models import Round, Team, Vehicle, Visit
from centre_app.workplace.models import StaffMember


def make_going_team(
    session: OfficeSession, site_id: uuid.UUID, name: str = "Гурӯҳи кӯҳ", *, leader: uuid.UUID | None = None
) -> uuid.UUID:
    """A team with a leader and nothing else."""
    if leader is None:
        leader = new_id()
        session.add(StaffMember(id=leader, site_id=site_id, name="Шарипов Далер"))
        session.flush()
    team_id = new_id()
    session.add(Team(id=team_id, site_id=site_id, name=name, leader_id=leader))
    session.flush()
    return team_id


def make_car(session: OfficeSession, site_id: uuid.UUID, name: str = "УАЗ", fuel: float = 14.0) -> uuid.UUID:
    """A vehicle that takes ``fuel`` litres for 100 km."""
    vehicle_id = new_id()
    session.add(Vehicle(id=vehicle_id, site_id=site_id, name=name, fuel_per_100_km=fuel))
    session.flush()
    return vehicle_id


def make_planned_round(
    session: OfficeSession,
    site_id: uuid.UUID,
    children: Sequence[uuid.UUID],
    day: date,
    *,
    team: uuid.UUID | None = None,
    **columns: Any,
) -> tuple[uuid.UUID, list[uuid.UUID]]:
    """A set round with a planned visit to each child in this order; gives the round and its visits."""
    round_id = new_id()
    usual: dict[str, Any] = {"planned_km": 42.0, "start_minute": 480, "end_minute": 900, "set_at": utc_now()}
    session.add(Round(id=round_id, site_id=site_id, day=day, team_id=team, **(usual | columns)))
    session.flush()
    visits = []
    for position, child_id in enumerate(children):
        visit = Visit(
            id=new_id(),
            site_id=site_id,
            round_id=round_id,
            child_id=child_id,
            day=day,
            position=position,
            code=make_code(),
            planned_minute=540 + 60 * position,
        )
        session.add(visit)
        visits.append(visit.id)
    session.flush()
    return round_id, visits
