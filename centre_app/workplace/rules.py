"""Who is at work when, when a child can be here, and what may be written about staff and rooms. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from centre_app.errors import UserError
from centre_app.language.translate import N_, Message
from centre_app.workplace.times import (
    DAY_MINUTES,
    ChildStretch,
    Span,
    SpansWords,
    Stretch,
    check_stretches,
    hours_text,
    minute_text,
    overlapping,
    parse_minute,
    parse_times,
    span_text,
    spans_of,
    spans_text,
    without,
)

__all__ = [  # what other rooms take from here, those of ``times`` too
    "DAY_MINUTES", "Away", "ChildStretch", "ChildTimes", "Span", "Stretch", "TypeFacts", "Working", "can_come",
    "check_stretches", "free_spans", "hours_text", "minute_text", "overlapping", "parse_minute", "parse_times",
    "span_text", "spans_of", "spans_text", "why_child_not_here", "why_not_at_work", "works_on",
]  # fmt: skip

MOST_PERCENT = 200
MOST_PLACES = 1000
SHORTEST_SESSION, LONGEST_SESSION = 5, 480  # minutes
MOST_CHILDREN = 100
MOST_SESSIONS_A_DAY = 8


@dataclass(frozen=True)
class ChildTimes:
    """When a child can be here and how much it can bear. Without stretches: whenever the centre is open."""

    stretches: tuple[ChildStretch, ...] = ()
    most_sessions_a_day: int = 2
    few_days: bool = False  # a long way: better few days with more than many with little


@dataclass(frozen=True)
class TypeFacts:
    """What the centre says of a type of session. ``equipment``: what its room must have."""

    usual_minutes: int = 30
    most_children: int = 8
    equipment: tuple[str, ...] = ()


class Working(Protocol):
    """Somebody with working hours; ``works_until`` is the last day."""

    @property
    def name(self) -> str:
        """As it is said in a sentence."""

    @property
    def works_from(self) -> date | None:
        """The first day, None: always was here."""

    @property
    def works_until(self) -> date | None:
        """The last day, None: stays."""

    @property
    def hours(self) -> Sequence[Stretch]:
        """Of each weekday."""


class Away(Protocol):
    """Days, or a part of each of them, when somebody is not here."""

    @property
    def first_day(self) -> date:
        """In."""

    @property
    def last_day(self) -> date:
        """In."""

    @property
    def start_minute(self) -> int | None:
        """Of each day; None: all day."""

    @property
    def end_minute(self) -> int | None:
        """Of each day; None: all day."""

    @property
    def reason(self) -> str:
        """May be empty."""


def works_on(person: Working, day: date) -> bool:
    """Whether the day lies between the first and the last day of the person's work here, both in."""
    return (person.works_from is None or person.works_from <= day) and (
        person.works_until is None or day <= person.works_until
    )


def free_spans(person: Working, absences: Iterable[Away], day: date) -> tuple[Span, ...]:
    """When the person is at work on a day: the hours less the absences (of this person)."""
    if not works_on(person, day):
        return ()
    return without(spans_of(person.hours, day.isoweekday()), (_span_away(each) for each in absences if _on(each, day)))


def why_not_at_work(
    person: Working, absences: Iterable[Away], day: date, start_minute: int, end_minute: int
) -> Message | None:
    """Why the person is not at work for the whole of that time, None where they are. ``absences`` are this person's."""
    name = person.name
    if person.works_from is not None and day < person.works_from:
        return Message(N_("{name} works here from {day} on."), {"name": name, "day": person.works_from})
    if person.works_until is not None and day > person.works_until:
        return Message(N_("{name} works here until {day}."), {"name": name, "day": person.works_until})
    away = next(
        (each for each in absences if _on(each, day) and _meets(_span_away(each), start_minute, end_minute)), None
    )
    if away is not None and away.reason:
        return Message(N_("{name} is away: {reason}."), {"name": name, "reason": away.reason})
    if away is not None:
        return Message(N_("{name} is away."), {"name": name})
    if not person.hours:
        return Message(N_("{name} has no working hours written down."), {"name": name})
    spans = spans_of(person.hours, day.isoweekday())
    if not spans:
        return Message(N_("{name} does not work on this day of the week."), {"name": name})
    if not _within(spans, start_minute, end_minute):
        return Message(N_("Outside the hours of {name}: {hours}."), {"name": name, "hours": SpansWords.of(spans)})
    return None


