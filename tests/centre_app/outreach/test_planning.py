"""Planning visits by hand: what is done, what is refused, what Undo brings back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id, utc_now
from centre_app.errors import NotFound, UserError
from centre_app.outreach.actions import (
    Planned as Done,
)
from centre_app.outreach.actions import (
    cancel_visit,
    give_round_to_team,
    key_visit,
    move_visit,
    new_code,
    plan_visit,
    promise_visit,
    put_back,
    set_round,
    undo_planning,
    unpromise_visit,
)
from centre_app.outreach.codes import clean_code
from centre_app.outreach.models import FollowUp, HomeService, Visit
from centre_app.outreach.planned_queries import planned_round, planned_week
from centre_app.outreach.result_rules import VisitResult
from centre_app.rounds.queries import week_to_plan
from tests.centre_app.outreach.planned_centre import (
    MONDAY,
    SATURDAY,
    TODAY,
    TUESDAY,
    WEDNESDAY,
    Planned,
    make_planned_centre,
    rounds_of,
    stored,
    visits_of,
)
from tests.conftest import SiteIds
from tests.factories.codelists import given_lists
from tests.factories.open_days import close
from tests.factories.outreach import make_visit
from tests.statements import counted


@pytest.fixture
def centre(session: OfficeSession, site: SiteIds) -> Planned:
    """Somewhere to plan."""
    given_lists(session)
    return make_planned_centre(session, site)


def planned(session: OfficeSession, centre: Planned, *lines: int, day: date = MONDAY) -> list[Done]:
    """These lines on the mountain team's day, in this order."""
    return [
        plan_visit(session, team_id=centre.mountain, day=day, service_id=centre.services[line], position=at)
        for at, line in enumerate(lines)
    ]


# ---- planning -------------------------------------------------------------------------------------------------------


def test_the_first_visit_makes_the_round_with_the_vehicle_of_the_day(session: OfficeSession, centre: Planned) -> None:
    done = plan_visit(session, team_id=centre.mountain, day=MONDAY, service_id=centre.services[0])
    (one,), (visit,) = rounds_of(session), visits_of(session)
    assert (one.id, one.team_id, one.day, one.set_at) == (done.round_id, centre.mountain, MONDAY, None)
    assert one.vehicle_id is not None
    assert (visit.id, visit.round_id, visit.day, visit.position) == (done.visit_id, one.id, MONDAY, 0)
    assert (visit.purpose, visit.planned_minutes, visit.outcome) == ("therapy", 45, "planned")
    assert visit.code is not None
    assert clean_code(visit.code) == visit.code


def test_times_and_kilometres_are_written_with_each_change(session: OfficeSession, centre: Planned) -> None:
    planned(session, centre, 0, 3)
    (one,), visits = rounds_of(session), visits_of(session)
    assert [visit.planned_minute for visit in visits] == [580, 630]
    assert (one.planned_km, one.start_minute, one.end_minute) == (41.0, 540, 715)
    put_back(session, visits[1].id)
    (one,) = rounds_of(session)
    assert (one.planned_km, one.end_minute) == (40.0, 665)


def test_a_visit_without_a_place_in_the_round_goes_where_it_costs_least(
    session: OfficeSession, centre: Planned
) -> None:
    planned(session, centre, 0, 1)
    plan_visit(session, team_id=centre.mountain, day=MONDAY, service_id=centre.services[3])
    (one,) = rounds_of(session)
    assert [visit.service_id for visit in visits_of(session)].index(centre.services[3]) in (0, 1)
    assert one.planned_km == 61.0


def test_planning_a_planned_line_again_moves_it(session: OfficeSession, centre: Planned) -> None:
    (first,) = planned(session, centre, 0)
    again = plan_visit(session, team_id=centre.valley, day=WEDNESDAY, service_id=centre.services[0])
    (visit,), (one,) = visits_of(session), rounds_of(session)
    assert (again.visit_id, visit.id, visit.day) == (first.visit_id, first.visit_id, WEDNESDAY)
    assert one.team_id == centre.valley, "the draft that was left empty is gone"


def test_a_visit_of_one_purpose_never_takes_the_place_of_another(session: OfficeSession, centre: Planned) -> None:
    planned(session, centre, 0)
    plan_visit(session, team_id=centre.mountain, day=MONDAY, service_id=centre.other)
    assert sorted(visit.purpose for visit in visits_of(session)) == ["documents", "therapy"]


