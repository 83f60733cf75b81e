"""Dose, goals and sessions of a period, read for many children at once."""

from __future__ import annotations

import uuid
from datetime import date

from centre_app.db.session import OfficeSession
from centre_app.outcomes.figures import therapy_figures
from centre_app.outcomes.queries import outcomes_of
from centre_app.plans.actions import score_goal
from centre_app.plans.inputs import ServiceInput
from centre_app.therapy.child_sessions import session_parts
from centre_app.therapy.models import TherapySession
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.plans import goal, goal_ids, make_plan
from tests.factories.therapy import make_session
from tests.factories.workplace import make_staff
from tests.statements import counted

FIRST, LAST = date(2026, 9, 1), TODAY


def child_with_a_plan(session: OfficeSession, site: SiteIds, name: str = "Мадина") -> uuid.UUID:
    """In therapy from September, speech therapy twice a week for half an hour, one goal."""
    child = make_enrolled(session, site.therapy, None, name, start=date(2026, 8, 1))
    make_plan(
        session,
        child,
        goals=(goal("Просит любимый предмет словом"),),
        services=(ServiceInput("speech_therapy", 2, 1, 30),),
        start=FIRST,
    )
    return child


def test_what_was_planned_and_delivered_stand_side_by_side(session: OfficeSession, site: SiteIds) -> None:
    child = child_with_a_plan(session, site)
    for day in (7, 9, 14):
        make_session(session, site.site, date(2026, 9, day), [child])
    make_session(session, site.site, date(2026, 9, 16), {child: "excused"}, status="cancelled_by_family")
    one = outcomes_of(session, [child], FIRST, date(2026, 9, 28))[child]
    assert one.dose.centre_minutes == 240  # four weeks of two half hours
    assert (one.sessions.planned, one.sessions.held, one.sessions.minutes) == (4, 3, 90)
    assert one.by_type["speech_therapy"].cancelled_by_family == 1


def test_sessions_outside_the_period_are_not_in_it(session: OfficeSession, site: SiteIds) -> None:
    child = child_with_a_plan(session, site)
    for day in (date(2026, 8, 31), FIRST, LAST):
        make_session(session, site.site, day, [child])
    parts = session_parts(session, [child], FIRST, LAST)
    assert [part.day for part in parts[child]] == [FIRST, LAST]


def test_the_t_score_is_of_the_latest_specialists_scores(session: OfficeSession, site: SiteIds) -> None:
    child = child_with_a_plan(session, site)
    plan_goal = goal_ids(session, outcomes_of(session, [child], FIRST, LAST)[child].goals[0].plan_id)[0]
    score_goal(session, plan_goal, date(2026, 10, 1), 1)
    score_goal(session, plan_goal, date(2026, 11, 2), 0)
    score_goal(session, plan_goal, date(2026, 11, 3), 2, scored_by="parent")
    one = outcomes_of(session, [child], FIRST, LAST)[child]
    assert (one.t_score.baseline, one.t_score.latest) == (40.0, 50.0)
    before = outcomes_of(session, [child], FIRST, date(2026, 10, 15))[child]
    assert before.t_score.latest == 60.0


def test_many_children_cost_no_more_statements_than_one(session: OfficeSession, site: SiteIds) -> None:
    children = [child_with_a_plan(session, site, f"Ситора {place}") for place in range(9)]
    with counted(session) as alone:
        outcomes_of(session, children[:1], FIRST, LAST)
    with counted(session) as together:
        outcomes_of(session, children, FIRST, LAST)
    assert len(together) == len(alone)


def test_a_manager_sees_the_work_of_each_therapist_and_the_children_behind(
    session: OfficeSession, site: SiteIds
) -> None:
    given_lists(session)
    saida = make_staff(session, "Саида Назарова", full_time_percent=50)
    one, two = (child_with_a_plan(session, site, name) for name in ("Мадина", "Далер"))
    held = make_session(session, site.site, date(2026, 11, 2), [one, two])
    off = make_session(session, site.site, date(2026, 11, 3), {one: "excused"}, status="cancelled_by_centre")
    late = make_session(session, site.site, date(2026, 11, 4), {two: "invited"}, status="planned")
    missed = make_session(session, site.site, date(2026, 11, 5), {one: "missed", two: "attended"})
    for found in (held, off, late, missed):
        row = session.get_one(TherapySession, found)
        row.therapist_id = saida
        row.reason = "therapist_absent" if found == off else None
    session.flush()
    (therapist,) = therapy_figures(session, date(2026, 11, 1), LAST).therapists
    work = therapist.work
    assert (therapist.name, therapist.caseload) == ("Саида Назарова", 4.0)
    assert (work.planned, work.held, work.cancelled_by_centre, work.minutes) == (4, 2, 1, 60)
    assert work.child_minutes == 90
    assert work.missed == (one,)
    assert set(work.attended) == {one, two}
    # The held ones of this test were never written up, and one is still planned although its day is over.
    assert (work.unwritten, set(work.unwritten_children)) == (3, {one, two})


def test_cancellations_are_told_by_whom_and_why(session: OfficeSession, site: SiteIds) -> None:
    child = child_with_a_plan(session, site)
    for day in (2, 3):
        found = make_session(session, site.site, date(2026, 11, day), {child: "excused"}, status="cancelled_by_family")
        session.get_one(TherapySession, found).reason = "illness"
    make_session(session, site.site, date(2026, 11, 4), {child: "excused"}, status="cancelled_by_centre")
    session.flush()
    told = therapy_figures(session, date(2026, 11, 1), LAST).cancelled
    assert [(one.by, one.reason, one.sessions, one.children) for one in told] == [
        ("cancelled_by_family", "illness", 2, (child, child)),
        ("cancelled_by_centre", "unknown", 1, (child,)),
    ]
