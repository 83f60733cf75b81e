"""Names, sex and dates as offices write them; nothing is guessed silently."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.exchange.date_values import ReadDate, date_of, is_ambiguous, month_and_year_in
from centre_app.exchange.tables import Formula, Value
from centre_app.exchange.values import CellProblem, is_total, name_of, sex_of, split_name, text_of

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("АБДУЛЛОЕВ", "Абдуллоев"),
        ("  Абдуллоев   ", "Абдуллоев"),
        ("Aбдуллоев", "Абдуллоев"),
        ("САИД-АҲМАД", "Саид-Аҳмад"),
        ("АСАН УУЛУ", "Асан уулу"),
        ("Нурмухамед\u00a0Ұлан", "Нурмухамед Ұлан"),
        ("Dilshod", "Dilshod"),
        ("О", "О"),
    ],
)
def test_names_in_capitals_double_spaces_and_latin_look_alikes_are_put_right(written: str, read: str) -> None:
    assert name_of(written) == read


@pytest.mark.parametrize("written", ["12345", "Умед 2", Formula("=A1"), "Ума\x07д", "***"])
def test_what_is_no_name_is_refused(written: Value) -> None:
    with pytest.raises(CellProblem):
        name_of(written)


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Раҳимов Ҷамшед Фаррухович", ("Раҳимов", "Ҷамшед", "Фаррухович")),
        ("Раҳимов Ҷамшед", ("Раҳимов", "Ҷамшед", "")),
        ("Ҷамшед", ("", "Ҷамшед", "")),
        ("Асан уулу Бакыт", ("Асан уулу", "Бакыт", "")),
        ("Асанова Айгүл Бакыт кызы", ("Асанова", "Айгүл", "Бакыт кызы")),
        ("Нурланов Абдул Карим Бакытович", ("Нурланов", "Абдул Карим", "Бакытович")),
        ("Серік Ерлан Нұрланұлы", ("Серік", "Ерлан", "Нұрланұлы")),
    ],
)
def test_a_full_name_is_parted_surname_first(full: str, parts: tuple[str, str, str]) -> None:
    assert split_name(full) == parts


def test_a_full_name_whose_order_cannot_be_known_is_refused() -> None:
    with pytest.raises(CellProblem, match="two columns"):
        split_name("Мария Анна Роза Петровых")


@pytest.mark.parametrize("word", ["ж", "Ж.", "жен", "женский", "F", "духтар", "кыз", "қыз", "Девочка"])
def test_girls_in_five_languages(word: str) -> None:
    assert sex_of(word) == "female"


@pytest.mark.parametrize("word", ["м", "М", "муж.", "m", "писар", "уул", "ұл", "мальчик"])
def test_boys_in_five_languages(word: str) -> None:
    assert sex_of(word) == "male"


def test_sex_is_never_guessed() -> None:
    assert sex_of(None) is None
    assert sex_of("–") is None
    with pytest.raises(CellProblem):
        sex_of("х")


@pytest.mark.parametrize(
    "written",
    [
        "05.03.2018", "5/3/18", "2018-03-05", "5 марта 2018", "5 марта 2018 г.", "05.03.2018г.", "43164",
        "5 наурыз 2018", "5-март 2018", "5 March 2018", "March 5, 2018", "05.03.2018 0:00:00", "2018-03-05T00:00:00",
        "5 марти 2018", "05-03-2018", "5.3.2018", 43164, 43164.0,
        datetime(2018, 3, 5), date(2018, 3, 5),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_a_date_in_all_its_shapes(written: Value) -> None:
    assert date_of(written, TODAY) == ReadDate(date(2018, 3, 5))


@pytest.mark.parametrize("written", ["2018", 2018, "2018 г.", "2018 год", "соли 2018"[5:]])
def test_a_bare_year_is_kept_as_a_year(written: Value) -> None:
    assert date_of(written, TODAY, year_only=True) == ReadDate(date(2018, 1, 1), "year")
    with pytest.raises(CellProblem, match="only a year"):
        date_of(written, TODAY)


@pytest.mark.parametrize("written", ["31.02.2019", "03/25/2018", "2018-13-01", "вчера", "5 брюмера 2018", "99999999"])
def test_a_date_that_does_not_exist_is_refused(written: Value) -> None:
    with pytest.raises(CellProblem):
        date_of(written, TODAY)


def test_a_refused_date_is_said_as_it_stands() -> None:
    with pytest.raises(CellProblem, match=r"31\.02\.2019 – there is no such date"):
        date_of("31.02.2019", TODAY)


@given(st.dates(date(1930, 1, 1), date(2026, 12, 31)))
def test_a_day_is_never_read_as_a_month(day: date) -> None:
    for text in (f"{day:%d.%m.%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%Y-%m-%d}"):
        read = date_of(text, TODAY)
        assert read is not None
        assert read.day == day


def test_a_column_is_ambiguous_only_where_no_day_is_above_12() -> None:
    assert is_ambiguous(["05.03.2018", "01.02.2019"])
    assert not is_ambiguous(["05.03.2018", "25.02.2019"])
    assert not is_ambiguous(["03.03.2018", None])
    assert not is_ambiguous([datetime(2018, 3, 5), "2018-03-05"])  # noqa: DTZ001


@pytest.mark.parametrize(
    ("title", "month"),
    [
        ("Табель посещаемости за октябрь 2026 г.", (2026, 10)),
        ("Табель за октябрь 2026, утверждён 01.11.2026", (2026, 10)),
        ("Давомот, моҳи октябр", (2026, 10)),
        ("10.2026", (2026, 10)),
        ("2026-10", (2026, 10)),
        ("қазан 2026", (2026, 10)),
        ("Декабрь", (2025, 12)),
        ("утверждено 01.11.2026", None),
        ("Мария", None),
    ],
)
def test_the_month_that_a_title_says(title: str, month: tuple[int, int] | None) -> None:
    assert month_and_year_in(title, TODAY) == month


def test_lines_of_totals_are_known() -> None:
    assert all(is_total(word) for word in ("Итого", "ИТОГО:", "Всего детей", "Ҳамагӣ 25", "Жалпы", "Барлығы", "Total"))
    assert not is_total("Тоталов Умед")


def test_numbers_become_text_without_decimals() -> None:
    assert text_of(992935551234.0) == "992935551234"
