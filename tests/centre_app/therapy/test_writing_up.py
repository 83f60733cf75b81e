"""Holding a session and writing it up."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from centre_app.attendance.rules import ABSENT
from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, Refused, UserError
from centre_app.plans.models import GoalScore, HomePractice
from centre_app.plans.queries import practice_at, scores_at
from centre_app.security.access import Actor, Role
from centre_app.therapy.models import SessionChild, SessionGoal, TherapySession
from centre_app.therapy.note_rules import (
    About,
    AbsentThatDay,
    ChildWriteUp,
    GoalWorked,
    WriteUp,
    session_reason,
    settled,
)
from centre_app.therapy.queries import child_sessions, session_figures
from centre_app.therapy.session_file import SessionFile, session_file
from centre_app.therapy.writing_up import hold_group_default, write_up
from tests.conftest import TODAY, SiteIds
from tests.factories.attendance import enrolment_of, mark
from tests.factories.children import make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.plans import goal, goal_ids, make_plan
from tests.factories.therapy import make_session
from tests.factories.workplace import make_staff
from tests.statements import counted

NAMES = (
    "Ҷамшед",
    "Нигина",
    "Зафар",
    "Мадина",
    "Фирдавс",
    "Шаҳло",
    "Баҳром",
    "Зарина",
    "Сомон",
    "Гулчеҳра",
    "Умед",
    "Ширин",
)


def make_children(session: OfficeSession, site: SiteIds, n: int) -> list[uuid.UUID]:
    given_lists(session)
    return [make_enrolled(session, site.day_care, site.morning, name) for name in NAMES[:n]]


def planned(session: OfficeSession, site: SiteIds, children: list[uuid.UUID], day: date = TODAY) -> uuid.UUID:
    return make_session(session, site.site, day, dict.fromkeys(children, "invited"), status="planned")


def at(session: OfficeSession, session_id: uuid.UUID, **columns: object) -> uuid.UUID:
    """The session with its hour, its therapist."""
    row = session.get_one(TherapySession, session_id)
    for name, value in columns.items():
        setattr(row, name, value)
    session.flush()
    return session_id


def attended(*children: uuid.UUID, **more: object) -> WriteUp:
    return WriteUp("held", tuple(ChildWriteUp(child, "attended") for child in children), 30, **more)  # type: ignore[arg-type]


def read(session: OfficeSession, session_id: uuid.UUID) -> SessionFile:
    session.expire_all()
    return session_file(session, session_id, "tg")


def statuses(session: OfficeSession, session_id: uuid.UUID) -> dict[uuid.UUID, tuple[str, str | None]]:
    return {child.child_id: (child.status, child.reason) for child in read(session, session_id).children}


# ---- what is written ---------------------------------------------------------------------------------------------


def test_a_session_is_written_up_whole_and_read_back_whole(session: OfficeSession, site: SiteIds) -> None:
    [child] = make_children(session, site, 1)
    [worked] = goal_ids(session, make_plan(session, child))
    session_id = planned(session, site, [child])
    written = ChildWriteUp(
        child,
        "attended",
        note="  Имрӯз худаш оғоз кард.\r\nХандид. ",
        home_task="Ҳар рӯз 5 дақиқа бо оина",
        next_time="Калимаи нав: об",
        practised="partly",
        practised_minutes=25,
        goals=(GoalWorked(worked, 1, 10, 7, "word", "бо расм"),),
    )
    write_up(session, session_id, WriteUp("held", (written,), 40, note="Кабинет сард буд"))
    file = read(session, session_id)
    [there] = file.children
    assert (file.status, file.minutes, file.note, file.written_up_by) == (
        "held",
        40,
        "Кабинет сард буд",
        session.actor.name,
    )
    assert file.written_up_at is not None
    assert there.note == "Имрӯз худаш оғоз кард.\nХандид."
    assert (there.home_task, there.next_time) == ("Ҳар рӯз 5 дақиқа бо оина", "Калимаи нав: об")
    assert (there.practised, there.practised_minutes) == ("partly", 25)
    assert there.goals[0].worked == GoalWorked(worked, 1, 10, 7, "word", "бо расм")
    assert there.goals[0].worked.accuracy == 70
    assert scores_at(session, session_id, [child]) == {child: {worked: 1}}


def test_writing_again_replaces_and_takes_out_what_is_gone(session: OfficeSession, site: SiteIds) -> None:
    [child] = make_children(session, site, 1)
    first, second = goal_ids(session, make_plan(session, child, goals=(goal(), goal("Қошуқро мегирад", "self_care"))))
    session_id = planned(session, site, [child])
    one = ChildWriteUp(child, "attended", practised="done", goals=(GoalWorked(first, -1), GoalWorked(second, 0)))
    write_up(session, session_id, WriteUp("held", (one,), 30))
    two = replace(one, practised=None, goals=(GoalWorked(second, 2, cue_level="alone"),))
    write_up(session, session_id, WriteUp("held", (two,), 30))
    assert scores_at(session, session_id, [child]) == {child: {second: 2}}
    assert practice_at(session, session_id, [child]) == {}
    assert [row.worked for row in read(session, session_id).children[0].goals] == [None, two.goals[0]]


def test_a_goal_may_be_worked_on_without_a_level(session: OfficeSession, site: SiteIds) -> None:
    [child] = make_children(session, site, 1)
    [worked] = goal_ids(session, make_plan(session, child))
    session_id = planned(session, site, [child])
    written = ChildWriteUp(child, "attended", goals=(GoalWorked(worked, cue_level="shown"),))
    write_up(session, session_id, WriteUp("held", (written,), 30))
    assert scores_at(session, session_id, [child]).get(child, {}) == {}
    assert read(session, session_id).children[0].goals[0].worked == written.goals[0]


def test_wrong_input_changes_nothing(session: OfficeSession, site: SiteIds) -> None:
    one, two = make_children(session, site, 2)
    [worked] = goal_ids(session, make_plan(session, two))
    session_id = planned(session, site, [one, two])
    bad = (
        ChildWriteUp(one, "attended", note="Хуб"),
        ChildWriteUp(two, "attended", goals=(GoalWorked(worked, 0, trials=5, correct=6),)),
    )
    with pytest.raises(UserError, match="No more can be correct") as caught:
        write_up(session, session_id, WriteUp("held", bad, 30))
    assert caught.value.field == f"{two}/goal/{worked}"
    file = read(session, session_id)
    assert (file.status, file.written_up_at, [child.note for child in file.children]) == ("planned", None, ["", ""])
    assert session.scalar(select(func.count()).select_from(SessionGoal)) == 0


def test_a_goal_of_another_child_cannot_be_scored(session: OfficeSession, site: SiteIds) -> None:
    one, two = make_children(session, site, 2)
    [foreign] = goal_ids(session, make_plan(session, two))
    session_id = planned(session, site, [one])
    with pytest.raises(UserError, match="not among the open goals"):
        write_up(
            session, session_id, WriteUp("held", (ChildWriteUp(one, "attended", goals=(GoalWorked(foreign, 1),)),), 30)
        )


# ---- missed and called off stay apart -------------------------------------------------------------------------------


def test_a_called_off_session_excuses_its_children_with_its_reason(session: OfficeSession, site: SiteIds) -> None:
    children = make_children(session, site, 3)
    session_id = planned(session, site, children)
    written = replace(attended(*children), status="cancelled_by_centre", reason="therapist_absent")
    write_up(session, session_id, written)
    assert set(statuses(session, session_id).values()) == {("excused", "therapist_absent")}
    assert read(session, session_id).status == "cancelled_by_centre"


def test_who_did_not_come_without_notice_missed_it(session: OfficeSession, site: SiteIds) -> None:
    [child] = make_children(session, site, 1)
    session_id = planned(session, site, [child])
    write_up(
        session,
        session_id,
        WriteUp("cancelled_by_family", (ChildWriteUp(child, "missed"),), 30, reason="unannounced"),
    )
    assert statuses(session, session_id) == {child: ("missed", "unannounced")}
    figures = session_figures(session, site.site, TODAY, TODAY)
    assert (figures.held, figures.cancelled_by_family, figures.held_minutes) == (0, 1, 0)


def test_in_a_held_group_missed_and_excused_are_counted_apart(session: OfficeSession, site: SiteIds) -> None:
    one, two, three = make_children(session, site, 3)
    session_id = planned(session, site, [one, two, three])
    children = (
        ChildWriteUp(one, "attended", "illness", "гуфта шуд"),
        ChildWriteUp(two, "missed"),
        ChildWriteUp(three, "excused", "illness"),
    )
    write_up(session, session_id, WriteUp("held", children, 45))
    assert statuses(session, session_id) == {
        one: ("attended", None),
        two: ("missed", None),
        three: ("excused", "illness"),
    }
    counted_for = child_sessions(session, [one, two, three], TODAY, TODAY)
    assert counted_for[one].minutes == 45
    assert counted_for[two].missed == 1
    assert three not in counted_for


def test_a_session_nobody_attended_was_not_held(session: OfficeSession, site: SiteIds) -> None:
    one, two = make_children(session, site, 2)
    session_id = planned(session, site, [one, two])
    children = (ChildWriteUp(one, "missed"), ChildWriteUp(two, "excused", "illness"))
    with pytest.raises(UserError, match="Nobody attended") as caught:
        write_up(session, session_id, WriteUp("held", children, 30))
    assert caught.value.field == "status"


def test_goals_are_scored_only_for_who_was_there(session: OfficeSession, site: SiteIds) -> None:
    one, two = make_children(session, site, 2)
    [worked] = goal_ids(session, make_plan(session, two))
    session_id = planned(session, site, [one, two])
    children = (ChildWriteUp(one, "attended"), ChildWriteUp(two, "missed", goals=(GoalWorked(worked, 1),)))
    with pytest.raises(UserError, match="did not attend"):
        write_up(session, session_id, WriteUp("held", children, 30))


# ---- days, minutes, children ---------------------------------------------------------------------------------------


def test_a_session_to_come_cannot_have_been_held_but_can_be_called_off(session: OfficeSession, site: SiteIds) -> None:
    [child] = make_children(session, site, 1)
    session_id = planned(session, site, [child], TODAY + timedelta(days=3))
    with pytest.raises(UserError, match="cannot have been held yet"):
        write_up(session, session_id, attended(child))
    write_up(
        session, session_id, WriteUp("cancelled_by_family", (ChildWriteUp(child, "invited"),), 30, reason="treatment")
    )
    assert statuses(session, session_id) == {child: ("excused", "treatment")}


@pytest.mark.parametrize("minutes", [0, 4, 481, 1440])
def test_minutes_are_5_to_480(session: OfficeSession, site: SiteIds, minutes: int) -> None:
    [child] = make_children(session, site, 1)
    session_id = planned(session, site, [child])
    with pytest.raises(UserError) as caught:
        write_up(session, session_id, replace(attended(child), minutes=minutes))
    assert caught.value.field == "minutes"


def test_a_session_ends_before_midnight(session: OfficeSession, site: SiteIds) -> None:
    [child] = make_children(session, site, 1)
    session_id = at(session, planned(session, site, [child]), start_minute=23 * 60)
    write_up(session, session_id, replace(attended(child), minutes=60))
    with pytest.raises(UserError, match="midnight"):
        write_up(session, session_id, replace(attended(child), minutes=61))


def test_all_children_of_the_session_and_no_others_are_written_of(session: OfficeSession, site: SiteIds) -> None:
    one, two, three = make_children(session, site, 3)
    session_id = planned(session, site, [one, two])
    for children in ((one,), (one, two, three), (one, one)):
        with pytest.raises(UserError, match="children of this session changed"):
            write_up(session, session_id, attended(*children))


def test_a_reason_is_one_of_the_list_and_needed_where_called_off(session: OfficeSession, site: SiteIds) -> None:
    [child] = make_children(session, site, 1)
    session_id = planned(session, site, [child])
    for reason in (None, "ҳаво"):
        with pytest.raises(UserError) as caught:
            write_up(
                session,
                session_id,
                WriteUp("cancelled_by_family", (ChildWriteUp(child, "excused"),), 30, reason=reason),
            )
        assert caught.value.field == "reason"


def test_a_session_that_is_gone_says_so(session: OfficeSession, site: SiteIds) -> None:
    with pytest.raises(NotFound):
        write_up(session, uuid.uuid4(), attended())


def test_the_secretary_neither_writes_nor_reads_notes(session: OfficeSession, site: SiteIds) -> None:
    [child] = make_children(session, site, 1)
    session_id = planned(session, site, [child])
    session.actor = Actor(session.actor.account_id, "Саидова Лола", Role.SECRETARY)
    with pytest.raises(Refused):
        write_up(session, session_id, attended(child))
    with pytest.raises(Refused):
        session_file(session, session_id, "tg")


# ---- a child marked absent that day asks ---------------------------------------------------------------------------


def test_a_child_marked_absent_that_day_asks_once(session: OfficeSession, site: SiteIds) -> None:
    one, two = make_children(session, site, 2)
    mark(session, enrolment_of(session, two), [TODAY], ABSENT, "illness")
    session_id = planned(session, site, [one, two])
    with pytest.raises(AbsentThatDay) as caught:
        write_up(session, session_id, attended(one, two))
    assert caught.value.names == ("Раҳимов Нигина",)
    assert read(session, session_id).status == "planned"
    write_up(session, session_id, attended(one, two), confirmed_absent=True)
    write_up(session, session_id, attended(one, two, note="Бори дуюм намепурсад"))
    assert {child.child_id: child.absent for child in read(session, session_id).children} == {one: None, two: "illness"}


def test_absent_in_one_service_and_present_in_another_was_here(session: OfficeSession, site: SiteIds) -> None:
    from tests.factories.children import enrol

    [child] = make_children(session, site, 1)
    mark(session, enrolment_of(session, child), [TODAY], ABSENT, "illness")
    mark(session, enrol(session, child, site.therapy), [TODAY])
    session_id = planned(session, site, [child])
    write_up(session, session_id, attended(child))
    assert read(session, session_id).status == "held"


def test_an_absent_child_who_is_excused_is_not_asked_about(session: OfficeSession, site: SiteIds) -> None:
    one, two = make_children(session, site, 2)
    mark(session, enrolment_of(session, two), [TODAY], ABSENT, "illness")
    session_id = planned(session, site, [one, two])
    children = (ChildWriteUp(one, "attended"), ChildWriteUp(two, "excused", session_reason("illness")))
    write_up(session, session_id, WriteUp("held", children, 30))
    assert statuses(session, session_id)[two] == ("excused", "illness")


def test_a_reason_of_absence_that_sessions_do_not_know_becomes_absent_that_day() -> None:
    assert session_reason("weather_road") == "weather_road"
    assert session_reason("summer") == "absent_that_day"


# ---- one key ---------------------------------------------------------------------------------------------------------


def test_one_key_holds_a_group_as_planned(session: OfficeSession, site: SiteIds) -> None:
    one, two, three = make_children(session, site, 3)
    session_id = make_session(
        session, site.site, TODAY, {one: "invited", two: "invited", three: "excused"}, status="planned"
    )
    row = session.get_one(SessionChild, (session_id, three))
    row.reason = "illness"
    session.flush()
    hold_group_default(session, session_id)
    assert statuses(session, session_id) == {
        one: ("attended", None),
        two: ("attended", None),
        three: ("excused", "illness"),
    }
    with pytest.raises(UserError, match="written up already"):
        hold_group_default(session, session_id)


# ---- two people ------------------------------------------------------------------------------------------------------


def test_nobody_writes_over_words_that_were_not_seen(session: OfficeSession, site: SiteIds) -> None:
    [child] = make_children(session, site, 1)
    session_id = planned(session, site, [child])
    seen = read(session, session_id).edition
    write_up(session, session_id, attended(child, note="Аввалин"), seen=seen)
    with pytest.raises(UserError, match="Somebody else wrote") as caught:
        write_up(session, session_id, attended(child, note="Дуюмин"), seen=seen)
    assert caught.value.field == "seen"
    assert read(session, session_id).note == "Аввалин"


# ---- history and statements ----------------------------------------------------------------------------------------


def test_each_changed_row_leaves_its_entry_under_the_acts_name(session: OfficeSession, site: SiteIds) -> None:
    one, two = make_children(session, site, 2)
    [worked] = goal_ids(session, make_plan(session, one))
    session_id = planned(session, site, [one, two])
    session.finish()
    before = session.scalar(select(func.max(HistoryEntry.seq)))
    children = (ChildWriteUp(one, "attended", goals=(GoalWorked(worked, 1),)), ChildWriteUp(two, "missed"))
    write_up(session, session_id, WriteUp("held", children, 30))
    session.finish()
    entries = session.scalars(select(HistoryEntry).where(HistoryEntry.seq > before)).all()
    assert {entry.act for entry in entries} == {"write_up"}
    assert sorted((entry.entity, entry.child_id) for entry in entries if entry.child_id == one) == [
        ("goal_score", one),
        ("session_child", one),
        ("session_goal", one),
    ]


def test_statements_do_not_grow_with_the_children(session: OfficeSession, site: SiteIds) -> None:
    children = make_children(session, site, 12)
    goals = {child: goal_ids(session, make_plan(session, child))[0] for child in children}
    sent: dict[int, tuple[int, int]] = {}
    for n in (2, 12):
        session_id = planned(session, site, children[:n])
        session.finish()
        written = WriteUp(
            "held",
            tuple(
                ChildWriteUp(child, "attended", note="Хуб", practised="done", goals=(GoalWorked(goals[child], 0),))
                for child in children[:n]
            ),
            30,
        )
        with counted(session) as writing:
            write_up(session, session_id, written)
            session.finish()
        with counted(session) as reading:
            session_file(session, session_id, "tg")
        sent[n] = len(writing), len(reading)
    assert sent[2] == sent[12]
    assert sent[12][1] <= 16


# ---- the page --------------------------------------------------------------------------------------------------------


def test_last_time_is_the_last_attended_session_of_the_same_type(session: OfficeSession, site: SiteIds) -> None:
    [child] = make_children(session, site, 1)
    for days, kind, status, task in (
        (21, "speech_therapy", "attended", "Кӯҳна"),
        (14, "speech_therapy", "attended", "Бо оина"),
        (7, "physiotherapy", "attended", "Машқ"),
        (3, "speech_therapy", "missed", "Ҳеҷ"),
    ):
        earlier = make_session(session, site.site, TODAY - timedelta(days=days), {child: status}, kind=kind)
        session.get_one(SessionChild, (earlier, child)).home_task = task
    session.flush()
    [there] = read(session, planned(session, site, [child])).children
    assert there.last is not None
    assert (there.last.day, there.last.home_task) == (TODAY - timedelta(days=14), "Бо оина")


def test_of_two_sessions_of_one_day_the_earlier_is_last_time(session: OfficeSession, site: SiteIds) -> None:
    [child] = make_children(session, site, 1)
    morning = at(session, make_session(session, site.site, TODAY, [child]), start_minute=540)
    session.get_one(SessionChild, (morning, child)).next_time = "Калимаи об"
    afternoon = at(session, planned(session, site, [child]), start_minute=840)
    [there] = read(session, afternoon).children
    assert there.last is not None
    assert there.last.next_time == "Калимаи об"
    assert read(session, morning).children[0].last is None


def test_previous_and_next_are_the_therapists_own_sessions_by_the_hour(session: OfficeSession, site: SiteIds) -> None:
    children = make_children(session, site, 4)
    mine, other = make_staff(session, "Сафарова Нигина"), make_staff(session, "Қосимов Далер")
    ids = [planned(session, site, [child]) for child in children]
    for session_id, start, staff in zip(ids, (600, 540, 570, None), (mine, mine, other, mine), strict=True):
        at(session, session_id, start_minute=start, therapist_id=staff)
    file = read(session, ids[0])
    assert (file.previous, file.next, file.place, file.of) == (ids[1], ids[3], 2, 3)
    assert file.therapist == "Сафарова Нигина"


def test_a_goal_that_ended_since_is_still_shown_with_what_was_written(session: OfficeSession, site: SiteIds) -> None:
    from centre_app.plans.actions import close_goal

    [child] = make_children(session, site, 1)
    [worked] = goal_ids(session, make_plan(session, child))
    session_id = planned(session, site, [child])
    one = ChildWriteUp(child, "attended", goals=(GoalWorked(worked, 0),))
    write_up(session, session_id, WriteUp("held", (one,), 30))
    close_goal(session, worked, "reached", TODAY)
    [row] = read(session, session_id).children[0].goals
    assert row.worked == GoalWorked(worked, 0)
    write_up(session, session_id, WriteUp("held", (replace(one, note="Илова"),), 30))
    assert scores_at(session, session_id, [child]) == {child: {worked: 0}}


# ---- the rules alone -------------------------------------------------------------------------------------------------

_CHILD_IDS = [uuid.UUID(int=n) for n in range(1, 7)]
_ABOUT = About(
    TODAY, TODAY, 540, {child: f"Кӯдак {child.int}" for child in _CHILD_IDS}, reasons=("illness", "unannounced")
)
_status = st.sampled_from(["invited", "attended", "missed", "excused"])
_reason = st.sampled_from([None, "illness", "unannounced"])
_children = st.tuples(*(st.builds(ChildWriteUp, st.just(child), _status, _reason) for child in _CHILD_IDS))


@given(
    children=_children,
    status=st.sampled_from(["held", "cancelled_by_family", "cancelled_by_centre"]),
    reason=_reason,
)
def test_whatever_is_typed_held_has_somebody_who_attended_and_called_off_nobody(
    children: tuple[ChildWriteUp, ...], status: str, reason: str | None
) -> None:
    try:
        final = settled(WriteUp(status, children, 30, reason), _ABOUT)
    except UserError:
        return
    said = {child.status for child in final.children}
    if status == "held":
        assert "attended" in said
        assert "invited" not in said
        assert final.reason is None
        assert all(child.reason for child in final.children if child.status == "excused")
    else:
        assert said <= ({"missed", "excused"} if status == "cancelled_by_family" else {"excused"})
        assert all(child.reason for child in final.children)
    assert settled(final, _ABOUT) == final  # writing the same again changes nothing


@given(trials=st.integers(1, 1000), correct=st.integers(0, 1000))
def test_accuracy_is_per_cent_correct(trials: int, correct: int) -> None:
    accuracy = GoalWorked(uuid.uuid4(), trials=trials, correct=min(correct, trials)).accuracy
    assert accuracy is not None
    assert abs(accuracy - 100 * min(correct, trials) / trials) <= 0.5


def test_no_scores_are_left_without_their_session(session: OfficeSession, site: SiteIds) -> None:
    [child] = make_children(session, site, 1)
    [worked] = goal_ids(session, make_plan(session, child))
    session_id = planned(session, site, [child])
    one = ChildWriteUp(child, "attended", practised="done", goals=(GoalWorked(worked, 0),))
    write_up(session, session_id, WriteUp("held", (one,), 30))
    called_off = WriteUp("cancelled_by_centre", (ChildWriteUp(child, "attended"),), 30, reason="closed")
    write_up(session, session_id, called_off)
    assert session.scalar(select(func.count()).select_from(GoalScore)) == 0
    assert session.scalar(select(func.count()).select_from(HomePractice)) == 0
    assert session.scalar(select(func.count()).select_from(SessionGoal)) == 0
