"""Sessions, the children in them, what was done, and the series they come from (counting.md, Terms)."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import Id, Moment, Utc, UuidType


class SessionSeries(Base):
    """Sessions by a rule. Each occurrence is a session of its own, so that figures are counted from sessions alone."""

    __tablename__ = "session_series"
    __table_args__ = (
        CheckConstraint("start_minute >= 0 AND start_minute + minutes <= 1440", name="within_a_day"),
        CheckConstraint("last_day >= first_day", name="days"),
    )
    change: ClassVar[Change | None] = Change.SESSIONS

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    type: Mapped[str] = mapped_column(String(40))
    start_minute: Mapped[int]
    minutes: Mapped[int]
    therapist_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("staff_member.id"))
    room_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("room.id"))
    rule: Mapped[str] = mapped_column(String(300))  # RFC 5545 RRULE, without DTSTART
    first_day: Mapped[date]
    last_day: Mapped[date]
    pinned: Mapped[bool] = mapped_column(default=False)


class SeriesChild(Base):
    """A child in all sessions of a series."""

    __tablename__ = "series_child"
    change: ClassVar[Change | None] = Change.SESSIONS
    history_child: ClassVar[str] = "child_id"

    series_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("session_series.id"), primary_key=True)
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"), primary_key=True)


class SeriesException(Base):
    """A day of the rule on which there is no session (RFC 5545 EXDATE)."""

    __tablename__ = "series_exception"
    change: ClassVar[Change | None] = Change.SESSIONS

    series_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("session_series.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(String(200), default="")


class TherapySession(Base):
    """One event with one or more children."""

    __tablename__ = "therapy_session"
    __table_args__ = (
        CheckConstraint("status IN ('planned', 'held', 'cancelled_by_family', 'cancelled_by_centre')", name="status"),
        CheckConstraint("start_minute IS NULL OR start_minute BETWEEN 0 AND 1439", name="start_minute"),
        Index("ix_therapy_session_therapist_id_day", "therapist_id", "day"),
        Index("ix_therapy_session_series_id", "series_id"),
    )
    change: ClassVar[Change | None] = Change.SESSIONS

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("site.id"))
    day: Mapped[date] = mapped_column(index=True)
    type: Mapped[str] = mapped_column(String(40))
    minutes: Mapped[int]
    status: Mapped[str] = mapped_column(String(20))
    start_minute: Mapped[int | None]  # minutes after midnight; None: the hour was never written down
    therapist_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("staff_member.id"))
    room_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("room.id"))
    series_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("session_series.id"))
    series_day: Mapped[date | None]  # the day the rule gave; differs from ``day`` when this one was moved alone
    changed_alone: Mapped[bool] = mapped_column(default=False)  # “all” and “following” leave it as it is
    pinned: Mapped[bool] = mapped_column(default=False)  # a proposed timetable keeps its place
    clash_reason: Mapped[str] = mapped_column(String(300), default="")  # why a clash was accepted
    reason: Mapped[str | None] = mapped_column(String(40))  # code list session_reason, when cancelled
    reason_note: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(Text, default="")  # about the session as a whole
    written_up_at: Mapped[datetime | None] = mapped_column(Moment)
    written_up_by: Mapped[str] = mapped_column(String(200), default="")
    signed_off_at: Mapped[datetime | None] = mapped_column(Moment)
    signed_off_by: Mapped[str] = mapped_column(String(200), default="")


class SessionChild(Base):
    """A child in a session, and what is written of the child there."""

    __tablename__ = "session_child"
    __table_args__ = (CheckConstraint("status IN ('invited', 'attended', 'missed', 'excused')", name="status"),)
    change: ClassVar[Change | None] = Change.SESSIONS
    history_child: ClassVar[str] = "child_id"

    session_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("therapy_session.id"), primary_key=True)
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"), primary_key=True, index=True)
    status: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(String(40))  # code list session_reason, when missed or excused
    reason_note: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    home_task: Mapped[str] = mapped_column(String(1000), default="")
    next_time: Mapped[str] = mapped_column(String(1000), default="")


class SessionGoal(Base):
    """A goal worked on in a session. A level given there is a ``goal_score`` with this session's id."""

    __tablename__ = "session_goal"
    __table_args__ = (
        CheckConstraint("(trials IS NULL) = (correct IS NULL)", name="trials_and_correct"),
        CheckConstraint(
            "trials IS NULL OR (trials BETWEEN 1 AND 1000 AND correct BETWEEN 0 AND trials)", name="trials"
        ),
        Index("ix_session_goal_goal_id", "goal_id"),
    )
    change: ClassVar[Change | None] = Change.SESSIONS
    history_child: ClassVar[str] = "child_id"

    session_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("therapy_session.id"), primary_key=True)
    goal_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("goal.id"), primary_key=True)
    child_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("child.id"))
    trials: Mapped[int | None]
    correct: Mapped[int | None]
    cue_level: Mapped[str | None] = mapped_column(String(40))  # code list cue_level
    note: Mapped[str] = mapped_column(String(500), default="")


class SessionAddition(Base):
    """What was added after the note had locked, with a name and a moment. The note itself stays as it was."""

    __tablename__ = "session_addition"
    change: ClassVar[Change | None] = Change.SESSIONS
    history_child: ClassVar[str] = "child_id"

    id: Mapped[Id]
    session_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("therapy_session.id"), index=True)
    child_id: Mapped[uuid.UUID | None] = mapped_column(UuidType, ForeignKey("child.id"))
    at: Mapped[Utc]
    name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)


class Phrase(Base):
    """A person's own phrase for notes."""

    __tablename__ = "phrase"
    __table_args__ = (Index("ix_phrase_account_id_position", "account_id", "position"),)
    change: ClassVar[Change | None] = Change.SESSIONS
    in_history: ClassVar[bool] = False  # a person's own words for typing, like a draft

    id: Mapped[Id]
    account_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(String(500))
    position: Mapped[int] = mapped_column(default=0)
