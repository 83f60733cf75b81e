"""Versions of a plan: begun, written, signed, ended."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from centre_app.children.actions import archive_child
from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, Refused, UserError
from centre_app.office import Office
from centre_app.plans.actions import (
    AgreementInput,
    HomeTaskInput,
    PlanChanged,
    PlanInput,
    ServiceInput,
    close_goal,
    delete_draft,
    end_plan,
    save_plan,
    score_goal,
    sign_plan,
    start_plan,
)
from centre_app.plans.queries import (
    current_plan,
    draft_plan,
    goal_courses,
    plan_ids_of,
    plan_of,
    plan_versions,
    plans_of,
)
from centre_app.plans.rules import chosen, differences
from centre_app.security.access import Actor, Role
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.codelists import given_lists
from tests.factories.plans import REVIEW, START, goal, goal_ids, make_plan, plan_input
from tests.statements import counted

SPEECH = ServiceInput("speech_therapy", times=2, minutes=30, note="Пагоҳӣ")
TASK = HomeTaskInput("Ҳангоми хӯрок нишон диҳад, ки чӣ мехоҳад", 7, 5, drawing="gestures")


@pytest.fixture
def child(session: OfficeSession, site: SiteIds) -> uuid.UUID:
    """A child in a centre that has its lists."""
    given_lists(session)
    return make_child(session)


def draft(session: OfficeSession, child: uuid.UUID, plan: PlanInput | None = None) -> uuid.UUID:
    """A draft as it was typed."""
    plan_id = start_plan(session, child)
    save_plan(session, plan_id, plan or plan_input(), edition=1)
    return plan_id


class TestWriting:
    def test_a_plan_is_read_as_it_was_typed(self, session: OfficeSession, child: uuid.UUID) -> None:
        typed = plan_input(
            [goal(importance=3, difficulty=2, target_day=date(2027, 3, 1)), goal("Худаш мехӯрад", "self_care")],
            [SPEECH, ServiceInput("massage", 1, 2, 45, True)],
            [TASK],
        )
        plan_id = draft(session, child, typed)
        read = plan_of(session, plan_id)
        without_ids = replace(
            read.as_input,
            goals=tuple(replace(one, goal_id=None) for one in read.as_input.goals),
            services=tuple(replace(one, id=None) for one in read.as_input.services),
            home_tasks=tuple(replace(one, id=None) for one in read.as_input.home_tasks),
            agreements=tuple(replace(one, id=None) for one in read.as_input.agreements),
        )
        assert without_ids == typed
        assert (read.version, read.status, read.edition, read.child_id) == (1, "draft", 2, child)

    def test_saving_it_again_unchanged_changes_the_edition_alone(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        plan_id = draft(session, child, plan_input(services=[SPEECH], home_tasks=[TASK]))
        before = plan_of(session, plan_id)
        session.finish()
        last = session.scalars(select(HistoryEntry.seq).order_by(HistoryEntry.seq.desc())).first()
        assert save_plan(session, plan_id, before.as_input, edition=before.edition) == before.edition + 1
        session.finish()
        written = session.execute(select(HistoryEntry.entity, HistoryEntry.after).where(HistoryEntry.seq > last)).all()
        assert [(row.entity, json.loads(row.after)) for row in written] == [
            ("individual_plan", {"edition": before.edition + 1})
        ]
        assert replace(plan_of(session, plan_id), edition=before.edition) == before

    def test_every_line_s_change_is_in_the_childs_history(self, session: OfficeSession, child: uuid.UUID) -> None:
        draft(session, child, plan_input(services=[SPEECH], home_tasks=[TASK]))
        session.finish()
        rows = session.execute(
            select(HistoryEntry.entity, HistoryEntry.child_id).where(HistoryEntry.act == "save_plan")
        ).all()
        assert {row.entity for row in rows} == {
            "individual_plan",
            "goal",
            "plan_goal",
            "plan_service",
            "plan_home_task",
            "plan_agreement",
        }
        assert {row.child_id for row in rows} == {child}

    def test_lines_keep_their_rows_when_they_are_moved(self, session: OfficeSession, child: uuid.UUID) -> None:
        plan_id = draft(session, child, plan_input(services=[SPEECH, ServiceInput("massage")]))
        before = plan_of(session, plan_id)
        save_plan(session, plan_id, replace(before.as_input, services=before.as_input.services[::-1]), edition=2)
        after = plan_of(session, plan_id)
        assert [one.id for one in after.services] == [one.id for one in before.services][::-1]

    def test_a_line_s_id_given_twice_is_two_lines(self, session: OfficeSession, child: uuid.UUID) -> None:
        plan_id = draft(session, child, plan_input(services=[SPEECH]))
        before = plan_of(session, plan_id).as_input
        save_plan(session, plan_id, replace(before, services=before.services * 2, goals=before.goals * 2), edition=2)
        after = plan_of(session, plan_id)
        assert len({one.id for one in after.services}) == 2
        assert len({one.goal_id for one in after.goals}) == 2

    def test_a_goal_of_another_child_is_never_taken_into_a_plan(self, session: OfficeSession, child: uuid.UUID) -> None:
        other = make_plan(session, make_child(session, "Анора"))
        theirs = goal_ids(session, other)[0]
        plan_id = draft(session, child, plan_input([goal(goal_id=theirs)]))
        assert goal_ids(session, plan_id) != [theirs]

    @pytest.mark.parametrize(
        ("field", "wrong"),
        [
            ("review_day", lambda plan: replace(plan, review_day=plan.start_day)),
            ("goals.1.text", lambda plan: replace(plan, goals=(goal(), goal("  ")))),
            ("goals.0.text", lambda plan: replace(plan, goals=(goal("ж" * 501),))),
            ("goals.0.area", lambda plan: replace(plan, goals=(goal(area="astronomy"),))),
            ("goals.0.baseline", lambda plan: replace(plan, goals=(goal(baseline=0),))),
            ("goals.0.importance", lambda plan: replace(plan, goals=(goal(importance=4),))),
            ("goals.0.target_day", lambda plan: replace(plan, goals=(goal(target_day=START - timedelta(days=1)),))),
            ("goals.0.responsible_id", lambda plan: replace(plan, goals=(goal(responsible_id=uuid.uuid4()),))),
            ("goals.0.levels", lambda plan: replace(plan, goals=(goal(levels=("", "", "", "")),))),
            ("goals", lambda plan: replace(plan, goals=(goal(),) * 31)),
            ("services.0.session_type", lambda plan: replace(plan, services=(ServiceInput("flying"),))),
            ("services.0.minutes", lambda plan: replace(plan, services=(replace(SPEECH, minutes=24 * 60),))),
            ("services.0.times", lambda plan: replace(plan, services=(replace(SPEECH, times=0),))),
            ("services.0.staff_id", lambda plan: replace(plan, services=(replace(SPEECH, staff_id=uuid.uuid4()),))),
            ("home_tasks.0.drawing", lambda plan: replace(plan, home_tasks=(replace(TASK, drawing="dragon"),))),
            ("home_tasks.0.times_a_week", lambda plan: replace(plan, home_tasks=(replace(TASK, times_a_week=71),))),
            ("agreements.0.name", lambda plan: replace(plan, agreements=(AgreementInput("parent", ""),))),
            ("agreements.0.role", lambda plan: replace(plan, agreements=(AgreementInput("king", "Ҷамшед"),))),
            (
                "agreements.0.agreed_day",
                lambda plan: replace(plan, agreements=(AgreementInput("parent", "М", TODAY + timedelta(days=1)),)),
            ),
            ("strengths", lambda plan: replace(plan, strengths="ж" * 4001)),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(
        self, session: OfficeSession, child: uuid.UUID, field: str, wrong: Callable[[PlanInput], PlanInput]
    ) -> None:
        plan_id = start_plan(session, child)
        with pytest.raises(UserError) as refused:
            save_plan(session, plan_id, wrong(plan_input()), edition=1)
        assert refused.value.field == field
        assert str(refused.value)
        assert plan_of(session, plan_id).edition == 1

    def test_two_goals_worded_alike_are_allowed(self, session: OfficeSession, child: uuid.UUID) -> None:
        assert len(plan_of(session, draft(session, child, plan_input([goal(), goal()]))).goals) == 2

    def test_a_secretary_neither_writes_nor_reads_a_plan(
        self, session: OfficeSession, child: uuid.UUID, manager: Actor
    ) -> None:
        plan_id = draft(session, child)
        session.actor = replace(manager, role=Role.SECRETARY)
        for forbidden in (lambda: start_plan(session, child), lambda: plan_of(session, plan_id)):
            with pytest.raises(Refused):
                forbidden()


class TestVersions:
    def test_a_draft_begun_twice_is_one_draft(self, session: OfficeSession, child: uuid.UUID) -> None:
        assert start_plan(session, child) == start_plan(session, child)

    def test_the_next_version_takes_over_the_open_goals_and_asks_everybody_anew(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        first = make_plan(session, child, goals=[goal(), goal("Бо пиёла менӯшад", "self_care")], services=[SPEECH])
        kept, reached = goal_ids(session, first)
        close_goal(session, reached, "reached", TODAY)
        second = plan_of(session, start_plan(session, child))
        assert [one.goal_id for one in second.goals] == [kept]
        assert second.goals[0].levels == goal().levels
        assert (second.version, second.status, second.start_day) == (2, "draft", TODAY)
        assert second.review_day == date(2027, 2, 20)
        assert [one.session_type for one in second.services] == ["speech_therapy"]
        assert second.child_wishes == plan_input().child_wishes
        assert [one.agreed_day for one in second.agreements] == [None]

    def test_signing_the_next_version_replaces_the_one_before_from_its_first_day(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        first = make_plan(session, child)
        later = START + timedelta(days=60)
        second = make_plan(session, child, goals=plan_of(session, first).as_input.goals, start=later)
        assert (plan_of(session, first).status, plan_of(session, first).end_day) == ("replaced", later)
        found = current_plan(session, child)
        assert found is not None
        assert found.id == second
        assert [(one.version, one.status, one.goals) for one in plan_versions(session, child)] == [
            (2, "signed", 1),
            (1, "replaced", 1),
        ]

    def test_the_signed_plan_is_current_while_the_next_is_written(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        assert current_plan(session, child) is None
        first = draft(session, child)
        assert plan_ids_of(session, [child]) == {child: first}
        sign_plan(session, first, TODAY)
        second = start_plan(session, child)
        assert plan_ids_of(session, [child]) == {child: first}
        found = draft_plan(session, child)
        assert found is not None
        assert found.id == second

    def test_the_next_version_begins_after_the_one_before(self, session: OfficeSession, child: uuid.UUID) -> None:
        first = make_plan(session, child)
        second = draft(session, child, replace(plan_of(session, first).as_input, agreements=plan_input().agreements))
        with pytest.raises(UserError) as refused:
            sign_plan(session, second, TODAY)
        assert refused.value.field == "start_day"

    def test_a_plan_cannot_be_signed_twice(self, session: OfficeSession, child: uuid.UUID) -> None:
        plan_id = make_plan(session, child)
        with pytest.raises(UserError, match="signed already"):
            sign_plan(session, plan_id, TODAY)
        assert plan_of(session, plan_id).status == "signed"

    def test_a_signed_plan_is_never_altered(self, session: OfficeSession, child: uuid.UUID) -> None:
        plan_id = make_plan(session, child)
        signed = plan_of(session, plan_id)
        for forbidden in (
            lambda: save_plan(session, plan_id, plan_input(strengths="дигар"), edition=signed.edition),
            lambda: delete_draft(session, plan_id),
        ):
            with pytest.raises(UserError, match="signed and stays"):
                forbidden()
        assert plan_of(session, plan_id) == signed

    @pytest.mark.parametrize(
        ("field", "unfinished"),
        [
            ("goals", plan_input([])),
            ("goals.1.levels", plan_input([goal(), goal(levels=("а", "б", "", "г", "д"))])),
            ("child_wishes", plan_input(child_wishes="", child_wishes_how="")),
            ("agreements", plan_input(agreements=(AgreementInput("parent", "Раҳимова Мавҷуда"),))),
        ],
    )
    def test_an_unfinished_draft_is_kept_but_not_signed(
        self, session: OfficeSession, child: uuid.UUID, field: str, unfinished: PlanInput
    ) -> None:
        plan_id = draft(session, child, unfinished)
        with pytest.raises(UserError) as refused:
            sign_plan(session, plan_id, TODAY)
        assert refused.value.field == field
        assert plan_of(session, plan_id).status == "draft"

    def test_why_there_are_no_wishes_of_the_child_is_enough(self, session: OfficeSession, child: uuid.UUID) -> None:
        plan_id = draft(session, child, plan_input(child_wishes="", child_wishes_how="Хоб буд, фардо боз мепурсем"))
        sign_plan(session, plan_id, TODAY)

    def test_nobody_signs_tomorrow(self, session: OfficeSession, child: uuid.UUID) -> None:
        plan_id = draft(session, child)
        with pytest.raises(UserError) as refused:
            sign_plan(session, plan_id, TODAY + timedelta(days=1))
        assert refused.value.field == "day"

    def test_a_signed_plan_ends_with_a_reason_and_once(self, session: OfficeSession, child: uuid.UUID) -> None:
        plan_id = make_plan(session, child)
        with pytest.raises(UserError) as refused:
            end_plan(session, plan_id, TODAY, " ")
        assert refused.value.field == "reason"
        with pytest.raises(UserError) as refused:
            end_plan(session, plan_id, START - timedelta(days=1), "Оила кӯчид")
        assert refused.value.field == "day"
        end_plan(session, plan_id, TODAY, "Оила кӯчид")
        assert current_plan(session, child) is None
        with pytest.raises(UserError):
            end_plan(session, plan_id, TODAY, "Оила кӯчид")
        assert plan_of(session, start_plan(session, child)).version == 2

    def test_a_plan_does_not_begin_before_the_one_that_ended(self, session: OfficeSession, child: uuid.UUID) -> None:
        first = make_plan(session, child)
        end_plan(session, first, START + timedelta(days=40), "Оила кӯчид")
        with pytest.raises(UserError, match="in force until") as refused:
            make_plan(session, child, start=START + timedelta(days=39))
        assert refused.value.field == "start_day"

    def test_no_plan_is_begun_for_a_child_in_the_archive(self, session: OfficeSession, child: uuid.UUID) -> None:
        archive_child(session, child)
        with pytest.raises(UserError, match="archive"):
            start_plan(session, child)
        with pytest.raises(NotFound):
            start_plan(session, uuid.uuid4())

    def test_many_plans_take_as_many_statements_as_one(self, session: OfficeSession, child: uuid.UUID) -> None:
        plans = [make_plan(session, make_child(session, name), services=[SPEECH]) for name in ("Анора", "Зулфия")]
        plans.append(make_plan(session, child, services=[SPEECH]))
        with counted(session) as one:
            plans_of(session, plans[:1])
        with counted(session) as three:
            assert len(plans_of(session, plans)) == 3
        assert len(three) == len(one) <= 7


class TestGoalsOfADraft:
    def test_a_goal_nobody_scored_is_taken_out_for_good(self, session: OfficeSession, child: uuid.UUID) -> None:
        plan_id = draft(session, child, plan_input([goal(), goal("Бо пиёла менӯшад")]))
        plan = plan_of(session, plan_id).as_input
        save_plan(session, plan_id, replace(plan, goals=plan.goals[:1]), edition=2)
        assert len(goal_courses(session, [child], until=TODAY)[child]) == 1

    def test_a_goal_that_was_scored_is_not_deleted_and_the_way_out_is_said(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        plan_id = draft(session, child)
        scored = goal_ids(session, plan_id)[0]
        score_goal(session, scored, TODAY, 0)
        plan = replace(plan_of(session, plan_id).as_input, goals=(goal("Дигар"),))
        with pytest.raises(UserError, match="dropped") as refused:
            save_plan(session, plan_id, plan, edition=2)
        assert refused.value.field == "goals"
        with pytest.raises(UserError, match="scored already"):
            delete_draft(session, plan_id)
        close_goal(session, scored, "dropped", TODAY, "family_choice")
        save_plan(session, plan_id, plan, edition=2)
        courses = goal_courses(session, [child], until=TODAY)[child]
        assert {(one.text, one.status, len(one.scores)) for one in courses} == {
            ("Дигар", "open", 0),
            (goal().text, "dropped", 1),
        }
        assert [one.scores[0].level for one in courses if one.scores] == [goal().levels[2]]

    def test_an_open_goal_agreed_on_before_is_closed_not_left_out(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        first = make_plan(session, child)
        plan_id = start_plan(session, child)
        without = replace(plan_of(session, plan_id).as_input, goals=())
        with pytest.raises(UserError, match="earlier version"):
            save_plan(session, plan_id, without, edition=1)
        close_goal(session, goal_ids(session, first)[0], "reached", TODAY)
        save_plan(session, plan_id, without, edition=1)
        assert plan_of(session, plan_id).goals == ()
        assert [one.status for one in goal_courses(session, [child], until=TODAY)[child]] == ["reached"]

    def test_a_draft_thrown_away_takes_its_own_goals_along_and_no_others(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        first = make_plan(session, child)
        plan_id = start_plan(session, child)
        plan = plan_of(session, plan_id).as_input
        save_plan(session, plan_id, replace(plan, goals=(*plan.goals, goal("Нав"))), edition=1)
        delete_draft(session, plan_id)
        assert [one.text for one in goal_courses(session, [child], until=TODAY)[child]] == [goal().text]
        found = current_plan(session, child)
        assert found is not None
        assert found.id == first
        with pytest.raises(NotFound):
            plan_of(session, plan_id)

    def test_a_new_goal_is_open_from_the_plans_first_day_if_that_is_past(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        assert plan_of(session, draft(session, child)).goals[0].opened_day == START
        other = make_child(session, "Анора")
        later = draft(session, other, plan_input(start=TODAY + timedelta(days=5), review=TODAY + timedelta(days=90)))
        assert plan_of(session, later).goals[0].opened_day == TODAY


class TestTwoPeople:
    def test_the_second_is_shown_what_the_first_saved_and_can_save_both(
        self, session: OfficeSession, child: uuid.UUID, manager: Actor
    ) -> None:
        plan_id = draft(session, child, plan_input(services=[SPEECH]))
        base = plan_of(session, plan_id)
        session.actor = replace(manager, name="Зебо Каримова")
        save_plan(session, plan_id, replace(base.as_input, strengths="Месарояд"), edition=base.edition)
        session.finish()
        session.actor = manager
        mine = replace(base.as_input, parent_wishes="Худаш равад", goals=(*base.as_input.goals, goal("Нав")))
        with pytest.raises(PlanChanged, match="Зебо Каримова") as changed:
            save_plan(session, plan_id, mine, edition=base.edition)
        told = changed.value
        assert told.theirs.strengths == "Месарояд"
        merge = differences(mine, told.theirs.as_input, base.as_input)
        assert merge.conflicts == ()
        assert [one.key for one in merge.theirs_only] == ["strengths"]
        save_plan(session, plan_id, chosen(merge, ()), edition=told.edition)
        after = plan_of(session, plan_id)
        assert (after.strengths, after.parent_wishes, len(after.goals)) == ("Месарояд", "Худаш равад", 2)

    def test_a_line_the_other_took_out_can_be_kept_after_all(self, session: OfficeSession, child: uuid.UUID) -> None:
        plan_id = draft(session, child, plan_input([goal(), goal("Бо пиёла менӯшад")], [SPEECH]))
        base = plan_of(session, plan_id)
        save_plan(
            session, plan_id, replace(base.as_input, services=(), goals=base.as_input.goals[:1]), edition=base.edition
        )
        changed_goal = replace(base.as_input.goals[1], text="Бо пиёла худаш менӯшад")
        mine = replace(
            base.as_input,
            services=(replace(base.as_input.services[0], minutes=45),),
            goals=(base.as_input.goals[0], changed_goal),
        )
        theirs = plan_of(session, plan_id)
        merge = differences(mine, theirs.as_input, base.as_input)
        assert {one.field for one in merge.conflicts} == {"services", "goals"}
        save_plan(session, plan_id, merge.merged, edition=theirs.edition)
        after = plan_of(session, plan_id)
        assert [one.minutes for one in after.services] == [45]
        assert [one.text for one in after.goals] == [goal().text, "Бо пиёла худаш менӯшад"]

    def test_two_sessions_on_one_office_find_each_other_out(self, office: Office) -> None:
        with office.write() as work:
            given_lists(work)
            plan_id = draft(work, make_child(work))
        with office.read() as work:
            base = plan_of(work, plan_id)
        with office.write() as work:
            save_plan(work, plan_id, replace(base.as_input, strengths="Якум"), edition=base.edition)
        with pytest.raises(PlanChanged) as changed, office.write() as work:
            save_plan(work, plan_id, replace(base.as_input, strengths="Дуюм"), edition=base.edition)
        assert changed.value.theirs.strengths == "Якум"
        with office.read() as work:
            assert plan_of(work, plan_id).strengths == "Якум"
            assert plan_of(work, plan_id).review_day == REVIEW
