"""Where a session stands in the calendar: minutes and pixels, columns, sessions side by side. Pure: no Qt, no clock."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

STEP = 5  # minutes that a dragged edge snaps to
SHORTEST, LONGEST = 5, 480  # minutes of a session
MIDNIGHT = 1440
USUAL_DAY = (8 * 60, 18 * 60)  # what is shown of a day at least


class Box(NamedTuple):
    """A rectangle in pixels of the whole calendar, not of what is scrolled into view."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first pixel beyond it."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The first pixel below it."""
        return self.top + self.height

    def holds(self, x: int, y: int) -> bool:
        """Whether the point lies in it."""
        return self.left <= x < self.right and self.top <= y < self.bottom


class Span(NamedTuple):
    """A stretch of a column: ``key`` of what lies there, its column, from ``start`` for ``minutes``."""

    key: Hashable
    column: int
    start: int
    minutes: int

    @property
    def end(self) -> int:
        """The minute at which it is over."""
        return self.start + self.minutes


class Beside(NamedTuple):
    """The place among sessions at the same time: the ``at``-th of ``of`` side by side."""

    at: int
    of: int


def snapped(minute: float, step: int = STEP) -> int:
    """The nearest minute that is a whole number of steps after midnight."""
    return int(minute / step + 0.5) * step


def side_by_side(spans: Iterable[Span]) -> dict[Hashable, Beside]:
    """Sessions of one column that overlap stand beside each other, as few abreast as they need.

    Those that touch only at their ends do not overlap. All that hang together share one width, so that a narrow one
    never reads as a part of a wide one.
    """
    by_column: dict[int, list[Span]] = {}
    for span in spans:
        by_column.setdefault(span.column, []).append(span)
    found: dict[Hashable, Beside] = {}
    for column in by_column.values():
        together: list[Span] = []
        over = -1
        for span in sorted(column, key=lambda one: (one.start, -one.minutes)):
            if together and span.start >= over:
                found.update(_abreast(together))
                together = []
            together.append(span)
            over = max(over, span.end) if len(together) > 1 else span.end
        found.update(_abreast(together))
    return found


def _abreast(spans: Sequence[Span]) -> dict[Hashable, Beside]:
    free_from: list[int] = []
    places: dict[Hashable, int] = {}
    for span in spans:
        at = next((lane for lane, minute in enumerate(free_from) if minute <= span.start), len(free_from))
        if at == len(free_from):
            free_from.append(span.end)
        else:
            free_from[at] = span.end
        places[span.key] = at
    return {key: Beside(at, len(free_from)) for key, at in places.items()}


def shown_hours(stretches: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The first and last minute to show, whole hours: the usual day, and all that lies outside it."""
    first, last = USUAL_DAY
    for start, end in stretches:
        first, last = min(first, start), max(last, end)
    return first // 60 * 60, min(MIDNIGHT, -(-last // 60) * 60)


def outside(stretches: Iterable[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """What of ``first``…``last`` lies in none of the stretches: the hours in which nobody works."""
    left: list[tuple[int, int]] = []
    reached = first
    for start, end in sorted(stretches):
        if start > reached:
            left.append((reached, min(start, last)))
        reached = max(reached, end)
        if reached >= last:
            break
    if reached < last:
        left.append((reached, last))
    return [(start, end) for start, end in left if start < end]


ALONE = Beside(0, 1)


@dataclass(frozen=True)
class Grid:
    """Columns across and minutes down, in pixels. ``first``…``last`` are the minutes shown."""

    columns: int
    column_width: int
    first: int
    last: int
    per_minute: float  # pixels

    @property
    def width(self) -> int:
        """Of all columns."""
        return self.columns * self.column_width

    @property
    def height(self) -> int:
        """Of all minutes shown."""
        return self.y(self.last)

    def y(self, minute: float) -> int:
        """The pixel at which a minute begins."""
        return round((minute - self.first) * self.per_minute)

    def minute(self, y: float) -> float:
        """The minute at a pixel, not rounded; within what is shown."""
        return min(max(self.first + y / self.per_minute, self.first), self.last)

    def x(self, column: int) -> int:
        """The pixel at which a column begins."""
        return column * self.column_width

    def column(self, x: float) -> int:
        """The column at a pixel, the outer ones beyond the edges."""
        return min(max(int(x // self.column_width), 0), max(self.columns - 1, 0))

    def stretch(self, column: int, start: int, end: int) -> Box:
        """A stretch of a column, edge to edge."""
        top = self.y(start)
        return Box(self.x(column), top, self.column_width, self.y(end) - top)

    def box(self, span: Span, beside: Beside = ALONE, gap: int = 3) -> Box:
        """Where a session's card stands; ``gap`` pixels are left free at its right and below it."""
        width = (self.column_width - gap) / beside.of
        left = self.x(span.column) + 2 + round(beside.at * width)
        right = self.x(span.column) + 2 + round((beside.at + 1) * width)
        top = self.y(span.start)
        return Box(left, top + 1, max(right - left - gap, 4), max(self.y(span.end) - top - 2, 4))


class Place(NamedTuple):
    """Where a session is put: the column, from ``start`` for ``minutes``."""

    column: int
    start: int
    minutes: int


def moved(place: Place, *, among: int, minutes: int = 0, columns: int = 0) -> Place:
    """The place so many minutes later and columns to the right, kept within the day and ``among`` so many columns."""
    start = min(max(place.start + minutes, 0), MIDNIGHT - place.minutes)
    return Place(min(max(place.column + columns, 0), among - 1), start, place.minutes)


def lengthened(place: Place, minutes: int) -> Place:
    """The place so many minutes longer (or shorter), the end moves."""
    longest = min(LONGEST, MIDNIGHT - place.start)
    return place._replace(minutes=min(max(place.minutes + minutes, SHORTEST), longest))


def begun(place: Place, start: int) -> Place:
    """The place with its beginning dragged to ``start``; the end stays."""
    end = place.start + place.minutes
    start = min(max(start, 0, end - LONGEST), end - SHORTEST)
    return Place(place.column, start, end - start)
