"""A place's top strip, and a short dialog with a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from centre_app.errors import UserError
from centre_app.language.translate import N_
from tests.ui.conftest import StandInOffice
from ui import messages, tasks
from ui.shared.choice import ChoiceBox
from ui.shared.dialog import FormDialog
from ui.shared.form import Text
from ui.shared.period import MonthStrip
from ui.shared.screen import Strip

Show = Callable[[QWidget], QWidget]


def test_filters_stand_in_a_second_row_where_the_window_is_narrow(show: Show, qtbot: QtBot) -> None:
    strip = Strip("Attendance")
    period, group = MonthStrip(2026, 11), ChoiceBox([], empty="all groups")
    strip.add(period)
    strip.add(group)
    main = strip.set_main("Print the register", lambda: None, icon="print")
    place = QWidget()
    strip.setParent(place)
    show(place)
    strip.resize(1200, strip.sizeHint().height())
    qtbot.waitUntil(lambda: abs(main.y() - period.y()) < 8)
    assert period.x() < group.x() < main.x()
    strip.resize(500, 100)
    qtbot.waitUntil(lambda: period.y() >= main.y() + main.height())
    assert main.geometry().right() <= 500


def test_the_note_after_the_name_can_be_taken_away(show: Show) -> None:
    strip = Strip("Children")
    show(strip)
    strip.set_note("128 on the list")
    assert strip._note.isVisible()
    strip.set_note("")
    assert not strip._note.isVisible()


@pytest.fixture
def parent(show: Show) -> QWidget:
    made = QWidget()
    show(made)
    return made


def dialog_of(parent: QWidget, save: Callable[[dict[str, Any]], Callable[[Any], Any]], **more: Any) -> FormDialog:
    dialog = FormDialog(parent, "A new group", [Text("name", "Name", required=True)], save=save, **more)
    dialog.open()
    return dialog


def test_saving_does_the_action_closes_and_says_so(stand_in: StandInOffice, parent: QWidget) -> None:
    saved: list[dict[str, Any]] = []
    results: list[Any] = []

    def save(values: dict[str, Any]) -> Callable[[Any], Any]:
        return lambda _session: saved.append(values) or "id"

    dialog = dialog_of(parent, save, then=results.append, saying="The group is there.")
    dialog.form.set_raw({"name": "Ситора"})
    dialog.save_button.click()
    tasks.wait_idle()
    assert saved == [{"name": "Ситора"}]
    assert results == ["id"]
    assert messages.waiting()[-1].text == "The group is there."


def test_saving_that_fails_keeps_the_dialog_and_what_is_typed(stand_in: StandInOffice, parent: QWidget) -> None:
    def save(_values: dict[str, Any]) -> Callable[[Any], Any]:
        def action(_session: Any) -> None:
            raise UserError(N_("There is a group of this name already."), field="name")

        return action

    dialog = dialog_of(parent, save)
    dialog.form.set_raw({"name": "Ситора"})
    dialog.save()
    tasks.wait_idle()
    assert dialog.isVisible()
    assert dialog.form.error("name") == "There is a group of this name already."
    assert dialog.form.raw() == {"name": "Ситора"}
    assert dialog.save_button.isEnabled()
    dialog.form.mark_saved()
    dialog.reject()


def test_bad_input_is_said_before_anything_is_done(stand_in: StandInOffice, parent: QWidget) -> None:
    def save(_values: dict[str, Any]) -> Callable[[Any], Any]:
        raise UserError(N_("This is too long."), field="name")

    dialog = dialog_of(parent, save)
    dialog.save()
    assert dialog.form.error("name") == "This is needed."
    dialog.form.set_raw({"name": "Ситора"})
    dialog.save()
    assert dialog.form.error("name") == "This is too long."
    dialog.form.mark_saved()
    dialog.reject()


def test_cancelling_asks_only_when_something_was_typed(stand_in: StandInOffice, parent: QWidget) -> None:
    untouched = dialog_of(parent, lambda values: lambda _session: None)
    untouched.reject()
    assert not untouched.isVisible()
    dialog = dialog_of(parent, lambda values: lambda _session: None)
    dialog.form.set_raw({"name": "Ситора"})
    dialog.reject()
    assert dialog.isVisible()
    next(each for each in dialog.findChildren(QDialog) if each.isVisible()).accept()
    assert not dialog.isVisible()
