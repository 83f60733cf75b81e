"""Writing a draft: in place, with goals from the bank, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit

from centre_app.plans.actions import add_bank_entry, save_plan, score_goal, start_plan
from centre_app.plans.inputs import BankInput, HomeTaskInput, ServiceInput
from centre_app.security.queries import my_draft
from tests.conftest import TODAY
from tests.factories.plans import LEVELS, goal, goal_ids
from tests.ui.plans.conftest import Centre, editor_of, page_of, settle
from tests.ui.settings.conftest import dialog
from ui import messages
from ui.plans.bank_picker import BankPicker
from ui.plans.editor import PlanEditor
from ui.plans.plan_tab import PlanTab
from ui.plans.plan_view import PlanView
from ui.shared.dialog import FormDialog
from ui.shared.form import Form

Opened = Callable[[], PlanTab]


def type_into(form: Form, name: str, text: str) -> None:
    """As somebody types into a field of several lines."""
    field = form.widget(name)
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText(text)


def forms(editor: PlanEditor) -> dict[str, Form]:
    assert editor.body is not None
    return editor.body.forms


def texts(editor: PlanEditor) -> list[str]:
    """The goals as they stand in the list."""
    assert editor.body is not None
    return [entry.text for entry in editor.body.goals]


def open_dialog(title: str) -> QDialog:
    """The one dialog of this title that is open."""
    settle()
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
    return next(each for each in found if each.windowTitle() == title)


def test_a_whole_plan_is_written_and_shown_ready_to_be_signed(centre: Centre, tab: Opened) -> None:
    plan_id = centre.do(start_plan, centre.child)
    opened = tab()
    editor = editor_of(opened, plan_id)
    forms(editor)["wishes"].set_values(
        {
            "strengths": "Хандон аст",
            "child_wishes": "Бо додарам",
            "child_wishes_how": "Бо расм",
            "parent_wishes": "Гап занад",
        }
    )
    entry = editor.body.add_goal()  # type: ignore[union-attr]
    entry.form.set_values({"area": "play", "text": "Бозӣ мекунад", "level0": "Панҷ дақиқа", "level-2": "Намеояд"})
    entry.form.set_values({"importance": 3, "difficulty": 2, "responsible_id": centre.therapist})
    service = {"session_type": "massage", "times": 3, "weeks": None, "minutes": 20, "staff_id": centre.therapist}
    task = {"text": "Хонед", "times_a_week": 5, "minutes": 10}
    forms(editor)["work"].set_values({"services": [service], "home_tasks": [task]})
    forms(editor)["days"].set_values(
        {
            "review_day": date(2027, 1, 20),
            "agreements": [{"role": "parent", "name": "Раҳимова Мавҷуда", "agreed_day": TODAY}],
        }
    )
    editor.save()
    view = page_of(opened, PlanView)
    plan = centre.plan(plan_id)
    assert (plan.strengths, plan.child_wishes_how, plan.review_day) == ("Хандон аст", "Бо расм", date(2027, 1, 20))
    (made,) = plan.goals
    assert (made.area, made.text, made.levels) == ("play", "Бозӣ мекунад", ("Намеояд", "", "Панҷ дақиқа", "", ""))
    assert (made.baseline, made.importance, made.difficulty, made.responsible) == (-1, 3, 2, "Назарова Саида")
    assert [(one.session_type, one.times, one.weeks, one.minutes, one.staff) for one in plan.services] == [
        ("massage", 3, 1, 20, "Назарова Саида")
    ]
    assert [task.text for task in plan.home_tasks] == ["Хонед"]
    assert [(one.role, one.agreed_day) for one in plan.agreements] == [("parent", TODAY)]
    assert "sign" in view.buttons


def test_saving_again_without_a_change_leaves_every_line_the_same_line(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(
        signed=False,
        goals=[
            goal("Якум", importance=1, difficulty=3, baseline=-2, target_day=date(2027, 1, 1)),
            goal("Дуюм", "play"),
        ],
        services=[ServiceInput("massage", 2, 2, 45, True, None, "дар толор")],
        home_tasks=[HomeTaskInput("Хонед", 3, 15), HomeTaskInput("Бозӣ", 7, 5)],
        responsible_id=centre.therapist,
    )
    before = centre.plan(plan_id)
    editor = editor_of(tab(), plan_id)
    assert not editor.unsaved()
    editor.save()
    settle()
    assert centre.plan(plan_id).as_input == before.as_input


def test_a_wrong_field_is_said_where_it_stands_and_nothing_typed_is_lost(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(signed=False, goals=[goal("Якум"), goal("Дуюм")])
    editor = editor_of(tab(), plan_id)
    body = editor.body
    assert body is not None
    type_into(forms(editor)["wishes"], "strengths", "Хандон аст")
    body.goals[1].form.set_values({"text": ""})
    editor.save()
    settle()
    assert body.current_goal() is body.goals[1]
    assert body.goals[1].form.error("text") == "This is needed."
    body.goals[1].form.set_values({"text": "Дуюм"})
    forms(editor)["days"].set_values({"review_day": date(2020, 1, 1)})
    editor.save()
    settle()
    assert body.pages.currentWidget() is not body.goals[1].area
    assert forms(editor)["days"].error("review_day")
    assert forms(editor)["wishes"].values()["strengths"] == "Хандон аст"
    assert centre.plan(plan_id).edition == 2


def test_goals_are_moved_taken_out_and_put_back(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(signed=False, goals=[goal("Якум"), goal("Дуюм"), goal("Сеюм")])
    editor = editor_of(tab(), plan_id)
    body = editor.body
    assert body is not None
    body.turn_to("goals/2")
    editor.up_button.click()
    assert texts(editor) == ["Якум", "Сеюм", "Дуюм"]
    assert body.current_goal() is body.goals[1]
    editor.remove_button.click()
    assert texts(editor) == ["Якум", "Дуюм"]
    undo = messages.waiting()[-1].action
    assert undo is not None
    undo()
    assert texts(editor) == ["Якум", "Сеюм", "Дуюм"]
    editor.remove_button.click()
    editor.save()
    settle()
    assert [one.text for one in centre.plan(plan_id).goals] == ["Якум", "Дуюм"]


def test_a_goal_with_scores_is_ended_with_a_reason_instead_of_being_taken_out(centre: Centre, tab: Opened) -> None:
    signed = centre.make(goals=[goal("Якум"), goal("Дуюм")])
    scored = centre.ask(goal_ids, signed)[0]
    centre.do(score_goal, scored, TODAY, 0)
    draft_id = centre.do(start_plan, centre.child)
    editor = editor_of(tab(), draft_id)
    editor.remove_goal(editor.body.goals[0])  # type: ignore[union-attr]
    assert texts(editor) == ["Якум", "Дуюм"]
    asked = dialog(FormDialog)
    asked.form.set_values({"reason": "family_choice"})
    asked.save()
    settle()
    assert texts(editor) == ["Дуюм"]
    editor.save()
    settle()
    assert [one.text for one in centre.plan(draft_id).goals] == ["Дуюм"]
    ended = centre.plan(signed).goals[0]
    assert (ended.status, ended.close_reason, ended.scores) == ("dropped", "family_choice", 1)


def test_a_goal_scored_by_the_words_of_the_draft_stays_in_it_as_ended(centre: Centre, tab: Opened) -> None:
    draft_id = centre.make(signed=False, goals=[goal("Якум"), goal("Дуюм")])
    centre.do(score_goal, centre.ask(goal_ids, draft_id)[0], TODAY, 0)
    editor = editor_of(tab(), draft_id)
    body = editor.body
    assert body is not None
    body.turn_to("goals/0")
    editor.remove_button.click()
    asked = dialog(FormDialog)
    asked.form.set_values({"reason": "health"})
    asked.save()
    settle()
    assert "(ended)" in body.goals[0].item.text()
    assert not editor.remove_button.isEnabled()
    editor.save()
    settle()
    assert [(one.text, one.status) for one in centre.plan(draft_id).goals] == [("Якум", "dropped"), ("Дуюм", "open")]


def test_a_goal_of_the_bank_comes_with_its_levels_and_the_bank_is_narrowed_by_area(centre: Centre, tab: Opened) -> None:
    for area, text in (("play", "Навбат мепояд"), ("movement", "Меистад")):
        centre.do(add_bank_entry, BankInput(area, text, LEVELS))
    editor = editor_of(tab(), centre.do(start_plan, centre.child))
    editor.pick_from_bank()
    picker = dialog(BankPicker)
    picker.area.setCurrentIndex(picker.area.findText("play"))
    assert [row.text for row in picker.table.rows()] == ["Навбат мепояд"]
    picker.table.select(lambda _row: True)
    picker.take_button.click()
    settle()
    assert texts(editor) == ["Навбат мепояд"]
    editor.save()
    settle()
    (made,) = centre.plan(editor.plan_id).goals
    assert (made.area, made.levels) == ("play", LEVELS)


def test_what_was_typed_comes_back_after_a_power_cut_and_is_saved(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(signed=False, goals=[goal("Якум"), goal("Дуюм")], home_tasks=[HomeTaskInput("Хонед")])
    before = centre.plan(plan_id)
    editor = editor_of(tab(), plan_id)
    type_into(forms(editor)["wishes"], "strengths", "Хандон аст")
    editor.remove_goal(editor.body.goals[0])  # type: ignore[union-attr]
    editor.body.add_goal().form.set_raw({"text": "Ним", "target_day": "5.3."})  # type: ignore[union-attr]
    editor.draft.keep()
    settle()
    again = editor_of(tab(), plan_id)
    assert again.unsaved()
    assert texts(again) == ["Дуюм", "Ним"]
    again.body.goals[1].form.set_values({"area": "play", "text": "Сеюм", "target_day": None})  # type: ignore[union-attr]
    again.save()
    settle()
    after = centre.plan(plan_id)
    assert (after.strengths, [one.text for one in after.goals]) == ("Хандон аст", ["Дуюм", "Сеюм"])
    assert after.goals[0].goal_id == before.goals[1].goal_id
    assert after.home_tasks == before.home_tasks
    assert centre.ask(my_draft, f"plan/{plan_id}") is None


def test_leaving_with_something_typed_asks_and_throws_the_draft_away_only_then(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(signed=False)
    opened = tab()
    editor = editor_of(opened, plan_id)
    type_into(forms(editor)["wishes"], "strengths", "Хандон аст")
    editor.draft.keep()
    editor.leave()
    asked = open_dialog("There is something not saved yet")
    asked.reject()
    settle()
    assert page_of(opened, PlanEditor) is editor
    assert centre.ask(my_draft, f"plan/{plan_id}") is not None
    editor.leave()
    open_dialog("There is something not saved yet").accept()
    page_of(opened, PlanView)
    assert centre.ask(my_draft, f"plan/{plan_id}") is None
    assert centre.plan(plan_id).strengths != "Хандон аст"


def test_leaving_with_nothing_typed_does_not_ask(centre: Centre, tab: Opened) -> None:
    opened = tab()
    editor_of(opened, centre.make(signed=False)).leave()
    page_of(opened, PlanView)


def test_goals_worded_alike_are_saved_and_pointed_out(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(signed=False, goals=[goal("Якум"), goal("Дуюм")])
    editor = editor_of(tab(), plan_id)
    type_into(editor.body.goals[1].form, "text", " якум ")  # type: ignore[union-attr]
    editor.save()
    settle()
    assert len(centre.plan(plan_id).goals) == 2
    assert any("Goal 2 is worded like an earlier one" in said.text for said in messages.waiting())


@pytest.mark.parametrize("part", ["wishes", "goals/0", "work", "days"])
def test_every_part_of_a_plan_can_be_turned_to_by_its_line(centre: Centre, tab: Opened, part: str) -> None:
    editor = editor_of(tab(), centre.make(signed=False))
    body: Any = editor.body
    body.turn_to(part)
    form = body.goals[0].form if part == "goals/0" else body.forms[part]
    assert body.pages.currentWidget().isAncestorOf(form)
    assert editor.remove_button.isEnabled() is (part == "goals/0")


def test_an_older_draft_meets_what_was_saved_since_and_asks(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(signed=False, home_tasks=[HomeTaskInput("Хонед"), HomeTaskInput("Бозӣ")])
    editor = editor_of(tab(), plan_id)
    type_into(forms(editor)["wishes"], "strengths", "Аз они ман")
    editor.draft.keep()
    settle()
    theirs = centre.plan(plan_id)
    saved = replace(theirs.as_input, strengths="Аз они ӯ", home_tasks=theirs.home_tasks[1:])
    centre.do(save_plan, plan_id, saved, edition=theirs.edition)
    again = editor_of(tab(), plan_id)
    again.save()
    settle()
    assert again.differences is not None
    assert list(again.differences.choices) == ["strengths"]
    again.differences.save_button.click()
    settle()
    after = centre.plan(plan_id)
    assert (after.strengths, [task.text for task in after.home_tasks]) == ("Аз они ман", ["Бозӣ"])


def test_a_goal_counts_as_untouched_until_something_is_typed_in_its_form(centre: Centre, tab: Opened) -> None:
    goals = [
        goal("Якум", importance=1, difficulty=3, baseline=-2, target_day=date(2027, 1, 1)),
        goal("Дуюм", "play", present_level="", levels=("", "", "Панҷ дақиқа", "", "")),
    ]
    goals[0] = replace(goals[0], responsible_id=centre.therapist)
    editor = editor_of(tab(), centre.make(signed=False, goals=goals))
    body: Any = editor.body
    assert [entry.made for entry in body.goals] == [None, None]
    for place in range(2):
        before = body.goals[place].raw()
        body.turn_to(f"goals/{place}")
        assert body.goals[place].made is not None
        assert body.goals[place].raw() == before
    assert not editor.unsaved()


def test_a_line_break_in_a_goal_or_a_level_becomes_a_space(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(signed=False)
    editor = editor_of(tab(), plan_id)
    form = editor.body.goals[0].form  # type: ignore[union-attr]
    type_into(form, "text", "Мепурсад\nбо расм\n")
    type_into(form, "level1", "Бо расм\n\nва калима")
    editor.save()
    settle()
    (made,) = centre.plan(plan_id).goals
    assert (made.text, made.levels[3]) == ("Мепурсад бо расм", "Бо расм ва калима")
