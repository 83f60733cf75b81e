"""The right side of a list: who is selected, at a glance."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.shared import theme
from ui.shared.avatar import Avatar
from ui.shared.buttons import button
from ui.shared.scroll import scrolled
from ui.shared.tags import Tag
from ui.shared.words import label

_WIDTH = 264


class PreviewPanel(QFrame):
    """A card that shows one person, or says why it shows nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setFixedWidth(theme.px(_WIDTH))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, 1)
        self._page: QWidget | None = None
        self.show_nothing("")

    def show_nothing(self, text: str) -> None:
        """Nobody is selected: say what would be here."""
        words = label(text, kind="muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setContentsMargins(16, 16, 16, 16)
        self._swap(words)

    def show_person(
        self,
        name: str,
        note: str = "",
        photo: bytes | None = None,
        tags: Sequence[tuple[str, str]] = (),
        lines: Sequence[tuple[str, str]] = (),
        buttons: Sequence[tuple[str, Callable[[], object], str]] = (),
    ) -> None:
        """``tags``: (words, tone); ``lines``: (label, value), empty ones left out; ``buttons``: (words, on, icon)."""
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(_head(name, note, photo))
        for words, tone in tags:
            tag = Tag(words, tone)
            tag.setWordWrap(True)
            layout.addWidget(tag)
        for title, value in lines:
            if value:
                layout.addWidget(label(title, kind="muted"))
                shown = label(value, wrap=True)
                shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                shown.setAccessibleName(f"{title}: {value}")
                layout.addWidget(shown)
        layout.addStretch(1)
        for words, on, icon in buttons:
            layout.addWidget(button(words, on, icon))
        self._swap(scrolled(page))

    def _swap(self, page: QWidget) -> None:
        if self._page is not None:
            self._layout.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        self._layout.addWidget(page)


def _head(name: str, note: str, photo: bytes | None) -> QHBoxLayout:
    avatar = Avatar(48)
    avatar.show_person(name, photo)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(label(name, kind="heading", wrap=True))
    if note:
        words.addWidget(label(note, kind="muted", wrap=True))
    head = QHBoxLayout()
    head.setSpacing(12)
    head.addWidget(avatar, 0, Qt.AlignmentFlag.AlignTop)
    head.addLayout(words, 1)
    return head
