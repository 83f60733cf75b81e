"""Headless work: ``centre-app report|find|backup|…``. Stable: tests and offices script it.

Results go to the standard output in UTF-8, errors in words to the standard error. Exit status: 0 done, 1 not done,
2 used wrongly (an import: some rows are not good). What a command needs is imported when it runs.
"""

from __future__ import annotations

import io
import json
import locale
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from centre_app.db.trouble import of_system
from centre_app.errors import UserError
from centre_app.language.translate import LANGUAGES, N_, Words, _, current, set_language
from centre_app.terminal import (
    Group,
    at_a_place,
    folder,
    opened,
    option,
    password,
    say,
    signed_in,
    tell,
    write_file,
)

if TYPE_CHECKING:
    from centre_app.office import Office
    from centre_app.safekeeping.backups import BackupFacts

IN_OTHER_FILES = {
    "calendar": "centre_app.exchange.calendar_commands:calendar",
    "find": "centre_app.reports.commands:find",
    "import": "centre_app.exchange.commands:bring_in",
    "outreach": "centre_app.rounds.commands:outreach",
    "phones": "centre_app.exchange.phone_commands:phones",
    "practice": "centre_app.practice.commands:practice",
    "report": "centre_app.reports.commands:report",
    "timetable": "centre_app.timetable.commands:timetable",
    "user": "centre_app.account_commands:user",
}


