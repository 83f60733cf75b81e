"""The board as a picture: days across, teams down, a round in each cell, painted by hand."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from centre_app.language.translate import _
from centre_app.rounds.board import Board, BoardCell, BoardVisit, CellKey
from centre_app.rounds.board_trial import Trial
from ui.outreach import board_paint
from ui.outreach.board_frame import DayHeads, TeamHeads
from ui.outreach.board_layout import BoardGrid, Box, Filling, Sizes
from ui.outreach.board_words import broken_short, cell_words, promise_words, visit_words
from ui.shared import theme

_NARROWEST = 136  # of a column, at 100 % text
_TEAM_WIDTH = 92
_BUBBLE = 300  # the widest that words beside what is carried are
_GAP = 8


@dataclass(frozen=True)
class Spot:
    """Where the keyboard is: a cell, or a visit in it."""

    team_id: UUID
    day_at: int
    visit_id: UUID | None = None


@dataclass
class Carried:
    """A visit or a due line on its way, and what letting it go here would mean."""

    key: UUID
    who: str
    trial: Trial | None = None


class BoardCanvas(QAbstractScrollArea):
    """``show_board`` gives it a week. The current spot and what is carried are set by the hands."""

    spot_changed = Signal(object)  # Spot or None

    def __init__(self) -> None:
        super().__init__()
        self.board: Board | None = None
        self.spot: Spot | None = None
        self.carried: Carried | None = None
        self.grid = BoardGrid((), (), {}, 1, 1, Sizes(12))
        self._brushes = board_paint.Brushes()
        self._painted = QRect()
        self.setAccessibleName(_("Rounds of the week"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._days, self._teams = DayHeads(self), TeamHeads(self)

    # ---- what is shown -------------------------------------------------------------------------------------------

    def show_board(self, board: Board) -> None:
        """Show this week; the current spot stays where it can."""
        self.board, self.carried = board, None
        self.lay_out()
        spot = self.spot
        if spot is not None and spot.visit_id is not None and spot.visit_id in self.grid.stops:
            cell = board.cell_of(spot.visit_id)
            if cell is not None:
                spot = Spot(cell.team_id, board.days.index(cell.day), spot.visit_id)
        elif spot is not None:
            there = board.fleet.team(spot.team_id) is not None and spot.day_at < len(board.days)
            spot = Spot(spot.team_id, spot.day_at) if there else None
        self.spot = None
        self.set_spot(spot)

    def lay_out(self) -> None:
        """Where everything stands, for the window and the text size in use."""
        board = self.board
        if board is None:
            return
        line = self._brushes.line
        high, left = line * 2 + 10, theme.px(_TEAM_WIDTH)
        self.setViewportMargins(left, high, 0, 0)
        view = self.viewport()
        teams = [team.id for team in board.fleet.teams]
        width = max(view.width(), theme.px(_NARROWEST) * len(board.days))
        fillings = {(team, day): _filling(board.cells[team, day]) for team in teams for day in board.days}
        self.grid = BoardGrid(teams, board.days, fillings, width, view.height(), Sizes(line, least=line * 6))
        for bar, whole, shown in (
            (self.horizontalScrollBar(), self.grid.width, view.width()),
            (self.verticalScrollBar(), self.grid.height, view.height()),
        ):
            bar.setRange(0, max(whole - shown, 0))
            bar.setPageStep(shown)
            bar.setSingleStep(line)
        at = view.geometry()
        self._days.setGeometry(at.x(), at.y() - high, at.width(), high)
        self._teams.setGeometry(at.x() - left, at.y() - high, left, at.height() + high)
        self._days.show_days(board, self.grid, self._brushes)
        self._teams.show_teams(board, self.grid, self._brushes, high)
        view.update()

    @property
    def dx(self) -> int:
        """How far it is scrolled to the right."""
        return self.horizontalScrollBar().value()

    @property
    def dy(self) -> int:
        """How far it is scrolled down."""
        return self.verticalScrollBar().value()

    def rect_of(self, key: UUID) -> QRect:
        """Where a stop stands in the viewport."""
        return self._shown(self.grid.stops[key])

    def cell_rect(self, key: CellKey) -> QRect:
        """Where a cell stands in the viewport."""
        return self._shown(self.grid.cells[key])

    def visit_at(self, at: QPoint) -> BoardVisit | None:
        """The visit at a point of the viewport."""
        key = self.grid.stop_at(at.x() + self.dx, at.y() + self.dy)
        return self.board.by_id.get(key) if self.board is not None and key is not None else None

    def cell_at(self, at: QPoint) -> CellKey | None:
        """The cell at a point of the viewport."""
        return self.grid.cell_at(at.x() + self.dx, at.y() + self.dy)

    # ---- the current spot ----------------------------------------------------------------------------------------

    def current_cell(self) -> BoardCell | None:
        """The cell the keyboard is in."""
        if self.board is None or self.spot is None:
            return None
        return self.board.cells.get((self.spot.team_id, self.board.days[self.spot.day_at]))

    def current_visit(self) -> BoardVisit | None:
        """The visit the keyboard is on."""
        if self.board is None or self.spot is None or self.spot.visit_id is None:
            return None
        return self.board.by_id.get(self.spot.visit_id)

    def set_spot(self, spot: Spot | None) -> None:
        """Go there, and say where that is to who hears the screen."""
        before, self.spot = self.spot, spot
        cell, visit = self.current_cell(), self.current_visit()
        if self.board is not None and cell is not None:
            words = visit_words(self.board, cell, visit) if visit is not None else cell_words(self.board, cell)
        else:
            words = _("Nothing is chosen.")
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            self.announce(words)
        if cell is not None and before != spot:
            key = (cell.team_id, cell.day)
            self.show_box(self.grid.stops[visit.id] if visit is not None else self.grid.head_box(key))
        self.viewport().update()
        self.spot_changed.emit(spot)

    def announce(self, words: str) -> None:
        """Say it to who hears the screen."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def carried_rects(self) -> tuple[QRect, QRect, QRect]:
        """In the viewport: the cell something is held over, the gap it would go into, the words beside."""
        carried = self.carried
        if carried is None or carried.trial is None:
            return QRect(), QRect(), QRect()
        key = carried.trial.team_id, carried.trial.day
        cell = self.cell_rect(key)
        gap = self._shown(self.grid.gap_box(key, carried.trial.position, carried.key))
        wide, high = board_paint.bubble_size(self._brushes, carried.who, carried.trial, theme.px(_BUBBLE))
        view = self.viewport().rect()
        left = cell.right() + _GAP
        if left + wide > view.right():
            left = cell.left() - _GAP - wide if cell.left() - _GAP - wide >= 0 else view.right() - wide
        top = max(min(gap.top() - high // 3, view.bottom() - high), 0)
        return cell, gap, QRect(max(left, 0), top, wide, high)

    def carried_changed(self) -> None:
        """What is carried is held elsewhere: repaint where it was and where it is."""
        cell, gap, bubble = self.carried_rects()
        now = cell.united(gap).united(bubble)
        self.viewport().update(self._painted)
        self.viewport().update(now)
        self._painted = now

    # ---- painting ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        clip = event.rect()
        painter.fillRect(clip, theme.colour("ground"))
        if self.board is not None:
            for key in self.grid.cells:
                if self.cell_rect(key).intersects(clip):
                    self._paint_cell(painter, self.board, self.board.cells[key])
            carried = self.carried
            if carried is not None and carried.trial is not None:
                cell, gap, bubble = self.carried_rects()
                board_paint.paint_gap(painter, cell, gap, carried.trial)
                board_paint.paint_bubble(painter, self._brushes, bubble, carried.who, carried.trial)
        painter.end()

    def _paint_cell(self, painter: QPainter, board: Board, cell: BoardCell) -> None:
        key = cell.team_id, cell.day
        rect = self.cell_rect(key)
        board_paint.paint_ground(painter, self._brushes, rect, cell, today=cell.day == board.today)
        board_paint.paint_head(painter, self._brushes, rect, cell)
        spot = self.spot
        for visit in cell.visits:
            current = spot is not None and spot.visit_id == visit.id
            faint = self.carried is not None and self.carried.key == visit.id
            board_paint.paint_stop(
                painter, self._brushes, self.rect_of(visit.id), cell, visit, current=current, faint=faint
            )
        for visit in cell.called_off:
            current = spot is not None and spot.visit_id == visit.id
            board_paint.paint_called_off(painter, self._brushes, self.rect_of(visit.id), board, visit, current=current)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRect(rect.adjusted(-1, -1, -1, -1))
        here = spot is not None and spot.visit_id is None and (spot.team_id, board.days[spot.day_at]) == key
        if here and self.carried is None:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    # ---- the window around ---------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(760, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._brushes = board_paint.Brushes()
            self.lay_out()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self._days.scroll_to(self.dx)
        self._teams.scroll_to(self.dy)
        self.viewport().update()

    def show_box(self, box: Box) -> None:
        """Scroll as little as needed for this to be in view."""
        view = self.viewport()
        for bar, start, long, shown in (
            (self.verticalScrollBar(), box.top, box.height, view.height()),
            (self.horizontalScrollBar(), box.left, box.width, view.width()),
        ):
            if start - _GAP < bar.value():
                bar.setValue(start - _GAP)
            elif start + long + _GAP > bar.value() + shown:
                bar.setValue(start + long + _GAP - shown)

    def _shown(self, box: Box) -> QRect:
        return QRect(box.left - self.dx, box.top - self.dy, box.width, box.height)


def _filling(cell: BoardCell) -> Filling:
    stops = tuple(visit.id for visit in cell.visits)
    long = frozenset(one.id for one in cell.visits if broken_short(cell.laid, one.id) or promise_words(one))
    head_lines = 3 if broken_short(cell.laid, None) else 2
    return Filling(stops, long, tuple(visit.id for visit in cell.called_off), head_lines)
