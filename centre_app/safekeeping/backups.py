"""What a backup is, and which ones there are.

One file: a zip (stored, not compressed: what is encrypted does not shrink) of the database's copy, the keys that open
it, and ``manifest.json``, which tells what a list shows without any password.
"""

from __future__ import annotations

import contextlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from centre_app.db.folder import BACKUPS, SAFEKEEPING, is_writable, write_whole
from centre_app.db.trouble import translated_errors
from centre_app.errors import FileDamaged, NewerVersion, NotFound, UserError
from centre_app.language.translate import N_
from centre_app.office import Office
from centre_app.safekeeping.rules import Kind
from centre_app.security.access import Permission, require

FORMAT = 1
ENDING = ".backup"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself.

    ``number`` counts up with each backup of a centre, whatever the clock says. ``change`` is the history's newest
    change in it. ``centre`` tells the backups of two centres on one stick apart without naming them. ``digest`` is the
    SHA-256 of the database's copy.
    """

    number: int
    at: datetime
    kind: Kind
    children: int
    schema: str
    app: str
    change: int
    centre: str
    digest: str
    format: int = FORMAT

    @property
    def day(self) -> date:
        """The day on this PC's clock."""
        return self.at.astimezone().date()

    def as_json(self) -> bytes:
        """As it lies in the backup."""
        return json.dumps(asdict(self) | {"at": self.at.astimezone(UTC).isoformat()}, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Raises KeyError, TypeError, ValueError for what is no manifest, NewerVersion for a later format."""
        said: dict[str, Any] = json.loads(text)
        if int(said["format"]) > FORMAT:
            raise NewerVersion(N_("This backup was made by a newer version of Centre App: install the newer version."))
        said["at"] = datetime.fromisoformat(said["at"]).astimezone(UTC)
        return cls(**(said | {"kind": Kind(said["kind"])}))


@dataclass(frozen=True)
class BackupFacts:
    """A line of the list. ``ok`` is False for a file that is cut short or otherwise unreadable.

    ``where`` is ``here`` or ``second``; ``size`` is in bytes.
    """

    path: Path
    at: datetime
    size: int
    children: int
    kind: Kind | None
    ok: bool
    number: int = 0
    change: int = -1
    centre: str = ""
    where: str = "here"


def read_manifest(path: Path) -> Manifest:
    """The manifest of a backup. Raises FileDamaged, NewerVersion, NotFound, UserError."""
    with translated_errors():
        if not path.exists():
            raise NotFound(N_("There is no backup {name}."), field="backup", name=path)
        try:
            with zipfile.ZipFile(path) as backup:
                return Manifest.from_json(backup.read(MANIFEST))
        except (zipfile.BadZipFile, IsADirectoryError, KeyError, TypeError, ValueError, EOFError) as error:
            raise FileDamaged(
                N_("{name} is not a whole backup. Choose another one."), field="backup", name=path.name
            ) from error


def backups_in(folder: Path, where: str = "here") -> list[BackupFacts]:
    """The backups in a folder, newest first; none where the folder is not there."""
    return sorted(_each(folder, where), key=lambda facts: (facts.number, facts.at), reverse=True)


def list_backups(data: Path, *, second: bool = True) -> list[BackupFacts]:
    """The backups beside the centre and, when a second folder is set and there, in it. Newest first."""
    found = backups_in(data / BACKUPS)
    beside = second_folder(data)
    if second and beside is not None:
        found += backups_in(beside, "second")
    return sorted(found, key=lambda facts: (facts.at, facts.where == "here"), reverse=True)


def _each(folder: Path, where: str) -> Iterator[BackupFacts]:
    with contextlib.suppress(OSError):
        for path in folder.glob(f"*{ENDING}"):
            with contextlib.suppress(OSError):  # taken away while we look
                yield replace(facts_of(path), where=where)


def facts_of(path: Path) -> BackupFacts:
    """The line of one backup. Raises OSError when it is gone."""
    stat = path.stat()
    try:
        said = read_manifest(path)
    except UserError:
        return BackupFacts(path, datetime.fromtimestamp(stat.st_mtime, UTC), stat.st_size, 0, None, ok=False)
    return BackupFacts(
        path, said.at, stat.st_size, said.children, said.kind, True, said.number, said.change, said.centre
    )


def second_folder(data: Path) -> Path | None:
    """Where each backup is copied to as well; None where nobody has chosen one."""
    folder = _settings(data).get("second_folder")
    return Path(folder) if isinstance(folder, str) and folder else None


def second_is_there(data: Path, folder: Path) -> bool:
    """Whether the stick is plugged in, and not just the empty folder where it used to be mounted."""
    if not folder.is_dir():
        return False
    return not _settings(data).get("other_disk") or _on_other_disks(data, folder)


def _settings(data: Path) -> dict[str, Any]:
    try:
        said = json.loads((data / SAFEKEEPING).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _on_other_disks(data: Path, folder: Path) -> bool:
    return data.stat().st_dev != folder.stat().st_dev


def set_second_folder(office: Office, folder: Path | None) -> None:
    """Choose the stick or the share; None for none. Raises UserError (field ``folder``) for one that cannot be used."""
    require(office.actor, Permission.MANAGE_CENTRE)
    if folder is not None:
        if not folder.is_absolute() or not folder.is_dir():
            raise UserError(N_("There is no folder {folder}."), field="folder", folder=folder)
        if folder.resolve().is_relative_to(office.data.resolve()):
            raise UserError(
                N_("This folder is in the centre’s own folder. Choose one on another disk or a stick."), field="folder"
            )
        if not is_writable(folder):
            raise UserError(N_("{folder} cannot be written to."), field="folder", folder=folder)
    said: dict[str, Any] = {"second_folder": str(folder) if folder else ""}
    if folder:
        said["other_disk"] = _on_other_disks(office.data, folder)
    with translated_errors():
        write_whole(office.data / SAFEKEEPING, json.dumps(said, ensure_ascii=False).encode())
