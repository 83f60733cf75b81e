"""Language, colours and size are put on at once and kept on this PC."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from centre_app.language.translate import LANGUAGE_NAMES, LANGUAGES, current
from tests.ui.conftest import FakeShell
from ui.settings.pc import SIZES, PcPage
from ui.shared import theme


@pytest.fixture
def pc(shell: FakeShell, show: Callable[[QWidget], QWidget]) -> PcPage:
    made = PcPage(shell)
    show(made)
    return made


def test_each_language_is_offered_in_its_own_tongue(pc: PcPage) -> None:
    offered = [button.text() for button in pc.choices["language"].values()]
    assert offered == [LANGUAGE_NAMES[code] for code in LANGUAGES]


def test_a_language_is_put_on_at_once_and_remembered(pc: PcPage, shell: FakeShell, qtbot: QtBot) -> None:
    qtbot.mouseClick(pc.choices["language"]["tg"], Qt.MouseButton.LeftButton)
    assert current().language == "tg"
    assert shell.desk.language == "tg"


def test_a_theme_is_put_on_at_once_and_remembered(pc: PcPage, shell: FakeShell, qtbot: QtBot) -> None:
    qtbot.mouseClick(pc.choices["theme"]["contrast"], Qt.MouseButton.LeftButton)
    assert theme.name() == "contrast"
    assert shell.desk.theme == "contrast"


def test_the_size_of_the_text_goes_up_to_twice(pc: PcPage, shell: FakeShell, qtbot: QtBot) -> None:
    assert (min(SIZES), max(SIZES)) == (100, 200)
    qtbot.mouseClick(pc.choices["size"][200], Qt.MouseButton.LeftButton)
    assert theme.scale() == shell.desk.text_scale == 200


def test_what_is_in_force_is_what_is_shown(pc: PcPage) -> None:
    assert pc.choices["language"]["en"].isChecked()
    assert pc.choices["theme"]["system"].isChecked()
    assert pc.choices["size"][100].isChecked()


def test_the_keyboard_stays_on_the_choice_when_everything_is_built_anew(
    pc: PcPage, shell: FakeShell, show: Callable[[QWidget], QWidget]
) -> None:
    pc.choices["theme"]["system"].setFocus()
    again = PcPage(shell)
    show(again)
    again.restore(pc.state())
    assert again.focusWidget() is again.choices["theme"]["system"]
