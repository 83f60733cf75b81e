"""From what is typed to what is booked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from centre_app.errors import UserError
from centre_app.language.dates import parse_day
from centre_app.language.translate import N_
from centre_app.therapy.actions import Booking, SeriesBooking
from centre_app.therapy.placing import Placing
from centre_app.therapy.recurrence import Rule

_BETWEEN = re.compile(r"[,;\n]")
#: Where the dialog shows what a rule has against a series.
FIELDS = {"rule": "weekdays", "first_day": "day"}


def is_repeated(values: Mapping[str, Any]) -> bool:
    """Whether it is a series."""
    return bool(values.get("every"))


def placing_of(values: Mapping[str, Any]) -> Placing:
    """Where one session would stand."""
    return Placing(
        day=values["day"],
        start_minute=values["start_minute"],
        minutes=values["minutes"],
        type=values["type"],
        therapist_id=values["therapist_id"],
        room_id=values["room_id"],
        child_ids=values["child_ids"],
    )


def booking_of(values: Mapping[str, Any]) -> Booking:
    """One session."""
    return Booking(
        day=values["day"],
        start_minute=values["start_minute"],
        minutes=values["minutes"],
        type=values["type"],
        therapist_id=values["therapist_id"],
        room_id=values["room_id"],
        child_ids=values["child_ids"],
        clash_reason=values["clash_reason"],
    )


def series_of(values: Mapping[str, Any]) -> SeriesBooking:
    """A series. Raises UserError: both ends are said, or a day left out cannot be read."""
    until, count = values["until"], values["count"]
    if until is not None and count is not None:
        raise UserError(N_("Say either the last day or how many times, not both."), field="count")
    return SeriesBooking(
        first_day=values["day"],
        start_minute=values["start_minute"],
        minutes=values["minutes"],
        type=values["type"],
        therapist_id=values["therapist_id"],
        room_id=values["room_id"],
        child_ids=values["child_ids"],
        rule=Rule(tuple(values["weekdays"]), int(values["every"]), until, count),
        exceptions=days_in(values["exceptions"], values["day"]),
        clash_reason=values["clash_reason"],
    )


def days_in(text: str, first_day: date) -> tuple[date, ...]:
    """Days typed one after the other. One without a year is the next such day from ``first_day`` on.

    Raises UserError (field ``exceptions``) for what is no day.
    """
    days = []
    for part in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        day = parse_day(part, first_day)
        if day is None:
            raise UserError(
                N_("“{text}” is not a day. Write days like 24.12, 31.12."), field="exceptions", text=part[:40]
            )
        if day < first_day and not re.search(r"\d{4}|\d+\D+\d+\D+\d+", part):
            day = parse_day(f"{part.rstrip('.')}.{first_day.year + 1}", first_day) or day
        days.append(day)
    return tuple(sorted(set(days)))
