"""The week under the mouse: dragged, lengthened, refused with a reason, put down with one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from pytestqt.qtbot import QtBot

from centre_app.office import Office
from centre_app.therapy.actions import Booking, book_session, cancel_session
from centre_app.therapy.calendar import session_row
from tests.ui.therapy.hands import LEFT, at, dialog_of, drag, said
from tests.ui.therapy.week_centre import THURSDAY, TUESDAY, WeekCentre, place, stored
from ui import tasks
from ui.therapy.week_page import WeekPage


def test_a_session_is_dragged_to_another_day_and_hour(
    qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre, office: Office
) -> None:
    drag(qtbot, week_page, week_centre.first, at(week_page, THURSDAY, 570))
    assert place(office, week_centre.first) == (THURSDAY, 570, 30)


def test_dragging_its_edge_lengthens_a_session(
    qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre, office: Office
) -> None:
    card = week_page.view.rect_of(week_centre.first)
    end = week_page.view.point_of(1, 585)
    drag(qtbot, week_page, week_centre.first, QPoint(card.center().x(), end.y()), grab="end")
    assert place(office, week_centre.first) == (TUESDAY, 540, 45)


def test_what_cannot_be_is_refused_with_its_reason(
    qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre, office: Office
) -> None:
    drag(qtbot, week_page, week_centre.first, at(week_page, TUESDAY, 600))
    assert place(office, week_centre.first) == (TUESDAY, 540, 30)
    assert "Сафарова Нигина has another session then" in said()[-1]


def test_the_reason_stands_beside_the_card_while_it_is_held(
    qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre
) -> None:
    port, card = week_page.view.viewport(), week_page.view.rect_of(week_centre.first)
    qtbot.mousePress(port, LEFT, pos=card.center())
    qtbot.mouseMove(port, at(week_page, TUESDAY, 600))
    carried = week_page.view.carried
    assert carried is not None
    assert carried.verdict.refused
    assert not week_page.view.carried_rects()[1].isEmpty()
    qtbot.mouseMove(port, at(week_page, TUESDAY, 690))
    assert carried.verdict.reasons == ()
    assert week_page.view.carried_rects()[1].isEmpty()
    qtbot.keyClick(week_page.view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(port, LEFT)


def test_a_soft_clash_asks_why_and_keeps_the_reason(
    qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre, office: Office
) -> None:
    drag(qtbot, week_page, week_centre.first, at(week_page, TUESDAY, 780))
    assert place(office, week_centre.first) == (TUESDAY, 540, 30)
    dialog = dialog_of(week_page)
    dialog.save()
    tasks.wait_idle()
    assert dialog.form.error("clash_reason") == "This is needed."
    dialog.form.editor("clash_reason").set_value("занятие по просьбе матери")
    dialog.save()
    tasks.wait_idle()
    assert place(office, week_centre.first) == (TUESDAY, 780, 30)
    assert stored(office, week_centre.first).clash_reason == "занятие по просьбе матери"


def test_a_click_alone_moves_nothing(
    qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre, office: Office
) -> None:
    port, card = week_page.view.viewport(), week_page.view.rect_of(week_centre.first)
    qtbot.mousePress(port, LEFT, pos=card.center())
    qtbot.mouseMove(port, card.center() + QPoint(1, 1))
    qtbot.mouseRelease(port, LEFT, pos=card.center() + QPoint(1, 1))
    tasks.wait_idle()
    assert week_page.view.current == week_centre.first
    assert place(office, week_centre.first) == (TUESDAY, 540, 30)


class _Painted(QObject):
    """Notes what of a widget is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def test_carrying_repaints_only_where_the_card_was_and_is(
    qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre
) -> None:
    view = week_page.view
    view.set_current(week_centre.first)
    carried = view.carry(view.week.by_id[week_centre.first])
    carried.by(minutes=15, among=5)
    view.carried_changed()
    qtbot.wait(20)
    before = view.carried_rects()[0]
    watch = _Painted()
    view.viewport().installEventFilter(watch)
    carried.by(minutes=15, among=5)
    view.carried_changed()
    qtbot.waitUntil(lambda: not watch.region.isEmpty())
    after = view.carried_rects()[0]
    assert watch.region.subtracted(QRegion(before) + QRegion(after)).isEmpty()
    view.let_go(keep=False)


def test_everybody_on_one_day_stands_across_and_a_drag_gives_the_session_to_another(
    qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre, office: Office
) -> None:
    week_page.week_head.choose("everybody", None)
    week_page.open(day=TUESDAY)
    tasks.wait_idle()
    assert [key.therapist_id for key in week_page.keys] == [week_centre.nigina, week_centre.bahrom]
    there = week_page.view.point_of(1, 705)
    drag(qtbot, week_page, week_centre.first, there)
    dialog = dialog_of(week_page)  # he does not give speech therapy: only with a reason
    dialog.form.editor("clash_reason").set_value("ҷойгузин")
    dialog.save()
    tasks.wait_idle()
    assert stored(office, week_centre.first).therapist_id == week_centre.bahrom


def test_a_cancelled_session_comes_back_only_with_a_reason_where_something_clashes(
    week_page: WeekPage, week_centre: WeekCentre, office: Office
) -> None:
    with office.write() as session:
        cancel_session(session, week_centre.first, "family", "illness")
        booking = Booking(TUESDAY, 540, 30, "speech_therapy", None, week_centre.room, (week_centre.children[2],))
        book_session(session, booking)
        row = session_row(session, week_centre.first, "en")
    week_page.moves.restore(row)
    tasks.wait_idle()
    dialog = dialog_of(week_page)
    assert stored(office, week_centre.first).status == "cancelled_by_family"
    dialog.form.editor("clash_reason").set_value("якҷоя кор мекунанд")
    dialog.save()
    tasks.wait_idle()
    assert stored(office, week_centre.first).status == "planned"


@pytest.mark.parametrize("hard", [True, False])
def test_what_somebody_else_has_booked_meanwhile_is_said_when_the_session_is_put_down(
    qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre, office: Office, hard: bool
) -> None:
    tasks.use(None)  # this screen hears nothing of it
    with office.write() as session:
        therapist = week_centre.nigina if hard else None
        book_session(
            session,
            Booking(THURSDAY, 570, 30, "speech_therapy", therapist, week_centre.room, (week_centre.children[2],)),
        )
    tasks.use(office)
    drag(qtbot, week_page, week_centre.first, at(week_page, THURSDAY, 570))
    assert place(office, week_centre.first) == (TUESDAY, 540, 30)
    if hard:
        assert "Сафарова Нигина has another session then" in said()[-1]
    else:
        dialog = dialog_of(week_page)
        dialog.form.editor("clash_reason").set_value("якҷоя кор мекунанд")
        dialog.save()
        tasks.wait_idle()
        assert place(office, week_centre.first) == (THURSDAY, 570, 30)
