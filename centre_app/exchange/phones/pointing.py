"""Which visit a form is about: chosen from its list, or typed from the printed form. Pure."""

from __future__ import annotations

from centre_app.exchange.phones.answers import Answers
from centre_app.exchange.phones.form import NOT_LISTED
from centre_app.exchange.phones.meaning import VISIT_MEANING, AskedForm
from centre_app.outreach.codes import LENGTH, clean_code


def pointed_at(asked: AskedForm, answers: Answers) -> str:
    """The visit's code; "" where none is said. What was typed and is no code is given back as it is."""
    chosen = answers.text(VISIT_MEANING)
    if chosen and chosen != NOT_LISTED:
        return chosen
    typed = answers.text("code") or answers.unlisted.get(VISIT_MEANING, "")
    digits = typed.strip()
    # A spreadsheet takes a code of digits only for a number, and its zeros go.
    code = clean_code(typed) or (clean_code(digits.zfill(LENGTH)) if digits.isdigit() else None)
    return code or typed.strip()[:40]
