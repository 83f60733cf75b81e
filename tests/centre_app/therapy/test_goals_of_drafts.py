"""A goal of a draft that a session has written of: it has a past, also where no level was given."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.plans.actions import close_goal, delete_draft, save_plan, sign_plan
from centre_app.plans.queries import plan_of
from centre_app.therapy.note_rules import ChildWriteUp, GoalWorked, WriteUp
from centre_app.therapy.writing_up import write_up
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.plans import goal, goal_ids, make_plan
from tests.factories.therapy import make_session


@pytest.fixture
def draft(session: OfficeSession, site: SiteIds) -> uuid.UUID:
    """A draft of one goal; trials were counted in a session, and no level was given."""
    given_lists(session)
    child = make_enrolled(session, site.day_care, site.morning, "Ҷамшед")
    plan = make_plan(session, child, signed=False)
    [worked] = goal_ids(session, plan)
    session_id = make_session(session, site.site, TODAY, {child: "invited"}, status="planned")
    trials = (GoalWorked(worked, trials=5, correct=3),)
    write_up(session, session_id, WriteUp("held", (ChildWriteUp(child, "attended", goals=trials),), 30))
    return plan


def test_a_goal_with_trials_is_not_left_out(session: OfficeSession, draft: uuid.UUID) -> None:
    now = plan_of(session, draft)
    with pytest.raises(UserError, match="was scored already"):
        save_plan(session, draft, replace(now.as_input, goals=(goal("Ду калима мегӯяд"),)), edition=now.edition)


def test_a_draft_with_trials_is_not_thrown_away(session: OfficeSession, draft: uuid.UUID) -> None:
    with pytest.raises(UserError, match="were scored already"):
        delete_draft(session, draft)


def test_it_can_be_closed_and_the_plan_signed(session: OfficeSession, draft: uuid.UUID) -> None:
    [worked] = goal_ids(session, draft)
    close_goal(session, worked, "partly", TODAY)
    now = plan_of(session, draft)
    save_plan(session, draft, replace(now.as_input, goals=(goal("Ду калима мегӯяд"),)), edition=now.edition)
    sign_plan(session, draft, TODAY)
    assert worked in goal_ids(session, draft)
