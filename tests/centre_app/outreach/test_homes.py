"""Where the home is and the service at it: what is kept, what is refused at which field, what can be taken back."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from centre_app.children.actions import archive_child
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, UserError
from centre_app.outreach.actions import (
    HomeFactsInput,
    HomeServiceInput,
    agree_next_day,
    change_home_service,
    clear_home_facts,
    end_home_service,
    remove_home_service,
    reopen_home_service,
    set_home_facts,
    start_home_service,
    take_back_agreed,
)
from centre_app.outreach.home_queries import HomeServiceRow, child_visits_page, home_of
from centre_app.outreach.models import HomeServiceSkill, Visit
from centre_app.security.access import Actor, Role
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.homes import START, make_home, make_home_service, make_home_visit
from tests.factories.places import make_place
from tests.factories.teams import make_team


def service_of(session: OfficeSession, child_id: uuid.UUID) -> HomeServiceRow:
    """The child's first service."""
    return home_of(session, child_id, language="tg").services[0]


def refused(call: object, *arguments: object) -> tuple[str | None, str]:
    """The field and the words of a refusal."""
    with pytest.raises(UserError) as wrong:
        call(*arguments)  # type: ignore[operator]
    return wrong.value.field, wrong.value.in_words()


def test_the_facts_of_a_home_are_kept_clean_and_given_back_as_they_were(session: OfficeSession, site: SiteIds) -> None:
    child, place = make_child(session), make_place(session)
    first = HomeFactsInput(place, "high", " Модар  танҳо ", "531", 9 * 60, 15 * 60, "баъди пул дасти чап")
    assert set_home_facts(session, child, first) is None
    kept = home_of(session, child, language="tg").facts
    assert kept == replace(first, risk_reason="Модар танҳо", days="135")
    assert set_home_facts(session, child, HomeFactsInput()) == kept
    clear_home_facts(session, child)
    assert home_of(session, child, language="tg").facts is None


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (HomeFactsInput(risk="huge"), "risk"),
        (HomeFactsInput(risk="critical", risk_reason="  "), "risk_reason"),
        (HomeFactsInput(days=""), "days"),
        (HomeFactsInput(days="18"), "days"),
        (HomeFactsInput(from_minute=1440), "from_minute"),
        (HomeFactsInput(until_minute=0), "until_minute"),
        (HomeFactsInput(from_minute=600, until_minute=600), "until_minute"),
        (HomeFactsInput(directions="а" * 301), "directions"),
        (HomeFactsInput(place_id=uuid.UUID(int=7)), "place_id"),
    ],
)
def test_facts_that_cannot_be_are_refused_at_their_field(
    session: OfficeSession, site: SiteIds, facts: HomeFactsInput, field: str
) -> None:
    assert refused(set_home_facts, session, make_child(session), facts)[0] == field


def test_the_place_is_suggested_by_the_childs_address_until_somebody_says_it(
    session: OfficeSession, site: SiteIds
) -> None:
    place = make_place(session, "Сари Хосор")
    child = make_child(session, municipality="Ховалинг", village="деҳаи Сари Хосор")
    assert home_of(session, child, language="tg").suggested_place == place
    make_home(session, child, place)
    assert home_of(session, child, language="tg").suggested_place is None


def test_a_home_service_begins_with_its_skills_and_team(session: OfficeSession, site: SiteIds) -> None:
    child, team = make_child(session), make_team(session)
    make_home_service(
        session, child, every_weeks=2, minutes=60, skills=("speech_therapy", "physiotherapy"), team_id=team, what=" x "
    )
    made = service_of(session, child)
    assert (made.purpose, made.purpose_name, made.every_weeks, made.minutes) == (
        "therapy",
        "машғулият дар хона",
        2,
        60,
    )
    assert (made.skills, made.team_id, made.team, made.what) == (
        ("physiotherapy", "speech_therapy"),
        team,
        "Гурӯҳи кӯҳ",
        "x",
    )
    assert made.standing is not None and made.standing.due_day == START


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"every_weeks": None}, "every_weeks"),
        ({"times_a_month": 2}, "every_weeks"),
        ({"every_weeks": 0}, "every_weeks"),
        ({"every_weeks": None, "times_a_month": 13}, "times_a_month"),
        ({"minutes": 4}, "minutes"),
        ({"what": "а" * 501}, "what"),
        ({"start_day": TODAY + timedelta(367)}, "start_day"),
        ({"purpose": "picnic"}, "purpose"),
        ({"skills": ("juggling",)}, "skills"),
        ({"team_id": uuid.UUID(int=3)}, "team_id"),
    ],
)
def test_a_service_that_cannot_be_is_refused_at_its_field(
    session: OfficeSession, site: SiteIds, wrong: dict[str, object], field: str
) -> None:
    child = make_child(session)
    make_home_service(session, child, "monitor")
    usual = HomeServiceInput(child, "therapy", START, every_weeks=4)
    assert refused(start_home_service, session, replace(usual, **wrong))[0] == field  # type: ignore[arg-type]


def test_a_child_has_one_service_of_a_purpose_at_a_time(session: OfficeSession, site: SiteIds) -> None:
    child = make_child(session)
    first = make_home_service(session, child)
    make_home_service(session, child, "documents")
    again = HomeServiceInput(child, "therapy", TODAY, every_weeks=1)
    field, words = refused(start_home_service, session, again)
    assert field == "purpose" and "therapy at home" in words and "01.09.2026" in words
    end_home_service(session, first, TODAY - timedelta(1), "Ба маркази рӯзона омад")
    second = start_home_service(session, again)
    assert refused(reopen_home_service, session, first)[0] == "start_day"
    remove_home_service(session, second)
    reopen_home_service(session, first)
    assert service_of(session, child).end_day is None


