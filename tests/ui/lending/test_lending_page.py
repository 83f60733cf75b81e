"""The stock, what is lent out and what is needed, on the screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from centre_app.lending.queries import ItemFilter, ItemRow, child_loans, item_story, loans_out, needs_list, stock
from centre_app.office import Office
from centre_app.security.access import Actor, Role
from tests.conftest import TODAY
from tests.factories.codelists import given_lists
from tests.factories.lending import make_loan
from tests.ui.conftest import FakeShell
from tests.ui.lending.conftest import Lent, answer, dialog, settle, undo
from ui.children.child_field import ChildEditor
from ui.lending.item_field import ItemEditor
from ui.lending.lending_page import LendingPage
from ui.messages import MessageArea
from ui.shared.dialog import FormDialog

Told = Callable[[Office, Any, Callable[[], object]], None]


@pytest.fixture
def made(
    shell_of: Callable[[Any], FakeShell], show: Callable[[QWidget], QWidget], told: Told
) -> Callable[[Office], LendingPage]:
    """Makes the page, shown, filled and told of changes."""

    def make(office: Office) -> LendingPage:
        page = LendingPage(shell_of(office))
        told(office, page, page.load)
        show(page)
        page.load()
        settle()
        return page

    return make


@pytest.fixture
def page(stocked: Office, made: Callable[[Office], LendingPage]) -> LendingPage:
    """The page of a centre that lends."""
    return made(stocked)


def items(office: Office, **wanted: Any) -> list[ItemRow]:
    """The stock as written down."""
    with office.read() as session:
        return list(stock(session, ItemFilter(**wanted)))


def turn_to(page: LendingPage, view: str, number: str = "") -> None:
    """Show a view, and choose a line."""
    page.show_view(view)
    settle()
    if number:
        table = page.views[view].table
        assert table.select(lambda row: getattr(row, "number", getattr(row, "item_number", "")) == number)
        settle()


class TestLentOut:
    def test_it_opens_on_what_is_out_with_the_overdue_on_top(self, page: LendingPage) -> None:
        assert [row.item_number for row in page.out.table.rows()] == ["L-0001", "L-0002"]
        first = {column.key: column.value(page.out.table.rows()[0]) for column in page.out.table.model.columns}
        assert (first["due"], first["late"], first["phone"]) == ("15.11.2026", "5", "+992 93 555-12-34")
        assert page.which.buttons[0].text() == "Lent out (2 · 1 overdue)"

    def test_one_finds_it_by_what_the_family_brings(self, page: LendingPage) -> None:
        page.out.search.setText("l0002")
        settle()
        assert [row.item_number for row in page.out.table.rows()] == ["L-0002"]
        page.out.search.setText("ҷамшед")
        settle()
        assert [row.item_number for row in page.out.table.rows()] == ["L-0001"]

    def test_a_door_leads_to_what_is_overdue(self, page: LendingPage) -> None:
        page.open(overdue=True)
        settle()
        assert [row.item_number for row in page.out.table.rows()] == ["L-0001"]

    def test_enter_takes_back_and_undo_gives_it_again(
        self, page: LendingPage, stocked: Office, area: MessageArea, qtbot: QtBot
    ) -> None:
        turn_to(page, "out", "L-0002")
        qtbot.keyClick(page.out.table.view, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
        answer(page, condition="worn")
        assert [row.item_number for row in page.out.table.rows()] == ["L-0001"]
        undo(area)
        assert [row.item_number for row in page.out.table.rows()] == ["L-0001", "L-0002"]
        assert {row.number: row.condition for row in items(stocked)}["L-0002"] == "good"

    def test_the_condition_is_never_guessed(self, page: LendingPage) -> None:
        turn_to(page, "out", "L-0002")
        page.out.back_button.click()
        asked = answer(page)
        assert asked.isVisible()
        assert asked.form.error("condition")

    def test_what_needs_repair_leads_on_to_the_repair(self, page: LendingPage, stocked: Office, lent: Lent) -> None:
        turn_to(page, "out", "L-0002")
        page.out.back_button.click()
        answer(page, condition="needs_repair")
        answer(page, what="ножка")
        with stocked.read() as session:
            story = item_story(session, lent.items["frame"])
        assert (story.item.status, story.repairs[0].what) == ("in_repair", "ножка")

    def test_the_family_keeps_it_longer(self, page: LendingPage, stocked: Office, area: MessageArea) -> None:
        turn_to(page, "out", "L-0001")
        page.out.longer_button.click()
        answer(page, due_day=TODAY - timedelta(days=1))
        assert dialog(page).form.error("due_day")
        answer(page, due_day=TODAY + timedelta(days=30))
        assert page.which.buttons[0].text() == "Lent out (2)"
        undo(area)
        assert page.which.buttons[0].text() == "Lent out (2 · 1 overdue)"

    def test_what_is_lost_leaves_the_list_and_the_stock(self, page: LendingPage, stocked: Office) -> None:
        turn_to(page, "out", "L-0001")
        page.out.lost_button.click()
        answer(page, note="при переезде")
        assert [row.number for row in items(stocked, status="gone")] == ["L-0001"]

    def test_it_prints_the_slip_the_list_and_what_is_overdue(
        self, page: LendingPage, lent: Lent, papers: list[tuple[str, dict[str, object]]]
    ) -> None:
        turn_to(page, "out", "L-0001")
        page.out.slip_button.click()
        page.print_asked()
        page.overdue_button.click()
        turn_to(page, "stock")
        page.print_asked()
        assert papers == [
            ("loan_slip", {"loan": lent.loans["chair"]}),
            ("loans", {"overdue": False}),
            ("loans", {"overdue": True}),
            ("stock", {}),
        ]

    def test_a_line_leads_to_the_childs_file(self, page: LendingPage, lent: Lent) -> None:
        turn_to(page, "out", "L-0001")
        page.out.file_button.click()
        assert page.shell.went == [("children", {"child": lent.children["Ҷамшед"], "tab": "lending"})]  # type: ignore[attr-defined]


class TestStock:
    def test_a_line_says_where_it_is_now(self, page: LendingPage) -> None:
        turn_to(page, "stock")
        now = {row.number: page.stock.table.model.columns[4].value(row) for row in page.stock.table.rows()}
        assert now == {
            "L-0001": "lent, 5 days overdue",
            "L-0002": "lent until 29.11.2026",
            "L-0003": "in repair since 20.11.2026",
            "L-0004": "in stock",
            "L-0005": "in stock",
        }

    def test_the_side_tells_the_story_of_the_item(self, page: LendingPage) -> None:
        turn_to(page, "stock", "L-0001")
        assert "21.09.2026: lent to Раҳимов Ҷамшед Фарҳодович\n15.11.2026: 5 days overdue" in page.stock.panel.words
        assert "SN-7" in page.stock.panel.words

    def test_filters_narrow_the_list(self, page: LendingPage) -> None:
        turn_to(page, "stock")
        page.stock.status_box.setCurrentIndex(1)  # in stock
        settle()
        assert [row.number for row in page.stock.table.rows()] == ["L-0004", "L-0005"]
        page.stock.search.setText("0005")
        settle()
        assert [row.number for row in page.stock.table.rows()] == ["L-0005"]
        page.stock.search.setText("ничего")
        settle()
        assert page.stock.table.rows() == []

    def test_enter_lends_to_a_child_found_by_typing_and_shows_the_slip(
        self,
        page: LendingPage,
        stocked: Office,
        lent: Lent,
        area: MessageArea,
        papers: list[tuple[str, dict[str, object]]],
        qtbot: QtBot,
    ) -> None:
        turn_to(page, "stock", "L-0004")
        qtbot.keyClick(page.stock.table.view, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
        asked = dialog(page)
        field = asked.form.editor("child_id")
        assert isinstance(field, ChildEditor)
        field.search.setText("зарин")
        settle()
        asked.form.set_values({"due_day": TODAY + timedelta(days=30)})
        asked.save()
        settle()
        with stocked.read() as session:
            (ball,) = (row for row in child_loans(session, lent.children["Зарина"]) if row.kind == "therapy_ball")
        assert ball.due_day == TODAY + timedelta(days=30)
        assert papers == [("loan_slip", {"loan": ball.id})]
        with stocked.read() as session:
            assert "therapy_ball" not in {row.kind for row in needs_list(session)}
        undo(area)
        with stocked.read() as session:
            assert {row.kind for row in needs_list(session)} == {"therapy_ball", "hearing_aid"}

    def test_what_was_typed_stays_when_somebody_else_was_quicker(
        self, page: LendingPage, stocked: Office, lent: Lent
    ) -> None:
        turn_to(page, "stock", "L-0004")
        page.stock.lend()
        asked = dialog(page)
        field = asked.form.editor("child_id")
        assert isinstance(field, ChildEditor)
        field.search.setText("зарин")
        settle()
        asked.form.set_values({"note": "с насосом"})
        with stocked.write() as session:
            make_loan(session, lent.items["ball"], lent.children["Ҷамшед"])
        settle()
        asked.save()
        settle()
        assert asked.isVisible()
        assert "lent already" in asked.form.error("child_id")
        assert asked.form.raw()["note"] == "с насосом"

    def test_several_alike_are_added_and_the_first_is_chosen(
        self, page: LendingPage, stocked: Office, area: MessageArea
    ) -> None:
        turn_to(page, "stock")
        page.mains["stock"].click()
        assert dialog(page).form.raw()["number"] == "L-0006"
        answer(page, kind="toy", condition="new", count=3, name="пирамидка", kept_at="Игротека")
        current = page.stock.table.current()
        assert current is not None
        assert current.number == "L-0006"
        assert len(items(stocked)) == 8
        undo(area)
        assert len(items(stocked)) == 5

    def test_a_taken_number_is_said_at_its_field(self, page: LendingPage) -> None:
        turn_to(page, "stock")
        page.stock.add()
        asked = answer(page, kind="toy", condition="new", number="L-0002")
        assert "L-0002" in asked.form.error("number")

    def test_an_item_is_changed(self, page: LendingPage, stocked: Office) -> None:
        turn_to(page, "stock", "L-0004")
        page.stock.change_button.click()
        answer(page, kept_at="Кабинет 3")
        assert [row.number for row in items(stocked, kept_at="Кабинет 3")] == ["L-0004"]

    def test_a_place_that_nothing_is_kept_at_any_more_narrows_nothing(self, page: LendingPage, stocked: Office) -> None:
        turn_to(page, "stock", "L-0004")
        page.stock.change_button.click()
        answer(page, kept_at="Кабинет 3")
        page.stock.place_box.setCurrentIndex(page.stock.place_box.findText("Кабинет 3"))
        settle()
        page.stock.table.select(lambda row: row.number == "L-0004")
        page.stock.change_button.click()
        answer(page, kept_at="Зал")
        assert page.stock.place_box.value() is None
        assert len(page.stock.table.rows()) == 5

    def test_it_goes_to_repair_and_comes_back_with_a_cost(self, page: LendingPage, stocked: Office, lent: Lent) -> None:
        turn_to(page, "stock", "L-0003")
        page.stock.next_step(page.stock.table.rows()[-3])
        answer(page, condition="good", cost="120,50")
        with stocked.read() as session:
            (repair,) = item_story(session, lent.items["tricycle"]).repairs
        assert (repair.cost_minor, repair.currency) == (12_050, "TJS")
        turn_to(page, "stock", "L-0003")
        assert any("120,50" in words for words in page.stock.panel.words)

    def test_what_is_gone_comes_back(self, page: LendingPage, stocked: Office) -> None:
        turn_to(page, "stock", "L-0005")
        page.stock.gone_button.click()
        answer(page, how="written_off", note="порван")
        assert len(items(stocked)) == 4
        page.stock.status_box.setCurrentIndex(4)  # gone
        settle()
        page.stock.next_step(page.stock.table.rows()[0])
        answer(page, condition="worn")
        assert {row.number: row.condition for row in items(stocked)}["L-0005"] == "worn"

    def test_a_door_leads_to_an_item(self, page: LendingPage, lent: Lent) -> None:
        page.open(item=lent.items["ball"])
        settle()
        current = page.stock.table.current()
        assert current is not None
        assert current.id == lent.items["ball"]


class TestNeeds:
    def test_the_longest_wait_stands_first_and_says_what_is_in_stock(self, page: LendingPage) -> None:
        turn_to(page, "needs")
        rows = page.needed.table.rows()
        assert [(row.kind, row.days, row.in_stock) for row in rows] == [("therapy_ball", 30, 2), ("hearing_aid", 0, 0)]

    def test_what_is_needed_is_lent_from_the_stock(
        self, page: LendingPage, stocked: Office, lent: Lent, papers: list[tuple[str, dict[str, object]]]
    ) -> None:
        turn_to(page, "needs")
        page.needed.table.select(lambda row: row.kind == "therapy_ball")
        page.needed.lend_button.click()
        asked = dialog(page)
        field = asked.form.editor("item_id")
        assert isinstance(field, ItemEditor)
        assert field.found.count() == 2
        field.search.setText("0005")
        settle()
        asked.form.set_values({"slip": False})
        asked.save()
        settle()
        assert [row.kind for row in page.needed.table.rows()] == ["hearing_aid"]
        assert papers == []
        with stocked.read() as session:
            assert "L-0005" in {row.item_number for row in loans_out(session)}

    def test_it_is_asked_for_and_provided(self, page: LendingPage, stocked: Office, area: MessageArea) -> None:
        turn_to(page, "needs")
        page.needed.table.select(lambda row: row.kind == "hearing_aid")
        page.needed.next_step(page.needed.table.rows()[1])  # nothing is in stock
        answer(page, of="Минздрав")
        assert page.needed.table.model.columns[5].value(page.needed.table.rows()[1]) == "asked 20.11.2026: Минздрав"
        page.needed.provide_button.click()
        answer(page, by="state")
        assert [row.kind for row in page.needed.table.rows()] == ["therapy_ball"]
        undo(area)
        assert [row.state for row in page.needed.table.rows()] == ["needed", "asked"]

    def test_closing_asks_why(self, page: LendingPage) -> None:
        turn_to(page, "needs")
        page.needed.table.select(lambda row: row.kind == "hearing_aid")
        page.needed.close_button.click()
        assert answer(page).form.error("note")
        answer(page, note="операция помогла")
        assert [row.kind for row in page.needed.table.rows()] == ["therapy_ball"]

    def test_a_need_is_written_down_and_chosen(self, page: LendingPage) -> None:
        turn_to(page, "needs")
        page.mains["needs"].click()
        asked = dialog(page)
        field = asked.form.editor("child_id")
        assert isinstance(field, ChildEditor)
        field.search.setText("ҷамш")
        settle()
        answer(page, kind="spectacles", note="+3")
        current = page.needed.table.current()
        assert current is not None
        assert (current.kind, current.note) == ("spectacles", "+3")

    def test_the_list_is_narrowed_by_kind_age_and_state(self, page: LendingPage) -> None:
        turn_to(page, "needs")
        page.needed.age_box.setCurrentIndex(1)  # 0–2
        settle()
        assert page.needed.table.rows() == []
        page.needed.age_box.setCurrentIndex(3)  # 7–10
        settle()
        assert len(page.needed.table.rows()) == 2
        page.needed.state_box.set_value("asked")
        page.load()
        settle()
        assert page.needed.table.rows() == []


def test_an_empty_stock_teaches_how_to_begin(office: Office, made: Callable[[Office], LendingPage]) -> None:
    with office.write() as session:
        given_lists(session)
    page = made(office)
    turn_to(page, "stock")
    empty = page.stock._empty(anything=False)
    assert empty.button is not None
    empty.button.click()
    assert dialog(page).form.raw()["number"] == "L-0001"
    empty.deleteLater()


def test_what_is_shown_survives_a_change_of_language(page: LendingPage) -> None:
    turn_to(page, "needs")
    kept = page.state()
    turn_to(page, "out")
    page.restore(kept)
    settle()
    assert page.view() == "needs"


def test_whoever_may_not_lend_looks_and_prints(stocked: Office, made: Callable[[Office], LendingPage]) -> None:
    stocked.actor = Actor(None, "Шоира", Role.SPECIALIST)
    stocked.read_only = True
    page = made(stocked)
    assert page.mains == {}
    assert len(page.out.table.rows()) == 2
    turn_to(page, "out", "L-0001")
    assert page.out.buttons == [page.out.slip_button, page.out.file_button]
    page.out.take_back(page.out.table.rows()[0])
    page.stock.lend()
    page.needed.add()
    settle()
    assert not page.findChildren(FormDialog)
