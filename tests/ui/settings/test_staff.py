"""The staff: added with hours as people write them, changed, leaving, away."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from centre_app.office import Office
from centre_app.security.access import Role
from centre_app.sites.queries import services, the_site
from centre_app.therapy.calendar import sessions_between, without_therapist
from centre_app.workplace.queries import AbsenceRow, StaffRow, Stretch, staff, staff_absences
from tests.conftest import TODAY
from tests.factories.children import make_enrolled
from tests.factories.therapy import make_session
from tests.factories.workplace import make_absence, make_staff
from tests.ui.conftest import FakeShell
from tests.ui.settings.conftest import dialog, settle
from ui import messages
from ui.messages import MessageArea
from ui.settings.staff import StaffPage
from ui.shared.dialog import FormDialog

NEXT_MONDAY = date(2026, 11, 23)


@pytest.fixture
def people(page: Callable[[type[StaffPage]], StaffPage], centre: Office) -> StaffPage:
    """The page with a speech therapist and a masseur."""
    with centre.write() as session:
        make_staff(session, "Сафарова Нигина", profession="логопед", hours="9-13, 14-17")
        make_staff(session, "Назаров Бахтиёр", skills=("massage",), hours="8-12")
    return page(StaffPage)


@pytest.fixture
def area() -> Iterator[MessageArea]:
    """Where messages are shown."""
    made = MessageArea()
    yield made
    made.deleteLater()


def stored(office: Office) -> tuple[StaffRow, ...]:
    """The staff as written down."""
    with office.read() as session:
        return staff(session)


def away(office: Office) -> tuple[AbsenceRow, ...]:
    """All absences of these years."""
    with office.read() as session:
        return staff_absences(session, date(2025, 1, 1), date(2028, 1, 1))


def shown(page: StaffPage) -> list[str]:
    """The names on show."""
    return [one.row.name for one in page.list.table.rows()]


def go_to(page: StaffPage, name: str) -> None:
    """Choose somebody."""
    assert page.list.table.select(lambda one: one.row.name == name)


def answer(**values: Any) -> FormDialog:
    """Fill the open dialog and save."""
    asked = dialog(FormDialog)
    asked.form.set_values(values)
    asked.save()
    settle()
    return asked


def undo(area: MessageArea) -> None:
    """Press *Undo* of the message that has one."""
    button = next(said.done for said in reversed(area.shown()) if said.done is not None and said.done.text() == "Undo")
    assert isinstance(button, QPushButton)
    button.click()
    settle()


def planned(office: Office, staff_id: uuid.UUID, *days: date) -> None:
    """Sessions at nine with somebody."""
    with office.write() as session:
        child = make_enrolled(session, services(session)[0].id)
        for day in days:
            make_session(
                session, the_site(session).id, day, {child: "invited"}, status="planned", start=540, therapist=staff_id
            )


def test_where_nobody_works_the_page_says_how_to_begin(page: Callable[[type[StaffPage]], StaffPage]) -> None:
    empty = page(StaffPage)
    assert shown(empty) == []
    assert not empty.list.change_button.isEnabled()
    assert not empty.absences.add_button.isEnabled()


def test_the_list_says_when_somebody_works_and_what_they_give(people: StaffPage) -> None:
    nigina, bakhtiyor = people.list.table.rows()
    assert (nigina.hours, nigina.gives) == ("Mon–Fri 09:00–13:00, 14:00–17:00", "speech therapy")
    assert (bakhtiyor.hours, bakhtiyor.gives, bakhtiyor.state) == ("Mon–Fri 08:00–12:00", "massage", "")


def test_somebody_is_added_with_hours_as_they_are_typed(people: StaffPage, centre: Office) -> None:
    people.add()
    answer(name="Каримова Дилноза", day1="9-13, 14.30-17", day3="0900-1200", skills=("sensory", "psychologist"))
    added = stored(centre)[-1]
    assert added.hours == (Stretch(1, 540, 780), Stretch(1, 870, 1020), Stretch(3, 540, 720))
    assert (added.skills, added.full_time_percent, added.account_id) == (("psychologist", "sensory"), 100, None)
    assert people.list.table.current().id == added.id


def test_hours_that_cannot_be_read_are_said_at_their_day_and_stay_typed(people: StaffPage, centre: Office) -> None:
    people.add()
    asked = answer(name="Каримова Дилноза", day2="9 till late")
    assert "cannot be read" in asked.form.error("day2")
    assert asked.form.raw()["day2"] == "9 till late"
    assert len(stored(centre)) == 2


def test_an_account_is_offered_to_one_person_only(people: StaffPage, centre: Office) -> None:
    go_to(people, "Сафарова Нигина")
    people.list.change_button.click()
    mine = centre.actor.account_id
    answer(account_id=mine)
    assert stored(centre)[0].account_id == mine
    people.change(people.list.table.rows()[1])
    offered = dialog(FormDialog).form.editor("account_id")
    offered.set_value(mine)
    assert offered.value() is None


def test_enter_changes_somebody_and_the_change_can_be_undone(
    people: StaffPage, centre: Office, qtbot: QtBot, area: MessageArea
) -> None:
    before = stored(centre)[0]
    go_to(people, "Сафарова Нигина")
    qtbot.keyClick(people.list.table.view, Qt.Key.Key_Return)
    answer(profession="главный логопед", day5="", skills=("speech_therapy", "parents"))
    changed = stored(centre)[0]
    assert (changed.profession, changed.skills) == ("главный логопед", ("parents", "speech_therapy"))
    assert {each.weekday for each in changed.hours} == {1, 2, 3, 4}
    undo(area)
    assert stored(centre)[0] == before


def test_a_change_leaves_the_last_day_alone(people: StaffPage, centre: Office) -> None:
    with centre.write() as session:
        make_staff(session, "Раҷабов Умед", works_until=date(2026, 12, 31))
    settle()
    people.change(people.list.table.rows()[2])
    answer(profession="дефектолог")
    assert stored(centre)[2].works_until == date(2026, 12, 31)


def test_after_a_last_day_planned_sessions_have_nobody_and_that_is_told_and_undone(
    people: StaffPage, centre: Office, area: MessageArea
) -> None:
    nigina = stored(centre)[0].id
    planned(centre, nigina, NEXT_MONDAY, date(2026, 11, 30), date(2026, 12, 7))
    go_to(people, "Сафарова Нигина")
    people.list.take_out()
    answer(works_until=date(2026, 11, 27))
    assert stored(centre)[0].works_until == date(2026, 11, 27)
    assert any("2 planned sessions after that day" in said.said.text for said in area.shown())
    undo(area)
    assert stored(centre)[0].works_until is None
    with centre.read() as session:
        assert without_therapist(session, TODAY) == ()
        back = sessions_between(session, TODAY, date(2027, 1, 1), language="en", therapist_id=nigina)
    assert len(back) == 3


def test_who_has_left_is_shown_only_when_asked_and_can_come_back(people: StaffPage, centre: Office) -> None:
    go_to(people, "Назаров Бахтиёр")
    people.list.take_out()
    answer(works_until=date(2026, 11, 1))
    assert shown(people) == ["Сафарова Нигина"]
    people.with_left.setChecked(True)
    assert shown(people) == ["Сафарова Нигина", "Назаров Бахтиёр"]
    assert people.list.table.rows()[1].state == "left on 01.11.2026"
    go_to(people, "Назаров Бахтиёр")
    people.list.use_button.click()
    settle()
    assert stored(centre)[1].works_until is None


def test_an_absence_is_written_for_the_one_chosen(people: StaffPage, centre: Office) -> None:
    go_to(people, "Назаров Бахтиёр")
    people.absences.add_button.click()
    answer(first_day=TODAY, reason="больничный")
    (row,) = away(centre)
    assert (row.staff_id, row.first_day, row.last_day, row.start_minute) == (stored(centre)[1].id, TODAY, TODAY, None)
    assert [each.reason for each in people.absences.table.rows()] == ["больничный"]
    assert people.list.table.rows()[1].state == "away today"
    go_to(people, "Сафарова Нигина")
    assert people.absences.table.rows() == []


def test_an_absence_of_hours_is_typed_like_hours(people: StaffPage, centre: Office) -> None:
    people.absences.add()
    asked = answer(first_day=NEXT_MONDAY, times="9-11, 14-15")
    assert "One stretch" in asked.form.error("times")
    answer(times="9-11")
    assert (away(centre)[0].start_minute, away(centre)[0].end_minute) == (540, 660)


def test_sessions_that_an_absence_hits_are_told_with_a_door_to_the_week(
    people: StaffPage, centre: Office, area: MessageArea
) -> None:
    nigina = stored(centre)[0].id
    planned(centre, nigina, NEXT_MONDAY, date(2026, 11, 24), date(2026, 12, 7))
    people.absences.add()
    answer(first_day=NEXT_MONDAY, last_day=date(2026, 11, 27))
    told = next(said for said in area.shown() if "2 planned sessions lie in this absence" in said.said.text)
    assert told.done is not None
    told.done.click()
    shell = people.shell
    assert isinstance(shell, FakeShell)
    assert shell.went[-1] == ("therapy", {"page": "week", "day": NEXT_MONDAY, "staff": nigina})


def test_an_absence_beside_the_sessions_is_told_nothing_of(
    people: StaffPage, centre: Office, area: MessageArea
) -> None:
    planned(centre, stored(centre)[0].id, NEXT_MONDAY)
    people.absences.add()
    answer(first_day=NEXT_MONDAY, times="9:30-11")
    assert len(away(centre)) == 1
    assert not any("planned" in said.said.text for said in area.shown())


def test_an_absence_is_changed_and_taken_away_with_undo(people: StaffPage, centre: Office, area: MessageArea) -> None:
    with centre.write() as session:
        make_absence(session, stored(centre)[0].id, NEXT_MONDAY, times="9-11", reason="врач")
    settle()
    people.absences.table.select(lambda _row: True)
    people.absences.change_button.click()
    assert dialog(FormDialog).form.raw()["times"] == "09:00–11:00"
    answer(times="", reason="отпуск")
    assert (away(centre)[0].start_minute, away(centre)[0].reason) == (None, "отпуск")
    people.absences.table.select(lambda _row: True)
    people.absences.remove_button.click()
    settle()
    assert away(centre) == ()
    undo(area)
    assert away(centre)[0].reason == "отпуск"


def test_the_secretary_writes_absences_but_changes_nobody(
    centre: Office, shell_of: Callable[[Any], FakeShell], show: Callable[[QWidget], QWidget]
) -> None:
    with centre.write() as session:
        make_staff(session)
    centre.actor = replace(centre.actor, role=Role.SECRETARY)
    page = StaffPage(shell_of(centre))
    show(page)
    page.load()
    settle()
    assert not page.list.buttons.isVisible()
    page.change(page.list.table.rows()[0])
    assert not any(isinstance(each, FormDialog) for each in page.findChildren(FormDialog))
    page.absences.add_button.click()
    answer(first_day=TODAY)
    assert len(away(centre)) == 1
    messages.clear()
