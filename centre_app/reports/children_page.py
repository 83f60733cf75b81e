"""The list of children on landscape A4."""

from __future__ import annotations

from centre_app.language.translate import Words
from centre_app.reports import tables
from centre_app.reports.asked import Step
from centre_app.reports.child_words import birth_words, sex_words
from centre_app.reports.children import ChildList
from centre_app.reports.handwriting import signatures
from centre_app.reports.paper import Paper
from centre_app.reports.style import NONE, joined, number


def render(data: ChildList, words: Words, step: Step) -> bytes:
    """A landscape table; how many at its foot."""
    _ = words.gettext
    paper = Paper(landscape=True)
    paper.begin(data.head)
    columns = [
        tables.Column("№", 0.45, "right"),
        tables.Column(_("Number"), 0.9),
        tables.Column(_("Name"), 2.6),
        tables.Column(_("Born"), 0.95),
        tables.Column(_("Sex"), 0.75),
        tables.Column(_("District, village"), 2.2),
        tables.Column(_("Guardian"), 2.2),
        tables.Column(_("Phone"), 1.4),
        tables.Column(_("Group"), 1.3),
    ]
    rows = [
        (
            str(place),
            row.number,
            row.full_name,
            birth_words(row.birth_date, row.birth_precision),
            sex_words(row.sex, words),
            joined((row.district, row.village)),
            row.guardian or NONE,
            row.phone or NONE,
            row.groups or NONE,
        )
        for place, row in enumerate(data.rows, start=1)
    ]
    if rows:
        tables.draw(paper, tables.Table(columns, rows))
    else:
        paper.paragraph(_("No child matches this filter."))
    paper.need(20)
    count = words.ngettext("{n} child", "{n} children", len(rows)).format(n=number(len(rows)))
    paper.paragraph(count, bold=True)
    step()
    signatures(paper, [(_("Head of the centre"), data.head.signatory)])
    return paper.finish()
