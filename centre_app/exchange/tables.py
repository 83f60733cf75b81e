"""What every kind of file becomes: sheets of lines of cells. Pure; knows no file format."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from centre_app.errors import UserError
from centre_app.language.translate import N_

MOST_LINES = 200_000
MOST_COLUMNS = 1_000
MOST_ROWS_OF_A_SHEET = 1_048_576  # as many as a spreadsheet can have; more is made to hurt
MOST_CELLS = 20_000_000


class Formula(str):
    """A formula as it is written. It is never worked out; where its value is wanted the row is refused."""


Value = str | int | float | bool | datetime | date | time | Formula | None


class Unreadable(UserError):
    """The file as a whole cannot be taken in; nothing was changed."""


@dataclass(frozen=True)
class Line:
    """One row that is not empty. ``row`` is its number as the spreadsheet shows it, from 1."""

    row: int
    cells: tuple[Value, ...]
    shaded: frozenset[int] = field(default_factory=frozenset)  # places in ``cells`` that are empty and coloured

    def cell(self, place: int) -> Value:
        """The value at ``place`` (from 0); None behind the last one."""
        return self.cells[place] if place < len(self.cells) else None


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or the whole of a text file (whose ``name`` is the file's)."""

    name: str
    lines: tuple[Line, ...]


class Measure:
    """Counts what is read and stops what no office keeps by hand."""

    def __init__(self) -> None:
        self.cells = 0
        self.lines = 0

    def row(self, number: int, width: int) -> None:
        """A row of ``width`` cells as it stands in the file, empty ones included. Raises Unreadable."""
        self.cells += width
        if number > MOST_ROWS_OF_A_SHEET or self.cells > MOST_CELLS:
            raise Unreadable(N_("The table is too large: it has more empty rows or columns than a list of children."))

    def line(self, number: int, cells: tuple[Value, ...]) -> None:
        """A row that will be kept. Raises Unreadable."""
        self.lines += 1
        if self.lines > MOST_LINES:
            raise Unreadable(N_("The table has more than {most} rows. Divide it."), most=MOST_LINES)
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(
                N_("Row {row} has {columns} columns; more than {most} cannot be a list of children."),
                row=number,
                columns=len(cells),
                most=MOST_COLUMNS,
            )


def trimmed(cells: list[Value]) -> tuple[Value, ...]:
    """The cells up to the last one that holds something."""
    last = len(cells)
    while last and (cells[last - 1] is None or cells[last - 1] == ""):
        last -= 1
    return tuple(cells[:last])
