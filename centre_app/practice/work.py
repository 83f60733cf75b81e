"""The sessions and visits of the practice centre: what its therapists and its outreach team did."""

from __future__ import annotations

import uuid
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.outreach.models import Round, Visit
from centre_app.practice.plan import Plan, PlannedStay
from centre_app.practice.stays import HOME, THERAPY
from centre_app.practice.writing import CHUNK, Row
from centre_app.therapy.models import SessionChild, TherapySession

_TYPES = ("speech_therapy", "physiotherapy", "psychologist", "special_teacher", "massage", "sensory")
_OUTCOMES = (("done", 82), ("partly", 6), ("nobody_home", 5), ("ill", 3), ("moved", 1), ("team_cancelled", 3))


def write_work(
    session: OfficeSession, site_id: uuid.UUID, plan: Plan, child_ids: Sequence[uuid.UUID], seed: int
) -> None:
    """Weekly sessions of whoever is in therapy, and a visit every other week to whoever is served at home."""
    sessions: list[Row] = []
    with_children: list[Row] = []
    rounds: dict[date, Row] = {}
    visits: list[Row] = []
    for place, (child, child_id) in enumerate(zip(plan.children, child_ids, strict=True)):
        random = Random(f"work {seed} {place}")
        for stay in child.stays:
            if stay.stay.service == THERAPY:
                for row, status in _sessions(random, site_id, plan, stay):
                    sessions.append(row)
                    with_children.append({"session_id": row["id"], "child_id": child_id, "status": status})
            elif stay.stay.service == HOME:
                for day, outcome in _visits(random, plan, stay, far=child.new.far):
                    made = rounds.setdefault(day, _round(random, site_id, day))
                    visits.append(
                        {
                            "id": new_id(),
                            "site_id": site_id,
                            "round_id": made["id"],
                            "child_id": child_id,
                            "day": day,
                            "outcome": outcome,
                        }
                    )
        if len(sessions) > CHUNK:
            _write_sessions(session, sessions, with_children)
    _write_sessions(session, sessions, with_children)
    session.insert_unrecorded(Round, list(rounds.values()), ())
    session.insert_unrecorded(Visit, visits, ())


def _write_sessions(session: OfficeSession, sessions: list[Row], with_children: list[Row]) -> None:
    session.insert_unrecorded(TherapySession, sessions, ())
    session.insert_unrecorded(SessionChild, with_children, ())
    sessions.clear()
    with_children.clear()


def _sessions(random: Random, site_id: uuid.UUID, plan: Plan, stay: PlannedStay) -> Iterator[tuple[Row, str]]:
    weekday = random.randrange(5)
    kind = random.choice(_TYPES)
    minutes = random.choice((30, 30, 40, 45))
    for day in _days(plan, stay):
        if day.weekday() != weekday:
            continue
        status, taken = "planned", "invited"
        if day <= plan.today:
            status = random.choices(("held", "cancelled_by_family", "cancelled_by_centre"), (88, 9, 3))[0]
            taken = "excused" if status != "held" else "missed" if random.random() < 0.05 else "attended"
        row: Row = {"id": new_id(), "site_id": site_id, "day": day, "type": kind, "minutes": minutes, "status": status}
        yield row, taken


def _visits(random: Random, plan: Plan, stay: PlannedStay, *, far: bool) -> Iterator[tuple[date, str]]:
    days = _days(plan, stay)
    for day in days[random.randrange(5) :: 10]:
        outcome = "planned"
        if day <= plan.today:
            names, shares = zip(*_OUTCOMES, strict=True)
            outcome = random.choices(names, shares)[0]
            if far and day.month in (1, 2, 12) and random.random() < 0.15:
                outcome = "road_closed"
        yield day, outcome


def _round(random: Random, site_id: uuid.UUID, day: date) -> Row:
    return {"id": new_id(), "site_id": site_id, "day": day, "km": float(random.randrange(8, 70))}


def _days(plan: Plan, stay: PlannedStay) -> Sequence[date]:
    """The open days of a stay, those planned beyond today too."""
    last = bisect_right(plan.days, stay.stay.end) if stay.stay.end else len(plan.days)
    return plan.days[stay.first : last]
