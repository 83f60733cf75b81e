"""Which lines below a header are rows: not totals, repeated headers, column numbers or signatures. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from centre_app.exchange.headers import PASSED_OVER, Columns, column_named
from centre_app.exchange.tables import Line
from centre_app.exchange.values import is_total


def rows_of(lines: Sequence[Line], columns: Columns, table: str) -> list[Line]:
    """The table's rows, in their order."""
    wanted = [place for name, place in columns.places.items() if name not in PASSED_OVER]
    rows: list[Line] = []
    is_over = False
    for line in lines:
        if line.row <= columns.row:
            continue
        filled = [place for place in wanted if line.cell(place) is not None]
        if any(is_total(cell) for cell in line.cells):
            is_over = True
        elif not filled or (is_over and len(filled) < 2) or _counts_columns(line) or _repeats(line, columns, table):
            continue
        else:
            rows.append(line)
    return rows


def _counts_columns(line: Line) -> bool:
    """«1 2 3 4 …» under the header, as forms number their columns."""
    cells = [str(cell) for cell in line.cells if cell is not None]
    return len(cells) > 2 and cells == [str(number) for number in range(1, len(cells) + 1)]


def _repeats(line: Line, columns: Columns, table: str) -> bool:
    """The header again, as on each printed page."""
    names = [name for name in columns.places if name not in PASSED_OVER]
    again = sum(column_named(line.cell(columns.places[name]), table) == name for name in names)
    return again > 1 and again * 2 > len(names)


def with_numbers(columns: Columns, lines: Sequence[Line]) -> Columns:
    """A column headed only «№» holds children's numbers where they are not plain counting: К-0042."""
    place = columns.places.get("ordinal")
    if place is None or "number" in columns.places:
        return columns
    cells = [line.cell(place) for line in lines if line.row > columns.row]
    if not any(isinstance(cell, str) and any(map(str.isalpha, cell)) and any(map(str.isdigit, cell)) for cell in cells):
        return columns
    places = {name: where for name, where in columns.places.items() if name != "ordinal"} | {"number": place}
    return replace(columns, places=places, headings={**columns.headings, place: columns.headings.get(place, "№")})
