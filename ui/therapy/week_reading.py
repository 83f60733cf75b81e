"""What the week asks of the centre, in one reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from centre_app.children.queries import child_file
from centre_app.children.rules import short_name
from centre_app.codelists.queries import labels
from centre_app.therapy.calendar import SessionRow, week
from centre_app.therapy.clash_facts import week_facts
from centre_app.therapy.rules import HELD, PLANNED, REASON_LIST, TYPE_LIST
from centre_app.workplace.queries import my_staff
from ui.therapy.week_rows import CHILD, ROOM, THERAPIST, Seen, Shown


@dataclass(frozen=True)
class Reading:
    """A week as it was asked for; ``seen`` with somebody chosen where nobody was."""

    seen: Seen
    shown: Shown
    child_name: str = ""


@dataclass(frozen=True)
class Now:
    """The present as the desk has it: the office's day, and the minute of the clock."""

    day: date
    minute: int


def read_week(session: Any, seen: Seen, now: Now, language: str) -> Reading:
    """The week of ``seen.day``. With nobody chosen: who is signed in, else the first of the staff (or rooms)."""
    facts = week_facts(session, seen.day)
    if seen.by == THERAPIST and (seen.whom is None or seen.whom not in facts.staff):
        me = my_staff(session)
        seen = replace(seen, whom=me.id if me is not None else next(iter(facts.staff), None))
    elif seen.by == ROOM and (seen.whom is None or seen.whom not in facts.rooms):
        seen = replace(seen, whom=next((room.id for room in facts.rooms.values() if room.active), None))
    whose = {
        THERAPIST: {"therapist_id": seen.whom},
        ROOM: {"room_id": seen.whom},
        CHILD: {"child_id": seen.whom},
    }.get(seen.by, {})
    view = week(session, seen.day, **whose, language=language)
    shown = Shown(
        days=view.days,
        sessions=view.sessions if seen.whom is not None or not whose else (),
        facts=facts,
        type_names=labels(session, TYPE_LIST, language),
        reasons=labels(session, REASON_LIST, language),
        reasons_offered=labels(session, REASON_LIST, language, active_only=True),
        unwritten=frozenset(row.id for row in view.sessions if waits_for_note(row, now)),
    )
    return Reading(seen, shown, _child_name(session, shown, seen.whom) if seen.by == CHILD else "")


def waits_for_note(row: SessionRow, now: Now) -> bool:
    """Whether a session is held and not written up, or past and still only planned."""
    if row.status == HELD:
        return not row.written_up
    if row.status != PLANNED:
        return False
    return row.day < now.day or (row.day == now.day and row.end_minute is not None and row.end_minute <= now.minute)


def _child_name(session: Any, shown: Shown, child_id: UUID | None) -> str:
    if child_id is None:
        return ""
    if child_id in shown.facts.children:
        return shown.facts.children[child_id].name
    child = child_file(session, child_id)
    return short_name(child.surname, child.given_name)
