"""What stands still around the calendar while it scrolls: the names of the columns above, the hours at the left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui.shared import theme
from ui.therapy.calendar_cards import Week, clock
from ui.therapy.calendar_layout import Grid
from ui.therapy.calendar_paint import Brushes


class LaneHeads(QWidget):
    """The columns' names and what is to be said of each: closed and why, away and why."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._week, self._grid, self._brushes, self._scrolled = Week(), Grid(0, 1, 0, 60, 1), Brushes(), 0

    def show_week(self, week: Week, grid: Grid, brushes: Brushes) -> None:
        """Show these columns."""
        self._week, self._grid, self._brushes = week, grid, brushes
        self.update()

    def scroll_to(self, x: int) -> None:
        """The calendar was scrolled this far to the right."""
        self._scrolled = x
        self.update()

    def event(self, event: QEvent) -> bool:
        # Names that are cut off in a narrow column are said whole under the mouse.
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._week.lanes:
            lane = self._week.lanes[self._grid.column(event.pos().x() + self._scrolled)]
            QToolTip.showText(event.globalPos(), "\n".join(filter(None, (lane.title, lane.note))), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        brushes, line = self._brushes, self._brushes.line
        metrics = brushes.bold_metrics
        painter.fillRect(self.rect(), theme.colour("card"))
        for at, lane in enumerate(self._week.lanes):
            left = self._grid.x(at) - self._scrolled
            place = QRect(left, 0, self._grid.column_width, self.height())
            if lane.today:
                painter.fillRect(place, theme.colour("today"))
            painter.setPen(theme.colour("line"))
            painter.drawLine(place.right(), 0, place.right(), place.bottom())
            words = QRect(left + 6, 4, place.width() - 12, line)
            painter.setFont(brushes.bold)
            painter.setPen(theme.colour("accent" if lane.today else "text"))
            title = metrics.elidedText(lane.title, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft, title)
            words.translate(0, line)
            painter.setFont(brushes.plain)
            painter.setPen(theme.colour("attention" if lane.closed or lane.away else "muted"))
            note = brushes.metrics.elidedText(lane.note, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft, note)
        painter.setPen(theme.colour("edge"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()


class HourRuler(QWidget):
    """The hours, each at its line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid, self._brushes, self._scrolled, self._top = Grid(0, 1, 0, 60, 1), Brushes(), 0, 0

    def show_hours(self, grid: Grid, brushes: Brushes, top: int) -> None:
        """Show these hours, from ``top`` pixels down: above is the corner beside the columns' names."""
        self._grid, self._brushes, self._top = grid, brushes, top
        self.update()

    def scroll_to(self, y: int) -> None:
        """The calendar was scrolled this far down."""
        self._scrolled = y
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("card"))
        painter.setFont(self._brushes.plain)
        painter.setPen(theme.colour("muted"))
        line = self._brushes.line
        painter.setClipRect(0, self._top, self.width(), self.height())
        for minute in range(self._grid.first, self._grid.last, 60):
            place = QRect(0, self._top + self._grid.y(minute) - self._scrolled + 1, self.width() - 6, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, clock(minute))
        painter.setClipping(False)
        painter.setPen(theme.colour("edge"))
        painter.drawLine(self.width() - 1, self._top, self.width() - 1, self.height())
        painter.drawLine(0, self._top - 1, self.width(), self._top - 1)
        painter.end()
