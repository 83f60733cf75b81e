"""Numbers, hours and days of a round as they are typed in its lines, and back. No Qt."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

from centre_app.errors import UserError
from centre_app.language.dates import parse_day
from centre_app.language.translate import N_
from centre_app.workplace.times import parse_minute


def number_text(number: int | None) -> str:
    """A whole number as it stands in a field."""
    return "" if number is None else str(number)


def decimal_text(number: float) -> str:
    """A number with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0").replace(".", ",")


def typed_number(text: str, name: str) -> int | None:
    """A whole number, None where nothing is typed. Raises UserError at ``name``."""
    clean = re.sub(r"\s", "", text)
    if not clean:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", clean):
        raise UserError(N_("“{text}” is not a whole number."), field=name, text=text.strip()[:20])
    return int(clean)


def typed_decimal(text: str, name: str) -> float | None:
    """A number with a comma or a point. Raises UserError at ``name``."""
    clean = re.sub(r"\s", "", text).replace(",", ".")
    if not clean:
        return None
    if not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{0,3})?", clean):
        raise UserError(N_("“{text}” is not a number."), field=name, text=text.strip()[:20])
    return float(clean)


def typed_minute(text: str, name: str) -> int | None:
    """An hour of the day. Raises UserError at ``name``."""
    return parse_minute(text.strip(), field=name) if text.strip() else None


def typed_day(text: str, today: date, name: str) -> date | None:
    """A day. Raises UserError at ``name``."""
    if not text.strip():
        return None
    day = parse_day(text, today)
    if day is None:
        raise UserError(N_("This is not a day. Type it like 05.03.2018."), field=name)
    return day


def typed_id(text: object) -> UUID | None:
    """An id out of a draft."""
    return UUID(str(text)) if text else None
