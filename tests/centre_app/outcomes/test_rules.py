"""What may be said of months of work, and what may not yet."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.outcomes.rules import SessionCount, counted, goal_meaning, is_a_line, t_meaning

STATUSES = ("planned", "held", "cancelled_by_family", "cancelled_by_centre")
PARTS = ("invited", "attended", "missed", "excused")


def count(*sessions: tuple[str, str]) -> SessionCount:
    """Half-hour sessions as (status, the child's part)."""
    return counted((status, part, 30) for status, part in sessions)


def test_missed_and_called_off_stay_apart() -> None:
    found = count(
        ("held", "attended"),
        ("held", "missed"),
        ("cancelled_by_family", "missed"),  # a single session nobody came to, without notice
        ("cancelled_by_family", "excused"),
        ("cancelled_by_centre", "excused"),
        ("held", "excused"),
        ("planned", "invited"),
    )
    assert found == SessionCount(
        planned=7,
        held=1,
        missed=2,
        excused=1,
        cancelled_by_family=1,
        cancelled_by_centre=1,
        open=1,
        minutes=30,
    )


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.sampled_from(PARTS))))
def test_every_session_is_counted_in_one_place(sessions: list[tuple[str, str]]) -> None:
    found = count(*sessions)
    places = (found.held, found.missed, found.excused, found.open)
    assert found.planned == len(sessions)
    assert sum(places) + found.cancelled_by_family + found.cancelled_by_centre == len(sessions)
    assert found.minutes == 30 * found.held


@pytest.mark.parametrize(("points", "line"), [(0, False), (1, False), (2, False), (3, True)])
def test_two_points_make_no_line(points: int, line: bool) -> None:
    assert is_a_line([None] * points) is line


@pytest.mark.parametrize(
    ("baseline", "latest", "points", "said"),
    [
        (40.0, None, 1, "too early to say"),
        (None, None, 1, "too early to say"),
        (40.0, 60.0, 2, "too early to say"),
        (40.0, 50.0, 3, "as was expected or better"),
        (36.3, 63.7, 4, "as was expected or better"),
        (30.0, 42.0, 3, "come closer"),
        (40.0, 44.9, 3, "about where they stood"),
        (40.0, 36.0, 3, "about where they stood"),
        (40.0, 30.0, 3, "further away"),
    ],
)
def test_one_sentence_says_what_a_t_score_means(
    baseline: float | None, latest: float | None, points: int, said: str
) -> None:
    assert said in t_meaning(baseline, latest, points=points).in_words()


@given(st.floats(20, 80), st.floats(20, 80), st.integers(3, 40))
def test_no_sentence_calls_a_fall_a_gain(baseline: float, latest: float, points: int) -> None:
    said = t_meaning(baseline, latest, points=points).in_words()
    if latest < baseline and latest < 50:
        assert "closer" not in said
        assert "better" not in said
    if latest > baseline:
        assert "further away" not in said


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([], "Not scored yet."),
        ([0], "Too early to say."),
        ([-1, -1], "No change so far."),
        ([0, -1], "No change so far."),
        ([-1, -2], "Further away than at the start."),
        ([-1, 0], "Reached."),
        ([0, 1], "Reached, and more than expected."),
    ],
)
def test_a_goal_is_judged_by_its_last_score_and_never_by_one_alone(levels: list[int], said: str) -> None:
    scores = [(date(2026, 9, 1 + place), level) for place, level in enumerate(levels)]
    assert goal_meaning(-1, scores).in_words() == said


def test_a_goal_that_began_at_the_bottom_moves_forward_before_it_is_reached() -> None:
    assert goal_meaning(-2, [(date(2026, 9, 1), -2), (date(2026, 10, 1), -1)]).in_words() == "Moved forward."
