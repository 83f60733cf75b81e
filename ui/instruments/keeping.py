"""What was answered and is not written down yet: kept a little later, and never lost when that fails."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from centre_app.instruments.actions import FillingChanges, finish_filling, save_filling
from ui import tasks

# Milliseconds that an answer may wait: each keeping is a line of history, and a power cut costs no more than this.
_KEEP_AFTER = 8000


class Keeper(QObject):
    """The changes of one draft. ``refused(error)`` tells whether it has dealt with it, as in ``tasks``."""

    kept = Signal()

    def __init__(self, parent: QObject, filling_id: UUID, refused: Callable[[Exception], bool]) -> None:
        super().__init__(parent)
        self.filling_id = filling_id
        self.waiting: dict[str, Any] = {}
        self.under_way = False
        self._refused = refused
        self._timer = QTimer(self, interval=_KEEP_AFTER, singleShot=True)
        self._timer.timeout.connect(self.keep)

    @property
    def behind(self) -> bool:
        """Whether something is not written down yet."""
        return bool(self.waiting) or self.under_way

    def wait(self, field: str, value: Any) -> None:
        """A field of the draft is this now."""
        self.waiting[field] = value
        self._soon()

    def wait_answer(self, item: str, answer: str | None) -> None:
        """An answer, None where it was taken back."""
        self.waiting.setdefault("answers", {})[item] = answer
        self._soon()

    def keep(self) -> None:
        """Write down what waits."""
        if self.waiting and not self.under_way:
            self._do(self._taken(), _save, self._kept, "")

    def move_day(self, day: Any, then: Callable[[], object], failed: Callable[[], object]) -> None:
        """Write the other day down at once, with what waits."""
        changes = {**self._taken(), "day": day}

        def refused(error: Exception) -> bool:
            failed()
            return self._not_kept({name: value for name, value in changes.items() if name != "day"}, error)

        action = partial(_save, filling_id=self.filling_id, changes=changes)
        tasks.do(action, then=lambda _nothing: then(), failed=refused, owner=self)

    def finish(self, then: Callable[[], object], saying: str) -> None:
        """Write down what waits, and finish."""
        self._do(self._taken(), _save_and_finish, then, saying)

    def forget(self) -> None:
        """The draft is thrown away."""
        self._taken()

    def _do(self, changes: dict[str, Any], work: Callable[..., None], then: Callable[[], object], saying: str) -> None:
        self.under_way = True
        action = partial(work, filling_id=self.filling_id, changes=changes)
        failed = partial(self._not_kept, changes)
        tasks.do(action, then=lambda _nothing: then(), failed=failed, owner=self, saying=saying)

    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _taken(self) -> dict[str, Any]:
        self._timer.stop()
        changes, self.waiting = self.waiting, {}
        return changes

    def _kept(self) -> None:
        self.under_way = False
        if self.waiting:  # answered while the last ones were being written
            self._soon()
        self.kept.emit()

    def _not_kept(self, changes: dict[str, Any], error: Exception) -> bool:
        """What was not kept waits again, together with what came since."""
        self.under_way = False
        answers = {**changes.get("answers", {}), **self.waiting.get("answers", {})}
        self.waiting = {**changes, **self.waiting} | ({"answers": answers} if answers else {})
        return self._refused(error)


def _save(session: Any, filling_id: UUID, changes: dict[str, Any]) -> None:
    save_filling(session, filling_id, FillingChanges(**changes))


def _save_and_finish(session: Any, filling_id: UUID, changes: dict[str, Any]) -> None:
    if changes:
        _save(session, filling_id, changes)
    finish_filling(session, filling_id)
