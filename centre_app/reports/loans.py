"""What is lent to whom until when; or only what is overdue, with the phones to call."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from centre_app.db.session import OfficeSession
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, Words
from centre_app.lending.queries import LoanRow, loans_out
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.loan_slip import loan_record, loan_sheet
from centre_app.reports.spreadsheet import Sheet
from centre_app.reports.style import Letterhead

TITLE, OVERDUE_TITLE = N_("Lent devices and toys"), N_("Overdue devices and toys")


@dataclass(frozen=True)
class LoanList:
    """What is out, overdue first."""

    head: Letterhead
    rows: tuple[LoanRow, ...]
    overdue: bool  # nothing else was asked for
    made: date

    @property
    def late(self) -> int:
        """How many should be back."""
        return sum(row.overdue_days > 0 for row in self.rows)


def collect(session: OfficeSession, asked: Asked, words: Words) -> LoanList:
    """All that is lent today, or what is overdue."""
    title = OVERDUE_TITLE if asked.overdue else TITLE
    head = letterhead(session, words, title=words.gettext(title), period=day_text(session.today))
    rows = loans_out(session, overdue_only=asked.overdue, language=words.language)
    return LoanList(head, rows, asked.overdue, session.today)


def children_named(session: OfficeSession, asked: Asked) -> tuple[uuid.UUID, ...]:
    """The children whose names are on the list."""
    rows = loans_out(session, overdue_only=asked.overdue, language="en")
    return tuple(dict.fromkeys(row.child_id for row in rows))


def as_json(data: LoanList) -> object:
    """A list of loans."""
    return [loan_record(row) for row in data.rows]


def as_sheets(data: LoanList, words: Words) -> Sequence[Sheet]:
    """A row a loan."""
    return [loan_sheet(words.gettext(TITLE), data.rows, words)]


def file_stem(data: LoanList) -> str:
    """With the day it was made."""
    return f"{'overdue' if data.overdue else 'loans'}-{data.made.isoformat()}"
