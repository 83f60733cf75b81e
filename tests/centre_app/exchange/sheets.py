"""Spreadsheets as centres keep them, made on the spot."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import PatternFill

Rows = Sequence[Any]


def xlsx(path: Path, rows: Rows, *, sheet: str = "Лист1", merged: Sequence[str] = (), grey: Sequence[str] = ()) -> Path:
    """A workbook with one sheet; ``grey`` cells are shaded."""
    return workbook(path, {sheet: rows}, merged=merged, grey=grey)


def workbook(path: Path, sheets: dict[str, Rows], *, merged: Sequence[str] = (), grey: Sequence[str] = ()) -> Path:
    """A workbook with several sheets; merging and shading on the first."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    first = book.worksheets[0]
    for span in merged:
        first.merge_cells(span)
    for cell in grey:
        first[cell].fill = PatternFill("solid", fgColor="FFBFBFBF")
    book.save(path)
    return path


def text(path: Path, rows: Rows, *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """A text table."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows([["" if cell is None else cell for cell in row] for row in rows])
    path.write_bytes(buffer.getvalue().encode(encoding))
    return path


def with_part(source: Path, target: Path, name: str, content: bytes) -> Path:
    """A workbook with one of its parts put in or exchanged."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return target
