"""The whole practice centre as plain values, before anything is written: the same for the same seed and day. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from centre_app.practice.days import ILL, NO_MARK, ROAD, UNEXCUSED, marks_of
from centre_app.practice.families import NewChild, families
from centre_app.practice.places import VISITED_DISTRICTS
from centre_app.practice.stays import DAY_CARE, FEW_AT_HOME, MOST_AT_HOME, Stay, stays_of

_CHILDREN_A_GROUP = 16
_GROUPS = ("Хуршед", "Ситора", "Баҳор", "Лола", "Камалак", "Чашма", "Наврӯз", "Парасту", "Шукуфа", "Анор")


@dataclass(frozen=True)
class PlannedStay:
    """A stay with its group (place in ``Plan.groups``) and, in day care, a byte of ``days.CODES`` an open day."""

    stay: Stay
    group: int | None
    first: int  # place of the first mark's day in Plan.days
    marks: bytes = b""


@dataclass(frozen=True)
class PlannedChild:
    """A child as it will be written down."""

    new: NewChild
    registered_on: date
    stays: tuple[PlannedStay, ...]

    @property
    def marks(self) -> int:
        """How many marks the child has."""
        return sum(len(stay.marks) - stay.marks.count(NO_MARK) for stay in self.stays)


@dataclass(frozen=True)
class Plan:
    """``days`` are the open days from the centre's first to a few beyond ``today``."""

    today: date
    days: tuple[date, ...]
    groups: tuple[str, ...]
    children: tuple[PlannedChild, ...]


def made_plan(seed: int, count: int, days: Sequence[date], today: date, *, home_visits: bool = True) -> Plan:
    """``count`` children over the open days ``days`` (some after ``today``).

    ``home_visits``: children of the far districts are mostly visited at home; else few are.
    """
    random = Random(f"centre {seed}")
    groups = group_names(count)
    begun = [
        _begun(Random(f"days {seed} {place}"), new, days, today, home_visits=home_visits)
        for place, new in _people(random, count, today)
    ]
    _something_new(begun, days, today)
    filled = [0] * len(groups)
    forgotten = {(random.randrange(len(groups)), day) for day in days if random.random() < 0.015}
    children: list[PlannedChild] = []
    for place, (new, stays) in enumerate(begun):
        throw = Random(f"marks {seed} {place}")
        group = min(range(len(groups)), key=lambda number: filled[number])
        filled[group] += any(stay.service == DAY_CARE and stay.end is None for stay in stays)
        planned = tuple(_planned(throw, new, stay, group, days, today, forgotten, len(groups)) for stay in stays)
        lead = throw.randrange(1, 12) if place < count - 1 else 1
        registered = min(min(stay.start for stay in stays) - timedelta(days=lead), today)
        consent = new.child.photo_consent_on
        if consent is not None and consent < registered:
            new = replace(new, child=replace(new.child, photo_consent_on=registered))
        children.append(PlannedChild(new, registered, planned))
    return Plan(today, tuple(days), groups, tuple(_some_missing(children, len(days), days, today)))


def group_names(count: int) -> tuple[str, ...]:
    """Two groups at least; a centre with more children has more of them."""
    wanted = max(2, -(-count // _CHILDREN_A_GROUP))
    return tuple(
        _GROUPS[number % len(_GROUPS)] + (f" {number // len(_GROUPS) + 1}" if number >= len(_GROUPS) else "")
        for number in range(wanted)
    )


def _people(random: Random, count: int, today: date) -> Iterator[tuple[int, NewChild]]:
    """The children; two of the first have their birthday this week, and one is called Ҷамшед."""
    monday = today - timedelta(days=today.weekday())
    birthdays = [monday + timedelta(days=1), monday + timedelta(days=4)]
    is_named = False
    for place, new in enumerate(families(random, count, today)):
        if place > 2 and birthdays and new.child.birth_date and new.child.birth_precision == "day":
            day = birthdays.pop()
            birth = day.replace(year=new.child.birth_date.year - 1, day=min(day.day, 28))
            new = replace(new, child=replace(new.child, birth_date=birth))
        if not is_named and new.child.sex == "male" and new.child.language == "tajik":
            is_named = True  # one Ҷамшед at least: the guide shows the search by him
            new = replace(new, child=replace(new.child, given_name="Ҷамшед"))
        yield place, new


def _begun(
    random: Random, new: NewChild, days: Sequence[date], today: date, *, home_visits: bool
) -> tuple[NewChild, tuple[Stay, ...]]:
    is_visited = home_visits and new.far and new.child.district in VISITED_DISTRICTS
    stays = stays_of(random, days, today, MOST_AT_HOME if is_visited else FEW_AT_HOME)
    born = new.child.birth_date
    if born is not None and born > stays[0].start - timedelta(days=200):  # nobody is enrolled before birth
        born = stays[0].start - timedelta(days=400)
        if new.child.birth_precision == "year":
            born = date(born.year, 1, 1)
        new = replace(new, child=replace(new.child, birth_date=born))
    return new, stays


def _something_new(begun: list[tuple[NewChild, tuple[Stay, ...]]], days: Sequence[date], today: date) -> None:
    """This week: one child has just come, one comes next, one will leave."""
    if len(begun) < 4:
        return
    now, after = bisect_right(days, today) - 1, bisect_right(days, today)
    begun[-1] = (begun[-1][0], (Stay(DAY_CARE, days[now]),))
    begun[-2] = (begun[-2][0], (Stay(DAY_CARE, days[after]),))
    new, stays = begun[0]
    if stays[0].service == DAY_CARE and len(stays) == 1 and stays[0].end is None and after + 2 < len(days):
        begun[0] = (new, (replace(stays[0], end=days[after + 2], reason="school"),))


def _planned(
    random: Random,
    new: NewChild,
    stay: Stay,
    group: int,
    days: Sequence[date],
    today: date,
    forgotten: set[tuple[int, date]],
    groups: int,
) -> PlannedStay:
    first = bisect_left(days, stay.start)
    if stay.service != DAY_CARE:
        return PlannedStay(stay, None, first)
    last = bisect_right(days, min(today, stay.end or today))
    marks = marks_of(random, days[first:last], frail=new.frail, far=new.far)
    for place in range(len(marks)):
        day = days[first + place]
        # Today only every other group has been marked so far.
        if (group, day) in forgotten or (day == today and group % 2 == 1):
            marks[place] = NO_MARK
    return PlannedStay(stay, group, first, bytes(marks))


def _some_missing(
    children: list[PlannedChild], count: int, days: Sequence[date], today: date
) -> Iterator[PlannedChild]:
    """A few have been away for three days and more: somebody should ring."""
    wanted = max(2, min(6, len(children) // 20))
    for place, child in enumerate(children):
        last = child.stays[-1]
        there = last.stay.service == DAY_CARE and last.stay.end is None and len(last.marks) > 20
        if wanted and there and place % 5 == 2:
            wanted -= 1
            run = 3 + wanted % 3
            marks = bytearray(last.marks)
            code = (ILL, UNEXCUSED, ROAD if today.month in (12, 1, 2) else ILL)[wanted % 3]
            is_unmarked = marks[-1] == NO_MARK and days[last.first + len(marks) - 1] == today
            end = len(marks) - is_unmarked
            marks[end - run : end] = bytes([code]) * run
            child = replace(child, stays=(*child.stays[:-1], replace(last, marks=bytes(marks))))
        yield child
