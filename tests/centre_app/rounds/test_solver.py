"""What the search proposes: the checker finds no fault, tiny weeks are planned as by trying all, reasons are true."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from centre_app.rounds import reasons
from centre_app.rounds.problem import Candidate, Draft, Missing, Pin, Problem
from centre_app.rounds.rules import faults
from centre_app.rounds.solver import by_nearest_neighbour, hand_made, propose
from tests.centre_app.rounds.weeks import (
    MONDAY,
    TUESDAY,
    best_rank,
    call,
    closed,
    kinds,
    number_id,
    problem,
    random_weeks,
    shift,
)
from tests.factories.rounds import rounds_case, week_days
from tests.factories.solomon import BEST_KNOWN, distance, instance, solved

SLOW = settings(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None)
BOTH_DAYS = frozenset({MONDAY, TUESDAY})


@SLOW
@given(random_weeks())
def test_the_checker_finds_no_fault_in_any_proposal(week: Problem) -> None:
    assert faults(propose(week, seconds=0.6)) == []


@SLOW
@given(random_weeks())
def test_a_proposal_is_never_worse_than_the_plan_made_by_hand_nor_than_the_nearest_neighbour(week: Problem) -> None:
    by_hand, nearest = hand_made(week), by_nearest_neighbour(week)
    proposal = propose(week, seconds=0.6)
    assert proposal.rank <= min(by_hand.rank, nearest.rank)
    assert kinds(by_hand) <= {"room_left"}  # it keeps every rule, though somebody more might fit in
    assert kinds(nearest) <= {"room_left"}


@pytest.mark.slow
@settings(SLOW, max_examples=40)
@given(random_weeks(most=6, pins=False), st.integers(0, 1))
def test_a_tiny_week_is_planned_as_by_trying_all_there_are(week: Problem, first: int) -> None:
    tiny = replace(week, shifts=week.shifts[first : first + 2], drafts=())
    assert propose(tiny, seconds=5).rank == best_rank(tiny)


@pytest.mark.slow
def test_the_same_week_gives_the_same_proposal() -> None:
    week = rounds_case(3, calls=10, days=1)
    assert propose(week, seconds=60).tours == propose(week, seconds=60).tours


def test_stop_ends_the_search_with_a_plan_that_holds_all_rules() -> None:
    begin = time.monotonic()
    proposal = propose(rounds_case(1), seconds=600, stop=lambda: time.monotonic() > begin + 1)
    assert proposal.visited > 50
    assert faults(proposal) == []


def test_what_is_told_gets_better_and_ends_with_what_is_proposed() -> None:
    told: list[tuple[int, float]] = []
    proposal = propose(rounds_case(2, calls=40, days=2), seconds=1.5, told=lambda visits, km: told.append((visits, km)))
    assert told[0] == (0, 0.0)
    assert told[-1] == (proposal.visited, pytest.approx(proposal.km))


def test_the_more_urgent_go_first_where_not_all_can_be_visited() -> None:
    far = [call(number, 0, minutes=200, weight=number + 1) for number in range(4)]
    proposal = propose(problem(far, [shift(1, MONDAY)]), seconds=2)
    assert [proposal.candidate(stop.key).weight for stop in proposal.stops()] == [4]
    assert {left.reason for left in proposal.left_out} == {reasons.FULL}


def test_lunch_lies_in_its_hours_and_a_short_round_has_none() -> None:
    morning, day = [call(0, 0)], [call(number, number % 2, minutes=80) for number in range(4)]
    assert [tour.lunch for tour in propose(problem(morning, [shift()]), seconds=1).tours] == [None]
    (tour,) = propose(problem(day, [shift()]), seconds=1).tours
    assert tour.lunch is not None
    assert 720 <= tour.lunch <= 840


def test_a_promise_keeps_its_day_its_minute_and_its_team() -> None:
    promised = call(0, 0, pin=Pin(TUESDAY, number_id(2, 2), 600, promised=True), days=frozenset({TUESDAY}))
    others = [call(number, number % 4, weight=500) for number in range(1, 12)]
    shifts = [shift(team, day) for day in (MONDAY, TUESDAY) for team in (1, 2)]
    proposal = propose(problem([promised, *others], shifts), seconds=2)
    (kept,) = [tour for tour in proposal.tours if any(stop.key == promised.key for stop in tour.stops)]
    (stop,) = [stop for stop in kept.stops if stop.key == promised.key]
    assert kept.key == (TUESDAY, number_id(2, 2))
    assert 585 <= stop.arrive <= 615
    assert proposal.broken_promises == ()


def test_another_team_keeps_a_promise_of_one_that_cannot_go() -> None:
    promised = call(0, 0, pin=Pin(MONDAY, number_id(2, 1), 600, promised=True), days=frozenset({MONDAY}))
    ill = (Missing(number_id(2, 1), MONDAY, "few"),)
    proposal = propose(problem([promised], [shift(2, MONDAY)], missing=ill), seconds=1)
    assert [tour.team for tour in proposal.tours] == [number_id(2, 2)]
    said_only_to_the_team = replace(promised, pin=replace(promised.pin, promised=False, minute=None))  # type: ignore[type-var]
    left = propose(problem([said_only_to_the_team], [shift(2, MONDAY)], missing=ill), seconds=1)
    assert left.broken_promises == left.left_out


def test_where_not_all_promises_can_be_kept_as_many_are_kept_as_can_be() -> None:
    def said(number: int, minute: int, **values: int) -> Candidate:
        pin = Pin(MONDAY, number_id(2, 1), minute, promised=True)
        return call(number, 0, pin=pin, days=frozenset({MONDAY}), **values)

    long, early, late = said(0, 600, minutes=180, weight=90), said(1, 600, weight=1), said(2, 700, weight=1)
    proposal = propose(problem([long, early, late], [shift(1, MONDAY)]), seconds=1)
    assert [one.key for one in proposal.broken_promises] == [long.key]


def test_a_promise_nobody_can_keep_is_said_and_why() -> None:
    promised = call(0, 0, pin=Pin(MONDAY, number_id(2, 1), 600, promised=True), days=frozenset({MONDAY}))
    ill = (Missing(number_id(2, 1), MONDAY, "few"),)
    proposal = propose(problem([promised, call(1, 1)], [shift(1, TUESDAY)], missing=ill), seconds=1)
    (broken,) = proposal.broken_promises
    assert (broken.key, broken.reason) == (promised.key, reasons.FEW)
    assert proposal.visited == 1


def test_a_plan_by_hand_that_is_the_best_stays_as_it_is() -> None:
    near = [call(0, 0), call(1, 2)]
    by_hand = (Draft(number_id(2, 1), TUESDAY, tuple(one.key for one in near)),)
    proposal = propose(problem(near, drafts=by_hand), seconds=1)
    assert proposal.hand_made
    assert [(tour.day, len(tour.stops)) for tour in proposal.tours] == [(TUESDAY, 2)]


@pytest.mark.parametrize(
    ("reason", "week"),
    [
        (reasons.NO_PLACE, problem([call(0, None)])),
        (reasons.NO_DAY, problem([call(0, 0, days=frozenset())])),
        (reasons.NO_TEAM, problem([call(0, 0, days=frozenset(week_days(7)[3:]))])),
        (reasons.FEW, problem([call(0, 0)], (shift(1, week_days(7)[6]),), missing=())),
        (reasons.NO_VEHICLE, problem([call(0, 0)], (shift(1, week_days(7)[6]),))),
        (reasons.ONLY_TEAM, problem([call(0, 0, team=number_id(2, 9))])),
        (reasons.SKILL, problem([call(0, 0, skills=frozenset({"speech_therapy"}))])),
        (reasons.ROAD, closed(problem([call(0, 0, days=BOTH_DAYS)]), 0, MONDAY, TUESDAY)),
        (reasons.TOO_FAR, problem([call(0, 0)], points=((0, 0), (200, 0)))),
        (reasons.FULL, problem([call(0, 0, minutes=220), call(1, 0, minutes=220), call(2, 0, weight=1, minutes=220)])),
    ],
)
def test_each_reason_is_given_where_it_is_true(reason: str, week: Problem) -> None:
    if reason in (reasons.FEW, reasons.NO_VEHICLE):
        why = "few" if reason == reasons.FEW else "vehicle"
        monday = replace(week.candidates[0], days=frozenset({MONDAY}))
        week = replace(week, candidates=(monday,), missing=(Missing(number_id(2, 1), MONDAY, why),))
    proposal = propose(week, seconds=1)
    assert [left.reason for left in proposal.left_out] == [reason]
    assert faults(proposal) == []


def test_a_road_that_is_closed_on_one_day_is_driven_on_another() -> None:
    proposal = propose(closed(problem([call(0, 0, days=BOTH_DAYS)]), 0, MONDAY), seconds=1)
    assert [tour.day for tour in proposal.tours] == [TUESDAY]


@pytest.mark.slow
def test_three_hundred_due_in_ten_places_are_shared_out_at_once() -> None:
    proposal = propose(rounds_case(4, calls=300, places=10), seconds=2)
    assert faults(proposal) == []
    assert proposal.visited > 60
    assert {left.reason for left in proposal.left_out} <= {reasons.FULL, reasons.TOO_FAR, reasons.SKILL}


def test_a_week_without_teams_or_without_anybody_due_has_no_rounds() -> None:
    assert propose(problem([]), seconds=1).tours == ()
    nobody_goes = replace(problem([call(0, 0)]), shifts=(), ways=())
    assert [left.reason for left in propose(nobody_goes, seconds=1).left_out] == [reasons.NO_TEAM]


@pytest.mark.slow
def test_twice_the_urgency_is_served_on_shorter_ways_than_the_nearest_neighbour_has() -> None:
    week = rounds_case(1)
    nearest, proposal = by_nearest_neighbour(week), propose(week)
    assert faults(proposal) == []
    assert proposal.km / proposal.visited < nearest.km / nearest.visited
    assert 4 * proposal.weight_left < nearest.weight_left
    assert proposal.visited > 1.3 * nearest.visited


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(BEST_KNOWN))
def test_public_instances_are_solved_within_three_hundredths_of_the_best_known(name: str) -> None:
    one = instance(name)
    enough = BEST_KNOWN[name] * 103 // 100
    assert distance(one, solved(one, seconds=30, enough=enough)) <= enough
