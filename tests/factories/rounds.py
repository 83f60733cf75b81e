"""Weeks of rounds to be proposed, without a database: villages in valleys, children due in them, teams that go out."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from centre_app.places.ways import Way
from centre_app.rounds.problem import Candidate, Car, DayWays, Draft, Missing, Problem, Shift

MONDAY = date(2026, 11, 23)
BASE = uuid.UUID(int=1)
_RISKS = (("low", 1), ("medium", 2), ("high", 7), ("critical", 22))


def number_id(kind: int, number: int) -> uuid.UUID:
    """An id that is the same in every run."""
    return uuid.UUID(int=kind * 1_000_000 + number)


def week_days(count: int = 5, monday: date = MONDAY) -> tuple[date, ...]:
    """The first days of a week."""
    return tuple(monday + timedelta(days=number) for number in range(count))


def shift(team: int = 1, day: date = MONDAY, **values: Any) -> Shift:
    """Nine to five with lunch at noon, with a car of its own."""
    given: dict[str, Any] = {"start": 540, "end": 1020, "base": BASE, "vehicle": number_id(3, team), "members": 2}
    return Shift(number_id(2, team), day, **(given | values))


def call(number: int, place: int | None, **values: Any) -> Candidate:
    """Somebody due; on any weekday, at any hour."""
    given: dict[str, Any] = {
        "key": number_id(5, number),
        "child": number_id(6, number),
        "purpose": "therapy",
        "place": None if place is None else number_id(4, place),
        "minutes": 45,
        "weight": 8,
        "risk": "medium",
        "overdue_days": 0,
        "days": frozenset(week_days(7)),
        "service": number_id(5, number),
    }
    return Candidate(**(given | values))


def ways_between(points: Sequence[tuple[float, float]], days: Iterable[date]) -> tuple[DayWays, ...]:
    """Roads as the crow flies and a third more, at 35 km/h; the first point is the base."""
    places = (BASE, *(number_id(4, number) for number in range(len(points) - 1)))

    def way(one: tuple[float, float], other: tuple[float, float]) -> Way:
        km = round(1.33 * ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5, 1)
        return Way(1.0, 5, False) if one == other else Way(km, max(1, round(km * 60 / 35)), False)

    legs = tuple(tuple(way(one, other) for other in points) for one in points)
    return tuple(DayWays(day, places, legs) for day in days)


def rounds_case(
    seed: int = 1, *, calls: int = 120, places: int = 40, teams: int = 2, days: int = 5, spread: float = 28.0
) -> Problem:
    """A district's week: villages in valleys around the base, a few market days, families' hours, skills, urgency."""
    rng = random.Random(seed)
    week = week_days(days)
    centres = [(rng.uniform(-spread, spread), rng.uniform(-spread, spread)) for _valley in range(max(2, places // 5))]
    points = [(0.0, 0.0)]
    for number in range(places):
        valley = centres[number % len(centres)]
        points.append((valley[0] + rng.gauss(0, 4), valley[1] + rng.gauss(0, 4)))
    shifts = tuple(
        shift(
            team,
            day,
            start=480 if team % 2 else 510,
            end=1020,
            skills=frozenset({"physiotherapy", "speech_therapy"} if team % 2 else {"physiotherapy"}),
        )
        for day in week
        for team in range(1, teams + 1)
    )
    return Problem(
        monday=MONDAY,
        from_day=MONDAY,
        candidates=tuple(_somebody(rng, number, places, week) for number in range(calls)),
        shifts=shifts,
        cars=tuple(Car(number_id(3, team), 4) for team in range(1, teams + 1)),
        ways=ways_between(points, week),
    )


def _somebody(rng: random.Random, number: int, places: int, week: Sequence[date]) -> Candidate:
    risk, weight = rng.choices(_RISKS, weights=(50, 30, 15, 5))[0]
    overdue = max(0, round(rng.gauss(6, 12)))
    place = rng.randrange(places)
    market = week[place % len(week)] if place % 3 == 0 else None
    suits = frozenset(day for day in week if day != market and (rng.random() > 0.3 or number % 2))
    return call(
        number,
        place,
        minutes=rng.choice((20, 30, 30, 45)),
        weight=max(1, round(weight * (4 + min(overdue, 112) * 4 / 28))),
        risk=risk,
        overdue_days=overdue,
        days=suits or frozenset(week),
        hours=rng.choice(((0, 1440), (0, 1440), (540, 780), (780, 1080), (600, 960))),
        skills=frozenset({"speech_therapy"}) if rng.random() < 0.2 else frozenset(),
        team=number_id(2, 1) if rng.random() < 0.05 else None,
    )


__all__ = [
    "BASE",
    "MONDAY",
    "Draft",
    "Missing",
    "call",
    "number_id",
    "rounds_case",
    "shift",
    "ways_between",
    "week_days",
]
