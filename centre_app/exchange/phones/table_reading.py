"""Filled forms as a table: the CSV of KoboToolbox and ODK Central, or Kobo's workbook. A row is a form."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path

from centre_app.exchange.phones.received import FindPicture, NoForm, Submission, submission
from centre_app.exchange.reading import decoded, delimiter_of, read_sheets
from centre_app.exchange.tables import Measure, Value
from centre_app.language.translate import N_

LARGEST = 60 * 1024 * 1024  # bytes


def read_csv(file: str, content: bytes, picture: FindPicture) -> Iterator[Submission]:
    """The forms of a text table. Raises NoForm or Unreadable in words."""
    if len(content) > LARGEST:
        raise NoForm(N_("“{name}” is too large to be filled forms."), name=file)
    text = decoded(content, file)
    measure = Measure()
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)), start=1):
            measure.row(number, len(row))
            if any(cell.strip() for cell in row):
                measure.line(number, tuple(row))
                rows.append((number, row))
    except csv.Error:
        raise NoForm(N_("“{name}” is not a table: its rows cannot be told apart."), name=file) from None
    return _forms(file, rows, picture)


def read_workbook(path: Path, picture: FindPicture) -> Iterator[Submission]:
    """The forms on the first sheet of a workbook. Raises Unreadable or NoForm in words."""
    sheets = read_sheets(path)
    lines = sheets[0].lines if sheets else ()
    return _forms(path.name, [(line.row, [_text(cell) for cell in line.cells]) for line in lines], picture)


def _forms(file: str, rows: Sequence[tuple[int, Sequence[str]]], picture: FindPicture) -> Iterator[Submission]:
    if len(rows) < 2:
        raise NoForm(N_("“{name}” holds no forms from a phone."), name=file)
    header = [name.strip() for name in rows[0][1]]
    for number, row in rows[1:]:
        fields: dict[str, str] = {}
        for name, value in zip(header, row, strict=False):
            if name and value.strip():
                fields.setdefault(name, value.strip())
        yield submission(file, number, fields, picture)


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
