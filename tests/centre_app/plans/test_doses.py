"""What plans promise, and what families say they practised."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from centre_app.children.actions import archive_child
from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, UserError
from centre_app.plans.actions import (
    HomeTaskInput,
    PracticeAnswer,
    ServiceInput,
    end_plan,
    practice_in_session,
    record_home_practice,
    remove_home_practice,
)
from centre_app.plans.queries import (
    Dose,
    home_practice_of,
    home_tasks_of,
    plan_of,
    planned_dose,
    practice_at,
    services_in_force,
)
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.plans import START, make_plan
from tests.statements import counted

SPEECH = ServiceInput("speech_therapy", times=2, minutes=30)
MASSAGE = ServiceInput("massage", times=3, weeks=2, minutes=20)
TASK = HomeTaskInput("Сурудхонӣ", 7, 10)
WEEK = (date(2026, 10, 5), date(2026, 10, 11))


@pytest.fixture
def child(session: OfficeSession, site: SiteIds) -> uuid.UUID:
    """A child."""
    return make_child(session)


class TestPlannedDose:
    def test_a_week_of_the_plan_is_its_dose(self, session: OfficeSession, child: uuid.UUID) -> None:
        make_plan(session, child, services=[SPEECH, MASSAGE], home_tasks=[TASK])
        assert planned_dose(session, [child], *WEEK) == {child: Dose(90, 70, {"speech_therapy": 60, "massage": 30})}

    def test_only_days_in_force_count(self, session: OfficeSession, child: uuid.UUID) -> None:
        plan_id = make_plan(session, child, services=[SPEECH], start=date(2026, 10, 8))
        assert planned_dose(session, [child], *WEEK)[child].centre_minutes == round(60 * 4 / 7)
        end_plan(session, plan_id, date(2026, 10, 10), "Оила кӯчид")
        assert planned_dose(session, [child], *WEEK)[child].centre_minutes == round(60 * 2 / 7)

    def test_two_versions_share_the_period_out(self, session: OfficeSession, child: uuid.UUID) -> None:
        first = make_plan(session, child, services=[SPEECH])
        goals = plan_of(session, first).as_input.goals
        make_plan(session, child, goals=goals, services=[ServiceInput("massage", 7, 1, 10)], start=date(2026, 10, 8))
        assert planned_dose(session, [child], *WEEK)[child].by_type == {
            "speech_therapy": round(60 * 3 / 7),
            "massage": 40,
        }

    def test_a_draft_promises_nothing(self, session: OfficeSession, child: uuid.UUID) -> None:
        make_plan(session, child, services=[SPEECH], home_tasks=[TASK], signed=False)
        assert planned_dose(session, [child], *WEEK) == {child: Dose()}
        assert services_in_force(session, TODAY) == {}
        assert home_tasks_of(session, [child], TODAY) == {child: ()}

    def test_many_children_take_as_many_statements_as_one(self, session: OfficeSession, child: uuid.UUID) -> None:
        children = [child, *(make_child(session, f"Кӯдак {place}") for place in range(5))]
        for one in children:
            make_plan(session, one, services=[SPEECH], home_tasks=[TASK])
        with counted(session) as sent:
            found = planned_dose(session, children, *WEEK)
        assert len(sent) == 3
        assert {dose.centre_minutes for dose in found.values()} == {60}


class TestServicesInForce:
    def test_they_are_those_of_the_day_and_of_children_who_are_here(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        make_plan(session, child, services=[SPEECH, MASSAGE], home_tasks=[TASK])
        gone = make_child(session, "Рафта")
        make_plan(session, gone, services=[SPEECH])
        archive_child(session, gone)
        found = services_in_force(session, TODAY)
        assert {one: [line.session_type for line in lines] for one, lines in found.items()} == {
            child: ["speech_therapy", "massage"]
        }
        assert services_in_force(session, START - timedelta(days=1)) == {}
        assert list(services_in_force(session, TODAY, [gone])) == [gone]
        assert [task.text for task in home_tasks_of(session, [child], TODAY)[child]] == ["Сурудхонӣ"]

    def test_what_is_noted_of_a_service_is_not_for_whoever_plans_the_week(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        make_plan(session, child, services=[replace(SPEECH, note="танҳо бо модар")])
        [line] = services_in_force(session, TODAY)[child]
        assert (line.session_type, line.note) == (SPEECH.session_type, "")


class TestHomePractice:
    def test_what_was_said_is_read_by_day(self, session: OfficeSession, child: uuid.UUID) -> None:
        record_home_practice(session, child, TODAY, PracticeAnswer("done", 60))
        record_home_practice(session, child, WEEK[0], PracticeAnswer("not_done", None, "Меҳмон буд"))
        found = home_practice_of(session, [child], WEEK[0], TODAY)[child]
        assert [(one.day, one.answer, one.minutes, one.note) for one in found] == [
            (WEEK[0], "not_done", None, "Меҳмон буд"),
            (TODAY, "done", 60, ""),
        ]
        assert home_practice_of(session, [child], *WEEK)[child] == found[:1]

    def test_a_session_s_answers_are_replaced(self, session: OfficeSession, child: uuid.UUID) -> None:
        other = make_child(session, "Анора")
        event = uuid.uuid4()
        practice_in_session(session, event, TODAY, dict.fromkeys((child, other), PracticeAnswer("done", 30)))
        practice_in_session(session, event, TODAY, {child: PracticeAnswer("partly"), other: None})
        found = practice_at(session, event, [child, other])
        assert {one: (row.answer, row.minutes) for one, row in found.items()} == {child: ("partly", None)}
        practice_in_session(session, event, TODAY, {})
        assert list(practice_at(session, event, [child])) == [child]
        session.finish()
        acts = session.scalars(select(HistoryEntry.child_id).where(HistoryEntry.entity == "home_practice"))
        assert set(acts) == {child, other}

    def test_only_what_was_said_apart_from_a_session_is_taken_back(
        self, session: OfficeSession, child: uuid.UUID
    ) -> None:
        event = uuid.uuid4()
        practice_in_session(session, event, TODAY, {child: PracticeAnswer("done")})
        with pytest.raises(UserError, match="session"):
            remove_home_practice(session, practice_at(session, event, [child])[child].id)
        alone = record_home_practice(session, child, TODAY, PracticeAnswer("done"))
        remove_home_practice(session, alone)
        with pytest.raises(NotFound):
            remove_home_practice(session, alone)

    @pytest.mark.parametrize(
        ("field", "day", "answer"),
        [
            ("day", TODAY + timedelta(days=1), PracticeAnswer("done")),
            ("answer", TODAY, PracticeAnswer("maybe")),
            ("minutes", TODAY, PracticeAnswer("done", -1)),
            ("minutes", TODAY, PracticeAnswer("done", 10_001)),
            ("note", TODAY, PracticeAnswer("done", None, "ж" * 301)),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(
        self, session: OfficeSession, child: uuid.UUID, field: str, day: date, answer: PracticeAnswer
    ) -> None:
        with pytest.raises(UserError) as refused:
            record_home_practice(session, child, day, answer)
        assert refused.value.field == field
