"""The course of a goal or an instrument over time: points where they were, a line from three points on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect

from centre_app.language.dates import day_text
from centre_app.outcomes.rules import is_a_line
from centre_app.plans.rules import LEVELS, level_sign
from centre_app.reports import charts, fonts
from centre_app.reports.style import number

_SIZE = 6.5
_GAP_DAYS = 200  # a longer silence stays a gap: nobody knows what was in between
Point = tuple[date, float]


def goal_course(points: Sequence[Point], said: Sequence[Point], width: float, height: float) -> Any:
    """A goal's levels from −2 to +2 over its days: filled points are the specialist's, rings what the family says.

    The first of ``points`` is the start. A line joins the specialist's from three on, and never across a long silence.
    """
    fonts.ready()
    drawing = Drawing(width, height)
    left, bottom, top = 16.0, 11.0, height - 4.0
    days = [day for day, _level in (*points, *said)]
    first, last = min(days), max(days)
    across = max((last - first).days, 1)

    def at(point: Point) -> tuple[float, float]:
        x = left + 4 + (width - left - 10) * (point[0] - first).days / across
        return x, bottom + (top - bottom) * (point[1] + 2) / 4

    for level in LEVELS:
        y = at((first, level))[1]
        grey = charts.MUTED if level == 0 else charts.GRID
        drawing.add(Line(left, y, width, y, strokeColor=grey, strokeWidth=0.8 if level == 0 else 0.4))
        charts.string(drawing, left - 3, y - _SIZE / 3, level_sign(level), anchor="end", size=_SIZE, muted=True)
    _join(drawing, [at(point) for point in points], [day for day, _level in points])
    for point in said:
        x, y = at(point)
        drawing.add(Circle(x, y, 2.6, fillColor=charts.GROUND, strokeColor=charts.MUTED, strokeWidth=0.7))
    for place, point in enumerate(points):
        x, y = at(point)
        if place == 0:  # the start is a square: it was not scored, it was where the child stood
            drawing.add(Rect(x - 2, y - 2, 4, 4, fillColor=charts.GROUND, strokeColor=charts.MARK, strokeWidth=0.9))
        else:
            drawing.add(Circle(x, y, 2, fillColor=charts.MARK, strokeColor=charts.MARK, strokeWidth=0.3))
    _days(drawing, first, last, left, width)
    return drawing


def value_course(points: Sequence[Point], width: float, height: float, *, decimals: int = 0) -> Any:
    """Numbers of an instrument over its days, the axis from zero; a line from three points on."""
    fonts.ready()
    drawing = Drawing(width, height)
    left, bottom, top = 24.0, 11.0, height - 8.0
    first, last = min(day for day, _value in points), max(day for day, _value in points)
    across, highest = max((last - first).days, 1), max([value for _day, value in points] + [1.0])

    def at(point: Point) -> tuple[float, float]:
        x = left + 4 + (width - left - 10) * (point[0] - first).days / across
        return x, bottom + (top - bottom) * point[1] / highest

    drawing.add(Line(left, bottom, width, bottom, strokeColor=charts.MUTED, strokeWidth=0.5))
    for value in (0.0, highest):
        y = at((first, value))[1]
        words = number(value, decimals)
        charts.string(drawing, left - 3, y - _SIZE / 3, words, anchor="end", size=_SIZE, muted=True)
    _join(drawing, [at(point) for point in points], [day for day, _value in points])
    for point in points:
        x, y = at(point)
        drawing.add(Circle(x, y, 2, fillColor=charts.MARK, strokeColor=charts.MARK, strokeWidth=0.3))
    _days(drawing, first, last, left, width)
    return drawing


def _join(drawing: Any, places: Sequence[tuple[float, float]], days: Sequence[date]) -> None:
    if not is_a_line(places):
        return
    for (start, day), (end, after) in pairwise(zip(places, days, strict=True)):
        if (after - day).days <= _GAP_DAYS:
            drawing.add(PolyLine([*start, *end], strokeColor=charts.MARK, strokeWidth=1.1))


def _days(drawing: Any, first: date, last: date, left: float, width: float) -> None:
    charts.string(drawing, left, 1.5, day_text(first), anchor="start", size=_SIZE, muted=True)
    if last != first:
        charts.string(drawing, width, 1.5, day_text(last), anchor="end", size=_SIZE, muted=True)
