"""What the calendar shows, as plain rows: its columns, the sessions in them, and what a place would mean."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from centre_app.language.translate import _
from ui.therapy.calendar_layout import Place, Span


class State(Enum):
    """How far a session has come."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Away:
    """A stretch of a column in which the therapist is not here."""

    start: int
    end: int
    why: str


@dataclass(frozen=True)
class Lane:
    """A column: a day, or a therapist on a day. ``hours`` None where nobody said when there is work."""

    key: Hashable
    title: str
    note: str = ""
    closed: bool = False
    today: bool = False
    hours: tuple[tuple[int, int], ...] | None = None
    away: tuple[Away, ...] = ()


@dataclass(frozen=True)
class Card:
    """A session in the calendar. ``tone`` is its type's place in the list of types; ``words`` say all of it."""

    id: Hashable
    lane: int
    start: int
    minutes: int
    title: str
    who: str
    short: str
    place: str
    tone: int
    state: State
    state_words: str
    words: str
    missing_note: bool = False
    pinned: bool = False
    clash: str = ""
    movable: bool = True

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.id, self.lane, self.start, self.minutes)


@dataclass(frozen=True)
class Verdict:
    """What putting a session somewhere would mean: ``refused`` where it cannot be, and why, in words."""

    refused: bool = False
    reasons: tuple[str, ...] = ()


Judge = Callable[[Hashable, Place], Verdict]


@dataclass(frozen=True)
class Week:
    """All that is on show at once."""

    lanes: tuple[Lane, ...] = ()
    cards: tuple[Card, ...] = ()
    by_id: Mapping[Hashable, Card] = field(default_factory=dict)

    @staticmethod
    def of(lanes: tuple[Lane, ...], cards: tuple[Card, ...]) -> Week:
        """With the cards findable."""
        ordered = tuple(sorted(cards, key=lambda card: (card.lane, card.start, card.minutes)))
        return Week(lanes, ordered, {card.id: card for card in ordered})


def clock(minute: int) -> str:
    """Minutes after midnight as people write them: 09:05. The end of a day is 24:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def hours_text(start: int, minutes: int) -> str:
    """From when till when: 09:00–09:30."""
    return f"{clock(start)}–{clock(start + minutes)}"


def in_words(card: Card, lane: Lane) -> str:
    """All of a session in one sentence: for the tip, and for who hears the screen."""
    parts = [lane.title, hours_text(card.start, card.minutes), card.words]
    if card.missing_note:
        parts.append(_("no note yet"))
    if card.pinned:
        parts.append(_("pinned"))
    if card.clash:
        parts.append(_("clash accepted: {reason}").format(reason=card.clash))
    return ", ".join(part for part in parts if part)
