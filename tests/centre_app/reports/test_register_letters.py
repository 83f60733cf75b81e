"""The letters of the register."""

from __future__ import annotations

import pytest

from centre_app.exchange.mark_codes import code_in
from centre_app.language.translate import LANGUAGES
from centre_app.reports import fonts
from centre_app.reports.register_letters import LETTERS, PRESENT, reason_letters


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_means_one_thing(language: str) -> None:
    letters = LETTERS[language]
    used = [PRESENT, letters.late, letters.day_off, *letters.reasons.values()]
    assert len(set(used)) == len(used)
    assert all(fonts.drawable(one) == one for one in used)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_of_a_sheet_is_read_as_something_else_when_it_is_brought_in_again(language: str) -> None:
    letters = LETTERS[language]
    for reason, letter in letters.reasons.items():
        read = code_in(letter, {})
        assert read is None or (read.status == "absent" and read.reason in (None, reason))
    late = code_in(letters.late, {})
    assert late is not None
    assert late.status == "late"


def test_a_reason_of_the_centres_own_gets_a_letter_that_nobody_has() -> None:
    labels = {"illness": "Болезнь", "x1": "Болезнь родителя", "x2": "Болезнь брата", "x3": "12", "x4": "…"}
    letters = reason_letters("ru", labels)
    assert letters["illness"] == "Б"
    assert len(set(letters.values())) == len(labels)
    assert not set(letters.values()) & {"О", "В", "Н"}
