"""The waiting list on the screen: put on it, offered, started, dropped; each step can be undone."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from centre_app.children.actions import archive_child
from centre_app.office import Office
from centre_app.security.access import Role
from centre_app.sites.queries import services
from centre_app.waiting.queries import WaitingRow, waiting_list
from tests.conftest import TODAY
from tests.factories.children import make_child
from tests.factories.codelists import given_lists
from tests.factories.waiting import make_waiting
from tests.ui.conftest import FakeShell
from ui import tasks
from ui.children.child_field import ChildEditor
from ui.messages import MessageArea
from ui.shared.dialog import FormDialog
from ui.therapy.waiting_page import WaitingPage


class Bridge(QObject):
    """Brings what the office tells in the worker to the page, as the window does."""

    told = Signal(object)


@pytest.fixture
def children(office: Office) -> dict[str, uuid.UUID]:
    """Three children; two of them wait for speech therapy, one of these urgently."""
    with office.write() as session:
        given_lists(session)
        made = {name: make_child(session, name) for name in ("Ҷамшед", "Зарина", "Мадина")}
        make_waiting(session, made["Ҷамшед"], day=date(2026, 9, 1))
        make_waiting(session, made["Зарина"], day=date(2026, 10, 1), priority="urgent", reason="после операции")
    return made


@pytest.fixture
def opened(
    office: Office,
    children: dict[str, uuid.UUID],
    shell_of: Callable[[Any], FakeShell],
    show: Callable[[QWidget], QWidget],
) -> Iterator[WaitingPage]:
    """The page, shown and filled, and told of changes."""
    page = WaitingPage(shell_of(office))
    bridge = Bridge()
    bridge.told.connect(lambda changes: page.load() if changes & page.refresh_on else None)
    stop = office.subscribe(bridge.told.emit)
    show(page)
    page.load()
    settle()
    yield page
    stop()
    settle()
    for dialog in page.findChildren(FormDialog):
        shiboken6.delete(dialog)


@pytest.fixture
def area() -> Iterator[MessageArea]:
    """Where messages are shown."""
    made = MessageArea()
    yield made
    made.deleteLater()


def settle() -> None:
    """Until all is done, told and shown."""
    for _turn in range(3):
        tasks.wait_idle()
        QApplication.processEvents()
    tasks.wait_idle()


def dialog(page: WaitingPage) -> FormDialog:
    """The one that is open."""
    settle()
    (found,) = (each for each in page.findChildren(FormDialog) if each.isVisible())
    return found


def answer(page: WaitingPage, **values: Any) -> FormDialog:
    """Fill the open dialog and save."""
    asked = dialog(page)
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


def stored(office: Office, **which: Any) -> list[WaitingRow]:
    """The list as written down."""
    with office.read() as session:
        return list(waiting_list(session, **which))


def shown(page: WaitingPage) -> list[str]:
    """The given names in the order shown."""
    return [row.name.split()[1] for row in page.table.rows()]


def go_to(page: WaitingPage, name: str) -> None:
    """Choose the line of this child."""
    assert page.table.select(lambda row: name in row.name)


def test_the_urgent_stand_first_and_the_head_says_how_long_all_wait(opened: WaitingPage) -> None:
    assert shown(opened) == ["Зарина", "Ҷамшед"]
    assert opened.figures.text() == "2 wait: median 65 days, longest 80"


def test_a_line_says_its_reason_its_days_and_the_phone(opened: WaitingPage) -> None:
    cells = {column.key: column.value(opened.table.rows()[0]) for column in opened.table.model.columns}
    assert (cells["what"], cells["priority"], cells["reason"]) == ("speech therapy", "urgent", "после операции")
    assert (cells["since"], cells["days"], cells["phone"]) == ("01.10.2026", "50", "+992 93 555-12-34")


def test_a_child_is_found_as_one_types_and_put_on_the_list(
    opened: WaitingPage, office: Office, children: dict[str, uuid.UUID], area: MessageArea
) -> None:
    opened.add()
    asked = dialog(opened)
    field = asked.form.editor("child_id")
    assert isinstance(field, ChildEditor)
    assert field.value() is None
    field.search.setText("мадин")
    settle()
    assert field.value() == children["Мадина"]
    answer(opened, what=("type", "massage"), wishes="субҳ")
    (line,) = stored(office, session_type="massage")
    assert (line.child_id, line.requested_day, line.priority, line.wishes) == (
        children["Мадина"],
        TODAY,
        "usual",
        "субҳ",
    )
    assert opened.table.current().id == line.id
    undo(area)
    assert stored(office, session_type="massage") == []


def test_a_child_can_wait_for_a_service(opened: WaitingPage, office: Office, children: dict[str, uuid.UUID]) -> None:
    with office.read() as session:
        day_care = services(session)[0].id
    opened.open(add=children["Мадина"])
    settle()
    assert "Мадина" in dialog(opened).windowTitle()
    answer(opened, what=("service", day_care))
    assert [row.child_id for row in stored(office, service_id=day_care)] == [children["Мадина"]]


def test_waiting_twice_for_the_same_is_said_at_the_field(
    opened: WaitingPage, office: Office, children: dict[str, uuid.UUID]
) -> None:
    opened.open(add=children["Зарина"])
    settle()
    asked = answer(opened, what=("type", "speech_therapy"))
    assert "already" in asked.form.error("what")
    assert len(stored(office)) == 2
    asked.form.mark_saved()


def test_an_offer_is_counted_and_taken_back(opened: WaitingPage, office: Office, area: MessageArea) -> None:
    go_to(opened, "Зарина")
    opened.offer_button.click()
    settle()
    assert "+992 93 555-12-34" in area.shown()[-1].said.text
    row = opened.table.rows()[0]
    assert (row.offers, row.status) == (1, "offered")
    assert [column.value(row) for column in opened.table.model.columns if column.key == "state"] == [
        "offered 20.11.2026"
    ]
    opened.declined_button.click()
    settle()
    assert (stored(office)[0].status, stored(office)[0].offers) == ("waiting", 1)
    undo(area)
    assert stored(office)[0].status == "offered"


def test_who_starts_leaves_the_list_and_counts_apart(opened: WaitingPage, office: Office, area: MessageArea) -> None:
    go_to(opened, "Ҷамшед")
    opened.start_button.click()
    answer(opened, day=date(2026, 11, 10))
    assert shown(opened) == ["Зарина"]
    assert opened.figures.text() == (
        "1 waits: median 50 days, longest 50 · 1 started in 2026: median 70 days, longest 70"
    )
    undo(area)
    assert shown(opened) == ["Зарина", "Ҷамшед"]


def test_who_no_longer_waits_is_dropped_with_a_reason_and_found_again(opened: WaitingPage, office: Office) -> None:
    go_to(opened, "Ҷамшед")
    opened.drop()
    assert answer(opened).form.error("close_reason")
    answer(opened, close_reason="кӯчиданд")
    assert shown(opened) == ["Зарина"]
    opened.state_box.set_value("closed")
    opened.load()
    settle()
    assert shown(opened) == ["Ҷамшед"]
    go_to(opened, "Ҷамшед")
    opened.reopen_button.click()
    settle()
    assert [row.status for row in stored(office)] == ["waiting", "waiting"]


def test_enter_changes_a_line(opened: WaitingPage, office: Office, qtbot: QtBot, area: MessageArea) -> None:
    go_to(opened, "Ҷамшед")
    qtbot.keyClick(opened.table.view, Qt.Key.Key_Return)
    assert answer(opened, priority="high").form.error("reason")
    answer(opened, priority="high", reason="контрактура")
    assert (stored(office)[1].priority, stored(office)[1].reason) == ("high", "контрактура")
    undo(area)
    assert (stored(office)[1].priority, stored(office)[1].reason) == ("usual", "")


def test_the_list_is_narrowed_to_one_thing_also_through_a_door(
    opened: WaitingPage, office: Office, children: dict[str, uuid.UUID]
) -> None:
    with office.write() as session:
        make_waiting(session, children["Мадина"], "massage")
    settle()
    opened.open(session_type="massage")
    settle()
    assert shown(opened) == ["Мадина"]
    assert opened.figures.text().startswith("1 waits")
    kept = opened.state()
    opened.what_box.set_value(None)
    opened.load()
    settle()
    assert len(shown(opened)) == 3
    opened.restore(kept)
    settle()
    assert shown(opened) == ["Мадина"]


def test_an_archived_child_is_shown_as_such_and_offered_nothing(
    opened: WaitingPage, office: Office, children: dict[str, uuid.UUID]
) -> None:
    with office.write() as session:
        archive_child(session, children["Зарина"], reason="кӯчиданд")
    settle()
    go_to(opened, "Зарина")
    assert [column.value(opened.table.current()) for column in opened.table.model.columns if column.key == "state"] == [
        "file in the archive"
    ]
    assert not opened.offer_button.isEnabled()
    assert opened.drop_button.isEnabled()


def test_the_file_and_the_times_are_a_door_away(opened: WaitingPage, children: dict[str, uuid.UUID]) -> None:
    go_to(opened, "Зарина")
    opened.file_button.click()
    assert isinstance(opened.shell, FakeShell)
    assert opened.shell.went[-1] == ("children", {"child": children["Зарина"]})
    opened.times_button.click()
    assert "day1" in dialog(opened).form.raw()


def test_without_the_right_to_plan_the_list_is_only_looked_at(
    office: Office,
    children: dict[str, uuid.UUID],
    shell_of: Callable[[Any], FakeShell],
    show: Callable[[QWidget], QWidget],
) -> None:
    office.actor = replace(office.actor, role=Role.OUTREACH_WORKER)
    page = WaitingPage(shell_of(office))
    show(page)
    page.load()
    settle()
    assert shown(page) == ["Зарина", "Ҷамшед"]
    go_to(page, "Зарина")
    assert page.file_button.isVisible()
    assert not page.offer_button.isVisible()
    page.change(page.table.current())
    page.add()
    assert page.findChildren(FormDialog) == []


def test_a_door_leads_to_a_page_that_was_never_shown(
    office: Office,
    children: dict[str, uuid.UUID],
    shell_of: Callable[[Any], FakeShell],
    show: Callable[[QWidget], QWidget],
) -> None:
    page = WaitingPage(shell_of(office))
    show(page)
    page.open(session_type="massage", add=children["Мадина"])
    page.load()
    settle()
    assert shown(page) == []
    asked = dialog(page)
    assert "Мадина" in asked.windowTitle()
    assert asked.form.values()["what"] == ("type", "massage")
    asked.save()
    settle()
    assert [row.child_id for row in stored(office, session_type="massage")] == [children["Мадина"]]
