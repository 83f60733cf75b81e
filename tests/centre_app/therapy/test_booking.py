"""Booking, moving and cancelling planned sessions, and taking it back."""

from __future__ import annotations

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from centre_app.bootstrap import set_up
from centre_app.children.actions import archive_child
from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, Refused, UserError
from centre_app.security.access import Actor, Role
from centre_app.security.keys import CHEAP_COST_FOR_TESTS
from centre_app.sites.queries import services
from centre_app.therapy.actions import (
    Booking,
    Changed,
    ClashNeedsReason,
    Impossible,
    Undo,
    book_many,
    book_session,
    cancel_session,
    change_children,
    move_session,
    pin_session,
    remove_planned,
    restore_session,
    undo_calendar,
    unpin_session,
)
from centre_app.therapy.calendar import (
    SessionRow,
    day,
    next_sessions,
    planned_of_child,
    session_row,
    sessions_without_notes,
    week,
)
from centre_app.therapy.clash_facts import check_placing, week_facts
from centre_app.therapy.clashes import clashes_in
from centre_app.therapy.models import SessionChild, SessionSeries, TherapySession
from centre_app.workplace.actions import staff_leaves
from tests.centre_app.test_bootstrap import empty_database
from tests.conftest import TODAY, SiteIds
from tests.factories.attendance import enrolment_of, mark
from tests.factories.centres import DETAILS, copy_of_centre
from tests.factories.children import enrol, make_enrolled
from tests.factories.open_days import close
from tests.factories.therapy import booking, make_session
from tests.factories.workplace import make_absence, make_room, make_staff
from tests.statements import counted

MONDAY = date(2026, 11, 23)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)


@dataclass(frozen=True)
class People:
    """Who is at the centre."""

    site: uuid.UUID
    ann: uuid.UUID
    bek: uuid.UUID
    nigina: uuid.UUID
    tahmina: uuid.UUID
    room: uuid.UUID


@pytest.fixture
def people(session: OfficeSession, site: SiteIds) -> People:
    """Two children, two therapists, a room for two."""
    return People(
        site.site,
        make_enrolled(session, site.day_care, site.morning, "Анора", surname="Каримова"),
        make_enrolled(session, site.day_care, site.morning, "Бек", surname="Алиев"),
        make_staff(session, "Сафарова Нигина"),
        make_staff(session, "Назарова Таҳмина"),
        make_room(session, places=2),
    )


def row(session: OfficeSession, session_id: uuid.UUID) -> SessionRow:
    """A session as the calendar shows it."""
    return session_row(session, session_id, "tg")


def all_rows(session: OfficeSession) -> list[tuple[Any, ...]]:
    """Everything that is planned, as the tables have it."""
    found: list[tuple[Any, ...]] = []
    for model in (TherapySession, SessionChild, SessionSeries):
        found += sorted((tuple(each) for each in session.execute(select(model.__table__))), key=repr)
    return found


def test_a_booked_session_stands_in_the_week(session: OfficeSession, people: People) -> None:
    booked = book_session(
        session, booking(MONDAY, people.ann, people.bek, people.ann, therapist_id=people.nigina, room_id=people.room)
    )
    found = row(session, booked.id)
    assert (found.day, found.start_minute, found.end_minute, found.status) == (MONDAY, 540, 570, "planned")
    assert [(child.name, child.status) for child in found.children] == [
        ("Алиев Бек", "invited"),
        ("Каримова Анора", "invited"),
    ]
    assert not found.written_up
    seen = week(session, WEDNESDAY, therapist_id=people.nigina, language="ru")
    assert seen.sessions == (found,)
    assert [state.open for state in seen.days] == [True] * 5 + [False] * 2
    assert week(session, MONDAY, therapist_id=people.tahmina, language="ru").sessions == ()
    assert week(session, MONDAY, room_id=people.room, language="ru").sessions == (found,)
    assert day(session, MONDAY, child_id=people.bek, language="ru").sessions == (found,)
    assert day(session, TUESDAY, child_id=people.bek, language="ru").sessions == ()


