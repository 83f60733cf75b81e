"""Does it help: dose, attendance, goals and instruments of children over a period, read for many at once."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from centre_app.db.session import OfficeSession
from centre_app.instruments.queries import InstrumentCourse, courses
from centre_app.language.translate import Words
from centre_app.outcomes.rules import SessionCount, counted
from centre_app.plans.inputs import HomeTaskInput
from centre_app.plans.queries import (
    Dose,
    GoalCourse,
    PracticeRow,
    ReviewFacts,
    goal_courses,
    home_practice_of,
    home_tasks_of,
    latest_reviews,
    planned_dose,
)
from centre_app.plans.rules import TScores, t_scores
from centre_app.security.access import Permission, needs
from centre_app.therapy.child_sessions import SessionPart, session_parts


@dataclass(frozen=True)
class Outcomes:
    """One child's work and what moved, over ``first``..``last``, both in.

    ``goals`` are those that were open on some day of the period, with all scores up to its end; ``ended_before`` the
    earlier ones. ``dose`` is what signed plans promised for the period; ``home_minutes`` what families told.
    """

    child_id: uuid.UUID
    first: date
    last: date
    parts: tuple[SessionPart, ...]
    sessions: SessionCount
    by_type: Mapping[str, SessionCount]
    dose: Dose
    home: tuple[PracticeRow, ...]
    home_tasks: tuple[HomeTaskInput, ...]
    goals: tuple[GoalCourse, ...]
    ended_before: tuple[GoalCourse, ...]
    t_score: TScores
    review: ReviewFacts | None
    instruments: tuple[InstrumentCourse, ...]

    @property
    def home_minutes(self) -> int:
        """Minutes families said they practised; where they said none, none is counted."""
        return sum(row.minutes or 0 for row in self.home)

    @property
    def home_answers(self) -> dict[str, int]:
        """How often each answer was given: done, partly, not_done."""
        return {answer: sum(row.answer == answer for row in self.home) for answer in ("done", "partly", "not_done")}


@needs(Permission.SEE_NOTES)
def outcomes_of(
    session: OfficeSession, child_ids: Collection[uuid.UUID], first: date, last: date, words: Words | None = None
) -> dict[uuid.UUID, Outcomes]:
    """Every child asked for is in it; few statements however many. ``words``: in which the instruments' results are."""
    ids = list(child_ids)
    parts = session_parts(session, ids, first, last)
    doses = planned_dose(session, ids, first, last)
    home = home_practice_of(session, ids, first, last)
    tasks = home_tasks_of(session, ids, last)
    goals = goal_courses(session, ids, until=last)
    reviews = latest_reviews(session, ids, until=last)
    instruments = courses(session, ids, until=last, words=words)
    found: dict[uuid.UUID, Outcomes] = {}
    for child_id in ids:
        ended = [one for one in goals[child_id] if one.closed_day is not None and one.closed_day < first]
        current = [one for one in goals[child_id] if one not in ended]
        found[child_id] = Outcomes(
            child_id=child_id,
            first=first,
            last=last,
            parts=parts[child_id],
            sessions=_counted(parts[child_id]),
            by_type=_by_type(parts[child_id]),
            dose=doses[child_id],
            home=home[child_id],
            home_tasks=tuple(tasks.get(child_id, ())),
            goals=tuple(current),
            ended_before=tuple(ended),
            t_score=t_scores(current),
            review=reviews.get(child_id),
            instruments=instruments[child_id],
        )
    return found


def _counted(parts: Iterable[SessionPart]) -> SessionCount:
    return counted((part.status, part.part, part.minutes) for part in parts)


def _by_type(parts: Iterable[SessionPart]) -> dict[str, SessionCount]:
    of_type: dict[str, list[SessionPart]] = {}
    for part in parts:
        of_type.setdefault(part.type, []).append(part)
    return {code: _counted(of_type[code]) for code in sorted(of_type)}
