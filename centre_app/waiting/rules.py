"""Waiting: who comes before whom, how long it took, what may be written. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from centre_app.errors import UserError
from centre_app.language.translate import N_

PRIORITIES = ("urgent", "high", "usual")
WAITING, OFFERED, STARTED, DROPPED = "waiting", "offered", "started", "dropped"
OPEN = (WAITING, OFFERED)
CLOSED = (STARTED, DROPPED)
STARTS_WITHIN = timedelta(days=60)  # a first day that is agreed may lie so far ahead
PRIORITY_WORDS: Mapping[str, str] = {"urgent": N_("urgent"), "high": N_("high"), "usual": N_("usual")}
STATUS_WORDS: Mapping[str, str] = {
    WAITING: N_("waiting"),
    OFFERED: N_("place offered"),
    STARTED: N_("started"),
    DROPPED: N_("no longer waiting"),
}


@dataclass(frozen=True)
class Waited:
    """How long several waited, in days; None where nobody did."""

    count: int
    median: float | None
    longest: int | None


def days_waited(requested_day: date, until: date) -> int:
    """counting.md: start − request, or today − request while still waiting."""
    return (until - requested_day).days


def waited(days: Iterable[int]) -> Waited:
    """Median and longest of these waits."""
    listed = list(days)
    if not listed:
        return Waited(0, None, None)
    return Waited(len(listed), float(median(listed)), max(listed))


def priority_order(priority: str) -> int:
    """0 for the most urgent."""
    return PRIORITIES.index(priority)


def check_priority(priority: str, reason: str) -> None:
    """A place before others needs a reason that can be said to them. Raises UserError."""
    if priority not in PRIORITIES:
        raise UserError(N_("Choose the priority: urgent, high or usual."), field="priority")
    if priority != "usual" and not reason:
        raise UserError(N_("Write why this child comes before others."), field="reason")


def check_request(requested_day: date, today: date) -> None:
    """Raises UserError at ``requested_day`` for a day to come: nobody has waited since then."""
    if requested_day > today:
        raise UserError(N_("The day of the request lies in the future."), field="requested_day")


def check_step(day: date, requested_day: date, latest: date) -> None:
    """A place is offered, taken or given up after it was asked for, and by ``latest``. Raises UserError at ``day``."""
    if day < requested_day:
        raise UserError(N_("This day lies before the request of {day}."), field="day", day=requested_day)
    if day > latest:
        raise UserError(N_("This day lies too far ahead: it can be {day} at the latest."), field="day", day=latest)


def check_open(status: str) -> None:
    """Raises UserError where the waiting is over already."""
    if status not in OPEN:
        raise UserError(N_("This child is not waiting any more: the line was closed meanwhile."))
