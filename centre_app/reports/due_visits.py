"""The due list on paper: whom to visit in a week and why now, the overdue first."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from centre_app.db.session import OfficeSession
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, Words
from centre_app.outreach.due_rules import DUE, RISK_WORDS, STATE_WORDS
from centre_app.outreach.fleet_queries import teams
from centre_app.reports.asked import Asked, letterhead
from centre_app.reports.spreadsheet import Cell, Sheet
from centre_app.reports.style import Letterhead
from centre_app.rounds.due import DueVisit, due_list

TITLE = N_("Visits that are due")


@dataclass(frozen=True)
class DueList:
    """The lines of a week; ``on`` is the day from which overdue days are counted."""

    head: Letterhead
    monday: date
    on: date
    overdue: tuple[DueVisit, ...]
    due: tuple[DueVisit, ...]
    others: tuple[DueVisit, ...]  # planned, without a result, waiting for a decision

    @property
    def lines(self) -> tuple[DueVisit, ...]:
        """All of them in the order printed."""
        return self.overdue + self.due + self.others


def collect(session: OfficeSession, asked: Asked, words: Words) -> DueList:
    """What is due until the week's Sunday; overdue as of its Monday, or of today within or after it."""
    lines, on = _lines(session, asked, words.language)
    assert asked.week is not None
    last = asked.week + timedelta(days=6)
    period = words.gettext("{first} to {last}").format(first=day_text(asked.week), last=day_text(last))
    team = next((one.name for one in teams(session, active_only=False) if one.id == asked.team), "")
    head = letterhead(session, words, title=words.gettext(TITLE), period=period, subject=team)
    due = [line for line in lines if line.state == DUE]
    return DueList(
        head,
        asked.week,
        on,
        tuple(line for line in due if line.overdue),
        tuple(line for line in due if not line.overdue),
        tuple(line for line in lines if line.state != DUE),
    )


def children_named(session: OfficeSession, asked: Asked) -> tuple[uuid.UUID, ...]:
    """Who is on the list."""
    lines, _on = _lines(session, asked, "en")
    return tuple(dict.fromkeys(line.child_id for line in lines))


def _lines(session: OfficeSession, asked: Asked, language: str) -> tuple[tuple[DueVisit, ...], date]:
    assert asked.week is not None
    on = max(asked.week, session.today)
    until = max(on, asked.week + timedelta(days=6))
    return due_list(session, on, until=until, language=language, team=asked.team), on


def place_of(line: DueVisit) -> str:
    """Village and municipality."""
    return ", ".join(dict.fromkeys(filter(None, (line.village, line.municipality))))


def why(line: DueVisit, words: Words) -> str:
    """The reasons in words."""
    return "; ".join(reason.in_words(words) for reason in line.reasons)


def planned_words(line: DueVisit, words: Words) -> str:
    """The state, with the day and team of a planned visit."""
    said = words.gettext(STATE_WORDS[line.state])
    if line.planned is None:
        return said
    return ", ".join(filter(None, (f"{said}: {day_text(line.planned.day)}", line.planned.team)))


def as_json(data: DueList) -> object:
    """The lines in order; children by their numbers, reasons in English."""
    year, number, _weekday = data.monday.isocalendar()
    english = Words.of("en")
    return {
        "week": f"{year}-W{number:02d}",
        "on": data.on.isoformat(),
        "due": [
            {
                "child": line.number,
                "purpose": line.purpose,
                "place": place_of(line),
                "state": line.state,
                "risk": line.risk,
                "overdue": line.overdue,
                "due": _iso(line.due_day),
                "until": _iso(line.until_day),
                "weight": line.weight,
                "reasons": [reason.in_words(english) for reason in line.reasons],
                "team": line.team or None,
                "planned": None if line.planned is None else _iso(line.planned.day),
            }
            for line in data.lines
        ],
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def as_sheets(data: DueList, words: Words) -> Sequence[Sheet]:
    """A row a line."""
    _ = words.gettext
    header = [_("Child"), _("Number"), _("Purpose"), _("Village"), _("District"), _("Phone"), _("Days overdue")]
    header += [_("Due"), _("Risk"), _("Why now"), _("State"), _("Only team")]
    rows: list[list[Cell]] = [
        [
            *(line.initials, line.number, line.purpose_name, place_of(line), line.district, line.phone, line.overdue),
            *(line.due_day, _(RISK_WORDS[line.risk]), why(line, words), planned_words(line, words), line.team),
        ]
        for line in data.lines
    ]
    return [Sheet(_(TITLE), header, rows)]


def file_stem(data: DueList) -> str:
    """With the week's number."""
    year, number, _weekday = data.monday.isocalendar()
    return f"due-visits-{year}-W{number:02d}"
