"""The week with 200 sessions on the screen, and one of them carried across it by the mouse."""

from __future__ import annotations

import shutil
import time
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from centre_app.children.queries import ChildFilter, list_children
from centre_app.db.types import new_id
from centre_app.sites.queries import the_site
from centre_app.therapy.models import SessionChild, TherapySession
from centre_app.workplace.models import Room, StaffMember
from tests.benchmarks.centres import opened
from tests.benchmarks.measure import Line, median, ms, p95
from tests.benchmarks.screens import Paint, Window, settle, until
from tests.benchmarks.therapy import monday_of, part_row, session_row

_SESSIONS, _STAFF = 200, 5


def shown(data: Path, folder: Path, rounds: int) -> Iterator[Line]:
    """A room in which 200 sessions of a week are booked: every one of them is painted."""
    from ui.application import new_qt
    from ui.windows import take_down

    qt = QApplication.instance() or new_qt()
    monday, room = _busy_week(data, folder / "busy")
    with Window(qt, folder / "busy") as window:
        window.go("therapy", page="week", room=room, day=monday)
        settle()
        page = window.screen_of("therapy").page("week")
        settle()
        yield _week_shown(page, monday, rounds)
        yield _carried(page, monday)
    take_down()


def _week_shown(page: Any, monday: date, rounds: int) -> Line:
    paint, found = Paint(page.view.viewport()), []
    came: list[float] = []
    show_week = page.view.show_week

    def noted(*week: Any) -> None:
        show_week(*week)
        paint.begin()
        came.append(time.perf_counter())

    page.view.show_week = noted
    for number in range(2 * rounds + 2):
        settle()
        came.clear()
        begin = time.perf_counter()
        page.week_head.set_day(monday if number % 2 else monday - timedelta(days=7 * 60))
        page.read()
        until(lambda: bool(came))
        paint.wait()
        if number % 2:
            found.append((time.perf_counter() - begin) * 1000)
    page.view.show_week = show_week
    return Line(
        f"a week with {len(page.view.week.cards)} sessions shown, asked → painted",
        ms(median(found[1:])),
        "–",
        "–",
        "≤ 50 ms",
        median(found[1:]) <= 50,
    )


def _carried(page: Any, monday: date) -> Line:
    """Each step of the mouse: the clashes judged, what changed repainted."""
    page.week_head.set_day(monday)
    page.read()
    settle()
    view = page.view
    card = view.week.cards[len(view.week.cards) // 2]
    start = view.rect_of(card.id).center()
    _mouse(view, QEvent.Type.MouseButtonPress, start)
    frames: list[float] = []
    for step in range(120):
        at = start + QPoint((step % 40) * 12 - 240, (step // 2) % 60 - 30)
        begin = time.perf_counter()
        _mouse(view, QEvent.Type.MouseMove, at)
        QCoreApplication.processEvents()
        frames.append((time.perf_counter() - begin) * 1000)
    view.let_go(keep=False)
    return Line(
        f"a session carried over that week, a frame (median; 95 % {ms(p95(frames))})",
        ms(median(frames)),
        "–",
        "–",
        "95 % ≤ 16 ms",
        p95(frames) <= 16,
    )


def _mouse(view: Any, kind: QEvent.Type, at: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    where = QPointF(at)
    event = QMouseEvent(kind, where, view.viewport().mapToGlobal(where), left, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


def _busy_week(data: Path, target: Path) -> tuple[date, uuid.UUID]:
    """A copy of a centre with 200 sessions more in one room, in a week of last year; its Monday and the room."""
    fresh = not target.exists()
    if fresh:
        shutil.copytree(data, target)
    with opened(target) as office, office.write() as session:
        monday = monday_of(session.today) - timedelta(days=7 * 20)
        room = session.scalars(select(Room.id).order_by(Room.position)).first()
        assert room is not None
        if fresh:
            site = the_site(session).id
            staff = list(session.scalars(select(StaffMember.id).order_by(StaffMember.position)))[:_STAFF]
            children = [row.id for row in list_children(session, ChildFilter(), limit=40).rows]
            rows = [
                session_row(
                    site,
                    new_id(),
                    monday + timedelta(days=number % 5),
                    540 + 45 * (number // 25),
                    staff[number % _STAFF],
                    room,
                    "planned",
                )
                for number in range(_SESSIONS)
            ]
            session.insert_unrecorded(TherapySession, rows, ())
            session.insert_unrecorded(
                SessionChild,
                [part_row(row["id"], children[number % len(children)], "invited") for number, row in enumerate(rows)],
                (),
            )
    return monday, room
