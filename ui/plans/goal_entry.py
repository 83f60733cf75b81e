"""What the parts of a plan that is being written are made of: the words they offer, and a goal with its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QListWidgetItem, QScrollArea

from centre_app.plans.inputs import GoalInput
from centre_app.plans.queries import PlanGoalFacts
from centre_app.plans.rules import OPEN
from centre_app.workplace.queries import StaffRow
from ui.plans.editor_forms import goal_input, goal_raw, goal_values
from ui.plans.plan_read import Labels
from ui.shared.form import Form


@dataclass(frozen=True)
class EditorWords:
    """What the forms offer."""

    labels: Labels
    staff: tuple[StaffRow, ...]
    today: date

    def offered(self, list_name: str) -> Mapping[str, str]:
        """The words of a list by code."""
        return self.labels.get(list_name, {})


class GoalEntry:
    """A goal that is being written. Its form is made when it is first wanted: in a long plan few goals are touched.

    ``given``: the goal as it is saved, or ``typed``: as a draft kept it. ``facts``: what is known of it, None for a new
    one. ``ended``: it has ended, and stands in this version only because it was scored by its words.
    """

    def __init__(
        self,
        make: Callable[[], tuple[Form, QScrollArea]],
        facts: PlanGoalFacts | None,
        *,
        given: GoalInput | None = None,
        typed: Mapping[str, Any] | None = None,
    ) -> None:
        self.facts = facts
        self.ended = facts is not None and facts.status != OPEN
        self.item = QListWidgetItem()
        self._make, self._given, self._typed = make, given, typed
        self._made: tuple[Form, QScrollArea] | None = None

    @property
    def form(self) -> Form:
        """Its form."""
        return self._page()[0]

    @property
    def area(self) -> QScrollArea:
        """The page with its form."""
        return self._page()[1]

    @property
    def made(self) -> QScrollArea | None:
        """The page, if it was wanted so far."""
        return self._made[1] if self._made is not None else None

    @property
    def text(self) -> str:
        """The goal as it is worded now."""
        return str(self.raw().get("text", "")).strip()

    def goal(self) -> GoalInput:
        """What is typed, as a goal. Raises UserError at its field."""
        if self._made is None and self._given is not None:
            return self._given
        return goal_input(self.form.values())

    def raw(self) -> dict[str, Any]:
        """As typed; JSON can hold it."""
        if self._made is not None:
            return self._made[0].raw()
        return dict(self._typed) if self._typed is not None else goal_raw(self._given or GoalInput("", ""))

    def _page(self) -> tuple[Form, QScrollArea]:
        if self._made is None:
            form, area = self._make()
            before = form.blockSignals(True)
            if self._given is not None:
                form.set_values(goal_values(self._given))
            if self._typed is not None:
                form.set_raw(dict(self._typed))
            form.blockSignals(before)
            self._made = form, area
        return self._made
