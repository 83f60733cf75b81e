"""Numbers as all five countries' papers write them."""

from __future__ import annotations

from centre_app.reports.style import joined, number, percent


def test_thousands_stand_apart_and_decimals_after_a_comma() -> None:
    assert number(1234567.5, 1) == "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,5"
    assert number(9876543210) == "9\N{NO-BREAK SPACE}876\N{NO-BREAK SPACE}543\N{NO-BREAK SPACE}210"
    assert number(0) == "0"


def test_a_rate_without_a_denominator_is_a_dash() -> None:
    assert percent(None) == "–"
    assert percent(27 / 31) == "87,1\N{NO-BREAK SPACE}%"


def test_parts_that_say_nothing_are_left_out() -> None:
    assert joined(("Ховалинг", "", "Сари Хосор")) == "Ховалинг, Сари Хосор"
    assert joined(("", "")) == "–"
