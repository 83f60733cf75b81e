"""Backups: made, listed, copied to a second folder; the check in words; a new recovery sheet that is tried first."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QPushButton

from centre_app.office import Office
from centre_app.safekeeping.backups import list_backups, second_folder
from centre_app.security.key_store import store_of
from centre_app.security.keys import NEXT_RECOVERY, RECOVERY, SlotBook
from centre_app.security.recovery import groups
from tests.ui.settings.conftest import dialog, settle
from ui.messages import MessageArea
from ui.settings.backups import BackupsPage
from ui.settings.check_result import CheckDialog
from ui.settings.recovery import ASKED_BACK, RecoveryDialog


@pytest.fixture
def backups(page: Callable[[type[BackupsPage]], BackupsPage]) -> BackupsPage:
    return page(BackupsPage)


def press(asked: QDialog, text: str) -> None:
    """Press the button of this text."""
    next(each for each in asked.findChildren(QPushButton) if each.text() == text).click()
    settle()


def book(office: Office) -> SlotBook:
    """The keys as they are kept."""
    return store_of(office.engine, office.data).load()


def test_without_a_backup_the_list_says_so_and_offers_one(backups: BackupsPage) -> None:
    assert backups.table.rows() == []
    assert backups.now_button.isEnabled()


def test_a_backup_made_now_stands_in_the_list(backups: BackupsPage, centre: Office) -> None:
    backups.now_button.click()
    settle()
    assert [row.path for row in backups.table.rows()] == [facts.path for facts in list_backups(centre.data)]
    assert len(backups.table.rows()) == 1
    assert backups.now_button.isEnabled()


def test_each_backup_goes_to_the_second_folder_as_well(backups: BackupsPage, centre: Office, tmp_path: Path) -> None:
    stick = tmp_path / "флешка"
    stick.mkdir()
    assert "no second folder" in backups.second_words.text()
    backups.set_second(stick)
    settle()
    assert str(stick) in backups.second_words.text()
    backups.back_up()
    settle()
    assert {row.where for row in backups.table.rows()} == {"here", "second"}
    backups.no_second.click()
    settle()
    assert second_folder(centre.data) is None


def test_a_stick_that_is_gone_is_said_in_words_and_the_backup_is_made_all_the_same(
    backups: BackupsPage, tmp_path: Path
) -> None:
    area = MessageArea()
    stick = tmp_path / "флешка"
    stick.mkdir()
    backups.set_second(stick)
    settle()
    shutil.rmtree(stick)
    backups.back_up()
    settle()
    assert "is not there" in area.shown()[-1].said.text
    assert "is not there now" in backups.second_words.text()
    assert len(backups.table.rows()) == 1
    area.deleteLater()


def test_a_folder_that_cannot_be_used_is_refused_in_words(backups: BackupsPage, centre: Office) -> None:
    area = MessageArea()
    backups.set_second(centre.data / "backups")
    settle()
    assert area.shown()[-1].said.tone == "danger"
    assert second_folder(centre.data) is None
    area.deleteLater()


def test_checking_says_line_by_line_what_was_found(backups: BackupsPage) -> None:
    backups.check_button.click()
    found = dialog(CheckDialog)
    assert found.windowTitle() == "Everything is in order"
    assert any("history is whole" in words for words in found.words)


def test_a_damaged_backup_is_shown_as_such(backups: BackupsPage) -> None:
    backups.back_up()
    settle()
    path: Path = backups.table.rows()[0].path
    path.write_bytes(path.read_bytes()[:1000])
    backups.load()
    settle()
    row = backups.table.rows()[0]
    assert not row.ok
    assert backups.table.model.index(0, 1).data() == "cut short or damaged"


def test_restoring_explains_first_and_then_signs_out(backups: BackupsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[object] = []
    monkeypatch.setattr(backups.shell.app, "sign_out", lambda **to: left.append(to))
    backups.restore_asked()
    assert left == []
    press(dialog(QDialog), "Sign out and restore")
    assert len(left) == 1


def test_the_old_sheet_stays_good_until_the_new_one_was_typed_back(backups: BackupsPage, centre: Office) -> None:
    before = book(centre).named(RECOVERY)
    backups.new_sheet()
    sheet = dialog(RecoveryDialog)
    assert book(centre).named(RECOVERY) == before
    for number in ASKED_BACK:
        sheet.form.set_values({f"group{number}": "0000"})
    sheet.confirm_button.click()
    settle()
    assert sheet.form.error(f"group{ASKED_BACK[0]}")
    assert book(centre).named(RECOVERY) == before
    for number in ASKED_BACK:
        sheet.form.set_values({f"group{number}": groups(sheet._code)[number - 1].lower()})
    sheet.confirm_button.click()
    settle()
    assert book(centre).named(RECOVERY) != before
    assert not book(centre).named(NEXT_RECOVERY)


def test_a_new_sheet_can_be_left_and_the_old_one_kept(backups: BackupsPage, centre: Office) -> None:
    before = book(centre).named(RECOVERY)
    backups.new_sheet()
    dialog(RecoveryDialog).reject()
    settle()
    assert book(centre).named(RECOVERY) == before
