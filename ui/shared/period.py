"""Which month or day a place shows: ◀ October 2026 ▶, and a way back to today."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from centre_app.language.dates import day_text, month_text, weekday_names
from centre_app.language.translate import _, current
from ui.shared import theme
from ui.shared.buttons import button, icon_button
from ui.shared.date_field import calendar_popup


class _Strip(QWidget):
    """◀ words ▶ and one button home. Alt+Left and Alt+Right move, wherever the focus is in the place."""

    def __init__(self, before: str, after: str, home: str) -> None:
        super().__init__()
        back = icon_button("back", before, lambda: self._move(-1))
        on = icon_button("forward", after, lambda: self._move(1))
        self.shown: QPushButton = button("")
        self.shown.setMinimumWidth(theme.px(168))
        self.home = button(home, self._go_home)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (back, self.shown, on, self.home):
            row.addWidget(part)
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda by=by: self._move(by))

    def _move(self, by: int) -> None:
        raise NotImplementedError

    def _go_home(self) -> None:
        raise NotImplementedError


class MonthStrip(_Strip):
    """A month. ``changed(year, month)`` when the person moves; ``today`` decides what *This month* is."""

    changed = Signal(int, int)

    def __init__(self, year: int, month: int, today: date | None = None) -> None:
        super().__init__(_("Month before"), _("Month after"), _("This month"))
        self._today = today
        self.home.setVisible(today is not None)
        # The words are the month; there is nothing to open.
        self.shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.shown.setProperty("kind", "icon")
        self.set_month(year, month)

    def set_month(self, year: int, month: int) -> None:
        """Show this month without telling it."""
        self.year, self.month = year, month
        self.shown.setText(month_text(year, month, current()))

    def _move(self, by: int) -> None:
        years, month = divmod(self.year * 12 + self.month - 1 + by, 12)
        self._tell(years, month + 1)

    def _go_home(self) -> None:
        if self._today is not None:
            self._tell(self._today.year, self._today.month)

    def _tell(self, year: int, month: int) -> None:
        if (year, month) != (self.year, self.month):
            self.set_month(year, month)
            self.changed.emit(year, month)


class DayStrip(_Strip):
    """A day, with its weekday; its words open a calendar. ``changed(date)`` when the person moves."""

    changed = Signal(object)

    def __init__(self, day: date, today: date | None = None) -> None:
        super().__init__(_("Day before"), _("Day after"), _("Today"))
        self._today = today or day
        self.shown.clicked.connect(self._open_calendar)
        self.set_day(day)

    def set_day(self, day: date) -> None:
        """Show this day without telling it."""
        self.day = day
        self.shown.setText(f"{weekday_names(current(), short=True)[day.weekday()]}, {day_text(day)}")

    def _move(self, by: int) -> None:
        self._tell(self.day + timedelta(days=by))

    def _go_home(self) -> None:
        self._tell(self._today)

    def _tell(self, day: date) -> None:
        if day != self.day:
            self.set_day(day)
            self.changed.emit(day)

    def _open_calendar(self) -> None:
        frame = calendar_popup(self, self.day, self._tell)
        frame.move(self.shown.mapToGlobal(QPoint(0, self.shown.height() + 2)))
        frame.show()