def test_what_cannot_be_is_refused_with_all_its_reasons(session: OfficeSession, people: People) -> None:
    book_session(session, booking(MONDAY, people.ann, therapist_id=people.nigina))
    with pytest.raises(Impossible) as refused:
        book_session(session, booking(MONDAY, people.ann, start=555, therapist_id=people.nigina, clash_reason="нужно"))
    assert {clash.kind for clash in refused.value.clashes} == {"therapist_elsewhere", "child_elsewhere"}
    assert len(week(session, MONDAY, language="ru").sessions) == 1


def test_a_soft_clash_asks_for_its_reason_and_keeps_it(session: OfficeSession, people: People) -> None:
    book_session(session, booking(MONDAY, people.ann, room_id=people.room))
    shared = booking(MONDAY, people.bek, room_id=people.room)
    with pytest.raises(ClashNeedsReason) as asked:
        book_session(session, shared)
    assert [clash.kind for clash in asked.value.clashes] == ["room_taken"]
    booked = book_session(session, replace(shared, clash_reason="  вдвоём  за столом "))
    assert row(session, booked.id).clash_reason == "вдвоём за столом"
    free = book_session(session, booking(TUESDAY, people.bek, clash_reason="вдвоём"))
    assert row(session, free.id).clash_reason == "", "a reason without a clash is not kept"


@pytest.mark.parametrize(
    ("values", "error", "field"),
    [
        ({"type": "dancing"}, UserError, "type"),
        ({"therapist_id": uuid.UUID(int=1)}, NotFound, "therapist_id"),
        ({"room_id": uuid.UUID(int=1)}, NotFound, "room_id"),
        ({"child_ids": (uuid.UUID(int=1),)}, NotFound, "child_ids"),
        ({"child_ids": ()}, Impossible, "child_ids"),
        ({"minutes": 1440}, Impossible, "minutes"),
        ({"start_minute": 1430}, Impossible, "minutes"),
        ({"clash_reason": "б" * 301}, UserError, "clash_reason"),
        ({"clash_reason": "a\tb"}, UserError, "clash_reason"),
    ],
)
def test_bad_input_names_its_field_and_books_nothing(
    session: OfficeSession, people: People, values: dict[str, Any], error: type[UserError], field: str
) -> None:
    before = all_rows(session)
    with pytest.raises(error) as refused:
        book_session(session, replace(booking(MONDAY, people.ann), **values))
    assert refused.value.field == field
    assert all_rows(session) == before


def test_the_database_knows_what_speaks_against_a_session(
    session: OfficeSession, people: People, site: SiteIds
) -> None:
    close(session, site.site, MONDAY)
    make_absence(session, people.nigina, TUESDAY)
    staff_leaves(session, people.tahmina, TUESDAY)
    mark(session, enrolment_of(session, people.ann), [WEDNESDAY], "absent", "illness")
    gone = make_enrolled(session, site.day_care, given_name="Вера", end=TUESDAY)
    archived = make_enrolled(session, site.day_care, given_name="Дина")
    archive_child(session, archived, "")

    def kinds(at: date, child: uuid.UUID, therapist: uuid.UUID | None = None) -> list[str]:
        placing = booking(at, child, therapist_id=therapist).placing
        asked = [clash.kind for clash in check_placing(session, placing)]
        assert asked == [clash.kind for clash in clashes_in(week_facts(session, MONDAY), placing)]
        return asked

    assert kinds(MONDAY, people.bek) == ["closed"]
    assert kinds(TUESDAY, people.bek, people.nigina) == ["therapist_absent"]
    assert kinds(WEDNESDAY, people.bek, people.tahmina) == ["therapist_left"]
    assert kinds(WEDNESDAY, people.ann) == ["child_absent"]
    assert kinds(TUESDAY, gone) == []
    assert kinds(WEDNESDAY, gone) == ["child_not_enrolled"]
    assert check_placing(session, booking(WEDNESDAY, archived).placing)[0].kind == "child_archived"


def test_a_child_absent_in_one_service_and_present_in_another_is_here(
    session: OfficeSession, people: People, site: SiteIds
) -> None:
    day_care = enrolment_of(session, people.ann)
    second = enrol(session, people.ann, site.therapy, start=date(2026, 9, 2))
    mark(session, day_care, [TODAY], "absent", "illness")
    assert [clash.kind for clash in check_placing(session, booking(TODAY, people.ann).placing)] == ["child_absent"]
    mark(session, second, [TODAY])
    assert check_placing(session, booking(TODAY, people.ann).placing) == ()


