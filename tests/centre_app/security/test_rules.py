"""User names, passwords, the last manager, and how long wrong tries make one wait."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.errors import UserError
from centre_app.security.rules import (
    FORGOTTEN_AFTER,
    FREE_TRIES,
    LONGEST_WAIT,
    Wrong,
    as_of,
    check_manager_stays,
    check_password,
    check_person_name,
    check_username,
    seconds_left,
    tidy_password,
    tidy_username,
    wait_after,
)

MOMENTS = st.floats(min_value=0, max_value=4e9)


def test_the_first_three_wrong_tries_are_free_then_the_wait_doubles_up_to_five_minutes() -> None:
    assert [wait_after(count) for count in range(13)] == [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


@given(st.integers(min_value=0, max_value=10**6), MOMENTS, MOMENTS)
def test_nobody_ever_waits_longer_than_the_maximum_whatever_the_clock_says(count: int, last: float, now: float) -> None:
    assert 0 <= seconds_left(as_of(Wrong(count, last), now), now) <= LONGEST_WAIT


@given(st.integers(min_value=1, max_value=100), MOMENTS, st.floats(min_value=1, max_value=4e8))
def test_with_the_clock_set_back_the_wait_begins_now_and_ends(count: int, last: float, back: float) -> None:
    now = last - back
    corrected = as_of(Wrong(count, last), now)
    assert corrected.last == now
    assert seconds_left(corrected, now + LONGEST_WAIT) == 0


def test_wrong_tries_are_forgotten_after_an_hour() -> None:
    assert as_of(Wrong(9, 1000.0), 1000.0 + FORGOTTEN_AFTER + 1) == Wrong()
    assert as_of(Wrong(9, 1000.0), 1000.0 + FORGOTTEN_AFTER - 1) == Wrong(9, 1000.0)


def test_the_wait_is_counted_in_whole_seconds_from_the_last_try() -> None:
    wrong = Wrong(FREE_TRIES, 1000.0)
    assert [seconds_left(wrong, now) for now in (1000.0, 1000.5, 1001.0, 1001.9, 1002.0)] == [2, 2, 1, 1, 0]


@pytest.mark.parametrize("typed", ["Gulnora", " gulnora ", "GULNORA", "ｇｕｌｎｏｒａ"])
def test_a_user_name_is_the_same_in_any_case_and_width(typed: str) -> None:
    assert tidy_username(typed) == "gulnora"


@given(st.text())
def test_a_tidy_user_name_stays_as_it_is(typed: str) -> None:
    assert tidy_username(tidy_username(typed)) == tidy_username(typed)


@pytest.mark.parametrize("typed", ["", "   ", "гул нора", "гул\x07нора", "г" * 61, "Зарина"])
def test_a_user_name_that_is_empty_too_long_unprintable_or_taken_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        check_username(typed, {"зарина"})
    assert refused.value.field == "username"


def test_a_user_name_may_be_in_any_alphabet() -> None:
    assert check_username("Ҷамшед", ()) == "ҷамшед"


@pytest.mark.parametrize("password", ["", "1234567", "Gulnora-K", "п" * 201])
def test_a_password_too_short_too_long_or_equal_to_the_user_name_is_refused(password: str) -> None:
    with pytest.raises(UserError) as refused:
        check_password(password, "gulnora-k", field="new_password")
    assert refused.value.field == "new_password"


def test_the_practice_centre_takes_a_short_password_but_not_none() -> None:
    check_password("1", "manager", practice=True)
    with pytest.raises(UserError):
        check_password("", "manager", practice=True)


def test_a_password_typed_with_combining_marks_is_the_same() -> None:
    assert tidy_password("чаи\u0304на") == tidy_password("ча\u04e3на")


@pytest.mark.parametrize("typed", ["", "Г" * 10_000, "Гул\x00нора"])
def test_a_persons_name_is_needed_short_and_printable(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        check_person_name(typed, "manager_name")
    assert refused.value.field == "manager_name"


def test_the_last_manager_stays() -> None:
    check_manager_stays(1)
    with pytest.raises(UserError):
        check_manager_stays(0)
