"""What is drawn on papers of the road: facts in a narrow room, boxes to tick, lines to write on."""

from __future__ import annotations

from collections.abc import Sequence

from centre_app.language.translate import N_, Words
from centre_app.reports import fonts
from centre_app.reports.paper import Paper
from centre_app.reports.style import BODY, INK, LEADING, LINE, MUTED, NONE, SMALL

_BOX = 8.0  # the side of a box to tick
_GAP = 4.0
KEEP = N_(
    "This sheet says where children live. Keep it with you, do not leave it in the car or at a home. Give it back after"
    " the round; it is shredded."
)


def facts(paper: Paper, pairs: Sequence[tuple[str, str]], *, x: float, room: float, label: float = 92) -> None:
    """Label and value a line, in a part of the page's breadth; values wrap, an empty one is the dash."""
    for name, value in pairs:
        labels = fonts.wrapped(name, SMALL, label - 6)
        values = fonts.wrapped(value or NONE, BODY, room - label)
        for place in range(max(len(labels), len(values))):
            paper.y -= BODY * LEADING
            if place < len(labels):
                paper.text(x, labels[place], size=SMALL, grey=MUTED)
            if place < len(values):
                paper.text(x + label, values[place])


def boxes(
    paper: Paper, labels: Sequence[str], *, x: float, room: float, columns: int, size: float = SMALL, high: float = 14
) -> None:
    """Boxes to tick with their words, row by row from here down.

    Words too long for their column are set smaller, then on two lines.
    """
    wide = room / columns
    for row, tall in _rows(labels, wide, columns, size, high):
        for place, (lines, smaller) in enumerate(row):
            left = x + place * wide
            box(paper, left, paper.y - _BOX - 2)
            base = paper.y - 2 - _BOX / 2 - smaller * 0.35 + (len(lines) - 1) * smaller * 0.575
            for line in lines:
                paper.text(left + _BOX + _GAP, line, y=base, size=smaller)
                base -= smaller * 1.15
        paper.y -= tall


def height_of_boxes(
    labels: Sequence[str], *, room: float, columns: int, size: float = SMALL, high: float = 14
) -> float:
    """How many points ``boxes`` takes."""
    return sum(tall for _row, tall in _rows(labels, room / columns, columns, size, high))


def _rows(
    labels: Sequence[str], wide: float, columns: int, size: float, high: float
) -> list[tuple[list[tuple[list[str], float]], float]]:
    """Each row: its words as lines and their size, and how high it is."""
    found = []
    for first in range(0, len(labels), columns):
        row = [
            fonts.fitted(words, size, wide - _BOX - 2 * _GAP, smallest=5.5, most=2)
            for words in labels[first : first + columns]
        ]
        found.append((row, max(high, max(len(lines) * smaller for lines, smaller in row) * 1.15 + 3)))
    return found


def box(paper: Paper, x: float, y: float, side: float = _BOX) -> None:
    """One box to tick, its lower left corner at (x, y)."""
    paper.canvas.setLineWidth(0.8)
    paper.canvas.setStrokeGray(INK)
    paper.canvas.rect(x, y, side, side)


def blanks(
    paper: Paper, labels: Sequence[tuple[str, float]], *, x: float, room: float, y: float, size: float = SMALL
) -> None:
    """Words with a line to write on after each, side by side on the baseline ``y``; (words, share of the room) each."""
    shares = sum(share for _words, share in labels)
    for words, share in labels:
        wide = room * share / shares
        lines, smaller = fonts.fitted(words, size, wide * 0.66, smallest=5.5, most=2)
        base = y + (len(lines) - 1) * smaller * 1.1
        taken = max(fonts.width(line, smaller) for line in lines)
        for line in lines:
            paper.text(x, line, y=base, size=smaller)
            base -= smaller * 1.1
        paper.canvas.setLineWidth(0.5)
        paper.canvas.setStrokeGray(INK)
        paper.canvas.line(x + taken + 3, y - 1.5, x + wide - 8, y - 1.5)
        x += wide


def writing(paper: Paper, title: str, lines: int, *, leading: float = 18) -> None:
    """A title and ruled lines to write on. The caller has seen to the room."""
    paper.y -= 6 + BODY * LEADING
    paper.text(paper.left, title, size=BODY, bold=True)
    for _line in range(lines):
        paper.y -= leading
        paper.rule(weight=0.4, grey=LINE)


def height_of_writing(lines: int, *, leading: float = 18) -> float:
    """How many points ``writing`` takes."""
    return 6 + BODY * LEADING + leading * lines


def title_line(paper: Paper, title: str) -> None:
    """A small heading with a line under it: less air than ``Paper.heading``, for a form that is one page."""
    paper.y -= 7 + BODY * LEADING
    paper.text(paper.left, title, size=BODY + 0.5, bold=True)
    paper.y -= 3
    paper.rule(weight=0.5)


def returned(paper: Paper, words: Words) -> None:
    """What becomes of a paper that says where children live: given back after the round and shredded.

    Takes ``height_of_returned``; the caller has seen to the room."""
    _ = words.gettext
    high = height_of_returned(paper, words) - 20
    paper.y -= 10
    low = paper.y - high
    paper.canvas.setLineWidth(0.8)
    paper.canvas.setStrokeGray(INK)
    paper.canvas.rect(paper.left, low, paper.room, high)
    paper.y -= 4
    for line in fonts.wrapped(_(KEEP), SMALL, paper.room - 16):
        paper.y -= SMALL * LEADING
        paper.text(paper.left + 8, line, size=SMALL)
    for title in (_("Returned on"), _("Shredded on")):
        paper.y -= 24
        parts = [(title, 1.2), (_("name"), 1.4), (_("signature"), 1.2)]
        blanks(paper, parts, x=paper.left + 8, room=paper.room - 8, y=paper.y)
    paper.y = low - 10


def height_of_returned(paper: Paper, words: Words) -> float:
    """How many points ``returned`` takes."""
    return len(fonts.wrapped(words.gettext(KEEP), SMALL, paper.room - 16)) * SMALL * LEADING + 82