def test_who_missed_a_held_session_was_free_and_who_attended_was_not(session: OfficeSession, people: People) -> None:
    make_session(session, people.site, MONDAY, {people.ann: "attended", people.bek: "missed"}, start=540)
    assert [c.kind for c in check_placing(session, booking(MONDAY, people.ann).placing)] == ["child_elsewhere"]
    assert check_placing(session, booking(MONDAY, people.bek).placing) == ()


def test_a_timetable_is_booked_whole_or_not_at_all(session: OfficeSession, people: People) -> None:
    good = [booking(MONDAY, people.ann), booking(MONDAY, people.bek), booking(TUESDAY, people.ann, people.bek)]
    with pytest.raises(Impossible):
        book_many(session, [*good, booking(MONDAY, people.bek, start=550)])
    assert week(session, MONDAY, language="ru").sessions == ()
    booked = book_many(session, good)
    assert [row(session, one).day for one in booked.ids] == [MONDAY, MONDAY, TUESDAY]
    undo_calendar(session, booked.undo)
    assert week(session, MONDAY, language="ru").sessions == ()


def test_the_number_of_statements_does_not_grow_with_the_sessions(session: OfficeSession, people: People) -> None:
    def sent(count: int, at: date) -> int:
        wanted = [booking(at, people.ann, start=480 + 40 * n) for n in range(count)]
        with counted(session) as statements:
            book_many(session, wanted)
        return len(statements)

    # Inserting many rows is sent as one statement; the history takes no more either.
    assert sent(1, MONDAY) == sent(9, TUESDAY)
    with counted(session) as statements:
        week(session, MONDAY, therapist_id=people.nigina, language="ru")
    assert len([each for each in statements if "therapy_session" in each]) == 1
    assert len(statements) <= 6


def test_a_moved_session_stands_elsewhere_and_undo_puts_it_back(session: OfficeSession, people: People) -> None:
    booked = book_session(session, booking(MONDAY, people.ann, therapist_id=people.nigina))
    before = all_rows(session)
    moved = move_session(session, booked.id, TUESDAY, 600, 45, people.tahmina, people.room)
    found = row(session, booked.id)
    assert (found.day, found.start_minute, found.minutes) == (TUESDAY, 600, 45)
    assert (found.therapist_id, found.room_id, found.changed_alone) == (people.tahmina, people.room, False)
    after = all_rows(session)
    again = undo_calendar(session, moved.undo)
    assert all_rows(session) == before
    undo_calendar(session, again)
    assert all_rows(session) == after


def test_a_session_that_is_put_where_it_is_changes_nothing(session: OfficeSession, people: People) -> None:
    booked = book_session(session, booking(MONDAY, people.ann))
    assert move_session(session, booked.id, MONDAY, 540, 30, None, None) == Changed(0, Undo())


def test_moving_over_itself_is_no_clash(session: OfficeSession, people: People) -> None:
    booked = book_session(session, booking(MONDAY, people.ann, therapist_id=people.nigina, room_id=people.room))
    assert move_session(session, booked.id, MONDAY, 550, 30, people.nigina, people.room).count == 1


def test_only_planned_sessions_are_moved_and_their_children_changed(session: OfficeSession, people: People) -> None:
    held = make_session(session, people.site, MONDAY, [people.ann], start=540)
    cancelled = make_session(session, people.site, MONDAY, [], status="cancelled_by_family", start=540)
    for one in (held, cancelled):
        with pytest.raises(UserError):
            move_session(session, one, TUESDAY, 540, 30, None, None)
        with pytest.raises(UserError):
            change_children(session, one, [people.bek])
        with pytest.raises(UserError):
            remove_planned(session, one)
    with pytest.raises(NotFound):
        move_session(session, uuid.uuid4(), TUESDAY, 540, 30, None, None)


