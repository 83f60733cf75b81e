"""The words of sessions (counting.md, Terms), and what a session and a series may be. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from centre_app.errors import UserError
from centre_app.language.translate import N_

PLANNED, HELD = "planned", "held"
CANCELLED_BY_FAMILY, CANCELLED_BY_CENTRE = "cancelled_by_family", "cancelled_by_centre"
STATUSES = (PLANNED, HELD, CANCELLED_BY_FAMILY, CANCELLED_BY_CENTRE)
CANCELLED = (CANCELLED_BY_FAMILY, CANCELLED_BY_CENTRE)
CANCELLED_BY: Mapping[str, str] = {"family": CANCELLED_BY_FAMILY, "centre": CANCELLED_BY_CENTRE}
INVITED, ATTENDED, MISSED, EXCUSED = "invited", "attended", "missed", "excused"
CHILD_STATUSES = (INVITED, ATTENDED, MISSED, EXCUSED)
TYPE_LIST, REASON_LIST, EQUIPMENT_LIST = "session_type", "session_reason", "equipment"
UNANNOUNCED = "unannounced"  # the reason of a family that did not come without notice: missed, not excused
FIRST_YEAR, LAST_YEAR = 1990, 2100  # what lies outside is a slip of the pen
LEAST_MINUTES, MOST_MINUTES, DAY_MINUTES = 5, 480, 24 * 60
MOST_IN_SERIES = 400  # a daily year: more at once is a slip of the pen
THIS, FOLLOWING, ALL = "this", "following", "all"
SCOPES = (THIS, FOLLOWING, ALL)


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def week_days(monday: date) -> tuple[date, ...]:
    """The seven days of a week."""
    return tuple(monday + timedelta(days=n) for n in range(7))


def check_scope(scope: str) -> str:
    """``this``, ``following`` or ``all``; anything else is a bug of the caller."""
    if scope not in SCOPES:
        raise ValueError(f"no such scope: {scope!r}")
    return scope


def status_when_cancelled(by: str) -> str:
    """The session's status. Raises UserError (field ``by``)."""
    if by not in CANCELLED_BY:
        raise UserError(N_("Please say who cancelled: the family or the centre."), field="by")
    return CANCELLED_BY[by]


def child_status_when_cancelled(by: str, reason: str) -> str:
    """What becomes of an invited child: who stayed away without notice missed it, all others are excused."""
    return MISSED if by == "family" and reason == UNANNOUNCED else EXCUSED
