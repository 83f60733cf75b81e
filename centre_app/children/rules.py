"""Names, ages, numbers, spans of enrolment: pure decisions about children."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

AGE_BANDS: tuple[tuple[str, int, int], ...] = (
    ("0-2", 0, 2),
    ("3-6", 3, 6),
    ("7-10", 7, 10),
    ("11-14", 11, 14),
    ("15-17", 15, 17),
    ("18+", 18, 200),
)
UNKNOWN = "unknown"


def full_name(surname: str, given_name: str, patronymic: str = "") -> str:
    """In the order of the place: surname, given name, patronymic."""
    return " ".join(part for part in (surname, given_name, patronymic) if part)


def short_name(surname: str, given_name: str) -> str:
    """Surname and given name, for narrow columns."""
    return full_name(surname, given_name)


def age_on(birth_date: date | None, precision: str, day: date) -> tuple[int, int] | None:
    """(years, months) on ``day``; None where unknown or not yet born. Months are 0 where only the year is known."""
    if birth_date is None or precision == UNKNOWN or birth_date > day:
        return None
    months = (day.year - birth_date.year) * 12 + day.month - birth_date.month
    if day.day < birth_date.day:  # whoever was born on 31 January is one month old on 1 March
        months -= 1
    years, rest = divmod(months, 12)
    return (years, rest) if precision == "day" else (years, 0)


def age_band(birth_date: date | None, precision: str, day: date) -> str:
    """The band of counting.md's ``served_by_age``: ``0-2`` … ``18+`` or ``unknown``."""
    age = age_on(birth_date, precision, day)
    if age is None:
        return UNKNOWN
    return next(name for name, first, last in AGE_BANDS if first <= age[0] <= last)


def born_by(day: date, years: int) -> date:
    """The latest birth date of whoever is at least ``years`` old on ``day``."""
    try:
        return day.replace(year=max(day.year - years, 1))
    except ValueError:  # 29 February, and that year has none
        return date(day.year - years, 2, 28)


def birthday_in(birth_date: date, year: int) -> date:
    """The birthday of a year; who was born on 29 February has it on 1 March where there is none."""
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def next_birthday(birth_date: date, day: date) -> date:
    """The first birthday on or after ``day``."""
    this_year = birthday_in(birth_date, day.year)
    return this_year if this_year >= day else birthday_in(birth_date, day.year + 1)


@dataclass(frozen=True)
class NumberPattern:
    """A number with the digits that are counted up: ``K-0042`` is ``K-``, width 4, nothing after."""

    before: str
    width: int
    after: str

    @classmethod
    def of(cls, pattern: str) -> NumberPattern:
        """Read a centre's pattern: its last run of digits is counted up. ValueError where it has none."""
        match = re.fullmatch(r"(.*?)([0-9]+)([^0-9]*)", pattern)
        if match is None:
            raise ValueError(f"no digits in the number pattern {pattern!r}")
        return cls(match[1], len(match[2]), match[3])

    def count_of(self, number: str) -> int | None:
        """What a number counts to, None for one that was written differently by hand."""
        if len(number) <= len(self.before) + len(self.after):
            return None
        if not (number.startswith(self.before) and number.endswith(self.after)):
            return None
        digits = number[len(self.before) : len(number) - len(self.after)]
        return int(digits) if digits.isascii() and digits.isdigit() else None

    def number(self, count: int) -> str:
        """The number of a count, with as many zeros before it as the pattern shows."""
        return f"{self.before}{count:0{self.width}d}{self.after}"


def next_number(pattern: str, numbers: Iterable[str]) -> str:
    """The number after the highest of ``numbers`` by the centre's pattern; the first is the pattern's 1."""
    shape = NumberPattern.of(pattern)
    highest = max((count for count in map(shape.count_of, numbers) if count is not None), default=0)
    return shape.number(highest + 1)


@dataclass(frozen=True)
class Span:
    """Days from ``start`` to ``end``, both in; ``end`` None: no end."""

    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.start <= day and (self.end is None or day <= self.end)

    def meets(self, other: Span) -> bool:
        """Whether the spans share a day."""
        return (other.end is None or self.start <= other.end) and (self.end is None or other.start <= self.end)

    def active_at_end_of(self, day: date) -> bool:
        """counting.md: active at the end of day d: ``start <= d and (end is None or end > d)``."""
        return self.start <= day and (self.end is None or self.end > day)


def first_overlap(span: Span, others: Iterable[Span]) -> Span | None:
    """The first of ``others`` that shares a day with ``span``."""
    return next((other for other in sorted(others, key=lambda one: one.start) if span.meets(other)), None)


@dataclass(frozen=True)
class Caseload:
    """counting.md: ``opening + joined − left = closing``, of children, unduplicated over services."""

    opening: int
    joined: int
    left: int
    closing: int


def caseload(spans: Iterable[tuple[uuid.UUID, Span]], first: date, last: date) -> Caseload:
    """Count the children of enrolment spans over a period, both days in (counting.md, ``caseload``)."""
    opening: set[uuid.UUID] = set()
    closing: set[uuid.UUID] = set()
    covered: set[uuid.UUID] = set()
    period = Span(first, last)
    for child_id, span in spans:
        if span.active_at_end_of(first - timedelta(days=1)):
            opening.add(child_id)
        if span.active_at_end_of(last):
            closing.add(child_id)
        if span.meets(period):
            covered.add(child_id)
    joined = covered - opening
    return Caseload(len(opening), len(joined), len((opening | joined) - closing), len(closing))
