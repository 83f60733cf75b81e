"""A week in words, and what somebody means by what is typed: a week's number or any day in it. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from centre_app.language.dates import day_text, parse_day
from centre_app.language.translate import _
from centre_app.therapy.rules import monday_of

_ISO = re.compile(r"(?:(\d{4})\s*[-.]?\s*w?|w)?\s*(\d{1,2})", re.IGNORECASE)


def week_text(monday: date) -> str:
    """As the strip has it: "week 48: 23–29.11.2026"; both months or years are said where they differ."""
    last = monday + timedelta(days=6)
    if monday.year != last.year:
        first = day_text(monday)
    elif monday.month != last.month:
        first = f"{monday:%d.%m}"
    else:
        first = f"{monday:%d}"
    return _("week {number}: {days}").format(number=monday.isocalendar().week, days=f"{first}–{day_text(last)}")


def parse_week(text: str, today: date) -> date | None:
    """The Monday meant: ``2026-W48``, ``W48`` or ``48`` of this year, or any day as a date is typed; None for none."""
    text = text.strip()
    found = _ISO.fullmatch(text)
    if found:
        try:
            return date.fromisocalendar(int(found[1] or today.isocalendar().year), int(found[2]), 1)
        except ValueError:
            return None
    day = parse_day(text, today)
    try:
        return monday_of(day) if day is not None else None
    except OverflowError:
        return None
