"""Lending in a child's file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from centre_app.children.queries import child_file
from centre_app.lending.queries import child_loans, child_needs
from centre_app.office import Office
from tests.ui.conftest import FakeShell
from tests.ui.lending.conftest import Lent, answer, dialog, settle, undo
from ui.lending.item_field import ItemEditor
from ui.lending.lending_tab import LendingTab
from ui.messages import MessageArea


@pytest.fixture
def tab(
    stocked: Office,
    lent: Lent,
    shell_of: Callable[[Any], FakeShell],
    show: Callable[[QWidget], QWidget],
    told: Callable[[Office, Any, Callable[[], object]], None],
) -> LendingTab:
    """The tab of Ҷамшед, who has a chair that is overdue and needs a hearing aid."""
    made = LendingTab(shell_of(stocked))
    told(stocked, made, made.read)
    show(made)
    with stocked.read() as session:
        made.show_file(child_file(session, lent.children["Ҷамшед"]))
    settle()
    return made


def test_it_says_what_the_child_has_and_needs(tab: LendingTab) -> None:
    assert tab.has.text() == "Has 1 item on loan · 1 overdue"
    assert [row.kind for row in tab.loan_table.rows()] == ["wheelchair_basic"]
    assert [row.kind for row in tab.need_table.rows()] == ["hearing_aid"]
    assert not tab.unsaved()


def test_something_of_the_stock_is_lent_and_stays_in_the_history(
    tab: LendingTab,
    stocked: Office,
    lent: Lent,
    area: MessageArea,
    papers: list[tuple[str, dict[str, object]]],
) -> None:
    tab.lend_button.click()
    asked = dialog(tab)
    field = asked.form.editor("item_id")
    assert isinstance(field, ItemEditor)
    assert [field.found.item(place).text()[:6] for place in range(field.found.count())] == ["L-0004", "L-0005"]
    field.search.setText("0004")
    settle()
    asked.save()
    settle()
    assert tab.has.text() == "Has 2 items on loan · 1 overdue"
    assert len(papers) == 1
    tab.loan_table.select(lambda row: row.item_number == "L-0004")
    tab.back_button.click()
    answer(tab, condition="good")
    assert [row.item_number for row in tab.loan_table.rows()] == ["L-0001", "L-0004"]
    assert tab.loan_table.model.columns[3].value(tab.loan_table.rows()[1]) == "20.11.2026: came back, good"
    undo(area)
    with stocked.read() as session:
        assert [row.back_day for row in child_loans(session, lent.children["Ҷамшед"])] == [None, None]


def test_what_is_broken_or_away_is_not_offered(tab: LendingTab) -> None:
    tab.lend()
    field = dialog(tab).form.editor("item_id")
    assert isinstance(field, ItemEditor)
    field.search.setText("tricycle")
    settle()
    assert field.found.count() == 0
    assert field.value() is None


def test_a_need_is_written_down_in_the_file(tab: LendingTab, stocked: Office, lent: Lent) -> None:
    tab.need_button.click()
    answer(tab, kind="cane", note="левая рука")
    with stocked.read() as session:
        assert {row.kind for row in child_needs(session, lent.children["Ҷамшед"])} == {"hearing_aid", "cane"}
    tab.need_button.click()
    assert "already" in answer(tab, kind="cane").form.error("kind")


def test_buttons_follow_the_line(tab: LendingTab) -> None:
    assert not tab.back_button.isEnabled()
    tab.loan_table.select(lambda _row: True)
    tab.need_table.select(lambda _row: True)
    assert tab.back_button.isEnabled()
    assert tab.ask_button.isEnabled()
    assert not tab.from_stock_button.isEnabled()  # no hearing aid is in stock


def test_the_slip_is_of_all_that_the_child_has(
    tab: LendingTab, lent: Lent, papers: list[tuple[str, dict[str, object]]]
) -> None:
    tab.slip_button.click()
    assert papers == [("loan_slip", {"child": lent.children["Ҷамшед"]})]
