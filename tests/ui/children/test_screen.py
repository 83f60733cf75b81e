"""Registering, finding, changing and archiving a child at the desk, on a real file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from centre_app.children.actions import AlertInput, ChildInput, GuardianInput, register_child
from centre_app.children.queries import child_file, find_children
from centre_app.codelists.actions import load_given_lists
from centre_app.db.session import OfficeSession
from centre_app.office import Office
from centre_app.security.access import Role
from centre_app.security.queries import my_draft
from centre_app.sites.queries import services
from tests.conftest import TODAY
from ui import tasks
from ui.children.file_page import FilePage
from ui.children.form_page import FormPage
from ui.children.screen import ChildrenScreen
from ui.shared.fields import BirthValue

JAMSHED = ChildInput(
    given_name="Ҷамшед",
    surname="Раҳимов",
    birth_date=date(2019, 3, 5),
    sex="male",
    village="Сари Хосор",
    guardians=(GuardianInput("Раҳимова Саодат", "mother", "+992 93 555 12 34"),),
    alerts=(AlertInput("seizures", "диазепам дар яхдон"),),
)


@pytest.fixture
def centre(office: Office) -> Office:
    """The lists are loaded, two children registered."""
    with office.write() as session:
        load_given_lists(session)
        register_child(session, JAMSHED)
        register_child(session, ChildInput(given_name="Нигина", surname="Сафарова"))
    return office


@pytest.fixture
def screen_of(shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]) -> Callable[[Office], ChildrenScreen]:
    """The screen, shown and loaded."""

    def made(office: Office) -> ChildrenScreen:
        screen = ChildrenScreen(shell_of(office))
        show(screen)
        screen.come_up()
        tasks.wait_idle()
        return screen

    return made


def read(office: Office, query: Callable[[OfficeSession], Any]) -> Any:
    with office.read() as session:
        return query(session)


def names(screen: ChildrenScreen) -> list[str]:
    return [row.given_name for row in screen.list.table.rows()]


def form_of(screen: ChildrenScreen) -> FormPage:
    page = screen.pages.currentWidget()
    assert isinstance(page, FormPage)
    assert page.form is not None
    return page


def test_a_child_is_registered_and_enrolled_with_a_given_name_alone(
    office: Office, screen_of: Callable[[Office], ChildrenScreen]
) -> None:
    screen = screen_of(office)
    screen.register()
    tasks.wait_idle()
    page = form_of(screen)
    service = read(office, services)[0]
    page.form.set_values({"given_name": "Айгүл", "enrol_in": (service.id, service.groups[0].id)})  # type: ignore[union-attr]
    page.save()
    tasks.wait_idle()
    found = read(office, lambda session: find_children(session, "Айгул")).rows
    assert [(row.number, row.groups) for row in found] == [("K-0001", "Ситора")]
    assert isinstance(screen.pages.currentWidget(), FilePage)


@pytest.mark.parametrize("typed", ["jamshed", "Джамшед", "ҶАМШЕД", "шед рах", "5551234", "0001"])
def test_a_child_is_found_under_every_spelling(
    centre: Office, screen_of: Callable[[Office], ChildrenScreen], typed: str
) -> None:
    screen = screen_of(centre)
    screen.list.search.setText(typed)
    screen.list.read()
    tasks.wait_idle()
    assert names(screen) == ["Ҷамшед"]


def test_filters_narrow_the_list(centre: Office, screen_of: Callable[[Office], ChildrenScreen]) -> None:
    screen = screen_of(centre)
    screen.list.filters["sex"].set_value("male")
    screen.list.read()
    tasks.wait_idle()
    assert names(screen) == ["Ҷамшед"]
    screen.list.filters["age"].set_value((0, 2))
    screen.list.read()
    tasks.wait_idle()
    assert names(screen) == []


def test_the_form_shows_what_is_written_and_writes_what_is_changed(
    centre: Office, screen_of: Callable[[Office], ChildrenScreen]
) -> None:
    screen = screen_of(centre)
    child_id = screen.list.table.rows()[0].id
    before = read(centre, lambda session: child_file(session, child_id))
    screen.change(child_id)
    tasks.wait_idle()
    page = form_of(screen)
    assert page.form is not None
    assert page.form.values()["birth"] == BirthValue(date(2019, 3, 5), None)
    page.form.editor("village").set_value("Дашти Ҷум")
    page.save()
    tasks.wait_idle()
    after = read(centre, lambda session: child_file(session, child_id))
    assert after.village == "Дашти Ҷум"
    assert (after.guardians, after.alerts, after.birth_date) == (before.guardians, before.alerts, before.birth_date)


def test_a_wrong_birth_date_is_said_at_its_field_and_nothing_typed_is_lost(
    centre: Office, screen_of: Callable[[Office], ChildrenScreen]
) -> None:
    screen = screen_of(centre)
    screen.register()
    tasks.wait_idle()
    page = form_of(screen)
    assert page.form is not None
    page.form.set_values({"given_name": "Бахтиёр", "birth": BirthValue(date(2030, 1, 1), None)})
    page.save()
    tasks.wait_idle()
    assert "future" in page.form.error("birth")
    assert page.form.raw()["given_name"] == "Бахтиёр"
    assert read(centre, lambda session: find_children(session, "Бахтиёр")).count == 0


def test_what_was_being_typed_comes_back_after_a_power_cut(
    centre: Office, screen_of: Callable[[Office], ChildrenScreen]
) -> None:
    screen = screen_of(centre)
    screen.register()
    tasks.wait_idle()
    page = form_of(screen)
    assert page.form is not None
    page.form.editor("given_name").set_value("Мадина")
    page._keep_draft(page.form.raw())
    tasks.wait_idle()
    again = screen_of(centre)
    again.register()
    tasks.wait_idle()
    page = form_of(again)
    assert page.form is not None
    assert page.form.raw()["given_name"] == "Мадина"
    page.save()
    tasks.wait_idle()
    assert read(centre, lambda session: my_draft(session, "child/new")) is None


def test_leaving_a_changed_form_asks_first(centre: Office, screen_of: Callable[[Office], ChildrenScreen]) -> None:
    screen = screen_of(centre)
    screen.register()
    tasks.wait_idle()
    page = form_of(screen)
    assert page.form is not None
    page.form.editor("given_name").set_value("Мадина")
    assert screen.unsaved()
    screen.open(child=screen.list.table.rows()[0].id)
    assert screen.pages.currentWidget() is page


def test_opening_a_file_leaves_a_trace_in_its_history(
    centre: Office, screen_of: Callable[[Office], ChildrenScreen]
) -> None:
    screen = screen_of(centre)
    screen.open_file(screen.list.table.rows()[0].id)
    tasks.wait_idle()
    page = screen.pages.currentWidget()
    assert isinstance(page, FilePage)
    page.tabs.setCurrentWidget(page.history)
    tasks.wait_idle()
    said = [row.what.in_words() for row in page.history.table.rows()]
    assert len(said) >= 2
    assert "opened" in " ".join(said)


def test_the_header_shows_alerts_and_the_guardians_phone(
    centre: Office, screen_of: Callable[[Office], ChildrenScreen]
) -> None:
    screen = screen_of(centre)
    screen.open_file(screen.list.table.rows()[0].id)
    tasks.wait_idle()
    page = screen.pages.currentWidget()
    assert isinstance(page, FilePage)
    assert "+992 93 555 12 34" in page.phone.text()
    alerts = [page.alerts.itemAt(place).widget() for place in range(page.alerts.count())]
    assert any("диазепам" in widget.text() for widget in alerts if widget is not None)  # type: ignore[attr-defined]


def test_archived_children_leave_the_list_and_come_back(
    centre: Office, screen_of: Callable[[Office], ChildrenScreen]
) -> None:
    from centre_app.children.actions import archive_child

    screen = screen_of(centre)
    child_id = screen.list.table.rows()[0].id
    with centre.write() as session:
        archive_child(session, child_id, "кӯчид")
    screen.list.read()
    tasks.wait_idle()
    assert names(screen) == ["Нигина"]
    screen.open_file(child_id)
    tasks.wait_idle()
    page = screen.pages.currentWidget()
    assert isinstance(page, FilePage)
    page.restore()
    tasks.wait_idle()
    screen.back()
    screen.list.read()
    tasks.wait_idle()
    assert names(screen) == ["Ҷамшед", "Нигина"]


def test_a_therapist_sees_but_has_no_button_that_writes(
    centre: Office, screen_of: Callable[[Office], ChildrenScreen]
) -> None:
    from dataclasses import replace

    centre.actor = replace(centre.actor, role=Role.SPECIALIST)
    screen = screen_of(centre)
    screen.open_file(screen.list.table.rows()[0].id)
    tasks.wait_idle()
    page = screen.pages.currentWidget()
    assert isinstance(page, FilePage)
    assert "Archive…" not in [action.text() for action in page.more.menu().actions()]


def test_a_name_of_sixty_letters_fits_the_header(office: Office, screen_of: Callable[[Office], ChildrenScreen]) -> None:
    long = "Абдураҳмонзода-Муҳаммадшарифзода Хоҷабаҳоваддини Ҷамолиддинпур"
    with office.write() as session:
        load_given_lists(session)
        child_id = register_child(session, ChildInput(given_name=long, surname=long))
    screen = screen_of(office)
    screen.open_file(child_id)
    tasks.wait_idle()
    page = screen.pages.currentWidget()
    assert isinstance(page, FilePage)
    assert page.width() <= screen.width()
    assert page.more.mapTo(screen, page.more.rect().bottomRight()).x() <= screen.width()


def test_today_is_the_offices_day(centre: Office) -> None:
    assert centre.today() == TODAY
