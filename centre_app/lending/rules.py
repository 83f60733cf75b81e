"""Lending: where an item is, told by its loans and repairs; what is overdue; what is refused. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from centre_app.errors import UserError
from centre_app.language.translate import N_, Message

IN_STOCK, LENT, IN_REPAIR, GONE = "in_stock", "lent", "in_repair", "gone"
STATUSES = (IN_STOCK, LENT, IN_REPAIR, GONE)
STATUS_WORDS: Mapping[str, str] = {
    IN_STOCK: N_("in stock"),
    LENT: N_("lent"),
    IN_REPAIR: N_("in repair"),
    GONE: N_("gone"),
}
LOST, GIVEN, WRITTEN_OFF = "lost", "given", "written_off"
GONE_WORDS: Mapping[str, str] = {
    LOST: N_("lost"),
    GIVEN: N_("given away for good"),
    WRITTEN_OFF: N_("written off"),
}
OUT, BACK = "", "back"  # how a loan stands; it may also have ended as lost or given
ENDED_WORDS: Mapping[str, str] = {
    OUT: N_("with the child"),
    BACK: N_("came back"),
    LOST: N_("lost"),
    GIVEN: N_("given for good"),
}
CENTRE = "centre"
PROVIDER_WORDS: Mapping[str, str] = {
    CENTRE: N_("the centre"),
    "state": N_("the state"),
    "donor": N_("a donor"),
    "family": N_("the family"),
    "other": N_("somebody else"),
}
NEEDED, ASKED, PROVIDED, CLOSED = "needed", "asked", "provided", "closed"
OPEN_NEEDS = (NEEDED, ASKED)
NEED_STATE_WORDS: Mapping[str, str] = {
    NEEDED: N_("needed"),
    ASKED: N_("asked for"),
    PROVIDED: N_("provided"),
    CLOSED: N_("not needed any more"),
}
BROKEN = "broken"  # code list device_condition; such an item is not lent
TO_REPAIR = ("needs_repair", BROKEN)
SEVERAL_AT_ONCE = frozenset({"other"})  # kinds of which a child may need two different things at the same time
CURRENCIES = ("TJS", "KGS", "KZT", "USD", "EUR", "RUB")  # ISO 4217; all have 100 minor units
_CURRENCY_OF: Mapping[str, str] = {"TJ": "TJS", "KG": "KGS", "KZ": "KZT"}
_NO_BREAK = "\N{NO-BREAK SPACE}"
MOST_AT_ONCE = 200  # items alike that are added together
MOST_COST = 1_000_000_000  # minor units: what is more is a slip of the finger, and no column holds it


@dataclass(frozen=True)
class Stay:
    """An item away from its shelf, at a child's home or in repair: from a day until it came ``back`` (None: not yet).

    What comes back on a day may go out again on the same day.
    """

    start: date
    back: date | None


@dataclass(frozen=True)
class Story:
    """All that is written of an item and says where it is."""

    came_on: date | None = None
    gone_day: date | None = None
    gone_how: str | None = None
    loans: tuple[Stay, ...] = ()
    repairs: tuple[Stay, ...] = ()

    @property
    def stays(self) -> tuple[Stay, ...]:
        """Loans and repairs in the order they happened."""
        return tuple(sorted((*self.loans, *self.repairs), key=lambda one: (one.start, one.back or date.max)))


def status(story: Story) -> str:
    """Where the item is today: exactly one of ``STATUSES`` for every story that ``check_whole`` lets pass."""
    return status_of(
        gone=story.gone_day is not None,
        lent=any(loan.back is None for loan in story.loans),
        in_repair=any(repair.back is None for repair in story.repairs),
    )


def status_of(*, gone: bool, lent: bool, in_repair: bool) -> str:
    """The same, of what a query knows."""
    if gone:
        return GONE
    if lent:
        return LENT
    return IN_REPAIR if in_repair else IN_STOCK


def last_day(story: Story) -> date | None:
    """The last day something happened to the item: nothing new can be written before it. None: nothing is known."""
    stays = [day for one in story.stays for day in (one.start, one.back)]
    return max((day for day in (story.came_on, story.gone_day, *stays) if day is not None), default=None)


def check_whole(story: Story) -> None:
    """Raises UserError for a story that cannot have been: two places at once, or away before it came or once gone."""
    stays = story.stays
    if story.came_on is not None and stays and stays[0].start < story.came_on:
        raise UserError(
            N_("This item was lent or in repair on {day} already: it came on that day or before."),
            field="came_on",
            day=stays[0].start,
        )
    for one, following in pairwise(stays):
        if one.back is None or one.back > following.start:
            raise UserError(N_("This item went elsewhere meanwhile: an item cannot be in two places at once."))
    if story.gone_day is None:
        return
    if any(one.back is None or one.back > story.gone_day for one in stays):
        raise UserError(N_("This item is gone: it cannot be lent or in repair."))
    if story.came_on is not None and story.came_on > story.gone_day:
        raise UserError(N_("This item was gone before that day."), field="came_on")


def check_lend(story: Story, day: date, today: date, condition: str) -> None:
    """Raises UserError where the item cannot be lent on ``day``: lent, in repair or gone; broken; the wrong day."""
    _check_here(story)
    if condition == BROKEN:
        raise UserError(N_("This item is broken: it goes to repair before it is lent again."), field="condition")
    check_day(story, day, today, field="lent_day")


def check_repair(story: Story, day: date, today: date) -> None:
    """Raises UserError where the item cannot be sent to repair on ``day``: only what is in stock is."""
    _check_here(story)
    check_day(story, day, today)


def check_gone(story: Story, how: str, day: date, today: date) -> None:
    """Raises UserError where the item cannot go for good: gone already, or written off while a child has it."""
    if how not in GONE_WORDS:
        raise UserError(N_("Say how the item went: lost, given away for good or written off."), field="how")
    if status(story) == GONE:
        _check_here(story)
    if status(story) == LENT and how == WRITTEN_OFF:
        raise UserError(N_("A child has this item: take it back before it is written off."), field="how")
    check_day(story, day, today)


def check_day(story: Story, day: date, today: date, *, field: str = "day") -> None:
    """Raises UserError for a day to come, and for one before the last that is written of the item."""
    check_not_ahead(day, today, field=field)
    last = last_day(story)
    if last is not None and day < last:
        raise UserError(
            N_("Of this item something is written on {day} already: choose that day or a later one."),
            field=field,
            day=last,
        )


def check_not_ahead(day: date, today: date, *, field: str = "day") -> None:
    """Raises UserError for a day that has not come yet."""
    if day > today:
        raise UserError(N_("This day lies in the future."), field=field)


def check_due(due_day: date | None, lent_day: date) -> None:
    """Raises UserError where an item is due before it was lent. None is as long as the child needs it.

    A day that is over may be written: of what was lent long ago and should be back by now.
    """
    if due_day is not None and due_day < lent_day:
        raise UserError(N_("It is due before it was lent, on {day}."), field="due_day", day=lent_day)


def check_longer(due_day: date | None, today: date) -> None:
    """Raises UserError where a family is now told to bring it back on a day that is over."""
    if due_day is not None and due_day < today:
        raise UserError(N_("This day is over: agree on a day to come."), field="due_day")


def overdue_days(due_day: date | None, back_day: date | None, today: date) -> int:
    """How many days an item that is still out is late; 0 on the day it is due, and where no day was agreed."""
    if due_day is None or back_day is not None:
        return 0
    return max(0, (today - due_day).days)


def due_order(due_day: date | None) -> tuple[bool, date]:
    """To sort loans that are out: what was due longest ago first, what has no day last."""
    return due_day is None, due_day or date.max


def number_order(number: str) -> tuple[tuple[str, int], ...]:
    """To sort numbers as people count: L-9 before L-10."""
    return tuple((words, int(digits or 0)) for words, digits in re.findall(r"([^0-9]*)([0-9]*)", number.casefold()))


def ended(back_day: date | None, condition_back: str | None, *, lost: bool) -> str:
    """How a loan stands, one of ``ENDED_WORDS``. What comes back is looked at; what stays with the family is not."""
    if back_day is None:
        return OUT
    if lost:
        return LOST
    return GIVEN if condition_back is None else BACK


def need_state(asked_day: date | None, provided_day: date | None, closed_day: date | None) -> str:
    """How it stands with what a child needs: one of ``NEED_STATE_WORDS``."""
    if provided_day is not None:
        return PROVIDED
    if closed_day is not None:
        return CLOSED
    return NEEDED if asked_day is None else ASKED


def check_need_open(state: str) -> None:
    """Raises UserError where a need was met or closed meanwhile."""
    if state not in OPEN_NEEDS:
        raise UserError(N_("This need is closed already: {state}."), state=Message(NEED_STATE_WORDS[state]))


def check_need_day(day: date, needed_day: date, today: date, *, field: str = "day") -> None:
    """Raises UserError for a day before the need, or one to come."""
    check_not_ahead(day, today, field=field)
    if day < needed_day:
        raise UserError(N_("This day lies before the need, written on {day}."), field=field, day=needed_day)


def check_provider(provider: str) -> None:
    """Raises UserError where it is not said who provided."""
    if provider not in PROVIDER_WORDS:
        raise UserError(N_("Say who provided it."), field="by")


def check_cost(cost_minor: int | None, currency: str | None) -> None:
    """A cost is whole minor units of a currency, or is not said. Raises UserError."""
    if cost_minor is None:
        return
    if cost_minor < 0:
        raise UserError(N_("A cost cannot be less than nothing."), field="cost")
    if cost_minor > MOST_COST:
        values = {"label": Message(N_("Cost")), "least": 0, "most": MOST_COST // 100}
        raise UserError(N_("“{label}” must be from {least} to {most}."), field="cost", **values)
    if currency not in CURRENCIES:
        raise UserError(N_("Choose the currency of the cost."), field="currency")


def currency_of(country: str) -> str:
    """The currency that is paid in, by ISO 3166 country; dollars where the country is another."""
    return _CURRENCY_OF.get(country, "USD")


def money_text(minor: int | None, currency: str | None) -> str:
    """``1 250,50 TJS``; empty where no cost was written."""
    if minor is None:
        return ""
    whole, part = divmod(minor, 100)
    return f"{whole:,}".replace(",", _NO_BREAK) + f",{part:02}" + _NO_BREAK + (currency or "")


def _check_here(story: Story) -> None:
    """Raises UserError that says where the item is, unless it is in stock."""
    found, since = status(story), last_day(story)
    if found == LENT:
        raise UserError(N_("This item is lent already, since {day}. Take it back first."), field="item_id", day=since)
    if found == IN_REPAIR:
        raise UserError(N_("This item is in repair, since {day}."), field="item_id", day=since)
    if found == GONE:
        how = Message(GONE_WORDS[story.gone_how or LOST])
        raise UserError(N_("This item is gone since {day}: {how}."), field="item_id", day=since, how=how)
