"""Places, roads between them, closures of roads."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import Id, UuidType


class Place(Base):
    """A village, or the base of a team. Coordinates are optional: what is not known is estimated and says so."""

    __tablename__ = "place"
    __table_args__ = (
        UniqueConstraint("district", "municipality", "village"),  # the same three words are the same place
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="both_coordinates"),
        CheckConstraint("latitude IS NULL OR latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude IS NULL OR longitude BETWEEN -180 AND 180", name="longitude"),
        CheckConstraint("inner_minutes BETWEEN 0 AND 240 AND inner_km BETWEEN 0 AND 100", name="inner"),
    )
    change: ClassVar[Change | None] = Change.PLACES

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    district: Mapped[str] = mapped_column(String(200), default="")
    municipality: Mapped[str] = mapped_column(String(200), default="")  # jamoat, aiyl aimak, auyldyk okrug
    village: Mapped[str] = mapped_column(String(200))
    other_names: Mapped[str] = mapped_column(String(300), default="")  # other spellings: Muminobad, Муъминобод
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    inner_minutes: Mapped[int] = mapped_column(default=5)  # from one home to the next inside the place
    inner_km: Mapped[float] = mapped_column(default=1.0)
    market_days: Mapped[str] = mapped_column(String(7), default="")  # ISO weekdays when nobody is at home
    note: Mapped[str] = mapped_column(String(300), default="")
    active: Mapped[bool] = mapped_column(default=True)


class Road(Base):
    """What the team knows of the way between two places: both ways alike. ``first_id`` is the smaller id."""

    __tablename__ = "road"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="in_order"),
        CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes"),
        CheckConstraint("km >= 0 AND km <= 2000", name="km"),
    )
    change: ClassVar[Change | None] = Change.PLACES

    id: Mapped[Id]
    first_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("place.id"))
    second_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("place.id"), index=True)
    minutes: Mapped[int]
    km: Mapped[float]
    note: Mapped[str] = mapped_column(String(300), default="")


class RoadClosure(Base):
    """Days on which a road is closed; ``yearly``: the same days and months every year (a pass in winter)."""

    __tablename__ = "road_closure"
    __table_args__ = (CheckConstraint("last_day IS NULL OR last_day >= first_day", name="in_order"),)
    change: ClassVar[Change | None] = Change.PLACES

    id: Mapped[Id]
    road_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("road.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date | None]  # None: until further notice (never with yearly)
    yearly: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(200), default="")
