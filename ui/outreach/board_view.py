"""The board under the hands: chosen, picked up and let go by mouse or by keys alone.

It tells what the person asks for; asking the centre and saving are the page's.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from centre_app.rounds.board import BoardCell, CellKey
from centre_app.rounds.board_trial import Trial, may_move, try_at
from ui import messages
from ui.outreach.board_canvas import BoardCanvas, Carried, Spot
from ui.outreach.board_words import cell_words, trial_words, visit_title, visit_words

_FAR = 4  # pixels until a press is a drag
_EDGE = 24  # pixels from the edge in which what is carried scrolls the board
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_ASKED = {Qt.Key.Key_Delete: "back", Qt.Key.Key_Backspace: "back", Qt.Key.Key_P: "promise", Qt.Key.Key_S: "set"}
_TYPED = {"з": "promise", "ы": "set", "і": "set"}  # where P and S stand on the keyboards of the region


class BoardView(BoardCanvas):
    """``editable``: whether anything may be moved."""

    put = Signal(object, object)  # key of what was carried, Trial: let go over a place
    given_up = Signal()  # what was carried is where it was
    opened = Signal(object)  # BoardCell: Enter or double click
    asked = Signal(str)  # "back", "promise", "set": by a key, of the current spot
    menu_asked = Signal(QPoint)

    def __init__(self, *, editable: bool) -> None:
        super().__init__()
        self.editable = editable
        self._pressed: QPoint | None = None
        self._by_keys = False
        self.viewport().setMouseTracking(True)

    # ---- carrying ------------------------------------------------------------------------------------------------

    def take(self, key: UUID, who: str, *, by_keys: bool = False) -> bool:
        """Pick up a visit or a due line; False where it may not be moved, which is said."""
        if self.board is None or not self.editable:
            return False
        why = may_move(self.board, key)
        if why is not None:
            messages.attention(why.in_words())
            return False
        self.carried, self._by_keys = Carried(key, who), by_keys
        if by_keys:
            self._begin_by_keys(key)
        self.viewport().update()
        return True

    def carry_to(self, at: QPoint) -> None:
        """The mouse is at this point of the viewport."""
        key = self.cell_at(at) if self.viewport().rect().contains(at) else None
        if self.carried is None:
            return
        if key is None:
            self._hold(None)
            return
        self._scroll_near_edge(at)
        position = self.grid.position_at(key, at.y() + self.dy, self.carried.key)
        self._try(key, position)

    def _scroll_near_edge(self, at: QPoint) -> None:
        """Held near an edge, the board scrolls: a round further down is reached without letting go."""
        view = self.viewport().rect()
        for bar, where, long in (
            (self.verticalScrollBar(), at.y(), view.height()),
            (self.horizontalScrollBar(), at.x(), view.width()),
        ):
            if where < _EDGE:
                bar.setValue(bar.value() - bar.singleStep())
            elif where > long - _EDGE:
                bar.setValue(bar.value() + bar.singleStep())

    def let_go(self, *, keep: bool) -> None:
        """Put down what is carried here, or (not ``keep``) leave it where it came from."""
        carried, self.carried = self.carried, None
        self._by_keys = False
        if carried is None:
            return
        self.viewport().update()
        trial = carried.trial
        if keep and trial is not None and trial.refused is not None:
            messages.attention(trial.refused.in_words())
        if keep and trial is not None and trial.refused is None and not self._is_home(carried.key, trial):
            self.put.emit(carried.key, trial)
        else:
            self.given_up.emit()

    def _try(self, key: CellKey, position: int | None) -> None:
        assert self.board is not None and self.carried is not None
        asked = (*key, position)
        if asked != self._tried:
            self._tried = asked
            self._hold(try_at(self.board, self.carried.key, *key, position))

    _tried: tuple[object, ...] = ()

    def _hold(self, trial: Trial | None) -> None:
        if self.carried is None or self.carried.trial == trial:
            return
        if trial is None:
            self._tried = ()
        self.carried.trial = trial
        if trial is not None and self.board is not None:
            self.announce(trial_words(self.board, trial))
        self.carried_changed()

    def _is_home(self, key: UUID, trial: Trial) -> bool:
        assert self.board is not None
        cell = self.board.cell_of(key)
        if cell is None or (cell.team_id, cell.day) != (trial.team_id, trial.day):
            return False
        return [one.id for one in cell.visits].index(key) == trial.position

    # ---- mouse ---------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self.board is None:
            return
        at = event.position().toPoint()
        if self.carried is not None and self._by_keys:
            self.carry_to(at)
            self.let_go(keep=True)
            return
        visit, cell = self.visit_at(at), self.cell_at(at)
        if cell is not None:
            self.set_spot(Spot(cell[0], self.board.days.index(cell[1]), visit.id if visit is not None else None))
        self._pressed = at if visit is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at, visit = event.position().toPoint(), self.current_visit()
        if self._pressed is None or visit is None:
            there = self.visit_at(at) is not None
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if there else Qt.CursorShape.ArrowCursor)
            return
        if self.carried is None:
            if (at - self._pressed).manhattanLength() < _FAR:
                return
            if not self.take(visit.id, visit_title(visit)):
                self._pressed = None
                return
        self.carry_to(at)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        dragged, self._pressed = self._pressed is not None, None
        if dragged:
            self.let_go(keep=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().toPoint())
        if cell is not None and self.board is not None:
            self.opened.emit(self.board.cells[cell])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        cell = self.current_cell()
        if cell is None:
            return
        visit = self.current_visit()
        rect = self.rect_of(visit.id) if visit is not None else self.cell_rect((cell.team_id, cell.day))
        self.menu_asked.emit(self.viewport().mapToGlobal(event.pos() if by_mouse else rect.center()))

    # ---- keys ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.carried is not None and plain and self._key_while_carrying(key):
            return
        visit, cell = self.current_visit(), self.current_cell()
        if key == Qt.Key.Key_Space and visit is not None:
            self.take(visit.id, visit_title(visit), by_keys=True)
        elif key in _ENTER and cell is not None:
            self.opened.emit(cell)
        elif key in _ARROWS and plain:
            self._walk(Qt.Key(key))
        elif plain and (asked := _ASKED.get(Qt.Key(key)) or _TYPED.get(event.text().casefold(), "")):
            self.asked.emit(asked)
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.board is not None:
            key, visit = self.cell_at(event.pos()), self.visit_at(event.pos())
            if key is not None and self.carried is None:
                cell = self.board.cells[key]
                words = visit_words(self.board, cell, visit) if visit is not None else cell_words(self.board, cell)
                QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_tab and self.spot is None:
            self.set_spot(self._first_spot())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._by_keys:
            self.let_go(keep=False)
        super().focusOutEvent(event)

    def _key_while_carrying(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self._pressed = None
            self.let_go(keep=False)
        elif key in (*_ENTER, Qt.Key.Key_Space):
            self.let_go(keep=True)
        elif key in _ARROWS and self.carried is not None:
            self._carry_by(Qt.Key(key))
        else:
            return False
        return True

    def _begin_by_keys(self, key: UUID) -> None:
        assert self.board is not None
        cell = self.board.cell_of(key)
        if cell is not None:
            position = [one.id for one in cell.visits].index(key)
            self._try((cell.team_id, cell.day), position)
            return
        spot = self.spot or self._first_spot()
        if spot is not None:
            self._try((spot.team_id, self.board.days[spot.day_at]), None)

    def _carry_by(self, key: Qt.Key) -> None:
        """Left and Right: the day before or after, where it costs least; Up and Down: in the round, then the team."""
        board, carried = self.board, self.carried
        assert board is not None and carried is not None
        trial = carried.trial
        if trial is None:
            self._begin_by_keys(carried.key)
            return
        teams = [team.id for team in board.fleet.teams]
        day, team = board.days.index(trial.day), teams.index(trial.team_id)
        position: int | None = None
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            day = min(max(day + (1 if key == Qt.Key.Key_Right else -1), 0), len(board.days) - 1)
        else:
            position = trial.position + (1 if key == Qt.Key.Key_Down else -1)
            stops = [one for one in board.cells[trial.team_id, trial.day].visits if one.id != carried.key]
            if trial.refused is not None or not 0 <= position <= len(stops):
                team, position = team + (1 if key == Qt.Key.Key_Down else -1), None
        if 0 <= team < len(teams) and (teams[team], board.days[day], position) != (trial.team_id, trial.day, None):
            self._try((teams[team], board.days[day]), position)
            self.show_box(self.grid.gap_box((teams[team], board.days[day]), trial.position, carried.key))

    def _walk(self, key: Qt.Key) -> None:
        """Up and Down through a cell's stops and on to the next team; Left and Right to the next day."""
        board, spot, cell = self.board, self.spot, self.current_cell()
        if board is None or spot is None or cell is None:
            self.set_spot(self._first_spot())
            return
        stops = _stops(cell)
        at = stops.index(spot.visit_id) if spot.visit_id in stops else 0
        teams = [team.id for team in board.fleet.teams]
        team = teams.index(spot.team_id)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            day = spot.day_at + (1 if key == Qt.Key.Key_Right else -1)
            if 0 <= day < len(board.days):
                there = _stops(board.cells[spot.team_id, board.days[day]])
                self.set_spot(Spot(spot.team_id, day, there[min(at, len(there) - 1)]))
            return
        at += 1 if key == Qt.Key.Key_Down else -1
        if 0 <= at < len(stops):
            self.set_spot(Spot(spot.team_id, spot.day_at, stops[at]))
        elif 0 <= (beside := team + (1 if at > 0 else -1)) < len(teams):
            there = _stops(board.cells[teams[beside], board.days[spot.day_at]])
            self.set_spot(Spot(teams[beside], spot.day_at, there[0 if at > 0 else -1]))

    def _first_spot(self) -> Spot | None:
        """Today's first cell, else the first day somebody can go."""
        board = self.board
        if board is None or not board.fleet.teams:
            return None
        team = board.fleet.teams[0].id
        days = [at for at, day in enumerate(board.days) if day >= board.today and board.cells[team, day].crew.goes]
        return Spot(team, days[0] if days else 0)


def _stops(cell: BoardCell) -> list[UUID | None]:
    """What Up and Down go through: the cell itself, its stops, those called off."""
    return [None, *(one.id for one in (*cell.visits, *cell.called_off))]
