"""The calendar: public holidays as brought in, and the site's own corrections."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import Id, UuidType


class PublicHoliday(Base):
    """A public holiday of the site's country. ``name`` is an English msgid, translated when shown.

    Kept in the file (not asked from the library each time) so that a past month is counted tomorrow as it was
    counted today, whatever a newer library says.
    """

    __tablename__ = "public_holiday"
    # Twice the same day would make "is it open" depend on which row is read.
    __table_args__ = (UniqueConstraint("site_id", "day"),)
    change: ClassVar[Change | None] = Change.CALENDAR

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    day: Mapped[date]
    name: Mapped[str] = mapped_column(String(200))


class CalendarEntry(Base):
    """The site's own table. ``kind``: ``closure`` (a span), ``extra`` (open whatever else says), ``holiday`` (one
    more), ``not_holiday`` (the library is wrong: not a holiday here)."""

    __tablename__ = "calendar_entry"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="in_order"),
        CheckConstraint("kind IN ('closure', 'extra', 'holiday', 'not_holiday')", name="kind"),
    )
    change: ClassVar[Change | None] = Change.CALENDAR

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    first_day: Mapped[date]
    last_day: Mapped[date]
    reason: Mapped[str] = mapped_column(String(40), default="")  # code list closure_reason, for closures
    note: Mapped[str] = mapped_column(String(300), default="")
