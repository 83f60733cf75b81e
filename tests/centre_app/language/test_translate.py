"""Words come out of the catalogues, and English out of the code where there is no catalogue."""

import gettext
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from centre_app.language import translate
from centre_app.language.translate import LANGUAGE_NAMES, LANGUAGES, N_, Message, Words, current, ngettext, set_language


@pytest.fixture
def russian(tmp_path: Path) -> Words:
    """Russian words out of a small catalogue of its own."""
    catalogue = Catalog(locale="ru", domain=translate.DOMAIN, fuzzy=False)
    catalogue.add("End {end} is before start {start}.", "Конец {end} раньше начала {start}.")
    catalogue.add(("{n} child", "{n} children"), ("{n} ребёнок", "{n} ребёнка", "{n} детей"))
    catalogue.add("May", "май", context="month")
    catalogue.add("Row {row}: {reason}", "Строка {row}: {reason}")
    path = tmp_path / "ru" / "LC_MESSAGES" / f"{translate.DOMAIN}.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
    return Words("ru", gettext.translation(translate.DOMAIN, tmp_path, ["ru"]))


def test_every_language_has_words_and_a_name_of_its_own() -> None:
    assert set(LANGUAGE_NAMES) == set(LANGUAGES)
    assert [Words.of(language).language for language in LANGUAGES] == list(LANGUAGES)


def test_one_catalogue_is_kept_for_a_language() -> None:
    assert Words.of("tg") is Words.of("tg")


def test_a_language_that_nobody_translated_gives_the_english_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translate, "LOCALES", tmp_path)
    translate._words_of.cache_clear()
    try:
        words = Words.of("kk")
        assert words.gettext("Absent") == "Absent"
        assert [words.ngettext("{n} child", "{n} children", n) for n in (0, 1, 2)] == [
            "{n} children", "{n} child", "{n} children",
        ]  # fmt: skip
    finally:
        translate._words_of.cache_clear()


def test_an_unknown_language_is_refused_and_the_screen_stays_as_it_was() -> None:
    set_language("ru")
    with pytest.raises(ValueError, match="xx"):
        set_language("xx")
    assert current().language == "ru"


def test_the_screens_language_is_looked_up_when_the_word_is_said() -> None:
    assert current().language == "en"
    assert ngettext("{n} child", "{n} children", 1) == "{n} child"
    set_language("ky")
    assert current().language == "ky"


def test_plural_forms_are_those_of_the_language(russian: Words) -> None:
    forms = [russian.ngettext("{n} child", "{n} children", n).format(n=n) for n in (1, 3, 5, 21, 11)]
    assert forms == ["1 ребёнок", "3 ребёнка", "5 детей", "21 ребёнок", "11 детей"]


def test_one_word_has_a_translation_a_context(russian: Words) -> None:
    assert russian.pgettext("month", "May") == "май"
    assert russian.pgettext("permission", "May") == "May"


def test_an_empty_text_is_not_the_header_of_the_catalogue(russian: Words) -> None:
    assert russian.gettext("") == ""


def test_a_message_says_dates_and_messages_inside_it_in_the_same_language(russian: Words) -> None:
    reason = Message(N_("End {end} is before start {start}."), {"end": date(2026, 3, 5), "start": date(2026, 4, 5)})
    row = Message(N_("Row {row}: {reason}"), {"row": 14, "reason": reason})
    assert row.in_words(russian) == "Строка 14: Конец 05.03.2026 раньше начала 05.04.2026."
    assert str(row) == "Row 14: End 05.03.2026 is before start 05.04.2026."


def test_a_message_says_a_moment_with_its_time() -> None:
    said = str(Message("Saved {when}", {"when": datetime(2026, 3, 5, 12, 0, tzinfo=UTC)}))
    assert "2026 " in said
    assert said[-3] == ":"


def test_braces_in_what_a_person_typed_do_no_harm() -> None:
    assert str(Message("No child {name}.", {"name": "{Ҷамшед}"})) == "No child {Ҷамшед}."
    assert str(Message("100 % {not a place}")) == "100 % {not a place}"
