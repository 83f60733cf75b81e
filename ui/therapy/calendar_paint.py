"""How the calendar looks: hours, closed and free time, a session's card, what is carried and why it may not be there.

Nothing is told by colour alone: a state has a sign and a word, a type has its name beside the stripe.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from centre_app.language.translate import _
from ui.shared import icons, theme
from ui.therapy.calendar_cards import Card, State, Verdict, clock, hours_text

_TONES = ("accent", "attention_line", "good", "edge")
_FIRST_WORDS = 100  # pixels that a card's first words keep beside the word for its state, at 100 % text
_PATTERNS = 3  # whole, double and broken stripes: with the tones, twelve types look different
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
_GROUNDS = {State.PLANNED: "card", State.HELD: "good_soft", State.CANCELLED: "disabled"}
_STATE_TONES = {State.PLANNED: "muted", State.HELD: "good", State.CANCELLED: "muted"}
_STATE_SIGNS = {State.HELD: "check", State.CANCELLED: "close"}


@dataclass(frozen=True)
class Lines:
    """What is written in a card of so many lines: (words, bold)."""

    first: str
    rest: tuple[str, ...]


def lines_of(card: Card, room: int) -> Lines:
    """The words of a card with room for so many lines; what matters most comes first."""
    who = card.who
    if room <= 1:
        return Lines(f"{clock(card.start)} {card.short or card.title}", ())
    if room == 2:
        return Lines(f"{clock(card.start)} {card.title}", (" · ".join(part for part in (who, card.place) if part),))
    rest = [hours_text(card.start, card.minutes), who, card.place]
    return Lines(card.title, tuple(part for part in rest if part))


class Brushes:
    """Fonts, sizes and colours in force, made once for a theme and a text size."""

    @cached_property
    def plain(self) -> QFont:
        """For a card's words."""
        font = QFont(theme.FAMILY)
        font.setPointSizeF(theme.points(9))
        return font

    @cached_property
    def bold(self) -> QFont:
        """For a card's first line and a column's name."""
        font = QFont(self.plain)
        font.setBold(True)
        return font

    @cached_property
    def struck(self) -> QFont:
        """For what was called off."""
        font = QFont(self.plain)
        font.setStrikeOut(True)
        return font

    @cached_property
    def metrics(self) -> QFontMetrics:
        """Of the plain words."""
        return QFontMetrics(self.plain)

    @cached_property
    def bold_metrics(self) -> QFontMetrics:
        """Of the bold ones."""
        return QFontMetrics(self.bold)

    @cached_property
    def line(self) -> int:
        """Height of a line of words."""
        return self.bold_metrics.height() - 1

    @cached_property
    def sign(self) -> int:
        """Side of a small sign."""
        return theme.px(13)

    def colour(self, token: str) -> QColor:
        """A colour of the theme in force."""
        return theme.colour(token)

    @cached_property
    def sizes(self) -> dict[tuple[str, int], tuple[int, int]]:
        """How large words are that were measured before: the same reasons are shown at many places of a drag."""
        return {}

    @cached_property
    def _cut(self) -> dict[tuple[str, int, bool], str]:
        return {}

    def elided(self, words: str, width: int, *, bold: bool = False) -> str:
        """The words, cut to a width. The same types and names come again and again, and measuring is what costs."""
        key = (words, width, bold)
        if key not in self._cut:
            metrics = self.bold_metrics if bold else self.metrics
            self._cut[key] = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
        return self._cut[key]

    @cached_property
    def hatch(self) -> QBrush:
        """What lies over closed days and absences."""
        return QBrush(theme.colour("hatch"), Qt.BrushStyle.BDiagPattern)


