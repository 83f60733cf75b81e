"""Sessions as an iCalendar file (RFC 5545), for ordinary calendars and telephones.

Whoever the file reaches, it says little: the type, initials, the hour and the room. Names are written only when asked
for, and then the children's files say so; notes never are.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from icalendar import CLASS, STATUS, TRANSP, Calendar, Event

from centre_app.codelists.queries import labels
from centre_app.db.session import OfficeSession
from centre_app.db.types import utc_now
from centre_app.security.access import Permission, needs, require
from centre_app.sites.queries import the_site
from centre_app.therapy.calendar import SessionRow, sessions_between
from centre_app.therapy.rules import CANCELLED, TYPE_LIST
from centre_app.workplace.queries import rooms, staff

ZONES: Mapping[str, str] = {"TJ": "Asia/Dushanbe", "KG": "Asia/Bishkek", "KZ": "Asia/Almaty"}
WHAT = "calendar"  # as the history names the document
_PRODUCT = "-//Centre App//Centre App//EN"


@needs(Permission.SEE_CHILDREN)
def calendar_file(
    session: OfficeSession,
    first: date,
    last: date,
    *,
    therapist_id: uuid.UUID | None = None,
    room_id: uuid.UUID | None = None,
    child_id: uuid.UUID | None = None,
    names: bool = False,
    language: str,
) -> bytes:
    """The sessions from ``first`` to ``last``, both in: CRLF, lines folded, UTF-8. Types in ``language``.

    A session keeps its UID, so a calendar that reads the file again knows it. Raises Refused where ``names`` are asked
    for by whom may not export them.
    """
    if names:
        require(cast(Any, session).actor, Permission.EXPORT_NAMES)
    site = the_site(session)
    sessions = sessions_between(
        session, first, last, therapist_id=therapist_id, room_id=room_id, child_id=child_id, language=language
    )
    title = next((person.name for person in staff(session) if person.id == therapist_id), site.name)
    types = labels(session, TYPE_LIST, language)
    places = {room.id: room.name for room in rooms(session, active_only=False)}
    zone = ZoneInfo(ZONES[site.country])
    stamp = utc_now().replace(microsecond=0)
    calendar = Calendar.new(
        prodid=_PRODUCT,
        method="PUBLISH",
        name=title,
        uid=f"{therapist_id or room_id or child_id or site.id}@centre-app",
    )
    for one in sessions:
        there = [child.name if names else initials(child.name) for child in one.children]
        summary = ": ".join(filter(None, (types.get(one.type, one.type), ", ".join(there))))
        calendar.add_component(_event(one, zone, stamp, summary, places.get(one.room_id) if one.room_id else None))
    if sessions:
        calendar.add_missing_timezones(first, last + timedelta(days=1))
    content: bytes = calendar.to_ical()
    return content


@needs(Permission.SEE_CHILDREN)
def trace_calendar(
    session: OfficeSession,
    first: date,
    last: date,
    *,
    therapist_id: uuid.UUID | None = None,
    room_id: uuid.UUID | None = None,
    child_id: uuid.UUID | None = None,
    names: bool = False,
) -> None:
    """Leave the trace of the file: with each child whose name is in it, else once. For ``office.write()``."""
    sessions = sessions_between(
        session, first, last, therapist_id=therapist_id, room_id=room_id, child_id=child_id, language="en"
    )
    for each in traced_children(sessions, names=names):
        session.record_access("exported", child_id=each, what=WHAT)


def traced_children(sessions: Iterable[SessionRow], *, names: bool) -> tuple[uuid.UUID | None, ...]:
    """The children whose history says that the file was written; None for the centre's where nobody is named."""
    named = dict.fromkeys(child.id for one in sessions for child in one.children) if names else {}
    return tuple(named) or (None,)


def initials(name: str) -> str:
    """«Каримова Анора» as «К. А.»."""
    return " ".join(f"{part[0]}." for part in name.split())


def _event(one: SessionRow, zone: ZoneInfo, stamp: datetime, summary: str, place: str | None) -> Event:
    """A session without an hour is an event of the whole day that takes no time."""
    start: date = one.day
    end: date = one.day + timedelta(days=1)
    if one.start_minute is not None:
        midnight = datetime.combine(one.day, time(), zone)
        start = midnight + timedelta(minutes=one.start_minute)
        end = start + timedelta(minutes=one.minutes)
    return Event.new(
        uid=f"{one.id}@centre-app",
        stamp=stamp,
        start=start,
        end=end,
        summary=summary,
        location=place,
        status=STATUS.CANCELLED if one.status in CANCELLED else STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT if one.start_minute is None or one.status in CANCELLED else TRANSP.OPAQUE,
        classification=CLASS.PRIVATE,
    )
