"""Rooms and types of session: added, changed, moved, taken out of use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from centre_app.codelists.actions import EntryInput, change_entry
from centre_app.codelists.queries import entries
from centre_app.office import Office
from centre_app.workplace.queries import RoomRow, TypeFacts, rooms, session_types
from tests.factories.workplace import make_room, make_staff
from tests.ui.conftest import FakeShell
from tests.ui.settings.conftest import dialog, settle
from ui.messages import MessageArea
from ui.settings.rooms import RoomsPage
from ui.settings.session_types import SessionTypesPage
from ui.shared.dialog import FormDialog


@pytest.fixture
def halls(page: Callable[[type[RoomsPage]], RoomsPage], centre: Office) -> RoomsPage:
    """The page with two rooms."""
    with centre.write() as session:
        make_room(session, "Зал ЛФК", places=6, equipment=("wall_bars", "mats"))
        make_room(session, "Кабинет 2")
    return page(RoomsPage)


@pytest.fixture
def types(page: Callable[[type[SessionTypesPage]], SessionTypesPage], centre: Office) -> SessionTypesPage:
    """The types, one of them given by somebody."""
    with centre.write() as session:
        make_staff(session, "Назаров Бахтиёр", skills=("massage",))
    return page(SessionTypesPage)


@pytest.fixture
def area() -> Iterator[MessageArea]:
    """Where messages are shown."""
    made = MessageArea()
    yield made
    made.deleteLater()


def stored(office: Office) -> tuple[RoomRow, ...]:
    """All rooms as written down."""
    with office.read() as session:
        return rooms(session, active_only=False)


def answer(**values: Any) -> FormDialog:
    """Fill the open dialog and save."""
    asked = dialog(FormDialog)
    asked.form.set_values(values)
    asked.save()
    settle()
    return asked


def undo(area: MessageArea) -> None:
    """Press *Undo* of the last message."""
    button = area.shown()[-1].done
    assert isinstance(button, QPushButton)
    button.click()
    settle()


def cells(page: RoomsPage | SessionTypesPage, name: str) -> list[str]:
    """The words of the line with this name."""
    table = page.list.table if isinstance(page, RoomsPage) else page.table
    row = next(row for row in table.rows() if row.name == name)
    return [column.value(row) for column in table.model.columns]


def test_a_room_says_how_many_fit_in_and_what_stands_there(halls: RoomsPage) -> None:
    assert cells(halls, "Зал ЛФК") == ["Зал ЛФК", "6", "mats, wall bars", ""]
    assert cells(halls, "Кабинет 2") == ["Кабинет 2", "–", "", ""]


def test_a_room_is_added_and_becomes_the_current_line(halls: RoomsPage, centre: Office) -> None:
    halls.add()
    answer(name="Сенсорная", places=3, equipment=("sensory",))
    added = stored(centre)[-1]
    assert (added.name, added.places, added.equipment) == ("Сенсорная", 3, ("sensory",))
    assert halls.list.table.current().id == added.id


def test_a_name_that_is_there_already_is_said_at_its_field(halls: RoomsPage, centre: Office) -> None:
    halls.add()
    assert "already" in answer(name="Зал ЛФК").form.error("name")
    assert len(stored(centre)) == 2


def test_a_changed_room_can_be_changed_back(halls: RoomsPage, centre: Office, area: MessageArea) -> None:
    before = stored(centre)[0]
    halls.change(halls.list.table.rows()[0])
    answer(name="Большой зал", places=None, equipment=("mats", "pool"))
    changed = stored(centre)[0]
    assert (changed.name, changed.places, changed.equipment) == ("Большой зал", None, ("mats", "pool"))
    undo(area)
    assert stored(centre)[0] == before


def test_a_room_is_moved_and_taken_out_of_use(halls: RoomsPage, centre: Office, area: MessageArea) -> None:
    halls.list.table.select(lambda row: row.name == "Кабинет 2")
    halls.list.up_button.click()
    settle()
    assert [row.name for row in stored(centre)] == ["Кабинет 2", "Зал ЛФК"]
    halls.list.take_out()
    settle()
    assert [row.active for row in stored(centre)] == [False, True]
    halls.with_old.setChecked(False)
    assert [row.name for row in halls.list.table.rows()] == ["Зал ЛФК"]
    undo(area)
    assert [row.active for row in stored(centre)] == [True, True]


def test_a_type_says_its_usual_facts_and_who_gives_it(types: SessionTypesPage) -> None:
    assert cells(types, "massage") == ["massage", "30", "8", "", "Назаров Бахтиёр"]
    assert cells(types, "sensory room")[-1] == "nobody"


def test_facts_of_a_type_are_changed_and_changed_back(
    types: SessionTypesPage, centre: Office, area: MessageArea
) -> None:
    types.table.select(lambda row: row.id == "massage")
    types.change_button.click()
    answer(usual_minutes=20, most_children=1, equipment=("massage_couch",))
    with centre.read() as session:
        assert session_types(session)["massage"] == TypeFacts(20, 1, ("massage_couch",))
    assert cells(types, "massage")[1:4] == ["20", "1", "massage couch"]
    undo(area)
    with centre.read() as session:
        assert session_types(session)["massage"] == TypeFacts()


def test_minutes_that_cannot_be_are_said_at_their_field(types: SessionTypesPage, centre: Office) -> None:
    types.change(types.table.rows()[0])
    assert answer(usual_minutes=3).form.error("usual_minutes")
    with centre.read() as session:
        assert session_types(session)["speech_therapy"] == TypeFacts()


def test_a_type_out_of_use_is_not_shown_and_the_list_is_a_door_away(types: SessionTypesPage, centre: Office) -> None:
    with centre.write() as session:
        row = next(each for each in entries(session, "session_type") if each.code == "other")
        change_entry(session, row.id, EntryInput(row.labels, active=False))
    settle()
    assert "other" not in [row.id for row in types.table.rows()]
    types.list_button.click()
    assert isinstance(types.shell, FakeShell)
    assert types.shell.went[-1] == ("settings", {"page": "lists"})
