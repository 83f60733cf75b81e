"""Accounts, their key slots on a server, and drafts of what was being typed."""

from __future__ import annotations

import uuid
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import Id, Json, Utc, UuidType


class Account(Base):
    """A person who signs in. An account that was at work is never deleted, only closed: the history names it."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("username"),
        CheckConstraint(
            "role IN ('manager', 'specialist', 'social_worker', 'outreach_worker', 'secretary', 'numbers_only')",
            name="role",
        ),
    )
    change: ClassVar[Change | None] = Change.ACCOUNTS
    history_hidden: ClassVar[frozenset[str]] = frozenset({"slot"})

    id: Mapped[Id]
    username: Mapped[str] = mapped_column(String(60))  # case-folded
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    active: Mapped[bool] = mapped_column(default=True)
    # Which of the key slots is in force. A slot that no account names opens nothing any more, so that a password
    # changes at the moment of the commit, although the slots lie in a file of their own.
    slot: Mapped[str] = mapped_column(String(32), default="")


class KeySlot(Base):
    """On PostgreSQL the key slots of the accounts live here; the encrypted file keeps them beside itself.

    ``name`` is the slot's own id ("ring" for what they share); ``content`` names its account by a keyed digest, so the
    slots alone do not tell who has an account.
    """

    __tablename__ = "key_slot"
    in_history: ClassVar[bool] = False  # wrapped keys are no one's reading

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[Json]


class Draft(Base):
    """What a person was typing when the power went: one per account and place. Encrypted with the rest of the file."""

    __tablename__ = "draft"
    in_history: ClassVar[bool] = False

    account_id: Mapped[uuid.UUID] = mapped_column(UuidType, ForeignKey("account.id"), primary_key=True)
    place: Mapped[str] = mapped_column(String(120), primary_key=True)
    content: Mapped[Json]
    at: Mapped[Utc]
