"""A day in groups, absences and follow-ups."""

from __future__ import annotations

from datetime import date

from centre_app.attendance.queries import absent_on, day_counts, follow_ups
from centre_app.attendance.rules import DayTotals
from centre_app.db.session import OfficeSession
from tests.conftest import TODAY, SiteIds
from tests.factories.attendance import enrolment_of, mark, weekdays
from tests.factories.children import make_child, make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.open_days import close

THREE_DAYS = weekdays(date(2026, 11, 17), date(2026, 11, 19))


def test_a_group_in_numbers(session: OfficeSession, site: SiteIds) -> None:
    statuses = ("present", "present", "late", "absent", None)
    for letter, status in zip("абвгд", statuses, strict=True):
        enrolment = enrolment_of(session, make_enrolled(session, site.day_care, site.morning, f"Ном {letter}"))
        if status:
            mark(session, enrolment, [TODAY], status)
    make_enrolled(session, site.day_care, None, "Олим")
    make_enrolled(session, site.therapy, None, "Фируз")
    make_enrolled(session, site.day_care, site.morning, "Собир", start=date(2026, 11, 23))
    found = {counts.group: counts.totals for counts in day_counts(session, TODAY)}
    assert found == {"Ситора": DayTotals(5, 2, 1, 1), "Хуршед": DayTotals(), "": DayTotals(expected=1)}
    assert list(found) == ["Ситора", "Хуршед", ""]


def test_the_absent_are_named_with_whom_to_ring(session: OfficeSession, site: SiteIds) -> None:
    given_lists(session)
    child = make_enrolled(session, site.day_care, site.morning)
    mark(session, enrolment_of(session, child), [TODAY], "absent", "illness", "ангина")
    make_enrolled(session, site.day_care, site.morning, "Фируз")
    (absent,) = absent_on(session, TODAY, "tg")
    assert (absent.child_id, absent.group, absent.reason, absent.note) == (child, "Ситора", "illness", "ангина")
    assert (absent.guardian, absent.phone) == ("Раҳимова Мавҷуда", "+992 93 555-12-34")


def test_three_absent_open_days_running_are_followed_up(session: OfficeSession, site: SiteIds) -> None:
    child = make_enrolled(session, site.day_care, site.morning)
    mark(session, enrolment_of(session, child), THREE_DAYS, "absent")
    (found,) = follow_ups(session, TODAY, "tg")
    assert (found.child_id, found.since, found.days) == (child, THREE_DAYS[0], 3)
    assert found.phone == "+992 93 555-12-34"


def test_a_weekend_and_a_closure_do_not_break_the_run(session: OfficeSession, site: SiteIds) -> None:
    enrolment = enrolment_of(session, make_enrolled(session, site.day_care, site.morning))
    close(session, site.site, date(2026, 11, 17), date(2026, 11, 18))
    mark(session, enrolment, [date(2026, 11, 13), date(2026, 11, 16), date(2026, 11, 19), TODAY], "absent")
    (found,) = follow_ups(session, TODAY, "tg")
    assert (found.since, found.days) == (date(2026, 11, 13), 4)


def test_a_long_absence_says_since_when(session: OfficeSession, site: SiteIds) -> None:
    enrolment = enrolment_of(session, make_enrolled(session, site.day_care, site.morning))
    mark(session, enrolment, [date(2026, 9, 30)])
    october = weekdays(date(2026, 10, 1), date(2026, 10, 30))
    november = [day for day in weekdays(date(2026, 11, 2), TODAY) if day != date(2026, 11, 6)]
    mark(session, enrolment, october + november, "absent")
    (found,) = follow_ups(session, TODAY, "tg")
    assert (found.since, found.days) == (date(2026, 10, 1), len(october) + len(november))


def test_who_came_back_who_left_and_who_is_in_therapy_are_not(session: OfficeSession, site: SiteIds) -> None:
    back = enrolment_of(session, make_enrolled(session, site.day_care, site.morning, "Олим"))
    mark(session, back, THREE_DAYS, "absent")
    mark(session, back, [TODAY], "late")
    left = enrolment_of(session, make_enrolled(session, site.day_care, site.morning, "Фируз", end=THREE_DAYS[2]))
    mark(session, left, THREE_DAYS, "absent")
    in_therapy = enrolment_of(session, make_enrolled(session, site.therapy, None, "Собир"))
    mark(session, in_therapy, THREE_DAYS, "absent")
    assert follow_ups(session, TODAY, "tg") == ()


def test_without_children_or_marks_there_is_nothing_to_say(session: OfficeSession, site: SiteIds) -> None:
    make_child(session)
    assert follow_ups(session, TODAY, "tg") == ()
    assert absent_on(session, TODAY, "tg") == ()
