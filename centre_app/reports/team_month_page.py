"""The teams' month on paper, with what each figure means."""

from __future__ import annotations

from centre_app.language.translate import Words
from centre_app.reports import tables
from centre_app.reports.asked import Step
from centre_app.reports.handwriting import signatures
from centre_app.reports.paper import Paper
from centre_app.reports.style import BODY, MUTED, NONE, SMALL, number
from centre_app.reports.team_month import TeamMonth, lines

_A_PAGE = 6  # teams beside each other


def render(data: TeamMonth, words: Words, step: Step) -> bytes:
    """The table (several where there are many teams), the definitions, the signature."""
    _ = words.gettext
    paper = Paper()
    paper.begin(data.head)
    names, rows = lines(data, words)
    if not data.work.teams:
        paper.paragraph(_("No rounds in this month."))
    for start in range(1, len(names), _A_PAGE):
        places = [0, *range(start, min(start + _A_PAGE, len(names)))]
        columns = [
            tables.Column(names[place], 2.2 if place == 0 else 1, "left" if place == 0 else "right") for place in places
        ]
        tables.draw(paper, tables.Table(columns, [[_cell(row[place]) for place in places] for row in rows]))
    paper.paragraph(
        _(
            "Visits by their date. Children visited: with a visit done or partly done, each once. Kilometres a visit:"
            " driven ÷ visits done or partly done. Hours at homes: minutes written down of those visits. Hours on the"
            " road: from leaving to coming back less the time at homes, in rounds whose times are written down."
        ),
        size=SMALL,
        grey=MUTED,
    )
    paper.y -= BODY
    signatures(paper, [(_("Head of the centre"), data.head.signatory)])
    step()
    return paper.finish()


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return number(value, 0 if isinstance(value, int) else 1)
    return NONE
