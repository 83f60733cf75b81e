"""What a key means."""

from __future__ import annotations

import pytest

from centre_app.attendance.rules import Cell
from ui.attendance.letters import HERE, LATE_MARK, Mark, MarkLetters

REASONS = {
    "illness": "болезнь",
    "parent_ill": "болезнь родителя",
    "unexcused": "без уважительной причины",
    "unknown": "причина не названа",
    "feast": "семейный праздник",
}


@pytest.fixture
def letters() -> MarkLetters:
    return MarkLetters("ru", REASONS)


def test_a_letter_is_the_first_mark_that_begins_with_it(letters: MarkLetters) -> None:
    assert letters.typed("б", None) == Mark("absent", "illness")


def test_the_same_letter_again_is_the_next_mark_and_comes_round(letters: MarkLetters) -> None:
    assert letters.typed("Б", Cell("absent", "illness")) == Mark("absent", "parent_ill")
    assert letters.typed("Б", Cell("absent", "parent_ill")) == Mark("absent", "illness")


def test_absent_without_a_reason_comes_before_unexcused(letters: MarkLetters) -> None:
    assert letters.typed("н", None) == Mark("absent", "unknown")
    assert letters.typed("н", Cell("absent", "unknown")) == Mark("absent", "unexcused")


def test_late_has_its_letter_and_plus_is_present(letters: MarkLetters) -> None:
    assert letters.typed("о", None) == LATE_MARK
    assert letters.typed("+", None) == HERE
    assert letters.typed("-", None) == Mark("absent", "unknown")


def test_p_is_present_first_in_both_alphabets() -> None:
    assert MarkLetters("ru", REASONS).typed("п", None) == HERE
    english = MarkLetters("en", REASONS)
    assert english.typed("p", None) == HERE
    assert english.typed("p", Cell("present")) == Mark("absent", "parent_ill")


def test_a_letter_of_no_mark_does_nothing(letters: MarkLetters) -> None:
    assert letters.typed("ж", None) is None


def test_a_reason_of_the_centres_own_has_letters_of_its_own(letters: MarkLetters) -> None:
    signs = [letters.sign(Cell("absent", code)) for code in REASONS]
    assert len(set(signs)) == len(REASONS)


def test_no_mark_is_written_as_nothing_and_said_as_not_marked(letters: MarkLetters) -> None:
    assert letters.sign(None) == ""
    assert letters.words(None) == "not marked"


@pytest.mark.parametrize("language", ["en", "ru", "tg", "ky", "kk"])
def test_every_mark_can_be_typed_in_every_language(language: str) -> None:
    letters = MarkLetters(language, REASONS)
    for code, sign in letters.codes.items():
        now: Cell | None = None
        reached = set()
        for _press in range(len(REASONS) + 1):
            mark = letters.typed(sign[0], now)
            assert mark is not None
            reached.add(mark.reason)
            now = Cell(mark.status or "", mark.reason)
        assert code in reached
