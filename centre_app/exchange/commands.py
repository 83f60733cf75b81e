"""``centre-app import``: spreadsheets in, without the window."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from centre_app.language.translate import N_, Message, _
from centre_app.terminal import Group, opened, option, say, signed_in, tell

if TYPE_CHECKING:
    from centre_app.exchange.importing import BringIn, Outcome

FILE = click.Path(path_type=Path)


@click.group(
    cls=Group,
    help=N_("Bring in a spreadsheet (.xlsx, .csv, .tsv) of children or of attendance: all of it, or nothing."),
)
def bring_in() -> None:
    """``centre-app import``."""


def _usual(command: Any) -> Any:
    """The options of every import."""
    for decorate in (
        option("--json", "as_json", is_flag=True, help=N_("What was found, as JSON.")),
        option("--skip-errors", is_flag=True, help=N_("Bring in the good rows; write the others beside the file.")),
        option("--create", is_flag=True, help=N_("Add services, groups and types that do not exist yet.")),
        option("--service", help=N_("The service meant; without it day care.")),
        option("--dry-run", is_flag=True, help=N_("Only check: change nothing.")),
        signed_in,
    ):
        command = decorate(command)
    return command


@bring_in.command(help=N_("A table of children: a row a child, the columns named in one of the first 20 rows."))
@click.argument("file", type=FILE)
@_usual
def children(file: Path, create: bool, service: str | None, **rest: Any) -> int:
    """``centre-app import children FILE``."""
    from centre_app.exchange.children import ChildrenOptions, import_children

    def carry(session: Any, sheets: Any, leave_out: frozenset[int]) -> Any:
        return import_children(session, sheets, ChildrenOptions(service, create, leave_out))

    return _carry_out(file, carry, **rest)


@bring_in.command(help=N_("A register (a row a child, columns 1–31) or a list (child, date, mark, reason)."))
@click.argument("file", type=FILE)
@option("--blank", type=click.Choice(["present", "unmarked"]), default="unmarked", help=N_("What an empty cell means."))
@option("--month", help=N_("The month, as 2026-10, for a register that does not say its own."))
@option("--code", "codes", multiple=True, help=N_("What a letter means: К=quarantine; may be repeated."))
@_usual
def attendance(
    file: Path,
    create: bool,
    service: str | None,
    blank: str,
    month: str | None,
    codes: tuple[str, ...],
    **rest: Any,
) -> int:
    """``centre-app import attendance FILE``."""
    from centre_app.exchange.attendance import AttendanceOptions, import_attendance

    options = partial(
        AttendanceOptions,
        service=service,
        blank_present=blank == "present",
        create=create,
        codes=dict(_code(text) for text in codes),
        month=_month(month) if month else None,
    )

    def carry(session: Any, sheets: Any, leave_out: frozenset[int]) -> Any:
        return import_attendance(session, sheets, options(leave_out=leave_out))

    return _carry_out(file, carry, **rest)


@bring_in.command(help=N_("Take back the last import, as long as nobody has changed what it brought."))
@signed_in
def undo(data: Path | None, database: str | None, language: str | None, user: str) -> None:
    """``centre-app import undo``."""
    from centre_app.exchange.undoing import undo_last_import

    with opened(data, database, user) as office, office.write() as session:
        undone = undo_last_import(session)
    say(_("Undone: “{file}”. The centre is as it was before.").format(file=undone.name))


def _code(text: str) -> tuple[str, str]:
    letter, equals, meaning = text.partition("=")
    if not (letter.strip() and equals and meaning.strip()):
        raise click.UsageError(_("Write what a letter means as К=quarantine."))
    return letter.strip(), meaning.strip()


def _month(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{4})-(0?[1-9]|1[0-2])", text)
    if match is None:
        raise click.UsageError(_("Write the month as year and month: 2026-10."))
    return int(match[1]), int(match[2])


def _carry_out(
    file: Path,
    carry: BringIn,
    *,
    data: Path | None,
    database: str | None,
    language: str | None,
    user: str,
    dry_run: bool,
    skip_errors: bool,
    as_json: bool,
) -> int:
    """Do it and say what came of it. Status 0: all rows are good; 2: some are not."""
    from centre_app.exchange.importing import carry_out

    with opened(data, database, user) as office:
        outcome = carry_out(office, file, carry, dry_run=dry_run, skip_errors=skip_errors)
    for note in outcome.result.notes:
        tell(note.in_words())
    if as_json:
        say(json.dumps(outcome.result.as_json(), ensure_ascii=False, indent=2))
        if outcome.refused is not None:
            tell(str(outcome.refused))
    else:
        _say_result(outcome, dry_run=dry_run)
    return 0 if outcome.result.is_good else 2


def _say_result(outcome: Outcome, *, dry_run: bool) -> None:
    result = outcome.result
    for error in result.errors:
        tell(error.sentence())
    for duplicate in result.duplicates:
        tell(duplicate.sentence())
    values = {"rows": result.rows, "new": result.new, "updated": result.updated, "unchanged": result.unchanged}
    say(Message(N_("{rows} rows: {new} new, {updated} updated, {unchanged} unchanged."), values).in_words())
    if outcome.refused is not None:
        say(_("The rows that were not brought in are in {file}.").format(file=outcome.refused))
    elif dry_run:
        say(_("Only checked: nothing was changed."))
    elif not result.committed:
        say(_("Nothing was brought in. Mend these rows, or bring in the others with --skip-errors."))
