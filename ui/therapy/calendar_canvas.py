"""The calendar as a picture: times down, days (or therapists) across, sessions as cards, painted by hand.

One widget, however many sessions: what has changed is painted again, and nothing beside it.
"""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from centre_app.language.translate import _
from ui.shared import theme
from ui.therapy import calendar_paint
from ui.therapy.calendar_cards import Card, Lane, Week, hours_text, in_words
from ui.therapy.calendar_frame import HourRuler, LaneHeads
from ui.therapy.calendar_layout import Box, Grid, Span, outside, shown_hours, side_by_side
from ui.therapy.dragging import Carried

_NARROWEST = 118  # of a column, at 100 % text
_LINES_IN_HALF_HOUR = 2.35
_BUBBLE = 300  # the widest that reasons are, at 100 % text
_GAP = 6


class CalendarCanvas(QAbstractScrollArea):
    """Shows columns and cards, the current one, and what is carried. ``show_week`` gives it all at once."""

    current_changed = Signal(object)  # Card or None

    def __init__(self) -> None:
        super().__init__()
        self.week = Week()
        self.grid = Grid(0, 100, 480, 1080, 1.0)
        self.current: Hashable | None = None
        self.carried: Carried | None = None
        self.boxes: dict[Hashable, Box] = {}
        self._now: tuple[frozenset[int], int] = (frozenset(), 0)
        self._brushes, self._pictures = calendar_paint.Brushes(), calendar_paint.CardPictures()
        self.setAccessibleName(_("Sessions of the week"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        # Every pixel is painted below: the style need not paint a ground first.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._heads, self._ruler = LaneHeads(self), HourRuler(self)

    # ---- what is shown -------------------------------------------------------------------------------------------

    def show_week(self, lanes: tuple[Lane, ...], cards: tuple[Card, ...]) -> None:
        """Show these. The current session stays current where it is still there."""
        fresh = not self.week.lanes
        self.week = Week.of(lanes, cards)
        self.carried = None
        self._pictures.keep_only(self.week.cards)
        self.lay_out()
        if fresh:
            self._scroll_to_work()
        self.set_current(self.current if self.current in self.week.by_id else None)

    def set_now(self, columns: frozenset[int], minute: int) -> None:
        """Where the line of the present stands: in the columns of today, none where today is not on show."""
        for among, at in (self._now, (columns, minute)):
            for column in among:
                self.viewport().update(self._shown(self.grid.stretch(column, at, at)).adjusted(0, -5, 0, 5))
        self._now = (columns, minute)

    def lay_out(self) -> None:
        """Widths, heights and the cards' places, for the window and the text size in use."""
        high, left = self._brushes.line * 2 + 10, self._brushes.metrics.horizontalAdvance("00:00") + 14
        self.setViewportMargins(left, high, 0, 0)
        view = self.viewport()
        stretches = [(card.start, card.start + card.minutes) for card in self.week.cards]
        stretches += [stretch for lane in self.week.lanes for stretch in lane.hours or ()]
        first, last = shown_hours(stretches)
        per_minute = max(self._brushes.line * _LINES_IN_HALF_HOUR / 30, view.height() / (last - first))
        width = max(view.width() // max(len(self.week.lanes), 1), theme.px(_NARROWEST))
        self.grid = Grid(len(self.week.lanes), width, first, last, per_minute)
        spans = [card.span for card in self.week.cards]
        beside = side_by_side(spans)
        self.boxes = {span.key: self.grid.box(span, beside[span.key]) for span in spans}
        for bar, whole, shown in (
            (self.horizontalScrollBar(), self.grid.width, view.width()),
            (self.verticalScrollBar(), self.grid.height, view.height()),
        ):
            bar.setRange(0, max(whole - shown, 0))
            bar.setPageStep(shown)
            bar.setSingleStep(self._brushes.line)
        at = view.geometry()
        self._heads.setGeometry(at.x(), at.y() - high, at.width(), high)
        self._ruler.setGeometry(at.x() - left, at.y() - high, left, at.height() + high)
        self._heads.show_week(self.week, self.grid, self._brushes)
        self._ruler.show_hours(self.grid, self._brushes, high)
        view.update()

    def card_at(self, at: QPoint) -> Card | None:
        """The session at a point of the viewport."""
        x, y = at.x() + self.dx, at.y() + self.dy
        found = (card for card in reversed(self.week.cards) if self.boxes[card.id].holds(x, y))
        return next(found, None)

    def rect_of(self, session_id: Hashable) -> QRect:
        """Where a session's card stands in the viewport."""
        return self._shown(self.boxes[session_id])

    def point_of(self, column: int, minute: int) -> QPoint:
        """The point of the viewport in the middle of a column at a minute."""
        return QPoint(self.grid.x(column) + self.grid.column_width // 2 - self.dx, self.grid.y(minute) - self.dy)

    @property
    def dx(self) -> int:
        """How far it is scrolled to the right."""
        return self.horizontalScrollBar().value()

    @property
    def dy(self) -> int:
        """How far it is scrolled down."""
        return self.verticalScrollBar().value()

    # ---- the current session -------------------------------------------------------------------------------------

    def current_card(self) -> Card | None:
        """The session that the keyboard is on."""
        return self.week.by_id.get(self.current) if self.current is not None else None

    def set_current(self, session_id: Hashable | None) -> None:
        """Go to this session, and say which it is to who hears the screen."""
        before, self.current = self.current, session_id
        for one in (before, session_id):
            if one in self.boxes:
                self.viewport().update(self.rect_of(one))
        card = self.current_card()
        words = in_words(card, self.week.lanes[card.lane]) if card is not None else _("No session is chosen.")
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            self.announce(words)
        if card is not None and before != session_id:
            self.show_box(self.boxes[card.id])
        self.current_changed.emit(card)

    def announce(self, words: str) -> None:
        """Say it to who hears the screen."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # ---- what is carried -----------------------------------------------------------------------------------------

    def carried_box(self) -> Box:
        """Where the carried session would stand."""
        carried = self.carried
        if carried is None:
            return Box(0, 0, 0, 0)
        return self.grid.box(Span(carried.card.id, *carried.place))

    def carried_rects(self) -> tuple[QRect, QRect]:
        """In the viewport: what is carried, and the words beside it (empty where all is well)."""
        card = self._shown(self.carried_box())
        if self.carried is None or not self.carried.verdict.reasons:
            return card, QRect()
        wide, high = calendar_paint.bubble_size(self._brushes, self.carried.verdict, theme.px(_BUBBLE))
        view = self.viewport().rect()
        left = card.right() + _GAP
        if left + wide > view.right() and card.left() - _GAP - wide >= 0:
            left = card.left() - _GAP - wide
        left = max(min(left, view.right() - wide), 0)
        top = max(min(card.top(), view.bottom() - high), 0)
        return card, QRect(left, top, wide, high)

    # ---- painting ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setClipRegion(event.region())
        region = event.region().translated(self.dx, self.dy)
        clip = region.boundingRect()
        painter.translate(-self.dx, -self.dy)
        for column, lane in enumerate(self.week.lanes):
            if self.grid.x(column) <= clip.right() and self.grid.x(column + 1) >= clip.left():
                self._paint_column(painter, column, lane)
        painter.fillRect(self.grid.width, clip.top(), clip.right() + 1 - self.grid.width, clip.height(),
                         theme.colour("ground"))  # fmt: skip
        self._paint_lines(painter, clip)
        self._paint_now(painter, over=False)
        carried = self.carried
        for card in self.week.cards:
            rect = QRect(*self.boxes[card.id])
            if region.intersects(rect):
                taken = carried is not None and carried.card.id == card.id
                current = card.id == self.current
                self._pictures.paint(painter, self._brushes, rect, card, current=current, faint=taken)
        self._paint_now(painter, over=True)
        painter.resetTransform()
        if carried is not None and carried.is_elsewhere:
            rect, bubble = self.carried_rects()
            words = hours_text(carried.place.start, carried.place.minutes)
            calendar_paint.paint_carried(painter, self._brushes, rect, carried.card, words, carried.verdict)
            if not bubble.isEmpty():
                calendar_paint.paint_bubble(painter, self._brushes, bubble, carried.verdict)
        painter.end()

    def _paint_column(self, painter: QPainter, column: int, lane: Lane) -> None:
        grid, whole = self.grid, QRect(*self.grid.stretch(column, self.grid.first, self.grid.last))
        painter.fillRect(whole, theme.colour("card"))
        if lane.closed:
            self._paint_hatched(painter, whole, lane.note)
            return
        if lane.hours is not None:
            for start, end in outside(lane.hours, grid.first, grid.last):
                painter.fillRect(QRect(*grid.stretch(column, start, end)), theme.colour("weekend"))
        for away in lane.away:
            start, end = max(away.start, grid.first), min(away.end, grid.last)
            if start < end:
                self._paint_hatched(painter, QRect(*grid.stretch(column, start, end)), away.why)

    def _paint_hatched(self, painter: QPainter, rect: QRect, why: str) -> None:
        painter.fillRect(rect, theme.colour("ground"))
        painter.fillRect(rect, self._brushes.hatch)
        if why:
            words = QRect(rect.left(), max(rect.top(), self.dy), rect.width(), min(rect.height(), theme.px(72)))
            calendar_paint.paint_centred(painter, self._brushes, words, why)

    def _paint_lines(self, painter: QPainter, clip: QRect) -> None:
        grid = self.grid
        for minute in range(grid.first, grid.last, 30):
            y = grid.y(minute)
            if clip.top() <= y <= clip.bottom():
                whole = minute % 60 == 0
                painter.setPen(QPen(theme.colour("line"), 1, Qt.PenStyle.SolidLine if whole else Qt.PenStyle.DotLine))
                painter.drawLine(clip.left(), y, min(clip.right(), grid.width), y)
        painter.setPen(QPen(theme.colour("line"), 1))
        for column in range(1, grid.columns + 1):
            painter.drawLine(grid.x(column) - 1, clip.top(), grid.x(column) - 1, clip.bottom())

    def _paint_now(self, painter: QPainter, *, over: bool) -> None:
        """The line lies under the cards, so that it strikes nobody's name through; its dot over them."""
        columns, minute = self._now
        if not self.grid.first <= minute <= self.grid.last:
            return
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(theme.colour("accent"))
        for column in columns:
            y, left = self.grid.y(minute), self.grid.x(column)
            if over:
                painter.drawEllipse(QPoint(left + 3, y), 3, 3)
            else:
                painter.drawLine(left, y, left + self.grid.column_width - 2, y)

    # ---- the window around ---------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(900, 500)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._brushes, self._pictures = calendar_paint.Brushes(), calendar_paint.CardPictures()
            self.lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._heads.scroll_to(self.dx)
        self._ruler.scroll_to(self.dy)
        if self.carried is not None or any(lane.closed or lane.away for lane in self.week.lanes):
            self.viewport().update()  # words that stay in view while their column scrolls
        else:
            self.viewport().scroll(dx, dy)

    def show_box(self, box: Box) -> None:
        """Scroll as little as needed for this to be in view."""
        view = self.viewport()
        for bar, start, end, shown in (
            (self.verticalScrollBar(), box.top - _GAP, box.bottom + _GAP, view.height()),
            (self.horizontalScrollBar(), box.left - _GAP, box.right + _GAP, view.width()),
        ):
            if start < bar.value():
                bar.setValue(start)
            elif end > bar.value() + shown:
                bar.setValue(end - shown)

    def _scroll_to_work(self) -> None:
        starts = [card.start for card in self.week.cards] or [
            start for lane in self.week.lanes for start, _end in lane.hours or ()
        ]
        if starts:
            self.verticalScrollBar().setValue(self.grid.y(min(starts)) - self._brushes.line)

    def _shown(self, box: Box) -> QRect:
        return QRect(box.left - self.dx, box.top - self.dy, box.width, box.height)
