"""Booking one session or a series: what is offered first, what is said meanwhile, what is refused."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from centre_app.codelists.queries import labels
from centre_app.errors import UserError
from centre_app.office import Office
from centre_app.therapy.actions import undo_calendar
from centre_app.therapy.models import SessionChild, TherapySession
from centre_app.workplace.actions import RoomInput, change_room, set_type_facts
from centre_app.workplace.rules import TypeFacts
from tests.ui.therapy.week_centre import THURSDAY, TUESDAY, WeekCentre, make_week
from ui import tasks
from ui.therapy.booking_dialog import BookingDialog, Wish, open_booking
from ui.therapy.booking_fields import ChildrenField
from ui.therapy.booking_values import days_in

Opened = Callable[..., BookingDialog]


@pytest.fixture
def centre(office: Office) -> WeekCentre:
    return make_week(office)


@pytest.fixture
def opened(
    centre: WeekCentre,
    office: Office,
    shell_of: Callable[[Any], Any],
    show: Callable[[QWidget], QWidget],
) -> Opened:
    """The dialog on a wish; ``dialog.told`` is what it told when something was booked."""
    shell = shell_of(office)
    told: list[tuple[Any, str]] = []
    kept: list[QWidget] = []

    def made(**wish: Any) -> BookingDialog:
        parent = show(QWidget())
        kept.append(parent)
        open_booking(parent, shell, Wish(**{"day": THURSDAY, **wish}), lambda undo, said: told.append((undo, said)))
        tasks.wait_idle()
        dialog = next(iter(parent.findChildren(BookingDialog)))
        dialog.told = told  # type: ignore[attr-defined]
        return dialog

    return made


def fill(dialog: BookingDialog, **values: Any) -> None:
    """Type these, in the order given, and wait for what the dialog has to say."""
    for name, value in values.items():
        form = dialog.repeat if name in dialog.repeat.raw() else dialog.form
        form.editor(name).set_value(value)
        form.changed.emit(name)
    dialog.preview()
    tasks.wait_idle()


def save(dialog: BookingDialog) -> None:
    dialog.save()
    tasks.wait_idle()


def booked_on(office: Office, day: date) -> list[Any]:
    table = TherapySession.__table__
    with office.read() as session:
        return list(session.execute(select(table).where(table.c.day == day).order_by(table.c.start_minute)))


def child(centre: WeekCentre, at: int = 0) -> list[tuple[uuid.UUID, str]]:
    return [(centre.children[at], "…")]


def offered(dialog: BookingDialog, name: str) -> list[str]:
    box: Any = dialog.form.widget(name)
    return [box.itemText(at) for at in range(1, box.count())]


def test_a_session_is_booked_and_taken_back(opened: Opened, centre: WeekCentre, office: Office) -> None:
    dialog = opened(start_minute=600, therapist_id=centre.nigina, room_id=centre.room)
    fill(dialog, type="speech_therapy", child_ids=child(centre))
    save(dialog)
    (row,) = booked_on(office, THURSDAY)
    assert (row.start_minute, row.minutes, row.therapist_id, row.room_id) == (600, 30, centre.nigina, centre.room)
    ((undo, said),) = dialog.told  # type: ignore[attr-defined]
    assert said == "The session is booked."
    with office.write() as session:
        undo_calendar(session, undo)
    assert booked_on(office, THURSDAY) == []


def test_a_type_brings_its_usual_minutes_until_others_are_typed(
    opened: Opened, centre: WeekCentre, office: Office
) -> None:
    with office.write() as session:
        set_type_facts(session, "massage", TypeFacts(usual_minutes=45))
    dialog = opened()
    fill(dialog, type="speech_therapy")
    assert dialog.form.raw()["minutes"] == "30"
    fill(dialog, type="massage")
    assert dialog.form.raw()["minutes"] == "45"
    fill(dialog, minutes=20)
    fill(dialog, type="speech_therapy")
    assert dialog.form.raw()["minutes"] == "20"


def test_who_gives_the_type_stands_first_and_so_do_the_rooms_with_its_equipment(
    opened: Opened, centre: WeekCentre, office: Office
) -> None:
    with office.write() as session:
        equipment = next(iter(labels(session, "equipment", "en")))
        set_type_facts(session, "massage", TypeFacts(30, 8, (equipment,)))
        change_room(session, centre.other_room, RoomInput("Толори масҳ", None, (equipment,)))
    dialog = opened()
    fill(dialog, type="massage")
    assert offered(dialog, "therapist_id") == ["Ҷӯраев Баҳром", "Сафарова Нигина – gives other sessions"]
    assert offered(dialog, "room_id") == ["Толори масҳ", "Кабинети логопед – without the equipment"]
    fill(dialog, type="speech_therapy")
    assert offered(dialog, "therapist_id")[0] == "Сафарова Нигина"


def test_what_speaks_against_it_is_said_while_typing_and_blocks_nothing(opened: Opened, centre: WeekCentre) -> None:
    dialog = opened(day=TUESDAY, therapist_id=centre.nigina)
    fill(dialog, type="speech_therapy", child_ids=child(centre), start_minute=600)
    assert "Сафарова Нигина has another session then" in dialog.clashes.text()
    assert dialog.reason.isHidden()
    assert dialog.save_button.isEnabled()
    fill(dialog, start_minute=690)
    assert dialog.clashes.isHidden()


def test_nothing_is_said_of_what_is_not_typed_yet(opened: Opened) -> None:
    dialog = opened(start_minute=600)
    assert dialog.clashes.isHidden()
    fill(dialog, type="speech_therapy")
    assert dialog.clashes.isHidden()


def test_a_child_in_two_places_is_refused_at_its_field(opened: Opened, centre: WeekCentre, office: Office) -> None:
    dialog = opened(day=TUESDAY, start_minute=540)
    fill(dialog, type="psychologist", child_ids=child(centre))
    save(dialog)
    assert dialog.isVisible()
    assert dialog.form.error("child_ids")
    assert len(booked_on(office, TUESDAY)) == 3


def test_a_soft_clash_is_booked_only_with_a_reason(opened: Opened, centre: WeekCentre, office: Office) -> None:
    dialog = opened(start_minute=800, therapist_id=centre.nigina)  # in the lunch hour
    fill(dialog, type="speech_therapy", child_ids=child(centre))
    assert not dialog.reason.isHidden()
    save(dialog)
    assert booked_on(office, THURSDAY) == []
    assert dialog.reason.error("clash_reason")
    dialog.reason.editor("clash_reason").set_value("танҳо ин вақт меояд")
    save(dialog)
    assert [row.clash_reason for row in booked_on(office, THURSDAY)] == ["танҳо ин вақт меояд"]


def test_a_series_says_beforehand_which_days_it_has(opened: Opened, centre: WeekCentre, office: Office) -> None:
    dialog = opened(start_minute=600, therapist_id=centre.nigina)
    assert dialog.repeat.isHidden()
    fill(dialog, type="speech_therapy", child_ids=child(centre), every=1)
    assert not dialog.repeat.isHidden()
    fill(dialog, weekdays=(2, 4), until=date(2026, 12, 31), exceptions="24.12, 29.12")
    assert dialog.days.text().startswith("9 sessions, from 26.11.2026 to 31.12.2026")
    save(dialog)
    ((_undo, said),) = dialog.told  # type: ignore[attr-defined]
    assert said == "9 sessions booked."
    with office.read() as session:
        many = session.execute(
            select(func.count()).select_from(SessionChild).where(SessionChild.child_id == centre.children[0])
        ).scalar_one()
    assert many == 10  # with the one of before


def test_days_that_a_series_leaves_out_are_told(opened: Opened, centre: WeekCentre) -> None:
    dialog = opened(start_minute=600, therapist_id=centre.nigina)
    fill(dialog, type="speech_therapy", child_ids=child(centre), every=1, weekdays=(1,), until=date(2027, 3, 29))
    assert "22.03.2027: Public holiday" in dialog.days.text()


def test_a_series_without_an_end_or_with_ten_thousand_sessions_is_refused_in_words(
    opened: Opened, centre: WeekCentre, office: Office
) -> None:
    dialog = opened(start_minute=600)
    fill(dialog, type="speech_therapy", child_ids=child(centre), every=1)
    save(dialog)
    assert "when the series ends" in dialog.repeat.error("until")
    fill(dialog, weekdays=(1, 2, 3, 4, 5), count=10_000)
    assert "10000" in dialog.days.text()
    save(dialog)
    assert "10000" in dialog.repeat.error("until")
    assert booked_on(office, THURSDAY) == []


def test_both_ends_of_a_series_are_one_too_many(opened: Opened, centre: WeekCentre) -> None:
    dialog = opened(start_minute=600)
    fill(dialog, type="speech_therapy", child_ids=child(centre), every=1, until=date(2026, 12, 31), count=4)
    save(dialog)
    assert "not both" in dialog.repeat.error("count")


def test_children_are_found_by_a_few_letters_and_taken_with_enter(
    qtbot: QtBot, opened: Opened, centre: WeekCentre
) -> None:
    dialog = opened()
    field: Any = dialog.form.widget("child_ids")
    assert isinstance(field, ChildrenField)
    qtbot.keyClicks(field.search, "jamshed")
    qtbot.waitUntil(field.found.isVisible)
    qtbot.keyClick(field.search, Qt.Key.Key_Return)
    assert list(field.chosen) == [centre.children[0]]
    field.search.setText("мадина")
    qtbot.keyClick(field.search, Qt.Key.Key_Return)  # quicker than the search
    qtbot.waitUntil(lambda: len(field.chosen) == 2)
    assert list(field.chosen)[1] == centre.children[1]
    field.remove(centre.children[0])
    assert list(field.chosen) == [centre.children[1]]


def test_closing_with_something_typed_asks_first(opened: Opened, centre: WeekCentre) -> None:
    dialog = opened()
    fill(dialog, type="massage")
    dialog.reject()
    assert dialog.isVisible()


def test_days_left_out_without_a_year_come_after_the_first_day() -> None:
    first = date(2026, 11, 26)
    assert days_in("24.12; 7.1, 08.03.2027", first) == (date(2026, 12, 24), date(2027, 1, 7), date(2027, 3, 8))
    assert days_in(" ", first) == ()


@pytest.mark.parametrize("typed", ["soon", "24.12, 40.13"])
def test_what_is_no_day_is_said_at_its_field(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        days_in(typed, THURSDAY)
    assert refused.value.field == "exceptions"
