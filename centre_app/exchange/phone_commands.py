"""``centre-app phones``: forms for phones out, filled ones in, without the window."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import click

from centre_app.errors import UserError
from centre_app.language.dates import parse_week
from centre_app.language.translate import N_, _
from centre_app.terminal import Group, opened, option, say, signed_in, tell, write_file

if TYPE_CHECKING:
    from centre_app.db.session import OfficeSession
    from centre_app.exchange.phones.told import PhoneResult

FILE = click.Path(path_type=Path)
KINDS = ("visit", "screening")


@click.group(cls=Group, help=N_("Forms for ODK Collect and KoboToolbox: give them out, take the filled ones in."))
def phones() -> None:
    """``centre-app phones``."""


@phones.command(help=N_("Write a week’s forms for each team: children as initials and number, nothing else of them."))
@signed_in
@option("--week", required=True, help=N_("The week, as 2026-W48."))
@option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help=N_("Folder to write to."))
@option("--kind", type=click.Choice(KINDS), help=N_("Only visit forms, or only screenings; without it both."))
@option("--team", "teams", multiple=True, help=N_("Name of a team; may be repeated; without it all."))
@option("--instrument", "instruments", multiple=True, help=N_("Code of an instrument; without it all screenings."))
def export(
    data: Path | None,
    database: str | None,
    language: str | None,
    user: str,
    week: str,
    out: Path,
    kind: str | None,
    teams: tuple[str, ...],
    instruments: tuple[str, ...],
) -> None:
    """``centre-app phones export``."""
    from centre_app.exchange.phones.giving import Wanted, give_phone_forms

    monday = parse_week(week)
    if monday is None:
        raise click.UsageError(_("Write the week as year and number: 2026-W48."))
    with opened(data, database, user) as office, office.write() as session:
        wanted = Wanted(monday, (kind,) if kind else KINDS, _teams(session, teams), instruments)
        given = give_phone_forms(session, wanted)
        for name, content in given.files:  # where the folder cannot be written, nothing was given out
            write_file(out / name, content)
    for form in given.forms:
        for name in form.files:
            say(str(out / name))
    for message in given.left_out:
        tell(message.in_words())


@phones.command(
    "import", help=N_("Take filled forms in: .xml, .json, .csv, .xlsx, a .zip or a folder. All good ones, or none.")
)
@click.argument("files", type=FILE, nargs=-1, required=True)
@signed_in
@option("--dry-run", is_flag=True, help=N_("Only check: change nothing."))
@option("--json", "as_json", is_flag=True, help=N_("What was found, as JSON."))
def bring_in(
    files: tuple[Path, ...],
    data: Path | None,
    database: str | None,
    language: str | None,
    user: str,
    dry_run: bool,
    as_json: bool,
) -> int:
    """``centre-app phones import``. Status 0: all forms are good; 2: some are not."""
    from centre_app.exchange.phones.files import receive
    from centre_app.exchange.phones.taking import look_at_phone_forms, take_phone_forms

    received = receive(files)
    with opened(data, database, user) as office:
        if dry_run:
            with office.read() as session:
                result = look_at_phone_forms(session, received)
        else:
            with office.write() as session:
                result = take_phone_forms(session, received)
    if as_json:
        say(json.dumps(result.as_json(), ensure_ascii=False, indent=2))
    else:
        _say_result(result, dry_run=dry_run)
    return 0 if result.is_good else 2


@phones.command(help=N_("Take back what the last import from phones wrote, as long as nobody has changed it."))
@signed_in
def undo(data: Path | None, database: str | None, language: str | None, user: str) -> None:
    """``centre-app phones undo``."""
    from centre_app.exchange.phones.taking import undo_phone_forms

    with opened(data, database, user) as office, office.write() as session:
        undone = undo_phone_forms(session)
    say(_("Undone: “{file}”. The centre is as it was before.").format(file=undone.name))


def _teams(session: OfficeSession, names: tuple[str, ...]) -> tuple[uuid.UUID, ...]:
    """The teams of these names. Raises UserError."""
    from centre_app.outreach.fleet_queries import teams

    there = {" ".join(team.name.split()).casefold(): team for team in teams(session, active_only=False)}
    unknown = next((name for name in names if " ".join(name.split()).casefold() not in there), None)
    if unknown is not None:
        listed = ", ".join(team.name for team in there.values())
        raise UserError(N_("There is no “{name}”. There are: {names}."), field="team", name=unknown, names=listed)
    return tuple(there[" ".join(name.split()).casefold()].id for name in names)


def _say_result(result: PhoneResult, *, dry_run: bool) -> None:
    from centre_app.exchange.phones.told import Fate

    for line in result.lines:
        for sentence in line.sentences():
            tell(": ".join(part for part in (line.place(), line.number, sentence) if part))
    say(
        _("Forms to take: {taken}, taken before: {known}, refused: {refused}.").format(
            taken=len(result.of(Fate.TAKE)), known=len(result.of(Fate.KNOWN)), refused=len(result.of(Fate.REFUSED))
        )
    )
    if dry_run:
        say(_("Only checked: nothing was changed."))
