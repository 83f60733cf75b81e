"""A week of rounds to be proposed, read from the due list, the plan, teams, vehicles and roads."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from centre_app.codelists.queries import labels
from centre_app.db.session import OfficeSession
from centre_app.outreach.due_rules import DUE, PLANNED_STATE, UNKNOWN_RISK, weight
from centre_app.outreach.fleet_queries import road_network, week_fleet
from centre_app.outreach.fleet_rules import Fleet
from centre_app.outreach.models import HomeFacts, HomeService
from centre_app.outreach.planned_queries import PlannedRound, PlannedVisit, PlannedWeek, planned_week
from centre_app.places.ways import Network, Way
from centre_app.rounds.due import DueVisit, due_list
from centre_app.rounds.problem import Candidate, Car, DayWays, Draft, Missing, Pin, Problem, Shift
from centre_app.rounds.round_names import ChildName, Names
from centre_app.security.access import Permission, needs

_USUAL_INTERVAL = 28  # days: what a single visit is weighed by
_MIDNIGHT = 1440
_AT_ONCE = 500  # ids asked for in one statement


@dataclass(frozen=True)
class Asked:
    """A week's problem, and the names for showing what comes of it."""

    problem: Problem
    names: Names


@needs(Permission.PLAN_ROUNDS)
def week_to_plan(session: OfficeSession, monday: date, *, language: str, from_day: date | None = None) -> Asked:
    """The week of a day, from ``from_day`` on (the running week: from today on). Earlier days stay as they are, and so
    does a round of which something is keyed.

    Asked for are all lines of the due list whose window opens in this week, and the visits that are planned in it.
    About forty statements, however many children, places and teams there are.
    """
    monday -= timedelta(days=monday.weekday())
    sunday = monday + timedelta(days=6)
    first = max(from_day or monday, monday)
    if session.today <= sunday:
        first = max(first, session.today)
    lines = due_list(session, first, until=sunday, language=language, states=(DUE, PLANNED_STATE))
    week, fleet, network = planned_week(session, monday), week_fleet(session, monday), road_network(session)
    open_rounds = [one for one in week.rounds if one.day >= first and not any(visit.keyed for visit in one.visits)]
    shifts, missing = _shifts(fleet, first, week)
    candidates = _Candidates(first, sunday, network, shifts)
    candidates.take_lines(lines, _open_visits(open_rounds, week, first), _end_days(session, first, sunday))
    candidates.take_others(_risks(session, candidates.others()))
    found = tuple(sorted(candidates.found, key=lambda one: (one.weight, one.key), reverse=True))
    problem = Problem(
        monday=monday,
        from_day=first,
        candidates=found,
        shifts=shifts,
        cars=tuple(Car(vehicle.id, vehicle.seats) for vehicle in fleet.vehicles),
        ways=_ways(network, shifts, found),
        missing=missing,
        drafts=tuple(_draft(one, candidates.key_of) for one in open_rounds if one.team_id is not None),
    )
    return Asked(problem, _names(lines, week, fleet, network, labels(session, "visit_purpose", language)))


def _shifts(fleet: Fleet, first: date, week: PlannedWeek) -> tuple[tuple[Shift, ...], tuple[Missing, ...]]:
    """Who goes out on the days that are left, and who does not. A round that is being keyed is over for a proposal."""
    under_way = {(one.team_id, one.day) for one in week.rounds if any(visit.keyed for visit in one.visits)}
    shifts: list[Shift] = []
    missing: list[Missing] = []
    for day in fleet.days:
        for team in fleet.teams:
            crew = fleet.crew(team.id, day)
            if day < first or (team.id, day) in under_way:
                continue
            if not crew.goes or crew.hours is None or team.base_id is None or crew.vehicle_id is None:
                missing.append(Missing(team.id, day, crew.why_kind))
                continue
            shifts.append(
                Shift(
                    team=team.id,
                    day=day,
                    start=crew.hours[0],
                    end=crew.hours[1],
                    base=team.base_id,
                    vehicle=crew.vehicle_id,
                    members=len(crew.there),
                    skills=crew.skills,
                    lunch_minutes=team.lunch_minutes,
                    lunch_from=team.lunch_from,
                    lunch_until=team.lunch_until,
                )
            )
    return tuple(shifts), tuple(missing)


@dataclass(frozen=True)
class _Open:
    """A visit that is planned and still to be made, and its round."""

    visit: PlannedVisit
    team: uuid.UUID | None
    is_set: bool


def _open_visits(rounds: Iterable[PlannedRound], week: PlannedWeek, first: date) -> dict[uuid.UUID, _Open]:
    found = {visit.id: _Open(visit, one.team_id, one.is_set) for one in rounds for visit in one.stops if visit.open}
    loose = (visit for visit in week.loose if visit.day >= first and visit.open)
    return found | {visit.id: _Open(visit, None, False) for visit in loose}


