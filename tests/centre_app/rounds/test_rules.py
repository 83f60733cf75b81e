"""The checker finds nothing in good rounds, and each way of spoiling them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from centre_app.rounds import reasons
from centre_app.rounds.problem import Car, LeftOut, Pin, Proposal, Stop
from centre_app.rounds.rules import KINDS, faults
from centre_app.rounds.solver import hand_made, propose
from tests.centre_app.rounds.weeks import MONDAY, TUESDAY, call, closed, kinds, number_id, problem, shift
from tests.factories.rounds import BASE

Spoil = Callable[[Proposal], Proposal]
PROMISED = Pin(MONDAY, number_id(2, 1), 600, promised=True)


@pytest.fixture(scope="module")
def good() -> Proposal:
    """Two teams on Monday, one on Tuesday; a promise, a skill, a long day with lunch; one child without a place."""
    candidates = [
        call(0, 0, days=frozenset({MONDAY}), pin=PROMISED),
        call(1, 2, days=frozenset({TUESDAY}), skills=frozenset({"speech_therapy"})),
        call(2, 1, days=frozenset({MONDAY}), team=number_id(2, 2), minutes=100),
        call(3, 3, days=frozenset({MONDAY}), team=number_id(2, 2), minutes=120),
        call(4, None),
    ]
    shifts = [
        shift(1, MONDAY),
        shift(2, MONDAY),
        shift(1, TUESDAY, skills=frozenset({"speech_therapy"})),
    ]
    return propose(problem(candidates, shifts), seconds=1)


def tour(number: int, **values: Any) -> Spoil:
    """One tour is different."""

    def spoilt(one: Proposal) -> Proposal:
        tours = list(one.tours)
        tours[number] = replace(tours[number], **values)
        return replace(one, tours=tuple(tours))

    return spoilt


def stop(number: int, **values: Any) -> Spoil:
    """The first stop of a tour is different."""

    def spoilt(one: Proposal) -> Proposal:
        first, *others = one.tours[number].stops
        return tour(number, stops=(replace(first, **values), *others))(one)

    return spoilt


def week(**values: Any) -> Spoil:
    """The week is different."""
    return lambda one: replace(one, problem=replace(one.problem, **values))


def candidate(number: int, **values: Any) -> Spoil:
    """Somebody due is different."""

    def spoilt(one: Proposal) -> Proposal:
        found = tuple(
            replace(each, **values) if each.key == number_id(5, number) else each for each in one.problem.candidates
        )
        return week(candidates=found)(one)

    return spoilt


def on_shift(number: int, **values: Any) -> Spoil:
    """A shift is different."""

    def spoilt(one: Proposal) -> Proposal:
        shifts = list(one.problem.shifts)
        shifts[number] = replace(shifts[number], **values)
        return week(shifts=tuple(shifts))(one)

    return spoilt


def left(*out: LeftOut) -> Spoil:
    """Others are said to be left out."""
    return lambda one: replace(one, left_out=out)


def again(one: Proposal) -> Proposal:
    """A visit is made by two tours."""
    return tour(2, stops=(*one.tours[2].stops, one.tours[0].stops[0]))(one)


NO_PLACE = LeftOut(number_id(5, 4), reasons.NO_PLACE)

# Each spoils the good rounds in one way: (what it breaks, how).
SPOILT: list[tuple[str, Spoil]] = [
    ("unknown", stop(0, key=number_id(9, 9))),
    ("not_out", tour(0, day=MONDAY + timedelta(days=5))),
    ("shift_twice", lambda one: replace(one, tours=(*one.tours, one.tours[0]))),
    ("empty", tour(0, stops=())),
    ("vehicle", tour(0, vehicle=number_id(3, 9))),
    ("vehicle_twice", tour(0, vehicle=number_id(3, 2))),
    ("seats", week(cars=(Car(number_id(3, 1), 1), Car(number_id(3, 2), 4)))),
    ("twice", again),
    ("no_place", candidate(0, place=None)),
    ("road", lambda one: replace(one, problem=closed(one.problem, 0, MONDAY))),
    ("km", stop(0, km=1.0)),
    ("travel", stop(0, minutes=1)),
    ("clock", stop(0, arrive=590, leave=635, minutes=90)),
    ("minutes", candidate(0, minutes=30)),
    ("hours", on_shift(0, start=600)),
    ("hours", tour(1, end=1021)),
    ("home_hours", candidate(1, hours=(900, 1000))),
    ("day", candidate(1, days=frozenset({MONDAY}))),
    ("skill", on_shift(2, skills=frozenset())),
    ("team", candidate(1, team=number_id(2, 2))),
    ("promise", candidate(0, pin=replace(PROMISED, minute=900))),
    ("pinned", candidate(1, pin=Pin(TUESDAY, number_id(2, 2)))),
    ("pinned", candidate(1, pin=Pin(MONDAY, number_id(2, 1)))),
    ("lunch", tour(1, lunch=None)),
    ("lunch", tour(1, lunch=600)),
    ("lunch", tour(0, lunch=720)),
    ("left_out", left()),
    ("left_out", left(NO_PLACE, LeftOut(number_id(5, 0), reasons.FULL))),
    ("reason", left(LeftOut(number_id(5, 4), reasons.FULL))),
    ("room_left", lambda one: left(LeftOut(number_id(5, 4), reasons.FULL))(candidate(4, place=number_id(4, 0))(one))),
]


def test_good_rounds_have_no_fault(good: Proposal) -> None:
    assert faults(good) == []
    assert [round_.key for round_ in good.tours] == [
        (MONDAY, number_id(2, 1)),
        (MONDAY, number_id(2, 2)),
        (TUESDAY, number_id(2, 1)),
    ]
    assert good.tours[1].lunch is not None


@pytest.mark.parametrize(("kind", "spoil"), SPOILT)
def test_what_breaks_a_rule_is_found(good: Proposal, kind: str, spoil: Spoil) -> None:
    assert kind in kinds(spoil(good))


def test_every_kind_of_fault_has_a_way_of_spoiling() -> None:
    assert {kind for kind, _spoil in SPOILT} == set(KINDS)


def test_a_plan_by_hand_that_breaks_rules_is_shown_without_what_breaks_them(good: Proposal) -> None:
    keys = tuple(one.key for one in good.problem.candidates)
    from centre_app.rounds.problem import Draft

    drafts = (Draft(number_id(2, 1), MONDAY, keys),)
    by_hand = hand_made(replace(good.problem, drafts=drafts))
    assert [stop.key for stop in by_hand.stops()] == [number_id(5, 0)]


def test_figures_are_sums_of_the_stops(good: Proposal) -> None:
    legs = [(stop.km, stop.minutes) for stop in good.stops()] + [(one.home_km, one.home_minutes) for one in good.tours]
    assert good.km == pytest.approx(sum(km for km, _minutes in legs))
    assert good.travel_minutes == sum(minutes for _km, minutes in legs)
    assert (good.visited, good.visit_minutes) == (4, 45 + 45 + 100 + 120)
    assert (good.weight_served, good.weight_left) == (32, 8)
    assert good.by_risk == (("medium", 4, 5),)


def test_a_round_that_goes_where_nothing_is_known_is_found() -> None:
    week_ = problem([call(0, 0)], [shift()])
    proposal = propose(week_, seconds=1)
    elsewhere = Stop(number_id(5, 0), 560, 605, 0.0, 0)
    assert BASE in week_.ways[0].places
    assert {"km", "travel"} <= kinds(tour(0, stops=(elsewhere,))(proposal))
