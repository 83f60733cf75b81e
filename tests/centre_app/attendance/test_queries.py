"""What screens and papers show of marks."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from centre_app.attendance.queries import (
    attendance_of,
    child_attendance,
    day_sheet,
    marks_on,
    month_grid,
)
from centre_app.attendance.rules import Cell, ChildAttendance, DayTotals
from centre_app.children.actions import end_enrolment
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from tests.conftest import SiteIds
from tests.factories.attendance import enrolment_of, mark, weekdays
from tests.factories.children import enrol, make_child, make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.open_days import close
from tests.statements import counted

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
MONDAY = date(2026, 10, 12)


def test_the_grid_has_every_day_and_the_marks_of_the_month(session: OfficeSession, site: SiteIds) -> None:
    given_lists(session)
    enrolment = enrolment_of(session, make_enrolled(session, site.day_care, site.morning))
    mark(session, enrolment, [date(2026, 9, 30), MONDAY, date(2026, 11, 2)])
    mark(session, enrolment, [date(2026, 10, 13)], "absent", "illness", "ангина")
    grid = month_grid(session, site.morning, 2026, 10, "tg")
    assert [state.day.day for state in grid.days] == list(range(1, 32))
    assert sum(state.open for state in grid.days) == 22
    assert (grid.service, grid.group) == ("Рӯзона", "Ситора")
    (row,) = grid.rows
    assert row.cells == {MONDAY: Cell("present"), date(2026, 10, 13): Cell("absent", "illness", "ангина")}
    assert row.name == "Раҳимов Ҷамшед Фарҳодович"


def test_the_grid_is_in_the_order_of_the_alphabet(session: OfficeSession, site: SiteIds) -> None:
    for surname in ("Ятимов", "Ғафуров", "Аброров", "Ҷӯраев", "Гулов"):
        make_enrolled(session, site.day_care, site.morning, surname=surname)
    names = [row.name.split()[0] for row in month_grid(session, site.morning, 2026, 10, "tg").rows]
    assert names == ["Аброров", "Гулов", "Ғафуров", "Ҷӯраев", "Ятимов"]


def test_the_grid_holds_only_enrolments_that_touch_the_month(session: OfficeSession, site: SiteIds) -> None:
    for given_name, start, end in (
        ("Пеш", date(2026, 8, 3), date(2026, 9, 30)),
        ("Аввал", date(2026, 8, 3), date(2026, 10, 1)),
        ("Охир", date(2026, 10, 31), None),
        ("Баъд", date(2026, 11, 1), None),
    ):
        make_enrolled(session, site.day_care, site.morning, given_name, start=start, end=end)
    rows = month_grid(session, site.morning, 2026, 10, "tg").rows
    assert {row.name.split()[1] for row in rows} == {"Аввал", "Охир"}
    (first,) = [row for row in rows if "Аввал" in row.name]
    assert first.covers(date(2026, 10, 1))
    assert not first.covers(date(2026, 10, 2))


def test_who_left_and_came_back_in_a_month_has_two_rows(session: OfficeSession, site: SiteIds) -> None:
    child = make_enrolled(session, site.day_care, site.morning, end=date(2026, 10, 9))
    enrol(session, child, site.day_care, site.morning, start=date(2026, 10, 20))
    rows = month_grid(session, site.morning, 2026, 10, "tg").rows
    assert [row.start_day for row in rows] == [date(2026, 9, 1), date(2026, 10, 20)]


def test_the_grid_of_a_service_holds_all_its_groups(session: OfficeSession, site: SiteIds) -> None:
    make_enrolled(session, site.day_care, site.morning)
    make_enrolled(session, site.day_care, None, "Фируз")
    make_enrolled(session, site.therapy, None, "Олим")
    grid = month_grid(session, site.day_care, 2026, 10, "tg")
    assert len(grid.rows) == 2
    assert grid.group is None
    with pytest.raises(NotFound):
        month_grid(session, uuid.uuid4(), 2026, 10, "tg")


def test_the_grid_costs_the_same_for_one_child_and_for_many(session: OfficeSession, site: SiteIds) -> None:
    make_enrolled(session, site.day_care, site.morning)
    month_grid(session, site.morning, 2026, 10, "ru")
    with counted(session) as one:
        month_grid(session, site.morning, 2026, 10, "ru")
    for n in range(5):
        enrolment = enrolment_of(session, make_enrolled(session, site.day_care, site.morning, f"Ном {'абвгд'[n]}"))
        mark(session, enrolment, weekdays(*OCTOBER))
    with counted(session) as many:
        month_grid(session, site.morning, 2026, 10, "ru")
    assert len(many) == len(one) <= 7


def test_the_sheet_of_a_day_has_who_is_expected_with_a_phone(session: OfficeSession, site: SiteIds) -> None:
    came = make_enrolled(session, site.day_care, site.morning)
    make_enrolled(session, site.day_care, site.morning, "Фируз", start=date(2026, 10, 13))
    make_enrolled(session, site.day_care, site.morning, "Мадина", sex="female", guardians=(), phone="+992 92 700")
    mark(session, enrolment_of(session, came), [MONDAY], "late")
    sheet = day_sheet(session, MONDAY, site.morning, "tg")
    assert [(row.name.split()[1], row.cell, row.phone) for row in sheet.rows] == [
        ("Мадина", None, "+992 92 700"),
        ("Ҷамшед", Cell("late"), "+992 93 555-12-34"),
    ]
    assert sheet.totals == DayTotals(expected=2, late=1)
    assert sheet.state.open


def test_a_childs_days_are_counted_over_both_enrolments(session: OfficeSession, site: SiteIds) -> None:
    given_lists(session)
    child = make_enrolled(session, site.day_care, site.morning, end=date(2026, 10, 9))  # 7 open days of October
    mark(session, enrolment_of(session, child), weekdays(date(2026, 10, 1), date(2026, 10, 8)))
    again = enrol(session, child, site.day_care, site.afternoon, start=date(2026, 10, 26))  # 5 open days
    mark(session, again, [date(2026, 10, 26)], "late")
    mark(session, again, [date(2026, 10, 27)], "absent", "illness")
    assert child_attendance(session, child, *OCTOBER) == ChildAttendance(
        open_days=22, enrolled_days=12, present=6, late=1, absent_by_reason={"illness": 1}
    )


def test_days_in_therapy_are_no_day_care_days(session: OfficeSession, site: SiteIds) -> None:
    child = make_enrolled(session, site.therapy)
    mark(session, enrolment_of(session, child), [MONDAY])
    assert child_attendance(session, child, *OCTOBER) == ChildAttendance(open_days=22)


def test_a_mark_on_a_day_closed_since_is_not_counted(session: OfficeSession, site: SiteIds) -> None:
    child = make_enrolled(session, site.day_care, end=date(2026, 10, 31))
    mark(session, enrolment_of(session, child), [MONDAY])
    assert marks_on(session, *OCTOBER) == 1
    close(session, site.site, MONDAY)
    assert child_attendance(session, child, *OCTOBER) == ChildAttendance(open_days=21, enrolled_days=21)


def test_many_children_are_counted_in_as_many_statements_as_one(session: OfficeSession, site: SiteIds) -> None:
    children = [make_enrolled(session, site.day_care, None, f"Ном {letter}") for letter in "абвг"]
    nobody = make_child(session, "Фируз")
    with counted(session) as one:
        attendance_of(session, children[:1], *OCTOBER)
    with counted(session) as many:
        found = attendance_of(session, [*children, nobody], *OCTOBER)
    assert len(many) == len(one)
    assert found[nobody].enrolled_days == 0
    assert found[children[3]].unmarked == 22


def test_an_enrolment_cannot_be_shortened_under_its_marks(session: OfficeSession, site: SiteIds) -> None:
    enrolment = enrolment_of(session, make_enrolled(session, site.day_care))
    mark(session, enrolment, [MONDAY])
    with pytest.raises(Exception, match="Attendance is marked outside these dates"):
        end_enrolment(session, enrolment, date(2026, 10, 9))
    end_enrolment(session, enrolment, MONDAY)
