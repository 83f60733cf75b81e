"""What every place in the window is built on: its top strip, its body, and when it asks for its data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.language.translate import _
from ui.shared.buttons import button, main_button
from ui.shared.words import label

if TYPE_CHECKING:
    from centre_app.security.access import Permission
    from ui.application import Application
    from ui.desk import Desk


class Shell(Protocol):
    """What a screen may use of the window around it."""

    @property
    def office(self) -> Any:
        """The opened centre: actor, today(), read_only, practice. Sessions go through ``tasks``."""

    @property
    def desk(self) -> Desk:
        """What this PC remembers."""

    @property
    def app(self) -> Application:
        """Language, theme, text size, locking, signing out."""

    def go(self, place: str, **to: object) -> None:
        """Go to another place and through a door in it: ``go("children", child=child_id)``."""

    def may(self, permission: Permission) -> bool:
        """Whether the person may; False for all that writes while the centre is open read-only."""


class Strip(QWidget):
    """The top strip of a place: its name, a note, its period or filters, one main button.

    Where the window is too narrow for all in one row, the filters stand in a second one.
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = label(title, kind="title")
        self._note = label("", kind="muted")
        self._note.hide()
        self._filters: list[QWidget] = []
        self._buttons: list[QPushButton] = []
        self._main: QPushButton | None = None
        self._one_row = True
        # What is below may scroll; the strip keeps its height.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._first = _row()
        self._second = _row()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(self._first)
        rows.addLayout(self._second)
        self._lay_out()

    def set_title(self, text: str) -> None:
        """Change the name."""
        self._title.setText(text)
        self._fit()

    def set_note(self, text: str) -> None:
        """Muted words after the name."""
        self._note.setText(text)
        self._note.setVisible(bool(text))
        self._fit()

    def add(self, widget: QWidget) -> None:
        """A period strip or a filter, after those added before."""
        self._filters.append(widget)
        self._lay_out()

    def set_main(self, text: str, on: Callable[[], object], icon: str = "add") -> QPushButton:
        """The one main button, at the right end."""
        self._main = main_button(text, on, icon)
        self._lay_out()
        return self._main

    def add_button(self, text: str, on: Callable[[], object], icon: str = "") -> QPushButton:
        """A quiet button before the main one. Few."""
        made = button(text, on, icon)
        self._buttons.append(made)
        self._lay_out()
        return made

    def minimumSizeHint(self) -> QSize:
        # Narrower than one row: that is when the second is used.
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = [part for part in (*self._parts(), *self._filters) if not _was_hidden(part)]
        needed = sum(part.sizeHint().width() + self._first.spacing() for part in shown)
        if (needed <= self.width()) is not self._one_row:
            self._one_row = not self._one_row
            self._lay_out()

    def _parts(self) -> list[QWidget]:
        main = [self._main] if self._main is not None else []
        return [self._title, self._note, *self._buttons, *main]

    def _lay_out(self) -> None:
        for row in (self._first, self._second):
            while row.takeAt(0) is not None:
                pass
        name, note, *buttons = self._parts()
        self._first.addWidget(name)
        self._first.addWidget(note)
        self._first.addStretch(1)
        for part in self._filters:
            (self._first if self._one_row else self._second).addWidget(part)
        for part in buttons:
            self._first.addWidget(part)
        if not self._one_row:
            self._second.addStretch(1)
        self._keep_tab_order([*self._filters, *buttons])

    def _keep_tab_order(self, parts: list[QWidget]) -> None:
        for before, after in pairwise(parts):
            QWidget.setTabOrder(before, after)


def _was_hidden(part: QWidget) -> bool:
    # Before the window is shown every part counts as hidden; only what was hidden on purpose takes no room.
    return part.isHidden() and part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def _row() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    return row


class Screen(QWidget):
    """A place. Subclasses override ``build`` and ``load``, and what else they need of the methods below."""

    title: ClassVar[str] = ""
    help: ClassVar[str] = ""
    refresh_on: ClassVar[frozenset[Change]] = frozenset()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self._stale = True
        self.strip = Strip(_(self.title))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(12)
        layout.addWidget(self.strip)
        layout.addLayout(self.body, 1)
        self.setAccessibleName(_(self.title))
        self.build()

    def build(self) -> None:
        """Make the widgets, once."""

    def load(self) -> None:
        """Ask for the data. Called when first shown, and when something in ``refresh_on`` has changed."""

    def open(self, **to: object) -> None:
        """Somebody came through a door that leads to something in this place."""

    def unsaved(self) -> bool:
        """Whether something typed here would be lost."""
        return False

    def state(self) -> dict[str, object]:
        """What is chosen here, to be shown again after the screen is built anew in another language."""
        return {}

    def restore(self, state: dict[str, object]) -> None:
        """Choose again what ``state`` told."""

    def print_asked(self) -> None:
        """Ctrl+P."""

    def pictures(self) -> Iterable[tuple[str, Callable[[], None]]]:
        """States to take a picture of: (name for the file, what brings the state about)."""
        yield "", lambda: None

    # ---- called by the window -----------------------------------------------------------------------------------

    def come_up(self) -> None:
        """The place is shown: ask for the data where it is not fresh."""
        if self._stale:
            self._stale = False
            self.load()

    def take_changes(self, changes: frozenset[Change]) -> None:
        """Something was changed: ask again now when shown, otherwise when next shown."""
        if changes & self.refresh_on:
            if self.isVisible():
                self.load()
            else:
                self._stale = True
