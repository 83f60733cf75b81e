"""The monthly figures: counting.md's example to the letter, and its rules one by one."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.outreach.rules import OUTCOMES
from centre_app.reports.monthly_figures import as_json, collect, twelve_months
from centre_app.security.access import Actor, Role
from tests.conftest import SiteIds
from tests.factories.attendance import enrolment_of, mark, weekdays
from tests.factories.children import enrol, make_child, make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.open_days import close
from tests.factories.outreach import make_round, make_visit
from tests.factories.therapy import make_session
from tests.statements import counted

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


def example(session: OfficeSession, site: SiteIds) -> None:
    """Ann, Bek and Vera of counting.md. Ann came in September already."""
    given_lists(session)
    close(session, site.site, date(2026, 10, 30))
    ann = make_enrolled(
        session, site.day_care, site.morning, "Ann", birth_date=date(2019, 10, 31), primary_disability="hearing"
    )
    days = [day for day in weekdays(FIRST, LAST) if day != date(2026, 10, 30)]
    enrolment = enrolment_of(session, ann)
    mark(session, enrolment, [date(2026, 9, 1), *days[:18]])
    mark(session, enrolment, days[18:19], "late")
    mark(session, enrolment, days[19:], "absent", "illness")
    bek = make_enrolled(
        session,
        site.day_care,
        site.morning,
        "Bek",
        start=date(2026, 10, 12),
        end=date(2026, 10, 23),
        birth_date=None,
        birth_precision="unknown",
        sex=None,
        district="",
    )
    mark(session, enrolment_of(session, bek), weekdays(date(2026, 10, 12), date(2026, 10, 21)))
    vera = make_child(session, "Vera", sex="female")
    make_session(session, site.site, date(2026, 10, 20), {vera: "invited"}, status="planned")


def test_the_worked_example_to_the_letter(session: OfficeSession, site: SiteIds) -> None:
    example(session, site)
    assert as_json(collect(session, site.site, 2026, 10)) == {
        "month": "2026-10",
        "site": "Маркази «Умед»",
        "caseload": {"opening": 1, "joined": 1, "left": 1, "closing": 1},
        "attendance": {
            "open_days": 21,
            "enrolled_days": 31,
            "child_days": 27,
            "absent_days": 2,
            "absent_by_reason": {"illness": 2},
            "unmarked_days": 2,
            "rate": 0.871,
        },
        "sessions": {
            "planned": 1,
            "held": 0,
            "cancelled_by_family": 0,
            "cancelled_by_centre": 0,
            "held_by_type": {},
            "held_minutes": 0,
            "child_sessions": 0,
            "missed": 0,
            "children": 0,
        },
        "visits": {"by_outcome": dict.fromkeys(OUTCOMES, 0), "children": 0, "km": 0.0},
        "served": 2,
        "new": 1,
        "served_by_sex": {"female": 0, "male": 1, "unknown": 1},
        "served_by_age": {"0-2": 0, "3-6": 0, "7-10": 1, "11-14": 0, "15-17": 0, "18+": 0, "unknown": 1},
        "served_by_disability": {"hearing": 1, "unknown": 1},
        "served_by_district": {"Ховалинг": 1, "unknown": 1},
    }


def test_utilisation_is_child_days_of_the_places_on_open_days(session: OfficeSession, site: SiteIds) -> None:
    example(session, site)
    figures = collect(session, site.site, 2026, 10)
    assert figures.places == 30
    assert figures.utilisation == pytest.approx(27 / (30 * 21))


def test_a_month_of_nothing_has_no_rate(session: OfficeSession, site: SiteIds) -> None:
    figures = collect(session, site.site, 2026, 10)
    assert figures.attendance.rate is None
    assert figures.served == 0
    assert figures.attendance.open_days == 22


def test_a_child_who_left_and_came_back_is_counted_once(session: OfficeSession, site: SiteIds) -> None:
    child = make_enrolled(session, site.day_care, site.morning, end=date(2026, 10, 7))
    enrol(session, child, site.day_care, site.morning, start=date(2026, 10, 19))
    enrol(session, child, site.therapy, start=date(2026, 10, 1))
    mark(session, enrolment_of(session, child), [date(2026, 10, 20)])
    figures = collect(session, site.site, 2026, 10)
    assert (figures.caseload.opening, figures.caseload.left, figures.caseload.closing) == (1, 0, 1)
    assert figures.served == 1


def test_who_came_back_after_years_is_not_new(session: OfficeSession, site: SiteIds) -> None:
    child = make_enrolled(session, site.day_care, start=date(2023, 9, 1), end=date(2024, 5, 31))
    mark(session, enrolment_of(session, child), [date(2023, 9, 4)])
    again = enrol(session, child, site.day_care, start=date(2026, 10, 1))
    mark(session, again, [date(2026, 10, 1)])
    figures = collect(session, site.site, 2026, 10)
    assert (figures.served, figures.new) == (1, 0)


def test_an_absence_is_no_service_and_neither_is_a_missed_session(session: OfficeSession, site: SiteIds) -> None:
    given_lists(session)
    child = make_enrolled(session, site.day_care)
    mark(session, enrolment_of(session, child), [FIRST], "absent", "illness")
    make_session(session, site.site, FIRST, {child: "missed"})
    make_visit(session, site.site, child, FIRST, "nobody_home")
    assert collect(session, site.site, 2026, 10).served == 0


def test_a_visit_or_a_session_alone_is_service(session: OfficeSession, site: SiteIds) -> None:
    at_home, in_session = make_child(session, "Олим"), make_child(session, "Фируз")
    make_visit(session, site.site, at_home, FIRST, "partly")
    make_visit(session, site.site, at_home, date(2026, 8, 3), "done")
    make_session(session, site.site, LAST, [in_session])
    make_round(session, site.site, FIRST, 12.5)
    figures = collect(session, site.site, 2026, 10)
    assert (figures.served, figures.new, figures.visits.km) == (2, 1, 12.5)
    assert figures.served_by_sex == {"female": 0, "male": 2, "unknown": 0}


def test_marks_in_therapy_serve_but_are_no_day_care_days(session: OfficeSession, site: SiteIds) -> None:
    child = make_enrolled(session, site.therapy)
    mark(session, enrolment_of(session, child), [FIRST])
    figures = collect(session, site.site, 2026, 10)
    assert (figures.served, figures.attendance.child_days, figures.attendance.enrolled_days) == (1, 0, 0)


def test_marks_on_a_day_closed_since_are_not_counted(session: OfficeSession, site: SiteIds) -> None:
    child = make_enrolled(session, site.day_care)
    mark(session, enrolment_of(session, child), [FIRST])
    close(session, site.site, FIRST)
    figures = collect(session, site.site, 2026, 10)
    assert (figures.served, figures.attendance.child_days, figures.attendance.unmarked_days) == (0, 0, 21)
    assert [point.served for point in twelve_months(session, site.site, 2026, 10)] == [0] * 12


def test_in_a_month_closed_as_a_whole_nobody_was_served(session: OfficeSession, site: SiteIds) -> None:
    child = make_enrolled(session, site.day_care)
    mark(session, enrolment_of(session, child), [FIRST])
    close(session, site.site, FIRST, LAST)
    figures = collect(session, site.site, 2026, 10)
    assert (figures.served, figures.attendance.open_days, figures.attendance.rate) == (0, 0, None)


def test_the_chart_ends_with_the_month_asked_for(session: OfficeSession, site: SiteIds) -> None:
    example(session, site)
    points = twelve_months(session, site.site, 2026, 10)
    assert [(point.year, point.month) for point in points] == [
        *((2025, month) for month in (11, 12)),
        *((2026, month) for month in range(1, 11)),
    ]
    assert [(point.child_days, point.served, point.enrolled_days) for point in points[-3:]] == [
        (0, 0, 0),
        (1, 1, 21),  # 9 September is the Day of Independence
        (27, 2, 31),
    ]
    assert points[0].rate is None
    assert points[-1].rate == pytest.approx(27 / 31)


def test_the_figures_cost_the_same_for_one_child_and_for_many(session: OfficeSession, site: SiteIds) -> None:
    mark(session, enrolment_of(session, make_enrolled(session, site.day_care, site.morning)), [FIRST])
    with counted(session) as one:
        collect(session, site.site, 2026, 10)
        twelve_months(session, site.site, 2026, 10)
    for letter in "абвгде":
        mark(session, enrolment_of(session, make_enrolled(session, site.day_care, None, f"Ном {letter}")), [FIRST])
    with counted(session) as many:
        collect(session, site.site, 2026, 10)
        twelve_months(session, site.site, 2026, 10)
    assert len(many) == len(one) <= 36  # twelve of them: who attended sessions, month by month


def test_whoever_works_here_may_see_figures_and_a_wrong_site_is_not_there(
    session: OfficeSession, site: SiteIds
) -> None:
    with pytest.raises(NotFound):
        collect(session, uuid.uuid4(), 2026, 10)
    session.actor = Actor(None, "Бозор", Role.NUMBERS_ONLY)
    collect(session, site.site, 2026, 10)
