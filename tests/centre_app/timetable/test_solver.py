"""What the solver proposes: the checker finds no fault, tiny weeks are planned as by trying all, reasons are true."""

from __future__ import annotations

import threading
import uuid
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from centre_app.timetable import reasons, solver
from centre_app.timetable.bound import upper_bound
from centre_app.timetable.problem import (
    FEASIBLE,
    NONE,
    OPTIMAL,
    Before,
    Fixed,
    Hours,
    Problem,
    SessionType,
    Want,
)
from centre_app.timetable.rules import faults
from centre_app.timetable.solver import propose
from tests.centre_app.timetable.weeks import (
    ART,
    SPEECH,
    TUESDAY,
    all_placements,
    child,
    judged,
    most_places,
    on,
    problem,
    random_weeks,
    room,
    therapist,
)
from tests.factories.timetable import MONDAY, WEEK, a_uuid, timetable_case

SLOW = settings(max_examples=20, suppress_health_check=list(HealthCheck))
HOUR = (Hours(1, 540, 600),)  # on Monday from nine to ten


def tiny(**values: object) -> Problem:
    """Monday from nine to ten: one therapist, one room, three children with one session of half an hour each."""
    usual = problem(
        open_days=(MONDAY,),
        therapists=(therapist(0, (SPEECH,), hours=HOUR),),
        rooms=(room(0),),
        wants=tuple(Want(a_uuid(3, at), SPEECH, 30) for at in range(3)),
        fixed=(),
    )
    return replace(usual, **values)  # type: ignore[arg-type]


@SLOW
@given(random_weeks())
def test_the_checker_finds_no_fault_in_any_proposal(week: Problem) -> None:
    assert faults(propose(week, seconds=6)) == []


@pytest.mark.slow
@SLOW
@given(random_weeks())
def test_nothing_can_be_added_to_a_proposal_and_each_reason_is_true(week: Problem) -> None:
    proposal = propose(week, seconds=6)
    blame = {
        reasons.NO_THERAPIST: {"skill"},
        reasons.NO_ROOM: {"equipment"},
        reasons.NOT_HERE: {"not_enrolled", "child_times", "child_away", "past"},
        reasons.NO_HOURS: {"skill", "hours", "away", "not_enrolled", "child_times", "child_away", "past"},
        reasons.DAYS_FULL: {"most_a_day", "same_day", "child_twice"},
        reasons.THERAPISTS_FULL: {"therapist_twice"},
        reasons.ROOMS_FULL: {"room_twice", "places"},
    }
    for missing in {one.want: one for one in proposal.unplaced}.values():
        for placement in all_placements(week, (missing.want,)):
            wrong = judged(week, (*proposal.new, placement))
            assert wrong, "it could have been placed"
            if missing.reason in (reasons.NO_THERAPIST, reasons.NO_ROOM, reasons.NOT_HERE, reasons.NO_HOURS):
                assert wrong & blame[missing.reason]


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    starts=st.lists(st.sampled_from((540, 555, 570, 585)), min_size=2, max_size=3),
    minutes=st.lists(st.sampled_from((30, 45)), min_size=3, max_size=3),
    group=st.booleans(),
    rooms=st.integers(1, 2),
    most=st.integers(1, 3),
)
def test_a_tiny_week_is_planned_as_well_as_by_trying_everything(
    starts: list[int], minutes: list[int], group: bool, rooms: int, most: int
) -> None:
    week = tiny(
        therapists=tuple(
            therapist(at, (ART,), hours=(Hours(1, start, 630),)) for at, start in enumerate(sorted(starts)[:2])
        ),
        rooms=tuple(room(at, places=2) for at in range(rooms)),
        types=(SessionType(ART, most),),
        wants=tuple(Want(a_uuid(3, at), ART, minutes[at], in_group=group) for at in range(3)),
    )
    best, proposal = most_places(week), propose(week, seconds=6)
    assert (proposal.found, proposal.bound, upper_bound(week) >= best) == (best, best, True)


@pytest.mark.slow
@SLOW
@given(random_weeks())
def test_the_bound_without_searching_is_never_below_what_is_placed(week: Problem) -> None:
    proposal = propose(week, seconds=6)
    assert proposal.placed <= proposal.bound <= upper_bound(week) <= week.due + week.done


def test_three_children_for_two_half_hours_leave_one_and_say_why() -> None:
    proposal = propose(tiny())
    assert (proposal.status, proposal.bound, proposal.placed) == (OPTIMAL, 2, 2)
    assert [one.reason for one in proposal.unplaced] == [reasons.THERAPISTS_FULL]


