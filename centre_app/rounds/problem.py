"""A week of rounds to be proposed and a proposal for it, as plain frozen values. Pure.

Times are minutes after midnight, local. A *shift* is one team on one day on which it goes out. A *tour* is what a
shift is to drive. Everything here is what was read, not what was worked out from it: the search and the checker each
work out for themselves what fits.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from centre_app.outreach.laid import PROMISE_SLACK
from centre_app.places.ways import Way

#: How much of a week there is to see, from the most urgent.
RISKS = ("critical", "high", "medium", "low")


@dataclass(frozen=True)
class Pin:
    """A visit that is no more free: promised to the family, in a round that was set, or a single one somebody planned.

    ``team`` None: any team that can. A promised one may go to another team where its own does not go that day.
    """

    day: date
    team: uuid.UUID | None = None
    minute: int | None = None  # promised for this minute
    promised: bool = False


@dataclass(frozen=True)
class Candidate:
    """A home service that is due in the week, or a visit that is planned in it already.

    ``key``: the service; of a single visit without one, the visit. ``days``: those of the week on which it is due and
    the family can be met (their weekdays, no market day). ``hours``: the whole visit lies within them.
    """

    key: uuid.UUID
    child: uuid.UUID
    purpose: str
    place: uuid.UUID | None  # None: nobody has said where the home is
    minutes: int
    weight: int  # what it costs to leave it out
    risk: str
    overdue_days: int
    days: frozenset[date]
    hours: tuple[int, int] = (0, 1440)
    skills: frozenset[str] = frozenset()  # somebody of the team has each of them
    team: uuid.UUID | None = None  # only this team
    service: uuid.UUID | None = None
    visit: uuid.UUID | None = None  # the planned visit that stands for it
    pin: Pin | None = None

    @property
    def window(self) -> tuple[int, int]:
        """When the visit may begin, from and to: a promise goes before the family's usual hours."""
        if self.pin is not None and self.pin.minute is not None:
            return max(0, self.pin.minute - PROMISE_SLACK), self.pin.minute + PROMISE_SLACK
        return self.hours[0], self.hours[1] - self.minutes


@dataclass(frozen=True)
class Shift:
    """A team on a day on which it goes out, with who is there and the car it has."""

    team: uuid.UUID
    day: date
    start: int  # away from its base between start and end
    end: int
    base: uuid.UUID
    vehicle: uuid.UUID
    members: int
    skills: frozenset[str] = frozenset()
    lunch_minutes: int = 45
    lunch_from: int = 720  # lunch begins between these two
    lunch_until: int = 840

    @property
    def key(self) -> tuple[date, uuid.UUID]:
        """Which of the week it is."""
        return self.day, self.team


@dataclass(frozen=True)
class Missing:
    """A team that does not go on a day, and why: ``few``, ``vehicle``, ``base``, ``closed``, ``not_out``."""

    team: uuid.UUID
    day: date
    why: str


@dataclass(frozen=True)
class Car:
    """A vehicle; ``seats`` with the driver's."""

    id: uuid.UUID
    seats: int


@dataclass(frozen=True)
class DayWays:
    """The ways between the places of the week on one day; None: every road there is closed."""

    day: date
    places: tuple[uuid.UUID, ...]
    legs: tuple[tuple[Way | None, ...], ...]

    @cached_property
    def _at(self) -> dict[uuid.UUID, int]:
        return {place: at for at, place in enumerate(self.places)}

    def between(self, a: uuid.UUID, b: uuid.UUID) -> Way | None:
        """The way from a place to another; inside one place, from home to home."""
        first, second = self._at.get(a), self._at.get(b)
        return None if first is None or second is None else self.legs[first][second]


@dataclass(frozen=True)
class Draft:
    """A round of the plan that was made by hand: the keys of its visits in their order."""

    team: uuid.UUID
    day: date
    keys: tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class Problem:
    """The week of ``monday`` from ``from_day`` on; the days before it stay as they are."""

    monday: date
    from_day: date
    candidates: tuple[Candidate, ...]
    shifts: tuple[Shift, ...]
    cars: tuple[Car, ...]
    ways: tuple[DayWays, ...]
    missing: tuple[Missing, ...] = ()
    drafts: tuple[Draft, ...] = ()

    @cached_property
    def by_key(self) -> dict[uuid.UUID, Candidate]:
        """The candidates by their keys."""
        return {one.key: one for one in self.candidates}

    @cached_property
    def ways_on(self) -> dict[date, DayWays]:
        """The ways of each day."""
        return {one.day: one for one in self.ways}


