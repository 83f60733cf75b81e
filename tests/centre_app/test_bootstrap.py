"""Setting up, signing in, and every way in which opening can go wrong."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from centre_app import bootstrap, setting_up
from centre_app.bootstrap import DataState, SetUp, check_folder, open_office, set_up, state_of, unlock
from centre_app.db import folder, migrate, shares
from centre_app.db.lock import FolderLock
from centre_app.errors import (
    DiskFull,
    FileDamaged,
    InUse,
    NewerVersion,
    NotFound,
    ReadOnly,
    TooManyTries,
    UserError,
    WrongPassword,
)
from centre_app.office import Office
from centre_app.safekeeping.backups import list_backups
from centre_app.safekeeping.rules import Kind
from centre_app.security import queries
from centre_app.security.access import Role
from centre_app.security.key_store import ServerStore
from centre_app.security.keys import CHEAP_COST_FOR_TESTS
from centre_app.security.queries import HistoryFilter
from centre_app.sites.queries import services, the_site
from centre_app.terminal import opened
from tests.factories.centres import DETAILS, MANAGER, PASSWORD, Centre, copy_of_centre


@pytest.fixture
def centre(tmp_path: Path) -> Centre:
    return copy_of_centre(tmp_path / "centre")


def acts(office: Office) -> list[str]:
    with office.read() as session:
        return [line.act for line in queries.history(session, HistoryFilter()).lines]


def files(data: Path) -> set[str]:
    return {path.name for path in data.iterdir()} if data.exists() else set()


# Start path


def test_asking_for_the_state_imports_nothing_heavy() -> None:
    heavy = ["sqlalchemy", "alembic", "sqlcipher3", "argon2", "cryptography", "zipfile", "reportlab"]
    code = (
        "import sys, pathlib; from centre_app import bootstrap; bootstrap.state_of(pathlib.Path('nowhere'));"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_opening_an_up_to_date_centre_does_not_load_alembic(centre: Centre) -> None:
    code = (
        "import sys, pathlib; from centre_app import bootstrap;"
        f"bootstrap.open_office(pathlib.Path({str(centre.folder)!r}), {MANAGER!r}, {PASSWORD!r}).close();"
        "print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# Setting up


def test_a_centre_is_set_up_with_all_it_needs_to_begin(centre: Centre) -> None:
    with centre.open() as office, office.read() as session:
        site = the_site(session)
        assert (site.name, site.country, site.district) == (DETAILS.name, "TJ", "Ховалинг")
        assert site.signatory == DETAILS.manager_name
        assert [group.name for group in services(session)[0].groups] == ["Ситора", "Хуршед"]
        assert [row.role for row in queries.accounts(session)] == [Role.MANAGER]
        assert office.actor.name == DETAILS.manager_name


def test_an_empty_folder_is_empty_and_a_set_up_one_ready(tmp_path: Path, centre: Centre) -> None:
    assert state_of(tmp_path / "nothing") is DataState.EMPTY
    assert state_of(tmp_path) is DataState.EMPTY
    assert state_of(centre.folder) is DataState.READY


def test_half_of_the_files_is_damaged(centre: Centre) -> None:
    (centre.folder / "keys.json").unlink()
    (centre.folder / "keys.json.previous").unlink(missing_ok=True)
    assert state_of(centre.folder) is DataState.DAMAGED
    with pytest.raises(FileDamaged):
        centre.open()


def test_a_second_centre_is_not_set_up_over_the_first(centre: Centre) -> None:
    with pytest.raises(UserError) as refused:
        set_up(centre.folder, DETAILS, cost=CHEAP_COST_FOR_TESTS)
    assert refused.value.field == "data"
    centre.open().close()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("country", "XX"),
        ("manager_name", " "),
        ("username", "гул нора"),
        ("password", "кӯтоҳ"),
        ("language", "de"),
        ("name", "М" * 10_000),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_remains(tmp_path: Path, field: str, value: str) -> None:
    data = tmp_path / "centre"
    wrong: SetUp = replace(DETAILS, **{field: value})  # type: ignore[arg-type]
    with pytest.raises(UserError) as refused:
        set_up(data, wrong, cost=CHEAP_COST_FOR_TESTS)
    assert refused.value.field == field
    assert files(data) <= {"centre.lock"}
    assert state_of(data) is DataState.EMPTY


@pytest.mark.parametrize("broken", ["_write", "sync_file", "sync_folder"])
def test_a_set_up_that_is_cut_off_can_simply_be_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    data = tmp_path / "centre"
    with monkeypatch.context() as patched:
        patched.setattr(setting_up, broken, full)
        with pytest.raises(DiskFull):
            set_up(data, DETAILS, cost=CHEAP_COST_FOR_TESTS)
    if state_of(data) is DataState.EMPTY:
        set_up(data, DETAILS, cost=CHEAP_COST_FOR_TESTS).office.close()
    open_office(data, MANAGER, PASSWORD).close()


def test_the_practice_centre_says_that_it_is_one(tmp_path: Path) -> None:
    practice = replace(DETAILS, practice=True, username="manager", password="practice")
    office, _code = set_up(tmp_path / "practice", practice, cost=CHEAP_COST_FOR_TESTS)
    assert office.practice
    office.close()
    with open_office(tmp_path / "practice", "", "practice") as again:
        assert again.practice


def test_the_offices_day_is_the_clock_that_was_given(tmp_path: Path) -> None:
    day = date(2026, 3, 23)
    office, _code = set_up(tmp_path / "centre", DETAILS, cost=CHEAP_COST_FOR_TESTS, today=lambda: day)
    assert office.today() == day
    office.close()


# Signing in


def test_signing_in_and_out_leave_a_trace_with_the_wrong_tries_before(centre: Centre) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassword):
            centre.open(password="navruz-2025")
    centre.open().close()
    with centre.open() as office:
        traces = [act for act in acts(office) if act != "backed_up"]
        assert traces[:4] == ["signed_in", "signed_out", "signed_in", "wrong_password"]


def test_nobody_learns_whether_an_account_exists(centre: Centre) -> None:
    told = []
    for username in (MANAGER, "rustam"):
        with pytest.raises(WrongPassword) as wrong:
            centre.open(username, "navruz-2025")
        told.append((type(wrong.value), str(wrong.value), wrong.value.seconds_to_wait))
    assert told[0] == told[1]


def test_after_three_wrong_tries_even_the_right_password_waits(centre: Centre) -> None:
    for _ in range(3):
        with pytest.raises(WrongPassword):
            centre.open(password="navruz-2025")
    assert bootstrap.seconds_to_wait(centre.folder, "Gulnora") in (1, 2)
    with pytest.raises(TooManyTries):
        centre.open()


def test_without_a_name_the_only_manager_is_meant(centre: Centre) -> None:
    with centre.open("", PASSWORD) as office:
        assert office.actor.name == DETAILS.manager_name
    with pytest.raises(WrongPassword):
        centre.open("", "navruz-2025")


def test_the_lock_screen_takes_the_password_of_the_one_signed_in_and_no_other(centre: Centre) -> None:
    with centre.open() as office:
        with pytest.raises(WrongPassword):
            unlock(office, "navruz-2025")
        unlock(office, PASSWORD)
        assert acts(office)[0] == "wrong_password"


def test_a_folder_with_no_centre_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        open_office(tmp_path, MANAGER, PASSWORD)


# Two windows


def test_the_second_window_is_told_who_has_it_open_and_may_look(centre: Centre) -> None:
    with centre.open() as first:
        with pytest.raises(InUse) as told:
            centre.open()
        assert DETAILS.manager_name in told.value.who
        with centre.open(read_only=True) as second:
            with pytest.raises(ReadOnly), second.write():
                pass
            second.trace("printed", what="monthly")
        assert acts(first)[:2] == ["signed_out", "printed"]
    centre.open().close()


def test_being_told_that_it_is_open_does_not_count_as_a_wrong_try(centre: Centre) -> None:
    with centre.open():
        for _ in range(5):
            with pytest.raises(InUse):
                centre.open()


def test_a_killed_window_leaves_no_lock(centre: Centre) -> None:
    code = (
        "import os, pathlib; from centre_app.db.lock import FolderLock;"
        f"FolderLock.take(pathlib.Path({str(centre.folder)!r}), 'Рустам'); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code], check=False)
    centre.open().close()


# Folders and files that are not as they should be


def test_a_network_share_is_refused_in_words_that_name_the_way(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "is_on_share", lambda _folder: True)
    for attempt in (lambda: check_folder(centre.folder), centre.open):
        with pytest.raises(UserError, match="PostgreSQL"):
            attempt()


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "centre").write_text("")
    with pytest.raises(UserError, match="not a folder"):
        check_folder(tmp_path / "centre")


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot be written"):
        check_folder(tmp_path / "file" / "centre")


def test_what_a_killed_backup_left_half_made_is_swept_at_the_next_opening(centre: Centre) -> None:
    left = centre.folder / f"{folder.WORKING}killed"
    left.mkdir()
    (left / "centre.db").write_bytes(b"half a copy")
    with centre.open(read_only=True):
        assert left.exists()
    with centre.open():
        assert not left.exists()


def frozen(patched: pytest.MonkeyPatch) -> None:
    """What a folder that cannot be written looks like; rights do not keep root out, who runs the tests in CI."""
    for module in (folder, bootstrap, sys.modules["centre_app.opening"]):
        patched.setattr(module, "is_writable", lambda _data: False)


def test_a_folder_that_cannot_be_written_can_be_looked_at(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen(monkeypatch)
    with pytest.raises(ReadOnly):
        check_folder(centre.folder)
    with pytest.raises(ReadOnly):
        centre.open()
    before = (centre.folder / "centre.db").read_bytes()
    with centre.open(read_only=True) as office:
        office.trace("opened")
        with office.read() as session:
            assert the_site(session).name == DETAILS.name
    assert (centre.folder / "centre.db").read_bytes() == before
    assert not (centre.folder / "centre.db-wal").exists()


def test_reports_and_searches_do_without_writing_in_a_folder_that_cannot_be_written(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen(monkeypatch)
    monkeypatch.setenv("CENTRE_APP_PASSWORD", PASSWORD)
    with opened(centre.folder, None, MANAGER, only_reads=True) as office:
        assert office.read_only
    with pytest.raises(ReadOnly), opened(centre.folder, None, MANAGER):
        pass


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00" * 300, b"\x00" * 65536])
def test_a_file_that_the_right_key_cannot_read_is_damaged(centre: Centre, content: bytes) -> None:
    (centre.folder / "centre.db").write_bytes(content)
    with pytest.raises(FileDamaged):
        centre.open()


def test_a_database_of_a_newer_version_is_told_and_left_as_it_is(centre: Centre) -> None:
    with centre.open() as office, office.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerVersion):
        centre.open()
    with pytest.raises(NewerVersion):
        centre.open(read_only=True)


def test_before_a_migration_a_backup_is_made(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    upgraded = []
    with centre.open() as office, office.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    monkeypatch.setattr(migrate, "upgrade", lambda engine: upgraded.append(engine))
    with pytest.raises(ReadOnly):
        centre.open(read_only=True)
    centre.open().close()
    assert len(upgraded) == 1
    assert Kind.UPDATE in [backup.kind for backup in list_backups(centre.folder)]


def test_a_full_disk_is_told_and_nothing_is_half_written(centre: Centre) -> None:
    with centre.open() as office:
        with office.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        before = acts(office)
        with pytest.raises(DiskFull), office.write() as session:
            for number in range(2000):
                session.record_access("opened", what=f"{number:0120}")
        assert acts(office) == before
    centre.open().close()


# On a server


def test_a_centre_on_a_server_opens_with_its_password_only(tmp_path: Path, postgresql_url: str) -> None:
    data, url = tmp_path / "desk", empty_database(postgresql_url)
    assert state_of(data, database=url) is DataState.EMPTY
    with pytest.raises(NotFound):
        open_office(data, MANAGER, PASSWORD, database=url)
    office, code = set_up(data, DETAILS, database=url, cost=CHEAP_COST_FOR_TESTS)
    assert [len(ServerStore(office.engine).load().slots), office.engine.dialect.name] == [2, "postgresql"]
    office.close()
    assert state_of(data, database=url) is DataState.READY
    with pytest.raises(WrongPassword):
        open_office(data, MANAGER, "navruz-2025", database=url)
    with open_office(data, MANAGER, PASSWORD, database=url) as first, open_office(data, "", PASSWORD, database=url):
        unlock(first, PASSWORD)  # two PCs at once: nobody holds a lock
        assert "set_up" in acts(first)
    bootstrap.recover(data, code, MANAGER, "пароли нав 2026", database=url)
    open_office(data, MANAGER, "пароли нав 2026", database=url).close()
    with pytest.raises(UserError):
        set_up(data, DETAILS, database=url, cost=CHEAP_COST_FOR_TESTS)


def test_a_set_up_on_a_server_that_fails_leaves_it_empty(tmp_path: Path, postgresql_url: str) -> None:
    url = empty_database(postgresql_url)
    with pytest.raises(UserError):
        set_up(tmp_path, replace(DETAILS, country="XX"), database=url, cost=CHEAP_COST_FOR_TESTS)
    assert state_of(tmp_path, database=url) is DataState.EMPTY
    set_up(tmp_path, DETAILS, database=url, cost=CHEAP_COST_FOR_TESTS).office.close()


def test_a_server_that_is_too_old_is_refused(
    tmp_path: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("centre_app.opening.LEAST_SERVER", (99,))
    with pytest.raises(UserError, match="too old"):
        set_up(tmp_path, DETAILS, database=postgresql_url, cost=CHEAP_COST_FOR_TESTS)


@pytest.mark.parametrize(
    "url",
    ["mysql://centre/db", "postgresql://", "postgresql://127.0.0.1:1/centre", "postgresql://[x", "postgresql://h:p:q/"],
)
def test_a_server_that_does_not_answer_is_told_in_words(tmp_path: Path, url: str) -> None:
    with pytest.raises(UserError):
        state_of(tmp_path, database=url)


def empty_database(url: str) -> str:
    """A new database on the tests' server, gone with it."""
    import psycopg
    from sqlalchemy.engine import make_url

    from centre_app.db.types import new_id

    place = make_url(url)
    name = f"centre_{new_id().hex}"
    with psycopg.connect(
        host=str(place.query.get("host") or place.host),
        port=int(str(place.query.get("port") or place.port)),
        user=place.username,
        dbname="postgres",
        autocommit=True,
    ) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return place.set(database=name, drivername="postgresql").render_as_string(hide_password=False)


def test_a_lock_is_held_by_one(tmp_path: Path) -> None:
    lock = FolderLock.take(tmp_path, "Рустам")
    with pytest.raises(InUse, match="Рустам"):
        FolderLock.take(tmp_path, "Зарина")
    lock.release()
    FolderLock.take(tmp_path, "Зарина").release()
