"""What a PC remembers, and what it does when it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.desk import FILE, Desk


def test_habits_are_there_after_a_restart(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.language, desk.theme, desk.text_scale = "tg", "dark", 150
    again = Desk(tmp_path)
    assert (again.language, again.theme, again.text_scale) == ("tg", "dark", 150)


def test_a_new_pc_has_no_language_and_follows_the_system(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert (desk.language, desk.theme, desk.text_scale) == ("", "system", 100)


def test_each_person_has_their_own_place_and_widths(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.person = "gulnora"
    desk.keep_mine("place", "attendance")
    desk.keep_widths("children", {"name": 300})
    desk.person = "zebo"
    assert desk.mine("place", "today") == "today"
    assert desk.widths("children") == {}
    desk.person = "gulnora"
    assert desk.mine("place") == "attendance"
    assert desk.widths("children") == {"name": 300}


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"people": 5, "text_scale": "big", "theme": 3}', "\x00\x01"])
def test_a_damaged_file_costs_the_habits_only(tmp_path: Path, damaged: str) -> None:
    (tmp_path / FILE).write_text(damaged, encoding="utf-8")
    desk = Desk(tmp_path)
    assert desk.text_scale == 100
    assert desk.widths("children") == {}
    desk.keep_mine("place", "today")
    assert Desk(tmp_path).mine("place") == "today"


def test_a_folder_that_is_not_there_or_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "not yet")
    desk.language = "ky"
    assert desk.language == "ky"
    (tmp_path / "desk.new").mkdir()
    blocked = Desk(tmp_path)
    blocked.language = "kk"
    assert blocked.language == "kk"
    assert not (tmp_path / FILE).exists()


def test_text_size_is_kept_within_100_and_200(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.text_scale = 500
    assert desk.text_scale == 200
