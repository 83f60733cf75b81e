"""Hours of a day as people write them: read, checked, and put into words. Pure.

A time is minutes after midnight of the local day; 1440 is its end (24:00).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Protocol, TypeVar

from centre_app.errors import UserError
from centre_app.language.dates import weekday_names
from centre_app.language.translate import N_, Message, Words
from centre_app.language.written import UNKNOWN

Span = tuple[int, int]  # (start_minute, end_minute)
DAY_MINUTES = 1440
WEEKDAYS = range(1, 8)  # ISO: Monday 1 … Sunday 7
_LONGEST = 200
_TIME = r"([0-9]{1,2})(?:[:.]([0-9]{2}))?|([0-9]{2})([0-9]{2})"
_SPAN = re.compile(rf"\s*(?:{_TIME})\s*[-–—−]\s*(?:{_TIME})\s*(?:[,;\n]|(?<=\s)|$)")
_ONE = re.compile(rf"\s*(?:{_TIME})\s*")


@dataclass(frozen=True, order=True)
class Stretch:
    """A part of a weekday (ISO: Monday 1 … Sunday 7)."""

    weekday: int
    start_minute: int
    end_minute: int


@dataclass(frozen=True, order=True)
class ChildStretch:
    """A part of a weekday in which a child can be here; with ``transport`` the minibus brings and takes it then."""

    weekday: int
    start_minute: int
    end_minute: int
    transport: bool = False


class PartOfDay(Protocol):
    """What both kinds of stretch have."""

    @property
    def weekday(self) -> int:
        """ISO."""

    @property
    def start_minute(self) -> int:
        """After midnight."""

    @property
    def end_minute(self) -> int:
        """After midnight, at most 1440."""


P = TypeVar("P", bound=PartOfDay)


@dataclass(frozen=True)
class SpansWords(Message):
    """Times inside a sentence: "09:00–13:00, 14:00–17:00"; they read the same in all languages."""

    @classmethod
    def of(cls, spans: Iterable[Span]) -> SpansWords:
        """The words of these spans."""
        return cls(spans_text(spans))

    def in_words(self, words: Words | None = None) -> str:
        """The text as it is."""
        return self.text


def minute_text(minute: int) -> str:
    """540 as ``09:00``."""
    return f"{minute // 60:02}:{minute % 60:02}"


def span_text(start_minute: int, end_minute: int) -> str:
    """``09:00–13:00``."""
    return f"{minute_text(start_minute)}–{minute_text(end_minute)}"


def spans_text(spans: Iterable[Span]) -> str:
    """``09:00–13:00, 14:00–17:00``; a dash for none."""
    return ", ".join(span_text(*span) for span in spans) or UNKNOWN


def hours_text(stretches: Iterable[PartOfDay], words: Words | None = None) -> str:
    """``Mon–Wed 09:00–13:00, 14:00–17:00; Fri 09:00–12:00``; days in a row with the same times stand together."""
    names = weekday_names(words, short=True)
    times = {day: spans_text(spans) for day in WEEKDAYS if (spans := _of_day(list(stretches_of(stretches, day))))}
    parts = []
    for (text, _place), days in groupby(times, key=lambda day: (times[day], _run(times, day))):
        run = list(days)
        named = names[run[0] - 1] if len(run) == 1 else f"{names[run[0] - 1]}–{names[run[-1] - 1]}"
        parts.append(f"{named} {text}")
    return "; ".join(parts)


def parse_minute(text: str, *, field: str) -> int:
    """A time as people type it: ``9``, ``9:30``, ``09.30``, ``0930``, ``24:00``. Raises UserError at ``field``."""
    found = _ONE.fullmatch(text)
    minute = _minute(found.groups()) if found else None
    if minute is None:
        raise UserError(N_("“{text}” is not a time. Write it as 9 or 9:30."), field=field, text=_cut(text))
    return minute


def parse_times(text: str, *, field: str = "hours") -> tuple[Span, ...]:
    """Times of a day as people type them: ``9-13``, ``9:00–13:00, 14-17``, ``09.30-12``; in order, "" is none.

    Raises UserError at ``field``: cannot be read, ends before it begins, two that overlap.
    """
    spans: list[Span] = []
    at = 0
    while text[at:].strip():
        found = _SPAN.match(text, at) if len(text) <= _LONGEST else None
        start = _minute(found.groups()[:4]) if found else None
        end = _minute(found.groups()[4:]) if found else None
        if found is None or start is None or end is None:
            raise UserError(
                N_("“{text}” cannot be read as times. Write them as 9-13 or 9:00-13:00, 14:00-17:30."),
                field=field,
                text=_cut(text),
            )
        if end <= start:
            raise UserError(N_("{times} ends before it begins."), field=field, times=span_text(start, end))
        spans.append((start, end))
        at = found.end()
    spans.sort()
    for one, other in pairwise(spans):
        if other[0] < one[1]:
            raise _overlap(span_text(*one), span_text(*other), field)
    return tuple(spans)


def stretches_of(stretches: Iterable[P], weekday: int) -> list[P]:
    """Those of a weekday, in order."""
    return sorted((each for each in stretches if each.weekday == weekday), key=lambda each: each.start_minute)


def spans_of(stretches: Iterable[PartOfDay], weekday: int) -> tuple[Span, ...]:
    """The times of a weekday in order; what touches or overlaps is joined."""
    return _of_day(stretches_of(stretches, weekday))


def overlapping(stretches: Iterable[P]) -> tuple[P, P] | None:
    """The first two of one weekday that share a minute."""
    ordered = sorted(stretches, key=lambda each: (each.weekday, each.start_minute))
    for one, other in pairwise(ordered):
        if one.weekday == other.weekday and other.start_minute < one.end_minute:
            return one, other
    return None


def check_stretches(stretches: Iterable[PartOfDay], field: str = "hours") -> None:
    """Raises UserError at ``field`` for times outside the day, the wrong way round, or two that overlap."""
    listed = list(stretches)
    for each in listed:
        if each.weekday not in WEEKDAYS or not 0 <= each.start_minute < each.end_minute <= DAY_MINUTES:
            raise UserError(
                N_("{times}: a time begins before it ends, between 00:00 and 24:00."),
                field=field,
                times=span_text(each.start_minute, each.end_minute),
            )
    both = overlapping(listed)
    if both is not None:
        one, other = both
        raise _overlap(
            span_text(one.start_minute, one.end_minute), span_text(other.start_minute, other.end_minute), field
        )


def without(spans: Iterable[Span], away: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of spans when others are taken out of them."""
    left = list(spans)
    for start, end in away:
        left = [
            part
            for one in left
            for part in ((one[0], min(one[1], start)), (max(one[0], end), one[1]))
            if part[0] < part[1]
        ]
    return tuple(left)


def _of_day(ordered: Sequence[PartOfDay]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for each in ordered:
        if joined and each.start_minute <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], each.end_minute))
        else:
            joined.append((each.start_minute, each.end_minute))
    return tuple(joined)


def _run(times: dict[int, str], day: int) -> int:
    """The first day of the row of days, without a gap, that have the same times as this one."""
    while times.get(day - 1) == times[day]:
        day -= 1
    return day


def _minute(groups: Sequence[str | None]) -> int | None:
    hour, minute, hour_run, minute_run = groups
    hours, minutes = int(hour or hour_run or 0), int(minute or minute_run or 0)
    at = hours * 60 + minutes
    return at if minutes < 60 and at <= DAY_MINUTES else None


def _overlap(one: str, other: str, field: str) -> UserError:
    return UserError(N_("{one} and {other} overlap."), field=field, one=one, other=other)


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:40]}…"
