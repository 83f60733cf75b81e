"""Which days are open (counting.md, Terms). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from centre_app.errors import UserError
from centre_app.language.translate import N_, Message
from centre_app.open_days.holiday_names import holiday_message

LONGEST_SPAN_DAYS = 366
KINDS = ("closure", "extra", "holiday", "not_holiday")
_WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


@dataclass(frozen=True)
class EntrySpan:
    """One line of the site's own calendar, both days in. ``reason`` is the label of a closure's reason."""

    kind: str
    first_day: date
    last_day: date
    reason: Message | None = None
    note: str = ""

    def covers(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class CalendarFacts:
    """All that decides whether a day is open: for the days that were asked about."""

    working_week: str
    holidays: Mapping[date, str]  # as the library names them, in English
    entries: tuple[EntrySpan, ...] = ()


@dataclass(frozen=True)
class DayState:
    """Whether a day is open; ``why`` says in words why it is not, None when it is."""

    day: date
    open: bool
    why: Message | None = None


def day_state(day: date, facts: CalendarFacts) -> DayState:
    """Whether a day is open. In the working week, no public holiday and no closure; an *extra working day*
    overrides all three (counting.md)."""
    kinds = {entry.kind: entry for entry in facts.entries if entry.covers(day)}
    if "extra" in kinds:
        return DayState(day, True)
    if "closure" in kinds:
        return DayState(day, False, closure_message(kinds["closure"]))
    if "holiday" in kinds:
        own = kinds["holiday"]
        name: object = own.note or Message(N_("public holiday"))
        return DayState(day, False, Message(N_("Public holiday: {name}"), {"name": name}))
    if day in facts.holidays and "not_holiday" not in kinds:
        name = holiday_message(facts.holidays[day])
        return DayState(day, False, Message(N_("Public holiday: {name}"), {"name": name}))
    if str(day.isoweekday()) not in facts.working_week:
        weekday = Message(_WEEKDAYS[day.weekday()])
        return DayState(day, False, Message(N_("{weekday}: outside the working week"), {"weekday": weekday}))
    return DayState(day, True)


def closure_message(entry: EntrySpan) -> Message:
    """Why the centre is closed: the reason's words, the note, or that it is closed."""
    parts: list[object] = [part for part in (entry.reason, entry.note) if part]
    if not parts:
        return Message(N_("The centre is closed"))
    if len(parts) == 1:
        return Message(N_("The centre is closed: {reason}"), {"reason": parts[0]})
    return Message(N_("The centre is closed: {reason} ({note})"), {"reason": parts[0], "note": parts[1]})


def days_between(first: date, last: date) -> list[date]:
    """Every day from ``first`` to ``last``, both in; none where ``last`` is before ``first``."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def states(first: date, last: date, facts: CalendarFacts) -> dict[date, DayState]:
    """Every day from ``first`` to ``last``, both in, with its state."""
    return {day: day_state(day, facts) for day in days_between(first, last)}


def check_working_week(weekdays: str) -> str:
    """ISO weekdays in order, each once. Raises UserError (field ``working_week``) for none or another sign."""
    if not weekdays or not set(weekdays) <= set("1234567"):
        raise UserError(N_("Please choose at least one working day of the week."), field="working_week")
    return "".join(sorted(set(weekdays)))


def check_entry(kind: str, first: date, last: date) -> None:
    """Raises UserError for a line of the calendar that cannot be (fields ``first_day``, ``last_day``)."""
    if kind not in KINDS:
        raise ValueError(f"no such kind of calendar entry: {kind!r}")
    if last < first:
        raise UserError(
            N_("The last day {last} is before the first day {first}."), field="last_day", last=last, first=first
        )
    if not (first.year >= 1990 and last.year <= 2100):
        raise UserError(N_("Please check the year of {day}."), field="first_day", day=first)
    if (last - first).days > LONGEST_SPAN_DAYS:
        raise UserError(
            N_("From {first} to {last} is longer than a year. Please check the dates."),
            field="last_day",
            first=first,
            last=last,
        )
