"""Scoring a goal: its levels as rows in words, a column of choices for each who says how far the child came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLabel, QRadioButton, QSizePolicy

from centre_app.language.translate import _
from centre_app.plans.rules import level_sign
from ui.plans.scale import NAME_WIDTH, level_number
from ui.plans.words import LEVELS, level_name, level_words
from ui.shared import theme
from ui.shared.words import label

_ROW_HEIGHT = 36
_COLUMN_WIDTH = 92


class ScoreGrid(QFrame):
    """The levels as rows in words, one column of choices for each who scores. ``scored(who, level or None)``.

    ``who``: (key, words) from left to right. With the focus in a column: 2, 1, 0, −1, −2 choose, arrows move, Del
    takes the score back. A column starts empty: nobody's score is ever guessed.
    """

    scored = Signal(str, object)

    def __init__(self, texts: Mapping[int, str], who: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._groups: dict[str, _Column] = {}
        self._named: list[QLabel] = []  # the levels' names, each as high as its row
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        for place, (key, words) in enumerate(who):
            head = label(words, kind="muted", wrap=True)
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            head.setMinimumWidth(theme.px(_COLUMN_WIDTH))
            self._grid.addWidget(head, 0, place + 3)
            self._groups[key] = _Column(key, words, self)
        for row, level in enumerate(LEVELS, start=1):
            self._add_level(row, level, texts.get(level, ""))
        self.said = label("", wrap=True)
        self.said.setContentsMargins(8, 4, 8, 4)
        self._grid.addWidget(self.said, len(LEVELS) + 1, 0, 1, len(self._groups) + 3)
        self._grid.setColumnStretch(2, 1)
        self.scored.connect(lambda _who, _level: self._say())
        self._say()

    def score(self, who: str) -> int | None:
        """What this one chose; None while nothing is."""
        return self._groups[who].value()

    def set_score(self, who: str, level: int | None) -> None:
        """Choose (None takes the choice back) without telling it."""
        self._groups[who].set_value(level)
        self._say()

    def button(self, who: str, level: int) -> QRadioButton:
        """The button of one level in one column."""
        return self._groups[who].buttons[level]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        for named in self._named[::2]:  # the eye follows a level from its words to its buttons
            painter.fillRect(0, named.y(), self.width(), named.height(), theme.colour("ground"))
        painter.end()

    def _add_level(self, row: int, level: int, text: str) -> None:
        named = label(level_name(level), kind="muted", wrap=True)
        named.setFixedWidth(theme.px(NAME_WIDTH))
        self._named.append(named)
        words = label(text or "–", wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        for column, widget in enumerate((level_number(level), named, words)):
            self._grid.addWidget(widget, row, column)
        self._grid.setRowMinimumHeight(row, theme.px(_ROW_HEIGHT))
        for place, column_of in enumerate(self._groups.values()):
            made = column_of.add(level, text)
            self._grid.addWidget(made, row, place + 3, Qt.AlignmentFlag.AlignCenter)

    def _say(self) -> None:
        """What was chosen so far, in words."""
        chosen = [(column, column.value()) for column in self._groups.values()]
        words = [f"{column.words}: {level_words(level)}" for column, level in chosen if level is not None]
        self.said.setText(" · ".join(words) or _("Nobody has scored yet."))


class _Column:
    """The buttons of one who scores: at most one is chosen."""

    def __init__(self, key: str, words: str, grid: ScoreGrid) -> None:
        self.key, self.words, self._grid = key, words, grid
        self.buttons: dict[int, _ScoreButton] = {}
        self._group = QButtonGroup(grid)
        self._group.idToggled.connect(self._toggled)

    def add(self, level: int, text: str) -> _ScoreButton:
        made = _ScoreButton(self)
        made.setAccessibleName(f"{self.words}: {level_sign(level)}, {level_name(level)}")
        made.setAccessibleDescription(text)
        made.setToolTip(f"{self.words}: {level_name(level)}")
        self.buttons[level] = made
        self._group.addButton(made, level + 100)  # ids below zero mean "none" to Qt
        return made

    def value(self) -> int | None:
        return next((level for level, button in self.buttons.items() if button.isChecked()), None)

    def set_value(self, level: int | None) -> None:
        before = self._group.blockSignals(True)
        self._group.setExclusive(False)
        for each, button in self.buttons.items():
            button.setChecked(each == level)
        self._group.setExclusive(True)
        self._group.blockSignals(before)

    def choose(self, level: int | None) -> None:
        self.set_value(level)
        self._grid.scored.emit(self.key, level)
        self.buttons[0 if level is None else level].setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggled(self, number: int, on: bool) -> None:
        if on:
            self._grid.scored.emit(self.key, number - 100)


class _ScoreButton(QRadioButton):
    """A radio button that the keys −2 … 2 reach; Del takes the choice back."""

    def __init__(self, column: _Column) -> None:
        super().__init__()
        self._column = column
        self._below = self._was_chosen = False
        self.setMinimumSize(theme.px(32), theme.px(_ROW_HEIGHT - 4))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text in ("-", "−"):
            self._below = True
        elif text in ("0", "1", "2"):
            level = -int(text) if self._below else int(text)
            self._below = False
            self._column.choose(level)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._column.choose(None)
        else:
            self._below = False
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._was_chosen = self.isChecked()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._was_chosen and self.rect().contains(event.position().toPoint()):
            self._column.choose(None)  # pressed again: taken back
