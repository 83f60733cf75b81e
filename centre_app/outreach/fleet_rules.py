"""Who of a team is there on a day, what it can give, and which vehicle takes it. Pure.

A member is away who does not work that day, or whose absences take more than half of the team's hours. With fewer than
its least number a team does not go. No vehicle goes twice on a day (``vehicle_sharing``).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from centre_app.language.translate import N_, Message
from centre_app.open_days.rules import DayState
from centre_app.outreach.vehicle_sharing import Want, share_vehicles
from centre_app.workplace.rules import DAY_MINUTES, Away, Span, Stretch, Working, works_on
from centre_app.workplace.times import spans_of, without

CLOSED, NOT_OUT, NO_BASE, FEW, NO_VEHICLE = "closed", "not_out", "base", "few", "vehicle"
_WHOLE_DAY: Span = (0, DAY_MINUTES)


class Worker(Working, Protocol):
    """Somebody of the staff with what they can give."""

    @property
    def skills(self) -> Sequence[str]:
        """Code list session_type."""


class Absence(Away, Protocol):
    """An absence of somebody."""

    @property
    def staff_id(self) -> uuid.UUID:
        """Whose."""


@dataclass(frozen=True)
class TeamRow:
    """People who go out together. ``days``: one stretch a weekday, from when to when they may be away from the base."""

    id: uuid.UUID
    name: str
    base_id: uuid.UUID | None
    vehicle_id: uuid.UUID | None  # the usual one
    leader_id: uuid.UUID | None
    least_members: int
    lunch_minutes: int
    lunch_from: int
    lunch_until: int
    active: bool
    members: tuple[uuid.UUID, ...] = ()
    days: tuple[Stretch, ...] = ()

    def hours_on(self, day: date) -> Span | None:
        """From when to when the team is out on that weekday; None: it is not."""
        spans = spans_of(self.days, day.isoweekday())
        return spans[0] if spans else None


@dataclass(frozen=True)
class OffRow:
    """Days, both in, when a vehicle is not to be had."""

    id: uuid.UUID
    vehicle_id: uuid.UUID
    first_day: date
    last_day: date
    reason: str


@dataclass(frozen=True)
class VehicleRow:
    """A car of the centre. ``seats``: with the driver's; ``fuel_per_100_km`` in litres."""

    id: uuid.UUID
    name: str
    plate: str
    seats: int
    fuel_per_100_km: float
    active: bool
    off: tuple[OffRow, ...] = ()

    def off_on(self, day: date) -> OffRow | None:
        """Why it is not to be had on that day, None where it is."""
        return next((off for off in self.off if off.first_day <= day <= off.last_day), None)


@dataclass(frozen=True)
class AwayMember:
    """A member who is not there, and why in words."""

    staff_id: uuid.UUID
    name: str
    why: Message


@dataclass(frozen=True)
class Crew:
    """A team on a day. ``hours`` None: it is not out on this weekday, or the centre is closed.

    ``why_not`` says why it cannot go, None: it goes; ``why_kind`` is CLOSED, NOT_OUT, NO_BASE, FEW, NO_VEHICLE or "".
    """

    team_id: uuid.UUID
    day: date
    hours: Span | None
    there: tuple[uuid.UUID, ...] = ()
    away: tuple[AwayMember, ...] = ()
    skills: frozenset[str] = frozenset()
    vehicle_id: uuid.UUID | None = None
    why_not: Message | None = None
    why_kind: str = ""

    @property
    def goes(self) -> bool:
        """Whether the team can go out that day."""
        return self.why_not is None


@dataclass(frozen=True)
class Fleet:
    """The teams of a week, Monday to Sunday. ``teams`` and ``vehicles`` are those in use, in the centre's order."""

    monday: date
    days: tuple[date, ...]
    open_days: Mapping[date, DayState]
    teams: tuple[TeamRow, ...]
    vehicles: tuple[VehicleRow, ...]
    staff: Mapping[uuid.UUID, str]
    crews: Mapping[tuple[uuid.UUID, date], Crew] = field(default_factory=dict)

    def crew(self, team_id: uuid.UUID, day: date) -> Crew:
        """The team on that day; one that is out of use, or a day of another week, cannot go."""
        found = self.crews.get((team_id, day))
        if found is not None:
            return found
        return Crew(team_id, day, None, why_not=Message(N_("This team is out of use.")), why_kind=NOT_OUT)

    def team(self, team_id: uuid.UUID | None) -> TeamRow | None:
        """The team in use with this id."""
        return next((team for team in self.teams if team.id == team_id), None)

    def vehicle(self, vehicle_id: uuid.UUID | None) -> VehicleRow | None:
        """The vehicle in use with this id."""
        return next((vehicle for vehicle in self.vehicles if vehicle.id == vehicle_id), None)


