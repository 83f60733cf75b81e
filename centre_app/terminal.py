"""What every headless command needs: where the centre is, who is at work, and how to speak to a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from centre_app.errors import InUse, ReadOnly, UserError
from centre_app.language.translate import LANGUAGES, N_, _

if TYPE_CHECKING:
    from centre_app.office import Office

F = TypeVar("F", bound=Callable[..., Any])
PASSWORD, NEW_PASSWORD = "CENTRE_APP_PASSWORD", "CENTRE_APP_NEW_PASSWORD"


class Command(click.Command):
    """A command whose help is put into words when it is shown. Its ``help`` is a msgid."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The description in the screen's language."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(self.help or ""))

    def get_short_help_str(self, limit: int = 100) -> str:
        """The first sentence, for the list of commands."""
        return _(self.help or "").split(". ")[0].rstrip(".")


class Group(click.Group):
    """A group of commands; ``lazy`` names commands of other files that are imported when they are called."""

    command_class = Command

    def __init__(self, *args: Any, lazy: dict[str, str] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.lazy = lazy or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names."""
        return sorted([*super().list_commands(ctx), *self.lazy])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now if it lives elsewhere."""
        if cmd_name in self.lazy:
            import importlib

            module, _colon, name = self.lazy[cmd_name].partition(":")
            command: click.Command = getattr(importlib.import_module(module), name)
            return command
        return super().get_command(ctx, cmd_name)

    format_help_text = Command.format_help_text
    get_short_help_str = Command.get_short_help_str


class Option(click.Option):
    """An option whose help is a msgid."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Name and words."""
        record = super().get_help_record(ctx)
        return (record[0], _(self.help or "")) if record and self.help else record


def option(*names: str, help: str = "", **more: Any) -> Callable[[F], F]:
    """An option; ``help`` is a msgid marked with ``N_``."""
    return click.option(*names, cls=Option, help=help, **more)


def at_a_place(command: F) -> F:
    """``--data``, ``--database`` and ``--language``: where, and in which words."""
    language = option(
        "--language", type=click.Choice(LANGUAGES), help=N_("Language of the messages, and of a document.")
    )
    database = option("--database", help=N_("A PostgreSQL server instead: postgresql://user:password@host/database."))
    data = option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        help=N_("Folder of the centre; without it the user's own."),
    )
    return data(database(language(command)))


def signed_in(command: F) -> F:
    """As ``at_a_place``, and ``--user``. The password comes from CENTRE_APP_PASSWORD or is asked for."""
    user = option("--user", default="", help=N_("User name; without it the only manager. See CENTRE_APP_PASSWORD."))
    return at_a_place(user(command))


def folder(data: Path | None) -> Path:
    """The folder said, else the user's own."""
    if data is not None:
        return data
    from platformdirs import user_data_path

    return user_data_path("centre-app", appauthor=False)


def password(variable: str = PASSWORD, *, new: bool = False) -> str:
    """From the environment, else asked for; a new one twice. Raises UserError where nobody can be asked."""
    given = os.environ.get(variable)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise UserError(N_("No password: set {variable}, or start this in a terminal."), variable=variable)
    return str(click.prompt(_("Password"), hide_input=True, confirmation_prompt=new, err=True))


@contextmanager
def opened(data: Path | None, database: str | None, user: str, *, only_reads: bool = False) -> Iterator[Office]:
    """The centre, signed in. ``only_reads``: a window may have it open at the same time, the folder may be one that
    cannot be written to."""
    from centre_app.bootstrap import open_office

    where, secret = folder(data), password()
    try:
        office = open_office(where, user, secret, database=database)
    except (InUse, ReadOnly):
        if not only_reads:
            raise
        office = open_office(where, user, secret, database=database, read_only=True)
    with office:
        yield office


def say(text: str) -> None:
    """To the person, or to the script that reads us."""
    click.echo(text)


def tell(text: str) -> None:
    """What is not the result: errors and notes."""
    click.echo(text, err=True)


def write_file(path: Path, content: bytes) -> None:
    """A whole file or none. Raises UserError."""
    beside = path.with_name(f".{path.name}.part")
    try:
        if path.exists() and not path.is_file():  # /dev/null, a pipe: to be written into, not to be replaced
            path.write_bytes(content)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise UserError(
            N_("“{file}” cannot be written: {why}."), file=str(path), why=error.strerror or str(error)
        ) from error
