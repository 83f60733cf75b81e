"""How it stands with every running home service, in two statements whatever the number of children and of years."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from centre_app.children.models import Child
from centre_app.db.session import OfficeSession
from centre_app.outreach.due_rules import URGENT, Past, Standing, interval_days, standing
from centre_app.outreach.fleet_queries import outcome_rules
from centre_app.outreach.models import HomeFacts, HomeService, Visit
from centre_app.outreach.outcome_rules import OutcomeFollow
from centre_app.outreach.rules import SERVED
from centre_app.security.access import Permission, needs

_SERVICE, _FACTS, _CHILD = HomeService.__table__.c, HomeFacts.__table__.c, Child.__table__.c
_VISIT, _EARLIER = Visit.__table__.c, Visit.__table__.alias("earlier").c
_DAWN = date(1, 1, 1)


class Running(NamedTuple):
    """A home service that has not ended, and how it stands. A plain tuple: thousands are made for one list."""

    service_id: uuid.UUID
    child_id: uuid.UUID
    purpose: str  # code list visit_purpose
    team_id: uuid.UUID | None  # only this team
    minutes: int
    what: str
    start_day: date
    end_day: date | None
    standing: Standing


@needs(Permission.SEE_FIGURES)
def standings(
    session: OfficeSession,
    today: date,
    *,
    child_id: uuid.UUID | None = None,
    team_id: uuid.UUID | None = None,
    purpose: str | None = None,
) -> tuple[Running, ...]:
    """The services that go on on ``today`` (or begin later) of children whose file is not in the archive.

    ``team_id`` keeps those of this team and those that any team may do; a planned visit counts from ``today`` on.
    """
    narrowed = [or_(_SERVICE.end_day.is_(None), _SERVICE.end_day >= today)]
    if child_id is not None:
        narrowed.append(_SERVICE.child_id == child_id)
    if team_id is not None:
        narrowed.append(or_(_SERVICE.team_id.is_(None), _SERVICE.team_id == team_id))
    if purpose is not None:
        narrowed.append(_SERVICE.purpose == purpose)
    services: dict[uuid.UUID, Any] = {}
    visits: dict[uuid.UUID, list[Past]] = {}
    # All at once here and below in this list: SQLAlchemy asks the engine for each row by itself otherwise.
    for row in session.execute(_statement().where(*narrowed)).all():
        service_id, day = row[0], row[1]
        past = visits.get(service_id)
        if past is None:
            services[service_id], past = row, []
            visits[service_id] = past
        if day is not None:
            past.append(Past(day, row[2], row[3]))
    rules = outcome_rules(session)
    return tuple(_running(row, visits[service_id], rules, today) for service_id, row in services.items())


def _running(row: Any, visits: Sequence[Past], rules: Mapping[str, OutcomeFollow], today: date) -> Running:
    service_id, _day, _outcome, _next, child_id, purpose, team_id, minutes, what, start, end, *often, agreed = row
    found = standing(interval_days(*often), start, agreed, visits, rules, today)
    return Running(service_id, child_id, purpose, team_id, minutes, what, start, end, found)


@needs(Permission.SEE_FIGURES)
def urgent_children(session: OfficeSession) -> frozenset[uuid.UUID]:
    """Children at whose homes the risk is high or critical, one statement."""
    rows = session.execute(select(_FACTS.child_id).where(_FACTS.risk.in_(sorted(URGENT))))
    return frozenset(row[0] for row in rows)


@cache
def _statement() -> Select[*tuple[Any, ...]]:
    """A row for each service and each of its visits from the last successful one on; one row where there is none.

    The index finds that day in one step, so that the years before are not read. Visits are joined from outside although
    SQLite could join them plainly: then it would begin with all visits there ever were.
    """
    last_done: ColumnElement[Any] = (
        select(_EARLIER.day)
        .where(_EARLIER.service_id == _SERVICE.id, _EARLIER.outcome.in_(sorted(SERVED)))
        .order_by(_EARLIER.day.desc())
        .limit(1)
        .scalar_subquery()
    )
    since = and_(_VISIT.service_id == _SERVICE.id, _VISIT.day >= func.coalesce(last_done, _DAWN))
    return (
        select(
            *(_SERVICE.id, _VISIT.day, _VISIT.outcome, _VISIT.next_day),
            *(_SERVICE.child_id, _SERVICE.purpose, _SERVICE.team_id, _SERVICE.minutes, _SERVICE.what),
            *(_SERVICE.start_day, _SERVICE.end_day, _SERVICE.every_weeks, _SERVICE.times_a_month, _SERVICE.agreed_day),
        )
        .select_from(HomeService.__table__)
        .outerjoin(Visit.__table__, since)
        # Not a join: those of the archive are found by the index of their days, and no other child is looked at.
        .where(_SERVICE.child_id.not_in(select(_CHILD.id).where(_CHILD.archived_on >= _DAWN)))
    )
