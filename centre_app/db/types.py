"""Shared column types: ids, moments, labels."""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any

from sqlalchemy import JSON, DateTime, Dialect, LargeBinary, Uuid
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562, 5.7): time-ordered, made on any PC without asking a server."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62))


def utc_now() -> datetime:
    """Now, in UTC, to the microsecond."""
    return datetime.now(UTC)


class UuidType(TypeDecorator[uuid.UUID]):
    """16 bytes on SQLite (half the size of text in every index), the native type on PostgreSQL."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type of this engine."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid())
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: uuid.UUID | None, dialect: Dialect) -> Any:
        """To the engine."""
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> uuid.UUID | None:
        """From the engine."""
        return value if isinstance(value, uuid.UUID) else _uuid_of(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Straight to the remembered objects where the engine gives bytes: no call in between for each value."""
        return _uuid_of if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


@lru_cache(maxsize=32_768)
def _uuid_of(value: bytes | None) -> uuid.UUID | None:
    """Making the object is most of what reading a row costs, and rows that are read together repeat their ids."""
    return None if value is None else uuid.UUID(bytes=bytes(value))


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; aware in Python. SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the engine: only aware moments are taken."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the engine."""
        if value is None or value.tzinfo is not None:
            return value.astimezone(UTC) if value else None
        return value.replace(tzinfo=UTC)


Id = Annotated[uuid.UUID, mapped_column(UuidType, primary_key=True, default=new_id)]
Ref = Annotated[uuid.UUID, mapped_column(UuidType)]
Utc = Annotated[datetime, mapped_column(Moment)]
Json = Annotated[dict[str, Any], mapped_column(JSON)]
