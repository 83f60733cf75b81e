"""Coverage by municipality and the teams' month, counted from the visits themselves (counting.md)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import ColumnElement, case, func, select

from centre_app.children.models import Child
from centre_app.db.session import OfficeSession
from centre_app.outreach.models import HomeService, Round, Team, Visit
from centre_app.outreach.rules import OUTCOMES, PLANNED, SERVED
from centre_app.security.access import Permission, needs

LATELY, QUARTER = 30, 90  # days, the day itself in

_child, _visit, _round, _team = Child.__table__.c, Visit.__table__.c, Round.__table__.c, Team.__table__.c


@dataclass(frozen=True)
class Covered:
    """The children of one municipality by residence, "" where none is written down. Each child is in ``known`` once.

    ``lately`` and ``quarter``: with a visit ``done`` or ``partly`` in the last 30 and 90 days; ``never``: without any
    until the day. ``at_home``: with a home service that runs on the day.
    """

    district: str
    municipality: str
    known: frozenset[uuid.UUID]
    lately: frozenset[uuid.UUID]
    quarter: frozenset[uuid.UUID]
    never: frozenset[uuid.UUID]
    at_home: frozenset[uuid.UUID]

    @property
    def rate(self) -> float | None:
        """Coverage: visited in the last 90 days ÷ known; None where nobody is known."""
        return len(self.quarter) / len(self.known) if self.known else None


@dataclass(frozen=True)
class Coverage:
    """By municipality, in the order of districts; ``total`` is over all, each child once."""

    day: date
    rows: tuple[Covered, ...]
    total: Covered


@needs(Permission.SEE_FIGURES)
def coverage(session: OfficeSession, day: date) -> Coverage:
    """The children known on ``day`` (registered by then, not archived by then), whom the register names.

    Three statements, whatever the number of children.
    """
    known: dict[tuple[str, str], set[uuid.UUID]] = {}
    rows = session.execute(
        select(_child.id, _child.district, _child.municipality).where(
            _child.registered_on <= day, (_child.archived_on.is_(None)) | (_child.archived_on > day)
        )
    )
    for child_id, district, municipality in rows:
        known.setdefault((district.strip(), municipality.strip()), set()).add(child_id)
    latest = select(_visit.child_id, func.max(_visit.day)).where(_visit.outcome.in_(SERVED), _visit.day <= day)
    last = {row[0]: row[1] for row in session.execute(latest.group_by(_visit.child_id))}
    at_home = set(
        session.scalars(
            select(HomeService.child_id)
            .where(HomeService.start_day <= day, (HomeService.end_day.is_(None)) | (HomeService.end_day >= day))
            .distinct()
        )
    )
    parts = [_covered(*key, children, last, at_home, day) for key, children in known.items()]
    parts.sort(key=lambda one: (not one.district, one.district, not one.municipality, one.municipality))
    return Coverage(day, tuple(parts), _covered("", "", set().union(*known.values()), last, at_home, day))


def _covered(
    district: str,
    municipality: str,
    children: set[uuid.UUID],
    last: Mapping[uuid.UUID, date],
    at_home: set[uuid.UUID],
    day: date,
) -> Covered:
    return Covered(
        district,
        municipality,
        frozenset(children),
        frozenset(one for one in children if one in last and last[one] > day - timedelta(days=LATELY)),
        frozenset(one for one in children if one in last and last[one] > day - timedelta(days=QUARTER)),
        frozenset(one for one in children if one not in last),
        frozenset(children & at_home),
    )


@dataclass(frozen=True)
class TeamWork:
    """A team's rounds and visits from a day to a day. ``name`` is "" for what stands in no team's round.

    Minutes: ``away`` from leaving to coming back, where both are keyed (``timed`` rounds); ``at_homes`` those keyed
    with visits ``done`` or ``partly``; ``at_homes_timed`` the same in timed rounds only. Kilometres and litres: driven.
    """

    team_id: uuid.UUID | None
    name: str
    rounds: int = 0
    timed: int = 0
    by_outcome: Mapping[str, int] = field(default_factory=dict)
    children: frozenset[uuid.UUID] = frozenset()
    km: float = 0.0
    litres: float = 0.0
    away: int = 0
    at_homes: int = 0
    at_homes_timed: int = 0

    @property
    def visits(self) -> int:
        """Visits with a result, successful or not."""
        return sum(count for outcome, count in self.by_outcome.items() if outcome != PLANNED)

    @property
    def served(self) -> int:
        """Visits ``done`` or ``partly``."""
        return sum(self.by_outcome.get(outcome, 0) for outcome in SERVED)

    @property
    def km_per_visit(self) -> float | None:
        """Kilometres driven ÷ visits ``done`` or ``partly``; None where there was none."""
        return self.km / self.served if self.served else None

    @property
    def on_the_road(self) -> int:
        """Minutes away and not at homes, in the timed rounds: driving, waiting, lunch."""
        return max(0, self.away - self.at_homes_timed)


@dataclass(frozen=True)
class TeamsWork:
    """By team in the teams' order, and ``total`` over all: children unduplicated."""

    first: date
    last: date
    teams: tuple[TeamWork, ...]
    total: TeamWork


