"""Coverage by municipality: children known, visited lately, never. Numbers without names, for coordination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from centre_app.db.session import OfficeSession
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, Words
from centre_app.outreach.figures import LATELY, QUARTER, Coverage, Covered, coverage
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.spreadsheet import Sheet
from centre_app.reports.style import Letterhead

TITLE = N_("Coverage by municipality")
UNKNOWN = N_("not written down")


@dataclass(frozen=True)
class CoverageReport:
    """The figures with the head of the page."""

    head: Letterhead
    figures: Coverage


def collect(session: OfficeSession, asked: Asked, words: Words) -> CoverageReport:
    """On the last day of the period asked for."""
    period = words.gettext("on {day}").format(day=day_text(asked.last))
    return CoverageReport(
        letterhead(session, words, title=words.gettext(TITLE), period=period), coverage(session, asked.last)
    )


def as_json(data: CoverageReport) -> object:
    """Rates are fractions rounded to 4 decimals; null where nobody is known."""
    return {
        "day": data.figures.day.isoformat(),
        "municipalities": [
            {"district": one.district or None, "municipality": one.municipality or None, **_numbers(one)}
            for one in data.figures.rows
        ],
        "total": _numbers(data.figures.total),
    }


def _numbers(one: Covered) -> dict[str, object]:
    return {
        "known": len(one.known),
        "home_service": len(one.at_home),
        f"visited_{LATELY}_days": len(one.lately),
        f"visited_{QUARTER}_days": len(one.quarter),
        "never_visited": len(one.never),
        "coverage": None if one.rate is None else round(one.rate, 4),
    }


def header(words: Words) -> list[str]:
    """The columns of ``rows``."""
    _ = words.gettext
    return [
        _("District"),
        _("Municipality"),
        _("Children known"),
        _("Home service"),
        _("Visited in {days} days").format(days=LATELY),
        _("Visited in {days} days").format(days=QUARTER),
        _("Never visited"),
        _("Coverage"),
    ]


def rows(data: CoverageReport, words: Words) -> list[list[str | int | float | None]]:
    """A row a municipality, then all together; the last column is a fraction."""
    _ = words.gettext
    made = [
        [one.district or _(UNKNOWN), one.municipality or _(UNKNOWN), *_numbers(one).values()]
        for one in data.figures.rows
    ]
    return [*made, [_("Together"), "", *_numbers(data.figures.total).values()]]  # type: ignore[list-item]


def as_sheets(data: CoverageReport, words: Words) -> Sequence[Sheet]:
    """One sheet."""
    return [Sheet(words.gettext("Coverage"), header(words), rows(data, words), {7: 4})]


def file_stem(data: CoverageReport) -> str:
    """By the day."""
    return f"coverage-{data.figures.day}"
