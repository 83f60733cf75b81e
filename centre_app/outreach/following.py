"""Writing down what follows when a visit did not succeed."""

from __future__ import annotations

from dataclasses import dataclass

from centre_app.db.session import OfficeSession
from centre_app.outreach.models import OutcomeRule
from centre_app.outreach.outcome_rules import check_follow
from centre_app.security.access import Permission, needs
from centre_app.workplace.rows import check_codes

CONCERN_KINDS = "concern_kind"  # the code list


@dataclass(frozen=True)
class FollowInput:
    """Try again after so many days (None: somebody decides); what somebody sees to, and within how many days."""

    again_after: int | None
    follow_up_kind: str | None = None  # code list concern_kind; None: nothing to follow
    follow_up_days: int = 7


@needs(Permission.MANAGE_CENTRE)
def set_outcome_rule(session: OfficeSession, outcome: str, rule: FollowInput) -> None:
    """Say what follows an outcome from now on; due days follow the new rule at once. Raises UserError at its field."""
    check_follow(outcome, rule.again_after, rule.follow_up_days)
    if rule.follow_up_kind is not None:
        check_codes(session, CONCERN_KINDS, [rule.follow_up_kind], "follow_up_kind")
    row = session.get(OutcomeRule, outcome)
    if row is None:
        row = OutcomeRule(outcome=outcome)
        session.add(row)
    for name, value in vars(rule).items():
        setattr(row, name, value)


@needs(Permission.MANAGE_CENTRE)
def reset_outcome_rule(session: OfficeSession, outcome: str) -> None:
    """Back to what is given for this outcome."""
    row = session.get(OutcomeRule, outcome)
    if row is not None:
        session.delete(row)
