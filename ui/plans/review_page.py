"""Holding a review: each goal scored by three, what changed, what comes next, the child's and the parents' view."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from centre_app.codelists.queries import all_labels
from centre_app.errors import UserError
from centre_app.language.dates import day_text
from centre_app.language.translate import _, current
from centre_app.plans.actions import close_goal, hold_review, remove_review
from centre_app.plans.inputs import ReviewInput
from centre_app.plans.queries import PlanFacts, plan_of
from centre_app.plans.rules import OPEN, REVIEW_LABELS, months_after, t_score
from centre_app.security.actions import drop_draft
from centre_app.security.queries import DraftRow, my_draft
from ui import messages, tasks
from ui.plans.drafts import DraftKeeper
from ui.plans.plan_read import Labels
from ui.plans.review_goal import ReviewGoal
from ui.plans.words import t_score_meaning, t_score_words
from ui.shared import confirm
from ui.shared.buttons import button, main_button
from ui.shared.cards import Card
from ui.shared.form import Day, Form, Multiline, Text
from ui.shared.screen import Shell
from ui.shared.scroll import scrolled
from ui.shared.words import label

NEXT_AFTER_MONTHS = 3  # practice: every 3–6 months


@dataclass(frozen=True)
class _Read:
    plan: PlanFacts
    labels: Labels
    draft: DraftRow | None


class ReviewPage(QWidget):
    """Emits ``saved`` and ``left``."""

    saved = Signal()
    left = Signal()

    def __init__(self, shell: Shell, plan_id: UUID) -> None:
        super().__init__()
        self.shell, self.plan_id = shell, plan_id
        self.goals: list[ReviewGoal] = []
        self.form: Form | None = None
        self._saved_raw: dict[str, Any] = {}
        self.draft = DraftKeeper(self, shell, f"review/{plan_id}", self.raw)
        self.title = label("", kind="heading", wrap=True)
        self.attained = label("", kind="muted", wrap=True)
        self.save_button = main_button(_("Save the review"), self.save, icon="save")
        self.save_button.setEnabled(False)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(button(_("Cancel"), self.leave))
        head.addWidget(self.save_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(head)
        self._column.addWidget(self.attained)
        self._column.addStretch(1)
        shortcut = QShortcut(QKeySequence.StandardKey.Save, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)
        tasks.read(self._read, then=self._show)

    def unsaved(self) -> bool:
        """Whether something chosen or typed is not saved."""
        return self.form is not None and self.raw() != self._saved_raw

    def leave(self) -> None:
        """Back to the plan; asks first where something would be lost."""
        if self.unsaved():
            confirm.leave_unsaved(self, self._leave)
        else:
            self._leave()

    def raw(self) -> dict[str, Any]:
        """As chosen and typed; JSON can hold it."""
        assert self.form is not None
        return {"form": self.form.raw(), "goals": {str(one.goal.goal_id): one.raw() for one in self.goals}}

    def save(self) -> None:
        """Write it down, and end the goals that end."""
        if self.form is None or not self.save_button.isEnabled():
            return
        values = self.form.collect()
        if values is None:
            return
        if not any(one.grid.score("specialist") is not None for one in self.goals) and not values["summary"]:
            self.form.show_error("summary", _("Score a goal, or write what has changed."))
            return
        if any(one.lacks_reason() for one in self.goals):
            return
        scores = tuple(score for one in self.goals for score in one.scores())
        review = ReviewInput(plan_id=self.plan_id, scores=scores, **values)
        ending = {one.goal.goal_id: end for one in self.goals if (end := one.ending()) is not None}
        self.save_button.setEnabled(False)
        self.draft.stop()
        tasks.do(
            partial(_hold, review, ending, self.draft.place),
            then=self._done,
            failed=self._failed,
            owner=self,
            saying=_("The review is written down."),
            undo=None if ending else lambda made: partial(remove_review, review_id=made),
        )

    # ---- inside -------------------------------------------------------------------------------------------------

    def _done(self, _review_id: UUID) -> None:
        self._saved_raw = self.raw()
        self.saved.emit()

    def _failed(self, error: Exception) -> bool:
        self.save_button.setEnabled(True)
        self.draft.touch()
        if isinstance(error, UserError) and self.form is not None:
            self.form.show_error(error.field, error.in_words())
            return True
        return False

    def _leave(self) -> None:
        self.draft.drop()
        if self.form is not None:
            self._saved_raw = self.raw()
        self.left.emit()

    def _read(self, session: Any) -> _Read:
        labels = all_labels(session, current().language)
        return _Read(plan_of(session, self.plan_id), labels, my_draft(session, self.draft.place))

    def _show(self, read: _Read) -> None:
        plan = read.plan
        self.title.setText(_("Review of the plan, due {day}").format(day=day_text(plan.review_day)))
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(12)
        areas, reasons = read.labels.get("goal_area", {}), read.labels.get("goal_drop_reason", {})
        note = _(
            "Each says what they see, without agreeing first. In a column: keys 2, 1, 0, −1, −2; Del takes it back."
        )
        inside.addWidget(label(note, kind="muted", wrap=True))
        for number, goal in enumerate(plan.goals, start=1):
            if goal.status == OPEN:
                card = ReviewGoal(number, goal, areas.get(goal.area, goal.area), reasons)
                card.changed.connect(self._changed)
                self.goals.append(card)
                inside.addWidget(card)
        inside.addWidget(self._words_card())
        inside.addStretch(1)
        self._column.takeAt(2)
        self._column.addWidget(scrolled(page), 1)
        self._saved_raw = self.raw()
        if read.draft is not None:
            self._give_back(read.draft.content)
        self.save_button.setEnabled(True)
        self._tell_attained()
        if self.goals:
            self.goals[0].grid.button("specialist", 0).setFocus(Qt.FocusReason.TabFocusReason)

    def _words_card(self) -> Card:
        today = self.shell.office.today()
        names = {name: _(words) for name, words in REVIEW_LABELS.items()}
        hint = _("By speech, gesture, pictures, choosing. If the child could not be asked: why, and what was tried.")
        self.form = Form(
            [
                Multiline("summary", names["summary"], lines=4),
                Multiline("next_step", names["next_step"], lines=3),
                Multiline("child_view", names["child_view"], lines=2),
                Text("child_view_how", names["child_view_how"], width=2, max_length=300, hint=hint),
                Multiline("parent_view", names["parent_view"], lines=3),
                Day("held_day", names["held_day"], today=today, required=True),
                Day("next_review_day", names["next_review_day"], today=today, required=True),
                Text("held_by", names["held_by"], width=2, max_length=200, hint=_("Empty: who is signed in.")),
            ]
        )
        self.form.set_values({"held_day": today, "next_review_day": months_after(today, NEXT_AFTER_MONTHS)})
        self.form.changed.connect(lambda _name: self._changed())
        card = Card(_("What is said together"))
        card.add_widget(self.form)
        return card

    def _give_back(self, content: dict[str, Any]) -> None:
        assert self.form is not None
        self.form.set_raw(content.get("form", {}))
        for one in self.goals:
            one.set_raw(content.get("goals", {}).get(str(one.goal.goal_id), {}))
        messages.info(_("What you were typing here before is back. Save it, or cancel to throw it away."))

    def _changed(self) -> None:
        self.draft.touch()
        self._tell_attained()

    def _tell_attained(self) -> None:
        scored = [one.weighted for one in self.goals if one.weighted is not None]
        value = t_score([pair for pair in scored if pair is not None])
        if value is None:
            self.attained.setText(_("The T-score is counted from the specialist’s levels as you choose them."))
            return
        words = _("T-score of {n} of {all} goals: {value}.").format(
            n=len(scored), all=len(self.goals), value=t_score_words(value)
        )
        self.attained.setText(f"{words} {t_score_meaning(value)}")


def _hold(review: ReviewInput, ending: dict[UUID, tuple[str, str | None]], place: str, session: Any) -> UUID:
    """The review and the end of the goals that end with it: all or nothing."""
    held: UUID = hold_review(session, review)
    for goal_id, (status, reason) in ending.items():
        close_goal(session, goal_id, status, review.held_day, reason)
    drop_draft(session, place)
    return held
