"""Days are written dd.MM.yyyy and read as people here type them, the day always first."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.language.dates import (
    age_text,
    day_text,
    moment_text,
    month_names,
    month_text,
    parse_day,
    weekday_names,
)
from centre_app.language.translate import LANGUAGES, Words

TODAY = date(2026, 11, 20)
FIFTH_OF_MARCH = date(2018, 3, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "05.03.2018", "5.3.2018", "5/3/18", "5-3-2018", "5 3 2018", "05032018", "050318", "2018-03-05", "2018.3.5",
        "2018-03-05T00:00:00", "2018-03-05 00:00:00", "05.03.2018 0:00:00", " 5 марта 2018 ", "5 МАРТА 2018 г.",
        "5 марта 2018 года", "05.03.2018г.", "5 мар. 18", "5 марти 2018", "5 март 2018", "5 наурыз 2018",
        "2018 жылғы 5 наурыз", "2018-жылдын 5-март", "5 March 2018", "March 5th, 2018",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_way_it_is_written(typed: str) -> None:
    assert parse_day(typed, TODAY) == FIFTH_OF_MARCH


@pytest.mark.parametrize(
    "typed",
    ["", " ", "31.02.2019", "29.02.2018", "32.1", "5.13", "13/25/2018", "00.03.2018", "2018", "0503", "5", "марта 2018",
     "5 ма 2018", "5 5 марта 2018", "5 марта 218", "5 марта апреля", "99999999", "2018-13-01", "вчера 5", "Ҷамшед",
     "5.3.2018.7", "5" * 100, "5.3 марта", "1.1.1.1"],
)  # fmt: skip
def test_what_cannot_be_a_day_is_none(typed: str) -> None:
    assert parse_day(typed, TODAY) is None


def test_a_day_without_a_year_is_of_this_year() -> None:
    assert parse_day("5.3", TODAY) == date(2026, 3, 5)
    assert parse_day("5 марта", TODAY) == date(2026, 3, 5)


def test_a_day_is_never_read_as_a_month() -> None:
    assert parse_day("3/4/2018", TODAY) == date(2018, 4, 3)


def test_a_year_of_two_digits_is_at_most_a_year_ahead() -> None:
    assert parse_day("5.3.27", TODAY) == date(2027, 3, 5)
    assert parse_day("5.3.28", TODAY) == date(1928, 3, 5)
    assert parse_day("050399", TODAY) == date(1999, 3, 5)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("today", 0), ("сегодня", 0), ("имрӯз", 0), ("имруз", 0), ("бүгүн", 0), ("БҮГІН", 0), ("yesterday", -1),
        ("вчера", -1), ("дирӯз", -1), ("кечээ", -1), ("кеше", -1), ("tomorrow", 1), ("завтра", 1), ("фардо", 1),
        ("эртең", 1), ("ертең", 1), ("+7", 7), ("-1", -1), ("+ 3", 3),
    ],
)  # fmt: skip
def test_days_near_today_are_read_in_five_languages(typed: str, days: int) -> None:
    assert parse_day(typed, TODAY) == TODAY + timedelta(days)


def test_a_step_over_the_end_of_the_calendar_is_no_day() -> None:
    assert parse_day("+99999", date(9999, 1, 1)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_is_read_by_its_name_in_every_language(language: str) -> None:
    for month, name in enumerate(month_names(Words.of(language)), start=1):
        assert parse_day(f"7 {name} 2020", TODAY) == date(2020, month, 7)


@given(st.dates())
def test_what_is_written_is_read_back(day: date) -> None:
    assert parse_day(day_text(day), TODAY) == day
    assert parse_day(day.isoformat(), TODAY) == day


@given(st.text() | st.from_regex(r"[-+0-9./ ]{0,12}"))
def test_any_text_can_be_asked_for_a_day(text: str) -> None:
    parse_day(text, TODAY)


def test_a_day_is_written_the_same_in_every_language_and_none_is_a_dash() -> None:
    assert day_text(FIFTH_OF_MARCH) == "05.03.2018"
    assert day_text(date(212, 1, 2)) == "02.01.0212"
    assert day_text(None) == "–"


def test_a_moment_is_shown_by_the_clock_of_this_pc() -> None:
    noon = datetime(2026, 3, 5, 12, 30, tzinfo=UTC)
    here = noon.astimezone()
    assert moment_text(noon) == f"{here:%d.%m.%Y %H:%M}"
    assert moment_text(noon.replace(tzinfo=None)) == moment_text(noon)
    assert moment_text(None) == "–"


@pytest.mark.parametrize(
    ("language", "heading", "monday", "mon"),
    [
        ("en", "October 2026", "Monday", "Mon"),
        ("ru", "октябрь 2026", "понедельник", "пн"),
        ("tg", "октябри 2026", "душанбе", "дш"),
        ("ky", "2026-ж. октябрь", "дүйшөмбү", "дш"),
        ("kk", "2026 ж. қазан", "дүйсенбі", "дс"),
    ],
)
def test_months_and_weekdays_have_their_names(language: str, heading: str, monday: str, mon: str) -> None:
    words = Words.of(language)
    assert month_text(2026, 10, words) == heading
    assert weekday_names(words)[0] == monday
    assert weekday_names(words, short=True)[0] == mon
    assert len(month_names(words)) == 12
    assert len(set(weekday_names(words))) == len(set(weekday_names(words, short=True))) == 7


def test_an_age_is_in_years_and_months() -> None:
    assert age_text(5, 8) == "5 years 8 mo."
    assert age_text(1, 0) == "1 year"
    assert age_text(0, 8) == "8 mo."
    assert age_text(0, 0) == "0 mo."
    assert age_text(11, None) == "11 years"
    assert age_text(None, None) == "–"
