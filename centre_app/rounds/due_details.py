"""What a line of the due list says of the child, the home and the planned visit: read for those who are listed."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from centre_app.children.models import Child, Guardian
from centre_app.children.search import order_column
from centre_app.db.session import OfficeSession
from centre_app.outreach.models import HomeFacts, HomeServiceSkill, Round, Team, Visit
from centre_app.outreach.rules import PLANNED
from centre_app.places.models import Place
from centre_app.rounds.due_visit import ChildHome, PlaceNames, PlannedVisit

_CHILD, _FACTS = Child.__table__.c, HomeFacts.__table__.c
_PLACE, _TEAM, _VISIT, _ROUND = Place.__table__.c, Team.__table__.c, Visit.__table__.c, Round.__table__.c
_GUARDIAN, _SKILL = Guardian.__table__.c, HomeServiceSkill.__table__.c
_AT_ONCE = 500  # values in one IN list: engines have limits; for more, all are read and those not asked for left out


def homes(session: OfficeSession, child_ids: Collection[uuid.UUID], language: str) -> dict[uuid.UUID, ChildHome]:
    """Child -> who it is and where the home is. One statement."""
    if not child_ids:
        return {}
    rows = session.execute(_homes(language).where(_wanted(_CHILD.id, child_ids))).all()
    return {row[0]: ChildHome._make(row) for row in rows}


def phones(session: OfficeSession, child_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Child -> phone of the first guardian who has one; children of whose guardians none has are left out."""
    found: dict[uuid.UUID, str] = {}
    if child_ids:
        for child_id, phone in session.execute(_PHONES.where(_wanted(_GUARDIAN.child_id, child_ids))).all():
            found.setdefault(child_id, phone)
    return found


def place_names(session: OfficeSession) -> dict[uuid.UUID, PlaceNames]:
    """How each place is called."""
    rows = session.execute(select(_PLACE.id, _PLACE.village, _PLACE.municipality, _PLACE.district))
    return {place_id: PlaceNames(*names) for place_id, *names in rows}


def team_names(session: OfficeSession) -> dict[uuid.UUID, str]:
    """How each team is called."""
    return {row.id: row.name for row in session.execute(select(_TEAM.id, _TEAM.name))}


def skills(session: OfficeSession, service_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, frozenset[str]]:
    """Service -> types of session somebody of the team must be able to give; services that need none are left out."""
    found: dict[uuid.UUID, frozenset[str]] = {}
    if service_ids:
        rows = session.execute(
            select(_SKILL.service_id, _SKILL.session_type).where(_wanted(_SKILL.service_id, service_ids))
        )
        alone: dict[str, frozenset[str]] = {}  # most need one: the same set for all of them
        for service_id, session_type in rows.all():
            one = alone.get(session_type) or alone.setdefault(session_type, frozenset({session_type}))
            found[service_id] = found[service_id] | one if service_id in found else one
    return found


def planned_visits(session: OfficeSession, days: Mapping[uuid.UUID, date]) -> dict[uuid.UUID, PlannedVisit]:
    """Service -> its visit without a result of the day that ``days`` says, with its round and team."""
    wanted = list(days)
    found: dict[uuid.UUID, PlannedVisit] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        for row in session.execute(_PLANNED.where(_VISIT.service_id.in_(wanted[at : at + _AT_ONCE]))):
            service_id, visit_id, day, round_id, team_id, team, promised = row
            if day == days[service_id]:
                found.setdefault(service_id, PlannedVisit(visit_id, day, round_id, team_id, team or "", promised))
    return found


def _wanted(column: ColumnElement[Any], ids: Collection[uuid.UUID]) -> ColumnElement[bool]:
    return column.in_(list(ids)) if len(ids) <= _AT_ONCE else column.is_not(None)


@cache
def _homes(language: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(_CHILD.id, _CHILD.number, _CHILD.surname, _CHILD.given_name, _CHILD.patronymic),
            *(_CHILD[order_column(language)], _CHILD.village, _CHILD.municipality, _CHILD.district),
            *(_CHILD.address, _CHILD.landmark, _CHILD.phone, _FACTS.place_id, _FACTS.risk, _FACTS.risk_reason),
            _FACTS.days,
            *(_FACTS.from_minute, _FACTS.until_minute, _FACTS.directions),
        )
        .select_from(Child.__table__)
        .outerjoin(HomeFacts.__table__, _FACTS.child_id == _CHILD.id)
        # Those of the archive are never listed, and there may be many.
        .where(_CHILD.archived_on.is_(None))
    )


_PHONES = (
    select(_GUARDIAN.child_id, _GUARDIAN.phone)
    .where(_GUARDIAN.phone != "")
    .order_by(_GUARDIAN.child_id, _GUARDIAN.position)
)
_PLANNED = (
    select(_VISIT.service_id, _VISIT.id, _VISIT.day, _VISIT.round_id, _ROUND.team_id, _TEAM.name, _VISIT.promised)
    .select_from(Visit.__table__)
    .outerjoin(Round.__table__, _ROUND.id == _VISIT.round_id)
    .outerjoin(Team.__table__, _TEAM.id == _ROUND.team_id)
    .where(_VISIT.outcome == PLANNED)
    .order_by(_VISIT.id)
)
