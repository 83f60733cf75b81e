"""The list of what is lent, on landscape A4; what is late says for how many days."""

from __future__ import annotations

from centre_app.language.dates import day_text
from centre_app.language.translate import Words
from centre_app.lending.queries import LoanRow
from centre_app.reports import tables
from centre_app.reports.asked import Step
from centre_app.reports.handwriting import signatures
from centre_app.reports.loans import LoanList
from centre_app.reports.paper import Paper
from centre_app.reports.style import NONE, joined, number


def render(data: LoanList, words: Words, step: Step) -> bytes:
    """A landscape table; how many at its foot."""
    _ = words.gettext
    paper = Paper(landscape=True)
    paper.begin(data.head)
    if data.rows:
        tables.draw(paper, tables.Table(_columns(words), [_cells(row, words) for row in data.rows]))
        paper.need(20)
        counted = [words.ngettext("{n} is overdue", "{n} are overdue", data.late).format(n=number(data.late))]
        if not data.overdue:
            count = words.ngettext("{n} item is lent", "{n} items are lent", len(data.rows))
            counted.insert(0, count.format(n=number(len(data.rows))))
        paper.paragraph(", ".join(counted), bold=True)
    else:
        paper.paragraph(_("Nothing is overdue.") if data.overdue else _("Nothing is lent."))
    step()
    signatures(paper, [(_("Head of the centre"), data.head.signatory)])
    return paper.finish()


def _columns(words: Words) -> list[tables.Column]:
    _ = words.gettext
    return [
        tables.Column(_("Number"), 0.75),
        tables.Column(_("What"), 2.1),
        tables.Column(_("Serial number"), 1.0),
        tables.Column(_("Child"), 2.0),
        tables.Column(_("Village"), 1.1),
        tables.Column(_("Guardian, phone"), 2.0),
        tables.Column(_("Lent"), 0.85),
        tables.Column(_("Due"), 0.85),
        tables.Column(_("Days overdue"), 0.7, "right"),
        tables.Column(_("Called, agreed"), 1.5),
    ]


def _cells(row: LoanRow, words: Words) -> tuple[str, ...]:
    child = f"{row.child_name}, {row.child_number}"
    if row.archived:
        child += "\n" + words.gettext("file in the archive")
    return (
        row.item_number,
        joined((row.kind_name, row.item_name), "; "),
        row.serial or NONE,
        child,
        row.village or NONE,
        joined((row.guardian, row.phone), "\n"),
        day_text(row.lent_day),
        day_text(row.due_day),
        number(row.overdue_days) if row.overdue_days else NONE,
        "",
    )