def test_a_week_without_any_therapist_for_it_has_the_bound_nought() -> None:
    proposal = propose(tiny(therapists=(therapist(0, (ART,)),)))
    assert (proposal.status, proposal.bound, proposal.new) == (NONE, 0, ())
    assert {one.reason for one in proposal.unplaced} == {reasons.NO_THERAPIST}


def test_a_week_that_is_booked_as_full_as_it_goes_is_optimal_not_none() -> None:
    first = propose(tiny())
    booked = tuple(
        Fixed(
            uuid.UUID(int=900 + at),
            SPEECH,
            one.day,
            one.start,
            first.problem.wants[one.wants[0]].minutes,
            tuple(first.problem.wants[index].child for index in one.wants),
            one.therapist,
            one.room,
            False,
        )
        for at, one in enumerate(first.new)
    )
    left = tuple(first.problem.wants[one.want] for one in first.unplaced)
    again = propose(replace(first.problem, fixed=booked, wants=left))
    assert (again.status, again.bound, again.placed, len(again.unplaced)) == (OPTIMAL, 2, 2, 1)
    assert not faults(again)


@pytest.mark.parametrize(
    ("reason", "values"),
    [
        (reasons.NO_ROOM, {"rooms": (room(0, equipment=frozenset()),)}),
        (reasons.NOT_HERE, {"children": tuple(child(at, days=frozenset({TUESDAY})) for at in range(3))}),
        (reasons.NOT_HERE, {"children": tuple(child(at, times=(Hours(2, 540, 600),)) for at in range(3))}),
        (reasons.NO_HOURS, {"children": tuple(child(at, times=(Hours(1, 580, 700),)) for at in range(3))}),
        (reasons.NO_HOURS, {"therapists": (therapist(0, (SPEECH,), hours=HOUR, away=(on(MONDAY, 550, 590),)),)}),
        (reasons.BOOKED, {"fixed": (Fixed(a_uuid(4, 0), ART, MONDAY, 540, 60, (), a_uuid(1, 0)),)}),
        (reasons.BOOKED, {"fixed": (Fixed(a_uuid(4, 0), ART, MONDAY, 555, 30, (), None, a_uuid(2, 0)),)}),
    ],
)
def test_the_reason_says_what_is_in_the_way(reason: str, values: dict[str, object]) -> None:
    proposal = propose(tiny(**values))
    assert {one.reason for one in proposal.unplaced} == {reason}
    assert proposal.bound == proposal.problem.done


def test_rooms_that_are_taken_are_the_reason_where_they_are() -> None:
    proposal = propose(tiny(therapists=tuple(therapist(at, (SPEECH,), hours=HOUR) for at in range(2))))
    assert (proposal.found, [one.reason for one in proposal.unplaced]) == (2, [reasons.ROOMS_FULL])


def test_the_childs_own_day_is_the_reason_where_it_is_full() -> None:
    wants = (Want(a_uuid(3, 0), SPEECH, 30), Want(a_uuid(3, 0), ART, 30))
    staff = tuple(therapist(at, hours=HOUR) for at in range(2))
    proposal = propose(tiny(wants=wants, therapists=staff, children=(child(0, most_a_day=1),)))
    assert (proposal.found, [one.reason for one in proposal.unplaced]) == (1, [reasons.DAYS_FULL])


def test_children_of_a_group_share_a_session_up_to_the_places_of_the_room() -> None:
    wants = tuple(Want(a_uuid(3, at), ART, 60, in_group=True) for at in range(4))
    people = tuple(child(at) for at in range(4))
    staff = (therapist(0, (ART,), hours=HOUR),)
    week = tiny(
        wants=wants, children=people, therapists=staff, types=(SessionType(ART, 8),), rooms=(room(0, places=3),)
    )
    proposal = propose(week)
    assert [len(one.wants) for one in proposal.new] == [3]
    assert (proposal.status, proposal.bound) == (OPTIMAL, 3)


def test_what_is_booked_keeps_its_place_and_nothing_is_laid_over_it() -> None:
    pinned = Fixed(a_uuid(4, 0), SPEECH, MONDAY, 570, 30, (a_uuid(3, 2),), a_uuid(1, 0), a_uuid(2, 0), pinned=True)
    proposal = propose(tiny(fixed=(pinned,), wants=tiny().wants[:2]))
    assert proposal.kept == (pinned,)
    assert [(one.start, proposal.placed) for one in proposal.new] == [(540, 2)]


