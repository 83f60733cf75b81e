"""Windows of any kind: where they stand, when they have first painted, and how they end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class FirstPaint(QObject):
    """Calls once, after a window has painted for the first time."""

    def __init__(self, window: QWidget, call: Callable[[], object]) -> None:
        super().__init__(window)
        self._call = call
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._call)
        return False


def take_down() -> None:
    """Delete what windows are left. At its exit PySide deletes them in any order, parents and children, and crashes."""
    for window in QApplication.topLevelWidgets():
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def centre(window: QWidget) -> None:
    """In the middle of its screen, no larger than it."""
    room = window.screen().availableGeometry()
    window.resize(window.size().boundedTo(room.size()))
    window.move(room.center() - window.rect().center())


def fill_screen(window: QWidget) -> None:
    """The whole of a usual screen, and no more than that of a large one."""
    room = window.screen().availableGeometry()
    window.resize(min(room.width(), 1366), min(room.height(), 768))
    centre(window)
    if room.width() <= 1440:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
