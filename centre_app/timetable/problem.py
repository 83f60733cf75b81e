"""A week to be planned and a proposal for it, as plain frozen values. Pure.

Hours are minutes after midnight, local time; a session ends on the day it begins. A *place* is one child in one
session: a session with four children counts four. Everything here is what was read, not what was worked out from it:
the solver and the checker each work out for themselves when somebody is free.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

GRIDS = (5, 15)
OPTIMAL, FEASIBLE, NONE = "optimal", "feasible", "none"
STATUSES = (OPTIMAL, FEASIBLE, NONE)


@dataclass(frozen=True)
class Hours:
    """A stretch of a weekday (ISO: Monday 1 … Sunday 7)."""

    weekday: int
    start: int
    end: int


@dataclass(frozen=True)
class Away:
    """A stretch of one day on which somebody is not here; 0–1440 is the whole day."""

    day: date
    start: int = 0
    end: int = 1440


@dataclass(frozen=True)
class Therapist:
    """Who may give sessions. A break is the gap between two ``hours``."""

    id: uuid.UUID
    name: str
    skills: frozenset[str]  # codes of session types
    hours: tuple[Hours, ...]
    away: tuple[Away, ...] = ()


@dataclass(frozen=True)
class Room:
    """A room; one session at a time. ``places`` None: nobody said how many fit in."""

    id: uuid.UUID
    name: str
    places: int | None = None
    equipment: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SessionType:
    """What a type of session needs of a room, and how many children it may have."""

    code: str
    most_children: int = 8
    equipment: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Child:
    """A child with something due. ``days``: those of the week on which it is enrolled and its plan is in force."""

    id: uuid.UUID
    number: str
    name: str
    days: frozenset[date]
    times: tuple[Hours, ...] = ()  # none: whenever the centre is open
    most_a_day: int = 2
    few_days: bool = False  # a long way, or the minibus: few days of coming are better than many
    away: tuple[Away, ...] = ()  # known already to be absent


@dataclass(frozen=True)
class Want:
    """What is due of a plan's service in this week: ``times`` sessions of ``minutes`` minutes, still to be placed."""

    child: uuid.UUID
    type: str
    minutes: int
    times: int = 1
    in_group: bool = False  # may share a session with others of the same type and length
    wished: uuid.UUID | None = None  # the therapist the plan names


@dataclass(frozen=True)
class Fixed:
    """A session of the week that is booked or held already: it keeps its place. ``start`` None: never written down."""

    id: uuid.UUID
    type: str
    day: date
    start: int | None
    minutes: int
    children: tuple[uuid.UUID, ...]  # without those who are excused
    therapist: uuid.UUID | None = None
    room: uuid.UUID | None = None
    pinned: bool = False


@dataclass(frozen=True)
class Before:
    """Where a child had a session of a type in the week before."""

    child: uuid.UUID
    type: str
    weekday: int
    start: int | None
    therapist: uuid.UUID | None


@dataclass(frozen=True)
class Problem:
    """The week of ``monday``. New sessions lie on ``open_days`` not before ``first_day``, on the grid."""

    monday: date
    open_days: tuple[date, ...]
    first_day: date
    therapists: tuple[Therapist, ...]
    rooms: tuple[Room, ...]
    types: tuple[SessionType, ...]
    children: tuple[Child, ...]
    wants: tuple[Want, ...]
    fixed: tuple[Fixed, ...] = ()
    before: tuple[Before, ...] = ()
    grid: int = 15  # a session begins at a multiple of so many minutes after midnight

    @property
    def due(self) -> int:
        """How many places are still to be found."""
        return sum(want.times for want in self.wants)

    @property
    def done(self) -> int:
        """How many places are booked or held already."""
        return sum(len(session.children) for session in self.fixed)


@dataclass(frozen=True)
class Placement:
    """A new session: the wants it serves (their indices in ``Problem.wants``), who gives it, where and when."""

    wants: tuple[int, ...]
    therapist: uuid.UUID
    room: uuid.UUID
    day: date
    start: int


@dataclass(frozen=True)
class Unplaced:
    """One place that was not found, and the reason as ``reasons.WORDS`` words it. ``want`` as in ``Placement``."""

    want: int
    reason: str


@dataclass(frozen=True)
class Proposal:
    """A timetable for ``problem``. ``optimal``: proven that no timetable has more places; ``feasible``: it holds all
    rules, more may be possible; ``none``: something is due and nothing of it was placed.

    ``bound``: proven that no timetable of this week has more places, those booked already (``kept``) among them.
    """

    problem: Problem
    status: str
    bound: int
    new: tuple[Placement, ...]
    kept: tuple[Fixed, ...]
    unplaced: tuple[Unplaced, ...]

    @property
    def found(self) -> int:
        """How many places the new sessions have."""
        return sum(len(placement.wants) for placement in self.new)

    @property
    def placed(self) -> int:
        """All places of the week: new ones and those that were there."""
        return self.found + sum(len(session.children) for session in self.kept)
