"""Writing a draft of a plan: in place, kept while typing, and put together where two people wrote at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from centre_app.codelists.queries import all_labels
from centre_app.errors import UserError
from centre_app.language.translate import _, current, ngettext
from centre_app.plans.actions import save_plan
from centre_app.plans.drawings import DRAWINGS
from centre_app.plans.inputs import GoalInput, PlanInput
from centre_app.plans.queries import BankEntry, PlanFacts, current_plan, plan_of
from centre_app.plans.rules import DROPPED, PlanChanged, differences, repeated_goals
from centre_app.security.actions import drop_draft
from centre_app.security.queries import DraftRow, my_draft
from centre_app.workplace.queries import StaffRow, staff
from ui import messages, tasks
from ui.plans.bank_picker import BankPicker
from ui.plans.dialogs import ask_closing
from ui.plans.differences import DifferencesDialog
from ui.plans.drafts import DraftKeeper
from ui.plans.editor_body import EditorBody
from ui.plans.goal_entry import EditorWords, GoalEntry
from ui.plans.plan_read import Labels
from ui.shared import confirm
from ui.shared.buttons import button, main_button
from ui.shared.flow import Flow
from ui.shared.screen import Shell
from ui.shared.words import label


@dataclass(frozen=True)
class _Read:
    plan: PlanFacts
    in_force: PlanFacts | None  # the version that this one will replace
    labels: Labels
    staff: tuple[StaffRow, ...]
    draft: DraftRow | None


class PlanEditor(QWidget):
    """Emits ``saved(plan id)`` and ``left``."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, shell: Shell, plan_id: UUID) -> None:
        super().__init__()
        self.shell, self.plan_id = shell, plan_id
        self.body: EditorBody | None = None
        self.differences: DifferencesDialog | None = None
        self._base: PlanInput | None = None  # as this person opened it
        self._edition = 0
        self._saved_raw: dict[str, Any] = {}
        self._base_raw: dict[str, Any] = {}
        self._labels: Labels = {}
        self._agreed_before: frozenset[UUID] = frozenset()  # goals of the version in force
        self._names: dict[Any, str] = {}
        self.draft = DraftKeeper(self, shell, f"plan/{plan_id}", self._content)
        self.title = label("", kind="heading", wrap=True)
        self.save_button = main_button(_("Save"), self.save, icon="save")
        self.save_button.setEnabled(False)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(button(_("Cancel"), self.leave))
        head.addWidget(self.save_button)
        self._column.addLayout(head)
        self._column.addStretch(1)
        shortcut = QShortcut(QKeySequence.StandardKey.Save, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)
        tasks.read(self._read, then=self._show)

    def unsaved(self) -> bool:
        """Whether something typed is not saved."""
        return self.body is not None and self.body.raw() != self._saved_raw

    def leave(self) -> None:
        """Back to the page; asks first where something typed would be lost."""
        if self.unsaved():
            confirm.leave_unsaved(self, self._leave)
        else:
            self._leave()

    # ---- saving -------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write it down."""
        if self.body is None or not self.save_button.isEnabled():
            return
        self.body.clear_errors()
        try:
            plan = self.body.plan_input()
        except UserError as error:
            self.body.show_error(error.field, error.in_words())
            return
        assert self._base is not None
        self._write(plan, self._edition, self._base)

    def _write(self, plan: PlanInput, edition: int, base: PlanInput) -> None:
        """``base``: the saved plan that this one was made from, of this edition."""
        self.save_button.setEnabled(False)
        self.draft.stop()
        tasks.do(
            partial(self._save, plan, edition),
            then=partial(self._done, plan),
            failed=partial(self._failed, plan, base),
            owner=self,
            saying=_("Saved."),
        )

    def _save(self, plan: PlanInput, edition: int, session: Any) -> None:
        save_plan(session, self.plan_id, plan, edition=edition)
        drop_draft(session, self.draft.place)

    def _done(self, plan: PlanInput, _none: object) -> None:
        if repeated := repeated_goals(plan.goals):
            numbers = ", ".join(str(place + 1) for place in repeated)
            words = ngettext(
                "Goal {n} is worded like an earlier one.", "Goals {n} are worded like earlier ones.", len(repeated)
            )
            messages.attention(words.format(n=numbers))
        if self.body is not None:
            self._saved_raw = self.body.raw()
        self.saved.emit(self.plan_id)

    def _failed(self, plan: PlanInput, base: PlanInput, error: Exception) -> bool:
        self.save_button.setEnabled(True)
        self.draft.touch()
        if isinstance(error, PlanChanged):
            self._show_differences(plan, base, error)
            return True
        if isinstance(error, UserError) and self.body is not None and error.field is not None:
            self.body.show_error(error.field, error.in_words())
            return True
        return False

    def _show_differences(self, mine: PlanInput, base: PlanInput, changed: PlanChanged) -> None:
        theirs = changed.theirs.as_input
        names = self._names | {goal.responsible_id: goal.responsible for goal in changed.theirs.goals}
        self.differences = DifferencesDialog(
            self,
            differences(mine, theirs, base),
            changed.who,
            names,
            # What is put together was made from theirs: should it have changed once more by then.
            lambda plan: self._write(plan, changed.edition, theirs),
        )
        self.differences.open()

    def _leave(self) -> None:
        self.draft.drop()
        if self.body is not None:
            self._saved_raw = self.body.raw()
        self.left.emit()

    # ---- reading ------------------------------------------------------------------------------------------------

    def _read(self, session: Any) -> _Read:
        plan = plan_of(session, self.plan_id)
        now = current_plan(session, plan.child_id)
        return _Read(
            plan,
            now if now is not None and now.id != plan.id else None,
            all_labels(session, current().language),
            staff(session, on=session.today),
            my_draft(session, self.draft.place),
        )

    def _show(self, read: _Read) -> None:
        plan = read.plan
        self.title.setText(_("Version {n} of the plan, being written").format(n=plan.version))
        self._labels, self._edition, self._base = read.labels, plan.edition, plan.as_input
        self._agreed_before = frozenset(goal.goal_id for goal in read.in_force.goals) if read.in_force else frozenset()
        self._names = {one.id: one.name for one in read.staff}
        for list_name in ("goal_area", "session_type"):
            self._names |= read.labels.get(list_name, {})
        self._names |= {name: _(title) for name, title in DRAWINGS.items()}
        self.body = EditorBody(plan, EditorWords(read.labels, read.staff, self.shell.office.today()))
        self._column.takeAt(1)
        self._column.addWidget(self.body, 1)
        self._add_goal_buttons(self.body)
        self._saved_raw = self._base_raw = self.body.raw()
        if read.draft is not None:
            self._give_back(read.draft.content)
        self.body.changed.connect(self.draft.touch)
        self.save_button.setEnabled(True)
        self.body.forms["wishes"].focus_first()

    def _content(self) -> dict[str, Any]:
        assert self.body is not None
        return {"edition": self._edition, "base": self._base_raw, "typed": self.body.raw()}

    def _give_back(self, content: dict[str, Any]) -> None:
        """What was typed before; also from which state of the plan, should somebody have saved it since."""
        assert self.body is not None
        if content.get("edition") != self._edition:
            self._edition, self._base_raw = content["edition"], content["base"]
            self.body.set_raw(self._base_raw)
            self._base = self.body.plan_input()
        self.body.set_raw(content["typed"])
        messages.info(_("What you were typing here before is back. Save it, or cancel to throw it away."))

    # ---- goals --------------------------------------------------------------------------------------------------

    def _add_goal_buttons(self, body: EditorBody) -> None:
        self.up_button = button(_("Up"), lambda: body.shift_goal(-1), icon="up")
        self.down_button = button(_("Down"), lambda: body.shift_goal(1), icon="down")
        self.remove_button = button(_("Remove"), self._remove_current, icon="close")
        body.left.addWidget(button(_("Add a goal"), lambda: body.add_goal(), icon="add"))
        body.left.addWidget(button(_("From the goal bank…"), self.pick_from_bank))
        body.left.addWidget(Flow([self.up_button, self.down_button, self.remove_button]))
        for made, keys in ((self.up_button, "Alt+Up"), (self.down_button, "Alt+Down")):
            made.setToolTip(keys)
            shortcut = QShortcut(QKeySequence(keys), body)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(made.click)
        body.goal_chosen.connect(self._enable)
        self._enable(body.current_goal())

    def pick_from_bank(self) -> BankPicker:
        """Show the bank; the goal that is taken is added with its levels."""
        picker = BankPicker(self, self.shell, self._labels.get("goal_area", {}), self._take)
        picker.open()
        return picker

    def _take(self, entry: BankEntry) -> None:
        if self.body is not None:
            self.body.add_goal(GoalInput(area=entry.area, text=entry.text, levels=entry.levels))

    def remove_goal(self, entry: GoalEntry) -> None:
        """A goal without a past goes at once; one that was scored or agreed on is ended with a reason instead."""
        body, facts = self.body, entry.facts
        assert body is not None
        if facts is not None and not entry.ended and (facts.scores or facts.goal_id in self._agreed_before):
            ask_closing(
                self,
                facts.goal_id,
                entry.text or facts.text,
                self._labels.get("goal_drop_reason", {}),
                self.shell.office.today(),
                status=DROPPED,
                note=_("It was scored or agreed on, so it is not thrown away. It can end, and stays reachable."),
                then=lambda: self._ended(entry),
            )
            return
        place = body.remove_goal(entry)
        messages.info(_("The goal is taken out."), action=lambda: self._put_back(entry, place))

    def _put_back(self, entry: GoalEntry, place: int) -> None:
        # The offer to undo may outlive the page.
        if isValid(self) and self.body is not None:
            self.body.put_back(entry, min(place, len(self.body.goals)))

    def _ended(self, entry: GoalEntry) -> None:
        if self.body is None or entry not in self.body.goals:
            return
        if entry.facts is not None and entry.facts.goal_id in self._agreed_before:
            self.body.remove_goal(entry)
        else:
            self.body.end_goal(entry)  # scored by the words of this very draft: it stays in it

    def _remove_current(self) -> None:
        if self.body is not None and (entry := self.body.current_goal()) is not None:
            self.remove_goal(entry)

    def _enable(self, entry: GoalEntry | None) -> None:
        for made in (self.up_button, self.down_button):
            made.setEnabled(entry is not None)
        kept = entry is not None and entry.ended and entry.facts is not None and entry.facts.scores > 0
        self.remove_button.setEnabled(entry is not None and not kept)
