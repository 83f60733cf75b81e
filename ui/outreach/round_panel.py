"""The chosen visit of a round: what was done, what the parent showed, the task, goals, concerns, the next day."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from centre_app.language.dates import day_text
from centre_app.language.translate import _
from centre_app.language.written import moment_text
from centre_app.outreach.round_file import VisitLine
from centre_app.outreach.rules import SERVED
from ui.outreach.round_concerns import ConcernsPart
from ui.outreach.round_panel_parts import column_part, lines_field, visit_head
from ui.outreach.round_typed import VisitTyping
from ui.outreach.round_words import Shown
from ui.shared import theme
from ui.shared.buttons import link_button
from ui.shared.choice import ChoiceBox
from ui.shared.date_field import DateField
from ui.shared.flow import Flow
from ui.shared.words import label, restyle

_GOAL_LETTERS = 56  # of a goal beside its box; the whole is in its tip


class VisitPanel(QWidget):
    """``changed`` after each change; ``on``: Enter in a line of it; ``back_asked``: the result is to be taken back."""

    changed = Signal()
    on = Signal()
    back_asked = Signal()

    def __init__(self, shown: Shown, line: VisitLine, typed: VisitTyping, today: date, *, writes: bool) -> None:
        super().__init__()
        self.shown, self.line, self.typed, self._today, self._writes = shown, line, typed, today, writes
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, 10, 8)
        column.setSpacing(8)
        self.wrong = label(kind="error", wrap=True)
        self.wrong.hide()
        for part in (visit_head(shown, line), self._reason_part(), self._work(), self._task_part(), self._goals_part()):
            column.addWidget(part)
        self.concerns = ConcernsPart(shown, typed, today, writes=writes)
        self.concerns.changed.connect(self._tell)
        column.addWidget(self._next_part())
        column.addWidget(self.concerns)
        column.addWidget(self.wrong)
        column.addWidget(self._foot())
        column.addStretch(1)
        self._fields: dict[str, QWidget] = {
            "arrived_minute": self.arrived,
            "reason": self.reason,
            "reason_note": self.reason_note,
            "done_note": self.done,
            "parent_showed": self.showed,
            "task": self.task,
            "next_day": self.next_day,
            "goals": self.goals[0] if self.goals else self.task,
        }
        self.show_outcome()

    def shows(self, line: VisitLine, typed: VisitTyping) -> bool:
        """Whether this visit, as it is typed, is on show already: then nothing is made anew under somebody's hands."""
        same = (line.id, line.name, line.place, line.goals, line.home_tasks, line.previous_task)
        mine = self.line
        return self.typed is typed and same == (
            *(mine.id, mine.name, mine.place, mine.goals, mine.home_tasks, mine.previous_task),
        )

    def show_keyed(self, line: VisitLine) -> None:
        """Who keyed it and when."""
        self.line = line
        is_in = line.keyed_at is not None
        words = _("Keyed by {name}, {at}").format(name=line.keyed_by, at=moment_text(line.keyed_at))
        self.keyed.setText(words if is_in else "")
        self.take_back.setVisible(is_in and self._writes)

    def show_outcome(self) -> None:
        """Only what goes with the outcome; what is typed already stays on show."""
        served = self.typed.outcome is None or self.typed.outcome in SERVED
        self.reason_part.setVisible(not served)
        self.work_part.setVisible(served or bool(self.typed.done_note or self.typed.parent_showed))
        self.goals_part.setVisible(bool(self.goals) and (served or bool(self.typed.goals)))
        self.reason.set_value(self.typed.reason)
        if self.reason_note.text() != self.typed.reason_note:
            self.reason_note.setText(self.typed.reason_note)

    def show_error(self, field: str, text: str) -> bool:
        """At its field; False where it is not of the panel."""
        self.clear_errors()
        if field.startswith("concerns/"):
            return self.concerns.show_error(field.removeprefix("concerns/"), text)
        widget = self._fields.get(field)
        if widget is None:
            return False
        self._say_after(widget)
        self.wrong.setText(text)
        self.wrong.show()
        (widget.line if isinstance(widget, DateField) else widget).setProperty("wrong", True)
        restyle(widget.line if isinstance(widget, DateField) else widget)
        if widget.isHidden() or not widget.isVisibleTo(self):
            for part in (self.work_part, self.goals_part, self.reason_part):
                part.setVisible(part.isVisibleTo(self) or part.isAncestorOf(widget))
        widget.setFocus()
        return True

    def _say_after(self, widget: QWidget) -> None:
        column = self.layout()
        parts = (one for one in self.findChildren(QWidget) if one.parent() is self)
        part = next((one for one in parts if one.isAncestorOf(widget)), None)
        if isinstance(column, QVBoxLayout) and part is not None:
            column.insertWidget(column.indexOf(part) + 1, self.wrong)

    def clear_errors(self) -> None:
        """No words about what was wrong."""
        if self.wrong.isHidden():
            return self.concerns.clear_errors()
        self.wrong.hide()
        for widget in self._fields.values():
            marked = widget.line if isinstance(widget, DateField) else widget
            if marked.property("wrong"):
                marked.setProperty("wrong", False)
                restyle(marked)
        return self.concerns.clear_errors()

    def stops(self) -> list[QWidget]:
        """Its fields in the order of Tab."""
        first: list[QWidget] = [self.reason, self.reason_note, self.done, self.showed, self.task]
        return [*first, *self.goals, self.next_day.line, self.arrived, self.concerns.add_button]

    def focus_first(self) -> None:
        """Where writing begins."""
        served = self.typed.outcome is None or self.typed.outcome in SERVED
        (self.done if served else self.reason).setFocus()

    # ---- parts --------------------------------------------------------------------------------------------------

    def _reason_part(self) -> QWidget:
        self.reason_part, column = column_part(4)
        column.addWidget(label(_("Why the visit did not take place"), kind="strong"))
        self.reason = ChoiceBox(list(self.shown.labels.get("visit_reason", {}).items()), empty=_("not said"))
        self.reason.setAccessibleName(_("Reason"))
        self.reason.setEnabled(self._writes)
        self.reason.chosen.connect(self._reason_chosen)
        self.reason_note = self._line(_("More on the reason"), "reason_note", 300)
        column.addWidget(self.reason)
        column.addWidget(self.reason_note)
        return self.reason_part

    def _work(self) -> QWidget:
        self.work_part, column = column_part(4)
        column.addWidget(label(_("What was done"), kind="strong"))
        self.done = self._lines(_("What was done"), "done_note", 3)
        column.addWidget(self.done)
        column.addWidget(label(_("What the parent showed"), kind="strong"))
        self.showed = self._lines(_("What the parent showed"), "parent_showed", 2)
        column.addWidget(self.showed)
        return self.work_part

    def _task_part(self) -> QWidget:
        part, column = column_part(4)
        self.same = link_button(_("The same again"), lambda: self._take_task(self.line.previous_task))
        if not (self.line.previous_task and self._writes):
            self.same.hide()
        self.of_plan = link_button(_("From the plan…"), self.offer_tasks)
        if not (self.line.home_tasks and self._writes):
            self.of_plan.hide()
        column.addWidget(Flow((label(_("Task until the next visit"), kind="strong"), self.same, self.of_plan)))
        if self.line.previous_task:
            words = _("Last time, {day}: {task}").format(
                day=day_text(self.line.previous_day), task=self.line.previous_task
            )
            column.addWidget(label(words, kind="muted", wrap=True))
        self.task = self._line(_("Task until the next visit"), "task", 500)
        column.addWidget(self.task)
        return part

    def _goals_part(self) -> QWidget:
        self.goals_part, column = column_part(2)
        column.addWidget(label(_("Goals worked on"), kind="strong"))
        self.goals: list[QCheckBox] = []
        for goal in self.line.goals:
            box = QCheckBox()
            box.setText(
                goal.text.replace("&", "&&") if len(goal.text) <= 60 else goal.text[:58].replace("&", "&&") + "…"
            )
            box.setToolTip(goal.text)
            box.setChecked(goal.goal_id in self.typed.goals)
            box.setEnabled(self._writes)
            box.toggled.connect(partial(self._goal_toggled, goal.goal_id))
            self.goals.append(box)
            column.addWidget(box)
        return self.goals_part

    def _next_part(self) -> QWidget:
        self.next_day = DateField(self._today)
        self.next_day.setAccessibleName(_("Next visit agreed for"))
        self.next_day.set_text(self.typed.next_day)
        self.next_day.setEnabled(self._writes)
        self.next_day.changed.connect(self._next_typed)
        self.next_day.line.returnPressed.connect(self.on.emit)
        self.arrived = self._line(_("Arrived at"), "arrived", 5)
        self.arrived.setFixedWidth(theme.px(70))
        self.arrived.setPlaceholderText("09:30")
        parts = []
        for words, field in ((_("Next visit agreed for"), self.next_day), (_("Arrived at"), self.arrived)):
            part, column = column_part(4)
            column.addWidget(label(words, kind="strong"))
            column.addWidget(field)
            parts.append(part)
        return Flow(parts)

    def _foot(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        self.keyed = label(kind="muted", wrap=True)
        self.take_back = link_button(_("Take the result back"), self.back_asked.emit, icon="undo")
        row.addWidget(self.keyed, 1)
        row.addWidget(self.take_back)
        self.show_keyed(self.line)
        return part

    def _line(self, name: str, key: str, limit: int) -> QLineEdit:
        made = QLineEdit(getattr(self.typed, key))
        made.setAccessibleName(name)
        made.setMaxLength(limit)
        made.setEnabled(self._writes)
        if key == "reason_note":
            made.setPlaceholderText(name)
        made.textEdited.connect(partial(self._typed_in, key))
        made.returnPressed.connect(self.on.emit)
        return made

    def _lines(self, name: str, key: str, lines: int) -> QPlainTextEdit:
        made = lines_field(name, getattr(self.typed, key), lines)
        made.setEnabled(self._writes)
        made.textChanged.connect(lambda: self._typed_in(key, made.toPlainText()))
        return made

    # ---- typing -------------------------------------------------------------------------------------------------

    def offer_tasks(self) -> None:
        """What the plan gives to practise at home, to be taken as the task."""
        menu = QMenu(self)
        for task in self.line.home_tasks:
            menu.addAction(task.replace("&", "&&"), partial(self._take_task, task))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.of_plan.mapToGlobal(self.of_plan.rect().bottomLeft()))

    def _take_task(self, text: str) -> None:
        self.task.setText(text)
        self.task.setFocus()
        self._typed_in("task", text)

    def _typed_in(self, key: str, text: str) -> None:
        if getattr(self.typed, key) != text:
            setattr(self.typed, key, text)
            self._tell()

    def _reason_chosen(self, key: object) -> None:
        self.typed.reason = str(key) if key else None
        self._tell()

    def _goal_toggled(self, goal_id: UUID, on: bool) -> None:
        (self.typed.goals.add if on else self.typed.goals.discard)(goal_id)
        self._tell()

    def _next_typed(self) -> None:
        self._typed_in("next_day", self.next_day.text())

    def _tell(self) -> None:
        self.clear_errors()
        self.changed.emit()
