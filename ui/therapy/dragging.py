"""A session on the way to another place: by the mouse, or carried by the arrows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from ui.therapy.calendar_cards import Card, Judge, Verdict
from ui.therapy.calendar_layout import Box, Grid, Place, begun, lengthened, moved, snapped

EDGE = 6  # pixels at the top and the bottom of a card that lengthen it


class Hold(Enum):
    """What of a session is held."""

    WHOLE = "whole"
    BEGINNING = "beginning"
    END = "end"


def hold_at(box: Box, y: int) -> Hold:
    """What one takes hold of at this height of a card. A low card is mostly whole."""
    edge = min(EDGE, box.height // 4)
    if y < box.top + edge:
        return Hold.BEGINNING
    return Hold.END if y >= box.bottom - edge else Hold.WHOLE


@dataclass
class Carried:
    """The session that is carried, where it is held over now, and what that place would mean."""

    card: Card
    judge: Judge
    hold: Hold = Hold.WHOLE
    grabbed_at: float = 0.0  # minutes between the card's beginning and where it was taken
    place: Place = field(init=False)
    verdict: Verdict = field(default_factory=Verdict, init=False)

    def __post_init__(self) -> None:
        self.place = self.home

    @property
    def home(self) -> Place:
        """Where it comes from."""
        return Place(self.card.lane, self.card.start, self.card.minutes)

    @property
    def is_elsewhere(self) -> bool:
        """Whether letting go would change anything."""
        return self.place != self.home

    def over(self, grid: Grid, x: int, y: int) -> bool:
        """The mouse is at this pixel of the calendar. Whether the place has changed."""
        minute = grid.first + y / grid.per_minute
        if self.hold is Hold.BEGINNING:
            return self._put(begun(self.home, snapped(minute)))
        if self.hold is Hold.END:
            return self._put(lengthened(self.home, snapped(minute) - (self.card.start + self.card.minutes)))
        start = snapped(minute - self.grabbed_at)
        at = self.home._replace(column=grid.column(x))
        return self._put(moved(at, among=grid.columns, minutes=start - self.card.start))

    def by(self, *, among: int, minutes: int = 0, columns: int = 0, longer: int = 0) -> bool:
        """The arrows move it on from where it is. Whether the place has changed."""
        return self._put(lengthened(moved(self.place, minutes=minutes, columns=columns, among=among), longer))

    def _put(self, place: Place) -> bool:
        if place == self.place:
            return False
        self.place = place
        self.verdict = self.judge(self.card.id, place) if self.is_elsewhere else Verdict()
        return True
