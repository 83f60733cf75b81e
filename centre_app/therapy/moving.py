"""Moving sessions to another day, hour, person or room."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs
from centre_app.therapy.booking import typed_reason
from centre_app.therapy.clash_facts import facts_for
from centre_app.therapy.fitting import fitted
from centre_app.therapy.models import SeriesException, SessionSeries, TherapySession
from centre_app.therapy.placing import Impossible, Placing, Told, check_clashes, reasons
from centre_app.therapy.recurrence import parse_rule
from centre_app.therapy.row_changes import Kept, Row, RowChanges, Undo, lock_calendar
from centre_app.therapy.rules import THIS, monday_of
from centre_app.therapy.scope import add_exceptions, in_scope, planned_session, series_from_here


@dataclass(frozen=True)
class Changed:
    """How many sessions were changed, and those of the scope that stayed as they were, with why."""

    count: int
    undo: Undo
    stayed: tuple[Told, ...] = ()


@needs(Permission.PLAN_WEEK)
def move_session(
    session: OfficeSession,
    session_id: uuid.UUID,
    day: date,
    start_minute: int,
    minutes: int,
    therapist_id: uuid.UUID | None,
    room_id: uuid.UUID | None,
    *,
    scope: str = THIS,
    clash_reason: str = "",
) -> Changed:
    """Move a planned session, alone or with its series. Sessions held, cancelled or changed alone stay as they are.

    In a series the hour, the length, the person and the room change for all that are meant; another day for those on
    the same weekday, within their week. Those that cannot go there stay and are told. Raises Impossible where the
    session itself cannot go, ClashNeedsReason, NotFound, UserError (``day``, ``clash_reason``).
    """
    lock_calendar(session)
    reason = typed_reason(clash_reason)
    one = planned_session(session, session_id)
    there = one.placing() if one.row["start_minute"] is not None else None
    to = Placing(day, start_minute, minutes, one.row["type"], therapist_id, room_id, one.child_ids)
    sessions = in_scope(session, one, scope, changed_alone=False)
    in_series = scope != THIS and one.row["series_id"] is not None
    if not in_series and there == to:
        return Changed(0, Undo())
    wanted = {kept.id: replace(to, child_ids=kept.child_ids, day=_day_of(kept, one, to)) for kept in sessions}
    wanted[one.id] = to
    if in_series and monday_of(_base(one)) != monday_of(day):
        raise UserError(N_("A series can be moved within its week only. Book a new one for other weeks."), field="day")
    fit = fitted(facts_for(session, wanted.values()), wanted)
    if one.id in fit.stayed:
        raise Impossible(fit.stayed[one.id])
    check_clashes(fit.soft, reason)
    changes = RowChanges(session)
    series = series_from_here(session, changes, one, scope)
    stayed: list[Told] = []
    for kept in sessions:
        if kept.id in fit.stayed:
            changes.change(TherapySession, kept.row, changed_alone=True)
            hard = [clash for clash in fit.stayed[kept.id] if clash.hard]
            stayed.append((kept.row["day"], reasons(hard)))
            continue
        why = reason if fit.placed[kept.id] else ""
        _place(changes, kept, wanted[kept.id], why, with_series=in_series)
    if series is not None:
        _move_series(changes, series, _base(one), to, [wanted[one_id].day for one_id in fit.placed])
    return Changed(len(fit.placed), changes.write(), tuple(stayed))


def _base(kept: Kept) -> date:
    """The day its rule gave; its own where it has no rule."""
    day: date = kept.row["series_day"] or kept.row["day"]
    return day


def _day_of(kept: Kept, one: Kept, to: Placing) -> date:
    day: date = kept.row["day"]
    return day + (to.day - _base(one)) if _base(kept).weekday() == _base(one).weekday() else day


def _place(changes: RowChanges, kept: Kept, to: Placing, reason: str, *, with_series: bool) -> None:
    of_series = kept.row["series_id"] is not None
    changes.change(
        TherapySession,
        kept.row,
        day=to.day,
        start_minute=to.start_minute,
        minutes=to.minutes,
        therapist_id=to.therapist_id,
        room_id=to.room_id,
        clash_reason=reason,
        series_day=to.day if with_series else kept.row["series_day"],
        changed_alone=of_series and not with_series,
    )


def _move_series(changes: RowChanges, series: Row, base: date, to: Placing, days: Sequence[date]) -> None:
    """The series as its sessions now are: hour, person, room, and one weekday for another."""
    rule = parse_rule(series["rule"], series["first_day"]).moved(base.isoweekday(), to.day.isoweekday())
    last = max(series["last_day"], *days)
    if rule.until is not None:
        rule = rule.ending(max(rule.until, last))
    changes.change(
        SessionSeries,
        series,
        start_minute=to.start_minute,
        minutes=to.minutes,
        therapist_id=to.therapist_id,
        room_id=to.room_id,
        rule=rule.text(),
        first_day=min(series["first_day"], *days),
        last_day=last,
    )
    by = to.day - base
    if by:
        _move_exceptions(changes, series["id"], base, by)


def _move_exceptions(changes: RowChanges, series_id: uuid.UUID, base: date, by: timedelta) -> None:
    """Where no session was, none is after moving either."""
    rows = changes.rows(SeriesException, "series_id", series_id)
    moving = [row for row in rows if row["day"].weekday() == base.weekday()]
    for row in moving:
        changes.remove(SeriesException, row)
    add_exceptions(changes, series_id, [row["day"] + by for row in moving])
