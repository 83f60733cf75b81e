"""Holding a review: specialist, parent and child score by themselves, by mouse or keys; it is kept while typing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from centre_app.plans.queries import reviews_of
from centre_app.security.queries import my_draft
from tests.conftest import TODAY
from tests.factories.plans import LEVELS, goal
from tests.ui.plans.conftest import Centre, page_of, review_of, settle
from ui.plans.plan_tab import PlanTab
from ui.plans.plan_view import PlanView
from ui.plans.score_grid import ScoreGrid
from ui.plans.words import by_level, t_score_meaning

Opened = Callable[[], PlanTab]
WHO = [("specialist", "Specialist"), ("parent", "Parent"), ("child", "Child")]


@pytest.fixture
def grid(show: Callable[[QWidget], QWidget]) -> ScoreGrid:
    """The levels of one goal."""
    made = ScoreGrid(by_level(LEVELS), WHO)
    show(made)
    return made


@pytest.mark.parametrize(
    ("keys", "level"), [("2", 2), ("1", 1), ("0", 0), ("-1", -1), ("-2", -2), ("-12", 2), ("-", None), ("7", None)]
)
def test_the_keys_from_minus_two_to_two_choose_a_level(
    grid: ScoreGrid, qtbot: QtBot, keys: str, level: int | None
) -> None:
    heard: list[Any] = []
    grid.scored.connect(lambda who, chosen: heard.append((who, chosen)))
    grid.button("parent", 0).setFocus()
    for key in keys:
        qtbot.keyClicks(grid.focusWidget(), key)  # type: ignore[no-untyped-call]
    assert grid.score("parent") == level
    assert grid.score("specialist") is None
    assert heard[-1:] == ([("parent", level)] if level is not None else [])


def test_a_score_is_taken_back_by_delete_and_by_pressing_it_again(grid: ScoreGrid, qtbot: QtBot) -> None:
    grid.set_score("child", 1)
    qtbot.keyClick(grid.button("child", 1), Qt.Key.Key_Delete)  # type: ignore[no-untyped-call]
    assert grid.score("child") is None
    for _press in range(2):
        qtbot.mouseClick(grid.button("child", -2), Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]
    assert grid.score("child") is None
    assert grid.said.text() == "Nobody has scored yet."


def test_each_choice_says_who_and_what_it_means_in_words(grid: ScoreGrid) -> None:
    button = grid.button("parent", -1)
    assert button.accessibleName() == "Parent: −1, less than expected"
    assert button.accessibleDescription() == LEVELS[1]
    button.click()
    grid.set_score("specialist", 2)
    assert grid.said.text() == "Specialist: +2, much more than expected · Parent: −1, less than expected"


def test_a_column_never_begins_with_a_guess(centre: Centre, tab: Opened) -> None:
    page = review_of(tab(), centre.make())
    assert [page.goals[0].grid.score(who) for who, _words in WHO] == [None, None, None]


def test_a_review_is_written_down_with_all_three_scores_and_the_day_of_the_next(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(goals=[goal("Якум"), goal("Дуюм")])
    opened = tab()
    page = review_of(opened, plan_id)
    for who, level in (("specialist", 1), ("parent", 0), ("child", 2)):
        page.goals[0].grid.button(who, level).click()
    page.goals[0].form.set_values({"note": "3 аз 5"})
    page.form.set_values({"summary": "Бештар мепурсад", "child_view": "хандид", "child_view_how": "имо"})  # type: ignore[union-attr]
    assert page.form.values()["next_review_day"] == date(2027, 2, 20)  # type: ignore[union-attr]
    page.save()
    page_of(opened, PlanView)
    (review,) = centre.ask(reviews_of, centre.child)
    assert (review.summary, review.child_view_how, review.held_day) == ("Бештар мепурсад", "имо", TODAY)
    assert {(one.text, one.scored_by): one.score for one in review.scores} == {
        ("Якум", "specialist"): 1,
        ("Якум", "parent"): 0,
        ("Якум", "child"): 2,
    }
    assert [one.note for one in review.scores if one.scored_by == "specialist"] == ["3 аз 5"]
    assert centre.plan(plan_id).review_day == date(2027, 2, 20)


def test_a_goal_that_was_reached_ends_with_the_review(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(goals=[goal("Якум"), goal("Дуюм")])
    page = review_of(tab(), plan_id)
    page.goals[0].grid.button("specialist", 2).click()
    page.goals[0].form.set_values({"status": "reached"})
    page.save()
    settle()
    assert [(one.status, one.closed_day) for one in centre.plan(plan_id).goals] == [("reached", TODAY), ("open", None)]


def test_a_goal_is_not_dropped_without_a_reason_and_nothing_is_written_then(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make()
    page = review_of(tab(), plan_id)
    page.goals[0].grid.button("specialist", -2).click()
    page.goals[0].form.set_values({"status": "dropped"})
    page.save()
    settle()
    assert page.goals[0].form.error("reason")
    assert centre.ask(reviews_of, centre.child) == ()


def test_a_review_that_fails_keeps_what_was_typed_and_ends_no_goal(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make()
    page = review_of(tab(), plan_id)
    page.goals[0].grid.button("specialist", 2).click()
    page.goals[0].form.set_values({"status": "reached"})
    page.form.set_values({"next_review_day": date(2026, 1, 1), "summary": "Хуб"})  # type: ignore[union-attr]
    page.save()
    settle()
    assert page.form.error("next_review_day")  # type: ignore[union-attr]
    assert page.goals[0].grid.score("specialist") == 2
    assert page.save_button.isEnabled()
    assert centre.plan(plan_id).goals[0].status == "open"


def test_an_empty_review_is_not_written_down(centre: Centre, tab: Opened) -> None:
    page = review_of(tab(), centre.make())
    page.save()
    settle()
    assert "what has changed" in page.form.error("summary")  # type: ignore[union-attr]
    assert centre.ask(reviews_of, centre.child) == ()


def test_the_t_score_follows_the_specialists_choices_with_their_weights(centre: Centre, tab: Opened) -> None:
    goals = [goal(f"Мақсади {n}", importance=w, difficulty=1) for n, w in enumerate((2, 2, 1))]
    goals[1] = goal("Мақсади 1", importance=2, difficulty=2)
    page = review_of(tab(), centre.make(goals=goals))
    for one, level in zip(page.goals, (1, 0, -1), strict=True):
        one.grid.button("specialist", level).click()
        one.grid.button("parent", 2).click()
    assert "51.8" in page.attained.text()
    assert t_score_meaning(51.8) in page.attained.text()


def test_a_review_begun_comes_back_after_a_power_cut(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(goals=[goal("Якум"), goal("Дуюм")])
    page = review_of(tab(), plan_id)
    page.goals[1].grid.button("child", -1).click()
    page.form.widget("summary").setPlainText("Ним")  # type: ignore[union-attr]
    page.draft.keep()
    settle()
    again = review_of(tab(), plan_id)
    assert again.unsaved()
    assert again.goals[1].grid.score("child") == -1
    assert again.form.values()["summary"] == "Ним"  # type: ignore[union-attr]
    again.save()
    settle()
    assert centre.ask(my_draft, f"review/{plan_id}") is None


@pytest.mark.parametrize(("value", "word"), [(63.7, "More"), (50.0, "About as much"), (36.3, "Less")])
def test_a_t_score_is_explained_against_fifty(value: float, word: str) -> None:
    assert t_score_meaning(value).startswith("50 means: as was expected")
    assert f"{word} was reached" in t_score_meaning(value)