def test_undo_is_refused_where_the_session_was_changed_since(session: OfficeSession, people: People) -> None:
    booked = book_session(session, booking(MONDAY, people.ann))
    pin_session(session, booked.id)
    with pytest.raises(UserError):
        undo_calendar(session, booked.undo)
    assert row(session, booked.id).pinned


def test_undo_never_puts_a_child_in_two_places(session: OfficeSession, people: People) -> None:
    booked = book_session(session, booking(MONDAY, people.ann))
    moved = move_session(session, booked.id, TUESDAY, 540, 30, None, None)
    removed = remove_planned(session, book_session(session, booking(WEDNESDAY, people.bek)).id)
    cancelled = cancel_session(session, book_session(session, booking(WEDNESDAY, people.ann)).id, "centre", "event")
    book_many(session, [booking(MONDAY, people.ann), booking(WEDNESDAY, people.ann, people.bek)])
    for undo in (moved.undo, removed.undo, cancelled.undo):
        with pytest.raises(Impossible):
            undo_calendar(session, undo)


def test_children_come_and_go(session: OfficeSession, people: People) -> None:
    booked = book_session(session, booking(MONDAY, people.ann))
    changed = change_children(session, booked.id, [people.bek, people.ann])
    assert [child.id for child in row(session, booked.id).children] == [people.bek, people.ann]
    change_children(session, booked.id, [people.bek])
    assert [child.id for child in row(session, booked.id).children] == [people.bek]
    with pytest.raises(Impossible):
        change_children(session, booked.id, [])
    book_session(session, booking(MONDAY, people.ann))
    with pytest.raises(Impossible):
        change_children(session, booked.id, [people.bek, people.ann])
    with pytest.raises(UserError):
        undo_calendar(session, changed.undo)


def test_a_cancelled_session_says_by_whom_and_why_and_can_be_put_back(session: OfficeSession, people: People) -> None:
    booked = book_session(session, booking(TODAY, people.ann, people.bek))
    cancel_session(session, booked.id, "family", "illness", " температура ")
    found = row(session, booked.id)
    assert (found.status, found.reason, found.reason_note) == ("cancelled_by_family", "illness", "температура")
    assert {child.status for child in found.children} == {"excused"}
    assert check_placing(session, booking(TODAY, people.ann).placing) == (), "a cancelled session takes no place"
    restore_session(session, booked.id)
    found = row(session, booked.id)
    assert (found.status, found.reason, found.reason_note) == ("planned", None, "")
    assert {child.status for child in found.children} == {"invited"}


def test_who_stayed_away_without_notice_missed_the_session(session: OfficeSession, people: People) -> None:
    booked = book_session(session, booking(TODAY, people.ann))
    cancel_session(session, booked.id, "family", "unannounced")
    assert [child.status for child in row(session, booked.id).children] == ["missed"]


@pytest.mark.parametrize(
    ("by", "reason", "note", "field"),
    [
        ("nobody", "illness", "", "by"),
        ("family", "", "", "reason"),
        ("family", "boredom", "", "reason"),
        ("family", "illness", "x" * 301, "reason_note"),
    ],
)
def test_a_cancellation_needs_its_side_and_reason(
    session: OfficeSession, people: People, by: str, reason: str, note: str, field: str
) -> None:
    booked = book_session(session, booking(MONDAY, people.ann))
    with pytest.raises(UserError) as refused:
        cancel_session(session, booked.id, by, reason, note)
    assert refused.value.field == field


def test_a_place_taken_meanwhile_and_a_locked_note_keep_a_session_cancelled(
    session: OfficeSession, people: People
) -> None:
    booked = book_session(session, booking(MONDAY, people.ann))
    cancel_session(session, booked.id, "centre", "therapist_absent")
    book_session(session, booking(MONDAY, people.ann))
    with pytest.raises(Impossible):
        restore_session(session, booked.id)
    old = book_session(session, booking(TODAY - timedelta(days=8), people.bek))
    cancel_session(session, old.id, "centre", "event")
    with pytest.raises(UserError):
        restore_session(session, old.id)
    with pytest.raises(UserError):
        restore_session(session, book_session(session, booking(TUESDAY, people.bek)).id)


