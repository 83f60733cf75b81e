"""How every document looks: measures, greys, numbers, and the head of the page.

Black-and-white on A4, readable when photocopied (interface.md, 8): no tint carries a meaning alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from centre_app.language.translate import Words

A4 = (595.28, 841.89)  # points, upright
MARGIN = 38.0
LEADING = 1.32  # line height in sizes: Cyrillic with marks above and below needs the air

TITLE, HEADING, BODY, SMALL, TINY = 16.0, 11.0, 9.5, 8.0, 6.5

INK, MUTED, LINE, SHADE = 0.0, 0.35, 0.6, 0.88  # greys: 0 is black
NONE = "–"  # what has no value, and a rate without a denominator
_SPACE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Letterhead:
    """What stands at the head of every page: whose paper this is, what it is, for when, made when.

    `subject` is the line under the title: a child's name, a group. `note` is printed beside the date made.
    """

    centre: str
    place: str
    title: str
    period: str
    made: date
    words: Words
    subject: str = ""
    note: str = ""
    signatory: str = ""


@dataclass(frozen=True)
class Document:
    """A finished file. `name` is the suggested file name: it never holds a child's name, only the number."""

    name: str
    content: bytes
    format: str


def number(value: float | None, decimals: int = 0) -> str:
    """1 234,5: the way all five countries' papers write it; the dash for None."""
    if value is None:
        return NONE
    whole = f"{value:,.{decimals}f}"
    return whole.replace(",", _SPACE).replace(".", ",")


def percent(rate: float | None) -> str:
    """A fraction as 87,1 %; the dash where there was no denominator."""
    return NONE if rate is None else number(rate * 100, 1) + _SPACE + "%"


def joined(parts: Sequence[str], between: str = ", ") -> str:
    """The parts that say something, each once, joined; the dash when none does."""
    return between.join(dict.fromkeys(part for part in parts if part)) or NONE
