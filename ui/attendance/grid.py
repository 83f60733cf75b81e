"""The month grid: arrows move, a letter marks, Space is present, Shift and arrows take a range."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from centre_app.language.translate import _
from ui.attendance.grid_model import GridModel, Look, Sign
from ui.attendance.letters import HERE, NOTHING, Mark
from ui.shared import theme

Index = QModelIndex | QPersistentModelIndex
DAY_WIDTH, TOTAL_WIDTH, ROW_HEIGHT = 26, 58, 26


class CellPainter(QStyledItemDelegate):
    """Closed days hatched, days outside the enrolment crossed, a corner where there is a note.

    A month of 60 children has 2,000 cells that look in thirty ways: each way is drawn once and then copied.
    """

    def __init__(self, model: GridModel) -> None:
        super().__init__()
        self._model = model
        self._drawn: dict[tuple[Look, bool, int, int, float], QPixmap] = {}

    def forget(self) -> None:
        """The theme or the text size has changed: draw anew."""
        self._drawn.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        rect, state = option.rect, option.state.value
        look = self._model.look(index.row(), index.column())
        wide, high = rect.width(), rect.height()
        ratio = painter.device().devicePixelRatioF()
        key = (look, bool(state & _SELECTED), wide, high, ratio)
        picture = self._drawn.get(key)
        if picture is None:
            picture = self._drawn[key] = _draw(*key, painter.font())
        painter.drawPixmap(rect.x(), rect.y(), picture)
        if state & _FOCUS:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))


_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUS = QStyle.StateFlag.State_HasFocus.value


def _draw(look: Look, selected: bool, wide: int, high: int, ratio: float, font: QFont) -> QPixmap:
    picture = QPixmap(round(wide * ratio), round(high * ratio))
    picture.setDevicePixelRatio(ratio)
    rect = QRect(0, 0, wide, high)
    painter = QPainter(picture)
    painter.fillRect(rect, theme.colour("selection" if selected else look.ground))
    if look.sign is Sign.CLOSED:
        _hatch(painter, rect)
    elif look.sign is Sign.OUTSIDE:
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPoint(6, 6), QPoint(wide - 7, high - 7))
    if look.text:
        font.setBold(True)
        if len(look.text) > 1 and not look.text.isdigit():
            font.setPointSizeF(font.pointSizeF() * (0.85 if len(look.text) == 2 else 0.7))
        painter.setFont(font)
        painter.setPen(theme.colour("selection_text" if selected else look.tone))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, look.text)
    if look.note:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawPolygon(QPolygon([QPoint(wide - 7, 0), QPoint(wide - 1, 0), QPoint(wide - 1, 6)]))
    painter.end()
    return picture


def _hatch(painter: QPainter, rect: QRect) -> None:
    painter.fillRect(rect, theme.colour("ground"))
    painter.setPen(QPen(theme.colour("hatch"), 1))
    for x in range(-rect.height(), rect.width(), 6):
        painter.drawLine(x, rect.height(), x + rect.height(), 0)


class MonthView(QTableView):
    """The cells with the names as row headers. Emits what the person asks for; saving is the screen's."""

    marked = Signal(list, object)  # indexes, Mark
    filled = Signal(object)  # the day to fill with "present"
    menu_asked = Signal(list, QPoint)
    child_opened = Signal(object)  # child id

    def __init__(self, model: GridModel) -> None:
        super().__init__()
        self._grid = model
        self.setModel(model)
        self._painter = CellPainter(model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(_("Attendance of the month"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(20)
        # The style's padding would leave no room for two figures over a day.
        across.setStyleSheet("QHeaderView::section { padding: 2px 0; }")
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.setHighlightSections(True)
        down.setTextElideMode(Qt.TextElideMode.ElideRight)
        down.sectionDoubleClicked.connect(lambda row: self.child_opened.emit(model.index(row, 0)))
        model.modelReset.connect(self.lay_out)

    def lay_out(self) -> None:
        """Widths and heights for the text size in use; the names take what is left of the width."""
        if not self._grid.days:
            return
        for column in range(self._grid.columnCount()):
            width = DAY_WIDTH if column < self._grid.days else TOTAL_WIDTH
            self.setColumnWidth(column, theme.px(width))
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        cells = self._grid.days * theme.px(DAY_WIDTH) + 3 * theme.px(TOTAL_WIDTH)
        left = self.width() - cells - 24
        self.verticalHeader().setFixedWidth(max(theme.px(150), min(left, theme.px(280))))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.lay_out()

    def changeEvent(self, event: QEvent) -> None:
        self._painter.forget()
        super().changeEvent(event)

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell."""
        index = self._grid.index(row, column)
        self.setCurrentIndex(index)
        self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def chosen(self) -> list[QModelIndex]:
        """The selected cells of days."""
        return [index for index in self.selectedIndexes() if index.column() < self._grid.days]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, chosen = event.key(), self.chosen()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        column = self.currentIndex().column()
        if enter and control and 0 <= column < self._grid.days:
            self.filled.emit(self._grid.day(column))
        elif chosen and key == Qt.Key.Key_Space:
            self.marked.emit(chosen, HERE)
        elif chosen and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.marked.emit(chosen, NOTHING)
        elif chosen and (enter or key == Qt.Key.Key_F2):
            self.menu_asked.emit(chosen, self.viewport().mapToGlobal(self.visualRect(chosen[0]).bottomLeft()))
        elif chosen and not control and self._type(event.text(), chosen):
            pass
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if chosen := self.chosen():
            self.menu_asked.emit(chosen, event.globalPos())

    def _type(self, text: str, chosen: list[QModelIndex]) -> bool:
        if not text or not text.isprintable():
            return False
        mark: Mark | None = self._grid.letters.typed(text, self._grid.cell(chosen[0]))
        if mark is not None:
            self.marked.emit(chosen, mark)
        return mark is not None


class DayTotals(QWidget):
    """The foot of the grid: how many came, under each day, and how many are not marked."""

    def __init__(self, view: MonthView, model: GridModel) -> None:
        super().__init__()
        self._view, self._model = view, model
        self.setFixedHeight(theme.px(40))
        self.setAccessibleName(_("Totals of the days"))
        view.horizontalScrollBar().valueChanged.connect(self.update)
        for signal in (model.modelReset, model.dataChanged):
            signal.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, theme.px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        view, model = self._view, self._model
        left = view.viewport().x()
        half = self.height() // 2
        captions = ((_("came"), 0), (_("not marked"), half))
        painter.setPen(theme.colour("muted"))
        for words, top in captions:
            painter.drawText(
                QRect(0, top, left - 8, half), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words
            )
        painter.setClipRect(left, 0, view.viewport().width(), self.height())
        for column in range(model.days):
            if not model.is_open(column):
                continue
            came, unmarked = model.day_totals(column)
            if not came and model.day(column) > model.today:
                continue
            x = left + view.columnViewportPosition(column)
            painter.setPen(theme.colour("text"))
            painter.drawText(QRect(x, 0, view.columnWidth(column), half), Qt.AlignmentFlag.AlignCenter, str(came))
            if unmarked and model.day(column) <= model.today:
                painter.setPen(theme.colour("attention"))
                place = QRect(x, half, view.columnWidth(column), half)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(unmarked))
        painter.end()


class MonthPage(QWidget):
    """The grid with its foot."""

    def __init__(self) -> None:
        super().__init__()
        self.model = GridModel()
        self.view = MonthView(self.model)
        self.totals = DayTotals(self.view, self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.view, 1)
        column.addWidget(self.totals)
