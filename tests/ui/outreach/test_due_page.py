"""The due list on the screen: filters, doors, planning and agreeing from it, and what it is for who may not plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from centre_app.office import Office
from centre_app.outreach.home_queries import home_of
from centre_app.security.access import Actor, Role
from tests.factories.children import make_child
from tests.factories.homes import make_home, make_home_service, make_home_visit
from tests.factories.places import make_place
from tests.factories.teams import make_team
from tests.ui.conftest import TODAY, FakeShell
from ui import tasks
from ui.outreach.due_page import DuePage
from ui.shared.dialog import FormDialog


@dataclass(frozen=True)
class Made:
    """What stands in the office."""

    team: UUID
    children: dict[str, UUID]
    services: dict[str, UUID]


@pytest.fixture
def made(office: Office) -> Made:
    """One overdue in Сари Хосор, one of great risk in Балҷувон, one who moved away, one visited yesterday."""
    with office.write() as session:
        team = make_team(session)
        place = make_place(session, "Сари Хосор")
        far = make_place(session, "Тошбулоқ", municipality="Сатталмуш", district="Балҷувон")
        names = ("Раҳимов", "Ҷӯраева", "Ятимов", "Каримова")
        children = {name: make_child(session, "Мадина", surname=name, patronymic="") for name in names}
        services = {
            name: make_home_service(session, child, "monitor" if name == "Ятимов" else "therapy")
            for name, child in children.items()
        }
        make_home(session, children["Раҳимов"], place)
        make_home(session, children["Ҷӯраева"], far, "critical")
        make_home(session, children["Ятимов"], place)
        make_home_visit(session, services["Ятимов"], date(2026, 11, 10), "moved")
        make_home_visit(session, services["Каримова"], TODAY - timedelta(1))
    return Made(team, children, services)


@pytest.fixture
def page(
    office: Office, made: Made, shell_of: Callable[[Office], FakeShell], show: Callable[[QWidget], QWidget]
) -> DuePage:
    """The page, read."""
    shown = DuePage(shell_of(office))
    show(shown)
    shown.load()
    tasks.wait_idle()
    return shown


def surnames(page: DuePage) -> list[str]:
    """Whose lines are shown, in order."""
    return [row.surname for row in page.table.rows()]


def pick(page: DuePage, surname: str) -> None:
    """Make a line current."""
    assert page.table.select(lambda row: row.surname == surname)


def the_dialog() -> FormDialog:
    """The one that is open."""
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog) and one.isVisible())


def save(dialog: FormDialog) -> None:
    """As the button does."""
    dialog.save()
    tasks.wait_idle()


def test_who_is_due_stands_there_the_heaviest_first_with_the_reason(page: DuePage) -> None:
    assert surnames(page) == ["Ҷӯраева", "Раҳимов", "Ятимов"]
    why = page.table.model.columns[3].value
    assert why(page.table.rows()[0]) == "risk: critical; 80 days overdue; never visited yet"
    assert page.summary.text() == (
        "2 visits are due · 2 of them overdue · 1 with high or critical risk · 1 waits for a decision"
    )


def test_each_filter_narrows_and_an_empty_list_says_why(page: DuePage) -> None:
    page.state_box.setCurrentText("waits for a decision")
    assert surnames(page) == ["Ятимов"]
    page.state_box.setCurrentIndex(0)
    page.district_box.setCurrentText("Балҷувон")
    assert surnames(page) == ["Ҷӯраева"]
    page.purpose_box.setCurrentText("monitoring")
    assert surnames(page) == []
    page.district_box.setCurrentIndex(0)
    assert surnames(page) == ["Ятимов"]
    page.purpose_box.setCurrentIndex(0)
    page.search.setText("рахим хосор")
    page._fill()
    assert surnames(page) == ["Раҳимов"]


def test_all_home_service_shows_also_who_is_not_due(page: DuePage) -> None:
    page.show_all()
    tasks.wait_idle()
    assert set(surnames(page)) == {"Ҷӯраева", "Раҳимов", "Ятимов", "Каримова"}
    assert "not due yet" in [column.value(page.table.rows()[-1]) for column in page.table.model.columns]


def test_enter_opens_the_home_in_the_childs_file(page: DuePage, made: Made, qtbot: QtBot) -> None:
    pick(page, "Раҳимов")
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    assert page.shell.went == [("children", {"child": made.children["Раҳимов"], "tab": "home"})]  # type: ignore[attr-defined]


def test_a_line_is_planned_onto_a_day_and_a_team_and_says_so_afterwards(page: DuePage, made: Made) -> None:
    pick(page, "Раҳимов")
    page.plan()
    dialog = the_dialog()
    dialog.form.set_values({"day": TODAY + timedelta(4), "team_id": made.team})
    save(dialog)
    page.load()
    tasks.wait_idle()
    pick(page, "Раҳимов")
    row = page.table.current()
    assert row is not None and row.state == "planned" and row.planned.day == TODAY + timedelta(4)
    assert page.plan_button.text() == "Move…" and not page.agree_button.isEnabled()


def test_a_day_agreed_decides_where_a_line_waits(page: DuePage, made: Made, office: Office) -> None:
    pick(page, "Ятимов")
    page.agree()
    dialog = the_dialog()
    dialog.form.set_values({"day": TODAY - timedelta(1)})
    save(dialog)
    assert dialog.isVisible()  # a day that is over is refused, and what was typed stays
    dialog.form.set_values({"day": TODAY + timedelta(3)})
    save(dialog)
    with office.read() as session:
        standing = home_of(session, made.children["Ятимов"], language="en").services[0].standing
    assert standing is not None and standing.due_day == TODAY + timedelta(3)


def test_a_visit_without_a_result_leads_to_where_it_is_keyed(page: DuePage, made: Made, office: Office) -> None:
    with office.write() as session:
        visit = make_home_visit(session, made.services["Раҳимов"], TODAY - timedelta(2), "planned")
    asked: list[tuple[str, object]] = []
    page.asked.connect(lambda key, to: asked.append((key, to)))
    page.load()
    tasks.wait_idle()
    pick(page, "Раҳимов")
    assert not page.plan_button.isEnabled()
    page.result_button.click()
    assert asked == [("round", {"round": None, "visit": visit})]


def test_who_may_not_plan_reads_the_list(
    office: Office, made: Made, shell_of: Callable[[Office], FakeShell], show: Callable[[QWidget], QWidget]
) -> None:
    shell = shell_of(office)
    shell.office = replace_actor(office)
    shown = DuePage(shell)
    show(shown)
    shown.load()
    tasks.wait_idle()
    assert len(shown.table.rows()) == 3
    assert not shown.plan_button.isVisible() and not shown.agree_button.isVisible()


def replace_actor(office: Office) -> Office:
    """The same office, read-only: nobody plans there."""
    office.read_only = True
    office.actor = replace(office.actor, role=Role.OUTREACH_WORKER)
    assert isinstance(office.actor, Actor)
    return office


def test_a_door_can_lead_to_a_state_before_the_list_is_read(
    office: Office, made: Made, shell_of: Callable[[Office], FakeShell], show: Callable[[QWidget], QWidget]
) -> None:
    shown = DuePage(shell_of(office))
    show(shown)
    shown.open(state="waiting", team=made.team)
    tasks.wait_idle()
    assert surnames(shown) == ["Ятимов"]
    assert shown.state()["team"] == made.team
    again = DuePage(shown.shell)
    show(again)
    again.restore(shown.state())
    again.load()
    tasks.wait_idle()
    assert surnames(again) == ["Ятимов"]
    assert again.team_box.currentText() == "Гурӯҳи кӯҳ"


def test_an_empty_list_teaches_where_home_service_begins(
    office: Office, shell_of: Callable[[Office], FakeShell], show: Callable[[QWidget], QWidget]
) -> None:
    shown = DuePage(shell_of(office))
    show(shown)
    shown.show_all()
    tasks.wait_idle()
    place = shown.table._pages.currentWidget()
    assert place is not None and place.title.text() == "No child has home service yet"  # type: ignore[attr-defined]
