"""The practice centre has teams that drove for a year, and a week to plan."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from centre_app.lending.queries import loans_out, stock
from centre_app.office import Office
from centre_app.outreach.codes import clean_code
from centre_app.outreach.fleet_queries import road_network
from centre_app.outreach.models import FollowUp, HomeFacts, HomeService, Round, Team, TeamDay, Visit
from centre_app.outreach.round_queries import open_weeks
from centre_app.outreach.rules import SERVED
from centre_app.rounds.due import due_list
from tests.centre_app.practice.test_centre import office as office


def test_rounds_are_driven_on_the_teams_days_for_a_year(office: Office) -> None:
    with office.read() as session:
        weekdays = {(team, weekday) for team, weekday in session.execute(select(TeamDay.team_id, TeamDay.weekday))}
        rounds = session.execute(select(Round.team_id, Round.day, Round.planned_km)).all()
        assert len(rounds) > 100
        assert {(team, day.isoweekday()) for team, day, _km in rounds} <= weekdays
        assert all(km > 0 for _team, _day, km in rounds)
        first, last = min(day for _team, day, _km in rounds), max(day for _team, day, _km in rounds)
        assert (last - first).days > 300


def test_nobody_was_visited_where_the_road_was_closed(office: Office) -> None:
    with office.read() as session:
        network = road_network(session)
        bases = {team.id: team.base_id for team in session.scalars(select(Team))}
        visits = session.execute(
            select(Round.team_id, Visit.day, HomeFacts.place_id)
            .join(Round, Visit.round_id == Round.id)
            .join(HomeFacts, HomeFacts.child_id == Visit.child_id)
        ).all()
        assert {place for _team, _day, place in visits} - set(bases.values())
        for team, day, place in visits:
            assert network.on(day).between(bases[team], place) is not None, day


def test_every_visit_has_a_code_of_its_own(office: Office) -> None:
    with office.read() as session:
        codes = list(session.scalars(select(Visit.code)))
        assert len(codes) == len(set(codes))
        assert all(code is not None and clean_code(code) == code for code in codes)


def test_no_visit_lies_outside_its_service(office: Office) -> None:
    with office.read() as session:
        rows = session.execute(
            select(Visit.day, HomeService.start_day, HomeService.end_day, Visit.child_id, HomeService.child_id).join(
                HomeService, Visit.service_id == HomeService.id
            )
        ).all()
        assert rows
        for day, start, end, child, of_service in rows:
            assert child == of_service
            assert start <= day and (end is None or day <= end)


def test_there_is_a_week_to_plan_and_results_to_write_down(office: Office) -> None:
    with office.read() as session:
        today = session.today
        lines = due_list(session, today, until=today + timedelta(days=9), language="ru")
        assert {"due", "planned", "result_missing"} <= {line.state for line in lines}
        assert all(line.reasons for line in lines)
        assert open_weeks(session, today)
        assert session.scalar(select(func.count()).select_from(FollowUp).where(FollowUp.closed_day.is_(None)))
        served = session.scalars(select(Visit.minutes).where(Visit.outcome.in_(SERVED))).all()
        assert min(minutes or 0 for minutes in served) > 0


def test_the_store_has_things_on_loan(office: Office) -> None:
    with office.read() as session:
        assert {item.status for item in stock(session)} >= {"in_stock", "lent", "in_repair"}
        assert loans_out(session)
