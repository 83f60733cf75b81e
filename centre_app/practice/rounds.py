"""The rounds that the practice teams drove: from village to village on the roads that were open that day."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from centre_app.db.base import Base
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.outreach.codes import make_code
from centre_app.outreach.fleet_queries import road_network
from centre_app.outreach.models import FollowUp, Round, Visit, VisitGoal
from centre_app.places.ways import Ways
from centre_app.plans.models import HomePractice
from centre_app.practice.home_words import CLOSED, CONCERNS, DONE, SHOWED, TASKS
from centre_app.practice.plan import Plan
from centre_app.practice.teams import END, START, MadeTeam
from centre_app.practice.writing import Row

_MOST_STOPS = 5
_LUNCH = (12 * 60 + 15, 45)  # from when, minutes
_OUTCOMES = (("done", 80), ("partly", 7), ("nobody_home", 6), ("ill", 3), ("refused", 1), ("team_cancelled", 3))
_AGAIN = {"nobody_home": 7, "ill": 10, "refused": 30, "team_cancelled": 3, "road_closed": 14}  # days, as the rules say
_OPEN_FOR = 16  # days a follow-up of the practice teams stays open
_LAST_DAYS = 3  # of a team: the first round in them is its last one
_STAYS_HOME = 0.22  # rounds that do not go: weather, a meeting, no fuel


@dataclass
class Line:
    """A home service on its way through the year; ``due`` is when the next visit is. ``open``: a result is missing."""

    id: uuid.UUID
    child_id: uuid.UUID
    purpose: str
    interval: int
    minutes: int
    place_id: uuid.UUID | None
    days: str
    ends: date | None
    due: date
    aims: tuple[tuple[date, uuid.UUID, str], ...]  # opened, goal, home task
    open: bool = False


@dataclass
class Rounds:
    """Drives the teams' days until today; the last round of a team waits for its results."""

    session: OfficeSession
    site_id: uuid.UUID
    plan: Plan
    random: Random
    rows: dict[type[Base], list[Row]]
    odometer: int = 41_300
    recent: int = 0  # visits of the last weeks: every third brings something to see to
    codes: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.network = road_network(self.session)

    def drive(self, team: MadeTeam, lines: Sequence[Line]) -> None:
        """All rounds of one team."""
        days = [day for day in self.plan.days if day < self.plan.today and day.isoweekday() in team.weekdays]
        self.odometer += self.random.randrange(20_000)
        for day in days:
            is_last = day in days[-_LAST_DAYS:]
            if self.random.random() < _STAYS_HOME and not is_last:
                continue
            stops = self._chosen(team, lines, day)
            if stops:
                self._round(team, day, stops, is_open=is_last)
            if stops and is_last:
                return

    def _chosen(self, team: MadeTeam, lines: Sequence[Line], day: date) -> list[Line]:
        """Who is due and can be reached and is at home, the longest waiting first; one call a child."""
        ways = self.network.on(day)
        due = sorted(
            (
                line
                for line in lines
                if line.due <= day
                and line.place_id is not None
                and (line.ends is None or day <= line.ends)
                and str(day.isoweekday()) in line.days
                and ways.between(team.base_id, line.place_id) is not None
            ),
            key=lambda line: line.due,
        )
        one_each = list({line.child_id: line for line in reversed(due)}.values())[::-1][: _MOST_STOPS * 2]
        ordered: list[Line] = []
        at, minute = team.base_id, START
        while one_each and len(ordered) < _MOST_STOPS:
            # To whoever has waited longest first, then from home to home: else the far villages are never reached.
            nearest = min(one_each, key=lambda line: _minutes(ways, at, line)) if ordered else one_each[0]
            one_each.remove(nearest)
            minute += _minutes(ways, at, nearest) + nearest.minutes
            if minute + _LUNCH[1] + _minutes(ways, team.base_id, nearest) > END:
                break
            ordered.append(nearest)
            assert nearest.place_id is not None
            at = nearest.place_id
        return ordered

    def _round(self, team: MadeTeam, day: date, stops: Sequence[Line], *, is_open: bool) -> None:
        round_id, ways = new_id(), self.network.on(day)
        at, minute, km, lunch = team.base_id, START, 0.0, None
        for position, line in enumerate(stops):
            assert line.place_id is not None
            way = ways.between(at, line.place_id)
            assert way is not None
            km, minute, at = km + way.km, minute + way.minutes, line.place_id
            if lunch is None and minute >= _LUNCH[0]:
                lunch, minute = minute, minute + _LUNCH[1]
            self._visit(team, round_id, day, position, minute, line, is_open=is_open)
            minute += line.minutes
        back = ways.between(at, team.base_id)
        assert back is not None
        km, minute = round(km + back.km, 1), minute + back.minutes
        driven = 0 if is_open else round(km + self.random.randrange(6))
        self.rows[Round].append(
            {
                "id": round_id,
                "site_id": self.site_id,
                "day": day,
                "km": float(driven),
                "team_id": team.id,
                "vehicle_id": team.vehicle_id,
                "planned_km": km,
                "start_minute": START,
                "end_minute": minute,
                "lunch_minute": lunch,
                "set_at": datetime.combine(day - timedelta(days=3), time(9, 0), UTC),
                "left_minute": None if is_open else START + self.random.randrange(20),
                "back_minute": None if is_open else minute + self.random.randrange(40),
                "start_odometer": None if is_open else self.odometer,
                "end_odometer": None if is_open else self.odometer + driven,
                "fuel_litres": None if is_open else round(driven * team.fuel / 100, 1),
            }
        )
        self.odometer += driven

    def _visit(
        self,
        team: MadeTeam,
        round_id: uuid.UUID,
        day: date,
        position: int,
        minute: int,
        line: Line,
        *,
        is_open: bool,
    ) -> None:
        names, shares = zip(*_OUTCOMES, strict=True)
        outcome = "planned" if is_open else self.random.choices(names, shares)[0]
        served = outcome in ("done", "partly")
        visit_id = new_id()
        self.rows[Visit].append(
            {
                "id": visit_id,
                "site_id": self.site_id,
                "round_id": round_id,
                "child_id": line.child_id,
                "day": day,
                "outcome": outcome,
                "service_id": line.id,
                "purpose": line.purpose,
                "code": self._code(),
                "position": position,
                "planned_minute": minute,
                "planned_minutes": line.minutes,
                "reason": "vehicle" if outcome == "team_cancelled" else None,
                "arrived_minute": None if is_open else minute + self.random.randrange(-5, 25),
                "minutes": line.minutes + self.random.randrange(-10, 15) if served else None,
                "done_note": self.random.choice(DONE) if served else "",
                "parent_showed": self.random.choice(SHOWED) if served else "",
                "task": self._task(line, day) if served else "",
                "keyed_at": None if is_open else datetime.combine(day + timedelta(days=1), time(5, 30), UTC),
                "keyed_by": "" if is_open else team.leader,
                "source": "desk",
            }
        )
        line.open = is_open
        if not is_open:
            self._after(team, visit_id, day, line, outcome, served=served)

    def _after(self, team: MadeTeam, visit_id: uuid.UUID, day: date, line: Line, outcome: str, *, served: bool) -> None:
        """The next one is due; what was practised; what somebody must see to."""
        line.due = day + timedelta(days=line.interval if served else _AGAIN[outcome])
        goals = [goal_id for opened, goal_id, _home in line.aims if opened <= day]
        if served and goals:
            self.rows[VisitGoal].append({"visit_id": visit_id, "goal_id": self.random.choice(goals)})
        if served and line.purpose == "therapy" and self.random.random() < 0.8:
            answer = self.random.choices(("done", "partly", "not_done"), (50, 35, 15))[0]
            minutes = {"done": 140, "partly": 60, "not_done": 0}[answer] * line.interval // 14
            self.rows[HomePractice].append(
                {
                    "id": new_id(),
                    "child_id": line.child_id,
                    "day": day,
                    "answer": answer,
                    "minutes": minutes,
                    "visit_id": visit_id,
                }
            )
        is_recent = (self.plan.today - day).days <= _OPEN_FOR
        self.recent += served and is_recent
        is_concern = self.recent % 3 == 1 if is_recent else self.random.random() < 0.06
        if outcome == "refused" or (served and is_concern):
            kind, note = ("refusal", "") if outcome == "refused" else self.random.choice(CONCERNS)
            closed = min(day + timedelta(days=self.random.randrange(2, 20)), self.plan.today)
            self.rows[FollowUp].append(
                {
                    "id": new_id(),
                    "site_id": self.site_id,
                    "child_id": line.child_id,
                    "visit_id": visit_id,
                    "kind": kind,
                    "note": note,
                    "owner_id": team.leader_id,
                    "opened_day": day,
                    "due_day": day + timedelta(days=7),
                    "closed_day": None if is_recent else closed,
                    "closed_note": "" if is_recent else self.random.choice(CLOSED),
                }
            )

    def _task(self, line: Line, day: date) -> str:
        own = [home for opened, _goal, home in line.aims if opened <= day]
        return self.random.choice(own or TASKS)[:500]

    def _code(self) -> str:
        while (code := make_code(self.random)) in self.codes:
            continue
        self.codes.add(code)
        return code


def _minutes(ways: Ways, at: uuid.UUID, line: Line) -> int:
    """Far away where no road is open."""
    way = ways.between(at, line.place_id) if line.place_id is not None else None
    return way.minutes if way is not None else 24 * 60
