"""The site, its services and their groups."""

from __future__ import annotations

import uuid
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import Id, UuidType


class Site(Base):
    """A day-care, resource or referral centre, or an outreach team's base."""

    __tablename__ = "site"
    change: ClassVar[Change | None] = Change.CENTRE

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(200))
    country: Mapped[str] = mapped_column(String(2))  # ISO 3166: TJ, KG, KZ
    province: Mapped[str] = mapped_column(String(200), default="")
    district: Mapped[str] = mapped_column(String(200), default="")
    municipality: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    signatory: Mapped[str] = mapped_column(String(200), default="")  # who signs what is printed
    number_pattern: Mapped[str] = mapped_column(String(20), default="K-0001")  # the digits are counted up
    working_week: Mapped[str] = mapped_column(String(7), default="12345")  # ISO weekdays that are open
    document_language: Mapped[str] = mapped_column(String(2), default="ru")
    idle_minutes: Mapped[int] = mapped_column(default=10)  # locks after so many minutes without a touch
    note_lock_days: Mapped[int] = mapped_column(default=7)  # a session's note can be changed for so many days after it
    practice: Mapped[bool] = mapped_column(default=False)  # the practice centre: the window shows a band


class Service(Base):
    """What the site offers: day care, therapy, … Attendance is marked in services of kind ``day_care``."""

    __tablename__ = "service"
    change: ClassVar[Change | None] = Change.CENTRE

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40), default="day_care")  # code list service_kind
    places: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class Group(Base):
    """Children who are together in a service."""

    __tablename__ = "service_group"  # "group" is a word of SQL
    change: ClassVar[Change | None] = Change.CENTRE

    id: Mapped[Id]
    service_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("service.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    places: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (CheckConstraint("places IS NULL OR places >= 0", name="places_not_negative"),)
