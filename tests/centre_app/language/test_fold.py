"""A name is found under all its spellings, by every piece of it, and is never another name's double."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.language.fold import match_key, search_patterns, search_text, search_words
from tests.centre_app.language.names import NAMES

# How people type a letter that their keyboard or their font does not have.
WRITTEN_AS = {
    "ғ": "гѓ", "ӣ": "иїй", "қ": "кќ", "ӯ": "уў", "ҳ": "хњ", "ҷ": "жчљ", "ң": "н", "ө": "оӛ", "ү": "у", "ә": "а",
    "ұ": "у", "һ": "хh", "і": "иi", "ў": "уӯ", "ё": "е", "й": "и", "ъ": "ь", "а": "о", "э": "е", "х": "ҳ", "к": "қ",
    "г": "ғ", "и": "ӣі", "у": "ӯүұ", "о": "аө", "н": "ң", "ч": "ҷ", "ж": "ҷ", "е": "ё",
}  # fmt: skip
LATIN_SPELLINGS = {"х": ("kh", "h", "x"), "ҳ": ("h",), "қ": ("q", "k"), "й": ("y",), "ш": ("sh",), "ч": ("ch",),
                   "ж": ("zh", "j"), "ҷ": ("j", "zh"), "ғ": ("gh", "g"), "о": ("o", "a"), "и": ("i",), "ӣ": ("i",),
                   "а": ("a",), "б": ("b",), "в": ("v", "w"), "г": ("g",), "д": ("d",), "е": ("e",), "ё": ("yo",),
                   "з": ("z",), "к": ("k",), "л": ("l",), "м": ("m",), "н": ("n",), "п": ("p",), "р": ("r",),
                   "с": ("s",), "т": ("t",), "у": ("u",), "ӯ": ("u",), "ф": ("f",), "ъ": ("", "'"), "ь": ("", "'"),
                   "э": ("e",), "ю": ("yu",), "я": ("ya",), "ц": ("ts",), "ы": ("y", "i"), "ө": ("o",), "ү": ("u",),
                   "ң": ("n", "ng"), "ә": ("a",), "ұ": ("u",), "і": ("i",), "һ": ("h",)}  # fmt: skip


def found(query: str, *names: str) -> bool:
    """Whether the search field finds a child of these names by `query`."""
    text = search_text(*names)
    return all(any(pattern in text for pattern in patterns) for patterns in search_words(query))


def pieces(name: str) -> list[str]:
    """Every piece of two to five letters of each word."""
    return [
        word[start : start + length]
        for word in name.split()
        for length in range(2, 6)
        for start in range(len(word) - length + 1)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_found_by_every_piece_of_it_in_any_case(name: str) -> None:
    parts = name.split()
    missed = [
        typed
        for piece in pieces(name)
        for typed in (piece, piece.upper(), piece.lower(), piece.title())
        if not found(typed, *parts)
    ]
    assert not missed


@given(st.sampled_from(NAMES), st.data())
def test_a_name_is_found_by_every_piece_of_it_in_any_letter_variant(name: str, data: st.DataObject) -> None:
    piece = data.draw(st.sampled_from(pieces(name)))
    typed = "".join(data.draw(st.sampled_from(letter + WRITTEN_AS.get(letter.lower(), ""))) for letter in piece)
    assert found(typed, *name.split())


@given(st.sampled_from(NAMES), st.data())
def test_a_cyrillic_name_is_found_by_its_pieces_in_latin_letters(name: str, data: st.DataObject) -> None:
    if not all(letter in LATIN_SPELLINGS for letter in name.lower().replace(" ", "")):
        return
    piece = data.draw(st.sampled_from([piece for piece in pieces(name) if len(piece) > 2])).lower()
    typed = "".join(data.draw(st.sampled_from(LATIN_SPELLINGS[letter])) for letter in piece)
    assert found(typed, *name.split())


@pytest.mark.parametrize(
    "stored", ["Ҷамшед", "Джамшед", "Жамшед", "Чамшед", "Jamshed", "Djamshed", "Љамшед", "Zhamshed"]
)
@pytest.mark.parametrize("typed", ["jamshed", "Джамшед", "Ҷамшед", "Жамшед", "Чамшед", "ДЖАМШЕД", "љамшед", "JAMSHED"])
def test_spellings_of_one_name_find_each_other_and_have_one_key(stored: str, typed: str) -> None:
    assert found(typed, "", stored)
    assert match_key(typed) == match_key(stored)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Дилшод", "Dilshod"),
        ("Абдуллоев", "Aбдулоев"),  # with a Latin A, and one л
        ("Исҳоқ", "Iskhoq"),
        ("Азҳар", "Azhar"),
        ("Ғафуров", "Gafurov"),
        ("Гульнара", "Гулнора"),
        ("Gʻulom", "Ғулом"),
        ("Юсуф", "Yusuf"),
        ("Алиев", "Aliyev"),
        ("Соловьёва", "Соловьева"),
        ("Мавлюда", "Мавлуда"),
        ("Дмитрий", "Dmitry"),
        ("Ӛмірбек", "Өмірбек"),
        ("Ілияс", "Iлияс"),  # with a Latin I
        ("Бахтиёр", "Бахтиер"),
        ("Абдул-Карим", "Абдулкарим"),
        ("  РАҲИМОВ   Ҷамшед ", "Рахимов Жамшед"),
        ("Қурбон", "Ќурбон"),
        ("Йўлдош", "И\u0306у\u0306лдош"),  # as letter and breve
    ],
)
def test_names_that_differ_by_spelling_alone_have_one_key(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Рахимов", "Рахимова"),
        ("Рахимов", "Раҳимзода"),
        ("Ҳасан", "Ҳусейн"),
        ("Фотима", "Зуҳро"),
        ("Карим", "Каримҷон"),
        ("Саид", "Шаид"),
        ("Нур", "Нор"),
    ],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


@pytest.mark.parametrize(
    ("typed", "surname"),
    [
        ("Рахимов", "Раҳимзода"),
        ("Раҳимзода", "Рахимова"),
        ("Рахмонов", "Раҳмон"),
        ("Ҳакимӣ", "Хакимов"),
        ("Юсуфов", "Юсуфиён"),
        ("Турсунбаев", "Турсунбайзода"),
        ("Алиев", "Ализода"),
        ("Ерболов", "Ерболұлы"),
        ("Тілеуов", "Тілеуқызы"),
        ("rahimova", "Раҳимзода"),
        ("Жуковская", "Жуковский"),
    ],
)
def test_a_surname_is_found_under_its_other_endings(typed: str, surname: str) -> None:
    assert found(typed, surname, "Наргис")


def test_a_surname_does_not_find_who_only_bears_its_stem_as_a_given_name() -> None:
    assert not found("Каримов", "Назаров", "Карим")


def test_word_order_and_case_do_not_matter_and_every_word_has_to_match() -> None:
    child = ("Раҳимзода", "Ҷамшед", "Исҳоқович", "K-0042", "+992 93 555-12-34")
    assert found("джамшед РАХИМ", *child)
    assert found("ра 555 дж", *child) is False  # «дж» alone is not the letter ҷ
    assert found("ра 555 жа", *child)
    assert not found("джамшед азиз", *child)


@pytest.mark.parametrize("typed", ["K-0042", "к-0042", "k0042", "К 0042", "042", "42", "0042"])
def test_a_child_is_found_by_any_part_of_its_number(typed: str) -> None:
    assert found(typed, "Раҳимзода", "Ҷамшед", "K-0042")


@pytest.mark.parametrize("typed", ["555-12", "93 555", "+99293", "(93) 555-12-34", "992935551234", "1234", "600 11"])
def test_a_child_is_found_by_any_part_of_a_telephone(typed: str) -> None:
    assert found(typed, "Раҳимзода", "Ҷамшед", "+992 93 555-12-34 (модар), 44 600 11 22")


def test_the_words_beside_a_telephone_are_found_too() -> None:
    assert found("модар", "Раҳимзода", "93 555 12 34 модар")


def test_a_name_with_a_hyphen_is_found_by_both_halves_and_whole() -> None:
    for typed in ("Айгуль-Мария", "мария", "гуль-мар", "Мария Айгуль"):
        assert found(typed, "Мухтарова", "Айгуль-Мария")


def test_latin_x_is_read_both_ways() -> None:
    assert found("Александр", "Alexandrov")
    assert found("alexandr", "Александров")
    assert found("xurshed", "Хуршед")


@pytest.mark.parametrize("typed", ["", "   ", "...", "-", "«»", "\u0301"])
def test_nothing_to_look_for_gives_no_words(typed: str) -> None:
    assert search_words(typed) == ()


def test_a_pasted_page_is_searched_by_its_first_sixteen_words_only() -> None:
    assert len(search_words(" ".join(f"word{n}" for n in range(1000)))) == 16


@given(st.text())
def test_any_text_can_be_folded_and_patterns_are_safe_to_put_into_a_search(text: str) -> None:
    key = match_key(text)
    assert match_key(key) == key
    for pattern in (pattern for word in search_words(text) for pattern in word):
        assert pattern
        assert not set(pattern) & set("%_\\\"' *")
    assert search_text(text) == " ".join(search_text(text).split())


@given(st.text(alphabet=st.characters(categories=["L", "M", "Zs"])))
def test_any_word_is_found_by_itself(text: str) -> None:
    assert found(text, text)


@pytest.mark.parametrize("typed", ["ль", "ъе", "'"])
def test_a_sign_alone_is_looked_for_as_a_sign(typed: str) -> None:
    assert all(len(pattern) == len(typed) for pattern in search_patterns(typed))
