"""The stock of devices and toys by kind: what there is, where, in what condition. It names no child, only numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from centre_app.db.session import OfficeSession
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, Words
from centre_app.lending.queries import ItemRow, stock
from centre_app.lending.rules import IN_STOCK, LENT, STATUS_WORDS
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.spreadsheet import Sheet
from centre_app.reports.style import NONE, Letterhead

TITLE = N_("Stock of devices and toys")


@dataclass(frozen=True)
class KindOfStock:
    """The items of one kind. `by_status`: how many are in stock, lent, in repair."""

    name: str
    rows: tuple[ItemRow, ...]

    @property
    def by_status(self) -> Counter[str]:
        """How many are where."""
        return Counter(row.status for row in self.rows)


@dataclass(frozen=True)
class Stock:
    """All that is not gone, by kind in the list's order."""

    head: Letterhead
    kinds: tuple[KindOfStock, ...]
    made: date

    @property
    def rows(self) -> tuple[ItemRow, ...]:
        """One after another."""
        return tuple(row for kind in self.kinds for row in kind.rows)


def collect(session: OfficeSession, asked: Asked, words: Words) -> Stock:
    """What there is today."""
    head = letterhead(session, words, title=words.gettext(TITLE), period=day_text(session.today))
    rows = stock(session, language=words.language)
    kinds = groupby(rows, key=lambda row: row.kind_name)
    return Stock(head, tuple(KindOfStock(name, tuple(some)) for name, some in kinds), session.today)


def where_words(row: ItemRow, words: Words) -> str:
    """Whose home (by the child's number), in repair since when, or on which shelf."""
    if row.status == LENT:
        return words.gettext("with {child}").format(child=row.child_number)
    if row.status == IN_STOCK:
        return row.kept_at or NONE
    return words.gettext("since {day}").format(day=day_text(row.since))


def as_json(data: Stock) -> object:
    """A list of items."""
    return [
        {
            "number": row.number,
            "kind": row.kind,
            "name": row.name,
            "serial": row.serial,
            "condition": row.condition,
            "status": row.status,
            "since": None if row.since is None else row.since.isoformat(),
            "child": row.child_number or None,
            "due": None if row.due_day is None else row.due_day.isoformat(),
            "overdue_days": row.overdue_days,
            "kept_at": row.kept_at,
            "came_on": None if row.came_on is None else row.came_on.isoformat(),
            "came_from": row.came_from,
            "note": row.note,
        }
        for row in data.rows
    ]


def as_sheets(data: Stock, words: Words) -> Sequence[Sheet]:
    """A row an item."""
    _ = words.gettext
    header = [
        *(_("Number"), _("Kind"), _("Make, size, colour"), _("Serial number"), _("Condition"), _("Now")),
        *(_("Since"), _("Child’s number"), _("Due"), _("Where it is kept"), _("Came on"), _("Came from"), _("Note")),
    ]
    rows = [
        [
            *(row.number, row.kind_name, row.name, row.serial, row.condition_name, _(STATUS_WORDS[row.status])),
            *(row.since, row.child_number or None, row.due_day, row.kept_at, row.came_on, row.came_from, row.note),
        ]
        for row in data.rows
    ]
    return [Sheet(_(TITLE), header, rows)]


def file_stem(data: Stock) -> str:
    """With the day it was made."""
    return f"stock-{data.made.isoformat()}"
