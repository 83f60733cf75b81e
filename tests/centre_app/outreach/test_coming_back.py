"""Rounds to key, how they were driven, homes by the way, follow-ups, weeks that are not closed."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, Refused, UserError
from centre_app.outreach.driven import (
    RoundKeyedMeanwhile,
    add_unplanned_visit,
    key_round,
    remove_unplanned_visit,
)
from centre_app.outreach.driven_rules import Doubtful, RoundFacts
from centre_app.outreach.follow_ups import (
    NewFollowUp,
    change_follow_up,
    close_follow_up,
    closed_follow_ups,
    follow_ups_by_kind,
    follow_ups_of,
    open_follow_up,
    open_follow_ups,
    reopen_follow_up,
)
from centre_app.outreach.models import HomeService, Visit
from centre_app.outreach.result_rules import Concern, VisitResult
from centre_app.outreach.results import key_visit
from centre_app.outreach.round_file import round_file, single_visit
from centre_app.outreach.round_queries import find_visit, missing_results, open_weeks, rounds_between
from centre_app.security.access import Actor, Role
from centre_app.today.outreach import outreach_today
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.codelists import given_lists
from tests.factories.outreach import make_visit
from tests.factories.visits import make_car, make_going_team, make_planned_round
from tests.factories.workplace import make_staff
from tests.statements import counted

DAY = TODAY - timedelta(days=2)


@pytest.fixture
def children(session: OfficeSession, site: SiteIds) -> list[uuid.UUID]:
    given_lists(session)
    return [make_child(session, name) for name in ("Ҷамшед", "Нигина", "Зафар")]


def as_role(session: OfficeSession, role: Role) -> None:
    session.actor = Actor(session.actor.account_id, "Раҳимова Сафия", role)


def test_a_round_is_written_as_it_was_driven(session: OfficeSession, site: SiteIds, children: list[uuid.UUID]) -> None:
    car = make_car(session, site.site)
    before, _visits = make_planned_round(session, site.site, children[:1], DAY - timedelta(days=7), vehicle_id=car)
    key_round(session, before, RoundFacts(car, start_odometer=500, end_odometer=560), 1)
    round_id, _visits = make_planned_round(session, site.site, children, DAY, vehicle_id=car)
    assert round_file(session, round_id, "tg").last_odometer == 560
    facts = RoundFacts(car, 480, 900, 560, 605, fuel_litres=6.5, note="Пул шикаст")
    assert key_round(session, round_id, facts, 1) == 2
    found = round_file(session, round_id, "tg")
    assert (found.facts.km, found.facts.fuel_litres, found.facts.note, found.edition) == (45.0, 6.5, "Пул шикаст", 2)
    (row,) = rounds_between(session, DAY, DAY)
    assert (row.km, row.planned_km, row.visits, row.open, row.vehicle) == (45.0, 42.0, 3, 3, "УАЗ")


def test_an_unusual_way_is_asked_about_once_and_kept_when_confirmed(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    car = make_car(session, site.site)
    after, _visits = make_planned_round(session, site.site, children, DAY + timedelta(days=1), vehicle_id=car)
    key_round(session, after, RoundFacts(car, start_odometer=600, end_odometer=640), 1)
    round_id, _visits = make_planned_round(session, site.site, children, DAY, vehicle_id=car)
    facts = RoundFacts(car, start_odometer=590, end_odometer=630, fuel_litres=60)
    with pytest.raises(Doubtful) as caught:
        key_round(session, round_id, facts, 1)
    assert len(caught.value.doubts) == 2
    key_round(session, round_id, facts, 1, confirmed=True)
    assert round_file(session, round_id, "tg").facts.fuel_litres == 60


def test_two_who_write_how_a_round_was_driven_are_told_of_each_other(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    round_id, _visits = make_planned_round(session, site.site, children, DAY)
    key_round(session, round_id, RoundFacts(km=40.0), 1)
    session.finish()
    with pytest.raises(RoundKeyedMeanwhile) as caught:
        key_round(session, round_id, RoundFacts(km=44.0), 1)
    error = caught.value
    assert (error.by, error.edition, error.standing.km) == (session.actor.name, 2, 40.0)
    assert session.actor.name in error.in_words()
    assert key_round(session, round_id, RoundFacts(km=40.0), 1) == 3  # the same words are no quarrel
    ahead, _visits = make_planned_round(session, site.site, children, TODAY + timedelta(days=1))
    with pytest.raises(UserError, match="cannot have been driven yet"):
        key_round(session, ahead, RoundFacts(), 1)


def test_a_home_by_the_way_counts_for_the_childs_service_and_can_be_taken_out(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    service = HomeService(
        site_id=site.site, child_id=children[2], purpose="therapy", every_weeks=2, start_day=DAY - timedelta(days=90)
    )
    session.add(service)
    session.flush()
    round_id, _visits = make_planned_round(session, site.site, children[:2], DAY)
    visit = add_unplanned_visit(session, round_id, children[2])
    line = round_file(session, round_id, "tg").visits[-1]
    assert (line.id, line.stop, line.service_id, line.code) == (visit, 3, service.id, None)
    remove_unplanned_visit(session, visit)
    again = add_unplanned_visit(session, round_id, children[2], "documents")
    assert round_file(session, round_id, "tg").visits[-1].service_id is None
    key_visit(session, again, VisitResult("done"), 1)
    with pytest.raises(UserError, match="no result yet can be taken out"):
        remove_unplanned_visit(session, again)
    with pytest.raises(Doubtful, match="has a visit on"):
        add_unplanned_visit(session, round_id, children[2])
    with pytest.raises(UserError, match="purpose"):
        add_unplanned_visit(session, round_id, children[2], "tea", confirmed=True)


def test_a_home_another_team_goes_to_that_week_is_asked_about(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    round_id, _visits = make_planned_round(session, site.site, children[:1], DAY)
    make_planned_round(session, site.site, children[1:2], DAY + timedelta(days=1))
    with pytest.raises(Doubtful, match="is planned for 19"):
        add_unplanned_visit(session, round_id, children[1])
    add_unplanned_visit(session, round_id, children[1], confirmed=True)


def test_a_printed_code_finds_its_visit_however_it_is_typed(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    round_id, visits = make_planned_round(session, site.site, children, DAY)
    code = round_file(session, round_id, "tg").visits[1].code
    assert code is not None
    for typed in (code, code.lower(), f" {code[:3]}-{code[3:]} "):
        found = find_visit(session, typed)
        assert found is not None and (found.visit_id, found.round_id) == (visits[1], round_id)
    assert find_visit(session, "K-0001") is None


def test_a_week_of_a_team_is_closed_when_every_planned_visit_has_a_result(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    team, other = make_going_team(session, site.site), make_going_team(session, site.site, "Гурӯҳи водӣ")
    _round, visits = make_planned_round(session, site.site, children[:2], DAY, team=team)
    make_planned_round(session, site.site, children[2:], DAY - timedelta(days=7), team=other)
    make_planned_round(session, site.site, children[:1], TODAY, team=team)  # on the road: not late yet
    weeks = open_weeks(session, TODAY)
    assert [(week.team, week.visits) for week in weeks] == [("Гурӯҳи водӣ", 1), ("Гурӯҳи кӯҳ", 2)]
    assert weeks[1].first_visit == visits[0]
    assert [row.number for row in missing_results(session, TODAY, team_id=team)] == ["K-0001", "K-0002"]
    for visit in visits:
        key_visit(session, visit, VisitResult("nobody_home"), 1)
    assert [week.team for week in open_weeks(session, TODAY)] == ["Гурӯҳи водӣ"]


def test_a_visit_in_no_round_can_be_keyed_alone(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    visit = make_visit(session, site.site, children[0], DAY, "planned")
    found = single_visit(session, visit, "tg")
    assert (found.id, found.open, found.visits[0].id) == (None, 1, visit)
    assert open_weeks(session, TODAY)[0].first_round is None
    key_visit(session, visit, VisitResult("done"), 1)
    assert single_visit(session, visit, "tg").open == 0
    with pytest.raises(NotFound):
        round_file(session, uuid.uuid4(), "tg")


def test_rounds_of_a_period_are_read_in_two_statements(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    for back in range(6):
        make_planned_round(session, site.site, children, TODAY - timedelta(days=back))
    with counted(session) as sent:
        assert len(rounds_between(session, TODAY - timedelta(days=30), TODAY)) == 6
    assert len(sent) == 2


def test_a_follow_up_is_opened_changed_closed_with_a_word_and_reopened(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    owner = make_staff(session)
    key = open_follow_up(session, NewFollowUp(children[0], "certificate_missing", TODAY + timedelta(days=3), "ВТЭК"))
    change_follow_up(session, key, owner_id=owner, due_day=TODAY, note="ВТЭК, нусха")
    (row,) = open_follow_ups(session, "tg", owner_id=owner, until=TODAY, kinds=["certificate_missing"])
    assert (row.note, row.owner, row.days_over(TODAY + timedelta(days=2))) == ("ВТЭК, нусха", "Сафарова Нигина", 2)
    with pytest.raises(UserError) as caught:
        close_follow_up(session, key, "  ")
    assert caught.value.field == "closed_note"
    close_follow_up(session, key, "Маълумотнома гирифтанд")
    assert open_follow_ups(session, "tg") == ()
    assert [one.closed_note for one in closed_follow_ups(session, TODAY, TODAY, "tg")] == ["Маълумотнома гирифтанд"]
    with pytest.raises(UserError, match="Reopen it first"):
        change_follow_up(session, key, owner_id=None, due_day=TODAY, note="")
    reopen_follow_up(session, key)
    assert [one.closed_day for one in follow_ups_of(session, children[0], "tg")] == [None]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "weather"}, "kind"),
        ({"due_day": TODAY - timedelta(days=1)}, "due_day"),
        ({"owner_id": uuid.UUID(int=5)}, "owner_id"),
        ({"child_id": uuid.UUID(int=5)}, "child_id"),
    ],
)
def test_a_follow_up_that_makes_no_sense_is_refused_at_its_field(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID], values: dict[str, Any], field: str
) -> None:
    usual: dict[str, Any] = {"child_id": children[0], "kind": "illness", "due_day": TODAY}
    with pytest.raises(UserError) as caught:
        open_follow_up(session, NewFollowUp(**(usual | values)))
    assert caught.value.field == field


def test_neglect_is_told_only_to_who_may_read_notes_and_figures_count_it(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    open_follow_up(session, NewFollowUp(children[0], "neglect", TODAY, "Танҳо"))
    late = open_follow_up(session, NewFollowUp(children[1], "illness", TODAY, "Таб"))
    assert {row.kind for row in open_follow_ups(session, "tg")} == {"neglect", "illness"}
    as_role(session, Role.SECRETARY)
    assert [(row.kind, row.note) for row in open_follow_ups(session, "tg")] == [("illness", "")]
    assert follow_ups_of(session, children[0], "tg") == ()
    with pytest.raises(Refused):
        close_follow_up(session, late, "Шуд")
    as_role(session, Role.NUMBERS_ONLY)
    assert follow_ups_by_kind(session, TODAY + timedelta(days=1)) == {"illness": (1, 1), "neglect": (1, 1)}
    assert follow_ups_by_kind(session, TODAY - timedelta(days=1)) == {}
    with pytest.raises(Refused):
        open_follow_ups(session, "tg")


def test_open_follow_ups_are_one_statement_however_many(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    for child in children:
        for kind in ("illness", "school", "allowance"):
            open_follow_up(session, NewFollowUp(child, kind, TODAY))
    with counted(session) as sent:
        assert len(open_follow_ups(session, "ru")) == 9
    assert len(sent) == 1


def test_today_says_what_is_on_the_road_what_is_open_and_what_is_mine(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    me = make_staff(session, account_id=session.actor.account_id)
    somebody = make_staff(session, "Назаров Умед")
    team = make_going_team(session, site.site)
    round_id, _visits = make_planned_round(session, site.site, children, TODAY, team=team)
    make_planned_round(session, site.site, children[:1], DAY, team=team)
    for owner, days in ((me, 0), (None, 7), (somebody, 1), (me, 8)):
        due = TODAY + timedelta(days=days)
        open_follow_up(session, NewFollowUp(children[0], "illness", due, owner_id=owner))
    found = outreach_today(session, "tg")
    assert [row.id for row in found.rounds] == [round_id]
    assert [week.visits for week in found.open_weeks] == [1]
    assert [row.owner_id for row in found.follow_ups] == [me, None]
    assert (found.mine, found.others, found.loans_overdue) == (True, 1, 0)


def test_a_visit_keyed_by_the_way_does_not_lose_the_concern_of_another(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    round_id, visits = make_planned_round(session, site.site, children[:1], DAY)
    key_visit(session, visits[0], VisitResult("done", concerns=(Concern("illness"),)), 1)
    extra = add_unplanned_visit(session, round_id, children[0], "documents", confirmed=True)
    key_visit(session, extra, VisitResult("done", concerns=(Concern("school"),)), session.get_one(Visit, extra).edition)
    key_visit(session, extra, VisitResult("done"), 2)
    assert [row.kind for row in open_follow_ups(session, "tg")] == ["illness"]


def test_a_follow_up_opened_by_hand_before_the_visit_is_keyed_stays(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    _round, (visit,) = make_planned_round(session, site.site, children[:1], DAY)
    open_follow_up(session, NewFollowUp(children[0], "school", TODAY, visit_id=visit))
    key_visit(session, visit, VisitResult("done", concerns=(Concern("illness"),)), 1)
    assert {row.kind for row in open_follow_ups(session, "tg")} == {"school", "illness"}
