"""The review sheet on paper."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import Words
from centre_app.plans.actions import ReviewInput, ReviewScore, hold_review
from centre_app.reports import review, review_page
from centre_app.reports.asked import Asked
from centre_app.reports.catalogue import make
from tests.centre_app.reports import plan_samples, samples
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.plans import START, goal_ids, make_plan

WORDS = Words.of("en")


def asked(*children: uuid.UUID, version: uuid.UUID | None = None, blank: bool = False) -> Asked:
    """The review sheets of these children."""
    return Asked((2026, 10), START, date(2026, 11, 20), children=children, plan=version, blank=blank)


def draw(*papers: review.ReviewPaper, words: Words = WORDS) -> bytes:
    """The PDF."""
    return review_page.render(papers, words, lambda: None)


class TestCollect:
    def test_it_is_empty_until_a_review_is_held_and_again_where_asked(
        self, session: OfficeSession, site: SiteIds
    ) -> None:
        child = make_child(session)
        plan_id = make_plan(session, child)
        (sheet,) = review.collect(session, asked(child), WORDS)
        assert sheet.review is None
        assert "review due on 01.12.2026" in sheet.head.period
        (goal_id,) = goal_ids(session, plan_id)
        scores = (ReviewScore(goal_id, "specialist", 1), ReviewScore(goal_id, "parent", 0))
        hold_review(session, ReviewInput(plan_id, TODAY, date(2027, 3, 1), scores=scores))
        (sheet,) = review.collect(session, asked(version=plan_id), WORDS)
        assert [sheet.level(goal_id, who) for who in ("specialist", "parent", "child")] == [1, 0, None]
        assert review.file_stem([sheet]) == "review-K-0001-2026-11-20"
        said = review.as_json([sheet])
        assert isinstance(said, dict)
        assert (said["due"], said["held"]) == ("2026-12-01", "2026-11-20")
        assert said["goals"][0]["scores"] == {"specialist": 1, "parent": 0, "child": None}
        (rows,) = review.as_sheets([sheet], WORDS)
        assert rows.rows[0][-3:] == [1, 0, None]
        (sheet,) = review.collect(session, asked(child, blank=True), WORDS)
        assert sheet.review is None

    def test_without_a_plan_there_is_nothing_to_review(self, session: OfficeSession, site: SiteIds) -> None:
        with pytest.raises(UserError, match="no plan yet"):
            review.collect(session, asked(make_child(session), blank=True), WORDS)
        with pytest.raises(UserError, match="Choose a child"):
            review.collect(session, asked(), WORDS)

    @pytest.mark.parametrize("format", ["pdf", "json", "xlsx"])
    def test_it_is_made_in_every_format(self, session: OfficeSession, site: SiteIds, format: str) -> None:
        child = make_child(session)
        make_plan(session, child)
        assert make(session, "review", {"child": child, "blank": True}, "kk", format).content


class TestPage:
    def test_for_the_hand_it_has_open_goals_boxes_and_lines(self, drawn: Drawn) -> None:
        draw(plan_samples.sheet(WORDS, None))
        for said in (
            *("1. Ситора сама просит", "last time: 0 (09.11.2026)", "specialist", "parent", "child", "Held on"),
            *("What has changed", "The child’s view", "The parents’ view", "Next step", "Next review"),
        ):
            assert drawn.has(said), said
        assert not drawn.has("Проходит по двору"), "a goal that was dropped is not reviewed"

    def test_held_it_says_what_each_said(self, drawn: Drawn) -> None:
        assert pages(draw(plan_samples.sheet(WORDS, plan_samples.review()))) <= 2
        for said in (
            *("Стала чаще показывать карточки", "Мне нравится вода. (Показала на картинках)", "Дома стало спокойнее."),
            *("Карточки и дома у бабушки.", "01.03.2027", "parent: Дома говорит «об»", "Нозима Саидова"),
        ):
            assert drawn.has(said), said

    def test_what_nobody_said_is_not_a_heading(self, drawn: Drawn) -> None:
        nothing = plan_samples.review(
            summary="", next_step="", child_view="", child_view_how="", parent_view="", scores=()
        )
        draw(plan_samples.sheet(WORDS, nothing))
        assert not drawn.has("What has changed")
        assert drawn.has("No goals were scored.")

    def test_long_names_texts_and_translations_stay_on_the_page(self, drawn: Drawn) -> None:
        words = samples.LongWords()
        long = "Долгий текст уровня, который занимает несколько строк. " * 9
        goals = tuple(plan_samples.goal(n, text=long, levels=(long,) * 5) for n in range(1, 7))
        whole = plan_samples.plan(goals=goals)
        told = plan_samples.review(summary=long * 15, next_step=long * 15, parent_view=long)
        draw(plan_samples.sheet(words, told, whole, names=samples.LONG_NAME), words=words)
        draw(plan_samples.sheet(words, None, whole, names=samples.LONG_NAME), words=words)
        assert not drawn.beyond
        assert not drawn.lost
        assert drawn.together.count("Долгий") == 9 * (6 * 6 + 2 * 6 + 15 + 15 + 1)
