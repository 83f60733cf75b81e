"""The sessions of the practice centre: what its therapists did and will do."""

from __future__ import annotations

import uuid
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from random import Random

from centre_app.db.base import Base
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.plans.models import (
    Goal,
    GoalScore,
    HomePractice,
    IndividualPlan,
    PlanAgreement,
    PlanGoal,
    PlanHomeTask,
    PlanReview,
    PlanService,
)
from centre_app.practice.days import LATE
from centre_app.practice.goals import NEXT_TIME, NOTES
from centre_app.practice.plan import Plan, PlannedChild, PlannedStay
from centre_app.practice.stays import DAY_CARE, THERAPY
from centre_app.practice.therapists import STARTS, Therapist, free_hour
from centre_app.practice.therapy_plans import Aim, ChildPlans, Dose, plans_of, score_row
from centre_app.practice.writing import CHUNK, Row
from centre_app.therapy.models import SeriesChild, SessionChild, SessionGoal, SessionSeries, TherapySession

_KINDS = ("speech_therapy", "physiotherapy", "psychologist", "special_teacher", "massage", "sensory")
_MINUTES = {"speech_therapy": 30, "physiotherapy": 40, "psychologist": 40, "massage": 30}
_CUES = ("hand", "touch", "shown", "word", "watched", "alone")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TOGETHER, _GROUP_OF = "art_music", 8
_MORE_WANTED = 0.3  # plans that ask for one session a week more than is booked: a proposed timetable has what to place
_STUDENT_DAYS = 21  # a student has been here for three weeks; the supervisor has signed none of the notes yet
_UNWRITTEN_DAYS = 9  # of the last days, some sessions are not written up yet
# Parents before children: the order in which rows are written.
_ORDER: tuple[type[Base], ...] = (
    *(IndividualPlan, Goal, PlanGoal, PlanService, PlanHomeTask, PlanAgreement, PlanReview, HomePractice),
    *(SessionSeries, SeriesChild, TherapySession, SessionChild, SessionGoal, GoalScore),
)
Rows = dict[type[Base], list[Row]]


@dataclass(frozen=True)
class _Weekly:
    """A child's hour of the week with a therapist."""

    child_id: uuid.UUID
    dose: Dose
    therapist: Therapist
    slot: tuple[int, int]


def write_work(
    session: OfficeSession,
    site_id: uuid.UUID,
    plan: Plan,
    child_ids: Sequence[uuid.UUID],
    seed: int,
    therapists: Sequence[Therapist],
) -> None:
    """Plans and weekly sessions of whoever is in therapy."""
    rows: Rows = defaultdict(list)
    for place, (child, child_id) in enumerate(zip(plan.children, child_ids, strict=True)):
        random = Random(f"work {seed} {place}")
        for stay in child.stays:
            if stay.stay.service == THERAPY:
                _therapy(random, rows, site_id, plan, child, child_id, stay, therapists)
        if len(rows[TherapySession]) > CHUNK:
            _write(session, rows)
    _group_sessions(Random(f"groups {seed}"), rows, site_id, plan, child_ids, therapists)
    _write(session, rows)


def _write(session: OfficeSession, rows: Rows) -> None:
    for model in _ORDER:
        session.insert_unrecorded(model, rows[model], ())
    rows.clear()


def _therapy(
    random: Random,
    rows: Rows,
    site_id: uuid.UUID,
    plan: Plan,
    child: PlannedChild,
    child_id: uuid.UUID,
    stay: PlannedStay,
    therapists: Sequence[Therapist],
) -> None:
    days = _days(plan, stay)
    if not days:
        return
    span = (days[0], days[-1])
    hours: list[_Weekly] = []
    taken: set[tuple[int, int]] = set()
    for kind in random.sample(_KINDS, random.choice((1, 2, 2))):
        minutes = _MINUTES.get(kind, 30)
        free = set(range(5))
        for _time in range(random.choice((1, 1, 2))):
            found = free_hour(random, therapists, kind, taken, free, span)
            if found is not None:
                therapist, slot = found
                taken.add(slot)
                free.discard(slot[0])
                hours.append(_Weekly(child_id, Dose(kind, 1, minutes, therapist.id, therapist.name), therapist, slot))
    if not hours:
        return  # no therapist has an hour left
    doses = _together(hours)
    if random.random() < _MORE_WANTED:
        doses[0] = replace(doses[0], times=doses[0].times + 1)
    guardian = child.new.child.guardians[0].name if child.new.child.guardians else ""
    made = plans_of(
        random, site_id, child_id, doses, (stay.stay.start, stay.stay.end or plan.days[-1]), plan.today, guardian
    )
    for model, of_model in made.rows.items():
        rows[model] += of_model
    absent = _absent_days(plan, child)
    for hour in hours:
        _hour(random, rows, site_id, plan, hour, days, absent, made)


