"""A list of people or things: sortable, remembered widths, Enter opens, Ctrl+C pastes into Excel, count at the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
)

from centre_app.language.translate import _, ngettext
from ui.desk import Desk
from ui.shared import theme
from ui.shared.empty import EmptyPlace
from ui.shared.row_delegate import RowDelegate
from ui.shared.row_model import ROW_ROLE, SORT_ROLE, Column, Row, RowModel
from ui.shared.words import label

__all__ = ["ROW_ROLE", "SORT_ROLE", "Column", "RowModel", "Table", "as_tsv"]

_REMEMBER_AFTER_MS = 400
_FORMULA_STARTS = ("=", "+", "-", "@")


def as_tsv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lines of cells for the clipboard. A cell that a spreadsheet would run as a formula gets a ' before it."""
    return "\n".join("\t".join(_cell(text) for text in line) for line in (header, *rows)) + "\n"


def count_words(n: int) -> str:
    """ "12 rows" in the screen's language, where a list has no better word."""
    return ngettext("{n} row", "{n} rows", n).format(n=n)


class Table(QFrame):
    """A list with its foot. ``name`` keys its remembered widths; ``sorting``: memory (rows held), asked, or none."""

    opened = Signal(object)
    current_changed = Signal(object)
    sort_asked = Signal(str, bool)

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        name: str = "",
        desk: Desk | None = None,
        count: Callable[[int], str] = count_words,
        sorting: Literal["memory", "asked", "none"] = "memory",
        label_text: str = "",
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.model = RowModel(columns)
        self._name, self._desk, self._count, self._sorting = name, desk, count, sorting
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self._keep: Callable[[Row], Any] = lambda row: getattr(row, "id", row)
        self.view = _View(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(RowDelegate(self.model, self.view))
        self.view.setAccessibleName(label_text or name)
        self._foot = label("", kind="muted")
        self._foot.setContentsMargins(12, 4, 12, 6)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(self._pages, 1)
        layout.addWidget(self._foot)
        self._remember = QTimer(self)
        self._remember.setSingleShot(True)
        self._remember.setInterval(_REMEMBER_AFTER_MS)
        self._remember.timeout.connect(self._keep_widths)
        self._set_up_header()
        self.view.selectionModel().currentRowChanged.connect(self._current_moved)
        self.view.doubleClicked.connect(self._open_at)
        self._tell_count(None)

    def set_rows(self, rows: Sequence[Row], total: int | None = None, keep: Callable[[Row], Any] | None = None) -> None:
        """Show these. The current row stays current by ``keep(row)`` (its ``id``); ``total`` where more exist."""
        if keep is not None:
            self._keep = keep
        current = self.current()
        selection = self.view.selectionModel()
        # The view keeps places; who is current is kept here, by key.
        before = selection.blockSignals(True)
        selection.clear()
        self.model.set_rows(rows)
        if self._sorting == "memory" and self._sorted_by is not None:
            self.model.sort(*self._sorted_by)
        if current is not None:
            key = self._keep(current)
            self.select(lambda row: self._keep(row) == key)
        selection.blockSignals(before)
        self._pages.setCurrentIndex(0 if rows or self._pages.count() == 1 else 1)
        self._tell_count(total)
        self.view.viewport().update()
        if current is not None:
            self.current_changed.emit(self.current())

    def set_empty(self, place: EmptyPlace) -> None:
        """What is shown instead of an empty list."""
        while self._pages.count() > 1:
            older = self._pages.widget(1)
            if older is not None:
                self._pages.removeWidget(older)
                older.deleteLater()
        self._pages.addWidget(place)
        self._pages.setCurrentIndex(0 if self.model.rows else 1)

    def set_count(self, text: str) -> None:
        """Other words at the foot."""
        self._foot.setText(text)

    def rows(self) -> list[Row]:
        """The rows in the order shown."""
        return list(self.model.rows)

    def current(self) -> Row | None:
        """The row that the keyboard is on."""
        return self.model.row_at(self.view.currentIndex())

    def selected(self) -> list[Row]:
        """The selected rows in the order shown."""
        lines = sorted({index.row() for index in self.view.selectionModel().selectedIndexes()})
        return [self.model.rows[line] for line in lines]

    def select(self, fits: Callable[[Row], bool]) -> bool:
        """Make the first row that fits current; False where none does."""
        for line, row in enumerate(self.model.rows):
            if fits(row):
                self.view.setCurrentIndex(self.model.index(line, 0))
                return True
        return False

    def copy(self) -> None:
        """Put the selected rows (all, where none is) on the clipboard with their headers, columns as they stand."""
        header = self.view.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        columns = [self.model.columns[at] for at in order if not header.isSectionHidden(at)]
        rows = self.selected() or self.model.rows
        text = as_tsv([column.header for column in columns], [[c.value(row) for c in columns] for row in rows])
        QGuiApplication.clipboard().setText(text)

    def open_current(self) -> None:
        """As Enter does."""
        self._open_at(self.view.currentIndex())

    def _set_up_header(self) -> None:
        header = self.view.horizontalHeader()
        header.setSectionsMovable(False)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(theme.px(40))
        header.ensurePolished()
        kept = self._desk.widths(self._name) if self._desk is not None and self._name else {}
        for at, column in enumerate(self.model.columns):
            # At least as wide as its own name, which is longer in some languages.
            wide = max(theme.px(column.width), header.sectionSizeHint(at))
            header.resizeSection(at, kept.get(column.key, wide))
        header.sectionResized.connect(lambda *_sizes: self._remember.start())
        if self._sorting != "none":
            header.setSectionsClickable(True)
            header.setSortIndicatorShown(True)
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            header.sortIndicatorChanged.connect(self._sort)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        if column < 0:
            return
        self._sorted_by = (column, order)
        if self._sorting == "memory":
            self.model.sort(column, order)
        else:
            self.sort_asked.emit(self.model.columns[column].key, order is Qt.SortOrder.DescendingOrder)

    def _keep_widths(self) -> None:
        if self._desk is not None and self._name:
            header = self.view.horizontalHeader()
            # The last column takes what is left over: its width says nothing.
            kept = {column.key: header.sectionSize(at) for at, column in enumerate(self.model.columns[:-1])}
            self._desk.keep_widths(self._name, kept)

    def _tell_count(self, total: int | None) -> None:
        shown = len(self.model.rows)
        words = self._count(total if total is not None else shown)
        if total is not None and total > shown:
            words += " · " + _("the first {shown} are shown").format(shown=shown)
        self._foot.setText(words)

    def _current_moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(self.model.row_at(index))

    def _open_at(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self.opened.emit(row)


class _View(QTableView):
    """Whole rows; Tab goes on to the next widget; Enter opens; Ctrl+C copies."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        # Fixed heights: asking each row for its height is what makes long tables slow.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(max(30, self.fontMetrics().height() + 12))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._table.open_current()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._table.copy()
        else:
            super().keyPressEvent(event)


def _cell(text: str) -> str:
    flat = " ".join(text.split())
    if flat.startswith(_FORMULA_STARTS) and not _is_number(flat):
        return "'" + flat
    return flat


def _is_number(text: str) -> bool:
    # "+992…" stays words: a spreadsheet would drop the plus of a phone number.
    digits = text.removeprefix("-").replace(" ", "").replace(",", ".", 1)
    return digits.replace(".", "", 1).isdecimal()
