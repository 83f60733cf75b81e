"""The short questions about one visit: why it is called off and when to go next, what was promised, a single visit."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from centre_app.errors import UserError
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, _
from centre_app.outreach.actions import CALLED_OFF, cancel_visit, plan_visit, promise_visit
from centre_app.outreach.outcome_rules import OUTCOME_NAMES
from centre_app.rounds.board import Board, BoardCell, BoardVisit
from ui import tasks
from ui.outreach.board_moves import BoardMoves
from ui.shared.dialog import FormDialog
from ui.shared.fields import Check, Choice, Day, Number, Part, Text
from ui.therapy.booking_fields import Children, Hour


def ask_cancel(parent: QWidget, board: Board, visit: BoardVisit, moves: BoardMoves) -> FormDialog:
    """Why the visit does not take place, and when to go next: a day, or by the rule of the outcome."""
    fields: list[Part] = [
        Choice(
            "outcome",
            _("What became of it?"),
            choices=[(outcome, _(OUTCOME_NAMES[outcome])) for outcome in CALLED_OFF],
            required=True,
        ),
        Choice("reason", _("Reason"), choices=list(board.offered_reasons.items()), required=True),
        Text("note", _("More on the reason"), width=2, max_length=300),
        Day(
            "next_day",
            _("When to go next"),
            today=board.today,
            hint=_("The day agreed with the family."),
        ),
        Check("by_rule", _("No day was agreed: as the rule for this outcome says")),
    ]

    def save(values: dict[str, Any]) -> tasks.Action:
        return partial(cancel_visit, visit_id=visit.id, **values)

    dialog = FormDialog(
        parent,
        _("Call the visit off"),
        fields,
        save,
        then=lambda done: moves.done(done.undo, _("The visit is called off.")),
        save_text=_("Call off"),
        note=f"{visit.visit.name}, {day_text(visit.visit.day)}",
    )
    dialog.open()
    return dialog


def ask_promise(parent: QWidget, board: Board, visit: BoardVisit, moves: BoardMoves) -> FormDialog:
    """What was said to the family: the day, and the time where one was said."""

    def save(values: dict[str, Any]) -> tasks.Action:
        return partial(promise_visit, visit_id=visit.id, **values)

    dialog = FormDialog(
        parent,
        _("Promised to the family"),
        [
            Day("day", _("Day"), today=board.today, required=True),
            Hour("minute", _("Time, where one was said")),
        ],
        save,
        then=lambda done: moves.done(done.undo, _("Promised: a proposal leaves the visit on this day.")),
        save_text=_("Promised"),
        note=visit.visit.name,
    )
    dialog.form.set_values({"day": visit.visit.day, "minute": visit.visit.promised_minute})
    dialog.form.mark_saved()
    dialog.open()
    return dialog


def ask_single(parent: QWidget, board: Board, cell: BoardCell | None, moves: BoardMoves) -> FormDialog:
    """A visit of a child that is not due, or for another purpose: child, purpose, team and day."""
    fields: list[Part] = [
        Children("child_ids", _("Child"), required=True, width=2),
        Choice("purpose", _("Purpose"), choices=list(board.offered_purposes.items()), required=True),
        Number("minutes", _("Minutes"), minimum=5, maximum=480),
        Choice("team_id", _("Team"), choices=[(team.id, team.name) for team in board.fleet.teams], required=True),
        Day("day", _("Day"), today=board.today, required=True),
    ]

    def save(values: dict[str, Any]) -> tasks.Action:
        children = values.pop("child_ids")
        if len(children) != 1:
            raise UserError(N_("Please choose one child."), field="child_ids")
        return partial(plan_visit, child_id=children[0], **values)

    dialog = FormDialog(
        parent,
        _("Plan a single visit"),
        fields,
        save,
        then=lambda done: moves.done(done.undo, _("Planned.")),
        save_text=_("Plan the visit"),
        note=_("It goes where it costs least. A home service of this purpose counts it as its visit."),
    )
    dialog.form.set_values(_first_values(board, cell))
    dialog.open()
    return dialog


def _first_values(board: Board, cell: BoardCell | None) -> dict[str, Any]:
    if cell is not None and not cell.past:
        return {"team_id": cell.team_id, "day": cell.day}
    return {"team_id": board.fleet.teams[0].id} if len(board.fleet.teams) == 1 else {}