def test_a_service_of_an_archived_child_does_not_begin_and_does_not_stand(
    session: OfficeSession, site: SiteIds
) -> None:
    child = make_child(session)
    make_home_service(session, child)
    archive_child(session, child, "Ба шаҳри дигар рафт")
    assert service_of(session, child).standing is None
    refused(start_home_service, session, HomeServiceInput(child, "monitor", TODAY, every_weeks=1))


def test_a_change_is_whole_and_can_be_taken_back(session: OfficeSession, site: SiteIds) -> None:
    child = make_child(session)
    service = make_home_service(session, child, skills=("physiotherapy",))
    before = service_of(session, child).changeable
    changes = replace(before, every_weeks=None, times_a_month=2, skills=("speech_therapy",), minutes=30)
    assert change_home_service(session, service, changes) == before
    assert service_of(session, child).changeable == changes
    change_home_service(session, service, before)
    assert service_of(session, child).changeable == before


def test_a_service_ends_with_a_reason_and_not_before_what_is_planned_or_was_done(
    session: OfficeSession, site: SiteIds
) -> None:
    child = make_child(session)
    service = make_home_service(session, child)
    make_home_visit(session, service, date(2026, 11, 10))
    planned = make_home_visit(session, service, date(2026, 11, 24), "planned")
    assert refused(end_home_service, session, service, START - timedelta(1), "x")[0] == "last_day"
    assert refused(end_home_service, session, service, TODAY, " ") == ("reason", "Please fill in “Why it ends”.")
    assert "24.11.2026" in refused(end_home_service, session, service, TODAY, "x")[1]
    session.delete(session.get_one(Visit, planned))
    session.flush()
    assert "10.11.2026" in refused(end_home_service, session, service, date(2026, 11, 9), "x")[1]
    end_home_service(session, service, TODAY, "Ба мактаб рафт")
    ended = service_of(session, child)
    assert (ended.end_day, ended.end_reason) == (TODAY, "Ба мактаб рафт")


def test_only_a_service_without_visits_can_be_taken_out(session: OfficeSession, site: SiteIds) -> None:
    child = make_child(session)
    service = make_home_service(session, child, skills=("physiotherapy",))
    made = make_home_visit(session, service, date(2026, 11, 10), "nobody_home")
    refused(remove_home_service, session, service)
    session.delete(session.get_one(Visit, made))
    session.flush()
    remove_home_service(session, service)
    assert home_of(session, child, language="tg").services == ()
    assert session.scalars(select(HomeServiceSkill)).all() == []
    with pytest.raises(NotFound):
        remove_home_service(session, service)


def test_an_agreed_day_is_written_where_the_window_follows_from(session: OfficeSession, site: SiteIds) -> None:
    child = make_child(session)
    service = make_home_service(session, child)
    agreed = TODAY + timedelta(4)
    first = agree_next_day(session, service, agreed)
    assert first.visit_id is None
    standing = service_of(session, child).standing
    assert standing is not None and standing.due_day == agreed
    take_back_agreed(session, service, first)
    moved = make_home_visit(session, service, date(2026, 11, 10), "moved")
    on_visit = agree_next_day(session, service, agreed)
    assert on_visit.visit_id == moved
    assert session.get_one(Visit, moved).edition == 2  # who keys that visit is told
    standing = service_of(session, child).standing
    assert standing is not None and (standing.state, standing.due_day) == ("due", agreed)
    take_back_agreed(session, service, on_visit)
    standing = service_of(session, child).standing
    assert standing is not None and standing.state == "waiting"


def test_a_day_is_agreed_for_the_time_to_come_and_not_beside_a_planned_visit(
    session: OfficeSession, site: SiteIds
) -> None:
    service = make_home_service(session, make_child(session))
    assert refused(agree_next_day, session, service, TODAY - timedelta(1))[0] == "day"
    assert refused(agree_next_day, session, service, TODAY + timedelta(400))[0] == "day"
    end_home_service(session, service, TODAY + timedelta(5), "Ба мактаб меравад")
    assert "25.11.2026" in refused(agree_next_day, session, service, TODAY + timedelta(6))[1]
    make_home_visit(session, service, TODAY + timedelta(3), "planned")
    assert "23.11.2026" in refused(agree_next_day, session, service, TODAY + timedelta(4))[1]


def test_visits_are_read_a_page_at_a_time_the_newest_first(session: OfficeSession, site: SiteIds) -> None:
    child = make_child(session)
    service = make_home_service(session, child)
    days = [date(2026, 11, 19) - timedelta(7 * at) for at in range(5)]
    for one in reversed(days):
        make_home_visit(session, service, one, done_note="Машқи нишастан", task="10 дақиқа нишастан")
    page = child_visits_page(session, child, language="tg", offset=1, limit=3)
    assert ([row.day for row in page.rows], page.count) == (days[1:4], 5)
    assert page.rows[0].done_note == "Машқи нишастан"


def test_who_may_not_read_notes_sees_the_visit_but_nothing_that_was_written(
    session: OfficeSession, site: SiteIds
) -> None:
    child = make_child(session)
    service = make_home_service(session, child)
    make_home_visit(session, service, date(2026, 11, 10), done_note="сир", parent_showed="сир", task="сир")
    session.actor = Actor(None, "Котиба", Role.SECRETARY)
    row = child_visits_page(session, child, language="tg").rows[0]
    assert (row.outcome, row.task, row.done_note, row.parent_showed) == ("done", "", "", "")
