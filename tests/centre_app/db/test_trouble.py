"""What the disk, the file and the server say, in words."""

from __future__ import annotations

import errno
from pathlib import Path

import psycopg
import pytest
import sqlalchemy
import sqlcipher3.dbapi2 as sqlcipher

from centre_app.db.engine import sqlite_engine
from centre_app.db.trouble import translated_errors
from centre_app.errors import DiskFull, FileDamaged, ReadOnly, UserError
from tests.conftest import KEY


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.ENOSPC, DiskFull), (errno.EROFS, ReadOnly), (errno.EACCES, ReadOnly), (errno.EIO, UserError)],
)
def test_what_the_system_says_is_put_into_words(number: int, told: type[UserError]) -> None:
    with pytest.raises(told), translated_errors():
        raise OSError(number, "")


def test_a_bug_stays_a_bug() -> None:
    with pytest.raises(FileExistsError), translated_errors():
        raise FileExistsError(errno.EEXIST, "")
    with pytest.raises(ZeroDivisionError), translated_errors():
        raise ZeroDivisionError
    with pytest.raises(sqlalchemy.exc.OperationalError), translated_errors():
        sqlalchemy.create_engine("sqlite://").connect().exec_driver_sql("SELECT * FROM nothing")


def test_what_was_told_already_is_passed_on() -> None:
    with pytest.raises(ReadOnly, match="closed"), translated_errors():
        raise ReadOnly("closed")


def test_the_wrong_key_is_a_damaged_file(empty_file: Path) -> None:
    engine = sqlite_engine(empty_file, bytes(32), read_only=True)
    with pytest.raises(FileDamaged), translated_errors(), engine.connect():
        pass
    engine.dispose()


def test_a_database_that_stays_locked_is_busy(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "centre.db", KEY)
    with engine.execution_options(writes=True).connect() as first:
        first.exec_driver_sql("CREATE TABLE one (id INTEGER)")
        with pytest.raises(UserError, match="busy"), translated_errors(), engine.connect() as second:
            second.exec_driver_sql("PRAGMA busy_timeout = 10")
            second.exec_driver_sql("CREATE TABLE two (id INTEGER)")
    engine.dispose()


def test_a_file_opened_read_only_cannot_be_written(empty_file: Path) -> None:
    engine = sqlite_engine(empty_file, KEY, read_only=True)
    with pytest.raises(ReadOnly), translated_errors(), engine.connect() as connection:
        connection.exec_driver_sql("DELETE FROM account")
    engine.dispose()


def test_a_bare_error_of_the_cipher_is_understood(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="reached"), translated_errors():
        sqlcipher.connect(f"{(tmp_path / 'none').as_uri()}?mode=rw", uri=True)


def test_the_backup_interface_gives_words_and_no_code() -> None:
    with pytest.raises(DiskFull), translated_errors():
        raise sqlcipher.OperationalError("database or disk is full")
    with pytest.raises(sqlcipher.OperationalError), translated_errors():
        raise sqlcipher.OperationalError("no such table: nothing")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (psycopg.errors.DiskFull(), DiskFull),
        (psycopg.errors.ReadOnlySqlTransaction(), ReadOnly),
        (psycopg.errors.InvalidPassword(), UserError),
        (psycopg.errors.AdminShutdown(), UserError),
        (psycopg.OperationalError("connection refused"), UserError),
    ],
)
def test_what_the_server_says_is_put_into_words(error: Exception, told: type[UserError]) -> None:
    with pytest.raises(told), translated_errors():
        raise error


def test_a_broken_constraint_on_a_server_is_a_bug() -> None:
    with pytest.raises(psycopg.errors.UniqueViolation), translated_errors():
        raise psycopg.errors.UniqueViolation


def test_a_folder_may_have_signs_in_its_name_that_mean_something_in_an_address(tmp_path: Path) -> None:
    folder = tmp_path / "Маркази #1 100% «Умед»?"
    folder.mkdir()
    engine = sqlite_engine(folder / "centre.db", KEY)
    with engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE one (id INTEGER)")
    engine.dispose()
    assert [path.name for path in folder.iterdir()] == ["centre.db"]
