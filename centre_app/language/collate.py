"""Sorting as the alphabets of the five languages have it, by keys that any database compares byte by byte.

The Cyrillic alphabets of Tajik, Kyrgyz and Kazakh never contradict each other, so one merged alphabet serves them
all, and English too. Russian alone differs: ё is sorted with е. So two keys are stored, see `STORED_VARIANTS`.
"""

import unicodedata

STORED_VARIANTS = ("general", "ru")

_CYRILLIC = "аәбвгғдеёжзиӣйкқлмнңоөпрстуӯўұүфхҳһцчҷшщъыіьэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
# Letters of old Tajik fonts and neighbouring alphabets stand with the letter they are written for (practice notes).
_STAND_WITH = {
    "ќ": "қ", "њ": "ҳ", "љ": "ҷ", "ї": "ӣ", "ѓ": "ғ", "ґ": "ғ", "ӛ": "ө", "є": "е", "ə": "ә", "ɵ": "ө",
    "ҡ": "қ", "ң": "ң", "ӈ": "ң", "ӌ": "ҷ", "ј": "й", "ѝ": "и", "ӧ": "ө", "ӱ": "ү", "ӓ": "ә",
}  # fmt: skip
_APOSTROPHES = "'’‘ʻʼʹʽˈ`´′＇"

_SPACE, _HYPHEN, _OTHER_SIGN, _DIGITS, _FIRST_LATIN, _FIRST_CYRILLIC, _OTHER_LETTER = 2, 3, 4, 16, 48, 96, 0xF0


class _Weights(dict[int, str]):
    """A table for `str.translate`: a letter to its weight, one Latin-1 character; case does not count."""

    def __init__(self, *, yo_with_ye: bool) -> None:
        super().__init__()
        weights = {letter: chr(_FIRST_CYRILLIC + place) for place, letter in enumerate(_CYRILLIC)}
        weights |= {letter: chr(_FIRST_LATIN + place) for place, letter in enumerate(_LATIN)}
        if yo_with_ye:
            weights["ё"] = weights["е"]
        weights |= {letter: weights[beside] for letter, beside in _STAND_WITH.items()}
        weights |= {"-": chr(_HYPHEN), "–": chr(_HYPHEN)} | dict.fromkeys(_APOSTROPHES, "")
        for letter, weight in weights.items():
            self[ord(letter)] = self[ord(letter.upper())] = weight

    def __missing__(self, code: int) -> str:
        weight = self._weight(chr(code))
        self[code] = weight
        return weight

    def _weight(self, char: str) -> str:
        category = unicodedata.category(char)
        if category.startswith("M"):
            return ""
        if char.isspace() or category in ("Cc", "Cf"):
            return chr(_SPACE)
        digit = unicodedata.digit(char, None)
        if digit is not None:
            return chr(_DIGITS + digit)
        if not char.isalnum():
            return chr(_OTHER_SIGN)
        plain = unicodedata.normalize("NFKD", char.casefold())
        if plain != char:
            return "".join(self[ord(part)] for part in plain)
        # After all letters we have an order for, by code point: three bytes, none of them zero.
        point = ord(char)
        return chr(_OTHER_LETTER) + chr(1 + (point >> 14)) + chr(1 + (point >> 7 & 127)) + chr(1 + (point & 127))


_WEIGHTS = {"general": _Weights(yo_with_ye=False), "ru": _Weights(yo_with_ye=True)}


def variant(language: str) -> str:
    """Which of `STORED_VARIANTS` sorts for `language`."""
    return "ru" if language == "ru" else "general"


def sort_key(text: str, language: str) -> bytes:
    """The key that sorts `text` in the alphabet of `language` (or of a variant) when bytes are compared.

    Signs, then digits, Latin, Cyrillic and other letters. Case and accents, and for Russian ё, count only between
    texts that are otherwise the same; different texts never have the same key.
    """
    text = unicodedata.normalize("NFC", text)
    return text.translate(_WEIGHTS[variant(language)]).encode("latin-1") + b"\0" + text.encode("utf-8", "surrogatepass")
