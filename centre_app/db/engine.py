"""Engines: the encrypted SQLite file and PostgreSQL, set so that a pulled plug loses nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

CACHE_KIB = 32_768  # decrypted pages kept per connection; the default of 2 MB makes searches read the file again


def sqlite_engine(path: Path, key: bytes, *, read_only: bool = False) -> Engine:
    """The engine of one encrypted file. ``key`` is the raw 32-byte data key.

    Write transactions (``execution_options(writes=True)``) begin IMMEDIATE: two writers queue instead of failing
    half-way. ``read_only`` opens a file that nobody else has open, out of a folder that cannot be written (or a copy
    that must stay as it is): without the files of the write-ahead log beside it.
    """
    import sqlcipher3.dbapi2 as sqlcipher

    options = "?mode=ro&immutable=1" if read_only else ""
    # An address, since a folder's name may have signs in it that mean something in SQLAlchemy's addresses.
    address = f"{path.absolute().as_uri()}{options}"
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=sqlcipher,
        creator=lambda: sqlcipher.connect(address, uri=True, timeout=15, check_same_thread=False),
    )

    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we begin ourselves, see below
        cursor = connection.cursor()
        cursor.execute("PRAGMA cipher_log_level = NONE")
        cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        if read_only:
            cursor.execute("PRAGMA query_only = ON")
        else:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
        cursor.close()

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", prepare, insert=True)
    event.listen(engine, "begin", begin)
    return engine


def postgresql_engine(url: str) -> Engine:
    """The engine of a PostgreSQL server, 14 or newer. ``url`` is ``postgresql://user:password@host/database``."""
    if url.startswith("postgresql://"):
        url = "postgresql+psycopg://" + url.removeprefix("postgresql://")
    return create_engine(url, pool_pre_ping=True)
