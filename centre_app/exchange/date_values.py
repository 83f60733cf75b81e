"""Dates as they stand in cells: real dates, 05.03.2018, 5/3/18, 2018-03-05, «5 марта 2018», 2018, 43164. Pure.

A day is never read as a month: 03/25/2018 is refused, not turned round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from centre_app.exchange.cell_words import MONTHS
from centre_app.exchange.headers import header_key
from centre_app.exchange.tables import Formula, Value
from centre_app.exchange.values import CellProblem, text_of
from centre_app.language.translate import N_

_YEAR_END = re.compile(r"[\s.]*(года?|г|й|сол|соли|жыл|жылы|ж|year)\.?$", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})[./\-\s]+(\d{1,2})[./\-\s]+(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[./\-](\d{1,2})[./\-](\d{1,2})")
_CLOCK = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$")
_IN_WORDS = re.compile(r"(\d{1,2})[\s.\-–]*(?:(?:st|nd|rd|th|го|е)\s+)?([^\d\W][^\d]*?)[\s.,\-–]*(\d{4}|\d{2})")
_WORD_FIRST = re.compile(r"([^\d\W][^\d]*?)\s+(\d{1,2})(?:st|nd|rd|th)?[\s,]+(\d{4})")
_YEAR = re.compile(r"(1[89]\d\d|20\d\d)")
_EXCEL_FIRST_DAY = date(1899, 12, 30)
_SERIALS = range(10_000, 60_000)  # 1927 … 2064; smaller numbers are years or mistakes
OLDEST_YEAR = 1900


@dataclass(frozen=True)
class ReadDate:
    """A day, or only a year (``precision`` ``year``: 1 January stands for it)."""

    day: date
    precision: str = "day"


def date_of(value: Value, today: date, *, year_only: bool = False) -> ReadDate | None:
    """The date in a cell, None for an empty one. Raises CellProblem in words.

    ``year_only`` lets a bare year pass (a birth may be known by its year alone).
    """
    if isinstance(value, datetime):
        return ReadDate(value.date())
    if isinstance(value, date):
        return ReadDate(value)
    text = text_of(value)
    if not text or text in ("-", "–", "—", "?"):
        return None
    if isinstance(value, Formula):
        raise CellProblem(N_("a formula stands here; write the value itself"))
    short = _CLOCK.sub("", text)
    year = _YEAR.fullmatch(_YEAR_END.sub("", short))
    if year:
        if not year_only:
            raise CellProblem(N_("“{text}” is only a year; a whole date is needed"), text=text)
        return ReadDate(date(int(year[1]), 1, 1), "year")
    if short.isascii() and short.isdigit() and len(short) == 5 and int(short) in _SERIALS:
        return ReadDate(_EXCEL_FIRST_DAY + timedelta(days=int(short)))
    return ReadDate(_day_in(_YEAR_END.sub("", short), text, today))


def _day_in(short: str, text: str, today: date) -> date:
    if match := _YEAR_FIRST.fullmatch(short):
        return _made(int(match[1]), int(match[2]), int(match[3]), text)
    if match := _DAY_FIRST.fullmatch(short):
        return _made(_full_year(match[3], today), int(match[2]), int(match[1]), text)
    if match := _IN_WORDS.fullmatch(short):
        return _made(_full_year(match[3], today), _month_named(match[2], text), int(match[1]), text)
    if match := _WORD_FIRST.fullmatch(short):
        return _made(int(match[3]), _month_named(match[1], text), int(match[2]), text)
    raise CellProblem(N_("“{text}” is not a date"), text=text)


def _full_year(digits: str, today: date) -> int:
    """18 is 2018 and 87 is 1987: two digits never lie more than a year ahead."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if 2000 + year <= today.year + 1 else 1900 + year


def _made(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CellProblem(N_("{text} – there is no such date"), text=text) from None


@cache
def _months() -> tuple[tuple[str, int], ...]:
    return tuple(sorted(((header_key(word), month) for word, month in MONTHS), key=lambda item: -len(item[0])))


def _month_named(word: str, text: str) -> int:
    month = month_in(word)
    if month is None:
        raise CellProblem(N_("“{text}” is not a date"), text=text)
    return month


def month_in(word: str) -> int | None:
    """The month that a word names in any of the five languages, in any case form; None where it names none."""
    key = header_key(word)
    for beginning, month in _months():
        if (key.startswith(beginning) and len(key) <= len(beginning) + 5) or key == beginning[:3]:
            return month
    return None


def is_ambiguous(values: Iterable[Value]) -> bool:
    """Whether a column's dates could be read day first or month first: numbers only, none above 12 in front.

    Such a column is read day first, and that is said.
    """
    seen = False
    for value in values:
        match = _DAY_FIRST.fullmatch(value.strip()) if isinstance(value, str) else None
        if match:
            if int(match[1]) > 12:
                return False
            seen = seen or (int(match[2]) <= 12 and match[1].zfill(2) != match[2].zfill(2))
    return seen


def month_and_year_in(text: str, today: date) -> tuple[int, int] | None:
    """(year, month) that a sheet's title or name says: «Табель за октябрь 2026 г.», «10.2026», «2026-10», «Октябрь».

    A month without a year is the last one that began. A whole date («утверждено 01.11.2026») names no month.
    """
    year = re.search(r"(?<!\d)(20\d\d)(?!\d)", text)
    for word in re.findall(r"[^\W\d_]{3,}", text):
        month = month_in(word)
        if month is not None:
            return (int(year[1]) if year else today.year - (month > today.month)), month
    if match := re.search(r"(?<![\d.\-/])(20\d\d)[.\-/ ](0?[1-9]|1[0-2])(?![\d.\-/])", text):
        return int(match[1]), int(match[2])
    if match := re.search(r"(?<![\d.\-/])(0?[1-9]|1[0-2])[.\-/](20\d\d)(?!\d)", text):
        return int(match[2]), int(match[1])
    return None
