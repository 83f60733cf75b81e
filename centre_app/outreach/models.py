"""Rounds and visits (counting.md, Terms)."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import Id, UuidType


class Round(Base):
    """A team's way through the villages on one day."""

    __tablename__ = "outreach_round"
    change: ClassVar[Change | None] = Change.VISITS

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    day: Mapped[date] = mapped_column(index=True)
    km: Mapped[float] = mapped_column(default=0.0)


class Visit(Base):
    """One call at one child's home."""

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('planned', 'done', 'partly', 'nobody_home', 'refused', 'moved', 'ill', 'road_closed',"
            " 'team_cancelled')",
            name="outcome",
        ),
    )
    change: ClassVar[Change | None] = Change.VISITS
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    round_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("outreach_round.id"))
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    outcome: Mapped[str] = mapped_column(String(20), default="planned")
