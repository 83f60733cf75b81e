"""Short words about a child that several pages say alike."""

from __future__ import annotations

from datetime import date

from centre_app.children.rules import age_on
from centre_app.language.dates import age_text, day_text
from centre_app.language.translate import _, current

SEXES = {"female": lambda: _("girl"), "male": lambda: _("boy")}


def sex_words(sex: str | None) -> str:
    """Girl, boy, or that nobody has said."""
    return SEXES[sex]() if sex in SEXES else _("not said")


def birth_words(birth_date: date | None, precision: str) -> str:
    """The day, the year alone, or "–"."""
    if birth_date is None:
        return "–"
    return str(birth_date.year) if precision == "year" else day_text(birth_date)


def age_words(birth_date: date | None, precision: str, today: date) -> str:
    """ "5 y. 8 mo."; whole years where only the year is known; "" where nothing is."""
    age = age_on(birth_date, precision, today)
    if age is None:
        return ""
    years, months = age
    return (
        age_text(years, months, current())
        if precision == "day"
        else _("about {age}").format(age=age_text(years, 0, current()))
    )


def short_age(birth_date: date | None, precision: str, today: date) -> str:
    """For a narrow column: full years, and months for the youngest."""
    age = age_on(birth_date, precision, today)
    if age is None:
        return ""
    years, months = age
    return age_text(years, months if years < 2 and precision == "day" else 0, current())


def place_words(*parts: str) -> str:
    """Places from the village up, with commas."""
    return ", ".join(part for part in parts if part)
