"""What documents are asked for."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from centre_app.children.queries import ChildFilter
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, UserError
from centre_app.reports.parameters import CHILD, EMPTY_ROWS, FILTER, GROUP, MONTH, PERIOD, WEEK, read_parameters
from tests.conftest import SiteIds
from tests.factories.children import make_child

ALL = (MONTH, GROUP, CHILD, PERIOD, FILTER, EMPTY_ROWS)


def test_what_is_left_out_is_the_month_that_is_over_and_three_months(session: OfficeSession) -> None:
    asked = read_parameters(session, ALL, {})
    assert asked.month == (2026, 10)
    assert (asked.first, asked.last) == (date(2026, 9, 1), date(2026, 11, 20))
    assert asked.filter == ChildFilter()


def test_in_january_the_month_that_is_over_is_last_years_december(session: OfficeSession) -> None:
    session.today = date(2026, 1, 5)
    asked = read_parameters(session, ALL, {})
    assert asked.month == (2025, 12)
    assert asked.first == date(2025, 11, 1)


@pytest.mark.parametrize("month", ["2026-10", " 2026-10 ", (2026, 10)])
def test_a_month_is_written_or_given(session: OfficeSession, month: object) -> None:
    assert read_parameters(session, ALL, {"month": month}).month == (2026, 10)


@pytest.mark.parametrize("month", ["2026", "10.2026", "2026-13", "0000-01", (2026, 0), 7])
def test_what_is_not_a_month_is_refused_with_the_way_to_write_it(session: OfficeSession, month: object) -> None:
    with pytest.raises(UserError, match="2026-10") as wrong:
        read_parameters(session, ALL, {"month": month})
    assert wrong.value.field == "month"


def test_a_period_is_typed_as_days_are_anywhere(session: OfficeSession) -> None:
    asked = read_parameters(session, ALL, {"first": "1.6.2026", "last": date(2026, 8, 31)})
    assert (asked.first, asked.last) == (date(2026, 6, 1), date(2026, 8, 31))
    with pytest.raises(UserError) as wrong:
        read_parameters(session, ALL, {"last": "soon"})
    assert wrong.value.field == "last"
    with pytest.raises(UserError) as turned:
        read_parameters(session, ALL, {"first": date(2026, 9, 2), "last": date(2026, 9, 1)})
    assert turned.value.field == "last"


def test_children_are_named_by_id_or_number_one_or_several(session: OfficeSession, site: SiteIds) -> None:
    one, two = make_child(session, number="K-0007"), make_child(session, number="K-0008")
    assert read_parameters(session, ALL, {"child": "k-0007"}).children == (one,)
    assert read_parameters(session, ALL, {"child": [two, "K-0007"]}).children == (two, one)
    with pytest.raises(NotFound):
        read_parameters(session, ALL, {"child": "K-9999"})


def test_a_group_that_is_no_id_and_a_count_that_is_no_number_are_refused(session: OfficeSession) -> None:
    for name, value in (("group", "Ситора"), ("empty_rows", "many"), ("empty_rows", 100_000)):
        with pytest.raises(UserError) as wrong:
            read_parameters(session, ALL, {name: value})
        assert wrong.value.field == name
    group = uuid.uuid4()
    assert read_parameters(session, ALL, {"group": str(group)}).group == group


def test_a_month_that_was_said_ends_the_period(session: OfficeSession) -> None:
    asked = read_parameters(session, (CHILD, PERIOD), {"month": "2026-10"})
    assert (asked.first, asked.last) == (date(2026, 8, 1), date(2026, 10, 31))


def test_the_month_under_way_ends_the_period_today(session: OfficeSession) -> None:
    assert read_parameters(session, (CHILD, PERIOD), {"month": "2026-11"}).last == session.today


def test_month_and_child_may_be_said_for_every_document(session: OfficeSession) -> None:
    assert read_parameters(session, (MONTH,), {"child": "K-0001"}).children == ()
    read_parameters(session, (FILTER,), {"month": "2026-10"})


def test_what_else_a_document_does_not_take_is_refused_rather_than_passed_over(session: OfficeSession) -> None:
    with pytest.raises(UserError) as wrong:
        read_parameters(session, (MONTH,), {"blank": True})
    assert wrong.value.field == "blank"
    read_parameters(session, (MONTH,), {"child": None, "blank": False})


@pytest.mark.parametrize("week", ["9999-W52", "0001-W01", "2026-W54", "9999-12-31"])
def test_a_week_of_no_century_of_ours_is_refused_with_the_way_to_write_it(session: OfficeSession, week: str) -> None:
    with pytest.raises(UserError, match="2026-W48"):
        read_parameters(session, (WEEK,), {"week": week})


@pytest.mark.parametrize("period", [{"last": "31.12.9999"}, {"first": "0001-01-01"}, {"last": "0001-01-01"}])
def test_a_period_of_no_century_of_ours_is_refused(session: OfficeSession, period: dict[str, object]) -> None:
    with pytest.raises(UserError, match="is not a day"):
        read_parameters(session, ALL, period)
