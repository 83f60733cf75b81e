"""Concerns of a visit become follow-ups; so does what the outcome rules ask for, once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import select

from centre_app.db.session import OfficeSession, Row
from centre_app.db.types import new_id
from centre_app.outreach.fleet_queries import outcome_rules
from centre_app.outreach.models import FollowUp
from centre_app.outreach.outcome_rules import OutcomeFollow
from centre_app.outreach.result_reading import FOLLOW
from centre_app.outreach.result_rules import NOT_SERVED, Concern, VisitResult


def make_concerns(
    session: OfficeSession, visit: Row, standing: Sequence[Row], result: VisitResult
) -> tuple[uuid.UUID, ...]:
    """Make the open follow-ups of a visit these, and what its outcome asks for; gives the ids of the new ones.

    ``visit`` has its columns as they were and ``leader_id``; ``standing`` are its follow-ups. ``result`` is settled.
    A follow-up that the outcome before had opened by itself goes, unless somebody wrote in it.
    """
    rules = outcome_rules(session) if {visit["outcome"], result.outcome} & set(NOT_SERVED) else {}
    asked = rules.get(result.outcome)
    before, now = _kind(rules.get(visit["outcome"])), _kind(asked)
    was = {row["id"]: row for row in standing if row["closed_day"] is None}
    outlived = {key for key, row in was.items() if row["kind"] == before != now and not row["note"]}
    named = [one for one in result.concerns if one.id not in outlived]
    wanted = {one.id or new_id(): one for one in named}
    kept = {key for key, row in was.items() if row["kind"] == now and not row["note"]}  # the rule's own
    session.delete_many(FollowUp, [row for key, row in was.items() if key not in wanted and key not in kept])
    changes = [(was[key], was[key] | _facts(one)) for key, one in wanted.items() if key in was]
    session.update_many(FollowUp, [(old, new) for old, new in changes if old != new])
    rows = [_row(session, visit, key, one) for key, one in wanted.items() if key not in was]
    if asked is not None and now is not None and not _follows(session, visit, standing, named, now):
        due = session.today + timedelta(days=asked.follow_up_days)
        rows.append(_row(session, visit, new_id(), Concern(now, owner_id=visit["leader_id"], due_day=due)))
    session.insert_many(FollowUp, rows)
    return tuple(row["id"] for row in rows)


def take_concerns_out(session: OfficeSession, standing: Iterable[Row]) -> None:
    """The visit's open follow-ups go with its result; what was seen to and closed stays."""
    session.delete_many(FollowUp, [row for row in standing if row["closed_day"] is None])


def _kind(rule: OutcomeFollow | None) -> str | None:
    return None if rule is None else rule.follow_up_kind


def _follows(session: OfficeSession, visit: Row, standing: Iterable[Row], named: Iterable[Concern], kind: str) -> bool:
    """Whether this is followed up already: by this visit, even if it is closed, or by an open one of the child."""
    if any(row["kind"] == kind for row in standing) or any(one.kind == kind for one in named):
        return True
    statement = select(FOLLOW.id).where(
        FOLLOW.child_id == visit["child_id"], FOLLOW.kind == kind, FOLLOW.closed_day.is_(None)
    )
    return session.execute(statement.limit(1)).first() is not None


def _facts(concern: Concern) -> Row:
    return {"kind": concern.kind, "note": concern.note, "owner_id": concern.owner_id, "due_day": concern.due_day}


def _row(session: OfficeSession, visit: Row, key: uuid.UUID, concern: Concern) -> Row:
    return {
        "id": key,
        "site_id": visit["site_id"],
        "child_id": visit["child_id"],
        "visit_id": visit["id"],
        **_facts(concern),
        "opened_day": session.today,
        "closed_day": None,
        "closed_note": "",
    }
