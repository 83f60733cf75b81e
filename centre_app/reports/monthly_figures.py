"""The figures of the monthly summary: counting.md, collected. How they are printed is ``monthly``'s business."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from centre_app.attendance.counting import month_span
from centre_app.attendance.figures import (
    ChildFacts,
    came_ever_before,
    facts_of,
    months_of_marks,
    site_and_places,
    span_of_site,
)
from centre_app.attendance.rules import AttendanceFigures, rate
from centre_app.children.rules import AGE_BANDS, UNKNOWN, Caseload, age_band, caseload
from centre_app.db.session import OfficeSession
from centre_app.outreach.queries import VisitFigures, visit_figures, visited_before, visited_by_month
from centre_app.security.access import Permission, needs
from centre_app.therapy.queries import SessionFigures, attended_before, attended_by_month, session_figures

SEXES = ("female", "male", UNKNOWN)
AGES = (*(name for name, _, _ in AGE_BANDS), UNKNOWN)


@dataclass(frozen=True)
class MonthlyFigures:
    """A site's month. The ``served_by_…`` each add up to ``served``; sexes and ages are all there, also with 0.

    ``places`` are those of the day-care services in use, None where one of them does not say; ``utilisation`` is
    child_days ÷ (places × open_days).
    """

    site_id: uuid.UUID
    site: str
    year: int
    month: int
    caseload: Caseload
    attendance: AttendanceFigures
    sessions: SessionFigures
    visits: VisitFigures
    served: int
    new: int
    served_by_sex: Mapping[str, int]
    served_by_age: Mapping[str, int]
    served_by_disability: Mapping[str, int]
    served_by_district: Mapping[str, int]
    places: int | None
    utilisation: float | None


@dataclass(frozen=True)
class MonthPoint:
    """A month of the summary's chart."""

    year: int
    month: int
    open_days: int
    enrolled_days: int
    child_days: int
    served: int
    rate: float | None


@needs(Permission.SEE_FIGURES)
def collect(session: OfficeSession, site_id: uuid.UUID, year: int, month: int) -> MonthlyFigures:
    """All figures of a month. Raises NotFound for a site that is not there."""
    first, last = month_span(year, month)
    span = span_of_site(session, site_id, first, last)
    sessions = session_figures(session, site_id, first, last)
    visits = visit_figures(session, site_id, first, last)
    served = span.came | sessions.attended_by | visits.visited
    facts = dict(span.facts) | facts_of(session, served - span.facts.keys())
    of_served = [facts[child_id] for child_id in served]
    site, places = site_and_places(session, site_id)
    return MonthlyFigures(
        site_id=site_id,
        site=site,
        year=year,
        month=month,
        caseload=caseload(span.enrolments, first, last),
        attendance=span.attendance,
        sessions=sessions,
        visits=visits,
        served=len(served),
        new=len(_new(session, served - span.came_before, first)),
        served_by_sex=_all_of(SEXES, (known.sex or UNKNOWN for known in of_served)),
        served_by_age=_all_of(AGES, (_age(known, last) for known in of_served)),
        served_by_disability=_in_order(known.disability or UNKNOWN for known in of_served),
        served_by_district=_in_order(known.district or UNKNOWN for known in of_served),
        places=places,
        utilisation=rate(span.attendance.child_days, (places or 0) * span.attendance.open_days),
    )


@needs(Permission.SEE_FIGURES)
def twelve_months(session: OfficeSession, site_id: uuid.UUID, year: int, month: int) -> tuple[MonthPoint, ...]:
    """The twelve months that end with this one, the oldest first."""
    months = [
        ((year * 12 + month - 1 - back) // 12, (year * 12 + month - 1 - back) % 12 + 1) for back in range(11, -1, -1)
    ]
    spans = [month_span(*one) for one in months]
    first, last = spans[0][0], spans[-1][1]
    by_session = attended_by_month(session, site_id, first, last)
    by_visit = visited_by_month(session, site_id, first, last)
    points = []
    for one, marks in zip(months, months_of_marks(session, site_id, spans), strict=True):
        figures = marks.attendance
        served = marks.came | by_session.get(one, frozenset()) | by_visit.get(one, frozenset())
        points.append(
            MonthPoint(*one, figures.open_days, figures.enrolled_days, figures.child_days, len(served), figures.rate)
        )
    return tuple(points)


def as_json(figures: MonthlyFigures) -> dict[str, object]:
    """counting.md's keys, nested as written; rates with 4 decimals, None where the denominator is 0."""
    attendance, sessions, visits = figures.attendance, figures.sessions, figures.visits
    return {
        "month": f"{figures.year:04d}-{figures.month:02d}",
        "site": figures.site,
        "caseload": {
            "opening": figures.caseload.opening,
            "joined": figures.caseload.joined,
            "left": figures.caseload.left,
            "closing": figures.caseload.closing,
        },
        "attendance": {
            "open_days": attendance.open_days,
            "enrolled_days": attendance.enrolled_days,
            "child_days": attendance.child_days,
            "absent_days": attendance.absent_days,
            "absent_by_reason": dict(attendance.absent_by_reason),
            "unmarked_days": attendance.unmarked_days,
            "rate": None if attendance.rate is None else round(attendance.rate, 4),
        },
        "sessions": {
            "planned": sessions.planned,
            "held": sessions.held,
            "cancelled_by_family": sessions.cancelled_by_family,
            "cancelled_by_centre": sessions.cancelled_by_centre,
            "held_by_type": dict(sessions.held_by_type),
            "held_minutes": sessions.held_minutes,
            "child_sessions": sessions.child_sessions,
            "missed": sessions.missed,
            "children": sessions.children,
        },
        "visits": {"by_outcome": dict(visits.by_outcome), "children": visits.children, "km": visits.km},
        "served": figures.served,
        "new": figures.new,
        "served_by_sex": dict(figures.served_by_sex),
        "served_by_age": dict(figures.served_by_age),
        "served_by_disability": dict(figures.served_by_disability),
        "served_by_district": dict(figures.served_by_district),
    }


def _new(session: OfficeSession, unknown: frozenset[uuid.UUID], first: date) -> frozenset[uuid.UUID]:
    """Those served for the first time ever: of the few not known to have come before, each way of service is asked."""
    for before in (came_ever_before, attended_before, visited_before):
        unknown -= before(session, unknown, first)
    return unknown


def _age(known: ChildFacts, day: date) -> str:
    return age_band(known.birth_date, known.birth_precision, day)


def _all_of(keys: Iterable[str], values: Iterable[str]) -> dict[str, int]:
    counts = Counter(values)
    return {key: counts[key] for key in keys}


def _in_order(values: Iterable[str]) -> dict[str, int]:
    """The values that occur, by their spelling, the unknown last."""
    counts = Counter(values)
    return {key: counts[key] for key in sorted(counts, key=lambda key: (key == UNKNOWN, key))}
