"""The marks of a site counted over months, in a few statements whose cost does not grow with the years kept.

Days are counted where the marks lie (the table runs by day), absences by their own index, and who came at all by one
look per enrolment into the index by enrolment. Marks of services that are no day care are few: they are counted apart
and taken off, which is cheaper than asking each of sixty thousand marks for its service.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from centre_app.attendance.counting import enrolled_by_day
from centre_app.attendance.figure_statements import (
    BY_DAY,
    BY_REASON,
    CAME_EVER,
    FACTS,
    OF_ENROLMENTS,
    PLACES,
    of_months,
    of_span,
)
from centre_app.attendance.places import portions
from centre_app.attendance.rules import AttendanceFigures
from centre_app.children.rules import Span
from centre_app.db.session import OfficeSession
from centre_app.open_days.queries import day_states
from centre_app.security.access import Permission, needs

Dates = tuple[date, date]


@dataclass(frozen=True)
class ChildFacts:
    """What children are counted by."""

    sex: str | None
    birth_date: date | None
    birth_precision: str
    disability: str | None
    district: str


@dataclass(frozen=True)
class SiteSpan:
    """A site over a span of days: who was enrolled, who came, and the day-care figures.

    ``enrolments`` are all, of any service, that cover a day of the span or end with the day before it. ``came`` are
    the children with a present or late mark on an open day of the span; ``came_before`` those of them known, from the
    same enrolments, to have one before it. ``facts`` are of all children enrolled.
    """

    attendance: AttendanceFigures
    enrolments: tuple[tuple[uuid.UUID, Span], ...]
    came: frozenset[uuid.UUID]
    came_before: frozenset[uuid.UUID]
    facts: Mapping[uuid.UUID, ChildFacts]


@dataclass(frozen=True)
class MonthOfMarks:
    """One month of a site's marks."""

    attendance: AttendanceFigures
    came: frozenset[uuid.UUID]


@dataclass(frozen=True)
class _Days:
    """Open days of a span with the marks on them. ``stray`` are closed days that have marks all the same."""

    open_days: tuple[date, ...]
    marks: Counter[date]
    absences: dict[date, Counter[str]]
    stray: tuple[date, ...]

    def busiest(self, first: date, last: date) -> date:
        """The open day of ``first``..``last`` with the most marks; a day without marks where none is open."""
        days = [day for day in self.open_days if first <= day <= last]
        return max(days, key=lambda day: self.marks[day], default=date.min)

    def figures(self, first: date, last: date, enrolled: Mapping[date, int]) -> AttendanceFigures:
        """counting.md's ``attendance`` of ``first``..``last``, with the number enrolled on each open day."""
        days = [day for day in self.open_days if first <= day <= last]
        reasons: Counter[str] = Counter()
        for day in days:
            reasons.update(self.absences.get(day, {}))
        marks = sum(self.marks.get(day, 0) for day in days)
        return AttendanceFigures(
            open_days=len(days),
            enrolled_days=sum(enrolled[day] for day in days),
            child_days=marks - reasons.total(),
            absent_by_reason=dict(sorted((+reasons).items())),
            marks=marks,
        )


@needs(Permission.SEE_FIGURES)
def span_of_site(session: OfficeSession, site_id: uuid.UUID, first: date, last: date) -> SiteSpan:
    """The site from ``first`` to ``last``, both in. Raises NotFound for a site that is not there."""
    days = _days(session, site_id, first, last)
    enrolments: list[tuple[uuid.UUID, Span]] = []
    day_care: list[tuple[date, date | None]] = []
    elsewhere: list[uuid.UUID] = []
    facts: dict[uuid.UUID, ChildFacts] = {}
    came: set[uuid.UUID] = set()
    came_before: set[uuid.UUID] = set()
    values = {"site": site_id, "first": first, "last": last, "stray": days.stray, "busiest": days.busiest(first, last)}
    rows = session.execute(of_span(bool(days.stray)), values).all()
    for child_id, start_day, end_day, here, not_day_care, has_come, had_come, *known in rows:
        if not_day_care is not None:
            elsewhere.append(not_day_care)
        else:
            day_care.append((start_day, end_day))
        if not here:
            continue
        enrolments.append((child_id, Span(start_day, end_day)))
        facts[child_id] = ChildFacts(*known)
        if has_come:
            came.add(child_id)
        if had_come:
            came_before.add(child_id)
    _take_off(session, days, elsewhere, first, last)
    return SiteSpan(
        days.figures(first, last, enrolled_by_day(day_care, days.open_days)),
        tuple(enrolments),
        frozenset(came),
        frozenset(came_before),
        facts,
    )


