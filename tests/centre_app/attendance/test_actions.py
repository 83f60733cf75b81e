"""Marks are made whole or not at all, say why not, and can be undone."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from sqlalchemy import select

from centre_app.attendance.actions import mark_day, mark_group_present, mark_range, undo
from centre_app.attendance.models import Mark
from centre_app.attendance.queries import child_marks
from centre_app.attendance.rules import Cell, DayMark, MarkChange
from centre_app.changes import Change
from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, Refused, UserError
from centre_app.security.access import Actor, Role
from tests.conftest import TODAY, SiteIds
from tests.factories.attendance import enrolment_of, mark, weekdays
from tests.factories.children import make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.open_days import close, open_extra
from tests.statements import counted

WEDNESDAY = date(2026, 11, 18)
SUNDAY = date(2026, 11, 15)


@pytest.fixture
def child(session: OfficeSession, site: SiteIds) -> uuid.UUID:
    given_lists(session)
    return make_enrolled(session, site.day_care, site.morning, start=date(2026, 11, 2))


@pytest.fixture
def enrolment(session: OfficeSession, child: uuid.UUID) -> uuid.UUID:
    return enrolment_of(session, child)


def marks(session: OfficeSession, child_id: uuid.UUID) -> dict[date, Cell]:
    return {one.day: one.cell for one in child_marks(session, child_id, date(2020, 1, 1), date(2030, 1, 1))}


def test_a_mark_is_kept_with_its_history(session: OfficeSession, child: uuid.UUID, enrolment: uuid.UUID) -> None:
    mark_day(session, WEDNESDAY, [MarkChange(enrolment, "absent", "illness", "ангина")])
    session.finish()
    assert marks(session, child) == {WEDNESDAY: Cell("absent", "illness", "ангина")}
    entry = session.scalars(select(HistoryEntry).order_by(HistoryEntry.seq.desc()).limit(1)).one()
    assert (entry.act, entry.entity, entry.child_id, entry.before) == ("mark_day", "mark", child, None)
    assert entry.after is not None
    assert '"illness"' in entry.after
    assert Change.ATTENDANCE in session.touched


def test_a_mark_that_stays_as_it_is_leaves_no_history(session: OfficeSession, enrolment: uuid.UUID) -> None:
    mark(session, enrolment, [WEDNESDAY])
    session.finish()
    before = session.scalars(select(HistoryEntry.seq)).all()
    assert not mark(session, enrolment, [WEDNESDAY])
    session.finish()
    assert session.scalars(select(HistoryEntry.seq)).all() == before


def test_a_mark_is_changed_and_taken_away(session: OfficeSession, child: uuid.UUID, enrolment: uuid.UUID) -> None:
    mark(session, enrolment, [WEDNESDAY], "absent", "family")
    mark(session, enrolment, [WEDNESDAY], "late")
    assert marks(session, child) == {WEDNESDAY: Cell("late")}
    mark(session, enrolment, [WEDNESDAY], None)
    assert marks(session, child) == {}


def test_a_closed_day_cannot_be_marked_and_says_why(
    session: OfficeSession, site: SiteIds, child: uuid.UUID, enrolment: uuid.UUID
) -> None:
    with pytest.raises(UserError, match="Sunday"):
        mark(session, enrolment, [SUNDAY])
    close(session, site.site, WEDNESDAY, note="no heating")
    with pytest.raises(UserError, match="no heating") as refused:
        mark(session, enrolment, [WEDNESDAY])
    assert refused.value.field == "day"
    assert marks(session, child) == {}


def test_an_extra_working_day_can_be_marked(
    session: OfficeSession, site: SiteIds, child: uuid.UUID, enrolment: uuid.UUID
) -> None:
    open_extra(session, site.site, SUNDAY)
    mark(session, enrolment, [SUNDAY])
    assert marks(session, child) == {SUNDAY: Cell("present")}


def test_a_mark_on_a_day_closed_since_can_be_taken_away(
    session: OfficeSession, site: SiteIds, child: uuid.UUID, enrolment: uuid.UUID
) -> None:
    mark(session, enrolment, [WEDNESDAY])
    close(session, site.site, WEDNESDAY)
    mark(session, enrolment, [WEDNESDAY], None)
    assert marks(session, child) == {}


def test_a_day_before_the_enrolment_cannot_be_marked(session: OfficeSession, enrolment: uuid.UUID) -> None:
    with pytest.raises(UserError, match=r"02\.11\.2026") as refused:
        mark(session, enrolment, [date(2026, 10, 30)])
    assert refused.value.field == "enrolment"


def test_tomorrow_nobody_came_yet_but_an_absence_is_known(
    session: OfficeSession, child: uuid.UUID, enrolment: uuid.UUID
) -> None:
    monday = date(2026, 11, 23)
    with pytest.raises(UserError, match="still to come"):
        mark(session, enrolment, [monday])
    mark(session, enrolment, [monday], "absent", "treatment")
    assert marks(session, child)[monday].reason == "treatment"


def test_one_wrong_mark_leaves_none(
    session: OfficeSession, site: SiteIds, child: uuid.UUID, enrolment: uuid.UUID
) -> None:
    late_comer = enrolment_of(session, make_enrolled(session, site.day_care, given_name="Зарина", start=TODAY))
    with pytest.raises(UserError, match="Зарина"):
        mark_day(session, WEDNESDAY, [MarkChange(enrolment, "present"), MarkChange(late_comer, "present")])
    assert marks(session, child) == {}


def test_an_unknown_reason_or_enrolment_is_refused(session: OfficeSession, enrolment: uuid.UUID) -> None:
    with pytest.raises(UserError, match="volcano"):
        mark(session, enrolment, [WEDNESDAY], "absent", "volcano")
    with pytest.raises(NotFound):
        mark(session, uuid.uuid4(), [WEDNESDAY])


def test_a_child_is_marked_once_a_day(session: OfficeSession, enrolment: uuid.UUID) -> None:
    with pytest.raises(UserError, match="twice"):
        mark_day(session, WEDNESDAY, [MarkChange(enrolment, "present"), MarkChange(enrolment, "late")])


def test_a_range_over_a_weekend_passes_over_closed_days(
    session: OfficeSession, child: uuid.UUID, enrolment: uuid.UUID
) -> None:
    fortnight = [date(2026, 10, 26 + n) if n < 6 else date(2026, 11, n - 5) for n in range(14)]
    change = MarkChange(enrolment, "absent", "quarantine")
    done = mark_range(session, [DayMark(day, change) for day in fortnight], skip_closed=True)
    # 6 November is the Day of the Constitution; the enrolment begins on the 2nd.
    assert sorted(marks(session, child)) == weekdays(date(2026, 11, 2), date(2026, 11, 5))
    assert done.count == 4


def test_the_whole_group_present_leaves_what_is_marked(session: OfficeSession, site: SiteIds, child: uuid.UUID) -> None:
    mark(session, enrolment_of(session, child), [WEDNESDAY], "absent", "illness")
    other = make_enrolled(session, site.day_care, site.morning, "Мадина", sex="female")
    elsewhere = make_enrolled(session, site.day_care, site.afternoon, "Фируз")
    assert mark_group_present(session, site.morning, WEDNESDAY).count == 1
    assert marks(session, other) == {WEDNESDAY: Cell("present")}
    assert marks(session, child)[WEDNESDAY].status == "absent"
    assert marks(session, elsewhere) == {}
    assert mark_group_present(session, site.day_care, WEDNESDAY).count == 1


def test_the_whole_group_present_on_a_closed_day_says_why(session: OfficeSession, site: SiteIds) -> None:
    with pytest.raises(UserError, match="Sunday"):
        mark_group_present(session, site.morning, SUNDAY)
    with pytest.raises(NotFound):
        mark_group_present(session, uuid.uuid4(), WEDNESDAY)


def test_undo_puts_back_exactly_what_was(session: OfficeSession, child: uuid.UUID, enrolment: uuid.UUID) -> None:
    week = weekdays(date(2026, 11, 16), date(2026, 11, 19))
    mark(session, enrolment, week[:2], "absent", "illness", "ангина")
    before = marks(session, child)
    done = mark(session, enrolment, week)
    back = undo(session, done)
    assert marks(session, child) == before
    undo(session, back)
    # Who came after all keeps the note.
    assert [marks(session, child)[day].note for day in week] == ["ангина", "ангина", "", ""]
    assert {cell.status for cell in marks(session, child).values()} == {"present"}


def test_undo_is_refused_when_the_mark_was_changed_since(
    session: OfficeSession, child: uuid.UUID, enrolment: uuid.UUID
) -> None:
    done = mark(session, enrolment, [WEDNESDAY])
    mark(session, enrolment, [WEDNESDAY], "late")
    with pytest.raises(UserError, match="changed since"):
        undo(session, done)
    assert marks(session, child) == {WEDNESDAY: Cell("late")}


def test_undo_brings_no_mark_back_to_a_day_closed_since(
    session: OfficeSession, site: SiteIds, enrolment: uuid.UUID
) -> None:
    mark(session, enrolment, [WEDNESDAY])
    gone = mark(session, enrolment, [WEDNESDAY], None)
    close(session, site.site, WEDNESDAY)
    with pytest.raises(UserError, match="not an open day"):
        undo(session, gone)


def test_who_only_reads_figures_marks_nobody(session: OfficeSession, enrolment: uuid.UUID) -> None:
    session.actor = Actor(None, "Бозор", Role.NUMBERS_ONLY)
    with pytest.raises(Refused):
        mark(session, enrolment, [WEDNESDAY])


def test_a_day_costs_as_many_statements_for_ten_children_as_for_one(
    session: OfficeSession, site: SiteIds, enrolment: uuid.UUID
) -> None:
    with counted(session) as one:
        mark(session, enrolment, [WEDNESDAY])
    for n in range(9):
        make_enrolled(session, site.day_care, site.morning, "Фарзона", surname=f"Саидова {'абвгдежзи'[n]}")
    with counted(session) as ten:
        assert mark_group_present(session, site.morning, WEDNESDAY).count == 9
    assert len(ten) <= len(one) + 2  # which group it is, and who is in it
    assert len(session.scalars(select(Mark.enrolment_id)).all()) == 10