def _together(hours: Sequence[_Weekly]) -> list[Dose]:
    """The same type twice a week is one service of the plan."""
    times: dict[str, list[_Weekly]] = {}
    for hour in hours:
        times.setdefault(hour.dose.kind, []).append(hour)
    return [
        Dose(kind, len(of_kind), of_kind[0].dose.minutes, of_kind[0].therapist.id, of_kind[0].therapist.name)
        for kind, of_kind in times.items()
    ]


def _absent_days(plan: Plan, child: PlannedChild) -> set[date]:
    """Days on which day care marked the child absent: no session was held then."""
    return {
        plan.days[stay.first + place]
        for stay in child.stays
        if stay.stay.service == DAY_CARE
        for place, code in enumerate(stay.marks)
        if code > LATE
    }


def _hour(
    random: Random,
    rows: Rows,
    site_id: uuid.UUID,
    plan: Plan,
    hour: _Weekly,
    days: Sequence[date],
    absent: set[date],
    made: ChildPlans,
) -> None:
    weekday, place = hour.slot
    on = [day for day in days if day.weekday() == weekday]
    if not on:
        return
    series: Row = {
        "id": new_id(),
        "site_id": site_id,
        "type": hour.dose.kind,
        "start_minute": STARTS[place],
        "minutes": hour.dose.minutes,
        "therapist_id": hour.therapist.id,
        "room_id": hour.therapist.room_id,
        "rule": f"FREQ=WEEKLY;BYDAY={_DAYS[weekday]};UNTIL={on[-1]:%Y%m%d}",
        "first_day": on[0],
        "last_day": on[-1],
        "pinned": False,
    }
    rows[SessionSeries].append(series)
    rows[SeriesChild].append({"series_id": series["id"], "child_id": hour.child_id})
    for day in on:
        row = _session(random, series, day, plan.today, hour, is_absent=day in absent)
        if hour.therapist.student_id and 0 < (plan.today - day).days < _STUDENT_DAYS and random.random() < 0.5:
            row["therapist_id"] = hour.therapist.student_id
        rows[TherapySession].append(row)
        part = _part(random, row, hour.child_id)
        rows[SessionChild].append(part)
        if part["status"] == "attended":
            _goals(random, rows, row, hour, made)


def _session(random: Random, series: Row, day: date, today: date, hour: _Weekly, *, is_absent: bool) -> Row:
    status, reason = "planned", None
    if day < today or (day == today and series["start_minute"] < STARTS[2]):
        status = random.choices(("held", "cancelled_by_family", "cancelled_by_centre"), (91, 6, 3))[0]
        if is_absent:
            status, reason = "cancelled_by_family", "absent_that_day"
        elif status == "cancelled_by_family":
            reason = random.choice(("illness", "family", "weather_road", "no_transport", "unannounced"))
        elif status == "cancelled_by_centre":
            reason = random.choice(("therapist_absent", "event", "no_room"))
        elif (today - day).days <= _UNWRITTEN_DAYS and random.random() < 0.12:
            status = "planned"  # held perhaps, but nobody wrote it up yet
    is_written = status != "planned"
    return {
        "id": new_id(),
        "site_id": series["site_id"],
        "day": day,
        "type": series["type"],
        "minutes": series["minutes"],
        "status": status,
        "start_minute": series["start_minute"],
        "therapist_id": series["therapist_id"],
        "room_id": series["room_id"],
        "series_id": series["id"],
        "series_day": day,
        "changed_alone": False,
        "pinned": False,
        "clash_reason": "",
        "reason": reason,
        "reason_note": "",
        "note": "",
        "written_up_at": datetime.combine(day, time(11, 30), UTC) if is_written else None,
        "written_up_by": hour.therapist.name if is_written else "",
        "signed_off_at": None,
        "signed_off_by": "",
    }


