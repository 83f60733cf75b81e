"""What is known of days on which sessions are to stand: read once, asked often (``clashes_in``)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, and_, bindparam, exists, or_, select

from centre_app.attendance.queries import absent_between
from centre_app.children.models import Child, Enrolment
from centre_app.children.rules import Span, short_name
from centre_app.codelists.models import CodeListEntry
from centre_app.codelists.rules import Label
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.translate import N_, Message
from centre_app.open_days.queries import day_states
from centre_app.security.access import Permission, needs
from centre_app.sites.models import Site
from centre_app.therapy.clashes import clashes_in
from centre_app.therapy.models import SessionChild, TherapySession
from centre_app.therapy.placing import ChildFacts, Clash, OtherSession, Placing, WeekFacts
from centre_app.therapy.rules import ATTENDED, EQUIPMENT_LIST, HELD, PLANNED, TYPE_LIST, monday_of
from centre_app.workplace.queries import (
    AbsenceRow,
    child_times,
    rooms,
    session_types,
    staff,
    staff_absences,
)

_AT_ONCE = 500  # values in one IN list: engines have limits
_SESSION, _IN, _CHILD, _ENROLMENT = (model.__table__.c for model in (TherapySession, SessionChild, Child, Enrolment))
_MEMBER = SessionChild.__table__.alias("member").c


@needs(Permission.SEE_CHILDREN)
def week_facts(session: OfficeSession, monday: date) -> WeekFacts:
    """The facts of the week of a day, of everybody: about twenty statements, asked once for a week on the screen."""
    first = monday_of(monday)
    return clash_facts(session, first, first + timedelta(days=6))


@needs(Permission.SEE_CHILDREN)
def clash_facts(
    session: OfficeSession,
    first: date,
    last: date,
    *,
    therapist_ids: Collection[uuid.UUID] | None = None,
    room_ids: Collection[uuid.UUID] | None = None,
    child_ids: Collection[uuid.UUID] | None = None,
) -> WeekFacts:
    """The facts from ``first`` to ``last``, both in. With ids: of these children, and of the sessions that have one of
    the therapists, rooms or children in them; without: of all. The number of statements does not grow."""
    site_id = the_site_id(session)
    touching = not (therapist_ids is None and room_ids is None and child_ids is None)
    said: dict[str, Any] = {"first": first, "last": last}
    if touching:
        said |= {"therapists": list(therapist_ids or ()), "rooms": list(room_ids or ())}
        said |= {"members": list(child_ids or ())}
    absences: dict[uuid.UUID, list[AbsenceRow]] = {}
    for absence in staff_absences(session, first, last):
        absences.setdefault(absence.staff_id, []).append(absence)
    names = _names(session)
    return WeekFacts(
        days=day_states(session, site_id, first, last),
        staff={person.id: person for person in staff(session)},
        absences={staff_id: tuple(rows) for staff_id, rows in absences.items()},
        rooms={room.id: room for room in rooms(session, active_only=False)},
        types=session_types(session),
        children=_children(session, child_ids, said),
        child_absent=absent_between(session, first, last),
        sessions=_sessions(session, said, touching=touching),
        type_names=names[TYPE_LIST],
        equipment_names=names[EQUIPMENT_LIST],
    )


@needs(Permission.SEE_CHILDREN)
def check_placing(session: OfficeSession, placing: Placing, *, ignoring: uuid.UUID | None = None) -> tuple[Clash, ...]:
    """What speaks against a placing, as the database stands now. ``ignoring``: the session that is being moved."""
    return clashes_in(facts_for(session, [placing]), placing, ignoring)


def facts_for(session: OfficeSession, placings: Collection[Placing]) -> WeekFacts:
    """The facts that decide about these placings. Raises NotFound for a child, a therapist or a room that is gone.

    Called by what has declared what it needs.
    """
    days = [placing.day for placing in placings]
    children = {child_id for placing in placings for child_id in placing.child_ids}
    therapists = {placing.therapist_id for placing in placings if placing.therapist_id is not None}
    in_rooms = {placing.room_id for placing in placings if placing.room_id is not None}
    few = len(children) <= _AT_ONCE
    facts = clash_facts(
        session,
        min(days),
        max(days),
        therapist_ids=therapists if few else None,
        room_ids=in_rooms if few else None,
        child_ids=children if few else None,
    )
    if not therapists <= facts.staff.keys():
        raise NotFound(N_("This specialist is not there any more."), field="therapist_id")
    if not in_rooms <= facts.rooms.keys():
        raise NotFound(N_("This room is not there any more."), field="room_id")
    if few and not children <= facts.children.keys():
        raise NotFound(N_("This child’s file is not there any more."), field="child_ids")
    return facts


def the_site_id(session: OfficeSession) -> uuid.UUID:
    """The centre. Raises NotFound before it is set up."""
    site_id: uuid.UUID | None = session.execute(_SITE).scalar_one_or_none()
    if site_id is None:
        raise NotFound(N_("This centre is not set up yet."))
    return site_id


def _sessions(session: OfficeSession, said: dict[str, Any], *, touching: bool) -> dict[date, tuple[OtherSession, ...]]:
    taken: dict[uuid.UUID, list[uuid.UUID]] = {}
    for session_id, child_id in session.execute(_INSIDE[touching], said):
        taken.setdefault(session_id, []).append(child_id)
    found: dict[date, list[OtherSession]] = {}
    for row in session.execute(_SESSIONS[touching], said):
        found.setdefault(row.day, []).append(OtherSession(*row, frozenset(taken.get(row.id, ()))))
    return {day: tuple(sessions) for day, sessions in found.items()}


def _children(
    session: OfficeSession, child_ids: Collection[uuid.UUID] | None, said: dict[str, Any]
) -> dict[uuid.UUID, ChildFacts]:
    """The children asked for; without ids those enrolled on one of the days, and those in its sessions."""
    facts: dict[uuid.UUID, tuple[Any, list[Span]]] = {}
    for some in [None] if child_ids is None else _portions(child_ids):
        statement = _ENROLLED_OR_THERE if some is None else _CHILDREN
        for row in session.execute(statement, said | {"children": some or ()}):
            spans = facts.setdefault(row.id, (row, []))[1]
            if row.start_day is not None:
                spans.append(Span(row.start_day, row.end_day))
    times = child_times(session, facts)
    return {
        child_id: ChildFacts(
            child_id,
            short_name(row.surname, row.given_name),
            row.number,
            row.archived_on is not None,
            tuple(spans),
            times[child_id],
        )
        for child_id, (row, spans) in facts.items()
    }


def _names(session: OfficeSession) -> dict[str, dict[str, Message]]:
    names: dict[str, dict[str, Message]] = {TYPE_LIST: {}, EQUIPMENT_LIST: {}}
    for list_name, code, labels in session.execute(_LABELS):
        names[list_name][code] = Label(code, labels=labels)
    return names


def _portions(ids: Iterable[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    every = list(ids)
    for at in range(0, len(every), _AT_ONCE):
        yield every[at : at + _AT_ONCE]


# Made once: asked at each booking, they would otherwise take as long to be put together as to be answered.
_FIRST, _LAST = bindparam("first", type_=Date), bindparam("last", type_=Date)
_SITE = select(Site.__table__.c.id).order_by(Site.__table__.c.id).limit(1)
_ENTRY = CodeListEntry.__table__.c
_LABELS = select(_ENTRY.list_name, _ENTRY.code, _ENTRY.labels).where(_ENTRY.list_name.in_((TYPE_LIST, EQUIPMENT_LIST)))
_AT_HOURS = and_(
    _SESSION.day.between(_FIRST, _LAST), _SESSION.status.in_((PLANNED, HELD)), _SESSION.start_minute.is_not(None)
)
_TOUCHING = or_(
    _SESSION.therapist_id.in_(bindparam("therapists", expanding=True)),
    _SESSION.room_id.in_(bindparam("rooms", expanding=True)),
    # Asked from the days' sessions: a child's own are all that ever were.
    exists().where(_MEMBER.session_id == _SESSION.id, _MEMBER.child_id.in_(bindparam("members", expanding=True))),
)
_EVERY_SESSION = (
    select(
        _SESSION.id,
        _SESSION.day,
        _SESSION.start_minute,
        _SESSION.minutes,
        _SESSION.type,
        _SESSION.therapist_id,
        _SESSION.room_id,
    )
    .where(_AT_HOURS)
    .order_by(_SESSION.day, _SESSION.start_minute, _SESSION.id)
)
_EVERYBODY_INSIDE = (
    select(_IN.session_id, _IN.child_id)
    .join(TherapySession.__table__, _SESSION.id == _IN.session_id)
    # Who missed a held session was free; whoever is in a planned one is expected there.
    .where(_AT_HOURS, or_(_SESSION.status == PLANNED, _IN.status == ATTENDED))
)
# All sessions of the days, and those that have one of the therapists, rooms or children in them.
_SESSIONS = {False: _EVERY_SESSION, True: _EVERY_SESSION.where(_TOUCHING)}
_INSIDE = {False: _EVERYBODY_INSIDE, True: _EVERYBODY_INSIDE.where(_TOUCHING)}
_WITH_ENROLMENTS = (
    select(
        _CHILD.id,
        _CHILD.surname,
        _CHILD.given_name,
        _CHILD.number,
        _CHILD.archived_on,
        _ENROLMENT.start_day,
        _ENROLMENT.end_day,
    )
    .select_from(Child.__table__)
    .outerjoin(
        Enrolment.__table__,
        and_(
            _ENROLMENT.child_id == _CHILD.id,
            _ENROLMENT.start_day <= _LAST,
            or_(_ENROLMENT.end_day.is_(None), _ENROLMENT.end_day >= _FIRST),
        ),
    )
)
_CHILDREN = _WITH_ENROLMENTS.where(_CHILD.id.in_(bindparam("children", expanding=True)))
_ENROLLED_OR_THERE = _WITH_ENROLMENTS.where(
    or_(
        _ENROLMENT.id.is_not(None),
        _CHILD.id.in_(
            select(_IN.child_id).join(TherapySession.__table__, _SESSION.id == _IN.session_id).where(_AT_HOURS)
        ),
    )
)
