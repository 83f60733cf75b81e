"""The home in a child's file: written down, served, read; nothing of it where one may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from centre_app.children.files import ChildFile
from centre_app.children.queries import child_file
from centre_app.office import Office
from centre_app.outreach.actions import plan_visit
from centre_app.outreach.home_queries import ChildHome, home_of
from centre_app.security.access import Role
from tests.factories.children import make_child
from tests.factories.codelists import given_lists
from tests.factories.homes import make_home, make_home_service, make_home_visit
from tests.factories.places import make_place
from tests.factories.teams import make_team
from tests.ui.conftest import TODAY, FakeShell
from ui import tasks
from ui.outreach.home_tab import HomeTab
from ui.shared.dialog import FormDialog


@pytest.fixture
def child(office: Office) -> UUID:
    """Раҳимов Ҷамшед of Сари Хосор, which is a place."""
    with office.write() as session:
        given_lists(session)
        make_place(session, "Сари Хосор")
        return make_child(session, municipality="Ховалинг")


@pytest.fixture
def open_tab(
    office: Office, child: UUID, shell_of: Callable[[Office], FakeShell], show: Callable[[QWidget], QWidget]
) -> Callable[[], HomeTab]:
    """Opens the tab of that child."""

    def opened() -> HomeTab:
        tab = HomeTab(shell_of(office))
        show(tab)
        tab.show_file(_file(office, child))
        tasks.wait_idle()
        return tab

    return opened


def _file(office: Office, child_id: UUID) -> ChildFile:
    with office.read() as session:
        return child_file(session, child_id)


def home(office: Office, child_id: UUID) -> ChildHome:
    """As it is written."""
    with office.read() as session:
        return home_of(session, child_id, language="en")


def words(tab: QWidget) -> str:
    """All that is said in the cards; those just made are shown with the next events."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in tab.findChildren(QLabel) if label.isVisible())


def press(tab: HomeTab, text: str) -> None:
    """The visible button with these words."""
    QApplication.processEvents()
    next(one for one in tab.findChildren(QPushButton) if one.text() == text and one.isVisible()).click()


def the_dialog() -> FormDialog:
    """The one that is open."""
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog) and one.isVisible())


def save(tab: HomeTab, dialog: FormDialog) -> None:
    """Save, and read again as after a change."""
    dialog.save()
    tasks.wait_idle()
    tab.read()
    tasks.wait_idle()


def test_a_child_without_home_service_is_offered_the_beginning(
    open_tab: Callable[[], HomeTab], office: Office, child: UUID
) -> None:
    tab = open_tab()
    assert "By the address it is in: Сари Хосор" in words(tab)
    assert "The child gets no visits at home." in words(tab)
    press(tab, "Start home service…")
    dialog = the_dialog()
    dialog.form.set_values({"purpose": "therapy", "every_weeks": 2, "minutes": 60, "start_day": TODAY})
    save(tab, dialog)
    service = home(office, child).services[0]
    assert (service.purpose, service.every_weeks, service.minutes) == ("therapy", 2, 60)
    assert "due on 20.11.2026" in words(tab) and "every 2 weeks · 60 minutes · any team" in words(tab)


def test_the_place_found_by_the_address_stands_in_the_form_and_hours_are_typed_freely(
    open_tab: Callable[[], HomeTab], office: Office, child: UUID
) -> None:
    tab = open_tab()
    press(tab, "Write down…")
    dialog = the_dialog()
    values = dialog.form.values()
    assert values["place_id"] == home(office, child).suggested_place is not None
    dialog.form.set_values(
        values | {"risk": "high", "days": ("1", "3"), "from_minute": "9", "until_minute": "25:00", "risk_reason": ""}
    )
    save(tab, dialog)
    assert dialog.isVisible() and home(office, child).facts is None  # the time cannot be read
    dialog.form.set_values(values | {"risk": "high", "days": ("1", "3"), "from_minute": "9", "until_minute": "15.30"})
    save(tab, dialog)
    assert dialog.isVisible()  # a high risk wants its reason
    dialog.form.set_values(dialog.form.values() | {"risk_reason": "Кӯдак танҳо мемонад"})
    save(tab, dialog)
    facts = home(office, child).facts
    assert facts is not None and (facts.risk, facts.days, facts.from_minute, facts.until_minute) == (
        "high",
        "13",
        540,
        930,
    )
    assert "At home: Mon, Wed, 09:00–15:30" in words(tab)
    assert "Risk: high – Кӯдак танҳо мемонад" in words(tab)


