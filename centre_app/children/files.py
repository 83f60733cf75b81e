"""A child's file: all that is written about a child, for one or for many at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from centre_app.children.inputs import AlertInput, ChildInput, GuardianInput
from centre_app.children.models import Alert, Child, ChildPhoto, Enrolment, FurtherDisability, Guardian
from centre_app.children.rules import full_name
from centre_app.db.session import OfficeSession
from centre_app.sites.models import Group, Service

Rows = Select[*tuple[Any, ...]]
_AT_ONCE = 500
_COLUMNS = (
    *("id", "number", "surname", "given_name", "patronymic", "other_names", "birth_date", "birth_precision", "sex"),
    *("province", "district", "municipality", "village", "address", "landmark", "phone", "latitude", "longitude"),
    *("primary_disability", "language", "notes", "photo_consent_on", "photo_consent_by"),
    *("registered_on", "archived_on", "archive_reason"),
)


@dataclass(frozen=True)
class EnrolmentRow:
    """An enrolment with the names of its service and group."""

    id: uuid.UUID
    service_id: uuid.UUID
    service: str
    kind: str
    group_id: uuid.UUID | None
    group: str
    start_day: date
    end_day: date | None
    end_reason: str | None
    note: str


@dataclass(frozen=True)
class ChildFile:
    """All that is written about a child. ``as_input`` is what a form is filled with."""

    id: uuid.UUID
    number: str
    surname: str
    given_name: str
    patronymic: str
    other_names: str
    birth_date: date | None
    birth_precision: str
    sex: str | None
    province: str
    district: str
    municipality: str
    village: str
    address: str
    landmark: str
    phone: str
    latitude: float | None
    longitude: float | None
    primary_disability: str | None
    further_disabilities: tuple[str, ...]
    language: str | None
    notes: str
    photo_consent_on: date | None
    photo_consent_by: str
    registered_on: date
    archived_on: date | None
    archive_reason: str
    guardians: tuple[GuardianInput, ...]
    alerts: tuple[AlertInput, ...]
    enrolments: tuple[EnrolmentRow, ...]  # the newest first
    has_photo: bool

    @property
    def full_name(self) -> str:
        """Surname, given name, patronymic."""
        return full_name(self.surname, self.given_name, self.patronymic)

    @property
    def as_input(self) -> ChildInput:
        """What a form is filled with, and what ``change_child`` compares with."""
        return ChildInput(
            number=self.number,
            surname=self.surname,
            given_name=self.given_name,
            patronymic=self.patronymic,
            other_names=self.other_names,
            birth_date=self.birth_date,
            birth_precision=self.birth_precision,
            sex=self.sex,
            province=self.province,
            district=self.district,
            municipality=self.municipality,
            village=self.village,
            address=self.address,
            landmark=self.landmark,
            phone=self.phone,
            latitude=self.latitude,
            longitude=self.longitude,
            guardians=self.guardians,
            primary_disability=self.primary_disability,
            further_disabilities=self.further_disabilities,
            alerts=self.alerts,
            language=self.language,
            notes=self.notes,
            photo_consent_on=self.photo_consent_on,
            photo_consent_by=self.photo_consent_by,
        )


def files_of(session: OfficeSession, child_ids: Sequence[uuid.UUID]) -> list[ChildFile]:
    """The files of these children, in this order; six statements for each 500 of them."""
    files: list[ChildFile] = []
    for first in range(0, len(child_ids), _AT_ONCE):
        files += _some_files(session, child_ids[first : first + _AT_ONCE])
    return files


def _some_files(session: OfficeSession, ids: Sequence[uuid.UUID]) -> list[ChildFile]:
    columns = [getattr(Child, name) for name in _COLUMNS]
    children = {row.id: row._asdict() for row in session.execute(select(*columns).where(Child.id.in_(ids)))}
    guardians = _of_each(
        session,
        select(Guardian.child_id, Guardian.name, Guardian.relationship, Guardian.phone)
        .where(Guardian.child_id.in_(ids))
        .order_by(Guardian.child_id, Guardian.position, Guardian.id),
        GuardianInput,
    )
    further = _of_each(
        session,
        select(FurtherDisability.child_id, FurtherDisability.code)
        .where(FurtherDisability.child_id.in_(ids))
        .order_by(FurtherDisability.child_id, FurtherDisability.code),
        str,
    )
    alerts = _of_each(
        session,
        select(Alert.child_id, Alert.kind, Alert.note)
        .where(Alert.child_id.in_(ids))
        .order_by(Alert.child_id, Alert.position, Alert.id),
        AlertInput,
    )
    enrolments = _of_each(session, _enrolments_of(ids), _enrolment)
    photos = set(session.scalars(select(ChildPhoto.child_id).where(ChildPhoto.child_id.in_(ids))))
    return [
        ChildFile(
            **children[child_id],
            further_disabilities=further.get(child_id, ()),
            guardians=guardians.get(child_id, ()),
            alerts=alerts.get(child_id, ()),
            enrolments=enrolments.get(child_id, ()),
            has_photo=child_id in photos,
        )
        for child_id in ids
        if child_id in children
    ]


def _of_each(session: OfficeSession, statement: Rows, make: Any) -> dict[uuid.UUID, tuple[Any, ...]]:
    """child -> what ``make`` makes of each row's further columns."""
    rows: dict[uuid.UUID, list[Any]] = {}
    for child_id, *values in session.execute(statement):
        rows.setdefault(child_id, []).append(make(*values))
    return {child_id: tuple(made) for child_id, made in rows.items()}


def _enrolments_of(ids: Iterable[uuid.UUID]) -> Rows:
    return (
        select(
            Enrolment.child_id,
            Enrolment.id,
            Enrolment.service_id,
            Service.name,
            Service.kind,
            Enrolment.group_id,
            Group.name,
            Enrolment.start_day,
            Enrolment.end_day,
            Enrolment.end_reason,
            Enrolment.note,
        )
        .join(Service, Service.id == Enrolment.service_id)
        .outerjoin(Group, Group.id == Enrolment.group_id)
        .where(Enrolment.child_id.in_(ids))
        .order_by(Enrolment.child_id, Enrolment.start_day.desc(), Service.position, Enrolment.id)
    )


def _enrolment(
    enrolment_id: uuid.UUID,
    service_id: uuid.UUID,
    service: str,
    kind: str,
    group_id: uuid.UUID | None,
    group: str | None,
    *rest: Any,
) -> EnrolmentRow:
    return EnrolmentRow(enrolment_id, service_id, service, kind, group_id, group or "", *rest)
