"""``centre-app practice``: a practice centre, without the window."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from centre_app.language.translate import N_, Message
from centre_app.terminal import Command, at_a_place, folder, option, say

DAY = click.DateTime(formats=["%Y-%m-%d", "%d.%m.%Y"])


@click.command(cls=Command, help=N_("Make a practice centre with made-up families in an empty folder."))
@at_a_place
@option("--children", type=int, default=60, show_default=True, help=N_("How many children."))
@option("--years", type=int, default=1, show_default=True, help=N_("Over how many years."))
@option("--seed", type=int, default=1, show_default=True, help=N_("The same number makes the same centre."))
@option("--until", type=DAY, help=N_("The last day of the time it covers; today without it."))
def practice(
    data: Path | None,
    database: str | None,
    language: str | None,
    children: int,
    years: int,
    seed: int,
    until: datetime | None,
) -> None:
    """``centre-app practice``."""
    from centre_app.practice.centre import PASSWORD, USERNAME, make_practice_centre

    where = folder(data)
    made = make_practice_centre(
        where,
        children=children,
        years=years,
        seed=seed,
        until=until.date() if until else None,
        database=database,
        progress=_progress if sys.stderr.isatty() else lambda _done, _total: None,
    )
    what = N_(
        "Practice centre in {folder}: {children} children, {marks} marks from {first} to {until}."
        " Sign in as “{user}” with the password “{password}”."
    )
    values: dict[str, object] = {
        **vars(made),
        "folder": Message(N_("the database")) if database else where,
        "user": USERNAME,
        "password": PASSWORD,
    }
    say(Message(what, values).in_words())


def _progress(done: int, total: int) -> None:
    click.echo(f"\r{done * 100 // max(total, 1)} %" + ("\n" if done == total else ""), nl=False, err=True)
