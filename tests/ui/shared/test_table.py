"""Lists: what is shown, sorted, copied, remembered and opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from centre_app.language.translate import set_language
from ui.desk import Desk
from ui.shared import theme
from ui.shared.empty import EmptyPlace
from ui.shared.table import ROW_ROLE, SORT_ROLE, Column, RowModel, Table, as_tsv


@dataclass(frozen=True)
class Child:
    id: int
    name: str
    age: int
    phone: str = ""


COLUMNS = (
    Column("name", "Name", lambda child: child.name, width=200),
    Column("age", "Age", lambda child: str(child.age), sort=lambda child: child.age, align="right", width=60,
           tone=lambda child: "attention" if child.age > 17 else ""),
    Column("phone", "Phone", lambda child: child.phone, tip=lambda child: f"of {child.name}"),
)  # fmt: skip
JAMSHED = Child(1, "Ҷамшед", 8, "+992 93 512 33 01")
ZEBO = Child(2, "Зебо", 12)
YUNUS = Child(3, "Юнус", 18)
GHAFUR = Child(4, "Ғафур", 9)


@pytest.fixture
def table(show: Callable[[QWidget], QWidget]) -> Table:
    made = Table(COLUMNS)
    made.set_rows([JAMSHED, ZEBO, YUNUS, GHAFUR])
    show(made)
    return made


def names(table: Table) -> list[str]:
    return [child.name for child in table.rows()]


def test_the_model_keeps_qts_rules_for_models() -> None:
    model = RowModel(COLUMNS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows([JAMSHED, ZEBO, YUNUS])
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.set_rows([])
    model.set_rows([GHAFUR])


def test_roles_give_the_row_what_it_sorts_by_its_tone_and_its_tip() -> None:
    model = RowModel(COLUMNS)
    model.set_rows([JAMSHED, YUNUS])
    assert model.index(1, 1).data(ROW_ROLE) is YUNUS
    assert model.index(1, 1).data(SORT_ROLE) == 18
    assert model.index(1, 1).data(Qt.ItemDataRole.ForegroundRole) == theme.colour("attention")
    assert model.index(0, 1).data(Qt.ItemDataRole.ForegroundRole) is None
    assert model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole) == "of Ҷамшед"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Name"


def test_names_sort_by_the_alphabet_of_the_screens_language(table: Table) -> None:
    set_language("tg")
    table.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert names(table) == ["Ғафур", "Зебо", "Юнус", "Ҷамшед"] or names(table) == ["Ғафур", "Зебо", "Ҷамшед", "Юнус"]
    table.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert names(table) == ["Юнус", "Зебо", "Ғафур", "Ҷамшед"]


def test_sorting_holds_when_new_rows_come(table: Table) -> None:
    table.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    table.set_rows([YUNUS, JAMSHED, ZEBO])
    assert names(table) == ["Ҷамшед", "Зебо", "Юнус"]


def test_the_current_row_stays_current_through_sorting_and_new_rows(table: Table) -> None:
    table.select(lambda child: child is ZEBO)
    table.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert table.current() is ZEBO
    again = Child(2, "Зебо", 13)
    table.set_rows([GHAFUR, again])
    assert table.current() is again


def test_it_is_told_when_the_current_row_is_gone(table: Table, qtbot: QtBot) -> None:
    table.select(lambda child: child is ZEBO)
    with qtbot.waitSignal(table.current_changed) as told:
        table.set_rows([GHAFUR])
    assert told.args == [None]


def test_a_table_that_asks_leaves_sorting_to_who_is_asked(show: Callable[[QWidget], QWidget], qtbot: QtBot) -> None:
    table = Table(COLUMNS, sorting="asked")
    show(table)
    table.set_rows([ZEBO, JAMSHED])
    with qtbot.waitSignal(table.sort_asked) as asked:
        table.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert asked.args == ["age", True]
    assert table.rows() == [ZEBO, JAMSHED]


def test_enter_and_double_click_open_the_row(table: Table, qtbot: QtBot) -> None:
    table.select(lambda child: child is YUNUS)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args == [YUNUS]


def test_enter_opens_nothing_where_nothing_is(show: Callable[[QWidget], QWidget], qtbot: QtBot) -> None:
    table = Table(COLUMNS)
    show(table)
    with qtbot.assertNotEmitted(table.opened):
        qtbot.keyClick(table.view, Qt.Key.Key_Return)


def test_copied_rows_paste_as_a_table_with_headers(table: Table, qtbot: QtBot) -> None:
    table.select(lambda child: child is JAMSHED)
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Name\tAge\tPhone\nҶамшед\t8\t'+992 93 512 33 01\n"


def test_all_rows_are_copied_when_none_is_selected(table: Table) -> None:
    table.copy()
    assert QGuiApplication.clipboard().text().count("\n") == 5


@pytest.mark.parametrize(
    ("written", "copied"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM", "'@SUM"),
        ("-12,5", "-12,5"),
        ("-Зебо", "'-Зебо"),
        ("two\nlines\there", "two lines here"),
    ],
)
def test_no_cell_runs_as_a_formula_or_breaks_the_table(written: str, copied: str) -> None:
    assert as_tsv(["A"], [[written]]) == f"A\n{copied}\n"


def test_widths_are_remembered_for_each_person(
    show: Callable[[QWidget], QWidget], qtbot: QtBot, tmp_path: Path
) -> None:
    desk = Desk(tmp_path)
    desk.person = "gulnora"
    table = Table(COLUMNS, name="children", desk=desk)
    show(table)
    table.view.horizontalHeader().resizeSection(0, 333)
    qtbot.waitUntil(lambda: bool(desk.widths("children")))
    again = Table(COLUMNS, name="children", desk=Desk(tmp_path))
    show(again)
    assert again.view.columnWidth(0) == 200
    there = Desk(tmp_path)
    there.person = "gulnora"
    hers = Table(COLUMNS, name="children", desk=there)
    show(hers)
    assert hers.view.columnWidth(0) == 333


def test_the_foot_counts_and_says_when_only_the_first_are_shown(table: Table) -> None:
    assert table._foot.text() == "4 rows"
    table.set_rows([ZEBO], total=250)
    assert table._foot.text() == "250 rows · the first 1 are shown"


def test_an_empty_list_shows_what_belongs_there(show: Callable[[QWidget], QWidget]) -> None:
    table = Table(COLUMNS)
    place = EmptyPlace("No children yet", "Write down the first.", "Add a child")
    table.set_empty(place)
    show(table)
    assert place.isVisible()
    table.set_rows([ZEBO])
    assert not place.isVisible()


def test_rows_are_30_pixels_high_at_the_usual_text_size(table: Table) -> None:
    assert table.view.rowHeight(0) >= 30
