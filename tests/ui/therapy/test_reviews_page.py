"""Which plans are due for a review, and who has no plan: each line is a door to the child's plan."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from centre_app.children.actions import ChildInput, register_child
from centre_app.children.inputs import FirstEnrolment
from centre_app.codelists.actions import load_given_lists
from centre_app.office import Office
from centre_app.plans.actions import start_plan
from centre_app.sites.queries import services
from tests.factories.plans import make_plan
from tests.factories.workplace import make_staff
from tests.ui.conftest import FakeShell
from ui import tasks
from ui.shared.row_model import Row
from ui.shared.table import Table
from ui.therapy.reviews_page import ReviewsPage

LONG_OVER, OVER, SOON, LATER = date(2026, 9, 30), date(2026, 11, 19), date(2026, 12, 5), date(2027, 1, 30)


@pytest.fixture
def children(office: Office) -> dict[str, uuid.UUID]:
    """Four children with plans, one with a draft, one with nothing; the therapist answers for two."""
    with office.write() as session:
        load_given_lists(session)
        therapist = make_staff(session, "Назарова Саида")
        day_care = services(session)[0]
        enrol = FirstEnrolment(day_care.id, date(2026, 9, 1), day_care.groups[0].id)
        made = {
            name: register_child(session, ChildInput(given_name=name), enrol=enrol)
            for name in ("Ҷамшед", "Нигина", "Айгүл", "Тимур", "Сафар", "Зебо")
        }
        for name, review, responsible in (
            ("Ҷамшед", SOON, therapist),
            ("Нигина", LONG_OVER, None),
            ("Айгүл", LATER, therapist),
            ("Тимур", OVER, therapist),
        ):
            make_plan(session, made[name], review=review, responsible_id=responsible)
        start_plan(session, made["Сафар"])
    return made


@pytest.fixture
def shell(office: Office, shell_of: Callable[[Any], FakeShell]) -> FakeShell:
    """The window around the centre."""
    return shell_of(office)


@pytest.fixture
def page(shell: FakeShell, children: dict[str, uuid.UUID], show: Callable[[QWidget], QWidget]) -> ReviewsPage:
    """The page, read."""
    made = ReviewsPage(shell)
    show(made)
    made.load()
    tasks.wait_idle()
    return made


def names(table: Table) -> list[str]:
    return [row.name for row in table.rows()]


def cell(table: Table, row: Row, key: str) -> str:
    """What a column shows."""
    return next(column.value(row) for column in table.model.columns if column.key == key)


def test_the_longest_over_stands_first_and_how_far_is_said_in_words(page: ReviewsPage) -> None:
    assert names(page.due) == ["Нигина", "Тимур", "Ҷамшед"]
    assert [cell(page.due, row, "far") for row in page.due.rows()] == ["51 days over", "1 day over", "in 15 days"]
    assert page.summary.text() == "2 reviews are overdue."


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("over", ["Нигина", "Тимур"]),
        ("month", ["Нигина", "Тимур", "Ҷамшед"]),
        ("quarter", ["Нигина", "Тимур", "Ҷамшед", "Айгүл"]),
        ("all", ["Нигина", "Тимур", "Ҷамшед", "Айгүл"]),
    ],
)
def test_the_period_narrows_the_list(page: ReviewsPage, period: str, expected: list[str]) -> None:
    page.period.set_value(period)
    page.load()
    tasks.wait_idle()
    assert names(page.due) == expected


def test_the_list_is_narrowed_to_who_is_responsible_or_to_plans_of_nobody(page: ReviewsPage) -> None:
    page.responsible.setCurrentIndex(page.responsible.findText("Назарова Саида"))
    assert names(page.due) == ["Тимур", "Ҷамшед"]
    assert page.summary.text() == "1 review is overdue."
    page.responsible.setCurrentIndex(page.responsible.findText("nobody is responsible"))
    assert names(page.due) == ["Нигина"]
    assert cell(page.due, page.due.rows()[0], "responsible") == "nobody"


def test_a_plan_opens_by_enter_in_the_childs_file(
    page: ReviewsPage, shell: FakeShell, children: dict[str, uuid.UUID], qtbot: QtBot
) -> None:
    page.due.select(lambda row: row.name == "Тимур")
    qtbot.keyClick(page.due.view, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    assert shell.went == [("children", {"child": children["Тимур"], "tab": "plan"})]


def test_children_without_a_plan_in_force_are_listed_with_the_draft_that_waits(
    page: ReviewsPage, shell: FakeShell, children: dict[str, uuid.UUID]
) -> None:
    assert sorted(names(page.without)) == ["Зебо", "Сафар"]
    drafts = {row.name: cell(page.without, row, "draft") for row in page.without.rows()}
    assert drafts == {"Зебо": "", "Сафар": "since 20.11.2026"}
    page.without.opened.emit(page.without.rows()[0])
    assert shell.went[-1][1]["tab"] == "plan"


def test_the_filters_are_the_same_after_a_change_of_language(page: ReviewsPage, shell: FakeShell) -> None:
    page.period.set_value("over")
    page.responsible.set_value("Назарова Саида")
    again = ReviewsPage(shell)
    again.restore(page.state())
    again.load()
    tasks.wait_idle()
    assert names(again.due) == ["Тимур"]
    assert again.state() == page.state()


def test_a_door_to_the_overdue_shows_only_those(page: ReviewsPage) -> None:
    page.open(overdue=True)
    tasks.wait_idle()
    assert names(page.due) == ["Нигина", "Тимур"]


def test_an_empty_list_says_when_a_review_would_stand_there(
    office: Office, shell: FakeShell, show: Callable[[QWidget], QWidget]
) -> None:
    page = ReviewsPage(shell)
    show(page)
    page.load()
    tasks.wait_idle()
    assert page.due.rows() == []
    assert page.summary.text() == "No review is overdue."
