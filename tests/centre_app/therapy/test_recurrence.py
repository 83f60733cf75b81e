"""Rules of series: as RFC 5545 has them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from centre_app.errors import UserError
from centre_app.language.translate import Words
from centre_app.therapy.recurrence import Rule, number_of_days, parse_rule, rule_days, rule_words

MONDAY = date(2026, 11, 23)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
weekdays = st.sets(st.integers(1, 7), min_size=1).map(lambda chosen: tuple(sorted(chosen)))
rules = st.one_of(
    st.builds(Rule, weekdays, st.integers(1, 8), st.none(), st.integers(1, 60)),
    st.builds(Rule, weekdays, st.integers(1, 8), st.dates(date(2029, 1, 1), date(2029, 3, 1)), st.none()),
)


def dateutil(text: str, first_day: date) -> list[date]:
    """What python-dateutil makes of a rule's text."""
    start = datetime.combine(first_day, time())
    return [moment.date() for moment in rrulestr(text, dtstart=start)]


@given(rule=rules, first_day=days, data=st.data())
def test_a_rule_gives_dateutils_days_without_the_exceptions(rule: Rule, first_day: date, data: st.DataObject) -> None:
    every = dateutil(rule.text(), first_day)
    out = data.draw(st.sets(st.sampled_from(every), max_size=5))
    if len(every) > 400:
        with pytest.raises(UserError):
            rule_days(rule, first_day, out)
    else:
        assert list(rule_days(rule, first_day, out)) == [day for day in every if day not in out]
    assert number_of_days(rule, first_day) == len(every)


@given(rule=rules, first_day=days)
def test_a_rule_is_read_as_it_was_written(rule: Rule, first_day: date) -> None:
    assert parse_rule(rule.text(), first_day) == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("FREQ=WEEKLY;COUNT=3", Rule((1,), 1, None, 3)),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,MO;UNTIL=20270630", Rule((1, 3), 2, date(2027, 6, 30))),
        ("freq=weekly;wkst=mo;until=20270630T235959Z", Rule((1,), 1, date(2027, 6, 30))),
        ("FREQ=DAILY;COUNT=5", Rule((1, 2, 3, 4, 5, 6, 7), 1, None, 5)),
        ("FREQ=DAILY;BYDAY=MO,FR;COUNT=5", Rule((1, 5), 1, None, 5)),
    ],
)
def test_rules_of_other_calendars_are_read(text: str, rule: Rule) -> None:
    assert parse_rule(text, MONDAY) == rule


@pytest.mark.parametrize(
    "text",
    [
        *("", "weekly", "FREQ=YEARLY;COUNT=3", "FREQ=SECONDLY", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=WEEKLY;BYDAY=XX"),
        *("FREQ=WEEKLY;COUNT=0", "FREQ=WEEKLY;INTERVAL=-1", "FREQ=WEEKLY;UNTIL=20271332", "FREQ=WEEKLY;WKST=SU"),
        *("FREQ=WEEKLY;COUNT=3;UNTIL=20270101", "FREQ=WEEKLY;FREQ=WEEKLY", "FREQ=DAILY;INTERVAL=2;COUNT=3"),
        *("FREQ=WEEKLY;BYHOUR=9", "FREQ=WEEKLY;COUNT=99999999"),
    ],
)
def test_what_is_no_weekly_rule_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_rule(text, MONDAY)
    assert refused.value.field == "rule"


@pytest.mark.parametrize(
    ("text", "count", "last"),
    [
        ("FREQ=DAILY;COUNT=10000", "10000", "27.12.2027"),
        ("FREQ=DAILY;UNTIL=99991231", "2912117", "27.12.2027"),
        ("FREQ=WEEKLY;COUNT=401", "401", "16.07.2034"),
    ],
)
def test_more_than_400_sessions_are_refused_with_their_number_and_an_end_that_would_do(
    text: str, count: str, last: str
) -> None:
    first_day = MONDAY if "DAILY" in text else date(2026, 11, 22)
    with pytest.raises(UserError) as refused:
        rule_days(parse_rule(text, first_day), first_day)
    assert refused.value.field == "until"
    assert count in str(refused.value)
    assert last in str(refused.value)


def test_400_sessions_are_a_series() -> None:
    assert len(rule_days(parse_rule("FREQ=DAILY;COUNT=400", MONDAY), MONDAY)) == 400


@pytest.mark.parametrize(
    ("rule", "first_day", "field"),
    [
        (Rule((1,)), MONDAY, "until"),
        (Rule((1,), until=date(2026, 11, 22)), MONDAY, "until"),
        (Rule((), count=3), MONDAY, "rule"),
        (Rule((1,), count=3), date(1066, 10, 14), "first_day"),
        (Rule((1,), 52, count=400), MONDAY, "until"),
        (Rule((1,), 53, count=3), MONDAY, "rule"),
        (Rule((1,), 0, count=3), MONDAY, "rule"),
    ],
)
def test_a_rule_that_cannot_be_names_its_field(rule: Rule, first_day: date, field: str) -> None:
    with pytest.raises(UserError) as refused:
        rule_days(rule, first_day)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule((1, 3), 2, date(2027, 6, 30)), "every 2 weeks on Monday and Wednesday until 30.06.2027"),
        (Rule((1, 3, 5), 1, None, 10), "every week on Monday, Wednesday and Friday, 10 times"),
        (Rule((4,), 1, None, 1), "every week on Thursday, 1 time"),
        (Rule((1, 2, 3, 4, 5, 6, 7)), "every day"),
    ],
)
def test_a_rule_in_words(rule: Rule, said: str) -> None:
    assert rule_words(rule, Words.of("en")) == said
