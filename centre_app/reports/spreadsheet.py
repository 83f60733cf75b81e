"""Tables as `.xlsx`: real dates and numbers, a frozen header, no text that would be run as a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Cell = str | int | float | date | None
_RUN = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the start of a formula
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what the format cannot hold
_FORBIDDEN = re.compile(r"[\\/*?:\[\]]")  # in the name of a sheet
_LONGEST = 32_767  # letters in a cell
_WIDEST = 60


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, a header, and rows as long as the header. `decimals` of a column's numbers, by place."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    decimals: dict[int, int] = field(default_factory=dict)
    percents: frozenset[int] = frozenset()


def as_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as one workbook."""
    import openpyxl  # 0.2 s: only when asked for (stack.md, 4)

    book: Any = openpyxl.Workbook(write_only=True)
    taken: set[str] = set()
    for sheet in sheets:
        _write(book, sheet, _sheet_name(sheet.name, taken))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(book: Any, sheet: Sheet, name: str) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(name)
    page.freeze_panes = "A2"
    for place, title in enumerate(sheet.header):
        longest = max([len(title), *(_length(row[place]) for row in sheet.rows)])
        page.column_dimensions[get_column_letter(place + 1)].width = min(max(longest + 2, 6), _WIDEST)
    header = []
    for title in sheet.header:
        cell = _cell(WriteOnlyCell, page, title)
        cell.font = Font(bold=True)
        header.append(cell)
    page.append(header)
    formats = {place: "0." + "0" * count for place, count in sheet.decimals.items() if count}
    formats |= dict.fromkeys(sheet.percents, "0.0%")
    for row in sheet.rows:
        page.append([_cell(WriteOnlyCell, page, value, formats.get(place)) for place, value in enumerate(row)])


def _cell(make: Any, page: Any, value: Cell, number_format: str | None = None) -> Any:
    if not isinstance(value, str):
        cell = make(page, value=value)
        if isinstance(value, date):
            cell.number_format = "DD.MM.YYYY"
        elif number_format is not None and value is not None:
            cell.number_format = number_format
        return cell
    text = _CONTROL.sub("", value)[:_LONGEST]
    cell = make(page, value=text)
    cell.data_type = "s"
    if text.startswith(_RUN):
        cell.quotePrefix = True  # as the spreadsheet itself keeps a text typed with an apostrophe before it
    return cell


def _length(value: Cell) -> int:
    if isinstance(value, date):
        return 10
    return max(map(len, str("" if value is None else value).splitlines() or [""]))


def _sheet_name(name: str, taken: set[str]) -> str:
    """Excel's rules: at most 31 letters, some signs forbidden, no two the same."""
    base = _FORBIDDEN.sub(" ", name).strip("' ")[:31] or "1"
    found, count = base, 1
    while found.casefold() in taken:
        count += 1
        found = f"{base[: 31 - len(str(count)) - 1]} {count}"
    taken.add(found.casefold())
    return found
