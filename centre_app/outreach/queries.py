"""Visits and rounds as figures."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, bindparam, func, select

from centre_app.db.session import OfficeSession
from centre_app.outreach.models import Round, Visit
from centre_app.outreach.rules import OUTCOMES, SERVED
from centre_app.security.access import Permission, needs

_AT_ONCE = 500  # values in one IN list: engines have limits
_visit, _round = Visit.__table__.c, Round.__table__.c
_FIRST: BindParameter[date] = bindparam("first")
_LAST: BindParameter[date] = bindparam("last")
_VISITS = select(_visit.outcome, _visit.child_id).where(
    _visit.site_id == bindparam("site"), _visit.day.between(_FIRST, _LAST)
)
_VISITED = select(_visit.day, _visit.child_id).where(
    _visit.site_id == bindparam("site"), _visit.day.between(_FIRST, _LAST), _visit.outcome.in_(SERVED)
)
_KM = select(func.coalesce(func.sum(_round.km), 0.0)).where(
    _round.site_id == bindparam("site"), _round.day.between(_FIRST, _LAST)
)


@dataclass(frozen=True)
class VisitFigures:
    """counting.md, ``visits``: by visit date. ``by_outcome`` has all nine outcomes; ``km`` is over rounds."""

    by_outcome: Mapping[str, int]
    visited: frozenset[uuid.UUID]
    km: float

    @property
    def children(self) -> int:
        """Children with a visit ``done`` or ``partly``, unduplicated."""
        return len(self.visited)


@needs(Permission.SEE_FIGURES)
def visit_figures(session: OfficeSession, site_id: uuid.UUID, first: date, last: date) -> VisitFigures:
    """The visits and rounds from ``first`` to ``last``, both in, in two statements."""
    span = {"site": site_id, "first": first, "last": last}
    by_outcome = dict.fromkeys(OUTCOMES, 0)
    visited: set[uuid.UUID] = set()
    for outcome, child_id in session.execute(_VISITS, span).all():
        by_outcome[outcome] += 1
        if outcome in SERVED:
            visited.add(child_id)
    km = session.execute(_KM, span).scalar_one()
    return VisitFigures(by_outcome, frozenset(visited), round(km, 3))


@needs(Permission.SEE_FIGURES)
def visited_by_month(
    session: OfficeSession, site_id: uuid.UUID, first: date, last: date
) -> dict[tuple[int, int], frozenset[uuid.UUID]]:
    """(year, month) -> the children who had a visit ``done`` or ``partly`` in it."""
    rows = session.execute(_VISITED, {"site": site_id, "first": first, "last": last}).all()
    months: dict[tuple[int, int], set[uuid.UUID]] = {}
    for day, child_id in rows:
        months.setdefault((day.year, day.month), set()).add(child_id)
    return {month: frozenset(children) for month, children in months.items()}


@needs(Permission.SEE_FIGURES)
def visited_before(session: OfficeSession, child_ids: Collection[uuid.UUID], day: date) -> frozenset[uuid.UUID]:
    """Those of ``child_ids`` who had a visit ``done`` or ``partly`` before ``day``."""
    wanted = list(child_ids)
    found: set[uuid.UUID] = set()
    for at in range(0, len(wanted), _AT_ONCE):
        found.update(
            session.scalars(
                select(Visit.child_id)
                .where(Visit.child_id.in_(wanted[at : at + _AT_ONCE]), Visit.day < day, Visit.outcome.in_(SERVED))
                .distinct()
            )
        )
    return frozenset(found)


@needs(Permission.SEE_CHILDREN)
def child_visits(
    session: OfficeSession, child_ids: Collection[uuid.UUID], first: date, last: date
) -> dict[uuid.UUID, dict[str, int]]:
    """Child -> outcome -> how many visits from ``first`` to ``last``, both in. Children without any are left out."""
    wanted = list(child_ids)
    found: dict[uuid.UUID, dict[str, int]] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(
            select(Visit.child_id, Visit.outcome, func.count())
            .where(Visit.child_id.in_(wanted[at : at + _AT_ONCE]), Visit.day.between(first, last))
            .group_by(Visit.child_id, Visit.outcome)
        )
        for child_id, outcome, count in rows:
            found.setdefault(child_id, {})[outcome] = count
    return found


@needs(Permission.SEE_FIGURES)
def visits_on(session: OfficeSession, day: date) -> int:
    """How many visits of a day are planned or were made."""
    return session.execute(
        select(func.count()).select_from(Visit).where(Visit.day == day, Visit.outcome.in_(("planned", *SERVED)))
    ).scalar_one()
