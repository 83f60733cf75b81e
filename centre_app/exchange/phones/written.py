"""A form as files: XLSForm for KoboToolbox and ODK Central (.xlsx), XForm for ODK Collect (.xml, made by pyxform)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from centre_app.exchange.phones.form import Form, Labels, Question, signed
from centre_app.language.translate import LANGUAGE_NAMES, LANGUAGES

# As XLSForm names languages: «Русский (ru)».
COLUMNS: Mapping[str, str] = {code: f"{LANGUAGE_NAMES[code]} ({code})" for code in LANGUAGES}
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ROOT = "data"
Row = dict[str, str]


class BrokenForm(Exception):
    """pyxform finds the form wrong: a mistake of the app, told as one."""


def as_xlsform(form: Form) -> bytes:
    """The workbook with its three sheets."""
    from openpyxl import Workbook

    book = Workbook()
    del book["Sheet"]
    _sheet(book, "survey", [_survey_row(question) for question in (*form.questions, *signed(form))])
    _sheet(book, "choices", list(_choice_rows(form)))
    _sheet(book, "settings", [_settings(form)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xform(xlsform: bytes) -> bytes:
    """The same form as XML. Raises BrokenForm where pyxform refuses it or doubts something."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        made = convert(xlsform, form_name=_ROOT, file_type=".xlsx")
    except PyXFormError as error:
        raise BrokenForm(str(error)) from error
    if made.warnings:
        raise BrokenForm("; ".join(made.warnings))
    return str(made.xform).encode()


def _survey_row(question: Question) -> Row:
    kind = f"{question.kind} {question.choices}" if question.choices else question.kind
    required = question.required if isinstance(question.required, str) else "yes" if question.required else ""
    row = {
        "type": kind,
        "name": question.name,
        "required": required,
        "relevant": question.relevant,
        "constraint": question.constraint,
        "calculation": question.calculation,
        "appearance": question.appearance,
        "default": question.default,
        "parameters": question.parameters,
        "choice_filter": question.choice_filter,
    }
    row |= _labelled("label", question.labels)
    row |= _labelled("hint", question.hint)
    return row | _labelled("constraint_message", question.constraint_words)


def _choice_rows(form: Form) -> Iterable[Row]:
    for name, choices in form.lists.items():
        for choice in choices:
            # What stands in a label after ${ would be taken for a question's name.
            labels = {code: words.replace("${", "$ {") for code, words in choice.labels.items()}
            yield {"list_name": name, "name": choice.value, **_labelled("label", labels), **choice.more}


def _settings(form: Form) -> Row:
    return {
        "form_title": form.title,
        "form_id": form.form_id,
        "version": form.version,
        "default_language": COLUMNS[form.language],
        "instance_name": form.shown_as,
    }


def _labelled(column: str, labels: Labels) -> Row:
    return {f"{column}::{COLUMNS[code]}": words for code, words in labels.items()}


def _sheet(book: Any, name: str, rows: Sequence[Row]) -> None:
    """Columns that nothing stands in are left out; every cell is text, never a formula."""
    sheet = book.create_sheet(name)
    columns = [
        column for column in dict.fromkeys(key for row in rows for key in row) if any(r.get(column) for r in rows)
    ]
    for place, column in enumerate(columns, start=1):
        sheet.cell(1, place, column)
    for number, row in enumerate(rows, start=2):
        for place, column in enumerate(columns, start=1):
            text = _UNPRINTABLE.sub(" ", row.get(column, ""))
            if text:
                cell = sheet.cell(number, place)
                cell.value = text
                cell.data_type = "s"
