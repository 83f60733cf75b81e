"""Coverage by municipality and the teams' month (counting.md, “Other figures”)."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from centre_app.children.actions import archive_child
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import Refused
from centre_app.outreach.figures import coverage, teams_work
from centre_app.outreach.models import HomeService, Round, Team, Visit
from centre_app.outreach.rules import OUTCOMES, SERVED
from centre_app.security.access import Actor, Role
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.outreach import make_visit
from tests.statements import counted

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def team(session: OfficeSession, site: SiteIds, name: str = "Бригада «Кӯҳ»", position: int = 0) -> uuid.UUID:
    """A team."""
    made = Team(id=new_id(), site_id=site.site, name=name, position=position)
    session.add(made)
    session.flush()
    return made.id


def drive(
    session: OfficeSession,
    site: SiteIds,
    team_id: uuid.UUID | None,
    day: date,
    visits: list[tuple[uuid.UUID, str, int | None]],
    **facts: object,
) -> None:
    """A round with its visits: (child, outcome, minutes)."""
    made = Round(id=new_id(), site_id=site.site, day=day, team_id=team_id, **facts)
    session.add(made)
    session.flush()
    for child_id, outcome, minutes in visits:
        session.add(
            Visit(
                id=new_id(),
                site_id=site.site,
                round_id=made.id,
                child_id=child_id,
                day=day,
                outcome=outcome,
                minutes=minutes,
            )
        )
    session.flush()


def test_coverage_counts_a_child_where_it_lives_and_each_child_once(session: OfficeSession, site: SiteIds) -> None:
    lately = make_child(session, "Анора", district="Ховалинг", municipality="Лоҳутӣ")
    autumn = make_child(session, "Бек", district="Ховалинг", municipality="Лоҳутӣ")
    never = make_child(session, "Ситора", district="Ховалинг", municipality="Ҷомӣ")
    nowhere = make_child(session, "Далер", district="", municipality="")
    for day in (TODAY, TODAY - timedelta(days=29)):
        make_visit(session, site.site, lately, day, "partly")
    make_visit(session, site.site, autumn, TODAY - timedelta(days=30))
    make_visit(session, site.site, never, TODAY, "nobody_home")
    make_visit(session, site.site, nowhere, TODAY - timedelta(days=90))
    found = coverage(session, TODAY)
    lohuti, jomi, unknown = found.rows
    assert (lohuti.known, lohuti.lately, lohuti.quarter, lohuti.never) == (
        {lately, autumn},
        {lately},
        {lately, autumn},
        frozenset(),
    )
    assert lohuti.rate == 1
    assert (jomi.known, jomi.never, jomi.rate) == ({never}, {never}, 0)
    assert (unknown.district, unknown.known, unknown.quarter, unknown.never) == (
        "",
        {nowhere},
        frozenset(),
        frozenset(),
    )
    assert found.total.known == {lately, autumn, never, nowhere}
    assert found.total.rate == 0.5


def test_who_is_archived_or_not_yet_registered_is_not_known_on_the_day(session: OfficeSession, site: SiteIds) -> None:
    gone, here = make_child(session, "Анора"), make_child(session, "Бек")
    archive_child(session, gone, "переехала")
    assert coverage(session, TODAY).total.known == {here}
    assert coverage(session, TODAY - timedelta(days=1)).rows == ()
    assert coverage(session, TODAY - timedelta(days=1)).total.rate is None


def test_a_home_service_counts_from_its_first_to_its_last_day(session: OfficeSession, site: SiteIds) -> None:
    child, other = make_child(session, "Анора"), make_child(session, "Бек")
    for whose, end in ((child, TODAY), (other, TODAY - timedelta(days=1))):
        session.add(
            HomeService(
                id=new_id(),
                site_id=site.site,
                child_id=whose,
                purpose="therapy",
                every_weeks=2,
                start_day=TODAY - timedelta(days=10),
                end_day=end,
            )
        )
    session.flush()
    assert coverage(session, TODAY).total.at_home == {child}


def test_a_teams_month_by_outcome_kilometres_and_hours(session: OfficeSession, site: SiteIds) -> None:
    ann, bek = make_child(session, "Анора"), make_child(session, "Бек")
    kuh = team(session, site)
    timed = {"left_minute": 480, "back_minute": 900, "km": 60.0, "fuel_litres": 7.5}
    drive(session, site, kuh, FIRST, [(ann, "done", 50), (bek, "nobody_home", None)], **timed)
    drive(session, site, kuh, LAST, [(ann, "partly", 40), (bek, "planned", None)], km=30.0)
    drive(session, site, kuh, FIRST - timedelta(days=1), [(bek, "done", 60)], km=500.0)
    made = teams_work(session, FIRST, LAST)
    (one,) = made.teams
    assert one.by_outcome == dict.fromkeys(OUTCOMES, 0) | {"done": 1, "partly": 1, "nobody_home": 1, "planned": 1}
    assert (one.rounds, one.timed, one.km, one.litres) == (2, 1, 90.0, 7.5)
    assert (one.visits, one.served, one.km_per_visit) == (3, 2, 45.0)
    assert (one.at_homes, one.away, one.on_the_road) == (90, 420, 370)
    assert one.children == {ann} == made.total.children


def test_a_team_that_met_nobody_has_no_kilometres_a_visit(session: OfficeSession, site: SiteIds) -> None:
    drive(session, site, team(session, site), FIRST, [(make_child(session), "road_closed", None)], km=12.0)
    (one,) = teams_work(session, FIRST, LAST).teams
    assert one.km_per_visit is None
    assert one.km == 12


def test_a_child_of_two_teams_counts_once_together_and_one_team_can_be_asked_for(
    session: OfficeSession, site: SiteIds
) -> None:
    child = make_child(session)
    teams = [team(session, site, f"Бригада {place}", place) for place in range(2)]
    for team_id in teams:
        drive(session, site, team_id, FIRST, [(child, "done", 30)], km=10.0)
    make_visit(session, site.site, child, LAST)
    made = teams_work(session, FIRST, LAST)
    assert [one.name for one in made.teams] == ["Бригада 0", "Бригада 1", ""]
    assert (len(made.total.children), made.total.served, made.total.km) == (1, 3, 20.0)
    alone = teams_work(session, FIRST, LAST, team_id=teams[1])
    assert [one.team_id for one in alone.teams] == [teams[1]]


def test_the_figures_agree_with_a_plain_recount(session: OfficeSession, site: SiteIds) -> None:
    random = Random(4)
    children = [make_child(session, name) for name in ("Анора", "Бек", "Ситора", "Далер", "Лола")]
    teams: list[uuid.UUID | None] = [team(session, site, f"Бригада {place}", place) for place in range(3)]
    told: list[tuple[uuid.UUID | None, uuid.UUID, str, int]] = []
    for place in range(12):
        visits = [(random.choice(children), random.choice(OUTCOMES), random.randrange(10, 90)) for _stop in range(5)]
        team_id = teams[place % 3]
        drive(session, site, team_id, FIRST + timedelta(days=place), list(visits), km=float(place))
        told += [(team_id, *visit) for visit in visits]
    made = teams_work(session, FIRST, LAST)
    for one in made.teams:
        own = [visit for visit in told if visit[0] == one.team_id]
        assert Counter(visit[2] for visit in own) == Counter({key: n for key, n in one.by_outcome.items() if n})
        assert one.at_homes == sum(visit[3] for visit in own if visit[2] in SERVED)
        assert one.children == {visit[1] for visit in own if visit[2] in SERVED}
    assert made.total.km == sum(range(12))


def test_the_statements_do_not_grow_with_children_and_rounds(session: OfficeSession, site: SiteIds) -> None:
    def sent() -> tuple[int, int]:
        with counted(session) as of_coverage:
            coverage(session, TODAY)
        with counted(session) as of_work:
            teams_work(session, FIRST, LAST)
        return len(of_coverage), len(of_work)

    kuh = team(session, site)
    drive(session, site, kuh, FIRST, [(make_child(session), "done", 30)])
    few = sent()
    for place in range(6):
        drive(session, site, kuh, FIRST + timedelta(days=1 + place), [(make_child(session, "Лола"), "done", 30)])
    assert sent() == few


def test_numbers_only_is_enough_and_nobody_is_not(session: OfficeSession, site: SiteIds) -> None:
    session.actor = Actor(session.actor.account_id, "Фаридун Латифӣ", Role.NUMBERS_ONLY)
    assert coverage(session, TODAY).rows == ()
    with pytest.raises(Refused):
        make_child(session)
