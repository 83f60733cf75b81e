"""Where names and letters stand on a map so that they cover each other as little as can be. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from centre_app.rounds.map_values import Dot, MapLabel, Point

Rect = tuple[float, float, float, float]  # left, top, right, bottom
_AROUND = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))  # the side of the dot a name stands on
_LETTERS_APART = 6  # the same letter twice on one stretch tells nothing more
_FARTHER = (1.0, 2.2, 3.6)
_ON_A_NAME, _ON_A_DOT, _OUTSIDE, _ON_A_LINE, _FAR = 8.0, 4.0, 20.0, 1.0, 0.15


def place_labels(
    dots: Sequence[Dot],
    lines: Iterable[Sequence[Point]],
    *,
    width: float,
    height: float,
    text_width: Callable[[str], float],
    text_height: float,
) -> tuple[MapLabel, ...]:
    """A name for each dot. Those with the most neighbours choose first; each takes the place that covers least."""
    gap = text_height * 0.55
    segments = [(a, b) for points in lines for a, b in pairwise(points)]
    taken: list[Rect] = []
    placed: dict[int, MapLabel] = {}
    for at in sorted(range(len(dots)), key=lambda one: (-_neighbours(dots, one, text_height * 6), one)):
        wide = text_width(dots[at].name)
        best = min(
            _places(dots[at], wide, text_height, gap),
            key=lambda one: _cost(one, dots, at, taken, segments, (width, height), gap),
        )
        rect = best[0]
        taken.append(rect)
        placed[at] = MapLabel(dots[at].name, rect[0], rect[1], wide, text_height)
    return tuple(placed[at] for at in range(len(dots)))


def letter_places(points: Sequence[Point], taken: list[Rect], *, size: float, most: int = 2) -> tuple[Point, ...]:
    """Where a round's letter stands: on its longest stretches, not on a name, a dot or another letter."""
    stretches = sorted(pairwise(points), key=lambda ab: -_long(*ab))
    found: list[Point] = []
    for a, b in stretches:
        if len(found) == most or (_long(a, b) < size * 2.5 and found):
            break
        for part in (0.5, 0.4, 0.6, 0.3, 0.7):
            middle = (a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part)
            rect = (middle[0] - size / 2, middle[1] - size / 2, middle[0] + size / 2, middle[1] + size / 2)
            if any(_long(middle, other) < size * _LETTERS_APART for other in found):
                continue
            if not any(_covers(rect, other) for other in taken) or (not found and part == 0.7):
                found.append(middle)
                taken.append(rect)
                break
    return tuple(found)


def dot_rect(dot: Dot, reach: float) -> Rect:
    """A dot with a little room around it."""
    return dot.x - reach, dot.y - reach, dot.x + reach, dot.y + reach


def label_rect(label: MapLabel) -> Rect:
    """The room a name takes."""
    return label.x, label.y, label.x + label.width, label.y + label.height


def _places(dot: Dot, wide: float, high: float, gap: float) -> Iterator[tuple[Rect, float]]:
    """Where it could stand and how far away, from near to far."""
    for far in _FARTHER:
        for side, above in _AROUND:
            left = dot.x + side * gap * far - (0 if side > 0 else wide if side < 0 else wide / 2)
            top = dot.y + above * (gap * far + high / 2) - high / 2
            yield (left, top, left + wide, top + high), far


def _cost(
    place: tuple[Rect, float],
    dots: Sequence[Dot],
    mine: int,
    taken: Iterable[Rect],
    segments: Iterable[tuple[Point, Point]],
    frame: tuple[float, float],
    gap: float,
) -> float:
    rect, far = place
    cost = _FAR * far
    cost += _ON_A_NAME * sum(_covers(rect, other) for other in taken)
    cost += _ON_A_DOT * sum(_covers(rect, dot_rect(dot, gap * 0.6)) for at, dot in enumerate(dots) if at != mine)
    if rect[0] < 0 or rect[1] < 0 or rect[2] > frame[0] or rect[3] > frame[1]:
        cost += _OUTSIDE
    return cost + _ON_A_LINE * sum(_crosses(a, b, rect) for a, b in segments)


def _neighbours(dots: Sequence[Dot], mine: int, reach: float) -> int:
    one = dots[mine]
    return sum(abs(dot.x - one.x) < reach and abs(dot.y - one.y) < reach for dot in dots)


def _long(a: Point, b: Point) -> float:
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)


def _covers(a: Rect, b: Rect) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _crosses(a: Point, b: Point, rect: Rect) -> bool:
    """Whether a stretch of a line goes through a rectangle (Liang and Barsky's clipping)."""
    first, last = 0.0, 1.0
    for start, way, low, high in ((a[0], b[0] - a[0], rect[0], rect[2]), (a[1], b[1] - a[1], rect[1], rect[3])):
        if way == 0:
            if not low < start < high:
                return False
            continue
        enters, leaves = sorted(((low - start) / way, (high - start) / way))
        first, last = max(first, enters), min(last, leaves)
    return first < last
