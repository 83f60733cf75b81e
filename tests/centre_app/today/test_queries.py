"""The start page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from centre_app.db.session import OfficeSession
from centre_app.errors import Refused
from centre_app.security.access import Actor, Role
from centre_app.today.queries import today_page
from tests.conftest import TODAY, SiteIds
from tests.factories.attendance import enrolment_of, mark
from tests.factories.children import make_enrolled
from tests.factories.outreach import make_visit
from tests.factories.therapy import make_session
from tests.statements import counted


def test_the_page_of_a_working_day(session: OfficeSession, site: SiteIds) -> None:
    child = make_enrolled(session, site.day_care, site.morning)
    make_enrolled(session, site.day_care, site.morning, "Фируз", end=TODAY + timedelta(days=7))
    make_enrolled(session, site.day_care, site.afternoon, "Олим", start=TODAY + timedelta(days=3))
    mark(session, enrolment_of(session, child), [TODAY, date(2026, 11, 19), date(2026, 11, 18)], "absent")
    make_session(session, site.site, TODAY, [child], status="planned")
    make_visit(session, site.site, child, TODAY, "planned")
    page = today_page(session, "tg")
    assert page.state.open
    assert [(group.group, group.totals.expected, group.totals.unmarked) for group in page.groups] == [
        ("Ситора", 2, 1),
        ("Хуршед", 0, 0),
    ]
    assert [one.child_id for one in page.absent] == [child]
    assert [(one.child_id, one.days) for one in page.follow_ups] == [(child, 3)]
    assert [one.name for one in page.starting] == ["Раҳимов Олим Фарҳодович"]
    assert [(one.name, one.group, one.day) for one in page.ending] == [
        ("Раҳимов Фируз Фарҳодович", "Ситора", TODAY + timedelta(days=7))
    ]
    assert len(page.new) == 3
    assert (page.sessions_today, page.visits_today) == (1, 1)


def test_on_a_closed_day_nobody_is_expected(session: OfficeSession, site: SiteIds) -> None:
    make_enrolled(session, site.day_care, site.morning)
    session.today = date(2026, 11, 22)
    page = today_page(session, "tg")
    assert page.groups == ()
    assert page.state.why is not None
    assert "Sunday" in str(page.state.why)


@pytest.mark.parametrize(
    ("born", "precision", "turns"),
    [(date(2020, 11, 22), "day", [6]), (date(2020, 11, 23), "day", []), (date(2020, 1, 1), "year", [])],
)
def test_birthdays_of_this_week_are_named(
    session: OfficeSession, site: SiteIds, born: date, precision: str, turns: list[int]
) -> None:
    make_enrolled(session, site.day_care, site.morning, birth_date=born, birth_precision=precision)
    assert [birthday.turns for birthday in today_page(session, "ru").birthdays] == turns


def test_the_page_costs_the_same_for_one_child_and_for_many(session: OfficeSession, site: SiteIds) -> None:
    make_enrolled(session, site.day_care, site.morning)
    with counted(session) as one:
        today_page(session, "ru")
    for letter in "абвгде":
        make_enrolled(session, site.day_care, site.morning, f"Ном {letter}")
    with counted(session) as many:
        today_page(session, "ru")
    assert len(many) == len(one) <= 15


def test_who_sees_figures_only_sees_no_names(session: OfficeSession, site: SiteIds) -> None:
    session.actor = Actor(None, "Бозор", Role.NUMBERS_ONLY)
    with pytest.raises(Refused):
        today_page(session, "ru")
