"""Where things stand on the board: days across, teams down, the stops of a cell below each other. Pure geometry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

_PAD = 4


class Box(NamedTuple):
    """Left, top, width, height in pixels of the whole board."""

    left: int
    top: int
    width: int
    height: int

    def holds(self, x: int, y: int) -> bool:
        """Whether a point is in it."""
        return self.left <= x < self.left + self.width and self.top <= y < self.top + self.height


class Sizes(NamedTuple):
    """The height of a line of words, how many of them a stop has, the least height of a cell."""

    line: int
    stop_lines: int = 2
    least: int = 120


@dataclass(frozen=True)
class Filling:
    """What is in a cell: the stops' ids in order, which of them have a third line, those called off; and how many
    lines stand over them."""

    stops: tuple[UUID, ...] = ()
    long: frozenset[UUID] = frozenset()
    off: tuple[UUID, ...] = ()
    head_lines: int = 2


class BoardGrid:
    """The boxes of all cells and stops. ``cells`` by (team, day)."""

    def __init__(
        self,
        teams: Sequence[UUID],
        days: Sequence[date],
        cells: Mapping[tuple[UUID, date], Filling],
        width: int,
        height: int,
        sizes: Sizes,
    ) -> None:
        self.teams, self.days, self.sizes = tuple(teams), tuple(days), sizes
        self.column = max(width // max(len(days), 1), 1)
        self.cells: dict[tuple[UUID, date], Box] = {}
        self.stops: dict[UUID, Box] = {}
        self._fillings = cells
        tall = [max((self._need(cells[team, day]) for day in days), default=sizes.least) for team in teams]
        spare = max(height - sum(tall), 0) // max(len(tall), 1)
        top = 0
        for team, need in zip(teams, tall, strict=True):
            for at, day in enumerate(days):
                self.cells[team, day] = Box(at * self.column, top, self.column, need + spare)
                self._place(cells[team, day], self.cells[team, day])
            top += need + spare
        self.width, self.height = self.column * len(days), top

    def cell_at(self, x: int, y: int) -> tuple[UUID, date] | None:
        """The cell at a point."""
        return next((key for key, box in self.cells.items() if box.holds(x, y)), None)

    def stop_at(self, x: int, y: int) -> UUID | None:
        """The stop at a point, also one that was called off."""
        return next((key for key, box in self.stops.items() if box.holds(x, y)), None)

    def position_at(self, cell: tuple[UUID, date], y: int, carried: UUID) -> int | None:
        """Where among the stops something let go at this height goes; None over the head and below the stops: where
        it costs least."""
        stops = self._fillings[cell].stops
        boxes = [self.stops[key] for key in stops]
        if not boxes or y < boxes[0].top or y > boxes[-1].top + boxes[-1].height:
            return None
        return sum(y > box.top + box.height // 2 for key, box in zip(stops, boxes, strict=True) if key != carried)

    def gap_box(self, cell: tuple[UUID, date], position: int, carried: UUID) -> Box:
        """The line between two stops where something would go in."""
        box = self.cells[cell]
        boxes = [self.stops[key] for key in self._fillings[cell].stops if key != carried]
        if not boxes:
            top = box.top + self._head(self._fillings[cell]) + 2
        elif position < len(boxes):
            top = boxes[position].top - 3
        else:
            top = boxes[-1].top + boxes[-1].height + 1
        return Box(box.left + _PAD, top, box.width - 2 * _PAD, 3)

    def head_box(self, cell: tuple[UUID, date]) -> Box:
        """The lines over the stops."""
        box = self.cells[cell]
        return Box(box.left, box.top, box.width, self._head(self._fillings[cell]))

    def _head(self, filling: Filling) -> int:
        return filling.head_lines * self.sizes.line + 2 * _PAD

    def _stop(self, filling: Filling, key: UUID) -> int:
        return (self.sizes.stop_lines + (key in filling.long)) * self.sizes.line + _PAD

    def _need(self, filling: Filling) -> int:
        stops = sum(self._stop(filling, key) + _PAD for key in filling.stops)
        return max(
            self.sizes.least, self._head(filling) + stops + len(filling.off) * (self.sizes.line + _PAD) + 2 * _PAD
        )

    def _place(self, filling: Filling, cell: Box) -> None:
        top = cell.top + self._head(filling)
        for key in filling.stops:
            self.stops[key] = Box(cell.left + _PAD, top, cell.width - 2 * _PAD, self._stop(filling, key))
            top += self._stop(filling, key) + _PAD
        for key in filling.off:
            self.stops[key] = Box(cell.left + _PAD, top, cell.width - 2 * _PAD, self.sizes.line)
            top += self.sizes.line + _PAD
