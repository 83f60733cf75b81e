"""The plan in a child's file: what is in force is read, its past is reachable, a signed version is never altered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from centre_app.plans.actions import (
    add_programme,
    close_goal,
    delete_draft,
    hold_review,
    save_plan,
    score_goal,
    sign_plan,
    start_plan,
)
from centre_app.plans.inputs import MeasureInput, ProgrammeInput, ReviewInput, ReviewScore
from centre_app.plans.queries import current_plan, goal_bank, plan_versions, reviews_of, state_programmes
from centre_app.security.access import Actor, Role
from tests.conftest import TODAY
from tests.factories.plans import goal, goal_ids
from tests.ui.plans.conftest import Centre, page_of, settle
from tests.ui.settings.conftest import dialog
from ui import tasks
from ui.plans.editor import PlanEditor
from ui.plans.plan_tab import PlanTab
from ui.plans.plan_view import PlanView
from ui.plans.review_view import ReviewView
from ui.shared.dialog import FormDialog
from ui.shared.preview import PreviewDialog
from ui.shared.tags import Tag

Opened = Callable[[], PlanTab]


def words(widget: QWidget) -> str:
    """All that is to be read there."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if not each.isHidden())


def buttons(widget: QWidget) -> list[str]:
    """The words on the buttons there."""
    return [each.text() for each in widget.findChildren(QPushButton)]


def shown(tab: PlanTab) -> str:
    """All that the view says."""
    assert tab.view is not None
    return words(tab.view)


def test_a_child_without_a_plan_is_taught_what_a_plan_is_and_begins_one_there(centre: Centre, tab: Opened) -> None:
    opened = tab()
    assert "No plan yet" in shown(opened)
    opened.view.buttons["begin"].click()  # type: ignore[union-attr]
    page = page_of(opened, PlanEditor)
    assert centre.plan(page.plan_id).status == "draft"


