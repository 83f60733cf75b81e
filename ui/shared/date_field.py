"""A day, typed freely (``5.3``, ``05032018``, ``today``, ``+7``) or picked from a calendar that begins on Monday."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from centre_app.language.dates import day_text, parse_day
from centre_app.language.translate import _, current
from ui.shared import theme
from ui.shared.buttons import icon_button


class DateField(QWidget):
    """``today`` is the office's day, which *today* and *+7* count from. ``changed`` tells each change of the words."""

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.line = _DayLine(self)
        self.line.setPlaceholderText(_("dd.mm.yyyy"))
        self.line.setMinimumWidth(theme.px(112))
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.line.left.connect(self._tidy)
        self._pick = icon_button("calendar", _("Pick a day"), self._open_calendar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.line, 1)
        row.addWidget(self._pick)
        self.setFocusProxy(self.line)
        self._calendar: QFrame | None = None

    def value(self) -> date | None:
        """The day; None when nothing, or nothing that is a day, is typed (``problem`` tells which)."""
        return parse_day(self.line.text(), self._today)

    def problem(self) -> str:
        """What is wrong with what is typed, in words; "" when nothing is."""
        if self.line.text().strip() and self.value() is None:
            return _("This is not a day. Type it like 05.03.2018.")
        return ""

    def set_value(self, day: date | None) -> None:
        """Show this day (nothing for None) without telling it."""
        self.set_text(day_text(day) if day is not None else "")

    def text(self) -> str:
        """The words as typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put these words, without telling it."""
        before = self.line.blockSignals(True)
        self.line.setText(text)
        self.line.blockSignals(before)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def _tidy(self) -> None:
        day = self.value()
        if day is not None and self.line.text() != day_text(day):
            self.line.setText(day_text(day))

    def _open_calendar(self) -> None:
        frame = calendar_popup(self, self.value() or self._today, self._picked)
        frame.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        frame.show()
        self._calendar = frame

    def _picked(self, day: date) -> None:
        self.line.setText(day_text(day))
        self.line.setFocus()


class _DayLine(QLineEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def calendar_popup(parent: QWidget, day: date, picked: object) -> QFrame:
    """A small calendar under a field; ``picked(date)`` is called once, then it closes."""
    frame = QFrame(parent, Qt.WindowType.Popup)
    frame.setObjectName("popup")
    frame.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    calendar = QCalendarWidget(frame)
    calendar.setLocale(QLocale(current().language))
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setGridVisible(False)
    calendar.setSelectedDate(QDate(day.year, day.month, day.day))

    def chosen(at: QDate) -> None:
        frame.close()
        if callable(picked):
            picked(date(at.year(), at.month(), at.day()))

    calendar.activated.connect(chosen)
    calendar.clicked.connect(chosen)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(6, 6, 6, 6)
    layout.addWidget(calendar)
    frame.setFocusProxy(calendar)
    return frame
