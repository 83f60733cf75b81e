"""A goal's five levels on paper: a small grid from −2 to +2, with rows to tick where somebody scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from centre_app.language.translate import Words
from centre_app.plans.rules import LEVEL_NAMES, LEVELS, level_sign
from centre_app.reports import fonts
from centre_app.reports.paper import Paper
from centre_app.reports.style import INK, LEADING, LINE, SMALL, TINY

_PAD = 3.0
_ABOVE = 2.5
_ROW = 15.0  # of one who scores: high enough for a tick by hand
_TEXT = 7.5
_SMALLEST = 5.5


@dataclass(frozen=True)
class Levels:
    """What the grid says. ``start`` is the level at the start; ``rows``: who scores -> the level given, None: empty.

    ``least``: so many points at least for the texts, where they are written by hand.
    """

    texts: Sequence[str]
    start: int | None = None
    rows: Mapping[str, int | None] = field(default_factory=dict)
    least: float = 0.0


def draw_levels(paper: Paper, levels: Levels, words: Words) -> None:
    """Draw from here down; the caller has made room (``height_of_levels``)."""
    set_ = _Set(paper, levels, words)
    top = paper.y
    _heads(paper, set_)
    y = top - set_.head
    for place, (lines, size) in enumerate(set_.texts):
        _lines(paper, lines, set_.x(place) + _PAD, y, size, bold=False)
    y -= set_.text
    for who, given in levels.rows.items():
        lines, size = fonts.fitted(who, SMALL, set_.label - 2 * _PAD, smallest=_SMALLEST, most=1)
        paper.text(paper.left + _PAD, lines[0], y=y - _ROW / 2 - size * 0.35, size=size)
        for place, level in enumerate(LEVELS):
            _tick(paper, set_.x(place) + set_.width / 2, y - _ROW / 2, given == level)
        y -= _ROW
    _rules(paper, set_, top, y)
    paper.y = y - 4


def height_of_levels(paper: Paper, levels: Levels, words: Words) -> float:
    """How many points ``draw_levels`` takes."""
    set_ = _Set(paper, levels, words)
    return set_.head + set_.text + _ROW * len(levels.rows) + 4


class _Set:
    """The grid's measures and its texts, set in lines."""

    def __init__(self, paper: Paper, levels: Levels, words: Words) -> None:
        self.label = 72.0 if levels.rows else 0.0
        self.rows = len(levels.rows)
        self.left = paper.left + self.label
        self.width = (paper.right - self.left) / len(LEVELS)
        room = self.width - 2 * _PAD
        self.names = [fonts.unbroken(words.gettext(LEVEL_NAMES[level]), TINY, room, smallest=5) for level in LEVELS]
        self.signs = [level_sign(level) for level in LEVELS]
        if levels.start is not None:
            place = LEVELS.index(levels.start)
            self.signs[place] = words.gettext("{level}, start").format(level=self.signs[place])
        self.texts = [fonts.unbroken(text, _TEXT, room, smallest=_SMALLEST) for text in levels.texts]
        self.head = SMALL * LEADING + _high(self.names) + 2 * _ABOVE
        self.text = max(_high(self.texts) + 2 * _ABOVE, levels.least)

    def x(self, place: int) -> float:
        """Where a column begins."""
        return self.left + self.width * place


def _high(cells: Sequence[tuple[list[str], float]]) -> float:
    return max(len(lines) * size for lines, size in cells) * LEADING


def _heads(paper: Paper, set_: _Set) -> None:
    paper.canvas.setFillGray(0.93)
    paper.canvas.rect(set_.left, paper.y - set_.head, paper.right - set_.left, set_.head, stroke=0, fill=1)
    for place, sign in enumerate(set_.signs):
        x = set_.x(place) + _PAD
        signs, size = fonts.fitted(sign, SMALL, set_.width - 2 * _PAD, smallest=_SMALLEST, most=1, bold=True)
        paper.text(x, signs[0], y=paper.y - _ABOVE - SMALL * 1.02, size=size, bold=True)
        lines, size = set_.names[place]
        _lines(paper, lines, x, paper.y - SMALL * LEADING, size, bold=False)


def _lines(paper: Paper, lines: Sequence[str], x: float, top: float, size: float, *, bold: bool) -> None:
    y = top - _ABOVE - size * 1.02
    for line in lines:
        paper.text(x, line, y=y, size=size, bold=bold)
        y -= size * LEADING


def _tick(paper: Paper, x: float, y: float, given: bool) -> None:
    """A box; with a cross where this level was given: it is read on the worst photocopy."""
    canvas, side = paper.canvas, 8.0
    canvas.setLineWidth(0.6)
    canvas.setStrokeGray(INK)
    canvas.rect(x - side / 2, y - side / 2, side, side, fill=0)
    if given:
        canvas.setLineWidth(1.4)
        canvas.line(x - side / 2, y - side / 2, x + side / 2, y + side / 2)
        canvas.line(x - side / 2, y + side / 2, x + side / 2, y - side / 2)


def _rules(paper: Paper, set_: _Set, top: float, bottom: float) -> None:
    canvas = paper.canvas
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(LINE)
    for place in range(len(LEVELS) + 1):
        canvas.line(set_.x(place), top, set_.x(place), bottom)
    canvas.line(set_.left, top, paper.right, top)
    canvas.line(set_.left, top - set_.head, paper.right, top - set_.head)
    for row in range(set_.rows + 1):
        y = top - set_.head - set_.text - _ROW * row
        canvas.line(set_.left if row == 0 and not set_.rows else paper.left, y, paper.right, y)
    if set_.rows:
        canvas.line(paper.left, top - set_.head - set_.text, paper.left, bottom)
