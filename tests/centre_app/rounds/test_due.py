"""The due list: who stands on it, why, in which order; it costs the same few statements for many as for few."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from centre_app.children.actions import archive_child
from centre_app.children.inputs import GuardianInput
from centre_app.db.session import OfficeSession
from centre_app.errors import Refused
from centre_app.outreach.actions import FollowInput, agree_next_day, end_home_service, plan_visit, set_outcome_rule
from centre_app.rounds.due import DueCounts, DueVisit, due_counts, due_list
from centre_app.security.access import Actor, Role
from tests.conftest import TODAY, SiteIds
from tests.factories.attendance import enrolment_of, mark, weekdays
from tests.factories.children import make_child, make_enrolled
from tests.factories.homes import make_home, make_home_service, make_home_visit
from tests.factories.places import make_place
from tests.factories.plans import make_plan
from tests.factories.teams import make_team
from tests.statements import counted

SUNDAY = TODAY + timedelta(9)  # of the week to come


def lines(session: OfficeSession, until: date = SUNDAY, **values: Any) -> tuple[DueVisit, ...]:
    """The list as of today."""
    return due_list(session, TODAY, until=until, language="tg", **values)


def words(line: DueVisit) -> list[str]:
    """Its reasons in English."""
    return [reason.in_words() for reason in line.reasons]


def test_a_line_says_all_a_team_needs_to_know(session: OfficeSession, site: SiteIds) -> None:
    team, place = make_team(session), make_place(session, "Сари Хосор")
    child = make_child(session, landmark="назди мактаби 12", address="кӯчаи Рӯдакӣ 5", phone="918")
    make_home(session, child, place, "high", days="135", from_minute=540, until_minute=900, directions="пули чап")
    service = make_home_service(
        session, child, minutes=60, skills=("speech_therapy", "physiotherapy"), team_id=team, what="нишастан"
    )
    make_home_visit(session, service, date(2026, 10, 5))
    make_home_visit(session, service, date(2026, 11, 10), "nobody_home")
    (line,) = lines(session)
    assert (line.id, line.service_id, line.child_id) == (service, service, child)
    assert (line.name, line.initials, line.number) == ("Раҳимов Ҷамшед Фарҳодович", "Р. Ҷ.", "K-0001")
    assert (line.purpose, line.purpose_name, line.what, line.minutes) == (
        "therapy",
        "машғулият дар хона",
        "нишастан",
        60,
    )
    assert line.skills == {"speech_therapy", "physiotherapy"}
    assert (line.place_id, line.village, line.municipality, line.district) == (
        place,
        "Сари Хосор",
        "Ховалинг",
        "Ховалинг",
    )
    assert (line.team_id, line.team) == (team, "Гурӯҳи кӯҳ")
    assert (line.risk, line.days, line.from_minute, line.until_minute) == ("high", "135", 540, 900)
    assert (line.landmark, line.address, line.directions) == ("назди мактаби 12", "кӯчаи Рӯдакӣ 5", "пули чап")
    assert line.phone == "+992 93 555-12-34"
    assert (line.state, line.from_day, line.due_day) == ("due", date(2026, 11, 17), date(2026, 11, 17))
    assert (line.until_day, line.overdue, line.interval) == (date(2026, 11, 24), 18, 28)
    assert (line.last_done, line.last_outcome, line.last_day) == (
        date(2026, 10, 5),
        "nobody_home",
        date(2026, 11, 10),
    )
    assert words(line) == ["risk: high", "18 days overdue", "nobody was home on 10.11.2026"]
    assert line.weight == round(7 * (4 + 18 * 4 / 28))


def test_without_a_place_the_childs_own_address_and_phone_stand_there(session: OfficeSession, site: SiteIds) -> None:
    silent = GuardianInput("Раҳимова Мавҷуда", None, "")
    child = make_child(session, guardians=(silent,), phone="918 11 22 33")
    make_home_service(session, child)
    (line,) = lines(session)
    assert (line.place_id, line.village, line.district) == (None, "Сари Хосор", "Ховалинг")
    assert (line.phone, line.risk, line.days) == ("918 11 22 33", "low", "1234567")


def test_the_heaviest_stand_first_and_then_the_alphabet_decides(session: OfficeSession, site: SiteIds) -> None:
    for name, risk, start in (
        ("Ҳусейнов", "low", TODAY),
        ("Ғафуров", "low", TODAY),
        ("Аминов", "low", TODAY - timedelta(28)),
        ("Ятимов", "critical", TODAY),
        ("Ҷӯраев", "medium", TODAY),
        ("Гулов", "low", TODAY),
    ):
        child = make_child(session, surname=name)
        make_home(session, child, risk=risk)
        make_home_service(session, child, start=start)
    found = [(line.surname, line.weight) for line in lines(session)]
    assert found == [
        ("Ятимов", 88),
        ("Аминов", 8),
        ("Ҷӯраев", 8),
        ("Гулов", 4),
        ("Ғафуров", 4),
        ("Ҳусейнов", 4),
    ]


def test_a_visit_of_another_purpose_never_takes_a_line_off(session: OfficeSession, site: SiteIds) -> None:
    child = make_child(session)
    therapy = make_home_service(session, child, "therapy")
    other = make_home_service(session, child, "documents")
    make_home_visit(session, other, TODAY - timedelta(1))
    assert [(line.service_id, line.last_done) for line in lines(session)] == [(therapy, None)]
    make_home_visit(session, other, TODAY + timedelta(2), "planned")
    assert {line.service_id: line.state for line in lines(session)} == {therapy: "due", other: "planned"}


def test_a_planned_visit_takes_the_line_off_and_shows_when_and_by_whom(session: OfficeSession, site: SiteIds) -> None:
    team = make_team(session)
    child = make_child(session)
    make_home(session, child, make_place(session))
    service = make_home_service(session, child)
    day = TODAY + timedelta(4)
    planned = plan_visit(session, team_id=team, day=day, service_id=service)
    (line,) = lines(session)
    assert line.state == "planned" and line.planned is not None
    assert (line.planned.id, line.planned.day, line.planned.team, line.planned.promised) == (
        planned.visit_id,
        day,
        "Гурӯҳи кӯҳ",
        False,
    )
    assert lines(session, states=("due",)) == ()


def test_a_visit_that_is_over_without_a_result_is_asked_for_and_not_planned_again(
    session: OfficeSession, site: SiteIds
) -> None:
    service = make_home_service(session, make_child(session))
    make_home_visit(session, service, TODAY, "planned")
    assert [line.state for line in lines(session)] == ["planned"]
    assert [line.state for line in lines(session, today=TODAY + timedelta(1))] == ["result_missing"]


@pytest.mark.parametrize(
    ("outcome", "after"), [("nobody_home", 7), ("refused", 30), ("ill", 10), ("road_closed", 14), ("team_cancelled", 3)]
)
def test_each_outcome_brings_the_child_back_by_its_rule(
    session: OfficeSession, site: SiteIds, outcome: str, after: int
) -> None:
    service = make_home_service(session, make_child(session))
    make_home_visit(session, service, TODAY, outcome)
    assert lines(session, until=TODAY + timedelta(after - 1)) == ()
    (line,) = lines(session, until=TODAY + timedelta(after))
    assert (line.due_day, line.overdue) == (TODAY + timedelta(after), 80)


def test_an_edited_rule_moves_the_next_try(session: OfficeSession, site: SiteIds) -> None:
    service = make_home_service(session, make_child(session))
    make_home_visit(session, service, TODAY, "nobody_home")
    set_outcome_rule(session, "nobody_home", FollowInput(2))
    assert [line.due_day for line in lines(session)] == [TODAY + timedelta(2)]
    set_outcome_rule(session, "nobody_home", FollowInput(None))
    assert [line.state for line in lines(session)] == ["waiting"]


def test_who_moved_away_waits_on_the_list_until_a_day_is_agreed(session: OfficeSession, site: SiteIds) -> None:
    service = make_home_service(session, make_child(session))
    make_home_visit(session, service, date(2026, 11, 10), "moved")
    (line,) = lines(session)
    assert (line.state, line.due_day) == ("waiting", None)
    assert words(line)[-1] == "somebody must decide about the next visit"
    agree_next_day(session, service, TODAY + timedelta(3))
    (line,) = lines(session)
    assert (line.state, line.due_day, line.agreed_day) == ("due", TODAY + timedelta(3), TODAY + timedelta(3))
    assert lines(session, until=TODAY) == ()


def test_a_service_that_ended_or_ends_before_the_visit_gives_no_line(session: OfficeSession, site: SiteIds) -> None:
    ended = make_home_service(session, make_child(session))
    end_home_service(session, ended, TODAY - timedelta(1), "Ба мактаб рафт")
    ends = make_home_service(session, make_child(session, "Мадина"))
    make_home_visit(session, ends, TODAY - timedelta(20))  # due from tomorrow on
    end_home_service(session, ends, TODAY, "Ба мактаб меравад")
    assert lines(session) == ()
    last = make_home_service(session, make_child(session, "Айбек"))
    end_home_service(session, last, TODAY, "Ба мактаб меравад")
    assert [line.service_id for line in lines(session)] == [last]  # today it can still be made
    assert due_list(session, TODAY + timedelta(3), until=SUNDAY, language="tg") == ()


def test_a_child_in_the_archive_has_no_line(session: OfficeSession, site: SiteIds) -> None:
    child = make_child(session)
    make_home_service(session, child)
    archive_child(session, child, "Ба шаҳри дигар рафт")
    assert lines(session) == ()
    assert due_counts(session, TODAY, until=SUNDAY) == DueCounts(0, 0, 0, 0, 0, 0)


def test_what_is_not_due_yet_stands_only_where_it_is_asked_for(session: OfficeSession, site: SiteIds) -> None:
    service = make_home_service(session, make_child(session))
    make_home_visit(session, service, TODAY - timedelta(2))
    assert lines(session) == ()
    (line,) = lines(session, states=("not_yet",))
    assert (line.state, line.from_day) == ("not_yet", TODAY + timedelta(19))


def test_the_list_can_be_narrowed_to_a_team_a_district_a_purpose_a_child(session: OfficeSession, site: SiteIds) -> None:
    one_team, other_team = make_team(session), make_team(session, "Гурӯҳи дара")
    baljuvon = make_place(session, "Тошбулоқ", municipality="Сатталмуш", district="Балҷувон")
    children = [make_child(session, name) for name in ("Ҷамшед", "Мадина", "Айбек")]
    make_home(session, children[2], baljuvon)
    teams = (one_team, other_team, None)
    services = [
        make_home_service(session, child, purpose, team_id=team)
        for child, purpose, team in zip(children, ("therapy", "monitor", "monitor"), teams, strict=True)
    ]
    assert {line.service_id for line in lines(session, team=one_team)} == {services[0], services[2]}
    assert [line.service_id for line in lines(session, district="Балҷувон")] == [services[2]]
    assert {line.service_id for line in lines(session, purpose="monitor")} == {services[1], services[2]}
    assert [line.service_id for line in lines(session, child_id=children[1])] == [services[1]]


def test_an_absence_and_a_review_are_reasons_and_weigh_twice_the_risk_each(
    session: OfficeSession, site: SiteIds
) -> None:
    child = make_enrolled(session, site.day_care, site.morning)
    mark(session, enrolment_of(session, child), weekdays(date(2026, 11, 16), TODAY), "absent")
    make_plan(session, child, review=date(2026, 11, 27))
    make_home(session, child, risk="high")
    make_home_service(session, child, start=TODAY)
    (line,) = lines(session)
    assert words(line) == [
        "risk: high",
        "never visited yet",
        "absent since 16.11.2026",
        "review of the plan is due on 27.11.2026",
    ]
    assert line.weight == 7 * 4 + 2 * 2 * 7
    assert words(lines(session, until=TODAY)[0])[-1] == "absent since 16.11.2026"


def test_an_absence_alone_makes_no_line_but_calls_for_the_visit_that_asks_after_it(
    session: OfficeSession, site: SiteIds
) -> None:
    child = make_enrolled(session, site.day_care, site.morning)
    make_home(session, child, risk="high")
    mark(session, enrolment_of(session, child), weekdays(date(2026, 11, 16), TODAY), "absent")
    assert lines(session) == ()
    service = make_home_service(session, child, "absence")
    make_home_visit(session, service, date(2026, 11, 12))
    (line,) = lines(session)
    assert (line.state, line.due_day, line.overdue) == ("due", date(2026, 11, 16), 0)
    make_home_visit(session, service, date(2026, 11, 17))
    assert lines(session) == ()


def test_the_counts_are_those_of_the_list(session: OfficeSession, site: SiteIds) -> None:
    services = [make_home_service(session, make_child(session), every_weeks=4) for _each in range(6)]
    urgent = make_child(session)
    make_home(session, urgent, risk="critical")
    make_home_service(session, urgent, start=TODAY)
    make_home_visit(session, services[0], TODAY + timedelta(1), "planned")
    make_home_visit(session, services[1], TODAY - timedelta(1), "planned")
    make_home_visit(session, services[2], TODAY - timedelta(1), "moved")
    make_home_visit(session, services[3], TODAY - timedelta(1))
    assert due_counts(session, TODAY, until=SUNDAY) == DueCounts(3, 2, 1, 1, 1, 1)
    states = [line.state for line in lines(session)]
    assert [states.count(state) for state in ("due", "planned", "result_missing", "waiting")] == [3, 1, 1, 1]


def test_figures_are_for_everybody_and_names_are_not(session: OfficeSession, site: SiteIds) -> None:
    make_home_service(session, make_child(session))
    session.actor = Actor(None, "Ҳисобдор", Role.NUMBERS_ONLY)
    assert due_counts(session, TODAY, until=SUNDAY).due == 1
    with pytest.raises(Refused):
        lines(session)


def test_many_children_cost_no_more_statements_than_few(session: OfficeSession, site: SiteIds) -> None:
    def fill(count: int) -> None:
        for at in range(count):
            child = make_child(session, surname=f"Раҳимов{at}")
            make_home(session, child)
            service = make_home_service(session, child, skills=("physiotherapy",))
            for back in (90, 60, 40):
                make_home_visit(session, service, TODAY - timedelta(back), "nobody_home" if back == 40 else "done")
            if at % 2:
                make_home_visit(session, service, TODAY + timedelta(1), "planned")

    fill(2)
    session.expire_all()
    with counted(session) as few:
        assert len(lines(session)) == 2
    fill(10)
    session.expire_all()
    with counted(session) as many:
        assert len(lines(session)) == 12
    assert len(many) == len(few) <= 16


def test_the_lists_of_more_than_one_in_list_are_the_same(
    session: OfficeSession, site: SiteIds, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(5):
        child = make_child(session, surname=f"Раҳимов{at}")
        make_home(session, child, risk="medium")
        service = make_home_service(session, child, skills=("physiotherapy",) if at % 2 else ())
        if at > 2:
            make_home_visit(session, service, TODAY + timedelta(at), "planned")
    usual = lines(session)
    monkeypatch.setattr("centre_app.rounds.due_details._AT_ONCE", 2)
    assert lines(session) == usual
    assert len(usual) == 5
