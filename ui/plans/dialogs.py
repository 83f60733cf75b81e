"""The short questions about a plan: sign it, end it, end a goal, write down a level, the state's programme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from centre_app.language.translate import _
from centre_app.plans.actions import (
    add_programme,
    change_programme,
    close_goal,
    end_plan,
    remove_programme,
    remove_score,
    reopen_goal,
    score_goal,
    sign_plan,
)
from centre_app.plans.inputs import MeasureInput, ProgrammeInput
from centre_app.plans.queries import PlanFacts, ProgrammeFacts
from centre_app.plans.rules import (
    DROPPED,
    MEASURE_LABELS,
    MEASURE_STATUS_NAMES,
    PARTLY,
    PROGRAMME_LABELS,
    REACHED,
    SCORED_BY_NAMES,
)
from ui.plans.words import LEVELS, goal_state, level_words, scorer
from ui.shared.dialog import FormDialog
from ui.shared.form import Choice, Day, Multiline, Rows, Text

Words = Mapping[str, str]


def ask_signing(parent: QWidget, plan: PlanFacts, today: date) -> FormDialog:
    """On which day the draft was signed; from then on it is never altered."""
    dialog = FormDialog(
        parent,
        _("Sign version {n}").format(n=plan.version),
        [Day("day", _("Signed on"), today=today, required=True)],
        lambda values: partial(sign_plan, plan_id=plan.id, day=values["day"]),
        save_text=_("Sign"),
        saying=_("The plan is signed and in force."),
        note=_("A signed version stays as it is. The next version takes over its open goals."),
    )
    dialog.form.set_values({"day": today})
    dialog.open()
    return dialog


def ask_ending(parent: QWidget, plan: PlanFacts, today: date) -> FormDialog:
    """From which day on, and why, the plan is not in force any more."""
    dialog = FormDialog(
        parent,
        _("End the plan"),
        [
            Day("day", _("Not in force from"), today=today, required=True),
            Text("reason", _("Why"), width=2, max_length=300),
        ],
        lambda values: partial(end_plan, plan_id=plan.id, **values),
        save_text=_("End the plan"),
        saying=_("The plan has ended. It stays among the versions."),
    )
    dialog.form.set_values({"day": today})
    dialog.open()
    return dialog


def ask_closing(
    parent: QWidget,
    goal_id: UUID,
    text: str,
    reasons: Words,
    today: date,
    status: str | None = None,
    note: str = "",
    then: Callable[[], object] | None = None,
) -> FormDialog:
    """How a goal ended; its words and scores stay reachable. ``status`` is proposed."""
    dialog = FormDialog(
        parent,
        _("End the goal “{goal}”").format(goal=text),
        [
            Choice(
                "status",
                _("What became of it"),
                choices=[(code, goal_state(code)) for code in (REACHED, PARTLY, DROPPED)],
                required=True,
            ),
            Day("day", _("On"), today=today, required=True),
            Choice("reason", _("Why it was dropped"), choices=list(reasons.items()), width=2),
            Text("note", _("Note"), width=2, max_length=300),
        ],
        lambda values: partial(close_goal, goal_id=goal_id, **values),
        then=lambda _none: then() if then is not None else None,
        save_text=_("End the goal"),
        saying=_("The goal has ended. Its scores stay reachable."),
        undo=None if then is not None else lambda _none: partial(reopen_goal, goal_id=goal_id),
        note=note,
    )
    dialog.form.set_values({"status": status, "day": today})
    dialog.open()
    return dialog


def ask_score(parent: QWidget, goal_id: UUID, text: str, levels: Mapping[int, str], today: date) -> FormDialog:
    """Where the child stands, outside a review and a session."""
    places = [
        (level, f"{level_words(level)}: {levels[level]}" if levels[level] else level_words(level)) for level in LEVELS
    ]
    who = [(code, scorer(code)) for code in SCORED_BY_NAMES]
    dialog = FormDialog(
        parent,
        _("Where does the child stand?"),
        [
            Choice("score", _("Level"), choices=places, required=True, width=2),
            Choice("scored_by", _("Who says so"), choices=who, required=True),
            Day("day", _("Day"), today=today, required=True),
            Text("name", _("Name"), max_length=200),
            Text("note", _("Note"), width=2, max_length=500),
        ],
        lambda values: partial(score_goal, goal_id=goal_id, **values),
        saying=_("The level is written down."),
        undo=lambda made: partial(remove_score, score_id=made),
        note=text,
    )
    dialog.form.set_values({"scored_by": "specialist", "day": today})
    dialog.open()
    return dialog


def ask_programme(
    parent: QWidget, child_id: UUID, kinds: Words, today: date, programme: ProgrammeFacts | None = None
) -> FormDialog:
    """A programme of the state with its measures; ``programme`` None adds one."""
    dialog = FormDialog(
        parent,
        _("State rehabilitation programme"),
        _programme_fields(kinds, today),
        lambda values: _programme_action(child_id, programme, values),
        saying=_("Saved."),
        undo=None if programme is not None else lambda made: partial(remove_programme, programme_id=made),
        note=_("As it is written on the commission’s paper."),
    )
    if programme is not None:
        values = {name: getattr(programme, name) for name in PROGRAMME_LABELS if name != "measures"}
        measures = [{name: getattr(one, name) for name in ("id", *MEASURE_LABELS)} for one in programme.measures]
        dialog.form.set_values({**values, "measures": measures})
    dialog.open()
    return dialog


def _programme_fields(kinds: Words, today: date) -> list[Any]:
    names = {name: _(words) for name, words in PROGRAMME_LABELS.items()}
    promised = _(MEASURE_STATUS_NAMES["promised"])
    of_measure = {name: _(words) for name, words in MEASURE_LABELS.items()}
    return [
        Choice("kind", names["kind"], choices=list(kinds.items()), required=True),
        Text("number", names["number"], max_length=60),
        Day("issued_day", names["issued_day"], today=today, required=True),
        Day("valid_until", names["valid_until"], today=today),
        Text("issued_by", names["issued_by"], width=2, max_length=200),
        Multiline("note", names["note"], lines=2),
        Rows(
            "measures",
            names["measures"],
            fields=(
                Text("text", of_measure["text"], width=2, required=True, max_length=500),
                Text("responsible", of_measure["responsible"], max_length=200),
                Day("until", of_measure["until"], today=today),
                Choice("status", of_measure["status"], choices=_other_states(), empty=promised),
            ),
            add_text=_("Add a measure"),
        ),
    ]


def _other_states() -> list[tuple[str, str]]:
    """What may have become of a measure; a new one is promised."""
    return [(status, _(words)) for status, words in MEASURE_STATUS_NAMES.items() if status != "promised"]


def _programme_action(child_id: UUID, programme: ProgrammeFacts | None, values: dict[str, Any]) -> Callable[[Any], Any]:
    measures = tuple(
        MeasureInput(**{**measure, "status": measure["status"] or "promised"}) for measure in values["measures"]
    )
    written = ProgrammeInput(**{**values, "measures": measures})
    if programme is None:
        return partial(add_programme, child_id=child_id, programme=written)
    return partial(change_programme, programme_id=programme.id, programme=written)
