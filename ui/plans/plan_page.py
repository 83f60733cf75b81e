"""A version of a plan as a page to read, from top to bottom as it is printed."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from centre_app.language.dates import day_text
from centre_app.language.translate import _, current
from centre_app.plans.queries import PlanFacts
from centre_app.plans.rules import PLAN_LABELS, ROLE_NAMES, SIGNED, dose_words, home_words
from ui.plans.goal_card import GoalCard, GoalDoors
from ui.plans.plan_read import PlanRead
from ui.plans.words import due_words, is_soon, t_score_meaning, t_score_words
from ui.shared.cards import Card, Figure
from ui.shared.tags import Tag
from ui.shared.words import label


class PlanPage(QWidget):
    """What the version says. ``doors`` lead on from each goal."""

    def __init__(self, read: PlanRead, today: date, doors: GoalDoors) -> None:
        super().__init__()
        plan = read.plan
        assert plan is not None
        self.goals: list[GoalCard] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(_days(plan, today))
        if read.scores.baseline is not None and plan.status != "draft":
            column.addWidget(_attained(read))
        column.addWidget(_wishes(plan))
        for number, goal in enumerate(plan.goals, start=1):
            area, reason = read.word("goal_area", goal.area), read.word("goal_drop_reason", goal.close_reason)
            card = GoalCard(number, goal, area, reason, doors)
            self.goals.append(card)
            column.addWidget(card)
        column.addWidget(_services(read, plan))
        column.addWidget(_home(plan))
        column.addWidget(_agreed(plan))


def _days(plan: PlanFacts, today: date) -> QFrame:
    card = Card()
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    if plan.status == SIGNED:
        due = _("Review {day}: {far}").format(day=day_text(plan.review_day), far=due_words(plan.review_day, today))
        row.addWidget(Tag(due, "attention" if is_soon(plan.review_day, today) else ""))
    words = [_("from {day}").format(day=day_text(plan.start_day))]
    if plan.signed_day is not None:
        words.append(_("signed {day}").format(day=day_text(plan.signed_day)))
    if plan.end_day is not None:
        words.append(_("until {day}").format(day=day_text(plan.end_day)))
    words += [word for word in (plan.end_reason, plan.responsible) if word]
    row.addWidget(label(" · ".join(words), wrap=True), 1)
    card.add_widget(line)
    return card


def _attained(read: PlanRead) -> QFrame:
    scores = read.scores
    shown = scores.latest if scores.latest is not None else scores.baseline
    assert shown is not None
    words = _("attainment of all goals (T-score)") if scores.latest is not None else _("T-score at the start")
    if scores.latest is not None:
        words += " · " + _("at the start {value}").format(value=t_score_words(scores.baseline))
        words += " · " + _("{scored} of {goals} goals scored").format(scored=scores.scored, goals=scores.goals)
        meaning = t_score_meaning(scores.latest)
    else:
        meaning = _("50 means: as was expected when the goals were set. No goal was scored yet.")
    return Figure(t_score_words(shown), f"{words}\n{meaning}")


def _wishes(plan: PlanFacts) -> Card:
    card = Card(_("Strengths and wishes"))
    for name in ("strengths", "child_wishes", "child_wishes_how", "parent_wishes"):
        text = getattr(plan, name)
        if text or name != "child_wishes_how":
            card.add_text(_(PLAN_LABELS[name])).setContentsMargins(0, 6, 0, 0)
            card.add_text(text or _("Nothing written yet."), kind="" if text else "muted")
    return card


def _services(read: PlanRead, plan: PlanFacts) -> Card:
    card = Card(_(PLAN_LABELS["services"]), icon="therapy")
    for one in plan.services:
        card.add_line(
            read.word("session_type", one.session_type), dose_words(one.times, one.weeks, one.minutes, current())
        )
        details = [_("in a group") if one.in_group else _("alone"), one.staff, one.note]
        card.add_text(" · ".join(word for word in details if word)).setContentsMargins(8, 0, 8, 4)
    if not plan.services:
        card.add_text(_("No service is planned yet."))
    return card


def _home(plan: PlanFacts) -> Card:
    card = Card(_(PLAN_LABELS["home_tasks"]), icon="home")
    for one in plan.home_tasks:
        card.add_line(one.text, home_words(one.times_a_week, one.minutes, current()))
    if not plan.home_tasks:
        card.add_text(_("No task for home yet."))
    return card


def _agreed(plan: PlanFacts) -> Card:
    card = Card(_(PLAN_LABELS["agreements"]), icon="check")
    for one in plan.agreements:
        day = day_text(one.agreed_day) if one.agreed_day is not None else _("not yet")
        card.add_line(f"{_(ROLE_NAMES[one.role])}: {one.name}" if one.name else _(ROLE_NAMES[one.role]), day)
    if not plan.agreements:
        card.add_text(_("Nobody is written here yet."))
    return card
