"""Whole rounds: said to the team, given to another, in another order, many at once."""

from __future__ import annotations

import uuid

import pytest

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id, utc_now
from centre_app.errors import NotFound, UserError
from centre_app.outreach.actions import (
    PlanRound,
    PlanStop,
    cancel_visit,
    choose_vehicle,
    give_round_to_team,
    order_round,
    plan_rounds,
    plan_visit,
    promise_visit,
    remove_round,
    set_round,
    undo_planning,
    unset_round,
)
from centre_app.outreach.models import Round, Team, Visit
from tests.centre_app.outreach.planned_centre import (
    MONDAY,
    TUESDAY,
    Planned,
    make_planned_centre,
    rounds_of,
    stored,
    visits_of,
)
from tests.conftest import SiteIds
from tests.factories.codelists import given_lists
from tests.factories.teams import make_off


@pytest.fixture
def centre(session: OfficeSession, site: SiteIds) -> Planned:
    """Somewhere to plan."""
    given_lists(session)
    return make_planned_centre(session, site)


def planned(session: OfficeSession, centre: Planned, *lines: int) -> tuple[uuid.UUID, list[uuid.UUID]]:
    """A draft of these lines on the mountain team's Monday; the round and its visits."""
    done = [
        plan_visit(session, team_id=centre.mountain, day=MONDAY, service_id=centre.services[line], position=at)
        for at, line in enumerate(lines)
    ]
    assert done[0].round_id is not None
    return done[0].round_id, [one.visit_id for one in done if one.visit_id is not None]


def key(session: OfficeSession, visit_id: uuid.UUID) -> None:
    """Its result is in."""
    visit = session.get_one(Visit, visit_id, populate_existing=True)
    visit.outcome, visit.keyed_at = "done", utc_now()
    session.flush()


def test_the_stops_are_put_in_another_order(session: OfficeSession, centre: Planned) -> None:
    round_id, visits = planned(session, centre, 0, 1, 2)
    order_round(session, round_id, visits[::-1])
    assert [visit.id for visit in visits_of(session)] == visits[::-1]
    for wrong in (visits[:2], [*visits[:2], new_id()], [*visits, visits[0]]):
        with pytest.raises(UserError, match="meanwhile"):
            order_round(session, round_id, wrong)


def test_what_is_keyed_keeps_its_order(session: OfficeSession, centre: Planned) -> None:
    round_id, visits = planned(session, centre, 0, 1, 2)
    key(session, visits[0])
    key(session, visits[1])
    order_round(session, round_id, [visits[0], visits[2], visits[1]])
    with pytest.raises(UserError):
        order_round(session, round_id, [visits[1], visits[0], visits[2]])


def test_a_round_is_given_to_another_team_with_its_own_vehicle(session: OfficeSession, centre: Planned) -> None:
    round_id, _visits = planned(session, centre, 0, 1)
    give_round_to_team(session, round_id, centre.valley)
    (one,) = rounds_of(session)
    assert (one.id, one.team_id) == (round_id, centre.valley)
    assert one.vehicle_id == session.get_one(Team, centre.valley).vehicle_id


def test_where_the_other_team_goes_already_the_visits_join_its_round(session: OfficeSession, centre: Planned) -> None:
    round_id, _visits = planned(session, centre, 0, 1)
    plan_visit(session, team_id=centre.valley, day=MONDAY, service_id=centre.services[2])
    give_round_to_team(session, round_id, centre.valley)
    (one,) = rounds_of(session)
    assert one.team_id == centre.valley
    assert sorted(visit.position for visit in visits_of(session)) == [0, 1, 2]
    assert {visit.round_id for visit in visits_of(session)} == {one.id}


def test_a_round_with_results_stays_with_its_team_and_is_no_draft_again(
    session: OfficeSession, centre: Planned
) -> None:
    round_id, visits = planned(session, centre, 0)
    set_round(session, round_id)
    key(session, visits[0])
    with pytest.raises(UserError, match="Results"):
        give_round_to_team(session, round_id, centre.valley)
    with pytest.raises(UserError, match="Results"):
        unset_round(session, round_id)


