"""The due list on a wide page: overdue, due, and those that are planned or wait."""

from __future__ import annotations

from collections.abc import Sequence

from centre_app.language.dates import day_text
from centre_app.language.translate import Words
from centre_app.reports import tables
from centre_app.reports.asked import Step
from centre_app.reports.due_visits import DueList, place_of, planned_words, why
from centre_app.reports.paper import Paper
from centre_app.reports.road_fields import height_of_returned, returned
from centre_app.reports.style import NONE, joined
from centre_app.rounds.due import DueVisit


def render(data: DueList, words: Words, step: Step) -> bytes:
    """A part a table; a list with nobody on it says so."""
    _ = words.gettext
    paper = Paper(landscape=True)
    paper.begin(data.head)
    if not data.lines:
        paper.paragraph(_("No visits are due in this week."))
    for title, lines in (
        (_("Overdue"), data.overdue),
        (_("Due"), data.due),
        (_("Planned, or waiting"), data.others),
    ):
        if lines:
            paper.heading(f"{title}: {len(lines)}")
            _table(paper, lines, words)
    if data.lines:
        paper.need(height_of_returned(paper, words))
        returned(paper, words)
    step()
    return paper.finish()


def _table(paper: Paper, lines: Sequence[DueVisit], words: Words) -> None:
    _ = words.gettext
    columns = [
        tables.Column(_("Child"), 1.1),
        tables.Column(_("Purpose"), 1.3),
        tables.Column(_("Place, phone"), 1.9),
        tables.Column(_("Due"), 0.9),
        tables.Column(_("Days overdue"), 0.7, "right"),
        tables.Column(_("Why now"), 3.0),
        tables.Column(_("State"), 1.5),
    ]
    rows = [
        (
            f"{line.initials}, {line.number}",
            line.purpose_name,
            joined((place_of(line), line.phone), "\n"),
            NONE if line.due_day is None else day_text(line.due_day),
            str(line.overdue) if line.overdue else NONE,
            why(line, words) or NONE,
            planned_words(line, words),
        )
        for line in lines
    ]
    tables.draw(paper, tables.Table(columns, rows))
