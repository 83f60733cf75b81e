"""One goal worked on: its level by a key with the level's own words, trials and help given, a note."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from centre_app.language.translate import _
from centre_app.language.written import day_text
from centre_app.plans.rules import LEVELS, level_sign
from centre_app.therapy.session_file import GoalHere
from ui.shared import theme
from ui.shared.choice import ChoiceBox
from ui.shared.flow import Flow
from ui.shared.segments import Segment, Segments
from ui.shared.words import label
from ui.therapy.session_writing import GoalWriting

_NOTE_WIDTH = 200
_TYPED = {-2: "-2 −2", -1: "-1 −1", 0: "0", 1: "1 +1", 2: "2 +2"}


class GoalRow(QFrame):
    """``changed`` after each change of what is typed here."""

    changed = Signal()

    def __init__(self, goal: GoalHere, writing: GoalWriting, cues: dict[str, str], area: str) -> None:
        super().__init__()
        self.goal, self.writing = goal, writing
        self.setProperty("kind", "card")
        self.setAccessibleName(goal.text)
        tips = [
            f"{level_sign(level)}: {words}" if words else "" for level, words in zip(LEVELS, goal.levels, strict=True)
        ]
        segments = [
            Segment(level, level_sign(level), _TYPED[level], tip) for level, tip in zip(LEVELS, tips, strict=True)
        ]
        self.level = Segments(_("Level reached: {goal}").format(goal=goal.text), segments)
        self.level.chosen.connect(self._level_chosen)
        self.words = label(wrap=True)
        self.accuracy = label(kind="strong")
        self.correct, self.trials = _count(_("Correct")), _count(_("Trials"))
        self.cue = ChoiceBox(list(cues.items()), empty=_("help: not said"))
        self.cue.setMinimumContentsLength(15)
        self.cue.setAccessibleName(_("Help given"))
        self.cue.chosen.connect(self._cue_chosen)
        self.note = QLineEdit()
        self.note.setAccessibleName(_("Note on the goal"))
        self.note.setPlaceholderText(_("Note on the goal"))
        self.note.setMaxLength(500)
        self.note.setFixedWidth(theme.px(_NOTE_WIDTH))
        self.wrong = label(kind="error", wrap=True)
        for field in (self.correct, self.trials, self.note):
            field.textEdited.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(label(goal.text, kind="strong", wrap=True))
        column.addWidget(label(" · ".join(filter(None, (area, _before(goal)))), kind="muted", wrap=True))
        levels = QHBoxLayout()
        levels.setSpacing(10)
        levels.addWidget(self.level)
        levels.addWidget(self.words, 1)
        column.addLayout(levels)
        counted = [label(_("Correct")), self.correct, label(_("of")), self.trials, self.accuracy]
        column.addWidget(Flow([*counted, self.cue, self.note]))
        column.addWidget(self.wrong)
        self.wrong.hide()
        self._fill()

    def show_error(self, text: str) -> None:
        """Under the goal; the focus goes to its numbers."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))
        if text:
            self.trials.setFocus()

    def _fill(self) -> None:
        self.level.set_value(self.writing.level)
        self.trials.setText(self.writing.trials)
        self.correct.setText(self.writing.correct)
        self.cue.set_value(self.writing.cue_level)
        self.note.setText(self.writing.note)
        self._say()

    def _say(self) -> None:
        level = self.writing.level
        if level is None:
            self.words.setText(_("No level given yet."))
        else:
            self.words.setText(self.goal.levels[LEVELS.index(level)] or _("The plan has no words for this level."))
        self.words.setProperty("tone", "muted" if level is None else "")
        self.words.style().polish(self.words)
        accuracy = self.writing.accuracy
        self.accuracy.setText("" if accuracy is None else f"= {accuracy} %")

    def _level_chosen(self, key: Any) -> None:
        self.writing.level = key
        self._tell()

    def _cue_chosen(self, key: Any) -> None:
        self.writing.cue_level = key
        self._tell()

    def _typed(self) -> None:
        self.writing.trials, self.writing.correct = self.trials.text(), self.correct.text()
        self.writing.note = self.note.text()
        self._tell()

    def _tell(self) -> None:
        self.show_error("")
        self._say()
        self.changed.emit()


def _before(goal: GoalHere) -> str:
    if goal.latest is not None and goal.latest_day is not None:
        return _("last: {level} on {day}").format(level=level_sign(goal.latest), day=day_text(goal.latest_day))
    return _("at the start: {level}").format(level=level_sign(goal.baseline))


def _count(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setMaxLength(4)
    made.setFixedWidth(theme.px(56))
    return made
