"""The language a family speaks, where the app has words in it: for what a paper says to the family as well."""

from __future__ import annotations

from centre_app.language.translate import Words

# Code list family_language -> the app's languages; the others are spoken in villages, and have no catalogue here.
FAMILY_LANGUAGES = {"tajik": "tg", "russian": "ru", "kyrgyz": "ky", "kazakh": "kk", "english": "en"}


def family_words(language: str | None, beside: Words) -> Words | None:
    """The words of a child's ``language``; None where it is not known, has no catalogue, or is that of ``beside``."""
    code = FAMILY_LANGUAGES.get(language or "")
    return None if code is None or code == beside.language else Words.of(code)
