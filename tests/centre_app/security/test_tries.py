"""Wrong passwords slow down, over restarts too."""

from __future__ import annotations

from pathlib import Path

import pytest

from centre_app.errors import TooManyTries
from centre_app.security.rules import FREE_TRIES_OF_ALL, LONGEST_WAIT
from centre_app.security.tries import Tries

NOON = 1_795_262_400.0


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sign-in.json"


def test_the_fourth_try_waits_two_seconds_also_after_a_restart(file: Path, clock: Clock) -> None:
    for _ in range(3):
        Tries(file, clock).begin("a1")
    with pytest.raises(TooManyTries) as told:
        Tries(file, clock).begin("a1")
    assert told.value.seconds_to_wait == 2
    clock.now += 2
    Tries(file, clock).begin("a1")
    assert Tries(file, clock).seconds_to_wait("a1") == 4


def test_a_try_counts_before_it_is_made_so_that_killing_the_app_does_not_undo_it(file: Path, clock: Clock) -> None:
    Tries(file, clock).begin("a1")
    assert "a1" in file.read_text()


def test_the_right_password_forgets_the_wrong_ones_and_says_how_many_there_were(file: Path, clock: Clock) -> None:
    tries = Tries(file, clock)
    for _ in range(3):
        tries.begin("a1")
    assert tries.succeeded("a1") == 2
    assert tries.seconds_to_wait("a1") == 0


def test_one_persons_slips_do_not_hold_up_another(file: Path, clock: Clock) -> None:
    tries = Tries(file, clock)
    for _ in range(3):
        tries.begin("a1")
    assert tries.seconds_to_wait("b2") == 0


def test_trying_many_names_is_slow_as_well(file: Path, clock: Clock) -> None:
    tries = Tries(file, clock)
    for number in range(FREE_TRIES_OF_ALL):
        tries.begin(f"name{number}")
    with pytest.raises(TooManyTries):
        tries.begin("another")


def test_the_clock_set_back_a_year_makes_nobody_wait_longer_than_the_maximum(file: Path, clock: Clock) -> None:
    tries = Tries(file, clock)
    for _ in range(12):
        clock.now += LONGEST_WAIT
        tries.begin("a1")
    clock.now -= 365 * 24 * 3600
    assert tries.seconds_to_wait("a1") <= LONGEST_WAIT
    clock.now += LONGEST_WAIT
    tries.begin("a1")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a1": 3}', '{"a1": ["x", 1]}', "\x00\xff", '{"a1": [1e999, 0]}'])
def test_a_damaged_file_counts_as_empty(file: Path, clock: Clock, content: str) -> None:
    file.write_text(content)
    tries = Tries(file, clock)
    assert tries.seconds_to_wait("a1") == 0
    tries.begin("a1")
    assert tries.succeeded("a1") == 0


def test_a_file_that_cannot_be_written_holds_nobody_up(tmp_path: Path, clock: Clock) -> None:
    tries = Tries(tmp_path / "not there" / "sign-in.json", clock)
    tries.begin("a1")
    assert tries.succeeded("a1") == 0
