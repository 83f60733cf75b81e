"""An instrument's numbers over time as small charts for the screen."""

from __future__ import annotations

from collections.abc import Mapping

from centre_app.instruments.queries import CoursePoint, InstrumentCourse
from centre_app.language.dates import day_text
from centre_app.reports import charts

LEAST_POINTS = 3  # with fewer no line is drawn: it would promise a direction that nobody can know yet
_WIDTH, _HEIGHT = 330.0, 110.0  # points; the screen stretches the drawing


def course_drawings(course: InstrumentCourse, theme: Mapping[str, str]) -> list[tuple[str, str]]:
    """(SVG, what is in it) of each score with points enough, in the colours of the screen's theme."""
    found = []
    for points in _by_score(course).values():
        if len(points) < LEAST_POINTS:
            continue
        whole = all(point.value == int(point.value or 0) for point in points)
        chart = charts.Chart(
            "line",
            points[0].label,
            [day_text(point.day) for point in points],
            [point.value for point in points],
            decimals=0 if whole else 1,
        )
        words = "; ".join(f"{day_text(point.day)}: {point.words}" for point in points)
        found.append((charts.as_svg(charts.draw(chart, _WIDTH, _HEIGHT), theme), f"{points[0].label}. {words}"))
    return found


def _by_score(course: InstrumentCourse) -> dict[str, list[CoursePoint]]:
    found: dict[str, list[CoursePoint]] = {}
    if course.drawn:
        for point in course.points:
            if point.value is not None:
                found.setdefault(point.score, []).append(point)
    return found
