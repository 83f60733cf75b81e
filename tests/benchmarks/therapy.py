"""Therapy: a therapist's week out of many sessions, a group session saved, “does it help”, the proposed timetable."""

from __future__ import annotations

import random
import shutil
import time
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from centre_app.children.queries import ChildFilter, list_children
from centre_app.db.types import new_id, utc_now
from centre_app.language.translate import Words
from centre_app.office import Office
from centre_app.outcomes.queries import outcomes_of
from centre_app.plans.models import GoalScore
from centre_app.reports.outcome_drawings import outcome_drawings
from centre_app.sites.queries import the_site
from centre_app.therapy.calendar import week
from centre_app.therapy.models import SessionChild, TherapySession
from centre_app.therapy.note_rules import ChildWriteUp, WriteUp
from centre_app.therapy.writing_up import write_up
from centre_app.workplace.models import Room, StaffMember
from tests.benchmarks.centres import opened, say
from tests.benchmarks.measure import Line, median, ms, p95, times

_STAFF, _YEARS_BACK, _A_DAY = 15, 5, 8


def weeks(data: Path, folder: Path, runs: int) -> Iterator[Line]:
    """Reading and writing on a centre with some 150,000 sessions besides its own."""
    many = _with_many_sessions(data, folder / "many")
    with opened(many) as office:
        with office.read() as session:
            held = session.scalar(select(func.count()).select_from(TherapySession)) or 0
            staff = list(session.scalars(select(StaffMember.id).order_by(StaffMember.position)))
            monday = monday_of(session.today)
            turn = [(staff[number % len(staff)], monday - timedelta(days=7 * number)) for number in range(runs)]
            read = iter(turn * 2)
            first = next(read)
            week(session, first[1], therapist_id=first[0], language="ru")
            found = times(lambda: _one_week(session, *next(read)), runs, first=0)
        yield Line(
            f"a therapist’s week out of {held:,} sessions (95 % {ms(p95(found))})",
            ms(median(found)),
            "–",
            "–",
            "≤ 5 ms",
            median(found) <= 5,
        )
        yield from _saving(office, runs)


def _one_week(session: Any, therapist_id: uuid.UUID, monday: date) -> None:
    week(session, monday, therapist_id=therapist_id, language="ru")


def _saving(office: Office, runs: int) -> Iterator[Line]:
    """A group session of twelve, whole with its history, one after the other."""
    with office.write() as session:
        children = [row.id for row in list_children(session, ChildFilter(), limit=12).rows]
        site = the_site(session).id
        day = session.today - timedelta(days=1)
        sessions = [new_id() for _run in range(runs + 3)]
        session.insert_unrecorded(
            TherapySession,
            [session_row(site, session_id, day, 600, None, None, "planned") for session_id in sessions],
            (),
        )
        session.insert_unrecorded(
            SessionChild, [part_row(one, child, "invited") for one in sessions for child in children], ()
        )
    written = WriteUp(
        "held",
        tuple(
            ChildWriteUp(child, "attended", note="Работал охотно.", home_task="Повторить дома.") for child in children
        ),
        45,
        note="Играли вместе.",
    )
    turn = iter(sessions)

    def save() -> None:
        with office.write() as session:
            write_up(session, next(turn), written, confirmed_absent=True)

    found = times(save, runs, first=3)
    yield Line(
        f"a group session of {len(children)} saved, durable, with its history (95 % {ms(p95(found))})",
        ms(median(found)),
        "–",
        "–",
        "≤ 20 ms",
        median(found) <= 20,
    )


