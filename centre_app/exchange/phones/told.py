"""What an import of filled forms comes to, a line a form: to be looked at first, then done. Plain values."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from centre_app.language.translate import Message, Words


class Fate(StrEnum):
    """What becomes of a form."""

    TAKE = "take"
    KNOWN = "known"  # taken before: nothing to do
    REFUSED = "refused"


@dataclass(frozen=True)
class Beside:
    """One thing as it stands at the desk and as the phone says it."""

    label: Message
    desk: Message | date | str
    phone: Message | date | str

    def in_words(self, words: Words | None = None) -> tuple[str, str, str]:
        """Label, desk, phone."""
        return self.label.in_words(words), _said(self.desk, words), _said(self.phone, words)


@dataclass(frozen=True)
class PhoneLine:
    """One form. ``why`` says what is wrong where it is not taken; ``notes`` what to know where it is.

    ``child`` is empty where nobody could be found; ``beside`` where the desk has a result of its own.
    """

    file: str
    row: int
    fate: Fate
    title: str = ""
    kind: str = ""
    version: str = ""
    child_id: uuid.UUID | None = None
    child: str = ""
    number: str = ""
    code: str = ""
    day: date | None = None
    what: Message | None = None
    why: Message | None = None
    notes: tuple[Message, ...] = ()
    beside: tuple[Beside, ...] = ()
    photo: bool = False

    def refused(self, why: Message, beside: Iterable[Beside] = ()) -> PhoneLine:
        """The same line, not taken."""
        return replace(self, fate=Fate.REFUSED, why=why, beside=tuple(beside), photo=False)

    def sentences(self, words: Words | None = None) -> tuple[str, ...]:
        """All there is to say of it."""
        return tuple(one.in_words(words) for one in ((self.why,) if self.why else ()) + self.notes)

    def place(self) -> str:
        """File and row, as a person finds them."""
        return f"{self.file}:{self.row}" if self.row else self.file


@dataclass(frozen=True)
class PhoneResult:
    """All lines in the order of the files. ``committed``: the good ones are in."""

    files: int
    lines: tuple[PhoneLine, ...]
    committed: bool = False

    def of(self, fate: Fate) -> tuple[PhoneLine, ...]:
        """The lines with this fate."""
        return tuple(line for line in self.lines if line.fate == fate)

    @property
    def is_good(self) -> bool:
        """Whether nothing had to be refused."""
        return not self.of(Fate.REFUSED)

    def as_json(self, words: Words | None = None) -> dict[str, Any]:
        """For scripts."""
        return {
            "files": self.files,
            "forms": len(self.lines),
            "taken": len(self.of(Fate.TAKE)),
            "known": len(self.of(Fate.KNOWN)),
            "refused": len(self.of(Fate.REFUSED)),
            "lines": [
                {
                    "file": line.file,
                    "row": line.row or None,
                    "form": line.title or None,
                    "kind": line.kind or None,
                    "version": line.version or None,
                    "child": line.number or None,
                    "visit": line.code or None,
                    "day": line.day.isoformat() if line.day else None,
                    "result": line.fate.value,
                    "messages": list(line.sentences(words)),
                }
                for line in self.lines
            ],
            "committed": self.committed,
        }


def _said(value: Message | date | str, words: Words | None) -> str:
    if value == "":
        return "–"
    return Message("{value}", {"value": value}).in_words(words)
