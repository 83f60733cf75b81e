"""The sessions of a day as lines of a list: what each is, how far it has come, what it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from centre_app.attendance.queries import absent_among
from centre_app.codelists.queries import labels
from centre_app.language.translate import _, pgettext
from centre_app.open_days.rules import DayState
from centre_app.therapy.absent_children import Excused, excuse_sessions, undo_excusing
from centre_app.therapy.calendar import SessionRow, day, sessions_without_notes
from centre_app.therapy.note_rules import session_reason
from centre_app.therapy.rules import CANCELLED, EXCUSED, HELD, INVITED, PLANNED, REASON_LIST, TYPE_LIST
from centre_app.workplace.queries import StaffRow, my_staff, rooms, staff
from ui.therapy.calendar_cards import hours_text
from ui.therapy.week_reading import Now, waits_for_note
from ui.therapy.week_rows import status_words


@dataclass(frozen=True)
class Line:
    """A session as the list shows it. ``tone`` goes with the words of its state."""

    row: SessionRow
    time: str
    therapist: str
    children: str
    type: str
    room: str
    state: str
    tone: str
    is_next: bool = False
    absent: bool = False

    @property
    def id(self) -> UUID:
        """Of the session."""
        return self.row.id


@dataclass(frozen=True)
class DayReading:
    """What one reading brings: the day's sessions, those of any day that wait for a note, and who is absent."""

    day: date
    state: DayState
    sessions: tuple[SessionRow, ...]
    waiting: tuple[SessionRow, ...]
    now: Now
    staff: tuple[StaffRow, ...]
    whose: UUID | None
    types: Mapping[str, str]
    reasons: Mapping[str, str]
    rooms: Mapping[UUID, str]
    absent: Mapping[UUID, str] = field(default_factory=dict)  # child -> reason of the mark


@dataclass(frozen=True)
class Whose:
    """Whose day: of one of the staff, of everybody (None), or not chosen yet: then my own, if I am of the staff."""

    staff_id: UUID | None = None
    chosen: bool = False


def read_day(session: Any, wanted: date, whose: Whose, now: Now, language: str) -> DayReading:
    """The day's list, and what waits for a note up to now."""
    therapist = whose.staff_id
    if not whose.chosen:
        me = my_staff(session)
        therapist = me.id if me is not None else None
    view = day(session, wanted, therapist_id=therapist, language=language)
    children = {child.id for row in view.sessions for child in row.children}
    return DayReading(
        day=wanted,
        state=view.state,
        sessions=view.sessions,
        waiting=sessions_without_notes(session, now.day, minute=now.minute, therapist_id=therapist, language=language),
        now=now,
        staff=staff(session),
        whose=therapist,
        types=labels(session, TYPE_LIST, language),
        reasons=labels(session, REASON_LIST, language),
        rooms={room.id: room.name for room in rooms(session, active_only=False)},
        absent=absent_among(session, wanted, children) if children else {},
    )


def lines(reading: DayReading, *, waiting: bool) -> list[Line]:
    """The day's sessions, or (``waiting``) those of any day that wait for a note; the day is said with those."""
    rows = reading.waiting if waiting else reading.sessions
    upcoming = None if waiting else next_up(rows, reading.now)
    return [_line(reading, row, dated=waiting, is_next=row.id == upcoming) for row in rows]


def next_up(rows: Sequence[SessionRow], now: Now) -> UUID | None:
    """The session that goes on now or comes next today."""
    ahead = (
        row
        for row in rows
        if row.day == now.day and row.status == PLANNED and row.end_minute is not None and row.end_minute > now.minute
    )
    found = next(ahead, None)
    return found.id if found is not None else None


def absent_here(reading: DayReading) -> dict[UUID, str]:
    """Children who are marked absent and still expected in planned sessions of the day."""
    expected = {
        child.id
        for row in reading.sessions
        if row.status == PLANNED
        for child in row.children
        if child.status == INVITED
    }
    return {child_id: reason for child_id, reason in reading.absent.items() if child_id in expected}


def excuse(session: Any, wanted: date, absent: Mapping[UUID, str]) -> list[Excused]:
    """Excuse these children from the day's planned sessions, each for the reason of the mark."""
    by_reason: dict[str, list[UUID]] = {}
    for child_id, mark_reason in absent.items():
        by_reason.setdefault(session_reason(mark_reason), []).append(child_id)
    return [excuse_sessions(session, wanted, ids, reason) for reason, ids in by_reason.items()]


def undo_excuse(done: list[Excused]) -> Any:
    """The action that takes ``excuse`` back."""
    return partial(_take_back, done=done)


def _take_back(session: Any, done: list[Excused]) -> None:
    for what in reversed(done):
        undo_excusing(session, what)


def _line(reading: DayReading, row: SessionRow, *, dated: bool, is_next: bool) -> Line:
    time = hours_text(row.start_minute, row.minutes) if row.start_minute is not None else _("no hour")
    people = {person.id: person.name for person in reading.staff}
    names, away = [], False
    for child in row.children:
        words = child.name
        if child.status == EXCUSED:
            words = _("{name} (excused)").format(name=words)
        elif not dated and child.id in reading.absent and row.status not in CANCELLED:
            words = _("{name} (absent today)").format(name=words)
            away = True
        names.append(words)
    state, tone = _state(reading, row)
    if is_next:
        going = (row.start_minute or 0) <= reading.now.minute
        state, tone = (pgettext("session", "now") if going else pgettext("session", "next")), "strong"
    return Line(
        row=row,
        time=f"{row.day:%d.%m}  {time}" if dated else time,
        therapist=people[row.therapist_id] if row.therapist_id in people else _("nobody yet"),
        children=", ".join(names),
        type=reading.types.get(row.type, row.type),
        room=reading.rooms.get(row.room_id, "") if row.room_id is not None else "",
        state=state,
        tone=tone,
        is_next=is_next,
        absent=away,
    )


def _state(reading: DayReading, row: SessionRow) -> tuple[str, str]:
    if waits_for_note(row, reading.now):
        return (_("held, no note") if row.status == HELD else _("planned, not written up")), "attention"
    said = status_words(row.status)
    if row.status in CANCELLED:
        reason = reading.reasons.get(row.reason or "", "")
        return (f"{said}: {reason}" if reason else said), "muted"
    return said, ""
