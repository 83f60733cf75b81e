"""The individual plan: strengths, wishes, goals with their levels, services, home tasks, who agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from centre_app.children.queries import ChildFile, child_files
from centre_app.codelists.queries import all_labels
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, UserError
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, Words
from centre_app.plans.queries import PlanFacts, PlanGoalFacts, plan_ids_of, plans_of
from centre_app.plans.rules import DRAFT, dose_words
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.spreadsheet import Cell, Sheet
from centre_app.reports.style import Letterhead

TITLE = N_("Individual plan")
NOT_SIGNED = N_("Draft, not signed yet")


@dataclass(frozen=True)
class PlanPaper:
    """A plan on paper. Without a ``plan`` it is a form for handwriting; without a ``child`` the name is written too."""

    head: Letterhead
    child: ChildFile | None
    plan: PlanFacts | None
    labels: Mapping[str, Mapping[str, str]]
    made: date

    def label(self, list_name: str, code: str | None) -> str:
        """A code in words; empty where there is none."""
        return "" if code is None else self.labels.get(list_name, {}).get(code, code)


def collect(session: OfficeSession, asked: Asked, words: Words) -> tuple[PlanPaper, ...]:
    """The plans of the children asked for, or the one version asked for; empty forms where ``asked.blank`` says so."""
    head = letterhead(session, words, title=words.gettext(TITLE))
    labels = all_labels(session, words.language)
    papers = [
        PlanPaper(_head_of(head, plan, words), child, plan, labels, session.today)
        for child, plan in children_with_plans(session, asked)
    ]
    if asked.blank and not papers:
        return (PlanPaper(head, None, None, labels, session.today),)
    return tuple(papers)


def children_with_plans(session: OfficeSession, asked: Asked) -> list[tuple[ChildFile, PlanFacts | None]]:
    """The children asked for with the version asked for, or else the plan in force (the draft where none is).

    For an empty form nothing but the children. Raises UserError and NotFound.
    """
    if asked.plan is not None:
        plans = plans_of(session, [asked.plan])
        if not plans:
            raise NotFound(N_("This plan is not there any more."))
        plan = plans[asked.plan]
        return [(child, None if asked.blank else plan) for child in child_files(session, [plan.child_id])]
    if not asked.children and not asked.blank:
        raise UserError(N_("Choose a child first."), field="child")
    children = child_files(session, list(asked.children))
    if asked.blank:
        return [(child, None) for child in children]
    ids = plan_ids_of(session, [child.id for child in children])
    plans = plans_of(session, list(ids.values()))
    found: list[tuple[ChildFile, PlanFacts | None]] = [
        (child, plans[ids[child.id]]) for child in children if child.id in ids
    ]
    if children and not found:
        raise UserError(
            N_("{name} has no plan yet. Print an empty one, or begin a plan in the child’s file.")
            if len(children) == 1
            else N_("None of these children has a plan yet."),
            field="child",
            name=children[0].full_name,
        )
    return found


def _head_of(head: Letterhead, plan: PlanFacts | None, words: Words) -> Letterhead:
    if plan is None:
        return head
    return replace(head, period=version_words(plan, words))


def version_words(plan: PlanFacts, words: Words) -> str:
    """Which version, since when, until when."""
    _ = words.gettext
    said = [_("Version {n}").format(n=plan.version)]
    if plan.end_day is None:
        said.append(_("from {day}").format(day=day_text(plan.start_day)))
    else:
        said.append(_("{first} to {last}").format(first=day_text(plan.start_day), last=day_text(plan.end_day)))
    if plan.status == DRAFT:
        said.append(_(NOT_SIGNED))
    elif plan.signed_day is not None:
        said.append(_("signed on {day}").format(day=day_text(plan.signed_day)))
    return "  ·  ".join(said)


def as_json(data: Sequence[PlanPaper]) -> object:
    """One object for one child, a list for several; None for an empty form."""
    plans = [_json(paper) for paper in data]
    return plans[0] if len(plans) == 1 else plans


def _json(paper: PlanPaper) -> dict[str, object] | None:
    child, plan = paper.child, paper.plan
    if child is None or plan is None:
        return None
    return {
        "number": child.number,
        "version": plan.version,
        "status": plan.status,
        "start": plan.start_day.isoformat(),
        "end": _iso(plan.end_day),
        "signed": _iso(plan.signed_day),
        "review": plan.review_day.isoformat(),
        "responsible": plan.responsible,
        "strengths": plan.strengths,
        "child_wishes": plan.child_wishes,
        "child_wishes_how": plan.child_wishes_how,
        "parent_wishes": plan.parent_wishes,
        "goals": [_goal_json(goal) for goal in plan.goals],
        "services": [
            {
                "type": one.session_type,
                "times": one.times,
                "weeks": one.weeks,
                "minutes": one.minutes,
                "in_group": one.in_group,
                "staff": one.staff,
                "note": one.note,
            }
            for one in plan.services
        ],
        "home_tasks": [
            {"text": task.text, "times_a_week": task.times_a_week, "minutes": task.minutes} for task in plan.home_tasks
        ],
        "agreements": [{"role": one.role, "name": one.name, "agreed": _iso(one.agreed_day)} for one in plan.agreements],
    }


def _goal_json(goal: PlanGoalFacts) -> dict[str, object]:
    return {
        "area": goal.area,
        "text": goal.text,
        "present_level": goal.present_level,
        "levels": list(goal.levels),
        "baseline": goal.baseline,
        "importance": goal.importance,
        "difficulty": goal.difficulty,
        "target": _iso(goal.target_day),
        "responsible": goal.responsible,
        "status": goal.status,
        "closed": _iso(goal.closed_day),
        "close_reason": goal.close_reason,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def as_sheets(data: Sequence[PlanPaper], words: Words) -> Sequence[Sheet]:
    """A row a goal, and a row a service."""
    _ = words.gettext
    goals: list[list[Cell]] = []
    services: list[list[Cell]] = []
    for paper in data:
        if paper.child is None or paper.plan is None:
            continue
        who: list[Cell] = [paper.child.number, paper.child.full_name, paper.plan.version]
        for goal in paper.plan.goals:
            goals.append([*who, paper.label("goal_area", goal.area), goal.text, *goal.levels, goal.target_day])
        for one in paper.plan.services:
            dose = dose_words(one.times, one.weeks, one.minutes, words)
            services.append([*who, paper.label("session_type", one.session_type), dose, one.staff, one.note])
    child = [_("Number"), _("Name"), _("Version")]
    return [
        Sheet(_("Goals"), [*child, _("Area"), _("Goal"), "−2", "−1", "0", "+1", "+2", _("To be reached by")], goals),
        Sheet(_("Services"), [*child, _("Type of session"), _("How often"), _("With whom"), _("Note")], services),
    ]


def file_stem(data: Sequence[PlanPaper]) -> str:
    """The child's number and the version; for several how many they are."""
    first = data[0]
    if len(data) > 1:
        return f"plan-{len(data)}"
    parts = ["plan"]
    if first.child is not None:
        parts.append(first.child.number)
    parts.append("blank" if first.plan is None else f"v{first.plan.version}")
    return "-".join(parts)
