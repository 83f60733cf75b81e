"""The practice centre's individual plans: goals that move, goals that do not, some that go backwards; and reviews."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from centre_app.db.base import Base
from centre_app.db.types import new_id
from centre_app.plans.models import (
    Goal,
    GoalScore,
    HomePractice,
    IndividualPlan,
    PlanAgreement,
    PlanGoal,
    PlanHomeTask,
    PlanReview,
    PlanService,
)
from centre_app.practice.goals import CHILD_WISHES, GOALS, PARENT_WISHES, STRENGTHS, SUMMARIES, GoalWords
from centre_app.practice.writing import Row

_REVIEW_EVERY = 91  # days
_VERSION_EVERY = 2  # reviews
# How goals go, by frequency: steadily, slowly, not at all, backwards, up and down.
_COURSES = {"steady": 35, "slow": 25, "still": 20, "back": 8, "mixed": 12}
_MOST_GOALS = 4


@dataclass(frozen=True)
class Dose:
    """A service of the plan: so many times a week, so many minutes."""

    kind: str
    times: int
    minutes: int
    staff_id: uuid.UUID
    staff_name: str


@dataclass
class Aim:
    """A goal on its way. ``plan_id`` is the version that words it now."""

    id: uuid.UUID
    words: GoalWords
    course: str
    baseline: int
    opened: date
    importance: int
    difficulty: int
    closed: date | None = None
    versions: list[tuple[date, uuid.UUID]] = field(default_factory=list)

    def level(self, random: Random, day: date) -> int:
        """Where the child stands on a day, −2 … +2."""
        years = (day - self.opened).days / 365
        moved = {"steady": 3.2, "slow": 1.3, "still": 0.0, "back": -2.5, "mixed": 1.5}[self.course] * years
        wave = random.choice((-1, 0, 0, 1)) if self.course == "mixed" else 0
        return max(-2, min(2, self.baseline + round(moved) + wave))

    def plan_on(self, day: date) -> uuid.UUID | None:
        """The version whose levels are meant on a day; None before the first and after the end."""
        if self.closed is not None and day >= self.closed:
            return None
        return next((plan_id for start, plan_id in reversed(self.versions) if start <= day), None)


@dataclass
class ChildPlans:
    """The rows of one stay in therapy, and its goals for the sessions."""

    rows: dict[type[Base], list[Row]] = field(default_factory=lambda: defaultdict(list))
    aims: list[Aim] = field(default_factory=list)


def plans_of(
    random: Random,
    site_id: uuid.UUID,
    child_id: uuid.UUID,
    doses: Sequence[Dose],
    span: tuple[date, date],
    today: date,
    guardian: str,
) -> ChildPlans:
    """The versions of a plan over ``span`` (the last day may lie ahead), reviewed about every three months."""
    made = ChildPlans()
    first, last = span
    # Plans begin, and are reviewed, on Mondays: 91 days are thirteen weeks.
    start, version = first + timedelta(days=7 * random.randrange(1, 3) - first.weekday()), 0
    late = random.random() < 0.2  # the last review is still to be held
    while start <= min(today, last):
        version += 1
        reviews = [start + timedelta(days=_REVIEW_EVERY * number) for number in range(1, _VERSION_EVERY + 1)]
        held = [day for day in reviews if day <= min(today, last)]
        if late and held and reviews[-1] > today - timedelta(days=_REVIEW_EVERY):
            held.pop()
        is_over = len(held) == _VERSION_EVERY
        end = held[-1] if is_over else last if last <= today else None
        plan_id = _version(random, made, (site_id, child_id), version, start, end, doses, guardian, is_over=is_over)
        due = start + timedelta(days=_REVIEW_EVERY)
        for day in held:
            due = _review(random, made, child_id, plan_id, day, due, guardian)
        made.rows[IndividualPlan][-1]["review_day"] = due
        if not is_over:
            break
        _settle(random, made, end or today)
        start = held[-1]
    for day in _weeks(first, min(today, last)):
        if random.random() < 0.5:
            made.rows[HomePractice].append(_practice(random, child_id, day))
    _close(made, last, today)
    return made


def _version(
    random: Random,
    made: ChildPlans,
    whose: tuple[uuid.UUID, uuid.UUID],
    version: int,
    start: date,
    end: date | None,
    doses: Sequence[Dose],
    guardian: str,
    *,
    is_over: bool,
) -> uuid.UUID:
    plan_id = new_id()
    site_id, child_id = whose
    wish, how = random.choice(CHILD_WISHES)
    made.rows[IndividualPlan].append(
        {
            "id": plan_id,
            "site_id": site_id,
            "child_id": child_id,
            "version": version,
            "status": "replaced" if is_over else "ended" if end else "signed",
            "start_day": start,
            "review_day": start,
            "signed_day": start,
            "end_day": end,
            "end_reason": "",
            "strengths": random.choice(STRENGTHS),
            "child_wishes": wish,
            "child_wishes_how": how,
            "parent_wishes": random.choice(PARENT_WISHES),
            "responsible_id": doses[0].staff_id,
            "edition": 1,
        }
    )
    _add_aims(random, made, child_id, start, doses)
    goals = [aim for aim in made.aims if aim.closed is None]
    for place, aim in enumerate(goals):
        aim.versions.append((start, plan_id))
        made.rows[PlanGoal].append(_plan_goal(aim, plan_id, place, start, doses))
    _add_lines(random, made, plan_id, start, goals, doses, guardian)
    return plan_id


def _add_lines(
    random: Random,
    made: ChildPlans,
    plan_id: uuid.UUID,
    start: date,
    goals: Sequence[Aim],
    doses: Sequence[Dose],
    guardian: str,
) -> None:
    """Services, home tasks, and who agreed."""
    for place, dose in enumerate(doses):
        made.rows[PlanService].append(
            {
                "id": new_id(),
                "plan_id": plan_id,
                "position": place,
                "session_type": dose.kind,
                "times": dose.times,
                "weeks": 1,
                "minutes": dose.minutes,
                "in_group": False,
                "staff_id": dose.staff_id,
                "note": "",
            }
        )
    for place, words in enumerate({aim.words.home: aim.words for aim in goals[:2]}.values()):
        made.rows[PlanHomeTask].append(
            {
                "id": new_id(),
                "plan_id": plan_id,
                "position": place,
                "text": words.home,
                "drawing": words.drawing,
                "times_a_week": random.choice((3, 5, 7)),
                "minutes": random.choice((5, 10, 15)),
            }
        )
    for place, (role, name) in enumerate((("parent", guardian), ("specialist", doses[0].staff_name))):
        made.rows[PlanAgreement].append(
            {
                "id": new_id(),
                "plan_id": plan_id,
                "position": place,
                "role": role,
                "name": name or "родитель",
                "agreed_day": start,
            }
        )


def _add_aims(random: Random, made: ChildPlans, child_id: uuid.UUID, start: date, doses: Sequence[Dose]) -> None:
    kinds = {dose.kind for dose in doses}
    used = {aim.words.text for aim in made.aims}
    fitting = [words for words in GOALS if words.kind in kinds and words.text not in used]
    if not fitting:  # every goal of these types was worked on: one is taken up again
        still = {aim.words.text for aim in made.aims if aim.closed is None}
        fitting = [words for words in GOALS if words.kind in kinds and words.text not in still]
    random.shuffle(fitting)
    wanted = random.randrange(2, _MOST_GOALS + 1) - sum(aim.closed is None for aim in made.aims)
    for words in fitting[: max(wanted, 0)]:
        course = random.choices(list(_COURSES), list(_COURSES.values()))[0]
        aim = Aim(
            new_id(),
            words,
            course,
            -1 if course == "back" else random.choice((-1, -1, -2)),  # from −2 nothing can get worse
            start,
            random.randrange(1, 4),
            random.randrange(1, 4),
        )
        made.aims.append(aim)
        made.rows[Goal].append(
            {
                "id": aim.id,
                "child_id": child_id,
                "area": words.area,
                "opened_day": start,
                "status": "open",
                "closed_day": None,
                "close_reason": None,
                "close_note": "",
            }
        )


def _plan_goal(aim: Aim, plan_id: uuid.UUID, place: int, start: date, doses: Sequence[Dose]) -> Row:
    levels = dict(zip(("much_less", "less", "expected", "more", "much_more"), aim.words.levels, strict=True))
    staff_id = next((dose.staff_id for dose in doses if dose.kind == aim.words.kind), doses[0].staff_id)
    return {
        "plan_id": plan_id,
        "goal_id": aim.id,
        "position": place,
        "text": aim.words.text,
        "present_level": aim.words.levels[aim.baseline + 2],
        **levels,
        "baseline": aim.baseline,
        "importance": aim.importance,
        "difficulty": aim.difficulty,
        "target_day": start + timedelta(days=_REVIEW_EVERY * _VERSION_EVERY),
        "responsible_id": staff_id,
    }


def _review(
    random: Random, made: ChildPlans, child_id: uuid.UUID, plan_id: uuid.UUID, day: date, due: date, guardian: str
) -> date:
    """Held on ``day``, mostly in time; every open goal is scored by those who were there. Gives the next due day."""
    review_id, after = new_id(), day + timedelta(days=_REVIEW_EVERY)
    wish, how = random.choice(CHILD_WISHES)
    made.rows[PlanReview].append(
        {
            "id": review_id,
            "plan_id": plan_id,
            "child_id": child_id,
            "due_day": due - timedelta(days=random.choice((0, 0, 0, 0, 6))),
            "held_day": day,
            "next_review_day": after,
            "summary": random.choice(SUMMARIES),
            "next_step": "",
            "child_view": wish,
            "child_view_how": how,
            "parent_view": random.choice(PARENT_WISHES),
            "held_by": "",
        }
    )
    for aim in made.aims:
        if aim.plan_on(day) is None:
            continue
        level = aim.level(random, day)
        said = [("specialist", level, ""), ("parent", max(-2, min(2, level + random.choice((-1, 0, 0, 1)))), guardian)]
        if random.random() < 0.3:
            said.append(("child", max(-2, min(2, level + random.choice((0, 1)))), ""))
        for who, score, name in said:
            made.rows[GoalScore].append(score_row(aim, child_id, plan_id, day, score, who, name, review_id=review_id))
    return after


def score_row(
    aim: Aim,
    child_id: uuid.UUID,
    plan_id: uuid.UUID,
    day: date,
    score: int,
    who: str,
    name: str,
    *,
    review_id: uuid.UUID | None = None,
    session_id: uuid.UUID | None = None,
) -> Row:
    """A row of ``goal_score``."""
    return {
        "id": new_id(),
        "goal_id": aim.id,
        "child_id": child_id,
        "plan_id": plan_id,
        "review_id": review_id,
        "session_id": session_id,
        "day": day,
        "score": score,
        "scored_by": who,
        "name": name,
        "note": "",
    }


def _settle(random: Random, made: ChildPlans, day: date) -> None:
    """Before the next version: what was reached is closed, what never moved is given up now and then."""
    for aim, row in zip(made.aims, made.rows[Goal], strict=True):
        if aim.closed is not None:
            continue
        level = aim.level(random, day)
        if level >= 1:
            aim.closed = day
            row |= {"status": "reached", "closed_day": day}
        elif aim.course in ("still", "back") and random.random() < 0.4:
            aim.closed = day
            reason = random.choice(("changed_need", "child_unwilling", "not_reachable"))
            row |= {"status": "dropped", "closed_day": day, "close_reason": reason}


def _close(made: ChildPlans, last: date, today: date) -> None:
    """Who left has no open goals."""
    if last > today:
        return
    for aim, row in zip(made.aims, made.rows[Goal], strict=True):
        if aim.closed is None:
            aim.closed = last
            row |= {"status": "dropped", "closed_day": last, "close_reason": "left"}


def _practice(random: Random, child_id: uuid.UUID, day: date) -> Row:
    answer = random.choices(("done", "partly", "not_done"), (5, 3, 2))[0]
    minutes = {"done": random.choice((60, 80, 100)), "partly": random.choice((20, 30, 45)), "not_done": 0}[answer]
    return {
        "id": new_id(),
        "child_id": child_id,
        "day": day,
        "answer": answer,
        "minutes": minutes if random.random() < 0.85 else None,
        "session_id": None,
        "note": "",
    }


def _weeks(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=7)
