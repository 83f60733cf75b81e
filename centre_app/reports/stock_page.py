"""The stock on paper, to go round with: each item has a box to tick, each kind lines for what is not on the list."""

from __future__ import annotations

from centre_app.language.translate import Words
from centre_app.lending.rules import IN_REPAIR, IN_STOCK, LENT, STATUS_WORDS
from centre_app.reports import tables
from centre_app.reports.asked import Step
from centre_app.reports.handwriting import signatures
from centre_app.reports.paper import Paper
from centre_app.reports.stock import KindOfStock, Stock, where_words
from centre_app.reports.style import LINE, MUTED, NONE, SMALL, joined, number

_EMPTY = 2  # lines after each kind
_HAND = 19.0
_BOX = "[    ]"  # to tick: the faces have no box


def render(data: Stock, words: Words, step: Step) -> bytes:
    """How many of each kind, then a list a kind."""
    _ = words.gettext
    paper = Paper()
    paper.begin(data.head)
    if data.kinds:
        tables.draw(paper, _totals(data, words))
    else:
        paper.paragraph(_("There is nothing in the stock yet."))
    hint = _("Counted by hand: tick what is there, write what differs, and on the empty lines what is not listed.")
    paper.paragraph(hint, size=SMALL, grey=MUTED)
    for kind in data.kinds:
        _kind(paper, kind, words)
    step()
    signatures(paper, [(_("Counted by"), ""), (_("Head of the centre"), data.head.signatory)])
    return paper.finish()


def _totals(data: Stock, words: Words) -> tables.Table:
    _ = words.gettext
    where = (IN_STOCK, LENT, IN_REPAIR)
    columns = [
        tables.Column(_("Kind"), 3),
        *(tables.Column(_(STATUS_WORDS[status]), 1, "right") for status in where),
        tables.Column(_("Together"), 1, "right"),
        tables.Column(_("Counted"), 1, "right"),
    ]
    rows = [
        (kind.name, *(number(kind.by_status[status]) for status in where), number(len(kind.rows)), "")
        for kind in data.kinds
    ]
    sums = (number(sum(kind.by_status[status] for kind in data.kinds)) for status in where)
    return tables.Table(columns, [*rows, (_("Together"), *sums, number(len(data.rows)), "")], last_bold=True)


def _kind(paper: Paper, kind: KindOfStock, words: Words) -> None:
    _ = words.gettext
    paper.heading(f"{kind.name}  ·  {len(kind.rows)}", keep=70)
    columns = [
        tables.Column(_("Seen"), 0.4, "centre"),
        tables.Column(_("Number"), 0.8),
        tables.Column(_("Make, size, colour"), 1.8),
        tables.Column(_("Serial number"), 1.1),
        tables.Column(_("Condition"), 0.95),
        tables.Column(_("Now"), 0.8),
        tables.Column(_("Where"), 1.25),
        tables.Column(_("What differs"), 1.4),
    ]
    rows = [
        (
            _BOX,
            row.number,
            joined((row.name, row.note), "; "),
            row.serial or NONE,
            row.condition_name,
            _(STATUS_WORDS[row.status]),
            where_words(row, words),
            "",
        )
        for row in kind.rows
    ]
    tables.draw(paper, tables.Table(columns, rows))
    for _place in range(_EMPTY):
        paper.need(_HAND)
        paper.y -= _HAND
        paper.rule(weight=0.4, grey=LINE)
    paper.y -= 4
