"""The list of a day: mine first, what is next, what waits for a note, who is absent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from centre_app.language.translate import set_language
from centre_app.office import Office
from centre_app.security.access import Actor, Role
from centre_app.therapy.models import SessionChild
from centre_app.therapy.writing_up import hold_group_default
from tests.factories.attendance import enrolment_of, mark
from tests.ui.therapy.week_centre import MONDAY, TUESDAY, WeekCentre, make_week, stored
from ui import messages, tasks
from ui.therapy.day_page import DayPage
from ui.therapy.day_rows import Line, next_up
from ui.therapy.week_reading import Now

Shown = Callable[..., DayPage]


@pytest.fixture
def centre(office: Office) -> WeekCentre:
    made = make_week(office)
    office.clock = lambda: TUESDAY
    return made


@pytest.fixture
def shown(
    centre: WeekCentre,
    office: Office,
    shell_of: Callable[[Any], Any],
    show: Callable[[QWidget], QWidget],
    monkeypatch: pytest.MonkeyPatch,
) -> Shown:
    """Tuesday's list at 9:45, as somebody of this role sees it."""

    def made(role: Role = Role.MANAGER, minute: int = 9 * 60 + 45) -> DayPage:
        office.actor = Actor(office.actor.account_id, office.actor.name, role)
        monkeypatch.setattr(DayPage, "_now", lambda _page: Now(TUESDAY, minute))
        page = DayPage(shell_of(office))
        show(page)
        page.open(day=TUESDAY)
        tasks.wait_idle()
        return page

    return made


def lines(page: DayPage) -> list[Line]:
    return page.table.rows()


def doors(page: DayPage) -> list[tuple[str, dict[str, object]]]:
    went: list[tuple[str, dict[str, object]]] = []
    page.asked.connect(lambda key, to: went.append((key, to)))
    return went


def test_it_opens_with_my_own_day_and_everybody_can_be_chosen(shown: Shown, centre: WeekCentre) -> None:
    page = shown()
    assert [line.id for line in lines(page)] == [centre.first, centre.second]
    page.who.setCurrentIndex(0)
    tasks.wait_idle()
    assert {line.id for line in lines(page)} == {centre.first, centre.second, centre.massage}


def test_who_gives_no_sessions_sees_everybodys(shown: Shown, centre: WeekCentre, office: Office) -> None:
    office.actor = Actor(None, "Котиб", Role.SECRETARY)
    page = shown(Role.SECRETARY)
    assert len(lines(page)) == 3


def test_the_next_session_stands_out_in_words_and_is_where_the_list_begins(shown: Shown, centre: WeekCentre) -> None:
    page = shown()
    assert [(line.state, line.is_next) for line in lines(page)] == [
        ("planned, not written up", False),
        ("next", True),
    ]
    assert page.table.current().id == centre.second
    going = shown(minute=9 * 60 + 10)
    assert [line.state for line in lines(going)] == ["now", "planned"]


def test_a_session_is_next_until_it_is_over_and_only_today() -> None:
    assert next_up([], Now(TUESDAY, 0)) is None


def test_what_waits_for_a_note_is_one_press_away_from_any_day(
    qtbot: QtBot, shown: Shown, centre: WeekCentre, office: Office
) -> None:
    page = shown()
    page.open(day=date(2026, 11, 26))
    tasks.wait_idle()
    assert lines(page) == []
    assert page.waiting.text() == "1 session without notes"
    qtbot.mouseClick(page.waiting, Qt.MouseButton.LeftButton)
    assert [line.id for line in lines(page)] == [centre.first]
    assert "24.11" in lines(page)[0].time
    with office.write() as session:
        hold_group_default(session, centre.first)
    page.read()
    tasks.wait_idle()
    assert lines(page) == []
    qtbot.mouseClick(page.waiting, Qt.MouseButton.LeftButton)
    assert not page.waiting.isVisible()


def test_enter_opens_the_session_to_write_it_up(qtbot: QtBot, shown: Shown, centre: WeekCentre) -> None:
    page = shown()
    went = doors(page)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert went == [("session", {"session": centre.second})]


def test_who_reads_no_notes_comes_to_the_session_in_the_week(qtbot: QtBot, shown: Shown, centre: WeekCentre) -> None:
    page = shown(Role.SECRETARY)
    went = doors(page)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert went == [("week", {"day": TUESDAY, "session": centre.second, "staff": centre.nigina})]


def test_an_absent_child_is_flagged_and_excused_at_once_with_undo(
    qtbot: QtBot, shown: Shown, centre: WeekCentre, office: Office
) -> None:
    with office.write() as session:
        mark(session, enrolment_of(session, centre.children[1]), [TUESDAY], "absent", "illness")
    page = shown()
    assert not page.absences.isHidden()
    assert [line.absent for line in lines(page)] == [False, True]
    assert "absent today" in lines(page)[1].children
    qtbot.mouseClick(page.excuse, Qt.MouseButton.LeftButton)
    tasks.wait_idle()
    assert stored(office, centre.second).status == "cancelled_by_family"
    assert child_status(office, centre) == "excused"
    done = messages.waiting()[-1]
    assert done.text == "1 child excused."
    assert done.action is not None
    done.action()
    tasks.wait_idle()
    assert stored(office, centre.second).status == "planned"
    assert child_status(office, centre) == "invited"


def child_status(office: Office, centre: WeekCentre) -> str:
    with office.read() as session:
        return session.scalars(select(SessionChild.status).where(SessionChild.session_id == centre.second)).one()


def test_a_closed_day_says_why(shown: Shown) -> None:
    page = shown()
    page.open(day=date(2026, 11, 29))
    tasks.wait_idle()
    assert not page.closed.isHidden()
    assert "Sunday" in page.closed.text()


def test_what_is_chosen_outlives_a_change_of_language(shown: Shown, centre: WeekCentre) -> None:
    page = shown()
    page.open(day=MONDAY, staff=centre.bahrom)
    tasks.wait_idle()
    set_language("ru")
    other = DayPage(page.shell)
    other.restore(page.state())
    other.read()
    tasks.wait_idle()
    assert other.reading is not None
    assert (other.reading.day, other.reading.whose) == (MONDAY, centre.bahrom)