def test_a_planned_session_is_taken_out_unless_something_is_written_of_it(
    session: OfficeSession, people: People
) -> None:
    booked = book_session(session, booking(MONDAY, people.ann))
    before = all_rows(session)
    removed = remove_planned(session, booked.id)
    assert week(session, MONDAY, language="ru").sessions == ()
    undo_calendar(session, removed.undo)
    assert all_rows(session) == before
    written = make_session(session, people.site, TUESDAY, {people.ann: "invited"}, status="planned", start=540)
    session.get_one(TherapySession, written).note = "пришёл усталый"
    session.flush()
    with pytest.raises(UserError):
        remove_planned(session, written)


def test_a_pinned_session_says_so_until_it_is_unpinned(session: OfficeSession, people: People) -> None:
    booked = book_session(session, booking(MONDAY, people.ann))
    assert pin_session(session, booked.id).count == 1
    assert row(session, booked.id).pinned
    assert pin_session(session, booked.id).count == 0
    unpin_session(session, booked.id)
    assert not row(session, booked.id).pinned


def test_what_waits_to_be_written_up_and_what_comes_next(session: OfficeSession, people: People) -> None:
    def made(at: date, status: str, start: int | None = 540) -> uuid.UUID:
        return make_session(session, people.site, at, [people.ann], status=status, start=start, therapist=people.nigina)

    yesterday = TODAY - timedelta(days=1)
    past, held, this_morning = made(yesterday, "planned"), made(yesterday, "held", 600), made(TODAY, "planned")
    late, whenever = made(TODAY, "planned", 660), made(TODAY, "planned", None)
    made(yesterday, "cancelled_by_family")
    made(TODAY - timedelta(days=61), "planned")
    waiting = sessions_without_notes(session, TODAY, minute=600)
    assert [each.id for each in waiting] == [past, held, this_morning, whenever]
    assert sessions_without_notes(session, TODAY, therapist_id=people.tahmina) == ()
    assert [each.id for each in next_sessions(session, TODAY, 600)] == [late, whenever]
    assert [each.id for each in planned_of_child(session, people.ann, TODAY)] == [this_morning, late, whenever]


def test_who_does_not_plan_the_week_books_nothing(session: OfficeSession, people: People) -> None:
    session.actor = Actor(session.actor.account_id, "Одина", Role.OUTREACH_WORKER)
    with pytest.raises(Refused):
        book_session(session, booking(MONDAY, people.ann))
    assert week(session, MONDAY, language="tg").sessions == ()


def test_a_session_of_one_child_is_in_that_childs_history(session: OfficeSession, people: People) -> None:
    booked = book_session(session, booking(MONDAY, people.ann))
    move_session(session, booked.id, TUESDAY, 540, 30, None, None)
    session.finish()
    entries = session.execute(
        select(HistoryEntry.act, HistoryEntry.child_id, HistoryEntry.after)
        .where(HistoryEntry.entity == "therapy_session")
        .order_by(HistoryEntry.seq)
    ).all()
    assert [(act, child_id) for act, child_id, _after in entries] == [
        ("book_session", people.ann),
        ("move_session", people.ann),
    ]
    assert "2026-11-24" in str(entries[1].after)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_two_desks_that_book_a_child_at_once_do_not_both_succeed(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if engine == "sqlite":
        office = copy_of_centre(tmp_path / "centre").open()
    else:
        url = empty_database(request.getfixturevalue("postgresql_url"))
        office, _code = set_up(tmp_path / "centre", DETAILS, database=url, cost=CHEAP_COST_FOR_TESTS)
    with office:
        with office.write() as session:
            ann = make_enrolled(session, services(session)[0].id, given_name="Анора")
            desks = [booking(MONDAY, ann, start=540 + 5 * n, type="massage") for n in range(4)]

        def at_a_desk(wanted: Booking) -> str:
            try:
                with office.write() as work:
                    book_session(work, wanted)
                    time.sleep(0.05)  # the others begin before this one is done
            except Impossible as clash:
                return clash.clashes[0].kind
            return "booked"

        with ThreadPoolExecutor(len(desks)) as pool:
            told = sorted(pool.map(at_a_desk, desks))
    assert told == ["booked", *["child_elsewhere"] * 3]
