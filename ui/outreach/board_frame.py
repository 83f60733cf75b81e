"""What stands still around the board while it scrolls: the days above, the teams at the left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from centre_app.language.translate import ngettext
from centre_app.rounds.board import Board
from ui.outreach.board_layout import BoardGrid, Sizes
from ui.outreach.board_paint import Brushes
from ui.outreach.board_words import day_words, km_text
from ui.shared import theme

_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


class DayHeads(QWidget):
    """The days; today stands out, a closed one says why."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._board: Board | None = None
        self._grid, self._brushes, self._scrolled = BoardGrid((), (), {}, 1, 1, Sizes(12)), Brushes(), 0

    def show_days(self, board: Board, grid: BoardGrid, brushes: Brushes) -> None:
        """Show these."""
        self._board, self._grid, self._brushes = board, grid, brushes
        self.update()

    def scroll_to(self, x: int) -> None:
        """The board was scrolled this far to the right."""
        self._scrolled = x
        self.update()

    def note(self, at: int) -> str:
        """Under the day: why it is closed, else how many visits are planned."""
        board = self._board
        assert board is not None
        day = board.days[at]
        state = board.fleet.open_days.get(day)
        if state is not None and not state.open:
            return state.why.in_words() if state.why is not None else ""
        n = sum(len(cell.visits) for (_team, on), cell in board.cells.items() if on == day)
        return ngettext("{n} visit", "{n} visits", n).format(n=n) if n else ""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._board is not None:
            at = (event.pos().x() + self._scrolled) // self._grid.column
            if 0 <= at < len(self._board.days):
                QToolTip.showText(
                    event.globalPos(), f"{day_words(self._board.days[at])}\n{self.note(at)}".strip(), self
                )
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("card"))
        board, brushes = self._board, self._brushes
        for at, day in enumerate(board.days if board is not None else ()):
            assert board is not None
            place = QRect(at * self._grid.column - self._scrolled, 0, self._grid.column, self.height())
            today = day == board.today
            if today:
                painter.fillRect(place, theme.colour("today"))
            painter.setPen(theme.colour("line"))
            painter.drawLine(place.right(), 0, place.right(), place.bottom())
            words = QRect(place.left() + 8, 4, place.width() - 14, brushes.line)
            brushes.write(painter, words, day_words(day), "accent" if today else "text", bold=True)
            words.translate(0, brushes.line)
            state = board.fleet.open_days.get(day)
            closed = state is not None and not state.open
            brushes.write(painter, words, self.note(at), "attention" if closed else "muted")
        painter.setPen(theme.colour("edge"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()


class TeamHeads(QWidget):
    """The teams with their week's visits and kilometres."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._board: Board | None = None
        self._grid, self._brushes, self._scrolled = BoardGrid((), (), {}, 1, 1, Sizes(12)), Brushes(), 0
        self._top = 0

    def show_teams(self, board: Board, grid: BoardGrid, brushes: Brushes, top: int) -> None:
        """Show these, from ``top`` pixels down."""
        self._board, self._grid, self._brushes, self._top = board, grid, brushes, top
        self.update()

    def scroll_to(self, y: int) -> None:
        """The board was scrolled this far down."""
        self._scrolled = y
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("card"))
        painter.setClipRect(0, self._top, self.width(), self.height())
        board, brushes = self._board, self._brushes
        for team in board.fleet.teams if board is not None else ():
            assert board is not None
            box = self._grid.cells.get((team.id, board.days[0]))
            if box is None:
                continue
            place = QRect(0, self._top + box.top - self._scrolled, self.width(), box.height)
            words = place.adjusted(8, 5, -6, -4)
            painter.setFont(brushes.bold)
            painter.setPen(theme.colour("text"))
            name = brushes.bold_metrics.boundingRect(words, _WRAPPED, team.name)
            painter.drawText(words, _WRAPPED, team.name)
            cells = [cell for (key, _day), cell in board.cells.items() if key == team.id and cell.visits]
            n = sum(len(cell.visits) for cell in cells)
            if n:
                painter.setFont(brushes.plain)
                painter.setPen(theme.colour("muted"))
                said = [
                    ngettext("{n} visit", "{n} visits", n).format(n=n),
                    km_text(sum(cell.laid.km for cell in cells)),
                ]
                painter.drawText(words.adjusted(0, name.height() + 4, 0, 0), _WRAPPED, "\n".join(said))
            painter.setPen(theme.colour("line"))
            painter.drawLine(0, place.bottom(), self.width(), place.bottom())
        painter.setClipping(False)
        painter.setPen(theme.colour("edge"))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.drawLine(0, self._top - 1, self.width(), self._top - 1)
        painter.end()
