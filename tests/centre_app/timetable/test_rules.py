"""The checker finds nothing in a good timetable, and each way of spoiling it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from centre_app.timetable.problem import FEASIBLE, NONE, Fixed, Proposal, SessionType, Unplaced, Want
from centre_app.timetable.rules import KINDS, Fault, faults
from tests.centre_app.timetable.weeks import (
    ART,
    FRIDAY,
    SPEECH,
    TUESDAY,
    changed,
    child,
    good,
    kinds,
    on,
    problem,
    room,
    therapist,
    unknown,
    with_problem,
)
from tests.factories.timetable import MONDAY, WEEK, a_uuid

Spoil = Callable[[Proposal], Proposal]


def children(**values: object) -> Spoil:
    """The first child is different."""
    return lambda one: with_problem(one, children=(child(0, **values), child(1), child(2)))


def wants(at: int, **values: object) -> Spoil:
    """One want is different."""

    def spoilt(one: Proposal) -> Proposal:
        lines = list(one.problem.wants)
        lines[at] = replace(lines[at], **values)  # type: ignore[arg-type]
        return with_problem(one, wants=tuple(lines))

    return spoilt


def booked(**values: object) -> Spoil:
    """One more session was booked before, at the hour of the first new one."""

    def spoilt(one: Proposal) -> Proposal:
        usual = Fixed(a_uuid(4, 1), ART, MONDAY, 555, 30, ())
        kept = (*one.problem.fixed, replace(usual, **values))  # type: ignore[arg-type]
        return replace(with_problem(one, fixed=kept), kept=kept)

    return spoilt


# Each spoils the good timetable in one way: (what it breaks, how).
SPOILT: list[tuple[str, Spoil]] = [
    ("unknown", lambda one: changed(one, 0, therapist=unknown())),
    ("unknown", lambda one: changed(one, 0, room=unknown())),
    ("unknown", lambda one: changed(one, 0, wants=(7,))),
    ("unknown", lambda one: changed(one, 0, wants=(-1,))),
    ("unknown", lambda one: changed(one, 0, wants=())),
    ("mixed", lambda one: changed(one, 2, wants=(1, 0))),
    ("mixed", wants(2, minutes=60)),
    ("too_often", lambda one: replace(one, new=(*one.new, replace(one.new[0], day=TUESDAY, start=900)))),
    ("closed", lambda one: changed(one, 1, day=FRIDAY)),
    ("past", lambda one: with_problem(one, first_day=TUESDAY)),
    ("grid", lambda one: changed(one, 0, start=550)),
    ("grid", lambda one: changed(one, 0, start=541)),
    ("skill", lambda one: changed(one, 0, therapist=a_uuid(1, 1))),
    ("hours", lambda one: changed(one, 0, start=525)),
    ("hours", lambda one: changed(one, 0, start=765)),  # into the lunch break
    ("hours", lambda one: changed(one, 0, start=1005)),
    ("away", lambda one: with_problem(one, therapists=(therapist(0, away=(on(MONDAY, 0, 1440),)), therapist(1)))),
    ("away", lambda one: with_problem(one, therapists=(therapist(0, away=(on(MONDAY, 565, 600),)), therapist(1)))),
    ("equipment", lambda one: changed(one, 0, room=a_uuid(2, 1))),
    ("places", lambda one: changed(one, 2, room=a_uuid(2, 1))),
    ("most_children", lambda one: with_problem(one, types=(one.problem.types[0], SessionType(ART, 1)))),
    ("not_together", wants(1, in_group=False)),
    ("not_together", wants(1, wished=a_uuid(1, 0))),
    ("therapist_twice", lambda one: changed(one, 2, therapist=a_uuid(1, 0), start=555)),
    ("therapist_twice", booked(therapist=a_uuid(1, 0))),
    ("room_twice", lambda one: changed(one, 2, start=555)),
    ("room_twice", booked(room=a_uuid(2, 0))),
    ("child_twice", lambda one: changed(one, 0, day=TUESDAY, start=630)),
    ("child_twice", booked(children=(a_uuid(3, 0),))),
    ("child_twice", wants(1, child=a_uuid(3, 2))),
    ("not_enrolled", children(days=frozenset({WEEK[2]}))),
    ("child_times", children(times=tuple(therapist().hours[2:]))),
    ("child_away", children(away=(on(WEEK[2], 0, 541),))),
    ("most_a_day", lambda one: changed(children(most_a_day=1)(one), 0, day=TUESDAY)),
    ("same_day", lambda one: changed(one, 1, day=MONDAY, start=900)),
    ("kept", lambda one: replace(one, kept=())),
    ("kept", lambda one: replace(one, kept=(replace(one.kept[0], start=615),))),
    ("unplaced", lambda one: replace(one, new=one.new[1:], status=FEASIBLE)),
    ("unplaced", lambda one: replace(one, unplaced=(Unplaced(0, "stopped"),))),
    ("bound", lambda one: replace(one, bound=4)),
    ("bound", lambda one: replace(one, bound=6, status=FEASIBLE)),
    ("status", lambda one: replace(one, status=FEASIBLE)),
    ("status", lambda one: replace(one, status=NONE)),
]


def test_a_good_timetable_has_no_faults() -> None:
    assert faults(good()) == []


@pytest.mark.parametrize(("kind", "spoil"), SPOILT, ids=[f"{kind}-{at}" for at, (kind, _spoil) in enumerate(SPOILT)])
def test_a_timetable_spoilt_in_one_way_is_caught_for_it(kind: str, spoil: Spoil) -> None:
    assert kind in kinds(spoil(good()))


def test_every_rule_of_the_checker_is_broken_by_one_of_the_tests() -> None:
    assert {kind for kind, _spoil in SPOILT} == set(KINDS)


def test_the_fault_names_the_session() -> None:
    assert faults(changed(good(), 1, day=FRIDAY)) == [Fault("closed", 1)]


def test_sessions_that_only_touch_do_not_clash() -> None:
    assert kinds(changed(good(), 2, therapist=a_uuid(1, 0), start=570)) == set()


def test_a_second_session_of_a_type_on_one_day_is_allowed_where_there_are_fewer_days_than_sessions() -> None:
    one = with_problem(good(), children=(child(0, days=frozenset({MONDAY})), child(1), child(2)))
    assert "same_day" not in kinds(changed(one, 1, day=MONDAY, start=900))


def test_days_on_which_the_child_never_comes_are_not_days_for_its_sessions() -> None:
    mondays = tuple(hours for hours in therapist().hours if hours.weekday == 1)
    one = with_problem(good(), children=(child(0, times=mondays), child(1), child(2)))
    assert kinds(changed(one, 1, day=MONDAY, start=900)) == set()


def test_a_wish_for_the_therapist_who_gives_the_session_may_share_it() -> None:
    assert kinds(wants(1, wished=a_uuid(1, 1))(good())) == set()


def test_a_wish_for_somebody_else_may_be_served_by_another_alone() -> None:
    one = with_problem(
        good(), wants=(Want(a_uuid(3, 0), SPEECH, 30, 2, wished=a_uuid(1, 1)), *good().problem.wants[1:])
    )
    assert kinds(one) == set()


def test_a_booked_session_without_an_hour_is_in_nobodys_way() -> None:
    assert kinds(replace(booked(start=None, therapist=a_uuid(1, 0), room=a_uuid(2, 0))(good()), bound=5)) == set()


def test_a_room_of_unknown_size_holds_everybody() -> None:
    one = with_problem(good(), rooms=(room(0, places=None), room(1)))
    assert kinds(one) == set()


def test_nothing_due_and_nothing_proposed_is_all_that_can_be_had() -> None:
    week = problem(wants=())
    assert faults(Proposal(week, "optimal", 1, (), week.fixed, ())) == []
