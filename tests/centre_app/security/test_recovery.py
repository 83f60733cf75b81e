"""The recovery code: what slips it finds, and what it forgives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.errors import UserError
from centre_app.security.recovery import (
    ALPHABET,
    GROUPS,
    LENGTH,
    check_code,
    check_value,
    groups,
    new_code,
    part_matches,
)


def whole(data: list[int]) -> str:
    return "".join(ALPHABET[value] for value in [*data, check_value(data)])


CODES = st.lists(st.integers(0, 31), min_size=LENGTH - 1, max_size=LENGTH - 1).map(whole)


def test_a_new_code_has_nine_groups_of_four_and_is_never_the_same() -> None:
    code = new_code()
    assert [len(group) for group in code.split("-")] == [4] * GROUPS
    assert check_code(code) == code.replace("-", "")
    assert new_code() != code


@given(CODES, st.integers(0, LENGTH - 1), st.integers(1, 31))
def test_every_single_mistyped_character_is_found(code: str, at: int, off: int) -> None:
    other = ALPHABET[(ALPHABET.index(code[at]) + off) % 32]
    with pytest.raises(UserError) as slip:
        check_code(code[:at] + other + code[at + 1 :])
    assert slip.value.field == "code"


@given(CODES, st.integers(0, LENGTH - 2))
def test_every_swap_of_two_neighbours_is_found(code: str, at: int) -> None:
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if swapped != code:
        with pytest.raises(UserError):
            check_code(swapped)


@given(CODES)
def test_case_spaces_and_hyphens_do_not_matter(code: str) -> None:
    typed = " – ".join(groups(code)).lower()
    assert check_code(typed) == code


@given(CODES)
def test_cyrillic_letters_and_look_alikes_are_read_as_what_they_look_like(code: str) -> None:
    looks = str.maketrans("ABEKMHPCTYX01", "АВЕКМНРСТУХОl")
    assert check_code(code.translate(looks)) == code


def test_a_character_that_is_in_no_code_is_named_with_its_group() -> None:
    with pytest.raises(UserError) as slip:
        check_code("ABCD-EFЮH")
    assert "Ю" in str(slip.value)
    assert "2" in str(slip.value)


def test_a_code_cut_short_says_how_many_characters_there_are() -> None:
    with pytest.raises(UserError) as slip:
        check_code(new_code()[:-5])
    assert "32" in str(slip.value)


def test_one_group_can_be_tried() -> None:
    code = new_code()
    third = groups(code)[2]
    assert part_matches(code, 3, third.lower())
    assert not part_matches(code, 3, third[::-1] if third != third[::-1] else "0000")
