"""How a child's facts are said on paper, in the document's language."""

from __future__ import annotations

from datetime import date

from centre_app.children.rules import age_on
from centre_app.language.dates import age_text, day_text
from centre_app.language.translate import Words
from centre_app.reports.style import NONE


def birth_code(birth_date: date | None, precision: str) -> str | None:
    """For machines: `2018-03-05`, `2018` where only the year is known, None where nothing is."""
    if birth_date is None or precision == "unknown":
        return None
    return str(birth_date.year) if precision == "year" else birth_date.isoformat()


def birth_words(birth_date: date | None, precision: str) -> str:
    """`05.03.2018`, `2018`, or the dash."""
    if birth_date is None or precision == "unknown":
        return NONE
    return str(birth_date.year) if precision == "year" else day_text(birth_date)


def age_words(birth_date: date | None, precision: str, day: date, words: Words) -> str:
    """How old on `day`; empty where the birth is not known."""
    age = age_on(birth_date, precision, day)
    if age is None:
        return ""
    return age_text(age[0], age[1] if precision == "day" else None, words)


def sex_words(sex: str | None, words: Words) -> str:
    """Girl, boy; the dash where it was not said."""
    if sex is None:
        return NONE
    return words.gettext("girl") if sex == "female" else words.gettext("boy")
