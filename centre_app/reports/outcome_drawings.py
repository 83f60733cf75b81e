"""“Does it help” as drawings for the screen: the same as on the progress record, in the theme's colours."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from centre_app.language.translate import Words
from centre_app.outcomes.queries import Outcomes
from centre_app.outcomes.rules import is_a_line
from centre_app.reports import charts, courses

_COURSE, _DOSE = (215.0, 60.0), (520.0, 110.0)  # the screen stretches the courses to half as much again


@dataclass(frozen=True)
class OutcomeDrawings:
    """SVGs: held minutes by month, each goal's course, each instrument's where there are points enough for a line."""

    dose: str
    goals: Mapping[uuid.UUID, str]
    instruments: Mapping[str, str]


def outcome_drawings(one: Outcomes, words: Words, colours: Mapping[str, str]) -> OutcomeDrawings:
    """All drawings of one child's page."""
    goals = {}
    for goal in one.goals:
        own = [(score.day, float(score.score)) for score in goal.scores if score.scored_by == "specialist"]
        said = [(score.day, float(score.score)) for score in goal.scores if score.scored_by != "specialist"]
        if own:
            points = [(goal.opened_day, float(goal.baseline)), *own]
            goals[goal.goal_id] = charts.as_svg(courses.goal_course(points, said, *_COURSE), colours)
    instruments = {}
    for course in one.instruments:
        values = [(point.day, point.value) for point in course.points if point.value is not None]
        one_score = len({point.score for point in course.points}) == 1  # several areas on one line would say nothing
        if course.drawn and one_score and is_a_line(values):
            instruments[course.code] = charts.as_svg(courses.value_course(values, *_COURSE), colours)
    return OutcomeDrawings(_dose(one, words, colours), goals, instruments)


def _dose(one: Outcomes, words: Words, colours: Mapping[str, str]) -> str:
    """Minutes held, month by month; a month without any session booked is a gap, not a zero."""
    months: list[tuple[int, int]] = []
    year, month = one.first.year, one.first.month
    begun = min((part.day for part in one.parts), default=one.last)
    if begun > one.first:  # years before the first session would be an empty axis
        year, month = begun.year, begun.month
    while (year, month) <= (one.last.year, one.last.month):
        months.append((year, month))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    booked: set[tuple[int, int]] = set()
    minutes: dict[tuple[int, int], float] = {}
    for part in one.parts:
        at = (part.day.year, part.day.month)
        booked.add(at)
        if part.status == "held" and part.part == "attended":
            minutes[at] = minutes.get(at, 0.0) + part.minutes
    chart = charts.Chart(
        "bar",
        words.gettext("Minutes of sessions held, by month"),
        [f"{month:02d}.{year}" for year, month in months],
        [minutes.get(at, 0.0) if at in booked else None for at in months],
    )
    return charts.as_svg(charts.draw(chart, *_DOSE), colours)
