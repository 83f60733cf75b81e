"""Who is due, beside the board: picked up here by mouse or with Space, let go on a team's day."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from centre_app.language.fold import match_key
from centre_app.language.translate import _, ngettext
from centre_app.outreach.due_rules import WAITING
from centre_app.rounds.board import Board, BoardVisit, DueLine
from ui.outreach.board_paint import Brushes
from ui.outreach.board_words import due_lines, visit_note
from ui.shared import theme
from ui.shared.search_field import SearchField
from ui.shared.words import label

_Index = QModelIndex | QPersistentModelIndex
_FAR = 4  # pixels until a press is a drag
_WIDTH = 270
ITEM = Qt.ItemDataRole.UserRole + 1


class DueModel(QAbstractListModel):
    """Due lines, and before them planned visits that are in no round."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[DueLine | BoardVisit] = []

    def set_items(self, items: list[DueLine | BoardVisit]) -> None:
        """Show these."""
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == ITEM:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in item_lines(item) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in item_lines(item) if part)
        return None


def item_lines(item: DueLine | BoardVisit) -> tuple[str, str, str]:
    """Who, where and what for, why."""
    if isinstance(item, DueLine):
        return due_lines(item.line)
    return item.visit.short_name, visit_note(item), _("planned, in no round")


def is_urgent(item: DueLine | BoardVisit) -> bool:
    """Whether it stands out: overdue, of high risk, or somebody must decide."""
    if isinstance(item, BoardVisit):
        return True
    return item.line.overdue > 0 or item.line.risk in ("high", "critical") or item.line.state == WAITING


class DueDelegate(QStyledItemDelegate):
    """Three lines: who, where and what for, why now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.brushes = Brushes()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(theme.px(_WIDTH) - 20, self.brushes.line * 3 + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item, rect = index.data(ITEM), QRect(option.rect)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.colour("selection" if chosen else "card"))
        urgent = is_urgent(item)
        if urgent:
            painter.fillRect(rect.left(), rect.top() + 3, 4, rect.height() - 6, theme.colour("attention_line"))
        who, where, why = item_lines(item)
        line = QRect(rect.left() + 10, rect.top() + 4, rect.width() - 16, self.brushes.line)
        self.brushes.write(painter, line, who, "selection_text" if chosen else "text", bold=True)
        line.translate(0, self.brushes.line)
        self.brushes.write(painter, line, where, "selection_text" if chosen else "muted")
        line.translate(0, self.brushes.line)
        self.brushes.write(
            painter, line, why, "attention" if urgent and not chosen else "selection_text" if chosen else "muted"
        )
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if chosen and bool(state & QStyle.StateFlag.State_HasFocus):
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()


class DueList(QListView):
    """``taken(id, who)``: picked up with Space or Enter. While the mouse drags: ``carried_to(global point)``, then
    ``let_go(global point)``."""

    taken = Signal(object, str, bool)  # id, who, by keys
    carried_to = Signal(QPoint)
    let_go = Signal(QPoint)
    dropped_off = Signal()  # Esc while dragging

    def __init__(self) -> None:
        super().__init__()
        self.editable = True
        self.due_model, self._pressed, self._dragging = DueModel(), QPoint(), False
        self.setModel(self.due_model)
        self.setItemDelegate(DueDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Due for a visit"))

    def item_at(self, at: QPoint) -> DueLine | BoardVisit | None:
        """The line at a point of the viewport."""
        index = self.indexAt(at)
        return self.due_model.items[index.row()] if index.isValid() else None

    def current_item(self) -> DueLine | BoardVisit | None:
        """The line the keyboard is on."""
        index = self.currentIndex()
        return self.due_model.items[index.row()] if index.isValid() else None

    def refresh_look(self) -> None:
        """Another theme or text size."""
        self.setItemDelegate(DueDelegate(self))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed, self._dragging = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        # Not Qt's own drag: what it would mean is shown on the board while the mouse is over it.
        if not event.buttons() & Qt.MouseButton.LeftButton or not self.editable:
            return
        at, item = event.position().toPoint(), self.current_item()
        if not self._dragging and item is not None and (at - self._pressed).manhattanLength() >= _FAR:
            self._dragging = True
            self.taken.emit(item.id, item_lines(item)[0], False)
        if self._dragging:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.carried_to.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self.viewport().unsetCursor()
            self.let_go.emit(event.globalPosition().toPoint())
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.current_item()
        if event.key() == Qt.Key.Key_Escape and self._dragging:
            self._dragging = False
            self.viewport().unsetCursor()
            self.dropped_off.emit()
        elif (
            event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and item is not None
            and self.editable
        ):
            self.taken.emit(item.id, item_lines(item)[0], True)
        else:
            super().keyPressEvent(event)


class DuePanel(QWidget):
    """The list with its count and a filter."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(theme.px(_WIDTH))
        self.title = label(_("Due"), kind="strong")
        self.search = SearchField(_("Name or place"))
        self.list = DueList()
        self.search.next_widget = self.list
        self.nobody = label("", kind="muted", wrap=True)
        self._all: list[DueLine | BoardVisit] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.title, self.search, self.nobody):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        self.search.searched.connect(lambda _text: self._filter())

    def show_board(self, board: Board) -> None:
        """Who is due this week and not planned."""
        self._all = [*board.loose, *board.due]
        n = len(board.due)
        self.title.setText(ngettext("{n} due", "{n} due", n).format(n=n))
        self._filter()

    def select(self, key: UUID) -> None:
        """Put the keyboard on a line."""
        for row, item in enumerate(self.list.due_model.items):
            if item.id == key:
                self.list.setCurrentIndex(self.list.due_model.index(row))

    def _filter(self) -> None:
        words = match_key(self.search.text()).split()
        shown = [item for item in self._all if all(word in match_key(" ".join(item_lines(item)[:2])) for word in words)]
        before, row = self.list.current_item(), self.list.currentIndex().row()
        self.list.due_model.set_items(shown)
        if before is not None:
            self.select(before.id)
            if not self.list.currentIndex().isValid() and shown:
                self.list.setCurrentIndex(self.list.due_model.index(min(max(row, 0), len(shown) - 1)))
        self.nobody.setVisible(not shown)
        said = _("Nobody is found.") if self._all else _("Everybody who is due this week is planned.")
        self.nobody.setText(said)
