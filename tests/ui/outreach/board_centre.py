"""A small centre's week of rounds on the screen, and hands on the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from centre_app.office import Office
from centre_app.outreach.models import Visit
from centre_app.sites.models import Site
from tests.centre_app.outreach.planned_centre import Planned, make_planned_centre, rounds_of, visits_of
from tests.conftest import SiteIds
from ui import tasks
from ui.outreach.board_page import BoardPage

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def make_board_centre(office: Office) -> Planned:
    """The planning centre in an office."""
    with office.write() as session:
        site_id = session.scalars(select(Site.id)).one()
        ids = SiteIds(site_id, site_id, site_id, site_id, site_id)
        return replace(make_planned_centre(session, ids))


def visits(office: Office) -> list[Visit]:
    """All visits as they are kept."""
    with office.read() as session:
        found = visits_of(session)
        session.expunge_all()
        return found


def rounds(office: Office) -> list[Any]:
    """All rounds as they are kept."""
    with office.read() as session:
        found = rounds_of(session)
        session.expunge_all()
        return found


def refresh(page: BoardPage) -> None:
    """What was done is done and shown, as the place around the page sees to."""
    tasks.wait_idle()
    page.read()
    tasks.wait_idle()


def press(qtbot: QtBot, page: BoardPage, *keys: Any, modifiers: Any = PLAIN) -> None:
    """Keys on the board, and what comes of them."""
    for key in keys:
        qtbot.keyClick(page.view, key, modifiers)
    refresh(page)


def middle_of(page: BoardPage, team_id: UUID, day: date) -> QPoint:
    """A point near the foot of a cell: where it costs least."""
    rect = page.view.cell_rect((team_id, day))
    return QPoint(rect.center().x(), rect.bottom() - 6)


def drag_due(qtbot: QtBot, page: BoardPage, key: UUID, to: QPoint, *, let_go: bool = True) -> None:
    """Take a due line by the mouse, over the board, and let it go there."""
    due = page.due.list
    port, board = due.viewport(), page.view.viewport()
    page.due.select(key)
    start = due.visualRect(due.currentIndex()).center()
    there = port.mapFromGlobal(board.mapToGlobal(to))
    qtbot.mousePress(port, LEFT, pos=start)
    qtbot.mouseMove(port, start + QPoint(-8, 0))
    qtbot.mouseMove(port, there)
    if let_go:
        qtbot.mouseRelease(port, LEFT, pos=there)
        refresh(page)


def drag_visit(qtbot: QtBot, page: BoardPage, visit_id: UUID, to: QPoint) -> None:
    """Take a visit on the board by its middle, move it and let it go."""
    port, start = page.view.viewport(), page.view.rect_of(visit_id).center()
    qtbot.mousePress(port, LEFT, pos=start)
    qtbot.mouseMove(port, start + QPoint(0, 10))
    qtbot.mouseMove(port, to)
    qtbot.mouseRelease(port, LEFT, pos=to)
    refresh(page)
