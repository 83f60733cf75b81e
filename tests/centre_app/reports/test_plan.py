"""The individual plan on paper."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import Words
from centre_app.plans.actions import ServiceInput, save_plan, start_plan
from centre_app.plans.queries import plan_of
from centre_app.reports import plan, plan_page
from centre_app.reports.asked import Asked
from centre_app.reports.catalogue import make
from tests.centre_app.reports import plan_samples, samples
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.conftest import SiteIds
from tests.factories.children import make_child
from tests.factories.plans import START, goal, make_plan, plan_input
from tests.statements import counted

WORDS = Words.of("en")


def asked(*children: uuid.UUID, version: uuid.UUID | None = None, blank: bool = False) -> Asked:
    """The plans of these children."""
    return Asked((2026, 10), START, date(2026, 11, 20), children=children, plan=version, blank=blank)


def draw(*papers: plan.PlanPaper, words: Words = WORDS) -> bytes:
    """The PDF."""
    return plan_page.render(papers, words, lambda: None)


class TestCollect:
    def test_it_is_the_plan_in_force_unless_a_version_is_asked_for(self, session: OfficeSession, site: SiteIds) -> None:
        child = make_child(session)
        signed = make_plan(session, child)
        draft = start_plan(session, child)
        (paper,) = plan.collect(session, asked(child), WORDS)
        assert paper.plan is not None
        assert paper.plan.id == signed
        assert "signed on 01.09.2026" in paper.head.period
        (paper,) = plan.collect(session, asked(version=draft), WORDS)
        assert paper.plan is not None
        assert (paper.plan.id, paper.child and paper.child.id) == (draft, child)
        assert "Draft, not signed yet" in paper.head.period
        assert plan.file_stem([paper]) == "plan-K-0001-v2"

    def test_a_child_without_a_plan_gets_an_empty_form_and_only_that(
        self, session: OfficeSession, site: SiteIds
    ) -> None:
        child = make_child(session)
        with pytest.raises(UserError, match="no plan yet") as wrong:
            plan.collect(session, asked(child), WORDS)
        assert wrong.value.field == "child"
        (form,) = plan.collect(session, asked(child, blank=True), WORDS)
        assert (form.child and form.child.id, form.plan) == (child, None)
        assert plan.file_stem([form]) == "plan-K-0001-blank"

    def test_a_form_without_any_name_is_to_be_had(self, session: OfficeSession, site: SiteIds) -> None:
        (form,) = plan.collect(session, asked(blank=True), WORDS)
        assert (form.child, form.plan) == (None, None)
        with pytest.raises(UserError):
            plan.collect(session, asked(), WORDS)
        with pytest.raises(NotFound):
            plan.collect(session, asked(version=uuid.uuid4()), WORDS)

    def test_an_empty_form_says_nothing_of_the_plan_there_is(
        self, session: OfficeSession, site: SiteIds, drawn: Drawn
    ) -> None:
        child = make_child(session)
        version = make_plan(session, child)
        draw(*plan.collect(session, asked(child, version=version, blank=True), WORDS))
        assert drawn.has("Раҳимов Ҷамшед Фарҳодович")
        assert not drawn.has("Version")
        assert not drawn.has(goal().text)

    def test_of_several_children_those_with_a_plan_are_printed_in_few_statements(
        self, session: OfficeSession, site: SiteIds
    ) -> None:
        children = [make_child(session, name) for name in ("Ҷамшед", "Анора", "Зулфия", "Фирӯза")]
        for child in children[:3]:
            make_plan(session, child, services=[ServiceInput("massage")])
        with counted(session) as one:
            plan.collect(session, asked(children[0]), WORDS)
        with counted(session) as many:
            papers = plan.collect(session, asked(*children), WORDS)
        assert [paper.child and paper.child.id for paper in papers] == children[:3]
        assert len(many) == len(one)

    @pytest.mark.parametrize("format", ["pdf", "json", "xlsx"])
    def test_it_is_made_in_every_format(self, session: OfficeSession, site: SiteIds, format: str) -> None:
        child = make_child(session)
        make_plan(session, child, services=[ServiceInput("massage")])
        found = make(session, "plan", {"child": child}, "tg", format)
        assert found.name == f"plan-K-0001-v1.{format}"
        assert found.content


class TestPage:
    def test_it_says_all_that_was_agreed(self, drawn: Drawn) -> None:
        draw(plan_samples.paper(WORDS, plan_samples.plan()))
        for said in (
            *("Любит музыку", "Хочу играть с братом во дворе. (Показала на картинках)", "Чтобы говорила, что болит"),
            *("1. Ситора сама просит", "weight 6 (importance 3, difficulty 2)", "to be reached by 01.03.2027"),
            *("Now: Тянет взрослого за руку", "–1, start", "much less than expected", "2 times a week, 30 minutes"),
            *("3 times in 2 weeks, 45 minutes", "in a group", "14 times a week, 5 minutes", "01.12.2026"),
            *("Раҳимова Зебо, 01.09.2026", "Head of the centre", "dropped: 20.10.2026", "выбор семьи"),
        ):
            assert drawn.has(said), said
        for level in plan_samples.LEVELS:
            assert level.split()[0] in drawn.together

    def test_a_goal_without_both_weights_says_none(self, drawn: Drawn) -> None:
        draw(plan_samples.paper(WORDS, plan_samples.plan(goals=(plan_samples.goal(1, importance=None),))))
        assert not drawn.has("weight")

    def test_a_plan_with_nothing_in_it_still_prints(self, drawn: Drawn) -> None:
        nothing = plan_samples.plan(
            goals=(), services=(), home_tasks=(), agreements=(), strengths="", child_wishes="", child_wishes_how=""
        )
        assert pages(draw(plan_samples.paper(WORDS, nothing))) == 1
        for said in ("No goals yet.", "No services in this plan.", "No home tasks in this plan.", "Parent or guardian"):
            assert drawn.has(said), said

    def test_an_empty_form_has_places_for_everything_on_two_pages(self, drawn: Drawn) -> None:
        form = plan.PlanPaper(samples.head(WORDS, "Individual plan", period=""), None, None, {}, samples.MADE)
        assert pages(draw(form)) == 2
        for said in ("Name of the child", "Strengths", "What the child wishes", "Goal 1", "Goal 4", "How often"):
            assert drawn.has(said), said

    def test_long_names_texts_and_translations_stay_on_the_page(self, drawn: Drawn) -> None:
        words = samples.LongWords()
        long = "Долгий текст уровня, который занимает несколько строк. " * 9
        goals = tuple(plan_samples.goal(n, text=long, levels=(long,) * 5, present_level=long * 2) for n in range(1, 7))
        whole = plan_samples.plan(goals=goals, strengths="ж" * 4000)
        draw(plan_samples.paper(words, whole, names=samples.LONG_NAME), words=words)
        assert not drawn.beyond
        assert not drawn.lost
        assert drawn.together.count("Долгий") == 9 * 6 * (1 + 5 + 2)

    def test_many_who_sign_all_have_a_place(self, drawn: Drawn) -> None:
        people = plan_samples.plan().agreements * 6
        draw(plan_samples.paper(WORDS, plan_samples.plan(agreements=people)))
        assert drawn.texts.count("signature") == 24
        assert not drawn.beyond


class TestOtherFormats:
    def test_json_has_codes_and_days_not_words(self, session: OfficeSession, site: SiteIds) -> None:
        child = make_child(session)
        goals = [goal(importance=3, difficulty=2)]
        plan_id = make_plan(session, child, goals=goals, services=[ServiceInput("massage")])
        said = plan.as_json(plan.collect(session, asked(child), WORDS))
        assert isinstance(said, dict)
        assert (said["version"], said["status"], said["start"], said["review"]) == (
            1,
            "signed",
            "2026-09-01",
            "2026-12-01",
        )
        assert said["goals"][0]["levels"] == list(goal().levels)
        assert said["services"][0]["type"] == "massage"
        assert said["agreements"][0]["agreed"] == "2026-09-01"
        assert plan_of(session, plan_id).goals[0].importance == said["goals"][0]["importance"] == 3

    def test_a_spreadsheet_has_a_row_a_goal_and_a_row_a_service(self, session: OfficeSession, site: SiteIds) -> None:
        child = make_child(session)
        draft = make_plan(session, child, signed=False)
        whole = plan_input([goal(), goal("Дигар")], [ServiceInput("massage")])
        save_plan(session, draft, whole, edition=plan_of(session, draft).edition)
        goals, services = plan.as_sheets(plan.collect(session, asked(child), WORDS), WORDS)
        assert len(goals.rows) == 2
        assert all(len(row) == len(goals.header) for row in goals.rows)
        assert [row[4] for row in services.rows] == ["1 time a week, 30 minutes"]
