"""``centre-app calendar``: a week of sessions for ordinary calendars, without the window."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from centre_app.errors import UserError
from centre_app.language.dates import parse_week
from centre_app.language.translate import N_, _
from centre_app.terminal import Command, opened, option, say, signed_in, write_file

if TYPE_CHECKING:
    from centre_app.db.session import OfficeSession
    from centre_app.office import Office


@click.command(cls=Command, help=N_("Write a week of sessions as an iCalendar file (.ics), children as initials."))
@signed_in
@option("--therapist", help=N_("Name of a therapist; without it everybody's."))
@option("--week", required=True, help=N_("The week, as 2026-W48."))
@option("--out", required=True, help=N_("File to write to; “-” is the standard output."))
@option("--names", is_flag=True, help=N_("Children by their names; each child's history says so."))
def calendar(
    data: Path | None,
    database: str | None,
    language: str | None,
    user: str,
    therapist: str | None,
    week: str,
    out: str,
    names: bool,
) -> None:
    """``centre-app calendar``."""
    from centre_app.exchange.calendar_file import calendar_file
    from centre_app.sites.queries import the_site

    first = monday_of_week(week)
    last = first + timedelta(days=6)
    with opened(data, database, user, only_reads=True) as office:
        with office.read() as session:
            staff_id = _therapist_named(session, therapist) if therapist else None
            speaks = language or the_site(session).document_language
            content = calendar_file(session, first, last, therapist_id=staff_id, names=names, language=speaks)
        _leave_trace(office, first, last, staff_id, names)
    if out == "-":
        click.echo(content, nl=False)
        return
    write_file(Path(out), content)
    say(out)


def monday_of_week(text: str) -> date:
    """The Monday of ``2026-W48`` (ISO 8601). Raises UsageError."""
    monday = parse_week(text)
    if monday is None:
        raise click.UsageError(_("Write the week as year and number: 2026-W48."))
    return monday


def _therapist_named(session: OfficeSession, name: str) -> uuid.UUID:
    """Who has this name, or the only one whose name has it in it. Raises UserError."""
    from centre_app.workplace.queries import staff

    people = staff(session)
    wanted = " ".join(name.split()).casefold()
    exact = [person.id for person in people if person.name.casefold() == wanted]
    found = exact or [person.id for person in people if wanted and wanted in person.name.casefold()]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(person.name for person in people)
    raise UserError(N_("There is no “{name}”. There are: {names}."), field="therapist", name=name, names=listed)


def _leave_trace(office: Office, first: date, last: date, staff_id: uuid.UUID | None, names: bool) -> None:
    """What leaves the office is written down, also while a window has it open."""
    from centre_app.exchange.calendar_file import WHAT, trace_calendar, traced_children
    from centre_app.therapy.calendar import sessions_between

    if not office.read_only:
        with office.write() as session:
            trace_calendar(session, first, last, therapist_id=staff_id, names=names)
        return
    with office.read() as session:
        sessions = sessions_between(session, first, last, therapist_id=staff_id, language="en")
    for child_id in traced_children(sessions, names=names):
        office.trace("exported", child_id=child_id, what=WHAT)
