"""Where an item is, when it is late, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.errors import UserError
from centre_app.lending.rules import (
    GIVEN,
    GONE,
    IN_REPAIR,
    IN_STOCK,
    LENT,
    LOST,
    STATUSES,
    WRITTEN_OFF,
    Stay,
    Story,
    check_cost,
    check_day,
    check_due,
    check_gone,
    check_lend,
    check_longer,
    check_need_day,
    check_repair,
    check_whole,
    currency_of,
    due_order,
    ended,
    last_day,
    money_text,
    need_state,
    number_order,
    overdue_days,
    status,
)

TODAY = date(2026, 11, 20)


def day(ago: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=ago)


def refused(act: Callable[[], None]) -> UserError:
    """The error that this raises."""
    with pytest.raises(UserError) as caught:
        act()
    return caught.value


class TestWhereAnItemIs:
    def test_what_was_never_lent_is_in_stock(self) -> None:
        assert status(Story()) == IN_STOCK
        assert last_day(Story()) is None

    def test_a_loan_without_an_end_is_lent_and_one_with_an_end_is_not(self) -> None:
        assert status(Story(loans=(Stay(day(9), day(5)), Stay(day(3), None)))) == LENT
        assert status(Story(loans=(Stay(day(9), day(5)), Stay(day(3), day(1))))) == IN_STOCK

    def test_a_repair_without_an_end_is_in_repair(self) -> None:
        assert status(Story(repairs=(Stay(day(2), None),))) == IN_REPAIR

    def test_what_was_written_off_is_gone_whatever_it_did_before(self) -> None:
        assert status(Story(gone_day=day(1), gone_how=WRITTEN_OFF, loans=(Stay(day(9), day(5)),))) == GONE

    def test_the_last_day_is_the_last_that_anything_happened(self) -> None:
        assert last_day(Story(day(50), loans=(Stay(day(9), day(5)),), repairs=(Stay(day(5), day(4)),))) == day(4)


class TestWhatIsRefused:
    def test_what_is_lent_in_repair_or_gone_is_not_lent(self) -> None:
        away = {
            "lent": Story(loans=(Stay(day(3), None),)),
            "in repair": Story(repairs=(Stay(day(3), None),)),
            "lost": Story(gone_day=day(3), gone_how=LOST),
        }
        for words, story in away.items():
            error = refused(lambda story=story: check_lend(story, TODAY, TODAY, "good"))  # type: ignore[misc]
            assert error.field == "item_id"
            assert words in error.in_words()
            assert "17.11.2026" in error.in_words()
            assert refused(lambda story=story: check_repair(story, TODAY, TODAY)).field == "item_id"  # type: ignore[misc]

    def test_what_is_broken_is_not_lent(self) -> None:
        assert refused(lambda: check_lend(Story(), TODAY, TODAY, "broken")).field == "condition"
        check_lend(Story(), TODAY, TODAY, "needs_repair")

    def test_nothing_is_written_before_the_last_thing_that_happened(self) -> None:
        story = Story(loans=(Stay(day(9), day(5)),))
        assert refused(lambda: check_lend(story, day(6), TODAY, "good")).field == "lent_day"
        check_lend(story, day(5), TODAY, "good")  # back in the morning, lent in the afternoon

    def test_nothing_is_written_for_a_day_to_come(self) -> None:
        assert refused(lambda: check_day(Story(), TODAY + timedelta(days=1), TODAY)).field == "day"

    def test_what_is_gone_does_not_go_again(self) -> None:
        assert refused(lambda: check_gone(Story(gone_day=day(1), gone_how=LOST), GIVEN, TODAY, TODAY))
        assert refused(lambda: check_gone(Story(), "sold", TODAY, TODAY)).field == "how"

    def test_what_a_child_has_may_be_given_or_lost_but_not_written_off(self) -> None:
        story = Story(loans=(Stay(day(3), None),))
        assert refused(lambda: check_gone(story, WRITTEN_OFF, TODAY, TODAY)).field == "how"
        check_gone(story, GIVEN, TODAY, TODAY)
        check_gone(story, LOST, TODAY, TODAY)

    def test_a_story_in_two_places_at_once_cannot_have_been(self) -> None:
        assert refused(lambda: check_whole(Story(loans=(Stay(day(9), None),), repairs=(Stay(day(3), None),))))
        assert refused(lambda: check_whole(Story(loans=(Stay(day(9), day(5)), Stay(day(6), day(4))))))
        assert refused(lambda: check_whole(Story(gone_day=day(1), gone_how=LOST, loans=(Stay(day(9), None),))))
        assert refused(lambda: check_whole(Story(day(4), gone_day=day(5), gone_how=LOST))).field == "came_on"
        assert refused(lambda: check_whole(Story(day(4), loans=(Stay(day(5), None),)))).field == "came_on"
        check_whole(Story(day(9), loans=(Stay(day(9), day(9)), Stay(day(9), None))))

    def test_it_is_due_after_it_was_lent_and_longer_means_until_a_day_to_come(self) -> None:
        assert refused(lambda: check_due(day(3), day(2))).field == "due_day"
        check_due(day(1), day(2))  # lent long ago, written now
        check_due(None, day(2))
        assert refused(lambda: check_longer(day(1), TODAY)).field == "due_day"
        check_longer(TODAY, TODAY)
        check_longer(None, TODAY)

    def test_a_need_is_not_met_before_it_was_there(self) -> None:
        assert refused(lambda: check_need_day(day(3), day(2), TODAY)).field == "day"
        check_need_day(day(2), day(2), TODAY)

    def test_a_cost_has_a_currency(self) -> None:
        assert refused(lambda: check_cost(100, None)).field == "currency"
        assert refused(lambda: check_cost(-1, "TJS")).field == "cost"
        assert refused(lambda: check_cost(10**18, "TJS")).field == "cost"
        check_cost(None, None)
        check_cost(0, "KGS")


class TestOverdue:
    def test_it_is_overdue_from_the_day_after(self) -> None:
        assert [overdue_days(day(ago), None, TODAY) for ago in (-1, 0, 1, 30)] == [0, 0, 1, 30]

    def test_what_is_back_or_has_no_day_is_not_overdue(self) -> None:
        assert overdue_days(day(5), day(1), TODAY) == 0
        assert overdue_days(None, None, TODAY) == 0

    def test_what_was_due_first_stands_first_and_what_has_no_day_last(self) -> None:
        days = [None, TODAY, day(30), day(3)]
        assert sorted(days, key=due_order) == [day(30), day(3), TODAY, None]


def test_how_a_loan_ended_is_told_by_its_row() -> None:
    assert ended(None, None, lost=False) == ""
    assert ended(TODAY, "good", lost=False) == "back"
    assert ended(TODAY, None, lost=True) == "lost"
    assert ended(TODAY, None, lost=False) == "given"


def test_a_need_is_open_until_it_is_provided_or_closed() -> None:
    assert need_state(None, None, None) == "needed"
    assert need_state(TODAY, None, None) == "asked"
    assert need_state(None, TODAY, None) == "provided"
    assert need_state(TODAY, None, TODAY) == "closed"


def test_numbers_sort_as_people_count() -> None:
    assert sorted(["L-10", "L-9", "A-2", "L-9a", "7"], key=number_order) == ["7", "A-2", "L-9", "L-9a", "L-10"]


def test_money_is_written_as_on_the_papers() -> None:
    assert money_text(125_050, "TJS") == "1\N{NO-BREAK SPACE}250,50\N{NO-BREAK SPACE}TJS"
    assert money_text(5, "KGS") == "0,05\N{NO-BREAK SPACE}KGS"
    assert money_text(None, None) == ""
    assert [currency_of(country) for country in ("TJ", "KG", "KZ", "DE")] == ["TJS", "KGS", "KZT", "USD"]


ACTS = st.lists(
    st.tuples(st.sampled_from(["lend", "back", "repair", "repaired", GIVEN, LOST, WRITTEN_OFF]), st.integers(0, 12)),
    max_size=25,
)


@given(ACTS)
def test_whatever_is_tried_an_item_is_in_one_place_and_never_lent_twice(acts: list[tuple[str, int]]) -> None:
    story = Story(day(12))
    for act, ago in acts:
        before = status(story)
        try:
            story = tried(story, act, day(ago))
        except UserError:
            assert status(story) == before
            continue
        check_whole(story)
        assert sum(stay.back is None for stay in story.stays) + (story.gone_day is not None) <= 1
        assert status(story) in STATUSES
        if act in ("lend", "repair"):
            assert before == IN_STOCK


def tried(story: Story, act: str, on: date) -> Story:
    """The story with one more thing, where the rules let it pass."""
    kept = {"came_on": story.came_on, "loans": story.loans, "repairs": story.repairs}
    if act == "lend":
        check_lend(story, on, TODAY, "good")
        return Story(**kept | {"loans": (*story.loans, Stay(on, None))})  # type: ignore[arg-type]
    if act == "repair":
        check_repair(story, on, TODAY)
        return Story(**kept | {"repairs": (*story.repairs, Stay(on, None))})  # type: ignore[arg-type]
    if act in ("back", "repaired"):
        if status(story) != (LENT if act == "back" else IN_REPAIR):
            return story
        check_day(story, on, TODAY)
        return Story(**kept | closed(story, on))  # type: ignore[arg-type]
    check_gone(story, act, on, TODAY)
    return Story(**kept | closed(story, on) | {"gone_day": on, "gone_how": act})  # type: ignore[arg-type]


def closed(story: Story, on: date) -> dict[str, tuple[Stay, ...]]:
    """The stays, the open one ended."""
    return {
        "loans": tuple(Stay(one.start, one.back or on) for one in story.loans),
        "repairs": tuple(Stay(one.start, one.back or on) for one in story.repairs),
    }
