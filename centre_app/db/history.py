"""The history: who changed what, when, what it was and what it became, in one hash chain.

Each entry's hash covers the entry and the hash before it (SHA-256), so an entry that was altered, taken out or put
in is found by recounting the chain. ``HistoryHead`` holds the last link; taking it ``FOR UPDATE`` makes writers
queue on PostgreSQL, where several PCs write at once.
"""

from __future__ import annotations

import enum
import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from centre_app.changes import Change
from centre_app.db.base import Base
from centre_app.db.types import Utc, UuidType

FIRST_LINK = "0" * 64


class HistoryEntry(Base):
    """One change of one row, or one trace of looking (opened, printed, exported)."""

    __tablename__ = "history"
    __table_args__ = (Index("ix_history_child_id_seq", "child_id", "seq"),)
    in_history: ClassVar[bool] = False
    change: ClassVar[Change | None] = Change.HISTORY

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[Utc]
    account_id: Mapped[uuid.UUID | None] = mapped_column(UuidType)
    account_name: Mapped[str] = mapped_column(String(200))
    act: Mapped[str] = mapped_column(String(60))  # the action's name, as people say it: register_child
    entity: Mapped[str] = mapped_column(String(60))
    entity_id: Mapped[str] = mapped_column(String(120))
    child_id: Mapped[uuid.UUID | None] = mapped_column(UuidType)
    before: Mapped[str | None] = mapped_column(Text)  # canonical JSON, None for what was new
    after: Mapped[str | None] = mapped_column(Text)  # canonical JSON, None for what was deleted
    hash: Mapped[str] = mapped_column(String(64))


class HistoryHead(Base):
    """The last link of the chain, in one row."""

    __tablename__ = "history_head"
    in_history: ClassVar[bool] = False

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True)
class Trace:
    """A change or a look that waits for its place in the chain."""

    act: str
    entity: str
    entity_id: str
    child_id: uuid.UUID | None
    before: str | None
    after: str | None


def canonical(values: Mapping[str, Any] | None) -> str | None:
    """The one JSON spelling of a row's values: sorted keys, no spaces, dates in ISO, bytes as their digest."""
    if values is None:
        return None
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return "sha256:" + hashlib.sha256(bytes(value)).hexdigest()[:16]
    if isinstance(value, enum.Enum):
        return str(value.value)
    return str(value)


def link(previous: str, row: Mapping[str, Any]) -> str:
    """The hash of an entry: SHA-256 over the hash before it and every other column, in a fixed order."""
    return link_of(
        previous,
        str(row["seq"]),
        row["at"].astimezone(UTC).isoformat(),
        str(row["account_id"] or ""),
        row["account_name"],
        row["act"],
        row["entity"],
        row["entity_id"],
        str(row["child_id"] or ""),
        row["before"] or "",
        row["after"] or "",
    )


def link_of(*parts: str) -> str:
    """The hash over parts that are in words already: the hash before, then the columns in the table's order."""
    # Lengths before the parts: no two different entries give the same bytes.
    return hashlib.sha256("".join([f"{len(part)}:{part}" for part in parts]).encode()).hexdigest()
