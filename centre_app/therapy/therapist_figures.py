"""Sessions by therapist: caseload, delivered minutes, cancellations by reason, notes not written."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import and_, func, or_, select

from centre_app.db.session import OfficeSession
from centre_app.security.access import Permission, needs
from centre_app.therapy.models import SessionChild, TherapySession
from centre_app.therapy.rules import ATTENDED, CANCELLED_BY_CENTRE, CANCELLED_BY_FAMILY, HELD, MISSED, PLANNED

_SESSION, _PART = TherapySession.__table__.c, SessionChild.__table__.c
Children = tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class TherapistWork:
    """One therapist's sessions of a period; ``therapist_id`` None: sessions without a therapist.

    ``planned`` are all that were booked, whatever became of them. ``minutes`` are of held sessions, ``child_minutes``
    the minutes that children attended them. ``unwritten`` are past sessions without a note.
    """

    therapist_id: uuid.UUID | None
    planned: int
    held: int
    cancelled_by_family: int
    cancelled_by_centre: int
    minutes: int
    child_minutes: int
    unwritten: int
    children: Children  # with a session booked
    attended: Children
    missed: Children  # a child once for each session missed
    unwritten_children: Children


@dataclass(frozen=True)
class Cancelled:
    """Called-off sessions of one reason; ``children`` once for each session."""

    by: str
    reason: str  # code list session_reason, "unknown" where none was given
    sessions: int
    children: Children


@dataclass(frozen=True)
class SessionWork:
    """All sessions of a period."""

    therapists: tuple[TherapistWork, ...]
    cancelled: tuple[Cancelled, ...]


@dataclass
class _Tally:
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lists: dict[str, list[uuid.UUID]] = field(default_factory=lambda: defaultdict(list))


@needs(Permission.SEE_FIGURES)
def session_work(session: OfficeSession, first: date, last: date) -> SessionWork:
    """The sessions from ``first`` to ``last``, both in, in three statements. Therapists by id, reasons by frequency."""
    tallies: dict[uuid.UUID | None, _Tally] = defaultdict(_Tally)
    in_time = _SESSION.day.between(first, last)
    reasons: dict[tuple[str, str], int] = defaultdict(int)
    for therapist_id, status, reason, count, minutes in session.execute(
        select(_SESSION.therapist_id, _SESSION.status, _SESSION.reason, func.count(), func.sum(_SESSION.minutes))
        .where(in_time)
        .group_by(_SESSION.therapist_id, _SESSION.status, _SESSION.reason)
    ):
        counts = tallies[therapist_id].counts
        counts["booked"] += count
        counts[status] += count
        counts["minutes"] += minutes if status == HELD else 0
        if status in (CANCELLED_BY_FAMILY, CANCELLED_BY_CENTRE):
            reasons[status, reason or "unknown"] += count
    behind = _add_children(session, in_time, tallies)
    _add_unwritten(session, first, min(last, session.today - timedelta(days=1)), tallies)
    return SessionWork(
        tuple(_work(therapist_id, tally) for therapist_id, tally in tallies.items()),
        tuple(
            Cancelled(by, reason, count, tuple(behind[by, reason]))
            for (by, reason), count in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
        ),
    )


def _add_children(
    session: OfficeSession, in_time: object, tallies: Mapping[uuid.UUID | None, _Tally]
) -> dict[tuple[str, str], list[uuid.UUID]]:
    """Who is behind the figures; gives those of cancelled sessions by (status, reason)."""
    behind: dict[tuple[str, str], list[uuid.UUID]] = defaultdict(list)
    rows = session.execute(
        select(
            _SESSION.therapist_id,
            _SESSION.status,
            _SESSION.reason,
            _PART.status.label("part"),
            _PART.child_id,
            func.count(),
            func.sum(_SESSION.minutes),
        )
        .join(SessionChild.__table__, _PART.session_id == _SESSION.id)
        .where(in_time)  # type: ignore[arg-type]
        .group_by(_SESSION.therapist_id, _SESSION.status, _SESSION.reason, _PART.status, _PART.child_id)
    )
    for therapist_id, status, reason, part, child_id, count, minutes in rows:
        tally = tallies[therapist_id]
        tally.lists["children"].append(child_id)
        if status == HELD and part == ATTENDED:
            tally.lists["attended"].append(child_id)
            tally.counts["child_minutes"] += minutes
        if part == MISSED:
            tally.lists["missed"] += [child_id] * count
        if status in (CANCELLED_BY_FAMILY, CANCELLED_BY_CENTRE):
            behind[status, reason or "unknown"] += [child_id] * count
    return behind


def _add_unwritten(session: OfficeSession, first: date, last: date, tallies: Mapping[uuid.UUID | None, _Tally]) -> None:
    """Past sessions that are still planned, or held without having been written up."""
    rows = session.execute(
        select(_SESSION.therapist_id, _SESSION.id, _PART.child_id)
        .join(SessionChild.__table__, _PART.session_id == _SESSION.id, isouter=True)
        .where(_SESSION.day.between(first, last), _SESSION.therapist_id.is_not(None))
        .where(or_(_SESSION.status == PLANNED, and_(_SESSION.status == HELD, _SESSION.written_up_at.is_(None))))
    )
    seen: set[uuid.UUID] = set()
    for therapist_id, session_id, child_id in rows:
        tally = tallies[therapist_id]
        tally.counts["unwritten"] += session_id not in seen
        seen.add(session_id)
        if child_id is not None:
            tally.lists["unwritten"].append(child_id)


def _work(therapist_id: uuid.UUID | None, tally: _Tally) -> TherapistWork:
    counts, lists = tally.counts, tally.lists
    return TherapistWork(
        therapist_id,
        counts["booked"],
        counts[HELD],
        counts[CANCELLED_BY_FAMILY],
        counts[CANCELLED_BY_CENTRE],
        counts["minutes"],
        counts["child_minutes"],
        counts["unwritten"],
        tuple(dict.fromkeys(lists["children"])),
        tuple(dict.fromkeys(lists["attended"])),
        tuple(lists["missed"]),
        tuple(lists["unwritten"]),
    )
