"""What is keyed of a round itself: how it was driven, and homes that were called at by the way."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select

from centre_app.children.models import Child
from centre_app.codelists.models import CodeListEntry
from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession, Row
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_, Message
from centre_app.outreach.driven_rules import Doubtful, Reading, RoundAbout, RoundFacts, doubts_of, settled_facts
from centre_app.outreach.models import HomeService, Round, Vehicle, Visit
from centre_app.outreach.rules import PLANNED
from centre_app.security.access import Permission, needs

ROUND, _VISIT = Round.__table__.c, Visit.__table__.c
_FACTS = (*("vehicle_id", "left_minute", "back_minute", "start_odometer", "end_odometer", "fuel_litres", "note", "km"),)


class RoundKeyedMeanwhile(UserError):
    """Somebody else wrote how this round was driven since it was looked at. ``standing`` is what stands there."""

    def __init__(self, by: str, at: datetime | None, standing: RoundFacts, edition: int) -> None:
        super().__init__(
            N_("{name} wrote how this round was driven on {at}. Nothing was written over."),
            field="edition",
            name=by or Message(N_("Somebody else")),
            at=at,
        )
        self.by, self.at, self.standing, self.edition = by, at, standing, edition


@needs(Permission.KEY_VISITS)
def key_round(
    session: OfficeSession, round_id: uuid.UUID, facts: RoundFacts, edition: int, *, confirmed: bool = False
) -> int:
    """Write how a round was driven; gives the new edition. ``edition`` is that of the round that was looked at.

    Raises Doubtful where something is unusual and not ``confirmed``; RoundKeyedMeanwhile; NotFound; UserError as
    ``driven_rules.settled_facts``."""
    row = _round(session, round_id)
    standing = facts_of(row)
    if row["edition"] != edition and _driven(standing) and standing != facts:
        by, at = _last_hand(session, round_id)
        raise RoundKeyedMeanwhile(by, at, standing, row["edition"])
    if row["day"] > session.today:
        raise UserError(N_("This round is on {day}: it cannot have been driven yet."), field="day", day=row["day"])
    about = _about(session, row, facts)
    final = settled_facts(facts, about)
    doubts = doubts_of(final, about)
    if doubts and not confirmed:
        raise Doubtful(doubts)
    before = {name: row[name] for name in ("id", *_FACTS, "edition")}
    after = {name: getattr(final, name) for name in _FACTS} | {"km": final.km or 0.0, "edition": row["edition"] + 1}
    session.update_many(Round, [(before, before | after)])
    new_edition: int = after["edition"]
    return new_edition


@needs(Permission.KEY_VISITS)
def add_unplanned_visit(
    session: OfficeSession,
    round_id: uuid.UUID,
    child_id: uuid.UUID,
    purpose: str = "therapy",
    *,
    confirmed: bool = False,
) -> uuid.UUID:
    """A home that was called at by the way, at the end of the round; it counts for the child's home service of this
    purpose. Its result is keyed as any other's. Raises Doubtful where the child is visited that week already."""
    row = _round(session, round_id)
    if row["day"] > session.today:
        raise UserError(N_("This round is still to come: plan the visit instead."), field="child_id")
    child = session.execute(select(Child.archived_on, Child.number).where(Child.id == child_id)).one_or_none()
    if child is None or child.archived_on is not None:
        raise NotFound(N_("This child’s file is not there any more."), field="child_id")
    known = select(CodeListEntry.id).where(CodeListEntry.list_name == "visit_purpose", CodeListEntry.code == purpose)
    if session.execute(known).first() is None:
        raise UserError(N_("Please choose the purpose of the visit."), field="purpose")
    doubts = _visited_already(session, row, child_id)
    if doubts and not confirmed:
        raise Doubtful(doubts, field="child_id")
    visit = Visit(
        id=new_id(),
        site_id=row["site_id"],
        round_id=round_id,
        child_id=child_id,
        day=row["day"],
        purpose=purpose,
        service_id=_service(session, child_id, purpose, row["day"]),
        position=_next_position(session, round_id),
    )
    session.add(visit)
    session.flush()
    return visit.id


@needs(Permission.KEY_VISITS)
def remove_unplanned_visit(session: OfficeSession, visit_id: uuid.UUID) -> None:
    """Take back a visit by the way that was added by mistake. Raises UserError where it was planned, or is keyed."""
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise NotFound(N_("This visit is not there any more."))
    if visit.code is not None or visit.outcome != PLANNED:
        raise UserError(N_("Only a visit by the way that has no result yet can be taken out."))
    session.delete(visit)
    session.flush()


def facts_of(row: Any) -> RoundFacts:
    """How a round was driven, by its columns. No kilometres are kept as 0."""
    values = {name: row[name] for name in _FACTS}
    return RoundFacts(**values | {"km": values["km"] or None})


