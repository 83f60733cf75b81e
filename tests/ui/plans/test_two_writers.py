"""Two people write in one draft: the second is shown what differs, chooses, and loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLabel

from centre_app.plans.actions import save_plan
from centre_app.plans.inputs import HomeTaskInput
from tests.factories.plans import goal
from tests.ui.plans.conftest import Centre, editor_of, page_of, settle
from tests.ui.plans.test_editor import forms, type_into
from ui.plans.differences import DifferencesDialog
from ui.plans.editor import PlanEditor
from ui.plans.plan_tab import PlanTab
from ui.plans.plan_view import PlanView

Opened = Callable[[], PlanTab]


def other_saves(centre: Centre, plan_id: Any, **values: Any) -> None:
    """Somebody at another desk saves the draft."""
    plan = centre.plan(plan_id)
    centre.do(save_plan, plan_id, replace(plan.as_input, **values), edition=plan.edition)


def differences_of(editor: PlanEditor) -> DifferencesDialog:
    settle()
    assert editor.differences is not None
    return editor.differences


def told(shown: DifferencesDialog) -> str:
    return "\n".join(each.text() for each in shown.findChildren(QLabel))


def test_what_only_one_of_them_changed_is_kept_from_both_without_a_question(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(signed=False, goals=[goal("Якум"), goal("Дуюм")])
    opened = tab()
    editor = editor_of(opened, plan_id)
    type_into(forms(editor)["wishes"], "strengths", "Аз они ман")
    was = centre.plan(plan_id).as_input
    other_saves(centre, plan_id, goals=(was.goals[0], replace(was.goals[1], text="Дуюми нав")))
    editor.save()
    shown = differences_of(editor)
    assert not shown.choices
    assert "Дуюми нав" in told(shown)
    shown.save_button.click()
    page_of(opened, PlanView)
    after = centre.plan(plan_id)
    assert (after.strengths, [one.text for one in after.goals]) == ("Аз они ман", ["Якум", "Дуюми нав"])


def test_where_both_changed_a_field_each_side_is_shown_and_the_chosen_one_is_saved(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(signed=False, goals=[goal("Якум")])
    opened = tab()
    editor = editor_of(opened, plan_id)
    type_into(forms(editor)["wishes"], "strengths", "Аз они ман")
    type_into(forms(editor)["wishes"], "parent_wishes", "Хоҳиши ман")
    other_saves(centre, plan_id, strengths="Аз они ӯ", parent_wishes="Хоҳиши ӯ")
    editor.save()
    shown = differences_of(editor)
    for said in ("Аз они ман", "Аз они ӯ", "Гулнора Қодирова", "Strengths"):
        assert said in told(shown)
    shown.choices["strengths"][1].setChecked(True)
    shown.save_button.click()
    page_of(opened, PlanView)
    after = centre.plan(plan_id)
    assert (after.strengths, after.parent_wishes) == ("Аз они ӯ", "Хоҳиши ман")


def test_going_back_from_the_differences_keeps_all_that_was_typed(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(signed=False)
    opened = tab()
    editor = editor_of(opened, plan_id)
    type_into(forms(editor)["wishes"], "strengths", "Аз они ман")
    other_saves(centre, plan_id, strengths="Аз они ӯ")
    editor.save()
    differences_of(editor).reject()
    settle()
    assert page_of(opened, PlanEditor) is editor
    assert forms(editor)["wishes"].values()["strengths"] == "Аз они ман"
    assert editor.save_button.isEnabled()
    editor.save()
    assert list(differences_of(editor).choices) == ["strengths"]


def test_a_third_saving_in_between_is_shown_as_well(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(signed=False)
    opened = tab()
    editor = editor_of(opened, plan_id)
    type_into(forms(editor)["wishes"], "strengths", "Аз они ман")
    other_saves(centre, plan_id, parent_wishes="Якум")
    editor.save()
    first = differences_of(editor)
    other_saves(centre, plan_id, parent_wishes="Дуюм")
    first.save_button.click()
    settle()
    second = differences_of(editor)
    assert second is not first
    second.save_button.click()
    page_of(opened, PlanView)
    assert (centre.plan(plan_id).strengths, centre.plan(plan_id).parent_wishes) == ("Аз они ман", "Дуюм")


def test_a_line_that_one_took_out_and_the_other_changed_is_said_so(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(signed=False, home_tasks=[HomeTaskInput("Хонед", 5, 10)])
    opened = tab()
    editor = editor_of(opened, plan_id)
    task = dict(vars(centre.plan(plan_id).home_tasks[0]), minutes=20)
    forms(editor)["work"].set_values({"home_tasks": [task]})
    other_saves(centre, plan_id, home_tasks=())
    editor.save()
    shown = differences_of(editor)
    assert "taken out" in told(shown)
    shown.save_button.click()
    page_of(opened, PlanView)
    assert [(one.text, one.minutes) for one in centre.plan(plan_id).home_tasks] == [("Хонед", 20)]
