"""What a person typed, made clean or refused."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.errors import UserError
from centre_app.language.translate import Words
from centre_app.typed import typed_line, typed_lines, typed_phone


def line(text: str, limit: int = 20, *, needed: bool = False) -> str:
    return typed_line(text, field="village", label="Village", limit=limit, needed=needed)


def test_a_line_is_trimmed_joined_and_in_one_form() -> None:
    assert line("  Сари   Хосор\u00a0") == "Сари Хосор"
    assert line("И\u0306") == "Й"
    assert line("Са\u00adри\u200b") == "Сари"


@pytest.mark.parametrize("text", ["а\nб", "а\tб", "а\x00б", "а\x1bб", "а\u202eб", "а\u2028б", "а\ud800б"])
def test_what_cannot_be_seen_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="Village") as raised:
        line(text)
    assert raised.value.field == "village"


def test_too_long_says_how_long_and_how_long_it_may_be() -> None:
    with pytest.raises(UserError, match="10000 letters, at most 20"):
        line("я" * 10_000)
    assert line("я" * 20) == "я" * 20


def test_what_is_needed_is_asked_for() -> None:
    with pytest.raises(UserError, match="Please fill in “Village”"):
        line(" ", needed=True)
    assert line(" ") == ""


def test_several_lines_keep_their_breaks() -> None:
    text = typed_lines("\n один \r\n\r\nдва\tтри\u2028четыре \n", field="notes", label="Notes", limit=100)
    assert text == "один\n\nдва три\nчетыре"
    with pytest.raises(UserError):
        typed_lines("а\x07", field="notes", label="Notes", limit=100)


@pytest.mark.parametrize("text", ["", "+992 (93) 555-12-34", "901234567, 918 00 11 22", "3322/2-11-01", " 5 "])
def test_a_phone_is_digits_and_the_signs_between(text: str) -> None:
    assert typed_phone(text, field="phone", label="Phone") == text.strip()


@pytest.mark.parametrize("text", ["бабушка", "93 555 (мама)", "--", "1" * 100])
def test_words_are_no_phone(text: str) -> None:
    with pytest.raises(UserError) as raised:
        typed_phone(text, field="phone", label="Phone")
    assert raised.value.field == "phone"
    assert "{" not in raised.value.in_words(Words.of("ru"))


@given(st.text(max_size=60))
def test_clean_text_stays_as_it_is_and_can_be_stored(text: str) -> None:
    try:
        clean = line(text, 60)
    except UserError:
        return
    assert line(clean, 60) == clean == unicodedata.normalize("NFC", clean)
    assert clean.encode().decode() == clean
    assert "\x00" not in clean
