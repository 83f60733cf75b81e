"""Rules of series (RFC 5545, RRULE): weekly on days, every n weeks, until a day or a number of times. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import MO, WEEKLY, rrule

from centre_app.errors import UserError
from centre_app.language.dates import day_text, weekday_names
from centre_app.language.translate import N_, Words, current
from centre_app.therapy.rules import FIRST_YEAR, LAST_YEAR, MOST_IN_SERIES, monday_of

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
_MOST_WEEKS = 52  # between two sessions of a series
_KNOWN = frozenset({"FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT", "WKST"})


@dataclass(frozen=True)
class Rule:
    """Every ``every`` weeks on ``weekdays`` (ISO, Monday 1), until a day (in) or ``count`` times, weeks from Monday.

    As RFC 5545 has it, ``count`` counts the days of the rule, also those on which there is no session.
    """

    weekdays: tuple[int, ...]
    every: int = 1
    until: date | None = None
    count: int | None = None

    def text(self) -> str:
        """The RRULE, without DTSTART."""
        parts = ["FREQ=WEEKLY"]
        if self.every != 1:
            parts.append(f"INTERVAL={self.every}")
        parts.append("BYDAY=" + ",".join(_CODES[weekday - 1] for weekday in self.weekdays))
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        elif self.count is not None:
            parts.append(f"COUNT={self.count}")
        return ";".join(parts)

    def ending(self, last_day: date) -> Rule:
        """The same rule until a day (in)."""
        return replace(self, until=last_day, count=None)

    def moved(self, from_weekday: int, to_weekday: int) -> Rule:
        """The same rule with one weekday for another."""
        days = {to_weekday if weekday == from_weekday else weekday for weekday in self.weekdays}
        return replace(self, weekdays=tuple(sorted(days)))


def parse_rule(text: str, first_day: date) -> Rule:
    """Read an RRULE. Without BYDAY the weekday of ``first_day`` is meant; daily is weekly on seven days.

    Raises UserError (field ``rule``) for what is not a weekly rule, or is none at all.
    """
    parts: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, equals, value = part.strip().partition("=")
        if not equals or not value or name in parts:
            raise _unreadable(text)
        parts[name] = value
    daily = parts.get("FREQ") == "DAILY"
    if not (daily or parts.get("FREQ") == "WEEKLY") or not parts.keys() <= _KNOWN:
        raise UserError(N_("A series is weekly: on days of the week, every week or every few weeks."), field="rule")
    every = _number(parts.get("INTERVAL", "1"), text)
    if parts.get("WKST", "MO") != "MO" or {"UNTIL", "COUNT"} <= parts.keys() or (daily and every != 1):
        raise _unreadable(text)
    given = _weekdays(parts["BYDAY"], text) if "BYDAY" in parts else None
    usual = _EVERY_DAY if daily else (first_day.isoweekday(),)
    return Rule(
        given or usual,
        every,
        _day(parts["UNTIL"], text) if "UNTIL" in parts else None,
        _number(parts["COUNT"], text) if "COUNT" in parts else None,
    )


def rule_days(rule: Rule, first_day: date, exceptions: Collection[date] = ()) -> tuple[date, ...]:
    """The days of a rule from ``first_day`` on, without the exceptions.

    Raises UserError (field ``rule``, ``first_day`` or ``until``): a rule without days or without an end; more than 400
    days, with their number and the day up to which 400 would be.
    """
    if not rule.weekdays:
        raise UserError(N_("Please choose the days of the week."), field="rule")
    if not 1 <= rule.every <= _MOST_WEEKS:
        raise UserError(N_("A series is held every 1 to {most} weeks."), field="rule", most=_MOST_WEEKS)
    if not FIRST_YEAR <= first_day.year <= LAST_YEAR:
        raise UserError(N_("Please check the year of {day}."), field="first_day", day=first_day)
    if rule.until is None and rule.count is None:
        raise UserError(N_("Please say when the series ends: a last day, or how many times."), field="until")
    if rule.until is not None and rule.until < first_day:
        raise UserError(
            N_("The last day {last} is before the first day {first}."), field="until", last=rule.until, first=first_day
        )
    count = number_of_days(rule, first_day)
    if count > MOST_IN_SERIES:
        last = list(islice(_expansion(replace(rule, until=None, count=None), first_day), MOST_IN_SERIES))[-1].date()
        raise UserError(
            N_("That would be {count} sessions; a series has at most {most}: with {last} as its last day."),
            field="until",
            count=count,
            most=MOST_IN_SERIES,
            last=last,
        )
    days = tuple(moment.date() for moment in _expansion(rule, first_day))
    if days and days[-1].year > LAST_YEAR:
        raise UserError(N_("Please check the year of {day}."), field="until", day=days[-1])
    return tuple(day for day in days if day not in exceptions)


def number_of_days(rule: Rule, first_day: date) -> int:
    """How many days a rule with an end gives, counted without going through them."""
    if rule.until is None:
        return rule.count or 0
    monday = monday_of(first_day)
    total = 0
    for weekday in rule.weekdays:
        first = monday + timedelta(days=weekday - 1)
        weeks = (rule.until - first).days // (7 * rule.every) + 1
        total += max(0, weeks - (first < first_day))
    return total


def rule_words(rule: Rule, words: Words | None = None) -> str:
    """The rule as one says it: «every 2 weeks on Monday and Wednesday until 30.06.2027»."""
    words = words or current()
    names = weekday_names(words)
    *first, last = (names[weekday - 1] for weekday in rule.weekdays)
    days = words.gettext("{days} and {last}").format(days=", ".join(first), last=last) if first else last
    if rule.every == 1 and rule.weekdays == _EVERY_DAY:
        said = words.gettext("every day")
    elif rule.every == 1:
        said = words.gettext("every week on {days}").format(days=days)
    else:
        said = words.ngettext("every {n} week on {days}", "every {n} weeks on {days}", rule.every).format(
            n=rule.every, days=days
        )
    if rule.until is not None:
        return words.gettext("{rule} until {day}").format(rule=said, day=day_text(rule.until))
    if rule.count is not None:
        return words.ngettext("{rule}, {n} time", "{rule}, {n} times", rule.count).format(rule=said, n=rule.count)
    return said


def _expansion(rule: Rule, first_day: date) -> rrule:
    return rrule(
        WEEKLY,
        dtstart=datetime.combine(first_day, time()),
        interval=rule.every,
        wkst=MO,
        byweekday=[weekday - 1 for weekday in rule.weekdays],
        until=None if rule.until is None else datetime.combine(rule.until, time()),
        count=rule.count,
    )


def _weekdays(text: str, whole: str) -> tuple[int, ...]:
    codes = text.split(",")
    if not set(codes) <= set(_CODES):
        raise _unreadable(whole)
    return tuple(sorted({_CODES.index(code) + 1 for code in codes}))


def _number(text: str, whole: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) == 0:
        raise _unreadable(whole)
    return int(text)


def _day(text: str, whole: str) -> date:
    """The day of UNTIL; an hour after it says nothing here: sessions of the day itself are meant."""
    match = re.fullmatch(r"([0-9]{8})(T[0-9]{6}Z?)?", text)
    try:
        if match is not None:
            return datetime.strptime(match[1], "%Y%m%d").date()  # noqa: DTZ007 - a day, not a moment
    except ValueError:
        pass
    raise _unreadable(whole)


def _unreadable(text: str) -> UserError:
    return UserError(N_("This rule of a series cannot be read: {rule}"), field="rule", rule=text[:100])
