"""What every page of Therapy is built on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.language.translate import _
from centre_app.security.access import Permission
from ui.shared.screen import Shell


class TherapyPage(QWidget):
    """One page: a head with its period and buttons, a body below. Subclasses override ``build`` and ``load``.

    ``needs``: who sees it, None for everybody who sees Therapy. ``asked(key, to)`` leads to another page.
    """

    asked = Signal(str, object)

    key: ClassVar[str] = ""
    name: ClassVar[str] = ""
    needs: ClassVar[Permission | None] = None
    refresh_on: ClassVar[frozenset[Change]] = frozenset()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.stale = True
        self.setAccessibleName(_(self.name))
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(10)
        column.addLayout(self.head)
        column.addLayout(self.body, 1)
        self.build()

    def build(self) -> None:
        """Make the widgets, once."""

    def load(self) -> None:
        """Ask for the data: when first shown, and after a change in ``refresh_on``."""

    def open(self, **to: object) -> None:
        """Somebody came through a door that leads to something on this page."""

    def go(self, key: str, **to: object) -> None:
        """Lead to another page of Therapy."""
        self.asked.emit(key, to)

    def unsaved(self) -> bool:
        """Whether something typed here would be lost."""
        return False

    def state(self) -> dict[str, object]:
        """What is chosen here, kept over a change of language or look."""
        return {}

    def restore(self, state: dict[str, object]) -> None:
        """Choose it again."""

    def print_asked(self) -> None:
        """Ctrl+P."""

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """States to take a picture of: (name for the file, what brings the state about)."""
        yield "", lambda: None
