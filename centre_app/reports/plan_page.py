"""The individual plan on one or two pages, to be read together with the family and signed; also empty, for the hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from centre_app.language.dates import day_text
from centre_app.language.translate import N_, Words
from centre_app.plans.queries import PlanFacts, PlanGoalFacts
from centre_app.plans.rules import (
    GOAL_LABELS,
    GOAL_STATUS_NAMES,
    PLAN_LABELS,
    ROLE_NAMES,
    dose_words,
    weight,
)
from centre_app.reports import fonts, tables
from centre_app.reports.asked import Step
from centre_app.reports.child_words import age_words, birth_words
from centre_app.reports.handwriting import ruled, signatures
from centre_app.reports.levels import Levels, draw_levels, height_of_levels
from centre_app.reports.paper import Paper
from centre_app.reports.plan import PlanPaper
from centre_app.reports.style import BODY, HEADING, LEADING, LINE, MUTED, SMALL, joined

_BLANK_GOALS, _BLANK_SERVICES, _BLANK_TASKS = 4, 4, 3
_HAND = 17.0  # between lines to write on
_SIGN, _MOST_SIGN = 25.0, 8  # a place for a signature, and so many are kept together
_LEVEL_ROOM = 62.0  # for a level's text by hand
WORDS_HINT = N_("In the child’s own words; also by signs, gestures or pictures. Or why it was not possible.")


def render(data: Sequence[PlanPaper], words: Words, step: Step) -> bytes:
    """One plan after another."""
    paper = Paper()
    for one in data:
        paper.begin(dataclasses.replace(one.head, subject=subject(one)))
        if one.plan is None:
            _blank(paper, one, words)
        else:
            _filled(paper, one, one.plan, words)
        step()
    return paper.finish()


def subject(one: PlanPaper) -> str:
    """The child's name and number; nothing on a form where they are written by hand."""
    return "" if one.child is None else f"{one.child.full_name}  ·  {one.child.number}"


def who(one: PlanPaper, words: Words) -> list[tuple[str, str]]:
    """Who the child is."""
    child = one.child
    if child is None:
        return []
    age = age_words(child.birth_date, child.birth_precision, one.made, words)
    return [(words.gettext("Born"), joined((birth_words(child.birth_date, child.birth_precision), age)))]


def _filled(paper: Paper, one: PlanPaper, plan: PlanFacts, words: Words) -> None:
    _ = words.gettext
    paper.pairs(
        [
            *who(one, words),
            (_(PLAN_LABELS["responsible_id"]), plan.responsible),
            (_(PLAN_LABELS["review_day"]), day_text(plan.review_day)),
            (_(PLAN_LABELS["strengths"]), plan.strengths),
            (_(PLAN_LABELS["child_wishes"]), with_how(plan.child_wishes, plan.child_wishes_how)),
            (_(PLAN_LABELS["parent_wishes"]), plan.parent_wishes),
        ]
    )
    paper.heading(_(PLAN_LABELS["goals"]), keep=120)
    if not plan.goals:
        paper.paragraph(_("No goals yet."))
    for place, goal in enumerate(plan.goals, start=1):
        _goal(paper, one, place, goal, words)
    _services(paper, one, plan, words)
    _tasks(paper, plan, words)
    _sign(paper, one, plan, words)


def with_how(said: str, how: str) -> str:
    """What a child said, and how: in words, by gestures, pictures; or why it was not possible."""
    return f"{said} ({how})" if said and how else said or how


def _goal(paper: Paper, one: PlanPaper, place: int, goal: PlanGoalFacts, words: Words) -> None:
    levels = Levels(goal.levels, goal.baseline)
    facts = goal_facts(one, goal, words)
    now = words.gettext("Now: {level}").format(level=goal.present_level) if goal.present_level else ""
    title = f"{place}. {goal.text}"
    high = height_of_levels(paper, levels, words) + 8
    for text, size, bold in ((title, BODY, True), (facts, SMALL, False), (now, SMALL + 0.5, False)):
        high += len(fonts.wrapped(text, size, paper.room, bold=bold)) * size * LEADING if text else 0
    paper.need(high)
    paper.y -= 3
    paper.paragraph(title, bold=True)
    paper.paragraph(facts, size=SMALL, grey=MUTED)
    if now:
        paper.paragraph(now, size=SMALL + 0.5)
    paper.y -= 3
    draw_levels(paper, levels, words)


def goal_facts(one: PlanPaper, goal: PlanGoalFacts, words: Words) -> str:
    """What stands under a goal: its area, until when, who, how much it counts, and that it ended."""
    _ = words.gettext
    said = [one.label("goal_area", goal.area)]
    if goal.target_day is not None:
        said.append(_("to be reached by {day}").format(day=day_text(goal.target_day)))
    if goal.responsible:
        said.append(f"{_(GOAL_LABELS['responsible_id'])}: {goal.responsible}")
    if goal.importance is not None and goal.difficulty is not None:
        said.append(
            _("weight {weight} (importance {importance}, difficulty {difficulty})").format(
                weight=weight(goal.importance, goal.difficulty),
                importance=goal.importance,
                difficulty=goal.difficulty,
            )
        )
    if goal.closed_day is not None:
        said.append(f"{_(GOAL_STATUS_NAMES[goal.status])}: {day_text(goal.closed_day)}")
        said.append(one.label("goal_drop_reason", goal.close_reason))
    return "  ·  ".join(part for part in said if part)


