"""Which backups are kept."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from centre_app.safekeeping.rules import DAYS, LAST, MONTHS, WEEKS, Kind, Made, what_to_keep

FIRST = date(2025, 1, 1)
DAYS_OF_TEN_YEARS = st.integers(0, 3650).map(lambda days: FIRST + timedelta(days=days))
ANY_CLOCK = st.lists(st.tuples(DAYS_OF_TEN_YEARS, st.sampled_from(Kind)), max_size=200).map(
    lambda made: [Made(number, day, kind) for number, (day, kind) in enumerate(made, 1)]
)


def daily(days: int, start: date = FIRST) -> list[Made]:
    return [Made(day + 1, start + timedelta(days=day), Kind.DAILY) for day in range(days)]


def kept_over_time(made: list[Made]) -> list[Made]:
    """Backups made one after the other, each followed by tidying up."""
    there: list[Made] = []
    for each in made:
        there.append(each)
        kept = what_to_keep(there)
        there = [one for one in there if one.number in kept]
    return there


def test_a_year_of_daily_backups_keeps_14_days_8_weeks_and_12_months() -> None:
    there = kept_over_time(daily(730))
    newest = there[-1].day
    assert newest == FIRST + timedelta(days=729)
    assert {newest - timedelta(days=back) for back in range(DAYS)} <= {each.day for each in there}
    assert len({each.day.isocalendar()[:2] for each in there}) >= WEEKS
    assert len({(each.day.year, each.day.month) for each in there}) == MONTHS
    assert len(there) <= DAYS + WEEKS + MONTHS


def test_of_several_backups_on_one_day_the_newest_stays() -> None:
    morning, evening = Made(1, FIRST, Kind.DAILY), Made(2, FIRST, Kind.EXIT)
    assert what_to_keep([evening, morning]) == {2}


def test_a_centre_that_opens_twice_a_year_keeps_what_it_has() -> None:
    made = [Made(number, FIRST + timedelta(days=182 * number), Kind.DAILY) for number in range(1, 7)]
    assert what_to_keep(made) == {1, 2, 3, 4, 5, 6}


def test_backups_by_hand_and_before_updates_are_counted_apart() -> None:
    made = daily(20)
    made += [Made(100 + number, FIRST, Kind.HAND) for number in range(8)]
    made += [Made(200 + number, FIRST, Kind.UPDATE) for number in range(8)]
    kept = what_to_keep(made)
    assert kept - {each.number for each in daily(20)} == {*range(103, 108), *range(203, 208)}
    assert len(range(103, 108)) == LAST


def test_the_clock_set_back_a_year_deletes_neither_the_good_ones_nor_the_newest() -> None:
    before = kept_over_time(daily(400, date(2026, 1, 1)))
    slip = Made(401, before[-1].day - timedelta(days=365), Kind.DAILY)
    kept = what_to_keep([*before, slip])
    assert 401 in kept
    assert len({each.number for each in before} - kept) <= 3
    assert before[-1].number in kept


def test_the_clock_set_forward_does_not_make_todays_backups_look_old() -> None:
    future = [Made(number, date(2031, 1, number), Kind.DAILY) for number in range(1, 15)]
    today = [Made(20 + number, date(2026, 11, number), Kind.DAILY) for number in range(1, 15)]
    assert {each.number for each in today} <= what_to_keep([*future, *today])


@given(ANY_CLOCK)
def test_the_newest_always_stays(made: list[Made]) -> None:
    kept = what_to_keep(made)
    for kinds in ({Kind.DAILY, Kind.EXIT}, {Kind.HAND}, {Kind.UPDATE}):
        numbers = [each.number for each in made if each.kind in kinds]
        assert not numbers or max(numbers) in kept


@given(ANY_CLOCK)
def test_no_more_are_kept_than_there_are_places(made: list[Made]) -> None:
    kept = what_to_keep(made)
    assert len([each for each in made if each.number in kept and each.kind in (Kind.DAILY, Kind.EXIT)]) <= (
        DAYS + WEEKS + MONTHS
    )


@given(ANY_CLOCK, DAYS_OF_TEN_YEARS)
def test_one_more_backup_whatever_its_clock_says_pushes_out_few_others(made: list[Made], day: date) -> None:
    before = what_to_keep(made)
    after = what_to_keep([*made, Made(len(made) + 1, day, Kind.DAILY)])
    assert len(before - after) <= 3


@given(ANY_CLOCK)
def test_tidying_up_twice_takes_nothing_more(made: list[Made]) -> None:
    kept = what_to_keep(made)
    assert what_to_keep(each for each in made if each.number in kept) == kept
