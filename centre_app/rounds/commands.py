"""``centre-app outreach``: who is due, and a week of rounds proposed and planned, without the window."""

from __future__ import annotations

import json
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from centre_app.language.dates import parse_week
from centre_app.language.translate import N_, Words, _
from centre_app.terminal import Group, opened, option, say, signed_in, tell

if TYPE_CHECKING:
    from centre_app.rounds.due import DueVisit
    from centre_app.rounds.problem import Problem, Proposal


@click.group(cls=Group, help=N_("Visits at home: who is due, and the rounds of a week."))
def outreach() -> None:
    """``centre-app outreach``."""


@outreach.command(
    help=N_(
        "Propose the rounds of a week: from the due list, over teams and days, with roads, hours at home, skills,"
        " vehicles and lunch. What is promised to a family and what was said to a team stays. As JSON: “child” are"
        " numbers, “purpose” codes, all other names as in the window; “travel”: from, to, km, minutes."
    )
)
@option("--week", required=True, help=N_("The week, as 2026-W48."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@option("--with-travel", is_flag=True, help=N_("In the JSON also all ways between the places of the week."))
@option("--apply", "plans", is_flag=True, help=N_("Write the rounds into the plan, all or none."))
@option("--seconds", type=click.FloatRange(1, 3600), default=20.0, show_default=True, help=N_("The longest search."))
@signed_in
def propose(
    week: str,
    as_json: bool,
    with_travel: bool,
    plans: bool,
    seconds: float,
    data: Path | None,
    database: str | None,
    language: str | None,
    user: str,
) -> None:
    """``centre-app outreach propose``."""
    from centre_app.language.translate import current
    from centre_app.rounds.actions import apply_proposal
    from centre_app.rounds.queries import week_to_plan
    from centre_app.rounds.telling import as_json as in_json
    from centre_app.rounds.telling import as_text

    monday = _monday(week)
    words = Words.of(language) if language else current()
    with opened(data, database, user, only_reads=not plans) as office:
        with office.read() as session:
            asked = week_to_plan(session, monday, language=words.language)
        begin = time.monotonic()
        proposal = _proposal(asked.problem, seconds)
        taken = time.monotonic() - begin
        if plans:
            with office.write() as session:
                apply_proposal(session, proposal)
    if as_json:
        found = in_json(proposal, asked.names, words, with_travel=with_travel, seconds=taken)
        say(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for line in as_text(proposal, asked.names, words):
        say(line)
    if plans:
        say(_("Planned: {rounds} rounds, {visits} visits.").format(rounds=len(proposal.tours), visits=proposal.visited))


@outreach.command(help=N_("Who is due for a visit at home in a week, the most urgent first, and why now."))
@option("--week", required=True, help=N_("The week, as 2026-W48."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@signed_in
def due(week: str, as_json: bool, data: Path | None, database: str | None, language: str | None, user: str) -> None:
    """``centre-app outreach due``."""
    from centre_app.language.translate import current
    from centre_app.rounds.due import due_list

    monday = _monday(week)
    words = Words.of(language) if language else current()
    with opened(data, database, user, only_reads=True) as office, office.read() as session:
        on = max(monday, session.today)
        lines = due_list(session, on, until=monday + timedelta(days=6), language=words.language)
    if as_json:
        say(json.dumps([_line(one, words) for one in lines], ensure_ascii=False, indent=2))
        return
    for one in lines:
        reasons = ", ".join(reason.in_words(words) for reason in one.reasons)
        say("  ".join((one.number, one.name, one.village or "–", one.purpose_name, reasons)))


def _line(one: DueVisit, words: Words) -> dict[str, Any]:
    return {
        "child": one.number,
        "purpose": one.purpose,
        "place": one.village or None,
        "state": one.state,
        "from": _day(one.from_day),
        "due": _day(one.due_day),
        "until": _day(one.until_day),
        "days_overdue": one.overdue,
        "risk": one.risk,
        "weight": one.weight,
        "reasons": [reason.in_words(words) for reason in one.reasons],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _proposal(problem: Problem, seconds: float) -> Proposal:
    """A proposal that the checker has found no fault in."""
    from centre_app.rounds.rules import faults
    from centre_app.rounds.solver import propose as search

    def told(visits: int, km: float) -> None:
        if sys.stderr.isatty():
            tell(_("Visits: {visits}, {km} km").format(visits=visits, km=f"{km:.1f}"))

    proposal = search(problem, seconds=seconds, told=told)
    wrong = faults(proposal)
    if wrong:
        raise RuntimeError(f"the proposed rounds break rules: {wrong[:3]}")
    return proposal


def _monday(text: str) -> date:
    monday = parse_week(text)
    if monday is None:
        raise click.UsageError(_("Write the week as year and number: 2026-W48."))
    return monday
