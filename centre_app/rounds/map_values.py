"""What a map of rounds shows, and what it is drawn of: plain values. Pure."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

Point = tuple[float, float]


@dataclass(frozen=True)
class MapPlace:
    """A village or a base; without coordinates it cannot be drawn and is listed beside."""

    id: uuid.UUID
    name: str
    latitude: float | None
    longitude: float | None
    base: bool


@dataclass(frozen=True)
class MapRound:
    """A round with its letter; ``places``: the base, each stop in order, the base again, as far as they are known."""

    id: uuid.UUID
    letter: str
    team: str
    day: date
    km: float
    start: int | None
    end: int | None
    places: tuple[uuid.UUID, ...]
    visits: int = 0
    team_id: uuid.UUID | None = None


@dataclass(frozen=True)
class WeekMap:
    """The rounds of a week and the places they touch."""

    monday: date
    places: tuple[MapPlace, ...]
    rounds: tuple[MapRound, ...]


@dataclass(frozen=True)
class Dot:
    """A place; ``calls``: how many visits of these rounds are in it."""

    x: float
    y: float
    name: str
    base: bool
    calls: int


@dataclass(frozen=True)
class Line:
    """A round. ``dash`` in line widths, () is solid; ``letter_at``: where its letter stands on it."""

    letter: str
    dash: tuple[float, ...]
    points: tuple[Point, ...]
    letter_at: tuple[Point, ...]
    round: int  # index into ``WeekMap.rounds``


@dataclass(frozen=True)
class MapLabel:
    """A name: left and top edge, as wide and high as it is."""

    text: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Unplaced:
    """A place whose coordinates nobody has written down, and the letters of the rounds that go there."""

    name: str
    letters: str


@dataclass(frozen=True)
class Drawing:
    """The map in the caller's own units, y downwards. ``bar_km`` is a round number, ``bar_units`` as long as that."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    labels: tuple[MapLabel, ...]
    units_per_km: float
    bar_km: float
    bar_units: float
    unplaced: tuple[Unplaced, ...]
