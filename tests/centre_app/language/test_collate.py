"""Each language sorts by its own alphabet, whatever compares the bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.language.collate import STORED_VARIANTS, sort_key, variant
from centre_app.language.translate import LANGUAGES
from tests.centre_app.language.names import NAMES

ALPHABETS = {
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",  # without ё, which is sorted with е
    "tg": "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя",
    "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "en": "abcdefghijklmnopqrstuvwxyz",
}


def in_order(names: list[str], language: str) -> list[str]:
    """The names sorted for a language."""
    return sorted(names, key=lambda name: sort_key(name, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_stand_as_in_the_languages_alphabet(language: str) -> None:
    alphabet = list(ALPHABETS[language])
    assert in_order(alphabet[::-1], language) == alphabet
    capitals = [letter.upper() for letter in alphabet]
    assert in_order(capitals[::-1], language) == capitals


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("tg", ["Гадоев", "Ғафуров", "Дӯстов", "Зиёев", "Ибодов", "Каримов", "Қодиров", "Умаров", "Ӯроқов", "Ҳакимов",
                "Чориев", "Ҷӯраев", "Шарифов", "Ятимов"]),
        ("ky", ["Намазов", "Ормонов", "Өмүров", "Пазылов", "Уланов", "Үсөнов", "Фатыхов", "Ысмайылов", "Эсенов"]),
        ("kk", ["Асанов", "Әлиев", "Базаров", "Ғалиев", "Досов", "Қасымов", "Оспанов", "Өтегенов", "Уалиев", "Ұлықбек",
                "Үсенов", "Ыбыраев", "Іскендіров", "Эркенов"]),
        ("ru", ["Ёжиков", "Ежов", "Елкин", "Ёлкина", "Жуков"]),
        ("en", ["Brown", "Ennis", "Zhanar", "Асанов"]),
    ],
)  # fmt: skip
def test_surnames_stand_as_in_a_printed_list(language: str, names: list[str]) -> None:
    assert in_order(sorted(names, reverse=True), language) == names


def test_yo_is_ye_in_russian_alone() -> None:
    assert in_order(["Елкин Борис", "Ёлкин Антон"], "ru") == ["Ёлкин Антон", "Елкин Борис"]
    assert in_order(["Ёқубов", "Ежова", "Еҳсонов"], "tg") == ["Ежова", "Еҳсонов", "Ёқубов"]


def test_signs_then_digits_then_latin_then_cyrillic() -> None:
    assert in_order(["Асан", "Asan", "7", "Aй", "+"], "kk") == ["+", "7", "Asan", "Aй", "Асан"]


def test_a_shorter_surname_comes_before_a_longer_one_whatever_the_given_name() -> None:
    names = ["Рахимов Ятим", "Рахимова Азиза", "Рахимов-Шоҳ Али", "Рахимовский Али"]
    assert in_order(names[::-1], "tg") == ["Рахимов Ятим", "Рахимов-Шоҳ Али", "Рахимова Азиза", "Рахимовский Али"]


def test_case_counts_only_between_equal_names() -> None:
    assert in_order(["каримов Б", "КАРИМОВ А", "Каримов В"], "ru") == ["КАРИМОВ А", "каримов Б", "Каримов В"]
    assert in_order(["карим", "Карим"], "ru") == ["Карим", "карим"]


def test_letters_of_an_old_tajik_font_stand_with_those_they_mean() -> None:
    assert in_order(["Ќодиров", "Қобилов", "Лолаев", "Каримов"], "tg") == ["Каримов", "Қобилов", "Ќодиров", "Лолаев"]


def test_two_stored_keys_serve_all_languages() -> None:
    assert {variant(language) for language in LANGUAGES} == set(STORED_VARIANTS)
    for language in LANGUAGES:
        assert all(sort_key(name, language) == sort_key(name, variant(language)) for name in NAMES)


def test_composed_and_decomposed_letters_sort_as_one() -> None:
    assert sort_key("Й", "tg") == sort_key("И\u0306", "tg")


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")), st.sampled_from(LANGUAGES))
def test_any_text_has_a_key_and_different_texts_have_different_ones(one: str, other: str, language: str) -> None:
    same = sort_key(one, language) == sort_key(other, language)
    assert same == (sort_key(one, "ru") == sort_key(other, "ru"))


def test_text_that_no_file_can_hold_does_not_break_a_list() -> None:
    assert sort_key("\ud800", "ru")
