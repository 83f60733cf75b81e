"""What a person writes about a child: the frozen values that actions take."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class GuardianInput:
    """A parent or another person who answers for the child. ``relationship`` is of the code list relationship."""

    name: str
    relationship: str | None = None
    phone: str = ""


@dataclass(frozen=True)
class AlertInput:
    """What whoever cares for the child must know. ``kind`` is of the code list alert_kind."""

    kind: str
    note: str = ""


@dataclass(frozen=True)
class ChildInput:
    """All that is written about a child. Only the given name is needed.

    ``number`` empty: the next one by the centre's pattern (when registering) or as it was (when changing).
    ``birth_precision``: ``day``, ``year`` (any day of that year in ``birth_date``) or ``unknown`` (``birth_date``
    None); empty: ``day`` where there is a date, ``unknown`` where there is none. ``sex``: ``female``, ``male``, None.
    """

    given_name: str
    surname: str = ""
    patronymic: str = ""
    number: str = ""
    other_names: str = ""
    birth_date: date | None = None
    birth_precision: str = ""
    sex: str | None = None
    province: str = ""
    district: str = ""
    municipality: str = ""
    village: str = ""
    address: str = ""
    landmark: str = ""
    phone: str = ""
    latitude: float | None = None
    longitude: float | None = None
    guardians: tuple[GuardianInput, ...] = ()
    primary_disability: str | None = None  # code list disability_type
    further_disabilities: tuple[str, ...] = ()
    alerts: tuple[AlertInput, ...] = ()
    language: str | None = None  # code list family_language
    notes: str = ""
    photo_consent_on: date | None = None
    photo_consent_by: str = ""


@dataclass(frozen=True)
class FirstEnrolment:
    """The enrolment that is made together with the registration. ``end_day`` None: no end."""

    service_id: uuid.UUID
    start_day: date
    group_id: uuid.UUID | None = None
    end_day: date | None = None
    note: str = ""


@dataclass(frozen=True)
class NewEnrolment:
    """A child enters a service. It covers both its first and last day."""

    child_id: uuid.UUID
    service_id: uuid.UUID
    group_id: uuid.UUID | None
    start_day: date
    end_day: date | None = None
    note: str = ""


@dataclass(frozen=True)
class EnrolmentChanges:
    """An enrolment as it shall be; child and service stay."""

    group_id: uuid.UUID | None
    start_day: date
    end_day: date | None = None
    end_reason: str | None = None  # code list enrolment_end_reason
    note: str = ""
