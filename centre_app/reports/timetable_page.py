"""The week's timetable: hours down, open days across, on a wide page."""

from __future__ import annotations

import dataclasses

from centre_app.language.dates import day_text, weekday_names
from centre_app.language.translate import Words
from centre_app.reports import tables
from centre_app.reports.asked import Step
from centre_app.reports.paper import Paper
from centre_app.reports.timetable import Part, Timetable
from centre_app.therapy.calendar import SessionRow
from centre_app.workplace.rules import minute_text

_SIZE = 8.0


def render(data: Timetable, words: Words, step: Step) -> bytes:
    """A sheet a part."""
    paper = Paper(landscape=True)
    for part in data.parts:
        paper.begin(dataclasses.replace(data.head, subject=part.whose))
        _week(paper, data, part, words)
    step()
    return paper.finish()


def _week(paper: Paper, data: Timetable, part: Part, words: Words) -> None:
    _ = words.gettext
    held = {row.day for row in part.sessions}
    days = [state for state in data.days if state.open or state.day in held]
    if not part.sessions:
        paper.paragraph(_("No sessions in this week."))
        return
    names = weekday_names(words)
    columns = [
        tables.Column(_("Begins"), 0.5),
        *(tables.Column(f"{names[state.day.weekday()]}, {day_text(state.day)}", 1.5) for state in days),
    ]
    starts = sorted({row.start_minute if row.start_minute is not None else -1 for row in part.sessions})
    rows = []
    for start in starts:
        cells = [
            "\n".join(
                _words_of(data, row, part, words)
                for row in part.sessions
                if row.day == state.day and (row.start_minute if row.start_minute is not None else -1) == start
            )
            for state in days
        ]
        rows.append(["" if start < 0 else minute_text(start), *cells])
    tables.draw(paper, tables.Table(columns, rows, size=_SIZE))
    for state in data.days:
        if not state.open and state.why is not None and state.day.weekday() < 5:
            paper.paragraph(f"{day_text(state.day)}: {state.why.in_words(words)}", size=_SIZE)


def _words_of(data: Timetable, row: SessionRow, part: Part, words: Words) -> str:
    """What a cell says: until when, whom, what, and who or where, whichever the sheet is not about."""
    children = ", ".join(child.name for child in row.children)
    where = data.rooms.get(row.room_id, "")
    who = data.therapists.get(row.therapist_id, "")
    beside = " · ".join(name for name in (who, where) if name and name != part.whose)
    return "\n".join(filter(None, (data.when(row, words), children, data.types.get(row.type, row.type), beside)))
