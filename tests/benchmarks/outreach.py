"""Outreach: the due list, the week board shown, a visit keyed, a stack of route sheets and visit forms."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from centre_app.bootstrap import DataState, state_of
from centre_app.children.models import Child
from centre_app.db.types import new_id
from centre_app.office import Office
from centre_app.outreach.models import HomeFacts, HomeService, Round, Visit
from centre_app.outreach.result_rules import Concern, VisitResult
from centre_app.outreach.results import key_visit
from centre_app.practice.centre import make_practice_centre
from centre_app.rounds.due import due_list
from centre_app.sites.queries import the_site
from tests.benchmarks.centres import opened, say
from tests.benchmarks.measure import Line, median, ms, p95, times
from tests.benchmarks.screens import Paint, Window, settle, until

_VISITED_WEEKS, _PAST_YEARS = 3, 2


def teams_centre(kept: Path) -> Path:
    """300 children of whom about a third are visited at home, by four teams: some 120 lines are due in a week."""
    data = kept / "300-at-home"
    if state_of(data) is not DataState.READY:
        begin = time.monotonic()
        make_practice_centre(data, children=300, years=1)
        say(f"made 300 children with teams in {time.monotonic() - begin:.0f} s")
    return data


def due(data: Path, folder: Path, runs: int) -> Iterator[Line]:
    """3,000 children with home service and two years of visits: who is due by the end of the week."""
    many = folder / "all-at-home"
    if not many.exists():
        shutil.copytree(data, many)
        with opened(many) as office:
            _visit_everybody(office)
    with opened(many) as office, office.read() as session:
        sunday = session.today + timedelta(days=7 - session.today.isoweekday())
        children = session.scalar(select(func.count(func.distinct(HomeService.child_id)))) or 0
        visits = session.scalar(select(func.count()).select_from(Visit)) or 0

        def ask() -> int:
            return len(due_list(session, session.today, until=sunday, language="ru"))

        lines = ask()
        found = times(ask, runs, first=2)
    yield Line(
        f"the due list of {children:,} children with {visits:,} visits ({lines} lines)",
        ms(median(found)),
        "–",
        "–",
        "≤ 50 ms",
        median(found) <= 50,
    )


def _visit_everybody(office: Office) -> None:
    """A service every three weeks for each child without one, and its visits; one in six stands a week overdue."""
    chance = Random(9)
    with office.write() as session:
        site, today = the_site(session).id, session.today
        served = set(session.scalars(select(HomeService.child_id)))
        known = set(session.scalars(select(HomeFacts.child_id)))
        children = [one for one in session.scalars(select(Child.id).order_by(Child.number)) if one not in served]
        services, facts, visits = [], [], []
        for child_id in children:
            begun = today - timedelta(days=365 * _PAST_YEARS - chance.randrange(60))
            service_id = new_id()
            services.append(
                {
                    "id": service_id,
                    "site_id": site,
                    "child_id": child_id,
                    "purpose": "therapy",
                    "every_weeks": _VISITED_WEEKS,
                    "start_day": begun,
                }
            )
            if child_id not in known:
                facts.append({"child_id": child_id, "risk": chance.choice(("low", "low", "medium", "high"))})
            last = today - timedelta(days=chance.randrange(4, 26))
            for back in range(0, (last - begun).days, 7 * _VISITED_WEEKS):
                visits.append(
                    {
                        "id": new_id(),
                        "site_id": site,
                        "child_id": child_id,
                        "service_id": service_id,
                        "day": last - timedelta(days=back),
                        "outcome": chance.choice(("done", "done", "done", "partly", "nobody_home")),
                    }
                )
        for model, rows in ((HomeFacts, facts), (HomeService, services), (Visit, visits)):
            session.insert_unrecorded(model, rows, ())
        # Who is visited at home does not come: all but sixty have left day care long ago.
        session.connection().exec_driver_sql(
            "UPDATE enrolment SET end_day = ? WHERE start_day <= ? AND (end_day IS NULL OR end_day > ?)"
            " AND child_id IN (SELECT id FROM child ORDER BY number LIMIT -1 OFFSET 60)",
            (str(today - timedelta(days=150)),) * 3,
        )


def board(data: Path, folder: Path, rounds: int) -> Iterator[Line]:
    """The week with its due children beside it, asked → painted."""
    from ui.application import new_qt
    from ui.windows import take_down

    qt = QApplication.instance() or new_qt()
    copied = folder / "board"
    shutil.copytree(data, copied, dirs_exist_ok=True)
    with Window(qt, copied) as window:
        window.go("outreach", page="week")
        settle()
        page = window.screen_of("outreach").page("week")
        settle()
        found, candidates = _shown(page, rounds)
    take_down()
    yield Line(
        f"the week board with {candidates} candidates shown, asked → painted",
        ms(median(found)),
        "–",
        "–",
        "≤ 50 ms",
        median(found) <= 50,
    )


def keyed(data: Path, folder: Path, runs: int) -> Iterator[Line]:
    """A visit's result saved, durable, with its history."""
    copied = folder / "keyed"
    shutil.copytree(data, copied, dirs_exist_ok=True)
    with opened(copied) as office:
        with office.write() as session:
            site, day = the_site(session).id, session.today - timedelta(days=1)
            round_id = new_id()
            session.insert_unrecorded(Round, [{"id": round_id, "site_id": site, "day": day}], ())
            children = list(session.scalars(select(Child.id).order_by(Child.number).limit(runs + 3)))
            visits = [_planned(site, round_id, child_id, day, place) for place, child_id in enumerate(children)]
            session.insert_unrecorded(Visit, visits, ())
        turn = iter([visit["id"] for visit in visits])
        result = VisitResult(
            "done",
            arrived_minute=600,
            minutes=45,
            done_note="Повторили упражнения, ребёнок держал голову дольше.",
            parent_showed="Мама сама уложила на бок.",
            task="Сидеть с подушкой под спиной, три раза в день.",
            practised="partly",
            practised_minutes=60,
            concerns=(Concern("illness", "кашель вторую неделю"),),
        )

        def save() -> None:
            with office.write() as session:
                key_visit(session, next(turn), result, 1)

        found = times(save, len(visits) - 3, first=3)
    yield Line(
        f"a keyed visit saved with practice and a concern, durable, with its history (95 % {ms(p95(found))})",
        ms(median(found)),
        "–",
        "–",
        "≤ 5 ms",
        median(found) <= 5,
    )


