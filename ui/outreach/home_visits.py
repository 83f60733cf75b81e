"""The visits of a child so far, the newest first, a page at a time."""

from __future__ import annotations

from datetime import date

from centre_app.language.dates import day_text
from centre_app.language.translate import _, ngettext
from centre_app.outreach.home_queries import PastVisit
from centre_app.outreach.rules import PLANNED, SERVED
from ui.outreach.home_words import outcome_words, reason_words
from ui.shared.empty import EmptyPlace
from ui.shared.screen import Shell
from ui.shared.table import Column, Table


def visits_table(shell: Shell) -> Table:
    """The table; Enter opens the round that the visit is in."""
    table: Table = Table(
        [
            Column("day", _("Day"), lambda row: day_text(row.day), sort=_day, width=98),
            Column("purpose", _("Purpose"), lambda row: row.purpose_name, width=110, tip=lambda row: row.purpose_name),
            Column("outcome", _("Outcome"), lambda row: outcome_words(row.outcome), width=115, tone=_tone),
            Column("what", _("What was done"), _what, width=205, tip=_told),
            Column("task", _("Task"), lambda row: row.task, width=130, tip=lambda row: row.task),
            Column("team", _("Team"), lambda row: row.team, width=85),
        ],
        name="outreach.home_visits",
        desk=shell.desk,
        count=lambda n: ngettext("{n} visit", "{n} visits", n).format(n=n),
        label_text=_("Visits at home"),
    )
    table.set_empty(
        EmptyPlace(
            _("No visit yet"),
            _("Visits stand here once they are planned, with what was done once they are keyed."),
            icon="home",
        )
    )
    return table


def _day(row: PastVisit) -> date:
    return row.day


def _what(row: PastVisit) -> str:
    """What was done; why not, where nothing was."""
    return " ".join((row.done_note or reason_words(row)).split())


def _told(row: PastVisit) -> str:
    showed = _("The parent showed: {text}").format(text=row.parent_showed) if row.parent_showed else ""
    return "\n".join(part for part in (row.done_note, showed, reason_words(row)) if part)


def _tone(row: PastVisit) -> str:
    return "" if row.outcome in SERVED else "muted" if row.outcome == PLANNED else "attention"
