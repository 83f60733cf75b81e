"""Where the parts of a question stand, and how they are painted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from ui.shared import theme

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_FAR = 100_000


@dataclass(frozen=True)
class Shown:
    """What a question shows. ``beside``: its answers are short and stand beside the words."""

    number: str
    words: str
    hint: str
    answers: Mapping[str, str]
    problem: str
    beside: bool
    one_a_line: bool
    given: str | None
    hovered: str | None
    focused: bool


@dataclass(frozen=True)
class Placed:
    """Rectangles of the parts; ``answers`` are (code, button)."""

    number: QRect
    words: QRect
    hint: QRect
    answers: tuple[tuple[str, QRect], ...]
    problem: QRect
    height: int


def place(shown: Shown, width: int, metrics: QFontMetrics) -> Placed:
    """Share out the width: the number, the words, the answers below or beside them."""
    side, gap = theme.px(14), theme.px(8)
    left = side + metrics.horizontalAdvance("000.") + gap
    sizes = {code: _button(text, metrics, narrow=shown.beside) for code, text in shown.answers.items()}
    high = metrics.height() + theme.px(14)
    taken = sum(sizes.values()) + theme.px(4) * len(sizes) if shown.beside else 0
    room = max(width - left - side - (taken + gap if shown.beside else 0), theme.px(80))
    top = theme.px(10)
    words = _wrapped(shown.words, left, top, room, metrics)
    hint = _wrapped(shown.hint, left, words.bottom() + 1, room, metrics)
    bottom = hint.bottom() + 1
    if shown.beside:
        middle = max(bottom + top, high + 2 * top)
        words.moveTop((middle - (bottom - words.top())) // 2)
        hint.moveTop(words.bottom() + 1)
        answers = _in_a_row(sizes, width - side - taken, (middle - high) // 2, high)
        bottom = middle - top
    else:
        answers = _below(sizes, left, bottom + gap, width - left - side, high, one_a_line=shown.one_a_line)
        bottom = answers[-1][1].bottom() + 1
    number = QRect(side, words.top(), left - side, metrics.height())
    problem = _wrapped(shown.problem, left, bottom + (gap if shown.problem else 0), width - left - side, metrics)
    return Placed(number, words, hint, tuple(answers), problem, problem.bottom() + 1 + top)


def paint(painter: QPainter, rect: QRect, shown: Shown, placed: Placed) -> None:
    """The card, its words, its buttons; what is chosen is filled and has a tick."""
    edge = "danger" if shown.problem else "focus" if shown.focused else "line"
    thick = 2 if shown.problem or shown.focused else 1
    _box(painter, QRectF(rect), "card", edge, thick)
    for text, place_of, colour in (
        (shown.number, placed.number, "muted"),
        (shown.words, placed.words, "text"),
        (shown.hint, placed.hint, "muted"),
        (shown.problem, placed.problem, "danger"),
    ):
        painter.setPen(theme.colour(colour))
        painter.drawText(place_of, _WRAP, text)
    for code, button in placed.answers:
        chosen = code == shown.given
        ground = "accent" if chosen else "accent_soft" if code == shown.hovered else "card"
        _box(painter, QRectF(button), ground, "accent" if chosen else "edge", 1)
        painter.setPen(theme.colour("accent_text" if chosen else "text"))
        painter.drawText(button, _CENTRE, shown.answers[code])
        if chosen:
            _tick(painter, button)


def _button(text: str, metrics: QFontMetrics, *, narrow: bool) -> int:
    return max(metrics.horizontalAdvance(text) + 2 * theme.px(12 if narrow else 18), theme.px(38))


def _wrapped(text: str, left: int, top: int, room: int, metrics: QFontMetrics) -> QRect:
    if not text:
        return QRect(left, top, room, 0)
    high = metrics.boundingRect(QRect(0, 0, room, _FAR), _WRAP, text).height()
    return QRect(left, top, room, high)


def _in_a_row(sizes: Mapping[str, int], left: int, top: int, high: int) -> list[tuple[str, QRect]]:
    found = []
    for code, wide in sizes.items():
        found.append((code, QRect(left, top, wide, high)))
        left += wide + theme.px(4)
    return found


def _below(
    sizes: Mapping[str, int], left: int, top: int, room: int, high: int, *, one_a_line: bool
) -> list[tuple[str, QRect]]:
    found: list[tuple[str, QRect]] = []
    gap, x = theme.px(8), left
    for code, size in sizes.items():
        wide = min(size, room)
        if found and (one_a_line or x + wide > left + room):
            x, top = left, top + high + gap
        found.append((code, QRect(x, top, wide, high)))
        x += wide + gap
    return found


def _box(painter: QPainter, rect: QRectF, ground: str, edge: str, thick: int) -> None:
    inset = thick / 2
    painter.setPen(QPen(theme.colour(edge), thick))
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), theme.px(6), theme.px(6))


def _tick(painter: QPainter, button: QRect) -> None:
    """A small tick in the corner: what is chosen is not told by its colour alone."""
    unit = theme.px(10) / 10
    x, y = button.left() + 4 * unit, button.center().y() + unit
    painter.setPen(QPen(theme.colour("accent_text"), 1.6 * unit))
    painter.drawPolyline([QPointF(x, y), QPointF(x + 3 * unit, y + 3 * unit), QPointF(x + 8 * unit, y - 3 * unit)])
