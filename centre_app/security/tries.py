"""Wrong passwords slow down, and stay slow when the app is started again: ``sign-in.json`` in the data folder.

It names accounts by the digest of their slot, and treats names that have no account in the same way.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from centre_app.db.folder import write_whole
from centre_app.errors import TooManyTries
from centre_app.security.rules import FREE_TRIES, FREE_TRIES_OF_ALL, Wrong, as_of, seconds_left

ALL = "all"
MOST_NAMES = 1000  # somebody who tries names by machine must not fill the disk


class Tries:
    """The wrong tries of one data folder. A damaged file counts as empty."""

    def __init__(self, file: Path, clock: Callable[[], float] = time.time) -> None:
        self._file = file
        self._clock = clock

    def seconds_to_wait(self, name: str) -> int:
        """Seconds until this account may be tried, 0 for now."""
        now = self._clock()
        kept = self._read(now)
        if kept != self._read(None):
            self._write(kept)  # the clock was set back: the wait begins now, once
        return _wait(kept, name, now)

    def begin(self, name: str) -> None:
        """Count a try as wrong before it is made, so that killing the app does not undo it. Raises TooManyTries."""
        wait = self.seconds_to_wait(name)
        if wait:
            raise TooManyTries(wait)
        now = self._clock()
        kept = self._read(now)
        for each in (name, ALL):
            kept[each] = Wrong(kept.get(each, Wrong()).count + 1, now)
        self._write(kept)

    def succeeded(self, name: str) -> int:
        """The try was right: forget this account's wrong ones. Returns how many there were before it."""
        now = self._clock()
        kept = self._read(now)
        own = kept.pop(name, Wrong()).count
        rest = kept.get(ALL, Wrong()).count - own
        if rest > 0:
            kept[ALL] = Wrong(rest, kept[ALL].last)
        else:
            kept.pop(ALL, None)
        self._write(kept)
        return max(0, own - 1)

    def _read(self, now: float | None) -> dict[str, Wrong]:
        try:
            said: Any = json.loads(self._file.read_text(encoding="utf-8"))
            kept = {str(name): Wrong(int(count), float(last)) for name, (count, last) in said.items()}
        except (OSError, ValueError, TypeError, AttributeError, OverflowError):
            return {}
        if now is None:
            return kept
        current = {name: as_of(wrong, now) for name, wrong in kept.items()}
        return {name: wrong for name, wrong in current.items() if wrong.count > 0}

    def _write(self, kept: dict[str, Wrong]) -> None:
        newest = sorted(kept.items(), key=lambda item: (item[0] == ALL, item[1].last))[-MOST_NAMES:]
        said = {name: [wrong.count, wrong.last] for name, wrong in newest}
        with contextlib.suppress(OSError):
            write_whole(self._file, json.dumps(said).encode())


def _wait(kept: dict[str, Wrong], name: str, now: float) -> int:
    return max(
        seconds_left(kept.get(name, Wrong()), now, FREE_TRIES),
        seconds_left(kept.get(ALL, Wrong()), now, FREE_TRIES_OF_ALL),
    )
