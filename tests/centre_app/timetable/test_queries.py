"""The week as the solver gets it: doses, bookings, days, absences."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from centre_app.db.session import OfficeSession
from centre_app.plans.actions import ServiceInput
from centre_app.therapy.actions import Booking, book_session, cancel_session, pin_session
from centre_app.timetable.problem import Problem
from centre_app.timetable.queries import week_to_plan
from tests.conftest import SiteIds
from tests.factories.children import make_child, make_enrolled
from tests.factories.plans import make_plan
from tests.factories.timetable_centre import WEEK_48, Planned, make_planned_centre
from tests.factories.workplace import make_absence, set_times
from tests.statements import counted


@pytest.fixture
def centre(session: OfficeSession, site: SiteIds) -> Planned:
    """Staff, a room and three children with plans."""
    return make_planned_centre(session, site.day_care)


def read(session: OfficeSession, day: date = WEEK_48) -> Problem:
    """The problem of a day's week."""
    return week_to_plan(session, day, language="ru").problem


def booking(centre: Planned, day: date = WEEK_48, start: int = 540, children: int = 1, **values: object) -> Booking:
    """A session of speech."""
    usual = {"minutes": 30, "type": "speech_therapy", "therapist_id": centre.logoped, "room_id": centre.room}
    return Booking(day, start, child_ids=centre.children[:children], **(usual | values))  # type: ignore[arg-type]


def due(problem: Problem) -> dict[str, int]:
    """Type -> how many are due."""
    found: dict[str, int] = {}
    for want in problem.wants:
        found[want.type] = found.get(want.type, 0) + want.times
    return found


def test_the_doses_of_signed_plans_are_due(session: OfficeSession, site: SiteIds, centre: Planned) -> None:
    unsigned = make_enrolled(session, site.day_care, given_name="Темур")
    make_plan(session, unsigned, services=(ServiceInput("massage", times=1),), signed=False)
    problem = read(session)
    assert due(problem) == {"speech_therapy": 6, "special_teacher": 3}
    assert {want.child for want in problem.wants} == set(centre.children)
    assert {want.type for want in problem.wants if want.in_group} == {"special_teacher"}


def test_a_child_that_is_not_enrolled_in_the_week_has_nothing_due(session: OfficeSession, site: SiteIds) -> None:
    left = make_enrolled(session, site.day_care, end=WEEK_48 - timedelta(days=1))
    never = make_child(session, "Мадина")
    for child_id in (left, never):
        make_plan(session, child_id, services=(ServiceInput("massage"),))
    assert read(session).wants == ()


def test_a_child_that_leaves_in_the_week_comes_on_the_days_before(session: OfficeSession, site: SiteIds) -> None:
    leaving = make_enrolled(session, site.day_care, end=WEEK_48 + timedelta(days=1))
    make_plan(session, leaving, services=(ServiceInput("massage"),))
    assert [child.days for child in read(session).children] == [{WEEK_48, WEEK_48 + timedelta(days=1)}]


def test_what_is_booked_is_no_longer_due_and_keeps_its_place(session: OfficeSession, centre: Planned) -> None:
    booked = book_session(session, booking(centre))
    pin_session(session, booked.id)
    problem = read(session)
    assert due(problem)["speech_therapy"] == 5
    assert [(one.id, one.start, one.pinned) for one in problem.fixed] == [(booked.id, 540, True)]


def test_a_cancelled_session_is_due_again(session: OfficeSession, centre: Planned) -> None:
    booked = book_session(session, booking(centre))
    cancel_session(session, booked.id, "centre", "therapist_absent")
    problem = read(session)
    assert (due(problem)["speech_therapy"], problem.fixed) == (6, ())


def test_last_weeks_places_are_known(session: OfficeSession, centre: Planned) -> None:
    book_session(session, booking(centre, WEEK_48, 615))
    problem = read(session, WEEK_48 + timedelta(days=9))
    assert [(one.child, one.weekday, one.start) for one in problem.before] == [(centre.children[0], 1, 615)]


def test_a_dose_of_once_in_two_weeks_is_due_only_where_last_week_had_none(
    session: OfficeSession, site: SiteIds, centre: Planned
) -> None:
    child_id = make_enrolled(session, site.day_care, given_name="Темур")
    make_plan(session, child_id, services=(ServiceInput("speech_therapy", times=1, weeks=2),))
    next_week = WEEK_48 + timedelta(days=7)
    assert any(want.child == child_id for want in read(session, next_week).wants)
    one = booking(centre)
    book_session(session, Booking(one.day, 600, 30, one.type, one.therapist_id, one.room_id, (child_id,)))
    assert not any(want.child == child_id for want in read(session, next_week).wants)


def test_absences_closed_days_and_childrens_times_are_read(session: OfficeSession, centre: Planned) -> None:
    make_absence(session, centre.logoped, WEEK_48, WEEK_48, "9-11")
    set_times(session, centre.children[0], {1: "9-12"}, transport=True, most=1)
    problem = read(session)
    logoped = next(one for one in problem.therapists if one.id == centre.logoped)
    child = next(one for one in problem.children if one.id == centre.children[0])
    assert [(one.day, one.start, one.end) for one in logoped.away] == [(WEEK_48, 540, 660)]
    assert [(one.weekday, one.start, one.end) for one in child.times] == [(1, 540, 720)]
    assert (child.most_a_day, child.few_days) == (1, True)
    assert len(problem.open_days) == 5


def test_days_that_are_over_are_not_planned_unless_the_whole_week_is(session: OfficeSession, centre: Planned) -> None:
    assert read(session, session.today).first_day == session.today
    assert read(session, WEEK_48).first_day == WEEK_48
    past = session.today - timedelta(days=14)
    assert read(session, past).first_day == past - timedelta(days=past.weekday())


def test_the_problem_is_the_same_in_every_language(session: OfficeSession, centre: Planned) -> None:
    book_session(session, booking(centre, children=2, type="special_teacher", therapist_id=centre.teacher))
    problems = [week_to_plan(session, WEEK_48, language=language).problem for language in ("en", "tg", "kk")]
    assert problems[0] == problems[1] == problems[2]


def test_the_number_of_statements_does_not_grow_with_the_children(
    session: OfficeSession, site: SiteIds, centre: Planned
) -> None:
    with counted(session) as few:
        read(session)
    for name in ("Темур", "Зарина", "Нурия", "Фирӯз"):
        child_id = make_enrolled(session, site.day_care, given_name=name)
        make_plan(session, child_id, services=(ServiceInput("speech_therapy"),))
    with counted(session) as more:
        read(session)
    assert len(more) == len(few)
