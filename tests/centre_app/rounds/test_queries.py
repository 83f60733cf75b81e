"""A week of rounds as it is read: who is asked for, who goes, what stays where it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from centre_app.db.session import OfficeSession
from centre_app.db.types import utc_now
from centre_app.errors import Refused
from centre_app.outreach.actions import (
    end_home_service,
    plan_visit,
    promise_visit,
    set_round,
)
from centre_app.outreach.home_rules import HomeFactsInput
from centre_app.outreach.homes import set_home_facts
from centre_app.outreach.models import Visit
from centre_app.rounds.problem import Candidate, Missing, Pin, Problem
from centre_app.rounds.queries import week_to_plan
from centre_app.rounds.solver import propose
from centre_app.security.access import Actor, Role
from centre_app.workplace.actions import AbsenceInput, add_absence
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.homes import make_home, make_home_service, make_home_visit
from tests.factories.places import make_closure, make_place
from tests.factories.rounds_centre import TUESDAY_48, WEEK_48, Field, make_field
from tests.factories.teams import make_off
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("site")
NEXT_WEEK = WEEK_48 + timedelta(days=7)


@pytest.fixture
def field(session: OfficeSession, site: SiteIds) -> Field:
    """A team, two villages, four children."""
    return make_field(session)


def read(session: OfficeSession, **values: date) -> Problem:
    """The week after today's."""
    return week_to_plan(session, WEEK_48, language="tg", **values).problem


def line(problem: Problem, key: object) -> Candidate:
    """One candidate."""
    (found,) = [one for one in problem.candidates if one.key == key]
    return found


def test_the_due_of_the_week_and_who_goes_out_are_read(session: OfficeSession, field: Field) -> None:
    problem = read(session)
    assert (problem.monday, problem.from_day) == (WEEK_48, max(TODAY, WEEK_48))
    assert {one.key for one in problem.candidates} == set(field.services)
    one = line(problem, field.services[0])
    assert (one.child, one.place, one.purpose, one.minutes) == (field.children[0], field.places[0], "therapy", 45)
    assert one.risk == "high"
    assert one.overdue_days == (problem.from_day - date(2026, 9, 1)).days
    assert [shift.day for shift in problem.shifts] == [WEEK_48 + timedelta(days=more) for more in range(5)]
    shift = problem.shifts[0]
    assert (shift.team, shift.base, shift.vehicle, shift.members) == (field.team, field.base, field.vehicle, 1)
    assert (shift.start, shift.end, shift.skills) == (540, 1020, {"physiotherapy"})
    way = problem.ways_on[WEEK_48].between(field.base, field.places[0])
    assert way is not None
    assert (way.km, way.minutes, way.estimated) == (15.0, 30, False)


def test_market_days_the_familys_days_and_hours_are_kept(session: OfficeSession, field: Field) -> None:
    market = make_place(session, "Бозор", market_days="15")
    facts = HomeFactsInput(market, days="124", from_minute=600, until_minute=780)
    set_home_facts(session, field.children[0], facts)
    one = line(read(session), field.services[0])
    assert one.hours == (600, 780)
    assert one.days == {TUESDAY_48, WEEK_48 + timedelta(days=3)}


def test_nobody_is_visited_before_the_window_opens_nor_after_the_service_ends(
    session: OfficeSession, field: Field
) -> None:
    later = make_home_service(session, make_child(session, given_name="Темур"), start=WEEK_48 + timedelta(days=2))
    make_home_service(session, make_child(session, given_name="Зарина"), start=NEXT_WEEK)
    end_home_service(session, field.services[1], TUESDAY_48, "кӯчид")
    problem = read(session)
    assert len(problem.candidates) == 5
    assert min(line(problem, later).days) == WEEK_48 + timedelta(days=2)
    assert max(line(problem, field.services[1]).days) == TUESDAY_48


def test_planned_visits_of_the_week_are_the_plan_made_by_hand(session: OfficeSession, field: Field) -> None:
    for service in field.services[:2]:
        plan_visit(session, team_id=field.team, day=TUESDAY_48, service_id=service)
    plan_visit(session, team_id=field.team, day=NEXT_WEEK, service_id=field.services[2])
    problem = read(session)
    assert [(one.team, one.day, set(one.keys)) for one in problem.drafts] == [
        (field.team, TUESDAY_48, set(field.services[:2]))
    ]
    assert {one.key for one in problem.candidates} == {*field.services[:2], field.services[3]}
    free = line(problem, field.services[0])
    assert free.visit is not None
    assert free.pin is None
    assert len(free.days) > 1


