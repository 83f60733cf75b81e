"""How long it took, and what may be written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.errors import UserError
from centre_app.waiting.rules import (
    OPEN,
    Waited,
    check_open,
    check_priority,
    check_request,
    check_step,
    days_waited,
    priority_order,
    waited,
)

TODAY = date(2026, 11, 20)


def test_the_wait_is_the_start_less_the_request() -> None:
    assert days_waited(date(2026, 9, 1), date(2026, 9, 1)) == 0
    assert days_waited(date(2026, 9, 1), TODAY) == 80


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle() -> None:
    assert waited([10, 40, 20, 31]) == Waited(4, 25.5, 40)
    assert waited([7]) == Waited(1, 7.0, 7)


def test_nobody_waited_has_no_median() -> None:
    assert waited([]) == Waited(0, None, None)


@given(st.lists(st.integers(0, 4000), min_size=1))
def test_half_waited_at_most_the_median_and_nobody_longer_than_the_longest(days: list[int]) -> None:
    found = waited(days)
    assert found.median is not None and found.longest is not None
    assert sum(each <= found.median for each in days) * 2 >= len(days)
    assert sum(each >= found.median for each in days) * 2 >= len(days)
    assert found.longest == max(days)
    assert found.count == len(days)


def test_urgent_comes_before_high_before_usual() -> None:
    assert sorted(["usual", "high", "urgent"], key=priority_order) == ["urgent", "high", "usual"]


def test_a_place_before_others_needs_a_reason() -> None:
    check_priority("usual", "")
    check_priority("urgent", "after an operation")
    with pytest.raises(UserError) as refused:
        check_priority("high", "")
    assert refused.value.field == "reason"
    with pytest.raises(UserError) as refused:
        check_priority("now", "because")
    assert refused.value.field == "priority"


def test_nobody_has_waited_since_a_day_to_come() -> None:
    check_request(TODAY, TODAY)
    with pytest.raises(UserError):
        check_request(TODAY + timedelta(1), TODAY)


def test_a_step_lies_between_the_request_and_the_latest_day() -> None:
    asked = date(2026, 9, 1)
    check_step(asked, asked, TODAY)
    check_step(TODAY, asked, TODAY)
    for wrong in (asked - timedelta(1), TODAY + timedelta(1)):
        with pytest.raises(UserError) as refused:
            check_step(wrong, asked, TODAY)
        assert refused.value.field == "day"


def test_a_line_that_is_closed_is_not_changed() -> None:
    for status in OPEN:
        check_open(status)
    for status in ("started", "dropped"):
        with pytest.raises(UserError, match="not waiting any more"):
            check_open(status)
