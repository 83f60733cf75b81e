"""The map of the week's rounds on the screen: places as dots, rounds as lines told by letter and dashes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from centre_app.language.translate import _
from centre_app.rounds.map_drawing import Dot, Drawing, Line, WeekMap, draw_map
from ui.outreach.board_words import km_text
from ui.shared import theme

_MARGIN = 16
_LINE = 1.8


class MapView(QWidget):
    """``show_map`` draws a week; ``set_strong``: these rounds stand out (indexes), the others step back."""

    def __init__(self) -> None:
        super().__init__()
        self.week: WeekMap | None = None
        self.drawing: Drawing | None = None
        self._strong: frozenset[int] = frozenset()
        self.setMinimumSize(theme.px(320), theme.px(240))
        self.setAccessibleName(_("Map of the rounds"))

    def show_map(self, week: WeekMap) -> None:
        """Draw these rounds."""
        self.week = week
        self._draw()

    def set_strong(self, rounds: frozenset[int]) -> None:
        """Let these rounds stand out; none: all alike."""
        self._strong = rounds
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(700, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._draw()

    def _draw(self) -> None:
        if self.week is not None:
            metrics = QFontMetricsF(_font())
            self.drawing = draw_map(
                self.week,
                width=self.width() - 2 * _MARGIN,
                height=self.height() - 2 * _MARGIN - metrics.height() * 2,
                text_width=metrics.horizontalAdvance,
                text_height=metrics.height(),
            )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("card"))
        painter.setPen(theme.colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        drawing = self.drawing
        if drawing is not None and drawing.dots:
            painter.translate(_MARGIN, _MARGIN)
            painter.setFont(_font())
            for line in drawing.lines:
                self._paint_line(painter, line)
            for dot in drawing.dots:
                _paint_dot(painter, dot)
            painter.setPen(theme.colour("text"))
            for label in drawing.labels:
                where = QRectF(label.x, label.y, label.width + 2, label.height)
                painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label.text)
            for line in drawing.lines:
                self._paint_letters(painter, line)
            painter.resetTransform()
            self._paint_bar(painter, drawing)
        painter.end()

    def _tone(self, line: Line) -> str:
        return "muted" if self._strong and line.round not in self._strong else "accent"

    def _paint_line(self, painter: QPainter, line: Line) -> None:
        strong = line.round in self._strong
        pen = QPen(theme.colour(self._tone(line)), _LINE * (1.8 if strong else 1.0))
        if line.dash:
            pen.setDashPattern(list(line.dash))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawPolyline([QPointF(x, y) for x, y in line.points])

    def _paint_letters(self, painter: QPainter, line: Line) -> None:
        metrics = QFontMetricsF(_bold())
        side = max(metrics.height(), metrics.horizontalAdvance(line.letter) + 6)
        painter.setFont(_bold())
        for x, y in line.letter_at:
            around = QRectF(x - side / 2, y - side / 2, side, side)
            painter.setBrush(theme.colour("card"))
            painter.setPen(QPen(theme.colour(self._tone(line)), 1.2))
            painter.drawEllipse(around)
            painter.setPen(theme.colour("text"))
            painter.drawText(around, Qt.AlignmentFlag.AlignCenter, line.letter)

    def _paint_bar(self, painter: QPainter, drawing: Drawing) -> None:
        """How long a round number of kilometres is."""
        high = QFontMetricsF(_font()).height()
        left, bottom = float(_MARGIN), self.height() - _MARGIN / 2
        right = left + drawing.bar_units
        painter.setPen(QPen(theme.colour("text"), 1.4))
        painter.drawLine(QPointF(left, bottom), QPointF(right, bottom))
        for x in (left, right):
            painter.drawLine(QPointF(x, bottom - 5), QPointF(x, bottom))
        painter.setFont(_font())
        words = _("{km}, as the crow flies").format(km=km_text(drawing.bar_km))
        painter.drawText(QRectF(left, bottom - high - 6, self.width(), high), Qt.AlignmentFlag.AlignLeft, words)


def _paint_dot(painter: QPainter, dot: Dot) -> None:
    """A base is a square, a village a round dot; the more visits the larger."""
    painter.setPen(QPen(theme.colour("text"), 1.2))
    if dot.base:
        painter.setBrush(theme.colour("text"))
        painter.drawRect(QRectF(dot.x - 5, dot.y - 5, 10, 10))
    else:
        painter.setBrush(theme.colour("card") if dot.calls == 0 else theme.colour("accent_soft"))
        size = 3.5 + min(dot.calls, 6) * 0.6
        painter.drawEllipse(QPointF(dot.x, dot.y), size, size)


def _font() -> QFont:
    font = QFont(theme.FAMILY)
    font.setPointSizeF(theme.points(9))
    return font


def _bold() -> QFont:
    font = _font()
    font.setBold(True)
    return font


class DashSample(QWidget):
    """A round's letter and dashes, beside its words in the list."""

    def __init__(self, letter: str, dash: tuple[float, ...]) -> None:
        super().__init__()
        self._letter, self._dash = letter, dash
        self.setFixedSize(theme.px(64), theme.px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("accent"), _LINE)
        if self._dash:
            pen.setDashPattern(list(self._dash))
        painter.setPen(pen)
        middle = self.height() / 2
        painter.drawLine(QPointF(self.height() + 2, middle), QPointF(self.width() - 2, middle))
        painter.setFont(_bold())
        painter.setPen(theme.colour("text"))
        painter.drawText(QRect(0, 0, self.height(), self.height()), Qt.AlignmentFlag.AlignCenter, self._letter)
        painter.end()
