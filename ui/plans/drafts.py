"""What is typed on a long page is kept every few moments, so that a power cut takes nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from centre_app.security.actions import drop_draft, save_draft
from ui import tasks
from ui.shared.screen import Shell

_AFTER_MS = 1500


class DraftKeeper(QObject):
    """Keeps ``content()`` under ``place`` a moment after ``touch``. ``drop`` once it is saved or not wanted."""

    def __init__(self, owner: QObject, shell: Shell, place: str, content: Callable[[], dict[str, Any]]) -> None:
        super().__init__(owner)
        self.place = place
        self._shell, self._content = shell, content
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_AFTER_MS)
        self._due.timeout.connect(self.keep)

    def touch(self) -> None:
        """Something was typed."""
        self._due.start()

    def keep(self) -> None:
        """Keep it now."""
        self.stop()
        # The moment may come when the person has just signed out.
        if tasks.runner().office is not None and not self._shell.office.read_only:
            tasks.do(partial(save_draft, place=self.place, content=self._content()))

    def stop(self) -> None:
        """Nothing is waiting to be kept any more."""
        self._due.stop()

    def drop(self) -> None:
        """Throw the draft away."""
        self.stop()
        tasks.do(partial(drop_draft, place=self.place))
