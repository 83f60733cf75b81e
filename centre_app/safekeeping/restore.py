"""Putting a backup back: unpacked beside, opened with its own keys and the person's password, checked, then swapped.

The swap is two renames (data and keys), so it is announced first in ``restoring.json``: a crash in between is carried
on by whoever opens the folder next. What was there is kept aside, whole.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, text

from centre_app.db import migrate, sqlite_file
from centre_app.db.engine import sqlite_engine
from centre_app.db.folder import DATABASE, KEYS, RESTORING, WORKING, sync_file, sync_folder, tidy, write_whole
from centre_app.db.lock import FolderLock
from centre_app.db.shares import refuse_share
from centre_app.db.trouble import damaged, translated_errors
from centre_app.errors import FileDamaged, NewerVersion, UserError, WrongPassword
from centre_app.language.translate import N_, _
from centre_app.office import Office
from centre_app.opening import actor_of, open_book
from centre_app.safekeeping.backup import check_whole
from centre_app.safekeeping.chain import recount
from centre_app.security.access import Actor, Permission, Role, require
from centre_app.security.key_store import FileStore
from centre_app.security.keys import open_by_recovery
from centre_app.security.recovery import check_code

BESIDE = ("centre.db-wal", "centre.db-shm")  # what SQLite may keep beside the data after a crash


@dataclass(frozen=True)
class RestoreResult:
    """``aside`` is the folder that now holds what was there before; None where the folder was empty."""

    aside: Path | None
    children: int


def restore(
    backup: Path, data: Path, username: str, password: str, *, recovery_code: str | None = None
) -> RestoreResult:
    """Put a backup in the place of the centre in ``data``, or into an empty folder (a new PC).

    The name and the password are those of a manager *in the backup* (an empty name: of its only manager); the code of
    the recovery sheet does instead.
    Raises InUse while a window has the centre open, WrongPassword, Refused, FileDamaged, NewerVersion, UserError. Until
    the last moment the old centre is untouched.
    """
    refuse_share(data)
    with translated_errors():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FolderLock.take(data, _("Restoring a backup"))
        try:
            with contextlib.suppress(FileDamaged):  # what cannot be carried on is replaced as a whole
                finish_restore(data)
            check_whole(backup)
            tidy(data)
            new = Path(tempfile.mkdtemp(prefix=WORKING, dir=data))
            try:
                children = _prepare(backup, new, username, password, recovery_code)
            except BaseException:
                shutil.rmtree(new, ignore_errors=True)
                raise
            return RestoreResult(_swap(data, new), children)
        finally:
            lock.release()


def finish_restore(data: Path) -> None:
    """Carry on a swap that a crash cut off. Whoever holds the folder's lock calls this before opening the file.

    Raises FileDamaged where the announcement cannot be read: then a backup has to be restored.
    """
    announced = data / RESTORING
    if not announced.exists():
        return
    try:
        said = json.loads(announced.read_text(encoding="utf-8"))
        new, aside = data / said["new"], data / said["aside"]
    except (ValueError, KeyError, TypeError) as error:
        raise damaged() from error
    _move(data, new, aside)


def _prepare(backup: Path, new: Path, username: str, password: str, recovery_code: str | None) -> int:
    """Unpack into ``new``, check everything, leave the trace. Returns the number of children."""
    with zipfile.ZipFile(backup) as packed:
        for name in (KEYS, DATABASE):
            with packed.open(name) as source, (new / name).open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
    book = FileStore(new / KEYS).load()
    if recovery_code is None:
        opened = open_book(book, username, password)
        if opened is None:
            raise WrongPassword
    else:
        opened = open_by_recovery(book, check_code(recovery_code))
        if opened is None:
            raise UserError(N_("This recovery code does not belong to this backup."), field="recovery_code")
    _check(new / DATABASE, opened.key)
    engine = sqlite_engine(new / DATABASE, opened.key)
    try:
        if recovery_code is None:
            actor = actor_of(engine, book, opened, username, password)
        else:
            actor = Actor(None, _("Recovery sheet"), Role.MANAGER)
        children = _leave_trace(engine, new, actor, backup.name)
    finally:
        engine.dispose()
    for name in (KEYS, DATABASE):
        sync_file(new / name)
    sync_folder(new)
    return children


def _check(database: Path, key: bytes) -> None:
    with sqlite_file.opened(database, key) as connection:
        wrong = sqlite_file.problems(connection, thorough=True)
    engine = sqlite_engine(database, key, read_only=True)
    try:
        with engine.connect() as connection:
            schema = migrate.current(connection)
            if schema is not None and schema > migrate.HEAD:
                raise NewerVersion(N_("This backup was made by a newer version of Centre App: install it first."))
            if wrong or schema is None or recount(connection).broken_at is not None:
                raise FileDamaged(N_("This backup is damaged inside. Choose another one: nothing was changed."))
    finally:
        engine.dispose()


def _leave_trace(engine: Engine, new: Path, actor: Actor | None, name: str) -> int:
    """Say in the restored history that and by whom it was restored; only a manager may."""
    if actor is None:
        raise WrongPassword
    require(actor, Permission.MANAGE_CENTRE)
    Office(engine, new, actor).trace("restored", what=name)
    with engine.connect() as connection:
        children = int(connection.execute(text("SELECT count(*) FROM child")).scalar() or 0)
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA journal_mode = DELETE").fetchall()
        connection.exec_driver_sql("BEGIN")
    return children


def _swap(data: Path, new: Path) -> Path | None:
    """Announce, then move. From the announcement on the new centre is the one in force."""
    there = (data / DATABASE).exists() or (data / KEYS).exists()
    aside = _free_name(data, datetime.now(UTC).astimezone())
    aside.mkdir()
    write_whole(data / RESTORING, json.dumps({"new": new.name, "aside": aside.name}).encode())
    _move(data, new, aside)
    return aside if there else None


def _free_name(data: Path, now: datetime) -> Path:
    begin = f"centre-before-restore-{now:%Y-%m-%d-%H%M}"
    names = [begin, *(f"{begin}-{count}" for count in range(2, 100))]
    return next(data / name for name in names if not (data / name).exists())


def _move(data: Path, new: Path, aside: Path) -> None:
    """Old things aside, new things in; every step may be done again after a crash at any point."""
    aside.mkdir(exist_ok=True)
    if (new / DATABASE).exists():
        for name in BESIDE:
            if (data / name).exists():
                (data / name).replace(aside / name)
    for name in (KEYS, DATABASE):
        if (new / name).exists():
            if (data / name).exists():
                (data / name).replace(aside / name)
            (new / name).replace(data / name)
    with contextlib.suppress(OSError):
        aside.rmdir()  # where there was nothing to keep
    sync_folder(data)
    (data / RESTORING).unlink()
    sync_folder(data)
    shutil.rmtree(new, ignore_errors=True)
