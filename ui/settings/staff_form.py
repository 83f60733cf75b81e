"""The form of somebody who works here: facts, working hours, what they can give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from centre_app.language.translate import _
from centre_app.workplace.actions import StaffInput
from centre_app.workplace.queries import StaffRow, Stretch
from centre_app.workplace.rules import MOST_PERCENT
from ui.shared.form import Choice, Day, Heading, MultiChoice, Number, Part, Text
from ui.weekday_times import day_fields, day_values, typed_spans

_FACTS = ("name", "profession", "account_id", "supervisor_id", "full_time_percent", "works_from", "works_until")


def staff_fields(
    *, today: date, types: Mapping[str, str], accounts: Mapping[UUID, str], others: Iterable[StaffRow], new: bool
) -> list[Part]:
    """The fields. ``types``: code -> label of what can be given; ``others``: who may supervise. The last day of
    somebody who is not ``new`` has a step of its own, because it changes the week."""
    last_day = [Day("works_until", _("Last day"), today=today)] if new else []
    return [
        Text("name", _("Name"), required=True, max_length=200, width=2),
        Text("profession", _("Profession"), max_length=200),
        Number(
            "full_time_percent",
            _("Full-time, %"),
            minimum=1,
            maximum=MOST_PERCENT,
            required=True,
            hint=_("100 is a whole post, 50 a half."),
        ),
        Choice(
            "account_id",
            _("Signs in as"),
            list(accounts.items()),
            empty=_("does not sign in"),
            hint=_("So that the own day is shown at once."),
        ),
        Choice(
            "supervisor_id",
            _("Supervised by"),
            [(other.id, other.name) for other in others],
            empty=_("nobody"),
            hint=_("For students: who signs their notes off."),
        ),
        Heading(_("Working hours")),
        *day_fields(),
        Heading(_("Gives")),
        MultiChoice("skills", "", list(types.items())),
        Heading(_("Works here")),
        Day("works_from", _("From"), today=today),
        *last_day,
    ]


def new_values() -> dict[str, Any]:
    """What a form for somebody new begins with."""
    return {"full_time_percent": 100}


def staff_values(row: StaffRow) -> dict[str, Any]:
    """What the form shows of somebody."""
    return {name: getattr(row, name) for name in _FACTS} | {"skills": row.skills} | day_values(row.hours)


def typed_staff(values: Mapping[str, Any]) -> StaffInput:
    """What was typed. Raises UserError at the line of hours that cannot be read."""
    hours = tuple(Stretch(day, start, end) for day, (start, end) in typed_spans(values))
    return StaffInput(**{name: values[name] for name in _FACTS}, skills=tuple(values["skills"]), hours=hours)


def as_input(row: StaffRow) -> StaffInput:
    """Somebody as they are, to go back to."""
    return StaffInput(**{name: getattr(row, name) for name in _FACTS}, skills=row.skills, hours=row.hours)
