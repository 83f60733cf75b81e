"""The proposed timetable on the screen: searched, stopped, booked, taken back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import shiboken6
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from centre_app.office import Office
from centre_app.security.access import Actor, Role
from centre_app.sites.queries import services
from centre_app.therapy.actions import Booking, book_session
from centre_app.therapy.calendar import sessions_between
from centre_app.timetable import solver
from centre_app.timetable.problem import Problem, Proposal
from tests.factories.timetable_centre import WEEK_48, Planned, make_planned_centre
from ui import tasks
from ui.messages import MessageArea
from ui.therapy import propose_dialog
from ui.therapy.propose_dialog import ProposeDialog, open_propose

Opened = Callable[[], ProposeDialog]


@pytest.fixture
def planned(office: Office) -> Planned:
    """Two specialists, a room, three children with plans: nine places are due."""
    with office.write() as session:
        return make_planned_centre(session, services(session)[0].id)


@pytest.fixture
def opened(
    office: Office, planned: Planned, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> Iterator[Opened]:
    """Opens the dialog over an empty page; what is left open is closed."""
    page = show(QWidget())
    made: list[ProposeDialog] = []

    def begun() -> ProposeDialog:
        made.append(open_propose(page, shell_of(office), WEEK_48))
        return made[-1]

    yield begun
    for dialog in made:
        if shiboken6.isValid(dialog):
            dialog.reject()
    tasks.wait_idle()


@pytest.fixture
def area() -> Iterator[MessageArea]:
    """Where messages are shown."""
    made = MessageArea()
    yield made
    shiboken6.delete(made)


def booked(office: Office) -> int:
    """How many sessions the week has."""
    with office.read() as session:
        return len(sessions_between(session, WEEK_48, WEEK_48 + timedelta(days=6), language="en"))


def test_the_week_is_proposed_and_shown_by_day(opened: Opened, office: Office) -> None:
    dialog = opened()
    tasks.wait_idle()
    assert dialog.summary.text() == "Placed: 9 of the 9 sessions that children are still due."
    rows = dialog.sessions.rows()
    assert sorted(row.start + 1440 * row.day.toordinal() for row in rows) == [
        row.start + 1440 * row.day.toordinal() for row in rows
    ]
    assert {row.therapist for row in rows} == {"Сафарова Нигина", "Назаров Далер"}
    assert not dialog.missing.isVisible()
    assert booked(office) == 0


def test_booking_books_all_and_undo_takes_exactly_these_away(
    opened: Opened, office: Office, planned: Planned, area: MessageArea
) -> None:
    one = Booking(WEEK_48, 540, 30, "speech_therapy", planned.logoped, planned.room, planned.children[:1])
    with office.write() as session:
        book_session(session, one)
    dialog = opened()
    tasks.wait_idle()
    new = len(dialog.sessions.rows())
    dialog.book_button.click()
    tasks.wait_idle()
    assert booked(office) == 1 + new
    undo = next(found for found in area.findChildren(QPushButton) if found.text() == "Undo")
    undo.click()
    tasks.wait_idle()
    assert booked(office) == 1


def test_a_week_changed_meanwhile_is_said_and_nothing_is_booked(
    opened: Opened, office: Office, planned: Planned
) -> None:
    dialog = opened()
    tasks.wait_idle()
    with office.write() as session:
        book_session(
            session, Booking(WEEK_48, 540, 30, "speech_therapy", planned.logoped, planned.room, planned.children[:1])
        )
    dialog.book_button.click()
    tasks.wait_idle()
    assert "changed since" in dialog.problem.text()
    assert booked(office) == 1


def test_who_has_no_place_is_listed_with_the_reason(opened: Opened, office: Office, planned: Planned) -> None:
    from centre_app.workplace.actions import StaffInput, change_staff

    with office.write() as session:
        change_staff(session, planned.teacher, StaffInput(name="Назаров Далер", skills=("massage",)))
    dialog = opened()
    tasks.wait_idle()
    assert dialog.summary.text() == (
        "Placed: 6 of the 9 sessions that children are still due. No timetable of this week can place more."
    )
    assert dialog.missing.isVisible()
    assert {row.reason for row in dialog.missing.rows()} == {"Nobody here gives this type of session."}


def test_stop_shows_the_best_found_so_far(opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    searching = threading.Event()

    def endless(problem: Problem, *, told: solver.Told, stop: Callable[[], bool]) -> Proposal:
        told(4, problem.due)
        searching.set()
        while not stop():
            threading.Event().wait(0.01)
        return solver.propose(problem, seconds=1)

    monkeypatch.setattr(propose_dialog, "propose", endless)
    dialog = opened()
    qtbot.waitUntil(searching.is_set)
    qtbot.waitUntil(lambda: "so far 4 of 9 placed" in dialog.words.text())
    assert (dialog.bar.maximum(), dialog.bar.value()) == (9, 4)
    dialog.stop_button.click()
    tasks.wait_idle()
    assert dialog.proposal is not None
    assert dialog.book_button.isEnabled() == bool(dialog.proposal.new)


def test_closing_while_it_searches_ends_the_search(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended, searching = threading.Event(), threading.Event()

    def endless(problem: Problem, *, told: solver.Told, stop: Callable[[], bool]) -> Proposal:
        searching.set()
        while not stop():
            threading.Event().wait(0.01)
        ended.set()
        return solver.propose(problem, seconds=1)

    monkeypatch.setattr(propose_dialog, "propose", endless)
    dialog = opened()
    qtbot.waitUntil(searching.is_set)
    dialog.close_button.click()
    tasks.wait_idle()
    assert ended.is_set()


def test_who_may_not_plan_the_week_is_told_so(opened: Opened, office: Office) -> None:
    office.actor = Actor(office.actor.account_id, office.actor.name, Role.OUTREACH_WORKER)
    dialog = opened()
    tasks.wait_idle()
    assert "Your role does not allow this" in dialog.problem.text()
    assert not dialog.book_button.isEnabled()
