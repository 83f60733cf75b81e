"""The two faces every document is set in, and how wide words are in them.

ReportLab's own default (Helvetica) has no Cyrillic, and a letter that a face lacks is drawn as nothing, without an
error (stack.md, 3): so every text goes through `drawable` here, and names its face.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"
FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
_FILES = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf"}


class _Widths(dict[str, float]):
    """A letter's width in thousandths of the size; asked from the face once."""

    def __init__(self, face: Any) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, letter: str) -> float:
        width = float(self._face.charWidths.get(ord(letter), self._face.defaultWidth))
        self[letter] = width
        return width


class _Drawable(dict[int, str | None]):
    """For `str.translate`: what to draw for each letter; itself where both faces have it."""

    def __missing__(self, code: int) -> str | None:
        if code in (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029):
            found: str | None = " "
        elif unicodedata.category(chr(code)) in ("Cc", "Cf"):
            found = None
        elif code == 0x2212:
            found = "\N{EN DASH}"  # the faces have no minus sign of their own
        else:
            found = chr(code) if all(code in face(name).charToGlyph for name in _FILES) else "?"
        self[code] = found
        return found


_drawable = _Drawable()


@cache
def face(name: str) -> Any:
    """ReportLab's face of `REGULAR` or `BOLD`, registered on first use."""
    font = TTFont(name, str(FOLDER / _FILES[name]))
    pdfmetrics.registerFont(font)
    return font.face


def ready() -> None:
    """Register both faces; cheap when done before."""
    rl_config.useA85 = 0  # binary streams: a fifth smaller, and the encoding in Python costs 5 ms a file
    for name in _FILES:
        face(name)


@cache
def _widths(name: str) -> _Widths:
    return _Widths(face(name))


def drawable(text: str) -> str:
    """`text` as one line both faces can draw: letters composed, line breaks as spaces, a letter no face has as "?"."""
    return unicodedata.normalize("NFC", text).translate(_drawable)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How many points `text` takes at `size`."""
    return sum(map(_widths(BOLD if bold else REGULAR).__getitem__, text)) * size / 1000


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """`text` in lines no wider than `room` points: broken at spaces, inside a word only when it alone is too wide.

    Line breaks in `text` are kept. Always at least one line, which may be empty.
    """
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines.extend(_wrapped(drawable(paragraph), size, room, bold))
    return lines


def unbroken(text: str, size: float, room: float, *, smallest: float, bold: bool = False) -> tuple[list[str], float]:
    """Lines and size at which no word of `text` has to be broken, at least `smallest`: for narrow columns."""
    lines = wrapped(text, size, room, bold=bold)
    if len(lines) == 1:
        return lines, size
    longest = max(width(word, size, bold=bold) for word in drawable(text).split(" "))
    if longest <= room:
        return lines, size
    size = max(smallest, size * (room - 0.1) / longest)
    return wrapped(text, size, room, bold=bold), size


def _wrapped(text: str, size: float, room: float, bold: bool) -> list[str]:
    if width(text, size, bold=bold) <= room:
        return [text]
    space = width(" ", size, bold=bold)
    lines: list[str] = []
    line, taken = "", 0.0
    for word in filter(None, text.split(" ")):  # a no-break space holds
        needed = width(word, size, bold=bold)
        if line and taken + space + needed <= room:
            line, taken = f"{line} {word}", taken + space + needed
            continue
        if line:
            lines.append(line)
        while needed > room:
            head = _head(word, size, room, bold)
            lines.append(head)
            word = word[len(head) :]
            needed = width(word, size, bold=bold)
        line, taken = word, needed
    lines.append(line)
    return lines


def _head(word: str, size: float, room: float, bold: bool) -> str:
    """As many first letters of `word` as fit, at least one."""
    widths = _widths(BOLD if bold else REGULAR)
    taken = 0.0
    for place, letter in enumerate(word):
        taken += widths[letter] * size / 1000
        if taken > room:
            return word[: max(place, 1)]
    return word


def fitted(
    text: str, size: float, room: float, *, smallest: float, most: int = 2, bold: bool = False
) -> tuple[list[str], float]:
    """Lines and size at which `text` fits into `room` points: first smaller down to `smallest`, then on more lines.

    At most `most` lines where that can be had; more rather than losing a letter.
    """
    one_line = width(drawable(text), size, bold=bold)
    if one_line <= room:
        return [drawable(text)], size
    if one_line * smallest / size <= room:
        return [drawable(text)], size * room / one_line
    now = size
    while now > smallest:
        lines = wrapped(text, now, room, bold=bold)
        if len(lines) <= most:
            return lines, now
        now = max(smallest, now - 0.5)
    return wrapped(text, smallest, room, bold=bold), smallest
