"""Sessions and the children in them (counting.md, Terms)."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import Id, UuidType


class TherapySession(Base):
    """One event with one or more children."""

    __tablename__ = "therapy_session"
    __table_args__ = (
        CheckConstraint("status IN ('planned', 'held', 'cancelled_by_family', 'cancelled_by_centre')", name="status"),
    )
    change: ClassVar[Change | None] = Change.SESSIONS

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    day: Mapped[date] = mapped_column(index=True)
    type: Mapped[str] = mapped_column(String(40))
    minutes: Mapped[int]
    status: Mapped[str] = mapped_column(String(20))


class SessionChild(Base):
    """A child in a session."""

    __tablename__ = "session_child"
    __table_args__ = (CheckConstraint("status IN ('invited', 'attended', 'missed', 'excused')", name="status"),)
    change: ClassVar[Change | None] = Change.SESSIONS
    history_child: ClassVar[str] = "child_id"

    session_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("therapy_session.id"), primary_key=True)
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"), primary_key=True, index=True)
    status: Mapped[str] = mapped_column(String(10))
