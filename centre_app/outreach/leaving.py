"""A child leaves: what is planned for its home is called off, and its home service ends."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.outreach.homes import end_home_service, reopen_home_service
from centre_app.outreach.models import HomeService, Round, Visit
from centre_app.outreach.planning import Undo, cancel_visit, put_back, undo_planning
from centre_app.outreach.rules import PLANNED
from centre_app.security.access import Permission, needs


@dataclass(frozen=True)
class AtHome:
    """What goes on at a child's home: visits planned from a day on, and services that run."""

    visits: int
    services: int

    def __bool__(self) -> bool:
        return bool(self.visits or self.services)


@dataclass(frozen=True)
class LeftHome:
    """What ``leave_home`` did, for ``come_home_again``."""

    undo: Undo
    services: tuple[uuid.UUID, ...]


@needs(Permission.SEE_CHILDREN)
def goes_on_at_home(session: OfficeSession, child_id: uuid.UUID, after: date) -> AtHome:
    """What of a child's home visits would go on after its last day."""
    return AtHome(len(_planned(session, child_id, after)), len(_running(session, child_id)))


@needs(Permission.PLAN_ROUNDS)
def leave_home(session: OfficeSession, child_id: uuid.UUID, last_day: date, reason: str) -> LeftHome:
    """Call off what is planned after ``last_day`` (a draft forgets it) and end the home service with that day.

    Raises UserError where a visit was made after the day.
    """
    undo = Undo()
    for visit_id, is_said in _planned(session, child_id, last_day):
        if is_said:
            done = cancel_visit(
                session, visit_id, outcome="team_cancelled", reason="other", note=reason[:300], by_rule=True
            )
        else:
            done = put_back(session, visit_id)
        undo += done.undo
    services = _running(session, child_id)
    for service_id, start_day in services:
        end_home_service(session, service_id, max(last_day, start_day), reason)
    return LeftHome(undo, tuple(service_id for service_id, _start in services))


@needs(Permission.PLAN_ROUNDS)
def come_home_again(session: OfficeSession, left: LeftHome) -> None:
    """Exactly back. Raises UserError where something of it was changed meanwhile."""
    for service_id in left.services:
        reopen_home_service(session, service_id)
    undo_planning(session, left.undo)


def _planned(session: OfficeSession, child_id: uuid.UUID, after: date) -> list[tuple[uuid.UUID, bool]]:
    """(visit, whether it was said to the team or the family), the earliest first."""
    rows = session.execute(
        select(Visit.id, Visit.promised, Round.set_at)
        .outerjoin(Round, Visit.round_id == Round.id)
        .where(Visit.child_id == child_id, Visit.outcome == PLANNED, Visit.day > after)
        .order_by(Visit.day, Visit.id)
    )
    return [(visit_id, promised or set_at is not None) for visit_id, promised, set_at in rows]


def _running(session: OfficeSession, child_id: uuid.UUID) -> list[tuple[uuid.UUID, date]]:
    rows = session.execute(
        select(HomeService.id, HomeService.start_day)
        .where(HomeService.child_id == child_id, HomeService.end_day.is_(None))
        .order_by(HomeService.id)
    )
    return [(row[0], row[1]) for row in rows]
