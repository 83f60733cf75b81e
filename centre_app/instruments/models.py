"""Instruments as they were when used, and their fillings."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import Id, Utc, UuidType


class InstrumentVersion(Base):
    """One version of an instrument, whole: the centre's own ones, and the given ones from their first use on."""

    __tablename__ = "instrument_version"
    __table_args__ = (UniqueConstraint("code", "version"),)  # a filling names exactly what was asked
    change: ClassVar[Change | None] = Change.INSTRUMENTS

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(60))
    version: Mapped[int]
    own: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)  # offered for new fillings
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class Filling(Base):
    """An instrument filled in for a child: a draft until it is finished, unchangeable afterwards."""

    __tablename__ = "filling"
    __table_args__ = (
        CheckConstraint("status IN ('draft', 'done', 'withdrawn')", name="status"),
        Index("ix_filling_child_id_code_day", "child_id", "code", "day"),
    )
    change: ClassVar[Change | None] = Change.INSTRUMENTS
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"))
    code: Mapped[str] = mapped_column(String(60))
    version: Mapped[int]
    day: Mapped[date]
    status: Mapped[str] = mapped_column(String(10), default="draft")
    respondent: Mapped[str] = mapped_column(String(40), default="")  # who answered, of the instrument's respondents
    respondent_name: Mapped[str] = mapped_column(String(200), default="")
    proxy_reason: Mapped[str] = mapped_column(String(300), default="")  # why not the child
    filled_by: Mapped[str] = mapped_column(String(200), default="")
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)  # item code -> answer code, number, text or list
    scores: Mapped[dict[str, Any]] = mapped_column(JSON)  # as the engine scored them when finished
    note: Mapped[str] = mapped_column(String(2000), default="")
    changed_at: Mapped[Utc]
    withdrawn_reason: Mapped[str] = mapped_column(String(300), default="")
