"""An instrument: as it was filled in for a child, or blank for handwriting."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from centre_app.children.queries import ChildFile, child_files
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.instruments.definition import Definition, Item, said
from centre_app.instruments.own import as_own, can_edit
from centre_app.instruments.queries import FillingView, filling, fillings_of, instrument, offers
from centre_app.instruments.result import answer_words, item_words
from centre_app.instruments.rules import Fit, age_in_months, applying
from centre_app.instruments.table import as_sheets as own_sheets
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, Words
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.spreadsheet import Sheet
from centre_app.reports.style import Letterhead

TITLE = N_("Instrument")


@dataclass(frozen=True)
class InstrumentPaper:
    """One paper. ``filling`` None: blank; ``items`` are those to ask: all of them where the child is not known."""

    head: Letterhead
    definition: Definition
    items: tuple[Item, ...]
    child_number: str
    filling: FillingView | None

    @property
    def answers(self) -> Mapping[str, Any]:
        """What was answered; nothing on a blank one."""
        return {} if self.filling is None else self.filling.answers


def collect(session: OfficeSession, asked: Asked, words: Words) -> tuple[InstrumentPaper, ...]:
    """The filling asked for; else for each child the last finished one, or a blank one. Raises UserError, NotFound."""
    if asked.filling is not None:
        return (_filled(session, filling(session, asked.filling, words=words), words),)
    children = child_files(session, list(asked.children))
    if asked.blank:
        blanks = [_blank(session, asked, child, words) for child in children]
        return tuple(blanks or [_blank(session, asked, None, words)])
    if not children:
        raise UserError(N_("Choose a child first."), field="child")
    return tuple(_filled(session, _last(session, child, asked.instrument, words), words) for child in children)


def _last(session: OfficeSession, child: ChildFile, code: str, words: Words) -> FillingView:
    for row in fillings_of(session, child.id, words=words):
        if row.status == "done" and code in ("", row.code):
            return filling(session, row.id, words=words)
    raise UserError(N_("Nothing is filled in for {number} yet."), field="instrument", number=child.number)


def _filled(session: OfficeSession, view: FillingView, words: Words) -> InstrumentPaper:
    definition = view.definition
    head = letterhead(
        session,
        words,
        title=said(definition.title, words.language),
        subject=f"{view.child_name}  ·  {view.child_number}",
        period=day_text(view.row.day),
    )
    items = tuple(applying(definition, view.answers, view.months))
    if all(item.optional for item in items):  # of a long list that nobody fills in whole only what was written
        items = tuple(item for item in items if item.code in view.answers)
    return InstrumentPaper(head, definition, items, view.child_number, view)


def _blank(session: OfficeSession, asked: Asked, child: ChildFile | None, words: Words) -> InstrumentPaper:
    definition = instrument(session, asked.instrument or _fitting(session, child, asked))
    head = letterhead(session, words, title=said(definition.title, words.language))
    items, number = definition.items, ""
    if child is not None:
        number = child.number
        head = dataclasses.replace(head, subject=f"{child.full_name}  ·  {number}")
        age = age_in_months(child.birth_date, child.birth_precision, session.today)
        if age is not None and age.exact and definition.ages.covers(age.least):
            items = tuple(item for item in items if item.ages.covers(age.least))
    return InstrumentPaper(head, definition, items, number, None)


def _fitting(session: OfficeSession, child: ChildFile | None, asked: Asked) -> str:
    """The first that fits the age."""
    child_id: uuid.UUID | None = None if child is None else child.id
    if child_id is not None:
        for offer in offers(session, child_id, session.today):
            if offer.fit is Fit.YES and offer.suits:
                return offer.code
    raise UserError(N_("Please choose the instrument."), field="instrument")


def as_json(data: Sequence[InstrumentPaper]) -> object:
    """One object for one paper, a list for several: codes, as they are kept."""
    papers = [_paper_json(paper) for paper in data]
    return papers[0] if len(papers) == 1 else papers


def _paper_json(paper: InstrumentPaper) -> dict[str, object]:
    found: dict[str, object] = {
        "instrument": paper.definition.code,
        "version": paper.definition.version,
        "child": paper.child_number or None,
        "items": [item.code for item in paper.items],
    }
    view = paper.filling
    if view is not None:
        row = view.row
        found |= {
            "day": row.day.isoformat(),
            "age_months": view.months,
            "status": row.status,
            "respondent": row.respondent,
            "respondent_name": row.respondent_name,
            "proxy_reason": view.proxy_reason,
            "filled_by": row.filled_by,
            "answers": dict(view.answers),
            "scores": dict(view.scores),
            "result": list(row.result),
            "note": view.note,
        }
    return found


def as_sheets(data: Sequence[InstrumentPaper], words: Words) -> Sequence[Sheet]:
    """The answers of each; a blank one of the centre's own as the table that can be imported again."""
    first = data[0]
    if len(data) == 1 and first.filling is None and can_edit(first.definition):
        own = as_own(first.definition, words.language)
        return [Sheet(sheet.name, sheet.header, sheet.rows) for sheet in own_sheets(own, words)]
    _ = words.gettext
    rows = [
        (
            paper.child_number,
            None if paper.filling is None else paper.filling.row.day,
            item.code,
            item_words(item, words.language),
            answered(paper, item, words),
        )
        for paper in data
        for item in paper.items
    ]
    header = (_("Number"), _("Day"), _("Code"), _("Question"), _("Answer"))
    return [Sheet(said(first.definition.title, words.language), header, rows)]


def answered(paper: InstrumentPaper, item: Item, words: Words) -> str:
    """The answer in words; empty where there is none."""
    answer = paper.definition.answer(item, paper.answers.get(item.code))
    return "" if answer is None else answer_words(answer, words.language)


def file_stem(data: Sequence[InstrumentPaper]) -> str:
    """The instrument, the child's number, the day."""
    first = data[0]
    code = first.definition.code
    if len(data) > 1:
        return f"{code}-{len(data)}"
    day = "blank" if first.filling is None else first.filling.row.day.isoformat()
    return "-".join(part for part in (code, first.child_number, day) if part)
