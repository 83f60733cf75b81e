"""What was typed into a plan, a review, the bank or a state programme, made clean or refused in words. Pure.

Fields of lists are named with their place: ``goals.0.text``, ``services.2.minutes``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from centre_app.errors import UserError
from centre_app.language.translate import N_, Message
from centre_app.plans.drawings import DRAWINGS
from centre_app.plans.facts import Levels
from centre_app.plans.inputs import (
    AgreementInput,
    BankInput,
    GoalInput,
    HomeTaskInput,
    MeasureInput,
    PlanInput,
    PracticeAnswer,
    ProgrammeInput,
    ReviewInput,
    ServiceInput,
)
from centre_app.plans.labels import (
    AGREEMENT_LABELS,
    ANSWER_NAMES,
    GOAL_LABELS,
    LEVEL_NAMES,
    LIMITS,
    MEASURE_LABELS,
    MEASURE_STATUS_NAMES,
    MOST_LINES,
    PLAN_LABELS,
    PRACTICE_LABELS,
    PROGRAMME_LABELS,
    REVIEW_LABELS,
    ROLE_NAMES,
    SERVICE_LABELS,
    TASK_LABELS,
)
from centre_app.plans.rules import BASELINES, check_score
from centre_app.typed import typed_line, typed_lines

Codes = Mapping[str, Mapping[str, str]]  # list name -> code -> label


def check_plan(plan: PlanInput, today: date, codes: Codes) -> PlanInput:
    """The plan, clean. Raises UserError at its field."""
    if plan.review_day <= plan.start_day:
        raise UserError(N_("The review must come after the day on which the plan begins."), field="review_day")
    for name in ("goals", "services", "home_tasks", "agreements"):
        _few(getattr(plan, name), name)
    return replace(
        plan,
        strengths=_told(plan.strengths, "strengths"),
        child_wishes=_told(plan.child_wishes, "child_wishes"),
        child_wishes_how=_line(plan.child_wishes_how, "child_wishes_how", PLAN_LABELS["child_wishes_how"], "note"),
        parent_wishes=_told(plan.parent_wishes, "parent_wishes"),
        goals=tuple(_goal(goal, place, plan.start_day, codes) for place, goal in enumerate(plan.goals)),
        services=tuple(_service(one, place, codes) for place, one in enumerate(plan.services)),
        home_tasks=tuple(_task(one, place) for place, one in enumerate(plan.home_tasks)),
        agreements=tuple(_agreement(one, place, today) for place, one in enumerate(plan.agreements)),
    )


def _goal(goal: GoalInput, place: int, start_day: date, codes: Codes) -> GoalInput:
    at = f"goals.{place}"
    _code(goal.area, codes["goal_area"], f"{at}.area", GOAL_LABELS["area"])
    text = _line(goal.text, f"{at}.text", GOAL_LABELS["text"], "text", needed=True)
    if goal.baseline not in BASELINES:
        raise UserError(
            N_("A goal starts at −1 or, where it could not be worse, at −2: what is better is reached already."),
            field=f"{at}.baseline",
        )
    for name in ("importance", "difficulty"):
        said = getattr(goal, name)
        if said is not None and said not in (1, 2, 3):
            raise UserError(
                N_("“{label}” is 1, 2 or 3, or not said."), field=f"{at}.{name}", label=Message(GOAL_LABELS[name])
            )
    if goal.target_day is not None and goal.target_day < start_day:
        raise UserError(
            N_("The goal “{goal}” would have to be reached before the plan begins."),
            field=f"{at}.target_day",
            goal=text,
        )
    return replace(
        goal,
        text=text,
        present_level=typed_lines(
            goal.present_level,
            field=f"{at}.present_level",
            label=GOAL_LABELS["present_level"],
            limit=LIMITS["present_level"],
        ),
        levels=_levels(goal.levels, f"{at}.levels"),
    )


def _levels(levels: Levels, field: str) -> Levels:
    if len(levels) != len(LEVEL_NAMES):
        raise UserError(N_("A goal has five levels, from −2 to +2."), field=field)
    names = LEVEL_NAMES.values()
    first, second, third, fourth, fifth = (
        _line(text, field, name, "level") for text, name in zip(levels, names, strict=True)
    )
    return first, second, third, fourth, fifth


def _service(service: ServiceInput, place: int, codes: Codes) -> ServiceInput:
    at = f"services.{place}"
    _code(service.session_type, codes["session_type"], f"{at}.session_type", SERVICE_LABELS["session_type"])
    _within(service.times, 1, 14, f"{at}.times", SERVICE_LABELS["times"])
    _within(service.weeks, 1, 8, f"{at}.weeks", SERVICE_LABELS["weeks"])
    _within(service.minutes, 5, 480, f"{at}.minutes", SERVICE_LABELS["minutes"])
    return replace(service, note=_line(service.note, f"{at}.note", SERVICE_LABELS["note"], "note"))


def _task(task: HomeTaskInput, place: int) -> HomeTaskInput:
    at = f"home_tasks.{place}"
    _within(task.times_a_week, 1, 70, f"{at}.times_a_week", TASK_LABELS["times_a_week"])
    _within(task.minutes, 1, 240, f"{at}.minutes", TASK_LABELS["minutes"])
    if task.drawing and task.drawing not in DRAWINGS:
        raise UserError(N_("There is no such drawing. Please choose another."), field=f"{at}.drawing")
    return replace(task, text=_line(task.text, f"{at}.text", TASK_LABELS["text"], "text", needed=True))


def _agreement(agreement: AgreementInput, place: int, today: date) -> AgreementInput:
    at = f"agreements.{place}"
    if agreement.role not in ROLE_NAMES:
        raise UserError(N_("Please choose who this is."), field=f"{at}.role")
    if agreement.agreed_day is not None and agreement.agreed_day > today:
        raise UserError(N_("Nobody can have agreed on a day to come."), field=f"{at}.agreed_day")
    return replace(agreement, name=_line(agreement.name, f"{at}.name", AGREEMENT_LABELS["name"], "name", needed=True))


def check_review(review: ReviewInput, start_day: date, today: date) -> ReviewInput:
    """A review, clean. Raises UserError at its field."""
    if review.held_day > today:
        raise UserError(N_("A review cannot be written down before it was held."), field="held_day")
    if review.held_day < start_day:
        raise UserError(N_("The plan began on {day} only."), field="held_day", day=start_day)
    if review.next_review_day <= review.held_day:
        raise UserError(N_("The next review must come after this one."), field="next_review_day")
    for place, score in enumerate(review.scores):
        check_score(score.score, score.scored_by, f"scores.{place}.score")
    texts: dict[str, Any] = {
        name: typed_lines(getattr(review, name), field=name, label=REVIEW_LABELS[name], limit=LIMITS["told"])
        for name in ("summary", "next_step", "child_view", "parent_view")
    }
    return replace(
        review,
        child_view_how=_line(review.child_view_how, "child_view_how", REVIEW_LABELS["child_view_how"], "note"),
        held_by=_line(review.held_by, "held_by", REVIEW_LABELS["held_by"], "name"),
        scores=tuple(
            replace(
                score,
                note=_line(score.note, f"scores.{place}.note", N_("Note"), "score_note"),
                name=_line(score.name, f"scores.{place}.name", N_("Name"), "name"),
            )
            for place, score in enumerate(review.scores)
        ),
        **texts,
    )


def check_answer(answer: PracticeAnswer, day: date, today: date) -> PracticeAnswer:
    """What a family said, clean. Raises UserError at its field."""
    if day > today:
        raise UserError(N_("This day is still to come."), field="day")
    if answer.answer not in ANSWER_NAMES:
        raise UserError(N_("Please choose how much was practised."), field="answer")
    if answer.minutes is not None:
        _within(answer.minutes, 0, 10_000, "minutes", PRACTICE_LABELS["minutes"])
    return replace(answer, note=_line(answer.note, "note", PRACTICE_LABELS["note"], "note"))


def check_bank(entry: BankInput, codes: Codes) -> BankInput:
    """A goal of the bank, clean. Raises UserError at its field."""
    _code(entry.area, codes["goal_area"], "area", GOAL_LABELS["area"])
    return replace(
        entry,
        text=_line(entry.text, "text", GOAL_LABELS["text"], "text", needed=True),
        levels=_levels(entry.levels, "levels"),
    )


def check_programme(programme: ProgrammeInput, today: date, codes: Codes) -> ProgrammeInput:
    """A state programme, clean. Raises UserError at its field."""
    _code(programme.kind, codes["state_programme_kind"], "kind", PROGRAMME_LABELS["kind"])
    if programme.issued_day > today:
        raise UserError(N_("The programme cannot have been issued on a day to come."), field="issued_day")
    if programme.valid_until is not None and programme.valid_until < programme.issued_day:
        raise UserError(N_("The programme would end before it was issued."), field="valid_until")
    _few(programme.measures, "measures")
    return replace(
        programme,
        number=typed_line(programme.number, field="number", label=PROGRAMME_LABELS["number"], limit=60),
        issued_by=_line(programme.issued_by, "issued_by", PROGRAMME_LABELS["issued_by"], "name"),
        note=typed_lines(programme.note, field="note", label=PROGRAMME_LABELS["note"], limit=LIMITS["strengths"]),
        measures=tuple(_measure(one, place) for place, one in enumerate(programme.measures)),
    )


def _measure(measure: MeasureInput, place: int) -> MeasureInput:
    at = f"measures.{place}"
    if measure.status not in MEASURE_STATUS_NAMES:
        raise UserError(N_("Please choose what became of the measure."), field=f"{at}.status")
    return replace(
        measure,
        text=_line(measure.text, f"{at}.text", MEASURE_LABELS["text"], "text", needed=True),
        responsible=_line(measure.responsible, f"{at}.responsible", MEASURE_LABELS["responsible"], "name"),
    )


def _line(text: str, field: str, label: str, limit: str, *, needed: bool = False) -> str:
    return typed_line(text, field=field, label=label, limit=LIMITS[limit], needed=needed)


def _told(text: str, name: str) -> str:
    return typed_lines(text, field=name, label=PLAN_LABELS[name], limit=LIMITS[name])


def _few(lines: Sequence[object], field: str) -> None:
    if len(lines) > MOST_LINES:
        raise UserError(
            N_("These are {count} lines, at most {most} fit."), field=field, count=len(lines), most=MOST_LINES
        )


def _code(code: str, known: Mapping[str, str], field: str, label: str) -> None:
    if code not in known:
        raise UserError(N_("Please choose “{label}” from the list."), field=field, label=Message(label))


def _within(value: int, least: int, most: int, field: str, label: str) -> None:
    if not least <= value <= most:
        raise UserError(
            N_("“{label}” must be from {least} to {most}."), field=field, label=Message(label), least=least, most=most
        )
