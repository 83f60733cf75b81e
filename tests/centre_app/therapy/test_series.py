"""Series: what is booked and what is told, changing one, the following or all, and who leaves."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.therapy.actions import (
    ClashNeedsReason,
    Impossible,
    SeriesResult,
    book_many,
    book_series,
    book_session,
    cancel_session,
    change_children,
    copy_week,
    end_for_child,
    move_session,
    preview_series,
    reassign,
    remove_planned,
    restore_session,
    therapist_leaves,
    undo_calendar,
)
from centre_app.therapy.calendar import SessionRow, planned_of_child, series_of, session_row, week, without_therapist
from centre_app.therapy.models import SeriesException, SessionChild, SessionSeries, TherapySession
from centre_app.therapy.recurrence import Rule, parse_rule, rule_days
from centre_app.workplace.actions import staff_leaves
from tests.conftest import SiteIds
from tests.factories.children import make_enrolled
from tests.factories.open_days import close
from tests.factories.therapy import booking, make_session, series_booking
from tests.factories.workplace import make_absence, make_room, make_staff
from tests.statements import counted

MONDAY = date(2026, 11, 23)
TWICE = "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=6"
DAYS = [MONDAY + timedelta(days=n) for n in (0, 2, 7, 9, 14, 16)]


@dataclass(frozen=True)
class People:
    """Who is at the centre."""

    site: uuid.UUID
    ann: uuid.UUID
    bek: uuid.UUID
    nigina: uuid.UUID
    tahmina: uuid.UUID


@pytest.fixture
def people(session: OfficeSession, site: SiteIds) -> People:
    """Two children and two therapists."""
    return People(
        site.site,
        make_enrolled(session, site.day_care, site.morning, "Анора", surname="Каримова"),
        make_enrolled(session, site.day_care, site.morning, "Бек", surname="Алиев"),
        make_staff(session, "Сафарова Нигина"),
        make_staff(session, "Назарова Таҳмина"),
    )


def sessions_of(session: OfficeSession, child_id: uuid.UUID) -> list[SessionRow]:
    """A child's planned sessions, by day."""
    return list(planned_of_child(session, child_id, date(2026, 1, 1)))


def twice_a_week(session: OfficeSession, people: People) -> tuple[SeriesResult, list[SessionRow]]:
    """Six sessions on Mondays and Wednesdays."""
    booked = book_series(session, series_booking(MONDAY, people.ann, rule=TWICE, therapist_id=people.nigina))
    return booked, sessions_of(session, people.ann)


def everything(session: OfficeSession) -> list[str]:
    """All rows of the calendar's tables."""
    models = (TherapySession, SessionChild, SessionSeries, SeriesException)
    return sorted(repr(tuple(row)) for model in models for row in session.execute(select(model.__table__)))


def test_a_series_makes_a_session_on_each_day_of_its_rule(session: OfficeSession, people: People) -> None:
    booked, rows = twice_a_week(session, people)
    assert (booked.made, booked.skipped, booked.left_out) == (6, (), ())
    assert [row.day for row in rows] == DAYS
    assert {(row.series_id, row.start_minute, row.therapist_id, row.changed_alone) for row in rows} == {
        (booked.series_id, 540, people.nigina, False)
    }
    found = series_of(session, booked.series_id)
    assert (found.rule, found.first_day, found.last_day) == (TWICE, MONDAY, DAYS[-1])
    assert (found.child_ids, found.exceptions, found.planned, found.others) == ((people.ann,), (), 6, 0)


