"""The calendar in the database, on both engines."""

from __future__ import annotations

from datetime import date

import pytest

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, Refused, UserError
from centre_app.language.translate import Words
from centre_app.open_days.actions import (
    NewCalendarEntry,
    add_calendar_entry,
    load_public_holidays,
    remove_calendar_entry,
    set_working_week,
)
from centre_app.open_days.models import PublicHoliday
from centre_app.open_days.queries import calendar, day_states, last_open_days, open_days
from centre_app.security.access import Actor, Role
from tests.conftest import SiteIds
from tests.factories.codelists import given_lists
from tests.factories.open_days import close, open_extra
from tests.statements import counted

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def test_a_month_is_open_but_for_weekends_holidays_and_closures(session: OfficeSession, site: SiteIds) -> None:
    load_public_holidays(session, site.site, 2026, 2027)
    assert len(open_days(session, site.site, *OCTOBER)) == 22
    close(session, site.site, date(2026, 10, 14))
    open_extra(session, site.site, date(2026, 10, 17))
    days = open_days(session, site.site, *OCTOBER)
    assert (len(days), date(2026, 10, 14) in days, date(2026, 10, 17) in days) == (22, False, True)
    assert date(2026, 11, 6) not in open_days(session, site.site, date(2026, 11, 1), date(2026, 11, 30))


def test_a_year_that_was_never_brought_in_is_asked_of_the_library(session: OfficeSession, site: SiteIds) -> None:
    assert not day_states(session, site.site, date(2025, 9, 9), date(2025, 9, 9))[date(2025, 9, 9)].open
    load_public_holidays(session, site.site, 2026, 2026)
    span = day_states(session, site.site, date(2025, 9, 9), date(2026, 9, 10))
    assert not span[date(2025, 9, 9)].open
    assert not span[date(2026, 9, 9)].open
    assert span[date(2026, 9, 10)].open


def test_a_year_once_brought_in_stays_as_it_was(session: OfficeSession, site: SiteIds) -> None:
    session.insert_many(
        PublicHoliday,
        [{"id": site.therapy, "site_id": site.site, "day": date(2026, 5, 13), "name": "Old feast"}],
    )
    assert load_public_holidays(session, site.site, 2026, 2026) == 0
    assert load_public_holidays(session, site.site, 2026, 2027) > 8
    assert open_days(session, site.site, date(2026, 9, 9), date(2026, 9, 9)) == [date(2026, 9, 9)]


def test_the_sites_own_table_corrects_the_library(session: OfficeSession, site: SiteIds) -> None:
    load_public_holidays(session, site.site, 2026, 2026)
    eid, moved = date(2026, 5, 27), date(2026, 5, 28)
    add_calendar_entry(session, site.site, NewCalendarEntry("not_holiday", eid))
    entry = add_calendar_entry(session, site.site, NewCalendarEntry("holiday", moved, note="Иди Қурбон"))
    assert open_days(session, site.site, eid, moved) == [eid]
    remove_calendar_entry(session, entry)
    assert open_days(session, site.site, eid, moved) == [eid, moved]
    with pytest.raises(NotFound):
        remove_calendar_entry(session, entry)


def test_a_closure_says_its_reason_in_any_language(session: OfficeSession, site: SiteIds) -> None:
    given_lists(session)
    day = date(2026, 10, 14)
    add_calendar_entry(session, site.site, NewCalendarEntry("closure", day, reason="repair", note=" крыша "))
    why = day_states(session, site.site, day, day)[day].why
    assert why is not None
    assert why.in_words(Words.of("en")) == "The centre is closed: repair (крыша)"
    assert "таъмир" in why.in_words(Words.of("tg"))
    with pytest.raises(UserError) as raised:
        add_calendar_entry(session, site.site, NewCalendarEntry("closure", day, reason="mood"))
    assert raised.value.field == "reason"


def test_the_working_week_is_set(session: OfficeSession, site: SiteIds) -> None:
    set_working_week(session, site.site, "654321")
    session.flush()
    assert date(2026, 10, 17) in open_days(session, site.site, *OCTOBER)
    assert calendar(session, 2026).working_week == "123456"


def test_the_last_open_days_pass_over_what_was_closed(session: OfficeSession, site: SiteIds) -> None:
    load_public_holidays(session, site.site, 2025, 2026)
    close(session, site.site, date(2026, 11, 18))
    assert last_open_days(session, site.site, date(2026, 11, 20), 3) == [
        date(2026, 11, 19),
        date(2026, 11, 17),
        date(2026, 11, 16),
    ]
    close(session, site.site, date(2026, 6, 1), date(2026, 11, 19))
    assert last_open_days(session, site.site, date(2026, 11, 20), 1) == [date(2026, 5, 29)]


def test_a_year_for_settings_has_all_of_it(session: OfficeSession, site: SiteIds) -> None:
    load_public_holidays(session, site.site, 2026, 2026)
    add_calendar_entry(session, site.site, NewCalendarEntry("not_holiday", date(2026, 5, 27)))
    close(session, site.site, date(2025, 12, 28), date(2026, 1, 3), "морозы")
    year = calendar(session, 2026, language="en")
    assert len(year.holidays) == 12
    assert {row.day for row in year.holidays if row.corrected} == {date(2026, 5, 27)}
    assert {row.name for row in year.holidays if row.estimated} == {
        "Eid al-Fitr (the day may still move)",
        "Eid al-Adha (the day may still move)",
    }
    assert [(row.kind, row.note) for row in year.entries] == [("closure", "морозы"), ("not_holiday", "")]
    assert year.open_days == len(open_days(session, site.site, date(2026, 1, 1), date(2026, 12, 31)))
    assert calendar(session, 2027).entries == ()


def test_a_long_span_costs_the_statements_of_a_day(session: OfficeSession, site: SiteIds) -> None:
    load_public_holidays(session, site.site, 2022, 2026)
    close(session, site.site, date(2026, 10, 14))
    counts = []
    for first in (date(2026, 10, 14), date(2022, 1, 1)):
        with counted(session) as seen:
            day_states(session, site.site, first, date(2026, 10, 14))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 4


def test_everybody_sees_the_calendar_and_only_the_manager_changes_it(session: OfficeSession, site: SiteIds) -> None:
    session.actor = Actor(None, "Счётчик", Role.NUMBERS_ONLY)
    assert len(open_days(session, site.site, *OCTOBER)) == 22
    with pytest.raises(Refused):
        set_working_week(session, site.site, "1")
