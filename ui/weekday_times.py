"""Times of each weekday in a form: one line a day, typed as people write hours ("9-13, 14-17")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from centre_app.language.dates import weekday_names
from centre_app.workplace.rules import Span, parse_times, spans_of, spans_text
from centre_app.workplace.times import WEEKDAYS, PartOfDay
from ui.shared.form import Text

PLACEHOLDER = "9-13, 14-17"


def day_choices() -> list[tuple[int, str]]:
    """(ISO weekday, its name) from Monday on."""
    return [(day, name[:1].upper() + name[1:]) for day, name in zip(WEEKDAYS, weekday_names(), strict=True)]


def day_fields() -> list[Text]:
    """A line for each day of the week, Monday first; half as wide as the form."""
    return [
        Text(_field(day), name, max_length=100, placeholder=PLACEHOLDER if day == WEEKDAYS[0] else "")
        for day, name in day_choices()
    ]


def day_values(stretches: Iterable[PartOfDay]) -> dict[str, str]:
    """What the lines show of these stretches."""
    listed = list(stretches)
    return {_field(day): spans_text(spans) if (spans := spans_of(listed, day)) else "" for day in WEEKDAYS}


def typed_spans(values: Mapping[str, Any]) -> list[tuple[int, Span]]:
    """(weekday, times) as typed. Raises UserError at the line that cannot be read."""
    return [(day, span) for day in WEEKDAYS for span in parse_times(str(values[_field(day)] or ""), field=_field(day))]


def _field(day: int) -> str:
    return f"day{day}"
