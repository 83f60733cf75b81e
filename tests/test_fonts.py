"""The two faces that travel with the app have every letter of the five languages: a missing one is drawn as nothing."""

import json
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from tests.centre_app.language.names import NAMES

RESOURCES = Path(__file__).parents[1] / "resources"
FACES = {name: TTFontFace(str(RESOURCES / "fonts" / f"NotoSans-{name}.ttf")) for name in ("Regular", "Bold")}

ALPHABETS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "tg": "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя",
    "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "uz": "абвгғдеёжзийкқлмнопрстуўфхҳчшъэюя",
    "an old Tajik font": "ќњљїўѓӛ",
}
SIGNS = "0123456789 \u00a0\u2009\u202f!\"#%&'()*+,-./:;<=>?@[]_{|}~§°·×–—‘’“”„«»‹›•…№ʻʼ€₽₸"


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("language", ALPHABETS)
def test_every_letter_of_the_language_is_in_the_face(language: str, face: str) -> None:
    letters = ALPHABETS[language] + ALPHABETS[language].upper()
    assert [letter for letter in letters if ord(letter) not in FACES[face].charToGlyph] == []


@pytest.mark.parametrize("face", FACES)
def test_digits_and_signs_are_in_the_face(face: str) -> None:
    assert [sign for sign in SIGNS if ord(sign) not in FACES[face].charToGlyph] == []


@pytest.mark.parametrize("face", FACES)
def test_digits_are_all_as_wide_as_each_other_so_that_columns_of_figures_stand_straight(face: str) -> None:
    assert len({FACES[face].charWidths[ord(digit)] for digit in "0123456789"}) == 1


@pytest.mark.parametrize("face", FACES)
def test_names_and_code_lists_can_be_printed_whole(face: str) -> None:
    labels = [
        label
        for path in (RESOURCES / "codelists").glob("*.json")
        for entry in json.loads(path.read_text("utf-8"))
        for label in entry["labels"].values()
    ]
    assert labels
    assert {
        letter for text in (*NAMES, *labels) for letter in text if ord(letter) not in FACES[face].charToGlyph
    } == set()


def test_the_licence_of_the_fonts_lies_beside_them() -> None:
    assert "SIL OPEN FONT LICENSE" in (RESOURCES / "fonts" / "OFL.txt").read_text("utf-8")
