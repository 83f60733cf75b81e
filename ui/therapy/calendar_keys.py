"""What keys mean in the calendar: to the next session, on with the one that is carried, or a wish by a letter."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final

from PySide6.QtCore import Qt

from ui.therapy.calendar_cards import Card

_Key, _Mod = Qt.Key, Qt.KeyboardModifier
ARROWS: Final = (_Key.Key_Left, _Key.Key_Right, _Key.Key_Up, _Key.Key_Down)
#: With Alt: (minutes later, columns to the right). Page keys go by a quarter of an hour.
STEPS: Final = {
    _Key.Key_Up: (-5, 0),
    _Key.Key_Down: (5, 0),
    _Key.Key_PageUp: (-15, 0),
    _Key.Key_PageDown: (15, 0),
    _Key.Key_Left: (0, -1),
    _Key.Key_Right: (0, 1),
}
#: Letters and keys by themselves. Letters are asked for by the key, which Cyrillic layouts share, and by the letter.
ASKED: Final = {_Key.Key_Delete: "cancel", _Key.Key_Backspace: "cancel", _Key.Key_P: "pin", _Key.Key_N: "book"}
TYPED: Final = {"з": "pin", "т": "book"}  # where P and N stand on the keyboards of the region


def next_card(cards: Sequence[Card], current: Hashable | None, key: Qt.Key) -> Card | None:
    """The session that an arrow leads to from ``current``; the first of all where none is current. None: nowhere.

    Up and Down go through a column by the clock; Left and Right to the next column that has sessions, to the one
    nearest in time. ``cards`` are ordered by column and time.
    """
    at = next((place for place, card in enumerate(cards) if card.id == current), None)
    if at is None:
        return cards[0] if cards else None
    here = cards[at]
    if key in (_Key.Key_Up, _Key.Key_Down):
        beside = at + (1 if key == _Key.Key_Down else -1)
        found = cards[beside] if 0 <= beside < len(cards) else None
        return found if found is not None and found.lane == here.lane else None
    right = key == _Key.Key_Right
    lanes = {card.lane for card in cards if (card.lane > here.lane if right else card.lane < here.lane)}
    if not lanes:
        return None
    lane = min(lanes) if right else max(lanes)
    return min((card for card in cards if card.lane == lane), key=lambda card: abs(card.start - here.start))


def wish(key: int, text: str) -> str:
    """What a key by itself asks of the current session: cancel, pin, book; "" for nothing."""
    return ASKED.get(Qt.Key(key), "") or TYPED.get(text.casefold(), "")
