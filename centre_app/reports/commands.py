"""``centre-app report`` and ``centre-app find``: documents and children, without the window."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from centre_app.errors import UserError
from centre_app.language.translate import LANGUAGES, N_, _
from centre_app.terminal import Command, opened, option, say, signed_in, tell, write_file

if TYPE_CHECKING:
    from centre_app.db.session import OfficeSession
    from centre_app.office import Office

FORMATS = ("pdf", "xlsx", "json")


@click.command(cls=Command, help=N_("Make a document: monthly, register, progress, timetable… See --list."))
@click.argument("kind", required=False)
@signed_in
@option("--list", "lists", is_flag=True, help=N_("Say which documents there are."))
@option("--month", help=N_("The month, as 2026-10."))
@option("--child", multiple=True, help=N_("Number of a child; may be repeated."))
@option("--group", help=N_("Name of a group or a service."))
@option("--week", help=N_("The week, as 2026-W48."))
@option("--therapist", "staff", help=N_("Name of a therapist."))
@option("--room", help=N_("Name of a room."))
@option("--team", help=N_("Name of a team."))
@option("--forms", is_flag=True, help=N_("With visit forms and family cards."))
@option("--full-names", is_flag=True, help=N_("Full names instead of initials; written down in the history."))
@option("--second-language", type=click.Choice(LANGUAGES), help=N_("A second language beside the document’s."))
@option("--overdue", is_flag=True, help=N_("Only what should be back."))
@option("--instrument", help=N_("Code of an instrument."))
@option("--first", help=N_("First day of the period."))
@option("--last", help=N_("Last day of the period."))
@option("--blank", is_flag=True, help=N_("Without marks, to be filled in by hand."))
@option("--pictures", is_flag=True, help=N_("With pictures, for who does not read."))
@option("--empty-rows", type=int, help=N_("Empty lines instead of names."))
@option("--format", "form", type=click.Choice(FORMATS), help=N_("Without it, what the name of the file says, or pdf."))
@option("--out", help=N_("File or folder to write to; “-” is the standard output."))
def report(
    kind: str | None,
    data: Path | None,
    database: str | None,
    language: str | None,
    user: str,
    lists: bool,
    form: str | None,
    out: str | None,
    **asked: Any,
) -> None:
    """``centre-app report KIND``."""
    from centre_app.reports.catalogue import KINDS, make

    if lists:
        for one in KINDS.values():
            say(f"{one.name:10} {_(one.title)}. {_(one.about)}")
        return
    if kind is None or kind not in KINDS:
        raise click.UsageError(_("Say which document: {names}.").format(names=", ".join(KINDS)))
    if asked["month"] and not re.fullmatch(r"\d{4}-(0?[1-9]|1[0-2])", asked["month"]):
        raise click.UsageError(_("Write the month as year and month: 2026-10."))
    ending = Path(out or "").suffix[1:].lower()
    form = form or (ending if ending in FORMATS else "pdf")
    given = {name: value for name, value in asked.items() if value}
    with opened(data, database, user, only_reads=True) as office:
        with office.read() as session:
            if asked["group"]:
                given["group"] = _group_named(session, asked["group"])
            given |= _named_at_work(session, asked)
            from centre_app.sites.queries import the_site

            document = make(session, kind, given, language or the_site(session).document_language, form)
        _leave_trace(office, kind, given)
        if out == "-" or (out is None and form == "json"):
            _write_out(document.content)
            return
        target = _target(out or "", document.name)
        write_file(target, document.content)
    say(str(target))


def _target(out: str, name: str) -> Path:
    """The file meant: in the folder said, which may not be there yet, or the file itself."""
    is_folder = not out or out.endswith(("/", os.sep)) or Path(out).is_dir()
    return Path(out) / name if is_folder else Path(out)


def _group_named(session: OfficeSession, name: str) -> uuid.UUID:
    """The id of a group or a service. Raises UserError."""
    from centre_app.sites.queries import services

    every = services(session, active_only=False)
    named = [(one.name, one.id) for one in every] + [(one.name, one.id) for service in every for one in service.groups]
    for known, group_id in named:
        if known.casefold() == name.casefold():
            return group_id
    raise UserError(N_("There is no group or service “{name}”."), field="group", name=name)


def _named_at_work(session: OfficeSession, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The ids of a therapist, a room and a team. Raises UserError."""
    from centre_app.outreach.fleet_queries import teams
    from centre_app.workplace.queries import rooms, staff

    found: dict[str, Any] = {}
    rows_of: dict[str, Callable[[OfficeSession], Iterable[Any]]] = {"staff": staff, "room": rooms, "team": teams}
    for field, rows in rows_of.items():
        wanted = asked[field]
        if not wanted:
            continue
        known = {row.name.casefold(): row for row in rows(session)}
        if wanted.casefold() not in known:
            names = ", ".join(row.name for row in known.values())
            raise UserError(N_("There is no “{name}”. There are: {names}."), field=field, name=wanted, names=names)
        found[field] = known[wanted.casefold()].id
    return found


def _leave_trace(office: Office, kind: str, given: dict[str, Any]) -> None:
    """What leaves the office is written down, also while a window has it open."""
    from centre_app.reports.catalogue import trace, traces

    if not office.read_only:
        with office.write() as session:
            trace(kind, given, "exported")(session)
        return
    with office.read() as session:
        told = traces(session, kind, given)
    for child_id, name in told:
        office.trace("exported", child_id=child_id, what=name)


@click.command(cls=Command, help=N_("Find children by pieces of names, numbers and phones, in any spelling."))
@click.argument("text", nargs=-1, required=True)
@signed_in
@option("--json", "as_json", is_flag=True, help=N_("The rows of “report children”, as JSON."))
def find(
    text: tuple[str, ...], data: Path | None, database: str | None, language: str | None, user: str, as_json: bool
) -> None:
    """``centre-app find TEXT``."""
    from centre_app.children.queries import ChildFilter, find_children
    from centre_app.language.dates import day_text

    wanted = " ".join(text)
    with opened(data, database, user, only_reads=True) as office:
        if as_json:
            from centre_app.reports.catalogue import make

            with office.read() as session:
                asked = {"filter": ChildFilter(text=wanted, state="all")}
                content = make(session, "children", asked, language or "en", "json").content
            office.trace("exported", what="find")
            _write_out(content)
            return
        with office.read() as session:
            found = find_children(session, wanted, limit=500)
    for row in found.rows:
        birth = (
            str(row.birth_date.year) if row.birth_date and row.birth_precision == "year" else day_text(row.birth_date)
        )
        say("  ".join(filter(None, (row.number, row.full_name, birth, row.district, row.village, row.phone))))
    if not found.rows:
        tell(_("Nobody was found."))


def _write_out(content: bytes) -> None:
    """Bytes to the standard output, as they are."""
    click.echo(content, nl=False)