def why_child_not_here(times: ChildTimes, day: date, start_minute: int, end_minute: int) -> Message | None:
    """Why a child cannot be here for the whole of that time, None where it can; without stretches it always can."""
    if can_come(times, day.isoweekday(), start_minute, end_minute):
        return None
    spans = spans_of(times.stretches, day.isoweekday())
    if not spans:
        return Message(N_("The child does not come on this day of the week."))
    return Message(N_("The child is here at other times: {hours}."), {"hours": SpansWords.of(spans)})


def can_come(times: ChildTimes, weekday: int, start_minute: int | None = None, end_minute: int | None = None) -> bool:
    """Whether a child can be here on a weekday, and there for the whole of a time where one is said."""
    if not times.stretches:
        return True
    spans = spans_of(times.stretches, weekday)
    if start_minute is None:
        return bool(spans)
    return _within(spans, start_minute, start_minute + 1 if end_minute is None else end_minute)


def check_number(value: int, least: int, most: int, *, field: str, label: str) -> None:
    """Raises UserError at ``field`` for a whole number out of its range. ``label`` is the field's name as a msgid."""
    if not least <= value <= most:
        raise UserError(
            N_("“{label}” must be from {least} to {most}."), field=field, label=Message(label), least=least, most=most
        )


def check_days(first: date | None, last: date | None, *, field: str) -> None:
    """Raises UserError at ``field`` where the last day lies before the first."""
    if first is not None and last is not None and last < first:
        raise UserError(N_("The last day lies before the first."), field=field)


def check_supervisor(
    person: uuid.UUID | None, supervisor: uuid.UUID | None, supervisors: Mapping[uuid.UUID, uuid.UUID | None]
) -> None:
    """Nobody signs off their own notes: not directly, nor in a circle over others.

    Raises UserError at ``supervisor_id``. ``supervisors``: who supervises whom today. ``person`` None is somebody new,
    who supervises nobody yet.
    """
    if person is None:
        return
    if supervisor == person:
        raise UserError(N_("Nobody supervises themselves: choose another person."), field="supervisor_id")
    seen: set[uuid.UUID] = set()
    above = supervisor
    while above is not None and above not in seen:
        if above == person:
            raise UserError(
                N_("This would go in a circle: the supervisor is supervised by this person."), field="supervisor_id"
            )
        seen.add(above)
        above = supervisors.get(above)


def check_facts(facts: TypeFacts) -> None:
    """Raises UserError at the field of a type of session that cannot be."""
    check_number(
        facts.usual_minutes, SHORTEST_SESSION, LONGEST_SESSION, field="usual_minutes", label=N_("Usual minutes")
    )
    check_number(facts.most_children, 1, MOST_CHILDREN, field="most_children", label=N_("Most children"))


def check_child_times(times: ChildTimes) -> None:
    """Raises UserError at the field that is wrong."""
    check_stretches(times.stretches, field="stretches")
    check_number(
        times.most_sessions_a_day,
        1,
        MOST_SESSIONS_A_DAY,
        field="most_sessions_a_day",
        label=N_("Most sessions a day"),
    )


def _on(away: Away, day: date) -> bool:
    return away.first_day <= day <= away.last_day


def _span_away(away: Away) -> Span:
    if away.start_minute is None or away.end_minute is None:
        return 0, DAY_MINUTES
    return away.start_minute, away.end_minute


def _meets(span: Span, start_minute: int, end_minute: int) -> bool:
    return span[0] < end_minute and start_minute < span[1]


def _within(spans: Iterable[Span], start_minute: int, end_minute: int) -> bool:
    return any(start <= start_minute and end_minute <= end for start, end in spans)
