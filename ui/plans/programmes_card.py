"""What the certification commission promised a child: apart from the centre's own plan, with how long it is valid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from centre_app.language.dates import day_text
from centre_app.language.translate import _
from centre_app.plans.queries import ProgrammeFacts
from centre_app.plans.rules import MEASURE_STATUS_NAMES
from ui.plans.plan_read import PlanRead
from ui.plans.words import due_words
from ui.shared.buttons import link_button
from ui.shared.cards import Card
from ui.shared.flow import Flow

_SOON: Final = 60  # days: a new certification takes weeks


@dataclass(frozen=True)
class ProgrammeDoors:
    """``ask(programme or None)`` changes one or writes a new one down; None where it may not be done."""

    ask: Callable[[ProgrammeFacts | None], object] | None
    remove: Callable[[ProgrammeFacts], object] | None


def programmes_card(read: PlanRead, today: date, doors: ProgrammeDoors) -> Card:
    """All programmes of the child, the newest first."""
    card = Card(_("State rehabilitation programme"), icon="info")
    card.add_text(_("Written by the certification commission; it stands beside the centre’s plan."))
    for one in read.programmes:
        _add_programme(card, one, read, today, doors)
    if not read.programmes:
        card.add_text(_("None is written here."))
    if doors.ask is not None:
        card.add_widget(link_button(_("Write one down…"), partial(doors.ask, None), icon="add"))
    return card


def _add_programme(card: Card, one: ProgrammeFacts, read: PlanRead, today: date, doors: ProgrammeDoors) -> None:
    kind = " ".join(word for word in (read.word("state_programme_kind", one.kind), one.number) if word)
    until, tone = _validity(one, today)
    card.add_line(f"{kind}: {until}", tone=tone, icon="warning" if tone else "")
    given = ", ".join(word for word in (day_text(one.issued_day), one.issued_by, one.note) if word)
    card.add_text(given).setContentsMargins(8, 0, 8, 2)
    for measure in one.measures:
        words = [measure.responsible, _("until {day}").format(day=day_text(measure.until)) if measure.until else ""]
        said = ", ".join(word for word in words if word)
        card.add_line(f"{measure.text} ({said})" if said else measure.text, _(MEASURE_STATUS_NAMES[measure.status]))
    if doors.ask is not None and doors.remove is not None:
        change = link_button(_("Change…"), partial(doors.ask, one))
        remove = link_button(_("Remove…"), partial(doors.remove, one))
        for door in (change, remove):
            door.setAccessibleName(f"{door.text()} {kind}")
        card.add_widget(Flow([change, remove]))


def _validity(one: ProgrammeFacts, today: date) -> tuple[str, str]:
    """Until when in words, and the tone: amber where it ran out or soon will."""
    if one.valid_until is None:
        return _("no end"), ""
    day = day_text(one.valid_until)
    if one.valid_until < today:
        return _("ran out {day}").format(day=day), "attention"
    until = _("valid until {day}").format(day=day)
    if (one.valid_until - today).days <= _SOON:
        return f"{until} ({due_words(one.valid_until, today)})", "attention"
    return until, ""
