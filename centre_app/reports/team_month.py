"""The teams' month: visits by outcome, kilometres a visit, hours on the road and at homes. Numbers without names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from centre_app.db.session import OfficeSession
from centre_app.language.dates import month_text
from centre_app.language.translate import N_, Words
from centre_app.outreach.figures import TeamsWork, TeamWork, teams_work
from centre_app.outreach.outcome_rules import OUTCOME_NAMES
from centre_app.outreach.rules import OUTCOMES, PLANNED
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.spreadsheet import Sheet
from centre_app.reports.style import Letterhead

TITLE = N_("The teams’ month")
NO_TEAM = N_("without a team")
RESULT_MISSING = N_("result missing")


@dataclass(frozen=True)
class TeamMonth:
    """The figures with the head of the page."""

    head: Letterhead
    month: tuple[int, int]
    work: TeamsWork


def collect(session: OfficeSession, asked: Asked, words: Words) -> TeamMonth:
    """The month asked for, of one team where it is said."""
    year, month = asked.month
    first = date(year, month, 1)
    last = date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)
    head = letterhead(session, words, title=words.gettext(TITLE), period=month_text(year, month, words))
    return TeamMonth(head, asked.month, teams_work(session, first, last, team_id=asked.team))


def as_json(data: TeamMonth) -> object:
    """Hours as decimals; null where a denominator is 0 or no round of the team has its times."""
    return {
        "month": f"{data.month[0]}-{data.month[1]:02d}",
        "teams": [{"team": one.name or None, **_numbers(one)} for one in data.work.teams],
        "total": _numbers(data.work.total),
    }


def _numbers(one: TeamWork) -> dict[str, object]:
    return {
        "rounds": one.rounds,
        "visits": {"by_outcome": dict(one.by_outcome), "children": len(one.children)},
        "km": round(one.km, 1),
        "km_per_visit": None if one.km_per_visit is None else round(one.km_per_visit, 2),
        "hours_at_homes": round(one.at_homes / 60, 2),
        "hours_on_the_road": round(one.on_the_road / 60, 2) if one.timed else None,
        "rounds_with_times": one.timed,
        "fuel_litres": round(one.litres, 1),
    }


def lines(data: TeamMonth, words: Words) -> tuple[list[str], list[list[str | int | float | None]]]:
    """(columns, rows): a row a figure, a column a team and all together, since teams are few and outcomes many."""
    _ = words.gettext
    teams = list(data.work.teams)
    columns = [_("Figure"), *(one.name or _(NO_TEAM) for one in teams), _("Together")]
    every = [*teams, data.work.total]
    rows: list[list[str | int | float | None]] = [[_("Rounds"), *(one.rounds for one in every)]]
    for outcome in (*OUTCOMES[1:], OUTCOMES[0]):
        words_of = _("Visits: {outcome}").format(
            outcome=_(RESULT_MISSING if outcome == PLANNED else OUTCOME_NAMES[outcome])
        )
        rows.append([words_of, *(one.by_outcome.get(outcome, 0) for one in every)])
    rows += [
        [_("Children visited"), *(len(one.children) for one in every)],
        [_("Kilometres driven"), *(round(one.km, 1) for one in every)],
        [_("Kilometres a visit"), *(one.km_per_visit for one in every)],
        [_("Hours at homes"), *(one.at_homes / 60 for one in every)],
        [_("Hours on the road"), *(one.on_the_road / 60 if one.timed else None for one in every)],
        [_("Rounds with times written down"), *(one.timed for one in every)],
        [_("Fuel, litres"), *(round(one.litres, 1) for one in every)],
    ]
    return columns, rows


def as_sheets(data: TeamMonth, words: Words) -> Sequence[Sheet]:
    """One sheet."""
    columns, rows = lines(data, words)
    return [Sheet(words.gettext("Teams"), columns, rows, dict.fromkeys(range(1, len(columns)), 1))]


def file_stem(data: TeamMonth) -> str:
    """By the month."""
    return f"teams-{data.month[0]}-{data.month[1]:02d}"
