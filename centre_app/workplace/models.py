"""Staff with their skills, hours and absences; rooms with their equipment; what a type of session needs."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import Id, UuidType


class StaffMember(Base):
    """Somebody who works with children here. A student works under a supervisor, who signs the notes off."""

    __tablename__ = "staff_member"
    __table_args__ = (
        CheckConstraint("full_time_percent BETWEEN 1 AND 200", name="full_time_percent"),
        CheckConstraint("works_until IS NULL OR works_from IS NULL OR works_until >= works_from", name="works"),
    )
    change: ClassVar[Change | None] = Change.WORKPLACE

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    profession: Mapped[str] = mapped_column(String(200), default="")
    account_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("account.id"))  # who signs in as this one
    supervisor_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("staff_member.id"))  # of a student
    full_time_percent: Mapped[int] = mapped_column(default=100)  # 50 is half a post
    works_from: Mapped[date | None]
    works_until: Mapped[date | None]  # the last day
    position: Mapped[int] = mapped_column(default=0)


class StaffSkill(Base):
    """A type of session that somebody can give."""

    __tablename__ = "staff_skill"
    change: ClassVar[Change | None] = Change.WORKPLACE

    staff_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("staff_member.id"), primary_key=True)
    session_type: Mapped[str] = mapped_column(String(40), primary_key=True)  # code list session_type


class WorkingHours(Base):
    """A stretch of a weekday in which somebody works. A lunch break is the gap between two."""

    __tablename__ = "working_hours"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday"),
        CheckConstraint("start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name="stretch"),
        Index("ix_working_hours_staff_id_weekday", "staff_id", "weekday"),
    )
    change: ClassVar[Change | None] = Change.WORKPLACE

    id: Mapped[Id]
    staff_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("staff_member.id"))
    weekday: Mapped[int]  # ISO: Monday 1 … Sunday 7
    start_minute: Mapped[int]  # minutes after midnight
    end_minute: Mapped[int]


class StaffAbsence(Base):
    """Days, or a part of one day, when somebody is not here."""

    __tablename__ = "staff_absence"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days"),
        CheckConstraint(
            "(start_minute IS NULL) = (end_minute IS NULL) AND (start_minute IS NULL OR start_minute < end_minute)",
            name="stretch",
        ),
        Index("ix_staff_absence_staff_id_last_day", "staff_id", "last_day"),
    )
    change: ClassVar[Change | None] = Change.WORKPLACE

    id: Mapped[Id]
    staff_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("staff_member.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    start_minute: Mapped[int | None]  # of each of the days; None: all day
    end_minute: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(200), default="")


class Room(Base):
    """A room for sessions. ``places`` is how many children fit in; several sessions may share it only by a reason."""

    __tablename__ = "room"
    __table_args__ = (CheckConstraint("places IS NULL OR places > 0", name="places"),)
    change: ClassVar[Change | None] = Change.WORKPLACE

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    places: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class RoomEquipment(Base):
    """What stands in a room."""

    __tablename__ = "room_equipment"
    change: ClassVar[Change | None] = Change.WORKPLACE

    room_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("room.id"), primary_key=True)
    equipment: Mapped[str] = mapped_column(String(40), primary_key=True)  # code list equipment


class SessionTypeFacts(Base):
    """What the centre says of a type of session: how long it usually takes and how many children it may have."""

    __tablename__ = "session_type_facts"
    __table_args__ = (
        CheckConstraint("usual_minutes BETWEEN 5 AND 480", name="usual_minutes"),
        CheckConstraint("most_children >= 1", name="most_children"),
    )
    change: ClassVar[Change | None] = Change.WORKPLACE

    session_type: Mapped[str] = mapped_column(String(40), primary_key=True)
    usual_minutes: Mapped[int] = mapped_column(default=30)
    most_children: Mapped[int] = mapped_column(default=8)


class SessionTypeEquipment(Base):
    """What a room must have for a type of session."""

    __tablename__ = "session_type_equipment"
    change: ClassVar[Change | None] = Change.WORKPLACE

    session_type: Mapped[str] = mapped_column(String(40), primary_key=True)
    equipment: Mapped[str] = mapped_column(String(40), primary_key=True)  # code list equipment


class ChildTime(Base):
    """A stretch of a weekday in which a child can be here. A child without any can come whenever the centre is open."""

    __tablename__ = "child_time"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday"),
        CheckConstraint("start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name="stretch"),
        Index("ix_child_time_child_id_weekday", "child_id", "weekday"),
    )
    change: ClassVar[Change | None] = Change.WORKPLACE
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"))
    weekday: Mapped[int]
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    transport: Mapped[bool] = mapped_column(default=False)  # the minibus brings and takes the child at these times


class ChildTimeFacts(Base):
    """How much a day a child can bear, and whether few days of coming are better than many (a long way)."""

    __tablename__ = "child_time_facts"
    __table_args__ = (CheckConstraint("most_sessions_a_day BETWEEN 1 AND 8", name="most_sessions_a_day"),)
    change: ClassVar[Change | None] = Change.WORKPLACE
    history_child: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"), primary_key=True)
    most_sessions_a_day: Mapped[int] = mapped_column(default=2)
    few_days: Mapped[bool] = mapped_column(default=False)