def test_what_makes_a_day_impossible_is_skipped_and_told(session: OfficeSession, people: People) -> None:
    close(session, people.site, DAYS[0], note="ремонт")
    make_absence(session, people.nigina, DAYS[1], reason="семинар")
    book_session(session, booking(DAYS[2], people.bek, therapist_id=people.nigina))
    staff_leaves(session, people.nigina, DAYS[4])
    booked, rows = twice_a_week(session, people)
    assert [row.day for row in rows] == [DAYS[3], DAYS[4]]
    assert [(told, why.in_words()) for told, why in booked.skipped] == [
        (DAYS[0], "23.11.2026: The centre is closed: ремонт."),
        (DAYS[1], "Сафарова Нигина is away: семинар."),
        (DAYS[2], "Сафарова Нигина has another session then: speech therapy, 09:00–09:30, Сафарова Нигина."),
        (DAYS[5], "Сафарова Нигина works here until 07.12.2026."),
    ]
    assert set(series_of(session, booked.series_id).exceptions) == {DAYS[0], DAYS[1], DAYS[2], DAYS[5]}


def test_a_series_is_the_rules_days_without_exceptions_and_closed_days(session: OfficeSession, people: People) -> None:
    close(session, people.site, date(2026, 12, 28), date(2027, 1, 15))
    rule = Rule((1, 2, 3, 4, 5), 1, date(2027, 3, 31))
    out = (date(2027, 2, 1), date(2027, 2, 2))
    booked = book_series(session, replace(series_booking(MONDAY, people.ann), rule=rule, exceptions=out))
    skipped = {day for day, _why in booked.skipped}
    assert {date(2027, 1, 4), date(2027, 3, 8)} < skipped, "a closure, and a public holiday"
    assert date(2027, 3, 12) not in skipped
    assert [row.day for row in sessions_of(session, people.ann)] == [
        day for day in rule_days(rule, MONDAY, out) if day not in skipped
    ]
    assert booked.made + len(skipped) + len(out) == len(rule_days(rule, MONDAY))


def test_a_child_whose_enrolment_ends_is_left_out_of_later_sessions_and_told(
    session: OfficeSession, people: People, site: SiteIds
) -> None:
    vera = make_enrolled(session, site.day_care, given_name="Вера", surname="Ли", end=DAYS[2])
    booked = book_series(session, series_booking(MONDAY, people.ann, vera, rule=TWICE))
    assert booked.made == 6
    assert [row.day for row in sessions_of(session, vera)] == DAYS[:3]
    assert [row.day for row in sessions_of(session, people.ann)] == DAYS
    assert [(told, why.in_words()) for told, why in booked.left_out] == [
        (day, f"Ли Вера is not enrolled on {day:%d.%m.%Y}.") for day in DAYS[3:]
    ]


def test_a_child_alone_has_no_sessions_after_its_enrolment(
    session: OfficeSession, site: SiteIds, people: People
) -> None:
    vera = make_enrolled(session, site.day_care, given_name="Вера", end=DAYS[2])
    booked = book_series(session, series_booking(MONDAY, vera, rule=TWICE))
    assert (booked.made, [day for day, _why in booked.skipped]) == (3, DAYS[3:])


def test_a_series_without_any_possible_day_is_refused(session: OfficeSession, people: People) -> None:
    close(session, people.site, MONDAY, MONDAY + timedelta(days=60))
    with pytest.raises(Impossible):
        twice_a_week(session, people)


def test_a_rule_that_yields_ten_thousand_sessions_is_refused_with_the_number(
    session: OfficeSession, people: People
) -> None:
    with pytest.raises(UserError) as refused:
        book_series(session, series_booking(MONDAY, people.ann, rule="FREQ=DAILY;COUNT=10000"))
    assert "10000" in str(refused.value)
    assert sessions_of(session, people.ann) == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"rule": "FREQ=WEEKLY"}, "until"),
        ({"rule": "FREQ=HOURLY", "count": 3}, "rule"),
        ({"count": 0}, "until"),
        ({"until": date(2026, 11, 1)}, "until"),
        ({"type": "dancing"}, "type"),
        ({"minutes": 1440}, "minutes"),
        ({"child_ids": ()}, "child_ids"),
        ({"exceptions": tuple(DAYS)}, "rule"),
    ],
)
def test_a_series_that_cannot_be_names_its_field(
    session: OfficeSession, people: People, values: dict[str, object], field: str
) -> None:
    wanted = replace(series_booking(MONDAY, people.ann, rule=TWICE), **values)  # type: ignore[arg-type]
    for asked in (preview_series, book_series):
        with pytest.raises(UserError) as refused:
            asked(session, wanted)
        assert refused.value.field == field