class _Candidates:
    """Who is to be visited: gathered from the due list first, then from what is planned beside it."""

    def __init__(self, first: date, sunday: date, network: Network, shifts: Collection[Shift]) -> None:
        self.days = [first + timedelta(days=more) for more in range((sunday - first).days + 1)]
        self.network = network
        self.shifts = {shift.key: shift for shift in shifts}
        self.visits: dict[uuid.UUID, _Open] = {}
        self.found: list[Candidate] = []
        self.key_of: dict[uuid.UUID, uuid.UUID] = {}  # planned visit -> key of its candidate

    def take_lines(
        self, lines: Iterable[DueVisit], visits: dict[uuid.UUID, _Open], ends: dict[uuid.UUID, date]
    ) -> None:
        """The due list; of the lines that are planned those of this week."""
        self.visits = visits
        for line in lines:
            planned = visits.get(line.planned.id) if line.planned is not None else None
            if line.state == PLANNED_STATE and planned is None:
                continue  # in another week, on a day that is over, or in a round that is being keyed
            pin = self._pin(planned, line.skills) if planned is not None else None
            days = [day for day in self.days if self._suits(line, day, planned) and day <= ends.get(line.id, day)]
            self.found.append(
                Candidate(
                    key=line.id,
                    child=line.child_id,
                    purpose=line.purpose,
                    place=line.place_id,
                    minutes=line.minutes if planned is None else planned.visit.planned_minutes,
                    weight=line.weight,
                    risk=line.risk,
                    overdue_days=line.overdue,
                    days=frozenset(days) if pin is None else frozenset({pin.day}),
                    hours=(line.from_minute or 0, line.until_minute or _MIDNIGHT),
                    skills=line.skills,
                    team=line.team_id if pin is None else None,
                    service=line.id,
                    visit=planned.visit.id if planned is not None else None,
                    pin=pin,
                )
            )
            if planned is not None:
                self.key_of[planned.visit.id] = line.id

    def others(self) -> list[_Open]:
        """Visits that are planned and stand for no line: single ones, and those of a service that has ended."""
        return [one for one in self.visits.values() if one.visit.id not in self.key_of]

    def take_others(self, risks: dict[uuid.UUID, str]) -> None:
        """They stay where somebody has planned them."""
        for one in self.others():
            visit, risk = one.visit, risks.get(one.visit.child_id, UNKNOWN_RISK)
            pin = self._pin(one, frozenset()) or Pin(
                visit.day, one.team if one.team is not None and (visit.day, one.team) in self.shifts else None
            )
            self.found.append(
                Candidate(
                    key=visit.id,
                    child=visit.child_id,
                    purpose=visit.purpose,
                    place=visit.place_id,
                    minutes=visit.planned_minutes,
                    weight=weight(risk, 0, _USUAL_INTERVAL),
                    risk=risk,
                    overdue_days=0,
                    days=frozenset({visit.day}),
                    visit=visit.id,
                    pin=pin,
                )
            )
            self.key_of[visit.id] = visit.id

    def _suits(self, line: DueVisit, day: date, planned: _Open | None) -> bool:
        """Whether it is due by then and somebody is at home. What is planned already may be on its day or later."""
        opens = line.from_day or day
        if planned is not None:
            opens = min(opens, planned.visit.day)
        place = self.network.places.get(line.place_id) if line.place_id is not None else None
        if place is not None and place.market_on(day):
            return False
        return day >= opens and str(day.isoweekday()) in line.days

    def _pin(self, one: _Open, skills: frozenset[str]) -> Pin | None:
        """Promised: its day and minute. In a round that was set: that round, while its team can make the visit."""
        visit = one.visit
        if visit.promised:
            return Pin(visit.day, one.team, visit.promised_minute, promised=True)
        shift = self.shifts.get((visit.day, one.team)) if one.is_set and one.team is not None else None
        return Pin(visit.day, one.team) if shift is not None and skills <= shift.skills else None


def _end_days(session: OfficeSession, first: date, sunday: date) -> dict[uuid.UUID, date]:
    """Of the services that end in the week."""
    ending = select(HomeService.id, HomeService.end_day).where(HomeService.end_day.between(first, sunday))
    return {service: day for service, day in session.execute(ending) if day is not None}


def _risks(session: OfficeSession, visits: Collection[_Open]) -> dict[uuid.UUID, str]:
    children = sorted({one.visit.child_id for one in visits})
    found: dict[uuid.UUID, str] = {}
    for at in range(0, len(children), _AT_ONCE):
        part = HomeFacts.child_id.in_(children[at : at + _AT_ONCE])
        for row in session.execute(select(HomeFacts.child_id, HomeFacts.risk).where(part)):
            found[row.child_id] = row.risk
    return found


def _draft(one: PlannedRound, key_of: dict[uuid.UUID, uuid.UUID]) -> Draft:
    assert one.team_id is not None
    return Draft(one.team_id, one.day, tuple(key_of[visit.id] for visit in one.stops if visit.id in key_of))


def _ways(network: Network, shifts: Iterable[Shift], candidates: Iterable[Candidate]) -> tuple[DayWays, ...]:
    """Between the bases and the homes; days on which the same roads are closed share one table."""
    shifts = list(shifts)
    places = {shift.base for shift in shifts} | {one.place for one in candidates if one.place is not None}
    known = tuple(sorted(place for place in places if place in network.places))
    tables: dict[int, tuple[tuple[Way | None, ...], ...]] = {}
    found = []
    for day in sorted({shift.day for shift in shifts}):
        ways = network.on(day)
        if id(ways) not in tables:
            tables[id(ways)] = tuple(tuple(row) for row in ways.table(known))
        found.append(DayWays(day, known, tables[id(ways)]))
    return tuple(found)


def _names(
    lines: Iterable[DueVisit], week: PlannedWeek, fleet: Fleet, network: Network, purposes: dict[str, str]
) -> Names:
    visits = [*(visit for one in week.rounds for visit in one.visits), *week.loose]
    children = {visit.child_id: ChildName(visit.number, visit.name) for visit in visits}
    return Names(
        children | {line.child_id: ChildName(line.number, line.name) for line in lines},
        {team.id: team.name for team in fleet.teams},
        {vehicle.id: vehicle.name for vehicle in fleet.vehicles},
        network.names,
        purposes,
    )
