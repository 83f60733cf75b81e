"""Proposed rounds in the window: searched off its thread, stopped, taken, taken back; and the map beside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from centre_app.office import Office
from centre_app.outreach.actions import plan_visit
from tests.centre_app.outreach.planned_centre import MONDAY, TUESDAY, Planned
from tests.ui.outreach.board_centre import refresh, rounds, visits
from ui import messages, tasks
from ui.outreach.board_page import BoardPage
from ui.outreach.map_page import MapPage
from ui.outreach.propose_dialog import ProposeDialog


def proposed(qtbot: QtBot, page: BoardPage) -> ProposeDialog:
    """The dialog with what came of the search."""
    dialog = ProposeDialog(page, page.shell, MONDAY, None)
    dialog.seconds = 1.0
    dialog.taken.connect(page._rounds_taken)
    dialog.open()
    dialog.begin()
    qtbot.waitUntil(lambda: dialog.proposal is not None, timeout=20_000)
    return dialog


def test_rounds_are_proposed_taken_and_taken_back(
    qtbot: QtBot, board_page: BoardPage, rounds_centre: Planned, office: Office
) -> None:
    dialog = proposed(qtbot, board_page)
    assert dialog.take_button.isEnabled()
    figures = {row.key: (row.before, row.after) for row in dialog.figures.rows()}
    assert figures["visited"] == ("0", "5")
    assert len(dialog.stops.rows()) == 5
    assert visits(office) == [], "nothing is written until the rounds are taken"
    dialog.take()
    refresh(board_page)
    assert len(visits(office)) == 5
    assert messages.waiting()[-1].text == "5 visits are planned."
    board_page.moves.undo()
    refresh(board_page)
    assert (visits(office), rounds(office)) == ([], [])


def test_stop_shows_what_was_found_so_far(qtbot: QtBot, board_page: BoardPage) -> None:
    dialog = ProposeDialog(board_page, board_page.shell, MONDAY, None)
    dialog.open()
    dialog.begin()
    dialog.stop()
    qtbot.waitUntil(lambda: dialog.proposal is not None, timeout=20_000)
    assert dialog.pages.currentIndex() == 1
    dialog.reject()


def test_a_week_that_was_changed_meanwhile_is_told(
    qtbot: QtBot, board_page: BoardPage, rounds_centre: Planned, office: Office
) -> None:
    dialog = proposed(qtbot, board_page)
    with office.write() as session:
        plan_visit(session, team_id=rounds_centre.valley, day=TUESDAY, service_id=rounds_centre.services[0])
    dialog.take()
    tasks.wait_idle()
    assert dialog.isVisible()
    assert "changed" in dialog.problem.text()
    dialog.reject()


def test_the_map_lists_what_it_cannot_draw_and_each_round(
    rounds_centre: Planned, office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    page = MapPage(shell_of(office))
    show(page)
    page.open(week=MONDAY)
    tasks.wait_idle()
    assert page.pages.currentWidget() is page.nothing
    with office.write() as session:
        plan_visit(session, team_id=rounds_centre.mountain, day=MONDAY, service_id=rounds_centre.services[0])
    page.read()
    tasks.wait_idle()
    assert page.pages.currentWidget() is not page.nothing
    assert page.view.accessibleDescription().startswith("A: Mon 23.11 · Гурӯҳи кӯҳ")
    drawing = page.view.drawing
    assert drawing is not None
    assert [one.name for one in drawing.unplaced] == ["Ховалинг", "Сари Хосор"]
