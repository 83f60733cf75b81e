"""The calendar under the hands: chosen, carried and lengthened by mouse or by keys alone.

It tells what the person asks for; asking the centre and saving are the page's.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from ui.therapy.calendar_canvas import CalendarCanvas
from ui.therapy.calendar_cards import Card, Judge, Verdict, hours_text, in_words
from ui.therapy.calendar_keys import ARROWS, STEPS, next_card, wish
from ui.therapy.calendar_layout import snapped
from ui.therapy.dragging import Carried, Hold, hold_at

_FREE_STEP = 15  # minutes that a double click on empty place is taken to mean
_FAR = 4  # pixels until a press is a drag
_ALT, _SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CalendarView(CalendarCanvas):
    """``judge(id, place)`` says what putting a session there would mean; ``editable``: whether anything moves."""

    opened = Signal(object)  # session id
    put = Signal(object, object, object)  # id, Place, Verdict: let go over another place
    new_asked = Signal(int, int)  # column, minute: double click on empty place
    asked = Signal(str)  # "cancel", "pin", "book": by a key, of the current session
    menu_asked = Signal(object, QPoint)

    def __init__(self, *, editable: bool) -> None:
        super().__init__()
        self.editable = editable
        self.judge: Judge = lambda _id, _place: Verdict()
        self._pressed: QPoint | None = None
        self._painted = QRect()
        self.viewport().setMouseTracking(True)

    # ---- carrying ------------------------------------------------------------------------------------------------

    def carry(self, card: Card, hold: Hold = Hold.WHOLE, grabbed_at: float = 0.0) -> Carried:
        """Take hold of a session."""
        self.carried = Carried(card, self.judge, hold, grabbed_at)
        self.viewport().update(self.rect_of(card.id))
        return self.carried

    def carried_changed(self) -> None:
        """What is carried is over another place: repaint where it was and where it is, nothing else."""
        if self.carried is None:
            return
        self.show_box(self.carried_box())
        card, bubble = self.carried_rects()
        # Two rectangles, not the one around them: what lies between has not changed.
        for rect in (self._painted, self._bubble, card, bubble):
            self.viewport().update(rect)
        self._painted, self._bubble = card, bubble
        lane, place = self.week.lanes[self.carried.place.column], self.carried.place
        said = [lane.title, hours_text(place.start, place.minutes), *self.carried.verdict.reasons]
        self.announce(", ".join(said))

    _bubble = QRect()

    def let_go(self, *, keep: bool) -> None:
        """Put down what is carried where it is, or (not ``keep``) leave it where it came from."""
        carried, self.carried = self.carried, None
        if carried is None:
            return
        for rect in (self._painted, self._bubble, self.rect_of(carried.card.id)):
            self.viewport().update(rect)
        self._painted, self._bubble = QRect(), QRect()
        if keep and carried.is_elsewhere:
            self.put.emit(carried.card.id, carried.place, carried.verdict)

    # ---- mouse ---------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at = event.position().toPoint()
        card = self.card_at(at)
        self.let_go(keep=False)
        self.set_current(card.id if card is not None else None)
        self._pressed = at if card is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at, card = event.position().toPoint(), self.current_card()
        if self._pressed is None or card is None:
            self._show_cursor(at)
            return
        if self.carried is None:
            if (at - self._pressed).manhattanLength() < _FAR or not (self.editable and card.movable):
                return
            taken = self._pressed.y() + self.dy
            self.carry(card, hold_at(self.boxes[card.id], taken), self.grid.minute(taken) - card.start)
        if self.carried is not None and self.carried.over(self.grid, at.x() + self.dx, at.y() + self.dy):
            self.carried_changed()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._pressed = None
        self.let_go(keep=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        card = self.card_at(at)
        if card is not None:
            self.opened.emit(card.id)
        elif self.week.lanes and at.x() + self.dx < self.grid.width:
            minute = self.grid.minute(at.y() + self.dy)
            self.new_asked.emit(self.grid.column(at.x() + self.dx), snapped(minute - _FREE_STEP / 2, _FREE_STEP))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        card = self.card_at(event.pos()) if by_mouse else self.current_card()
        if card is not None:
            self.set_current(card.id)
            at = event.pos() if by_mouse else self.rect_of(card.id).bottomLeft()
            self.menu_asked.emit(card.id, self.viewport().mapToGlobal(at))

    def _show_cursor(self, at: QPoint) -> None:
        card = self.card_at(at)
        if card is None:
            self.viewport().unsetCursor()
            return
        whole = hold_at(self.boxes[card.id], at.y() + self.dy) is Hold.WHOLE or not (self.editable and card.movable)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if whole else Qt.CursorShape.SizeVerCursor)

    # ---- keys ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & _ALT)
        if alt and key in STEPS:
            self._carry_by(Qt.Key(key), longer=bool(event.modifiers() & _SHIFT))
        elif key == Qt.Key.Key_Escape and self.carried is not None:
            self._pressed = None
            self.let_go(keep=False)
        elif key in _ENTER and self.carried is not None:
            self.let_go(keep=True)
        elif key in _ENTER and self.current_card() is not None:
            self.opened.emit(self.current)
        elif key in ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            found = next_card(self.week.cards, self.current, Qt.Key(key))
            if found is not None:
                self.set_current(found.id)
        elif not event.modifiers() and (asked := wish(key, event.text())):
            self.asked.emit(asked)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        # Alt held down carries; letting it go puts down, so that many steps are one move and one Undo.
        if event.key() == Qt.Key.Key_Alt and self._pressed is None:
            self.let_go(keep=True)
        super().keyReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        # Alt and arrows go to the session, not to the strip above, while a session is chosen here.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            card = self.card_at(event.pos())
            if card is not None and self.carried is None:
                QToolTip.showText(event.globalPos(), in_words(card, self.week.lanes[card.lane]), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_tab and self.current_card() is None and self.week.cards:
            # Whoever comes by Tab stands on a session at once: today's first, else the first of all.
            today = (card for card in self.week.cards if self.week.lanes[card.lane].today)
            self.set_current(next(today, self.week.cards[0]).id)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._pressed is None:
            self.let_go(keep=False)
        super().focusOutEvent(event)
        self.viewport().update()

    def _takes(self, event: QKeyEvent) -> bool:
        card = self.current_card()
        if card is None:
            return False
        if event.modifiers() & _ALT:
            return event.key() in STEPS and self.editable and card.movable
        return not event.modifiers() and bool(wish(event.key(), event.text()) or event.key() in ARROWS)

    def _carry_by(self, key: Qt.Key, *, longer: bool) -> None:
        card = self.current_card()
        if card is None or not (self.editable and card.movable):
            return
        carried = self.carried or self.carry(card)
        minutes, columns = STEPS[key]
        among = len(self.week.lanes)
        if longer:
            changed = carried.by(longer=minutes, among=among)
        else:
            changed = carried.by(minutes=minutes, columns=columns, among=among)
        if changed:
            self.carried_changed()
