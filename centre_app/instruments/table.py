"""An own instrument as the sheets of a workbook, and back. Pure: knows no file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from centre_app.errors import UserError
from centre_app.instruments.own import SCORINGS, OwnAnswer, OwnCutOff, OwnInstrument, OwnItem
from centre_app.language.translate import N_, Words

Cell = str | int | float | None
Row = Sequence[object]
# The first column of the first sheet, the same in every language, so that a workbook can be read anywhere.
_KEYS = ("title", "about", "from_months", "until_months", "respondents", "scoring", "better")


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, header and rows."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def as_sheets(own: OwnInstrument, words: Words) -> list[Sheet]:
    """Four sheets: the instrument, its questions, its answers, what a score means."""
    _ = words.gettext
    values: tuple[tuple[Cell, str], ...] = (
        (own.title, _("Title")),
        (own.about, _("About")),
        (own.first_month, _("From this age in months")),
        (own.until_month, _("To under this age in months (empty: no end)")),
        (", ".join(own.respondents), _("Who may answer, parted by commas")),
        (own.scoring, ", ".join(f"{code}: {_(text)}" for code, text in SCORINGS.items())),
        (own.better, _("more: more points are better; less: fewer points are better")),
    )
    first = tuple((key, value, meaning) for key, (value, meaning) in zip(_KEYS, values, strict=True))
    return [
        Sheet(_("Instrument"), (_("Key"), _("Value"), _("Meaning")), first),
        Sheet(_("Questions"), (_("Question"), _("Area")), tuple((item.text, item.area) for item in own.items)),
        Sheet(_("Answers"), (_("Answer"), _("Points")), tuple((one.text, one.points) for one in own.answers)),
        Sheet(
            _("Meanings"),
            (_("From this many points"), _("What it means")),
            tuple((one.least, one.words) for one in own.cut_offs),
        ),
    ]


def from_sheets(sheets: Sequence[Sequence[Row]]) -> OwnInstrument:
    """An instrument out of the rows of such sheets, the header first in each; names do not matter, the order does.

    Raises UserError (``file``) naming the sheet and what is wrong there.
    """
    if len(sheets) < 3:
        raise UserError(
            N_("This workbook needs three sheets: the instrument, its questions, its answers. Export one to see how."),
            field="file",
        )
    facts = {_text(row, 0): row for row in sheets[0]}
    if "title" not in facts:
        raise UserError(N_("The first sheet has no row “title”: export an instrument to see how it is."), field="file")
    first = _whole(facts, "from_months")
    return OwnInstrument(
        title=_fact(facts, "title"),
        about=_fact(facts, "about"),
        items=tuple(OwnItem(_text(row, 0), _text(row, 1)) for row in sheets[1][1:] if _text(row, 0)),
        answers=tuple(
            OwnAnswer(_text(row, 0), _number(row, 1, N_("answers"))) for row in sheets[2][1:] if _text(row, 0)
        ),
        first_month=0 if first is None else first,
        until_month=_whole(facts, "until_months"),
        respondents=tuple(filter(None, (one.strip() for one in _fact(facts, "respondents").split(",")))),
        scoring=_fact(facts, "scoring") or "none",
        better=_better(_fact(facts, "better")),
        cut_offs=_cut_offs(sheets[3][1:]) if len(sheets) > 3 else (),
    )


def _cut_offs(rows: Sequence[Row]) -> tuple[OwnCutOff, ...]:
    found = []
    for row in rows:
        least, words = _number(row, 0, N_("meanings")), _text(row, 1)
        if least is None or not words:
            raise UserError(N_("On the sheet of meanings each row needs a number and words."), field="file")
        found.append(OwnCutOff(least, words))
    return tuple(found)


def _better(text: str) -> str:
    if text not in ("", "more", "less"):
        raise UserError(N_("In the row “better” stands more, less or nothing."), field="file")
    return text


def _fact(facts: Mapping[str, Row], key: str) -> str:
    return _text(facts[key], 1) if key in facts else ""


def _whole(facts: Mapping[str, Row], key: str) -> int | None:
    value = _number(facts[key], 1, N_("instrument")) if key in facts else None
    if value is not None and value != int(value):
        raise UserError(N_("In the row “{key}” stands a whole number of months."), field="file", key=key)
    return None if value is None else int(value)


def _text(row: Row, place: int) -> str:
    value = row[place] if place < len(row) else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _number(row: Row, place: int, sheet: str) -> float | None:
    text = _text(row, place)
    if not text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise UserError(N_("“{text}” is no number (sheet of {sheet})."), field="file", text=text, sheet=sheet) from None
