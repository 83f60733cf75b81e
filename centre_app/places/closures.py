"""When a road is closed: once, until further notice, or on the same days every year (a pass in winter). Pure."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from centre_app.language.translate import N_, Message


@dataclass(frozen=True)
class ClosureFacts:
    """Days on which a road is closed, both in. ``last_day`` None: until further notice.

    ``yearly``: the months and days alone count, whatever the year; they may lie around New Year.
    """

    road_id: uuid.UUID
    first_day: date
    last_day: date | None
    yearly: bool = False
    reason: str = ""

    def covers(self, day: date) -> bool:
        """Whether the road is closed on that day by this."""
        if not self.yearly:
            return self.first_day <= day and (self.last_day is None or day <= self.last_day)
        first, last, here = _of_year(self.first_day), _of_year(self.last_day or self.first_day), _of_year(day)
        if first <= last:
            return first <= here <= last
        return here >= first or here <= last

    def until(self, day: date) -> date | None:
        """The last closed day of the closure that covers ``day``; None: until further notice."""
        if not self.yearly or self.last_day is None:
            return self.last_day
        return next(found for year in (day.year, day.year + 1) if (found := in_year(self.last_day, year)) >= day)


@dataclass(frozen=True)
class ClosedRoad:
    """A road that is closed on a day. ``words`` say so with the reason and until when."""

    road_id: uuid.UUID
    first_id: uuid.UUID
    second_id: uuid.UUID
    until: date | None
    reason: str
    words: Message


def closed_words(first: str, second: str, until: date | None, reason: str) -> Message:
    """That the road between two places is closed, until when (its last closed day) and why, as far as it is known."""
    values: dict[str, object] = {"first": first, "second": second, "day": until, "reason": reason}
    if until is not None and reason:
        return Message(N_("The road {first} – {second} is closed until {day}: {reason}."), values)
    if until is not None:
        return Message(N_("The road {first} – {second} is closed until {day}."), values)
    if reason:
        return Message(N_("The road {first} – {second} is closed: {reason}."), values)
    return Message(N_("The road {first} – {second} is closed."), values)


def _of_year(day: date) -> tuple[int, int]:
    return day.month, day.day


def in_year(day: date, year: int) -> date:
    """The same month and day of another year; 29 February is the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
