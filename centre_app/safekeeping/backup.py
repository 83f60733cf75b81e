"""Making a backup: copied in one moment, opened and checked, and only then given its name."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

import centre_app
from centre_app.db import migrate, sqlite_file
from centre_app.db.engine import sqlite_engine
from centre_app.db.folder import BACKUPS, DATABASE, KEYS, sync_file, sync_folder, working_folder
from centre_app.db.trouble import damaged, translated_errors
from centre_app.errors import FileDamaged, UserError
from centre_app.language.translate import N_, Message
from centre_app.office import Office
from centre_app.safekeeping.backups import (
    ENDING,
    MANIFEST,
    BackupFacts,
    Manifest,
    backups_in,
    facts_of,
    list_backups,
    read_manifest,
    second_folder,
    second_is_there,
)
from centre_app.safekeeping.chain import head_fits, last_change
from centre_app.safekeeping.rules import Kind, Made, what_to_keep
from centre_app.security.access import Permission, require
from centre_app.security.key_store import FileStore

PART = ".part"
CHUNK = 1 << 20


@dataclass(frozen=True)
class BackUpResult:
    """A backup that was made and checked. ``second`` says what went wrong with the second folder, None for nothing."""

    facts: BackupFacts
    second: Message | None = None


@dataclass(frozen=True)
class Copy:
    """What is in a copy that was opened and found sound."""

    children: int
    schema: str
    change: int


def back_up(office: Office, kind: Kind = Kind.HAND) -> BackUpResult:
    """Back up an open centre; others may go on writing. Raises UserError in words; nothing half-made remains."""
    require(office.actor, Permission.BACK_UP)
    if office.engine.dialect.name != "sqlite":
        raise UserError(
            N_("This centre is on a database server: its backups are made there. Ask the person who looks after it.")
        )
    assert office.data_key is not None, "the office is closed"
    result = make(office.data, office.data_key, kind)
    office.trace("backed_up", what=result.facts.path.name)
    return result


def back_up_if_due(office: Office) -> BackUpResult | None:
    """The daily backup, on the day's first use; None when there is one from today already."""
    if not _looks_after_itself(office):
        return None
    today = datetime.now(UTC).astimezone().date()
    if any(facts.ok and facts.at.astimezone().date() == today for facts in _own(office.data)):
        return None
    return back_up(office, Kind.DAILY)


def back_up_on_exit(office: Office) -> BackUpResult | None:
    """The backup at closing; None when nothing was changed since the last one."""
    if not _looks_after_itself(office) or office.read_only:
        return None
    with translated_errors(), office.engine.connect() as connection:
        change = last_change(connection)
    newest = max((facts for facts in _own(office.data) if facts.ok), key=lambda facts: facts.number, default=None)
    return None if newest is not None and newest.change == change else back_up(office, Kind.EXIT)


def make(data: Path, key: bytes, kind: Kind) -> BackUpResult:
    """Make a backup of the file in ``data`` with nobody signed in: before a migration. Raises UserError."""
    with translated_errors():
        folder = data / BACKUPS
        folder.mkdir(exist_ok=True)
        centre = centre_mark(data)
        beside = second_folder(data)
        with working_folder(data) as work:
            copy = work / DATABASE
            before = FileStore(data / KEYS).load()
            sqlite_file.copy(data / DATABASE, copy, key)
            # The keys from before and after: whatever slot the copy's accounts name is among them, although somebody
            # changed a password meanwhile.
            FileStore(work / KEYS).save(FileStore(data / KEYS).load().together_with(before))
            held = look_into(copy, key)
            known = [*backups_in(folder), *(backups_in(beside) if beside else [])]
            manifest = Manifest(
                number=max((facts.number for facts in known if facts.centre == centre), default=0) + 1,
                at=datetime.now(UTC),
                kind=kind,
                children=held.children,
                schema=held.schema,
                app=centre_app.__version__,
                change=held.change,
                centre=centre,
                digest=digest_of(copy),
            )
            path = _place(_pack(work, manifest), folder, manifest)
        _prune(folder, centre)
        return BackUpResult(facts_of(path), _to_second(path, data, beside, centre) if beside else None)


def look_into(copy: Path, key: bytes) -> Copy:
    """Open a copy with its key and check it. Raises FileDamaged."""
    with sqlite_file.opened(copy, key) as connection:
        if sqlite_file.problems(connection, thorough=False):
            raise damaged()
    engine = sqlite_engine(copy, key, read_only=True)
    try:
        with engine.connect() as connection:
            schema = migrate.current(connection)
            if schema is None or not head_fits(connection):
                raise damaged()
            children = connection.execute(text("SELECT count(*) FROM child")).scalar() or 0
            return Copy(children, schema, last_change(connection))
    finally:
        engine.dispose()


