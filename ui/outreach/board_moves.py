"""What is done to visits and rounds on the board, said in the message bar with *Undo* beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from centre_app.errors import UserError
from centre_app.language.translate import _, ngettext
from centre_app.outreach.actions import (
    Undo,
    choose_vehicle,
    give_round_to_team,
    move_visit,
    plan_visit,
    put_back,
    remove_round,
    set_round,
    undo_planning,
    unpromise_visit,
    unset_round,
)
from centre_app.rounds.board import Board, BoardCell
from centre_app.rounds.board_trial import Trial
from ui import messages, tasks
from ui.outreach.board_words import left_words

KEPT = 100  # acts that can be taken back one after the other


class BoardMoves(QObject):
    """``reload`` shows again what the centre holds, after something that could not be done."""

    def __init__(self, parent: QWidget, reload: Callable[[], None]) -> None:
        super().__init__(parent)
        self._reload = reload
        self._done: list[Any] = []

    def put(self, board: Board, key: UUID, trial: Trial) -> None:
        """What was carried is let go on a team's day: planned there, or moved."""
        where: dict[str, Any] = {"team_id": trial.team_id, "day": trial.day, "position": trial.position}
        act: tasks.Action
        if key in board.by_id:
            act = partial(move_visit, visit_id=key, **where)
            said = _("Moved to {day}.")
        else:
            act = partial(plan_visit, service_id=key, **where)
            said = _("Planned for {day}.")
        self.do(act, said.format(day=left_words(trial.day)))

    def put_back(self, visit_id: UUID) -> None:
        """Out of a draft: due again."""
        self.do(partial(put_back, visit_id=visit_id), _("Put back: it is due again."))

    def unpromise(self, visit_id: UUID) -> None:
        """The family knows that it may be another day."""
        self.do(partial(unpromise_visit, visit_id=visit_id), _("The promise is taken back."))

    def set_or_unset(self, cell: BoardCell) -> None:
        """Said to the team; said already: a draft again."""
        if cell.round is None:
            messages.info(_("Nothing is planned here yet."))
        elif cell.is_set:
            self.do(partial(unset_round, round_id=cell.round.id), _("The round is a draft again."))
        else:
            self.do(
                partial(set_round, round_id=cell.round.id), _("The round is set: a proposal leaves its visits in it.")
            )

    def set_all(self, board: Board) -> None:
        """Each draft of the week with somebody in it; one Undo for all."""
        cells = [cell for cell in board.cells.values() if cell.visits and not cell.is_set and not cell.past]
        drafts = [cell.round.id for cell in cells if cell.round is not None]
        if not drafts:
            messages.info(_("No draft is left to be set in this week."))
            return

        def act(session: Any) -> Undo:
            undo = Undo()
            for round_id in drafts:
                undo += set_round(session, round_id).undo
            return undo

        n = len(drafts)
        said = ngettext("{n} round is set.", "{n} rounds are set.", n).format(n=n)
        tasks.do(act, then=lambda undo: self.done(undo, said), failed=self.failed, owner=self)

    def give(self, round_id: UUID, team_id: UUID, name: str) -> None:
        """Another team drives it."""
        act = partial(give_round_to_team, round_id=round_id, team_id=team_id)
        self.do(act, _("Given to {team}.").format(team=name))

    def vehicle(self, round_id: UUID, vehicle_id: UUID | None, name: str) -> None:
        """With another vehicle."""
        act = partial(choose_vehicle, round_id=round_id, vehicle_id=vehicle_id)
        self.do(act, _("Vehicle: {name}.").format(name=name))

    def remove(self, round_id: UUID) -> None:
        """An empty draft goes."""
        self.do(partial(remove_round, round_id=round_id), _("The empty round is taken out."))

    def do(self, act: tasks.Action, said: str) -> None:
        """Do it, and offer to take it back."""
        tasks.do(act, then=lambda done: self.done(done.undo, said), failed=self.failed, owner=self)

    def done(self, undo: Any, said: str) -> None:
        """Say what was done, with *Undo* beside it; Ctrl+Z does the same."""
        if undo:
            self._done = [*self._done[-KEPT:], undo]
            messages.success(said, action=partial(self._take_back, undo))
        else:
            messages.info(said)

    def undo(self) -> None:
        """Take back the last act."""
        if self._done:
            self._take_back(self._done[-1])
        else:
            messages.info(_("There is nothing to undo."))

    def failed(self, error: Exception) -> bool:
        """Say why it could not be done, and show what the centre holds."""
        self._reload()
        if isinstance(error, UserError):
            messages.attention(error.in_words())
            return True
        return False

    def _take_back(self, what: Any) -> None:
        self._done = [one for one in self._done if one is not what]
        tasks.do(partial(undo_planning, what=what), failed=self.failed, owner=self, saying=_("Undone."))
