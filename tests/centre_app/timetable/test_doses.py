"""What is due of a dose: times a week, times in several weeks, after what is booked."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.timetable.doses import still_due


@dataclass(frozen=True)
class Service:
    """A plan's service."""

    times: int
    weeks: int = 1
    minutes: int = 30
    session_type: str = "speech_therapy"


SPEECH = ("speech_therapy", 30)


def test_a_weekly_dose_is_due_less_what_is_booked() -> None:
    assert still_due([Service(3)], [SPEECH], [[SPEECH] * 3]) == [2]


def test_more_booked_than_due_asks_for_nothing() -> None:
    assert still_due([Service(1)], [SPEECH, SPEECH], []) == [0]


@pytest.mark.parametrize(
    ("service", "before", "due"),
    [
        (Service(1, 2), [[]], 1),
        (Service(1, 2), [[SPEECH]], 0),
        (Service(1, 4), [[], [], [SPEECH]], 0),
        (Service(1, 4), [[], [], [], [SPEECH]], 1),  # that was five weeks ago
        (Service(2, 2), [[]], 1),  # spread evenly: not both at once
        (Service(3, 2), [[SPEECH]], 2),
        (Service(3, 2), [[SPEECH] * 2], 1),
    ],
)
def test_a_dose_in_several_weeks_is_due_when_the_weeks_before_left_some(
    service: Service, before: list[list[tuple[str, int]]], due: int
) -> None:
    assert still_due([service], [], before) == [due]


def test_a_booking_counts_for_the_dose_of_its_length() -> None:
    doses = [Service(1, minutes=30), Service(1, minutes=45)]
    assert still_due(doses, [("speech_therapy", 45)], []) == [1, 0]


def test_a_booking_of_another_length_counts_for_its_type_all_the_same() -> None:
    assert still_due([Service(2)], [("speech_therapy", 25)], []) == [1]


def test_a_booking_of_another_type_counts_for_nothing() -> None:
    assert still_due([Service(2)], [("massage", 30)], []) == [2]


@given(times=st.integers(1, 14), weeks=st.integers(1, 8))
def test_weeks_on_end_add_up_to_the_dose(times: int, weeks: int) -> None:
    before: list[list[tuple[str, int]]] = []
    for _week in range(2 * weeks):
        due = still_due([Service(times, weeks)], [], before)[0]
        before.insert(0, [SPEECH] * due)
    assert sum(len(week) for week in before[:weeks]) == times
