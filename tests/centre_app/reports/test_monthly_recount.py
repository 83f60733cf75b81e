"""The monthly figures recounted: counting.md in plain Python, over sets of days, for random small centres."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from centre_app.attendance.models import Mark
from centre_app.children.models import Child, Enrolment
from centre_app.children.rules import age_band
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.open_days.models import CalendarEntry, PublicHoliday
from centre_app.outreach.models import Visit
from centre_app.reports.monthly_figures import as_json, collect, twelve_months
from centre_app.therapy.models import SessionChild, TherapySession
from tests.conftest import SiteIds

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
BEGIN = date(2026, 8, 17)  # so that October has a past, and what comes after it
SEXES = ("female", "male", None)
PEOPLE = range(4)
offsets = st.integers(0, 100)


@dataclass(frozen=True)
class Centre:
    """What happened, as plain tuples; children are numbers, days are counted from ``BEGIN``."""

    births: list[tuple[date | None, str]]
    enrolments: list[tuple[int, bool, int, int | None]]  # child, day care?, first day, how many days more
    marks: dict[tuple[int, int], tuple[str, str | None]]  # (enrolment, days after its first) -> status, reason
    sessions: list[tuple[int, str, str, int, str]]  # day, status, type, child, the child's status
    visits: list[tuple[int, str, int]]
    closed: set[int]

    def day_care_days(self) -> Iterator[tuple[int, date]]:
        for at, (_, day_care, start, length) in enumerate(self.enrolments):
            for day in (FIRST + timedelta(days=n) for n in range(31)):
                if day_care and on(start) <= day and (length is None or day <= on(start + length)):
                    yield at, day


def on(offset: int) -> date:
    return BEGIN + timedelta(days=offset)


marks_of = st.tuples(st.just("absent"), st.sampled_from(("illness", "family"))) | st.tuples(
    st.sampled_from(("present", "late")), st.none()
)
centres = st.builds(
    Centre,
    births=st.lists(
        st.sampled_from(
            [(None, "unknown"), (date(2016, 1, 1), "year"), (date(2023, 11, 1), "day"), (date(2008, 10, 31), "day")]
        ),
        min_size=4,
        max_size=4,
    ),
    enrolments=st.lists(
        st.tuples(st.sampled_from(PEOPLE), st.booleans(), offsets, st.none() | st.integers(0, 60)), max_size=6
    ),
    marks=st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 60)), marks_of, max_size=40),
    sessions=st.lists(
        st.tuples(
            offsets,
            st.sampled_from(("planned", "held", "held", "cancelled_by_centre")),
            st.sampled_from(("massage", "sensory")),
            st.sampled_from(PEOPLE),
            st.sampled_from(("invited", "attended", "missed")),
        ),
        max_size=4,
    ),
    visits=st.lists(
        st.tuples(offsets, st.sampled_from(("planned", "done", "partly", "moved")), st.sampled_from(PEOPLE)),
        max_size=4,
    ),
    closed=st.sets(st.integers(45, 75), max_size=4),
)


def valid_marks(centre: Centre) -> dict[tuple[int, date], tuple[str, str | None]]:
    """Those inside their enrolments."""
    found = {}
    for (at, after), said in centre.marks.items():
        if at < len(centre.enrolments):
            _, _, start, length = centre.enrolments[at]
            if length is None or after <= length:
                found[at, on(start + after)] = said
    return found


def recounted(centre: Centre) -> dict[str, Any]:
    """counting.md, sentence by sentence, over sets of days."""
    is_open = {day for day in (FIRST + timedelta(days=n) for n in range(31)) if day.isoweekday() < 6}
    is_open -= {on(offset) for offset in centre.closed}
    marks = valid_marks(centre)
    spans = [(child, on(s), None if n is None else on(s + n)) for child, _, s, n in centre.enrolments]

    def active(day: date) -> set[int]:
        return {child for child, start, end in spans if start <= day and (end is None or end > day)}

    opening, closing = active(FIRST - timedelta(days=1)), active(LAST)
    joined = {child for child, start, end in spans if start <= LAST and (end is None or end >= FIRST)} - opening
    enrolled = [(at, day) for at, day in centre.day_care_days() if day in is_open]
    counted_marks = Counter(marks[place] for place in enrolled if place in marks)
    reasons = {reason: n for (status, reason), n in counted_marks.items() if status == "absent"}
    came = sum(n for (status, _), n in counted_marks.items() if status != "absent")

    def served_in(first: date, last: date, *, any_day: bool) -> set[int]:
        found = {
            centre.enrolments[at][0]
            for (at, day), (status, _) in marks.items()
            if status != "absent" and first <= day <= last and (any_day or day in is_open)
        }
        found |= {
            child
            for day, status, _, child, said in centre.sessions
            if first <= on(day) <= last and (status, said) == ("held", "attended")
        }
        visited = {c for day, outcome, c in centre.visits if first <= on(day) <= last and outcome in ("done", "partly")}
        return found | visited

    served = served_in(FIRST, LAST, any_day=False)
    held = [one for one in centre.sessions if FIRST <= on(one[0]) <= LAST and one[1] == "held"]
    return {
        "caseload": {
            "opening": len(opening),
            "joined": len(joined),
            "left": len((opening | joined) - closing),
            "closing": len(closing),
        },
        "attendance": {
            "open_days": len(is_open),
            "enrolled_days": len(enrolled),
            "child_days": came,
            "absent_days": sum(reasons.values()),
            "absent_by_reason": reasons,
            "unmarked_days": len(enrolled) - came - sum(reasons.values()),
            "rate": round(came / len(enrolled), 4) if enrolled else None,
        },
        "held": len(held),
        "child_sessions": sum(one[4] == "attended" for one in held),
        "missed": sum(one[4] == "missed" for one in held),
        "served": len(served),
        "new": len(served - served_in(BEGIN, FIRST - timedelta(days=1), any_day=True)),
        "served_by_sex": {sex or "unknown": sum(SEXES[c % 3] == sex for c in served) for sex in SEXES},
        "served_by_age": Counter(age_band(*centre.births[child], LAST) for child in served),
    }


def written(session: OfficeSession, site: SiteIds, centre: Centre) -> None:
    """Into the tables, past the actions: a closed day may have marks here, and enrolments may overlap."""
    people = [new_id() for _ in PEOPLE]
    enrolments = [new_id() for _ in centre.enrolments]
    sessions = [new_id() for _ in centre.sessions]
    rows: list[tuple[type, list[dict[str, Any]]]] = [
        (PublicHoliday, [{"id": new_id(), "site_id": site.site, "day": date(2026, 1, 1), "name": "New Year's Day"}]),
        (
            Child,
            [
                {
                    "id": people[n],
                    "site_id": site.site,
                    "number": f"K-{n:04}",
                    "given_name": "Ҷамшед",
                    "birth_date": centre.births[n][0],
                    "birth_precision": centre.births[n][1],
                    "sex": SEXES[n % 3],
                    "registered_on": BEGIN,
                    "sort_key": b"",
                    "sort_key_ru": b"",
                }
                for n in PEOPLE
            ],
        ),
        (
            Enrolment,
            [
                {
                    "id": enrolments[at],
                    "child_id": people[child],
                    "service_id": site.day_care if day_care else site.therapy,
                    "start_day": on(start),
                    "end_day": None if length is None else on(start + length),
                }
                for at, (child, day_care, start, length) in enumerate(centre.enrolments)
            ],
        ),
        (
            Mark,
            [
                {"day": day, "enrolment_id": enrolments[at], "status": status, "reason": reason, "note": ""}
                for (at, day), (status, reason) in valid_marks(centre).items()
            ],
        ),
        (
            TherapySession,
            [
                {
                    "id": sessions[at],
                    "site_id": site.site,
                    "day": on(day),
                    "type": kind,
                    "minutes": 30,
                    "status": status,
                }
                for at, (day, status, kind, _, _) in enumerate(centre.sessions)
            ],
        ),
        (
            SessionChild,
            [
                {"session_id": sessions[at], "child_id": people[child], "status": said}
                for at, (_, _, _, child, said) in enumerate(centre.sessions)
            ],
        ),
        (
            Visit,
            [
                {"id": new_id(), "site_id": site.site, "child_id": people[child], "day": on(day), "outcome": outcome}
                for day, outcome, child in centre.visits
            ],
        ),
        (
            CalendarEntry,
            [
                {"id": new_id(), "site_id": site.site, "kind": "closure", "first_day": on(day), "last_day": on(day)}
                for day in centre.closed
            ],
        ),
    ]
    for model, values in rows:
        if values:
            session.connection().execute(insert(model), values)


@given(centres)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_recount_in_plain_python_gives_the_same_figures(
    session: OfficeSession, site: SiteIds, centre: Centre
) -> None:
    undone = session.begin_nested()
    try:
        written(session, site, centre)
        found = as_json(collect(session, site.site, 2026, 10))
        point = twelve_months(session, site.site, 2026, 11)[-2]
    finally:
        undone.rollback()
    expected = recounted(centre)
    sessions = found["sessions"]
    assert isinstance(sessions, dict)
    for key in ("caseload", "attendance", "served", "new", "served_by_sex"):
        assert found[key] == expected[key]
    for key in ("held", "child_sessions", "missed"):
        assert sessions[key] == expected[key]
    assert found["served_by_age"] == {band: expected["served_by_age"][band] for band in found["served_by_age"]}  # type: ignore[attr-defined]
    assert (point.served, point.child_days, point.enrolled_days, point.open_days) == (
        expected["served"],
        *(expected["attendance"][key] for key in ("child_days", "enrolled_days", "open_days")),
    )