def test_a_session_stays_where_it_was_last_week() -> None:
    before = (Before(a_uuid(3, 0), SPEECH, 3, 855, a_uuid(1, 0)), Before(a_uuid(3, 1), SPEECH, 4, 600, a_uuid(1, 1)))
    staff = tuple(therapist(at, (SPEECH,)) for at in range(2))
    week = problem(therapists=staff, wants=tiny().wants[:2], fixed=(), before=before)
    there = {(one.therapist, one.day, one.start) for one in propose(week).new}
    assert there == {(a_uuid(1, 0), WEEK[2], 855), (a_uuid(1, 1), WEEK[3], 600)}


def test_a_child_from_far_away_comes_on_few_days() -> None:
    wants = (Want(a_uuid(3, 0), SPEECH, 30), Want(a_uuid(3, 0), ART, 30), Want(a_uuid(3, 0), "massage", 30))
    kinds = (SessionType(SPEECH), SessionType(ART), SessionType("massage"))
    staff = (therapist(0, (SPEECH, ART, "massage")),)
    far = child(0, most_a_day=3, few_days=True)
    before = tuple(Before(far.id, want.type, 1 + at, None, None) for at, want in enumerate(wants))
    week = problem(therapists=staff, wants=wants, types=kinds, children=(far,), fixed=(), before=before)
    assert len({one.day for one in propose(week).new}) == 1
    near = replace(week, children=(replace(far, few_days=False),))
    assert len({one.day for one in propose(near).new}) == 3


def test_the_therapist_the_plan_names_is_taken_where_nothing_else_differs() -> None:
    staff = tuple(therapist(at, (SPEECH,)) for at in range(3))
    week = problem(therapists=staff, wants=(Want(a_uuid(3, 0), SPEECH, 30, wished=a_uuid(1, 2)),), fixed=())
    assert [one.therapist for one in propose(week).new] == [a_uuid(1, 2)]


def test_no_wish_costs_a_place() -> None:
    """Both children were with the same therapist at the same hour; one of them has to change."""
    before = tuple(Before(a_uuid(3, at), SPEECH, 1, 540, a_uuid(1, 0)) for at in range(2))
    assert propose(tiny(wants=tiny().wants[:2], before=before)).found == 2


def test_a_finer_grid_finds_places_between_the_quarters() -> None:
    short = tuple(Want(a_uuid(3, at), SPEECH, 20) for at in range(3))
    assert (propose(tiny(wants=short)).found, propose(tiny(wants=short, grid=5)).found) == (2, 3)


def test_the_same_week_is_proposed_the_same_twice() -> None:
    week = timetable_case(8, 14, 3, 2)
    assert propose(week, seconds=3000) == propose(week, seconds=3000)


def test_stop_gives_the_best_so_far_whole() -> None:
    told: list[tuple[int, int]] = []
    pressed = threading.Event()

    def note(found: int, due: int) -> None:
        told.append((found, due))
        pressed.set()

    week = timetable_case(40, 110, 4, 3)
    proposal = propose(week, seconds=300, told=note, stop=pressed.is_set)
    assert faults(proposal) == []
    assert told[0][1] == 110
    assert proposal.found >= told[0][0] > 0


def test_stopping_ends_the_solver_under_way() -> None:
    pressed = threading.Event()
    threading.Timer(2, pressed.set).start()
    proposal = propose(timetable_case(80, 260, 8, 3, 2), seconds=3000, stop=pressed.is_set)
    assert proposal.status == FEASIBLE
    assert faults(proposal) == []
    assert {one.reason for one in proposal.unplaced} == {reasons.STOPPED}


def test_an_answer_that_is_none_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a search without a solution the solver's values are rubbish, without an error."""
    monkeypatch.setattr(solver, "_STEPS", 0.0)
    proposal = propose(timetable_case(20, 50, 3, 2))
    assert faults(proposal) == []


def test_the_whole_week_proves_what_the_flows_do_not_see() -> None:
    """An hour of a therapist holds two children, but both can come in its first half alone."""
    people = tuple(child(at, times=(Hours(1, 540, 570),)) for at in range(2))
    week = tiny(children=people, wants=tiny().wants[:2])
    proposal = propose(week)
    assert (upper_bound(week), proposal.bound, proposal.status) == (2, 1, OPTIMAL)
    assert [one.reason for one in proposal.unplaced] == [reasons.THERAPISTS_FULL]


@pytest.mark.slow
@example(0)
@settings(max_examples=3)
@given(st.integers(1, 1000))
def test_a_whole_centre_in_a_few_seconds_breaks_no_rule(seed: int) -> None:
    proposal = propose(timetable_case(30, 80, 4, 3, seed), seconds=3)
    assert faults(proposal) == []
    assert proposal.found + len(proposal.unplaced) == 80
