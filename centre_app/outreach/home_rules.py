"""What may be written about a home and the service at it: input made clean, or refused in words at its field. Pure."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from centre_app.errors import UserError
from centre_app.language.translate import N_, Message
from centre_app.outreach.due_rules import RISKS, URGENT
from centre_app.typed import typed_line

EVERY_DAY = "1234567"
MOST_WEEKS, MOST_A_MONTH = 52, 12
SHORTEST_VISIT, LONGEST_VISIT = 5, 480  # minutes
FURTHEST_AHEAD = timedelta(days=366)
_EARLIEST = date(1990, 1, 1)
_DAY_MINUTES = 1440


@dataclass(frozen=True)
class HomeFactsInput:
    """Where a child's home is and when somebody is there. ``days``: ISO weekdays; minutes None: all day."""

    place_id: uuid.UUID | None = None
    risk: str = "low"
    risk_reason: str = ""
    days: str = EVERY_DAY
    from_minute: int | None = None
    until_minute: int | None = None
    directions: str = ""


@dataclass(frozen=True)
class HomeServiceChanges:
    """What may change of a home service, whole: one of ``every_weeks`` and ``times_a_month``. Minutes at the home."""

    every_weeks: int | None
    times_a_month: int | None
    minutes: int
    skills: tuple[str, ...]
    team_id: uuid.UUID | None
    what: str
    start_day: date


@dataclass(frozen=True)
class HomeServiceInput:
    """A kind of visit that a child is to get from ``start_day`` on. ``team_id``: only this team."""

    child_id: uuid.UUID
    purpose: str  # code list visit_purpose
    start_day: date
    every_weeks: int | None = None
    times_a_month: int | None = None
    minutes: int = 45
    skills: tuple[str, ...] = ()
    team_id: uuid.UUID | None = None
    what: str = ""

    @property
    def changeable(self) -> HomeServiceChanges:
        """What may change later."""
        return HomeServiceChanges(
            self.every_weeks,
            self.times_a_month,
            self.minutes,
            self.skills,
            self.team_id,
            self.what,
            self.start_day,
        )


S = TypeVar("S", HomeServiceInput, HomeServiceChanges)


def check_facts(facts: HomeFactsInput) -> HomeFactsInput:
    """The facts made clean. Raises UserError at the field that is wrong."""
    if facts.risk not in RISKS:
        raise UserError(N_("Choose how great the risk is."), field="risk")
    reason = typed_line(facts.risk_reason, field="risk_reason", label=N_("Why this risk"), limit=300)
    if facts.risk in URGENT and not reason:
        raise UserError(N_("Please write why the risk is high: the team decides by it."), field="risk_reason")
    days = "".join(sorted(set(facts.days)))
    if not days:
        raise UserError(N_("Choose at least one day that suits the family."), field="days")
    if not set(days) <= set(EVERY_DAY):
        raise UserError(N_("Days of the week are written as 1 (Monday) to 7."), field="days")
    _check_hours(facts.from_minute, facts.until_minute)
    directions = typed_line(facts.directions, field="directions", label=N_("The last stretch of the way"), limit=300)
    return replace(facts, risk_reason=reason, days=days, directions=directions)


def check_service(service: S, today: date) -> S:
    """The service made clean. Raises UserError at the field that is wrong."""
    if (service.every_weeks is None) == (service.times_a_month is None):
        raise UserError(N_("Write how often: every so many weeks, or times a month."), field="every_weeks")
    if service.every_weeks is not None:
        _check_number(service.every_weeks, 1, MOST_WEEKS, "every_weeks", N_("Every so many weeks"))
    if service.times_a_month is not None:
        _check_number(service.times_a_month, 1, MOST_A_MONTH, "times_a_month", N_("Times a month"))
    _check_number(service.minutes, SHORTEST_VISIT, LONGEST_VISIT, "minutes", N_("Minutes at the home"))
    if service.start_day < _EARLIEST:
        raise UserError(N_("This day is too long ago."), field="start_day")
    _check_ahead(service.start_day, today, "start_day")
    what = typed_line(service.what, field="what", label=N_("What is done"), limit=500)
    return replace(service, what=what, skills=tuple(sorted(set(service.skills))))


def check_end(last_day: date, start_day: date, reason: str, today: date) -> str:
    """The reason made clean. Raises UserError at ``last_day`` or ``reason``."""
    if last_day < start_day:
        raise UserError(N_("The last day lies before the first one, {day}."), field="last_day", day=start_day)
    _check_ahead(last_day, today, "last_day")
    return typed_line(reason, field="reason", label=N_("Why it ends"), limit=300, needed=True)


def check_agreed(day: date, end_day: date | None, today: date) -> None:
    """Raises UserError at ``day``: in the past, too far ahead, after the last day of the service."""
    if day < today:
        raise UserError(N_("This day is over: agree on a day that is still to come."), field="day")
    _check_ahead(day, today, "day")
    if end_day is not None and day > end_day:
        raise UserError(N_("The home service ends on {day}."), field="day", day=end_day)


def _check_hours(from_minute: int | None, until_minute: int | None) -> None:
    if from_minute is not None and not 0 <= from_minute < _DAY_MINUTES:
        raise UserError(N_("A time of day lies between 00:00 and 24:00."), field="from_minute")
    if until_minute is not None and not 0 < until_minute <= _DAY_MINUTES:
        raise UserError(N_("A time of day lies between 00:00 and 24:00."), field="until_minute")
    if from_minute is not None and until_minute is not None and until_minute <= from_minute:
        raise UserError(
            N_("The time until which somebody is at home lies before the time from when."), field="until_minute"
        )


def _check_number(value: int, least: int, most: int, field: str, label: str) -> None:
    if not least <= value <= most:
        raise UserError(
            N_("“{label}” must be from {least} to {most}."), field=field, label=Message(label), least=least, most=most
        )


def _check_ahead(day: date, today: date, field: str) -> None:
    if day > today + FURTHEST_AHEAD:
        raise UserError(N_("This day is more than a year ahead."), field=field)
