"""What may be written about a child: input made clean, or refused in words at its field. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from centre_app.children.fields import ALERT_LABELS, GUARDIAN_LABELS, LABELS, LIMITS, LONGEST_NOTES
from centre_app.children.inputs import AlertInput, ChildInput, GuardianInput
from centre_app.children.rules import UNKNOWN, Span, first_overlap
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.typed import typed_line, typed_lines, typed_phone

EARLIEST_BIRTH = date(1900, 1, 1)
_EARLIEST_START = date(1950, 1, 1)
_YEARS_AHEAD = 5
_MOST_ROWS = 20


def check_child(child: ChildInput, today: date) -> ChildInput:
    """The input made clean: trimmed, NFC, empty guardians left out, birth in its stored form.

    Raises UserError naming the field: see ``typed`` for words, ``check_birth``, ``check_place``.
    """
    lines: dict[str, Any] = {
        name: typed_line(getattr(child, name), field=name, label=LABELS[name], limit=limit, needed=name == "given_name")
        for name, limit in LIMITS.items()
    }
    birth_date, precision = check_birth(child.birth_date, child.birth_precision, today)
    if child.sex not in (None, "female", "male"):
        raise UserError(N_("Sex is “girl”, “boy” or left open."), field="sex")
    check_place(child.latitude, child.longitude)
    if child.photo_consent_on is not None and child.photo_consent_on > today:
        raise UserError(N_("The day of the consent is in the future."), field="photo_consent_on")
    further = tuple(sorted({code for code in child.further_disabilities if code != child.primary_disability}))
    return replace(
        child,
        **lines,
        birth_date=birth_date,
        birth_precision=precision,
        phone=typed_phone(child.phone, field="phone", label=LABELS["phone"]),
        notes=typed_lines(child.notes, field="notes", label=LABELS["notes"], limit=LONGEST_NOTES),
        guardians=check_guardians(child.guardians),
        alerts=check_alerts(child.alerts),
        primary_disability=child.primary_disability or None,
        further_disabilities=further,
        language=child.language or None,
    )


def check_birth(birth_date: date | None, precision: str, today: date) -> tuple[date | None, str]:
    """(date, precision) as they are stored: 1 January where only the year is known, None where nothing is.

    Raises UserError (field ``birth_date``): in the future, before 1900, a precision without its date.
    """
    precision = precision or ("day" if birth_date else UNKNOWN)
    if precision not in ("day", "year", UNKNOWN):
        raise ValueError(f"no such precision: {precision!r}")
    if precision == UNKNOWN:
        return None, UNKNOWN
    if birth_date is None:
        raise UserError(N_("Please fill in the date of birth, or say that it is not known."), field="birth_date")
    if precision == "year":
        birth_date = date(birth_date.year, 1, 1)
    if birth_date > today:
        raise UserError(N_("The date of birth {day} is in the future."), field="birth_date", day=birth_date)
    if birth_date < EARLIEST_BIRTH:
        raise UserError(N_("The date of birth {day} is before 1900."), field="birth_date", day=birth_date)
    return birth_date, precision


def check_place(latitude: float | None, longitude: float | None) -> None:
    """Coordinates are optional, both or none. Raises UserError (field ``latitude`` or ``longitude``)."""
    if (latitude is None) != (longitude is None):
        field = "latitude" if latitude is None else "longitude"
        raise UserError(N_("Coordinates are two numbers: latitude and longitude."), field=field)
    if latitude is None or longitude is None:
        return
    if not math.isfinite(latitude) or not -90 <= latitude <= 90:
        raise UserError(N_("Latitude is a number from -90 to 90."), field="latitude")
    if not math.isfinite(longitude) or not -180 <= longitude <= 180:
        raise UserError(N_("Longitude is a number from -180 to 180."), field="longitude")


def check_guardians(guardians: Iterable[GuardianInput]) -> tuple[GuardianInput, ...]:
    """Clean guardians, empty ones left out. Raises UserError (field ``guardians``): a phone without a name, …"""
    checked: list[GuardianInput] = []
    for guardian in guardians:
        clean = GuardianInput(
            name=typed_line(guardian.name, field="guardians", label=GUARDIAN_LABELS["name"], limit=200),
            relationship=guardian.relationship or None,
            phone=typed_phone(guardian.phone, field="guardians", label=GUARDIAN_LABELS["phone"]),
        )
        if clean == GuardianInput(""):
            continue
        if not clean.name:
            raise UserError(N_("Please write the name of the parent or guardian."), field="guardians")
        checked.append(clean)
    _check_number_of_rows(checked, "guardians")
    return tuple(checked)


def check_alerts(alerts: Iterable[AlertInput]) -> tuple[AlertInput, ...]:
    """Clean alerts, empty ones left out. Raises UserError (field ``alerts``): a note without a kind, …"""
    checked: list[AlertInput] = []
    for alert in alerts:
        note = typed_line(alert.note, field="alerts", label=ALERT_LABELS["note"], limit=300)
        if not alert.kind and not note:
            continue
        if not alert.kind:
            raise UserError(N_("Please choose what kind of alert this is."), field="alerts")
        checked.append(AlertInput(alert.kind, note))
    _check_number_of_rows(checked, "alerts")
    return tuple(checked)


def _check_number_of_rows(rows: list[Any], field: str) -> None:
    if len(rows) > _MOST_ROWS:
        raise UserError(N_("At most {most} lines can be written here."), field=field, most=_MOST_ROWS)


def check_span(start: date, end: date | None, today: date, birth_date: date | None = None) -> Span:
    """The span of an enrolment. Raises UserError (``start_day``/``end_day``): end before start, an impossible year."""
    for field, day in (("start_day", start), ("end_day", end)):
        if day is not None and not (day >= _EARLIEST_START and day.year <= today.year + _YEARS_AHEAD):
            raise UserError(N_("Please check the year of {day}."), field=field, day=day)
    if end is not None and end < start:
        raise UserError(N_("The end {end} is before the start {start}."), field="end_day", end=end, start=start)
    if birth_date is not None and start < birth_date:
        raise UserError(
            N_("The start {start} is before the date of birth {birth}."),
            field="start_day",
            start=start,
            birth=birth_date,
        )
    return Span(start, end)


def check_no_overlap(span: Span, others: Iterable[Span]) -> None:
    """A child is in a service once at a time. Raises UserError (field ``start_day``) with the dates of the other."""
    other = first_overlap(span, others)
    if other is None:
        return
    if other.end is None:
        raise UserError(
            N_("The child is in this service already, from {start}, without an end."),
            field="start_day",
            start=other.start,
        )
    raise UserError(
        N_("The child is in this service already, from {start} to {end}."),
        field="start_day",
        start=other.start,
        end=other.end,
    )
