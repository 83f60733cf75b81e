"""Files that are replaced whole, and folders that are gone afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from centre_app.db.folder import WORKING, is_writable, tidy, working_folder, write_whole


def test_a_file_is_replaced_and_the_old_one_kept_beside(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    write_whole(file, b"one", keep_previous=True)
    write_whole(file, b"two", keep_previous=True)
    assert file.read_bytes() == b"two"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "keys.json": b"two",
        "keys.json.previous": b"one",
    }


def test_a_full_disk_leaves_the_old_file_and_no_half_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "keys.json"
    write_whole(file, b"one")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"two")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"one"]


def test_where_there_are_no_hard_links_the_old_file_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_names: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refused)
    write_whole(tmp_path / "keys.json", b"one")
    write_whole(tmp_path / "keys.json", b"two", keep_previous=True)
    assert (tmp_path / "keys.json.previous").read_bytes() == b"one"


def test_a_working_folder_is_gone_afterwards_and_swept_after_a_crash(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), working_folder(tmp_path) as work:
        (work / "half").write_text("half")
        raise RuntimeError
    assert not list(tmp_path.iterdir())
    (tmp_path / f"{WORKING}left").mkdir()
    tidy(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_cannot_be_written(tmp_path: Path) -> None:
    assert is_writable(tmp_path)
    assert not is_writable(tmp_path / "nowhere")
    assert not list(tmp_path.iterdir())
