"""A few choices side by side, one of them chosen: by its key, by the arrows, by the mouse."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.shared.buttons import button
from ui.shared.flow import Flow
from ui.shared.words import restyle


@dataclass(frozen=True)
class Segment:
    """``typed``: the letters or digits that choose it while the row has the focus; ``tip``: more words on it."""

    key: Hashable
    text: str
    typed: str = ""
    tip: str = ""


class Segments(QWidget):
    """``chosen(key)`` when the person chooses; None when the choice is taken away (Delete, or the chosen one again).

    One stop on the way of Tab; the arrows move and choose.
    """

    chosen = Signal(object)

    def __init__(self, name: str, segments: Sequence[Segment], *, flows: bool = False, may_clear: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.segments = list(segments)
        self._may_clear = may_clear
        self._value: Hashable | None = None
        self._typed = ""
        self.buttons: list[QPushButton] = []
        for segment in segments:
            made = button(segment.text, partial(self._pressed, segment.key))
            made.setAccessibleName(f"{name}: {segment.text}")
            made.setToolTip(segment.tip)
            made.installEventFilter(self)
            self.buttons.append(made)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if flows:
            row.addWidget(Flow(self.buttons), 1)
        else:
            for made in self.buttons:
                row.addWidget(made)
            row.addStretch(1)
        self.setFocusProxy(self.buttons[0])
        self._show()

    def value(self) -> Hashable | None:
        """The key that is chosen."""
        return self._value

    def set_value(self, key: Hashable | None) -> None:
        """Choose without telling."""
        self._value = key
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.press(event)
        return False

    def press(self, event: QKeyEvent) -> bool:
        """Take a key; False where it means nothing here."""
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if event.key() == Qt.Key.Key_Right else -1)
            return True
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._may_clear:
            self._tell(None)
            return True
        return self._type(event.text().lower())

    def _type(self, text: str) -> bool:
        if not text or not text.isprintable() or text.isspace():
            return False
        for typed in (self._typed + text, text):
            exact = [segment for segment in self.segments if typed in segment.typed.split()]
            if exact:
                self._typed = ""
                self._tell(exact[0].key)
                return True
            if any(word.startswith(typed) for segment in self.segments for word in segment.typed.split()):
                self._typed = typed  # the minus of −2: its digit comes next
                return True
        self._typed = ""
        return False

    def _step(self, by: int) -> None:
        keys = [segment.key for segment in self.segments]
        # From nothing chosen, the arrow begins in the middle: the level that was expected.
        at = keys.index(self._value) + by if self._value in keys else len(keys) // 2
        self._tell(keys[min(max(at, 0), len(keys) - 1)])

    def _pressed(self, key: Hashable) -> None:
        self._tell(None if key == self._value and self._may_clear else key)

    def _tell(self, key: Hashable | None) -> None:
        if key == self._value:
            return
        had_focus = any(made.hasFocus() for made in self.buttons)
        self.set_value(key)
        if had_focus:
            self.setFocus()
        self.chosen.emit(key)

    def _show(self) -> None:
        keys = [segment.key for segment in self.segments]
        at = keys.index(self._value) if self._value in keys else -1
        for place, made in enumerate(self.buttons):
            kind = "main" if place == at else "plain"
            if made.property("kind") != kind:
                made.setProperty("kind", kind)
                restyle(made)
            stop = place == max(at, 0)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
            made.setAccessibleDescription(self.segments[place].tip)
        self.setFocusProxy(self.buttons[max(at, 0)])
