"""The store: search, one mark, a day, the month's figures, its chart; each against plain sqlite3."""

from __future__ import annotations

import hashlib
import random
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from sqlalchemy import select

from centre_app.attendance.actions import mark_day
from centre_app.attendance.counting import month_span
from centre_app.attendance.queries import day_sheet
from centre_app.attendance.rules import MarkChange
from centre_app.children import search
from centre_app.children.models import Child
from centre_app.children.queries import ChildFilter, find_children, list_children
from centre_app.language.fold import search_words
from centre_app.office import Office
from centre_app.open_days.queries import last_open_days, open_days
from centre_app.reports.monthly_figures import MonthlyFigures, collect, twelve_months
from centre_app.sites.queries import services, the_site
from tests.benchmarks import plain_month
from tests.benchmarks.centres import opened, plain_twin, say
from tests.benchmarks.measure import Line, median, ms, p95, ratio, side_by_side, times

_VARIANTS = (str.lower, str.upper, str.title)
_LETTERS = str.maketrans("ҷғқҳӯӣҶҒҚҲӮӢ", "чгкхуиЧГКХУИ")


def searching(data: Path, twin_folder: Path, names: int) -> Iterator[Line]:
    """Queries as they are typed, and whether every name is found by every piece of it."""
    with opened(data) as office:
        twin = plain_twin(office, twin_folder / "search.db", ("child", "child_search"))
        with office.read() as session:
            rows = list_children(session, ChildFilter(state="all"), limit=None).rows
        chosen = random.Random(3).sample(rows, min(names, len(rows)))
        pieces = [row.surname[: 2 + number % 4].lower() for number, row in enumerate(chosen) if row.surname]
        turn = iter(cycle(pieces))
        with office.read() as session:
            ours, plain = side_by_side(
                lambda: find_children(session, next(turn)),
                lambda: twin.execute(
                    "SELECT child_id FROM child_search WHERE text LIKE ? ORDER BY sort_key LIMIT 200",
                    (f"%{next(turn)}%",),
                ).fetchall(),
                min(200, len(pieces)),
                first=10,
            )
        yield Line(
            f"search query, {len(rows):,} children (median; 95 % {ms(p95(ours))})",
            ms(median(ours)),
            f"LIKE over the same column {ms(median(plain))}",
            ratio(median(ours), median(plain)),
            "≤ 5 ms",
            median(ours) <= 5,
        )
        found, asked = _recall(office, [(row.id, row.surname, row.given_name) for row in chosen[:60]])
        yield Line(
            f"every name found by every 2–5 letter piece, any case and letter variant ({asked:,} searches)",
            f"{found / asked:.2%}",
            "–",
            "–",
            "100 %",
            found == asked,
        )
        twin.close()


def _recall(office: Office, names: list[tuple[uuid.UUID, str, str]]) -> tuple[int, int]:
    wanted: dict[str, set[uuid.UUID]] = {}
    for number, (child_id, surname, given_name) in enumerate(names):
        for name in (surname, given_name):
            for length in range(2, 6):
                for begin in range(len(name) - length + 1):
                    piece = name[begin : begin + length]
                    if " " in piece:
                        continue
                    variant = _VARIANTS[(number + begin) % 3](piece.translate(_LETTERS) if number % 2 else piece)
                    wanted.setdefault(variant, set()).add(child_id)
    found = asked = 0
    with office.read() as session:
        for piece, ids in wanted.items():
            matches = search.condition(session, search_words(piece))
            found += len(session.scalars(select(Child.id).where(matches, Child.id.in_(ids))).all())
            asked += len(ids)
    return found, asked


def marking(data: Path, twin_folder: Path, runs: int) -> Iterator[Line]:
    """One mark, and a day of sixty, durable and with their history."""
    with opened(data) as office:
        twin = plain_twin(office, twin_folder / "marks.db", ("mark", "history", "history_head"))
        with office.read() as session:
            site = the_site(session)
            days = last_open_days(session, site.id, session.today, 30)
            day_care = next(service for service in services(session) if service.kind == "day_care")
            sheet = day_sheet(session, days[10], day_care.id, "tg")
        places = [(day, row.enrolment_id) for day in days[:10] for row in sheet.rows]
        random.Random(5).shuffle(places)
        reasons = cycle(("illness", "family", "treatment"))

        def one(place: tuple[date, uuid.UUID]) -> Callable[[], object]:
            def save() -> None:
                with office.write() as session:
                    mark_day(session, place[0], [MarkChange(place[1], "absent", next(reasons))])

            return save

        turns = iter(places[: runs + 20])
        plain_turns = iter(places[: runs + 20])
        ours, plain = side_by_side(
            lambda: one(next(turns))(),
            lambda: _plain_mark(twin, [next(plain_turns)], next(reasons))(),
            min(runs, len(places) - 20),
            first=20,
        )
        yield Line(
            f"one mark saved, durable, with its history (median; 95 % {ms(p95(ours))})",
            ms(median(ours)),
            ms(median(plain)),
            ratio(median(ours), median(plain)),
            "95 % ≤ 5 ms",
            p95(ours) <= 5,
        )
        sixty = [row.enrolment_id for row in sheet.rows][:60]
        statuses = cycle(("present", "late"))

        def whole_day() -> None:
            status = next(statuses)
            with office.write() as session:
                mark_day(session, days[10], [MarkChange(enrolment, status) for enrolment in sixty])

        plain_day = _plain_mark(twin, [(days[10], enrolment) for enrolment in sixty], "illness")
        ours, plain = side_by_side(whole_day, plain_day, 20)
        yield Line(
            f"a day marked for {len(sixty)} children, durable, with its history",
            ms(median(ours)),
            ms(median(plain)),
            ratio(median(ours), median(plain)),
            "≤ 20 ms",
            median(ours) <= 20,
        )
        twin.close()


