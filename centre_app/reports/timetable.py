"""The week's timetable on paper: by day and hour, a sheet a therapist, or one room's or one child's week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from centre_app.children.queries import child_file
from centre_app.codelists.queries import labels
from centre_app.db.session import OfficeSession
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, Words
from centre_app.open_days.rules import DayState
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.spreadsheet import Cell, Sheet
from centre_app.reports.style import Letterhead
from centre_app.therapy.calendar import SessionRow, week
from centre_app.therapy.rules import CANCELLED_BY_CENTRE, CANCELLED_BY_FAMILY, TYPE_LIST
from centre_app.workplace.queries import rooms, staff
from centre_app.workplace.rules import span_text

TITLE = N_("Week’s timetable")
NOBODY = N_("without a therapist")
_GONE = (CANCELLED_BY_CENTRE, CANCELLED_BY_FAMILY)


@dataclass(frozen=True)
class Part:
    """A sheet of the week: whose it is, and its sessions by day and hour, without the cancelled ones."""

    whose: str
    sessions: tuple[SessionRow, ...]


@dataclass(frozen=True)
class Timetable:
    """A week. ``therapists`` and ``rooms`` are names by id, ``types`` labels by code."""

    head: Letterhead
    monday: date
    days: tuple[DayState, ...]
    parts: tuple[Part, ...]
    therapists: Mapping[object, str]
    rooms: Mapping[object, str]
    types: Mapping[str, str]

    def when(self, row: SessionRow, words: Words) -> str:
        """``09:00–09:30``; words where the hour was never written down."""
        if row.start_minute is None:
            return words.gettext("no hour")
        return span_text(row.start_minute, row.start_minute + row.minutes)


def collect(session: OfficeSession, asked: Asked, words: Words) -> Timetable:
    """The week asked for. Raises NotFound for a child who is not there."""
    assert asked.week is not None
    child = child_file(session, asked.children[0]) if asked.children else None
    view = week(
        session,
        asked.week,
        therapist_id=asked.staff,
        room_id=asked.room,
        child_id=None if child is None else child.id,
        language=words.language,
    )
    therapists: dict[object, str] = {row.id: row.name for row in staff(session)}
    room_names: dict[object, str] = {row.id: row.name for row in rooms(session, active_only=False)}
    rows = tuple(row for row in view.sessions if row.status not in _GONE)
    if child is not None:
        parts: tuple[Part, ...] = (Part(f"{child.full_name}  ·  {child.number}", rows),)
    elif asked.room is not None:
        parts = (Part(room_names.get(asked.room, ""), rows),)
    elif asked.staff is not None:
        parts = (Part(therapists.get(asked.staff, ""), rows),)
    else:
        parts = _by_therapist(rows, therapists, words)
    last = asked.week + timedelta(days=6)
    period = words.gettext("{first} to {last}").format(first=day_text(asked.week), last=day_text(last))
    head = letterhead(session, words, title=words.gettext(TITLE), period=period)
    types = labels(session, TYPE_LIST, words.language)
    return Timetable(head, asked.week, view.days, parts, therapists, room_names, types)


def _by_therapist(rows: Sequence[SessionRow], therapists: Mapping[object, str], words: Words) -> tuple[Part, ...]:
    parts = [
        Part(name, tuple(row for row in rows if row.therapist_id == staff_id)) for staff_id, name in therapists.items()
    ]
    parts.append(Part(words.gettext(NOBODY), tuple(row for row in rows if row.therapist_id is None)))
    return tuple(part for part in parts if part.sessions) or (Part("", ()),)


def as_json(data: Timetable) -> object:
    """The sessions by day and hour."""
    year, number, _weekday = data.monday.isocalendar()
    return {
        "week": f"{year}-W{number:02d}",
        "sessions": [
            {
                "day": row.day.isoformat(),
                "start": None
                if row.start_minute is None
                else f"{row.start_minute // 60:02d}:{row.start_minute % 60:02d}",
                "minutes": row.minutes,
                "type": row.type,
                "status": row.status,
                "therapist": data.therapists.get(row.therapist_id),
                "room": data.rooms.get(row.room_id),
                "children": [child.number for child in row.children],
            }
            for part in data.parts
            for row in part.sessions
        ],
    }


def as_sheets(data: Timetable, words: Words) -> Sequence[Sheet]:
    """A row a session."""
    _ = words.gettext
    header = [_("Day"), _("Time"), _("Minutes"), _("Session"), _("Therapist"), _("Room"), _("Children")]
    rows: list[list[Cell]] = [
        [
            row.day,
            data.when(row, words),
            row.minutes,
            data.types.get(row.type, row.type),
            data.therapists.get(row.therapist_id, ""),
            data.rooms.get(row.room_id, ""),
            ", ".join(child.name for child in row.children),
        ]
        for part in data.parts
        for row in part.sessions
    ]
    return [Sheet(words.gettext(TITLE), header, rows)]


def file_stem(data: Timetable) -> str:
    """With the week's number."""
    year, number, _weekday = data.monday.isocalendar()
    return f"timetable-{year}-W{number:02d}"
