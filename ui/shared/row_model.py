"""Rows and named columns for a table view. Holds what it is given and never asks the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from centre_app.language.collate import sort_key
from centre_app.language.translate import current
from ui.shared import theme

Row = Any
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = Qt.ItemDataRole.UserRole
SORT_ROLE: Final = Qt.ItemDataRole.UserRole + 1

_NOWHERE = QModelIndex()
_ALIGN: Final = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "centre": Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
}


@dataclass(frozen=True)
class Column:
    """One column: ``value(row)`` gives its words, ``sort(row)`` what it is sorted by (its words, where None).

    ``width`` in logical pixels at 100 % text. ``tone(row)``: "" | attention | danger | muted | strong; the words must
    say it too. ``tip(row)``: more words, shown when the mouse rests.
    """

    key: str
    header: str
    value: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None
    align: Literal["left", "right", "centre"] = "left"
    width: int = 120
    tone: Callable[[Row], str] | None = None
    tip: Callable[[Row], str] | None = None


class RowModel(QAbstractTableModel):
    """The model of every list. ``rows`` are plain objects; ROW_ROLE gives the object, SORT_ROLE what it sorts by."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these instead. Not by a reset, which has the view lay out its headers and scroll bars anew."""
        before, after = len(self.rows), len(rows)
        if after < before:
            self.beginRemoveRows(_NOWHERE, after, before - 1)
            self.rows = list(rows)
            self.endRemoveRows()
        elif after > before:
            self.beginInsertRows(_NOWHERE, before, after - 1)
            self.rows = list(rows)
            self.endInsertRows()
        else:
            self.rows = list(rows)
        if after:
            self.dataChanged.emit(self.index(0, 0), self.index(after - 1, len(self.columns) - 1))

    def row_at(self, index: Index) -> Row | None:
        """The object of this line, None outside the table."""
        return self.rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.value(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align]
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip is not None else None
        if role == ROW_ROLE:
            return row
        if role == SORT_ROLE:
            return self._sort_value(column, row)
        return _toned(column.tone(row), role) if column.tone is not None else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].header
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[self.columns[section].align]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the rows held. Rows that sort alike keep their order; the current line stays current."""
        if not 0 <= column < len(self.columns):
            return
        sorted_by = self.columns[column]
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self.rows[index.row()] for index in before]
        self.rows.sort(key=lambda row: self._sort_value(sorted_by, row), reverse=order is Qt.SortOrder.DescendingOrder)
        places = {id(row): place for place, row in enumerate(self.rows)}
        after = [self.index(places[id(row)], index.column()) for row, index in zip(held, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    @staticmethod
    def _sort_value(column: Column, row: Row) -> Any:
        if column.sort is not None:
            return column.sort(row)
        return sort_key(column.value(row), current().language)


def _toned(tone: str, role: int) -> Any:
    if role == Qt.ItemDataRole.ForegroundRole and tone in ("attention", "danger", "muted"):
        return theme.colour(tone)
    if role == Qt.ItemDataRole.FontRole and tone == "strong":
        font = QFont()
        font.setBold(True)
        return font
    return None
