"""The data folder: what lies in it, how a file in it is replaced so that a pulled plug leaves the old or the new one.

On the start path: imports nothing heavy.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

DATABASE = "centre.db"
KEYS = "keys.json"
TRIES = "sign-in.json"
LOCK = "centre.lock"
BACKUPS = "backups"
SAFEKEEPING = "safekeeping.json"
RESTORING = "restoring.json"

WORKING = ".working-"  # begins the name of a folder in which something is made before it is moved to its place


def write_whole(path: Path, content: bytes, *, keep_previous: bool = False) -> None:
    """Replace a file at once: written beside it, brought to the disk, then renamed over it.

    ``keep_previous`` leaves the old content as ``NAME.previous``.
    """
    beside = path.with_name(path.name + ".new")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if keep_previous and path.exists():
            _keep(path, path.with_name(path.name + ".previous"))
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _keep(path: Path, previous: Path) -> None:
    """A second name for the old content; a copy where the file system has no hard links (FAT sticks)."""
    import shutil

    previous.unlink(missing_ok=True)
    try:
        os.link(path, previous)
    except OSError:
        shutil.copyfile(path, previous)


def sync_file(path: Path) -> None:
    """Bring a written file to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; Windows does it with the file."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some file systems (FAT on a stick) know no fsync of folders: the rename is as safe there as it can be.
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def working_folder(data: Path) -> Iterator[Path]:
    """A folder inside the data folder (so that moving out of it is a rename), gone afterwards whatever happens."""
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix=WORKING, dir=data))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tidy(data: Path) -> None:
    """Remove what a killed process left half-made. Only whoever holds the folder's lock may call this.

    Not while a restoring waits to be carried on: what it brings in lies in such a folder.
    """
    import shutil

    if (data / RESTORING).exists():
        return
    for left in data.glob(WORKING + "*"):
        shutil.rmtree(left, ignore_errors=True)


def is_writable(data: Path) -> bool:
    """Whether a file can be made in the folder: asked by making one, since rights alone do not tell on every system."""
    import tempfile

    try:
        with tempfile.TemporaryFile(dir=data):
            return True
    except OSError:
        return False
