"""Locked notes: additions, corrections by the manager, the supervisor's name."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.db.session import OfficeSession
from centre_app.errors import Refused, UserError
from centre_app.plans.queries import scores_at
from centre_app.security.access import Actor, Role
from centre_app.security.models import Account
from centre_app.sites.models import Site
from centre_app.therapy.models import TherapySession
from centre_app.therapy.note_rules import ChildWriteUp, GoalWorked, WriteUp, lock_of
from centre_app.therapy.notes import add_addition, correct_attendance, sign_off, unsigned
from centre_app.therapy.session_file import SessionFile, session_file
from centre_app.therapy.writing_up import write_up
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.plans import goal_ids, make_plan
from tests.factories.therapy import make_session
from tests.factories.workplace import make_staff

WEEK = timedelta(days=7)


def a_child(session: OfficeSession, site: SiteIds, name: str = "Ҷамшед") -> uuid.UUID:
    given_lists(session)
    return make_enrolled(session, site.day_care, site.morning, name)


def held(session: OfficeSession, site: SiteIds, day: date, *children: uuid.UUID, note: str = "Хуб") -> uuid.UUID:
    """A session written up whenever it can be: what is planned is never locked."""
    session_id = make_session(session, site.site, day, dict.fromkeys(children, "invited"), status="planned")
    write_up(session, session_id, attended(*children, note=note))
    return session_id


def attended(*children: uuid.UUID, note: str = "") -> WriteUp:
    return WriteUp("held", tuple(ChildWriteUp(child, "attended", note=note) for child in children), 30)


def read(session: OfficeSession, session_id: uuid.UUID) -> SessionFile:
    session.expire_all()
    return session_file(session, session_id, "tg")


def sign_in(session: OfficeSession, name: str, role: Role) -> uuid.UUID:
    """Somebody else at the desk; gives the account."""
    account = Account(id=uuid.uuid4(), username=name, name=name, role=role.value)
    session.add(account)
    session.flush()
    session.actor = Actor(account.id, name, role)
    return account.id


# ---- the lock -------------------------------------------------------------------------------------------------------


def test_a_note_is_open_to_the_seventh_day_and_locked_from_the_eighth(session: OfficeSession, site: SiteIds) -> None:
    child = a_child(session, site)
    still_open, locked = held(session, site, TODAY - WEEK, child), held(session, site, TODAY - WEEK * 2, child)
    write_up(session, still_open, attended(child, note="Дигар"))
    with pytest.raises(UserError, match="locked"):
        write_up(session, locked, attended(child, note="Дигар"))
    assert read(session, locked).children[0].note == "Хуб"
    assert read(session, locked).lock.why == "days"
    assert read(session, still_open).lock.last_open_day == TODAY


def test_the_centre_sets_after_how_many_days(session: OfficeSession, site: SiteIds) -> None:
    child = a_child(session, site)
    session_id = held(session, site, TODAY - timedelta(days=1), child)
    session.get_one(Site, site.site).note_lock_days = 0
    session.flush()
    assert read(session, session_id).lock.locked


def test_what_was_never_written_up_can_be_written_late(session: OfficeSession, site: SiteIds) -> None:
    child = a_child(session, site)
    session_id = make_session(session, site.site, TODAY - WEEK * 5, {child: "invited"}, status="planned")
    assert not read(session, session_id).lock.locked
    write_up(session, session_id, attended(child, note="Дер навишта шуд"))
    assert read(session, session_id).lock.locked


@given(
    days=st.integers(0, 60),
    passed=st.integers(-400, 400),
    back=st.integers(0, 400),
    status=st.sampled_from(["held", "cancelled_by_family"]),
)
def test_a_clock_set_back_opens_no_note_that_has_an_addition(days: int, passed: int, back: int, status: str) -> None:
    later = lock_of(TODAY, days, TODAY + timedelta(days=passed), status=status)
    assert later.locked == (passed > days)
    earlier = lock_of(TODAY, days, TODAY + timedelta(days=passed - back), status=status, additions=1)
    assert earlier.locked


# ---- additions -------------------------------------------------------------------------------------------------------


def test_an_addition_keeps_name_and_moment_and_the_note_stays(session: OfficeSession, site: SiteIds) -> None:
    child = a_child(session, site)
    session_id = held(session, site, TODAY - WEEK * 2, child)
    add_addition(session, session_id, child, "  Модар занг зад.  ")
    add_addition(session, session_id, None, "Кабинет дигар буд.")
    file = read(session, session_id)
    assert [(row.text, row.child, row.name) for row in file.additions] == [
        ("Модар занг зад.", "Раҳимов Ҷамшед", session.actor.name),
        ("Кабинет дигар буд.", "", session.actor.name),
    ]
    assert file.children[0].note == "Хуб"


def test_an_open_note_is_changed_and_not_added_to(session: OfficeSession, site: SiteIds) -> None:
    child = a_child(session, site)
    with pytest.raises(UserError, match="not locked"):
        add_addition(session, held(session, site, TODAY, child), child, "Илова")


def test_an_addition_needs_words_and_a_child_of_the_session(session: OfficeSession, site: SiteIds) -> None:
    child, other = a_child(session, site), a_child(session, site, "Нигина")
    session_id = held(session, site, TODAY - WEEK * 2, child)
    with pytest.raises(UserError) as caught:
        add_addition(session, session_id, child, " \n ")
    assert caught.value.field == "text"
    with pytest.raises(UserError, match="not in the session"):
        add_addition(session, session_id, other, "Илова")


# ---- corrections -----------------------------------------------------------------------------------------------------


def test_only_the_manager_corrects_who_attended_and_says_why(session: OfficeSession, site: SiteIds) -> None:
    one, two = a_child(session, site), a_child(session, site, "Нигина")
    [worked] = goal_ids(session, make_plan(session, two))
    session_id = make_session(
        session, site.site, TODAY - WEEK * 2, dict.fromkeys((one, two), "invited"), status="planned"
    )
    children = (
        ChildWriteUp(one, "attended"),
        ChildWriteUp(two, "attended", note="Хуб", goals=(GoalWorked(worked, 1),)),
    )
    write_up(session, session_id, WriteUp("held", children, 30))
    right = ((one, "attended", None), (two, "excused", "illness"))
    with pytest.raises(UserError) as caught:
        correct_attendance(session, session_id, "held", right, 45, "")
    assert caught.value.field == "why"
    correct_attendance(session, session_id, "held", right, 45, "Нигина он рӯз бемор буд")
    file = read(session, session_id)
    assert {child.child_id: child.status for child in file.children} == {one: "attended", two: "excused"}
    assert file.minutes == 45
    assert [child.note for child in file.children if child.child_id == two] == ["Хуб"]
    assert scores_at(session, session_id, [two]) == {}
    assert "Нигина он рӯз бемор буд" in file.additions[0].text
    sign_in(session, "Сафарова Нигина", Role.SPECIALIST)
    with pytest.raises(Refused):
        correct_attendance(session, session_id, "held", right, 45, "Боз")


def test_a_correction_keeps_to_the_same_rules(session: OfficeSession, site: SiteIds) -> None:
    child = a_child(session, site)
    session_id = held(session, site, TODAY - WEEK * 2, child)
    with pytest.raises(UserError, match="Nobody attended"):
        correct_attendance(session, session_id, "held", ((child, "missed", None),), 30, "Хато")
    correct_attendance(
        session, session_id, "cancelled_by_centre", ((child, "excused", None),), 30, "Хато", reason="closed"
    )
    assert read(session, session_id).status == "cancelled_by_centre"


# ---- the supervisor -----------------------------------------------------------------------------------------------


def test_a_students_note_waits_for_the_supervisor_and_is_locked_by_the_signature(
    session: OfficeSession, site: SiteIds
) -> None:
    child = a_child(session, site)
    manager = session.actor
    account = sign_in(session, "Қосимова Ситора", Role.SPECIALIST)
    supervisor_actor = session.actor
    session.actor = manager
    supervisor = make_staff(session, "Қосимова Ситора", account_id=account)
    student = make_staff(session, "Назаров Беҳрӯз", supervisor_id=supervisor)
    waiting, own = held(session, site, TODAY, child), held(session, site, TODAY, child)
    session.get_one(TherapySession, waiting).therapist_id = student
    session.get_one(TherapySession, own).therapist_id = supervisor
    session.flush()
    with pytest.raises(UserError, match="needs no sign-off"):
        sign_off(session, own)
    sign_in(session, "Назаров Беҳрӯз", Role.SPECIALIST)
    assert unsigned(session, "tg") == ()
    with pytest.raises(Refused):
        sign_off(session, waiting)
    session.actor = supervisor_actor
    [row] = unsigned(session, "tg")
    assert (row.session_id, row.therapist, row.supervisor) == (waiting, "Назаров Беҳрӯз", "Қосимова Ситора")
    assert row.children == ("Раҳимов Ҷамшед",)
    assert read(session, waiting).sign_off.may
    sign_off(session, waiting)
    file = read(session, waiting)
    assert (file.sign_off.by, file.lock.why) == ("Қосимова Ситора", "signed_off")
    assert unsigned(session, "tg") == ()
    with pytest.raises(UserError, match="signed off"):
        write_up(session, waiting, attended(child))
    with pytest.raises(UserError, match="already"):
        sign_off(session, waiting)


def test_a_session_that_is_not_written_up_cannot_be_signed_off(session: OfficeSession, site: SiteIds) -> None:
    child = a_child(session, site)
    supervisor = make_staff(session, "Қосимова Ситора")
    student = make_staff(session, "Назаров Беҳрӯз", supervisor_id=supervisor)
    session_id = make_session(session, site.site, TODAY, {child: "invited"}, status="planned")
    session.get_one(TherapySession, session_id).therapist_id = student
    session.flush()
    with pytest.raises(UserError, match="not written up"):
        sign_off(session, session_id)
