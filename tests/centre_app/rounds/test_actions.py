"""Taking a proposal over: whole or not at all, only on the week it was made for, and taken back exactly."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from centre_app.bootstrap import set_up
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.outreach.actions import plan_visit, promise_visit, set_round
from centre_app.outreach.planned_queries import PlannedVisit, PlannedWeek, planned_week
from centre_app.rounds.actions import apply_proposal, undo_proposal
from centre_app.rounds.problem import Proposal
from centre_app.rounds.queries import week_to_plan
from centre_app.rounds.solver import propose
from centre_app.security.keys import CHEAP_COST_FOR_TESTS
from centre_app.workplace.actions import AbsenceInput, add_absence
from tests.centre_app.test_bootstrap import empty_database
from tests.conftest import SiteIds
from tests.factories.centres import DETAILS
from tests.factories.children import make_child
from tests.factories.homes import make_home_service
from tests.factories.rounds_centre import TUESDAY_48, WEEK_48, Field, make_field


@pytest.fixture
def field(session: OfficeSession, site: SiteIds) -> Field:
    """A team, two villages, four children."""
    return make_field(session)


def proposed(session: OfficeSession) -> Proposal:
    """The week's proposal."""
    return propose(week_to_plan(session, WEEK_48, language="tg").problem, seconds=1)


def visits(session: OfficeSession) -> dict[object, PlannedVisit]:
    """The week's visits by their services."""
    week = planned_week(session, WEEK_48)
    return {visit.service_id: visit for one in week.rounds for visit in one.stops}


def test_a_proposal_is_written_whole_with_its_hours_and_kilometres(session: OfficeSession, field: Field) -> None:
    proposal = proposed(session)
    applied = apply_proposal(session, proposal)
    assert (applied.rounds, applied.visits) == (len(proposal.tours), 4)
    week: PlannedWeek = planned_week(session, WEEK_48)
    for tour in proposal.tours:
        there = week.round_of(tour.team, tour.day)
        assert there is not None
        assert (there.vehicle_id, there.start_minute, there.end_minute) == (tour.vehicle, tour.start, tour.end)
        assert (there.lunch_minute, there.is_set) == (tour.lunch, False)
        assert there.planned_km == pytest.approx(tour.km)
        assert [visit.service_id for visit in there.stops] == [stop.key for stop in tour.stops]
        assert [visit.planned_minute for visit in there.stops] == [stop.arrive for stop in tour.stops]


def test_what_was_taken_over_is_the_plan_that_the_next_proposal_keeps(session: OfficeSession, field: Field) -> None:
    first = proposed(session)
    apply_proposal(session, first)
    again = proposed(session)
    assert again.rank == first.rank
    assert again.hand_made
    assert len(visits(session)) == 4


def test_undo_takes_back_exactly_what_was_written(session: OfficeSession, field: Field) -> None:
    plan_visit(session, team_id=field.team, day=TUESDAY_48, service_id=field.services[0])
    before = planned_week(session, WEEK_48)
    applied = apply_proposal(session, proposed(session))
    assert planned_week(session, WEEK_48) != before
    undo_proposal(session, applied)
    assert planned_week(session, WEEK_48) == before


def test_a_week_that_was_changed_since_is_not_planned_over(session: OfficeSession, field: Field) -> None:
    proposal = proposed(session)
    plan_visit(session, team_id=field.team, day=TUESDAY_48, service_id=field.services[0])
    with pytest.raises(UserError, match="was changed since"):
        apply_proposal(session, proposal)
    assert len(visits(session)) == 1


def test_rounds_that_break_a_rule_are_refused_by_the_checker(session: OfficeSession, field: Field) -> None:
    proposal = proposed(session)
    night = replace(proposal.tours[0], start=60)
    with pytest.raises(UserError, match="hours"):
        apply_proposal(session, replace(proposal, tours=(night, *proposal.tours[1:])))
    assert visits(session) == {}


def test_a_draft_that_is_left_out_goes_back_to_the_due_list(session: OfficeSession, field: Field) -> None:
    homeless = make_home_service(session, make_child(session, given_name="Озода"))
    plan_visit(session, team_id=field.team, day=TUESDAY_48, service_id=homeless)
    proposal = proposed(session)
    assert [left.key for left in proposal.left_out] == [homeless]
    apply_proposal(session, proposal)
    assert set(visits(session)) == set(field.services)


def test_re_planning_after_somebody_fell_ill_keeps_the_promises_of_other_days(
    session: OfficeSession, field: Field
) -> None:
    on_monday = plan_visit(session, team_id=field.team, day=WEEK_48, service_id=field.services[0])
    broken = plan_visit(session, team_id=field.team, day=WEEK_48, service_id=field.services[2])
    promised = plan_visit(session, team_id=field.team, day=TUESDAY_48, service_id=field.services[1])
    assert promised.visit_id is not None
    assert broken.visit_id is not None
    assert on_monday.round_id is not None
    promise_visit(session, promised.visit_id, minute=840)
    promise_visit(session, broken.visit_id, minute=660)
    set_round(session, on_monday.round_id)
    add_absence(session, AbsenceInput(field.member, WEEK_48, WEEK_48, reason="бемор"))
    proposal = proposed(session)
    assert [left.key for left in proposal.broken_promises] == [field.services[2]]
    apply_proposal(session, proposal)
    there = visits(session)
    assert there[field.services[0]].day > WEEK_48
    assert (there[field.services[1]].day, there[field.services[1]].promised_minute) == (TUESDAY_48, 840)
    assert there[field.services[2]].day == WEEK_48  # it stands there until somebody calls


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_of_two_desks_that_take_a_proposal_over_at_once_one_is_told_that_the_week_has_changed(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = empty_database(request.getfixturevalue("postgresql_url")) if engine == "postgresql" else None
    office, _code = set_up(tmp_path / "centre", DETAILS, database=url, cost=CHEAP_COST_FOR_TESTS)
    with office:
        office.clock = lambda: WEEK_48 - timedelta(days=3)
        with office.write() as session:
            make_field(session)
            proposal = proposed(session)

        def at_a_desk(_number: int) -> str:
            try:
                with office.write() as work:
                    apply_proposal(work, proposal)
                    time.sleep(0.05)  # the other begins before this one is done
            except UserError:
                return "changed"
            return "taken over"

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(at_a_desk, range(2))) == ["changed", "taken over"]
