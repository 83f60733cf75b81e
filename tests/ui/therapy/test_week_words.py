"""A week said and typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.language.translate import N_, Message
from ui.therapy.told_words import told_line, told_text
from ui.therapy.week_words import parse_week, week_text

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("monday", "words"),
    [
        (date(2026, 11, 23), "week 48: 23–29.11.2026"),
        (date(2026, 11, 30), "week 49: 30.11–06.12.2026"),
        (date(2026, 12, 28), "week 53: 28.12.2026–03.01.2027"),
    ],
)
def test_a_week_says_both_months_and_years_where_they_differ(monday: date, words: str) -> None:
    assert week_text(monday) == words


@pytest.mark.parametrize(
    ("typed", "monday"),
    [
        ("48", date(2026, 11, 23)),
        ("w48", date(2026, 11, 23)),
        ("2026-W48", date(2026, 11, 23)),
        ("2027 w 1", date(2027, 1, 4)),
        ("29.11", date(2026, 11, 23)),
        ("+7", date(2026, 11, 23)),
        ("today", date(2026, 11, 16)),
        ("54", None),
        ("0", None),
        ("", None),
        ("sometime", None),
    ],
)
def test_a_week_is_typed_by_its_number_or_any_day_in_it(typed: str, monday: date | None) -> None:
    assert parse_week(typed, TODAY) == monday


@given(st.text(max_size=20))
def test_whatever_is_typed_gives_a_monday_or_nothing(typed: str) -> None:
    found = parse_week(typed, TODAY)
    assert found is None or found.weekday() == 0


def test_a_day_that_its_reason_begins_with_is_said_once() -> None:
    day = date(2027, 3, 22)
    assert told_line(day, Message(N_("{day}: {why}."), {"day": day, "why": "Navruz"})) == "22.03.2027: Navruz."
    assert told_line(day, Message(N_("The room is taken."))) == "22.03.2027: The room is taken."


def test_many_days_are_told_by_the_first_and_a_number() -> None:
    told = [(date(2027, 3, day), Message(N_("closed"))) for day in range(1, 9)]
    lines = told_text(told).splitlines()
    assert len(lines) == 6
    assert lines[-1] == "and 3 more"