@needs(Permission.SEE_FIGURES)
def months_of_marks(session: OfficeSession, site_id: uuid.UUID, months: Sequence[Dates]) -> tuple[MonthOfMarks, ...]:
    """Months, given by their first and last days, following each other, in as few statements as one month."""
    first, last = months[0][0], months[-1][1]
    days = _days(session, site_id, first, last)
    came: list[set[uuid.UUID]] = [set() for _ in months]
    day_care: list[tuple[date, date | None]] = []
    elsewhere: list[uuid.UUID] = []
    values: dict[str, Any] = {"site": site_id, "first": first, "last": last, "stray": days.stray}
    for at, month in enumerate(months):
        values |= {f"first_{at}": month[0], f"last_{at}": month[1], f"busiest_{at}": days.busiest(*month)}
    statement = of_months(len(months), bool(days.stray))
    for child_id, start_day, end_day, here, not_day_care, in_months in session.execute(statement, values).all():
        if not_day_care is not None:
            elsewhere.append(not_day_care)
        else:
            day_care.append((start_day, end_day))
        if here:
            for at, children in enumerate(came):
                if in_months >> at & 1:
                    children.add(child_id)
    _take_off(session, days, elsewhere, first, last)
    enrolled = enrolled_by_day(day_care, days.open_days)
    return tuple(
        MonthOfMarks(days.figures(*month, enrolled), frozenset(children))
        for month, children in zip(months, came, strict=True)
    )


@needs(Permission.SEE_FIGURES)
def came_ever_before(session: OfficeSession, child_ids: Collection[uuid.UUID], day: date) -> frozenset[uuid.UUID]:
    """Those of ``child_ids`` with a present or late mark before ``day``, in any enrolment they ever had."""
    found: set[uuid.UUID] = set()
    for some in portions(child_ids):
        found.update(session.scalars(CAME_EVER, {"children": some, "first": day}))
    return frozenset(found)


@needs(Permission.SEE_FIGURES)
def site_and_places(session: OfficeSession, site_id: uuid.UUID) -> tuple[str, int | None]:
    """The site's name, and the places of its day-care services in use: None where one of them does not say."""
    rows = session.execute(PLACES, {"site": site_id}).all()
    known = [places for _, is_service, places in rows if places is not None]
    all_say = known and len(known) == sum(is_service is not None for _, is_service, _ in rows)
    return rows[0][0], sum(known) if all_say else None


@needs(Permission.SEE_FIGURES)
def facts_of(session: OfficeSession, child_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, ChildFacts]:
    """What these children are counted by."""
    found: dict[uuid.UUID, ChildFacts] = {}
    for some in portions(child_ids):
        for child_id, *known in session.execute(FACTS, {"children": some}).all():
            found[child_id] = ChildFacts(*known)
    return found


def _days(session: OfficeSession, site_id: uuid.UUID, first: date, last: date) -> _Days:
    states = day_states(session, site_id, first, last)
    span = {"first": first, "last": last}
    marks: Counter[date] = Counter()
    for day, count in session.execute(BY_DAY, span):
        marks[day] = count
    absences: dict[date, Counter[str]] = {day: Counter() for day in marks}
    for day, reason, count in session.execute(BY_REASON, span):
        absences[day][reason] = count
    return _Days(
        tuple(day for day, state in states.items() if state.open),
        marks,
        absences,
        tuple(day for day in marks if not states[day].open),
    )


def _take_off(
    session: OfficeSession, days: _Days, enrolment_ids: Collection[uuid.UUID], first: date, last: date
) -> None:
    """Take the marks of these enrolments out of what was counted."""
    for some in portions(enrolment_ids):
        for day, reason, count in session.execute(OF_ENROLMENTS, {"enrolments": some, "first": first, "last": last}):
            days.marks[day] -= count
            if reason is not None:
                days.absences[day][reason] -= count
