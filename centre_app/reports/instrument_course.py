"""An instrument's numbers over time as small charts for the screen, one a score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from centre_app.instruments.queries import CoursePoint, InstrumentCourse
from centre_app.language.dates import day_text
from centre_app.outcomes.rules import is_a_line
from centre_app.reports import charts, courses

_WIDTH, _HEIGHT = 330.0, 84.0  # points; the screen stretches the drawing


@dataclass(frozen=True)
class CourseDrawing:
    """A chart: which score, the SVG, and what is in it for those who do not see it."""

    label: str
    svg: str
    words: str


def course_drawings(course: InstrumentCourse, theme: Mapping[str, str]) -> list[CourseDrawing]:
    """A drawing of each score with points enough for a line, in the colours of the screen's theme."""
    found = []
    for points in _by_score(course).values():
        values = [(point.day, point.value) for point in points if point.value is not None]
        if not is_a_line(values):
            continue
        decimals = 0 if all(value == int(value) for _day, value in values) else 1
        drawing = courses.value_course(values, _WIDTH, _HEIGHT, decimals=decimals)
        words = "; ".join(f"{day_text(point.day)}: {point.words}" for point in points)
        found.append(CourseDrawing(points[0].label, charts.as_svg(drawing, theme), f"{points[0].label}. {words}"))
    return found


def _by_score(course: InstrumentCourse) -> dict[str, list[CoursePoint]]:
    """Numbers only, each score by itself: two on one line would say nothing."""
    found: dict[str, list[CoursePoint]] = {}
    for point in course.points if course.drawn else ():
        if point.value is not None:
            found.setdefault(point.score, []).append(point)
    return found
