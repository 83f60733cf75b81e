"""The progress record in pictures, for parents who do not read: steps, days, faces; the few words can be read out."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from centre_app.language.translate import Words
from centre_app.outcomes.rules import LEAST_POINTS
from centre_app.plans.queries import GoalCourse
from centre_app.plans.rules import home_words
from centre_app.reports import pictographs
from centre_app.reports.asked import Step
from centre_app.reports.handwriting import signatures
from centre_app.reports.paper import Paper
from centre_app.reports.style import BODY, HEADING, LEADING, MUTED, SMALL, number

if TYPE_CHECKING:
    from centre_app.outcomes.queries import Outcomes
    from centre_app.reports.progress import ProgressRecord
_LARGE = 13.0
_SIDE = 52.0  # a section's drawing at the left
_STAIRS = (170.0, 70.0)
_MOST_GOALS = 5  # more are too many for one look


def render(data: Sequence[ProgressRecord], words: Words, step: Step) -> bytes:
    """One child after another."""
    paper = Paper()
    for one in data:
        subject = f"{one.child.full_name}  ·  {one.child.number}"
        paper.begin(dataclasses.replace(one.head, subject=subject))
        _days(paper, one, words)
        if one.outcomes is not None:
            _sessions(paper, one.outcomes, words)
            for goal in one.outcomes.goals[:_MOST_GOALS]:
                _goal(paper, goal)
            _home(paper, one.outcomes, words)
        _faces(paper, words)
        _legend(paper, words)
        signatures(paper, [(words.gettext("Parent or guardian"), ""), (words.gettext("Specialist"), "")])
        step()
    return paper.finish()


def _days(paper: Paper, one: ProgressRecord, words: Words) -> None:
    """A square a day in the centre."""
    if not one.enrolled_days:
        return
    paper.need(_SIDE + 10)
    pictographs.house(paper.canvas, paper.left + 4, paper.y - 38, 36)
    top = paper.y
    _caption(paper, words.gettext("Days in the centre"), number(one.child_days))
    high = pictographs.dots(
        paper.canvas,
        paper.left + _SIDE,
        paper.y - 4,
        paper.room - _SIDE,
        one.child_days,
        one.enrolled_days - one.child_days,
    )
    paper.y = min(paper.y - 4 - high, top - 44) - 8


def _sessions(paper: Paper, one: Outcomes, words: Words) -> None:
    """A square a session."""
    if not one.sessions.planned:
        return
    paper.need(_SIDE + 10)
    pictographs.figure(paper.canvas, paper.left + 13, paper.y - 40, 38, filled=True)
    pictographs.figure(paper.canvas, paper.left + 33, paper.y - 40, 25, filled=False)
    top = paper.y
    _caption(paper, words.gettext("Sessions"), number(one.sessions.held))
    gone = one.sessions.planned - one.sessions.held - one.sessions.open
    high = pictographs.dots(paper.canvas, paper.left + _SIDE, paper.y - 4, paper.room - _SIDE, one.sessions.held, gone)
    paper.y = min(paper.y - 4 - high, top - 46) - 8


def _caption(paper: Paper, text: str, count: str) -> None:
    paper.y -= _LARGE * LEADING
    paper.text(paper.left + _SIDE, f"{text}: {count}", size=_LARGE, bold=True)


def _goal(paper: Paper, goal: GoalCourse) -> None:
    """Steps at the left, where it goes at the right, the goal in large letters between."""
    width, height = _STAIRS
    paper.need(height + 10)
    top = paper.y
    own = [score for score in goal.scores if score.scored_by == "specialist"]
    now = own[-1].score if own else None
    pictographs.stairs(paper.canvas, paper.left, top - height, width, height, goal.baseline, now)
    x = paper.left + width + 16
    paper.y = top - 6
    paper.paragraph(goal.text, size=_LARGE, bold=True, x=x, room=paper.right - x - 50)
    if now is not None:
        paper.paragraph(goal.levels[now + 2], size=HEADING, x=x, room=paper.right - x - 50)
    at = (paper.right - 42, top - 52)
    if len(own) + 1 < LEAST_POINTS or now is None:
        pictographs.hourglass(paper.canvas, *at, 36)
    else:
        pictographs.arrow(paper.canvas, *at, 40, (now > goal.baseline) - (now < goal.baseline))
    paper.y = min(paper.y, top - height) - 8


def _home(paper: Paper, one: Outcomes, words: Words) -> None:
    """What to do at home: how often in squares, how long on a clock."""
    for task in one.home_tasks:
        paper.need(_SIDE + 6)
        top = paper.y
        pictographs.clock(paper.canvas, paper.left + 22, top - 26, 20, task.minutes)
        paper.y = top - 4
        paper.paragraph(task.text, size=HEADING + 1, bold=True, x=paper.left + _SIDE)
        paper.paragraph(
            home_words(task.times_a_week, task.minutes, words), size=SMALL, grey=MUTED, x=paper.left + _SIDE
        )
        high = pictographs.dots(paper.canvas, paper.left + _SIDE, paper.y - 3, paper.room - _SIDE, task.times_a_week, 0)
        paper.y = min(paper.y - 3 - high, top - 50) - 4


def _faces(paper: Paper, words: Words) -> None:
    """Faces to mark: how the child and the parents find it."""
    paper.need(60)
    top, radius = paper.y - 4, 17.0
    half = paper.room / 2
    for place, who in enumerate((words.gettext("The child’s view"), words.gettext("The parents’ view"))):
        x = paper.left + place * half
        paper.text(x, who, y=top - 10, size=BODY, bold=True)
        for number_, mood in enumerate((1, 0, -1)):
            pictographs.face(paper.canvas, x + radius + 2 + number_ * 46, top - 36, radius, mood)
    paper.y = top - 56


def _legend(paper: Paper, words: Words) -> None:
    _ = words.gettext
    paper.paragraph(
        _(
            "To be explained aloud: a filled square is a day or a session that was, a crossed one was not. On the steps"
            " the outlined figure is the start, the black one is now, the flag is what we expected. An arrow says where"
            " it goes; an hourglass: too early to say. Mark the face that fits."
        ),
        size=SMALL,
        grey=MUTED,
    )
