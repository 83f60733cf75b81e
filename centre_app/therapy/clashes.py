"""What speaks against a session at a place and an hour. Pure, and quick enough to be asked at each move of a hand.

Hard is what cannot be: a child in two places, a therapist in two, a closed day. The rest can stand with a reason that
is written down. What nobody has written down (somebody's hours or skills, a room's places) speaks against nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Sequence
from operator import attrgetter

from centre_app.language.translate import N_, Message
from centre_app.therapy.placing import Clash, OtherSession, Placing, WeekFacts, ids_of
from centre_app.therapy.rules import DAY_MINUTES, FIRST_YEAR, LAST_YEAR, LEAST_MINUTES, MOST_MINUTES
from centre_app.workplace.queries import RoomRow, StaffRow
from centre_app.workplace.rules import TypeFacts, span_text, why_child_not_here, why_not_at_work, works_on

CHILD_CANNOT = frozenset({"child_archived", "child_not_enrolled", "child_elsewhere"})  # hard, about one child alone
IN_TWO_PLACES = frozenset({"child_elsewhere", "therapist_elsewhere"})


def clashes_in(
    facts: WeekFacts, placing: Placing, ignoring: Collection[uuid.UUID] | uuid.UUID | None = None
) -> tuple[Clash, ...]:
    """What speaks against the placing, hard things first. ``ignoring``: sessions that do not count, such as itself.

    The day must be among ``facts.days``. An hour that cannot be is said alone: nothing else can be asked about it.
    """
    wrong = [*_time(placing)]
    if wrong:
        return tuple(wrong)
    aside = ids_of(ignoring)
    meanwhile = [
        other
        for other in facts.sessions.get(placing.day, ())
        if other.start_minute < placing.end_minute
        and placing.start_minute < other.start_minute + other.minutes
        and other.id not in aside
    ]
    found = [
        *_day(facts, placing),
        *_therapist(facts, placing, meanwhile),
        *_room(facts, placing, meanwhile),
        *_children(facts, placing, meanwhile),
        *_type(facts, placing),
    ]
    return tuple(sorted(found, key=attrgetter("hard"), reverse=True))


def _time(placing: Placing) -> Iterator[Clash]:
    if not LEAST_MINUTES <= placing.minutes <= MOST_MINUTES:
        message = Message(
            N_("A session takes {least} to {most} minutes."), {"least": LEAST_MINUTES, "most": MOST_MINUTES}
        )
        yield Clash("time", True, message, "minutes")
    elif not 0 <= placing.start_minute < DAY_MINUTES:
        yield Clash("time", True, Message(N_("Please check the hour.")), "start_minute")
    elif placing.end_minute > DAY_MINUTES:
        yield Clash("time", True, Message(N_("The session would last beyond midnight.")), "minutes")
    elif not FIRST_YEAR <= placing.day.year <= LAST_YEAR:
        yield Clash("time", True, Message(N_("Please check the year of {day}."), {"day": placing.day}), "day")


def _day(facts: WeekFacts, placing: Placing) -> Iterator[Clash]:
    state = facts.days[placing.day]
    if not state.open:
        why: Message = state.why or Message(N_("The centre is closed"))
        yield Clash("closed", True, Message(N_("{day}: {why}."), {"day": placing.day, "why": why}), "day")


def _therapist(facts: WeekFacts, placing: Placing, meanwhile: Sequence[OtherSession]) -> Iterator[Clash]:
    if placing.therapist_id is None:
        return
    person = facts.staff[placing.therapist_id]
    for other in meanwhile:
        if other.therapist_id == person.id:
            message = Message(
                N_("{therapist} has another session then: {session}."),
                {"therapist": person.name, "session": session_words(facts, other)},
            )
            yield Clash("therapist_elsewhere", True, message, "therapist_id", session_id=other.id)
    yield from _at_work(facts, placing, person)
    if person.skills and placing.type not in person.skills:
        values = {"therapist": person.name, "type": facts.type_names.get(placing.type, placing.type)}
        yield Clash("skill", False, Message(N_("{therapist} does not give: {type}."), values), "therapist_id")


def _at_work(facts: WeekFacts, placing: Placing, person: StaffRow) -> Iterator[Clash]:
    absences = [
        absence
        for absence in facts.absences.get(person.id, ())
        if absence.first_day <= placing.day <= absence.last_day
        and (absence.start_minute is None or absence.start_minute < placing.end_minute)
        and (absence.end_minute is None or placing.start_minute < absence.end_minute)
    ]
    if absences and works_on(person, placing.day):
        values = {"name": person.name, "reason": absences[0].reason}
        said = N_("{name} is away: {reason}.") if absences[0].reason else N_("{name} is away.")
        yield Clash("therapist_absent", True, Message(said, values), "therapist_id")
        return
    why = why_not_at_work(person, (), placing.day, placing.start_minute, placing.end_minute)
    if why is None:
        return
    if not works_on(person, placing.day):
        yield Clash("therapist_left", True, why, "therapist_id")
    elif person.hours:
        yield Clash("outside_hours", False, why, "therapist_id")


def _room(facts: WeekFacts, placing: Placing, meanwhile: Sequence[OtherSession]) -> Iterator[Clash]:
    if placing.room_id is None:
        return
    room = facts.rooms[placing.room_id]
    if not room.active:
        yield Clash("room_closed", True, Message(N_("{room} is out of use."), {"room": room.name}), "room_id")
    there = [other for other in meanwhile if other.room_id == room.id]
    if there:
        yield from _shared(facts, placing, room, there)
    count = len(placing.child_ids)
    if room.places is not None and count > room.places:
        values = {"room": room.name, "places": room.places, "count": count}
        message = Message(N_("{room} has places for {places}, these are {count} children."), values)
        yield Clash("room_small", False, message, "room_id")
    needed = facts.types.get(placing.type, TypeFacts()).equipment
    for thing in needed:
        if thing not in room.equipment:
            values = {"room": room.name, "thing": facts.equipment_names.get(thing, thing)}
            yield Clash("room_equipment", False, Message(N_("{room} does not have: {thing}."), values), "room_id")


def _shared(facts: WeekFacts, placing: Placing, room: RoomRow, there: Sequence[OtherSession]) -> Iterator[Clash]:
    most = _most_together(placing, there)
    if room.places is not None and most > max(room.places, len(placing.child_ids)):
        values = {
            "room": room.name,
            "places": room.places,
            "count": most,
            "session": session_words(facts, there[0]),
        }
        message = Message(N_("{room} has places for {places}; with {session} there would be {count} children."), values)
        yield Clash("room_full", True, message, "room_id", session_id=there[0].id)
        return
    for other in there:
        message = Message(
            N_("{room} is taken: {session}."), {"room": room.name, "session": session_words(facts, other)}
        )
        yield Clash("room_taken", False, message, "room_id", session_id=other.id)


def _most_together(placing: Placing, there: Sequence[OtherSession]) -> int:
    """Children in the room at its fullest moment: one at which a session begins."""
    moments = {placing.start_minute, *(max(other.start_minute, placing.start_minute) for other in there)}
    return len(placing.child_ids) + max(
        sum(len(other.child_ids) for other in there if other.start_minute <= moment < other.end_minute)
        for moment in moments
    )


def _children(facts: WeekFacts, placing: Placing, meanwhile: Sequence[OtherSession]) -> Iterator[Clash]:
    if not placing.child_ids:
        yield Clash("no_children", True, Message(N_("Please choose a child.")), "child_ids")
    absent = facts.child_absent.get(placing.day, frozenset())
    for child_id in placing.child_ids:
        child = facts.children.get(child_id)
        if child is None:
            message = Message(N_("A child of this session is not enrolled on {day}."), {"day": placing.day})
            yield Clash("child_not_enrolled", True, message, "child_ids", child_id)
            continue
        named = {"child": child.name, "day": placing.day}
        if child.archived:
            message = Message(N_("The file of {child} is in the archive."), named)
            yield Clash("child_archived", True, message, "child_ids", child_id)
        elif not child.enrolled_on(placing.day):
            message = Message(N_("{child} is not enrolled on {day}."), named)
            yield Clash("child_not_enrolled", True, message, "child_ids", child_id)
        for other in meanwhile:
            if child_id in other.child_ids:
                values = {"child": child.name, "session": session_words(facts, other)}
                message = Message(N_("{child} has another session then: {session}."), values)
                yield Clash("child_elsewhere", True, message, "child_ids", child_id, other.id)
        if child_id in absent:
            message = Message(N_("{child} is marked absent on {day}."), named)
            yield Clash("child_absent", False, message, "child_ids", child_id)
        why = why_child_not_here(child.times, placing.day, placing.start_minute, placing.end_minute)
        if why is not None:
            message = Message(N_("{child}: {why}"), {"child": child.name, "why": why})
            yield Clash("child_times", False, message, "child_ids", child_id)


def _type(facts: WeekFacts, placing: Placing) -> Iterator[Clash]:
    most = facts.types.get(placing.type, TypeFacts()).most_children
    if len(placing.child_ids) > most:
        values = {"type": facts.type_names.get(placing.type, placing.type), "most": most}
        message = Message(N_("{type}: at most {most} children in one session."), values)
        yield Clash("too_many", False, message, "child_ids")


def session_words(facts: WeekFacts, other: OtherSession | Placing) -> Message:
    """A session as a sentence names it: «speech therapy, 09:00–09:30, Мадина Раҳимова»."""
    values: dict[str, object] = {
        "type": facts.type_names.get(other.type, other.type),
        "hours": span_text(other.start_minute, other.end_minute),
    }
    person = facts.staff.get(other.therapist_id) if other.therapist_id else None
    if person is not None:
        values["therapist"] = person.name
        return Message(N_("{type}, {hours}, {therapist}"), values)
    return Message(N_("{type}, {hours}"), values)
