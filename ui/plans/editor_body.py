"""The parts of a plan that is being written: their list at the left, the form of the chosen one at the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from centre_app.errors import UserError
from centre_app.language.translate import N_, _
from centre_app.plans.inputs import GoalInput, PlanInput
from centre_app.plans.queries import PlanFacts, PlanGoalFacts
from ui.plans.editor_forms import (
    DAYS,
    WISHES,
    WORK,
    days_fields,
    error_place,
    goal_fields,
    row_values,
    rows_of,
    staff_choices,
    wishes_fields,
    work_fields,
)
from ui.plans.goal_entry import EditorWords, GoalEntry
from ui.shared import theme
from ui.shared.form import Form
from ui.shared.scroll import scrolled

_OUTLINE_WIDTH = 280
_SHOWN_LETTERS = 90
_KEY = Qt.ItemDataRole.UserRole
_PARTS = (
    ("wishes", N_("Strengths and wishes")),
    ("work", N_("Services and home tasks")),
    ("days", N_("Days and who agrees")),
)


class EditorBody(QWidget):
    """``changed`` tells every change of what is typed, ``goal_chosen`` which goal the buttons are about (or None)."""

    changed = Signal()
    goal_chosen = Signal(object)

    def __init__(self, plan: PlanFacts, words: EditorWords) -> None:
        super().__init__()
        self._plan, self._words = plan, words
        kept = {one.staff_id: one.staff for one in plan.services}
        kept |= {goal.responsible_id: goal.responsible for goal in plan.goals} | {plan.responsible_id: plan.responsible}
        self._staff = staff_choices(words.staff, kept)
        self.goals: list[GoalEntry] = []
        self.outline = QListWidget()
        self.outline.setAccessibleName(_("Parts of the plan"))
        self.outline.setWordWrap(True)
        self.outline.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.outline.setFixedWidth(theme.px(_OUTLINE_WIDTH))
        self.outline.setFrameShape(QFrame.Shape.NoFrame)
        self.pages = QStackedWidget()
        self.forms = {
            "wishes": Form(wishes_fields()),
            "work": Form(work_fields(words.offered("session_type"), self._staff)),
            "days": Form(days_fields(self._staff, words.today)),
        }
        self._areas = {name: self._page_of(form) for name, form in self.forms.items()}
        self.left = QVBoxLayout()
        self.left.setSpacing(8)
        frame = QFrame()
        frame.setProperty("kind", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.outline)
        self.left.addWidget(frame, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(self.left)
        row.addWidget(self.pages, 1)
        self.outline.currentItemChanged.connect(lambda now, _before: self._turn_to(now))
        self.fill(plan)
        self.turn_to("wishes")

    # ---- what is typed ------------------------------------------------------------------------------------------

    def fill(self, plan: PlanFacts) -> None:
        """Show a plan as it is saved."""
        self._plan = plan
        typed = plan.as_input
        self.forms["wishes"].set_values({name: getattr(typed, name) for name in WISHES})
        self.forms["work"].set_values({name: row_values(getattr(typed, name)) for name in WORK})
        days = {name: getattr(typed, name) for name in DAYS}
        self.forms["days"].set_values(days | {"agreements": row_values(typed.agreements)})
        self._forget_goals()
        for goal, facts in zip(typed.goals, plan.goals, strict=True):
            self._append(facts, given=goal)
        self._list_again()

    def plan_input(self) -> PlanInput:
        """What is typed, as a plan. Raises UserError that names the field as the plan calls it."""
        wishes = self.forms["wishes"].values()
        goals = tuple(self._goal(place, entry) for place, entry in enumerate(self.goals))
        work, days = self.forms["work"].values(), self.forms["days"].values()
        lists: dict[str, Any] = {name: rows_of(name, work[name]) for name in WORK}
        lists["agreements"] = rows_of("agreements", days.pop("agreements"))
        return PlanInput(**wishes, **days, **lists, goals=goals)

    def raw(self) -> dict[str, Any]:
        """As typed, half-finished words too; JSON can hold it."""
        return {
            **{name: form.raw() for name, form in self.forms.items()},
            "goals": [entry.raw() for entry in self.goals],
        }

    def set_raw(self, raw: Mapping[str, Any]) -> None:
        """Give back what was typed."""
        for name, form in self.forms.items():
            form.set_raw(raw.get(name, {}))
        known = {str(goal.goal_id): goal for goal in self._plan.goals}
        self._forget_goals()
        for typed in raw.get("goals", []):
            self._append(known.get(typed.get("goal_id", "")), typed=typed)
        self._list_again()

    # ---- goals --------------------------------------------------------------------------------------------------

    def current_goal(self) -> GoalEntry | None:
        """The goal whose form is shown; None while another part is."""
        now = self.outline.currentItem()
        name, _slash, place = str(now.data(_KEY)).partition("/") if now is not None else ("", "", "")
        return self.goals[int(place)] if name == "goals" and int(place) < len(self.goals) else None

    def add_goal(self, goal: GoalInput | None = None) -> GoalEntry:
        """One more goal at the end, and its form; ``goal`` fills it."""
        entry = self._append(None, given=goal or GoalInput(area="", text=""))
        self._list_again(entry)
        self.changed.emit()
        entry.form.focus_first()
        return entry

    def remove_goal(self, entry: GoalEntry) -> int:
        """Take it out of the list. Returns where it stood, for ``put_back``."""
        place = self.goals.index(entry)
        del self.goals[place]
        if entry.made is not None:
            self.pages.removeWidget(entry.made)
        self._list_again(self.goals[min(place, len(self.goals) - 1)] if self.goals else None)
        self.changed.emit()
        return place

    def put_back(self, entry: GoalEntry, place: int) -> None:
        """A goal that was taken out stands where it stood."""
        self.goals.insert(place, entry)
        if entry.made is not None:
            self.pages.addWidget(entry.made)
        self._list_again(entry)
        self.changed.emit()

    def shift_goal(self, by: int) -> None:
        """The current goal up or down."""
        entry = self.current_goal()
        if entry is None:
            return
        place = self.goals.index(entry)
        to = place + by
        if 0 <= to < len(self.goals):
            self.goals.insert(to, self.goals.pop(place))
            self._list_again(entry)
            self.changed.emit()

    def end_goal(self, entry: GoalEntry) -> None:
        """It has ended, and keeps its place."""
        entry.ended = True
        self._name_goals()
        self.goal_chosen.emit(self.current_goal())

    # ---- errors -------------------------------------------------------------------------------------------------

    def show_error(self, field: str | None, text: str) -> None:
        """Turn to the part that holds the field and say it there."""
        part, name = error_place(field)
        self.turn_to(part)
        form = self._form(part)
        if form is not None:
            form.show_error(name, text)

    def clear_errors(self) -> None:
        """Nothing is wrong any more."""
        for form in (*self.forms.values(), *(entry.form for entry in self.goals if entry.made is not None)):
            form.clear_errors()

    def turn_to(self, part: str) -> None:
        """Show a part: wishes, goals/2, work, days."""
        for row in range(self.outline.count()):
            if self.outline.item(row).data(_KEY) == part:
                self.outline.setCurrentRow(row)

    # ---- inside -------------------------------------------------------------------------------------------------

    def _goal(self, place: int, entry: GoalEntry) -> GoalInput:
        try:
            return entry.goal()
        except UserError as error:
            raise UserError(error.message.text, field=f"goals.{place}.{error.field}", **error.message.values) from None

    def _form(self, part: str) -> Form | None:
        name, _slash, place = part.partition("/")
        if name != "goals":
            return self.forms.get(part)
        return self.goals[int(place)].form if place.isdecimal() and int(place) < len(self.goals) else None

    def _page_of(self, form: Form) -> QScrollArea:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(2, 2, 12, 8)
        column.addWidget(form)
        column.addStretch(1)
        area = scrolled(page)
        self.pages.addWidget(area)
        form.changed.connect(lambda _name: self.changed.emit())
        return area

    def _append(
        self, facts: PlanGoalFacts | None, *, given: GoalInput | None = None, typed: Mapping[str, Any] | None = None
    ) -> GoalEntry:
        entry = GoalEntry(self._goal_page, facts, given=given, typed=typed)
        self.goals.append(entry)
        return entry

    def _goal_page(self) -> tuple[Form, QScrollArea]:
        form = Form(goal_fields(self._words.offered("goal_area"), self._staff, self._words.today))
        form.changed.connect(lambda name: self._name_goals() if name == "text" else None)
        return form, self._page_of(form)

    def _forget_goals(self) -> None:
        for entry in self.goals:
            if entry.made is not None:
                self.pages.removeWidget(entry.made)
                entry.made.deleteLater()
        self.goals = []

    def _list_again(self, current: GoalEntry | None = None) -> None:
        """The outline follows the goals; ``current`` is shown, else what was shown before."""
        now = self.outline.currentItem()
        before = str(now.data(_KEY)) if now is not None else "wishes"
        blocked = self.outline.blockSignals(True)
        self.outline.clear()
        for key, words in _PARTS[:1]:
            self._add_item(key, _(words))
        for place, entry in enumerate(self.goals):
            entry.item = self._add_item(f"goals/{place}", "")
        for key, words in _PARTS[1:]:
            self._add_item(key, _(words))
        self._name_goals()
        self.outline.blockSignals(blocked)
        self.turn_to(f"goals/{self.goals.index(current)}" if current is not None else before)
        if self.outline.currentItem() is None:
            self.turn_to("wishes")

    def _add_item(self, key: str, words: str) -> QListWidgetItem:
        item = QListWidgetItem(words)
        item.setData(_KEY, key)
        self.outline.addItem(item)
        return item

    def _name_goals(self) -> None:
        for number, entry in enumerate(self.goals, start=1):
            text = entry.text or _("not worded yet")
            short = text if len(text) <= _SHOWN_LETTERS else text[: _SHOWN_LETTERS - 1].rstrip() + "…"
            words = _("Goal {n} (ended): {text}") if entry.ended else _("Goal {n}: {text}")
            entry.item.setText(words.format(n=number, text=short))

    def _turn_to(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        entry = self.current_goal()
        self.pages.setCurrentWidget(entry.area if entry is not None else self._areas[str(item.data(_KEY))])
        self.goal_chosen.emit(entry)
