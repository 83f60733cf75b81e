"""Paints a list's cells: words, tone, a thin line below. By hand, because items painted by a style sheet cost the
16 ms that a key in the search field has (0.25 ms a cell against 0.03)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText, QTransform
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.shared import theme
from ui.shared.row_model import Index, RowModel

_PADDING = 11  # the header's
_BAR = 3
_KEPT_AT_MOST = 4000


class RowDelegate(QStyledItemDelegate):
    """The delegate of ``Table``. Colours are those in force when it is made: lists are made anew with the theme."""

    def __init__(self, model: RowModel, view: QWidget) -> None:
        super().__init__(view)
        self._model, self._view = model, view
        self._plain = QFont(view.font())
        self._strong = QFont(view.font())
        self._strong.setBold(True)
        self._height = QFontMetrics(self._plain).height()
        self._selected = QStyle.StateFlag.State_Selected.value
        self._shaped: dict[tuple[str, int, bool], QStaticText] = {}
        self._colours = {
            name: theme.colour(name)
            for name in ("text", "attention", "danger", "good", "muted", "line", "selection", "selection_text", "focus")
        }

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._model.rows[index.row()]
        at = index.column()
        column = self._model.columns[at]
        tone = column.tone(row) if column.tone is not None else ""
        rect: QRect = option.rect
        left, top, width, height = rect.x(), rect.y(), rect.width(), rect.height()
        selected = bool(option.state.value & self._selected)
        if selected:
            painter.fillRect(rect, self._colours["selection"])
        painter.fillRect(left, top + height - 1, width, 1, self._colours["line"])
        if selected and at == 0 and self._view.hasFocus():
            painter.fillRect(left, top, _BAR, height, self._colours["focus"])
        words = column.value(row)
        if not words:
            return
        strong = tone == "strong"
        shaped = self._in_shape(words, width - 2 * _PADDING, strong)
        painter.setFont(self._strong if strong else self._plain)
        painter.setPen(self._colours["selection_text"] if selected else self._colours.get(tone, self._colours["text"]))
        room = width - 2 * _PADDING - shaped.size().width()
        before = {"left": 0.0, "right": room, "centre": room / 2}[column.align]
        painter.drawStaticText(QPointF(left + _PADDING + before, top + (height - self._height) // 2), shaped)

    def _in_shape(self, words: str, width: int, strong: bool) -> QStaticText:
        """The words with their letters placed, cut to the width: kept, since shaping costs more than painting."""
        key = (words, width, strong)
        shaped = self._shaped.get(key)
        if shaped is None:
            if len(self._shaped) >= _KEPT_AT_MOST:
                self._shaped.clear()
            font = self._strong if strong else self._plain
            line = " ".join(words.split())
            shaped = QStaticText(QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, width))
            shaped.setTextFormat(Qt.TextFormat.PlainText)
            shaped.prepare(QTransform(), font)
            self._shaped[key] = shaped
        return shaped
