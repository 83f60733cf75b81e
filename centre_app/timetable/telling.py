"""A proposal in words: for scripts, for a terminal, for the window. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from centre_app.language.translate import N_, Message, Words
from centre_app.timetable.problem import OPTIMAL, Proposal
from centre_app.timetable.reasons import WORDS
from centre_app.timetable.week_names import Names


@dataclass(frozen=True)
class Line:
    """One session of the week: a new one, or one that was there (``new`` False). ``start`` None: no hour is known."""

    day: date
    start: int | None
    minutes: int
    type: str
    children: tuple[uuid.UUID, ...]
    therapist: uuid.UUID | None
    room: uuid.UUID | None
    pinned: bool
    new: bool


def lines(proposal: Proposal) -> list[Line]:
    """All sessions of the week by day, hour and therapist's order."""
    wants, order = proposal.problem.wants, {one.id: at for at, one in enumerate(proposal.problem.therapists)}
    found = [
        Line(one.day, one.start, one.minutes, one.type, one.children, one.therapist, one.room, one.pinned, False)
        for one in proposal.kept
    ]
    for one in proposal.new:
        want = wants[one.wants[0]]
        children = tuple(wants[index].child for index in one.wants)
        found.append(Line(one.day, one.start, want.minutes, want.type, children, one.therapist, one.room, False, True))
    last = len(order)
    return sorted(
        found, key=lambda one: (one.day, one.start or 0, order.get(one.therapist, last) if one.therapist else last)
    )


def as_json(proposal: Proposal, names: Names, words: Words) -> dict[str, Any]:
    """As ``centre-app timetable propose --json`` prints it: children by their numbers, types by their codes."""
    return {
        "status": proposal.status,
        "bound": proposal.bound,
        "placed": [_session(one, names) for one in lines(proposal)],
        "unplaced": [
            {
                "child": names.children[proposal.problem.wants[one.want].child].number,
                "type": proposal.problem.wants[one.want].type,
                "reason": words.gettext(WORDS[one.reason]),
            }
            for one in proposal.unplaced
        ],
    }


def as_text(proposal: Proposal, names: Names, words: Words) -> Iterator[str]:
    """The same for people: a line a session, then who has no place and why."""
    for message in summary(proposal):
        yield message.in_words(words)
    for one in lines(proposal):
        who = ", ".join(f"{names.children[child].number} {names.children[child].name}" for child in one.children)
        mark = "+" if one.new else "*" if one.pinned else " "
        places = (names.therapists.get(one.therapist, "–") if one.therapist else "–", _room(one, names))
        yield "  ".join((mark, one.day.strftime("%d.%m"), hour(one.start), who, names.types[one.type], *places))
    for missing in proposal.unplaced:
        want = proposal.problem.wants[missing.want]
        child = names.children[want.child]
        yield f"{child.number} {child.name}  {names.types[want.type]}: {words.gettext(WORDS[missing.reason])}"


def summary(proposal: Proposal) -> list[Message]:
    """What came of it, in one or two sentences."""
    problem = proposal.problem
    if not problem.due:
        return [Message(N_("Nothing is left to place: all that the plans ask for in this week is booked."))]
    found = Message(
        N_("Placed: {found} of the {due} sessions that children are still due."),
        {"found": proposal.found, "due": problem.due},
    )
    most = proposal.bound - problem.done
    if not proposal.found and most == 0:
        return [
            Message(
                N_("None of the {due} sessions that children are due can be placed in this week."), {"due": problem.due}
            )
        ]
    if proposal.status == OPTIMAL or proposal.found == most:
        proven = Message(N_("No timetable of this week can place more.")) if most < problem.due else None
    else:
        proven = Message(N_("No timetable of this week can place more than {most}."), {"most": most})
    return [found, proven] if proven is not None else [found]


def hour(start: int | None) -> str:
    """``09:30``; a dash where no hour is known."""
    return "–" if start is None else f"{start // 60:02}:{start % 60:02}"


def _room(one: Line, names: Names) -> str:
    return names.rooms.get(one.room, "–") if one.room else "–"


def _session(one: Line, names: Names) -> dict[str, Any]:
    numbers = [names.children[child].number for child in one.children]
    start = one.day.isoformat() + ("" if one.start is None else f"T{hour(one.start)}")
    return {
        **({"child": numbers[0]} if len(numbers) == 1 else {"children": numbers}),
        "therapist": names.therapists.get(one.therapist) if one.therapist else None,
        "room": names.rooms.get(one.room) if one.room else None,
        "type": one.type,
        "start": start,
        "minutes": one.minutes,
        "pinned": one.pinned,
    }
