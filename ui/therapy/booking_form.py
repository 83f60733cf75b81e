"""What the booking dialog asks for, and what there is to choose from: who gives it first, where it can be first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from centre_app.children.queries import child_file
from centre_app.children.rules import short_name
from centre_app.codelists.queries import labels
from centre_app.language.dates import weekday_names
from centre_app.language.translate import _, ngettext
from centre_app.therapy.rules import TYPE_LIST
from centre_app.workplace.queries import RoomRow, StaffRow, rooms, session_types, staff
from centre_app.workplace.rules import TypeFacts
from ui.shared.fields import Choice, Day, MultiChoice, Number, Part, Text
from ui.therapy.booking_fields import Children, Hour

_LONGEST_GAP = 4  # weeks between sessions of a series


@dataclass(frozen=True)
class Wish:
    """What is known before anything is typed: where one clicked, whose week it is, what a waiting child waits for."""

    day: date
    start_minute: int | None = None
    therapist_id: UUID | None = None
    room_id: UUID | None = None
    child_id: UUID | None = None
    type: str = ""
    minutes: int | None = None


@dataclass(frozen=True)
class Offered:
    """What there is to choose from on that day."""

    types: Mapping[str, str]  # in use: code -> words
    facts: Mapping[str, TypeFacts]
    staff: tuple[StaffRow, ...]
    rooms: tuple[RoomRow, ...]
    wished_children: tuple[tuple[UUID, str], ...] = ()


def read_offered(session: Any, wish: Wish, language: str) -> Offered:
    """Types, staff and rooms, and the name of the child who is wished."""
    children: tuple[tuple[UUID, str], ...] = ()
    if wish.child_id is not None:
        child = child_file(session, wish.child_id)
        children = ((child.id, short_name(child.surname, child.given_name)),)
    return Offered(
        types=labels(session, TYPE_LIST, language, active_only=True),
        facts=session_types(session),
        staff=staff(session, on=wish.day),
        rooms=rooms(session),
        wished_children=children,
    )


def main_fields(offered: Offered, today: date) -> list[Part]:
    """One session: what, who, by whom, where, when."""
    return [
        Choice("type", _("Type of session"), choices=list(offered.types.items()), required=True),
        Number("minutes", _("Minutes"), required=True, maximum=1440),
        Children("child_ids", _("Children"), required=True, width=2),
        Choice("therapist_id", _("Therapist"), choices=skilled_first(offered, None), empty=_("nobody yet")),
        Choice("room_id", _("Room"), choices=equipped_first(offered, None), empty=_("no room")),
        Day("day", _("Day"), today=today, required=True),
        Hour("start_minute", _("Begins at"), required=True),
        Choice("every", _("Repeat"), choices=_gaps(), empty=_("only once")),
    ]


def repeat_fields(today: date) -> list[Part]:
    """A series: on which days, until when, without which days."""
    days = [(at, name) for at, name in enumerate(weekday_names(), start=1)]
    return [
        MultiChoice("weekdays", _("On"), choices=days, columns=4, required=True),
        Day("until", _("Until"), today=today, hint=_("The last day. Or say how many times.")),
        Number("count", _("How many times"), minimum=1, maximum=1_000_000),
        Text(
            "exceptions",
            _("Not on these days"),
            width=2,
            placeholder=_("for example: 24.12, 31.12"),
            hint=_("Days on which the centre is closed are left out by themselves."),
        ),
    ]


def skilled_first(offered: Offered, kind: str | None) -> list[tuple[UUID, str]]:
    """The staff; those who give this type first, the others say that they do not."""

    def gives(person: StaffRow) -> bool:
        return kind is None or not person.skills or kind in person.skills

    return _ordered(
        ((person.id, person.name, gives(person)) for person in offered.staff), _("{name} – gives other sessions")
    )


def equipped_first(offered: Offered, kind: str | None) -> list[tuple[UUID, str]]:
    """The rooms; those with what this type needs first, the others say that something is missing."""
    facts = offered.facts.get(kind) if kind is not None else None
    needed = set(facts.equipment) if facts is not None else set()
    return _ordered(
        ((room.id, room.name, needed <= set(room.equipment)) for room in offered.rooms),
        _("{name} – without the equipment"),
    )


def _ordered(rows: Iterable[tuple[UUID, str, bool]], otherwise: str) -> list[tuple[UUID, str]]:
    fitting = sorted(rows, key=lambda row: not row[2])  # stable: the centre's own order within each
    return [(key, name if fits else otherwise.format(name=name)) for key, name, fits in fitting]


def _gaps() -> list[tuple[int, str]]:
    return [
        (1, _("every week")),
        *((n, ngettext("every {n} week", "every {n} weeks", n).format(n=n)) for n in range(2, _LONGEST_GAP + 1)),
    ]
