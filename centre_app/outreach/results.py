"""What came of a visit, keyed: one act, whole or nothing. Who saw an older edition is told what stands there."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from centre_app.codelists.models import CodeListEntry
from centre_app.db.session import OfficeSession, Row
from centre_app.db.types import UuidType, utc_now
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.outreach.concerns import make_concerns, take_concerns_out
from centre_app.outreach.models import Round, Team, Visit, VisitGoal
from centre_app.outreach.result_reading import VISIT, follow_up_rows, goals_at, results_of
from centre_app.outreach.result_rules import (
    CONCERN_LIST,
    REASON_LIST,
    KeyedMeanwhile,
    VisitAbout,
    VisitResult,
    settled,
)
from centre_app.outreach.rules import PLANNED
from centre_app.plans.actions import PracticeAnswer, practice_at_visit
from centre_app.plans.models import Goal
from centre_app.security.access import Permission, needs
from centre_app.workplace.models import StaffMember

_STANDING = (
    select(*VISIT, Round.__table__.c.left_minute, Round.__table__.c.back_minute, Team.__table__.c.leader_id)
    .select_from(Visit.__table__)
    .outerjoin(Round.__table__, Round.__table__.c.id == VISIT.round_id)
    .outerjoin(Team.__table__, Team.__table__.c.id == Round.__table__.c.team_id)
    .where(VISIT.id == bindparam("visit_id", type_=UuidType))
    .with_for_update(of=Visit.__table__)
)
_CODES = select(CodeListEntry.list_name, CodeListEntry.code).where(
    CodeListEntry.list_name.in_((REASON_LIST, CONCERN_LIST)), CodeListEntry.code.in_(bindparam("codes", expanding=True))
)
_GOALS = select(Goal.__table__.c.id).where(
    Goal.__table__.c.id.in_(bindparam("goals", expanding=True)),
    Goal.__table__.c.child_id == bindparam("child_id", type_=UuidType),
    Goal.__table__.c.status == "open",
)
_STAFF = select(StaffMember.__table__.c.id).where(StaffMember.__table__.c.id.in_(bindparam("staff", expanding=True)))
_WRITTEN = (
    *("outcome", "reason", "reason_note", "next_day", "arrived_minute", "minutes", "done_note", "parent_showed"),
    *("task", "keyed_at", "keyed_by", "source", "edition"),
)


@dataclass(frozen=True)
class Keyed:
    """A visit's result is in. ``edition`` is the one to key it again with; ``follow_ups`` those that are new."""

    edition: int
    follow_ups: tuple[uuid.UUID, ...] = ()


@needs(Permission.KEY_VISITS)
def key_visit(
    session: OfficeSession, visit_id: uuid.UUID, result: VisitResult, edition: int, *, source: str = "desk"
) -> Keyed:
    """Write what came of a visit, or write it again. ``edition`` is that of the visit that was looked at; ``source``
    is ``desk`` or ``phone``. ``result.concerns`` are all open concerns of this visit: those not named are taken out.

    What the outcome rules ask to be followed up is opened by itself, once: not where the child has an open follow-up of
    that kind. Raises KeyedMeanwhile; UserError as ``result_rules.settled``; NotFound.
    """
    now = _standing(session, visit_id)
    _check_edition(session, now, edition)
    first = now["outcome"] == PLANNED  # nothing of it is written yet; a follow-up by hand is nobody's business here
    worked = () if first else goals_at(session, [visit_id])[visit_id]
    follow_ups = [] if first else follow_up_rows(session, [visit_id])[visit_id]
    final = settled(result, _about(session, now, result, worked, follow_ups))
    _write(session, now, _columns(final), source)
    _make_goals(session, now, worked, final.goals)
    if final.practised or not first:
        practice_at_visit(session, visit_id, now["child_id"], now["day"], _answer(final), first=first)
    opened = make_concerns(session, now, follow_ups, final)
    return Keyed(now["edition"] + 1, opened)