def test_a_vehicle_is_chosen_unless_it_is_not_to_be_had(session: OfficeSession, centre: Planned) -> None:
    round_id, _visits = planned(session, centre, 0)
    other = plan_visit(session, team_id=centre.valley, day=MONDAY, service_id=centre.services[1])
    choose_vehicle(session, round_id, centre.spare)
    assert session.get_one(Round, round_id, populate_existing=True).vehicle_id == centre.spare
    with pytest.raises(UserError, match="Another team"):
        choose_vehicle(session, other.round_id, centre.spare)  # type: ignore[arg-type]
    choose_vehicle(session, round_id, None)
    make_off(session, centre.spare, MONDAY)
    for vehicle in (centre.spare, new_id()):
        with pytest.raises(UserError) as refused:
            choose_vehicle(session, round_id, vehicle)
        assert refused.value.field == "vehicle_id"


def test_a_set_round_has_a_code_for_each_visit(session: OfficeSession, centre: Planned) -> None:
    round_id, visits = planned(session, centre, 0, 1)
    session.get_one(Visit, visits[0], populate_existing=True).code = None
    session.flush()
    set_round(session, round_id)
    assert all(visit.code for visit in visits_of(session))
    (one,) = rounds_of(session)
    assert one.set_at is not None
    assert not set_round(session, round_id).undo, "set already: nothing happens"
    unset_round(session, round_id)
    assert rounds_of(session)[0].set_at is None


def test_only_an_empty_draft_is_taken_out(session: OfficeSession, centre: Planned) -> None:
    round_id, visits = planned(session, centre, 0)
    with pytest.raises(UserError, match="Only a draft"):
        remove_round(session, round_id)
    cancel_visit(session, visits[0], outcome="ill", reason="child_ill", by_rule=True)
    with pytest.raises(UserError, match="Nobody"):
        set_round(session, round_id)
    before = stored(session)
    done = remove_round(session, round_id)
    (visit,) = visits_of(session)
    assert (rounds_of(session), visit.round_id, visit.outcome) == ([], None, "ill")
    undo_planning(session, done.undo)
    assert stored(session) == before
    with pytest.raises(NotFound):
        remove_round(session, new_id())


def test_many_rounds_are_planned_at_once_and_taken_back_at_once(session: OfficeSession, centre: Planned) -> None:
    _round, visits = planned(session, centre, 0, 1, 2)
    before = stored(session)
    done = plan_rounds(
        session,
        [
            PlanRound(centre.valley, TUESDAY, centre.spare, (PlanStop(visits[2]), PlanStop(service_id=centre.other))),
            PlanRound(centre.mountain, MONDAY, None, (PlanStop(visits[1]), PlanStop(service_id=centre.services[3]))),
        ],
        put_back=[visits[0]],
    )
    first, second = rounds_of(session)
    assert (first.team_id, first.vehicle_id, second.vehicle_id) == (centre.mountain, None, centre.spare)
    standing = visits_of(session)
    assert [(one.round_id, one.service_id, one.position) for one in standing] == [
        (first.id, centre.services[1], 0),
        (first.id, centre.services[3], 1),
        (second.id, centre.services[2], 0),
        (second.id, centre.other, 1),
    ]
    undo_planning(session, done.undo)
    assert stored(session) == before


def test_a_plan_that_forgets_a_visit_or_makes_it_twice_is_refused(session: OfficeSession, centre: Planned) -> None:
    _round, visits = planned(session, centre, 0, 1)
    promise_visit(session, visits[1])
    before = stored(session)
    there = PlanStop(visits[0]), PlanStop(visits[1])
    for rounds, gone in (
        ([PlanRound(centre.mountain, MONDAY, None, there[:1])], []),
        ([PlanRound(centre.mountain, MONDAY, None, (*there, there[0]))], []),
        ([PlanRound(centre.mountain, MONDAY, None, there[:1])], [visits[1]]),
        ([PlanRound(centre.valley, TUESDAY, None, there)], []),
    ):
        with pytest.raises(UserError):
            plan_rounds(session, rounds, put_back=gone)
        assert stored(session) == before
