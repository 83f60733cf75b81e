"""The week by keys alone: gone through, carried, called off, pinned, taken back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from centre_app.office import Office
from tests.ui.therapy.hands import ALT, LEFT, SHIFT, dialog_of, press
from tests.ui.therapy.week_centre import MONDAY, TUESDAY, WEDNESDAY, WeekCentre, place, stored
from ui import tasks
from ui.shared.dialog import FormDialog
from ui.therapy.booking_dialog import BookingDialog
from ui.therapy.calendar_cards import in_words
from ui.therapy.week_page import WeekPage


def test_arrows_go_through_the_sessions_and_say_which_it_is(
    qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre
) -> None:
    seen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up):
        press(qtbot, week_page, key)
        seen.append(week_page.view.current)
        card = week_page.view.current_card()
        assert card is not None
        assert week_page.view.accessibleDescription() == in_words(card, week_page.view.week.lanes[card.lane])
    assert seen == [week_centre.first, week_centre.second, week_centre.series[0], week_centre.second, week_centre.first]
    assert "09:00–09:30" in week_page.view.accessibleDescription()
    assert "Раҳимов Ҷамшед" in week_page.view.accessibleDescription()


def test_tab_into_the_calendar_stands_on_a_session_at_once(week_page: WeekPage, week_centre: WeekCentre) -> None:
    week_page.week_head.setFocus()
    week_page.view.setFocus(Qt.FocusReason.TabFocusReason)
    week_page.activateWindow()
    QApplication.sendEvent(week_page.view, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert week_page.view.current == week_centre.first


def test_enter_opens_the_session(qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre) -> None:
    asked: list[Any] = []
    week_page.asked.connect(lambda key, to: asked.append((key, to)))
    week_page.view.set_current(week_centre.first)
    press(qtbot, week_page, Qt.Key.Key_Return)
    assert asked == [("session", {"session": week_centre.first})]


@pytest.mark.parametrize(
    ("key", "modifiers", "expected"),
    [
        (Qt.Key.Key_Down, ALT, (TUESDAY, 545, 30)),
        (Qt.Key.Key_PageDown, ALT, (TUESDAY, 555, 30)),
        (Qt.Key.Key_Right, ALT, None),
        (Qt.Key.Key_Left, ALT, (MONDAY, 540, 30)),
        (Qt.Key.Key_Down, ALT | SHIFT, (TUESDAY, 540, 35)),
        (Qt.Key.Key_Up, ALT | SHIFT, (TUESDAY, 540, 25)),
    ],
)
def test_alt_and_arrows_move_the_session(
    qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre, office: Office, key: Any, modifiers: Any, expected: Any
) -> None:
    week_page.view.set_current(week_centre.first)
    press(qtbot, week_page, key, modifiers)
    assert place(office, week_centre.first) == (expected or (WEDNESDAY, 540, 30))
    assert week_page.week_head.seen().day == MONDAY  # the strip's own Alt+Left did not go with it


def test_held_alt_carries_over_what_is_in_the_way_and_is_one_move(
    qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre, office: Office
) -> None:
    view = week_page.view
    view.set_current(week_centre.first)
    qtbot.keyPress(view, Qt.Key.Key_Alt)
    for _step in range(10):  # through the session at 10:00 to 11:30
        view._carry_by(Qt.Key.Key_PageDown, longer=False)
    assert place(office, week_centre.first) == (TUESDAY, 540, 30)
    qtbot.keyRelease(view, Qt.Key.Key_Alt)
    tasks.wait_idle()
    assert place(office, week_centre.first) == (TUESDAY, 690, 30)
    week_page.moves.undo()
    tasks.wait_idle()
    assert place(office, week_centre.first) == (TUESDAY, 540, 30)


def test_escape_leaves_it_where_it_was(
    qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre, office: Office
) -> None:
    week_page.view.set_current(week_centre.first)
    week_page.view._carry_by(Qt.Key.Key_PageDown, longer=False)
    press(qtbot, week_page, Qt.Key.Key_Escape)
    assert week_page.view.carried is None
    assert place(office, week_centre.first) == (TUESDAY, 540, 30)


def test_delete_asks_by_whom_and_why_and_undo_plans_it_again(
    qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre, office: Office
) -> None:
    week_page.view.set_current(week_centre.first)
    press(qtbot, week_page, Qt.Key.Key_Delete)
    dialog = dialog_of(week_page)
    dialog.save()
    assert dialog.form.error("by") == "This is needed."
    dialog.form.editor("by").set_value("family")
    dialog.form.editor("reason").set_value("illness")
    dialog.save()
    tasks.wait_idle()
    row = stored(office, week_centre.first)
    assert (row.status, row.reason) == ("cancelled_by_family", "illness")
    qtbot.waitUntil(lambda: not week_page.findChildren(FormDialog))
    week_page.activateWindow()
    week_page.view.setFocus()
    qtbot.waitUntil(week_page.view.hasFocus)
    qtbot.keyClick(week_page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    tasks.wait_idle()
    assert stored(office, week_centre.first).status == "planned"


def test_p_pins_and_p_again_lets_go(qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre, office: Office) -> None:
    week_page.view.set_current(week_centre.first)
    for pinned in (True, False):
        press(qtbot, week_page, Qt.Key.Key_P)
        assert stored(office, week_centre.first).pinned is pinned
        week_page.read()
        tasks.wait_idle()


def test_n_books_after_the_current_session(qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre) -> None:
    week_page.view.set_current(week_centre.first)
    press(qtbot, week_page, Qt.Key.Key_N)
    dialog = next(one for one in week_page.findChildren(BookingDialog) if one.isVisible())
    values = dialog.form.raw()
    assert (values["day"], values["start_minute"], values["therapist_id"]) == (
        "24.11.2026",
        "09:30",
        str(week_centre.nigina),
    )
    dialog.reject()


def test_a_double_click_on_free_place_books_there(qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre) -> None:
    there = week_page.view.point_of(3, 14 * 60 + 20)
    qtbot.mouseDClick(week_page.view.viewport(), LEFT, pos=there)
    tasks.wait_idle()
    dialog = next(one for one in week_page.findChildren(BookingDialog) if one.isVisible())
    assert (dialog.form.raw()["day"], dialog.form.raw()["start_minute"]) == ("26.11.2026", "14:15")
    dialog.reject()
