"""A child's home as plain values: where it is, what visits are made there, how they went."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from centre_app.children.models import Child
from centre_app.codelists.queries import labels
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.translate import N_
from centre_app.outreach.due_rules import Standing
from centre_app.outreach.home_rules import HomeFactsInput, HomeServiceChanges
from centre_app.outreach.models import HomeFacts, HomeService, HomeServiceSkill, Round, Team, Visit
from centre_app.outreach.standings import standings
from centre_app.places.queries import place_for, place_names
from centre_app.security.access import Permission, needs

_SERVICE, _SKILL, _FACTS = HomeService.__table__.c, HomeServiceSkill.__table__.c, HomeFacts.__table__.c
_VISIT, _ROUND, _TEAM = Visit.__table__.c, Round.__table__.c, Team.__table__.c
PAGE = 30  # visits shown at once


@dataclass(frozen=True)
class HomeServiceRow:
    """A kind of visit a child gets or got. ``standing`` None: it has ended, or the child's file is in the archive."""

    id: uuid.UUID
    purpose: str
    purpose_name: str
    every_weeks: int | None
    times_a_month: int | None
    minutes: int
    team_id: uuid.UUID | None
    team: str
    skills: tuple[str, ...]
    what: str
    start_day: date
    end_day: date | None
    end_reason: str
    standing: Standing | None
    visits: int  # planned ones too

    @property
    def changeable(self) -> HomeServiceChanges:
        """As the form of a change has it."""
        return HomeServiceChanges(
            self.every_weeks, self.times_a_month, self.minutes, self.skills, self.team_id, self.what, self.start_day
        )


@dataclass(frozen=True)
class ChildHome:
    """``facts`` None: nothing is written about the home yet; ``suggested_place`` then, by the child's address."""

    child_id: uuid.UUID
    archived: bool
    facts: HomeFactsInput | None
    suggested_place: uuid.UUID | None
    places: Mapping[uuid.UUID, str]  # names of all places, for showing and choosing
    address: tuple[str, str, str]  # district, municipality, village of the child's file
    services: tuple[HomeServiceRow, ...]  # those that go on first, then the latest to end


@dataclass(frozen=True)
class PastVisit:
    """A visit of a child, planned ones too. What was written at it is empty for those who may not read notes."""

    id: uuid.UUID
    day: date
    purpose: str
    purpose_name: str
    outcome: str
    service_id: uuid.UUID | None
    round_id: uuid.UUID | None
    team: str
    reason: str  # of the list visit_reason, in words; empty where none was said
    reason_note: str
    minutes: int | None
    done_note: str
    parent_showed: str
    task: str
    next_day: date | None


@dataclass(frozen=True)
class VisitsPage:
    """Some visits, the newest first, and how many there are in all."""

    rows: tuple[PastVisit, ...]
    count: int


@needs(Permission.SEE_CHILDREN)
def home_of(session: OfficeSession, child_id: uuid.UUID, *, language: str) -> ChildHome:
    """All about a child's home but the visits. Raises NotFound."""
    child = session.execute(
        select(Child.district, Child.municipality, Child.village, Child.archived_on).where(Child.id == child_id)
    ).one_or_none()
    if child is None:
        raise NotFound(N_("This child’s file is not there any more."))
    names = list(HomeFactsInput.__dataclass_fields__)
    row = session.execute(select(*(_FACTS[name] for name in names)).where(_FACTS.child_id == child_id)).one_or_none()
    facts = None if row is None else HomeFactsInput(*row)
    address = (child.district, child.municipality, child.village)
    unknown = facts is None or facts.place_id is None
    return ChildHome(
        child_id,
        child.archived_on is not None,
        facts,
        place_for(session, *address) if unknown and child.village else None,
        place_names(session),
        address,
        _services(session, child_id, language),
    )


