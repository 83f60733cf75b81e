"""A round as it goes: its stops, its day, what cannot be kept. Plain values, pure."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from centre_app.language.translate import Message

TOO_LONG, ROAD_CLOSED, NOBODY_HOME, PROMISE_MISSED = "too_long", "road_closed", "nobody_home", "promise_missed"
NO_PLACE, NO_BASE, NO_LUNCH = "no_place", "no_base", "no_lunch"
SKILL_MISSING, WRONG_TEAM, NO_VEHICLE, TOO_FEW = "skill_missing", "wrong_team", "no_vehicle", "too_few"
NOT_OPEN, NOT_THEIR_DAY = "not_open", "not_their_day"
KINDS = (
    *(NOT_OPEN, NOT_THEIR_DAY, TOO_FEW, NO_VEHICLE, NO_BASE, NO_PLACE, ROAD_CLOSED, WRONG_TEAM, SKILL_MISSING),
    *(NOBODY_HOME, PROMISE_MISSED, TOO_LONG, NO_LUNCH),
)
PROMISE_SLACK = 15  # minutes before or after what was said to the family
MIDNIGHT = 1440


class Way(Protocol):
    """The way between two places."""

    @property
    def km(self) -> float: ...
    @property
    def minutes(self) -> int: ...
    @property
    def estimated(self) -> bool: ...


class Ways(Protocol):
    """The ways of one day: ``places.ways.Ways``."""

    def between(self, a: uuid.UUID, b: uuid.UUID, /) -> Way | None: ...


@dataclass(frozen=True)
class Stop:
    """A visit to be made. ``key`` is the visit's id, or the home service's where no visit is planned yet.

    Somebody is at home from ``from_minute`` to ``until_minute``: the whole visit lies between them. ``promised`` is the
    minute that was said to the family. ``days`` and ``market_days`` are ISO weekdays: those that suit the family, and
    those on which nobody of the place is at home. ``team``: this one alone.
    """

    key: uuid.UUID
    place: uuid.UUID | None
    minutes: int
    from_minute: int = 0
    until_minute: int = MIDNIGHT
    promised: int | None = None
    days: str = "1234567"
    market_days: str = ""
    skills: frozenset[str] = frozenset()
    team: uuid.UUID | None = None

    @property
    def earliest(self) -> int:
        """The visit begins then at the earliest."""
        return self.from_minute if self.promised is None else max(self.from_minute, self.promised - PROMISE_SLACK)


@dataclass(frozen=True)
class Hours:
    """From when to when a team may be away from its base."""

    start: int
    end: int


@dataclass(frozen=True)
class Lunch:
    """So many minutes, begun between ``first`` and ``last``."""

    minutes: int
    first: int
    last: int


@dataclass(frozen=True)
class Broken:
    """What cannot be kept; ``key`` names the stop, None: it is of the whole round."""

    kind: str
    key: uuid.UUID | None
    message: Message


@dataclass(frozen=True)
class LaidStop:
    """A visit in its place. It begins at ``arrive``, after ``wait`` minutes at the door; the way is that to it."""

    key: uuid.UUID
    place: uuid.UUID | None
    arrive: int
    leave: int
    km: float
    travel_minutes: int
    estimated: bool
    wait: int


@dataclass(frozen=True)
class Laid:
    """A round as it goes. ``lunch`` is the minute it begins, ``lunch_after`` the stop before it."""

    stops: tuple[LaidStop, ...]
    start: int
    end: int
    km: float
    travel_minutes: int
    visit_minutes: int
    wait_minutes: int
    home_km: float
    home_minutes: int
    home_estimated: bool
    lunch: int | None
    lunch_minutes: int
    lunch_after: int | None
    broken: tuple[Broken, ...] = ()

    @property
    def minutes(self) -> int:
        """From leaving the base to being back."""
        return self.end - self.start

    @property
    def estimated(self) -> bool:
        """Whether a stretch of the way is not known but estimated."""
        return self.home_estimated or any(stop.estimated for stop in self.stops)

    @property
    def fits(self) -> bool:
        """Whether all is kept."""
        return not self.broken

    def broken_of(self, key: uuid.UUID | None) -> tuple[Broken, ...]:
        """What cannot be kept of one stop; of the round as a whole with None."""
        return tuple(one for one in self.broken if one.key == key)


@dataclass(frozen=True)
class Frame:
    """What a team has on a day. ``hours`` None: it does not go out on this weekday."""

    day: date
    team: uuid.UUID
    base: uuid.UUID | None
    hours: Hours | None
    lunch: Lunch
    members: int
    least_members: int
    skills: frozenset[str]
    vehicle: uuid.UUID | None
    open: bool = True


def clock(minute: int) -> str:
    """A minute of the day as it is written: 09:05. After midnight it goes on: 25:10."""
    return f"{minute // 60:02}:{minute % 60:02}"
