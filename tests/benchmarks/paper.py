"""Documents: the monthly summary, and a hundred progress records, data included."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from centre_app.children.queries import ChildFilter, list_children
from centre_app.plans.models import IndividualPlan
from centre_app.reports.catalogue import make, make_many
from tests.benchmarks.centres import opened
from tests.benchmarks.measure import Line, median, ms, times


def printing(data: Path, records: int) -> Iterator[Line]:
    """PDFs in Russian."""
    with opened(data) as office, office.read() as session:
        begin = time.perf_counter()
        make(session, "monthly", {}, "ru")
        first = (time.perf_counter() - begin) * 1000
        after = median(times(lambda: make(session, "monthly", {}, "ru"), 5))
        yield Line(
            f"PDF: monthly summary after the first (the first {ms(first)}: ReportLab and fonts are loaded)",
            ms(after),
            "–",
            "–",
            "≤ 300 ms",
            after <= 300,
        )
        # Those with plans first: a record without goals is soon drawn.
        with_plans = list(dict.fromkeys(session.scalars(select(IndividualPlan.child_id))))
        others = [row.id for row in list_children(session, ChildFilter(), limit=records).rows]
        children = list(dict.fromkeys([*with_plans, *others]))[:records]
        begin = time.perf_counter()
        pages = sum(
            document.content.count(b"/Type /Page\n") for document in make_many(session, "progress", children, {}, "ru")
        )
        speed = len(children) / (time.perf_counter() - begin)
        yield Line(
            f"PDF: {len(children)} progress records with goals and charts, {pages or '?'} pages in all, one file each",
            f"{speed:.0f} a second",
            "–",
            "–",
            "≥ 20 a second",
            speed >= 20,
        )
