"""Coverage by municipality on paper, with what each figure means."""

from __future__ import annotations

from centre_app.language.translate import Words
from centre_app.outreach.figures import QUARTER
from centre_app.reports import tables
from centre_app.reports.asked import Step
from centre_app.reports.coverage import CoverageReport, header, rows
from centre_app.reports.handwriting import signatures
from centre_app.reports.paper import Paper
from centre_app.reports.style import BODY, MUTED, NONE, SMALL, number, percent


def render(data: CoverageReport, words: Words, step: Step) -> bytes:
    """The table, the definitions, the signature."""
    _ = words.gettext
    paper = Paper()
    paper.begin(data.head)
    names = header(words)
    columns = [
        tables.Column(name, 1.6 if place < 2 else 1, "left" if place < 2 else "right")
        for place, name in enumerate(names)
    ]
    lines = [
        [
            str(row[0]),
            str(row[1]),
            *(number(value) if isinstance(value, int) else NONE for value in row[2:-1]),
            percent(row[-1] if isinstance(row[-1], int | float) else None),
        ]
        for row in rows(data, words)
    ]
    tables.draw(paper, tables.Table(columns, lines))
    paper.paragraph(
        _(
            "Children known: registered by this day and not archived, by residence as it is written down today; this is"
            " the centre’s own register, not an estimate. Visited: at least one visit done or partly done. Coverage:"
            " visited in the last {days} days ÷ children known. Each child counts once."
        ).format(days=QUARTER),
        size=SMALL,
        grey=MUTED,
    )
    paper.y -= BODY
    signatures(paper, [(_("Head of the centre"), data.head.signatory)])
    step()
    return paper.finish()
