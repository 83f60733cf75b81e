"""Marks."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import UuidType

IS_ABSENCE = "status = 'absent'"  # written out in queries: a partial index is not used for a bound value


class Mark(Base):
    """At most one per enrolment and open day. No row means *unmarked*, never absent.

    The table is laid out by day (no row id on SQLite), so a month is one run of pages and its cost does not grow
    with the years kept; the index answers for one child.
    """

    __tablename__ = "mark"
    __table_args__ = (
        CheckConstraint("status IN ('present', 'late', 'absent')", name="status"),
        CheckConstraint("(status = 'absent') = (reason IS NOT NULL)", name="reason_of_absence"),
        Index("ix_mark_enrolment", "enrolment_id", "day", "status"),
        # Absences are one mark in eight: counted by reason, and subtracted, without looking at the other seven.
        # For PostgreSQL the migration says the same; said here too, it would import that dialect at each start (60 ms).
        Index("ix_mark_absence", "day", "reason", sqlite_where=text(IS_ABSENCE)),
        {"sqlite_with_rowid": False},
    )
    change: ClassVar[Change | None] = Change.ATTENDANCE

    day: Mapped[date] = mapped_column(primary_key=True)
    enrolment_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("enrolment.id"), primary_key=True)
    status: Mapped[str] = mapped_column(String(7))
    reason: Mapped[str | None] = mapped_column(String(40))  # code list absence_reason; "unknown" where none was said
    note: Mapped[str] = mapped_column(String(300), default="")
