"""One goal at a review: a level each from the specialist, the parent and the child, and what becomes of the goal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from centre_app.language.translate import _
from centre_app.plans.inputs import ReviewScore
from centre_app.plans.queries import PlanGoalFacts
from centre_app.plans.rules import DROPPED, PARTLY, REACHED, SPECIALIST, weight
from ui.plans.score_grid import ScoreGrid
from ui.plans.words import by_level, goal_state, level_words, score_since
from ui.shared.cards import Card
from ui.shared.form import Choice, Form, Text

WHO = ("specialist", "parent", "child")


class ReviewGoal(Card):
    """``changed`` tells every score and word."""

    changed = Signal()

    def __init__(self, number: int, goal: PlanGoalFacts, area: str, reasons: Mapping[str, str]) -> None:
        super().__init__(f"{number}. {goal.text}")
        self.goal = goal
        self.set_count(area)
        latest = goal.latest
        if latest is not None:
            last = _("Last time: {level} ({since})").format(level=level_words(latest.score), since=score_since(latest))
        else:
            last = _("Not scored yet. At the start: {level}").format(level=level_words(goal.baseline))
        self.add_text(last)
        columns = [("specialist", _("Specialist")), ("parent", _("Parent")), ("child", _("Child"))]
        self.grid = ScoreGrid(by_level(goal.levels), columns)
        self.grid.scored.connect(lambda _who, _level: self.changed.emit())
        self.add_widget(self.grid)
        ends = [(code, goal_state(code)) for code in (REACHED, PARTLY, DROPPED)]
        self.form = Form(
            [
                Text("note", _("What was seen"), width=2, max_length=500),
                Choice("status", _("From now on"), choices=ends, empty=_("the goal goes on")),
                Choice("reason", _("Why it was dropped"), choices=list(reasons.items())),
            ]
        )
        self.form.setContentsMargins(0, 6, 0, 0)
        self.form.changed.connect(self._form_changed)
        self.add_widget(self.form)
        self._show_reason()

    @property
    def weighted(self) -> tuple[int, int] | None:
        """(weight, level) as the specialist scored just now; None while nothing is chosen."""
        score = self.grid.score(SPECIALIST)
        return None if score is None else (weight(self.goal.importance, self.goal.difficulty), score)

    def scores(self) -> list[ReviewScore]:
        """What was chosen; the words seen belong to the first who scored."""
        note = str(self.form.values()["note"])
        found: list[ReviewScore] = []
        for who in WHO:
            score = self.grid.score(who)
            if score is not None:
                found.append(ReviewScore(self.goal.goal_id, who, score, note=note if not found else ""))
        return found

    def ending(self) -> tuple[str, str | None] | None:
        """(status, reason) where the goal ends now."""
        values = self.form.values()
        if values["status"] is None:
            return None
        return values["status"], values["reason"] if values["status"] == DROPPED else None

    def lacks_reason(self) -> bool:
        """Whether it is dropped and nobody said why; said at the field."""
        if self.ending() != (DROPPED, None):
            return False
        self.form.show_error("reason", _("Please choose why the goal was dropped."))
        return True

    def raw(self) -> dict[str, Any]:
        """As chosen and typed; JSON can hold it."""
        return {"scores": {who: self.grid.score(who) for who in WHO}, "form": self.form.raw()}

    def set_raw(self, raw: Mapping[str, Any]) -> None:
        """Give back what was chosen and typed."""
        for who in WHO:
            self.grid.set_score(who, raw.get("scores", {}).get(who))
        self.form.set_raw(raw.get("form", {}))
        self._show_reason()

    def _form_changed(self, _name: str) -> None:
        self._show_reason()
        self.changed.emit()

    def _show_reason(self) -> None:
        place = self.form.widget("reason").parentWidget()
        if isinstance(place, QWidget):
            place.setVisible(self.form.editor("status").raw() == DROPPED)
