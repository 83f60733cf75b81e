"""What the dialogs of lending stand on: the widget they open over, the shell, and what they offer to choose from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from centre_app.language.translate import current
from centre_app.lending.actions import Done, undo_lending
from centre_app.security.access import Permission
from ui import tasks
from ui.lending.lists import Lists, read_lists
from ui.shared.screen import Shell


class Hands:
    """One hand of whoever lends: it asks, writes down, and offers to take it back."""

    def __init__(self, parent: QWidget, shell: Shell) -> None:
        self.parent, self.shell = parent, shell
        self.may = shell.may(Permission.LEND)

    @property
    def today(self) -> date:
        """The office's day."""
        found: date = self.shell.office.today()
        return found

    def with_lists(self, then: Callable[[Lists], object]) -> None:
        """Read what there is to choose from now, then open the dialog; nothing for who may not lend."""
        if self.may:
            language = current().language
            # Pressed twice, it opens once.
            tasks.read(lambda session: read_lists(session, language), then=then, owner=self.parent, latest="lists")


def taken_back(done: Any) -> tasks.Action | None:
    """The way back of any step of lending."""
    return partial(undo_lending, done=done) if isinstance(done, Done) and done.steps else None
