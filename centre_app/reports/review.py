"""The review sheet: each goal's levels with boxes for the specialist, the parent and the child, and what they say."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from centre_app.children.queries import ChildFile
from centre_app.codelists.queries import all_labels
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, Words
from centre_app.plans.queries import PlanFacts, PlanGoalFacts, ReviewFacts, reviews_of
from centre_app.plans.rules import OPEN, SCORED_BY_NAMES
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.plan import children_with_plans
from centre_app.reports.spreadsheet import Cell, Sheet
from centre_app.reports.style import Letterhead

TITLE = N_("Review sheet")


@dataclass(frozen=True)
class ReviewPaper:
    """A review on paper. Without a ``review`` its boxes and lines are empty, for the hand."""

    head: Letterhead
    child: ChildFile
    plan: PlanFacts
    review: ReviewFacts | None
    labels: Mapping[str, Mapping[str, str]]
    made: date

    @property
    def goals(self) -> tuple[PlanGoalFacts, ...]:
        """The goals that were scored; for the hand those that are open."""
        if self.review is None:
            return tuple(goal for goal in self.plan.goals if goal.status == OPEN)
        scored = {score.goal_id for score in self.review.scores}
        return tuple(goal for goal in self.plan.goals if goal.goal_id in scored)

    def level(self, goal_id: uuid.UUID, scored_by: str) -> int | None:
        """What somebody gave a goal at this review."""
        if self.review is None:
            return None
        given = (one.score for one in self.review.scores if (one.goal_id, one.scored_by) == (goal_id, scored_by))
        return next(given, None)

    def label(self, list_name: str, code: str | None) -> str:
        """A code in words; empty where there is none."""
        return "" if code is None else self.labels.get(list_name, {}).get(code, code)


def collect(session: OfficeSession, asked: Asked, words: Words) -> tuple[ReviewPaper, ...]:
    """The newest review of each child's plan, or of the version asked for; empty where none was held yet, or where
    ``asked.blank`` says so."""
    if not asked.children and asked.plan is None:
        raise UserError(N_("Choose a child first."), field="child")
    head = letterhead(session, words, title=words.gettext(TITLE))
    labels = all_labels(session, words.language)
    papers = []
    # Without a plan there is nothing to review: a blank sheet has the plan's goals on it.
    for child, plan in children_with_plans(session, replace(asked, blank=False)):
        if plan is None:
            continue
        held = () if asked.blank else reviews_of(session, child.id)
        review = next((one for one in held if one.plan_id == plan.id), None)
        period = _period(plan, review, words)
        papers.append(ReviewPaper(replace(head, period=period), child, plan, review, labels, session.today))
    return tuple(papers)


def _period(plan: PlanFacts, review: ReviewFacts | None, words: Words) -> str:
    _ = words.gettext
    version = _("Plan, version {n}, from {day}").format(n=plan.version, day=day_text(plan.start_day))
    if review is None:
        due = _("review due on {day}").format(day=day_text(plan.review_day))
        return f"{version}  ·  {due}"
    held = _("review held on {day}").format(day=day_text(review.held_day))
    return f"{version}  ·  {held}"


def as_json(data: Sequence[ReviewPaper]) -> object:
    """One object for one child, a list for several; ``held`` is null where nothing was held."""
    sheets = [_json(paper) for paper in data]
    return sheets[0] if len(sheets) == 1 else sheets


def _json(paper: ReviewPaper) -> dict[str, object]:
    review = paper.review
    found: dict[str, object] = {
        "number": paper.child.number,
        "version": paper.plan.version,
        "due": (paper.plan.review_day if review is None else review.due_day).isoformat(),
        "held": None if review is None else review.held_day.isoformat(),
        "goals": [
            {
                "area": goal.area,
                "text": goal.text,
                "levels": list(goal.levels),
                "baseline": goal.baseline,
                "scores": {who: paper.level(goal.goal_id, who) for who in SCORED_BY_NAMES},
            }
            for goal in paper.goals
        ],
    }
    if review is not None:
        found |= {name: getattr(review, name) for name in _TOLD}
        found["next_review"] = review.next_review_day.isoformat()
    return found


_TOLD = ("summary", "next_step", "child_view", "child_view_how", "parent_view", "held_by")


def as_sheets(data: Sequence[ReviewPaper], words: Words) -> Sequence[Sheet]:
    """A row a goal, with what each gave it."""
    _ = words.gettext
    header = [_("Number"), _("Name"), _("Held on"), _("Area"), _("Goal")]
    header += [_(name) for name in SCORED_BY_NAMES.values()]
    rows: list[list[Cell]] = [
        [
            paper.child.number,
            paper.child.full_name,
            None if paper.review is None else paper.review.held_day,
            paper.label("goal_area", goal.area),
            goal.text,
            *(paper.level(goal.goal_id, who) for who in SCORED_BY_NAMES),
        ]
        for paper in data
        for goal in paper.goals
    ]
    return [Sheet(_(TITLE), header, rows)]


def file_stem(data: Sequence[ReviewPaper]) -> str:
    """The child's number and the day; for several how many they are."""
    if len(data) != 1:
        return f"review-{len(data)}"
    first = data[0]
    day = first.plan.review_day if first.review is None else first.review.held_day
    return f"review-{first.child.number}-{day.isoformat()}"
