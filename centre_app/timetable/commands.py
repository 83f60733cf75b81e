"""``centre-app timetable``: a week proposed, and booked, without the window."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from centre_app.language.dates import parse_week
from centre_app.language.translate import N_, Words, _
from centre_app.terminal import Group, opened, option, say, signed_in, tell

if TYPE_CHECKING:
    from centre_app.timetable.problem import Problem, Proposal


@click.group(cls=Group, help=N_("The week’s timetable, from what the signed plans ask for."))
def timetable() -> None:
    """``centre-app timetable``."""


@timetable.command(
    help=N_(
        "Propose the sessions of a week. As JSON: “placed” are all sessions of the week, those booked already too;"
        " “child” (or “children” of a group) are numbers, “therapist” and “room” names, “type” the code."
        " “bound”: no timetable can have more places, a child in a session counting one."
        " “optimal”: as many as the bound are placed; “feasible”: perhaps more are possible;"
        " “none”: something is due and nothing could be placed."
    )
)
@option("--week", required=True, help=N_("The week, as 2026-W48."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@option("--apply", "books", is_flag=True, help=N_("Book the new sessions, all or none."))
@option("--seconds", type=click.FloatRange(1, 3600), default=30.0, show_default=True, help=N_("The longest search."))
@option(
    "--grid",
    type=click.Choice(["5", "15"]),
    default="15",
    show_default=True,
    help=N_("Sessions begin at multiples of so many minutes."),
)
@signed_in
def propose(
    week: str,
    as_json: bool,
    books: bool,
    seconds: float,
    grid: str,
    data: Path | None,
    database: str | None,
    language: str | None,
    user: str,
) -> None:
    """``centre-app timetable propose``."""
    from centre_app.language.translate import current
    from centre_app.timetable.actions import book_proposal
    from centre_app.timetable.queries import week_to_plan
    from centre_app.timetable.telling import as_json as in_json
    from centre_app.timetable.telling import as_text

    monday = _monday(week)
    words = Words.of(language) if language else current()
    with opened(data, database, user, only_reads=not books) as office:
        with office.read() as session:
            asked = week_to_plan(session, monday, language=words.language, grid=int(grid))
        proposal = _proposal(asked.problem, seconds)
        if books:
            with office.write() as session:
                book_proposal(session, proposal)
    if as_json:
        say(json.dumps(in_json(proposal, asked.names, words), ensure_ascii=False, indent=2))
        return
    for line in as_text(proposal, asked.names, words):
        say(line)
    if books:
        say(_("Booked: {n} new sessions.").format(n=len(proposal.new)))


def _proposal(problem: Problem, seconds: float) -> Proposal:
    """A proposal that the checker has found no fault in."""
    from centre_app.timetable.rules import faults
    from centre_app.timetable.solver import propose as search

    def told(found: int, due: int) -> None:
        if sys.stderr.isatty():
            tell(_("Placed: {found} of {due}").format(found=found, due=due))

    proposal = search(problem, seconds=seconds, told=told)
    wrong = faults(proposal)
    if wrong:
        raise RuntimeError(f"the proposed timetable breaks rules: {wrong[:3]}")
    return proposal


def _monday(text: str) -> date:
    monday = parse_week(text)
    if monday is None:
        raise click.UsageError(_("Write the week as year and number: 2026-W48."))
    return monday
