"""When a home visit is due, held against examples and against a slow plain recount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from centre_app.language.translate import Words
from centre_app.outreach.due_rules import (
    DUE,
    NOT_YET,
    PLANNED_STATE,
    RESULT_MISSING,
    RISK_WEIGHTS,
    RISKS,
    WAITING,
    Past,
    Standing,
    called_by_absence,
    decisive,
    interval_days,
    reasons,
    slack_days,
    standing,
    weight,
)
from centre_app.outreach.outcome_rules import DEFAULT_FOLLOWS, OutcomeFollow
from centre_app.outreach.rules import OUTCOMES

TODAY = date(2026, 11, 20)
START = date(2026, 9, 1)
FAILED = ("nobody_home", "refused", "moved", "ill", "road_closed", "team_cancelled")


def day(text: str) -> date:
    """``12.11`` of this year."""
    number, month = text.split(".")
    return date(2026, int(month), int(number))


def stands(
    *visits: Past,
    weeks: int = 4,
    agreed: date | None = None,
    rules: Mapping[str, OutcomeFollow] = DEFAULT_FOLLOWS,
    start: date = START,
) -> Standing:
    """A service every ``weeks`` with these visits, today."""
    return standing(7 * weeks, start, agreed, visits, rules, TODAY)


def window(found: Standing) -> tuple[date | None, date | None, date | None]:
    """From, due, until."""
    return found.from_day, found.due_day, found.until_day


@pytest.mark.parametrize(
    ("weeks", "times", "days"),
    [(1, None, 7), (4, None, 28), (52, None, 364), (None, 1, 30), (None, 4, 8), (None, 12, 3)],
)
def test_an_interval_is_weeks_or_a_part_of_a_month(weeks: int | None, times: int | None, days: int) -> None:
    assert interval_days(weeks, times) == days


def test_a_service_without_a_frequency_has_no_interval() -> None:
    with pytest.raises(ValueError, match="frequency"):
        interval_days(None, None)


def test_a_quarter_of_the_interval_is_slack_and_never_less_than_a_day() -> None:
    assert [slack_days(interval) for interval in (3, 7, 8, 28, 30)] == [1, 1, 2, 7, 7]


def test_the_first_visit_is_due_on_the_first_day_and_not_before() -> None:
    found = stands()
    assert window(found) == (START, START, START + timedelta(7))
    assert (found.state, found.last_done, found.overdue_days(TODAY)) == (DUE, None, 80)


def test_after_a_visit_the_next_is_due_an_interval_later_give_or_take_the_slack() -> None:
    found = stands(Past(day("2.11"), "done"))
    assert window(found) == (day("23.11"), day("30.11"), day("7.12"))
    assert found.state_by(day("22.11")) == NOT_YET
    assert found.state_by(day("23.11")) == DUE


def test_a_visit_partly_done_counts_as_done() -> None:
    assert stands(Past(day("2.11"), "partly")) == stands(Past(day("2.11"), "done"))._replace(last_outcome="partly")


@pytest.mark.parametrize(
    ("outcome", "days"), [("nobody_home", 7), ("refused", 30), ("ill", 10), ("road_closed", 14), ("team_cancelled", 3)]
)
def test_each_outcome_that_is_no_service_has_its_own_next_try(outcome: str, days: int) -> None:
    failed = day("12.11")
    found = stands(Past(day("1.10"), "done"), Past(failed, outcome))
    assert window(found) == (failed + timedelta(days), failed + timedelta(days), failed + timedelta(days + 7))
    assert (found.last_outcome, found.last_day, found.last_done) == (outcome, failed, day("1.10"))


def test_who_has_moved_away_waits_until_somebody_decides() -> None:
    found = stands(Past(day("1.10"), "done"), Past(day("12.11"), "moved"))
    assert found.state == found.state_by(TODAY) == WAITING
    assert window(found) == (None, None, None)
    assert found.overdue_days(TODAY) == 22  # still counted from 29.10, so that nobody is forgotten


def test_a_day_agreed_afterwards_is_the_decision() -> None:
    found = stands(Past(day("1.10"), "done"), Past(day("12.11"), "moved", day("25.11")))
    assert (found.state, window(found)) == (DUE, (day("25.11"), day("25.11"), day("2.12")))


def test_an_agreed_day_goes_before_the_rule_and_before_the_interval() -> None:
    missed = stands(Past(day("1.10"), "done"), Past(day("12.11"), "nobody_home", day("15.11")))
    served = stands(Past(day("2.11"), "done", day("9.11")))
    assert window(missed) == (day("15.11"), day("15.11"), day("22.11"))
    assert window(served) == (day("9.11"), day("9.11"), day("16.11"))


def test_a_day_agreed_before_the_first_visit_counts_until_somebody_was_there() -> None:
    agreed = day("25.11")
    assert window(stands(agreed=agreed)) == (agreed, agreed, day("2.12"))
    assert stands(Past(day("2.11"), "done"), agreed=agreed) == stands(Past(day("2.11"), "done"))
    assert stands(Past(day("2.11"), "ill"), agreed=agreed) == stands(Past(day("2.11"), "ill"))


def test_an_edited_rule_takes_the_place_of_the_given_one() -> None:
    rules = {**DEFAULT_FOLLOWS, "nobody_home": OutcomeFollow(2), "ill": OutcomeFollow(None), "moved": OutcomeFollow(0)}
    assert stands(Past(day("12.11"), "nobody_home"), rules=rules).due_day == day("14.11")
    assert stands(Past(day("12.11"), "ill"), rules=rules).state == WAITING
    assert stands(Past(day("12.11"), "moved"), rules=rules).due_day == day("12.11")


def test_overdue_days_are_counted_from_the_day_it_should_have_been_not_from_the_next_try() -> None:
    found = stands(Past(day("1.10"), "done"), Past(day("12.11"), "nobody_home"))
    assert (found.cycle_day, found.overdue_days(TODAY), found.overdue_days(day("29.10"))) == (day("29.10"), 22, 0)


def test_the_latest_of_several_tries_moves_the_window() -> None:
    found = stands(Past(day("10.11"), "moved"), Past(day("16.11"), "ill"), Past(day("13.11"), "nobody_home"))
    assert (found.due_day, found.last_outcome) == (day("26.11"), "ill")


def test_a_success_after_a_try_forgets_it_and_so_does_one_on_the_same_day() -> None:
    usual = stands(Past(day("12.11"), "done"))
    assert stands(Past(day("10.11"), "moved"), Past(day("12.11"), "done")) == usual
    assert stands(Past(day("12.11"), "nobody_home"), Past(day("12.11"), "done")) == usual


def test_of_two_tries_on_one_day_the_agreed_one_counts_and_else_the_one_that_waits_longest() -> None:
    same = day("12.11")
    assert stands(Past(same, "nobody_home"), Past(same, "refused")).last_outcome == "refused"
    assert stands(Past(same, "moved"), Past(same, "refused")).state == WAITING
    agreed = stands(Past(same, "moved"), Past(same, "ill", day("30.11")))
    assert (agreed.state, agreed.due_day) == (DUE, day("30.11"))


def test_a_planned_visit_takes_the_line_off_and_one_without_a_result_says_so() -> None:
    done = Past(day("1.10"), "done")
    assert stands(done, Past(TODAY, "planned")).state_by(TODAY) == PLANNED_STATE
    assert stands(done, Past(day("24.11"), "planned"), Past(day("27.11"), "planned")).planned_day == day("24.11")
    missing = stands(done, Past(day("19.11"), "planned"))
    assert (missing.state, missing.planned_day) == (RESULT_MISSING, day("19.11"))
    assert stands(done, Past(day("19.11"), "planned"), Past(day("24.11"), "planned")).state == PLANNED_STATE


def test_a_planned_visit_that_a_later_result_went_past_no_longer_hides_the_line() -> None:
    found = stands(Past(day("5.11"), "planned"), Past(day("12.11"), "nobody_home"))
    assert (found.state, found.planned_day) == (DUE, None)


def test_what_was_called_off_ahead_and_made_on_the_day_agreed_instead_is_over() -> None:
    done = Past(day("18.11"), "done")
    for outcome in FAILED:
        assert stands(done, Past(day("30.11"), outcome, day("18.11"))) == stands(done)
    assert stands(done, Past(day("30.11"), "ill", day("27.11"))).due_day == day("27.11")


def test_a_visit_called_off_ahead_does_not_hide_that_a_result_is_missing() -> None:
    found = stands(Past(day("12.11"), "planned"), Past(day("30.11"), "ill", day("8.12")))
    assert (found.state, found.planned_day) == (RESULT_MISSING, day("12.11"))


def test_waiting_for_a_decision_a_visit_that_is_planned_all_the_same_is_planned() -> None:
    assert stands(Past(day("12.11"), "moved"), Past(day("24.11"), "planned")).state == PLANNED_STATE


@pytest.mark.parametrize(
    ("risk", "overdue", "interval", "further", "heavy"),
    [
        ("low", 0, 28, 0, 4),
        ("low", 28, 28, 0, 8),
        ("low", 500, 28, 0, 20),  # four intervals, and then no more
        ("medium", 7, 28, 0, 10),
        ("high", 14, 28, 1, 7 * 6 + 14),
        ("critical", 0, 7, 2, 22 * 4 + 88),
        ("low", 1, 8, 0, 5),  # 4.5 is rounded up
    ],
)
def test_weights(risk: str, overdue: int, interval: int, further: int, heavy: int) -> None:
    assert weight(risk, overdue, interval, further) == heavy


@given(st.sampled_from(RISKS), st.integers(0, 900), st.integers(1, 364), st.integers(0, 2))
def test_weight_is_the_formula_rounded(risk: str, overdue: int, interval: int, further: int) -> None:
    plain = RISK_WEIGHTS[risk] * (4 + min(overdue, 4 * interval) * 4 / interval) + 2 * RISK_WEIGHTS[risk] * further
    assert abs(weight(risk, overdue, interval, further) - plain) <= 0.5 + 1e-9


def said(found: Standing, risk: str = "low", **more: date) -> list[str]:
    """The reasons in English."""
    return [reason.in_words() for reason in reasons(found, TODAY, risk, **more)]


def test_the_reasons_say_why_this_child_now() -> None:
    assert said(stands()) == ["80 days overdue", "never visited yet"]
    assert said(stands(start=TODAY)) == ["never visited yet"]
    assert said(stands(Past(day("23.10"), "done"))) == ["last visited on 23.10.2026"]
    assert said(stands(Past(day("22.10"), "done"), Past(day("12.11"), "nobody_home")), "critical") == [
        "risk: critical",
        "1 day overdue",
        "nobody was home on 12.11.2026",
    ]
    assert said(stands(Past(day("2.11"), "done", day("25.11")))) == ["agreed for 25.11.2026"]
    assert said(stands(Past(day("12.11"), "moved"), start=TODAY)) == [
        "never visited yet",
        "the family had moved away on 12.11.2026",
        "somebody must decide about the next visit",
    ]
    assert said(stands(Past(day("19.11"), "planned"), start=TODAY))[0] == "the result of 19.11.2026 is missing"
    assert said(stands(Past(TODAY, "planned"), start=TODAY))[0] == "planned for 20.11.2026"
    called = said(stands(Past(day("1.11"), "done")), absent_since=day("16.11"), review_day=day("30.11"))
    assert called == [
        "absent since 16.11.2026",
        "review of the plan is due on 30.11.2026",
    ]


def test_overdue_days_are_said_in_the_plural_of_the_language() -> None:
    one = reasons(stands(start=TODAY - timedelta(1)), TODAY, "low")[0]
    many = reasons(stands(start=TODAY - timedelta(12)), TODAY, "low")[0]
    assert (one.in_words(Words.of("en")), many.in_words(Words.of("en"))) == ("1 day overdue", "12 days overdue")


def test_an_absence_calls_for_its_visit_before_the_interval_is_over() -> None:
    found = stands(Past(day("9.11"), "done"))
    called = called_by_absence(found, day("16.11"))
    assert (called.state_by(TODAY), called.due_day, called.overdue_days(TODAY)) == (DUE, day("16.11"), 0)
    assert called_by_absence(found, None) is found
    assert called_by_absence(found, day("9.11")) is found  # somebody asked since
    for other in (
        stands(Past(day("9.11"), "done", day("30.11"))),
        stands(Past(day("17.11"), "nobody_home")),
        stands(Past(day("9.11"), "done"), Past(day("24.11"), "planned")),
        stands(),
    ):
        assert called_by_absence(other, day("16.11")) is other


# ---- a slow plain recount -------------------------------------------------------------------------------------------

_DAYS = st.integers(-90, 40).map(lambda days: TODAY + timedelta(days))
_VISITS = st.lists(
    st.builds(Past, _DAYS, st.sampled_from(OUTCOMES), st.one_of(st.none(), _DAYS)),
    max_size=8,
    unique_by=lambda one: one.day,
)
_RULES = st.fixed_dictionaries(
    {outcome: st.one_of(st.none(), st.integers(0, 60)).map(OutcomeFollow) for outcome in FAILED}
)


def recount(
    interval: int, start: date, agreed: date | None, visits: Sequence[Past], rules: Mapping[str, OutcomeFollow]
) -> tuple[str, date | None, date | None, date | None]:
    """The rule as it is written, day by day and without any haste."""
    by_day = sorted((one for one in visits if one.outcome != "planned"), key=lambda one: one.day)
    gone_by = [one.day for one in by_day if one.day <= TODAY]
    served = [one.day for one in by_day if one.outcome in ("done", "partly")]
    if served:  # what was called off ahead and made on the day agreed for it is over
        by_day = [one for one in by_day if one.day <= served[-1] or not one.next_day or one.next_day > served[-1]]
    slack = max(1, interval // 4)
    begins, due, ends = start, start, start + timedelta(slack)
    decided = True
    if agreed is not None:
        begins, due, ends = agreed, agreed, agreed + timedelta(slack)
    for one in by_day:
        decided = True
        if one.outcome in ("done", "partly") and one.next_day is None:
            due = one.day + timedelta(interval)
            begins, ends = due - timedelta(slack), due + timedelta(slack)
        elif one.next_day is not None:
            begins, due, ends = one.next_day, one.next_day, one.next_day + timedelta(slack)
        elif (again := rules[one.outcome].again_after) is not None:
            due = begins = one.day + timedelta(again)
            ends = due + timedelta(slack)
        else:
            decided = False
    # What was to come before a visit that succeeded is over with it.
    open_ones = [one.day for one in visits if one.outcome == "planned" and (not served or one.day >= max(served))]
    if any(when >= TODAY for when in open_ones):
        state = PLANNED_STATE
    elif any(not gone_by or when > gone_by[-1] for when in open_ones):
        state = RESULT_MISSING
    else:
        state = DUE if decided else WAITING
    return (state, begins, due, ends) if decided else (state, None, None, None)


@given(st.integers(1, 60), _DAYS, st.one_of(st.none(), _DAYS), _VISITS, _RULES)
def test_a_plain_recount_finds_the_same(
    interval: int, start: date, agreed: date | None, visits: list[Past], rules: dict[str, OutcomeFollow]
) -> None:
    found = standing(interval, start, agreed, visits, rules, TODAY)
    assert (found.state, *window(found)) == recount(interval, start, agreed, visits, rules)
    served = [one.day for one in visits if one.outcome in ("done", "partly")]
    assert found.cycle_day == (max(served) + timedelta(interval) if served else start)
    assert (found.state == WAITING) <= (found.due_day is None)


@given(st.integers(1, 60), _VISITS, _RULES, st.randoms())
def test_the_order_of_reading_and_what_lies_before_the_last_success_change_nothing(
    interval: int, visits: list[Past], rules: dict[str, OutcomeFollow], chance: object
) -> None:
    usual = standing(interval, START, None, visits, rules, TODAY)
    chance.shuffle(visits)  # type: ignore[attr-defined]
    assert standing(interval, START, None, visits, rules, TODAY) == usual
    if usual.last_done is not None:
        later = [one for one in visits if one.day >= usual.last_done]
        assert standing(interval, START, None, later, rules, TODAY) == usual


@given(_VISITS, _RULES, _DAYS)
def test_a_day_written_on_the_decisive_visit_is_the_day_it_is_due(
    visits: list[Past], rules: dict[str, OutcomeFollow], agreed: date
) -> None:
    at = decisive(visits, rules)
    if at is None:
        assert all(one.outcome == "planned" for one in visits)
        return
    assume(agreed > max((one.day for one in visits if one.outcome in ("done", "partly")), default=date.min))
    visits[at] = visits[at]._replace(next_day=agreed)
    assert standing(28, START, None, visits, rules, TODAY).due_day == agreed