def _with_many_sessions(data: Path, target: Path) -> Path:
    """A copy of a centre with five years of full weeks of fifteen therapists more, and 200 sessions in this week."""
    if target.exists():
        return target
    shutil.copytree(data, target)
    begin = time.monotonic()
    with opened(target) as office, office.write() as session:
        chance = random.Random(5)
        site = the_site(session).id
        children = [row.id for row in list_children(session, ChildFilter(), limit=60).rows]
        staff = [
            {
                "id": new_id(),
                "site_id": site,
                "name": f"Мутахассис {place}",
                "profession": "",
                "account_id": None,
                "supervisor_id": None,
                "full_time_percent": 100,
                "works_from": None,
                "works_until": None,
                "position": 100 + place,
            }
            for place in range(_STAFF)
        ]
        session.insert_unrecorded(StaffMember, staff, ())
        rooms = list(session.scalars(select(Room.id)))
        monday = monday_of(session.today)
        for back in range(52 * _YEARS_BACK):
            first = monday - timedelta(days=7 * back)
            rows = [
                session_row(
                    site,
                    new_id(),
                    first + timedelta(days=day),
                    540 + 45 * hour,
                    one["id"],
                    chance.choice(rooms),
                    "held",
                )
                for one in staff
                for day in range(5)
                for hour in range(_A_DAY)
            ]
            session.insert_unrecorded(TherapySession, rows, ())
            session.insert_unrecorded(
                SessionChild, [part_row(row["id"], chance.choice(children), "attended") for row in rows], ()
            )
    say(f"added {52 * _YEARS_BACK * _STAFF * 5 * _A_DAY:,} sessions in {time.monotonic() - begin:.0f} s")
    return target


def session_row(
    site: uuid.UUID,
    session_id: uuid.UUID,
    day: date,
    start: int,
    therapist: Any,
    room: uuid.UUID | None,
    status: str,
) -> dict[str, Any]:
    """A row of ``therapy_session``: half an hour of speech therapy."""
    return {
        "id": session_id,
        "site_id": site,
        "day": day,
        "type": "speech_therapy",
        "minutes": 30,
        "status": status,
        "start_minute": start,
        "therapist_id": therapist,
        "room_id": room,
        "series_id": None,
        "series_day": None,
        "changed_alone": False,
        "pinned": False,
        "clash_reason": "",
        "reason": None,
        "reason_note": "",
        "note": "",
        "written_up_at": utc_now() if status == "held" else None,
        "written_up_by": "",
        "signed_off_at": None,
        "signed_off_by": "",
    }


def part_row(session_id: uuid.UUID, child: uuid.UUID, status: str) -> dict[str, Any]:
    """A row of ``session_child``."""
    return {
        "session_id": session_id,
        "child_id": child,
        "status": status,
        "reason": None,
        "reason_note": "",
        "note": "",
        "home_task": "",
        "next_time": "",
    }


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def helping(data: Path, runs: int) -> Iterator[Line]:
    """The page “does it help” of the child with the most scores, five years of it, with its drawings."""
    colours = dict.fromkeys(("text", "muted", "line", "accent", "card"), "#204040")
    words = Words.of("ru")
    with opened(data) as office, office.read() as session:
        counted = func.count().label("scores")
        child = session.execute(
            select(GoalScore.child_id, counted).group_by(GoalScore.child_id).order_by(counted.desc()).limit(1)
        ).one()

        def page() -> None:
            one = outcomes_of(session, [child.child_id], date(2000, 1, 1), session.today, words)[child.child_id]
            outcome_drawings(one, words, colours)

        found = times(page, runs, first=2)
    yield Line(
        f"“does it help” of a child with {child.scores} scores in five years, read and drawn",
        ms(median(found)),
        "–",
        "–",
        "≤ 50 ms",
        median(found) <= 50,
    )


def proposing() -> Iterator[Line]:
    """A week of 80 children, 200 sessions, 8 therapists, 5 rooms; the checker's time apart."""
    from centre_app.timetable.rules import faults
    from centre_app.timetable.solver import propose
    from tests.factories.timetable import timetable_case

    problem = timetable_case()
    begin = time.perf_counter()
    found = propose(problem, seconds=30)
    taken = (time.perf_counter() - begin) * 1000
    wrong = faults(found)
    yield Line(
        f"timetable of 80 children, 200 sessions, 8 therapists, 5 rooms: {found.placed} placed, no more than"
        f" {found.bound} can be, {found.status}",
        ms(taken),
        "–",
        "–",
        "≤ 30 s, no rule broken",
        taken <= 30_000 and not wrong,
    )
