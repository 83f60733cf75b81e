"""The week's timetable on paper."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import Words
from centre_app.reports import timetable, timetable_page
from centre_app.reports.parameters import ONE_CHILD, ROOM, STAFF, WEEK, monday_of, read_parameters
from centre_app.therapy.models import TherapySession
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.conftest import SiteIds
from tests.factories.children import make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.therapy import make_session
from tests.factories.workplace import make_room, make_staff

WORDS = Words.of("en")
MONDAY = date(2026, 11, 23)


@pytest.fixture
def week(session: OfficeSession, site: SiteIds) -> dict[str, uuid.UUID]:
    """Two therapists, a child with each, and a session that was called off."""
    given_lists(session)
    ids = {
        "saida": make_staff(session, "Саида Назарова"),
        "firuz": make_staff(session, "Фирӯз Одинаев", skills=("massage",)),
        "room": make_room(session, "Кабинети логопед"),
        "madina": make_enrolled(session, site.therapy, None, "Мадина"),
        "daler": make_enrolled(session, site.therapy, None, "Далер"),
    }
    for child, therapist, day, start, status in (
        ("madina", "saida", 23, 540, "planned"),
        ("daler", "firuz", 24, 600, "planned"),
        ("daler", "saida", 25, 660, "cancelled_by_family"),
    ):
        found = make_session(
            session, site.site, date(2026, 11, day), {ids[child]: "invited"}, status=status, minutes=30
        )
        row = session.get_one(TherapySession, found)
        row.start_minute, row.therapist_id = start, ids[therapist]
        row.room_id = ids["room"] if therapist == "saida" else None
    session.flush()
    return ids


def collect(session: OfficeSession, **asked: object) -> timetable.Timetable:
    """The week of 23 November."""
    known = (WEEK, STAFF, ROOM, ONE_CHILD)
    return timetable.collect(session, read_parameters(session, known, {"week": "2026-W48", **asked}), WORDS)


def test_each_therapist_has_a_sheet_and_what_was_called_off_is_not_on_it(
    session: OfficeSession, week: dict[str, uuid.UUID]
) -> None:
    made = collect(session)
    assert [(part.whose, len(part.sessions)) for part in made.parts] == [
        ("Саида Назарова", 1),
        ("Фирӯз Одинаев", 1),
    ]


@pytest.mark.parametrize(("asked", "whose"), [("staff", "saida"), ("room", "room"), ("child", "madina")])
def test_one_therapist_one_room_or_one_child(
    session: OfficeSession, week: dict[str, uuid.UUID], asked: str, whose: str
) -> None:
    (part,) = collect(session, **{asked: week[whose]}).parts
    assert [row.start_minute for row in part.sessions] == [540]


def test_the_page_says_hour_child_type_and_room(
    session: OfficeSession, week: dict[str, uuid.UUID], drawn: Drawn
) -> None:
    made = collect(session)
    assert pages(timetable_page.render(made, WORDS, lambda: None)) == 2
    for words in ("09:00–09:30", "Мадина", "speech therapy", "Кабинети логопед", "10:00–10:30"):
        assert drawn.has(words)
    assert not drawn.beyond


def test_a_week_without_sessions_is_a_page_that_says_so(session: OfficeSession, site: SiteIds, drawn: Drawn) -> None:
    timetable_page.render(collect(session), WORDS, lambda: None)
    assert drawn.has("No sessions in this week.")


def test_machines_get_numbers_never_names(session: OfficeSession, week: dict[str, uuid.UUID]) -> None:
    said = timetable.as_json(collect(session))
    assert isinstance(said, dict)
    assert said["week"] == "2026-W48"
    assert [one["start"] for one in said["sessions"]] == ["09:00", "10:00"]
    assert "Мадина" not in str(said)


@pytest.mark.parametrize(
    ("typed", "monday"),
    [
        ("2026-W48", MONDAY),
        ("2026w48", MONDAY),
        ("27.11.2026", MONDAY),
        (None, date(2026, 11, 16)),
        ("2026-W53", date(2026, 12, 28)),
    ],
)
def test_a_week_is_written_by_number_or_by_a_day_in_it(typed: str | None, monday: date) -> None:
    assert monday_of(typed, date(2026, 11, 20)) == monday


@pytest.mark.parametrize("typed", ["2025-W53", "2026-W00", "48", "нест"])
def test_a_week_that_is_not_there_is_refused_in_words(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        monday_of(typed, date(2026, 11, 20))
    assert refused.value.field == "week"
