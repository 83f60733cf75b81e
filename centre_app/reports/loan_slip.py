"""The loan slip: what a family has on loan, in two copies, one for the family and one for the centre."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from centre_app.children.queries import ChildFile, child_files
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import N_, Words
from centre_app.lending.queries import LoanRow, child_loans, loan, loans_out
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.family_language import family_words
from centre_app.reports.spreadsheet import Sheet
from centre_app.reports.style import Letterhead
from centre_app.sites.queries import the_site

TITLE = N_("Loan slip")
AT_ONCE = 4  # items on a sheet: both copies of it stay on one page


@dataclass(frozen=True)
class Slip:
    """One sheet: a child and some of what it has. `family` are the family's own words, None where they are these.

    Without a child it is blank, for handwriting.
    """

    head: Letterhead
    child: ChildFile | None
    loans: tuple[LoanRow, ...]
    phone: str  # of the centre
    family: Words | None
    made: date


def collect(session: OfficeSession, asked: Asked, words: Words) -> tuple[Slip, ...]:
    """The slip of one loan; without one, of all that each child asked for (or every child) has; blank where nothing is
    lent at all. Raises UserError where the child asked for has nothing."""
    head = letterhead(session, words, title=words.gettext(TITLE))
    phone = the_site(session).phone
    loans = () if asked.blank else _loans(session, asked, words.language)
    if not loans and asked.children and not asked.blank:
        raise UserError(N_("Nothing is lent to this child: there is no slip to print."), field="child")
    if not loans:
        return (Slip(head, None, (), phone, None, session.today),)
    slips = []
    for child in child_files(session, list(dict.fromkeys(row.child_id for row in loans))):
        own = tuple(row for row in loans if row.child_id == child.id)
        family = family_words(child.language, words)
        for place in range(0, len(own), AT_ONCE):
            slips.append(Slip(head, child, own[place : place + AT_ONCE], phone, family, session.today))
    return tuple(slips)


def children_named(session: OfficeSession, asked: Asked) -> tuple[uuid.UUID, ...]:
    """The children whose slips these are; none where they are blank."""
    return () if asked.blank else tuple(dict.fromkeys(row.child_id for row in _loans(session, asked, "en")))


def as_json(data: Sequence[Slip]) -> object:
    """A list of loans."""
    return [loan_record(row) for slip in data for row in slip.loans]


def as_sheets(data: Sequence[Slip], words: Words) -> Sequence[Sheet]:
    """A row a loan."""
    return [loan_sheet(words.gettext(TITLE), (row for slip in data for row in slip.loans), words)]


def file_stem(data: Sequence[Slip]) -> str:
    """With the child's number; for several how many they are."""
    numbers = list(dict.fromkeys(slip.child.number for slip in data if slip.child is not None))
    return f"loan-slip-{numbers[0] if len(numbers) == 1 else len(numbers) or 'blank'}"


def loan_record(row: LoanRow) -> dict[str, object]:
    """A loan for machines: the same in the slip and the list."""
    days = {name: getattr(row, f"{name}_day") for name in ("lent", "due", "back")}
    return {
        "number": row.item_number,
        "kind": row.kind,
        "name": row.item_name,
        "serial": row.serial,
        "child": row.child_number,
        "child_name": row.child_name,
        "guardian": row.guardian,
        "phone": row.phone,
        "village": row.village,
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
        "overdue_days": row.overdue_days,
        "ended": row.ended or None,
        "condition_out": row.condition_out,
        "condition_back": row.condition_back,
        "received_by": row.received_by,
        "note": row.note,
    }


def loan_sheet(name: str, rows: Iterable[LoanRow], words: Words) -> Sheet:
    """A row a loan."""
    _ = words.gettext
    header = [
        *(_("Number"), _("Kind"), _("Make, size, colour"), _("Serial number")),
        *(_("Child"), _("Child’s number"), _("Guardian"), _("Phone"), _("Village")),
        *(_("Lent"), _("Due"), _("Days overdue"), _("Condition"), _("Received by"), _("Note")),
    ]
    return Sheet(
        name,
        header,
        [
            [
                *(row.item_number, row.kind_name, row.item_name, row.serial),
                *(row.child_name, row.child_number, row.guardian, row.phone, row.village),
                *(row.lent_day, row.due_day, row.overdue_days or None),
                *(row.condition_out_name, row.received_by, row.note),
            ]
            for row in rows
        ],
    )


def _loans(session: OfficeSession, asked: Asked, language: str) -> tuple[LoanRow, ...]:
    if asked.loan is not None:
        return (loan(session, asked.loan, language=language),)
    if asked.children:
        own = (row for child in asked.children for row in child_loans(session, child, language=language))
        return tuple(row for row in own if row.back_day is None)
    return tuple(sorted(loans_out(session, language=language), key=lambda row: (row.child_name, row.child_id.int)))
