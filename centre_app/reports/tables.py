"""Tables on paper: columns shared out over the room, cells that wrap, a header that comes again on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from centre_app.reports import fonts
from centre_app.reports.paper import Paper
from centre_app.reports.style import INK, LEADING, LINE, MUTED, NONE, SMALL

_PAD = 3.0  # beside the words of a cell
_ABOVE = 2.5
_SMALLEST = 5.5  # a long word in a narrow column is set smaller before it is broken

_Cell = tuple[list[str], float]  # lines and their size


@dataclass(frozen=True)
class Column:
    """A column: its title, its share of the room, and how its cells stand (left, right, centre)."""

    title: str
    share: float = 1.0
    align: str = "left"


@dataclass(frozen=True)
class Table:
    """Rows of words under columns. `last_bold`: the last row is the total."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    last_bold: bool = False
    size: float = SMALL + 0.5


def draw(paper: Paper, table: Table, *, x: float | None = None, room: float | None = None) -> None:
    """Draw from here down. A table that is narrower than the paper starts at `x` and takes `room` points."""
    x = paper.left if x is None else x
    room = paper.right - x if room is None else room
    widths = _widths(table, room)
    _header(paper, table, x, widths)
    for place, row in enumerate(table.rows):
        bold = table.last_bold and place == len(table.rows) - 1
        cells = _set(row, widths, table.size, bold=bold)
        if paper.need(_high(cells)):
            _header(paper, table, x, widths)
        _row(paper, table, x, widths, cells, bold=bold)
    paper.y -= 4


def height_of(table: Table, room: float) -> float:
    """How many points `draw` takes on one page."""
    widths = _widths(table, room)
    height = 4.0
    for place, row in enumerate([[column.title for column in table.columns], *table.rows]):
        bold = place == 0 or (table.last_bold and place == len(table.rows))
        height += _high(_set(row, widths, SMALL if place == 0 else table.size, bold=bold))
    return height


def draw_beside(paper: Paper, tables: Sequence[Table], *, gap: float = 18) -> None:
    """Tables in two columns, each where more room is left; one too long for that takes the whole width."""
    room = (paper.room - gap) / 2
    most = paper.height - paper.bottom - 110
    ends = [paper.y, paper.y]
    for table in tables:
        height = height_of(table, room) + 4
        if height > most:
            paper.y = min(ends)
            draw(paper, table)
            ends = [paper.y, paper.y]
            continue
        column = 0 if ends[0] >= ends[1] else 1
        paper.y = ends[column]
        if paper.need(height):
            column = 0
            ends = [paper.y, paper.y]
        draw(paper, table, x=paper.left + column * (room + gap), room=room)
        ends[column] = paper.y - 4
    paper.y = min(ends)


def _widths(table: Table, room: float) -> list[float]:
    shares = sum(column.share for column in table.columns)
    return [room * column.share / shares for column in table.columns]


def _set(row: Sequence[str], widths: Sequence[float], size: float, *, bold: bool) -> list[_Cell]:
    return [
        fonts.unbroken(cell, size, width - 2 * _PAD, smallest=_SMALLEST, bold=bold)
        for cell, width in zip(row, widths, strict=True)
    ]


def _high(cells: Sequence[_Cell]) -> float:
    return max(len(lines) * size for lines, size in cells) * LEADING + 2 * _ABOVE


def _header(paper: Paper, table: Table, x: float, widths: Sequence[float]) -> None:
    titles = _set([column.title for column in table.columns], widths, SMALL, bold=True)
    height = _high(titles)
    paper.need(height + table.size * LEADING + 2 * _ABOVE)
    paper.canvas.setFillGray(0.93)
    paper.canvas.rect(x, paper.y - height, sum(widths), height, stroke=0, fill=1)
    _cells(paper, table, x, widths, titles, bold=True)
    paper.y -= height
    paper.rule(weight=0.7, x=x, end=x + sum(widths))


def _row(paper: Paper, table: Table, x: float, widths: Sequence[float], cells: Sequence[_Cell], *, bold: bool) -> None:
    if bold:
        paper.rule(weight=0.7, x=x, end=x + sum(widths))
    _cells(paper, table, x, widths, cells, bold=bold)
    paper.y -= _high(cells)
    paper.rule(weight=0.3, grey=LINE, x=x, end=x + sum(widths))


def _cells(
    paper: Paper, table: Table, x: float, widths: Sequence[float], cells: Sequence[_Cell], *, bold: bool
) -> None:
    for column, width, (lines, size) in zip(table.columns, widths, cells, strict=True):
        at = {"left": x + _PAD, "right": x + width - _PAD, "centre": x + width / 2}[column.align]
        y = paper.y - _ABOVE - size * 1.02
        for line in lines:
            paper.text(at, line, y=y, size=size, bold=bold, align=column.align, grey=MUTED if line == NONE else INK)
            y -= size * LEADING
        x += width