class CardPictures:
    """Each card is drawn once and then copied: words are what costs in painting, and a drag repaints many cards."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[Card, bool, int, int, float], QPixmap] = {}

    def keep_only(self, cards: Collection[Card]) -> None:
        """Forget those that are not on show any more."""
        shown = set(cards)
        self._drawn = {key: picture for key, picture in self._drawn.items() if key[0] in shown}

    def paint(
        self, painter: QPainter, brushes: Brushes, rect: QRect, card: Card, *, current: bool, faint: bool
    ) -> None:
        """A session. ``faint``: it is being carried, and this is where it comes from."""
        ratio = painter.device().devicePixelRatioF()
        key = (card, current, rect.width(), rect.height(), ratio)
        picture = self._drawn.get(key)
        if picture is None:
            picture = QPixmap(round(rect.width() * ratio), round(rect.height() * ratio))
            picture.setDevicePixelRatio(ratio)
            on = QPainter(picture)
            _draw_card(on, brushes, QRect(0, 0, rect.width(), rect.height()), card, current=current)
            on.end()
            self._drawn[key] = picture
        painter.setOpacity(0.45 if faint else 1.0)
        painter.drawPixmap(rect.topLeft(), picture)
        painter.setOpacity(1.0)


def _draw_card(painter: QPainter, brushes: Brushes, rect: QRect, card: Card, *, current: bool) -> None:
    ground = "attention_soft" if card.missing_note and card.state is State.HELD else _GROUNDS[card.state]
    painter.fillRect(rect, theme.colour(ground))
    painter.setPen(QPen(theme.colour("focus" if current else "edge"), 2 if current else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1) if current else rect.adjusted(0, 0, -1, -1))
    _stripe(painter, rect, card.tone)
    inside = rect.adjusted(theme.px(8), 2, -4, -2)
    if inside.width() > theme.px(12):
        _card_words(painter, brushes, inside, card)


def _stripe(painter: QPainter, rect: QRect, tone: int) -> None:
    colour = theme.colour(_TONES[tone % len(_TONES)])
    left, top, high = rect.left() + 2, rect.top() + 2, rect.height() - 4
    wide = max(theme.px(4), 4)
    pattern = tone // len(_TONES) % _PATTERNS
    if pattern == 0:
        painter.fillRect(left, top, wide, high, colour)
    elif pattern == 1:
        painter.fillRect(left, top, 1, high, colour)
        painter.fillRect(left + wide - 2, top, 2, high, colour)
    else:
        for at in range(top, top + high, 6):
            painter.fillRect(left, at, wide, min(3, top + high - at), colour)


def _card_words(painter: QPainter, brushes: Brushes, inside: QRect, card: Card) -> None:
    room = max(1, (inside.height() + 2) // brushes.line)
    lines = lines_of(card, room)
    called_off = card.state is State.CANCELLED
    top = inside.top() if room > 1 or inside.height() >= brushes.line else inside.top() - 2
    first = QRect(inside.left(), top, inside.width(), brushes.line)
    spare = room - 1 - len(lines.rest)
    taken = _signs(painter, brushes, first, card, worded=spare < 1)
    painter.setFont(brushes.struck if called_off else brushes.bold)
    painter.setPen(theme.colour("muted" if called_off else "text"))
    painter.drawText(first, _LEFT, brushes.elided(lines.first, first.width() - taken, bold=True))
    painter.setFont(brushes.plain)
    for line in lines.rest[: room - 1]:
        first.translate(0, brushes.line)
        painter.drawText(first, _LEFT, _fitting(brushes, card, line, first.width()))
    if spare >= 1 and (said := _state_word(card)):
        first.translate(0, brushes.line)
        painter.setPen(theme.colour(_state_tone(card)))
        painter.drawText(first, _LEFT, brushes.elided(said, first.width()))


def _fitting(brushes: Brushes, card: Card, line: str, width: int) -> str:
    """The line, or as much of it as fits: without the room, then with the short name, then cut."""
    choices = [line, card.who, card.short] if card.who and line.startswith(card.who) else [line]
    fits = (words for words in choices if words and brushes.elided(words, width) == words)
    return next(fits, "") or brushes.elided(choices[-1] or line, width)


def _state_word(card: Card) -> str:
    if card.missing_note:
        # Translators: a mark on a session in the calendar, as short as possible.
        return _("no note")
    if card.state is State.CANCELLED:
        # Translators: a mark on a session in the calendar, as short as possible.
        return _("cancelled")
    return card.state_words if card.state is State.HELD else ""


def _state_tone(card: Card) -> str:
    return "attention" if card.missing_note else _STATE_TONES[card.state]


def _signs(painter: QPainter, brushes: Brushes, line: QRect, card: Card, *, worded: bool) -> int:
    """Signs at the right end of the first line, with the word for the state where it fits. How wide they are."""
    signs = [("warning", "attention")] if card.clash else []
    signs += [("pin", "muted")] if card.pinned else []
    state = _STATE_SIGNS.get(card.state)
    if card.missing_note:
        state = "edit"
    if state:
        signs.append((state, _state_tone(card)))
    right, side = line.right() + 1, brushes.sign
    word = _state_word(card) if worded else ""
    wide = brushes.metrics.horizontalAdvance(word) if word else 0
    if word and line.width() - wide - len(signs) * side >= theme.px(_FIRST_WORDS):
        painter.setFont(brushes.plain)
        painter.setPen(theme.colour(_state_tone(card)))
        painter.drawText(QRect(right - wide, line.top(), wide, line.height()), _LEFT, word)
        right -= wide + 2
    for name, tone in reversed(signs):
        if right - side < line.left() + line.width() // 3:
            break
        right -= side
        painter.drawPixmap(right, line.top() + (line.height() - side) // 2, icons.pixmap(name, side, tone))
    return line.right() + 1 - right + (3 if right <= line.right() else 0)


def paint_carried(painter: QPainter, brushes: Brushes, rect: QRect, card: Card, words: str, verdict: Verdict) -> None:
    """The card over the place where it would stand, with its hours."""
    tone = "danger" if verdict.refused else "attention" if verdict.reasons else "accent"
    painter.fillRect(rect, theme.colour(f"{tone}_soft"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour(tone), 2, Qt.PenStyle.DashLine if verdict.refused else Qt.PenStyle.SolidLine))
    painter.drawRect(rect.adjusted(1, 1, -1, -1))
    inside = rect.adjusted(6, 1, -4, -1)
    painter.setPen(theme.colour("text"))
    painter.setFont(brushes.bold)
    line = QRect(inside.left(), inside.top(), inside.width(), brushes.line)
    for text in (words, card.who or card.title):
        if line.bottom() > inside.bottom() + 3 and line.top() > inside.top():
            break
        painter.drawText(line, _LEFT, brushes.metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width()))
        line.translate(0, brushes.line)
        painter.setFont(brushes.plain)


def reasons_text(verdict: Verdict) -> str:
    """Why it cannot be here, or what would have to be accepted."""
    if not verdict.reasons:
        return ""
    head = _("Cannot be here:") if verdict.refused else _("Only with a reason:")
    return "\n".join((head, *verdict.reasons))


def bubble_size(brushes: Brushes, verdict: Verdict, most: int) -> tuple[int, int]:
    """Width and height of the words beside what is carried, at most so wide; nothing where all is well."""
    text = reasons_text(verdict)
    if not text:
        return 0, 0
    if (text, most) not in brushes.sizes:
        need = brushes.metrics.boundingRect(QRect(0, 0, most - 20, 10_000), _WRAPPED, text)
        brushes.sizes[text, most] = need.width() + 20, need.height() + 12
    return brushes.sizes[text, most]


def paint_bubble(painter: QPainter, brushes: Brushes, rect: QRect, verdict: Verdict) -> None:
    """The words beside what is carried."""
    tone = "danger" if verdict.refused else "attention"
    painter.fillRect(rect, theme.colour("card"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour(tone), 1))
    painter.drawRect(rect.adjusted(0, 0, -1, -1))
    painter.setFont(brushes.plain)
    painter.setPen(theme.colour(tone))
    painter.drawText(rect.adjusted(10, 6, -10, -6), _WRAPPED, reasons_text(verdict))


def paint_centred(painter: QPainter, brushes: Brushes, rect: QRect, text: str) -> None:
    """Words over hatched time, on a plain ground so that they can be read."""
    painter.setFont(brushes.plain)
    room = rect.adjusted(4, 2, -4, -2)
    need = brushes.metrics.boundingRect(room, _WRAPPED | int(_CENTRE), text).adjusted(-4, -2, 4, 2)
    need = need.intersected(room)
    painter.fillRect(need, theme.colour("ground"))
    painter.setPen(theme.colour("muted"))
    painter.drawText(need, int(_CENTRE) | int(Qt.TextFlag.TextWordWrap), text)
