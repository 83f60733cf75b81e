"""This session, this and the following, or all of a series: which are meant, and what becomes of the series."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.therapy.models import SeriesChild, SeriesException, SessionSeries, TherapySession
from centre_app.therapy.recurrence import number_of_days, parse_rule
from centre_app.therapy.row_changes import Kept, Row, RowChanges, kept_session, kept_sessions, rows_of
from centre_app.therapy.rules import ALL, FOLLOWING, HELD, PLANNED, THIS, check_scope

_SESSION = TherapySession.__table__.c


def planned_session(session: OfficeSession, session_id: uuid.UUID) -> Kept:
    """A session that can still be changed in the calendar. Raises NotFound, UserError."""
    kept = kept_session(session, session_id)
    if kept.row["status"] == HELD:
        raise UserError(N_("This session was held: only planned sessions can be changed here."))
    if kept.row["status"] != PLANNED:
        raise UserError(N_("This session is cancelled: put it back into the plan first."))
    return kept


def in_scope(session: OfficeSession, one: Kept, scope: str, *, changed_alone: bool) -> list[Kept]:
    """The planned sessions that are meant, ``one`` among them, by day. ``changed_alone``: also those that were."""
    if check_scope(scope) == THIS or one.row["series_id"] is None:
        return [one]
    meant = select(_SESSION.id).where(_SESSION.series_id == one.row["series_id"], _SESSION.status == PLANNED)
    if scope == FOLLOWING:
        meant = meant.where(_SESSION.series_day >= one.row["series_day"])
    if not changed_alone:
        meant = meant.where(or_(~_SESSION.changed_alone, _SESSION.id == one.id))
    return kept_sessions(session, session.scalars(meant).all())


def series_from_here(session: OfficeSession, changes: RowChanges, one: Kept, scope: str) -> Row | None:
    """The series that the sessions of the scope belong to from now on; None where only one session is meant.

    With ``following`` a series that has earlier sessions is split: it ends the day before, and a new one takes over its
    planned sessions, its children and its exceptions.
    """
    if scope == THIS or one.row["series_id"] is None:
        return None
    series = rows_of(session, SessionSeries, "id", [one.row["series_id"]])[0]
    if scope == ALL or not _has_earlier(session, series, one.row["series_day"]):
        return series
    return _split(session, changes, series, one.row["series_day"])


def add_exceptions(changes: RowChanges, series_id: uuid.UUID, days: Collection[date]) -> None:
    """Days of the rule on which there is no session from now on."""
    known = {row["day"] for row in changes.rows(SeriesException, "series_id", series_id)}
    for day in sorted(set(days) - known):
        changes.add(SeriesException, {"series_id": series_id, "day": day, "reason": ""})


def remove_series(changes: RowChanges, series_id: uuid.UUID) -> None:
    """A series that has no session left goes, with what hangs on it."""
    for model, column in ((SeriesChild, "series_id"), (SeriesException, "series_id"), (SessionSeries, "id")):
        for row in changes.rows(model, column, series_id):
            changes.remove(model, row)


def _has_earlier(session: OfficeSession, series: Row, day: date) -> bool:
    earlier = select(_SESSION.id).where(_SESSION.series_id == series["id"], _SESSION.series_day < day)
    return session.execute(earlier.limit(1)).first() is not None


def _split(session: OfficeSession, changes: RowChanges, series: Row, day: date) -> Row:
    rule = parse_rule(series["rule"], series["first_day"])
    before = max(day - timedelta(days=1), series["first_day"])
    first = rule.ending(before)
    rest: dict[str, Any] = {"first_day": day, "last_day": max(day, series["last_day"])}
    if rule.count is not None:  # what the first part has used up of it
        left = max(1, rule.count - number_of_days(first, series["first_day"]))
        rest["rule"] = replace(rule, count=left).text()
    new = series | {"id": new_id()} | rest
    changes.change(SessionSeries, series, rule=first.text(), last_day=before)
    changes.add(SessionSeries, new)
    for child in rows_of(session, SeriesChild, "series_id", [series["id"]]):
        changes.add(SeriesChild, child | {"series_id": new["id"]})
    for exception in rows_of(session, SeriesException, "series_id", [series["id"]]):
        if exception["day"] >= day:
            changes.remove(SeriesException, exception)
            changes.add(SeriesException, exception | {"series_id": new["id"]})
    later = select(_SESSION.id).where(
        _SESSION.series_id == series["id"], _SESSION.status == PLANNED, _SESSION.series_day >= day
    )
    for row in rows_of(session, TherapySession, "id", session.scalars(later).all()):
        changes.change(TherapySession, row, series_id=new["id"])
    return new
