"""Teams, vehicles and the rules of outcomes as plain values, and who goes out in a week."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.open_days.queries import day_states
from centre_app.outreach.fleet_rules import AwayMember as AwayMember
from centre_app.outreach.fleet_rules import Crew as Crew
from centre_app.outreach.fleet_rules import Fleet as Fleet
from centre_app.outreach.fleet_rules import OffRow, TeamRow, VehicleRow, crews_on
from centre_app.outreach.models import OutcomeRule, Round, Team, TeamDay, TeamMember, Vehicle, VehicleOff
from centre_app.outreach.outcome_rules import DEFAULT_FOLLOWS, OutcomeFollow
from centre_app.places.queries import network
from centre_app.places.ways import Network
from centre_app.security.access import Permission, needs
from centre_app.sites.models import Site
from centre_app.workplace.models import StaffMember
from centre_app.workplace.queries import staff, staff_absences
from centre_app.workplace.rules import Stretch

_TEAM: tuple[Any, ...] = (
    *(Team.id, Team.name, Team.base_id, Team.vehicle_id, Team.leader_id, Team.least_members),
    *(Team.lunch_minutes, Team.lunch_from, Team.lunch_until, Team.active),
)


@needs(Permission.OWN_ACCOUNT)
def teams(session: OfficeSession, *, active_only: bool = True) -> tuple[TeamRow, ...]:
    """The teams in the centre's order, members in the order of the staff; three statements."""
    members = _grouped(
        session.execute(
            select(TeamMember.team_id, TeamMember.staff_id)
            .join(StaffMember, StaffMember.id == TeamMember.staff_id)
            .order_by(StaffMember.position, StaffMember.id)
        )
    )
    days = select(TeamDay.team_id, TeamDay.weekday, TeamDay.start_minute, TeamDay.end_minute)
    stretches: dict[uuid.UUID, list[Stretch]] = {}
    for team_id, *stretch in session.execute(days.order_by(TeamDay.weekday)):
        stretches.setdefault(team_id, []).append(Stretch(*stretch))
    wanted = select(*_TEAM).order_by(Team.position, Team.id)
    rows = session.execute(wanted.where(Team.active) if active_only else wanted)
    found = []
    for row in rows:
        facts: dict[str, Any] = dict(row._mapping)
        found.append(TeamRow(**facts, members=tuple(members.get(row.id, ())), days=tuple(stretches.get(row.id, ()))))
    return tuple(found)


@needs(Permission.OWN_ACCOUNT)
def vehicles(session: OfficeSession, *, active_only: bool = True) -> tuple[VehicleRow, ...]:
    """The vehicles in the centre's order, each with its days off, the earliest first; two statements."""
    off: dict[uuid.UUID, list[OffRow]] = {}
    wanted_off = select(
        VehicleOff.id, VehicleOff.vehicle_id, VehicleOff.first_day, VehicleOff.last_day, VehicleOff.reason
    )
    for row in session.execute(wanted_off.order_by(VehicleOff.first_day, VehicleOff.id)):
        off.setdefault(row.vehicle_id, []).append(OffRow(*row))
    wanted = select(
        Vehicle.id, Vehicle.name, Vehicle.plate, Vehicle.seats, Vehicle.fuel_per_100_km, Vehicle.active
    ).order_by(Vehicle.position, Vehicle.id)
    rows = session.execute(wanted.where(Vehicle.active) if active_only else wanted)
    return tuple(VehicleRow(*row, off=tuple(off.get(row.id, ()))) for row in rows)


@needs(Permission.OWN_ACCOUNT)
def outcome_rules(session: OfficeSession) -> dict[str, OutcomeFollow]:
    """Outcome -> what follows it: the centre's own rule, else the given one; all six, in their order."""
    rows = session.execute(
        select(OutcomeRule.outcome, OutcomeRule.again_after, OutcomeRule.follow_up_kind, OutcomeRule.follow_up_days)
    )
    own = {row.outcome: OutcomeFollow(*row[1:], own=True) for row in rows}
    return {outcome: own.get(outcome, given) for outcome, given in DEFAULT_FOLLOWS.items()}


@needs(Permission.OWN_ACCOUNT)
def my_teams(session: OfficeSession) -> tuple[uuid.UUID, ...]:
    """The teams in use that whoever is signed in is a member of, in the centre's order."""
    if session.actor.account_id is None:
        return ()
    return tuple(
        session.scalars(
            select(Team.id)
            .join(TeamMember, TeamMember.team_id == Team.id)
            .join(StaffMember, StaffMember.id == TeamMember.staff_id)
            .where(Team.active, StaffMember.account_id == session.actor.account_id)
            .order_by(Team.position, Team.id)
        )
    )


@needs(Permission.OWN_ACCOUNT)
def road_network(session: OfficeSession) -> Network:
    """All places and roads with the bases of the teams in use, so that it is known which places are cut off."""
    bases = session.scalars(select(Team.base_id).where(Team.active, Team.base_id.is_not(None)))
    return network(session, bases=[base for base in bases if base is not None])


@needs(Permission.SEE_CHILDREN)
def week_fleet(session: OfficeSession, monday: date) -> Fleet:
    """Who goes out on each day from ``monday`` to Sunday, with what; as many statements however many teams.

    Vehicles of rounds that are planned already stay with them where that can be.
    """
    days = tuple(monday + timedelta(days=more) for more in range(7))
    site_id = session.scalars(select(Site.id).order_by(Site.id).limit(1)).one_or_none()
    states = day_states(session, site_id, days[0], days[-1]) if site_id is not None else {}
    there, cars = teams(session), vehicles(session)
    people = {person.id: person for person in staff(session)}
    absences = staff_absences(session, days[0], days[-1])
    taken: dict[date, dict[uuid.UUID, uuid.UUID]] = {}
    of_rounds = select(Round.day, Round.team_id, Round.vehicle_id).where(
        Round.day.between(days[0], days[-1]), Round.vehicle_id.is_not(None)
    )
    for day, team_id, vehicle_id in session.execute(of_rounds):
        if team_id is not None and vehicle_id is not None:
            taken.setdefault(day, {})[team_id] = vehicle_id
    crews = {
        (team_id, day): crew
        for day, state in states.items()
        for team_id, crew in crews_on(day, there, people, absences, cars, state=state, taken=taken.get(day)).items()
    }
    of_teams = {key for team in there for key in team.members}
    names = {key: person.name for key, person in people.items() if key in of_teams}
    return Fleet(monday, days, states, there, cars, names, crews)


def _grouped(pairs: Iterable[Any]) -> dict[uuid.UUID, list[uuid.UUID]]:
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