@needs(Permission.KEY_VISITS)
def take_result_back(session: OfficeSession, visit_id: uuid.UUID, edition: int) -> None:
    """As if it had not been keyed: planned, without goals, home practice and open follow-ups; a follow-up that was
    closed stays. Raises KeyedMeanwhile, NotFound; UserError where no result stands."""
    now = _standing(session, visit_id)
    _check_edition(session, now, edition)
    if now["keyed_at"] is None:
        raise UserError(N_("This visit has no result yet."))
    _make_goals(session, now, goals_at(session, [visit_id])[visit_id], ())
    practice_at_visit(session, visit_id, now["child_id"], now["day"], None)
    take_concerns_out(session, follow_up_rows(session, [visit_id])[visit_id])
    _write(session, now, _columns(VisitResult(PLANNED)), "desk", keyed=False)


def _standing(session: OfficeSession, visit_id: uuid.UUID) -> Row:
    """The visit's columns with its round's times and its team's leader, kept from others. Raises NotFound."""
    row = session.execute(_STANDING, {"visit_id": visit_id}).mappings().one_or_none()
    if row is None:
        raise NotFound(N_("This visit is not there any more."))
    return dict(row)


def _check_edition(session: OfficeSession, now: Row, edition: int) -> None:
    """A visit that only moved in the plan meanwhile is keyed all the same: nothing is written over."""
    if now["edition"] == edition or now["outcome"] == PLANNED:
        return
    standing = results_of(session, [now]).get(now["id"])
    raise KeyedMeanwhile(now["keyed_by"], now["keyed_at"], standing, now["edition"])


def _about(
    session: OfficeSession, now: Row, result: VisitResult, worked: Iterable[uuid.UUID], follow_ups: Iterable[Row]
) -> VisitAbout:
    goals = set(worked)
    new = [goal for goal in result.goals if goal not in goals]
    if new:
        goals.update(session.scalars(_GOALS, {"goals": new, "child_id": now["child_id"]}))
    codes = {one.kind for one in result.concerns} | ({result.reason} if result.reason else set())
    found = session.execute(_CODES, {"codes": sorted(codes)}).all() if codes else []
    owners = {one.owner_id for one in result.concerns if one.owner_id is not None}
    staff = frozenset(session.scalars(_STAFF, {"staff": list(owners)})) if owners else frozenset()
    return VisitAbout(
        day=now["day"],
        today=session.today,
        goals=goals,
        reasons={code for name, code in found if name == REASON_LIST},
        kinds={code for name, code in found if name == CONCERN_LIST},
        staff=staff,
        concerns={row["id"] for row in follow_ups if row["closed_day"] is None},
        left_minute=now["left_minute"],
        back_minute=now["back_minute"],
    )


def _columns(result: VisitResult) -> Row:
    return {name: getattr(result, name) for name in _WRITTEN if hasattr(result, name)}


def _write(session: OfficeSession, now: Row, columns: Mapping[str, Any], source: str, *, keyed: bool = True) -> None:
    before = {name: now[name] for name in ("id", "child_id", *_WRITTEN)}
    stamp = {
        "keyed_at": utc_now() if keyed else None,
        "keyed_by": session.actor.name if keyed else "",
        "source": source,
        "edition": now["edition"] + 1,
    }
    session.update_many(Visit, [(before, before | dict(columns) | stamp)])


def _make_goals(session: OfficeSession, now: Row, before: Iterable[uuid.UUID], after: Iterable[uuid.UUID]) -> None:
    was, wanted = set(before), set(after)

    def whose(_row: Row) -> uuid.UUID:
        child: uuid.UUID = now["child_id"]
        return child

    def rows(goals: Iterable[uuid.UUID]) -> list[Row]:
        return [{"visit_id": now["id"], "goal_id": goal} for goal in sorted(goals)]

    session.delete_many(VisitGoal, rows(was - wanted), child_of=whose)
    session.insert_many(VisitGoal, rows(wanted - was), child_of=whose)


def _answer(result: VisitResult) -> PracticeAnswer | None:
    return PracticeAnswer(result.practised, result.practised_minutes) if result.practised else None
