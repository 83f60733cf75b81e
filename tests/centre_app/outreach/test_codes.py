"""The code of a visit form: whatever slips while it is typed is noticed."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.outreach.codes import LETTERS, check_letter, clean_code, make_code, shown_code

CODES = st.text(alphabet=LETTERS, min_size=5, max_size=5).map(lambda five: five + check_letter(five))


@given(CODES, st.integers(0, 5), st.sampled_from(LETTERS))
def test_any_single_wrong_letter_is_noticed(code: str, place: int, letter: str) -> None:
    wrong = code[:place] + letter + code[place + 1 :]
    assert clean_code(wrong) == (code if wrong == code else None)


@given(CODES, st.integers(0, 4))
def test_any_two_swapped_neighbours_are_noticed(code: str, place: int) -> None:
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert clean_code(wrong) == (code if wrong == code else None)


@given(CODES)
def test_a_code_is_read_as_it_is_printed_in_small_letters_and_with_letters_that_look_alike(code: str) -> None:
    assert clean_code(shown_code(code)) == code
    typed = code.lower().replace("0", "o").replace("1", "l").replace("2", "z")
    assert clean_code(f"  {typed[:3]} {typed[3:]}\n") == code


@pytest.mark.parametrize("text", ["", "12345", "1234567", "К7М2QX", "K7M2Q!", "------", "ßßßßß"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert clean_code(text) is None


def test_codes_by_chance_are_codes() -> None:
    rng = random.Random(7)
    made = [make_code(rng) for _one in range(200)]
    assert all(clean_code(code) == code for code in made)
    assert len(set(made)) == 200
    assert not set("".join(made)) & set("ILOUZ")
