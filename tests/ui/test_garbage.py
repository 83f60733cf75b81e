"""What belongs to the window is taken apart on its thread, also when it hangs in a circle."""

from __future__ import annotations

import gc
import threading
from typing import Any, ClassVar

from pytestqt.qtbot import QtBot

from ui import tasks


class Circle:
    """Something that only the collector can free; notes in which thread that happens."""

    freed_in: ClassVar[set[int]] = set()

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        Circle.freed_in.add(threading.get_ident())


def make_much(_progress: Any) -> list[list[int]]:
    """So many objects that the collector would run in this thread many times."""
    return [[number] for number in range(200_000)]


def test_a_circle_is_freed_on_the_ui_thread_and_never_in_a_worker(qtbot: QtBot) -> None:
    Circle.freed_in.clear()
    tasks.runner()
    for _ in range(50):
        Circle()
    kept: list[object] = []
    tasks.run(make_much, then=kept.append)
    tasks.wait_idle()
    qtbot.waitUntil(lambda: bool(Circle.freed_in), timeout=10_000)
    assert Circle.freed_in == {threading.get_ident()}


def test_python_does_not_collect_by_itself_once_there_is_work() -> None:
    tasks.runner()
    assert not gc.isenabled()
