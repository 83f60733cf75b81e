"""One goal of a plan to read: where the child stands on its five levels, and what the goal means to the family."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from centre_app.language.dates import day_text
from centre_app.language.translate import _
from centre_app.plans.queries import PlanGoalFacts
from centre_app.plans.rules import OPEN
from ui.plans.scale import ScaleView
from ui.plans.words import by_level, goal_state, score_since
from ui.shared.buttons import link_button
from ui.shared.cards import Card
from ui.shared.flow import Flow
from ui.shared.tags import Tag
from ui.shared.words import label


@dataclass(frozen=True)
class GoalDoors:
    """What can be done with a goal from its card; None where it may not be done."""

    score: Callable[[PlanGoalFacts], object] | None = None
    end: Callable[[PlanGoalFacts], object] | None = None
    reopen: Callable[[PlanGoalFacts], object] | None = None
    bank: Callable[[PlanGoalFacts], object] | None = None


class GoalCard(Card):
    """``area`` and ``reason`` are in words. An ended goal says how and when it ended."""

    def __init__(self, number: int, goal: PlanGoalFacts, area: str, reason: str, doors: GoalDoors) -> None:
        super().__init__(_("Goal {n}").format(n=number))
        self.goal = goal
        self.set_count(area)
        self.add_widget(label(goal.text, kind="strong", wrap=True))
        if goal.status != OPEN and goal.closed_day is not None:
            self.add_widget(_ended(goal, reason))
        if goal.present_level:
            self.add_widget(_said(_("Where the child stands"), goal.present_level))
        latest = goal.latest
        self.scale = ScaleView(
            by_level(goal.levels),
            now=latest.score if latest is not None else None,
            start=goal.baseline,
            now_words=score_since(latest) if latest is not None else "",
        )
        self.add_widget(self.scale)
        self.add_text(" · ".join(_facts(goal)))
        self.doors = _doors(goal, doors)
        if self.doors:
            self.add_widget(Flow(self.doors))


def _facts(goal: PlanGoalFacts) -> list[str]:
    facts = []
    if goal.latest is None:
        facts.append(_("not scored yet"))
    if goal.importance is not None:
        facts.append(_("importance {n} of 3").format(n=goal.importance))
    if goal.difficulty is not None:
        facts.append(_("difficulty {n} of 3").format(n=goal.difficulty))
    if goal.target_day is not None:
        facts.append(_("to be reached by {day}").format(day=day_text(goal.target_day)))
    facts.append(goal.responsible or _("nobody is responsible yet"))
    return facts


def _ended(goal: PlanGoalFacts, reason: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(Tag(goal_state(goal.status), "good" if goal.status == "reached" else ""))
    words = [day_text(goal.closed_day), reason, goal.close_note] if goal.closed_day else []
    row.addWidget(label(" · ".join(word for word in words if word), kind="muted", wrap=True), 1)
    return line


def _said(title: str, text: str) -> QWidget:
    said = QWidget()
    column = QVBoxLayout(said)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(0)
    column.addWidget(label(title, kind="muted"))
    column.addWidget(label(text, wrap=True))
    return said


def _doors(goal: PlanGoalFacts, doors: GoalDoors) -> list[QPushButton]:
    made = []
    choices = [(_("Keep it in the goal bank"), doors.bank)]
    if goal.status == OPEN:
        choices[:0] = [(_("Write where the child stands…"), doors.score), (_("End this goal…"), doors.end)]
    else:
        choices[:0] = [(_("Open it again"), doors.reopen)]
    for words, on in choices:
        if on is not None:
            door = link_button(words, partial(on, goal))
            door.setAccessibleName(f"{words} {goal.text}")
            made.append(door)
    return made
