"""Registers and lists of marks: codes, months, blanks; the rules of marking hold here too."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from centre_app.attendance.queries import child_marks
from centre_app.children.actions import ChildInput, FirstEnrolment, archive_child, register_child
from centre_app.children.queries import child_by_number
from centre_app.exchange.tables import Unreadable
from centre_app.office import Office
from centre_app.sites.queries import services
from tests.centre_app.exchange.conftest import bring_attendance
from tests.centre_app.exchange.sheets import text, workbook, xlsx

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
DAYS: list[object] = list(range(1, 32))


@pytest.fixture
def two(centre: Office) -> Office:
    """Умед all October, Ситора from the 12th to the 23rd."""
    with centre.write() as session:
        day_care = next(one.id for one in services(session) if one.kind == "day_care")
        register_child(
            session, ChildInput("Умед", "Назаров", "Ҷамшедович"), enrol=FirstEnrolment(day_care, date(2026, 9, 1))
        )
        register_child(
            session,
            ChildInput("Ситора", "Қодирова"),
            enrol=FirstEnrolment(day_care, date(2026, 10, 12), end_day=date(2026, 10, 23)),
        )
    return centre


def marks(office: Office, number: str) -> dict[int, tuple[str, str | None]]:
    """Day of October -> (status, reason)."""
    with office.read() as session:
        found = child_marks(session, child_by_number(session, number), FIRST, LAST)
    return {mark.day.day: (mark.cell.status, mark.cell.reason) for mark in found}


def row(name: str, cells: dict[int, str], number: object = None) -> list[object]:
    """A row of the register."""
    return [number, name, *(cells.get(day) for day in range(1, 32))]


def register(*rows: list[object], title: str = "Табель посещаемости за октябрь 2026 г.") -> list[list[object]]:
    """A register as centres print it."""
    weekdays: list[object] = ["чт", "пт", "сб", "вс", "пн", "вт", "ср"] * 5
    return [
        ["Центр «Умед»"],
        [title],
        ["№ п/п", "Фамилия, имя", "Числа месяца"],
        [None, None, *DAYS, "Дней"],
        [None, None, *weekdays[:31]],
        *rows,
        [None, "Итого:", 1, 2, 3],
    ]


def test_a_register_with_the_letters_of_both_alphabets_comes_in(two: Office, tmp_path: Path) -> None:
    cells = {
        1: "+",
        2: "П",
        5: "P",
        6: "1",
        7: "О",
        8: "L",
        9: "Н",
        12: "A",
        13: "-",
        14: "Б",
        15: "S",
        16: "B",
        17: "В",
    }
    path = xlsx(tmp_path / "табель.xlsx", register(row("Назаров Умед", cells, 1), row("Кодирова Ситора", {12: "+"}, 2)))
    result = bring_attendance(two, path).result
    assert (result.errors, result.rows, result.new, result.committed) == ((), 2, 12, True)
    absent = ("absent", "unknown")
    assert marks(two, "K-0001") == {
        1: ("present", None),
        2: ("present", None),
        5: ("present", None),
        6: ("present", None),
        7: ("late", None),
        8: ("late", None),
        9: absent,
        12: absent,
        13: absent,
        14: ("absent", "illness"),
        15: ("absent", "illness"),
    }
    assert marks(two, "K-0002") == {12: ("present", None)}
    again = bring_attendance(two, path).result
    assert (again.new, again.updated, again.unchanged) == (0, 0, 12)


def test_an_empty_cell_means_what_the_person_says(two: Office, tmp_path: Path) -> None:
    rows = register(row("Назаров Умед", {2: "Н"}), row("Қодирова Ситора", {}))
    path = xlsx(tmp_path / "a.xlsx", rows, grey=["G6"])  # G6: Monday the 5th, shaded
    assert bring_attendance(two, path, dry_run=True).result.new == 1
    assert bring_attendance(two, path, blank_present=True).result.committed
    of_umed, of_sitora = marks(two, "K-0001"), marks(two, "K-0002")
    assert of_umed[2] == ("absent", "unknown")
    assert 5 not in of_umed
    assert 3 not in of_umed
    assert of_umed[1] == of_umed[6] == ("present", None)
    assert set(of_sitora) == {12, 13, 14, 15, 16, 19, 20, 21, 22, 23}


def test_a_mark_on_a_closed_day_or_outside_the_enrolment_is_an_error_of_its_cell(two: Office, tmp_path: Path) -> None:
    rows = register(
        row("Назаров Умед", {3: "+", 5: "+"}), row("Қодирова Ситора", {9: "+"}), row("Назаров Умед", {6: "X"})
    )
    result = bring_attendance(two, xlsx(tmp_path / "a.xlsx", rows)).result
    assert [(error.row, error.column) for error in result.errors] == [(6, "3"), (7, "9"), (8, "6")]
    assert "Saturday" in result.errors[0].message.in_words()
    assert "12.10.2026" in result.errors[1].message.in_words()
    assert "--code X=" in result.errors[2].message.in_words()
    assert marks(two, "K-0001") == {}


def test_letters_of_the_centres_own_can_be_said(two: Office, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", register(row("Назаров Умед", {1: "К", 2: "у", 5: "/"})))
    codes = {"К": "quarantine", "У": "absent", "/": "present"}
    assert bring_attendance(two, path, codes=codes).result.is_good
    assert marks(two, "K-0001") == {1: ("absent", "quarantine"), 2: ("absent", "unknown"), 5: ("present", None)}


def test_each_sheet_is_a_month_named_by_its_title_or_its_name(two: Office, tmp_path: Path) -> None:
    september = register(row("Назаров Умед", {1: "+"}), title="")
    october = register(row("Назаров Умед", {1: "+"}), title="")
    path = workbook(tmp_path / "2026.xlsx", {"Сентябрь 2026": september, "10.2026": october, "Заметки": [["привет"]]})
    result = bring_attendance(two, path).result
    assert (result.new, result.rows) == (2, 2)
    assert marks(two, "K-0001") == {1: ("present", None)}
    assert any("Заметки" in note.in_words() for note in result.notes)


def test_a_register_that_does_not_say_its_month_is_refused_unless_it_is_given(two: Office, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", register(row("Назаров Умед", {1: "+"}), title="Табель"))
    with pytest.raises(Unreadable, match="Which month"):
        bring_attendance(two, path)
    assert bring_attendance(two, path, month=(2026, 10)).result.new == 1


def test_who_is_not_known_not_enrolled_or_not_clear_is_told(two: Office, tmp_path: Path) -> None:
    with two.write() as session:
        day_care = services(session)[0].id
        gone = register_child(session, ChildInput("Лола", "Шарипова"))
        archive_child(session, gone, "")
        register_child(session, ChildInput("Умед", "Назаров"), enrol=FirstEnrolment(day_care, date(2026, 9, 1)))
    rows = register(row("Иванов Иван", {1: "+"}), row("Шарипова Лола", {1: "+"}), row("Назаров Умед", {1: "+"}))
    messages = [
        error.message.in_words() for error in bring_attendance(two, xlsx(tmp_path / "a.xlsx", rows)).result.errors
    ]
    assert "no child called" in messages[0]
    assert "not enrolled" in messages[1]
    assert "K-0001, K-0004" in messages[2]


def test_numbers_name_children_and_a_wrong_name_beside_them_is_told(two: Office, tmp_path: Path) -> None:
    table = [
        ["Давомот, октябр 2026"],
        ["Рақам", "Ному насаб", *DAYS],
        ["K-0001", "Назаров У.", "+"],
        ["K-0002", "Шарипова Лола", *[None] * 11, "+"],
        ["K-0099", None, "+"],
    ]
    result = bring_attendance(two, text(tmp_path / "a.csv", table)).result
    assert [error.row for error in result.errors] == [4, 5]


def test_a_list_of_marks_comes_in(two: Office, tmp_path: Path) -> None:
    rows = [
        ["Номер", "Дата", "Отметка", "Причина", "Примечание"],
        ["K-0001", "01.10.2026", "present", None, None],
        ["K-0001", "2 октября 2026", "опоздал", None, "автобус"],
        ["K-0001", "05.10.2026", "absent", "болезнь", None],
        ["K-0001", "06.10.2026", "Н", "weather_road", None],
        ["K-0002", "12.10.2026", "+", None, None],
    ]
    path = xlsx(tmp_path / "list.xlsx", rows)
    assert bring_attendance(two, path).result.new == 5
    assert marks(two, "K-0001") == {
        1: ("present", None),
        2: ("late", None),
        5: ("absent", "illness"),
        6: ("absent", "weather_road"),
    }
    assert bring_attendance(two, path).result.unchanged == 5


def test_a_column_child_may_hold_the_childrens_numbers(two: Office, tmp_path: Path) -> None:
    rows = [["Ребёнок", "Дата", "Отметка"], ["K-0001", "01.10.2026", "+"], ["k-0002", "12.10.2026", "+"]]
    assert bring_attendance(two, xlsx(tmp_path / "list.xlsx", rows)).result.new == 2


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (["01.10.2026", "present", "болезнь"], "reason"),
        (["01.10.2026", "absent", "скука"], "reason"),
        (["01.10.2026", None, None], "mark"),
        (["31.11.2026", "present", None], "date"),
        (["27.11.2026", "present", None], "date"),
        (["04.10.2026", "present", None], "date"),
    ],
)
def test_a_bad_line_of_a_list_is_told_at_its_cell(
    two: Office, tmp_path: Path, cells: list[object], column: str
) -> None:
    table = [["child", "date", "mark", "reason"], ["Назаров Умед", *cells]]
    result = bring_attendance(two, xlsx(tmp_path / "a.xlsx", table)).result
    assert [(error.row, error.column) for error in result.errors] == [(2, column)]


def test_a_day_told_twice_in_one_file_is_an_error(two: Office, tmp_path: Path) -> None:
    table = [["child", "date", "mark"], ["Назаров Умед", "01.10.2026", "+"], ["Назаров Умед", "01.10.2026", "Н"]]
    result = bring_attendance(two, xlsx(tmp_path / "a.xlsx", table)).result
    assert [error.row for error in result.errors] == [3]


def test_skip_errors_marks_the_good_rows_and_keeps_the_registers_title_on_the_others(
    two: Office, tmp_path: Path
) -> None:
    rows = register(row("Назаров Умед", {1: "+"}), row("Иванов Иван", {1: "-"}))
    outcome = bring_attendance(two, xlsx(tmp_path / "a.xlsx", rows), skip_errors=True)
    assert (outcome.result.new, outcome.result.committed) == (1, True)
    assert outcome.refused is not None

    from openpyxl import load_workbook

    book = load_workbook(outcome.refused)
    refused = book.active
    last = refused.max_row
    assert refused.cell(last, 3).value == "-"
    assert refused.cell(last, 3).quotePrefix
    refused.cell(last, 2).value = "Назаров Умед"
    refused.cell(last, 3).value = None
    refused.cell(last, 4).value = "Н"
    book.save(outcome.refused)
    assert bring_attendance(two, outcome.refused).result.new == 1
    assert marks(two, "K-0001")[2] == ("absent", "unknown")


def test_a_reason_that_is_not_in_the_list_is_added_when_asked_for(two: Office, tmp_path: Path) -> None:
    table = [["child", "date", "mark", "reason"], ["Назаров Умед", "01.10.2026", "absent", "свадьба"]]
    path = xlsx(tmp_path / "a.xlsx", table)
    assert bring_attendance(two, path, create=True).result.is_good
    assert marks(two, "K-0001")[1][0] == "absent"
    assert bring_attendance(two, path).result.unchanged == 1


def test_a_file_that_is_no_register_is_refused(two: Office, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="No register"):
        bring_attendance(two, xlsx(tmp_path / "a.xlsx", [["Расход", "Сумма"], ["Хлеб", 12]]))
