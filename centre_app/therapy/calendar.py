"""The week and the day as plain values, and the lists of sessions that ask for something."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select

from centre_app.children.models import Child
from centre_app.children.rules import short_name
from centre_app.db.session import OfficeSession
from centre_app.db.types import UuidType
from centre_app.errors import NotFound
from centre_app.language.translate import N_
from centre_app.open_days.queries import day_states
from centre_app.open_days.rules import DayState
from centre_app.security.access import Permission, needs
from centre_app.therapy.clash_facts import the_site_id
from centre_app.therapy.models import SessionChild, TherapySession
from centre_app.therapy.rules import DAY_MINUTES, HELD, PLANNED, monday_of
from centre_app.therapy.series_facts import SeriesRow as SeriesRow
from centre_app.therapy.series_facts import series_of as series_of

_LOOK_BACK_DAYS = 60  # how far back unwritten sessions are shown: older ones came from before they were written up here
_SESSION, _IN, _CHILD = (model.__table__.c for model in (TherapySession, SessionChild, Child))
_MEMBER = SessionChild.__table__.alias("member").c


@dataclass(frozen=True, slots=True)
class SessionChildRow:
    """A child in a session; ``name`` is surname and given name."""

    id: uuid.UUID
    name: str
    number: str
    status: str


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session in the calendar. ``start_minute`` None: the hour was never written down."""

    id: uuid.UUID
    day: date
    start_minute: int | None
    minutes: int
    type: str
    status: str
    therapist_id: uuid.UUID | None
    room_id: uuid.UUID | None
    children: tuple[SessionChildRow, ...]
    series_id: uuid.UUID | None
    changed_alone: bool
    pinned: bool
    clash_reason: str
    written_up: bool
    reason: str | None
    reason_note: str

    @property
    def end_minute(self) -> int | None:
        """The minute it is over."""
        return None if self.start_minute is None else self.start_minute + self.minutes


@dataclass(frozen=True)
class WeekView:
    """Seven days from Monday, and their sessions by day and hour."""

    days: tuple[DayState, ...]
    sessions: tuple[SessionRow, ...]


@dataclass(frozen=True)
class DayView:
    """A day and its sessions by hour."""

    state: DayState
    sessions: tuple[SessionRow, ...]


@needs(Permission.SEE_CHILDREN)
def week(
    session: OfficeSession,
    monday: date,
    *,
    therapist_id: uuid.UUID | None = None,
    room_id: uuid.UUID | None = None,
    child_id: uuid.UUID | None = None,
    language: str,
) -> WeekView:
    """The week of a day, of everybody or of one therapist, room or child."""
    first = monday_of(monday)
    last = first + timedelta(days=6)
    states = day_states(session, the_site_id(session), first, last)
    sessions = sessions_between(
        session, first, last, therapist_id=therapist_id, room_id=room_id, child_id=child_id, language=language
    )
    return WeekView(tuple(states.values()), sessions)


@needs(Permission.SEE_CHILDREN)
def day(
    session: OfficeSession,
    day: date,
    *,
    therapist_id: uuid.UUID | None = None,
    room_id: uuid.UUID | None = None,
    child_id: uuid.UUID | None = None,
    language: str,
) -> DayView:
    """A day, of everybody or of one therapist, room or child."""
    state = day_states(session, the_site_id(session), day, day)[day]
    sessions = sessions_between(
        session, day, day, therapist_id=therapist_id, room_id=room_id, child_id=child_id, language=language
    )
    return DayView(state, sessions)


@needs(Permission.SEE_CHILDREN)
def sessions_between(
    session: OfficeSession,
    first: date,
    last: date,
    *,
    therapist_id: uuid.UUID | None = None,
    room_id: uuid.UUID | None = None,
    child_id: uuid.UUID | None = None,
    language: str,
) -> tuple[SessionRow, ...]:
    """The sessions from ``first`` to ``last``, both in, by day and hour; in one statement."""
    named = {"therapist": therapist_id, "room": room_id, "child": child_id}
    narrowed = [name for name, one_id in named.items() if one_id is not None]
    return _rows(session, language, ("between", *narrowed), {"first": first, "last": last, **named})


@needs(Permission.SEE_CHILDREN)
def session_row(session: OfficeSession, session_id: uuid.UUID, language: str) -> SessionRow:
    """One session. Raises NotFound."""
    found = _rows(session, language, ("one",), {"session": session_id})
    if not found:
        raise NotFound(N_("This session is not there any more."))
    return found[0]


@needs(Permission.SEE_CHILDREN)
def planned_of_child(
    session: OfficeSession, child_id: uuid.UUID, first: date, *, language: str = "en"
) -> tuple[SessionRow, ...]:
    """The planned sessions of a child from ``first`` on."""
    return _rows(session, language, ("planned", "from", "own"), {"first": first, "child": child_id})


