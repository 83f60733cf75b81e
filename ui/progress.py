"""How far a long job has come, told from its thread to the window; and the strip that shows it with *Stop*."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from centre_app.language.translate import _
from ui.shared.buttons import button

if TYPE_CHECKING:
    from ui.workers import Task

#: Work shorter than this shows nothing: a strip that flickers disturbs more than it tells.
SHOWN_AFTER_MS = 500
_EVERY_MS = 100


class Stopped(Exception):
    """The person pressed *Stop*. Raised inside the job by ``Progress.check`` and ``step``."""


class Progress:
    """Count and total of one job; written by the job's thread, read by the window. ``total`` None: not known."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._count = 0
        self._total: int | None = None

    @property
    def count(self) -> int:
        """How many are done."""
        with self._lock:
            return self._count

    @property
    def total(self) -> int | None:
        """How many there are, None when not known."""
        with self._lock:
            return self._total

    @property
    def stopped(self) -> bool:
        """Whether *Stop* was pressed."""
        return self._stop.is_set()

    def begin(self, total: int) -> None:
        """Say how many there are, and start counting from nought."""
        with self._lock:
            self._total, self._count = total, 0

    def step(self, by: int = 1) -> None:
        """Some more are done. Raises Stopped when *Stop* was pressed."""
        with self._lock:
            self._count += by
        self.check()

    def check(self) -> None:
        """Raises Stopped when *Stop* was pressed; call it between two pieces of work."""
        if self._stop.is_set():
            raise Stopped

    def stop(self) -> None:
        """*Stop* was pressed: the job ends at its next check."""
        self._stop.set()


class ProgressStrip(QFrame):
    """Shows the longest-running work: its name, count, a bar and *Stop*. Hidden while all work is short."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progressStrip")
        self._task: Task | None = None
        self._words = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._stop = button(_("Stop"), self._stop_pressed, icon="stop")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        self._clock = QTimer(self)
        self._clock.setInterval(_EVERY_MS)
        self._clock.timeout.connect(self._look)
        self._look_due = QTimer(self)
        self._look_due.setSingleShot(True)
        self._look_due.timeout.connect(self._clock.start)
        self.hide()

    def watch(self, under_way: list[Task]) -> None:
        """The list of work under way has changed."""
        if self._task is None or self._task not in under_way:
            self._task = under_way[0] if under_way else None
            self._clock.stop()
            self._look_due.stop()
            self.hide()
            if self._task is not None:
                self._look_due.start(SHOWN_AFTER_MS)

    def _look(self) -> None:
        task = self._task
        if task is None:
            return
        count, total = task.progress.count, task.progress.total
        name = task.title or _("Working…")
        if task.progress.stopped:
            self._words.setText(_("Stopping…"))
        elif total:
            self._words.setText(_("{name} {count} of {total}").format(name=name, count=count, total=total))
        else:
            self._words.setText(name)
        self._bar.setRange(0, total or 0)
        self._bar.setValue(count)
        self._bar.setAccessibleName(self._words.text())
        self._stop.setVisible(task.can_stop)
        self._stop.setEnabled(not task.progress.stopped)
        self.show()

    def _stop_pressed(self) -> None:
        if self._task is not None:
            self._task.progress.stop()
            self._look()
