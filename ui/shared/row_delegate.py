"""Paints a list's cells: words, tone, a thin line below. By hand, because items painted by a style sheet cost the
16 ms that a key in the search field has (0.25 ms a cell against 0.03)."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.shared import theme
from ui.shared.row_model import Column, Index, RowModel

_PADDING = 11  # the header's
_BAR = 3


class RowDelegate(QStyledItemDelegate):
    """The delegate of ``Table``. Colours are those in force when it is made: lists are made anew with the theme."""

    def __init__(self, model: RowModel, view: QWidget) -> None:
        super().__init__(view)
        self._model, self._view = model, view
        self._plain = QFont(view.font())
        self._strong = QFont(view.font())
        self._strong.setBold(True)
        self._metrics = {False: QFontMetrics(self._plain), True: QFontMetrics(self._strong)}
        self._colours = {
            name: theme.colour(name)
            for name in ("text", "attention", "danger", "good", "muted", "line", "selection", "selection_text", "focus")
        }
        vertical = int(Qt.AlignmentFlag.AlignVCenter.value)
        self._align = {
            "left": vertical | int(Qt.AlignmentFlag.AlignLeft.value),
            "right": vertical | int(Qt.AlignmentFlag.AlignRight.value),
            "centre": vertical | int(Qt.AlignmentFlag.AlignHCenter.value),
        }
        self._single_line = int(Qt.TextFlag.TextSingleLine.value)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._model.rows[index.row()]
        column = self._model.columns[index.column()]
        tone = column.tone(row) if column.tone is not None else ""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        if selected:
            painter.fillRect(rect, self._colours["selection"])
        painter.setPen(self._colours["line"])
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if selected and index.column() == 0 and self._view.hasFocus():
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), self._colours["focus"])
        self._write(painter, rect, column, column.value(row), tone, self._ink(selected, tone))

    def _write(
        self, painter: QPainter, rect: QRect, column: Column, words: str, tone: str, ink: QColor
    ) -> None:
        strong = tone == "strong"
        painter.setFont(self._strong if strong else self._plain)
        painter.setPen(ink)
        room = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        metrics = self._metrics[strong]
        if metrics.horizontalAdvance(words) > room.width():
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, self._align[column.align] | self._single_line, words)

    def _ink(self, selected: bool, tone: str) -> QColor:
        if selected:
            return self._colours["selection_text"]
        return self._colours.get(tone, self._colours["text"])
