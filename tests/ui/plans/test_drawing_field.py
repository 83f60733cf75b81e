"""The drawing of a home task: chosen by its picture, kept with the plan, on the family's card."""

from __future__ import annotations

from dataclasses import replace

import pytest

from centre_app.plans.drawings import DRAWINGS
from centre_app.plans.inputs import HomeTaskInput
from tests.ui.plans.conftest import Centre, editor_of, settle
from tests.ui.plans.test_editor import Opened, forms
from ui.plans.drawing_field import DrawingChoice
from ui.shared.choice import ChoiceBox


def rows_of_tasks(plan_editor: object) -> list[dict[str, object]]:
    """The home tasks as they stand in the form."""
    found = forms(plan_editor)["work"].values()["home_tasks"]  # type: ignore[arg-type]
    return list(found)


def test_a_drawing_is_kept_with_its_task_and_can_be_taken_off(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(signed=False, home_tasks=[HomeTaskInput("Тӯббозӣ", 5, 10, drawing="ball_play")])
    before = centre.plan(plan_id).home_tasks
    assert [task.drawing for task in before] == ["ball_play"]
    editor = editor_of(tab(), plan_id)
    assert not editor.unsaved()
    task = {"text": "Тӯббозӣ", "times_a_week": 5, "minutes": 10, "id": before[0].id, "drawing": "book"}
    forms(editor)["work"].set_values({"home_tasks": [task]})
    editor.save()
    settle()
    assert centre.plan(plan_id).home_tasks == (replace(before[0], drawing="book"),)


def test_a_task_without_a_drawing_stays_so(centre: Centre, tab: Opened) -> None:
    plan_id = centre.make(signed=False, home_tasks=[HomeTaskInput("Хонед", 3, 15)])
    editor = editor_of(tab(), plan_id)
    assert [row["drawing"] for row in rows_of_tasks(editor)] == [""]
    assert not editor.unsaved()


@pytest.mark.usefixtures("qapp")
def test_every_drawing_is_offered_with_its_picture() -> None:
    editor = DrawingChoice("drawing", "Drawing").editor(lambda _fields: None)
    box = editor.widget
    assert isinstance(box, ChoiceBox)
    assert box.count() == len(DRAWINGS) + 1
    assert box.itemIcon(0).isNull()
    assert not any(box.itemIcon(place).isNull() for place in range(1, box.count()))
    assert editor.value() == ""
    editor.set_value("potty")
    assert (editor.value(), editor.raw()) == ("potty", "potty")