def test_a_single_visit_is_of_the_home_service_where_the_child_has_one(session: OfficeSession, centre: Planned) -> None:
    there = {"team_id": centre.mountain, "day": MONDAY, "child_id": centre.children[1]}
    plan_visit(session, **there, purpose="therapy")
    plan_visit(session, **there, purpose="device", minutes=30)
    by_purpose = {visit.purpose: visit for visit in visits_of(session)}
    assert by_purpose["therapy"].service_id == centre.services[1]
    assert (by_purpose["device"].service_id, by_purpose["device"].planned_minutes) == (None, 30)
    plan_visit(session, **(there | {"day": TUESDAY}), purpose="device")
    assert len(visits_of(session)) == 2, "the single visit that was planned has moved"


def test_what_has_no_result_yet_does_not_stand_for_the_next_visit(session: OfficeSession, centre: Planned) -> None:
    old = make_visit(session, centre.site, centre.children[0], TODAY - timedelta(days=3), "planned")
    session.get_one(Visit, old).service_id = centre.services[0]
    session.flush()
    (done,) = planned(session, centre, 0)
    assert done.visit_id != old


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY - timedelta(days=1), "over"),
        (SATURDAY, "closed"),
        (WEDNESDAY, "closed"),
        (date(2036, 1, 1), "too far"),
    ],
)
def test_nothing_is_planned_in_the_past_or_on_closed_days(
    session: OfficeSession, centre: Planned, site: SiteIds, day: date, said: str
) -> None:
    close(session, site.site, WEDNESDAY)
    with pytest.raises(UserError, match=said) as refused:
        plan_visit(session, team_id=centre.mountain, day=day, service_id=centre.services[0])
    assert refused.value.field == "day"
    assert stored(session) == []


def test_a_home_service_that_has_ended_is_not_planned(session: OfficeSession, centre: Planned) -> None:
    service = session.get_one(HomeService, centre.services[0])
    service.end_day = MONDAY
    session.flush()
    planned(session, centre, 0)
    with pytest.raises(UserError, match="ends on"):
        plan_visit(session, team_id=centre.mountain, day=TUESDAY, service_id=centre.services[0])
    with pytest.raises(UserError, match="ends on"):
        move_visit(session, visits_of(session)[0].id, team_id=centre.mountain, day=TUESDAY)


def test_what_is_not_there_is_told(session: OfficeSession, centre: Planned) -> None:
    with pytest.raises(NotFound):
        plan_visit(session, team_id=centre.mountain, day=MONDAY, service_id=new_id())
    with pytest.raises(UserError) as refused:
        plan_visit(session, team_id=centre.mountain, day=MONDAY, child_id=centre.children[0], purpose="tea")
    assert refused.value.field == "purpose"
    with pytest.raises(UserError) as refused:
        plan_visit(session, team_id=new_id(), day=MONDAY, service_id=centre.services[0])
    assert refused.value.field == "team_id"
    with pytest.raises(NotFound):
        move_visit(session, new_id(), team_id=centre.mountain, day=MONDAY)


# ---- moving, taking back ---------------------------------------------------------------------------------------------


def test_a_visit_moves_within_its_round_to_another_team_and_day(session: OfficeSession, centre: Planned) -> None:
    first, second, third = planned(session, centre, 0, 1, 2)
    assert third.visit_id is not None
    move_visit(session, third.visit_id, team_id=centre.mountain, day=MONDAY, position=0)
    assert [visit.id for visit in visits_of(session)] == [third.visit_id, first.visit_id, second.visit_id]
    move_visit(session, third.visit_id, team_id=centre.valley, day=TUESDAY)
    assert [(one.team_id, one.day) for one in rounds_of(session)] == [
        (centre.mountain, MONDAY),
        (centre.valley, TUESDAY),
    ]
    assert [visit.position for visit in visits_of(session)] == [0, 1, 0]


def test_what_was_keyed_called_off_or_is_over_is_not_moved(session: OfficeSession, centre: Planned) -> None:
    keyed, off, over = (done.visit_id for done in planned(session, centre, 0, 1, 2))
    assert keyed and off and over
    visit = session.get_one(Visit, keyed)
    visit.outcome, visit.keyed_at = "done", utc_now()
    session.flush()
    cancel_visit(session, off, outcome="ill", reason="child_ill", by_rule=True)
    session.get_one(Visit, over).day = TODAY - timedelta(days=1)
    session.flush()
    for visit_id, said in ((keyed, "result"), (off, "called off"), (over, "over")):
        for act in (
            lambda session, one: move_visit(session, one, team_id=centre.valley, day=TUESDAY),
            put_back,
            promise_visit,
        ):
            with pytest.raises(UserError, match=said):
                act(session, visit_id)


