"""The goal bank: goals by area, added, changed, moved, taken out of use; each step can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from centre_app.office import Office
from centre_app.plans.actions import add_bank_entry
from centre_app.plans.inputs import BankInput
from centre_app.plans.queries import BankEntry, goal_bank
from tests.factories.plans import LEVELS
from tests.ui.conftest import FakeShell
from tests.ui.settings.conftest import Bridge, dialog, settle
from ui import messages
from ui.settings.goal_bank import GoalBankPage
from ui.shared.dialog import FormDialog

GIVEN = (
    ("communication", "Бо расм мепурсад"),
    ("communication", "Аз ду чиз интихоб мекунад"),
    ("play", "Навбат мепояд"),
)


@pytest.fixture
def bank(
    centre: Office, shell_of: Callable[[Any], FakeShell], show: Callable[[QWidget], QWidget]
) -> Iterator[GoalBankPage]:
    """The page with three goals, told of every change."""
    with centre.write() as session:
        for area, text in GIVEN:
            add_bank_entry(session, BankInput(area, text, LEVELS))
    page = GoalBankPage(shell_of(centre))
    bridge = Bridge(page)
    bridge.told.connect(lambda changes: page.load() if changes & page.refresh_on else None)
    stop = centre.subscribe(bridge.told.emit)
    show(page)
    page.load()
    settle()
    yield page
    settle()
    stop()


def stored(office: Office) -> list[BankEntry]:
    """All goals of the bank as they are written down."""
    with office.read() as session:
        return list(goal_bank(session, all_entries=True))


def shown(page: GoalBankPage) -> list[str]:
    return [row.text for row in page.list.table.rows()]


def go_to(page: GoalBankPage, text: str) -> None:
    assert page.list.table.select(lambda row: row.text == text)


def current(page: GoalBankPage) -> BankEntry:
    row = page.list.table.current()
    assert isinstance(row, BankEntry)
    return row


def undo() -> None:
    """Press *Undo* of what was said last."""
    act = messages.waiting()[-1].action
    assert act is not None
    act()
    settle()


def test_goals_are_listed_by_area_and_narrowed_to_one(bank: GoalBankPage) -> None:
    assert shown(bank) == ["Бо расм мепурсад", "Аз ду чиз интихоб мекунад", "Навбат мепояд"]
    bank.area.setCurrentIndex(bank.area.findText("play"))
    assert shown(bank) == ["Навбат мепояд"]


def test_a_goal_is_added_with_its_levels_in_the_area_on_show_and_becomes_current(
    bank: GoalBankPage, centre: Office
) -> None:
    bank.area.setCurrentIndex(bank.area.findText("play"))
    bank.add()
    asked = dialog(FormDialog)
    asked.form.set_values({"text": "Бо тӯб бозӣ мекунад", "level0": "Панҷ бор", "level-2": "Намегирад"})
    asked.save()
    settle()
    added = next(row for row in stored(centre) if row.text == "Бо тӯб бозӣ мекунад")
    assert (added.area, added.levels) == ("play", ("Намегирад", "", "Панҷ бор", "", ""))
    assert current(bank).id == added.id
    undo()
    assert shown(bank) == ["Навбат мепояд"]


def test_a_goal_needs_its_area_and_its_words(bank: GoalBankPage, centre: Office) -> None:
    bank.add()
    asked = dialog(FormDialog)
    asked.save()
    settle()
    assert asked.form.error("area") == "This is needed."
    assert len(stored(centre)) == len(GIVEN)
    asked.form.mark_saved()
    asked.reject()


def test_a_changed_goal_shows_its_levels_and_the_change_can_be_undone(bank: GoalBankPage, centre: Office) -> None:
    go_to(bank, "Навбат мепояд")
    bank.list.change_button.click()
    asked = dialog(FormDialog)
    assert asked.form.values()["level2"] == LEVELS[4]
    asked.form.set_values({"text": "Навбатро мепояд", "area": "social"})
    asked.save()
    settle()
    assert ("social", "Навбатро мепояд") in [(row.area, row.text) for row in stored(centre)]
    undo()
    assert ("play", "Навбат мепояд") in [(row.area, row.text) for row in stored(centre)]


def test_a_goal_moves_within_its_area(bank: GoalBankPage) -> None:
    go_to(bank, "Аз ду чиз интихоб мекунад")
    bank.list.up_button.click()
    settle()
    assert shown(bank)[:2] == ["Аз ду чиз интихоб мекунад", "Бо расм мепурсад"]
    assert current(bank).text == "Аз ду чиз интихоб мекунад"


def test_a_goal_goes_out_of_use_stays_written_and_comes_back(bank: GoalBankPage, centre: Office) -> None:
    go_to(bank, "Навбат мепояд")
    bank.list.use_button.click()
    settle()
    assert [row.active for row in stored(centre) if row.text == "Навбат мепояд"] == [False]
    assert "Навбат мепояд" in shown(bank)  # shown as out of use, so that it can be put back
    bank.with_old.setChecked(False)
    assert "Навбат мепояд" not in shown(bank)
    undo()
    assert all(row.active for row in stored(centre))


def test_the_filter_is_the_same_after_a_change_of_language(bank: GoalBankPage) -> None:
    bank.area.setCurrentIndex(bank.area.findText("play"))
    again = GoalBankPage(bank.shell)
    again.restore(bank.state())
    again.load()
    settle()
    assert shown(again) == ["Навбат мепояд"]
    assert again.area.currentText() == "play"