def test_the_end_can_be_said_beside_the_rule(session: OfficeSession, people: People) -> None:
    weekly = series_booking(MONDAY, people.ann, rule="FREQ=WEEKLY")
    assert len(preview_series(session, replace(weekly, count=3)).days) == 3
    assert preview_series(session, replace(weekly, until=DAYS[2])).days == (DAYS[0], DAYS[2])


def test_a_preview_says_the_same_and_writes_nothing(session: OfficeSession, people: People) -> None:
    close(session, people.site, DAYS[1])
    room = make_room(session, places=4)
    book_session(session, booking(DAYS[2], people.bek, room_id=room))
    wanted = series_booking(MONDAY, people.ann, rule=TWICE, room_id=room)
    before = everything(session)
    seen = preview_series(session, wanted)
    assert everything(session) == before
    assert [clash.kind for clash in seen.clashes] == ["room_taken"]
    with pytest.raises(ClashNeedsReason):
        book_series(session, wanted)
    booked = book_series(session, replace(wanted, clash_reason="в углу"))
    assert (booked.made, booked.skipped) == (len(seen.days), seen.skipped)
    assert [row.clash_reason for row in sessions_of(session, people.ann)] == ["", "в углу", "", "", ""]


def test_undoing_a_series_leaves_nothing_of_it(session: OfficeSession, people: People) -> None:
    before = everything(session)
    booked, _rows = twice_a_week(session, people)
    assert booked.undo.count == 6
    again = undo_calendar(session, booked.undo)
    assert everything(session) == before
    undo_calendar(session, again)
    assert [row.day for row in sessions_of(session, people.ann)] == DAYS


def test_a_long_series_takes_no_more_statements_than_a_short_one(session: OfficeSession, people: People) -> None:
    def sent(count: int, start: int) -> int:
        wanted = series_booking(MONDAY, people.ann, rule=f"FREQ=WEEKLY;BYDAY=TU,TH;COUNT={count}", start=start)
        with counted(session) as statements:
            book_series(session, wanted)
        return len(statements)

    assert sent(30, 600) <= sent(2, 540) + 2  # a year's holidays more


def test_this_one_moves_alone(session: OfficeSession, people: People) -> None:
    booked, rows = twice_a_week(session, people)
    move_session(session, rows[2].id, DAYS[2] + timedelta(days=1), 600, 30, people.tahmina, None)
    moved = session_row(session, rows[2].id, "tg")
    assert (moved.day, moved.changed_alone, moved.series_id) == (DAYS[2] + timedelta(days=1), True, booked.series_id)
    assert [row.day for row in sessions_of(session, people.ann)] == [*DAYS[:2], moved.day, *DAYS[3:]]
    assert series_of(session, booked.series_id).rule == TWICE


def test_all_move_but_those_held_cancelled_or_changed_alone(session: OfficeSession, people: People) -> None:
    booked, rows = twice_a_week(session, people)
    session.get_one(TherapySession, rows[0].id).status = "held"
    session.flush()
    cancel_session(session, rows[1].id, "family", "illness")
    move_session(session, rows[2].id, rows[2].day, 660, 30, people.nigina, None)
    moved = move_session(session, rows[3].id, rows[3].day, 600, 45, people.nigina, None, scope="all")
    assert (moved.count, moved.stayed) == (3, ())
    starts = [session_row(session, row.id, "tg").start_minute for row in rows]
    assert starts == [540, 540, 660, 600, 600, 600]
    found = series_of(session, booked.series_id)
    assert (found.start_minute, found.minutes, found.planned, found.others) == (600, 45, 4, 2)