def test_only_a_draft_gives_its_visits_back(session: OfficeSession, centre: Planned) -> None:
    first, second = planned(session, centre, 0, 1)
    assert first.visit_id and second.visit_id and first.round_id
    put_back(session, first.visit_id)
    assert len(visits_of(session)) == 1
    set_round(session, first.round_id)
    with pytest.raises(UserError, match="said to the team"):
        put_back(session, second.visit_id)


# ---- calling off -----------------------------------------------------------------------------------------------------


def test_calling_off_asks_when_to_go_next(session: OfficeSession, centre: Planned) -> None:
    (done,) = planned(session, centre, 0)
    assert done.visit_id is not None
    for values in ({}, {"next_day": TUESDAY, "by_rule": True}, {"next_day": TODAY - timedelta(days=1)}):
        with pytest.raises(UserError) as refused:
            cancel_visit(session, done.visit_id, outcome="ill", reason="child_ill", **values)
        assert refused.value.field == "next_day"
    cancel_visit(session, done.visit_id, outcome="ill", reason="child_ill", next_day=WEDNESDAY, note="  грипп ")
    (visit,) = visits_of(session)
    assert (visit.outcome, visit.reason, visit.reason_note, visit.next_day) == ("ill", "child_ill", "грипп", WEDNESDAY)
    assert visit.keyed_at is None


@pytest.mark.parametrize(("values", "field"), [({"outcome": "done"}, "outcome"), ({"reason": "rain"}, "reason")])
def test_calling_off_needs_its_reason(
    session: OfficeSession, centre: Planned, values: dict[str, str], field: str
) -> None:
    (done,) = planned(session, centre, 0)
    assert done.visit_id is not None
    usual = {"outcome": "ill", "reason": "child_ill"}
    with pytest.raises(UserError) as refused:
        cancel_visit(session, done.visit_id, **(usual | values), by_rule=True)
    assert refused.value.field == field


def test_a_visit_called_off_stays_after_the_stops_of_its_round(session: OfficeSession, centre: Planned) -> None:
    first, second = planned(session, centre, 0, 1)
    assert first.visit_id and first.round_id
    cancel_visit(session, first.visit_id, outcome="ill", reason="child_ill", by_rule=True)
    one = planned_round(session, first.round_id)
    assert one is not None
    assert [(visit.id, visit.position) for visit in one.visits] == [(second.visit_id, 0), (first.visit_id, 1)]
    assert [visit.id for visit in one.stops] == [second.visit_id]
    assert one.planned_km == 20.0
    assert one.visits[1].cancelled
    again = plan_visit(session, team_id=centre.valley, day=TUESDAY, service_id=centre.services[0])
    assert again.visit_id != first.visit_id, "the line is planned anew"


def test_a_visit_whose_result_is_known_before_its_day_is_no_stop_and_does_not_begin_the_round(
    session: OfficeSession, centre: Planned
) -> None:
    first, second = planned(session, centre, 0, 1)
    assert first.visit_id and first.round_id
    key_visit(session, first.visit_id, VisitResult("ill"), 1)  # the mother rang
    promise_visit(session, second.visit_id or new_id())
    one = planned_round(session, first.round_id)
    assert one is not None
    assert [visit.id for visit in one.stops] == [second.visit_id]
    assert (one.planned_km, one.visits[1].cancelled, one.visits[1].keyed) == (20.0, True, False)
    problem = week_to_plan(session, MONDAY, language="tg").problem
    assert any(shift.key == (MONDAY, centre.mountain) for shift in problem.shifts)
    assert centre.services[1] in problem.by_key
    give_round_to_team(session, first.round_id, centre.valley)


def test_a_refusal_is_followed_up_and_undo_takes_that_back_too(session: OfficeSession, centre: Planned) -> None:
    (done,) = planned(session, centre, 0)
    before = stored(session)
    assert done.visit_id is not None
    off = cancel_visit(session, done.visit_id, outcome="refused", reason="family_asked", by_rule=True)
    assert [row.kind for row in session.scalars(select(FollowUp))] == ["refusal"]
    undo_planning(session, off.undo)
    assert stored(session) == before
    assert session.scalars(select(FollowUp)).all() == []


