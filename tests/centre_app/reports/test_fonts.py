"""Texts fit where they are put, and no letter is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.reports import fonts

NAME = "Абдурахмонзода-Мирзошарифзода Ҷамшедхоҷаи Фаридуншоҳзодагӣ"


@given(st.text(alphabet="Ғӣҷқ aWi-", max_size=80), st.floats(min_value=12, max_value=300))
def test_wrapped_lines_are_never_wider_than_the_room_and_lose_no_letter(text: str, room: float) -> None:
    lines = fonts.wrapped(text, 9, room)
    assert all(fonts.width(line, 9) <= room + 1e-6 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_words_are_broken_at_spaces_and_line_breaks_are_kept() -> None:
    assert fonts.wrapped("Сари Хосор\nХовалинг", 9, 200) == ["Сари Хосор", "Ховалинг"]
    assert fonts.wrapped("Сари Хосор", 9, fonts.width("Хосор ", 9)) == ["Сари", "Хосор"]


def test_a_no_break_space_holds_number_and_unit_together() -> None:
    text = "1\N{NO-BREAK SPACE}234 км"
    assert fonts.wrapped(text, 9, fonts.width(text, 9) - 1)[0] == "1\N{NO-BREAK SPACE}234"


def test_a_long_name_is_set_smaller_before_it_takes_a_second_line() -> None:
    room = fonts.width(NAME, 9) - 5
    lines, size = fonts.fitted(NAME, 9, room, smallest=6)
    assert lines == [NAME]
    assert 6 <= size < 9
    assert fonts.width(NAME, size) <= room + 1e-6


def test_a_name_too_long_for_any_size_is_wrapped_rather_than_cut() -> None:
    lines, size = fonts.fitted(NAME, 9, 60, smallest=6)
    assert size == 6
    assert "".join(lines).replace(" ", "") == NAME.replace(" ", "")


def test_a_long_word_in_a_narrow_column_is_set_smaller_before_it_is_broken() -> None:
    lines, size = fonts.unbroken("Причина неизвестна", 8, 40, smallest=5)
    assert lines == ["Причина", "неизвестна"]
    assert 5 < size < 8
    assert len(fonts.unbroken("неизвестнаянеизвестная", 8, 40, smallest=5)[0]) > 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("и\N{COMBINING MACRON}", "ӣ"),  # typed as two signs, drawn as the one letter
        ("Сари\nХосор\tдеҳа", "Сари Хосор деҳа"),
        ("Али\u200bшер\x00", "Алишер"),
        ("علی", "???"),
    ],
)
def test_what_no_face_has_is_never_drawn_as_nothing(text: str, shown: str) -> None:
    assert fonts.drawable(text) == shown
