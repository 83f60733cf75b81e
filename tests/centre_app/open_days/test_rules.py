"""Which days are open: counting.md, by examples and by Hypothesis."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.codelists.rules import Label
from centre_app.errors import UserError
from centre_app.language.translate import Words
from centre_app.open_days.holiday_names import NAMES, holiday_message, is_estimated
from centre_app.open_days.library import public_holidays
from centre_app.open_days.rules import (
    KINDS,
    CalendarFacts,
    EntrySpan,
    check_entry,
    check_working_week,
    day_state,
    states,
)

FRIDAY, SATURDAY, SUNDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22)
NOWRUZ = date(2026, 3, 23)  # a Monday
WEEK = "12345"
REPAIR = Label("repair", labels={"en": "repair", "ru": "ремонт"})


def facts(*entries: EntrySpan, week: str = WEEK) -> CalendarFacts:
    return CalendarFacts(week, {NOWRUZ: "International Nowruz Day"}, entries)


def why(day: date, calendar: CalendarFacts, language: str = "en") -> str:
    state = day_state(day, calendar)
    return "" if state.why is None else state.why.in_words(Words.of(language))


def test_a_day_of_the_working_week_is_open() -> None:
    assert day_state(FRIDAY, facts()).open
    assert why(FRIDAY, facts()) == ""


def test_what_is_closed_says_why() -> None:
    assert why(SUNDAY, facts()) == "Sunday: outside the working week"
    assert why(NOWRUZ, facts()) == "Public holiday: International Nowruz Day"
    assert why(FRIDAY, facts(EntrySpan("closure", FRIDAY, FRIDAY))) == "The centre is closed"
    assert why(FRIDAY, facts(EntrySpan("closure", FRIDAY, SUNDAY, note="ёлка"))) == "The centre is closed: ёлка"
    closed = facts(EntrySpan("closure", FRIDAY, FRIDAY, REPAIR, "крыша"))
    assert why(FRIDAY, closed) == "The centre is closed: repair (крыша)"
    assert "ремонт" in why(FRIDAY, closed, "ru")
    assert why(FRIDAY, facts(EntrySpan("holiday", FRIDAY, FRIDAY, note="Иди Қурбон"))) == "Public holiday: Иди Қурбон"
    assert why(FRIDAY, facts(EntrySpan("holiday", FRIDAY, FRIDAY))) == "Public holiday: public holiday"


@pytest.mark.parametrize("day", [SUNDAY, NOWRUZ, FRIDAY])
def test_an_extra_working_day_overrides_all_three(day: date) -> None:
    everything = [EntrySpan(kind, day, day) for kind in ("closure", "holiday", "extra")]
    assert day_state(day, facts(*everything)).open


def test_a_holiday_that_is_none_here_is_an_ordinary_day() -> None:
    assert day_state(NOWRUZ, facts(EntrySpan("not_holiday", NOWRUZ, NOWRUZ))).open
    assert not day_state(SATURDAY, facts(EntrySpan("not_holiday", SATURDAY, SATURDAY))).open
    assert not day_state(NOWRUZ, facts(EntrySpan("not_holiday", NOWRUZ, NOWRUZ), week="23456")).open


def test_a_six_day_week_is_open_on_saturday() -> None:
    assert day_state(SATURDAY, facts(week="123456")).open


def test_the_worked_example_has_twenty_one_open_days() -> None:
    closed = facts(EntrySpan("closure", date(2026, 10, 14), date(2026, 10, 14)))
    month = states(date(2026, 10, 1), date(2026, 10, 31), closed)
    assert (len(month), sum(state.open for state in month.values())) == (31, 21)
    assert states(date(2026, 10, 2), date(2026, 10, 1), closed) == {}


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
ENTRIES = st.lists(
    st.builds(
        lambda kind, first, length: EntrySpan(kind, first, first + timedelta(days=length)),
        st.sampled_from(KINDS),
        DAYS,
        st.integers(0, 20),
    ),
    max_size=6,
)


@given(DAYS, ENTRIES, st.sets(st.sampled_from("1234567"), min_size=1).map(lambda days: "".join(sorted(days))))
def test_a_day_is_open_exactly_when_it_says_no_reason(day: date, entries: list[EntrySpan], week: str) -> None:
    calendar = facts(*entries, week=week)
    state = day_state(day, calendar)
    covering = {entry.kind for entry in entries if entry.covers(day)}
    assert state.open == (state.why is None)
    if "extra" in covering:
        assert state.open
    elif "closure" in covering or "holiday" in covering:
        assert not state.open
    else:
        holiday = day in calendar.holidays and "not_holiday" not in covering
        assert state.open == (str(day.isoweekday()) in week and not holiday)


def test_a_working_week_has_a_day_and_each_once() -> None:
    assert check_working_week("53123") == "1235"
    for bad in ("", "8", "12a"):
        with pytest.raises(UserError) as raised:
            check_working_week(bad)
        assert raised.value.field == "working_week"


@pytest.mark.parametrize(
    ("field", "first", "last"),
    [
        ("last_day", FRIDAY, FRIDAY - timedelta(days=1)),
        ("last_day", FRIDAY, FRIDAY + timedelta(days=400)),
        ("first_day", date(206, 11, 20), date(206, 11, 20)),
    ],
)
def test_a_line_of_the_calendar_that_cannot_be_is_refused(field: str, first: date, last: date) -> None:
    with pytest.raises(UserError) as raised:
        check_entry("closure", first, last)
    assert raised.value.field == field
    with pytest.raises(ValueError, match="no such kind"):
        check_entry("party", FRIDAY, FRIDAY)


@pytest.mark.parametrize("country", ["TJ", "KG", "KZ"])
def test_every_name_of_a_public_holiday_can_be_translated(country: str) -> None:
    for name in set(public_holidays(country, 2015, 2030).values()):
        message = holiday_message(name)
        parts = message.values.values() if message.text.startswith("{name0}") else [message]
        for part in parts:
            inner = getattr(part, "values", {}).get("name", part)
            assert inner.text in NAMES or inner.text.startswith("Day off instead"), name


def test_a_feast_whose_day_may_move_says_so() -> None:
    assert is_estimated("Eid al-Fitr (estimated)")
    assert holiday_message("Eid al-Fitr (estimated)").in_words() == "Eid al-Fitr (the day may still move)"
    assert holiday_message("Day off (substituted from 05/04/2024)").in_words() == "Day off instead of 04.05.2024"
    assert holiday_message("Constitution Day; Eid al-Fitr").in_words() == "Constitution Day; Eid al-Fitr"
    assert holiday_message("Victory Day (observed)").in_words() == "Victory Day (day off moved)"


@pytest.mark.parametrize(
    ("country", "day"),
    [("TJ", date(2026, 6, 27)), ("KG", date(2026, 8, 31)), ("KZ", date(2026, 12, 16)), ("TJ", date(2026, 3, 24))],
)
def test_the_library_knows_the_countries_days(country: str, day: date) -> None:
    assert day in public_holidays(country, 2026, 2026)
