"""What a day has."""

from __future__ import annotations

from datetime import date

from centre_app.today.rules import birthdays_on, week_of


def test_a_week_runs_from_monday_to_sunday() -> None:
    assert week_of(date(2026, 11, 22))[0] == date(2026, 11, 16)
    assert week_of(date(2026, 11, 16))[-1] == date(2026, 11, 22)


def test_who_was_born_on_29_february_has_a_birthday_every_year() -> None:
    assert birthdays_on(week_of(date(2027, 3, 1)))[2, 29] == date(2027, 3, 1)
    assert birthdays_on(week_of(date(2028, 2, 29)))[2, 29] == date(2028, 2, 29)
    assert (2, 29) not in birthdays_on(week_of(date(2028, 3, 8)))
