"""Buttons of four kinds: the one main button of a place, plain, dangerous, and a link in the text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QPushButton

from ui.shared import icons, theme

On = Callable[[], object]


def main_button(text: str, on: On | None = None, icon: str = "") -> QPushButton:
    """The button for what people come here to do: one a place."""
    return _made(text, on, icon, "main", "accent_text")


def button(text: str, on: On | None = None, icon: str = "") -> QPushButton:
    """A plain button."""
    return _made(text, on, icon, "plain", "text")


def danger_button(text: str, on: On | None = None, icon: str = "") -> QPushButton:
    """A button for what cannot be undone."""
    return _made(text, on, icon, "danger", "danger")


def link_button(text: str, on: On | None = None, icon: str = "") -> QPushButton:
    """A button that reads as words in the page."""
    made = _made(text, on, icon, "link", "accent")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def icon_button(icon: str, name: str, on: On | None = None) -> QPushButton:
    """A small button with a sign that everybody knows (close, ◀, ▶, calendar). ``name`` is said and shown as tip."""
    made = _made("", on, icon, "icon", "text")
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made


def _made(text: str, on: On | None, icon: str, kind: str, colour: str) -> QPushButton:
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if icon:
        made.setIcon(icons.beside_words(icon, colour) if text else icons.icon(icon, colour))
        made.setIconSize(QSize(theme.px(24 if text else 18), theme.px(18)))
    if on is not None:
        # clicked passes "checked", which no action here wants to know.
        made.clicked.connect(lambda: on())
    return made
