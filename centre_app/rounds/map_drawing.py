"""The schematic map of a week's rounds: places as dots, rounds as lines, distances true to one scale. Pure geometry.

In the caller's own units, points on paper or pixels on the screen, x to the right and y downwards. A round is told by
its letter and its dashes, so that it can be printed and copied in black and white.
"""

from __future__ import annotations

import math
import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from centre_app.rounds.map_labels import dot_rect, label_rect, letter_places, place_labels
from centre_app.rounds.map_values import Dot as Dot
from centre_app.rounds.map_values import Drawing as Drawing
from centre_app.rounds.map_values import Line as Line
from centre_app.rounds.map_values import MapLabel as MapLabel
from centre_app.rounds.map_values import MapPlace as MapPlace
from centre_app.rounds.map_values import MapRound as MapRound
from centre_app.rounds.map_values import Point as Point
from centre_app.rounds.map_values import Unplaced as Unplaced
from centre_app.rounds.map_values import WeekMap as WeekMap

# Solid, long, dots, dash and dot … in line widths.
DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (6, 3),
    (1.2, 2.4),
    (8, 3, 1.5, 3),
    (3, 3),
    (10, 3, 1.5, 3, 1.5, 3),
    (12, 4),
)
_KM_A_DEGREE = 111.32  # of latitude; of longitude this times the cosine of the latitude
_LEAST_KM = 2.0  # the map never shows less: one village alone is no point without a size


def draw_map(
    week: WeekMap, *, width: float, height: float, text_width: Callable[[str], float], text_height: float
) -> Drawing:
    """The map inside (0, 0) … (width, height). ``text_width`` measures a name as it will be written."""
    spots, units_per_km = _spots(week, width, height, text_width, text_height)
    calls = Counter(place for one in week.rounds for place in one.places[1:-1])
    shown = [place for place in week.places if place.id in spots]
    dots = tuple(Dot(*spots[place.id], place.name, place.base, calls[place.id]) for place in shown)
    ways = _ways(week, spots, text_height * 0.28)
    labels = place_labels(dots, ways, width=width, height=height, text_width=text_width, text_height=text_height)
    taken = [label_rect(label) for label in labels] + [dot_rect(dot, text_height * 0.4) for dot in dots]
    lines = tuple(
        Line(
            one.letter,
            DASHES[at % len(DASHES)],
            points,
            letter_places(points, taken, size=text_height * 1.3),
            at,
        )
        for at, (one, points) in enumerate(zip(week.rounds, ways, strict=True))
    )
    bar_km = _round_number(width / units_per_km / 4)
    return Drawing(dots, lines, labels, units_per_km, bar_km, bar_km * units_per_km, _unplaced(week))


def letter(count: int) -> str:
    """A, B, … Z, AA, AB … for the count from 0."""
    return (letter(count // 26 - 1) if count >= 26 else "") + chr(ord("A") + count % 26)


def _spots(
    week: WeekMap, width: float, height: float, text_width: Callable[[str], float], text_height: float
) -> tuple[dict[uuid.UUID, Point], float]:
    """Place -> where it is, and how many units a kilometre is: the same in both directions."""
    known = {place.id: (place.longitude, place.latitude) for place in week.places}
    flat = _flat({one: (x, y) for one, (x, y) in known.items() if x is not None and y is not None})
    if not flat:
        return {}, width / 40
    longest = max(text_width(place.name) for place in week.places if place.id in flat)
    aside, above = min(longest * 0.7 + text_height, width * 0.3), text_height * 2
    left, right = min(x for x, _y in flat.values()), max(x for x, _y in flat.values())
    top, bottom = min(y for _x, y in flat.values()), max(y for _x, y in flat.values())
    wide, high = max(right - left, _LEAST_KM), max(bottom - top, _LEAST_KM)
    scale = min((width - 2 * aside) / wide, (height - 2 * above) / high)
    x0 = (width - (right - left) * scale) / 2
    y0 = (height - (bottom - top) * scale) / 2
    return {one: (x0 + (x - left) * scale, y0 + (y - top) * scale) for one, (x, y) in flat.items()}, scale


def _flat(known: Mapping[uuid.UUID, Point]) -> dict[uuid.UUID, Point]:
    """Kilometres to the east and to the south: the earth is flat enough over a few districts."""
    if not known:
        return {}
    middle = sum(latitude for _longitude, latitude in known.values()) / len(known)
    wide = _KM_A_DEGREE * math.cos(math.radians(middle))
    return {one: (longitude * wide, -latitude * _KM_A_DEGREE) for one, (longitude, latitude) in known.items()}


def _ways(week: WeekMap, spots: Mapping[uuid.UUID, Point], gap: float) -> list[tuple[Point, ...]]:
    """Each round as points. Rounds that drive the same stretch run beside each other, so that both are seen."""
    of_round = [[place for place in one.places if place in spots] for one in week.rounds]
    users: dict[frozenset[uuid.UUID], list[int]] = {}
    for at, places in enumerate(of_round):
        for a, b in pairwise(places):
            if a != b and at not in users.setdefault(frozenset((a, b)), []):
                users[frozenset((a, b))].append(at)
    ways = []
    for at, places in enumerate(of_round):
        points: list[Point] = []
        for a, b in pairwise(places):
            if a != b:
                beside = users[frozenset((a, b))]
                aside = (beside.index(at) - (len(beside) - 1) / 2) * gap
                points.extend(_beside(spots[a], spots[b], aside if a < b else -aside))
        ways.append(tuple(points))
    return ways


def _beside(a: Point, b: Point, aside: float) -> tuple[Point, Point]:
    long = math.dist(a, b) or 1.0
    x, y = -(b[1] - a[1]) / long * aside, (b[0] - a[0]) / long * aside
    return (a[0] + x, a[1] + y), (b[0] + x, b[1] + y)


def _round_number(most: float) -> float:
    """1, 2 or 5 times a power of ten, at most so much."""
    power = 10.0 ** math.floor(math.log10(max(most, 1e-6)))
    return float(next(power * step for step in (5, 2, 1) if power * step <= most * 1.0000001))


def _unplaced(week: WeekMap) -> tuple[Unplaced, ...]:
    found: list[Unplaced] = []
    for place in _without_coordinates(week.places):
        letters = [one.letter for one in week.rounds if place.id in one.places]
        found.append(Unplaced(place.name, ", ".join(letters)))
    return tuple(found)


def _without_coordinates(places: Sequence[MapPlace]) -> list[MapPlace]:
    return [place for place in places if place.latitude is None or place.longitude is None]
