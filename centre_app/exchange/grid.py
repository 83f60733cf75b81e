"""A register on paper's pattern: one sheet a month, a row a child, a column a day. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from centre_app.exchange.date_values import month_and_year_in
from centre_app.exchange.headers import SEARCHED_ROWS, Columns, column_named, header_key
from centre_app.exchange.table_rows import with_numbers
from centre_app.exchange.tables import Line, Sheet, Value

_DAY = re.compile(r"(\d{1,2})(?:\D.*)?", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_FEWEST_DAYS = 5
_WHO = frozenset({"number", "ordinal", "full_name", "surname", "given_name", "patronymic", "refusal"})


@dataclass(frozen=True)
class Grid:
    """Where a sheet has its children and its days. ``month`` is (year, month), None where the sheet does not say."""

    sheet: Sheet
    columns: Columns
    days: dict[int, int]  # day of the month -> place
    month: tuple[int, int] | None


def find_grid(sheet: Sheet, today: date) -> Grid | None:
    """The grid of a sheet, None where it is none: days 1 … 31 in one of the first rows, children's names beside."""
    first = [line for line in sheet.lines if line.row <= SEARCHED_ROWS]
    for number, line in enumerate(first):
        days, dated = _days(line.cells)
        if len(days) < _FEWEST_DAYS:
            continue
        who = _who(first[max(0, number - 3) : number + 2], line, set(days.values()))
        if who is None:
            continue
        columns = with_numbers(who, sheet.lines)
        if not columns.places.keys() & {"number", "full_name", "given_name"}:
            continue
        return Grid(sheet, columns, days, dated or _said_month(first[:number], sheet.name, today))
    return None


def _days(cells: Sequence[Value]) -> tuple[dict[int, int], tuple[int, int] | None]:
    """day -> place of the longest run of rising day numbers, and the month where real dates stand there."""
    days: dict[int, int] = {}
    month: tuple[int, int] | None = None
    for place, cell in enumerate(cells):
        if isinstance(cell, datetime | date):
            day: int | None = cell.day
            month = month or (cell.year, cell.month)
        else:
            day = _day_number(cell)
        if day is not None and 1 <= day <= 31 and day > max(days, default=0):
            days[day] = place
    return days, month


def _day_number(cell: Value) -> int | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return int(cell) if cell == int(cell) else None
    match = _DAY.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return int(match[1]) if match else None


def _who(lines: Sequence[Line], days_line: Line, taken: set[int]) -> Columns | None:
    """The columns that say who, headed in the row of the days or in one beside it (merged headings)."""
    places: dict[str, int] = {}
    headings: dict[int, str] = {}
    last = days_line.row
    for line in lines:
        for place, cell in enumerate(line.cells):
            name = column_named(cell, "attendance")
            if name in _WHO and name not in places and place not in taken and place not in headings:
                places[name] = place
                headings[place] = " ".join(str(cell).split())
                last = max(last, line.row)
    for day, place in ((str(cell), place) for place, cell in enumerate(days_line.cells) if place in taken):
        headings[place] = day
    return Columns(last, places, headings, ()) if places else None


def _said_month(title: Sequence[Line], name: str, today: date) -> tuple[int, int] | None:
    """The month in the lines above the header, else in the sheet's name. «октябрь» and «2026» may stand apart."""
    texts = [str(cell) for line in title for cell in line.cells if isinstance(cell, str | int)]
    for text in (*texts, name):
        said = month_and_year_in(text, today)
        if said is None:
            continue
        year = _YEAR.search(text) or _YEAR.search(" ".join([*texts, name]))
        return (int(year[1]), said[1]) if year else said
    return None


def is_weekday_line(line: Line, days: dict[int, int]) -> bool:
    """«пн вт ср …» under the day numbers: words, but no marks."""
    words = {header_key(str(cell)) for place in days.values() if (cell := line.cell(place)) is not None}
    return bool(words) and words <= _WEEKDAYS


_WEEKDAY_WORDS = (
    "пн вт ср чт пт сб вс mo tu we th fr sa su mon tue wed thu fri sat sun дш сш чш пш ҷм шн яш"
    " дүй шей шар бей жум ишм жек дс сс ср бс жм сн жк дб шб жш"
)
_WEEKDAYS = frozenset(map(header_key, _WEEKDAY_WORDS.split()))
