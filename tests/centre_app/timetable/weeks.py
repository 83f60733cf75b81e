"""Small weeks for tests: one good proposal to be spoilt, random ones, and the best that can be had of a tiny one."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from centre_app.timetable.problem import (
    OPTIMAL,
    Away,
    Before,
    Child,
    Fixed,
    Hours,
    Placement,
    Problem,
    Proposal,
    Room,
    SessionType,
    Therapist,
    Want,
)
from centre_app.timetable.rules import faults
from tests.factories.timetable import MONDAY, WEEK, a_uuid

TUESDAY, FRIDAY = WEEK[1], WEEK[4]
SPEECH, ART = "speech_therapy", "art_music"
DAY = tuple(Hours(weekday, *span) for weekday in range(1, 6) for span in ((540, 780), (840, 1020)))


def therapist(at: int = 0, skills: tuple[str, ...] = (SPEECH, ART), **values: object) -> Therapist:
    """Somebody who works from nine to five with an hour for lunch."""
    usual = Therapist(a_uuid(1, at), ("Зарина", "Фирӯз", "Мадина")[at], frozenset(skills), DAY)
    return replace(usual, **values)  # type: ignore[arg-type]


def room(at: int = 0, **values: object) -> Room:
    """A room with everything."""
    return replace(Room(a_uuid(2, at), f"Ҳуҷраи {at + 1}", 4, frozenset({"mirror"})), **values)  # type: ignore[arg-type]


def child(at: int = 0, **values: object) -> Child:
    """A child that can come every day at any time."""
    usual = Child(a_uuid(3, at), f"K-{at + 1:04}", ("Ҷамшед", "Мадина", "Айбек", "Нурия")[at], frozenset(WEEK))
    return replace(usual, **values)  # type: ignore[arg-type]


def problem(**values: object) -> Problem:
    """Two therapists, two rooms, three children: one alone twice a week, two who may share a session."""
    usual = Problem(
        monday=MONDAY,
        open_days=WEEK[:4],  # Friday is a holiday
        first_day=MONDAY,
        therapists=(therapist(0), therapist(1, (ART,))),
        rooms=(room(0), room(1, equipment=frozenset(), places=1)),
        types=(SessionType(SPEECH, 1, frozenset({"mirror"})), SessionType(ART, 2)),
        children=(child(0), child(1), child(2)),
        wants=(
            Want(a_uuid(3, 0), SPEECH, 30, 2),
            Want(a_uuid(3, 1), ART, 45, 1, in_group=True),
            Want(a_uuid(3, 2), ART, 45, 1, in_group=True),
        ),
        fixed=(Fixed(a_uuid(4, 0), ART, TUESDAY, 600, 45, (a_uuid(3, 0),), a_uuid(1, 1), a_uuid(2, 1), pinned=True),),
    )
    return replace(usual, **values)  # type: ignore[arg-type]


def good() -> Proposal:
    """A timetable of ``problem()`` with nothing wrong: two lone sessions and one that two children share."""
    week = problem()
    new = (
        Placement((0,), a_uuid(1, 0), a_uuid(2, 0), MONDAY, 540),
        Placement((0,), a_uuid(1, 0), a_uuid(2, 0), WEEK[2], 540),
        Placement((1, 2), a_uuid(1, 1), a_uuid(2, 0), MONDAY, 600),
    )
    return Proposal(week, OPTIMAL, 5, new, week.fixed, ())


def changed(proposal: Proposal, at: int, **values: object) -> Proposal:
    """The proposal with one of its new sessions different."""
    new = list(proposal.new)
    new[at] = replace(new[at], **values)  # type: ignore[arg-type]
    return replace(proposal, new=tuple(new))


def with_problem(proposal: Proposal, **values: object) -> Proposal:
    """The same sessions in another week."""
    return replace(proposal, problem=replace(proposal.problem, **values))  # type: ignore[arg-type]


def kinds(proposal: Proposal) -> set[str]:
    """What the checker finds."""
    return {fault.kind for fault in faults(proposal)}


def all_placements(week: Problem, wants: tuple[int, ...]) -> Iterator[Placement]:
    """Every way to write down a session for these wants, good and bad."""
    minutes = week.wants[wants[0]].minutes
    for who, where, day in itertools.product(week.therapists, week.rooms, week.open_days):
        for start in range(480, 1080 - minutes, week.grid):  # nobody works at other hours here
            yield Placement(wants, who.id, where.id, day, start)


def judged(week: Problem, new: tuple[Placement, ...]) -> set[str]:
    """What is wrong with these sessions themselves, whatever is said of the rest."""
    whole = {"unplaced", "bound", "status"}
    return kinds(Proposal(week, OPTIMAL, week.due + week.done, new, week.fixed, ())) - whole


def most_places(week: Problem) -> int:
    """The most new places any timetable of a tiny week has: every one is tried, and judged by the checker alone."""
    single = [(index,) for index in range(len(week.wants))]
    pairs = [pair for pair in itertools.combinations(range(len(week.wants)), 2) if week.wants[pair[0]].in_group]
    ways = [one for wants in (*single, *pairs) for one in all_placements(week, wants) if not judged(week, (one,))]

    def best(chosen: tuple[Placement, ...], at: int, have: int) -> int:
        most = have
        for later in range(at, len(ways)):
            more = (*chosen, ways[later])
            if not judged(week, more):
                most = max(most, best(more, later, have + len(ways[later].wants)))
                if most == week.due:
                    return most
        return most

    return best((), 0, 0)


def _stretches(weekdays: int = 5) -> st.SearchStrategy[tuple[Hours, ...]]:
    one = st.builds(
        lambda weekday, start, length: Hours(weekday, start, start + length),
        st.integers(1, weekdays),
        st.sampled_from((540, 555, 575, 600, 840)),
        st.sampled_from((30, 45, 60, 90, 180)),
    )
    return st.lists(one, max_size=5, unique_by=lambda hours: hours.weekday).map(tuple)


_DAYS = st.sets(st.sampled_from(WEEK), min_size=1, max_size=5)
_TYPES = (SPEECH, ART, "massage")


@st.composite
def random_weeks(draw: st.DrawFn) -> Problem:
    """A small week with everything in it: absences, bookings, group wants, equipment, wishes, last week."""
    ids = [a_uuid(3, at) for at in range(draw(st.integers(1, 4)))]
    staff = tuple(
        Therapist(
            a_uuid(1, at),
            f"Т{at}",
            frozenset(draw(st.sets(st.sampled_from(_TYPES), max_size=3))),
            draw(_stretches()),
            tuple(draw(st.lists(st.builds(Away, st.sampled_from(WEEK), st.just(0), st.just(600)), max_size=1))),
        )
        for at in range(draw(st.integers(1, 3)))
    )
    rooms = tuple(
        Room(
            a_uuid(2, at),
            f"Х{at}",
            draw(st.sampled_from((None, 1, 2, 3))),
            frozenset(draw(st.sets(st.just("mats"), max_size=1))),
        )
        for at in range(draw(st.integers(1, 3)))
    )
    children = tuple(
        Child(
            one,
            f"K-{at}",
            f"Б{at}",
            frozenset(draw(_DAYS)),
            draw(_stretches()),
            draw(st.integers(1, 3)),
            draw(st.booleans()),
        )
        for at, one in enumerate(ids)
    )
    someone = st.sampled_from([one.id for one in staff])
    wants = st.builds(
        Want,
        st.sampled_from(ids),
        st.sampled_from(_TYPES),
        st.sampled_from((20, 30, 45)),
        st.integers(1, 3),
        st.booleans(),
        st.none() | someone,
    )
    fixed = st.builds(
        Fixed,
        st.uuids(),
        st.sampled_from(_TYPES),
        st.sampled_from(WEEK),
        st.none() | st.sampled_from((540, 550, 600, 855)),
        st.sampled_from((25, 30, 60)),
        st.sets(st.sampled_from(ids), max_size=2).map(sorted).map(tuple),
        st.none() | someone,
        st.none() | st.sampled_from([one.id for one in rooms]),
        st.booleans(),
    )
    before = st.builds(
        Before,
        st.sampled_from(ids),
        st.sampled_from(_TYPES),
        st.integers(1, 5),
        st.sampled_from((None, 540, 600)),
        someone,
    )
    return Problem(
        monday=MONDAY,
        open_days=tuple(sorted(draw(_DAYS))),
        first_day=draw(st.sampled_from((MONDAY, MONDAY, MONDAY + timedelta(days=2)))),
        therapists=staff,
        rooms=rooms,
        types=(SessionType(SPEECH, 1), SessionType(ART, 3), SessionType("massage", 2, frozenset({"mats"}))),
        children=children,
        wants=tuple(draw(st.lists(wants, max_size=5))),
        fixed=tuple(draw(st.lists(fixed, max_size=2))),
        before=tuple(draw(st.lists(before, max_size=2))),
        grid=draw(st.sampled_from((15, 15, 5))),
    )


def unknown() -> uuid.UUID:
    """An id that nothing has."""
    return a_uuid(9, 9)


def on(day: date, start: int, end: int) -> Away:
    """A stretch of a day."""
    return Away(day, start, end)
