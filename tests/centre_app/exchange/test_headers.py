"""Headers are found in five languages, wherever they stand and however they are written."""

from __future__ import annotations

import pytest

from centre_app.exchange.header_words import SYNONYMS
from centre_app.exchange.headers import column_named, find_columns, header_key
from centre_app.exchange.table_rows import rows_of, with_numbers
from centre_app.exchange.tables import Line, Value


def lines(*rows: list[Value]) -> list[Line]:
    """Lines numbered from 1; empty rows are left out, as reading does."""
    return [
        Line(number, tuple(row)) for number, row in enumerate(rows, start=1) if any(cell is not None for cell in row)
    ]


@pytest.mark.parametrize(
    ("headings", "names"),
    [
        (["№ п/п", "Ф.И.О. ребёнка", "Дата рождения", "Пол", "Район"], ["full_name", "birth", "sex", "district"]),
        (["НАСАБ", "НОМ", "НОМИ ПАДАР", "САНАИ ТАВАЛЛУД", "ҶИНС", "НОҲИЯ", "ҶАМОАТ", "ДЕҲА"],
         ["surname", "given_name", "patronymic", "birth", "sex", "district", "municipality", "village"]),
        (["Фамилиясы", "Аты", "Атасынын аты", "Туулган күнү", "Жынысы", "Айыл аймагы", "Айылы"],
         ["surname", "given_name", "patronymic", "birth", "sex", "municipality", "village"]),
        (["Тегі", "Аты", "Әкесінің аты", "Туған күні", "Жынысы", "Аудан", "Ауылдық округ"],
         ["surname", "given_name", "patronymic", "birth", "sex", "district", "municipality"]),
        (["number", "Last name", "First name", "Date of birth (dd.mm.yyyy)", "Gender", "Start date"],
         ["number", "surname", "given_name", "birth", "sex", "start"]),
    ],
)  # fmt: skip
def test_headers_in_five_languages_are_known(headings: list[Value], names: list[str]) -> None:
    columns = find_columns(lines(headings), "children")
    assert columns is not None
    assert [name for name in columns.places if name != "ordinal"] == names
    assert columns.ignored == ()


@pytest.mark.parametrize("heading", ["Aдрес", "АДРЕС", "адрес*", " Адрес  проживания ", "Адрес (село, улица)"])
def test_case_dots_brackets_and_latin_letters_in_a_header_do_not_count(heading: str) -> None:
    assert column_named(heading, "children") == "address"


@pytest.mark.parametrize("table", ["children", "attendance"])
def test_no_heading_means_two_columns(table: str) -> None:
    meanings: dict[str, set[str]] = {}
    for name, words in SYNONYMS[table].items():
        for word in words:
            meanings.setdefault(header_key(word), set()).add(name)
    assert {key: names for key, names in meanings.items() if len(names) > 1} == {}


def test_a_header_is_found_below_titles_up_to_row_20() -> None:
    title: list[list[Value]] = [["Рӯйхати кӯдакон"], *([None] for _ in range(18))]
    header: list[Value] = ["Насаб", "Ном", "Ҷинс"]
    found = find_columns(lines(*title, header), "children")
    assert found is not None
    assert found.row == 20
    assert find_columns(lines(*title, [None], header), "children") is None


def test_a_header_over_two_rows_is_put_together() -> None:
    columns = find_columns(
        lines(
            ["Фамилия", "Имя", "Адрес", None, None, "Телефон"],
            [None, None, "район", "джамоат", "село", None],
            ["Назаров", "Умед"],
        ),
        "children",
    )
    assert columns is not None
    assert columns.row == 2
    assert set(columns.places) == {"surname", "given_name", "district", "municipality", "village", "phone"}


def test_the_phone_beside_a_guardian_is_the_guardians() -> None:
    columns = find_columns(lines(["ФИО", "Опекун", "Телефон"]), "children")
    assert columns is not None
    assert columns.places["guardian_phone"] == 2


def test_columns_that_are_not_understood_are_told() -> None:
    columns = find_columns(lines(["ФИО", "Пол", "Размер обуви"]), "children")
    assert columns is not None
    assert columns.ignored == ("Размер обуви",)


def test_totals_column_numbers_repeated_headers_and_signatures_are_no_rows() -> None:
    table = lines(
        ["№", "Фамилия", "Имя", "Пол"],
        [1, 2, 3, 4],
        [1, "Назаров", "Умед", "м"],
        ["№", "Фамилия", "Имя", "Пол"],
        [2, "Назарова", "Ситора", "ж"],
        [3, None, None, None],
        [None, "Итого: 2", None, None],
        [None, "Директор", None, None],
    )
    columns = find_columns(table, "children")
    assert columns is not None
    assert [line.row for line in rows_of(table, columns, "children")] == [3, 5]


def test_a_bare_number_sign_heads_childrens_numbers_only_where_they_are_not_counting() -> None:
    counted = lines(["№", "ФИО", "Пол"], ["1", "Назаров Умед", "м"])
    numbered = lines(["№", "ФИО", "Пол"], ["K-0042", "Назаров Умед", "м"])
    for table, has in ((counted, False), (numbered, True)):
        columns = find_columns(table, "children")
        assert columns is not None
        assert ("number" in with_numbers(columns, table).places) is has
