"""Restoring: the old centre or the new one, whole, whatever happens in between."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from centre_app.bootstrap import DataState, key_ring, open_office, state_of
from centre_app.children.queries import find_children
from centre_app.db import migrate
from centre_app.db.folder import KEYS, RESTORING, WORKING
from centre_app.errors import FileDamaged, InUse, NewerVersion, Refused, UserError, WrongPassword
from centre_app.office import Office
from centre_app.safekeeping import restore as restoring
from centre_app.safekeeping.backup import back_up, make
from centre_app.safekeeping.backups import MANIFEST, list_backups
from centre_app.safekeeping.check import check
from centre_app.safekeeping.restore import restore
from centre_app.safekeeping.rules import Kind
from centre_app.security import actions
from centre_app.security.access import Role
from centre_app.security.key_store import FileStore
from centre_app.security.keys import open_slots
from centre_app.security.queries import HistoryFilter, history
from centre_app.security.recovery import new_code
from tests.factories.centres import MANAGER, PASSWORD, Centre
from tests.factories.children import make_child

STORED = Path(__file__).parents[2] / "stored"
ZARINA = actions.NewAccount("zarina", "Зарина Раҳимова", Role.SECRETARY, "гули садбарг")


def children(office: Office) -> int:
    with office.read() as session:
        return int(session.execute(text("SELECT count(*) FROM child")).scalar_one())


@pytest.fixture
def backup(centre: Centre) -> Path:
    """A backup with one child; the centre itself has two by now, and another password."""
    with centre.open() as office:
        with office.write() as session:
            make_child(session, "Ҷамшед")
            actions.add_account(session, key_ring(office), ZARINA)
        made = back_up(office).facts.path
        with office.write() as session:
            make_child(session, "Мадина")
            actions.change_own_password(session, key_ring(office), PASSWORD, "пароли нав 2026")
    return made


def test_what_was_backed_up_is_there_again_with_its_passwords_and_the_present_is_kept_aside(
    centre: Centre, backup: Path
) -> None:
    done = restore(backup, centre.folder, MANAGER, PASSWORD)
    assert done.children == 1
    with centre.open() as office:
        assert children(office) == 1
        assert check(office).ok
        with office.read() as session:
            (line,) = history(session, HistoryFilter(act="restored")).lines
        assert line.entity_id == backup.name
    assert done.aside is not None
    with replace(centre, folder=done.aside).open(password="пароли нав 2026") as before:
        assert children(before) == 2


def test_a_new_pc_restores_into_an_empty_folder(centre: Centre, backup: Path, tmp_path: Path) -> None:
    done = restore(backup, tmp_path / "new pc", MANAGER, PASSWORD)
    assert done.aside is None
    assert {path.name for path in (tmp_path / "new pc").iterdir()} == {"centre.db", "keys.json", "centre.lock"}
    with replace(centre, folder=tmp_path / "new pc").open() as office:
        assert children(office) == 1


def test_without_a_name_the_only_manager_is_meant(centre: Centre, backup: Path) -> None:
    with pytest.raises(WrongPassword):
        restore(backup, centre.folder, "", ZARINA.password)
    restore(backup, centre.folder, "", PASSWORD)
    centre.open().close()


def test_the_recovery_sheet_does_instead_of_a_password(centre: Centre, backup: Path) -> None:
    with pytest.raises(UserError) as wrong:
        restore(backup, centre.folder, "", "", recovery_code=new_code())
    assert wrong.value.field == "recovery_code"
    restore(backup, centre.folder, "", "", recovery_code=centre.code)
    centre.open().close()


@pytest.mark.parametrize(
    ("username", "password", "told"),
    [
        (MANAGER, "пароли нав 2026", WrongPassword),
        ("rustam", PASSWORD, WrongPassword),
        ("zarina", ZARINA.password, Refused),
    ],
)
def test_only_a_manager_of_that_time_restores(
    centre: Centre, backup: Path, username: str, password: str, told: type[UserError]
) -> None:
    with pytest.raises(told):
        restore(backup, centre.folder, username, password)
    assert_untouched(centre)


def assert_untouched(centre: Centre) -> None:
    assert not list(centre.folder.glob(f"{WORKING}*"))
    assert not list(centre.folder.glob("centre-before*"))
    with centre.open(password="пароли нав 2026") as office:
        assert children(office) == 2


def test_nothing_is_restored_under_an_open_window(centre: Centre, backup: Path) -> None:
    with centre.open(password="пароли нав 2026"), pytest.raises(InUse):
        restore(backup, centre.folder, MANAGER, PASSWORD)
    assert_untouched(centre)


def rewritten(backup: Path, **parts: bytes) -> Path:
    """A backup with other parts, whose manifest fits them."""
    import hashlib

    from centre_app.safekeeping.backups import read_manifest

    other = backup.with_name("other.backup")
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(other, "w") as target:
        content = {name: source.read(name) for name in source.namelist()}
        content |= {name.replace("_", "."): part for name, part in parts.items()}
        digest = hashlib.sha256(content["centre.db"]).hexdigest()
        content[MANIFEST] = replace(read_manifest(backup), digest=digest).as_json()
        for name, part in content.items():
            target.writestr(name, part)
    return other


def test_a_damaged_backup_is_told_and_changes_nothing(centre: Centre, backup: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.backup"
    cut.write_bytes(backup.read_bytes()[:1000])
    with zipfile.ZipFile(backup) as source:
        database = bytearray(source.read("centre.db"))
    database[len(database) // 2] ^= 1
    for bad in (
        cut,
        tmp_path / "none.backup",
        rewritten(backup, centre_db=bytes(database)),
        rewritten(backup, centre_db=b""),
        rewritten(backup, keys_json=b"{}"),
    ):
        with pytest.raises(UserError):
            restore(bad, centre.folder, MANAGER, PASSWORD)
    assert_untouched(centre)


def test_an_altered_history_in_a_backup_is_found(centre: Centre, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from centre_app.safekeeping.chain import Chain

    monkeypatch.setattr(restoring, "recount", lambda _connection: Chain(3, 4))
    with pytest.raises(FileDamaged):
        restore(backup, centre.folder, MANAGER, PASSWORD)
    assert_untouched(centre)


def test_a_backup_of_a_newer_version_is_told(centre: Centre, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(migrate, "HEAD", "0000")
        with pytest.raises(NewerVersion):
            restore(backup, centre.folder, MANAGER, PASSWORD)
    assert_untouched(centre)


class PulledPlug(BaseException):
    """Nothing catches it: as if the process were gone."""


def test_a_backup_of_an_older_schema_is_brought_up_to_date_and_its_children_are_found(tmp_path: Path) -> None:
    old = tmp_path / "old"
    shutil.copytree(STORED / "0002", old)
    opened = open_slots(FileStore(old / KEYS).load(), "manager", "practice")
    assert opened is not None
    older = make(old, opened.key, Kind.HAND).facts.path
    restore(older, tmp_path / "new", "manager", "practice")
    with open_office(tmp_path / "new", "manager", "practice") as office, office.read() as session:
        assert migrate.current(session.connection()) == migrate.HEAD
        assert find_children(session, "о").count > 0


@pytest.mark.parametrize("moves", range(7))
def test_a_plug_pulled_while_the_files_are_swapped_leaves_the_old_or_the_new_centre_whole(
    centre: Centre, backup: Path, moves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The announcement is one move; then keys and data go aside and come in: four moves."""
    left = [moves]
    move = Path.replace

    def counted(path: Path, target: Path) -> Path:
        if left[0] == 0:
            raise PulledPlug
        left[0] -= 1
        return move(path, target)

    pulled = False
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", counted)
        try:
            restore(backup, centre.folder, MANAGER, PASSWORD)
        except PulledPlug:
            pulled = True
    assert pulled is (moves < 5)
    assert state_of(centre.folder) is DataState.READY
    new = moves > 0
    with centre.open(password=PASSWORD if new else "пароли нав 2026") as office:
        assert children(office) == (1 if new else 2)
        assert check(office).ok
    assert not (centre.folder / "restoring.json").exists()
    assert not list(centre.folder.glob(f"{WORKING}*")) or not new