def test_another_weekday_is_meant_for_the_same_weekday_of_the_series_only(
    session: OfficeSession, people: People
) -> None:
    booked, rows = twice_a_week(session, people)
    move_session(session, rows[3].id, rows[3].day + timedelta(days=1), 540, 30, people.nigina, None, scope="all")
    days = [row.day for row in sessions_of(session, people.ann)]
    assert days == [day + timedelta(days=1) if day.isoweekday() == 3 else day for day in DAYS]
    found = series_of(session, booked.series_id)
    assert list(rule_days(parse_rule(found.rule, found.first_day), found.first_day)) == days
    with pytest.raises(UserError) as refused:
        move_session(session, rows[3].id, rows[3].day + timedelta(days=7), 540, 30, None, None, scope="all")
    assert refused.value.field == "day"


def test_this_and_the_following_become_a_series_of_their_own(session: OfficeSession, people: People) -> None:
    booked, rows = twice_a_week(session, people)
    before = everything(session)
    moved = move_session(session, rows[3].id, rows[3].day, 660, 30, people.tahmina, None, scope="following")
    now = sessions_of(session, people.ann)
    assert [row.start_minute for row in now] == [540, 540, 540, 660, 660, 660]
    assert {row.series_id for row in now[:3]} == {booked.series_id}
    (new_id,) = {row.series_id for row in now[3:]}
    assert new_id is not None and new_id != booked.series_id
    first, second = series_of(session, booked.series_id), series_of(session, new_id)
    assert list(rule_days(parse_rule(first.rule, first.first_day), first.first_day)) == DAYS[:3]
    assert list(rule_days(parse_rule(second.rule, second.first_day), second.first_day)) == DAYS[3:]
    assert (second.therapist_id, second.child_ids, second.planned) == (people.tahmina, (people.ann,), 3)
    undo_calendar(session, moved.undo)
    assert everything(session) == before


def test_the_following_of_the_first_are_all(session: OfficeSession, people: People) -> None:
    booked, rows = twice_a_week(session, people)
    move_session(session, rows[0].id, rows[0].day, 660, 30, None, None, scope="following")
    assert session.scalar(select(func.count()).select_from(SessionSeries)) == 1
    assert series_of(session, booked.series_id).start_minute == 660


def test_those_that_cannot_move_stay_and_are_told(session: OfficeSession, people: People) -> None:
    _booked, rows = twice_a_week(session, people)
    close(session, people.site, DAYS[2] + timedelta(days=1))
    moved = move_session(session, rows[0].id, MONDAY + timedelta(days=1), 540, 30, people.nigina, None, scope="all")
    assert (moved.count, [day for day, _why in moved.stayed]) == (5, [DAYS[2]])
    stayed = session_row(session, rows[2].id, "tg")
    assert (stayed.day, stayed.changed_alone) == (DAYS[2], True)
    close(session, people.site, MONDAY + timedelta(days=4))
    with pytest.raises(Impossible):
        move_session(session, rows[0].id, MONDAY + timedelta(days=4), 540, 30, None, None, scope="all")


def test_a_child_comes_into_the_following_sessions_where_it_can(session: OfficeSession, people: People) -> None:
    booked, rows = twice_a_week(session, people)
    book_session(session, booking(DAYS[4], people.bek))
    changed = change_children(session, rows[3].id, [people.ann, people.bek], scope="following")
    assert (changed.count, [day for day, _why in changed.stayed]) == (2, [DAYS[4]])
    there = [row for row in sessions_of(session, people.bek) if row.series_id is not None]
    assert [row.day for row in there] == [DAYS[3], DAYS[5]]
    assert series_of(session, booked.series_id).child_ids == (people.ann,)
    assert set(series_of(session, there[0].series_id or uuid.uuid4()).child_ids) == {people.ann, people.bek}


