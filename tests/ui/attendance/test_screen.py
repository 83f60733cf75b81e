"""Marking a month and a day by keyboard, on a real file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from centre_app.attendance.models import Mark
from centre_app.changes import Change
from centre_app.children.actions import ChildInput, FirstEnrolment, register_child
from centre_app.codelists.actions import load_given_lists
from centre_app.office import Office
from centre_app.sites.queries import services
from tests.conftest import TODAY
from ui import tasks
from ui.attendance.screen import AttendanceScreen

NAMES = (("Раҳимов", "Ҷамшед"), ("Сафарова", "Нигина"), ("Ӯзбеков", "Зафар"))


@pytest.fixture
def centre(office: Office) -> Office:
    """Three children in the first group since September."""
    with office.write() as session:
        load_given_lists(session)
        service = services(session)[0]
        for surname, given in NAMES:
            register_child(
                session,
                ChildInput(given_name=given, surname=surname),
                enrol=FirstEnrolment(service.id, date(2026, 9, 1), service.groups[0].id),
            )
    return office


@pytest.fixture
def screen(centre: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]) -> AttendanceScreen:
    """The screen on November, the cursor on today."""
    made = AttendanceScreen(shell_of(centre))
    show(made)
    made.come_up()
    tasks.wait_idle()
    return made


def marks(office: Office) -> dict[tuple[str, date], tuple[str, str | None]]:
    with office.read() as session:
        from centre_app.children.models import Child, Enrolment

        rows = session.execute(
            select(Child.surname, Mark.day, Mark.status, Mark.reason)
            .join(Enrolment, Enrolment.id == Mark.enrolment_id)
            .join(Child, Child.id == Enrolment.child_id)
        )
        return {(surname, day): (status, reason) for surname, day, status, reason in rows}


def press(qtbot: QtBot, screen: AttendanceScreen, key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(screen.month_page.view, key, modifier)
    tasks.wait_idle()


def test_the_cursor_stands_on_today(screen: AttendanceScreen) -> None:
    index = screen.month_page.view.currentIndex()
    assert screen.month_page.model.day(index.column()) == TODAY


def test_space_is_present_and_a_letter_is_its_mark(qtbot: QtBot, screen: AttendanceScreen, centre: Office) -> None:
    press(qtbot, screen, Qt.Key.Key_Space)
    press(qtbot, screen, Qt.Key.Key_Down)
    press(qtbot, screen, Qt.Key.Key_S)
    assert marks(centre) == {("Раҳимов", TODAY): ("present", None), ("Сафарова", TODAY): ("absent", "illness")}


def test_control_enter_fills_the_day_and_leaves_what_is_marked(
    qtbot: QtBot, screen: AttendanceScreen, centre: Office
) -> None:
    press(qtbot, screen, Qt.Key.Key_L)
    press(qtbot, screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [status for _key, (status, _reason) in sorted(marks(centre).items())] == ["late", "present", "present"]


def test_shift_and_arrows_take_a_range_over_closed_days(qtbot: QtBot, screen: AttendanceScreen, centre: Office) -> None:
    # From Friday the 20th back over the weekend to Friday the 13th.
    for _step in range(7):
        press(qtbot, screen, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, screen, Qt.Key.Key_Space)
    days = sorted(day.day for _name, day in marks(centre))
    assert days == [13, 16, 17, 18, 19, 20]


def test_undo_takes_back_and_redo_does_again(qtbot: QtBot, screen: AttendanceScreen, centre: Office) -> None:
    press(qtbot, screen, Qt.Key.Key_Space)
    screen.marking.undo()
    tasks.wait_idle()
    assert marks(centre) == {}
    screen.marking.redo()
    tasks.wait_idle()
    assert marks(centre) == {("Раҳимов", TODAY): ("present", None)}


def test_a_closed_day_is_not_marked_and_says_why(qtbot: QtBot, screen: AttendanceScreen, centre: Office) -> None:
    model = screen.month_page.model
    saturday = next(column for column in range(model.days) if model.day(column) == date(2026, 11, 14))
    screen.month_page.view.go_to(0, saturday)
    press(qtbot, screen, Qt.Key.Key_Space)
    assert marks(centre) == {}
    assert "Saturday" in model.words(model.index(0, saturday))


def test_a_day_to_come_cannot_be_present_and_the_grid_shows_what_is_saved(
    qtbot: QtBot, screen: AttendanceScreen, centre: Office
) -> None:
    model = screen.month_page.model
    monday = next(column for column in range(model.days) if model.day(column) == date(2026, 11, 23))
    screen.month_page.view.go_to(0, monday)
    press(qtbot, screen, Qt.Key.Key_Space)
    assert marks(centre) == {}
    assert model.cell(model.index(0, monday)) is None


def test_delete_takes_the_mark_away(qtbot: QtBot, screen: AttendanceScreen, centre: Office) -> None:
    press(qtbot, screen, Qt.Key.Key_Space)
    press(qtbot, screen, Qt.Key.Key_Delete)
    assert marks(centre) == {}


def test_rows_stand_in_the_alphabet_and_totals_follow(qtbot: QtBot, screen: AttendanceScreen) -> None:
    model = screen.month_page.model
    assert model.grid is not None
    assert [row.name.split()[0] for row in model.grid.rows] == ["Раҳимов", "Сафарова", "Ӯзбеков"]
    press(qtbot, screen, Qt.Key.Key_Space)
    column = screen.month_page.view.currentIndex().column()
    assert model.day_totals(column) == (1, 2)
    assert model.row_totals(0)[0] == 1


def test_the_grids_model_obeys_qt(screen: AttendanceScreen) -> None:
    QAbstractItemModelTester(screen.month_page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_the_day_view_marks_the_chosen_children(qtbot: QtBot, screen: AttendanceScreen, centre: Office) -> None:
    screen.open(day=TODAY)
    tasks.wait_idle()
    view = screen.day_page.table.view
    view.selectRow(2)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    tasks.wait_idle()
    assert marks(centre) == {("Ӯзбеков", TODAY): ("present", None)}
    screen.take_changes(frozenset({Change.ATTENDANCE}))
    tasks.wait_idle()
    assert screen.day_page.table.rows()[2].cell.status == "present"


def test_a_read_only_window_marks_nothing(
    qtbot: QtBot, centre: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    centre.read_only = True
    made = AttendanceScreen(shell_of(centre))
    show(made)
    made.come_up()
    tasks.wait_idle()
    qtbot.keyClick(made.month_page.view, Qt.Key.Key_Space)
    tasks.wait_idle()
    assert marks(centre) == {}


def test_without_services_the_place_says_how_to_begin(
    office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    from centre_app.sites.actions import ServiceChanges, change_service

    with office.write() as session:
        for service in services(session):
            change_service(
                session, service.id, ServiceChanges(service.name, service.kind, service.places, active=False)
            )
    made = AttendanceScreen(shell_of(office))
    show(made)
    made.come_up()
    tasks.wait_idle()
    assert made.pages.currentWidget() is made.empty
