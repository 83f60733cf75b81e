"""One child in a session, to be written up: what was noted last time, the goals, the note, the task for home."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from centre_app.language.translate import _, ngettext
from centre_app.language.written import day_text
from centre_app.therapy.rules import ATTENDED, INVITED
from centre_app.therapy.session_file import ChildHere
from ui import messages
from ui.shared import theme
from ui.shared.buttons import link_button
from ui.shared.flow import Flow
from ui.shared.segments import Segments
from ui.shared.tags import Tag
from ui.shared.words import label
from ui.therapy.session_goal_row import GoalRow
from ui.therapy.session_note_edit import NoteEdit
from ui.therapy.session_status import StatusPart
from ui.therapy.session_words import Shown, practised_segments
from ui.therapy.session_writing import Writing


class ChildPanel(QWidget):
    """``changed`` after each change; ``marked`` when the child's status is said; ``copied`` when others got the task;
    ``phrase_asked`` to keep words as a phrase, ``own_phrases_asked`` to see them all."""

    changed = Signal()
    marked = Signal()
    copied = Signal()
    phrase_asked = Signal(str)
    own_phrases_asked = Signal()

    def __init__(self, shown: Shown, child: ChildHere, writing: Writing) -> None:
        super().__init__()
        self.shown, self.child, self.writing = shown, child, writing
        self.typed = writing.children[child.child_id]
        columns = QHBoxLayout(self)
        columns.setContentsMargins(2, 0, 8, 8)
        columns.setSpacing(20)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, part, wide in ((left, self._left(), 3), (right, self._right(), 2)):
            column.setSpacing(8)
            for widget in part:
                column.addWidget(widget)
            column.addStretch(1)
            columns.addLayout(column, wide)

    def show_error(self, part: str, text: str) -> None:
        """Where the person can mend it: ``status``, ``goal/…``, ``practised…``, or a note's name."""
        for row in self.goals:
            row.show_error(text if part == f"goal/{row.goal.goal_id}" else "")
        self.practice_wrong.setText(text if part.startswith("practised") else "")
        self.practice_wrong.setVisible(part.startswith("practised"))
        in_notes = part in self.notes
        self.notes_wrong.setText(text if in_notes else "")
        self.notes_wrong.setVisible(in_notes)
        elsewhere = part.startswith(("goal/", "practised")) or in_notes
        self.status.show_error("" if elsewhere else text)
        if in_notes:
            self.notes[part].setFocus()
        elif part.startswith("practised"):
            self.minutes.setFocus()

    def focus_first(self) -> None:
        """Where writing begins."""
        self.status.status.setFocus()

    def focus_work(self) -> None:
        """Where what was done is written: the first goal, else the note."""
        if self.goals and not self.goal_part.isHidden():
            self.goals[0].level.setFocus()
        else:
            self.note.setFocus()

    def show_status(self) -> None:
        """The status was changed elsewhere (the list, everybody attended)."""
        self.status.fill()
        self.goal_part.setVisible(self.typed.status in (ATTENDED, INVITED))

    # ---- parts --------------------------------------------------------------------------------------------------

    def _left(self) -> list[QWidget]:
        self.status = StatusPart(self.shown, self.child, self.writing)
        self.status.changed.connect(self._status_changed)
        self.practice_part = self._practice()
        self.goal_part = QWidget()
        column = QVBoxLayout(self.goal_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(_("Goals worked on"), kind="strong"))
        self.goals = [
            GoalRow(goal, self.typed.goal(goal.goal_id), self.shown.cues, self.shown.said("goal_area", goal.area))
            for goal in self.child.goals
        ]
        for row in self.goals:
            row.changed.connect(self._goal_changed)
            column.addWidget(row)
        if not self.goals:
            words = _("This child's plan has no open goals. What was done is written in the note.")
            column.addWidget(label(words, kind="muted", wrap=True))
        if self.typed.status not in (ATTENDED, INVITED):
            self.goal_part.hide()
        return [self._head(), self.status, self.practice_part, self.goal_part]

    def _head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(self.child.name, kind="heading", wrap=True))
        tags: list[QWidget] = [label(self.child.number, kind="muted")]
        for words in self.shown.alerts(self.child):
            tags.append(Tag(words, "danger"))
        if self.child.absent is not None:
            reason = self.shown.said("absence_reason", self.child.absent)
            tags.append(Tag(_("Marked absent that day: {reason}").format(reason=reason), "attention"))
        column.addWidget(Flow(tags))
        return head

    def _practice(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(_("Practised at home since last time"), kind="strong"))
        self.practised = Segments(_("Practised at home"), practised_segments())
        self.practised.set_value(self.typed.practised)
        self.practised.chosen.connect(self._practised_chosen)
        self.minutes = QLineEdit(self.typed.practised_minutes)
        self.minutes.setAccessibleName(_("Minutes practised at home, all together"))
        self.minutes.setPlaceholderText(_("minutes"))
        self.minutes.setToolTip(_("All together since last time"))
        self.minutes.setFixedWidth(theme.px(84))
        self.minutes.setMaxLength(5)
        self.minutes.textEdited.connect(self._minutes_typed)
        column.addWidget(Flow([self.practised, self.minutes]))
        self.practice_wrong = label(kind="error", wrap=True)
        self.practice_wrong.hide()
        column.addWidget(self.practice_wrong)
        return part

    def _right(self) -> list[QWidget]:
        self.note = self._edit(_("Note"), "note", 4)
        self.home_task = self._edit(_("Home task"), "home_task", 2)
        self.next_time = self._edit(_("Next time"), "next_time", 2)
        self.notes = {"note": self.note, "home_task": self.home_task, "next_time": self.next_time}
        self.notes_wrong = label(kind="error", wrap=True)
        self.notes_wrong.hide()
        tools: list[QWidget] = []
        last = self.child.last
        if last is not None and last.home_task:
            tools.append(link_button(_("The same as last time"), lambda: self._take("home_task", last.home_task)))
        if not self.writing.single:
            tools.append(link_button(_("Copy to all"), self.copy_to_all))
        phrases = link_button(_("Phrases…"), self.note.offer)
        phrases.setToolTip(_("Or type / in the note"))
        parts: list[QWidget] = [self._last_time(), _titled(_("Note"), [phrases]), self.note, self.notes_wrong]
        parts += [_titled(_("Home task"), tools), self.home_task, _titled(_("Next time"), []), self.next_time]
        return parts

    def _last_time(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        last = self.child.last
        if last is None:
            column.addWidget(label(_("The first session of this kind."), kind="muted", wrap=True))
            return part
        column.addWidget(label(_("Last time, {day}").format(day=day_text(last.day)), kind="strong"))
        said = [
            _("Home task: {task}").format(task=last.home_task) if last.home_task else "",
            _("For this time: {words}").format(words=last.next_time) if last.next_time else "",
        ]
        for words in filter(None, said):
            column.addWidget(label(words, wrap=True))
        if not any(said):
            column.addWidget(label(_("No task and no plan for this time were noted."), kind="muted", wrap=True))
        return part

    def _edit(self, name: str, key: str, lines: int) -> NoteEdit:
        made = NoteEdit(name, lines)
        made.set_text(getattr(self.typed, key))
        made.phrases = [phrase.text for phrase in self.shown.phrases]
        made.textChanged.connect(lambda: self._typed_in(key, made.text()))
        made.keep_asked.connect(self.phrase_asked.emit)
        made.own_asked.connect(self.own_phrases_asked.emit)
        return made

    # ---- typing -------------------------------------------------------------------------------------------------

    def copy_to_all(self) -> None:
        """The home task to all who came and have none yet."""
        given = self.writing.give_to_all(self.child.child_id, "home_task")
        said = ngettext(
            "The home task is given to {n} more child.", "The home task is given to {n} more children.", given
        )
        messages.info(said.format(n=given) if given else _("All others have a home task already."))
        self.copied.emit()
        self.changed.emit()

    def _take(self, key: str, text: str) -> None:
        self.notes[key].setPlainText(text)
        self.notes[key].setFocus()

    def _typed_in(self, key: str, text: str) -> None:
        if getattr(self.typed, key) != text:
            setattr(self.typed, key, text)
            self.changed.emit()

    def _goal_changed(self) -> None:
        # Who worked on a goal was there: one key less to press.
        if self.typed.status == INVITED:
            self.writing.mark(self.child.child_id, ATTENDED)
            self.status.fill()
            self.marked.emit()
        self.changed.emit()

    def _status_changed(self) -> None:
        self.show_status()
        self.marked.emit()
        self.changed.emit()

    def _practised_chosen(self, key: Any) -> None:
        self.typed.practised = key
        self.changed.emit()

    def _minutes_typed(self, text: str) -> None:
        self.typed.practised_minutes = text
        self.changed.emit()


def _titled(title: str, tools: list[QWidget]) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 4, 0, 0)
    layout.addWidget(label(title, kind="strong"))
    layout.addStretch(1)
    for tool in tools:
        layout.addWidget(tool)
    return row
