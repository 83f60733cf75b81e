"""What the letters in a register mean. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from centre_app.exchange.headers import header_key

CLOSED = "closed"


@dataclass(frozen=True)
class MarkCode:
    """``status``: ``present``, ``late``, ``absent`` or ``closed`` (no mark: the centre was closed)."""

    status: str
    reason: str | None = None  # code list absence_reason


PRESENT, LATE, ABSENT, ILL = MarkCode("present"), MarkCode("late"), MarkCode("absent"), MarkCode("absent", "illness")
NO_MARK = MarkCode(CLOSED)

_MEANINGS: tuple[tuple[MarkCode, tuple[str, ...]], ...] = (
    (PRESENT, ("+", "1", "П", "P", "✓", "√", "✔", "•")),
    (LATE, ("О", "L")),
    (ABSENT, ("Н", "A", "-", "–", "—", "−")),
    (ILL, ("Б", "S")),
    (NO_MARK, ("В",)),
    (PRESENT, ("present", "присутствует", "присутствовал", "присутствовала", "был", "была")),
    (PRESENT, ("ҳозир", "катышты", "қатысты")),
    (LATE, ("late", "опоздал", "опоздала", "опоздание", "дер монд", "дер омад", "кечикти", "кешікті")),
    (ABSENT, ("absent", "отсутствует", "отсутствовал", "отсутствовала", "не был", "не была")),
    (ABSENT, ("ғоиб", "катышкан жок", "қатыспады")),
    (ILL, ("болен", "больна", "болел", "болела", "ill", "sick", "бемор", "оорулуу", "ауырды")),
)  # fmt: skip
# The same letter of the other alphabet: nobody sees which one was typed. Latin B is Cyrillic В, Latin P stays present.
_TWINS = str.maketrans("AOHBPРVКC", "АОНВPPVКС")


def mark_key(text: str) -> str:
    """One spelling of a code: a letter in capitals and of one alphabet, a word as headers are compared."""
    text = text.strip()
    return text.upper().translate(_TWINS) if len(text) <= 2 else header_key(text)


@cache
def _given() -> dict[str, MarkCode]:
    return {mark_key(word): code for code, words in _MEANINGS for word in words}


def code_in(text: str, own: Mapping[str, MarkCode]) -> MarkCode | None:
    """What a cell's text means: the person's own codes (by ``mark_key``) before the given ones; None where unknown."""
    key = mark_key(text)
    return own.get(key) or _given().get(key)
