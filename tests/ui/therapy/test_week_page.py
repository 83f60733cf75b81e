"""The week as it is looked at: whose, which, by whom, copied, written for another calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from centre_app.office import Office
from centre_app.security.access import Role
from centre_app.therapy.models import TherapySession
from tests.factories.workplace import make_absence
from tests.ui.therapy.hands import ALT, at, dialog_of, drag, press, said
from tests.ui.therapy.week_centre import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, WeekCentre, place, stored
from ui import tasks
from ui.therapy import week_outside
from ui.therapy.session_menu import SessionMenu
from ui.therapy.week_page import WeekPage

# ---- looking ------------------------------------------------------------------------------------


def test_it_opens_with_my_own_week(week_page: WeekPage, week_centre: WeekCentre) -> None:
    assert week_page.week_head.name() == "Сафарова Нигина"
    assert set(week_page.view.week.by_id) == {week_centre.first, week_centre.second, week_centre.series[0]}


def test_a_room_and_a_child_have_their_weeks_too(week_page: WeekPage, week_centre: WeekCentre) -> None:
    week_page.open(room=week_centre.other_room)
    tasks.wait_idle()
    assert set(week_page.view.week.by_id) == {week_centre.massage}
    week_page.open(child=week_centre.children[1])
    tasks.wait_idle()
    assert set(week_page.view.week.by_id) == {week_centre.second, week_centre.massage}
    assert week_page.week_head.name() == "Қодирова Мадина"


def test_a_closed_day_and_an_absence_say_why(week_page: WeekPage, week_centre: WeekCentre, office: Office) -> None:
    with office.write() as session:
        make_absence(session, week_centre.nigina, THURSDAY, reason="омӯзиш")
    week_page.read()
    tasks.wait_idle()
    lane = week_page.view.week.lanes[3]
    assert "омӯзиш" in lane.note
    week_page.open(day=date(2026, 11, 6))  # a public holiday of the country is on this Friday
    tasks.wait_idle()
    closed = [lane for lane in week_page.view.week.lanes if lane.closed]
    assert [lane.note for lane in closed] == ["Public holiday: Constitution Day"]


def test_a_week_can_be_typed_by_its_number_or_by_a_day(qtbot: QtBot, week_page: WeekPage) -> None:
    line = week_page.week_head.week.line
    for typed, monday in (("49", date(2026, 11, 30)), ("2027-W02", date(2027, 1, 11)), ("25.11", MONDAY)):
        line.setText(typed)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        tasks.wait_idle()
        assert week_page.week_head.seen().day == monday
    line.setText("sometime")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert week_page.week_head.seen().day == MONDAY
    assert "not a week" in said()[-1]


# ---- series ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("scope", "moved"), [("this", 1), ("following", 3), ("all", 4)])
def test_a_series_asks_which_of_its_sessions_move(
    qtbot: QtBot, week_page: WeekPage, week_centre: WeekCentre, office: Office, scope: str, moved: int
) -> None:
    week_page.open(day=WEDNESDAY + timedelta(days=7))
    tasks.wait_idle()
    drag(qtbot, week_page, week_centre.series[1], at(week_page, WEDNESDAY + timedelta(days=7), 720))
    dialog = dialog_of(week_page)
    dialog.form.editor("scope").set_value(scope)
    dialog.save()
    tasks.wait_idle()
    starts = [place(office, one)[1] for one in week_centre.series]
    assert starts.count(720) == moved
    assert starts[1] == 720
    week_page.moves.undo()
    tasks.wait_idle()
    assert [place(office, one)[1] for one in week_centre.series] == [660] * 4


# ---- who may ----------------------------------------------------------------------------------------


def test_who_may_not_plan_moves_nothing(
    qtbot: QtBot, week_as: Callable[[Role], WeekPage], week_centre: WeekCentre, office: Office
) -> None:
    page = week_as(Role.OUTREACH_WORKER)
    drag(qtbot, page, week_centre.first, at(page, THURSDAY, 570))
    page.view.set_current(week_centre.first)
    press(qtbot, page, Qt.Key.Key_Down, ALT)
    press(qtbot, page, Qt.Key.Key_P)
    assert place(office, week_centre.first) == (TUESDAY, 540, 30)
    assert stored(office, week_centre.first).pinned is False


def test_a_secretary_plans_and_reads_no_notes(
    qtbot: QtBot, week_as: Callable[[Role], WeekPage], week_centre: WeekCentre, office: Office
) -> None:
    page = week_as(Role.SECRETARY)
    asked: list[Any] = []
    page.asked.connect(lambda key, to: asked.append((key, to)))
    page.view.set_current(week_centre.first)
    press(qtbot, page, Qt.Key.Key_Return)
    assert asked == []
    press(qtbot, page, Qt.Key.Key_Down, ALT)
    assert place(office, week_centre.first) == (TUESDAY, 545, 30)


def test_the_menu_offers_what_fits_the_state(week_page: WeekPage, week_centre: WeekCentre, office: Office) -> None:
    maker = week_page.findChild(SessionMenu)
    assert isinstance(maker, SessionMenu)

    def offered() -> set[str]:
        menu = maker.menu(week_centre.first)
        assert isinstance(menu, QMenu)
        words = {action.text().split("\t")[0] for action in menu.actions() if action.text()}
        menu.deleteLater()
        return words

    assert {"Open", "Move to…", "Children…", "Pin here", "Call off…"} <= offered()
    row = week_page._row(week_centre.first)
    assert row is not None
    dialog = week_page.moves.cancel(row, {"illness": "illness"})
    dialog.form.editor("by").set_value("centre")
    dialog.form.editor("reason").set_value("illness")
    dialog.save()
    tasks.wait_idle()
    week_page.read()
    tasks.wait_idle()
    assert "Plan it again" in offered()
    assert "Call off…" not in offered()


# ---- what lies beyond the screen ----------------------------------------------------------------------


def test_a_week_is_copied_and_taken_back(week_page: WeekPage, week_centre: WeekCentre, office: Office) -> None:
    week_page._asked("copy")
    dialog = dialog_of(week_page)
    dialog.save()
    tasks.wait_idle()
    week_page.open(day=MONDAY + timedelta(days=7))
    tasks.wait_idle()
    copied = {card.id for card in week_page.view.week.cards} - {week_centre.series[1]}
    assert len(copied) == 2
    week_page.moves.undo()
    tasks.wait_idle()
    week_page.read()
    tasks.wait_idle()
    assert {card.id for card in week_page.view.week.cards} == {week_centre.series[1]}


@pytest.mark.parametrize(("what", "named"), [("export", False), ("export_names", True)])
def test_a_week_for_another_calendar_says_initials_unless_names_are_asked_for(
    week_page: WeekPage, monkeypatch: pytest.MonkeyPatch, what: str, named: bool
) -> None:
    saved: list[tuple[str, str]] = []

    def keep(_parent: Any, data: bytes, file_name: str, then: Callable[[Any], object]) -> None:
        saved.append((file_name, data.decode().replace("\r\n ", "")))
        then(None)

    monkeypatch.setattr(week_outside, "save_as", keep)
    week_page._asked(what)
    tasks.wait_idle()
    ((file_name, text),) = saved
    assert file_name == "Сафарова Нигина-2026-W48.ics"
    assert text.count("BEGIN:VEVENT") == 3
    assert ("Раҳимов" in text) is named


def test_printing_shows_the_timetable_of_whose_week_it_is(
    week_page: WeekPage, week_centre: WeekCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(
        week_outside, "show_report", lambda _parent, kind, parameters, **_more: asked.append((kind, parameters))
    )
    week_page.print_asked()
    week_page.open(room=week_centre.room)
    week_page.print_asked()
    assert asked == [
        ("timetable", {"week": MONDAY, "staff": week_centre.nigina}),
        ("timetable", {"week": MONDAY, "room": week_centre.room}),
    ]


def test_a_session_without_an_hour_is_told_above_its_day(
    week_page: WeekPage, week_centre: WeekCentre, office: Office
) -> None:
    with office.write() as session:
        row = session.get(TherapySession, week_centre.first)
        assert row is not None
        row.start_minute = None
    week_page.read()
    tasks.wait_idle()
    assert week_page.view.week.lanes[1].note == "1 session without an hour"
    assert week_centre.first not in week_page.view.week.by_id


def test_what_is_chosen_outlives_a_change_of_language(week_page: WeekPage, week_centre: WeekCentre) -> None:
    week_page.open(room=week_centre.other_room, day=WEDNESDAY)
    tasks.wait_idle()
    other = WeekPage(week_page.shell)
    other.restore(week_page.state())
    assert other.week_head.seen() == week_page.week_head.seen()