def _part(random: Random, row: Row, child_id: uuid.UUID) -> Row:
    status, reason = "invited", None
    if row["status"] == "held":
        status = "attended"
    elif row["status"] != "planned":
        # Who does not come and tells nobody has missed it; the rest was called off.
        status, reason = "missed" if row["reason"] == "unannounced" else "excused", row["reason"]
    was_there = status == "attended"
    return {
        "session_id": row["id"],
        "child_id": child_id,
        "status": status,
        "reason": reason,
        "reason_note": "",
        "note": random.choice(NOTES) if was_there and random.random() < 0.7 else "",
        "home_task": "",
        "next_time": random.choice(NEXT_TIME) if was_there and random.random() < 0.4 else "",
    }


def _group_sessions(
    random: Random,
    rows: Rows,
    site_id: uuid.UUID,
    plan: Plan,
    child_ids: Sequence[uuid.UUID],
    therapists: Sequence[Therapist],
) -> None:
    """A day-care group's weekly hour of music together: one session with many children."""
    for group in range(len(plan.groups)):
        found = free_hour(random, therapists, _TOGETHER, set(), set(range(5)), (plan.days[0], plan.days[-1]))
        if found is None:
            return
        therapist, slot = found
        members = [
            (child_id, stay, _absent_days(plan, child))
            for child, child_id in zip(plan.children, child_ids, strict=True)
            for stay in child.stays
            if stay.stay.service == DAY_CARE and stay.group == group and stay.stay.end is None
        ][:_GROUP_OF]
        hour = _Weekly(child_ids[0], Dose(_TOGETHER, 1, 45, therapist.id, therapist.name), therapist, slot)
        series = {"site_id": site_id, "type": _TOGETHER, "minutes": 45, "start_minute": STARTS[slot[1]], "id": None}
        series |= {"therapist_id": therapist.id, "room_id": therapist.room_id}
        for day in plan.days:
            there = [(child_id, day in absent) for child_id, stay, absent in members if stay.stay.start <= day]
            if day.weekday() != slot[0] or not there:
                continue
            row = _session(random, series, day, plan.today, hour, is_absent=all(absent for _child, absent in there))
            rows[TherapySession].append(row | {"series_day": None})
            for child_id, is_absent in there:
                rows[SessionChild].append(_member(random, row, child_id, is_absent=is_absent))


def _member(random: Random, row: Row, child_id: uuid.UUID, *, is_absent: bool) -> Row:
    part = _part(random, row, child_id)
    if row["status"] == "held" and is_absent:
        part |= {"status": "excused", "reason": "absent_that_day", "note": "", "next_time": ""}
    elif row["status"] == "held" and random.random() < 0.06:
        part |= {"status": "missed", "reason": "refused", "note": "", "next_time": ""}
    return part


def _goals(random: Random, rows: Rows, row: Row, hour: _Weekly, made: ChildPlans) -> None:
    """What was worked on, with trials or a level now and then; and the task for home."""
    day = row["day"]
    aims: list[tuple[Aim, uuid.UUID]] = [
        (aim, plan_id)
        for aim in made.aims
        if aim.words.kind == hour.dose.kind and (plan_id := aim.plan_on(day)) is not None
    ]
    for aim, plan_id in aims[:2]:
        level = aim.level(random, day)
        trials = 10 if random.random() < 0.5 else None
        rows[SessionGoal].append(
            {
                "session_id": row["id"],
                "goal_id": aim.id,
                "child_id": hour.child_id,
                "trials": trials,
                "correct": None if trials is None else max(0, min(trials, 2 * (level + 2) + random.randrange(3))),
                "cue_level": _CUES[level + 2],
                "note": "",
            }
        )
        if random.random() < 0.12:
            rows[GoalScore].append(
                score_row(
                    aim, hour.child_id, plan_id, day, level, "specialist", hour.therapist.name, session_id=row["id"]
                )
            )
    if aims and random.random() < 0.3:
        rows[SessionChild][-1]["home_task"] = aims[0][0].words.home


def _days(plan: Plan, stay: PlannedStay) -> Sequence[date]:
    """The open days of a stay, those planned beyond today too."""
    last = bisect_right(plan.days, stay.stay.end) if stay.stay.end else len(plan.days)
    return plan.days[stay.first : last]