def test_a_child_leaves_all_sessions_in_which_others_stay(session: OfficeSession, people: People) -> None:
    booked = book_series(session, series_booking(MONDAY, people.ann, people.bek, rule=TWICE))
    rows = sessions_of(session, people.ann)
    change_children(session, rows[1].id, [people.bek])
    changed = change_children(session, rows[0].id, [people.ann], scope="all")
    assert (changed.count, [day for day, _why in changed.stayed]) == (5, [DAYS[1]])
    assert [row.day for row in sessions_of(session, people.bek)] == [DAYS[1]]
    assert series_of(session, booked.series_id).child_ids == (people.ann,)


def test_cancelling_and_removing_take_also_those_changed_alone(session: OfficeSession, people: People) -> None:
    booked, rows = twice_a_week(session, people)
    move_session(session, rows[4].id, rows[4].day, 660, 30, people.nigina, None)
    cancelled = cancel_session(session, rows[3].id, "centre", "therapist_absent", scope="following")
    assert cancelled.count == 3
    assert [row.day for row in sessions_of(session, people.ann)] == DAYS[:3]
    restore_session(session, rows[4].id)
    removed = remove_planned(session, rows[1].id, scope="following")
    assert removed.count == 3
    assert [row.day for row in sessions_of(session, people.ann)] == DAYS[:1]
    found = series_of(session, booked.series_id)
    assert (found.planned, found.others, found.last_day) == (1, 2, DAYS[0] + timedelta(days=1))


def test_a_session_put_back_after_its_series_had_moved_stands_alone(session: OfficeSession, people: People) -> None:
    _booked, rows = twice_a_week(session, people)
    for one in rows[1:3]:
        cancel_session(session, one.id, "family", "illness")
    restore_session(session, rows[2].id)
    assert not session_row(session, rows[2].id, "tg").changed_alone
    move_session(session, rows[3].id, rows[3].day, 660, 30, people.nigina, None, scope="all")
    restore_session(session, rows[1].id)
    found = session_row(session, rows[1].id, "tg")
    assert (found.start_minute, found.changed_alone) == (540, True)


def test_a_series_without_sessions_is_gone(session: OfficeSession, people: People) -> None:
    before = everything(session)
    _booked, rows = twice_a_week(session, people)
    one = remove_planned(session, rows[0].id)
    rest = remove_planned(session, rows[3].id, scope="all")
    assert everything(session) == before
    undo_calendar(session, rest.undo)
    undo_calendar(session, one.undo)
    assert [row.day for row in sessions_of(session, people.ann)] == DAYS


def test_a_copied_week_is_never_doubled_and_tells_what_it_left_out(
    session: OfficeSession, people: People, site: SiteIds
) -> None:
    vera = make_enrolled(session, site.day_care, given_name="Вера", surname="Ли", end=MONDAY + timedelta(days=5))
    book_many(
        session,
        [
            booking(MONDAY, people.ann, therapist_id=people.nigina),
            booking(MONDAY, people.bek, vera, start=600),
            booking(MONDAY + timedelta(days=1), people.bek),
            booking(MONDAY + timedelta(days=2), vera),
            booking(MONDAY + timedelta(days=3), people.ann),
        ],
    )
    make_session(session, people.site, MONDAY, [people.ann], status="cancelled_by_family", start=700)
    next_week = MONDAY + timedelta(days=7)
    close(session, people.site, next_week + timedelta(days=1))
    book_session(session, booking(next_week + timedelta(days=3), people.ann, start=550))
    copied = copy_week(session, MONDAY, next_week)
    assert (copied.made, copied.already) == (2, 0)
    assert [day.isoweekday() for day, _why in copied.skipped] == [2, 3, 4]
    assert [why.in_words() for _day, why in copied.left_out] == [
        "speech therapy, 10:00–10:30: Ли Вера is not enrolled on 30.11.2026."
    ]
    again = copy_week(session, MONDAY, next_week)
    assert (again.made, again.already) == (0, 2)
    assert len(week(session, next_week, language="ru").sessions) == 3
    undo_calendar(session, copied.undo)
    assert len(week(session, next_week, language="ru").sessions) == 1
    assert copy_week(session, MONDAY, next_week, therapist_id=people.nigina).made == 1
    with pytest.raises(UserError):
        copy_week(session, MONDAY, MONDAY + timedelta(days=6))
    assert copy_week(session, MONDAY - timedelta(days=70), MONDAY).made == 0


