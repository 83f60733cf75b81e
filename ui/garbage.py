"""Unreachable objects are collected on the UI thread alone.

Python's collector runs in whatever thread happens to make objects. In a worker it takes apart widgets that hang in a
circle (a dialog and the function that holds it) while the UI thread works with Qt, and the process dies.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 500


class UiCollector(QObject):
    """From its making on, Python collects by itself no more; this does, on the thread it was made in."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """The generations that Python would have collected by now, by its own thresholds; the young ones first."""
        for generation, threshold in enumerate(gc.get_threshold()):
            if gc.get_count()[generation] > threshold:
                gc.collect(generation)
