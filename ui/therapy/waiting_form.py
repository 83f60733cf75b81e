"""The form of a line of the waiting list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from centre_app.language.translate import _
from centre_app.waiting.actions import OfferBefore, WaitingChanges, WaitingInput
from centre_app.waiting.queries import WaitingRow
from centre_app.waiting.rules import PRIORITIES, PRIORITY_WORDS
from ui.children.child_field import OneChild
from ui.shared.form import Choice, Day, Part, Text
from ui.therapy.waiting_rows import What

_CHANGES = ("requested_day", "priority", "reason", "wishes")


def entry_fields(today: date, *, what: Iterable[tuple[What, str]] = (), with_child: bool = False) -> list[Part]:
    """The fields; with ``what`` those of a new line, which also says for whom unless that is known."""
    fields: list[Part] = [OneChild("child_id", _("Child"), required=True, width=2)] if with_child else []
    choices = list(what)
    if choices:
        fields.append(Choice("what", _("Waits for"), choices, empty=_("choose"), required=True, width=2))
    priorities = [(code, _(PRIORITY_WORDS[code])) for code in PRIORITIES]
    return [
        *fields,
        Day("requested_day", _("Asked on"), today=today, required=True),
        Choice("priority", _("Priority"), priorities, required=True),
        Text("reason", _("Why this priority"), width=2, max_length=300, hint=_("Needed unless it is usual.")),
        Text("wishes", _("Wishes: days, times, whom"), width=2, max_length=300),
    ]


def typed_entry(values: Mapping[str, Any], child_id: UUID | None) -> WaitingInput:
    """A new line as typed; ``child_id`` where the form did not ask for it."""
    kind, key = values["what"]
    return WaitingInput(
        child_id or values["child_id"],
        session_type=key if kind == "type" else None,
        service_id=key if kind == "service" else None,
        **{name: values[name] for name in _CHANGES},
    )


def typed_changes(values: Mapping[str, Any]) -> WaitingChanges:
    """What was typed of a line that is there."""
    return WaitingChanges(**{name: values[name] for name in _CHANGES})


def as_changes(row: WaitingRow) -> WaitingChanges:
    """A line as it is, to go back to."""
    return WaitingChanges(**change_values(row))


def change_values(row: WaitingRow) -> dict[str, Any]:
    """What the form shows of a line."""
    return {name: getattr(row, name) for name in _CHANGES}


def as_offered(row: WaitingRow) -> OfferBefore:
    """How a line stands with its offers, to go back to."""
    return OfferBefore(row.status, row.offered_day, row.offers)
