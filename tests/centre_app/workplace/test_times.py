"""Hours as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.errors import UserError
from centre_app.language.translate import Words
from centre_app.workplace.rules import (
    Stretch,
    check_stretches,
    hours_text,
    minute_text,
    parse_minute,
    parse_times,
    spans_of,
    spans_text,
)
from centre_app.workplace.times import DAY_MINUTES, Span, without

minutes = st.integers(0, DAY_MINUTES)
spans = st.tuples(minutes, minutes).map(lambda pair: (min(pair), max(pair))).filter(lambda span: span[0] < span[1])


def apart(drawn: list[int]) -> tuple[Span, ...]:
    """Spans that do not touch, from distinct minutes in order."""
    return tuple(zip(drawn[::2], drawn[1::2], strict=False))


several = st.lists(minutes, unique=True, max_size=8).map(sorted).map(apart)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9-13", ((540, 780),)),
        ("9:00–13:00", ((540, 780),)),
        ("09.30-12", ((570, 720),)),
        ("0930-1215", ((570, 735),)),
        ("9-13, 14-17", ((540, 780), (840, 1020))),
        ("9-13 14-17", ((540, 780), (840, 1020))),
        ("14-17;9-13", ((540, 780), (840, 1020))),
        ("8 — 12:30\n13 - 16", ((480, 750), (780, 960))),
        ("9-13, 13-17", ((540, 780), (780, 1020))),
        ("20-24", ((1200, 1440),)),
        ("", ()),
        ("  ", ()),
    ],
)
def test_times_are_read_as_people_type_them(typed: str, meant: tuple[Span, ...]) -> None:
    assert parse_times(typed) == meant


@pytest.mark.parametrize("typed", ["9", "9-", "-13", "9-25", "9:75-12", "nine-five", "9-13, x", "9,30-12", "9-1314-17"])
def test_what_cannot_be_read_as_times_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_times(typed, field="day3")
    assert refused.value.field == "day3"
    assert "cannot be read" in str(refused.value)


def test_times_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(UserError, match="13:00–09:00 ends before it begins"):
        parse_times("13-9")
    with pytest.raises(UserError, match="ends before"):
        parse_times("9-9")


def test_times_that_overlap_are_refused_with_both_named() -> None:
    with pytest.raises(UserError, match="09:00–13:00 and 12:30–14:00 overlap"):
        parse_times("12:30-14, 9-13")


def test_a_text_far_too_long_is_refused_and_cut_in_the_sentence() -> None:
    with pytest.raises(UserError) as refused:
        parse_times("9-10," * 100)
    assert len(str(refused.value)) < 200


@given(several)
def test_what_is_written_is_read_back_the_same(drawn: tuple[Span, ...]) -> None:
    text = spans_text(drawn) if drawn else ""
    assert parse_times(text) == drawn


@pytest.mark.parametrize(
    ("typed", "meant"), [("9", 540), ("9:05", 545), ("09.30", 570), ("0930", 570), ("24:00", 1440)]
)
def test_a_time_is_read(typed: str, meant: int) -> None:
    assert parse_minute(typed, field="start") == meant


@pytest.mark.parametrize("typed", ["", "25", "9:60", "24:01", "noon"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="not a time") as refused:
        parse_minute(typed, field="start")
    assert refused.value.field == "start"


@given(minutes)
def test_a_minute_is_written_with_two_digits_each_and_read_back(minute: int) -> None:
    assert len(minute_text(minute)) == 5
    assert parse_minute(minute_text(minute), field="start") == minute


def test_days_in_a_row_with_the_same_times_stand_together() -> None:
    week = [Stretch(day, 540, 780) for day in (1, 2, 3, 5)] + [Stretch(day, 840, 1020) for day in (1, 2)]
    assert hours_text(week) == "Mon–Tue 09:00–13:00, 14:00–17:00; Wed 09:00–13:00; Fri 09:00–13:00"
    assert hours_text([Stretch(7, 600, 720)], Words.of("ru")) == "вс 10:00–12:00"
    assert hours_text([]) == ""


def test_times_of_a_day_that_touch_are_one() -> None:
    week = [Stretch(1, 780, 1020), Stretch(1, 540, 780), Stretch(2, 540, 600)]
    assert spans_of(week, 1) == ((540, 1020),)
    assert spans_of(week, 3) == ()


@pytest.mark.parametrize(
    "wrong", [Stretch(0, 540, 600), Stretch(8, 540, 600), Stretch(1, 600, 600), Stretch(1, 0, 1441)]
)
def test_a_stretch_outside_the_week_or_the_day_is_refused(wrong: Stretch) -> None:
    with pytest.raises(UserError) as refused:
        check_stretches([wrong])
    assert refused.value.field == "hours"


def test_two_stretches_of_one_day_must_not_overlap_but_may_touch() -> None:
    check_stretches([Stretch(1, 540, 600), Stretch(1, 600, 660), Stretch(2, 550, 650)])
    with pytest.raises(UserError, match="overlap"):
        check_stretches([Stretch(1, 540, 600), Stretch(1, 599, 660)])


@given(several, st.lists(spans, max_size=4))
def test_what_is_left_of_hours_is_what_no_absence_covers(hours: tuple[Span, ...], away: list[Span]) -> None:
    left = without(hours, away)
    for minute in range(0, DAY_MINUTES, 7):
        wanted = _in(hours, minute) and not _in(away, minute)
        assert _in(left, minute) == wanted


def _in(several_spans: object, minute: int) -> bool:
    assert isinstance(several_spans, list | tuple)
    return any(start <= minute < end for start, end in several_spans)
