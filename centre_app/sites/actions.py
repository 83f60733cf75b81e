"""Setting up the centre and changing what it offers."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, select

from centre_app.db.base import Base
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.security.access import Permission, needs
from centre_app.sites.models import Group, Service, Site
from centre_app.sites.rules import (
    check_facts,
    check_name,
    check_places,
)

M = TypeVar("M", bound=Base)
R = TypeVar("R", Service, Group)


@dataclass(frozen=True)
class NewSite:
    """What the set-up knows of the centre."""

    name: str
    country: str
    province: str = ""
    district: str = ""
    municipality: str = ""
    address: str = ""
    phone: str = ""
    signatory: str = ""
    number_pattern: str = "K-0001"
    document_language: str = "ru"
    practice: bool = False


@dataclass(frozen=True)
class SiteChanges:
    """What of the centre changes; None stays as it is."""

    name: str | None = None
    country: str | None = None
    province: str | None = None
    district: str | None = None
    municipality: str | None = None
    address: str | None = None
    phone: str | None = None
    signatory: str | None = None
    number_pattern: str | None = None
    document_language: str | None = None
    idle_minutes: int | None = None
    note_lock_days: int | None = None


@dataclass(frozen=True)
class NewService:
    """A service to offer. ``kind`` is of the code list service_kind; ``places`` None: not limited."""

    name: str
    kind: str = "day_care"
    places: int | None = None


@dataclass(frozen=True)
class ServiceChanges:
    """A service as it shall be. ``active=False`` takes it out of use; what was written about it stays."""

    name: str
    kind: str
    places: int | None
    active: bool = True


@dataclass(frozen=True)
class NewGroup:
    """A group of a service."""

    service_id: uuid.UUID
    name: str
    places: int | None = None


@dataclass(frozen=True)
class GroupChanges:
    """A group as it shall be."""

    name: str
    places: int | None
    active: bool = True


@needs(Permission.MANAGE_CENTRE)
def create_site(session: OfficeSession, site: NewSite) -> uuid.UUID:
    """Write down the centre, once, at the set-up. Raises UserError at the field that is wrong."""
    if session.scalar(select(func.count()).select_from(Site)):
        raise UserError(N_("This centre is set up already."))
    created = Site(id=new_id(), **check_facts(asdict(site)))
    session.add(created)
    session.flush()
    return created.id


@needs(Permission.MANAGE_CENTRE)
def change_site(session: OfficeSession, changes: SiteChanges) -> None:
    """Change the centre's facts. Numbers that children have already stay as they are."""
    site = session.scalars(select(Site).order_by(Site.id).limit(1)).one_or_none()
    if site is None:
        raise NotFound(N_("This centre is not set up yet."))
    wanted = {name: value for name, value in asdict(changes).items() if value is not None}
    _set(site, check_facts(wanted))


@needs(Permission.MANAGE_CENTRE)
def add_service(session: OfficeSession, service: NewService) -> uuid.UUID:
    """Offer a service; it comes last."""
    site_id = session.scalars(select(Site.id).order_by(Site.id).limit(1)).one_or_none()
    if site_id is None:
        raise NotFound(N_("This centre is not set up yet."))
    name = check_name(service.name)
    check_places(service.places)
    _check_kind(service.kind)
    _check_free(session, select(Service.id).where(Service.active, Service.name == name))
    created = Service(
        id=new_id(),
        site_id=site_id,
        name=name,
        kind=service.kind,
        places=service.places,
        position=_next_position(session, Service, Service.site_id == site_id),
    )
    session.add(created)
    session.flush()
    return created.id


@needs(Permission.MANAGE_CENTRE)
def change_service(session: OfficeSession, service_id: uuid.UUID, changes: ServiceChanges) -> None:
    """Change a service, or take it out of use (``active=False``): what was written about it stays."""
    service = _found(session, Service, service_id)
    name = check_name(changes.name)
    check_places(changes.places)
    _check_kind(changes.kind)
    if changes.active:
        _check_free(session, select(Service.id).where(Service.active, Service.name == name, Service.id != service_id))
    _set(service, {"name": name, "kind": changes.kind, "places": changes.places, "active": changes.active})


@needs(Permission.MANAGE_CENTRE)
def move_service(session: OfficeSession, service_id: uuid.UUID, by: int) -> None:
    """Move a service ``by`` places down in the order (up where negative)."""
    service = _found(session, Service, service_id)
    rows = session.scalars(
        select(Service).where(Service.site_id == service.site_id).order_by(Service.position, Service.id)
    )
    _move(list(rows), service, by)


@needs(Permission.MANAGE_CENTRE)
def add_group(session: OfficeSession, group: NewGroup) -> uuid.UUID:
    """Make a group in a service; it comes last."""
    _found(session, Service, group.service_id)
    name = check_name(group.name)
    check_places(group.places)
    in_service = Group.service_id == group.service_id
    _check_free(session, select(Group.id).where(in_service, Group.active, Group.name == name))
    created = Group(
        id=new_id(),
        service_id=group.service_id,
        name=name,
        places=group.places,
        position=_next_position(session, Group, in_service),
    )
    session.add(created)
    session.flush()
    return created.id


@needs(Permission.MANAGE_CENTRE)
def change_group(session: OfficeSession, group_id: uuid.UUID, changes: GroupChanges) -> None:
    """Change a group, or take it out of use (``active=False``): what was written about it stays."""
    group = _found(session, Group, group_id)
    name = check_name(changes.name)
    check_places(changes.places)
    if changes.active:
        same = select(Group.id).where(Group.service_id == group.service_id, Group.active, Group.name == name)
        _check_free(session, same.where(Group.id != group_id))
    _set(group, {"name": name, "places": changes.places, "active": changes.active})


@needs(Permission.MANAGE_CENTRE)
def move_group(session: OfficeSession, group_id: uuid.UUID, by: int) -> None:
    """Move a group ``by`` places down in its service (up where negative)."""
    group = _found(session, Group, group_id)
    rows = session.scalars(select(Group).where(Group.service_id == group.service_id).order_by(Group.position, Group.id))
    _move(list(rows), group, by)


def _found(session: OfficeSession, model: type[M], key: uuid.UUID) -> M:
    row = session.get(model, key)
    if row is None:
        raise NotFound(N_("This service or group is not there any more."))
    return row


def _set(row: Base, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _check_kind(kind: str) -> None:
    if not kind:
        raise UserError(N_("Please choose the kind of the service."), field="kind")


def _check_free(session: OfficeSession, same: Select[uuid.UUID]) -> None:
    """Two of one name could not be told apart on paper, nor by an import."""
    if session.execute(same.limit(1)).first() is not None:
        raise UserError(N_("There is one with this name already."), field="name")


def _next_position(session: OfficeSession, model: type[R], where: ColumnElement[bool]) -> int:
    highest = session.scalar(select(func.max(model.position)).where(where))
    return 0 if highest is None else highest + 1


def _move(rows: list[R], row: R, by: int) -> None:
    """Numbers the whole row anew: two that were added at the same moment may share a position."""
    place = rows.index(row)
    rows.insert(max(0, min(len(rows) - 1, place + by)), rows.pop(place))
    for position, each in enumerate(rows):
        each.position = position
