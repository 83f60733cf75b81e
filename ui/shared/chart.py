"""A chart drawn once (by ``centre_app.reports``) as SVG, shown on the screen as it is on paper."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget


class ChartView(QWidget):
    """Shows one drawing, as large as fits, its proportions kept."""

    def __init__(self) -> None:
        super().__init__()
        self._drawing = QSvgRenderer(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_svg(self, svg: str | bytes, words: str) -> None:
        """Show this drawing. ``words`` say what is in it, for those who do not see it."""
        data = svg.encode() if isinstance(svg, str) else svg
        if not self._drawing.load(QByteArray(data)):
            raise ValueError("not an SVG drawing")
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def is_empty(self) -> bool:
        """Whether there is no drawing yet."""
        return not self._drawing.isValid()

    def sizeHint(self) -> QSize:
        return self._drawing.defaultSize() if self._drawing.isValid() else QSize(480, 200)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self.sizeHint()
        return round(width * size.height() / size.width()) if size.width() else width // 2

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._drawing.isValid():
            return
        size = self._drawing.defaultSize()
        shown = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - shown.width()) / 2, (self.height() - shown.height()) / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._drawing.render(painter, QRectF(left, top, shown.width(), shown.height()))
        painter.end()
