"""The left side of the home in a child's file: the home itself, each home service, follow-ups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from centre_app.language.dates import day_text
from centre_app.language.translate import _
from centre_app.outreach.due_rules import DUE, PLANNED_STATE, RISK_WORDS, URGENT, WAITING
from centre_app.outreach.follow_ups import FollowUpRow
from centre_app.outreach.home_queries import ChildHome, HomeServiceRow
from ui.outreach.home_reading import HomeRead
from ui.outreach.home_words import days_words, hours_words, next_tone, next_words, service_words
from ui.shared.buttons import button, link_button, main_button
from ui.shared.cards import Card
from ui.shared.flow import Flow
from ui.shared.words import label, rule

On = Callable[[], object]
OnService = Callable[[HomeServiceRow], object]
T = TypeVar("T")
_OPEN = (DUE, PLANNED_STATE, WAITING)  # a visit can be planned, or moved
_FOLLOW_UPS = 6  # closed ones beyond the open ones are in the list of the place


@dataclass(frozen=True)
class HomeDoors:
    """What can be done from the cards; None where the person may not."""

    change_home: On | None = None
    start: On | None = None
    plan: OnService | None = None
    agree: OnService | None = None
    change: OnService | None = None
    end: OnService | None = None
    reopen: OnService | None = None
    remove: OnService | None = None
    follow_up: Callable[[FollowUpRow], object] | None = None


def home_card(home: ChildHome, doors: HomeDoors) -> Card:
    """Where it is, when somebody is there, how great the risk is."""
    card = Card(_("Home"), icon="home")
    facts = home.facts
    if facts is None:
        found = home.places.get(home.suggested_place) if home.suggested_place is not None else None
        card.add_text(
            _("Nothing is written yet. By the address it is in: {place}").format(place=found)
            if found
            else _("Nothing is written yet: where the home is, when somebody is there, how great the risk is.")
        )
    else:
        place = home.places.get(facts.place_id) if facts.place_id is not None else None
        card.add_widget(label(place or _("The place is not known."), kind="strong", tone="" if place else "attention"))
        if facts.directions:
            card.add_text(facts.directions)
        card.add_text(
            _("At home: {days}, {hours}").format(days=days_words(facts.days), hours=hours_words(facts)), kind=""
        )
        risk = _("Risk: {risk}").format(risk=_(RISK_WORDS[facts.risk]))
        words = f"{risk} – {facts.risk_reason}" if facts.risk_reason else risk
        tone = "danger" if facts.risk == "critical" else "attention" if facts.risk in URGENT else ""
        card.add_widget(label(words, tone=tone, wrap=True))
    if doors.change_home is not None:
        text = _("Write down…") if facts is None else _("Change…")
        card.add_widget(Flow([button(text, doors.change_home, icon="edit")]))
    return card


def services_card(read: HomeRead, today: date, doors: HomeDoors) -> Card:
    """Which visits the child gets, when the next is due, and what can be done about it."""
    card = Card(_("Home service"), icon="outreach")
    going = [row for row in read.home.services if not _ended(row, today)]
    ended = [row for row in read.home.services if _ended(row, today)]
    if not going:
        card.add_text(_("The child gets no visits at home."))
    for at, row in enumerate(going):
        if at:
            _part(card)
        _add_going(card, row, today, doors)
    if doors.start is not None:
        card.body.addSpacing(8)
        make = button if going else main_button
        card.add_widget(Flow([make(_("Start home service…"), doors.start, icon="add")]))
    for row in ended:
        _part(card)
        _add_over(card, row, doors)
    return card


def follow_ups_card(read: HomeRead, today: date, doors: HomeDoors) -> Card | None:
    """What somebody must see to, and what became of it; None where there is nothing."""
    if not read.follow_ups:
        return None
    card = Card(_("Follow-ups of visits"), icon="check")
    opened = [row for row in read.follow_ups if row.closed_day is None]
    closed = [row for row in read.follow_ups if row.closed_day is not None]
    card.set_count(str(len(opened)) if opened else "")
    for row in [*opened, *closed[:_FOLLOW_UPS]]:
        kind = read.concerns.get(row.kind, row.kind)
        on = None if doors.follow_up is None or row.closed_day is not None else _with(doors.follow_up, row)
        closed_day = row.closed_day
        if closed_day is not None:
            card.add_line(kind, _("closed on {day}").format(day=day_text(closed_day)), "muted")
        else:
            by = _("by {day}").format(day=day_text(row.due_day))
            card.add_line(kind, by, "attention" if row.due_day < today else "", on)
        # Below the line: words that go on and on would make the line wider than the card.
        said = (row.owner or _("nobody is responsible"), row.note) if closed_day is None else (row.closed_note,)
        if any(said):
            card.add_text(" · ".join(filter(None, said)))
    return card


def _add_going(card: Card, row: HomeServiceRow, today: date, doors: HomeDoors) -> None:
    # Straight into the card: words that wrap inside a widget of their own would be laid out too low.
    card.add_widget(label(row.purpose_name, kind="strong", wrap=True))
    if row.standing is not None:
        tone = next_tone(row.standing, today)
        card.add_widget(label(next_words(row.standing, today), tone=tone, wrap=True))
    card.add_text(service_words(row))
    if row.what:
        card.add_text(row.what)
    if row.end_day is not None:
        card.add_text(_("until {day}: {reason}").format(day=day_text(row.end_day), reason=row.end_reason))
    state = row.standing.state if row.standing is not None else ""
    offered = [
        (_("Move…") if state == PLANNED_STATE else _("Plan…"), doors.plan, "calendar", state in _OPEN),
        (_("Agree a day…"), doors.agree, "phone", state in (DUE, WAITING)),
        (_("Change…"), doors.change, "edit", True),
        (_("End…"), doors.end, "close", row.end_day is None and row.visits > 0),
        (_("Take out"), doors.remove, "close", row.visits == 0),
        (_("Goes on after all"), doors.reopen, "undo", row.end_day is not None),
    ]
    made = [button(text, _with(on, row), icon=icon) for text, on, icon, now in offered if on is not None and now]
    if made:
        card.add_widget(Flow(made))


def _add_over(card: Card, row: HomeServiceRow, doors: HomeDoors) -> None:
    card.add_text(row.purpose_name)
    card.add_text(f"{day_text(row.start_day)} – {day_text(row.end_day)} · {row.end_reason}")
    if doors.reopen is not None:
        card.add_widget(Flow([link_button(_("Goes on after all"), _with(doors.reopen, row), icon="undo")]))


def _part(card: Card) -> None:
    card.body.addSpacing(8)
    card.add_widget(rule())
    card.body.addSpacing(6)


def _ended(row: HomeServiceRow, today: date) -> bool:
    return row.end_day is not None and row.end_day < today


def _with(act: Callable[[T], object], row: T) -> On:
    return lambda: act(row)