# ---- promises --------------------------------------------------------------------------------------------------------


def test_what_was_promised_stays_on_its_day_until_the_promise_is_taken_back(
    session: OfficeSession, centre: Planned
) -> None:
    (done,) = planned(session, centre, 0)
    assert done.visit_id is not None
    promise_visit(session, done.visit_id, minute=600)
    (visit,) = visits_of(session)
    assert (visit.promised, visit.promised_minute, visit.planned_minute) == (True, 600, 585)
    for act in (put_back, lambda s, one: move_visit(s, one, team_id=centre.mountain, day=TUESDAY)):
        with pytest.raises(UserError, match="promised"):
            act(session, done.visit_id)
    with pytest.raises(UserError, match="promised"):
        plan_visit(session, team_id=centre.mountain, day=TUESDAY, service_id=centre.services[0])
    move_visit(session, done.visit_id, team_id=centre.valley, day=MONDAY)
    promise_visit(session, done.visit_id, day=TUESDAY)
    (visit,), (one,) = visits_of(session), rounds_of(session)
    assert (visit.day, visit.promised_minute, one.team_id) == (TUESDAY, None, centre.valley)
    unpromise_visit(session, done.visit_id)
    put_back(session, done.visit_id)
    assert stored(session) == []
    with pytest.raises(NotFound):
        promise_visit(session, done.visit_id)


def test_a_promise_is_a_time_of_the_day(session: OfficeSession, centre: Planned) -> None:
    (done,) = planned(session, centre, 0)
    assert done.visit_id is not None
    with pytest.raises(UserError) as refused:
        promise_visit(session, done.visit_id, minute=1440)
    assert refused.value.field == "minute"


# ---- undo, reading ---------------------------------------------------------------------------------------------------


def test_undo_brings_back_exactly_what_was(session: OfficeSession, centre: Planned) -> None:
    first, second = planned(session, centre, 0, 1)
    assert first.visit_id and second.visit_id
    acts: list[Callable[[], Done]] = [
        lambda: plan_visit(session, team_id=centre.mountain, day=MONDAY, service_id=centre.services[2]),
        lambda: move_visit(session, first.visit_id, team_id=centre.valley, day=TUESDAY),  # type: ignore[arg-type]
        lambda: put_back(session, second.visit_id),  # type: ignore[arg-type]
        lambda: promise_visit(session, first.visit_id, minute=700),  # type: ignore[arg-type]
        lambda: cancel_visit(session, first.visit_id, outcome="ill", reason="child_ill", by_rule=True),  # type: ignore[arg-type]
    ]
    before = stored(session)
    for act in acts:
        done = act()
        assert stored(session) != before
        undo_planning(session, done.undo)
        assert stored(session) == before


def test_what_was_changed_again_is_not_undone(session: OfficeSession, centre: Planned) -> None:
    (done,) = planned(session, centre, 0)
    promise_visit(session, done.visit_id)  # type: ignore[arg-type]
    before = stored(session)
    with pytest.raises(UserError, match="meanwhile"):
        undo_planning(session, done.undo)
    assert stored(session) == before


def test_a_week_is_read_in_two_statements(session: OfficeSession, centre: Planned) -> None:
    planned(session, centre, 0, 1)
    planned(session, centre, 2, day=TUESDAY)
    make_visit(session, centre.site, centre.children[3], TUESDAY, "planned")
    with counted(session) as sent:
        week = planned_week(session, MONDAY)
    assert len(sent) == 2
    assert [[visit.number for visit in one.visits] for one in week.rounds] == [["K-0001", "K-0002"], ["K-0003"]]
    assert week.rounds[0].visits[0].place_id == centre.places[0]
    assert [visit.child_id for visit in week.loose] == [centre.children[3]]
    assert week.round_of(centre.mountain, TUESDAY) is week.rounds[1]
    assert planned_week(session, MONDAY + timedelta(days=7)).rounds == ()


def test_planning_takes_few_statements_however_long_the_round_is(session: OfficeSession, centre: Planned) -> None:
    planned(session, centre, 0, 1, 2)
    with counted(session) as sent:
        plan_visit(session, team_id=centre.mountain, day=MONDAY, service_id=centre.services[3])
    assert len(sent) <= 50


def test_a_new_code_is_no_visits(session: OfficeSession, centre: Planned) -> None:
    planned(session, centre, 0)
    assert new_code(session) not in {visit.code for visit in visits_of(session)}
