"""The children of a group session with their status: the roll, called by one key a child."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from centre_app.language.translate import _
from centre_app.therapy.rules import ATTENDED, EXCUSED, INVITED, MISSED
from centre_app.therapy.session_file import ChildHere
from ui.shared import icons, theme
from ui.therapy.session_words import status_text
from ui.therapy.session_writing import Writing

_KEYS = {Qt.Key.Key_1: ATTENDED, Qt.Key.Key_2: MISSED, Qt.Key.Key_3: EXCUSED, Qt.Key.Key_Space: ATTENDED}
_SIGNS = {ATTENDED: ("check", "good"), MISSED: ("close", "danger"), EXCUSED: ("info", "attention")}


class ChildrenList(QListWidget):
    """``child_chosen(id)`` when another one is current; ``marked(id, status)`` for 1, 2, 3; the next one
    follows. ``entered``: Enter or → goes on to what is written of the child."""

    child_chosen = Signal(object)
    marked = Signal(object, str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Children of the session"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumHeight(theme.px(120))
        self._children: tuple[ChildHere, ...] = ()
        self.currentRowChanged.connect(self._row_changed)

    def show_children(self, children: tuple[ChildHere, ...], writing: Writing) -> None:
        """Show these, the first one chosen."""
        before = self.blockSignals(True)
        self.clear()
        self._children = children
        for child in children:
            item = QListWidgetItem()
            item.setToolTip(child.name)
            self.addItem(item)
        self.show_statuses(writing)
        self.setCurrentRow(0)
        self.blockSignals(before)

    def show_statuses(self, writing: Writing) -> None:
        """The words under each name."""
        for place, child in enumerate(self._children):
            item = self.item(place)
            status = writing.children[child.child_id].status
            words = _("not marked yet") if status == INVITED else status_text(status)
            absent = _("absent that day") if child.absent is not None else ""
            # What asks for a look has its words in a second line; for who attended the tick says it.
            seen = " · ".join(filter(None, ("" if status in (INVITED, ATTENDED) else words, absent)))
            item.setText("\n".join(filter(None, (child.short, seen))))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{child.short}, {words}")
            sign = _SIGNS.get(status)
            item.setIcon(icons.icon(*sign) if sign else icons.icon("edit", "muted"))

    def current(self) -> UUID | None:
        """The child the roll stands at."""
        place = self.currentRow()
        return self._children[place].child_id if 0 <= place < len(self._children) else None

    def go_to(self, child_id: UUID) -> None:
        """Make this child the current one."""
        for place, child in enumerate(self._children):
            if child.child_id == child_id:
                self.setCurrentRow(place)

    def step(self, by: int) -> None:
        """The next child, or the one before."""
        self.setCurrentRow(min(max(self.currentRow() + by, 0), self.count() - 1))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The rows were measured before the style sheet had its say on their padding.
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.entered.emit()
            return
        status = _KEYS.get(Qt.Key(event.key()))
        place = self.currentRow()
        if status is None or event.modifiers() != Qt.KeyboardModifier.NoModifier or place < 0:
            super().keyPressEvent(event)
            return
        self.marked.emit(self._children[place].child_id, status)
        # Excused asks for its reason in the panel; the others go on down the roll.
        if status != EXCUSED:
            self.step(1)

    def _row_changed(self, place: int) -> None:
        if 0 <= place < len(self._children):
            self.child_chosen.emit(self._children[place].child_id)
