"""The statements that ``figures`` counts by. They are made once: to make one anew takes longer than to run it."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select, text

from centre_app.attendance.models import IS_ABSENCE
from centre_app.attendance.places import CHILD, DAY_CARE, ENROLMENT, MARK, SERVICE, covering
from centre_app.attendance.rules import ABSENT
from centre_app.children.models import Child, Enrolment
from centre_app.sites.models import Service, Site

_site = Site.__table__.c
_IN_SPAN = MARK.day.between(bindparam("first"), bindparam("last"))


def _came_between(first: str, last: str, busiest: str, *, stray: bool) -> ColumnElement[bool]:
    """The enrolment has a present or late mark in the span, on a day that is not in ``stray``.

    Most children came on the busiest day, and those of one day lie together: only the others are looked up one by one.
    """
    look = _look(MARK.day.between(bindparam(first), bindparam(last)))
    if stray:
        look = look.where(MARK.day.not_in(bindparam("stray", expanding=True)))
    of_a_day = select(MARK.enrolment_id).where(MARK.day == bindparam(busiest), MARK.status != ABSENT)
    return or_(ENROLMENT.id.in_(of_a_day), look.correlate(Enrolment.__table__).exists())


def _look(when: ColumnElement[bool]) -> Select[date]:
    return select(MARK.day).where(MARK.enrolment_id == ENROLMENT.id, when, MARK.status != ABSENT)


def _enrolled(*columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """All enrolments that cover a day of the span: child, first and last day, whether of this site, the id where it is
    not of this site's day care, and ``columns``."""
    here = SERVICE.site_id == bindparam("site")
    return (
        select(
            ENROLMENT.child_id,
            ENROLMENT.start_day,
            ENROLMENT.end_day,
            here,
            case((and_(here, SERVICE.kind == DAY_CARE), None), else_=ENROLMENT.id),
            *columns,
        )
        .join_from(Enrolment.__table__, Service.__table__, SERVICE.id == ENROLMENT.service_id)
        .where(covering("first", "last"))
    )


@cache
def of_span(stray: bool) -> Select[*tuple[Any, ...]]:
    """With whether the child came in the span, whether before it, and what is known of the child."""
    # The nearest mark before the span lies beside those of the span: the first ever would be one more page to read.
    before = (
        _look(MARK.day < bindparam("first"))
        .order_by(MARK.day.desc())
        .limit(1)
        .correlate(Enrolment.__table__)
        .scalar_subquery()
    )
    return _enrolled(_came_between("first", "last", "busiest", stray=stray), before.is_not(None), *_KNOWN).join(
        Child.__table__, CHILD.id == ENROLMENT.child_id
    )


@cache
def of_months(count: int, stray: bool) -> Select[*tuple[Any, ...]]:
    """One bit a month in which the enrolment has a mark of coming, so that one row says it all."""
    bits: ColumnElement[Any] = bindparam("none", 0)
    for at in range(count):
        first, last, busiest = f"first_{at}", f"last_{at}", f"busiest_{at}"
        came = and_(covering(first, last), _came_between(first, last, busiest, stray=stray))
        bits = bits + case((came, 1 << at), else_=0)
    return _enrolled(bits)


_KNOWN = (CHILD.sex, CHILD.birth_date, CHILD.birth_precision, CHILD.primary_disability, CHILD.district)
BY_DAY = select(MARK.day, func.count()).where(_IN_SPAN).group_by(MARK.day)
BY_REASON = (
    select(MARK.day, MARK.reason, func.count()).where(text(IS_ABSENCE), _IN_SPAN).group_by(MARK.day, MARK.reason)
)
OF_ENROLMENTS = (
    select(MARK.day, MARK.reason, func.count())
    .where(MARK.enrolment_id.in_(bindparam("enrolments", expanding=True)), _IN_SPAN)
    .group_by(MARK.day, MARK.reason)
)
CAME_EVER = select(ENROLMENT.child_id).where(
    ENROLMENT.child_id.in_(bindparam("children", expanding=True)),
    ENROLMENT.start_day < bindparam("first"),
    _look(MARK.day < bindparam("first")).correlate(Enrolment.__table__).exists(),
)
FACTS = select(CHILD.id, *_KNOWN).where(CHILD.id.in_(bindparam("children", expanding=True)))
PLACES = (
    select(_site.name, SERVICE.id, SERVICE.places)
    .select_from(Site.__table__)
    .outerjoin(
        Service.__table__,
        and_(SERVICE.site_id == _site.id, SERVICE.kind == DAY_CARE, SERVICE.active),
    )
    .where(_site.id == bindparam("site"))
)
