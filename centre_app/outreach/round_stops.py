"""Visits as the stops of a round, and a team's day as its frame: what laying out needs, read in a few statements."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, bindparam, select

from centre_app.db.session import OfficeSession
from centre_app.db.types import UuidType
from centre_app.outreach.fleet_rules import Fleet
from centre_app.outreach.models import HomeFacts, HomeService, HomeServiceSkill
from centre_app.outreach.schedule import MIDNIGHT, Frame, Hours, Lunch, Stop
from centre_app.places.ways import Network
from centre_app.security.access import Permission, needs

_AT_ONCE = 500  # values in one IN list: engines have limits
_FACTS, _SERVICE, _SKILL = HomeFacts.__table__, HomeService.__table__, HomeServiceSkill.__table__
_NO_TEAM = uuid.UUID(int=0)
# Made once: putting a statement together costs more than sending it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True, type_=UuidType)
_HOMES = select(_FACTS.c.child_id, _FACTS.c.place_id, _FACTS.c.days, _FACTS.c.from_minute, _FACTS.c.until_minute).where(
    _FACTS.c.child_id.in_(_IDS)
)
_TEAMS = select(_SERVICE.c.id, _SERVICE.c.team_id).where(_SERVICE.c.id.in_(_IDS))
_SKILLS = select(_SKILL.c.service_id, _SKILL.c.session_type).where(_SKILL.c.service_id.in_(_IDS))


@dataclass(frozen=True)
class ToStop:
    """A visit or a line to be planned, as far as it stands in the visit itself."""

    key: uuid.UUID
    child_id: uuid.UUID
    service_id: uuid.UUID | None
    minutes: int
    promised: int | None = None


class _Home(NamedTuple):
    place_id: uuid.UUID | None = None
    days: str = "1234567"
    from_minute: int | None = None
    until_minute: int | None = None


_UNKNOWN = _Home()


@needs(Permission.SEE_CHILDREN)
def stops_of(session: OfficeSession, asked: Iterable[ToStop], network: Network) -> dict[uuid.UUID, Stop]:
    """Key -> the stop, with what is known of the home and what the home service asks; three statements for each 500."""
    wanted = list(asked)
    homes = _homes(session, {one.child_id for one in wanted})
    services = _services(session, {one.service_id for one in wanted if one.service_id is not None})
    stops = {}
    for one in wanted:
        home = homes.get(one.child_id, _UNKNOWN)
        place = network.places.get(home.place_id) if home.place_id is not None else None
        team, skills = services[one.service_id] if one.service_id in services else (None, frozenset[str]())
        stops[one.key] = Stop(
            key=one.key,
            place=home.place_id,
            minutes=one.minutes,
            from_minute=home.from_minute or 0,
            until_minute=home.until_minute or MIDNIGHT,
            promised=one.promised,
            days=home.days,
            market_days=place.market_days if place else "",
            skills=skills,
            team=team,
        )
    return stops


def frame_of(
    fleet: Fleet,
    team_id: uuid.UUID | None,
    day: date,
    vehicle_id: uuid.UUID | None,
    taken: Mapping[uuid.UUID, uuid.UUID],
) -> Frame:
    """A team's day. ``vehicle_id`` is what the round was given; ``taken``: vehicle -> the team that has it that day.

    A vehicle that is off, out of use or with another team counts as none.
    """
    team = fleet.team(team_id) if team_id is not None else None
    crew = fleet.crews.get((team_id, day)) if team_id is not None else None
    vehicle = fleet.vehicle(vehicle_id) if vehicle_id is not None else None
    free = vehicle is not None and vehicle.off_on(day) is None and taken.get(vehicle.id, team_id) == team_id
    seats = vehicle is None or crew is None or vehicle.seats >= len(crew.there)
    return Frame(
        day=day,
        team=team_id or _NO_TEAM,
        base=team.base_id if team else None,
        hours=Hours(*crew.hours) if crew and crew.hours else None,
        lunch=Lunch(team.lunch_minutes, team.lunch_from, team.lunch_until) if team else Lunch(0, 0, 0),
        members=len(crew.there) if crew else 0,
        least_members=team.least_members if team else 0,
        skills=crew.skills if crew else frozenset(),
        vehicle=vehicle_id if free and seats else None,
        open=fleet.open_days[day].open,
    )


def _homes(session: OfficeSession, child_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, _Home]:
    found: dict[uuid.UUID, _Home] = {}
    wanted = list(child_ids)
    for at in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(_HOMES, {"ids": wanted[at : at + _AT_ONCE]})
        found.update((row[0], _Home(*row[1:])) for row in rows)
    return found


def _services(
    session: OfficeSession, service_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, tuple[uuid.UUID | None, frozenset[str]]]:
    wanted = list(service_ids)
    teams: dict[uuid.UUID, uuid.UUID | None] = {}
    skills: dict[uuid.UUID, set[str]] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        some = {"ids": wanted[at : at + _AT_ONCE]}
        teams.update((row.id, row.team_id) for row in session.execute(_TEAMS, some))
        for row in session.execute(_SKILLS, some):
            skills.setdefault(row.service_id, set()).add(row.session_type)
    return {one: (team, frozenset(skills.get(one, ()))) for one, team in teams.items()}
