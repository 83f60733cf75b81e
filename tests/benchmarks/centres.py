"""The practice centres that are measured, made once a run (or kept), and the same data in plain sqlite3."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from centre_app.bootstrap import DataState, open_office, state_of
from centre_app.office import Office
from centre_app.practice.centre import PASSWORD, USERNAME, make_practice_centre
from tests.benchmarks.measure import Line, ms

# Tables that the plain tool needs for the same tasks; what hangs on search (pieces, triggers) is ours alone.
TABLES = (
    "site", "service", "service_group", "child", "child_search", "guardian", "further_disability", "enrolment", "mark",
    "therapy_session", "session_child", "outreach_round", "visit", "public_holiday", "calendar_entry", "history",
    "history_head",
)  # fmt: skip


def provided(folder: Path, children: int, years: int) -> Path:
    """The folder of a practice centre of this size, made where it is not there yet."""
    data = folder / f"{children}x{years}"
    if state_of(data) is not DataState.READY:
        begin = time.monotonic()
        made = make_practice_centre(data, children=children, years=years, home_visits=False)
        say(f"made {children} children × {years} years: {made.marks:,} marks in {time.monotonic() - begin:.0f} s")
    return data


def making(folder: Path) -> Iterator[Line]:
    """The practice centre as *Try the practice centre* makes it."""
    begin = time.perf_counter()
    made = make_practice_centre(folder / "practice")
    taken = (time.perf_counter() - begin) * 1000
    yield Line(
        f"practice centre of {made.children} children, 1 year, made ({made.marks:,} marks)",
        ms(taken),
        "–",
        "–",
        "< 10 s",
        taken < 10_000,
    )


def opened(data: Path) -> Office:
    """Signed in as the manager. What is measured is not slowed by the backup at the end."""
    office = open_office(data, USERNAME, PASSWORD)
    office.on_close.clear()
    return office


def plain_twin(office: Office, target: Path, tables: Sequence[str] = TABLES) -> sqlite3.Connection:
    """The same rows and indexes in an unencrypted file of the standard library's sqlite3, as safe on the disk."""
    target.unlink(missing_ok=True)
    twin = sqlite3.connect(target, isolation_level=None)
    twin.execute("PRAGMA journal_mode = WAL")
    twin.execute("PRAGMA synchronous = FULL")
    twin.execute("PRAGMA cache_size = -32768")
    with office.engine.connect() as connection:
        source = connection.connection.driver_connection
        assert source is not None
        twin.execute("BEGIN")
        for name in tables:
            for (statement,) in source.execute(
                "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index') AND sql IS NOT NULL"
                " ORDER BY type DESC",
                (name,),
            ):
                twin.execute(statement)
            rows = source.execute(f"SELECT * FROM {name}")
            places = ", ".join("?" * len(rows.description))
            while chunk := rows.fetchmany(50_000):
                twin.executemany(f"INSERT INTO {name} VALUES ({places})", chunk)
        twin.execute("COMMIT")
    twin.execute("ANALYZE")
    return twin


def say(text: str) -> None:
    """Progress, beside the table."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
