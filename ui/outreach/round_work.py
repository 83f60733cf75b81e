"""The lines of a round, and beside them the panel of the one that is chosen."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from centre_app.errors import UserError
from centre_app.language.translate import _
from centre_app.outreach.rules import PLANNED
from ui.outreach.round_lines import RoundLines
from ui.outreach.round_panel import VisitPanel
from ui.outreach.round_words import Shown
from ui.outreach.round_writing import RoundTyping
from ui.shared import theme
from ui.shared.scroll import scrolled
from ui.shared.words import label

_LINES_WIDE, _PANEL_WIDE = 19, 10


class RoundWork(QSplitter):
    """``typed`` after each change; ``line_left(visit)`` when another line is entered; ``back_asked(visit)``."""

    typed = Signal()
    line_left = Signal(object)
    back_asked = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._today = today
        self._writes = self._notes = False
        self._shown: Shown | None = None
        self._typing: RoundTyping | None = None
        self.panel: VisitPanel | None = None
        self.lines = RoundLines()
        self.setChildrenCollapsible(False)
        self.beside = scrolled(QWidget())
        self.beside.setMinimumWidth(theme.px(300))
        for part, wide in ((self.lines, _LINES_WIDE), (self.beside, _PANEL_WIDE)):
            self.addWidget(part)
            self.setStretchFactor(self.count() - 1, wide)
        self.setSizes([theme.px(40 * _LINES_WIDE), theme.px(40 * _PANEL_WIDE)])
        self.lines.entered.connect(self._entered)
        self.lines.changed.connect(self._line_changed)
        self.lines.to_panel.connect(self.to_panel)

    def show_round(self, shown: Shown, typing: RoundTyping, *, writes: bool, notes: bool) -> None:
        """What stands, and what is typed over it; ``notes``: what was written may be read."""
        fresh = typing is not self._typing
        self._shown, self._typing, self._writes, self._notes = shown, typing, writes, notes
        if fresh:
            self.lines.forget()
            self.panel = None
        self.lines.show_round(shown, typing, writes=writes)
        if not fresh and self.lines.current is not None:
            self._show_panel(self.lines.current, only_if_changed=True)

    def show_states(self) -> None:
        """In, open, not saved."""
        self.lines.show_states()

    def saved(self, visit_id: UUID) -> None:
        """It is written down."""
        self.lines.show_error(visit_id, "", "")
        self.lines.show_states()

    def show_error(self, visit_id: UUID, error: UserError, *, focus: bool) -> None:
        """Where it can be mended. Somebody who went on already is not called back: the line says it."""
        field, words = error.field or "", error.in_words()
        here = self.lines.show_error(visit_id, field, words, focus=focus)
        self.lines.show_states()
        if focus and not here:
            self.lines.choose(visit_id, focus=True)
            if self.panel is not None and self.panel.line.id == visit_id:
                self.panel.show_error(field, words)

    def to_panel(self) -> None:
        """From the line to what else there is to say."""
        if self.panel is not None:
            self.panel.focus_first()

    def to_line(self) -> None:
        """Back to the line."""
        self.lines.choose(self.lines.current, focus=True)

    def to_finder(self) -> None:
        """Where a code or a number is typed."""
        self.lines.finder.setFocus()
        self.lines.finder.selectAll()

    def _entered(self, visit_id: UUID, before: UUID | None) -> None:
        if before is not None and before != visit_id:
            self.line_left.emit(before)
        if before != visit_id or self.panel is None or self.panel.line.id != visit_id:
            self._show_panel(visit_id)

    def _line_changed(self, visit_id: UUID) -> None:
        if self.panel is not None and self.panel.line.id == visit_id:
            self.panel.show_outcome()
        self._tell()

    def _panel_changed(self) -> None:
        if self.panel is not None:
            self.lines.fill(self.panel.line.id)
        self._tell()

    def _tell(self) -> None:
        self.lines.show_states()
        self.typed.emit()

    def _show_panel(self, visit_id: UUID, *, only_if_changed: bool = False) -> None:
        line = self._shown.visit(visit_id) if self._shown is not None else None
        if self._shown is None or self._typing is None or line is None:
            return
        typed, standing = self._typing.visits[visit_id], self.panel
        if only_if_changed and standing is not None and standing.shows(line, typed):
            standing.show_keyed(line)
            return
        if not self._notes:
            words = _("What was written of a visit is for those who work with the child.")
            self._put_beside(label("" if line.outcome == PLANNED else words, kind="muted", wrap=True))
            return
        focused = _place_of(standing) if standing is not None and standing.line.id == visit_id else None
        panel = VisitPanel(self._shown, line, typed, self._today, writes=self._writes)
        panel.changed.connect(self._panel_changed)
        panel.on.connect(partial(self.lines.step, 1, wraps=True))
        panel.back_asked.connect(partial(self.back_asked.emit, visit_id))
        self.panel = panel
        self._put_beside(panel)
        stops = panel.stops()
        self.lines.lead_to(stops)
        if focused is not None:
            stops[min(focused, len(stops) - 1)].setFocus()

    def _put_beside(self, widget: QWidget) -> None:
        standing = self.beside.takeWidget()
        if standing is not None:
            standing.hide()
            standing.deleteLater()  # not at once: one of its own signals may have led here
        self.beside.setWidget(widget)


def _place_of(panel: VisitPanel) -> int | None:
    """Which of the panel's stops has the focus, None where it is elsewhere."""
    focus = QApplication.focusWidget()
    if focus is None or not panel.isAncestorOf(focus):
        return None
    return next((at for at, stop in enumerate(panel.stops()) if stop is focus), 0)
