"""The two lists of a proposed timetable: its new sessions, and who has no place and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from centre_app.language.dates import day_text, weekday_names
from centre_app.language.translate import _, ngettext
from centre_app.timetable.problem import Proposal
from centre_app.timetable.reasons import WORDS
from centre_app.timetable.telling import hour, lines
from centre_app.timetable.week_names import Names
from ui.shared.screen import Shell
from ui.shared.table import Column, Table


@dataclass(frozen=True)
class SessionRow:
    """A new session in words."""

    key: int
    day: date
    start: int
    minutes: int
    children: str
    type: str
    therapist: str
    room: str

    @property
    def day_words(self) -> str:
        """Weekday and date."""
        return f"{weekday_names(short=True)[self.day.weekday()]}, {day_text(self.day)}"

    @property
    def hours(self) -> str:
        """``09:00–09:30``"""
        return f"{hour(self.start)}–{hour(self.start + self.minutes)}"


@dataclass(frozen=True)
class MissingRow:
    """A child, what it has no place for, how often, and why."""

    key: int
    number: str
    child: str
    type: str
    times: int
    reason: str


def shown_sessions(proposal: Proposal, names: Names) -> list[SessionRow]:
    """The new sessions by day and hour."""
    return [
        SessionRow(
            key,
            one.day,
            one.start or 0,
            one.minutes,
            ", ".join(names.children[child].name for child in one.children),
            names.types[one.type],
            names.therapists[one.therapist] if one.therapist else "",
            names.rooms[one.room] if one.room else "",
        )
        for key, one in enumerate(lines(proposal))
        if one.new
    ]


def shown_missing(proposal: Proposal, names: Names) -> list[MissingRow]:
    """Those without a place, a line for each service of a child."""
    times: dict[tuple[int, str], int] = {}
    for one in proposal.unplaced:
        times[one.want, one.reason] = times.get((one.want, one.reason), 0) + 1
    rows = []
    for (index, reason), count in times.items():
        want = proposal.problem.wants[index]
        child = names.children[want.child]
        rows.append(MissingRow(index, child.number, child.name, names.types[want.type], count, _(WORDS[reason])))
    return rows


class SessionsTable(Table):
    """The new sessions, sorted by any column."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            [
                Column("day", _("Day"), lambda row: row.day_words, sort=lambda row: (row.day, row.start), width=130),
                Column("hours", _("Time"), lambda row: row.hours, sort=lambda row: (row.start, row.day), width=115),
                Column("children", _("Child"), lambda row: row.children, tip=lambda row: row.children, width=220),
                Column("type", _("Type"), lambda row: row.type, tip=lambda row: row.type, width=200),
                Column("therapist", _("Specialist"), lambda row: row.therapist, width=170),
                Column("room", _("Room"), lambda row: row.room, width=140),
            ],
            name="timetable.sessions",
            desk=shell.desk,
            count=lambda n: ngettext("{n} new session", "{n} new sessions", n).format(n=n),
            label_text=_("New sessions"),
        )


class MissingTable(Table):
    """Who has no place, and why."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            [
                Column("number", _("Number"), lambda row: row.number, width=70),
                Column("child", _("Child"), lambda row: row.child, width=170),
                Column("type", _("Type"), lambda row: row.type, tip=lambda row: row.type, width=170),
                Column("times", _("Times"), lambda row: str(row.times), lambda row: row.times, "right", width=60),
                Column("reason", _("Why"), lambda row: row.reason, tip=lambda row: row.reason, width=490),
            ],
            name="timetable.missing",
            desk=shell.desk,
            label_text=_("Without a place"),
        )

    def show_all(self, rows: list[MissingRow]) -> None:
        """Show these; the foot counts sessions, not lines."""
        self.set_rows(rows, keep=lambda row: row.key)
        n = sum(row.times for row in rows)
        self.set_count(ngettext("{n} session has no place.", "{n} sessions have no place.", n).format(n=n))