def test_what_was_promised_keeps_its_day_and_minute_and_a_set_round_its_visits(
    session: OfficeSession, field: Field
) -> None:
    promised = plan_visit(session, team_id=field.team, day=TUESDAY_48, service_id=field.services[0])
    assert promised.visit_id is not None
    promise_visit(session, promised.visit_id, minute=600)
    said = plan_visit(session, team_id=field.team, day=NEXT_WEEK - timedelta(days=3), service_id=field.services[1])
    assert said.round_id is not None
    set_round(session, said.round_id)
    problem = read(session)
    assert line(problem, field.services[0]).pin == Pin(TUESDAY_48, field.team, 600, promised=True)
    assert line(problem, field.services[1]).pin == Pin(NEXT_WEEK - timedelta(days=3), field.team)


def test_a_single_visit_stays_where_it_was_planned(session: OfficeSession, field: Field) -> None:
    guest = make_child(session, given_name="Озода")
    make_home(session, guest, field.places[0], "critical")
    planned = plan_visit(session, team_id=field.team, day=TUESDAY_48, child_id=guest, purpose="therapy")
    one = line(read(session), planned.visit_id)
    assert (one.pin, one.risk, one.service) == (Pin(TUESDAY_48, field.team), "critical", None)


def test_a_team_whose_member_is_ill_on_monday_frees_what_was_not_promised(session: OfficeSession, field: Field) -> None:
    visits = [plan_visit(session, team_id=field.team, day=WEEK_48, service_id=one) for one in field.services[:2]]
    assert visits[0].visit_id is not None
    assert visits[0].round_id is not None
    promise_visit(session, visits[0].visit_id)
    set_round(session, visits[0].round_id)
    add_absence(session, AbsenceInput(field.member, WEEK_48, WEEK_48, reason="бемор"))
    problem = read(session)
    assert Missing(field.team, WEEK_48, "few") in problem.missing
    assert line(problem, field.services[0]).pin == Pin(WEEK_48, field.team, None, promised=True)
    free = line(problem, field.services[1])
    assert free.pin is None
    assert TUESDAY_48 in free.days


def test_days_before_the_first_to_plan_and_rounds_that_are_being_keyed_stay_as_they_are(
    session: OfficeSession, field: Field
) -> None:
    visits = [plan_visit(session, team_id=field.team, day=WEEK_48, service_id=one) for one in field.services[:2]]
    plan_visit(session, team_id=field.team, day=TUESDAY_48, service_id=field.services[2])
    problem = read(session, from_day=TUESDAY_48)
    assert min(shift.day for shift in problem.shifts) == TUESDAY_48
    assert {one.key for one in problem.candidates} == set(field.services[2:])
    keyed = session.get_one(Visit, visits[0].visit_id)
    keyed.outcome, keyed.keyed_at = "done", utc_now()
    session.flush()
    later = read(session)
    assert (WEEK_48, field.team) not in {shift.key for shift in later.shifts}
    assert {one.key for one in later.candidates} == set(field.services[2:])


def test_a_vehicle_that_is_away_and_a_closed_road_are_read_for_their_days(session: OfficeSession, field: Field) -> None:
    make_off(session, field.vehicle, WEEK_48, reason="таъмир")
    make_closure(session, field.roads[0], TUESDAY_48, TUESDAY_48, reason="барф")
    problem = read(session)
    assert Missing(field.team, WEEK_48, "vehicle") in problem.missing
    assert problem.ways_on[TUESDAY_48].between(field.base, field.places[0]) is None
    assert problem.ways_on[TUESDAY_48 + timedelta(days=1)].between(field.base, field.places[0]) is not None


def test_without_coordinates_and_without_roads_rounds_are_proposed_on_estimates(
    session: OfficeSession, field: Field
) -> None:
    far = make_place(session, "Зигар", municipality="Ёл", district="Шамсиддин Шоҳин")
    for child in field.children:
        set_home_facts(session, child, HomeFactsInput(far))
    proposal = propose(read(session), seconds=1)
    assert proposal.visited == 4
    assert all(stop.estimated for tour in proposal.tours for stop in tour.stops[:1])


def test_as_many_statements_are_sent_for_many_children_as_for_few(session: OfficeSession, field: Field) -> None:
    with counted(session) as few:
        read(session)
    for number in range(20):
        child = make_child(session, given_name="Ҷамшед")
        make_home(session, child, field.places[number % 2])
        make_home_visit(session, make_home_service(session, child), date(2026, 9, 20))
    session.flush()
    with counted(session) as many:
        read(session)
    assert len(many) == len(few) <= 45


def test_the_secretary_plans_rounds_and_who_sees_only_figures_does_not(session: OfficeSession, field: Field) -> None:
    session.actor = Actor(None, "Мадина", Role.SECRETARY)
    assert len(read(session).candidates) == 4
    session.actor = Actor(None, "Рустам", Role.NUMBERS_ONLY)
    with pytest.raises(Refused):
        read(session)
