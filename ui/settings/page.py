"""What every page of Settings is built on."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.language.translate import _
from centre_app.security.access import Permission
from ui.shared.screen import Shell
from ui.shared.words import label


class Page(QWidget):
    """One page: its name, what it is for, its widgets. Subclasses override ``build`` and ``load``.

    ``needs``: who sees it, None for everybody.
    """

    key: ClassVar[str] = ""
    name: ClassVar[str] = ""
    note: ClassVar[str] = ""
    icon: ClassVar[str] = "settings"
    needs: ClassVar[Permission | None] = None
    refresh_on: ClassVar[frozenset[Change]] = frozenset()
    #: Whether the page scrolls as a whole where the window is too low for it; False where its own parts do.
    scrolls: ClassVar[bool] = True

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.stale = True
        self.setAccessibleName(_(self.name))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 8, 0)
        self.body.setSpacing(10)
        self.body.addWidget(label(_(self.name), kind="heading"))
        if self.note:
            self.body.addWidget(label(_(self.note), kind="muted", wrap=True))
        self.build()

    def build(self) -> None:
        """Make the widgets, once."""

    def load(self) -> None:
        """Ask for the data: when first shown, and after a change in ``refresh_on``."""

    def unsaved(self) -> bool:
        """Whether something typed here would be lost."""
        return False

    def state(self) -> dict[str, object]:
        """What is chosen here, kept over a change of language or look."""
        return {}

    def restore(self, state: dict[str, object]) -> None:
        """Choose it again."""

    def tabs(self) -> list[tuple[str, Callable[[], None]]]:
        """Further views of the page, for its pictures: (name, what shows it)."""
        return []