def test_the_plan_in_force_is_read_with_wishes_goals_and_where_the_child_stands(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(goals=[goal("Бо қошуқ мехӯрад", "self_care", baseline=-2)])
    (goal_id,) = centre.ask(goal_ids, plan_id)
    centre.do(score_goal, goal_id, date(2026, 11, 2), 1)
    opened = tab()
    told = shown(opened)
    for said in ("Version 1, in force", "Гап занад", "Бо расмҳо нишон дод", "Бо қошуқ мехӯрад", "stands here now"):
        assert said in told
    scale = opened.view.page.goals[0].scale  # type: ignore[union-attr]
    assert {level: row.kind for level, row in scale.rows.items()} == {2: "", 1: "now", 0: "", -1: "", -2: "start"}
    assert "stands here now" in scale.rows[1].accessibleName()


def test_the_t_score_is_said_with_what_it_means(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(goals=[goal(f"Мақсади {n}") for n in range(3)])
    for goal_id in centre.ask(goal_ids, plan_id):
        centre.do(score_goal, goal_id, TODAY, 1)
    told = shown(tab())
    assert "63.7" in told
    assert "at the start 36.3" in told
    assert "50 means" in told


@pytest.mark.parametrize(("review", "tone"), [(date(2026, 11, 10), "attention"), (date(2027, 2, 1), "")])
def test_a_review_that_is_due_is_amber_and_says_so(centre: Centre, tab: Opened, review: date, tone: str) -> None:
    centre.make(review=review)
    tags = [each for each in tab().findChildren(Tag) if each.text().startswith("Review")]
    assert [each.property("tone") for each in tags] == [tone]
    assert ("over" in tags[0].text()) is (tone == "attention")


def test_a_signed_version_stays_reachable_and_cannot_be_written_in(centre: Centre, tab: Opened) -> None:
    first = centre.make(goals=[goal("Мақсади якум")])
    centre.make(goals=[replace(centre.plan(first).goals[0].as_input, text="Мақсади дуюм")], start=date(2026, 10, 1))
    opened = tab()
    assert "Мақсади дуюм" in shown(opened)
    opened.open_version(first)
    settle()
    assert "Version 1, replaced" in shown(opened)
    assert "Мақсади якум" in shown(opened)
    assert not {"edit", "sign", "review"} & set(opened.view.buttons)  # type: ignore[union-attr]
    opened.open_version(None)
    settle()
    assert "Version 2, in force" in shown(opened)


def test_a_draft_is_signed_on_a_day_and_is_in_force_at_once(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(signed=False)
    opened = tab()
    opened.view.buttons["sign"].click()  # type: ignore[union-attr]
    asked = dialog(FormDialog)
    asked.form.set_values({"day": date(2026, 11, 2)})
    asked.save()
    settle()
    assert (centre.plan(plan_id).status, centre.plan(plan_id).signed_day) == ("signed", date(2026, 11, 2))
    assert "Version 1, in force" in shown(opened)


def test_what_keeps_a_draft_from_being_signed_is_said_and_nothing_is_signed(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(signed=False, child_wishes="", child_wishes_how="")
    opened = tab()
    opened.view.buttons["sign"].click()  # type: ignore[union-attr]
    asked = dialog(FormDialog)
    asked.save()
    settle()
    assert "what the child wishes" in asked.form.error("day")
    assert centre.plan(plan_id).status == "draft"


def test_a_goal_that_ended_is_listed_with_its_reason_in_every_later_version(centre: Centre, tab: Opened) -> None:
    first = centre.make(goals=[goal("Мақсади партофта"), goal("Мақсади боқӣ", "play")])
    gone = centre.ask(goal_ids, first)[0]
    centre.do(close_goal, gone, "dropped", date(2026, 10, 1), "health", "дар беморхона буд")
    second = centre.do(start_plan, centre.child)
    draft = centre.plan(second)
    plan = replace(draft.as_input, start_day=date(2026, 10, 2), agreements=tuple(
        replace(one, agreed_day=date(2026, 10, 2)) for one in draft.agreements))  # fmt: skip
    centre.do(save_plan, second, plan, edition=draft.edition)
    centre.do(sign_plan, second, date(2026, 10, 2))
    told = shown(tab())
    for said in ("Goals that ended", "Мақсади партофта", "dropped", "health", "дар беморхона буд"):
        assert said in told


def test_a_goal_is_ended_from_its_card_with_a_reason_and_opened_again(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make()
    opened = tab()
    opened.end_goal(opened.shown.plan.goals[0])  # type: ignore[union-attr]
    asked = dialog(FormDialog)
    asked.form.set_values({"status": "dropped", "day": TODAY})
    asked.save()
    settle()
    assert "why" in asked.form.error("reason")
    asked.form.set_values({"reason": "family_choice"})
    asked.save()
    settle()
    ended = centre.plan(plan_id).goals[0]
    assert (ended.status, ended.close_reason) == ("dropped", "family_choice")
    opened.reopen_goal(opened.shown.plan.goals[0])  # type: ignore[union-attr]
    settle()
    assert centre.plan(plan_id).goals[0].status == "open"


def test_a_level_is_written_down_from_the_card_of_the_goal(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make()
    opened = tab()
    opened.score_goal(opened.shown.plan.goals[0])  # type: ignore[union-attr]
    asked = dialog(FormDialog)
    asked.form.set_values({"score": 0, "scored_by": "parent", "day": TODAY})
    asked.save()
    settle()
    assert centre.plan(plan_id).goals[0].scores == 1
    assert centre.plan(plan_id).goals[0].latest is None  # the specialist has not said anything


def test_a_goal_of_the_plan_is_kept_in_the_bank_with_its_levels(centre: Centre, tab: Opened) -> None:
    centre.make(goals=[goal("Бо қошуқ мехӯрад", "self_care")])
    opened = tab()
    opened.keep_in_bank(opened.shown.plan.goals[0])  # type: ignore[union-attr]
    settle()
    (entry,) = centre.ask(goal_bank)
    assert (entry.area, entry.text) == ("self_care", "Бо қошуқ мехӯрад")
    assert all(entry.levels)


def test_a_review_that_was_held_is_read_with_what_each_said(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(goals=[goal("Бо қошуқ мехӯрад")])
    (goal_id,) = centre.ask(goal_ids, plan_id)
    scores = (ReviewScore(goal_id, "specialist", 0), ReviewScore(goal_id, "parent", -1, name="модар"))
    centre.do(hold_review, ReviewInput(plan_id, TODAY, date(2027, 2, 20), summary="Бештар механдад", scores=scores))
    opened = tab()
    opened.open_review(opened.shown.reviews[0])  # type: ignore[union-attr]
    told = words(page_of(opened, ReviewView))
    for said in ("Бештар механдад", "parent (модар): −1, less than expected", "0, as expected"):
        assert said in told


def test_the_state_programme_stands_apart_with_its_measures_and_how_long_it_is_valid(
    centre: Centre, tab: Opened
) -> None:
    measure = MeasureInput("Аробачаи маъюбӣ", "Вазорати тандурустӣ", date(2026, 6, 1))
    programme = ProgrammeInput("ipra", date(2025, 11, 1), date(2026, 11, 1), "№ 14", measures=(measure,))
    centre.do(add_programme, centre.child, programme)
    opened = tab()
    told = shown(opened)
    for said in ("State rehabilitation programme", "ran out 01.11.2026", "Аробачаи маъюбӣ", "promised"):
        assert said in told
    assert opened.shown.plan is None  # type: ignore[union-attr]
    opened.ask_programme(opened.shown.programmes[0])  # type: ignore[union-attr]
    asked = dialog(FormDialog)
    measures = list(asked.form.values()["measures"])
    measures[0]["status"] = "given"
    asked.form.set_values({"measures": measures, "valid_until": date(2027, 11, 1)})
    asked.save()
    settle()
    (after,) = centre.ask(state_programmes, centre.child)
    assert (after.valid_until, after.measures[0].status) == (date(2027, 11, 1), "given")
    assert after.measures[0].id is not None


def agree(opened: PlanTab, title: str) -> None:
    """Press the button of the question that is open."""
    asked = [each for each in opened.findChildren(QDialog) if each.windowTitle() == title]
    asked[0].accept()
    settle()


def test_a_programme_written_by_mistake_is_removed_once_that_was_asked(centre: Centre, tab: Opened) -> None:
    centre.do(add_programme, centre.child, ProgrammeInput("ipr", date(2026, 11, 1)))
    opened = tab()
    opened.remove_programme(opened.shown.programmes[0])  # type: ignore[union-attr]
    assert len(centre.ask(state_programmes, centre.child)) == 1
    agree(opened, "Remove this programme?")
    assert centre.ask(state_programmes, centre.child) == ()
    assert "None is written here." in shown(opened)


def test_the_last_review_can_be_taken_back_and_is_due_again(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(review=date(2026, 11, 10))
    for day in (date(2026, 11, 9), TODAY):
        centre.do(hold_review, ReviewInput(plan_id, day, date(2027, 2, 20), summary="Хуб"))
    opened = tab()
    newest, older = opened.shown.reviews  # type: ignore[union-attr]
    opened.open_review(older)
    assert "Take this review back…" not in buttons(page_of(opened, ReviewView))
    opened.open_review(newest)
    assert "Take this review back…" in buttons(page_of(opened, ReviewView))
    opened.take_review_back(newest)
    agree(opened, "Take this review back?")
    page_of(opened, PlanView)
    assert [review.id for review in centre.ask(reviews_of, centre.child)] == [older.id]
    assert centre.plan(plan_id).review_day == newest.due_day


def test_a_draft_can_be_thrown_away_and_the_plan_in_force_stays(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make()
    draft_id = centre.do(start_plan, centre.child)
    opened = tab()
    opened.open_version(draft_id)
    settle()
    opened.throw_away(opened.shown.plan)  # type: ignore[union-attr,arg-type]
    agree(opened, "Throw the draft away?")
    assert [version.id for version in centre.ask(plan_versions, centre.child)] == [plan_id]
    assert "Version 1, in force" in shown(opened)


def test_a_version_that_somebody_threw_away_gives_way_to_the_plan_in_force(centre: Centre, tab: Opened) -> None:
    centre.make()
    draft_id = centre.do(start_plan, centre.child)
    opened = tab()
    opened.open_version(draft_id)
    settle()
    centre.do(delete_draft, draft_id)
    settle()
    assert "Version 1, in force" in shown(opened)


def test_a_plan_that_ended_is_not_in_force_and_a_new_one_can_begin(centre: Centre, tab: Opened) -> None:
    centre.make()
    opened = tab()
    opened.end(opened.shown.plan)  # type: ignore[union-attr,arg-type]
    asked = dialog(FormDialog)
    asked.form.set_values({"reason": "оила кӯчид"})
    asked.save()
    settle()
    assert centre.ask(current_plan, centre.child) is None
    assert "No plan is in force" in shown(opened)
    assert "Version 1, ended" in shown(opened)
    assert "begin" in opened.view.buttons  # type: ignore[union-attr]


def test_who_does_not_read_notes_sees_no_plan(centre: Centre, tab: Opened) -> None:
    centre.make()
    centre.office.actor = Actor(centre.office.actor.account_id, "Зарина Котиба", Role.SECRETARY)
    opened = tab()
    assert opened.view is None
    assert "Гап занад" not in words(opened)
    assert "not shown to this role" in words(opened)


def test_who_may_not_edit_plans_reads_and_has_no_buttons_to_change(centre: Centre, tab: Opened) -> None:
    centre.make()
    centre.office.actor = Actor(centre.office.actor.account_id, "Фирӯз Сайёр", Role.OUTREACH_WORKER)
    opened = tab()
    assert "Гап занад" in shown(opened)
    assert set(opened.view.buttons) <= {"print"}  # type: ignore[union-attr]
    assert not opened.view.page.goals[0].doors  # type: ignore[union-attr]


def test_what_is_being_written_stays_when_the_file_is_shown_again(centre: Centre, tab: Opened) -> None:
    draft_id = centre.make(signed=False)
    opened = tab()
    opened.edit(draft_id)
    page = page_of(opened, PlanEditor)
    page.body.forms["wishes"].widget("strengths").setPlainText("Бозӣ мекунад")  # type: ignore[union-attr]
    assert opened.unsaved()
    opened.show_file(opened.file)  # type: ignore[arg-type]
    settle()
    assert page_of(opened, PlanEditor) is page


@pytest.mark.parametrize(("kind", "blank"), [("plan", False), ("review", False), ("plan", True)])
def test_the_plan_its_review_sheet_and_a_blank_form_are_shown_before_they_are_printed(
    centre: Centre, tab: Opened, kind: str, blank: bool
) -> None:
    centre.make()
    opened = tab()
    opened.print_it(kind, blank)
    preview = dialog(PreviewDialog)
    tasks.wait_idle(60_000)
    assert re.search(r"^\d+ pages?$", words(preview), re.MULTILINE)
