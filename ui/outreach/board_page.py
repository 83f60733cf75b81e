"""The week of the teams: days across, teams down, who is due beside; planned by hand or proposed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from centre_app.changes import Change
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.rounds.board import Board, BoardCell, BoardVisit, week_board
from centre_app.rounds.board_trial import Trial
from centre_app.security.access import Permission
from ui import tasks
from ui.outreach.board_due import DuePanel
from ui.outreach.board_head import BoardHead
from ui.outreach.board_menu import BoardMenu
from ui.outreach.board_moves import BoardMoves
from ui.outreach.board_view import BoardView
from ui.outreach.visit_dialogs import ask_cancel, ask_promise, ask_single
from ui.reports.shown import show_report
from ui.shared.empty import EmptyPlace
from ui.shared.pages import PlacePage
from ui.shared.words import label


class BoardPage(PlacePage):
    """``open(day=…)`` or ``open(week=…)``: the week of that day."""

    key: ClassVar[str] = "week"
    name: ClassVar[str] = N_("Week")
    needs: ClassVar[Permission | None] = Permission.SEE_CHILDREN
    refresh_on: ClassVar[frozenset[Change]] = frozenset(
        {Change.VISITS, Change.TEAMS, Change.PLACES, Change.CHILDREN, Change.WORKPLACE, Change.CENTRE}
        | {Change.CALENDAR, Change.CODELISTS}
    )

    def build(self) -> None:
        """The week and its buttons above, the board and who is due below."""
        self.may_plan = self.shell.may(Permission.PLAN_ROUNDS)
        self.board: Board | None = None
        self._from_list = False
        self.moves = BoardMoves(self, self.read)
        self.board_head = BoardHead(self.shell.office.today(), may_plan=self.may_plan)
        self.board_head.changed.connect(self.read)
        self.board_head.asked.connect(self._asked)
        self.head.addWidget(self.board_head, 1)
        self.view, self.due = BoardView(editable=self.may_plan), DuePanel()
        self.due.list.editable = self.may_plan
        self.hint = label(kind="muted", wrap=True)
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.view, 1)
        row.addWidget(self.due)
        self.no_teams = EmptyPlace(
            _("No team goes out yet"),
            _("Write down who goes out together, on which days, from which place and with which vehicle."),
            _("Teams"),
            partial(self.shell.go, "settings", page="teams"),
            icon="outreach",
            button_icon="forward",
        )
        self.pages = QStackedWidget()
        for page in (beside, self.no_teams):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)
        self.body.addWidget(self.hint)
        self._connect()

    def load(self) -> None:
        """Ask for the week."""
        self.read()

    def open(self, **to: object) -> None:
        """Which week."""
        day = to.get("day") or to.get("week")
        if isinstance(day, date):
            self.board_head.week.set_week(day)
        self.read()

    def state(self) -> dict[str, object]:
        """Which week."""
        return {"week": self.board_head.week.monday}

    def restore(self, state: dict[str, object]) -> None:
        """As before the language changed."""
        week = state.get("week")
        if isinstance(week, date):
            self.board_head.week.set_week(week)

    def print_asked(self) -> None:
        """The round that is chosen; without one those of the week."""
        cell, _visit = self.current()
        if cell is not None and cell.round is not None and cell.visits:
            self.print_round(cell)
        else:
            self._print("rounds", {})

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """The running week, and the next one with a visit carried over it."""
        yield "", partial(self._show_week, 0)
        yield "carried", self._picture_carried

    # ---- reading -----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Ask again for the week that is chosen."""
        ask = partial(week_board, monday=self.board_head.week.monday, language=current().language)
        tasks.read(ask, then=self._show, latest="board")

    def current(self) -> tuple[BoardCell | None, BoardVisit | None]:
        """What the keyboard is on."""
        return self.view.current_cell(), self.view.current_visit()

    def _show(self, board: Board) -> None:
        if board.monday != self.board_head.week.monday:
            return  # another week was asked for meanwhile
        self.board = board
        self.pages.setCurrentIndex(0 if board.fleet.teams else 1)
        self.view.show_board(board)
        self.due.show_board(board)
        self.board_head.show_board(board)
        self._show_spot()
        self.hint.setVisible(bool(board.fleet.teams))
        self.hint.setText(self._hint())

    def _hint(self) -> str:
        if not self.may_plan:
            return _("Arrows: from round to round · Enter: opens the round")
        return _(
            "Space: picks up, here or in the list; arrows carry, Enter lets go, Esc takes back · Delete: puts back or"
            " calls off · P: promised · S: sets the round · Ctrl+Z: undoes"
        )

    def _show_spot(self) -> None:
        cell, _visit = self.current()
        here = cell is not None and cell.round is not None and not cell.past
        self.board_head.set_button.setEnabled(here)
        is_set = cell is not None and cell.is_set
        self.board_head.set_button.setText(_("Make it a draft again") if is_set else _("Set the round"))

    # ---- carrying ----------------------------------------------------------------------------------------------------

    def _put(self, key: UUID, trial: Trial) -> None:
        if self.board is not None:
            self.moves.put(self.board, key, trial)
        self._back_to_list()

    def _take_due(self, key: UUID, who: str, by_keys: bool) -> None:
        if self.view.take(key, who, by_keys=by_keys) and by_keys:
            self._from_list = True
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back_to_list(self) -> None:
        """Who took somebody from the list by keys goes on there with the next."""
        if self._from_list and self.view.hasFocus():
            self.due.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._from_list = False

    def _carry_due(self, at: QPoint) -> None:
        self.view.carry_to(self.view.viewport().mapFromGlobal(at))

    def _drop_due(self, at: QPoint) -> None:
        self._carry_due(at)
        self.view.let_go(keep=True)

    # ---- what is asked -----------------------------------------------------------------------------------------------

    def open_round(self, cell: BoardCell, visit: BoardVisit | None = None) -> None:
        """The page where its results are written down."""
        if cell.round is not None:
            self.go("round", round=cell.round.id, visit=visit.id if visit is not None else None)

    def open_child(self, child_id: UUID) -> None:
        """The child's file, at the home."""
        self.shell.go("children", child=child_id, tab="home")

    def print_round(self, cell: BoardCell) -> None:
        """The papers of one round."""
        assert cell.round is not None
        self._print("rounds", {"round": cell.round.id})

    def _opened(self, cell: BoardCell) -> None:
        _cell, visit = self.current()
        self.open_round(cell, visit)

    def _asked(self, what: str) -> None:
        cell, _visit = self.current()
        if what in ("propose", "rest"):
            self._propose(rest=what == "rest")
        elif what == "set" and cell is not None:
            self.moves.set_or_unset(cell)
        elif what == "set_all" and self.board is not None:
            self.moves.set_all(self.board)
        elif what == "single":
            self.single()
        elif what == "print":
            self.print_asked()
        elif what == "print_map":
            self._print("round_map", {})
        elif what == "map":
            self.go("map", week=self.board_head.week.monday)

    def single(self) -> None:
        """A visit of somebody who is not on the list."""
        if self.board is not None and self.may_plan and self.board.fleet.teams:
            cell, _visit = self.current()
            ask_single(self, self.board, cell, self.moves)

    def _propose(self, *, rest: bool) -> None:
        # Read when it is wanted first: the solver's library is not needed to show a week.
        from ui.outreach.propose_dialog import open_propose

        day = self.shell.office.today() if rest else None
        dialog = open_propose(self, self.shell, self.board_head.week.monday, from_day=day)
        dialog.taken.connect(self._rounds_taken)

    def _rounds_taken(self, applied: Any) -> None:
        n = applied.visits
        said = ngettext("{n} visit is planned.", "{n} visits are planned.", n).format(n=n)
        self.moves.done(applied.undo, said)

    def _by_key(self, what: str) -> None:
        cell, visit = self.current()
        if not self.may_plan or cell is None or self.board is None or cell.past:
            return
        if what == "set":
            self.moves.set_or_unset(cell)
        elif visit is not None and visit.visit.open:
            if what == "promise":
                ask_promise(self, self.board, visit, self.moves)
            elif cell.is_set or visit.visit.promised:
                ask_cancel(self, self.board, visit, self.moves)
            else:
                self.moves.put_back(visit.id)

    def _print(self, kind: str, more: dict[str, object]) -> None:
        monday = self.board_head.week.monday
        year, week, _weekday = monday.isocalendar()
        show_report(self, kind, {"week": monday, **more}, language=current().language, name=f"{year}-W{week:02}")

    def _connect(self) -> None:
        view, due = self.view, self.due.list
        view.put.connect(self._put)
        view.given_up.connect(self._back_to_list)
        view.opened.connect(self._opened)
        view.asked.connect(self._by_key)
        view.menu_asked.connect(BoardMenu(self).show_at)
        view.spot_changed.connect(lambda _spot: self._show_spot())
        due.taken.connect(self._take_due)
        due.carried_to.connect(self._carry_due)
        due.let_go.connect(self._drop_due)
        due.dropped_off.connect(partial(view.let_go, keep=False))
        due.doubleClicked.connect(lambda index: self.open_child(_child_of(self.due.list.due_model.items[index.row()])))
        for keys, on in (
            (QKeySequence(QKeySequence.StandardKey.Undo), self.moves.undo),
            (QKeySequence("N"), self.single),
            (QKeySequence("т"), self.single),  # where N stands on the keyboards of the region
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(on)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self.due.list.refresh_look()

    def _show_week(self, weeks: int) -> None:
        today = self.shell.office.today()
        self.board_head.week.set_week(today + timedelta(days=7 * weeks))
        self.read()

    def _picture_carried(self) -> None:
        """A visit from the list over the first day somebody goes: as the guide shows it."""
        self._show_week(1)
        tasks.wait_idle()
        board = self.board
        if board is None or not board.due or not board.fleet.teams:
            return
        line, team = board.due[0], board.fleet.teams[0].id
        day = next((day for day in board.days if board.cells[team, day].crew.goes), board.days[0])
        self.view.take(line.id, line.line.name)
        rect = self.view.cell_rect((team, day))
        self.view.carry_to(QPoint(rect.center().x(), rect.top() + 10))


def _child_of(item: Any) -> UUID:
    child_id: UUID = item.visit.child_id if isinstance(item, BoardVisit) else item.line.child_id
    return child_id
