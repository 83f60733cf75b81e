"""Rules about children, by examples and by Hypothesis."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.children.rules import (
    AGE_BANDS,
    Caseload,
    NumberPattern,
    Span,
    age_band,
    age_on,
    born_by,
    caseload,
    first_overlap,
    full_name,
    next_birthday,
    next_number,
)

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
SPANS = st.builds(
    lambda start, length: Span(start, None if length is None else start + timedelta(days=length)),
    DAYS,
    st.none() | st.integers(0, 900),
)
ANN, BEK = uuid.UUID(int=1), uuid.UUID(int=2)


def test_a_name_is_said_surname_first_and_leaves_out_what_is_not_known() -> None:
    assert full_name("Раҳимов", "Ҷамшед", "Фарҳодович") == "Раҳимов Ҷамшед Фарҳодович"
    assert full_name("", "Айгүл") == "Айгүл"


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2019, 3, 5), date(2026, 3, 4), (6, 11)),
        (date(2019, 3, 5), date(2026, 3, 5), (7, 0)),
        (date(2026, 11, 20), date(2026, 11, 20), (0, 0)),
        (date(2020, 2, 29), date(2021, 2, 28), (0, 11)),
        (date(2020, 2, 29), date(2021, 3, 1), (1, 0)),
        (date(2026, 1, 31), date(2026, 2, 28), (0, 0)),
    ],
)
def test_an_age_grows_on_the_day_of_birth(born: date, on: date, age: tuple[int, int]) -> None:
    assert age_on(born, "day", on) == age


def test_an_age_is_not_guessed_where_the_birth_is_not_known() -> None:
    assert age_on(None, "unknown", date(2026, 1, 1)) is None
    assert age_on(date(2027, 1, 1), "day", date(2026, 1, 1)) is None
    assert age_on(date(2019, 1, 1), "year", date(2026, 11, 20)) == (7, 0)


@given(st.dates(date(2000, 1, 1), date(2026, 1, 1)), DAYS, st.integers(0, 25))
def test_who_is_born_by_the_day_of_an_age_has_that_age(born: date, day: date, years: int) -> None:
    age = age_on(born, "day", day)
    assert (age is not None and age[0] >= years) == (born <= born_by(day, years) and born <= day)


@given(st.dates(date(1950, 1, 1), date(2030, 1, 1)), DAYS)
def test_everybody_is_in_one_age_band(born: date, day: date) -> None:
    assert age_band(born, "day", day) in {name for name, _, _ in AGE_BANDS} | {"unknown"}


def test_a_seventeen_year_old_is_not_yet_eighteen() -> None:
    assert age_band(date(2008, 11, 21), "day", date(2026, 11, 20)) == "15-17"
    assert age_band(date(2008, 11, 20), "day", date(2026, 11, 20)) == "18+"


@given(st.dates(date(2000, 1, 1), date(2026, 1, 1)), DAYS)
def test_the_next_birthday_is_within_a_year(born: date, day: date) -> None:
    assert 0 <= (next_birthday(born, day) - day).days <= 365


@pytest.mark.parametrize(
    ("pattern", "there", "expected"),
    [
        ("K-0001", [], "K-0001"),
        ("K-0001", ["K-0041", "K-0007"], "K-0042"),
        ("K-0001", ["K-9999"], "K-10000"),
        ("K-0001", ["K-0041a", "Б-900", "K-", "K-٣٤"], "K-0001"),
        ("2026/01-К", ["2026/09-К"], "2026/10-К"),
        ("7", ["12"], "13"),
    ],
)
def test_the_next_number_follows_the_highest_of_the_pattern(pattern: str, there: list[str], expected: str) -> None:
    assert next_number(pattern, there) == expected


def test_a_pattern_without_digits_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no digits"):
        NumberPattern.of("К-")


@given(st.integers(0, 10**6))
def test_a_number_counts_to_what_it_was_made_of(count: int) -> None:
    pattern = NumberPattern.of("K-0001/тм")
    assert pattern.count_of(pattern.number(count)) == count


@given(SPANS, SPANS)
def test_spans_meet_either_way_or_not_at_all(one: Span, other: Span) -> None:
    shared = any(
        one.covers(day) and other.covers(day) for day in (one.start, other.start)
    )  # two spans share a day exactly when one begins within the other
    assert one.meets(other) == other.meets(one) == shared


def test_a_span_covers_its_first_and_its_last_day() -> None:
    span = Span(date(2026, 10, 12), date(2026, 10, 23))
    assert span.covers(date(2026, 10, 12))
    assert span.covers(date(2026, 10, 23))
    assert not span.covers(date(2026, 10, 24))
    assert first_overlap(span, [Span(date(2026, 10, 24)), Span(date(2026, 1, 1), date(2026, 10, 12))]) == Span(
        date(2026, 1, 1), date(2026, 10, 12)
    )


def test_the_worked_example_of_counting_has_this_caseload() -> None:
    spans = [(ANN, Span(date(2026, 9, 1))), (BEK, Span(date(2026, 10, 12), date(2026, 10, 23)))]
    assert caseload(spans, date(2026, 10, 1), date(2026, 10, 31)) == Caseload(1, 1, 1, 1)


def test_a_child_who_left_and_came_back_is_counted_once() -> None:
    spans = [(ANN, Span(date(2026, 9, 1), date(2026, 10, 5))), (ANN, Span(date(2026, 10, 20)))]
    assert caseload(spans, date(2026, 10, 1), date(2026, 10, 31)) == Caseload(1, 0, 0, 1)


@given(st.lists(st.tuples(st.sampled_from([ANN, BEK, uuid.UUID(int=3)]), SPANS), max_size=8), DAYS, st.integers(0, 60))
def test_opening_and_joined_less_left_is_closing(spans: list[tuple[uuid.UUID, Span]], first: date, length: int) -> None:
    found = caseload(spans, first, first + timedelta(days=length))
    assert found.opening + found.joined - found.left == found.closing
