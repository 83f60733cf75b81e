"""◀ week 48: 23–29.11.2026 ▶ and a way back; the words can be typed over."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from centre_app.language.translate import _
from centre_app.therapy.rules import monday_of
from ui import messages
from ui.shared import theme
from ui.shared.buttons import button, icon_button
from ui.therapy.week_words import parse_week, week_text


class WeekStrip(QWidget):
    """``changed(monday)`` when the person moves. Alt+Left and Alt+Right too, unless a session is carried by them."""

    changed = Signal(object)

    def __init__(self, day: date, today: date) -> None:
        super().__init__()
        self.monday = monday_of(day)
        self._today = today
        self.line = _WeekLine(self)
        self.line.setAccessibleName(_("Week: type its number or a day"))
        self.line.setToolTip(_("Type a week's number or a day: 48, 25.11, +14"))
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.setMinimumWidth(theme.px(200))
        self.line.returnPressed.connect(self._typed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(icon_button("back", _("Week before"), lambda: self._move(-1)))
        row.addWidget(self.line)
        row.addWidget(icon_button("forward", _("Week after"), lambda: self._move(1)))
        row.addWidget(button(_("This week"), lambda: self._tell(monday_of(self._today))))
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1), ("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda by=by: self._move(by))
        self.show_words()

    def set_week(self, day: date) -> None:
        """Show the week of this day without telling it."""
        self.monday = monday_of(day)
        self.show_words()

    def show_words(self) -> None:
        """The week's words instead of what was typed."""
        self.line.setText(week_text(self.monday))

    def _typed(self) -> None:
        monday = parse_week(self.line.text(), self._today)
        if monday is None:
            messages.attention(_("This is not a week. Type its number or a day: 48, 2026-W48, 25.11."))
            self.line.selectAll()
        else:
            self._tell(monday)
            self.show_words()
            self.line.selectAll()

    def _move(self, by: int) -> None:
        try:
            self._tell(self.monday + timedelta(days=7 * by))
        except OverflowError:
            return  # the calendar itself ends here

    def _tell(self, monday: date) -> None:
        if monday != self.monday:
            self.set_week(monday)
            self.changed.emit(monday)


class _WeekLine(QLineEdit):
    """Chosen whole when entered; gets its words back when left without Enter, and by Esc."""

    def __init__(self, strip: WeekStrip) -> None:
        super().__init__()
        self._strip = strip

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._strip.show_words()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._strip.show_words()
            self.selectAll()
        else:
            super().keyPressEvent(event)
