"""The threads behind ``tasks``, and what they are given: one piece of work each."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from PySide6.QtCore import QObject

from ui.progress import Progress

Failed = Callable[[Exception], object]


class ErrorPlace(Protocol):
    """A form: shows a sentence under the field it is about."""

    def show_error(self, field: str | None, text: str) -> None: ...


@dataclass(eq=False)
class Task:
    """One piece of work on its way: queued, under way or waiting to be delivered."""

    work: Callable[[], Any]
    then: Callable[[Any], object] | None
    failed: Failed | None
    owner: QObject | None
    title: str = ""
    form: ErrorPlace | None = None
    latest: tuple[int, str] | None = None
    writes: bool = False
    can_stop: bool = True
    progress: Progress = field(default_factory=Progress)


class Threads:
    """Daemon threads that empty one queue. Started with the first work."""

    def __init__(self, name: str, how_many: int, finished: Callable[[Task, Any, Exception | None], None]) -> None:
        self._name, self._how_many, self._finished = name, how_many, finished
        self._queue: queue.SimpleQueue[Task] = queue.SimpleQueue()
        self._started = 0

    def put(self, task: Task) -> None:
        self._queue.put(task)
        if self._started < self._how_many:
            self._started += 1
            threading.Thread(target=self._empty, name=f"{self._name}-{self._started}", daemon=True).start()

    def _empty(self) -> None:
        while True:
            task = self._queue.get()
            try:
                task.progress.check()
                result = task.work()
            except Exception as error:
                self._finished(task, None, error)
            else:
                self._finished(task, result, None)
            # Held until the next task otherwise: widgets, sessions and rows would outlive their screen.
            task = result = None  # type: ignore[assignment]
