"""The words a person reads, in the language chosen, out of gettext catalogues.

English msgids are the English words. A catalogue that is not there gives the msgids, never an error: a centre
must be able to work while a translation is being mended. On the start path, so only gettext is imported.
"""

import gettext as _gettext
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path

from centre_app.language.written import day_text, moment_text

DOMAIN = "centre_app"
LOCALES = Path(__file__).resolve().parents[2] / "resources" / "locales"
LANGUAGES = ("en", "ru", "tg", "ky", "kk")
LANGUAGE_NAMES: Mapping[str, str] = {
    "en": "English",
    "ru": "Русский",
    "tg": "Тоҷикӣ",
    "ky": "Кыргызча",
    "kk": "Қазақша",
}


def N_(text: str) -> str:
    """Mark `text` for the catalogues without translating it yet."""
    return text


class Words:
    """One language's catalogue; take it from `Words.of`, which keeps one a language."""

    __slots__ = ("_catalogue", "language")

    def __init__(self, language: str, catalogue: _gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    @staticmethod
    def of(language: str) -> "Words":
        """The words of one of `LANGUAGES`; ValueError for another code."""
        return _words_of(language)

    def gettext(self, text: str) -> str:
        """`text` in this language."""
        # The empty msgid is the catalogue's header, not a word.
        return self._catalogue.gettext(text) if text else ""

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The form of this language for `n` of something, with the placeholders still in it."""
        return self._catalogue.ngettext(one, many, n)

    def pgettext(self, context: str, text: str) -> str:
        """`text` as it is said in `context`, where one English word has several translations."""
        return self._catalogue.pgettext(context, text)

    def __repr__(self) -> str:
        return f"Words.of({self.language!r})"


@cache
def _words_of(language: str) -> Words:
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language!r}")
    if language == "en":
        return Words(language, _gettext.NullTranslations())
    return Words(language, _gettext.translation(DOMAIN, LOCALES, [language], fallback=True))


_screen = "en"


def set_language(code: str) -> None:
    """Choose the screen's language; ValueError for one that is not in `LANGUAGES`."""
    global _screen
    Words.of(code)
    _screen = code


def current() -> Words:
    """The words of the screen's language. A document's language is chosen apart: give it its own `Words`."""
    return Words.of(_screen)


def _(text: str) -> str:
    """`text` in the screen's language as it is at this moment."""
    return current().gettext(text)


def ngettext(one: str, many: str, n: int) -> str:
    """The screen's language's form for `n` of something."""
    return current().ngettext(one, many, n)


def pgettext(context: str, text: str) -> str:
    """`text` as the screen's language says it in `context`."""
    return current().pgettext(context, text)


@dataclass(frozen=True)
class Message:
    """A sentence that is put into words only when it is read, so that it can be made far from any screen."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_words(self, words: Words | None = None) -> str:
        """The sentence in `words` (the screen's language without); dates and messages among its values too."""
        words = words or current()
        sentence = words.gettext(self.text)
        if not self.values:
            return sentence
        return sentence.format(**{name: _value_in_words(value, words) for name, value in self.values.items()})

    def __str__(self) -> str:
        return self.in_words()


def _value_in_words(value: object, words: Words) -> object:
    if isinstance(value, Message):
        return value.in_words(words)
    if isinstance(value, date):
        return moment_text(value) if isinstance(value, datetime) else day_text(value)
    return value
