"""A year on one page: twelve small months, closed days hatched. Arrows move, the words below say the day."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from centre_app.language.dates import day_text, month_names, weekday_names
from centre_app.language.translate import _
from centre_app.open_days.rules import DayState
from ui.shared import theme

_CELL = QSize(22, 18)
_GAP = 10
_HEAD = 2  # lines of a month above its weeks: its name, the weekdays
_WEEKS = 6
_KEYS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
    Qt.Key.Key_PageUp: -28,
    Qt.Key.Key_PageDown: 28,
}


class YearView(QWidget):
    """``current_changed(date)`` as the person moves; ``opened(date)`` on Enter or a double click."""

    current_changed = Signal(object)
    opened = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.current = today
        self._states: Mapping[date, DayState] = {}
        self._year = today.year
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("The days of the year"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def show_year(self, year: int, states: Mapping[date, DayState]) -> None:
        """Show this year; the current day moves into it."""
        self._year, self._states = year, states
        if self.current.year != year:
            self.current = self._today if self._today.year == year else date(year, 1, 1)
        self.update()
        self._tell()

    def words(self, day: date) -> str:
        """The day in words: open, or why it is not."""
        state = self._states.get(day)
        name = f"{day_text(day)}, {weekday_names()[day.weekday()]}"
        if state is None:
            return name
        words = state.why.in_words() if state.why is not None else _("the centre is open")
        return f"{name}: {words}"

    def day_at(self, at: QPoint) -> date | None:
        """The day under a point of the widget."""
        return next((day for day, rect in self._places() if rect.contains(at)), None)

    # ---- Qt -----------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(self._month_size().width() * 4 + 3 * _GAP, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for month in range(1, 13):
            self._paint_head(painter, month)
        for day, rect in self._places():
            if rect.intersects(event.rect()):
                self._paint_day(painter, day, rect)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _KEYS.get(Qt.Key(event.key()))
        if event.modifiers() and event.modifiers() != Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif by is not None:
            self._go(self.current + timedelta(days=by))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self._go(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self.opened.emit(day)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            day = self.day_at(event.pos())
            if day is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.words(day), self)
            return True
        return super().event(event)

    # ---- inside -------------------------------------------------------------------------------------------------

    def _go(self, day: date) -> None:
        if day.year == self._year:
            self.current = day
            self.update()
            self._tell()

    def _tell(self) -> None:
        self.setAccessibleDescription(self.words(self.current))
        self.current_changed.emit(self.current)

    def _cell(self) -> QSize:
        return QSize(theme.px(_CELL.width()), theme.px(_CELL.height()))

    def _month_size(self) -> QSize:
        cell = self._cell()
        return QSize(cell.width() * 7, cell.height() * (_HEAD + _WEEKS))

    def _columns(self) -> int:
        fit = (self.width() + _GAP) // (self._month_size().width() + _GAP)
        return max(1, next((columns for columns in (6, 4, 3, 2) if columns <= fit), 1))

    def _fit(self) -> None:
        rows = -(-12 // self._columns())
        self.setFixedHeight(rows * (self._month_size().height() + _GAP) - _GAP)

    def _corner(self, month: int) -> QPoint:
        row, column = divmod(month - 1, self._columns())
        size = self._month_size()
        return QPoint(column * (size.width() + _GAP), row * (size.height() + _GAP))

    def _places(self) -> list[tuple[date, QRect]]:
        cell = self._cell()
        places = []
        for month in range(1, 13):
            corner = self._corner(month)
            for line, week in enumerate(Weeks().monthdatescalendar(self._year, month)):
                for at, day in enumerate(week):
                    if day.month == month:
                        x, y = corner.x() + at * cell.width(), corner.y() + (line + _HEAD) * cell.height()
                        places.append((day, QRect(QPoint(x, y), cell)))
        return places

    def _paint_head(self, painter: QPainter, month: int) -> None:
        cell, corner = self._cell(), self._corner(month)
        bold = painter.font()
        bold.setBold(True)
        painter.save()
        painter.setFont(bold)
        painter.setPen(theme.colour("text"))
        whole = QRect(corner, QSize(self._month_size().width(), cell.height()))
        painter.drawText(whole, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, month_names()[month - 1])
        painter.restore()
        small = painter.font()
        small.setPointSizeF(theme.points(8))
        painter.save()
        painter.setFont(small)
        painter.setPen(theme.colour("muted"))
        for at, name in enumerate(weekday_names(short=True)):
            place = QRect(QPoint(corner.x() + at * cell.width(), corner.y() + cell.height()), cell)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name[:2])
        painter.restore()

    def _paint_day(self, painter: QPainter, day: date, rect: QRect) -> None:
        state = self._states.get(day)
        inner = rect.adjusted(1, 1, -1, -1)
        closed = state is not None and not state.open
        painter.fillRect(inner, theme.colour("card"))
        if closed:
            painter.fillRect(inner, QBrush(theme.colour("hatch"), Qt.BrushStyle.BDiagPattern))
        elif day.weekday() > 4:
            painter.fillRect(inner, theme.colour("good_soft"))
        if day == self._today:
            painter.setPen(QPen(theme.colour("attention_line"), 2))
            painter.drawRect(QRectF(inner).adjusted(0.5, 0.5, -0.5, -0.5))
        if day == self.current:
            painter.setPen(QPen(theme.colour("focus"), 2 if self.hasFocus() else 1))
            painter.drawRect(QRectF(inner).adjusted(0.5, 0.5, -0.5, -0.5))
        small = painter.font()
        small.setPointSizeF(theme.points(8.5))
        painter.save()
        painter.setFont(small)
        painter.setPen(theme.colour("muted" if closed else "text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(day.day))
        painter.restore()
