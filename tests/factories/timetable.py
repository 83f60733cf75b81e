"""Weeks to be planned, for tests: a whole centre of a wished size, and small random ones."""

from __future__ import annotations

import random
import uuid
from datetime import date, timedelta

from centre_app.timetable.problem import Before, Child, Hours, Problem, Room, SessionType, Therapist, Want

MONDAY = date(2026, 11, 23)
WEEK = tuple(MONDAY + timedelta(days=at) for at in range(5))
_SKILLS = ("speech_therapy", "physiotherapy", "special_teacher", "psychologist")
_NAMES = ("Зарина", "Фирӯз", "Мадина", "Далер", "Нигора", "Азиз", "Шаҳло", "Бахтиёр", "Айгүл", "Ерлан")


def a_uuid(kind: int, number: int) -> uuid.UUID:
    """The same id for the same thing in every run."""
    return uuid.UUID(int=(kind << 64) + number)


def timetable_case(
    children: int = 80, sessions: int = 200, therapists: int = 8, rooms: int = 5, seed: int = 1
) -> Problem:
    """A centre's week: four types of session, lunch, half days, morning and minibus children, last week's places."""
    chance = random.Random(seed)
    staff = tuple(_therapist(at, chance) for at in range(therapists))
    kinds = tuple(
        SessionType(code, 6 if code == "psychologist" else 3, frozenset({"mats"}) & frozenset(_needs(code)))
        for code in _SKILLS
    )
    places = tuple(
        Room(
            a_uuid(2, at),
            f"Кабинет {at + 1}",
            (8, 4, 2, 3)[at % 4],
            frozenset({"mats"}) if at % 2 == 0 else frozenset(),
        )
        for at in range(rooms)
    )
    known = tuple(_child(at, chance) for at in range(children))
    wants = _wants(known, sessions, staff, chance)
    before = tuple(
        Before(want.child, want.type, chance.randint(1, 5), 9 * 60 + 30 * chance.randint(0, 12), giver.id)
        for want in wants
        if chance.random() < 0.6
        for giver in [chance.choice([one for one in staff if want.type in one.skills])]
    )
    return Problem(MONDAY, WEEK, MONDAY, staff, places, kinds, known, wants, before=before)


def _needs(code: str) -> tuple[str, ...]:
    return ("mats",) if code == "physiotherapy" else ()


def _therapist(at: int, chance: random.Random) -> Therapist:
    off = chance.randint(1, 5) if at % 3 == 2 else 0  # somebody with one afternoon less
    hours = [
        Hours(weekday, *span)
        for weekday in range(1, 6)
        for span in ((540, 720), (780, 1020))[: 1 if weekday == off else 2]
    ]
    skills = {_SKILLS[at % 4]} | ({_SKILLS[(at + 1) % 4]} if at % 4 == 3 else set())
    return Therapist(a_uuid(1, at), _NAMES[at % len(_NAMES)] + f" {at + 1}", frozenset(skills), tuple(hours))


def _child(at: int, chance: random.Random) -> Child:
    way = chance.random()
    times: tuple[Hours, ...] = ()
    if way < 0.3:  # only in the morning
        times = tuple(Hours(weekday, 540, 750) for weekday in range(1, 6))
    elif way < 0.5:  # the minibus: three days
        days = sorted(chance.sample(range(1, 6), 3))
        times = tuple(Hours(weekday, 570, 900) for weekday in days)
    return Child(
        a_uuid(3, at),
        f"K-{at + 1:04}",
        f"Бача {at + 1}",
        frozenset(WEEK),
        times,
        most_a_day=chance.choice((2, 2, 3)),
        few_days=0.3 <= way < 0.5,
    )


def _wants(
    children: tuple[Child, ...], sessions: int, staff: tuple[Therapist, ...], chance: random.Random
) -> tuple[Want, ...]:
    skills = sorted({skill for one in staff for skill in one.skills})
    wants: list[Want] = []
    left = sessions
    for turn in range(len(skills)):
        for at, child in enumerate(children):
            if left <= 0:
                break
            kind = skills[(at + turn) % len(skills)]
            times = min(left, chance.choice((1, 1, 2, 2)))
            group = kind == "psychologist" and chance.random() < 0.5
            givers = [one.id for one in staff if kind in one.skills]
            wished = chance.choice(givers) if chance.random() < 0.3 else None
            wants.append(Want(child.id, kind, 45 if group else 30, times, group, wished))
            left -= times
    return tuple(wants)
