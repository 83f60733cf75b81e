"""From the centre's week to what the calendar shows: columns with hours and absences, sessions as cards. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from centre_app.language.dates import weekday_names
from centre_app.language.translate import N_, _, ngettext
from centre_app.open_days.rules import DayState
from centre_app.therapy.calendar import SessionChildRow, SessionRow
from centre_app.therapy.clashes import clashes_in
from centre_app.therapy.placing import Placing, WeekFacts
from centre_app.therapy.rules import CANCELLED_BY_CENTRE, CANCELLED_BY_FAMILY, EXCUSED, HELD, PLANNED
from centre_app.workplace.queries import StaffRow
from centre_app.workplace.rules import spans_of, works_on
from ui.therapy.calendar_cards import Away, Card, Lane, State, Verdict
from ui.therapy.calendar_layout import MIDNIGHT, Place

THERAPIST, ROOM, CHILD, EVERYBODY = "therapist", "room", "child", "everybody"
_STATES: Final = {PLANNED: State.PLANNED, HELD: State.HELD}
_STATUS_WORDS: Final = {
    PLANNED: N_("planned"),
    HELD: N_("held"),
    CANCELLED_BY_FAMILY: N_("cancelled by the family"),
    CANCELLED_BY_CENTRE: N_("cancelled by the centre"),
}


class LaneKey(NamedTuple):
    """What a column means: a day, and where all stand across, whose it is (None: nobody's)."""

    day: date
    therapist_id: UUID | None = None


@dataclass(frozen=True)
class Seen:
    """How it is looked at: by therapist, room or child (``whom``), or everybody on one ``day``."""

    by: str
    whom: UUID | None
    day: date


@dataclass(frozen=True)
class Shown:
    """What one reading brings for the calendar."""

    days: tuple[DayState, ...]
    sessions: tuple[SessionRow, ...]
    facts: WeekFacts
    type_names: Mapping[str, str]  # in the list's order, those out of use too
    reasons: Mapping[str, str] = field(default_factory=dict)  # session_reason: code -> words, those out of use too
    reasons_offered: Mapping[str, str] = field(default_factory=dict)  # those in use
    unwritten: frozenset[UUID] = frozenset()  # held or past, and not written up


def status_words(status: str) -> str:
    """planned, held, cancelled by … in the screen's language."""
    return _(_STATUS_WORDS[status])


def with_initial(name: str) -> str:
    """A surname with an initial: narrow cards, and pictures that hang on a wall."""
    surname, _space, given = name.partition(" ")
    return f"{surname} {given[0]}." if given else surname


def names_of(children: Sequence[SessionChildRow]) -> tuple[str, str]:
    """The children of a session in words: whole, and short."""
    if not children:
        return "", ""
    short = with_initial(children[0].name)
    if len(children) > 1:
        short = f"{short} +{len(children) - 1}"
    return ", ".join(child.name for child in children), short


# ---- columns -----------------------------------------------------------------------------------------------------


def lanes(shown: Shown, seen: Seen, today: date) -> tuple[tuple[LaneKey, ...], tuple[Lane, ...]]:
    """The columns: the open days of the week and those with sessions, or the staff across on one day."""
    if seen.by == EVERYBODY:
        keys = _staff_across(shown, seen.day)
    else:
        weekend = {row.day for row in shown.sessions} | {seen.day}
        days = [state for state in shown.days if state.day.weekday() < 5 or state.open or state.day in weekend]
        keys = [LaneKey(state.day) for state in days]
    return tuple(keys), tuple(_lane(shown, seen, key, today) for key in keys)


def _staff_across(shown: Shown, day: date) -> list[LaneKey]:
    booked = {row.therapist_id for row in shown.sessions if row.day == day}
    keys = [
        LaneKey(day, person.id)
        for person in shown.facts.staff.values()
        if person.id in booked or (works_on(person, day) and (not person.hours or _works(person, day)))
    ]
    return [*keys, LaneKey(day)] if None in booked or not keys else keys


def _works(person: StaffRow, day: date) -> bool:
    return bool(spans_of(person.hours, day.isoweekday()))


def _lane(shown: Shown, seen: Seen, key: LaneKey, today: date) -> Lane:
    state = next(state for state in shown.days if state.day == key.day)
    whose = key.therapist_id if seen.by == EVERYBODY else seen.whom if seen.by == THERAPIST else None
    person = shown.facts.staff.get(whose) if whose is not None else None
    hours: tuple[tuple[int, int], ...] | None = None
    away: tuple[Away, ...] = ()
    if person is not None:
        hours = spans_of(person.hours, key.day.isoweekday()) if person.hours else None
        away = _away(shown.facts, person.id, key.day)
        if not works_on(person, key.day):
            away = (Away(0, MIDNIGHT, _("does not work here on this day")),)
    elif seen.by == CHILD and seen.whom is not None and seen.whom in shown.facts.children:
        child = shown.facts.children[seen.whom]
        hours = spans_of(child.times.stretches, key.day.isoweekday()) if child.times.stretches else None
    if seen.by == EVERYBODY:
        title = person.name if person is not None else _("nobody yet")
        note = person.profession if person is not None else ""
    else:
        title = f"{weekday_names(short=True)[key.day.weekday()]} {key.day:%d.%m}"
        note = ""
    timeless = sum(row.start_minute is None for row in _of_lane(shown, seen, key))
    if timeless:
        note = ngettext("{n} session without an hour", "{n} sessions without an hour", timeless).format(n=timeless)
    if away:
        note = "; ".join(one.why for one in away)
    if not state.open:
        note = state.why.in_words() if state.why is not None else _("closed")
    return Lane(key, title, note, not state.open, key.day == today, hours, away)


def _away(facts: WeekFacts, staff_id: UUID, day: date) -> tuple[Away, ...]:
    return tuple(
        Away(
            absence.start_minute or 0,
            MIDNIGHT if absence.end_minute is None else absence.end_minute,
            _("away: {reason}").format(reason=absence.reason) if absence.reason else _("away"),
        )
        for absence in facts.absences.get(staff_id, ())
        if absence.first_day <= day <= absence.last_day
    )


def _of_lane(shown: Shown, seen: Seen, key: LaneKey) -> list[SessionRow]:
    return [
        row
        for row in shown.sessions
        if row.day == key.day and (seen.by != EVERYBODY or row.therapist_id == key.therapist_id)
    ]


# ---- cards -------------------------------------------------------------------------------------------------------


def cards(shown: Shown, seen: Seen, keys: Sequence[LaneKey]) -> tuple[Card, ...]:
    """The sessions that have an hour, each in its column."""
    tones = {code: at for at, code in enumerate(shown.type_names)}
    return tuple(
        _card(shown, seen, row, at, tones.get(row.type, 0))
        for at, key in enumerate(keys)
        for row in _of_lane(shown, seen, key)
        if row.start_minute is not None
    )


def _card(shown: Shown, seen: Seen, row: SessionRow, lane: int, tone: int) -> Card:
    facts = shown.facts
    kind = shown.type_names.get(row.type, row.type)
    children, short = names_of(row.children)
    room = facts.rooms[row.room_id].name if row.room_id is not None and row.room_id in facts.rooms else ""
    person = facts.staff.get(row.therapist_id) if row.therapist_id is not None else None
    therapist = person.name if person is not None else _("nobody yet")
    who, place = {
        ROOM: (children, therapist),
        CHILD: (therapist, room),
    }.get(seen.by, (children, room))
    if seen.by == CHILD:
        short = therapist
    said = status_words(row.status)
    if row.reason:
        said = f"{said} ({shown.reasons.get(row.reason, row.reason)})"
    excused = sum(child.status == EXCUSED for child in row.children)
    if excused and row.status == PLANNED:
        said += ", " + ngettext("{n} child excused", "{n} children excused", excused).format(n=excused)
    return Card(
        id=row.id,
        lane=lane,
        start=row.start_minute or 0,
        minutes=row.minutes,
        title=kind,
        who=who,
        short=short,
        place=place,
        tone=tone,
        state=_STATES.get(row.status, State.CANCELLED),
        state_words=status_words(row.status),
        words=", ".join(part for part in (kind, children, therapist, room, said) if part),
        missing_note=row.id in shown.unwritten,
        pinned=row.pinned,
        clash=row.clash_reason,
        movable=row.status == PLANNED,
    )


# ---- what a place would mean ---------------------------------------------------------------------------------------


def placing_of(row: SessionRow, key: LaneKey, place: Place, seen: Seen) -> Placing:
    """The session as it would be in this column at this hour."""
    return Placing(
        day=key.day,
        start_minute=place.start,
        minutes=place.minutes,
        type=row.type,
        therapist_id=key.therapist_id if seen.by == EVERYBODY else row.therapist_id,
        room_id=row.room_id,
        child_ids=tuple(child.id for child in row.children if child.status != EXCUSED),
    )


def judging(shown: Shown, seen: Seen, keys: Sequence[LaneKey]) -> Callable[[object, Place], Verdict]:
    """What dropping a session somewhere would mean, worked out from the week's facts alone."""
    rows = {row.id: row for row in shown.sessions}

    def judge(session_id: object, place: Place) -> Verdict:
        row = rows.get(session_id) if isinstance(session_id, UUID) else None
        if row is None:
            return Verdict()
        found = clashes_in(shown.facts, placing_of(row, keys[place.column], place, seen), row.id)
        return Verdict(
            refused=any(clash.hard for clash in found),
            reasons=tuple(dict.fromkeys(clash.message.in_words() for clash in found)),
        )

    return judge