def test_a_copy_keeps_the_reason_of_a_clash_and_asks_for_no_new_one(session: OfficeSession, people: People) -> None:
    late = booking(MONDAY, people.ann, start=1020, therapist_id=people.nigina, clash_reason="только вечером")
    book_session(session, late)
    copy_week(session, MONDAY, MONDAY + timedelta(days=7))
    (found,) = week(session, MONDAY + timedelta(days=7), language="ru").sessions
    assert found.clash_reason == "только вечером"


def test_when_enrolment_ends_a_child_leaves_groups_and_its_own_sessions_go(
    session: OfficeSession, people: People
) -> None:
    own = book_series(session, series_booking(MONDAY, people.ann, rule=TWICE))
    group = book_series(session, series_booking(MONDAY, people.ann, people.bek, rule=TWICE, start=660))
    before = everything(session)
    ended = end_for_child(session, people.ann, DAYS[3])
    assert (ended.left, ended.removed) == (2, 2)
    assert [row.day for row in sessions_of(session, people.ann)] == [day for day in DAYS[:4] for _ in range(2)]
    assert [row.day for row in sessions_of(session, people.bek)] == DAYS
    assert series_of(session, group.series_id).child_ids == (people.bek,)
    assert series_of(session, own.series_id).exceptions == tuple(DAYS[4:])
    undo_calendar(session, ended.undo)
    assert everything(session) == before


def test_sessions_of_a_therapist_who_left_are_given_to_another(session: OfficeSession, people: People) -> None:
    booked, rows = twice_a_week(session, people)
    leaving = therapist_leaves(session, people.nigina, DAYS[2])
    assert leaving.sessions == tuple(row.id for row in rows[3:])
    assert [row.id for row in without_therapist(session, MONDAY)] == list(leaving.sessions)
    book_session(session, booking(DAYS[5], people.bek, therapist_id=people.tahmina))
    given = reassign(session, leaving.sessions, people.tahmina)
    assert (given.count, [day for day, _why in given.stayed]) == (2, [DAYS[5]])
    assert [row.therapist_id for row in sessions_of(session, people.ann)] == [
        *[people.nigina] * 3,
        *[people.tahmina] * 2,
        None,
    ]
    assert session_row(session, rows[3].id, "tg").changed_alone
    with pytest.raises(Impossible):
        reassign(session, [rows[5].id], people.tahmina)
    assert series_of(session, booked.series_id).therapist_id == people.nigina


def test_a_whole_series_that_is_given_away_stays_a_series(session: OfficeSession, people: People) -> None:
    booked, rows = twice_a_week(session, people)
    reassign(session, [row.id for row in rows], people.tahmina)
    assert series_of(session, booked.series_id).therapist_id == people.tahmina
    assert not any(row.changed_alone for row in sessions_of(session, people.ann))


def test_an_empty_rest_of_a_rule_is_told_at_the_rule(session: OfficeSession, people: People) -> None:
    only_weekend = series_booking(MONDAY, people.ann, rule="FREQ=WEEKLY;BYDAY=SA;UNTIL=20261125")
    with pytest.raises(UserError) as refused:
        book_series(session, only_weekend)
    assert refused.value.field == "rule"
