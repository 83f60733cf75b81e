"""What a document is asked for, in plain values, and what every document's module offers."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from centre_app.children.queries import ChildFilter
from centre_app.db.session import OfficeSession
from centre_app.language.translate import N_, Words
from centre_app.reports.spreadsheet import Sheet
from centre_app.reports.style import Letterhead
from centre_app.sites.queries import the_site

Step = Callable[[], None]  # called after each child; may raise what stops the work


@dataclass(frozen=True)
class Asked:
    """The parameters of a document, read and filled with what is meant when nothing was said.

    `month` is (year, month). `group` is a group's or a service's id, None for the first day-care service.
    `first`..`last` is the period of a progress record, both days in. `empty_rows`: a form with so many empty lines.
    `week` is its Monday. `staff` and `room` narrow a timetable; `plan` and `filling` are one version of a plan and one
    filling of an instrument; `instrument` the code of one to be filled in by hand. `pictures`: for who does not read.
    `team`, `round`, `visit` and `loan` narrow the papers of outreach and lending. `full_names`: instead of initials;
    `forms`: with the visit forms and family cards; `overdue`: only what should be back; `second_language`: beside the
    document's own, "" for none.
    """

    month: tuple[int, int]
    first: date
    last: date
    group: uuid.UUID | None = None
    children: tuple[uuid.UUID, ...] = ()
    filter: ChildFilter = field(default_factory=ChildFilter)
    blank: bool = False
    empty_rows: int = 0
    week: date | None = None
    staff: uuid.UUID | None = None
    room: uuid.UUID | None = None
    plan: uuid.UUID | None = None
    filling: uuid.UUID | None = None
    instrument: str = ""
    pictures: bool = False
    team: uuid.UUID | None = None
    round: uuid.UUID | None = None
    visit: uuid.UUID | None = None
    loan: uuid.UUID | None = None
    full_names: bool = False
    forms: bool = False
    overdue: bool = False
    second_language: str = ""


class DocumentModule(Protocol):
    """What each module in this room that says what a document says offers; `<name>_page` draws it."""

    def collect(self, session: OfficeSession, asked: Asked, words: Words) -> Any:
        """Read all that the document says: plain frozen values."""

    def as_json(self, data: Any) -> object:
        """The same for machines, with English keys and codes."""

    def as_sheets(self, data: Any, words: Words) -> Sequence[Sheet]:
        """The same for a spreadsheet."""

    def file_stem(self, data: Any) -> str:
        """The suggested file name without its ending: numbers and dates, never a child's name."""


class PageModule(Protocol):
    """What each `<name>_page` offers: apart, because JSON and spreadsheets need no ReportLab."""

    def render(self, data: Any, words: Words, step: Step) -> bytes:
        """The PDF."""


def letterhead(session: OfficeSession, words: Words, *, title: str, period: str = "", subject: str = "") -> Letterhead:
    """The head of a page of this centre, made today by the office's clock."""
    site = the_site(session)
    parts = (site.province, site.district, site.municipality, site.address, site.phone)
    place = ", ".join(dict.fromkeys(filter(None, parts)))  # a town is its own district: said once
    note = words.gettext(PRACTICE) if site.practice else ""
    return Letterhead(site.name, place, title, period, session.today, words, subject, note, site.signatory)


PRACTICE = N_("Practice: made-up children")
