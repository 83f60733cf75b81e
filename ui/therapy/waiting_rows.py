"""The waiting list in words: what one reading brings, the columns, the figures over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from centre_app.codelists.queries import labels
from centre_app.language.dates import age_text, day_text
from centre_app.language.translate import _, ngettext
from centre_app.sites.queries import services
from centre_app.waiting.queries import WaitingFigures, WaitingRow, waiting_figures, waiting_list
from centre_app.waiting.rules import OFFERED, PRIORITY_WORDS, STARTED, Waited, priority_order
from centre_app.workplace.queries import SESSION_TYPES
from ui.shared.empty import EmptyPlace
from ui.shared.table import Column

What = tuple[str, Any]  # ("type", code) or ("service", id)


@dataclass(frozen=True)
class Waiting:
    """What one reading brings. ``waited_for``: what somebody on the list waits for, with its words."""

    rows: tuple[WaitingRow, ...]
    figures: WaitingFigures
    year: int
    types: dict[str, str]  # in use
    services: dict[UUID, str]  # in use

    def offered(self) -> list[tuple[What, str]]:
        """What a child can be put on the list for."""
        offered: list[tuple[What, str]] = [(("type", code), words) for code, words in self.types.items()]
        for key, name in self.services.items():
            offered.append((("service", key), _("Service: {name}").format(name=name)))
        return offered

    def choices(self) -> list[tuple[What, str]]:
        """What the list can be narrowed to: also what is out of use but still waited for."""
        choices = dict(self.offered())
        for row in self.rows:
            choices.setdefault(what_of(row), row.what)
        return list(choices.items())


def read_waiting(
    session: Any, *, session_type: str | None, service_id: UUID | None, state: str, today: date, language: str
) -> Waiting:
    """The list of one thing or of all, with the figures of this year."""
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    return Waiting(
        waiting_list(session, session_type=session_type, service_id=service_id, state=state, language=language),
        waiting_figures(session, first, last, session_type=session_type, service_id=service_id),
        today.year,
        labels(session, SESSION_TYPES, language, active_only=True),
        {service.id: service.name for service in services(session)},
    )


def what_of(row: WaitingRow) -> What:
    """What a line is about, as the choices know it."""
    return ("type", row.session_type) if row.session_type is not None else ("service", row.service_id)


def columns() -> list[Column]:
    """What is shown of a line."""
    return [
        Column("name", _("Child"), lambda row: row.name, width=180, tone=_tone, tip=_about_child),
        Column("what", _("Waits for"), lambda row: row.what, width=130, tip=lambda row: row.what),
        Column("priority", _("Priority"), _priority, sort=_rank, width=85, tone=_urgency),
        Column("reason", _("Why"), lambda row: row.reason, width=110, tip=lambda row: row.reason),
        Column("since", _("Since"), lambda row: day_text(row.requested_day), sort=_since, width=95),
        Column("days", _("Days"), lambda row: str(row.days), sort=lambda row: row.days, align="right", width=65),
        Column("offers", _("Offers"), lambda row: str(row.offers or ""), sort=_offers, align="right", width=75),
        Column("state", _("State"), state_words, width=150, tone=_state_tone, tip=state_words),
        Column("phone", _("Phone"), lambda row: row.phone, width=150),
        Column("wishes", _("Wishes"), lambda row: row.wishes, width=80, tip=lambda row: row.wishes),
    ]


def state_words(row: WaitingRow) -> str:
    """How it stands with a line."""
    if row.status == STARTED:
        return _("started {day}").format(day=day_text(row.closed_day))
    if row.closed_day is not None:
        return _("{day}: {reason}").format(day=day_text(row.closed_day), reason=row.close_reason)
    if row.archived:
        return _("file in the archive")
    if row.status == OFFERED:
        return _("offered {day}").format(day=day_text(row.offered_day))
    return ""


def count_words(n: int) -> str:
    """How many lines."""
    return ngettext("{n} line", "{n} lines", n).format(n=n)


def figure_words(read: Waiting) -> str:
    """How many wait and how long, and apart how long those waited who started this year."""
    still, started = read.figures.waiting, read.figures.started
    words = ngettext("{n} waits", "{n} wait", still.count).format(n=still.count)
    if still.count:
        words += ": " + _times(still)
    if started.count:
        # Translators: of those who waited; "{n} started in 2026: median 40 days, longest 90".
        began = ngettext("{n} started in {year}", "{n} started in {year}", started.count)
        words += " · " + began.format(n=started.count, year=read.year) + ": " + _times(started)
    return words


def empty_place(add: Callable[[], object] | None, *, narrowed: bool) -> EmptyPlace:
    """What stands there when the list has no line; ``narrowed``: because of what is chosen over it."""
    if narrowed:
        return EmptyPlace(_("Nobody here"), _("Nobody fits what is chosen above."), icon="search")
    return EmptyPlace(
        _("Nobody waits"),
        _("When there is no free place for a child, put it on the list: it shows who comes next and since when."),
        _("Put on the list") if add is not None else "",
        add,
        icon="therapy",
    )


def _times(waited: Waited) -> str:
    median = waited.median or 0
    shown = f"{median:.0f}" if median == int(median) else f"{median:.1f}"
    return _("median {median} days, longest {longest}").format(median=shown, longest=waited.longest)


def _about_child(row: WaitingRow) -> str:
    age = age_text(*row.age) if row.age is not None else ""
    return " · ".join(part for part in (row.name, row.number, age) if part)


def _priority(row: WaitingRow) -> str:
    return _(PRIORITY_WORDS[row.priority])


def _rank(row: WaitingRow) -> int:
    return priority_order(row.priority)


def _urgency(row: WaitingRow) -> str:
    return {"urgent": "danger", "high": "attention"}.get(row.priority, "")


def _since(row: WaitingRow) -> date:
    return row.requested_day


def _offers(row: WaitingRow) -> int:
    return row.offers


def _tone(row: WaitingRow) -> str:
    return "muted" if row.archived or row.closed_day is not None else ""


def _state_tone(row: WaitingRow) -> str:
    return "attention" if row.archived or row.status == OFFERED else "muted"
