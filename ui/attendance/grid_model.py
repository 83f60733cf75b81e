"""The month as rows of children and columns of days. Holds what it was given; never asks the database."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from centre_app.attendance.queries import GridRow, MonthGrid
from centre_app.attendance.rules import ABSENT, LATE, PRESENT, UNKNOWN_REASON, Cell
from centre_app.language.dates import day_text, weekday_names
from centre_app.language.translate import _, current, pgettext
from ui.attendance.letters import Mark, MarkLetters
from ui.shared import theme

Index = QModelIndex | QPersistentModelIndex
CENTRE = int(Qt.AlignmentFlag.AlignCenter)
TOTALS = 3  # columns after the days: came, absent, not marked


class Sign(Enum):
    """What a cell is, besides its letter."""

    OPEN = 1
    CLOSED = 2
    OUTSIDE = 3
    TOTAL = 4


class Look(NamedTuple):
    """How a cell is drawn: its letter or number, the theme's colours of both, whether there is a note."""

    text: str
    tone: str
    ground: str
    sign: Sign
    note: bool


UNEXCUSED = frozenset({"unexcused", UNKNOWN_REASON})


class GridModel(QAbstractTableModel):
    """``grid`` as last read; a mark just made is shown at once and confirmed by the next reading."""

    def __init__(self) -> None:
        super().__init__()
        self.grid: MonthGrid | None = None
        self.letters = MarkLetters("en", {})
        self.today = date.min
        self._cells: list[dict[date, Cell]] = []
        self._totals: dict[int, tuple[int, int, int]] = {}

    def set_grid(self, grid: MonthGrid, letters: MarkLetters, today: date) -> None:
        """Show this month. Rows and days that stay the same keep their selection."""
        same = self.grid is not None and _shape(self.grid) == _shape(grid)
        if not same:
            self.beginResetModel()
        self.grid, self.letters, self.today = grid, letters, today
        self._cells = [dict(row.cells) for row in grid.rows]
        self._totals.clear()
        if not same:
            self.endResetModel()
        elif grid.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(grid.rows) - 1, self.columnCount() - 1))

    @property
    def days(self) -> int:
        """How many of the columns are days."""
        return len(self.grid.days) if self.grid is not None else 0

    def row(self, index: Index) -> GridRow:
        """The child of a row."""
        assert self.grid is not None
        return self.grid.rows[index.row()]

    def day(self, column: int) -> date:
        """The day of a column."""
        assert self.grid is not None
        return self.grid.days[column].day

    def is_open(self, column: int) -> bool:
        """Whether the centre is open that day."""
        return self.grid is not None and self.grid.days[column].open

    def cell(self, index: Index) -> Cell | None:
        """The mark at a place, None where there is none."""
        return self._cells[index.row()].get(self.day(index.column()))

    def show_mark(self, index: Index, mark: Mark) -> None:
        """Show a mark before it is saved."""
        day = self.day(index.column())
        if mark.status is None:
            self._cells[index.row()].pop(day, None)
        else:
            was = self._cells[index.row()].get(day)
            self._cells[index.row()][day] = Cell(mark.status, mark.reason, was.note if was else "")
        self._totals.pop(index.row(), None)
        self.dataChanged.emit(index, index)
        self.dataChanged.emit(self.index(index.row(), self.days), self.index(index.row(), self.columnCount() - 1))

    def day_totals(self, column: int) -> tuple[int, int]:
        """(came, not marked) of a day's column."""
        assert self.grid is not None
        day = self.day(column)
        came = unmarked = 0
        for row, cells in zip(self.grid.rows, self._cells, strict=True):
            cell = cells.get(day)
            if cell is not None:
                came += cell.status != ABSENT
            elif row.covers(day) and self.is_open(column):
                unmarked += 1
        return came, unmarked

    def row_totals(self, row: int) -> tuple[int, int, int]:
        """(came, absent, not marked up to today) of a child's row."""
        found = self._totals.get(row)
        if found is None:
            found = self._totals[row] = self._count_row(row)
        return found

    def _count_row(self, row: int) -> tuple[int, int, int]:
        assert self.grid is not None
        came = sum(cell.status != ABSENT for cell in self._cells[row].values())
        absent = len(self._cells[row]) - came
        child = self.grid.rows[row]
        due = sum(state.open and state.day <= self.today and child.covers(state.day) for state in self.grid.days)
        return came, absent, max(due - came - absent, 0)

    # ---- Qt ---------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.grid is None else len(self.grid.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.grid is None else self.days + TOTALS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.grid is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return CENTRE
        if index.column() >= self.days:
            if role == Qt.ItemDataRole.DisplayRole:
                return str(self.row_totals(index.row())[index.column() - self.days])
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.letters.sign(self.cell(index))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(index)
        return None

    def look(self, row: int, column: int) -> Look:
        """How a cell is drawn."""
        assert self.grid is not None
        if column >= self.days:
            return Look(str(self.row_totals(row)[column - self.days]), "text", "ground", Sign.TOTAL, False)
        state = self.grid.days[column]
        ground = "today" if state.day == self.today else "card"
        sign = Sign.CLOSED if not state.open else Sign.OPEN if self.grid.rows[row].covers(state.day) else Sign.OUTSIDE
        cell = self._cells[row].get(state.day)
        if cell is None:
            return Look("", "", ground, sign, False)
        tone = "good" if cell.status == PRESENT else "text"
        if cell.status == LATE or (cell.status == ABSENT and cell.reason in UNEXCUSED):
            tone = "attention"
        return Look(self.letters.sign(cell), tone, ground, sign, bool(cell.note))

    def words(self, index: Index) -> str:
        """A place in words: child, day, mark or why there can be none."""
        assert self.grid is not None
        row, state = self.row(index), self.grid.days[index.column()]
        if not state.open:
            said = state.why.in_words() if state.why is not None else _("closed")
        elif not row.covers(state.day):
            said = _("not enrolled on this day")
        else:
            said = self.letters.words(self.cell(index))
        return f"{row.name}, {day_text(state.day)}: {said}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.grid is None or section < 0:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self._row_header(section, role)
        if section >= self.days:
            return self._total_header(section - self.days, role)
        state = self.grid.days[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{weekday_names(current(), short=True)[state.day.weekday()]}\n{state.day.day}"
        if role == Qt.ItemDataRole.ToolTipRole:
            why = state.why.in_words() if state.why is not None else ""
            return f"{day_text(state.day)} {why}".strip()
        if role == Qt.ItemDataRole.FontRole and state.day == self.today:
            bold = QFont()
            bold.setBold(True)
            return bold
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("accent" if state.day == self.today else "text" if state.open else "muted")
        return None

    def _row_header(self, section: int, role: int) -> Any:
        assert self.grid is not None
        if section >= len(self.grid.rows):
            return None
        row = self.grid.rows[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.name}, {row.number}"
        return None

    def _total_header(self, which: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            # At most seven letters fit.
            return (
                pgettext("narrow column, 7 letters", "came"),
                pgettext("narrow column, 7 letters", "absent"),
                pgettext("narrow column, 7 letters", "no mark"),
            )[which]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (_("Days present or late"), _("Days absent"), _("Open days up to today without a mark"))[which]
        return None


def _shape(grid: MonthGrid) -> tuple[tuple[UUID, ...], tuple[date, ...]]:
    return tuple(row.enrolment_id for row in grid.rows), tuple(state.day for state in grid.days)
