"""The review sheet on one or two pages: ticked by hand at the table with the family, or as it was written down."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from centre_app.language.dates import day_text
from centre_app.language.translate import Words
from centre_app.plans.queries import PlanGoalFacts
from centre_app.plans.rules import PLAN_LABELS, REVIEW_LABELS, ROLE_NAMES, SCORED_BY_NAMES, level_sign
from centre_app.reports import fonts
from centre_app.reports.asked import Step
from centre_app.reports.child_words import age_words, birth_words
from centre_app.reports.handwriting import ruled, signatures
from centre_app.reports.levels import Levels, draw_levels, height_of_levels
from centre_app.reports.paper import Paper
from centre_app.reports.plan_page import WORDS_HINT, line, with_how
from centre_app.reports.review import ReviewPaper
from centre_app.reports.style import BODY, HEADING, LEADING, MUTED, SMALL, joined

_LINES = 3  # to write on in each place
_HAND = 17.0
_SIGNING = 22 + 4 * 25.0 + BODY  # four places for signatures


def render(data: Sequence[ReviewPaper], words: Words, step: Step) -> bytes:
    """One sheet after another."""
    paper = Paper()
    for one in data:
        paper.begin(dataclasses.replace(one.head, subject=f"{one.child.full_name}  ·  {one.child.number}"))
        _who(paper, one, words)
        _goals(paper, one, words)
        _told(paper, one, words)
        _sign(paper, one, words)
        step()
    return paper.finish()


def _who(paper: Paper, one: ReviewPaper, words: Words) -> None:
    _ = words.gettext
    age = age_words(one.child.birth_date, one.child.birth_precision, one.made, words)
    pairs = [(_("Born"), joined((birth_words(one.child.birth_date, one.child.birth_precision), age)))]
    pairs.append((_(PLAN_LABELS["child_wishes"]), with_how(one.plan.child_wishes, one.plan.child_wishes_how)))
    pairs.append((_(PLAN_LABELS["parent_wishes"]), one.plan.parent_wishes))
    if one.review is not None:
        pairs.append((_(REVIEW_LABELS["due_day"]), day_text(one.review.due_day)))
        pairs.append((_(REVIEW_LABELS["held_by"]), one.review.held_by))
    paper.pairs(pairs)
    if one.review is None:
        line(paper, _(REVIEW_LABELS["held_day"]))
        line(paper, _(REVIEW_LABELS["held_by"]))


def _goals(paper: Paper, one: ReviewPaper, words: Words) -> None:
    _ = words.gettext
    paper.heading(_("How far we have come"), keep=140)
    if not one.goals:
        paper.paragraph(_("No goals were scored.") if one.review is not None else _("This plan has no open goals."))
        return
    if one.review is None:
        hint = _("Everybody ticks for themselves: the specialist, the parent and, where possible, the child.")
        paper.paragraph(hint, size=SMALL, grey=MUTED)
    for place, goal in enumerate(one.goals, start=1):
        _goal(paper, one, place, goal, words)


def _goal(paper: Paper, one: ReviewPaper, place: int, goal: PlanGoalFacts, words: Words) -> None:
    who = {words.gettext(name): one.level(goal.goal_id, code) for code, name in SCORED_BY_NAMES.items()}
    levels = Levels(goal.levels, goal.baseline, who)
    title, facts, notes = f"{place}. {goal.text}", _facts(one, goal, words), _notes(one, goal, words)
    high = height_of_levels(paper, levels, words) + 10
    for text, size, bold in ((title, BODY, True), (facts, SMALL, False), (notes, SMALL + 0.5, False)):
        high += len(fonts.wrapped(text, size, paper.room, bold=bold)) * size * LEADING if text else 0
    paper.need(high)
    paper.y -= 4
    paper.paragraph(title, bold=True)
    paper.paragraph(facts, size=SMALL, grey=MUTED)
    paper.y -= 3
    draw_levels(paper, levels, words)
    if notes:
        paper.paragraph(notes, size=SMALL + 0.5)


def _facts(one: ReviewPaper, goal: PlanGoalFacts, words: Words) -> str:
    """The area, and for the hand how it was the last time."""
    said = [one.label("goal_area", goal.area)]
    if one.review is None and goal.latest is not None:
        said.append(
            words.gettext("last time: {level} ({day})").format(
                level=level_sign(goal.latest.score), day=day_text(goal.latest.day)
            )
        )
    return "  ·  ".join(part for part in said if part)


def _notes(one: ReviewPaper, goal: PlanGoalFacts, words: Words) -> str:
    if one.review is None:
        return ""
    noted = [score for score in one.review.scores if score.goal_id == goal.goal_id and score.note]
    return "; ".join(f"{words.gettext(SCORED_BY_NAMES[score.scored_by])}: {score.note}" for score in noted)


def _told(paper: Paper, one: ReviewPaper, words: Words) -> None:
    _ = words.gettext
    review = one.review
    if review is None:
        ruled(paper, _(REVIEW_LABELS["summary"]), _LINES, leading=_HAND)
        ruled(paper, _(REVIEW_LABELS["child_view"]), _LINES, hint=_(WORDS_HINT), leading=_HAND)
        ruled(paper, _(REVIEW_LABELS["parent_view"]), _LINES, leading=_HAND)
        paper.need(HEADING * LEADING + 12 + (_LINES + 1) * _HAND + _SIGNING)
        ruled(paper, _(REVIEW_LABELS["next_step"]), _LINES, leading=_HAND)
        line(paper, _(REVIEW_LABELS["next_review_day"]))
        return
    told = (
        ("summary", review.summary),
        ("child_view", with_how(review.child_view, review.child_view_how)),
        ("parent_view", review.parent_view),
        ("next_step", review.next_step),
    )
    last = max((name for name, text in told if text), key=[name for name, _text in told].index, default="")
    for name, text in told:
        if not text:
            continue
        high = len(fonts.wrapped(text, BODY, paper.room)) * BODY * LEADING
        if name == last and high < paper.height / 4:  # nobody signs a page with nothing on it
            paper.need(HEADING * LEADING + 44 + high + _SIGNING)
        paper.heading(_(REVIEW_LABELS[name]), keep=2 * BODY * LEADING)
        paper.paragraph(text)
    paper.y -= 6
    paper.pairs([(_(REVIEW_LABELS["next_review_day"]), day_text(review.next_review_day))])


def _sign(paper: Paper, one: ReviewPaper, words: Words) -> None:
    _ = words.gettext
    paper.y -= BODY
    held_by = "" if one.review is None else one.review.held_by
    signatures(
        paper,
        [
            (_(ROLE_NAMES["parent"]), ""),
            (_(ROLE_NAMES["child"]), ""),
            (_(ROLE_NAMES["specialist"]), held_by),
            (_(ROLE_NAMES["head"]), one.head.signatory),
        ],
    )
