"""Above the board: which week, and what can be done with it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from centre_app.language.translate import _
from centre_app.rounds.board import Board
from ui.shared.buttons import button, main_button
from ui.shared.flow import Flow
from ui.therapy.week_strip import WeekStrip


class BoardHead(QWidget):
    """``asked(what)``: propose, rest, set, set_all, single, print, map, print_map."""

    changed = Signal()
    asked = Signal(str)

    def __init__(self, today: date, *, may_plan: bool) -> None:
        super().__init__()
        self.rest: QAction | None = None
        self.week = WeekStrip(today, today)
        self.week.changed.connect(lambda _monday: self.changed.emit())
        row = Flow((self.week,))
        self.set_button = button(_("Set the round"), partial(self.asked.emit, "set"), icon="pin")
        self.set_button.setToolTip(_("Say the chosen round to the team: a proposal leaves its visits in it (S)"))
        self.propose = main_button(_("Propose…"), partial(self.asked.emit, "propose"))
        self.propose.setToolTip(_("Let the rounds of the week be proposed: nothing is changed until you take them"))
        if may_plan:
            row.add(self.propose)
            row.add(self.set_button)
        self.print_button = button(_("Print"), partial(self.asked.emit, "print"), icon="print")
        row.add(self.print_button)
        self.more = button(_("More"), icon="menu")
        self.more.setMenu(self._menu(may_plan=may_plan))
        row.add(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)

    def show_board(self, board: Board) -> None:
        """What the week allows."""
        goes = bool(board.fleet.teams)
        for one in (self.propose, self.print_button, self.more):
            one.setEnabled(goes)
        running = board.monday <= board.today <= board.days[-1]
        if self.rest is not None:
            self.rest.setVisible(running)

    def _menu(self, *, may_plan: bool) -> QMenu:
        menu = QMenu(self)
        if may_plan:
            self.rest = menu.addAction(_("Plan the rest of the week anew…"), partial(self.asked.emit, "rest"))
            menu.addAction(_("Set all rounds of the week"), partial(self.asked.emit, "set_all"))
            menu.addAction(_("Plan a single visit…") + "\tN", partial(self.asked.emit, "single"))
            menu.addSeparator()
        menu.addAction(_("Map of the week"), partial(self.asked.emit, "map"))
        menu.addAction(_("Print the map"), partial(self.asked.emit, "print_map"))
        return menu