@needs(Permission.SEE_CHILDREN)
def sessions_without_notes(
    session: OfficeSession,
    until: date,
    *,
    minute: int = DAY_MINUTES,
    first: date | None = None,
    therapist_id: uuid.UUID | None = None,
    language: str = "en",
) -> tuple[SessionRow, ...]:
    """What waits to be written up, the oldest first: planned sessions that are past, and held ones without a note.

    On ``until`` those that were over at ``minute``. ``first`` None: of the last 60 days.
    """
    begin = first or until - timedelta(days=_LOOK_BACK_DAYS)
    said = {"first": begin, "last": until, "minute": minute, "therapist": therapist_id}
    narrowed = () if therapist_id is None else ("therapist",)
    return _rows(session, language, ("between", "over", "unwritten", *narrowed), said)


@needs(Permission.SEE_CHILDREN)
def next_sessions(
    session: OfficeSession,
    day: date,
    minute: int = 0,
    *,
    therapist_id: uuid.UUID | None = None,
    language: str = "en",
) -> tuple[SessionRow, ...]:
    """The planned sessions of a day that are not over at ``minute``; one without an hour never is."""
    said = {"first": day, "last": day, "minute": minute, "therapist": therapist_id}
    narrowed = () if therapist_id is None else ("therapist",)
    return _rows(session, language, ("between", "planned", "ahead", *narrowed), said)


@needs(Permission.SEE_CHILDREN)
def without_therapist(session: OfficeSession, first: date, *, language: str = "en") -> tuple[SessionRow, ...]:
    """The planned sessions from ``first`` on that nobody is to hold."""
    return _rows(session, language, ("planned", "from", "nobody"), {"first": first})


# What narrows a list of sessions, by names of which a statement is made once.
_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "between": _SESSION.day.between(bindparam("first"), bindparam("last")),
    "from": _SESSION.day >= bindparam("first"),
    "one": _SESSION.id == bindparam("session"),
    "therapist": _SESSION.therapist_id == bindparam("therapist"),
    "room": _SESSION.room_id == bindparam("room"),
    # Of a few days their sessions are asked, of all days to come the child's.
    "child": exists().where(_MEMBER.session_id == _SESSION.id, _MEMBER.child_id == bindparam("child", type_=UuidType)),
    "own": _SESSION.id.in_(select(_MEMBER.session_id).where(_MEMBER.child_id == bindparam("child", type_=UuidType))),
    "planned": _SESSION.status == PLANNED,
    "nobody": _SESSION.therapist_id.is_(None),
    "unwritten": or_(_SESSION.status == PLANNED, and_(_SESSION.status == HELD, _SESSION.written_up_at.is_(None))),
    "over": or_(
        _SESSION.day < bindparam("last"),
        func.coalesce(_SESSION.start_minute, 0) + _SESSION.minutes <= bindparam("minute"),
    ),
    "ahead": or_(_SESSION.start_minute.is_(None), _SESSION.start_minute + _SESSION.minutes > bindparam("minute")),
}


def _rows(
    session: OfficeSession, language: str, conditions: tuple[str, ...], said: Mapping[str, object]
) -> tuple[SessionRow, ...]:
    statement = _statement(language == "ru", conditions)
    return tuple(_gathered(session.execute(statement, dict(said))))


def _gathered(rows: Iterable[Any]) -> list[SessionRow]:
    """A row a child, those of a session together: one ``SessionRow`` each."""
    found: dict[uuid.UUID, tuple[Any, list[SessionChildRow]]] = {}
    for row in rows:
        children = found.setdefault(row[0], (row, []))[1]
        child_id, surname, given_name, number, status = row[15:]
        if child_id is not None:
            children.append(SessionChildRow(child_id, short_name(surname, given_name), number, status))
    return [
        SessionRow(*(*row[:8], tuple(children), *row[8:12], row[12] is not None, *row[13:15]))
        for row, children in found.values()
    ]


@cache
def _statement(russian: bool, conditions: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    """By day and hour, children of one session by the alphabet."""
    head = (_SESSION.id, _SESSION.day, _SESSION.start_minute, _SESSION.minutes, _SESSION.type, _SESSION.status)
    place = (_SESSION.therapist_id, _SESSION.room_id, _SESSION.series_id, _SESSION.changed_alone, _SESSION.pinned)
    rest = (_SESSION.clash_reason, _SESSION.written_up_at, _SESSION.reason, _SESSION.reason_note)
    child = (_CHILD.id, _CHILD.surname, _CHILD.given_name, _CHILD.number, _IN.status)
    alphabet = _CHILD.sort_key_ru if russian else _CHILD.sort_key
    return (
        select(*head, *place, *rest, *child)
        .select_from(TherapySession.__table__)
        .outerjoin(SessionChild.__table__, _IN.session_id == _SESSION.id)
        .outerjoin(Child.__table__, _CHILD.id == _IN.child_id)
        .where(*(_CONDITIONS[name] for name in conditions))
        .order_by(_SESSION.day, func.coalesce(_SESSION.start_minute, DAY_MINUTES), _SESSION.id, alphabet, _CHILD.number)
    )
