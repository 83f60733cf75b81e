"""The centre itself as plain values: its facts, services and groups."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, column, func, or_, select, table

from centre_app.db.session import OfficeSession
from centre_app.db.types import UuidType
from centre_app.errors import NotFound
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs
from centre_app.sites.models import Group, Service, Site

# Children stand on sites, so their model cannot be imported here; how many a group has is counted by the table's name.
_ENROLMENT = table(
    "enrolment",
    column("child_id", UuidType),
    column("group_id", UuidType),
    column("start_day", Date),
    column("end_day", Date),
)


@dataclass(frozen=True)
class SiteFacts:
    """What is printed at the head of every paper, and what the centre has set."""

    id: uuid.UUID
    name: str
    country: str  # ISO 3166: TJ, KG, KZ
    province: str
    district: str
    municipality: str
    address: str
    phone: str
    signatory: str
    number_pattern: str
    working_week: str  # ISO weekdays that are open: "12345"
    document_language: str
    idle_minutes: int
    note_lock_days: int  # a session's note can be changed for so many days after it
    practice: bool


@dataclass(frozen=True)
class GroupRow:
    """A group of a service. ``children`` are its enrolments that cover the office's today."""

    id: uuid.UUID
    service_id: uuid.UUID
    name: str
    places: int | None
    active: bool
    children: int


@dataclass(frozen=True)
class ServiceRow:
    """A service with its groups, in the order the centre gave them."""

    id: uuid.UUID
    name: str
    kind: str  # code list service_kind
    places: int | None
    active: bool
    groups: tuple[GroupRow, ...]


@needs(Permission.OWN_ACCOUNT)
def the_site(session: OfficeSession) -> SiteFacts:
    """The centre. Raises NotFound before it is set up."""
    names = [column.name for column in Site.__table__.columns]
    row = session.execute(select(*(getattr(Site, name) for name in names)).order_by(Site.id).limit(1)).one_or_none()
    if row is None:
        raise NotFound(N_("This centre is not set up yet."))
    return SiteFacts(**dict(zip(names, row, strict=True)))


@needs(Permission.OWN_ACCOUNT)
def services(session: OfficeSession, *, active_only: bool = True) -> list[ServiceRow]:
    """The services and their groups, in the centre's order; with ``active_only=False`` also those out of use."""
    wanted_services = select(Service.id, Service.name, Service.kind, Service.places, Service.active)
    wanted_groups = select(Group.id, Group.service_id, Group.name, Group.places, Group.active)
    if active_only:
        wanted_services = wanted_services.where(Service.active)
        wanted_groups = wanted_groups.where(Group.active)
    counts = _children_of_groups(session, session.today)
    groups: dict[uuid.UUID, list[GroupRow]] = {}
    for row in session.execute(wanted_groups.order_by(Group.position, Group.id)):
        group = GroupRow(row.id, row.service_id, row.name, row.places, row.active, counts.get(row.id, 0))
        groups.setdefault(row.service_id, []).append(group)
    return [
        ServiceRow(row.id, row.name, row.kind, row.places, row.active, tuple(groups.get(row.id, ())))
        for row in session.execute(wanted_services.order_by(Service.position, Service.id))
    ]


def _children_of_groups(session: OfficeSession, day: date) -> dict[uuid.UUID, int]:
    enrolment = _ENROLMENT.c
    rows = session.execute(
        select(enrolment.group_id, func.count(enrolment.child_id.distinct()).label("children"))
        .where(enrolment.group_id.is_not(None), enrolment.start_day <= day)
        .where(or_(enrolment.end_day.is_(None), enrolment.end_day >= day))
        .group_by(enrolment.group_id)
    )
    return {row.group_id: row.children for row in rows}