def _plain_mark(twin: sqlite3.Connection, places: list[tuple[date, uuid.UUID]], reason: str) -> Callable[[], object]:
    """The same rows by plain sqlite3: the marks, their history entries with a hash chain, one commit."""

    def save() -> None:
        twin.execute("BEGIN IMMEDIATE")
        seq, link = twin.execute("SELECT seq, hash FROM history_head").fetchone()
        entries: list[tuple[Any, ...]] = []
        marks = [(day.isoformat(), enrolment.bytes, "absent", reason, "") for day, enrolment in places]
        for mark in marks:
            seq += 1
            link = hashlib.sha256(f"{link}{seq}{mark}".encode()).hexdigest()
            entries.append((seq, "2026-11-20", b"", "-", "mark_day", "mark", str(mark[1]), b"", "{}", str(mark), link))
        twin.executemany("INSERT OR REPLACE INTO mark VALUES (?, ?, ?, ?, ?)", marks)
        twin.executemany(f"INSERT INTO history VALUES ({', '.join('?' * len(entries[0]))})", entries)
        twin.execute("UPDATE history_head SET seq = ?, hash = ?", (seq, link))
        twin.execute("COMMIT")

    return save


def counting(data: Path, twin_folder: Path, name: str, limits: tuple[float, float], runs: int) -> Iterator[Line]:
    """All figures of the monthly summary, and its twelve months."""
    with opened(data) as office:
        twin = plain_twin(office, twin_folder / "month.db")
        with office.read() as session:
            site = the_site(session)
            today = session.today
            year, month = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
            first, last = month_span(year, month)
            begin = date(year - 1, 12, 1) if month == 12 else date(year - 1, month + 1, 1)
            plain_month.prepare(twin, open_days(session, site.id, begin, last))
            before = first - timedelta(days=1)
            _check_equal(collect(session, site.id, year, month), plain_month.month(twin, first, last, before))
            ours, plain = side_by_side(
                lambda: collect(session, site.id, year, month),
                lambda: plain_month.month(twin, first, last, before),
                runs,
            )
            yield Line(
                f"all figures of the monthly summary, {name}",
                ms(median(ours)),
                f"hand-written SQL {ms(median(plain))}",
                ratio(median(ours), median(plain)),
                f"≤ 2 × and ≤ {limits[0]:.0f} ms",
                median(ours) <= limits[0] and median(ours) <= 2 * median(plain),
            )
            ours, plain = side_by_side(
                lambda: twelve_months(session, site.id, year, month),
                lambda: plain_month.chart(twin, begin, last),
                max(5, runs // 2),
            )
            yield Line(
                f"the twelve months of its chart, {name}",
                ms(median(ours)),
                f"hand-written SQL {ms(median(plain))}",
                ratio(median(ours), median(plain)),
                f"≤ {limits[1]:.0f} ms",
                median(ours) <= limits[1],
            )
        twin.close()


def month_alone(data: Path, runs: int) -> float:
    """Milliseconds of the monthly figures."""
    with opened(data) as office, office.read() as session:
        site, today = the_site(session), session.today
        year, month = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
        return median(times(lambda: collect(session, site.id, year, month), runs))


def _check_equal(ours: MonthlyFigures, plain: dict[str, Any]) -> None:
    """A ratio between two different results would mean nothing."""
    same = {
        "opening": ours.caseload.opening,
        "closing": ours.caseload.closing,
        "covered": ours.caseload.closing + ours.caseload.left,
        "enrolled_days": ours.attendance.enrolled_days,
        "child_days": ours.attendance.child_days,
        "absent_by_reason": dict(ours.attendance.absent_by_reason),
        "held": ours.sessions.held,
        "held_minutes": ours.sessions.held_minutes,
        "served": ours.served,
        "new": ours.new,
        "km": ours.visits.km,
    }
    for key, value in same.items():
        if plain[key] != value:
            say(f"!!! {key}: {value} here, {plain[key]} by hand-written SQL")