def reading_before(session: OfficeSession, vehicle_id: uuid.UUID, day: date) -> Reading | None:
    """What the vehicle's odometer showed last before ``day``."""
    latest = _readings(vehicle_id).where(ROUND.day < day).order_by(ROUND.day.desc()).limit(1)
    row = session.execute(latest).one_or_none()
    if row is None:
        return None
    return Reading(row.day, row.end_odometer if row.end_odometer is not None else row.start_odometer)


def _round(session: OfficeSession, round_id: uuid.UUID) -> Row:
    statement = select(*ROUND).where(ROUND.id == round_id).with_for_update()
    row = session.execute(statement).mappings().one_or_none()
    if row is None:
        raise NotFound(N_("This round is not there any more."))
    return dict(row)


def _driven(facts: RoundFacts) -> bool:
    """Whether anything is written of the way; the vehicle alone is of the plan."""
    written = (facts.left_minute, facts.back_minute, facts.start_odometer, facts.end_odometer, facts.km)
    return any(value is not None for value in (*written, facts.fuel_litres)) or bool(facts.note)


def _last_hand(session: OfficeSession, round_id: uuid.UUID) -> tuple[str, datetime | None]:
    """Who wrote in the round last, and when: the history knows."""
    row = session.execute(
        select(HistoryEntry.account_name, HistoryEntry.at)
        .where(HistoryEntry.entity == Round.__tablename__, HistoryEntry.entity_id == str(round_id))
        .order_by(HistoryEntry.seq.desc())
        .limit(1)
    ).one_or_none()
    return ("", None) if row is None else (row.account_name, row.at)


def _about(session: OfficeSession, row: Row, facts: RoundFacts) -> RoundAbout:
    arrivals = select(_VISIT.arrived_minute).where(_VISIT.round_id == row["id"], _VISIT.arrived_minute.is_not(None))
    about: dict[str, Any] = {"planned_km": row["planned_km"], "arrivals": tuple(session.scalars(arrivals))}
    if facts.vehicle_id is not None:
        usual = session.scalar(select(Vehicle.fuel_per_100_km).where(Vehicle.id == facts.vehicle_id))
        if usual is None:
            raise UserError(N_("This vehicle is not there any more."), field="vehicle_id")
        about |= {
            "fuel_per_100_km": usual,
            "before": reading_before(session, facts.vehicle_id, row["day"]),
            "after": _reading_after(session, facts.vehicle_id, row["day"]),
        }
    return RoundAbout(**about)


def _reading_after(session: OfficeSession, vehicle_id: uuid.UUID, day: date) -> Reading | None:
    row = session.execute(_readings(vehicle_id).where(ROUND.day > day).order_by(ROUND.day).limit(1)).one_or_none()
    if row is None:
        return None
    return Reading(row.day, row.start_odometer if row.start_odometer is not None else row.end_odometer)


def _readings(vehicle_id: uuid.UUID) -> Select[tuple[date, int | None, int | None]]:
    read = or_(ROUND.start_odometer.is_not(None), ROUND.end_odometer.is_not(None))
    return select(ROUND.day, ROUND.start_odometer, ROUND.end_odometer).where(ROUND.vehicle_id == vehicle_id, read)


def _visited_already(session: OfficeSession, row: Row, child_id: uuid.UUID) -> list[Message]:
    monday = row["day"] - timedelta(days=row["day"].weekday())
    visits = session.execute(
        select(_VISIT.day, _VISIT.outcome)
        .where(_VISIT.child_id == child_id, _VISIT.day.between(monday, monday + timedelta(days=6)))
        .order_by(_VISIT.day)
    ).all()
    doubts = []
    for day, outcome in visits:
        if outcome == PLANNED:
            doubts.append(Message(N_("A visit to this child is planned for {day}."), {"day": day}))
        elif day == row["day"]:
            doubts.append(Message(N_("This child has a visit on {day} already."), {"day": day}))
    return doubts


def _service(session: OfficeSession, child_id: uuid.UUID, purpose: str, day: date) -> uuid.UUID | None:
    return session.scalar(
        select(HomeService.id)
        .where(
            HomeService.child_id == child_id,
            HomeService.purpose == purpose,
            HomeService.start_day <= day,
            or_(HomeService.end_day.is_(None), HomeService.end_day >= day),
        )
        .order_by(HomeService.start_day.desc())
        .limit(1)
    )


def _next_position(session: OfficeSession, round_id: uuid.UUID) -> int:
    last = session.scalar(select(func.max(_VISIT.position)).where(_VISIT.round_id == round_id))
    return 0 if last is None else last + 1
