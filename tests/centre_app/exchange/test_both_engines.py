"""Imports on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from datetime import date

import pytest

from centre_app.attendance.queries import child_marks
from centre_app.children.queries import child_by_number
from centre_app.codelists.actions import load_given_lists
from centre_app.db.session import OfficeSession
from centre_app.errors import Refused
from centre_app.exchange.attendance import AttendanceOptions, import_attendance
from centre_app.exchange.children import ChildrenOptions, import_children
from centre_app.exchange.tables import Line, Sheet, Value
from centre_app.security.access import Actor, Role
from tests.conftest import SiteIds


def sheet(*rows: list[Value]) -> list[Sheet]:
    """One sheet of these rows."""
    return [Sheet("Октябрь 2026", tuple(Line(number, tuple(row)) for number, row in enumerate(rows, start=1)))]


CHILDREN = sheet(
    ["ФИО", "Дата рождения", "Вид инвалидности", "Начало", "Группа"],
    ["Назаров Умед", "05.03.2018", "аутизм", "01.09.2026", "Ситора"],
    ["Қодирова Ситора", "2019", None, "32.09.2026", None],
    ["Қодирова Мадина", "2019", None, "02.09.2026", None],
)


def test_children_and_their_marks_come_in(session: OfficeSession, site: SiteIds) -> None:
    load_given_lists(session)
    first = import_children(session, CHILDREN, ChildrenOptions())
    assert (first.rows, first.new, [error.row for error in first.errors]) == (3, 2, [3])
    again = import_children(session, CHILDREN, ChildrenOptions(leave_out=frozenset({3})))
    assert (again.new, again.unchanged, again.is_good) == (0, 2, True)
    marks = sheet(["номер", "дата", "отметка"], ["K-0001", "01.10.2026", "+"], ["K-0002", "02.10.2026", "Б"])
    assert import_attendance(session, marks, AttendanceOptions()).new == 2
    assert import_attendance(session, marks, AttendanceOptions()).unchanged == 2
    child = child_by_number(session, "K-0002")
    [mark] = child_marks(session, child, date(2026, 10, 1), date(2026, 10, 31))
    assert (mark.day, mark.cell.status, mark.cell.reason) == (date(2026, 10, 2), "absent", "illness")


def test_an_import_is_for_whoever_may_import(session: OfficeSession, site: SiteIds) -> None:
    session.actor = Actor(None, "Саида Назарова", Role.SPECIALIST)
    with pytest.raises(Refused):
        import_children(session, CHILDREN, ChildrenOptions())
    with pytest.raises(Refused):
        import_attendance(session, CHILDREN, AttendanceOptions())
