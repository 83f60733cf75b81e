"""Sessions as figures."""

from __future__ import annotations

import uuid
from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, bindparam, func, select

from centre_app.db.session import OfficeSession
from centre_app.security.access import Permission, needs
from centre_app.therapy.models import SessionChild, TherapySession
from centre_app.therapy.rules import ATTENDED, CANCELLED_BY_CENTRE, CANCELLED_BY_FAMILY, HELD, MISSED, PLANNED

_AT_ONCE = 500  # values in one IN list: engines have limits
_held, _in = TherapySession.__table__.c, SessionChild.__table__.c
_IN_TIME = and_(_held.site_id == bindparam("site"), _held.day.between(bindparam("first"), bindparam("last")))
_SESSIONS = (
    select(_held.status, _held.type, func.count(), func.sum(_held.minutes))
    .where(_IN_TIME)
    .group_by(_held.status, _held.type)
)
_ATTENDED = (
    select(_in.child_id)
    .join(TherapySession.__table__, _in.session_id == _held.id)
    .where(_IN_TIME, _held.status == HELD, _in.status == ATTENDED)
    .distinct()
)
_IN_SESSIONS = (
    select(_in.status, _in.child_id)
    .join(TherapySession.__table__, _held.id == _in.session_id)
    .where(_IN_TIME, _held.status == HELD, _in.status.in_((ATTENDED, MISSED)))
)


@dataclass(frozen=True)
class SessionFigures:
    """counting.md, ``sessions``: by session date."""

    planned: int
    held: int
    cancelled_by_family: int
    cancelled_by_centre: int
    held_by_type: Mapping[str, int]  # only types that were held, by code
    held_minutes: int
    child_sessions: int
    missed: int
    attended_by: frozenset[uuid.UUID]

    @property
    def children(self) -> int:
        """Children who attended, unduplicated."""
        return len(self.attended_by)


@dataclass(frozen=True)
class ChildSessions:
    """A child's part in held sessions. ``minutes`` and ``by_type`` are of those attended."""

    attended: int
    missed: int
    by_type: Mapping[str, int]
    minutes: int


@needs(Permission.SEE_FIGURES)
def session_figures(session: OfficeSession, site_id: uuid.UUID, first: date, last: date) -> SessionFigures:
    """The sessions from ``first`` to ``last``, both in, in two statements."""
    span = {"site": site_id, "first": first, "last": last}
    by_status: Counter[str] = Counter()
    by_type: Counter[str] = Counter()
    minutes = 0
    for status, kind, count, together in session.execute(_SESSIONS, span):
        by_status[status] += count
        if status == HELD:
            by_type[kind] += count
            minutes += together
    children: dict[str, list[uuid.UUID]] = {ATTENDED: [], MISSED: []}
    for status, child_id in session.execute(_IN_SESSIONS, span).all():
        children[status].append(child_id)
    return SessionFigures(
        planned=by_status[PLANNED],
        held=by_status[HELD],
        cancelled_by_family=by_status[CANCELLED_BY_FAMILY],
        cancelled_by_centre=by_status[CANCELLED_BY_CENTRE],
        held_by_type=dict(sorted(by_type.items())),
        held_minutes=minutes,
        child_sessions=len(children[ATTENDED]),
        missed=len(children[MISSED]),
        attended_by=frozenset(children[ATTENDED]),
    )


@needs(Permission.SEE_FIGURES)
def attended_by_month(
    session: OfficeSession, site_id: uuid.UUID, first: date, last: date
) -> dict[tuple[int, int], frozenset[uuid.UUID]]:
    """(year, month) -> the children who attended a held session in it.

    One statement a month, so that each child comes once a month and not once a session.
    """
    months: dict[tuple[int, int], frozenset[uuid.UUID]] = {}
    while first <= last:
        end = min(last, date(first.year, first.month, monthrange(first.year, first.month)[1]))
        found = session.execute(_ATTENDED, {"site": site_id, "first": first, "last": end}).scalars()
        if children := frozenset(found):
            months[first.year, first.month] = children
        first = end + timedelta(days=1)
    return months


@needs(Permission.SEE_FIGURES)
def attended_before(session: OfficeSession, child_ids: Collection[uuid.UUID], day: date) -> frozenset[uuid.UUID]:
    """Those of ``child_ids`` who attended a held session before ``day``."""
    wanted = list(child_ids)
    found: set[uuid.UUID] = set()
    for at in range(0, len(wanted), _AT_ONCE):
        found.update(
            session.scalars(
                # Asked from the child's side: the sessions before a day are all that ever were.
                select(SessionChild.child_id)
                .where(SessionChild.child_id.in_(wanted[at : at + _AT_ONCE]), SessionChild.status == ATTENDED)
                .where(
                    select(TherapySession.id)
                    .where(TherapySession.id == SessionChild.session_id)
                    .where(TherapySession.day < day, TherapySession.status == HELD)
                    .exists()
                )
                .distinct()
            )
        )
    return frozenset(found)


@needs(Permission.SEE_CHILDREN)
def child_sessions(
    session: OfficeSession, child_ids: Collection[uuid.UUID], first: date, last: date
) -> dict[uuid.UUID, ChildSessions]:
    """What each child had of the held sessions from ``first`` to ``last``, both in. Those with none are left out."""
    wanted = list(child_ids)
    found: dict[uuid.UUID, dict[tuple[str, str], tuple[int, int]]] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(
            select(
                SessionChild.child_id,
                SessionChild.status,
                TherapySession.type,
                func.count(),
                func.sum(TherapySession.minutes),
            )
            .join(TherapySession, TherapySession.id == SessionChild.session_id)
            .where(SessionChild.child_id.in_(wanted[at : at + _AT_ONCE]), SessionChild.status.in_((ATTENDED, MISSED)))
            .where(TherapySession.day.between(first, last), TherapySession.status == HELD)
            .group_by(SessionChild.child_id, SessionChild.status, TherapySession.type)
            .order_by(TherapySession.type)
        )
        for child_id, status, kind, count, minutes in rows:
            found.setdefault(child_id, {})[status, kind] = (count, minutes)
    return {child_id: _child_sessions(counts) for child_id, counts in found.items()}


def _child_sessions(counts: Mapping[tuple[str, str], tuple[int, int]]) -> ChildSessions:
    by_type = {kind: count for (status, kind), (count, _) in counts.items() if status == ATTENDED}
    return ChildSessions(
        attended=sum(by_type.values()),
        missed=sum(count for (status, _), (count, _) in counts.items() if status == MISSED),
        by_type=by_type,
        minutes=sum(minutes for (status, _), (_, minutes) in counts.items() if status == ATTENDED),
    )


@needs(Permission.SEE_FIGURES)
def sessions_on(session: OfficeSession, day: date) -> int:
    """How many sessions of a day are planned or held."""
    return session.execute(
        select(func.count())
        .select_from(TherapySession)
        .where(TherapySession.day == day, TherapySession.status.in_((PLANNED, HELD)))
    ).scalar_one()
