"""The encrypted file as a whole: copying it while it is in use, and asking it whether it is sound."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

MOST_PROBLEMS = 20  # a broken disk could name millions


@contextmanager
def opened(path: Path, key: bytes) -> Iterator[Any]:
    """A bare connection to an encrypted file that exists. Raises the engine's errors: wrap in ``translated_errors``."""
    import sqlcipher3.dbapi2 as sqlcipher

    with closing(sqlcipher.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=15)) as connection:
        connection.isolation_level = None
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        yield connection


def copy(source: Path, target: Path, key: bytes) -> None:
    """Copy a file that others may be writing: one moment's state, encrypted with the same key, no log beside it."""
    target.touch()
    with opened(source, key) as whole, opened(target, key) as made:
        whole.backup(made)
        made.execute("PRAGMA journal_mode = DELETE").fetchall()


def problems(connection: Any, *, thorough: bool) -> list[str]:
    """What is wrong with a file, in SQLite's words; nothing when it is sound.

    ``connection`` is a DBAPI connection. Every page's seal is checked (SQLCipher keeps one a page), then the tables;
    ``thorough`` compares each index with its table as well and checks the foreign keys.
    """
    found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchmany(MOST_PROBLEMS)]
    kind = "integrity_check" if thorough else "quick_check"
    rows = connection.execute(f"PRAGMA {kind}({MOST_PROBLEMS})").fetchall()
    found += [str(row[0]) for row in rows if row[0] != "ok"]
    if thorough:
        astray = connection.execute("PRAGMA foreign_key_check").fetchmany(MOST_PROBLEMS)
        found += [f"{row[0]} {row[1]} → {row[2]}" for row in astray]
    return found
