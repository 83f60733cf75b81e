"""Plans for tests, written through the same actions as staff use."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from centre_app.codelists.queries import entries
from centre_app.db.session import OfficeSession
from centre_app.plans.actions import (
    AgreementInput,
    GoalInput,
    HomeTaskInput,
    PlanInput,
    ServiceInput,
    save_plan,
    sign_plan,
    start_plan,
)
from centre_app.plans.queries import plan_of
from tests.factories.codelists import given_lists

START = date(2026, 9, 1)
REVIEW = date(2026, 12, 1)
LEVELS = (
    "Ҳеҷ чиз намепурсад",
    "Бо нишон додани дигарон мепурсад",
    "Худаш бо расм мепурсад",
    "Бо расм ва як калима мепурсад",
    "Бо калимаҳо мепурсад",
)


def goal(text: str = "Чизи дилхоҳашро мепурсад", area: str = "communication", **values: Any) -> GoalInput:
    """A goal with all five levels; ``values`` differ."""
    usual: dict[str, Any] = {"levels": LEVELS, "present_level": "Ба чиз дасташро дароз мекунад"}
    return GoalInput(area, text, **(usual | values))


def plan_input(
    goals: Sequence[GoalInput] | None = None,
    services: Sequence[ServiceInput] = (),
    home_tasks: Sequence[HomeTaskInput] = (),
    *,
    start: date = START,
    review: date = REVIEW,
    **values: Any,
) -> PlanInput:
    """A plan that can be signed; ``values`` differ."""
    usual: dict[str, Any] = {
        "strengths": "Мусиқиро дӯст медорад, хандон аст",
        "child_wishes": "Мехоҳам бо додарам бозӣ кунам",
        "child_wishes_how": "Бо расмҳо нишон дод",
        "parent_wishes": "Гап занад",
        "agreements": (AgreementInput("parent", "Раҳимова Мавҷуда", START),),
    }
    return PlanInput(
        start_day=start,
        review_day=review,
        goals=(goal(),) if goals is None else tuple(goals),
        services=tuple(services),
        home_tasks=tuple(home_tasks),
        **(usual | values),
    )


def make_plan(
    session: OfficeSession,
    child_id: uuid.UUID,
    *,
    goals: Sequence[GoalInput] | None = None,
    services: Sequence[ServiceInput] = (),
    home_tasks: Sequence[HomeTaskInput] = (),
    signed: bool = True,
    start: date = START,
    review: date = REVIEW,
    **values: Any,
) -> uuid.UUID:
    """A child's next version, with one goal or those taken over unless ``goals`` are said; gives the plan's id.

    Signed on its first day (today where that is later). The given code lists are loaded where there are none.
    """
    if not entries(session, "goal_area"):
        given_lists(session)
    plan_id = start_plan(session, child_id)
    taken_over = plan_of(session, plan_id).as_input.goals
    goals = taken_over or None if goals is None else goals
    plan = plan_input(goals, services, home_tasks, start=start, review=review, **values)
    save_plan(session, plan_id, plan, edition=plan_of(session, plan_id).edition)
    if signed:
        sign_plan(session, plan_id, min(start, session.today))
    return plan_id


def goal_ids(session: OfficeSession, plan_id: uuid.UUID) -> list[uuid.UUID]:
    """The ids of a plan's goals, in its order."""
    return [one.goal_id for one in plan_of(session, plan_id).goals]
