"""Goal Attainment Scaling, doses, and when a plan may be changed, signed, scored (counting.md, Other figures). Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from centre_app.errors import UserError
from centre_app.language.translate import N_, Words
from centre_app.plans.facts import GoalCourse, PlanFacts
from centre_app.plans.inputs import GoalInput
from centre_app.plans.labels import AGREEMENT_LABELS as AGREEMENT_LABELS
from centre_app.plans.labels import ANSWER_NAMES as ANSWER_NAMES
from centre_app.plans.labels import GOAL_LABELS as GOAL_LABELS
from centre_app.plans.labels import GOAL_STATUS_NAMES as GOAL_STATUS_NAMES
from centre_app.plans.labels import LEVEL_NAMES as LEVEL_NAMES
from centre_app.plans.labels import MEASURE_LABELS as MEASURE_LABELS
from centre_app.plans.labels import MEASURE_STATUS_NAMES as MEASURE_STATUS_NAMES
from centre_app.plans.labels import PLAN_LABELS as PLAN_LABELS
from centre_app.plans.labels import PROGRAMME_LABELS as PROGRAMME_LABELS
from centre_app.plans.labels import REVIEW_LABELS as REVIEW_LABELS
from centre_app.plans.labels import ROLE_NAMES as ROLE_NAMES
from centre_app.plans.labels import SCORED_BY_NAMES as SCORED_BY_NAMES
from centre_app.plans.labels import SERVICE_LABELS as SERVICE_LABELS
from centre_app.plans.labels import STATUS_NAMES as STATUS_NAMES
from centre_app.plans.labels import TASK_LABELS as TASK_LABELS
from centre_app.plans.merging import Difference as Difference
from centre_app.plans.merging import Merge as Merge
from centre_app.plans.merging import chosen as chosen
from centre_app.plans.merging import differences as differences

LEVELS = (-2, -1, 0, 1, 2)
BASELINES = (-2, -1)
DRAFT, SIGNED, REPLACED, ENDED = "draft", "signed", "replaced", "ended"
OPEN, REACHED, PARTLY, DROPPED = "open", "reached", "partly", "dropped"
SPECIALIST, PARENT, CHILD = "specialist", "parent", "child"
REVIEW_AFTER_MONTHS = 3  # practice: every 3–6 months; a draft proposes the sooner


class PlanChanged(UserError):
    """Somebody else saved the draft since it was opened. ``theirs`` is what stands there now, with its ``edition``."""

    def __init__(self, theirs: PlanFacts, who: str) -> None:
        super().__init__(
            N_("{who} changed this plan while you were writing. Nothing is lost: look at what differs."), who=who
        )
        self.theirs = theirs
        self.edition = theirs.edition
        self.who = who


@dataclass(frozen=True)
class TScores:
    """How far a child's goals were reached all together. ``scored`` of ``goals`` have a specialist's score."""

    baseline: float | None
    latest: float | None
    goals: int
    scored: int


def weight(importance: int | None, difficulty: int | None) -> int:
    """What a goal counts: importance × difficulty; 1 where either was not said."""
    return 1 if importance is None or difficulty is None else importance * difficulty


def t_score(weighted: Sequence[tuple[int, int]]) -> float | None:
    """T = 50 + 10·Σwx / √(0.7·Σw² + 0.3·(Σw)²) over (weight, score) pairs, to one decimal; None without any goal."""
    if not weighted:
        return None
    total = sum(weight for weight, _score in weighted)
    squares = sum(weight * weight for weight, _score in weighted)
    attained = sum(weight * score for weight, score in weighted)
    return round(50 + 10 * attained / math.sqrt(0.7 * squares + 0.3 * total * total), 1)


def t_scores(courses: Sequence[GoalCourse]) -> TScores:
    """The T-score at the start and now, both over the same goals: those that a specialist has scored.

    Where none is scored, the start is counted over all and there is no “now”. The caller chooses the courses; leaving
    out goals that were dropped would show the child's way rosier than it was.
    """
    scored = [(course, latest) for course in courses if (latest := course.latest) is not None]
    if not scored:
        return TScores(t_score([(_weight(course), course.baseline) for course in courses]), None, len(courses), 0)
    return TScores(
        t_score([(_weight(course), course.baseline) for course, _latest in scored]),
        t_score([(_weight(course), latest.score) for course, latest in scored]),
        len(courses),
        len(scored),
    )


def _weight(course: GoalCourse) -> int:
    return weight(course.importance, course.difficulty)


def level_sign(score: int) -> str:
    """A level as it is written: −2, −1, 0, +1, +2, with a real minus."""
    return f"+{score}" if score > 0 else f"−{-score}" if score < 0 else "0"


def pro_rata_minutes(times: int, weeks: int, minutes: int, days: int) -> float:
    """The minutes that “``times`` in ``weeks`` weeks, ``minutes`` each” makes over so many days."""
    return times * minutes * days / (7 * weeks)


def in_force_days(start_day: date, end_day: date | None, first: date, last: date) -> int:
    """On how many days from ``first`` to ``last`` a signed plan was in force; ``end_day`` is the first when it was
    not any more."""
    begins = max(start_day, first)
    ends = last.toordinal() + 1 if end_day is None else min(end_day.toordinal(), last.toordinal() + 1)
    return max(0, ends - begins.toordinal())


def dose_words(times: int, weeks: int, minutes: int, words: Words) -> str:
    """“2 times a week, 30 minutes”, “3 times in 2 weeks, 45 minutes”."""
    each = words.ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    if weeks == 1:
        often = words.ngettext("{n} time a week", "{n} times a week", times).format(n=times)
    else:
        often = words.ngettext("{n} time in {weeks} weeks", "{n} times in {weeks} weeks", times).format(
            n=times, weeks=weeks
        )
    return f"{often}, {each}"


def home_words(times_a_week: int, minutes: int, words: Words) -> str:
    """“5 times a week, 10 minutes”."""
    return dose_words(times_a_week, 1, minutes, words)


def repeated_goals(goals: Sequence[GoalInput]) -> tuple[int, ...]:
    """The places of goals that are worded like one before them: allowed, but most often a slip."""
    seen: set[tuple[str, str]] = set()
    repeated = []
    for place, goal in enumerate(goals):
        key = (goal.area, " ".join(goal.text.split()).casefold())
        if key in seen:
            repeated.append(place)
        seen.add(key)
    return tuple(repeated)


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last of the month where that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1)).toordinal() - 1
    return date(year, month + 1, min(day.day, date.fromordinal(last).day))


def check_draft(status: str) -> None:
    """Only a draft is written in. Raises UserError that says the way out."""
    if status != DRAFT:
        raise UserError(N_("This version is signed and stays as it is. Begin the next version to change the plan."))


def check_signable(plan: PlanFacts, former: tuple[int, date] | None, day: date, today: date) -> None:
    """Whether a draft can be signed on ``day``; ``former`` is the (version, first day) it would replace.

    The child's own wishes, or how they were asked for and why there are none, belong to every plan (UNCRC 12).
    """
    if plan.status != DRAFT:
        raise UserError(N_("This version is signed already."))
    if day > today:
        raise UserError(N_("A plan cannot be signed on a day to come."), field="day")
    open_goals = [(place, goal) for place, goal in enumerate(plan.goals) if goal.status == OPEN]
    if not open_goals:
        raise UserError(N_("A plan needs at least one goal before it is signed."), field="goals")
    for place, goal in open_goals:
        if not goal.levels[2]:
            raise UserError(
                N_("Write for the goal “{goal}” what is expected (level 0)."),
                field=f"goals.{place}.levels",
                goal=goal.text,
            )
    if not plan.child_wishes and not plan.child_wishes_how:
        raise UserError(
            N_("Write what the child wishes, or how you asked and why there is no answer."), field="child_wishes"
        )
    if not any(one.agreed_day is not None for one in plan.agreements):
        raise UserError(N_("Somebody must have agreed: write who, and on which day."), field="agreements")
    if former is not None and plan.start_day <= former[1]:
        raise UserError(
            N_("Version {version} began on {day}: this one must begin later."),
            field="start_day",
            version=former[0],
            day=former[1],
        )


def check_score(score: int, scored_by: str, field: str = "score") -> None:
    """Raises UserError where there is no such level or nobody of that kind."""
    if score not in LEVELS:
        raise UserError(N_("A level is −2, −1, 0, +1 or +2."), field=field)
    if scored_by not in SCORED_BY_NAMES:
        raise UserError(N_("Choose who scored: the specialist, the parent or the child."), field=field)


def check_score_day(day: date, opened_day: date, closed_day: date | None, today: date, goal: str) -> None:
    """A goal is scored while it is open and not ahead of time. Raises UserError (field ``day``)."""
    if day > today:
        raise UserError(N_("A level cannot be written for a day to come."), field="day")
    if day < opened_day:
        raise UserError(N_("The goal “{goal}” was opened on {day} only."), field="day", goal=goal, day=opened_day)
    if closed_day is not None and day > closed_day:
        raise UserError(N_("The goal “{goal}” ended on {day}."), field="day", goal=goal, day=closed_day)
