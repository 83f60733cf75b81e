"""What this PC remembers: language, theme, text size, column widths, the last place. Never anything about a child.

Kept as ``desk.json`` in the data folder. A file that is damaged or cannot be written costs the habits, never the work.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

FILE = "desk.json"


class Desk:
    """The habits of one PC and of each person who signs in on it. ``person``: the account in use, "" for none."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / FILE if folder is not None else None
        self._kept: dict[str, Any] = self._read()
        self.person = ""

    @property
    def language(self) -> str:
        """The screen's language chosen on this PC, "" when nobody has chosen."""
        return str(self._kept.get("language", ""))

    @language.setter
    def language(self, code: str) -> None:
        self._keep("language", code)

    @property
    def theme(self) -> str:
        """system, light, dark or contrast."""
        return str(self._kept.get("theme", "system"))

    @theme.setter
    def theme(self, name: str) -> None:
        self._keep("theme", name)

    @property
    def text_scale(self) -> int:
        """Text size in per cent, 100–200."""
        value = self._kept.get("text_scale", 100)
        return max(100, min(200, value)) if isinstance(value, int) else 100

    @text_scale.setter
    def text_scale(self, percent: int) -> None:
        self._keep("text_scale", percent)

    def mine(self, name: str, default: Any = None) -> Any:
        """A habit of the person signed in, by name; JSON values only."""
        people = self._kept.get("people")
        own = people.get(self.person) if isinstance(people, dict) else None
        return own.get(name, default) if isinstance(own, dict) else default

    def keep_mine(self, name: str, value: Any) -> None:
        """Remember a habit of the person signed in. No child's data: the file is not encrypted."""
        people = self._kept.get("people")
        people = dict(people) if isinstance(people, dict) else {}
        own = people.get(self.person)
        people[self.person] = {**(own if isinstance(own, dict) else {}), name: value}
        self._keep("people", people)

    def widths(self, table: str) -> dict[str, int]:
        """Remembered column widths of a table: column key → logical pixels."""
        kept = self.mine(f"widths.{table}", {})
        return (
            {str(key): width for key, width in kept.items() if isinstance(width, int)} if isinstance(kept, dict) else {}
        )

    def keep_widths(self, table: str, widths: dict[str, int]) -> None:
        """Remember the widths of a table's columns for the person signed in."""
        self.keep_mine(f"widths.{table}", widths)

    def _keep(self, name: str, value: Any) -> None:
        if self._kept.get(name) == value:
            return
        self._kept[name] = value
        self._write()

    def _read(self) -> dict[str, Any]:
        if self._file is None:
            return {}
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def _write(self) -> None:
        if self._file is None or not self._file.parent.is_dir():
            return
        beside = self._file.with_suffix(".new")
        try:
            beside.write_text(json.dumps(self._kept, ensure_ascii=False, indent=1), encoding="utf-8")
            beside.replace(self._file)
        except OSError:
            # A read-only folder or a full disk: the habit holds until the app closes.
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
