"""Two people in one draft: what differs, and what can be put together by itself."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from centre_app.plans.inputs import AgreementInput, HomeTaskInput, PlanInput, ServiceInput
from centre_app.plans.rules import chosen, differences
from tests.factories.plans import goal, plan_input

IDS = [uuid.UUID(int=n) for n in range(1, 9)]
BASE = plan_input(
    [goal(goal_id=IDS[0]), goal("Бо пиёла менӯшад", "self_care", goal_id=IDS[1])],
    [ServiceInput("speech_therapy", 2, id=IDS[2]), ServiceInput("massage", id=IDS[3])],
    [HomeTaskInput("Сурудхонӣ", id=IDS[4])],
    agreements=(AgreementInput("parent", "Раҳимова Мавҷуда", id=IDS[5]),),
)
_LINES = {"goals": "goal_id", "services": "id", "home_tasks": "id"}


@st.composite
def plans(draw: st.DrawFn) -> PlanInput:
    """The base as somebody changed it: fields, lines changed, taken out, added and moved."""
    values: dict[str, Any] = {"strengths": draw(st.sampled_from((BASE.strengths, "а", "б")))}
    values["review_day"] = draw(st.sampled_from((BASE.review_day, date(2027, 1, 1), date(2027, 2, 1))))
    for name in _LINES:
        lines = [line for line in getattr(BASE, name) if draw(st.integers(0, 4))]
        lines = [_changed(draw, name, line) for line in lines]
        if draw(st.booleans()):
            lines.append(_new(name, draw(st.sampled_from("вгд"))))
        values[name] = tuple(draw(st.permutations(lines)))
    return replace(BASE, **values)


def _changed(draw: st.DrawFn, name: str, line: Any) -> Any:
    if name == "services":
        return replace(line, minutes=draw(st.sampled_from((line.minutes, 45, 60))))
    return replace(line, text=draw(st.sampled_from((line.text, "е", "ё"))))


def _new(name: str, text: str) -> Any:
    if name == "goals":
        return goal(text)
    return ServiceInput("psychologist", note=text) if name == "services" else HomeTaskInput(text)


def with_ids(plan: PlanInput) -> PlanInput:
    """As it comes back from the database: every line has its id."""
    values: dict[str, Any] = {}
    for name, key in _LINES.items():
        lines = getattr(plan, name)
        values[name] = tuple(
            line if getattr(line, key) else replace(line, **{key: uuid.UUID(int=100 + place)})
            for place, line in enumerate(lines)
        )
    return replace(plan, **values)


class TestProperties:
    @given(plans())
    def test_what_i_alone_changed_is_the_merge(self, mine: PlanInput) -> None:
        merge = differences(mine, BASE, BASE)
        assert (merge.merged, merge.conflicts, merge.theirs_only) == (mine, (), ())

    @given(plans())
    def test_what_the_other_alone_changed_is_the_merge(self, theirs: PlanInput) -> None:
        saved = with_ids(theirs)
        merge = differences(BASE, saved, BASE)
        assert merge.conflicts == ()
        assert merge.merged == saved

    @given(plans(), plans())
    def test_nothing_i_typed_is_lost(self, mine: PlanInput, theirs: PlanInput) -> None:
        merged = differences(mine, with_ids(theirs), BASE).merged
        if mine.strengths != BASE.strengths:
            assert merged.strengths == mine.strengths
        was = {line.goal_id: line for line in BASE.goals}
        for line in mine.goals:
            if line.goal_id is None or line != was[line.goal_id]:
                assert line.text in [one.text for one in merged.goals]

    @given(plans(), plans())
    def test_taking_all_of_theirs_leaves_theirs_and_what_i_alone_changed(
        self, mine: PlanInput, theirs: PlanInput
    ) -> None:
        saved = with_ids(theirs)
        merge = differences(mine, saved, BASE)
        taken = chosen(merge, [one.key for one in merge.conflicts])
        again = differences(taken, saved, BASE)
        assert again.conflicts == ()

    @given(plans(), plans())
    def test_every_conflict_says_in_words_where_it_is(self, mine: PlanInput, theirs: PlanInput) -> None:
        merge = differences(mine, with_ids(theirs), BASE)
        for one in (*merge.conflicts, *merge.theirs_only):
            assert "{" not in one.label.in_words()
            assert one.mine != one.theirs
        assert len({one.key for one in merge.conflicts}) == len(merge.conflicts)


class TestExamples:
    def test_two_who_word_one_level_differently_are_asked_about_that_level_alone(self) -> None:
        first = BASE.goals[0]
        mine = replace(BASE, goals=(replace(first, levels=("а", *first.levels[1:])), BASE.goals[1]))
        theirs = replace(BASE, goals=(replace(first, levels=("б", *first.levels[1:4], "в")), BASE.goals[1]))
        merge = differences(mine, theirs, BASE)
        (conflict,) = merge.conflicts
        assert (conflict.mine, conflict.theirs, conflict.base) == ("а", "б", first.levels[0])
        assert "much less than expected" in str(conflict.label)
        assert merge.merged.goals[0].levels == ("а", *first.levels[1:4], "в")
        assert chosen(merge, [conflict.key]).goals[0].levels == ("б", *first.levels[1:4], "в")

    def test_a_line_that_one_took_out_and_the_other_changed_is_a_question(self) -> None:
        mine = replace(BASE, services=BASE.services[1:])
        changed = replace(BASE.services[0], minutes=45)
        theirs = replace(BASE, services=(changed, BASE.services[1]))
        merge = differences(mine, theirs, BASE)
        (conflict,) = merge.conflicts
        assert (conflict.mine, conflict.theirs, conflict.code) == (None, changed, "speech_therapy")
        assert merge.merged.services == BASE.services[1:]
        assert changed in chosen(merge, [conflict.key]).services

    def test_a_line_i_changed_and_they_took_out_goes_if_i_say_so(self) -> None:
        mine = replace(BASE, home_tasks=(replace(BASE.home_tasks[0], minutes=20),))
        merge = differences(mine, replace(BASE, home_tasks=()), BASE)
        (conflict,) = merge.conflicts
        assert merge.merged.home_tasks == mine.home_tasks
        assert chosen(merge, [conflict.key]).home_tasks == ()

    def test_a_line_both_typed_anew_is_one_line(self) -> None:
        task = HomeTaskInput("Тӯббозӣ", 3, 15)
        mine = replace(BASE, home_tasks=(*BASE.home_tasks, task))
        theirs = replace(BASE, home_tasks=(*BASE.home_tasks, replace(task, id=IDS[7])))
        assert differences(mine, theirs, BASE).merged.home_tasks == theirs.home_tasks

    def test_my_order_is_kept_with_their_words(self) -> None:
        mine = replace(BASE, goals=BASE.goals[::-1])
        theirs = replace(BASE, goals=(replace(BASE.goals[0], text="Дигар"), BASE.goals[1]))
        merged = differences(mine, theirs, BASE).merged
        assert [one.text for one in merged.goals] == ["Бо пиёла менӯшад", "Дигар"]
