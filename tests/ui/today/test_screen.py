"""Today on a real file: figures, follow-ups, doors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from centre_app.attendance.actions import mark_range
from centre_app.attendance.queries import month_grid
from centre_app.attendance.rules import ABSENT, PRESENT, DayMark, MarkChange
from centre_app.children.actions import ChildInput, FirstEnrolment, GuardianInput, register_child
from centre_app.codelists.actions import load_given_lists
from centre_app.office import Office
from centre_app.sites.queries import services
from tests.conftest import TODAY
from ui import tasks
from ui.shared.cards import DoorLine
from ui.today.screen import TodayScreen


def screen_of(office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]) -> TodayScreen:
    screen = TodayScreen(shell_of(office))
    show(screen)
    screen.come_up()
    tasks.wait_idle()
    return screen


def lines(widget: QWidget) -> list[DoorLine]:
    QApplication.processEvents()  # lines just added are shown in the next turn
    return [line for line in widget.findChildren(DoorLine) if line.isVisible()]


def a_family(office: Office) -> None:
    """Two children; one was absent on three open days running, one is present today."""
    with office.write() as session:
        load_given_lists(session)
        service = services(session)[0]
        for surname, given in (("Раҳимов", "Ҷамшед"), ("Сафарова", "Нигина")):
            register_child(
                session,
                ChildInput(
                    given_name=given,
                    surname=surname,
                    guardians=(GuardianInput(f"Модари {given}", "mother", "+992 93 555 12 34"),),
                ),
                enrol=FirstEnrolment(service.id, date(2026, 9, 1), service.groups[0].id),
            )
    with office.write() as session:
        service = services(session)[0]
        grid = month_grid(session, service.groups[0].id, 2026, 11, "tg")
        away, here = (row.enrolment_id for row in grid.rows)
        days = [date(2026, 11, day) for day in (18, 19, 20)]
        marks = [DayMark(day, MarkChange(away, ABSENT, "illness")) for day in days]
        mark_range(session, [*marks, DayMark(TODAY, MarkChange(here, PRESENT))])


def test_an_empty_centre_says_how_to_begin(
    office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    screen = screen_of(office, shell_of, show)
    assert screen.empty.isVisible()
    assert screen.empty.button is not None
    screen.empty.button.click()
    assert screen.shell.went == [("children", {"new": True})]  # type: ignore[attr-defined]


def test_three_open_days_absent_running_shows_the_familys_phone(
    office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    a_family(office)
    screen = screen_of(office, shell_of, show)
    found = lines(screen.follow_ups)
    assert len(found) == 1
    assert "Раҳимов" in found[0].words.text()
    assert "+992 93 555 12 34" in found[0].words.text()


def test_each_line_is_a_door(
    office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    a_family(office)
    screen = screen_of(office, shell_of, show)
    lines(screen.follow_ups)[0].open()
    lines(screen.groups)[0].open()
    places = [place for place, _to in screen.shell.went]  # type: ignore[attr-defined]
    assert places == ["children", "attendance"]


def test_a_closed_day_says_why_and_expects_nobody(
    office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    a_family(office)
    office.clock = lambda: date(2026, 11, 21)
    screen = screen_of(office, shell_of, show)
    assert screen.closed.isVisible()
    assert not screen.expected.isVisible()
