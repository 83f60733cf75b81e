"""Reading ``.xlsx`` without trusting it: bounded before it is unpacked, never calculated, read row by row."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from centre_app.exchange.tables import Formula, Line, Measure, Sheet, Unreadable, Value, trimmed
from centre_app.language.translate import N_

MOST_UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 3_000
SMALL_PART = 4 * 1024 * 1024  # below this no ratio is a danger
HIGHEST_RATIO = 150  # a register full of the same letter packs 60 : 1; bombs 1000 : 1
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9_.-]+)[\"']")


def read_workbook(path: Path) -> list[Sheet]:
    """The visible sheets. Raises Unreadable for what is damaged, dangerous or no workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_archive(path, archive)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise _damaged(path) from None
    from openpyxl import load_workbook

    try:
        # openpyxl leaves a file open that it stumbles over at once, so it is opened and closed here.
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not keep (charts, rules) nobody misses here
            book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
            try:
                return [
                    Sheet(sheet.title, tuple(_lines(sheet)))
                    for sheet in book.worksheets
                    if sheet.sheet_state == "visible"
                ]
            finally:
                book.close()
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable(N_("“{name}” is too large to be a list of children."), name=path.name) from None
    except Exception:  # whatever a damaged or forged part makes the library stumble over, the file is at fault
        raise _damaged(path) from None


def _check_archive(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if any("vbaproject" in name.lower() or "/macrosheets/" in name.lower() for name in names):
        raise Unreadable(N_("“{name}” holds a macro. Save it as .xlsx without macros."), name=path.name)
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Unreadable(N_("“{name}” is not what its name says: no table can be read from it."), name=path.name)
    bomb = Unreadable(N_("“{name}” unpacks to far more than a table can hold. It was not opened."), name=path.name)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise bomb
    for part in parts:
        if part.file_size > SMALL_PART and part.file_size > HIGHEST_RATIO * max(part.compress_size, 1):
            raise bomb
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            _check_xml(path, archive, part)


def _check_xml(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No workbook has a document type or entities of its own; one that has is a trap (entity bomb, outside file)."""
    trap = Unreadable(N_("“{name}” holds something that no spreadsheet writes. It was not opened."), name=path.name)
    with archive.open(part) as file:
        before = b""
        while block := file.read(1 << 20):
            if not before:
                declared = _DECLARED.search(block[:200])
                # Another alphabet could hide the words looked for below.
                if block[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in block[:200]:
                    raise trap
                if declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
                    raise trap
            seen = before + block
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                raise trap
            before = block[-16:]


def _lines(sheet: Any) -> Iterator[Line]:
    sheet.reset_dimensions()  # the size that a file claims is not always its size: nothing may be cut off
    measure = Measure()
    colours: dict[int, bool] = {}
    for number, row in enumerate(sheet.iter_rows(), start=1):
        measure.row(number, len(row))
        if not row:
            continue
        values = [_value(cell) for cell in row]
        shaded = frozenset(
            place
            for place, value in enumerate(values[:MOST_SHADED])
            if value is None and _style(row[place]) and _is_coloured(row[place], colours)
        )
        cells = trimmed(values)
        if cells:
            measure.line(number, cells)
            yield Line(number, cells, shaded)


MOST_SHADED = 60  # a month's grid is narrower than this


def _style(cell: Any) -> int:
    return getattr(cell, "_style_id", 0)  # cells that the file does not write have none


def _is_coloured(cell: Any, known: dict[int, bool]) -> bool:
    style: int = cell._style_id
    if style not in known:
        fill = cell.fill
        known[style] = fill.fill_type is not None and getattr(fill.fgColor, "rgb", None) not in ("FFFFFFFF", "00FFFFFF")
    return known[style]


def _value(cell: Any) -> Value:
    value = cell.value
    if value is None or isinstance(value, int | float | datetime | date | time):
        return value
    if cell.data_type == "f" or not isinstance(value, str):  # array formulas come as objects of their own
        return Formula(getattr(value, "text", None) or str(value))
    if cell.data_type == "e":  # «#REF!» is what is left of a formula
        return Formula(value)
    text = value.strip()
    return (text[1:] if text.startswith("'") else text) or None


def _damaged(path: Path) -> Unreadable:
    return Unreadable(N_("“{name}” is damaged: no table can be read from it."), name=path.name)
