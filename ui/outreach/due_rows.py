"""The due list in words: what one reading brings, the columns, the filters, the figures over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from centre_app.language.collate import sort_key
from centre_app.language.dates import day_text
from centre_app.language.fold import search_text, search_words
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.outreach.due_rules import (
    DUE,
    NOT_YET,
    PLANNED_STATE,
    RESULT_MISSING,
    RISK_WORDS,
    STATE_WORDS,
    URGENT,
    WAITING,
)
from centre_app.outreach.fleet_queries import teams
from centre_app.outreach.fleet_rules import TeamRow
from centre_app.rounds.due import USUAL_STATES, DueVisit, due_list
from ui.outreach.home_words import outcome_words
from ui.shared.empty import EmptyPlace
from ui.shared.table import Column

TODAY, WEEK, NEXT, MONTH, ALL = "today", "week", "next", "month", "all"
UNTIL_WORDS: Final = (
    (TODAY, N_("due today")),
    (WEEK, N_("due until the end of this week")),
    (NEXT, N_("due until the end of next week")),
    (MONTH, N_("due within a month")),
    (ALL, N_("all home service, due or not")),
)
STATES: Final = (DUE, PLANNED_STATE, RESULT_MISSING, WAITING)


@dataclass(frozen=True)
class Due:
    """What one reading brings."""

    rows: tuple[DueVisit, ...]
    teams: tuple[TeamRow, ...]
    on: date
    until: date


@dataclass(frozen=True)
class Wanted:
    """Which lines are shown; what is empty does not narrow. ``team``: its own lines and those any team may do."""

    state: str | None = None
    team: UUID | None = None
    district: str | None = None
    purpose: str | None = None
    text: str = ""


def last_day(key: str, today: date) -> date:
    """Until when a choice of ``UNTIL_WORDS`` reaches; all home service is shown as of next week. A week ends on
    Sunday."""
    sunday = today + timedelta(days=7 - today.isoweekday())
    days = {TODAY: today, WEEK: sunday, MONTH: today + timedelta(days=30)}
    return days.get(key, sunday + timedelta(days=7))


def read_due(session: Any, *, today: date, key: str, language: str) -> Due:
    """The list until a choice, and the teams that go out."""
    until = last_day(key, today)
    states = (*USUAL_STATES, NOT_YET) if key == ALL else None
    return Due(due_list(session, today, until=until, language=language, states=states), teams(session), today, until)


class Finder:
    """Finds lines by pieces of name, number, village, in any spelling. What is searched is made once a line."""

    def __init__(self) -> None:
        self._texts: dict[UUID, str] = {}

    def forget(self) -> None:
        """The lines were read again."""
        self._texts.clear()

    def narrowed(self, rows: Iterable[DueVisit], wanted: Wanted) -> list[DueVisit]:
        """The lines that fit, in the order given."""
        words = search_words(wanted.text)
        return [row for row in rows if self._fits(row, wanted, words)]

    def _fits(self, row: DueVisit, wanted: Wanted, words: Sequence[Sequence[str]]) -> bool:
        return (
            wanted.state in (None, row.state)
            and (wanted.team is None or row.team_id in (None, wanted.team))
            and wanted.district in (None, row.district)
            and wanted.purpose in (None, row.purpose)
            and all(any(pattern in self._text(row) for pattern in patterns) for patterns in words)
        )

    def _text(self, row: DueVisit) -> str:
        if row.service_id not in self._texts:
            self._texts[row.service_id] = search_text(row.name, row.number, row.village, row.phone)
        return self._texts[row.service_id]


def districts_of(rows: Iterable[DueVisit]) -> list[tuple[str, str]]:
    """What the list can be narrowed to, by the alphabet."""
    language = current().language
    names = sorted({row.district for row in rows if row.district}, key=lambda name: sort_key(name, language))
    return [(name, name) for name in names]


def purposes_of(rows: Iterable[DueVisit]) -> list[tuple[str, str]]:
    """What the list can be narrowed to."""
    return sorted({(row.purpose, row.purpose_name) for row in rows}, key=lambda pair: pair[1])


def columns() -> list[Column]:
    """What is shown of a line."""
    return [
        Column("child", _("Child"), lambda row: row.name, sort=_alphabet, width=180, tip=_about_child),
        Column("village", _("Village"), _place, width=100, tone=_place_tone, tip=_about_place),
        Column("purpose", _("Purpose"), lambda row: row.purpose_name, width=110, tip=_about_purpose),
        Column("why", _("Why now"), why_words, sort=lambda row: -row.weight, width=285, tone=_urgency, tip=_why_lines),
        Column("due", _("Due"), due_words, sort=_due, width=97, tip=_window),
        Column("overdue", _("Overdue"), _overdue, sort=lambda row: row.overdue, align="right", width=105),
        Column("last", _("Last outcome"), _last, sort=_last_sort, width=118, tip=_last_whole),
        Column("team", _("Team"), lambda row: row.team or _("any"), width=85, tone=_any_team, tip=lambda row: row.team),
        Column(
            "planned", _("Planned"), planned_words, sort=_planned_sort, width=110, tone=_state_tone, tip=planned_words
        ),
    ]


def why_words(row: DueVisit) -> str:
    """The reasons in one line."""
    return "; ".join(reason.in_words() for reason in row.reasons)


def due_words(row: DueVisit) -> str:
    """The day it is due."""
    return day_text(row.due_day) if row.due_day is not None else "–"


def planned_words(row: DueVisit) -> str:
    """When it is planned and by whom; or what is wanted first."""
    if row.planned is None:
        return _(STATE_WORDS[row.state]) if row.state != DUE else ""
    day = day_text(row.planned.day)
    if row.state == RESULT_MISSING:
        return _("{day}: result missing").format(day=day)
    said = _("promised") if row.planned.promised else ""
    return " · ".join(part for part in (day, row.planned.team, said) if part)


def summary_words(rows: Sequence[DueVisit]) -> str:
    """How many are due, overdue, of great risk, planned, without a result, waiting."""
    due = [row for row in rows if row.state == DUE]
    overdue = sum(row.overdue > 0 for row in due)
    urgent = sum(row.risk in URGENT for row in due)
    counts = {state: sum(row.state == state for row in rows) for state in STATES}
    parts = [ngettext("{n} visit is due", "{n} visits are due", len(due)).format(n=len(due))]
    for count, words in (
        (overdue, ngettext("{n} of them overdue", "{n} of them overdue", overdue)),
        (urgent, ngettext("{n} with high or critical risk", "{n} with high or critical risk", urgent)),
        (counts[PLANNED_STATE], ngettext("{n} planned", "{n} planned", counts[PLANNED_STATE])),
        (counts[RESULT_MISSING], ngettext("{n} without a result", "{n} without a result", counts[RESULT_MISSING])),
        (counts[WAITING], ngettext("{n} waits for a decision", "{n} wait for a decision", counts[WAITING])),
    ):
        if count:
            parts.append(words.format(n=count))
    return " · ".join(parts)


def count_words(n: int) -> str:
    """How many lines."""
    return ngettext("{n} line", "{n} lines", n).format(n=n)


def empty_place(*, narrowed: bool, later: Callable[[], object] | None, none_at_all: bool) -> EmptyPlace:
    """What stands there when the list has no line. ``later`` shows all home service."""
    if none_at_all:
        return EmptyPlace(
            _("No child has home service yet"),
            _(
                "In a child’s file, the tab “Home visits” says which visits the child gets and how often. From then on"
                " it stands here when a visit is due, with the reason."
            ),
            icon="home",
        )
    if narrowed:
        return EmptyPlace(_("Nobody here"), _("Nobody fits what is chosen above."), icon="search")
    text = _("Everybody who is due was visited, or the next visit is still to come.")
    return EmptyPlace(_("Nobody is due"), text, _("Show all home service"), later, icon="check", button_icon="home")


def _alphabet(row: DueVisit) -> bytes:
    return bytes(row.home.order)


def _about_child(row: DueVisit) -> str:
    risk = _("risk: {risk}").format(risk=_(RISK_WORDS[row.risk]))
    why = f"{risk} – {row.risk_reason}" if row.risk_reason else risk
    return "\n".join(part for part in (f"{row.name} · {row.number}", row.phone, why) if part)


def _place(row: DueVisit) -> str:
    return row.village or _("not known")


def _place_tone(row: DueVisit) -> str:
    return "" if row.place_id is not None else "attention"


def _about_place(row: DueVisit) -> str:
    where = ", ".join(part for part in (row.village, row.municipality, row.district) if part)
    unknown = _("No place is chosen in the child’s file: the way there is not known.") if row.place_id is None else ""
    return "\n".join(part for part in (where, row.address, row.landmark, row.directions, unknown) if part)


def _about_purpose(row: DueVisit) -> str:
    minutes = ngettext("{n} minute", "{n} minutes", row.minutes).format(n=row.minutes)
    return "\n".join(part for part in (f"{row.purpose_name} · {minutes}", row.what) if part)


def _why_lines(row: DueVisit) -> str:
    return "\n".join(reason.in_words() for reason in row.reasons)


def _urgency(row: DueVisit) -> str:
    if row.state in (PLANNED_STATE, NOT_YET):
        return "muted"
    return {"critical": "danger", "high": "attention"}.get(row.risk, "")


def _due(row: DueVisit) -> date:
    return row.due_day or date.min


def _window(row: DueVisit) -> str:
    if row.from_day is None:
        return _("Nothing is due until somebody decides.")
    return _("in time from {first} to {last}").format(first=day_text(row.from_day), last=day_text(row.until_day))


def _overdue(row: DueVisit) -> str:
    return str(row.overdue) if row.overdue else ""


def _last(row: DueVisit) -> str:
    if row.last_day is None:
        return _("no visit yet")
    return f"{row.last_day:%d.%m} {outcome_words(row.last_outcome)}"


def _last_whole(row: DueVisit) -> str:
    if row.last_day is None:
        return _("no visit yet")
    return f"{day_text(row.last_day)} {outcome_words(row.last_outcome)}"


def _last_sort(row: DueVisit) -> date:
    return row.last_day or date.min


def _any_team(row: DueVisit) -> str:
    return "" if row.team else "muted"


def _planned_sort(row: DueVisit) -> tuple[str, date]:
    return row.state, row.planned.day if row.planned is not None else date.min


def _state_tone(row: DueVisit) -> str:
    return "attention" if row.state in (RESULT_MISSING, WAITING) else "muted" if row.state == NOT_YET else ""
