"""Hands on the calendar: what a person does with mouse and keys."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from ui import messages, tasks
from ui.shared.dialog import FormDialog
from ui.therapy.week_page import WeekPage

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def press(qtbot: QtBot, page: WeekPage, key: Any, modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """A key in the calendar, and what comes of it."""
    qtbot.keyClick(page.view, key, modifiers)
    tasks.wait_idle()


def drag(qtbot: QtBot, page: WeekPage, session_id: Any, to: QPoint, *, grab: str = "middle") -> None:
    """Take a card by its middle or its end, move it and let it go."""
    port, card = page.view.viewport(), page.view.rect_of(session_id)
    start = card.center() if grab == "middle" else QPoint(card.center().x(), card.bottom() - 1)
    qtbot.mousePress(port, LEFT, pos=start)
    qtbot.mouseMove(port, start + QPoint(0, 10))
    qtbot.mouseMove(port, to)
    qtbot.mouseRelease(port, LEFT, pos=to)
    tasks.wait_idle()


def at(page: WeekPage, day: date, start: int, minutes: int = 30) -> QPoint:
    """Where the middle of a session is that stands there."""
    column = next(column for column, key in enumerate(page.keys) if key.day == day)
    return page.view.point_of(column, start + minutes // 2)


def dialog_of(page: WeekPage) -> FormDialog:
    """The question that is asked."""
    return next(one for one in page.findChildren(FormDialog) if one.isVisible())


def said() -> list[str]:
    """What the person was told, oldest first."""
    return [one.text for one in messages.waiting()]