def centre_mark(data: Path) -> str:
    """What tells this centre's backups from another's: a digest of the salt that it was set up with."""
    return hashlib.sha256(FileStore(data / KEYS).load().salt).hexdigest()[:16]


def newest_backup(data: Path) -> BackupFacts | None:
    """The whole backup that was made last, by its number: a clock that was set back tells another day.

    A stick may hold another centre's as well: where this centre's keys still tell which are its own, only those count.
    """
    good = [facts for facts in list_backups(data) if facts.ok]
    mark = ""
    with contextlib.suppress(UserError):  # the keys are gone: that is why one restores
        mark = centre_mark(data)
    own = [facts for facts in good if facts.centre == mark]
    return max(own or good, key=lambda facts: (facts.number, facts.at), default=None)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pack(work: Path, manifest: Manifest) -> Path:
    packed = work / "packed"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as backup:
        backup.writestr(MANIFEST, manifest.as_json())
        backup.write(work / KEYS, KEYS)
        backup.write(work / DATABASE, DATABASE)
    sync_file(packed)
    check_whole(packed)
    return packed


def check_whole(path: Path) -> Manifest:
    """Read a backup through and compare what was read with its manifest. Raises FileDamaged."""
    manifest = read_manifest(path)
    counted = hashlib.sha256()
    with zipfile.ZipFile(path) as backup, contextlib.suppress(zipfile.BadZipFile, KeyError, EOFError):
        with backup.open(DATABASE) as file:
            while piece := file.read(CHUNK):
                counted.update(piece)
        if counted.hexdigest() == manifest.digest and KEYS in backup.namelist():
            return manifest
    raise FileDamaged(N_("{name} is not a whole backup. Choose another one."), field="backup", name=path.name)


def _place(packed: Path, folder: Path, manifest: Manifest) -> Path:
    """Give it its name: centre-2026-11-21-1530-daily.backup."""
    begin = f"centre-{manifest.at.astimezone():%Y-%m-%d-%H%M}-{manifest.kind}"
    path = folder / (begin + ENDING)
    if path.exists():
        path = folder / f"{begin}-{manifest.number}{ENDING}"
    packed.replace(path)
    sync_folder(folder)
    return path


def _to_second(path: Path, data: Path, folder: Path, centre: str) -> Message | None:
    """Copy to the stick or the share, compared byte for byte by digest. What goes wrong is told and fails nothing."""
    if not second_is_there(data, folder):
        return Message(
            N_("The second folder {folder} is not there. Is the stick plugged in? The backup on this PC is good."),
            {"folder": str(folder)},
        )
    part = folder / (path.name + PART)
    try:
        shutil.copyfile(path, part)
        sync_file(part)
        _forget_cached(part)
        if digest_of(part) != digest_of(path):
            raise OSError("the copy differs")
        target = folder / path.name
        if target.exists():  # of another centre, or of this one before it was restored elsewhere
            target = folder / f"{path.stem}-{centre[:4]}-{read_manifest(path).number}{ENDING}"
        part.replace(target)
        sync_folder(folder)
        _prune(folder, centre)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        return Message(
            N_("The copy in the second folder {folder} failed ({why}). The backup on this PC is good."),
            {"folder": str(folder), "why": error.strerror or str(error)},
        )
    return None


def _forget_cached(path: Path) -> None:
    """Ask the system to read from the stick and not from its memory when the copy is compared."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _prune(folder: Path, centre: str) -> None:
    """Take away this centre's backups that are no longer kept; what is unreadable or another's stays."""
    own = [facts for facts in backups_in(folder) if facts.ok and facts.centre == centre and facts.kind is not None]
    kept = what_to_keep(_as_made(own))
    for facts in own:
        if facts.number not in kept:
            with contextlib.suppress(OSError):
                facts.path.unlink()


def _as_made(backups: Iterable[BackupFacts]) -> list[Made]:
    return [Made(facts.number, facts.at.astimezone().date(), facts.kind) for facts in backups if facts.kind is not None]


def _own(data: Path) -> list[BackupFacts]:
    with translated_errors():
        centre = centre_mark(data)
    return [facts for facts in backups_in(data / BACKUPS) if facts.centre == centre]


def _looks_after_itself(office: Office) -> bool:
    """Whether backups are the app's own work here: not on a server, nor in a folder that cannot be written."""
    return office.engine.dialect.name == "sqlite" and office.leaves_traces
