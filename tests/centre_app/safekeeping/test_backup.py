"""Backups: what is in them, when they are made, where they go, and what happens when the disk does not play along."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from centre_app.bootstrap import key_ring, set_up
from centre_app.db import sqlite_file
from centre_app.errors import DiskFull, FileDamaged, NewerVersion, Refused, UserError
from centre_app.office import Office
from centre_app.safekeeping import backup, backups
from centre_app.safekeeping.backup import back_up, back_up_if_due, back_up_on_exit, check_whole, newest_backup
from centre_app.safekeeping.backups import (
    Manifest,
    backups_in,
    list_backups,
    read_manifest,
    second_folder,
    set_second_folder,
)
from centre_app.safekeeping.rules import DAYS, LAST, Kind
from centre_app.security import actions
from centre_app.security.access import Actor, Role
from centre_app.security.keys import CHEAP_COST_FOR_TESTS
from tests.conftest import TODAY
from tests.factories.centres import DETAILS, MANAGER, PASSWORD, Centre
from tests.factories.children import make_child


@pytest.fixture
def office(centre: Centre) -> Iterator[Office]:
    with centre.open() as office:
        yield office


@pytest.fixture
def stick(tmp_path: Path, office: Office) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    set_second_folder(office, folder)
    return folder


def register(office: Office, name: str = "Ҷамшед") -> None:
    with office.write() as session:
        make_child(session, name)


def left_over(data: Path) -> set[str]:
    """What does not belong in a data folder with backups."""
    known = {"centre.db", "centre.db-wal", "centre.db-shm", "centre.lock", "keys.json", "keys.json.previous", "backups"}
    return {path.name for path in data.iterdir()} - known - {"sign-in.json", "safekeeping.json"}


def test_a_backup_tells_its_moment_size_and_number_of_children_without_a_password(office: Office) -> None:
    register(office)
    register(office, "Мадина")
    made = back_up(office).facts
    (listed,) = list_backups(office.data)
    assert listed == made
    assert (listed.children, listed.kind, listed.ok) == (2, Kind.HAND, True)
    assert listed.size == made.path.stat().st_size
    assert timedelta(0) <= datetime.now(UTC) - listed.at < timedelta(minutes=1)
    assert made.path.name == f"centre-{made.at.astimezone():%Y-%m-%d-%H%M}-hand.backup"
    assert left_over(office.data) == set()


def test_a_backup_shows_nothing_of_what_is_in_it(office: Office) -> None:
    register(office)
    content = back_up(office).facts.path.read_bytes()
    for word in ("Ҷамшед", "Раҳимов", "Умед", "CREATE TABLE", MANAGER, PASSWORD, "SQLite format"):
        assert word.encode() not in content


def test_a_backup_has_what_was_committed_and_not_what_was_not(office: Office) -> None:
    register(office)
    with office.write() as session:
        make_child(session, "Мадина")
        session.flush()
        assert back_up_copy_children(office) == 1
    assert back_up_copy_children(office) == 2


def back_up_copy_children(office: Office) -> int:
    """How many children a backup made this moment holds; ``make`` itself, since a trace would wait for the writer."""
    assert office.data_key is not None
    return backup.make(office.data, office.data_key, Kind.HAND).facts.children


def test_two_backups_in_one_minute_have_two_names(office: Office) -> None:
    assert back_up(office).facts.path != back_up(office).facts.path
    assert len(list_backups(office.data)) == 2


def test_making_a_backup_leaves_a_trace(office: Office) -> None:
    from centre_app.security.queries import HistoryFilter, history

    made = back_up(office).facts
    with office.read() as session:
        (line,) = history(session, HistoryFilter(act="backed_up")).lines
    assert line.entity_id == made.path.name


def test_the_daily_backup_is_made_on_the_days_first_use_only(office: Office) -> None:
    made = back_up_if_due(office)
    assert made is not None
    assert made.facts.kind is Kind.DAILY
    assert back_up_if_due(office) is None


def test_leaving_makes_a_backup_only_when_something_was_changed(centre: Centre) -> None:
    with centre.open():
        pass  # none was ever made
    with centre.open() as office:
        office.trace("printed")  # a look is no change
    assert [facts.kind for facts in list_backups(centre.folder)] == [Kind.EXIT]
    with centre.open() as office:
        register(office)
    assert [facts.children for facts in list_backups(centre.folder)] == [1]  # the day's newest stays


def test_a_window_opened_read_only_makes_none_at_leaving(centre: Centre) -> None:
    centre.open(read_only=True).close()
    assert list_backups(centre.folder) == []


def test_every_role_may_leave_a_backup_behind_but_only_the_manager_chooses_the_stick(
    office: Office, tmp_path: Path
) -> None:
    office.actor = Actor(office.actor.account_id, office.actor.name, Role.NUMBERS_ONLY)
    assert back_up_on_exit(office) is not None
    with pytest.raises(Refused):
        set_second_folder(office, tmp_path)


def test_a_password_changed_while_the_copy_is_made_is_in_the_backup(
    centre: Centre, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = sqlite_file.copy

    def copy_then_change(source: Path, target: Path, key: bytes) -> None:
        copy(source, target, key)
        with office.write() as session:
            actions.change_own_password(session, key_ring(office), PASSWORD, "пароли нав 2026")

    from centre_app.safekeeping.restore import restore

    with monkeypatch.context() as patched:
        patched.setattr(sqlite_file, "copy", copy_then_change)
        made = back_up(office).facts
    office.close()
    restore(made.path, tmp_path / "new", MANAGER, PASSWORD)
    replace(centre, folder=tmp_path / "new").open().close()


# Keeping


def aged(facts: backups.BackupFacts, day: int, number: int) -> None:
    """Make a backup look as if it had been made on another day."""
    manifest = read_manifest(facts.path)
    older = replace(manifest, at=datetime(2026, 1, 1, 9, tzinfo=UTC) + timedelta(days=day), number=number)
    path = facts.path.with_name(f"centre-{day:03}.backup")
    with zipfile.ZipFile(facts.path) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, older.as_json() if name == backups.MANIFEST else source.read(name))


def test_backups_are_tidied_up_but_never_what_is_not_understood(office: Office) -> None:
    made = back_up(office, Kind.DAILY).facts
    for day in range(40):
        aged(made, day, day + 1)
    made.path.unlink()
    folder = office.data / "backups"
    (folder / "cut short.backup").write_bytes(b"PK")
    (folder / "notes.txt").write_text("табель")
    back_up(office, Kind.DAILY)
    names = {path.name for path in folder.iterdir()}
    assert {"cut short.backup", "notes.txt"} <= names
    whole = [facts for facts in backups_in(folder) if facts.ok]
    assert DAYS <= len(whole) < 30
    assert whole[0].number == 41


def test_the_newest_backup_is_the_one_made_last_whatever_the_clock_said_then(office: Office) -> None:
    made = back_up(office, Kind.DAILY).facts
    aged(made, 30, made.number + 1)
    aged(made, 3, made.number + 2)  # the clock was set back
    newest = newest_backup(office.data)
    assert newest is not None
    assert newest.number == made.number + 2


def test_the_newest_backup_is_this_centres_own(office: Office, stick: Path, tmp_path: Path) -> None:
    back_up(office)
    with set_up(tmp_path / "other", DETAILS, cost=CHEAP_COST_FOR_TESTS, today=lambda: TODAY).office as other:
        set_second_folder(other, stick)
        for _ in range(LAST):
            back_up(other)
    newest = newest_backup(office.data)
    assert newest is not None
    assert newest.centre == backup.centre_mark(office.data)


def test_by_hand_the_last_five_stay(office: Office) -> None:
    for _ in range(LAST + 2):
        back_up(office)
    assert [facts.number for facts in list_backups(office.data)] == [7, 6, 5, 4, 3]


def test_a_backup_cut_short_is_listed_as_such(office: Office) -> None:
    path = back_up(office).facts.path
    path.write_bytes(path.read_bytes()[:-100])
    (listed,) = list_backups(office.data)
    assert not listed.ok
    with pytest.raises(FileDamaged, match="whole"):
        read_manifest(path)


def test_one_turned_bit_in_a_backup_is_found(office: Office) -> None:
    path = back_up(office).facts.path
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(FileDamaged):
        check_whole(path)


def test_a_backup_of_a_newer_version_says_so(office: Office) -> None:
    manifest = read_manifest(back_up(office).facts.path)
    with pytest.raises(NewerVersion):
        Manifest.from_json(manifest.as_json().replace(b'"format": 1', b'"format": 2'))


# A disk that does not play along


def test_a_full_disk_is_told_and_nothing_half_made_remains(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    good = back_up(office).facts
    monkeypatch.setattr(backup, "sync_file", full)
    with pytest.raises(DiskFull):
        back_up(office)
    assert left_over(office.data) == set()
    assert list_backups(office.data) == [good]


def test_a_copy_that_does_not_check_out_is_no_backup(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "problems", lambda _connection, thorough: ["row 1 missing"])
    with pytest.raises(FileDamaged):
        back_up(office)
    assert list_backups(office.data) == []


def test_trouble_at_leaving_does_not_keep_anybody_in(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(backup, "sync_file", full)
        centre.open().close()
    centre.open().close()


# The second folder


def test_each_backup_goes_to_the_stick_as_well(office: Office, stick: Path) -> None:
    made = back_up(office)
    assert made.second is None
    assert [path.read_bytes() for path in stick.iterdir()] == [made.facts.path.read_bytes()]
    assert sorted(facts.where for facts in list_backups(office.data)) == ["here", "second"]


def test_a_stick_that_was_pulled_is_told_and_the_backup_here_is_good(office: Office, stick: Path) -> None:
    shutil.rmtree(stick)
    made = back_up(office)
    assert made.second is not None
    assert str(stick) in made.second.in_words()
    assert check_whole(made.facts.path)
    assert second_folder(office.data) == stick


def test_an_empty_folder_where_the_stick_was_mounted_is_not_the_stick(office: Office, stick: Path) -> None:
    setting = office.data / "safekeeping.json"
    setting.write_text(setting.read_text().replace("false", "true"))  # it was on another disk when it was chosen
    made = back_up(office)
    assert made.second is not None
    assert list(stick.iterdir()) == []


def test_a_stick_that_is_full_is_told_and_holds_no_half_copy(
    office: Office, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("shutil.copyfile", full)
        made = back_up(office)
    assert made.second is not None
    assert "No space" in made.second.in_words()
    assert list(stick.iterdir()) == []


def test_a_stick_that_writes_something_else_is_found_out(
    office: Office, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("shutil.copyfile", lambda _source, target: target.write_bytes(b"worn out"))
        made = back_up(office)
    assert made.second is not None
    assert list(stick.iterdir()) == []


def test_two_centres_on_one_stick_leave_each_others_backups_alone(office: Office, stick: Path, tmp_path: Path) -> None:
    for _ in range(LAST + 1):
        back_up(office)
    other, _code = set_up(tmp_path / "other", DETAILS, cost=CHEAP_COST_FOR_TESTS, today=lambda: TODAY)
    set_second_folder(other, stick)
    assert back_up(other).facts.number == 1
    other.close()
    assert len({facts.centre for facts in backups_in(stick)}) == 2
    assert len(backups_in(stick)) == LAST + 1


def test_a_folder_that_cannot_be_used_is_refused_when_it_is_chosen(office: Office, tmp_path: Path) -> None:
    for folder in (tmp_path / "not there", Path("relative"), office.data / "backups", office.data):
        with pytest.raises(UserError) as refused:
            set_second_folder(office, folder)
        assert refused.value.field == "folder"
    set_second_folder(office, None)
    assert second_folder(office.data) is None


@pytest.mark.parametrize("content", ["", "[]", '{"second_folder": 3}'])
def test_a_damaged_setting_is_no_second_folder(office: Office, content: str) -> None:
    (office.data / "safekeeping.json").write_text(content)
    assert second_folder(office.data) is None


def test_on_a_server_backups_are_the_servers_own(postgresql_database: Engine, tmp_path: Path, manager: Actor) -> None:
    office = Office(postgresql_database, tmp_path, manager, bytes(32))
    assert back_up_if_due(office) is None
    assert back_up_on_exit(office) is None
    with pytest.raises(UserError, match="server"):
        back_up(office)
