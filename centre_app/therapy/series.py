"""Booking a series: a session for each day of a rule on which one can be, the other days told with the reason."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs
from centre_app.therapy.booking import add_session, check_type, session_row, typed_reason
from centre_app.therapy.clash_facts import facts_for
from centre_app.therapy.clashes import clashes_in
from centre_app.therapy.fitting import laid
from centre_app.therapy.models import SeriesChild, SeriesException, SessionSeries
from centre_app.therapy.placing import Clash, Impossible, Placing, Told, WeekFacts, check_clashes, reasons
from centre_app.therapy.recurrence import Rule, parse_rule, rule_days
from centre_app.therapy.row_changes import RowChanges, Undo, lock_calendar

_NEVER = frozenset({"time", "no_children", "child_archived"})  # wrong on every day: the booking itself is


@dataclass(frozen=True)
class SeriesBooking:
    """Sessions by a rule: an RRULE (RFC 5545) or a ``Rule``. ``until`` (in) or ``count`` is its end if said here."""

    first_day: date
    start_minute: int
    minutes: int
    type: str
    therapist_id: uuid.UUID | None
    room_id: uuid.UUID | None
    child_ids: tuple[uuid.UUID, ...]
    rule: str | Rule
    until: date | None = None
    count: int | None = None
    exceptions: tuple[date, ...] = ()
    pinned: bool = False
    clash_reason: str = ""

    def placing(self, day: date) -> Placing:
        """Where the session of a day is to stand."""
        children = tuple(dict.fromkeys(self.child_ids))
        place = (self.therapist_id, self.room_id)
        return Placing(day, self.start_minute, self.minutes, self.type, *place, children)

    def ended_rule(self) -> Rule:
        """The rule with its end. Raises UserError (``rule``, ``until``)."""
        rule = parse_rule(self.rule, self.first_day) if isinstance(self.rule, str) else self.rule
        if self.until is not None:
            return rule.ending(self.until)
        if self.count is None:
            return rule
        if self.count < 1:
            raise UserError(N_("Please say when the series ends: a last day, or how many times."), field="until")
        return replace(rule, until=None, count=self.count)


@dataclass(frozen=True)
class SeriesPreview:
    """What a series would be. ``left_out``: days on which a child of the group cannot come."""

    days: tuple[date, ...]
    skipped: tuple[Told, ...]
    left_out: tuple[Told, ...]
    clashes: tuple[Clash, ...]  # what a reason is needed for


@dataclass(frozen=True)
class SeriesResult:
    """A series that was booked: how many sessions, and what was not, with why."""

    series_id: uuid.UUID
    made: int
    skipped: tuple[Told, ...]
    left_out: tuple[Told, ...]
    undo: Undo


@dataclass(frozen=True)
class _Plan:
    """A series before it is written."""

    rule: Rule
    sessions: tuple[tuple[Placing, tuple[Clash, ...]], ...]
    skipped: tuple[Told, ...]
    left_out: tuple[Told, ...]

    @property
    def soft(self) -> tuple[Clash, ...]:
        """All that a reason is needed for."""
        return tuple(clash for _placing, clashes in self.sessions for clash in clashes)


@needs(Permission.PLAN_WEEK)
def preview_series(session: OfficeSession, booking: SeriesBooking) -> SeriesPreview:
    """What ``book_series`` would do; nothing is written. Raises as it does, but for a reason that is missing."""
    plan = _planned(session, booking)
    days = tuple(placing.day for placing, _clashes in plan.sessions)
    return SeriesPreview(days, plan.skipped, plan.left_out, plan.soft)


@needs(Permission.PLAN_WEEK)
def book_series(session: OfficeSession, booking: SeriesBooking) -> SeriesResult:
    """Book a session on each day of the rule. Closed days, absences, and whatever else makes a day impossible are
    skipped and told; a child who cannot come on a day is left out of that session and told.

    Raises UserError (``rule``, ``first_day``, ``until``, ``type``, ``clash_reason``): more than 400 sessions, no end;
    Impossible where no session can be, ClashNeedsReason, NotFound.
    """
    site_id, _lock_days = lock_calendar(session)
    reason = typed_reason(booking.clash_reason)
    plan = _planned(session, booking)
    check_clashes(plan.soft, reason)
    changes = RowChanges(session)
    series_id = _add_series(changes, site_id, booking, plan)
    for placing, clashes in plan.sessions:
        row = session_row(
            new_id(),
            site_id,
            placing,
            series_id=series_id,
            series_day=placing.day,
            pinned=booking.pinned,
            clash_reason=reason if clashes else "",
        )
        add_session(changes, row, placing.child_ids)
    return SeriesResult(series_id, len(plan.sessions), plan.skipped, plan.left_out, changes.write())


def _planned(session: OfficeSession, booking: SeriesBooking) -> _Plan:
    rule = booking.ended_rule()
    days = rule_days(rule, booking.first_day, booking.exceptions)
    if not days:
        raise UserError(N_("This rule gives no day."), field="rule")
    facts = facts_for(session, [booking.placing(days[0]), booking.placing(days[-1])])
    check_type(facts, booking.type)
    _check_booking(facts, booking.placing(days[0]))
    sessions: list[tuple[Placing, tuple[Clash, ...]]] = []
    skipped: list[Told] = []
    left_out: list[Told] = []
    against: list[Clash] = []
    for day in days:
        one = laid(facts, booking.placing(day))
        if one.placing is None:
            skipped.append((day, reasons(one.why_not)))
            against += one.why_not
            continue
        sessions.append((one.placing, one.soft))
        if one.left_out:
            left_out.append((day, reasons(one.left_out)))
    if not sessions:
        raise Impossible(against)
    return _Plan(rule, tuple(sessions), tuple(skipped), tuple(left_out))


def _check_booking(facts: WeekFacts, placing: Placing) -> None:
    """Raises Impossible for what no other day would make right."""
    never = [clash for clash in clashes_in(facts, placing) if clash.kind in _NEVER]
    if never:
        raise Impossible(never)


def _add_series(changes: RowChanges, site_id: uuid.UUID, booking: SeriesBooking, plan: _Plan) -> uuid.UUID:
    series_id = new_id()
    days = [placing.day for placing, _clashes in plan.sessions] + [day for day, _why in plan.skipped]
    changes.add(
        SessionSeries,
        {
            "id": series_id,
            "site_id": site_id,
            "type": booking.type,
            "start_minute": booking.start_minute,
            "minutes": booking.minutes,
            "therapist_id": booking.therapist_id,
            "room_id": booking.room_id,
            "rule": plan.rule.text(),
            "first_day": booking.first_day,
            "last_day": max(days),
            "pinned": booking.pinned,
        },
    )
    for child_id in dict.fromkeys(booking.child_ids):
        changes.add(SeriesChild, {"series_id": series_id, "child_id": child_id})
    without = dict.fromkeys(booking.exceptions, "")
    without |= {day: why.in_words().replace("\n", "; ")[:200] for day, why in plan.skipped}
    for day, why in without.items():
        changes.add(SeriesException, {"series_id": series_id, "day": day, "reason": why})
    return series_id