def why_away(person: Worker, absences: Iterable[Away], day: date, hours: Span) -> Message | None:
    """Why somebody cannot go with the team that is out in these hours; None: they go.

    An absence of half of the hours or less does not keep anybody. Who has no working hours written down is there
    whenever the team is.
    """
    name = person.name
    if person.works_from is not None and day < person.works_from:
        return Message(N_("{name} works here from {day} on."), {"name": name, "day": person.works_from})
    if not works_on(person, day):
        return Message(N_("{name} works here until {day}."), {"name": name, "day": person.works_until})
    if person.hours and not spans_of(person.hours, day.isoweekday()):
        return Message(N_("{name} does not work on this day of the week."), {"name": name})
    away = [each for each in absences if each.first_day <= day <= each.last_day]
    left = without([hours], [_span(each) for each in away])
    if 2 * sum(end - start for start, end in left) >= hours[1] - hours[0]:
        return None
    reason = next((each.reason for each in away if each.reason), "")
    if reason:
        return Message(N_("{name} is away: {reason}."), {"name": name, "reason": reason})
    return Message(N_("{name} is away."), {"name": name})


def crew_on(
    team: TeamRow, day: date, people: Mapping[uuid.UUID, Worker], absences: Sequence[Absence], state: DayState
) -> Crew:
    """The team on a day before vehicles are shared out. ``people``: staff by id; ``absences`` may be of anybody."""
    hours = team.hours_on(day)
    there: list[uuid.UUID] = []
    away: list[AwayMember] = []
    for key in team.members:
        person = people.get(key)
        if person is None:
            continue
        own = [each for each in absences if each.staff_id == key]
        why = why_away(person, own, day, hours or _WHOLE_DAY)
        if why is None:
            there.append(key)
        else:
            away.append(AwayMember(key, person.name, why))
    skills = frozenset(skill for key in there for skill in people[key].skills)
    kind, words = _why_not(team, hours, len(there), state)
    return Crew(
        team.id,
        day,
        hours if state.open else None,
        tuple(there),
        tuple(away),
        skills,
        why_not=words,
        why_kind=kind,
    )


def crews_on(
    day: date,
    teams: Sequence[TeamRow],
    people: Mapping[uuid.UUID, Worker],
    absences: Sequence[Absence],
    vehicles: Sequence[VehicleRow],
    *,
    state: DayState,
    taken: Mapping[uuid.UUID, uuid.UUID] | None = None,
) -> dict[uuid.UUID, Crew]:
    """All teams of a day, with their vehicles. ``taken``: team -> the vehicle of its round that is planned already.

    A vehicle of a team that is not among ``teams`` is not to be had.
    """
    taken = taken or {}
    crews = {team.id: crew_on(team, day, people, absences, state) for team in teams}
    elsewhere = {vehicle for team, vehicle in taken.items() if team not in crews}
    free = [one for one in vehicles if one.active and one.off_on(day) is None and one.id not in elsewhere]
    wanted = [
        Want(team.id, len(crews[team.id].there), team.vehicle_id, taken.get(team.id))
        for team in teams
        if crews[team.id].goes
    ]
    shared = share_vehicles(wanted, {vehicle.id: vehicle.seats for vehicle in free})
    for want in wanted:
        crew = crews[want.team_id]
        if want.team_id in shared:
            crews[want.team_id] = replace(crew, vehicle_id=shared[want.team_id])
        else:
            words = _why_no_vehicle(want, day, vehicles, free)
            crews[want.team_id] = replace(crew, why_not=words, why_kind=NO_VEHICLE)
    return crews


def _why_not(team: TeamRow, hours: Span | None, there: int, state: DayState) -> tuple[str, Message | None]:
    if not state.open:
        return CLOSED, state.why or Message(N_("The centre is closed"))
    if hours is None:
        return NOT_OUT, Message(N_("{name} is not out on this day of the week."), {"name": team.name})
    if team.base_id is None:
        return NO_BASE, Message(N_("{name} has no base: where does it leave from?"), {"name": team.name})
    if there < team.least_members:
        values = {"name": team.name, "n": there, "least": team.least_members}
        return FEW, Message(N_("Too few of {name} are there: {n} of at least {least}."), values)
    return "", None


def _why_no_vehicle(want: Want, day: date, vehicles: Sequence[VehicleRow], free: Sequence[VehicleRow]) -> Message:
    if free and all(vehicle.seats < want.people for vehicle in free):
        return Message(N_("No free vehicle has {n} seats."), {"n": want.people})
    usual = next((vehicle for vehicle in vehicles if vehicle.id == want.usual), None)
    off = usual.off_on(day) if usual is not None else None
    if usual is not None and off is not None:
        values = {"name": usual.name, "day": off.last_day}
        return Message(N_("No vehicle is free: {name} is not to be had until {day}."), values)
    return Message(N_("No vehicle is free."))


def _span(away: Away) -> Span:
    if away.start_minute is None or away.end_minute is None:
        return _WHOLE_DAY
    return away.start_minute, away.end_minute
