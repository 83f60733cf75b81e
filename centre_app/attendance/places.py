"""Where marks stand: a group or a service, the enrolments in it, and who answers for a child."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Date, and_, bindparam, or_, select

from centre_app.attendance.models import Mark
from centre_app.children.models import Child, Enrolment, Guardian
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.translate import N_
from centre_app.sites.models import Group, Service

T = TypeVar("T")
# Tables rather than classes: a statement over them is made and read twice as fast.
MARK, ENROLMENT, CHILD = Mark.__table__.c, Enrolment.__table__.c, Child.__table__.c
SERVICE, GROUP = Service.__table__.c, Group.__table__.c
NAMES = (CHILD.surname, CHILD.given_name, CHILD.patronymic)
DAY_CARE = "day_care"  # the service kind whose enrolments counting.md's ``attendance`` is counted over
AT_ONCE = 500  # values in one IN list: engines have limits


@dataclass(frozen=True)
class Whole:
    """A service, or one group of it."""

    site_id: uuid.UUID
    service_id: uuid.UUID
    service: str
    group_id: uuid.UUID | None
    group: str | None

    @property
    def members(self) -> ColumnElement[bool]:
        """The condition on enrolments that are in it."""
        if self.group_id is not None:
            return ENROLMENT.group_id == self.group_id
        return ENROLMENT.service_id == self.service_id


def whole(session: OfficeSession, group_or_service: uuid.UUID) -> Whole:
    """The group or the service with this id. Raises NotFound."""
    in_group = session.execute(
        select(Service.site_id, Service.id, Service.name, Group.id, Group.name)
        .join(Group, Group.service_id == Service.id)
        .where(Group.id == group_or_service)
    ).one_or_none()
    if in_group is not None:
        return Whole(*in_group)
    service = session.execute(
        select(Service.site_id, Service.id, Service.name).where(Service.id == group_or_service)
    ).one_or_none()
    if service is None:
        raise NotFound(N_("This group is not there any more."))
    return Whole(*service, None, None)


def covering(first: date | str, last: date | str) -> ColumnElement[bool]:
    """The condition on enrolments that cover a day of ``first``..``last``, both ends in; names are bound later."""
    starts_by: Any = bindparam(last, type_=Date) if isinstance(last, str) else last
    ends_from: Any = bindparam(first, type_=Date) if isinstance(first, str) else first
    return and_(ENROLMENT.start_day <= starts_by, or_(ENROLMENT.end_day.is_(None), ENROLMENT.end_day >= ends_from))


def alphabet(language: str) -> ColumnElement[Any]:
    """The column that sorts children by the alphabet of ``language``."""
    return CHILD.sort_key_ru if language == "ru" else CHILD.sort_key


@dataclass(frozen=True)
class Family:
    """Who to ring: the first guardian, and that guardian's phone or else the child's own."""

    guardian: str = ""
    phone: str = ""


def families(session: OfficeSession, child_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Family]:
    """The family of each child, one statement for up to 500."""
    found: dict[uuid.UUID, Family] = {}
    for some in portions(child_ids):
        for child_id, own_phone, guardian, phone in session.execute(_FAMILIES, {"children": some}):
            found.setdefault(child_id, Family(guardian or "", phone or own_phone))
    return found


_guardian = Guardian.__table__.c
_FAMILIES = (
    select(CHILD.id, CHILD.phone, _guardian.name, _guardian.phone)
    .select_from(Child.__table__)
    .outerjoin(Guardian.__table__, _guardian.child_id == CHILD.id)
    .where(CHILD.id.in_(bindparam("children", expanding=True)))
    .order_by(CHILD.id, _guardian.position, _guardian.id)
)


def portions(values: Iterable[T], size: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """``values`` in portions that fit into one IN list."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some