@needs(Permission.SEE_FIGURES)
def teams_work(session: OfficeSession, first: date, last: date, *, team_id: uuid.UUID | None = None) -> TeamsWork:
    """Rounds and visits from ``first`` to ``last``, both in; of one team where it is said. Three statements."""
    names = {
        row.id: row.name for row in session.execute(select(_team.id, _team.name).order_by(_team.position, _team.id))
    }
    rounds = select(
        _round.team_id,
        func.count(),
        func.sum(_round.km),
        func.coalesce(func.sum(_round.fuel_litres), 0.0),
        func.sum(case((_timed(), 1), else_=0)),
        func.sum(case((_timed(), _round.back_minute - _round.left_minute), else_=0)),
    ).where(_round.day.between(first, last))
    visits = (
        select(_round.team_id, _visit.child_id, _visit.outcome, _visit.minutes, _timed())
        .select_from(Visit.__table__.outerjoin(Round.__table__, _visit.round_id == _round.id))
        .where(_visit.day.between(first, last))
    )
    if team_id is not None:
        rounds, visits = rounds.where(_round.team_id == team_id), visits.where(_round.team_id == team_id)
    works: dict[uuid.UUID | None, _Work] = {}
    for team, count, km, litres, timed, away in session.execute(rounds.group_by(_round.team_id)):
        works[team] = _Work(rounds=count, km=float(km), litres=float(litres), timed=int(timed), away=int(away))
    for team, child_id, outcome, minutes, timed in session.execute(visits):
        works.setdefault(team, _Work()).visit(child_id, outcome, minutes or 0, is_timed=bool(timed))
    order: list[uuid.UUID | None] = [*(team for team in names if team in works), *({None} & works.keys())]
    made = tuple(works[team].done(team, names[team] if team is not None else "") for team in order)
    return TeamsWork(first, last, made, _total(made))


def _timed() -> ColumnElement[bool]:
    return _round.left_minute.is_not(None) & _round.back_minute.is_not(None)


@dataclass
class _Work:
    """A team's figures while they are added up."""

    rounds: int = 0
    km: float = 0.0
    litres: float = 0.0
    timed: int = 0
    away: int = 0
    at_homes: int = 0
    at_homes_timed: int = 0
    by_outcome: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    children: set[uuid.UUID] = field(default_factory=set)

    def visit(self, child_id: uuid.UUID, outcome: str, minutes: int, *, is_timed: bool) -> None:
        """One more visit."""
        self.by_outcome[outcome] += 1
        if outcome in SERVED:
            self.children.add(child_id)
            self.at_homes += minutes
            self.at_homes_timed += minutes if is_timed else 0

    def done(self, team_id: uuid.UUID | None, name: str) -> TeamWork:
        """As it is told."""
        return TeamWork(
            team_id,
            name,
            self.rounds,
            self.timed,
            self.by_outcome,
            frozenset(self.children),
            round(self.km, 3),
            round(self.litres, 3),
            self.away,
            self.at_homes,
            self.at_homes_timed,
        )


def _total(teams: Iterable[TeamWork]) -> TeamWork:
    every = tuple(teams)
    return TeamWork(
        None,
        "",
        sum(one.rounds for one in every),
        sum(one.timed for one in every),
        {outcome: sum(one.by_outcome[outcome] for one in every) for outcome in OUTCOMES},
        frozenset().union(*(one.children for one in every)),
        round(sum(one.km for one in every), 3),
        round(sum(one.litres for one in every), 3),
        sum(one.away for one in every),
        sum(one.at_homes for one in every),
        sum(one.at_homes_timed for one in every),
    )
