"""What can be done with the visit or the round that one points at: the same as by keys, in words."""

from __future__ import annotations

from functools import partial
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from centre_app.language.translate import _
from centre_app.rounds.board import Board, BoardCell, BoardVisit
from ui.outreach.board_moves import BoardMoves
from ui.outreach.visit_dialogs import ask_cancel, ask_promise


class Page(Protocol):
    """What the menu needs of the page it stands on."""

    board: Board | None
    moves: BoardMoves
    may_plan: bool

    def current(self) -> tuple[BoardCell | None, BoardVisit | None]: ...
    def open_round(self, cell: BoardCell, visit: BoardVisit | None) -> None: ...
    def open_child(self, child_id: UUID) -> None: ...
    def print_round(self, cell: BoardCell) -> None: ...


class BoardMenu(QObject):
    """``show_at(place on the screen)`` for the current spot."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page

    def show_at(self, at: QPoint) -> None:
        """Open the menu there."""
        menu = self.menu()
        if menu is not None and not menu.isEmpty():
            menu.popup(at)

    def menu(self) -> QMenu | None:
        """The menu of the current spot; None where nothing is chosen."""
        page: Page = self._page  # type: ignore[assignment]
        cell, visit = page.current()
        if cell is None or page.board is None:
            return None
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        if visit is not None:
            self._of_visit(menu, page, page.board, cell, visit)
            menu.addSeparator()
        self._of_round(menu, page, page.board, cell)
        return menu

    def _of_visit(self, menu: QMenu, page: Page, board: Board, cell: BoardCell, visit: BoardVisit) -> None:
        menu.addAction(_("Open the child’s file"), partial(page.open_child, visit.visit.child_id))
        if not page.may_plan or not visit.visit.open or cell.past:
            return
        menu.addAction(_("Promised to the family…") + "\tP", partial(ask_promise, self._page, board, visit, page.moves))
        if visit.visit.promised:
            menu.addAction(_("Take the promise back"), partial(page.moves.unpromise, visit.id))
        menu.addAction(_("Call off…"), partial(ask_cancel, self._page, board, visit, page.moves))
        if not cell.is_set and not visit.visit.promised:
            menu.addAction(_("Put back: due again") + "\tDel", partial(page.moves.put_back, visit.id))

    def _of_round(self, menu: QMenu, page: Page, board: Board, cell: BoardCell) -> None:
        if cell.round is None:
            return
        menu.addAction(_("Open the round") + "\tEnter", partial(page.open_round, cell, None))
        if cell.visits:
            menu.addAction(_("Print the round"), partial(page.print_round, cell))
        if not page.may_plan or cell.past:
            return
        menu.addSeparator()
        words = _("Make it a draft again") if cell.is_set else _("Set the round")
        if cell.visits or cell.is_set:
            menu.addAction(words + "\tS", partial(page.moves.set_or_unset, cell))
        self._vehicles(menu, page, board, cell, cell.round.id)
        others = [team for team in board.fleet.teams if team.id != cell.team_id]
        if others and cell.visits and not cell.keyed:
            teams = menu.addMenu(_("Give it to another team"))
            for team in others:
                teams.addAction(team.name, partial(page.moves.give, cell.round.id, team.id, team.name))
        if not cell.visits and not cell.is_set:
            menu.addAction(_("Take the empty round out"), partial(page.moves.remove, cell.round.id))

    def _vehicles(self, menu: QMenu, page: Page, board: Board, cell: BoardCell, round_id: UUID) -> None:
        taken = {
            one.round.vehicle_id
            for one in board.cells.values()
            if one.day == cell.day and one.round is not None and one.team_id != cell.team_id
        }
        choices = menu.addMenu(_("Vehicle"))
        for vehicle in board.fleet.vehicles:
            act = choices.addAction(
                f"{vehicle.name} {vehicle.plate}".strip(),
                partial(page.moves.vehicle, round_id, vehicle.id, vehicle.name),
            )
            act.setCheckable(True)
            act.setChecked(cell.round is not None and cell.round.vehicle_id == vehicle.id)
            act.setEnabled(vehicle.off_on(cell.day) is None and vehicle.id not in taken)
        choices.addAction(_("none"), partial(page.moves.vehicle, round_id, None, _("none")))
