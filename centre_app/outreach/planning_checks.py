"""What is to be planned, and whether it may be: the parts that every way of planning shares."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from centre_app.children.models import Child
from centre_app.codelists.models import CodeListEntry
from centre_app.db.session import OfficeSession, Row
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.outreach.models import HomeService, Visit
from centre_app.outreach.round_plan import FARTHEST, RoundPlan
from centre_app.outreach.rules import PLANNED

REASON_LIST, PURPOSE_LIST = "visit_reason", "visit_purpose"
MINUTES, SHORTEST, LONGEST = 45, 5, 480  # of a single visit: usual, least, most


@dataclass(frozen=True)
class Wanted:
    """What is to be planned: a line of a home service, or a single visit."""

    child_id: uuid.UUID
    service_id: uuid.UUID | None
    purpose: str
    minutes: int


def check_put_back(plan: RoundPlan, visit: Row) -> None:
    """Raises UserError where a visit cannot go as if it had never been planned."""
    if visit["promised"]:
        raise UserError(N_("This visit is promised to the family: call it off, or take the promise back first."))
    if visit["round_id"] is not None and plan.round(visit["round_id"])["set_at"] is not None:
        raise UserError(N_("This round was said to the team: call the visit off instead, or make the round a draft."))


def plan_line(plan: RoundPlan, service_id: uuid.UUID, day: date) -> Row:
    """The visit of a home service for this day: the one that is planned, else a new one."""
    line = wanted(plan.session, service_id, None, "", None, day)
    there = standing(plan, line)
    if there is not None:
        check_promise(there, day)
        return there
    return plan.add_visit(
        day,
        child_id=line.child_id,
        service_id=service_id,
        purpose=line.purpose,
        planned_minutes=line.minutes,
    )


def wanted(
    session: OfficeSession,
    service_id: uuid.UUID | None,
    child_id: uuid.UUID | None,
    purpose: str,
    minutes: int | None,
    day: date,
) -> Wanted:
    """What is meant. Raises NotFound; UserError (``child_id``, ``purpose``, ``minutes``, ``day``)."""
    if service_id is None:
        if child_id is None:
            raise UserError(N_("Please choose a child."), field="child_id")
        check_code(session, PURPOSE_LIST, purpose, field="purpose")
        service_id = _running(session, child_id, purpose, day)
    if minutes is not None and not SHORTEST <= minutes <= LONGEST:
        raise UserError(N_("A visit lasts from 5 to 480 minutes."), field="minutes")
    if service_id is None:
        assert child_id is not None
        _check_child(session, child_id)
        return Wanted(child_id, None, purpose, minutes or MINUTES)
    of = service(session, service_id, day)
    _check_child(session, of.child_id)
    return Wanted(of.child_id, service_id, of.purpose, minutes or of.minutes)


def service(session: OfficeSession, service_id: uuid.UUID, day: date) -> HomeService:
    """A home service that runs on that day. Raises NotFound, UserError (``day``)."""
    found = session.get(HomeService, service_id, populate_existing=True)
    if found is None:
        raise NotFound(N_("This home service is not there any more."))
    if found.end_day is not None and found.end_day < day:
        raise UserError(N_("This home service ends on {day}."), field="day", day=found.end_day)
    return found


def _running(session: OfficeSession, child_id: uuid.UUID, purpose: str, day: date) -> uuid.UUID | None:
    """The child's home service of this purpose on that day: a visit for it is one of its visits."""
    running = select(HomeService.id).where(
        HomeService.child_id == child_id,
        HomeService.purpose == purpose,
        HomeService.start_day <= day,
        HomeService.end_day.is_(None) | (HomeService.end_day >= day),
    )
    return session.scalars(running.order_by(HomeService.start_day, HomeService.id).limit(1)).one_or_none()


def _check_child(session: OfficeSession, child_id: uuid.UUID) -> None:
    row = session.execute(select(Child.archived_on).where(Child.id == child_id)).one_or_none()
    if row is None:
        raise NotFound(N_("This child is not on the list any more."))
    if row.archived_on is not None:
        raise UserError(N_("This child is archived: no visits are planned."))


def standing(plan: RoundPlan, line: Wanted) -> Row | None:
    """The visit that is planned for this already, today or later."""
    for row in sorted(plan.rows.load(Visit, "child_id", [line.child_id]), key=lambda row: (row["day"], row["id"])):
        same = (row["service_id"], row["purpose"]) == (line.service_id, line.purpose)
        if same and row["outcome"] == PLANNED and row["keyed_at"] is None and row["day"] >= plan.session.today:
            return row
    return None


def check_promise(visit: Row, day: date) -> None:
    """Raises UserError where the family was told another day."""
    if visit["promised"] and visit["day"] != day:
        raise UserError(
            N_("This visit is promised to the family for {day}. Promise another day, or take the promise back first."),
            field="day",
            day=visit["day"],
        )


def check_next_day(session: OfficeSession, next_day: date | None, by_rule: bool) -> None:
    """Raises UserError (``next_day``) where it is not said when to go next, or said in two ways."""
    if next_day is None:
        if not by_rule:
            raise UserError(N_("Please say when to go next, or leave it to the rule."), field="next_day")
        return
    if by_rule:
        raise UserError(N_("Either a day or the rule: please say one of them."), field="next_day")
    if not session.today <= next_day <= session.today + FARTHEST:
        raise UserError(N_("The next visit lies ahead, within a year."), field="next_day")


def check_code(session: OfficeSession, name: str, code: str, *, field: str) -> None:
    """Raises UserError for ``field`` where this is no code of the list."""
    asked = select(CodeListEntry.code).where(CodeListEntry.list_name == name, CodeListEntry.code == code)
    if session.execute(asked).first() is None:
        raise UserError(N_("Please choose from the list."), field=field)