@dataclass(frozen=True)
class Stop:
    """A visit of a tour. ``km`` and ``minutes`` are of the way to it; ``arrive`` is when the visit begins."""

    key: uuid.UUID
    arrive: int
    leave: int
    km: float
    minutes: int
    estimated: bool = False


@dataclass(frozen=True)
class Tour:
    """What one shift drives: from its base through the stops and home again. ``lunch``: when it begins."""

    team: uuid.UUID
    day: date
    vehicle: uuid.UUID
    start: int
    end: int
    lunch: int | None
    home_km: float
    home_minutes: int
    stops: tuple[Stop, ...]

    @property
    def key(self) -> tuple[date, uuid.UUID]:
        """Whose shift it is."""
        return self.day, self.team

    @property
    def km(self) -> float:
        """All kilometres of the tour."""
        return sum(stop.km for stop in self.stops) + self.home_km

    @property
    def minutes(self) -> int:
        """From leaving the base until being back."""
        return self.end - self.start

    @property
    def travel_minutes(self) -> int:
        """On the road."""
        return sum(stop.minutes for stop in self.stops) + self.home_minutes

    @property
    def visit_minutes(self) -> int:
        """At the homes."""
        return sum(stop.leave - stop.arrive for stop in self.stops)


@dataclass(frozen=True)
class LeftOut:
    """A candidate without a place, and the reason as ``reasons.WORDS`` words it."""

    key: uuid.UUID
    reason: str


@dataclass(frozen=True)
class Proposal:
    """Rounds for ``problem``. ``hand_made``: nothing better was found than the plan that was there."""

    problem: Problem
    tours: tuple[Tour, ...]
    left_out: tuple[LeftOut, ...]
    hand_made: bool = False

    @property
    def visited(self) -> int:
        """How many visits the tours have."""
        return sum(len(tour.stops) for tour in self.tours)

    @property
    def km(self) -> float:
        """All kilometres of the week."""
        return round(sum(tour.km for tour in self.tours), 3)

    @property
    def minutes(self) -> int:
        """Of all tours, from leaving the base until being back."""
        return sum(tour.minutes for tour in self.tours)

    @property
    def travel_minutes(self) -> int:
        """On the road."""
        return sum(tour.travel_minutes for tour in self.tours)

    @property
    def visit_minutes(self) -> int:
        """At the homes."""
        return sum(tour.visit_minutes for tour in self.tours)

    @property
    def weight_left(self) -> int:
        """What those who are left out weigh together: the less, the better."""
        return sum(self.problem.by_key[one.key].weight for one in self.left_out)

    @property
    def weight_served(self) -> int:
        """What those who are visited weigh together."""
        return sum(self.problem.by_key[stop.key].weight for stop in self.stops())

    @property
    def rank(self) -> tuple[int, int, float]:
        """Smaller is better: pinned visits that could not be kept, the weight left out, kilometres."""
        return len(self.broken_promises), self.weight_left, self.km

    @property
    def broken_promises(self) -> tuple[LeftOut, ...]:
        """Pinned visits that cannot be kept: to be said first."""
        return tuple(one for one in self.left_out if self.problem.by_key[one.key].pin is not None)

    @property
    def by_risk(self) -> tuple[tuple[str, int, int], ...]:
        """Risk, visited, asked for; the most urgent first. Only risks that occur."""
        visited = [self.problem.by_key[stop.key].risk for stop in self.stops()]
        asked = [one.risk for one in self.problem.candidates]
        return tuple((risk, visited.count(risk), asked.count(risk)) for risk in RISKS if risk in asked)

    def candidate(self, key: uuid.UUID) -> Candidate:
        """The candidate of a stop or of somebody left out."""
        return self.problem.by_key[key]

    def stops(self) -> Iterator[Stop]:
        """All stops of all tours."""
        for tour in self.tours:
            yield from tour.stops
