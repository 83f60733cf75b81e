"""What may be written about a centre, its services and groups. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from centre_app.errors import UserError
from centre_app.language.translate import LANGUAGES, N_
from centre_app.typed import typed_line, typed_phone

LABELS: Mapping[str, str] = {
    "name": N_("Name"),
    "country": N_("Country"),
    "province": N_("Province"),
    "district": N_("District"),
    "municipality": N_("Municipality"),
    "address": N_("Address"),
    "phone": N_("Phone"),
    "signatory": N_("Who signs documents"),
    "number_pattern": N_("Pattern of children’s numbers"),
    "document_language": N_("Language of documents"),
    "idle_minutes": N_("Locks itself after minutes"),
    "note_lock_days": N_("Notes lock after days"),
    "places": N_("Places"),
}
_LIMITS: Mapping[str, int] = {"address": 300}
_LINES = ("name", "province", "district", "municipality", "address", "signatory", "number_pattern")
COUNTRIES = ("TJ", "KG", "KZ")
_MOST_PLACES = 10_000


def check_number_pattern(pattern: str) -> None:
    """A pattern of children's numbers holds digits to count up. Raises UserError (field ``number_pattern``)."""
    if not re.search(r"[0-9]", pattern):
        raise UserError(
            N_("The number pattern needs digits that can be counted up, for example K-0001."), field="number_pattern"
        )
    if len(pattern) > 16:
        raise UserError(N_("The number pattern is too long: at most 16 letters."), field="number_pattern")
    if not re.fullmatch(r"[\w./ \-]+", pattern):
        raise UserError(
            N_("The number pattern may hold letters, digits, spaces and the signs . / - only."), field="number_pattern"
        )


def check_country(country: str) -> None:
    """Raises UserError (field ``country``) for a country whose holidays are not known."""
    if country not in COUNTRIES:
        raise UserError(N_("Choose Tajikistan, Kyrgyzstan or Kazakhstan."), field="country")


def check_language(language: str) -> None:
    """Raises UserError (field ``document_language``) for a language the centre cannot print in."""
    if language not in LANGUAGES:
        raise UserError(N_("Choose one of the five languages."), field="document_language")


def check_idle_minutes(minutes: int) -> None:
    """Raises UserError (field ``idle_minutes``) outside 1–120 minutes."""
    if not 1 <= minutes <= 120:
        raise UserError(N_("The window can lock itself after 1 to 120 minutes."), field="idle_minutes")


def check_note_lock_days(days: int) -> None:
    """Raises UserError (field ``note_lock_days``) outside 0–60 days; 0: a note locks when its day is over."""
    if not 0 <= days <= 60:
        raise UserError(N_("Notes can lock after 0 to 60 days."), field="note_lock_days")


def check_places(places: int | None) -> None:
    """Raises UserError (field ``places``) for a number of places that cannot be."""
    if places is not None and not 0 <= places <= _MOST_PLACES:
        raise UserError(N_("The number of places must be from 0 to {most}."), field="places", most=_MOST_PLACES)


def check_facts(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts of a site as they may be stored: words made clean, the rest checked. Raises UserError at its field."""
    clean = dict(facts)
    for name, value in facts.items():
        if isinstance(value, str):
            if name in _LINES:
                clean[name] = typed_line(
                    value, field=name, label=LABELS[name], limit=_LIMITS.get(name, 200), needed=name == "name"
                )
            elif name == "phone":
                clean[name] = typed_phone(value, field=name, label=LABELS[name])
    if "number_pattern" in clean:
        check_number_pattern(str(clean["number_pattern"]))
    if "country" in clean:
        check_country(str(clean["country"]))
    if "document_language" in clean:
        check_language(str(clean["document_language"]))
    minutes = clean.get("idle_minutes")
    if isinstance(minutes, int):
        check_idle_minutes(minutes)
    days = clean.get("note_lock_days")
    if isinstance(days, int):
        check_note_lock_days(days)
    return clean


def check_name(name: str) -> str:
    """The clean name of a service or group. Raises UserError (field ``name``)."""
    return typed_line(name, field="name", label=LABELS["name"], limit=200, needed=True)
