"""Network shares: write-ahead logging needs memory shared by processes, which no share gives (sqlite.org/wal.html).

On the start path: imports nothing heavy.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePosixPath

from centre_app.errors import UserError
from centre_app.language.translate import N_

# File systems of Linux that lie on another machine. 9p and virtiofs are not among them: they are a virtual
# machine's own disk.
SHARES = frozenset({"nfs", "nfs4", "cifs", "smbfs", "smb3", "afs", "ncpfs", "davfs", "fuse.sshfs", "fuse.davfs2"})
DRIVE_REMOTE = 4  # GetDriveTypeW


def refuse_share(folder: Path) -> None:
    """Raise a UserError in words when the folder lies on a network share."""
    if is_on_share(folder):
        raise on_a_share()


def on_a_share() -> UserError:
    """What is said of a data folder on a network share."""
    return UserError(
        N_(
            "This folder is on a network share. The centre's file is not safe there: power cuts and two PCs at once can"
            " damage it. Keep it on this PC’s own disk. For several PCs, use a PostgreSQL server (--database)."
        ),
        field="data",
    )


def is_on_share(folder: Path) -> bool:
    """Whether the folder, or the place where it would be made, is on another machine."""
    existing = folder.absolute()
    while not existing.exists() and existing != existing.parent:
        existing = existing.parent
    existing = existing.resolve()
    if sys.platform == "win32":
        import ctypes

        return str(existing).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(existing.anchor) == DRIVE_REMOTE
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return file_system(PurePosixPath(existing), mounts) in SHARES


def file_system(folder: PurePosixPath, mountinfo: str) -> str:
    """The type of the file system that holds ``folder``, out of the text of /proc/self/mountinfo (proc(5)); "" if none.

    Of two mounts on one place the later one covers the earlier.
    """
    found, depth = "", -1
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        parts = before.split()
        if len(parts) < 5 or not after:
            continue
        place = PurePosixPath(re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), parts[4]))
        if folder.is_relative_to(place) and len(place.parts) >= depth:
            found, depth = after.split()[0], len(place.parts)
    return found