@needs(Permission.SEE_CHILDREN)
def child_visits_page(
    session: OfficeSession, child_id: uuid.UUID, *, language: str, offset: int = 0, limit: int = PAGE
) -> VisitsPage:
    """The child's visits of all kinds, the newest first, from ``offset`` on."""
    count = session.scalar(select(func.count()).select_from(Visit).where(Visit.child_id == child_id)) or 0
    if not count:
        return VisitsPage((), 0)
    purposes, reasons = labels(session, "visit_purpose", language), labels(session, "visit_reason", language)
    rows = session.execute(
        select(
            *(_VISIT.id, _VISIT.day, _VISIT.purpose, _VISIT.outcome, _VISIT.service_id, _VISIT.round_id),
            *(_TEAM.name.label("team"), _VISIT.reason, _VISIT.reason_note, _VISIT.minutes, _VISIT.done_note),
            *(_VISIT.parent_showed, _VISIT.task, _VISIT.next_day),
        )
        .select_from(Visit.__table__)
        .outerjoin(Round.__table__, _ROUND.id == _VISIT.round_id)
        .outerjoin(Team.__table__, _TEAM.id == _ROUND.team_id)
        .where(_VISIT.child_id == child_id)
        .order_by(_VISIT.day.desc(), _VISIT.id.desc())
        .offset(offset)
        .limit(limit)
    )
    reads = session.actor.may(Permission.SEE_NOTES)  # type: ignore[attr-defined]
    return VisitsPage(tuple(_visit(row, purposes, reasons, reads=reads) for row in rows), count)


def _visit(row: Any, purposes: Mapping[str, str], reasons: Mapping[str, str], *, reads: bool) -> PastVisit:
    return PastVisit(
        row.id,
        row.day,
        row.purpose,
        purposes.get(row.purpose, row.purpose),
        row.outcome,
        row.service_id,
        row.round_id,
        row.team or "",
        reasons.get(row.reason, row.reason) if row.reason else "",
        row.reason_note,
        row.minutes,
        row.done_note if reads else "",
        row.parent_showed if reads else "",
        row.task if reads else "",
        row.next_day,
    )


def _services(session: OfficeSession, child_id: uuid.UUID, language: str) -> tuple[HomeServiceRow, ...]:
    counts = select(func.count()).where(_VISIT.service_id == _SERVICE.id).scalar_subquery()
    rows = session.execute(
        select(HomeService.__table__, _TEAM.name.label("team"), counts.label("visits"))
        .select_from(HomeService.__table__)
        .outerjoin(Team.__table__, _TEAM.id == _SERVICE.team_id)
        .where(_SERVICE.child_id == child_id)
    ).all()
    if not rows:
        return ()
    skills: dict[uuid.UUID, list[str]] = {}
    wanted = select(_SKILL.service_id, _SKILL.session_type).where(_SKILL.service_id.in_([row.id for row in rows]))
    for service_id, code in session.execute(wanted.order_by(_SKILL.session_type)):
        skills.setdefault(service_id, []).append(code)
    standing = {each.service_id: each.standing for each in standings(session, session.today, child_id=child_id)}
    purposes = labels(session, "visit_purpose", language)
    order = {code: place for place, code in enumerate(purposes)}
    found = [
        HomeServiceRow(
            row.id,
            row.purpose,
            purposes.get(row.purpose, row.purpose),
            row.every_weeks,
            row.times_a_month,
            row.minutes,
            row.team_id,
            row.team or "",
            tuple(skills.get(row.id, ())),
            row.what,
            row.start_day,
            row.end_day,
            row.end_reason,
            standing.get(row.id),
            row.visits,
        )
        for row in rows
    ]
    found.sort(key=lambda one: (order.get(one.purpose, len(order)), one.start_day))
    going = [one for one in found if one.end_day is None or one.end_day >= session.today]
    ended = sorted((one for one in found if one not in going), key=lambda one: one.end_day or date.max, reverse=True)
    return (*going, *ended)
