"""Calendar: the working week, holidays with corrections, closures, and the year as a picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from centre_app.attendance.actions import mark_group_present
from centre_app.children.actions import ChildInput, register_child
from centre_app.children.inputs import FirstEnrolment
from centre_app.office import Office
from centre_app.open_days.queries import day_states
from centre_app.open_days.rules import DayState
from centre_app.sites.queries import services, the_site
from tests.conftest import TODAY
from tests.ui.settings.conftest import dialog, settle
from ui.messages import MessageArea
from ui.settings.calendar import CalendarPage
from ui.settings.calendar_entries import ClosingDialog
from ui.shared.dialog import FormDialog

WEDNESDAY = date(2026, 11, 25)


@pytest.fixture
def shown(page: Callable[[type[CalendarPage]], CalendarPage]) -> CalendarPage:
    return page(CalendarPage)


def state(office: Office, day: date) -> DayState:
    """A day as the centre counts it."""
    with office.read() as session:
        return day_states(session, the_site(session).id, day, day)[day]


def undo(area: MessageArea) -> None:
    """Press *Undo* in the newest message."""
    button = area.shown()[-1].done
    assert button is not None
    button.click()
    settle()


@pytest.fixture
def area() -> MessageArea:
    """Where messages are said."""
    return MessageArea()


def test_the_week_is_changed_by_its_boxes_and_can_be_undone(
    shown: CalendarPage, centre: Office, area: MessageArea
) -> None:
    saturday = date(2026, 11, 28)
    assert not state(centre, saturday).open
    shown.weekdays["6"].click()
    settle()
    assert state(centre, saturday).open
    undo(area)
    assert not state(centre, saturday).open
    assert not shown.weekdays["6"].isChecked()
    area.deleteLater()


def test_a_week_without_any_day_is_refused_and_shown_as_it_was(
    shown: CalendarPage, centre: Office, area: MessageArea
) -> None:
    for day in "1234":
        shown.weekdays[day].click()
        settle()
    shown.weekdays["5"].click()
    settle()
    assert "at least one working day" in area.shown()[-1].said.text
    assert shown.weekdays["5"].isChecked()
    assert state(centre, date(2026, 11, 27)).open
    area.deleteLater()


def test_a_holiday_is_none_here_and_is_one_again(shown: CalendarPage, centre: Office) -> None:
    navruz = date(2026, 3, 23)
    assert not state(centre, navruz).open
    shown.holidays.table.select(lambda line: line.day == navruz)
    shown.holidays.switch.click()
    settle()
    assert state(centre, navruz).open
    assert shown.holidays.switch.text() == "A holiday here after all"
    shown.holidays.switch.click()
    settle()
    assert not state(centre, navruz).open


def test_one_more_holiday_is_added_and_taken_away(shown: CalendarPage, centre: Office) -> None:
    shown.holidays.add()
    asked = dialog(ClosingDialog)
    asked.form.set_values({"first_day": WEDNESDAY, "note": "Рӯзи шаҳр"})
    asked.save()
    settle()
    why = state(centre, WEDNESDAY).why
    assert why is not None
    assert "Рӯзи шаҳр" in why.in_words()
    shown.holidays.table.select(lambda line: line.day == WEDNESDAY)
    shown.holidays.switch.click()
    settle()
    assert state(centre, WEDNESDAY).open


def close_days(shown: CalendarPage, first: date, last: date | None) -> None:
    """Fill the dialog of a closure and save."""
    shown.closures.add_closure()
    asked = dialog(ClosingDialog)
    asked.form.set_values({"first_day": first, "last_day": last, "reason": next(iter(shown.closures._reasons.in_use))})
    asked.save()
    settle()


def test_a_span_is_closed_and_undone(shown: CalendarPage, centre: Office, area: MessageArea) -> None:
    close_days(shown, WEDNESDAY, date(2026, 11, 27))
    assert not state(centre, date(2026, 11, 26)).open
    assert len(shown.closures.table.rows()) == 1
    undo(area)
    assert state(centre, date(2026, 11, 26)).open
    area.deleteLater()


def test_an_end_before_the_start_is_said_at_its_field(shown: CalendarPage, centre: Office) -> None:
    close_days(shown, WEDNESDAY, date(2026, 11, 20))
    assert "before the first day" in dialog(ClosingDialog).form.error("last_day")
    assert state(centre, WEDNESDAY).open


@pytest.fixture
def marked(centre: Office) -> UUID:
    """Two children marked present today."""
    with centre.write() as session:
        day_care = services(session)[0]
        group = day_care.groups[0].id
        enrol = FirstEnrolment(service_id=day_care.id, group_id=group, start_day=date(2026, 9, 1))
        for name in ("Ҷамшед", "Мадина"):
            register_child(session, ChildInput(given_name=name, surname="Раҳимов"), enrol=enrol)
    with centre.write() as session:
        mark_group_present(session, group, TODAY)
    return group


def test_before_days_with_marks_are_closed_it_says_how_many_and_asks(
    shown: CalendarPage, centre: Office, marked: UUID
) -> None:
    close_days(shown, TODAY, None)
    assert state(centre, TODAY).open
    question = dialog(QDialog)
    words = " ".join(part.accessibleName() or part.text() for part in question.findChildren(type(shown.words)))
    assert "2 attendance marks" in words
    next(each for each in question.findChildren(QPushButton) if each.text() == "Close the days").click()
    settle()
    assert not state(centre, TODAY).open


def test_saying_no_leaves_the_day_open_and_what_was_typed_in_the_form(
    shown: CalendarPage, centre: Office, marked: UUID
) -> None:
    close_days(shown, TODAY, None)
    dialog(QDialog).reject()
    settle()
    assert state(centre, TODAY).open
    assert dialog(ClosingDialog).form.raw()["first_day"] == "20.11.2026"


def test_an_extra_working_day_opens_a_closed_one_and_is_taken_away(shown: CalendarPage, centre: Office) -> None:
    saturday = date(2026, 11, 28)
    shown.closures.add_extra()
    asked = dialog(FormDialog)
    asked.form.set_values({"first_day": saturday})
    asked.save()
    settle()
    assert state(centre, saturday).open
    shown.closures.table.select(lambda row: row.first_day == saturday)
    shown.closures.away.click()
    settle()
    assert not state(centre, saturday).open


def test_another_year_shows_its_own_days(shown: CalendarPage) -> None:
    shown.go_year(1)
    settle()
    assert shown.year_words.text() == "2027"
    assert {line.day.year for line in shown.holidays.table.rows()} == {2027}


def test_in_the_picture_arrows_move_and_words_say_the_day(shown: CalendarPage, qtbot: QtBot) -> None:
    shown.picture.setFocus()
    assert shown.words.text() == "20.11.2026, Friday: the centre is open"
    qtbot.keyClick(shown.picture, Qt.Key.Key_Right)
    assert shown.words.text() == "21.11.2026, Saturday: Saturday: outside the working week"
    qtbot.keyClick(shown.picture, Qt.Key.Key_Down)
    assert shown.picture.current == date(2026, 11, 28)
    assert shown.picture.accessibleDescription() == shown.words.text()


def test_enter_on_a_day_of_the_picture_proposes_it_as_the_first_closed_day(shown: CalendarPage, qtbot: QtBot) -> None:
    shown.picture.setFocus()
    qtbot.keyClick(shown.picture, Qt.Key.Key_Return)
    assert dialog(ClosingDialog).form.raw()["first_day"] == "20.11.2026"


def test_a_click_chooses_the_day_under_it(shown: CalendarPage, qtbot: QtBot) -> None:
    place = next(rect for day, rect in shown.picture._places() if day == date(2026, 2, 14))
    qtbot.mouseClick(shown.picture, Qt.MouseButton.LeftButton, pos=place.center())
    assert shown.picture.current == date(2026, 2, 14)
