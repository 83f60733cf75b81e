"""The day as a list: who is expected, the mark in words, the telephone of the family."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from centre_app.attendance.queries import DaySheet, SheetRow
from centre_app.attendance.rules import ABSENT, PRESENT
from centre_app.language.translate import _, ngettext
from ui.attendance.letters import HERE, LATE_MARK, NOTHING, Mark, MarkLetters
from ui.desk import Desk
from ui.shared.buttons import button
from ui.shared.cards import Figure
from ui.shared.empty import EmptyPlace
from ui.shared.table import Column, Table
from ui.shared.words import label


class DayPage(QWidget):
    """One group's day. Emits what the person asks for; saving is the screen's."""

    marked = Signal(list, object)  # rows, Mark
    filled = Signal()
    menu_asked = Signal(list, QPoint)
    child_opened = Signal(object)

    def __init__(self, desk: Desk, *, may_mark: bool) -> None:
        super().__init__()
        self.letters = MarkLetters("en", {})
        self._may_mark = may_mark
        self.sheet: DaySheet | None = None
        self.closed = label(kind="strong", tone="attention", wrap=True)
        self.figures = [Figure("–", words) for words in (_("expected"), _("came"), _("absent"), _("not marked yet"))]
        self.table: Table = Table(
            [
                Column("name", _("Child"), value=lambda row: row.name, width=240),
                Column("number", _("Number"), value=lambda row: row.number, width=80),
                Column("group", _("Group"), value=lambda row: row.group or "", width=120),
                Column("mark", _("Mark"), value=self._words, tone=_tone, width=260),
                Column("phone", _("Phone"), value=lambda row: row.phone, width=140),
            ],
            name="attendance.day",
            desk=desk,
            count=lambda n: ngettext("{n} child", "{n} children", n).format(n=n),
            sorting="none",
        )
        self.table.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.set_empty(
            EmptyPlace(_("Nobody is expected"), _("Nobody is enrolled here on this day."), icon="people")
        )
        self.table.opened.connect(lambda row: self.child_opened.emit(row.child_id))
        top = QHBoxLayout()
        for figure in self.figures:
            top.addWidget(figure, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.closed)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(self._buttons())
        self.closed.hide()
        self.table.view.installEventFilter(self)

    def show_sheet(self, sheet: DaySheet, letters: MarkLetters) -> None:
        """Show this day."""
        self.sheet, self.letters = sheet, letters
        self.table.set_rows(list(sheet.rows), keep=lambda row: row.enrolment_id)
        totals = sheet.totals
        for figure, number in zip(
            self.figures, (totals.expected, totals.came, totals.absent, totals.unmarked), strict=True
        ):
            figure.set_value(str(number) if sheet.state.open else "–")
        self.closed.setVisible(not sheet.state.open)
        why = sheet.state.why.in_words() if sheet.state.why is not None else ""
        self.closed.setText(_("Closed: {why}. Nobody can be marked on this day.").format(why=why))

    def eventFilter(self, watched: object, event: object) -> bool:
        if self._may_mark and isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        rows: list[SheetRow] = self.table.selected()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.filled.emit()
            return True
        if not rows or control:
            return False
        mark: Mark | None
        if event.key() == Qt.Key.Key_Space:
            mark = HERE
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            mark = NOTHING
        elif event.key() == Qt.Key.Key_F2:
            self._ask_menu()
            return True
        else:
            text = event.text()
            mark = self.letters.typed(text, rows[0].cell) if text and text.isprintable() else None
        if mark is not None:
            self.marked.emit(rows, mark)
        return mark is not None

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        if self._may_mark:
            for words, mark in ((_("Present"), HERE), (_("Late"), LATE_MARK), (_("Clear"), NOTHING)):
                row.addWidget(button(words, partial(self._mark, mark)))
            row.insertWidget(2, button(_("Absent…"), self._ask_menu))
            row.addWidget(
                label(
                    _("Space: present · a letter: its mark · F2: all marks · Ctrl+Enter: all present"),
                    "muted",
                    wrap=True,
                ),
                1,
            )
        return row

    def _mark(self, mark: Mark) -> None:
        if rows := self.table.selected():
            self.marked.emit(rows, mark)

    def _ask_menu(self) -> None:
        if rows := self.table.selected():
            view = self.table.view
            self.menu_asked.emit(rows, view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft()))

    def _words(self, row: SheetRow) -> str:
        return self.letters.words(row.cell)


def _tone(row: SheetRow) -> str:
    if row.cell is None:
        return "muted"
    return "attention" if row.cell.status == ABSENT else "" if row.cell.status == PRESENT else "strong"
