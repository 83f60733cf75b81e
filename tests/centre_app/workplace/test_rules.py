"""Who is at work, when a child can come, who may supervise whom."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.errors import UserError
from centre_app.language.translate import Words
from centre_app.workplace.rules import (
    ChildStretch,
    ChildTimes,
    Stretch,
    TypeFacts,
    can_come,
    check_child_times,
    check_facts,
    check_supervisor,
    free_spans,
    why_child_not_here,
    why_not_at_work,
)

MONDAY, TUESDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 28)
WEEK = tuple(Stretch(day, *span) for day in range(1, 6) for span in ((540, 780), (840, 1020)))


@dataclass(frozen=True)
class Somebody:
    """Somebody with hours."""

    name: str = "Сафарова Нигина"
    works_from: date | None = None
    works_until: date | None = None
    hours: tuple[Stretch, ...] = WEEK


@dataclass(frozen=True)
class Leave:
    """Days away."""

    first_day: date
    last_day: date
    start_minute: int | None = None
    end_minute: int | None = None
    reason: str = ""


NIGINA = Somebody()


def why(person: Somebody, day: date, start: int, end: int, *away: Leave) -> str:
    """The reason in words, "" where there is none."""
    reason = why_not_at_work(person, away, day, start, end)
    return "" if reason is None else reason.in_words()


def test_whoever_is_there_for_the_whole_time_is_at_work() -> None:
    assert why(NIGINA, MONDAY, 540, 780) == ""
    assert why(NIGINA, MONDAY, 840, 870) == ""


def test_outside_the_hours_the_hours_of_that_day_are_said() -> None:
    said = "Outside the hours of Сафарова Нигина: 09:00–13:00, 14:00–17:00."
    assert why(NIGINA, MONDAY, 480, 540) == said
    assert why(NIGINA, MONDAY, 765, 795) == said  # runs into the lunch break
    assert why(NIGINA, MONDAY, 1000, 1030) == said


def test_a_day_of_the_week_without_hours_is_said() -> None:
    assert why(NIGINA, SATURDAY, 540, 570) == "Сафарова Нигина does not work on this day of the week."


def test_somebody_without_any_hours_is_not_taken_for_free() -> None:
    assert "no working hours" in why(replace(NIGINA, hours=()), MONDAY, 540, 570)


def test_before_the_first_and_after_the_last_day_the_day_is_said() -> None:
    student = replace(NIGINA, works_from=TUESDAY, works_until=date(2026, 12, 31))
    assert why(student, MONDAY, 540, 570) == "Сафарова Нигина works here from 24.11.2026 on."
    assert why(student, date(2027, 1, 4), 540, 570) == "Сафарова Нигина works here until 31.12.2026."
    assert why(student, TUESDAY, 540, 570) == ""
    assert why(student, date(2026, 12, 31), 540, 570) == ""


def test_an_absence_is_said_with_its_reason() -> None:
    ill = Leave(MONDAY, TUESDAY, reason="ill")
    assert why(NIGINA, MONDAY, 540, 570, ill) == "Сафарова Нигина is away: ill."
    assert why(NIGINA, TUESDAY, 540, 570, replace(ill, reason="")) == "Сафарова Нигина is away."
    assert why(NIGINA, date(2026, 11, 25), 540, 570, ill) == ""


def test_an_absence_of_hours_leaves_the_rest_of_the_day() -> None:
    dentist = Leave(MONDAY, MONDAY, 540, 660, "dentist")
    assert why(NIGINA, MONDAY, 640, 670, dentist) == "Сафарова Нигина is away: dentist."
    assert why(NIGINA, MONDAY, 660, 690, dentist) == ""


@given(
    st.integers(0, 6).map(lambda after: date(2026, 11, 23 + after)),
    st.integers(0, 1435),
    st.integers(5, 480),
    st.lists(st.tuples(st.integers(0, 1439), st.integers(1, 600)), max_size=3),
)
def test_being_at_work_is_the_same_as_lying_within_one_free_span(
    day: date, start: int, length: int, away: list[tuple[int, int]]
) -> None:
    absences = [Leave(day, day, begin, begin + long) for begin, long in away]
    end = start + length
    inside = any(first <= start and end <= last for first, last in free_spans(NIGINA, absences, day))
    assert (why_not_at_work(NIGINA, absences, day, start, end) is None) == inside


def test_a_child_without_times_can_come_whenever_the_centre_is_open() -> None:
    assert why_child_not_here(ChildTimes(), SATURDAY, 0, 1440) is None
    assert can_come(ChildTimes(), 7)


def test_a_child_comes_only_in_its_times() -> None:
    times = ChildTimes((ChildStretch(1, 540, 720, transport=True), ChildStretch(3, 540, 720)))
    assert why_child_not_here(times, MONDAY, 540, 720) is None
    late = why_child_not_here(times, MONDAY, 700, 730)
    assert late is not None
    assert late.in_words() == "The child is here at other times: 09:00–12:00."
    assert "09:00–12:00" in late.in_words(Words.of("ru"))
    other_day = why_child_not_here(times, TUESDAY, 540, 570)
    assert other_day is not None and "day of the week" in other_day.in_words()


def test_without_an_hour_only_the_day_counts() -> None:
    times = ChildTimes((ChildStretch(3, 540, 720),))
    assert can_come(times, 3)
    assert can_come(times, 3, 690)
    assert not can_come(times, 3, 720)
    assert not can_come(times, 3, 690, 750)
    assert not can_come(times, 2)


@pytest.mark.parametrize("wrong", [TypeFacts(4), TypeFacts(481), TypeFacts(30, 0), TypeFacts(30, 101)])
def test_facts_of_a_type_that_cannot_be_are_refused(wrong: TypeFacts) -> None:
    with pytest.raises(UserError, match="must be from"):
        check_facts(wrong)


def test_times_of_a_child_that_cannot_be_are_refused() -> None:
    check_child_times(ChildTimes((ChildStretch(1, 540, 600),), 8))
    with pytest.raises(UserError):
        check_child_times(ChildTimes(most_sessions_a_day=9))
    with pytest.raises(UserError, match="overlap"):
        check_child_times(ChildTimes((ChildStretch(1, 540, 600), ChildStretch(1, 590, 700))))


def test_nobody_supervises_themselves() -> None:
    one = uuid.uuid4()
    with pytest.raises(UserError, match="themselves") as refused:
        check_supervisor(one, one, {one: None})
    assert refused.value.field == "supervisor_id"


def test_supervisors_do_not_go_in_a_circle() -> None:
    one, two, three = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    above = {one: two, two: three, three: None}
    check_supervisor(None, one, above)
    check_supervisor(one, three, above)
    with pytest.raises(UserError, match="circle"):
        check_supervisor(three, one, above)


def test_a_circle_among_others_does_not_hang_the_check() -> None:
    one, two, three = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    check_supervisor(one, two, {two: three, three: two, one: None})