def main(argv: list[str] | None = None) -> int:
    """Carry out one command and give the exit status. Never a traceback, unless CENTRE_APP_DEBUG is set."""
    arguments = [_as_typed(argument) for argument in (sys.argv[1:] if argv is None else argv)]
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # whatever the system's code page is
    set_language(_language(arguments))
    try:
        status = commands.main(arguments, prog_name="centre-app", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        tell(_("Stopped."))
        return 1
    except UserError as error:
        tell(error.in_words())
        return 1
    except BrokenPipeError:  # whoever read us has heard enough
        _hear_no_more()
        return 1
    except Exception as bug:
        told = of_system(bug) if isinstance(bug, OSError) else None
        if told is not None:  # where the result was to go: a full disk, a stick that was pulled out
            _hear_no_more()
            tell(told.in_words())
            return 1
        if os.environ.get("CENTRE_APP_DEBUG"):
            raise
        tell(
            _(
                "This is a mistake in the app ({kind}); nothing was changed. Please report the command you gave."
                " With CENTRE_APP_DEBUG=1 it says more."
            ).format(kind=type(bug).__name__)
        )
        return 1


def _hear_no_more() -> None:
    """What still waits to be written would fail once more at the end of the process."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - closed with the process


def _as_typed(argument: str) -> str:
    """Under LANG=C Python takes what is typed for ASCII and marks the rest; it was UTF-8."""
    try:
        return os.fsencode(argument).decode() if any("\udc80" <= sign <= "\udcff" for sign in argument) else argument
    except UnicodeError:
        return argument


def _language(arguments: list[str]) -> str:
    """The one asked for, else the system's if it is one of ours, else English."""
    for place, argument in enumerate(arguments):
        name, _equals, value = argument.partition("=")
        if name == "--language":
            value = value or next(iter(arguments[place + 1 : place + 2]), "")
            return value if value in LANGUAGES else "en"
    system = (os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or "")[:2].lower()
    return system if system in LANGUAGES else "en"


@click.group(
    cls=Group,
    lazy=IN_OTHER_FILES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help=N_("Centre App without its window. Each command explains itself with --help."),
)
def commands() -> None:
    """All commands."""


@commands.command(help=N_("Set up a new centre in an empty folder, and print the recovery code."))
@at_a_place
@option("--name", required=True, help=N_("Name of the centre."))
@option("--country", type=click.Choice(["TJ", "KG", "KZ"]), required=True, help=N_("Its country."))
@option("--province", default="", help=N_("Province."))
@option("--district", default="", help=N_("District."))
@option("--municipality", default="", help=N_("Jamoat, ayil aimak or rural district."))
@option("--address", default="", help=N_("Address."))
@option("--phone", default="", help=N_("Phone."))
@option("--manager", required=True, help=N_("Name of the manager, who gets the first account."))
@option("--user", default="", help=N_("User name of the manager."))
@option("--number-pattern", default="K-0001", show_default=True, help=N_("How children are numbered."))
@option("--service", default="", help=N_("Name of the day-care service."))
@option("--group", multiple=True, help=N_("Name of a group; may be repeated."))
@option("--recovery-sheet", type=click.Path(dir_okay=False, path_type=Path), help=N_("Write the sheet as PDF."))
def setup(data: Path | None, database: str | None, language: str | None, **said: Any) -> None:
    """``centre-app setup``."""
    from centre_app.bootstrap import NewGroup, NewService, SetUp, set_up
    from centre_app.security.recovery import groups

    one_word = re.fullmatch(r"[\w.-]{2,30}", said["manager"])
    username = said["user"] or (said["manager"] if one_word else "manager")
    groups_wanted = tuple(NewGroup(name) for name in said["group"])
    service = NewService(said["service"] or Words.of(language or "ru").gettext(N_("Day care")), groups=groups_wanted)
    same = {key: said[key] for key in ("province", "district", "municipality", "address", "phone", "number_pattern")}
    details = SetUp(
        name=said["name"],
        country=said["country"],
        manager_name=said["manager"],
        username=username,
        password=password(new=True),
        language=language or "ru",
        services=(service,),
        **same,
    )
    office, code = set_up(folder(data), details, database=database)
    with office:
        say(_("“{name}” is set up. The manager signs in as “{user}”.").format(name=said["name"], user=username))
        say(_("Recovery code: {code}").format(code=" ".join(groups(code))))
        say(_("Write it down or print it, and keep it locked away: it opens the data when the password is forgotten."))
        if said["recovery_sheet"]:  # last: the code is shown this once, also where the sheet cannot be written
            _write_recovery_sheet(office, code, said["recovery_sheet"], said["name"])


def _write_recovery_sheet(office: Office, code: str, path: Path, name: str) -> None:
    from centre_app.reports.recovery import RecoverySheet, render
    from centre_app.security.recovery import groups

    sheet = RecoverySheet(name, tuple(groups(code)), office.today(), str(office.data))
    write_file(path, render(sheet, current()))


@commands.command(help=N_("Take a backup now, or list those that there are."))
@signed_in
@option("--list", "lists", is_flag=True, help=N_("List the backups instead."))
@option("--second", type=click.Path(file_okay=False, path_type=Path), help=N_("From now on keep copies there too."))
def backup(
    data: Path | None, database: str | None, language: str | None, user: str, lists: bool, second: Path | None
) -> None:
    """``centre-app backup``."""
    if lists:
        _list_backups(folder(data))
        return
    from centre_app.safekeeping.backup import back_up
    from centre_app.safekeeping.backups import set_second_folder

    with opened(data, database, user) as office:
        if second:
            set_second_folder(office, second.absolute())
        result = back_up(office)
    say(_backup_line(result.facts))
    if result.second is not None:
        tell(result.second.in_words())


def _list_backups(data: Path) -> None:
    from centre_app.safekeeping.backups import list_backups

    for facts in list_backups(data):
        say(_backup_line(facts))


def _backup_line(facts: BackupFacts) -> str:
    from centre_app.language.dates import moment_text

    line = _("{at}  {size} KB  {children} children  {file}").format(
        at=moment_text(facts.at), size=-(-facts.size // 1024), children=facts.children, file=facts.path
    )
    return line if facts.ok else line + "  " + _("(damaged)")


@commands.command(help=N_("Put a backup in the place of the centre; “latest” is the newest one that is whole."))
@click.argument("file")
@signed_in
@option("--recovery-code", help=N_("The code of the recovery sheet, instead of a password."))
def restore(
    file: str, data: Path | None, database: str | None, language: str | None, user: str, recovery_code: str | None
) -> None:
    """``centre-app restore FILE``."""
    from centre_app.safekeeping.backup import newest_backup
    from centre_app.safekeeping.restore import restore as put_back

    if database:
        raise click.UsageError(_("A server has its own backups; this restores a folder."))
    where = folder(data)
    path = Path(file)
    if file == "latest":
        newest = newest_backup(where)
        if newest is None:
            raise UserError(N_("There is no backup that is whole."))
        path = newest.path
    result = put_back(path, where, user, "" if recovery_code else password(), recovery_code=recovery_code)
    say(_("Restored: {children} children.").format(children=result.children))
    if result.aside is not None:
        say(_("What was there before is kept in {folder}.").format(folder=result.aside))


@commands.command(help=N_("Check the file, the history's chain, the rules and the backups."))
@signed_in
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
def check(data: Path | None, database: str | None, language: str | None, user: str, as_json: bool) -> int:
    """``centre-app check``: status 0 when all is well, 1 when not."""
    from centre_app.safekeeping.check import check as look

    with opened(data, database, user, only_reads=True) as office:
        result = look(office)
    if as_json:
        lines = [{"ok": line.ok, "text": line.text.in_words()} for line in result.lines]
        say(json.dumps({"ok": result.ok, "lines": lines}, ensure_ascii=False, indent=2))
    else:
        for line in result.lines:
            say(("✓ " if line.ok else "✗ ") + line.text.in_words())
    return 0 if result.ok else 1
