"""One writer a file: an operating system's lock that a killed process cannot leave behind.

The lock file also says who has the centre open, so that the second window can name the first.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from centre_app.db.folder import LOCK
from centre_app.db.shares import on_a_share
from centre_app.db.trouble import translated_errors
from centre_app.errors import InUse
from centre_app.language.translate import N_, Message

FAR = 1 << 20  # Windows locks bytes against reading too: the locked one lies behind the text
NO_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP}


class FolderLock:
    """The right to write in a data folder, held until ``release`` or the end of the process."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    @classmethod
    def take(cls, data: Path, who: str) -> FolderLock:
        """Take the lock for ``who``. Raises InUse, ReadOnly, UserError (a share without locks)."""
        with translated_errors():
            file = (data / LOCK).open("a+b")
            try:
                _lock(file)
            except OSError as error:
                holder = _holder(file)
                file.close()
                if error.errno in NO_LOCKS:
                    raise on_a_share() from error
                raise holder from error
            lock = cls(file)
            lock.say(who)
        return lock

    def say(self, who: str) -> None:
        """Write down who holds it, for the second window to name."""
        import platform

        said = {"who": who, "pc": platform.node(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
        self._file.truncate(0)
        self._file.write(json.dumps(said, ensure_ascii=False).encode())
        self._file.flush()

    def release(self) -> None:
        """Let the next window in. The file stays: removing it could take another window's lock away."""
        with contextlib.suppress(OSError):
            self._file.truncate(0)
        self._file.close()


def _lock(file: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file.fileno(), FAR, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _holder(file: BinaryIO) -> InUse:
    said: dict[str, Any] = {}
    with contextlib.suppress(OSError, ValueError):
        file.seek(0)
        read = json.loads(file.read(4096).decode())
        said = read if isinstance(read, dict) else {}
    who = str(said.get("who") or Message(N_("another window")))
    if said.get("pc"):
        who = f"{who} ({said['pc']})"
    since = "–"
    with contextlib.suppress(ValueError):
        from centre_app.language.dates import moment_text

        since = moment_text(datetime.fromisoformat(str(said.get("since"))))
    return InUse(who, since)