def test_the_write_ahead_log_of_a_killed_window_goes_aside_with_its_data(centre: Centre, backup: Path) -> None:
    (centre.folder / "centre.db-wal").write_bytes(b"left by a killed window")
    done = restore(backup, centre.folder, MANAGER, PASSWORD)
    assert done.aside is not None
    assert (done.aside / "centre.db-wal").exists()
    centre.open().close()


def test_a_folder_is_no_backup(centre: Centre, tmp_path: Path) -> None:
    with pytest.raises(FileDamaged, match="not a whole backup"):
        restore(tmp_path, centre.folder, MANAGER, PASSWORD)


def test_an_announcement_that_cannot_be_read_is_told_and_a_backup_mends_it(centre: Centre, backup: Path) -> None:
    (centre.folder / RESTORING).write_text("{")
    with pytest.raises(FileDamaged):
        centre.open()
    restore(backup, centre.folder, MANAGER, PASSWORD)
    with centre.open() as office:
        assert children(office) == 1


def test_restoring_twice_in_a_minute_keeps_both_asides(centre: Centre, backup: Path) -> None:
    first = restore(backup, centre.folder, MANAGER, PASSWORD).aside
    second = restore(backup, centre.folder, MANAGER, PASSWORD).aside
    assert first is not None
    assert second is not None
    assert first != second


def test_backups_made_after_restoring_count_on(centre: Centre, backup: Path) -> None:
    highest = max(facts.number for facts in list_backups(centre.folder))
    restore(backup, centre.folder, MANAGER, PASSWORD)
    with centre.open() as office:
        assert back_up(office).facts.number == highest + 1