def _planned(site: Any, round_id: Any, child_id: Any, day: date, place: int) -> dict[str, Any]:
    return {
        "id": new_id(),
        "site_id": site,
        "round_id": round_id,
        "child_id": child_id,
        "day": day,
        "outcome": "planned",
        "position": place,
    }


def _shown(page: Any, rounds: int) -> tuple[list[float], int]:
    """Milliseconds a time, and how many lines are due or planned in next week."""
    paint, found, came = Paint(page.view.viewport()), [], []
    show = page._show

    def noted(*read: Any) -> None:
        show(*read)
        paint.begin()
        came.append(time.perf_counter())

    page._show = noted
    page.open(week=date.today() + timedelta(days=7))  # noqa: DTZ011 - the office's day is the PC's
    for _number in range(rounds + 2):
        settle()
        came.clear()
        begin = time.perf_counter()
        page.read()
        until(lambda: bool(came))
        paint.wait()
        found.append((time.perf_counter() - begin) * 1000)
    page._show = show
    planned = sum(len(cell.visits) for cell in page.board.cells.values())
    return found[2:], len(page.board.due) + planned


def sheets(data: Path, runs: int) -> Iterator[Line]:
    """Route sheets with their visit forms and family cards, as one file."""
    from centre_app.reports.catalogue import make

    with opened(data) as office, office.read() as session:
        monday = session.scalar(
            select(Round.day).group_by(Round.day).having(func.count() > 1).order_by(Round.day.desc()).limit(1)
        )
        pages: list[int] = []

        def print_week() -> None:
            made = make(session, "rounds", {"week": monday, "forms": True}, "ru")
            pages.append(made.content.count(b"/Type /Page\n") + made.content.count(b"/Type /Page "))

        found = times(print_week, runs, first=1)
    yield Line(
        f"a week’s route sheets, visit forms and family cards as one PDF ({pages[-1]} pages)",
        ms(median(found)),
        "–",
        f"{pages[-1] / median(found) * 1000:.0f} pages a second",
        "60 sheets and forms ≤ 3 s",
        median(found) / max(pages[-1], 1) * 60 <= 3000,
    )
