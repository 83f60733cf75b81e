"""Ctrl+K and three letters: any child from anywhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from centre_app.language.dates import day_text
from centre_app.language.translate import _, ngettext
from ui import tasks
from ui.shared import theme
from ui.shared.search_field import SearchField
from ui.shared.words import label

_SHOWN = 8


def find(session: Any, text: str) -> Any:
    """The children found, by the room's own query; imported in the worker, on the first search."""
    from centre_app.children.queries import find_children

    return find_children(session, text, limit=_SHOWN)


class QuickFind(QFrame):
    """A field with its results. ``found(child_id)`` when one is chosen; closes by Esc or a click beside it."""

    found = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Find a child"))
        self.field = SearchField(_("Name, number or phone of a child"))
        self.field.searched.connect(self._search)
        self.results = _Results()
        self.results.itemActivated.connect(self._choose)
        self.results.itemClicked.connect(self._choose)
        self.field.next_widget = self.results
        self._note = label(_("Type a few letters, in any alphabet or spelling."), kind="muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self.results, 1)
        layout.addWidget(self._note)
        self.results.hide()
        width = min(theme.px(560), over.width() - 48)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move(over.mapToGlobal(QPoint((over.width() - width) // 2, 72)))
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _search(self, text: str) -> None:
        if text.strip():
            tasks.read(lambda session: find(session, text), then=self._show, latest="find")
        else:
            self._show_rows([], 0)

    def _show(self, found: Any) -> None:
        self._show_rows(found.rows, found.count)

    def _show_rows(self, rows: Any, count: int) -> None:
        self.results.clear()
        for row in rows:
            item = QListWidgetItem(row_words(row))
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            self.results.addItem(item)
        self.results.setVisible(bool(rows))
        if rows:
            self.results.setCurrentRow(0)
            height = self.results.sizeHintForRow(0)
            self.results.setFixedHeight(height * len(rows) + 8)
        if not self.field.text().strip():
            self._note.setText(_("Type a few letters, in any alphabet or spelling."))
        elif not rows:
            self._note.setText(_("No child is found by these letters."))
        else:
            self._note.setText(ngettext("{n} child found", "{n} children found", count).format(n=count))
        self.adjustSize()

    def _choose(self, item: QListWidgetItem) -> None:
        child = item.data(Qt.ItemDataRole.UserRole)
        self.close()
        self.found.emit(child)


class _Results(QListWidget):
    """Enter and a click choose; Up from the first goes back to the field."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Children found"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def row_words(row: Any) -> str:
    """One line for one child: name, number, and what tells apart two of one name."""
    born = day_text(row.birth_date) if row.birth_date is not None else ""
    return " · ".join(part for part in (row.full_name, row.number, born, row.village or row.district) if part)