def test_a_service_is_changed_agreed_ended_and_goes_on(
    open_tab: Callable[[], HomeTab], office: Office, child: UUID
) -> None:
    with office.write() as session:
        service = make_home_service(session, child)
        make_home_visit(session, service, date(2026, 11, 10), "moved")
    tab = open_tab()
    assert "waits for a decision" in words(tab)
    press(tab, "Agree a day…")
    dialog = the_dialog()
    dialog.form.set_values({"day": TODAY + timedelta(3)})
    save(tab, dialog)
    assert "agreed for 23.11.2026" in words(tab)
    press(tab, "Change…")
    dialog = the_dialog()
    dialog.form.set_values(dialog.form.values() | {"every_weeks": None, "times_a_month": 3})
    save(tab, dialog)
    assert "3 times a month" in words(tab)
    press(tab, "End…")
    dialog = the_dialog()
    dialog.form.set_values({"last_day": date(2026, 11, 15), "reason": "Ба шаҳр кӯчиданд"})
    save(tab, dialog)
    assert "Ба шаҳр кӯчиданд" in words(tab)
    press(tab, "Goes on after all")
    tasks.wait_idle()
    assert home(office, child).services[0].end_day is None


def test_a_visit_is_planned_from_the_file(open_tab: Callable[[], HomeTab], office: Office, child: UUID) -> None:
    with office.write() as session:
        team = make_team(session)
        make_home_service(session, child, team_id=team)
    tab = open_tab()
    press(tab, "Plan…")
    dialog = the_dialog()
    dialog.form.set_values({"day": TODAY + timedelta(4)})  # the team is chosen: only this one goes there
    save(tab, dialog)
    assert "planned for 24.11.2026" in words(tab)
    assert [row.outcome for row in tab.table.rows()] == ["planned"]


def test_a_service_that_nobody_visited_yet_can_be_taken_out(
    open_tab: Callable[[], HomeTab], office: Office, child: UUID
) -> None:
    with office.write() as session:
        make_home_service(session, child)
    tab = open_tab()
    press(tab, "Take out")
    tasks.wait_idle()
    assert home(office, child).services == ()


def test_visits_so_far_are_read_a_page_at_a_time_and_open_their_round(
    open_tab: Callable[[], HomeTab], office: Office, child: UUID
) -> None:
    with office.write() as session:
        team = make_team(session)
        service = make_home_service(session, child, start=date(2026, 1, 1))
        for back in range(31):
            make_home_visit(session, service, TODAY - timedelta(7 * back + 7), done_note="Машқи нишастан")
        planned = plan_visit(session, team_id=team, day=TODAY + timedelta(4), service_id=service)
    tab = open_tab()
    assert (len(tab.table.rows()), tab.more_button.isVisible()) == (30, True)
    tab.show_more()
    tasks.wait_idle()
    assert (len(tab.table.rows()), tab.more_button.isVisible()) == (32, False)
    tab.table.opened.emit(tab.table.rows()[0])
    to = {"page": "round", "round": planned.round_id, "visit": planned.visit_id}
    assert tab.shell.went == [("outreach", to)]  # type: ignore[attr-defined]


def test_what_was_written_is_hidden_from_who_may_not_read_notes(
    open_tab: Callable[[], HomeTab], office: Office, child: UUID
) -> None:
    with office.write() as session:
        service = make_home_service(session, child)
        make_home_visit(session, service, date(2026, 11, 10), done_note="сирри оила", task="сирр")
    office.actor = replace(office.actor, role=Role.SECRETARY)
    tab = open_tab()
    cells = [column.value(tab.table.rows()[0]) for column in tab.table.model.columns]
    assert "10.11.2026" in cells and not any("сирр" in cell for cell in cells)
    assert not any(
        "сирр" in (column.tip(tab.table.rows()[0]) or "") for column in tab.table.model.columns if column.tip
    )


def test_where_nothing_may_be_changed_there_is_no_button_for_it(
    open_tab: Callable[[], HomeTab], office: Office, child: UUID
) -> None:
    with office.write() as session:
        make_home(session, child)
        make_home_service(session, child)
    office.read_only = True
    tab = open_tab()
    QApplication.processEvents()
    shown = {one.text() for one in tab.findChildren(QPushButton) if one.isVisible()}
    assert not shown & {"Change…", "Start home service…", "Plan…", "Agree a day…", "Take out"}
    assert "80 days overdue" in words(tab)
