"""Who waits for what since when."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import Id, UuidType


class WaitingEntry(Base):
    """A child's wish for a service (a type of session, or a service of the centre) until it starts or is dropped."""

    __tablename__ = "waiting_entry"
    __table_args__ = (
        CheckConstraint("priority IN ('urgent', 'high', 'usual')", name="priority"),
        CheckConstraint("status IN ('waiting', 'offered', 'started', 'dropped')", name="status"),
        CheckConstraint("(status IN ('started', 'dropped')) = (closed_day IS NOT NULL)", name="closed"),
        CheckConstraint("(session_type IS NULL) <> (service_id IS NULL)", name="for_one_thing"),
        Index("ix_waiting_entry_status_requested_day", "status", "requested_day"),
    )
    change: ClassVar[Change | None] = Change.WAITING
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"), index=True)
    session_type: Mapped[str | None] = mapped_column(String(40))  # code list session_type
    service_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("service.id"))
    requested_day: Mapped[date]
    priority: Mapped[str] = mapped_column(String(10), default="usual")
    reason: Mapped[str] = mapped_column(String(300), default="")  # why this priority
    wishes: Mapped[str] = mapped_column(String(300), default="")  # days, times, who
    status: Mapped[str] = mapped_column(String(10), default="waiting")
    offered_day: Mapped[date | None]  # the last offer
    offers: Mapped[int] = mapped_column(default=0)
    closed_day: Mapped[date | None]
    close_reason: Mapped[str] = mapped_column(String(300), default="")
