"""Writing down the teams: who goes out together, on which days, from where."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.outreach.fleet_rows import check_name, move, next_position
from centre_app.outreach.models import Team, TeamDay, TeamMember, Vehicle
from centre_app.places.models import Place
from centre_app.security.access import Permission, needs
from centre_app.typed import typed_line
from centre_app.workplace.models import StaffMember
from centre_app.workplace.rows import found, keep_in_step, site_id
from centre_app.workplace.rules import DAY_MINUTES, Stretch, check_number, check_stretches

MOST_MEMBERS = 20
LONGEST_LUNCH = 180  # minutes
_FACTS = (
    *("name", "base_id", "vehicle_id", "leader_id", "least_members"),
    *("lunch_minutes", "lunch_from", "lunch_until", "active"),
)


@dataclass(frozen=True)
class TeamInput:
    """A team, whole. ``days``: one stretch a weekday. Lunch begins between two minutes of the day; 0 minutes: none."""

    name: str
    base_id: uuid.UUID | None = None  # the place where rounds begin and end
    vehicle_id: uuid.UUID | None = None  # the usual one
    leader_id: uuid.UUID | None = None
    least_members: int = 1
    lunch_minutes: int = 45
    lunch_from: int = 720
    lunch_until: int = 840
    members: tuple[uuid.UUID, ...] = ()
    days: tuple[Stretch, ...] = ()
    active: bool = True


@needs(Permission.MANAGE_CENTRE)
def add_team(session: OfficeSession, team: TeamInput) -> uuid.UUID:
    """Write down a team; it comes last. Raises UserError at the field that is wrong."""
    clean = _checked(session, None, team)
    created = Team(
        id=new_id(),
        site_id=site_id(session),
        position=next_position(session, Team),
        **{name: getattr(clean, name) for name in _FACTS},
    )
    session.add(created)
    session.flush()
    _write_parts(session, created.id, clean)
    return created.id


@needs(Permission.MANAGE_CENTRE)
def change_team(session: OfficeSession, team_id: uuid.UUID, team: TeamInput) -> None:
    """Make a team as it is given, whole. Rounds that are planned stay. Raises UserError at the field that is wrong."""
    row = found(session, Team, team_id)
    clean = _checked(session, row, team)
    for name in _FACTS:
        setattr(row, name, getattr(clean, name))
    _write_parts(session, team_id, clean)


@needs(Permission.MANAGE_CENTRE)
def use_team(session: OfficeSession, team_id: uuid.UUID, active: bool) -> None:
    """Take a team out of use, or into use again. Its rounds stay. Raises UserError where its name is taken."""
    row = found(session, Team, team_id)
    if active:
        check_name(session, Team, team_id, row.name)
    row.active = active


@needs(Permission.MANAGE_CENTRE)
def move_team(session: OfficeSession, team_id: uuid.UUID, by: int) -> None:
    """Move a team ``by`` places down in the order (up where negative)."""
    move(session, Team, team_id, by)


def _checked(session: OfficeSession, row: Team | None, team: TeamInput) -> TeamInput:
    name = typed_line(team.name, field="name", label=N_("Name"), limit=200, needed=True)
    if team.active:
        check_name(session, Team, row.id if row is not None else None, name)
    _check_base(session, row, team.base_id)
    if team.vehicle_id is not None and session.get(Vehicle, team.vehicle_id) is None:
        raise UserError(N_("This vehicle is not there any more."), field="vehicle_id")
    members = tuple(dict.fromkeys(team.members))
    _check_members(session, members, team)
    check_stretches(team.days, field="days")
    if len({each.weekday for each in team.days}) < len(team.days):
        raise UserError(N_("A team is out once a day: write one stretch of hours."), field="days")
    check_number(team.lunch_minutes, 0, LONGEST_LUNCH, field="lunch_minutes", label=N_("Lunch, minutes"))
    if not 0 <= team.lunch_from <= team.lunch_until < DAY_MINUTES:
        raise UserError(N_("Lunch begins between an earlier and a later time."), field="lunch")
    return replace(team, name=name, members=members)


def _check_base(session: OfficeSession, row: Team | None, base_id: uuid.UUID | None) -> None:
    """A base that went out of use later stays the team's until somebody chooses another."""
    if base_id is None or (row is not None and row.base_id == base_id):
        return
    base = session.get(Place, base_id)
    if base is None or not base.active:
        raise UserError(N_("This place is not in use any more."), field="base_id")


def _check_members(session: OfficeSession, members: tuple[uuid.UUID, ...], team: TeamInput) -> None:
    there = set(session.scalars(select(StaffMember.id).where(StaffMember.id.in_(members)))) if members else set()
    if len(there) < len(members):
        raise UserError(N_("This person is not on the staff any more."), field="members")
    if team.leader_id is not None and team.leader_id not in there:
        raise UserError(N_("The leader is one of the members."), field="leader_id")
    check_number(team.least_members, 1, MOST_MEMBERS, field="least_members", label=N_("Goes with at least"))
    if members and team.least_members > len(members):
        raise UserError(N_("The team has fewer members than that."), field="least_members")


def _write_parts(session: OfficeSession, team_id: uuid.UUID, team: TeamInput) -> None:
    keep_in_step(
        session,
        session.scalars(select(TeamMember).where(TeamMember.team_id == team_id)),
        [TeamMember(team_id=team_id, staff_id=key) for key in team.members],
        lambda row: row.staff_id,
    )
    there = {row.weekday: row for row in session.scalars(select(TeamDay).where(TeamDay.team_id == team_id))}
    wanted = {each.weekday: each for each in team.days}
    for weekday, row in there.items():
        if weekday not in wanted:
            session.delete(row)
    for weekday, each in sorted(wanted.items()):
        if weekday in there:
            there[weekday].start_minute, there[weekday].end_minute = each.start_minute, each.end_minute
        else:
            session.add(
                TeamDay(team_id=team_id, weekday=weekday, start_minute=each.start_minute, end_minute=each.end_minute)
            )
