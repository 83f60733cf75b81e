"""A child, the family, alerts, enrolments, and what the search reads."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import Id, UuidType


class Child(Base):
    """A child known to the centre. Only the given name and the number are needed."""

    __tablename__ = "child"
    __table_args__ = (
        UniqueConstraint("site_id", "number"),  # the number is written on paper: it names one child
        CheckConstraint("sex IS NULL OR sex IN ('female', 'male')", name="sex"),
        CheckConstraint("birth_precision IN ('day', 'year', 'unknown')", name="birth_precision"),
        CheckConstraint("(birth_precision = 'unknown') = (birth_date IS NULL)", name="birth_known"),
        Index("ix_child_order", "archived_on", "sort_key"),
        Index("ix_child_order_ru", "archived_on", "sort_key_ru"),
    )
    change: ClassVar[Change | None] = Change.CHILDREN
    history_child: ClassVar[str] = "id"
    history_hidden: ClassVar[frozenset[str]] = frozenset({"sort_key", "sort_key_ru"})

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    number: Mapped[str] = mapped_column(String(20))
    surname: Mapped[str] = mapped_column(String(120), default="")
    given_name: Mapped[str] = mapped_column(String(120))
    patronymic: Mapped[str] = mapped_column(String(120), default="")
    other_names: Mapped[str] = mapped_column(String(300), default="")  # other names and spellings, freely written
    birth_date: Mapped[date | None]  # 1 January of the year where only the year is known
    birth_precision: Mapped[str] = mapped_column(String(7), default="unknown")
    sex: Mapped[str | None] = mapped_column(String(6))  # never defaulted
    province: Mapped[str] = mapped_column(String(200), default="")
    district: Mapped[str] = mapped_column(String(200), default="")
    municipality: Mapped[str] = mapped_column(String(200), default="")
    village: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    landmark: Mapped[str] = mapped_column(String(300), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    primary_disability: Mapped[str | None] = mapped_column(String(40))  # code list disability_type
    language: Mapped[str | None] = mapped_column(String(40))  # code list family_language
    notes: Mapped[str] = mapped_column(Text, default="")
    photo_consent_on: Mapped[date | None]  # no photo is kept without it
    photo_consent_by: Mapped[str] = mapped_column(String(200), default="")
    registered_on: Mapped[date]
    archived_on: Mapped[date | None]
    archive_reason: Mapped[str] = mapped_column(String(300), default="")
    sort_key: Mapped[bytes] = mapped_column(LargeBinary)  # the merged alphabet's order
    sort_key_ru: Mapped[bytes] = mapped_column(LargeBinary)  # Russian takes ё as е


class ChildPhoto(Base):
    """The photo, kept apart so that lists never read it."""

    __tablename__ = "child_photo"
    change: ClassVar[Change | None] = Change.CHILDREN
    history_child: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"), primary_key=True)
    picture: Mapped[bytes] = mapped_column(LargeBinary)  # JPEG, at most 480 pixels a side


class Guardian(Base):
    """A parent or another person who answers for the child."""

    __tablename__ = "guardian"
    __table_args__ = (Index("ix_guardian_child_id_position", "child_id", "position"),)  # lists show the first one
    change: ClassVar[Change | None] = Change.CHILDREN
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"))
    name: Mapped[str] = mapped_column(String(200))
    relationship: Mapped[str | None] = mapped_column(String(40))  # code list relationship
    phone: Mapped[str] = mapped_column(String(60), default="")
    position: Mapped[int] = mapped_column(default=0)


class FurtherDisability(Base):
    """A disability type beside the primary one."""

    __tablename__ = "further_disability"
    change: ClassVar[Change | None] = Change.CHILDREN
    history_child: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)


class Alert(Base):
    """What whoever cares for the child today must know: seizures, an allergy, a diet."""

    __tablename__ = "alert"
    change: ClassVar[Change | None] = Change.CHILDREN
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))  # code list alert_kind
    note: Mapped[str] = mapped_column(String(300), default="")
    position: Mapped[int] = mapped_column(default=0)


class Enrolment(Base):
    """Child × service × start day. Covers both its first and last day (counting.md)."""

    __tablename__ = "enrolment"
    __table_args__ = (
        CheckConstraint("end_day IS NULL OR end_day >= start_day", name="in_order"),
        Index("ix_enrolment_service_id_start_day", "service_id", "start_day"),
    )
    change: ClassVar[Change | None] = Change.CHILDREN
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"), index=True)
    service_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("service.id"))
    group_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("service_group.id"), index=True)
    start_day: Mapped[date]
    end_day: Mapped[date | None]
    end_reason: Mapped[str | None] = mapped_column(String(40))  # code list enrolment_end_reason
    note: Mapped[str] = mapped_column(String(300), default="")


class ChildSearch(Base):
    """Folded names, numbers and phones of a child: what search looks through, in the order of the alphabet.

    Made from the child and written by ``search.py`` only, so not in the history. On SQLite an index of pieces of words
    (migration 0002) hangs on ``n`` and is kept in step by triggers.
    """

    __tablename__ = "child_search"
    __table_args__ = (
        UniqueConstraint("child_id"),
        # What is found often is read in the order it is shown, so that it need not be sorted.
        Index("ix_child_search_order", "sort_key", "n"),
        Index("ix_child_search_order_ru", "sort_key_ru", "n"),
    )
    in_history: ClassVar[bool] = False

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"))
    archived: Mapped[bool]
    sort_key: Mapped[bytes] = mapped_column(LargeBinary)
    sort_key_ru: Mapped[bytes] = mapped_column(LargeBinary)
    text: Mapped[str] = mapped_column(Text)
