"""The rows that were not brought in, as a spreadsheet to mend and import again."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from centre_app.errors import UserError
from centre_app.exchange.results import ImportResult
from centre_app.exchange.tables import Line
from centre_app.language.translate import N_, _

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@")


def refused_path(path: Path) -> Path:
    """A name beside the file that is not taken: ``children-refused.xlsx``."""
    number = 1
    while True:
        target = path.with_name(f"{path.stem}-refused{'' if number == 1 else f'-{number}'}.xlsx")
        if not target.exists():
            return target
        number += 1


def write_refused(result: ImportResult, target: Path) -> None:
    """Header and refused rows as they stood, with the reason in a last column. Raises UserError."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    width = max((len(line.cells) for line in (*result.header, *result.refused)), default=0)
    reasons = result.reasons()
    number = 0
    for number, line in enumerate(result.header, start=1):
        _write(sheet, number, line)
    if number:
        sheet.cell(number, width + 1, _("What is wrong")).font = Font(bold=True)
    for row, line in enumerate(result.refused, start=number + 1):
        _write(sheet, row, line)
        _set(sheet.cell(row, width + 1), reasons.get(line.row, ""))
    try:
        book.save(target)
    except OSError:
        raise UserError(N_("The refused rows could not be written to “{name}”."), name=str(target)) from None


def _write(sheet: Any, row: int, line: Line) -> None:
    for column, value in enumerate(line.cells, start=1):
        if value is not None:
            _set(sheet.cell(row, column), value)


def _set(cell: Any, value: object) -> None:
    if isinstance(value, str):
        cell.value = _UNPRINTABLE.sub(" ", str(value))
        cell.data_type = "s"  # a text that looks like a formula stays a text
        cell.quotePrefix = value.startswith(_LOOKS_LIKE_FORMULA)
        return
    cell.value = value
    if isinstance(value, datetime | date):
        cell.number_format = "dd.mm.yyyy"
