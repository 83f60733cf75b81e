"""Changing the calendar."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from centre_app.codelists.models import CodeListEntry
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.open_days.library import public_holidays
from centre_app.open_days.models import CalendarEntry, PublicHoliday
from centre_app.open_days.rules import check_entry, check_working_week
from centre_app.security.access import Permission, needs
from centre_app.sites.models import Site
from centre_app.typed import typed_line


@dataclass(frozen=True)
class NewCalendarEntry:
    """A line for the site's own calendar.

    ``kind``: ``closure`` (a span), ``extra`` (open whatever else says), ``holiday`` (one more public holiday),
    ``not_holiday`` (the library is wrong: it is none here). ``last_day`` None: one day.
    """

    kind: str
    first_day: date
    last_day: date | None = None
    reason: str = ""  # code list closure_reason
    note: str = ""


@needs(Permission.MANAGE_CENTRE)
def load_public_holidays(session: OfficeSession, site_id: uuid.UUID, first_year: int, last_year: int) -> int:
    """Bring in the country's public holidays of these years. Gives how many are new.

    A year that is there already stays as it is, so that a past month is counted tomorrow as it was counted today;
    the site's own table corrects it.
    """
    site = _found_site(session, site_id)
    there = set(session.scalars(select(PublicHoliday.day).where(PublicHoliday.site_id == site_id)))
    years = {day.year for day in there}
    rows = [
        {"id": new_id(), "site_id": site_id, "day": day, "name": name[:200]}
        for day, name in public_holidays(site.country, first_year, last_year).items()
        if day.year not in years
    ]
    session.insert_many(PublicHoliday, rows)
    return len(rows)


@needs(Permission.MANAGE_CENTRE)
def add_calendar_entry(session: OfficeSession, site_id: uuid.UUID, entry: NewCalendarEntry) -> uuid.UUID:
    """Add a closure, an extra working day, one more holiday, or that a holiday is none here.

    Raises UserError: the last day before the first, longer than a year, a reason that is not in the list.
    Marks that are already made on a day that is closed now stay, and are shown as such.
    """
    _found_site(session, site_id)
    last = entry.last_day or entry.first_day
    check_entry(entry.kind, entry.first_day, last)
    if entry.reason and not session.scalar(
        select(CodeListEntry.id).where(CodeListEntry.list_name == "closure_reason", CodeListEntry.code == entry.reason)
    ):
        raise UserError(N_("Please choose the reason from the list."), field="reason")
    created = CalendarEntry(
        id=new_id(),
        site_id=site_id,
        kind=entry.kind,
        first_day=entry.first_day,
        last_day=last,
        reason=entry.reason,
        note=typed_line(entry.note, field="note", label=N_("Note"), limit=300),
    )
    session.add(created)
    session.flush()
    return created.id


@needs(Permission.MANAGE_CENTRE)
def remove_calendar_entry(session: OfficeSession, entry_id: uuid.UUID) -> None:
    """Take a line out of the site's calendar."""
    entry = session.get(CalendarEntry, entry_id)
    if entry is None:
        raise NotFound(N_("This line of the calendar is not there any more."))
    session.delete(entry)
    session.flush()


@needs(Permission.MANAGE_CENTRE)
def set_working_week(session: OfficeSession, site_id: uuid.UUID, weekdays: str) -> None:
    """Set the open weekdays, ISO numbers: ``"12345"`` is Monday to Friday."""
    _found_site(session, site_id).working_week = check_working_week(weekdays)


def _found_site(session: OfficeSession, site_id: uuid.UUID) -> Site:
    site = session.get(Site, site_id)
    if site is None:
        raise NotFound(N_("This centre is not set up yet."))
    return site
