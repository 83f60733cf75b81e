"""The calendar as plain values."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from centre_app.codelists.models import CodeListEntry
from centre_app.codelists.rules import Label
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound
from centre_app.language.translate import N_, Words, current
from centre_app.open_days.holiday_names import holiday_message, is_estimated
from centre_app.open_days.library import public_holidays
from centre_app.open_days.models import CalendarEntry, PublicHoliday
from centre_app.open_days.rules import CalendarFacts, DayState, EntrySpan, states
from centre_app.security.access import Permission, needs
from centre_app.sites.models import Site

_LOOK_BACK_DAYS = (45, 180, 730)


@dataclass(frozen=True)
class EntryRow:
    """One line of the site's own calendar."""

    id: uuid.UUID
    kind: str  # closure, extra, holiday, not_holiday
    first_day: date
    last_day: date
    reason: str  # code list closure_reason
    note: str


@dataclass(frozen=True)
class HolidayRow:
    """A public holiday; ``name`` in the language asked. ``estimated``: the day may still move (a religious feast)."""

    day: date
    name: str
    estimated: bool
    corrected: bool  # the site's own table says it is not one here


@dataclass(frozen=True)
class Calendar:
    """A year for Settings: the week, the public holidays, the site's own lines."""

    year: int
    working_week: str
    holidays: tuple[HolidayRow, ...]
    entries: tuple[EntryRow, ...]
    open_days: int


@needs(Permission.OWN_ACCOUNT)
def day_states(session: OfficeSession, site_id: uuid.UUID, first: date, last: date) -> dict[date, DayState]:
    """Every day from ``first`` to ``last``, both in, with its state; four statements, however long the span."""
    return states(first, last, _facts(session, site_id, first, last))


@needs(Permission.OWN_ACCOUNT)
def open_days(session: OfficeSession, site_id: uuid.UUID, first: date, last: date) -> list[date]:
    """The open days from ``first`` to ``last``, both in."""
    return [day for day, state in day_states(session, site_id, first, last).items() if state.open]


@needs(Permission.OWN_ACCOUNT)
def last_open_days(session: OfficeSession, site_id: uuid.UUID, before: date, n: int) -> list[date]:
    """The last ``n`` open days before ``before``, the newest first; fewer where two years have fewer."""
    found: list[date] = []
    for back in _LOOK_BACK_DAYS:
        found = open_days(session, site_id, before - timedelta(days=back), before - timedelta(days=1))
        if len(found) >= n:
            break
    return found[::-1][:n]


@needs(Permission.OWN_ACCOUNT)
def calendar(session: OfficeSession, year: int, *, language: str | None = None) -> Calendar:
    """A year of the centre, for Settings; names in ``language`` (the screen's without). Raises NotFound."""
    words = Words.of(language) if language else current()
    site_id = session.scalars(select(Site.id).order_by(Site.id).limit(1)).one_or_none()
    if site_id is None:
        raise NotFound(N_("This centre is not set up yet."))
    first, last = date(year, 1, 1), date(year, 12, 31)
    facts = _facts(session, site_id, first, last)
    corrected = {
        day for day in facts.holidays for entry in facts.entries if entry.kind == "not_holiday" and entry.covers(day)
    }
    return Calendar(
        year=year,
        working_week=facts.working_week,
        holidays=tuple(
            HolidayRow(day, holiday_message(name).in_words(words), is_estimated(name), day in corrected)
            for day, name in sorted(facts.holidays.items())
        ),
        entries=tuple(_entry_rows(session, site_id, first, last)),
        open_days=sum(state.open for state in states(first, last, facts).values()),
    )


def _facts(session: OfficeSession, site_id: uuid.UUID, first: date, last: date) -> CalendarFacts:
    site = session.execute(select(Site.country, Site.working_week).where(Site.id == site_id)).one_or_none()
    if site is None:
        raise NotFound(N_("This centre is not set up yet."))
    entries = _entry_rows(session, site_id, first, last)
    reasons: dict[str, dict[str, str]] = {}
    if any(entry.reason for entry in entries):
        wanted = select(CodeListEntry.code, CodeListEntry.labels).where(CodeListEntry.list_name == "closure_reason")
        reasons = {row.code: row.labels for row in session.execute(wanted)}
    return CalendarFacts(
        site.working_week,
        _holidays(session, site_id, site.country, first, last),
        tuple(
            EntrySpan(
                entry.kind,
                entry.first_day,
                entry.last_day,
                Label(entry.reason, labels=reasons.get(entry.reason, {})) if entry.reason else None,
                entry.note,
            )
            for entry in entries
        ),
    )


def _entry_rows(session: OfficeSession, site_id: uuid.UUID, first: date, last: date) -> list[EntryRow]:
    rows = session.execute(
        select(
            CalendarEntry.id,
            CalendarEntry.kind,
            CalendarEntry.first_day,
            CalendarEntry.last_day,
            CalendarEntry.reason,
            CalendarEntry.note,
        )
        .where(CalendarEntry.site_id == site_id, CalendarEntry.first_day <= last, CalendarEntry.last_day >= first)
        .order_by(CalendarEntry.first_day, CalendarEntry.id)
    )
    return [EntryRow(*row) for row in rows]


def _holidays(session: OfficeSession, site_id: uuid.UUID, country: str, first: date, last: date) -> dict[date, str]:
    """Those of the file; for years that were never brought in (a birth year, next year's plan), the library's."""
    rows = session.execute(
        select(PublicHoliday.day, PublicHoliday.name).where(
            PublicHoliday.site_id == site_id,
            PublicHoliday.day >= date(first.year, 1, 1),
            PublicHoliday.day <= date(last.year, 12, 31),
        )
    )
    kept = {row.day: row.name for row in rows}
    loaded = {day.year for day in kept}
    for year in range(first.year, last.year + 1):
        if year not in loaded:
            kept |= public_holidays(country, year, year)
    return {day: name for day, name in kept.items() if first <= day <= last}