def _services(paper: Paper, one: PlanPaper, plan: PlanFacts, words: Words) -> None:
    _ = words.gettext
    paper.heading(_(PLAN_LABELS["services"]))
    if not plan.services:
        paper.paragraph(_("No services in this plan."))
        return
    rows = [
        (
            one.label("session_type", line.session_type),
            dose_words(line.times, line.weeks, line.minutes, words),
            _("in a group") if line.in_group else _("alone"),
            joined((line.staff, line.note), "; "),
        )
        for line in plan.services
    ]
    tables.draw(paper, tables.Table(_service_columns(words), rows))


def _service_columns(words: Words) -> list[tables.Column]:
    _ = words.gettext
    return [
        tables.Column(_("Service"), 1.7),
        tables.Column(_("How often"), 1.7),
        tables.Column(_("How"), 0.9),
        tables.Column(_("With whom, note"), 1.9),
    ]


def _tasks(paper: Paper, plan: PlanFacts, words: Words) -> None:
    """Kept on one page with the signatures where that can be: nobody signs a page with nothing on it."""
    _ = words.gettext
    rows = [(task.text, dose_words(task.times_a_week, 1, task.minutes, words)) for task in plan.home_tasks]
    table = tables.Table(_task_columns(words), rows)
    signing_too = tables.height_of(table, paper.room) + _SIGN * len(plan.agreements) + 90
    if signing_too < paper.height / 2:
        paper.need(signing_too)
    paper.heading(_(PLAN_LABELS["home_tasks"]))
    if not plan.home_tasks:
        paper.paragraph(_("No home tasks in this plan."))
        return
    tables.draw(paper, table)


def _task_columns(words: Words) -> list[tables.Column]:
    return [tables.Column(words.gettext("Task"), 3), tables.Column(words.gettext("How often"), 1.6)]


def _sign(paper: Paper, one: PlanPaper, plan: PlanFacts, words: Words) -> None:
    people = [
        (words.gettext(ROLE_NAMES[who.role]), joined((who.name, day_text(who.agreed_day) if who.agreed_day else "")))
        for who in plan.agreements
    ]
    signing(paper, people or usual_people(one, words), words)


def usual_people(one: PlanPaper, words: Words) -> list[tuple[str, str]]:
    """Who signs where nobody is written down yet."""
    _ = words.gettext
    return [
        (_(ROLE_NAMES["parent"]), ""),
        (_(ROLE_NAMES["child"]), ""),
        (_(ROLE_NAMES["specialist"]), ""),
        (_(ROLE_NAMES["head"]), one.head.signatory),
    ]


def signing(paper: Paper, people: Sequence[tuple[str, str]], words: Words) -> None:
    """Places for signatures, as many on a page as fit."""
    sentence = words.gettext("We have talked about this plan and agree with it.")
    paper.need(22 + BODY * LEADING + 8 + _SIGN * min(len(people), _MOST_SIGN))
    paper.y -= 8
    paper.paragraph(sentence)
    for first in range(0, len(people), _MOST_SIGN):
        signatures(paper, people[first : first + _MOST_SIGN])


# An empty form


def _blank(paper: Paper, one: PlanPaper, words: Words) -> None:
    _ = words.gettext
    written = [] if one.child is not None else [_("Name of the child"), _("Date of birth")]
    paper.pairs(who(one, words))
    for label in (*written, _(PLAN_LABELS["start_day"]), _(PLAN_LABELS["review_day"]), _("Responsible")):
        line(paper, label)
    ruled(paper, _(PLAN_LABELS["strengths"]), 3, leading=_HAND)
    ruled(paper, _(PLAN_LABELS["child_wishes"]), 3, hint=_(WORDS_HINT), leading=_HAND)
    ruled(paper, _(PLAN_LABELS["parent_wishes"]), 3, leading=_HAND)
    paper.y -= 4
    for place in range(1, _BLANK_GOALS + 1):
        _blank_goal(paper, place, words)
    paper.heading(_(PLAN_LABELS["services"]), keep=_BLANK_SERVICES * _HAND + 20)
    _empty_rows(paper, _service_columns(words), _BLANK_SERVICES)
    paper.heading(_(PLAN_LABELS["home_tasks"]), keep=_BLANK_TASKS * _HAND + 20)
    _empty_rows(paper, _task_columns(words), _BLANK_TASKS)
    signing(paper, usual_people(one, words), words)


def line(paper: Paper, label: str) -> None:
    """A label with a line to write on."""
    paper.need(_HAND)
    paper.y -= _HAND
    lines, size = fonts.fitted(label, SMALL, 142, smallest=6)
    for back, words in enumerate(reversed(lines)):
        paper.text(paper.left, words, y=paper.y + back * size * LEADING, size=size, grey=MUTED)
    paper.y -= 2
    paper.rule(weight=0.4, grey=LINE, x=paper.left + 150)


def _blank_goal(paper: Paper, place: int, words: Words) -> None:
    levels = Levels(("",) * 5, least=_LEVEL_ROOM)
    paper.need(height_of_levels(paper, levels, words) + 2 * _HAND + HEADING * LEADING + 20)
    ruled(paper, f"{words.gettext(GOAL_LABELS['text'])} {place}", 2, leading=_HAND)
    paper.y -= 6
    draw_levels(paper, levels, words)


def _empty_rows(paper: Paper, columns: Sequence[tables.Column], count: int) -> None:
    tables.draw(paper, tables.Table(columns, []))
    for _row in range(count):
        paper.need(_HAND)
        paper.y -= _HAND
        paper.rule(weight=0.3, grey=LINE)
