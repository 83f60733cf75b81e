"""Words to the person, from anywhere: ``messages.success(_("Saved."))``. Said in the window's message area.

What is said before there is a window waits for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from centre_app.language.translate import _
from ui.shared import icons
from ui.shared.buttons import button, icon_button
from ui.shared.words import widgets_of

#: Good news and notes go by themselves; what needs attention stays until it is closed.
HIDES_AFTER_MS = 8000
_MOST_AT_ONCE = 3
_ICONS = {"good": "check", "info": "info", "attention": "warning", "danger": "warning"}
_COLOURS = {"good": "good", "info": "accent", "attention": "attention", "danger": "danger"}


@dataclass(frozen=True)
class Said:
    """One message: its words, its tone (good, info, attention, danger), and what can be done about it."""

    text: str
    tone: str
    action: Callable[[], object] | None = None
    action_text: str = ""


_waiting: list[Said] = []
_areas: list[MessageArea] = []


def info(text: str, action: Callable[[], object] | None = None, action_text: str = "") -> None:
    """A note that asks for nothing."""
    _say(Said(text, "info", action, action_text))


def success(text: str, action: Callable[[], object] | None = None, action_text: str = "") -> None:
    """It is done; ``action`` is offered as *Undo* unless ``action_text`` says otherwise."""
    _say(Said(text, "good", action, action_text or (_("Undo") if action is not None else "")))


def attention(text: str, action: Callable[[], object] | None = None, action_text: str = "") -> None:
    """Something needs the person's attention. Stays until closed."""
    _say(Said(text, "attention", action, action_text))


def error(text: str, action: Callable[[], object] | None = None, action_text: str = "") -> None:
    """It could not be done. Stays until closed."""
    _say(Said(text, "danger", action, action_text))


def clear() -> None:
    """Take all messages away, also those that wait."""
    _waiting.clear()
    for area in _live_areas():
        area.clear()


def waiting() -> tuple[Said, ...]:
    """What was said while there was no window."""
    return tuple(_waiting)


def _say(said: Said) -> None:
    areas = _live_areas()
    if areas:
        areas[-1].say(said)
    else:
        _waiting.append(said)


def _live_areas() -> list[MessageArea]:
    _areas[:] = [area for area in _areas if shiboken6.isValid(area)]
    return _areas


class MessageArea(QWidget):
    """Where messages are shown, newest last, three at most. The window made last gets them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()
        _areas.append(self)
        QTimer.singleShot(0, self, self._take_waiting)

    def say(self, said: Said) -> None:
        """Show this message; the same words shown already are not doubled."""
        shown = self.shown()
        for row in shown:
            if row.said.text == said.text or len(shown) >= _MOST_AT_ONCE:
                self._remove(row)
                break
        row = _MessageRow(said, self)
        row.closed.clicked.connect(lambda: self._remove(row))
        if row.done is not None:
            row.done.clicked.connect(lambda: self._act(row))
        self._rows.addWidget(row)
        self.show()
        if said.tone in ("good", "info"):
            QTimer.singleShot(HIDES_AFTER_MS, row, lambda: self._remove(row))

    def shown(self) -> list[_MessageRow]:
        """The messages on show, oldest first."""
        return [row for row in widgets_of(self._rows) if isinstance(row, _MessageRow)]

    def clear(self) -> None:
        """Take all away."""
        for row in self.shown():
            self._remove(row)

    def _act(self, row: _MessageRow) -> None:
        self._remove(row)
        if row.said.action is not None:
            row.said.action()

    def _remove(self, row: _MessageRow) -> None:
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.setVisible(self._rows.count() > 0)

    def _take_waiting(self) -> None:
        taken = list(_waiting)
        _waiting.clear()
        for said in taken:
            self.say(said)


class _MessageRow(QFrame):
    def __init__(self, said: Said, parent: QWidget) -> None:
        super().__init__(parent)
        self.said = said
        self.setObjectName("messageBar")
        self.setProperty("tone", said.tone)
        self.setAccessibleName(said.text)
        sign = icons.sign(_ICONS[said.tone], _COLOURS[said.tone], 20)
        words = QLabel(said.text)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.done: QPushButton | None = button(said.action_text) if said.action is not None else None
        self.closed = icon_button("close", _("Close this message"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(12)
        row.addWidget(sign)
        row.addWidget(words, 1)
        if self.done is not None:
            row.addWidget(self.done)
        row.addWidget(self.closed)
