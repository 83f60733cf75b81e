"""What is typed of a session, apart from its widgets."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.errors import UserError
from centre_app.therapy.note_rules import GoalWorked
from ui.therapy.session_writing import ChildWriting, GoalWriting, Writing

CHILDREN = [UUID(int=n) for n in range(1, 4)]
GOALS = [UUID(int=n) for n in range(11, 13)]

_text = st.text(max_size=8)
_goal = st.builds(
    GoalWriting, st.sampled_from([None, -2, -1, 0, 1, 2]), _text, _text, st.sampled_from([None, "word"]), _text
)
_child = st.builds(
    ChildWriting,
    st.sampled_from(["invited", "attended", "missed", "excused"]),
    st.sampled_from([None, "illness"]),
    _text,
    _text,
    _text,
    _text,
    st.sampled_from([None, "done", "partly", "not_done"]),
    _text,
    st.fixed_dictionaries(dict.fromkeys(GOALS, _goal)),
)
_writing = st.builds(
    Writing,
    st.sampled_from(["planned", "held", "cancelled_by_family", "cancelled_by_centre"]),
    _text,
    st.fixed_dictionaries(dict.fromkeys(CHILDREN, _child)),
)
_keys = st.lists(
    st.tuples(st.sampled_from(CHILDREN), st.sampled_from(["attended", "missed", "excused"])), min_size=1, max_size=8
)


def blank(n: int = 3) -> Writing:
    children = {child: ChildWriting("invited", goals={goal: GoalWriting() for goal in GOALS}) for child in CHILDREN[:n]}
    return Writing("planned", "30", children)


@given(_writing)
def test_a_draft_gives_back_exactly_what_was_typed(writing: Writing) -> None:
    again = blank()
    again.take(json.loads(json.dumps(writing.raw())))
    assert again.raw() == writing.raw()


def test_a_draft_of_a_child_or_goal_that_is_gone_is_left_out() -> None:
    draft = blank()
    draft.children[CHILDREN[2]].note = "Хуб"
    draft.children[CHILDREN[0]].goals[GOALS[1]].level = 1
    fewer = blank(2)
    del fewer.children[CHILDREN[0]].goals[GOALS[1]]
    fewer.take(draft.raw())
    assert set(fewer.children) == set(CHILDREN[:2])
    assert list(fewer.children[CHILDREN[0]].goals) == [GOALS[0]]


@given(_keys)
def test_whatever_is_pressed_who_attended_has_no_reason_and_the_session_was_held(keys: list[tuple[UUID, str]]) -> None:
    writing = blank()
    for child, status in keys:
        writing.mark(child, status)
    for child in writing.children.values():
        assert child.status != "attended" or child.reason is None
    assert {child: writing.children[child].status for child, _status in keys} == dict(keys)
    assert writing.status == "held"
    assert writing.reason is None


@given(st.lists(st.sampled_from(["attended", "missed", "excused"]), min_size=1, max_size=6))
def test_of_one_child_the_last_key_says_what_became_of_the_session(keys: list[str]) -> None:
    writing = blank(1)
    for key in keys:
        writing.mark(CHILDREN[0], key)
    assert writing.children[CHILDREN[0]].status == keys[-1]
    assert writing.status == ("held" if keys[-1] == "attended" else "cancelled_by_family")
    assert writing.reason == ("unannounced" if keys[-1] == "missed" else None)


def test_everybody_attended_leaves_who_was_marked_already() -> None:
    writing = blank()
    writing.mark(CHILDREN[0], "missed")
    writing.children[CHILDREN[1]].status = "excused"
    writing.children[CHILDREN[1]].reason = "illness"
    writing.everybody_attended()
    assert [child.status for child in writing.children.values()] == ["missed", "excused", "attended"]
    assert writing.status == "held"


def test_only_goals_that_were_touched_by_who_attended_are_saved() -> None:
    writing = blank()
    for child in CHILDREN:
        writing.children[child].goals[GOALS[0]] = GoalWriting(level=0)
    writing.everybody_attended()
    writing.mark(CHILDREN[2], "missed")
    saved = writing.written().children
    assert [child.goals for child in saved] == [(GoalWorked(GOALS[0], 0),), (GoalWorked(GOALS[0], 0),), ()]
    assert writing.children[CHILDREN[2]].goals[GOALS[0]].level == 0  # on the page it is still there


@pytest.mark.parametrize("typed", ["як", "1.5", "-3", "١٢٣٤٥٦٧", "1e3"])
def test_a_number_that_cannot_be_read_is_said_at_its_goal(typed: str) -> None:
    writing = blank(1)
    writing.mark(CHILDREN[0], "attended")
    writing.children[CHILDREN[0]].goals[GOALS[0]] = GoalWriting(trials=typed, correct="1")
    with pytest.raises(UserError) as caught:
        writing.written()
    assert caught.value.field == f"{CHILDREN[0]}/goal/{GOALS[0]}"


def test_minutes_are_needed() -> None:
    with pytest.raises(UserError) as caught:
        replace(blank(), minutes=" ").written()
    assert caught.value.field == "minutes"


@pytest.mark.parametrize(
    ("correct", "trials", "percent"),
    [
        ("7", "10", 70),
        ("0", "5", 0),
        ("5", "5", 100),
        ("1", "3", 33),
        ("6", "5", None),
        ("", "5", None),
        ("1", "0", None),
    ],
)
def test_accuracy_is_shown_where_it_can_be_reckoned(correct: str, trials: str, percent: int | None) -> None:
    assert GoalWriting(trials=trials, correct=correct).accuracy == percent
