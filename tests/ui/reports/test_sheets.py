"""The recovery sheet is shown as it will be printed, and printing it leaves a trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from centre_app.office import Office
from centre_app.security.queries import HistoryFilter, history
from centre_app.security.recovery import new_code
from tests.ui.conftest import FakeShell
from ui import tasks
from ui.reports.sheets import show_recovery_sheet


def test_it_is_one_page_and_its_printing_is_in_the_history(
    office: Office, shell_of: Callable[[Any], FakeShell], qtbot: QtBot
) -> None:
    shell_of(office)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = show_recovery_sheet(parent, office, new_code())
    tasks.wait_idle(20_000)
    assert dialog.preview.page_count() == 1
    dialog.preview.printed.emit()
    tasks.wait_idle()
    with office.read() as session:
        line = history(session, HistoryFilter(act="printed")).lines[0]
    assert line.entity_id == "recovery"
    dialog.close()


def test_at_the_set_up_it_is_made_before_the_window_of_the_centre_is_open(office: Office, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    assert tasks.runner().office is None
    dialog = show_recovery_sheet(parent, office, new_code())
    tasks.wait_idle(20_000)
    assert dialog.preview.page_count() == 1
    dialog.close()
