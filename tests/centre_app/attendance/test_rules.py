"""Which marks can be made, and what they become."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from centre_app.attendance.rules import (
    Cell,
    ChildAttendance,
    DayTotals,
    MarkChange,
    Place,
    check_not_ahead,
    check_place,
    day_totals,
    marked,
)
from centre_app.errors import UserError
from centre_app.language.translate import Message

ONE = uuid.UUID(int=1)
REASONS = frozenset({"illness", "family", "unknown"})
DAY = date(2026, 11, 18)


def place(day: date = DAY, *, end: date | None = None, why: Message | None = None) -> Place:
    return Place(day, why, "Раҳимов Ҷамшед", date(2026, 11, 2), end)


def test_an_absence_without_a_reason_has_the_reason_unknown() -> None:
    assert marked(MarkChange(ONE, "absent"), None, REASONS) == Cell("absent", "unknown")


def test_an_absence_marked_again_keeps_its_reason_and_note() -> None:
    was = Cell("absent", "illness", "rang on Monday")
    assert marked(MarkChange(ONE, "absent"), was, REASONS) == was


def test_a_reason_out_of_the_list_stays_where_it_stands_but_cannot_be_given() -> None:
    was = Cell("absent", "lice")
    assert marked(MarkChange(ONE, "absent", "lice", "x"), was, REASONS) == Cell("absent", "lice", "x")
    with pytest.raises(UserError, match="lice") as refused:
        marked(MarkChange(ONE, "absent", "lice"), None, REASONS)
    assert refused.value.field == "reason"


def test_who_came_after_all_has_no_reason_but_keeps_the_note() -> None:
    assert marked(MarkChange(ONE, "late"), Cell("absent", "illness", "a note"), REASONS) == Cell("late", None, "a note")


def test_an_empty_note_takes_the_note_away() -> None:
    assert marked(MarkChange(ONE, "present", note=" "), Cell("present", None, "x"), REASONS) == Cell("present")


def test_no_status_is_no_mark() -> None:
    assert marked(MarkChange(ONE, None), Cell("present"), REASONS) is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (MarkChange(ONE, "asleep"), "status"),
        (MarkChange(ONE, "present", "illness"), "reason"),
        (MarkChange(ONE, "present", note="n" * 301), "note"),
        (MarkChange(ONE, "present", note="a\x07b"), "note"),
    ],
)
def test_what_cannot_be_a_mark_names_its_field(change: MarkChange, field: str) -> None:
    with pytest.raises(UserError) as refused:
        marked(change, None, REASONS)
    assert refused.value.field == field


def test_a_closed_day_says_why_it_is_closed() -> None:
    with pytest.raises(UserError, match=r"18\.11\.2026 is not an open day\. Navruz") as refused:
        check_place(place(why=Message("Navruz")))
    assert refused.value.field == "day"


def test_a_day_outside_the_enrolment_says_its_dates() -> None:
    with pytest.raises(UserError, match=r"from 02\.11\.2026: 01\.11\.2026"):
        check_place(place(date(2026, 11, 1)))
    with pytest.raises(UserError, match=r"from 02\.11\.2026 to 17\.11\.2026: 18\.11\.2026") as refused:
        check_place(place(end=date(2026, 11, 17)))
    assert refused.value.field == "enrolment"


def test_an_enrolment_covers_its_first_and_its_last_day() -> None:
    assert place(date(2026, 11, 2)).markable
    assert place(end=DAY).markable


@pytest.mark.parametrize("status", ["present", "late"])
def test_nobody_has_come_on_a_day_to_come(status: str) -> None:
    with pytest.raises(UserError):
        check_not_ahead(DAY, Cell(status), date(2026, 11, 17))
    check_not_ahead(DAY, Cell(status), DAY)


def test_an_absence_known_beforehand_can_be_marked() -> None:
    check_not_ahead(DAY, Cell("absent", "family"), date(2026, 11, 1))


def test_no_mark_is_unmarked_and_never_an_absence() -> None:
    totals = day_totals(["present", "late", "absent", None, None])
    assert totals == DayTotals(expected=5, present=1, late=1, absent=1)
    assert (totals.came, totals.unmarked) == (2, 2)


def test_a_rate_of_nothing_is_none() -> None:
    assert ChildAttendance(open_days=5).rate is None
    half = ChildAttendance(open_days=5, enrolled_days=4, present=1, late=1, absent_by_reason={"illness": 1})
    assert (half.rate, half.unmarked) == (0.5, 1)
