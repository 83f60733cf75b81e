"""The visits of a round, one under the other: a code or a number jumps to one, Enter goes on from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from centre_app.language.translate import _, pgettext
from centre_app.outreach.rules import PLANNED
from ui.outreach.round_line import (
    NUMBER_WIDTH,
    OUTCOME_WIDTH,
    PRACTICE_WIDTH,
    STATE_WIDTH,
    RoundLine,
)
from ui.outreach.round_words import Shown, outcome_keys, practice_keys
from ui.outreach.round_writing import RoundTyping
from ui.shared import theme
from ui.shared.scroll import scrolled
from ui.shared.words import label


class RoundLines(QWidget):
    """``entered(visit, the one before)`` when the focus comes to a line; ``changed(visit)``; ``found(text)``: somebody
    looks for a visit; ``ended``: Enter in the last line; ``to_panel``: more is to be said of the line."""

    entered = Signal(object, object)
    changed = Signal(object)
    found = Signal(str)
    ended = Signal()
    to_panel = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[UUID, RoundLine] = {}
        self.current: UUID | None = None
        self.wanted: UUID | None = None  # to be chosen as soon as it is there
        self._typing: RoundTyping | None = None
        self.finder = _FindLine()
        self.finder.setAccessibleName(_("Code, stop, number or name"))
        self.finder.setPlaceholderText(_("Code or stop"))
        self.finder.setToolTip(
            _("Code, stop, number or name (Ctrl+G). A scanned code goes to its visit, also in another round.")
        )
        self.finder.setFixedWidth(theme.px(130))
        self.finder.returnPressed.connect(lambda: self.found.emit(self.finder.text()))
        self._holder = QWidget()
        self._list = QVBoxLayout(self._holder)
        self._list.setContentsMargins(0, 0, 6, 0)
        self._list.setSpacing(4)
        self._list.addStretch(1)
        self.area: QScrollArea = scrolled(self._holder)
        self.legend = label(_legend(), kind="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        column.addLayout(self._captions())
        column.addWidget(self.area, 1)
        column.addWidget(self.legend)

    def show_round(self, shown: Shown, typing: RoundTyping, *, writes: bool) -> None:
        """The visits in their order; lines that stand already stay, with the focus in them."""
        self._typing = typing
        self.legend.setVisible(writes)
        visits = {line.id: line for line in shown.file.visits}
        if list(visits) != list(self.lines):
            had_focus = self.isAncestorOf(self.focusWidget() or self)
            self._clear()
            for line in shown.file.visits:
                self._add(line.id, RoundLine(line, typing.visits[line.id], writes=writes))
            if self.wanted in self.lines:
                self.current, had_focus = self.wanted, True
            self.wanted = None
            if self.current in self.lines:
                self.choose(self.current, focus=had_focus)
            else:
                self.current = None
        for visit_id, made in self.lines.items():
            made.show_line(visits[visit_id], typing.visits[visit_id])
        self.show_states()

    def forget(self) -> None:
        """Another round comes: no line is chosen."""
        self._clear()
        self.current = self.wanted = None

    def choose(self, visit_id: UUID | None, *, focus: bool) -> None:
        """Make this the line that the panel is about; ``focus`` goes to its beginning."""
        line = self.lines.get(visit_id) if visit_id is not None else None
        if line is None:
            return
        if focus:
            line.focus()
            self.area.ensureWidgetVisible(line)
        self._enter(line.line.id)

    def step(self, by: int, *, wraps: bool = False, column: int = 0) -> None:
        """The next line, or the one before; past the last one it has ended where it ``wraps``."""
        ids = list(self.lines)
        if self.current not in ids:
            return
        at = ids.index(self.current) + by
        if at >= len(ids) and wraps:
            self.ended.emit()
        elif 0 <= at < len(ids):
            self.lines[ids[at]].focus(column)
            self.area.ensureWidgetVisible(self.lines[ids[at]])

    def first_open(self) -> UUID | None:
        """The first visit without a result; the first of all where every one has its."""
        still = (key for key, line in self.lines.items() if line.line.outcome == PLANNED)
        return next(still, next(iter(self.lines), None))

    def first_without_outcome(self) -> UUID | None:
        """The first one of which nothing is said yet, None where there is none."""
        return next((key for key, line in self.lines.items() if line.typed.outcome in (None, PLANNED)), None)

    def fill(self, visit_id: UUID) -> None:
        """What is typed of it was changed elsewhere."""
        self.lines[visit_id].fill()

    def show_states(self) -> None:
        """In, open, not saved: in words."""
        typing = self._typing
        for visit_id, line in self.lines.items():
            line.show_state(unsaved=typing is not None and visit_id in typing.visits and typing.line_unsaved(visit_id))

    def show_error(self, visit_id: UUID, field: str, text: str, *, focus: bool = False) -> bool:
        """Under the line; True where its field is one of the line's own."""
        line = self.lines.get(visit_id)
        return line is not None and line.show_error(field, text, focus=focus)

    def lead_to(self, stops: Sequence[QWidget]) -> None:
        """Tab goes from the chosen line through the panel to the next line."""
        line = self.lines.get(self.current) if self.current is not None else None
        if line is None or not stops:
            return
        for one, other in zip((line.last_stop(), *stops), stops, strict=False):
            QWidget.setTabOrder(one, other)
        ids = list(self.lines)
        at = ids.index(line.line.id) + 1
        if at < len(ids):
            QWidget.setTabOrder(stops[-1], self.lines[ids[at]].outcome)

    def _captions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 15, 0)
        row.setSpacing(8)
        row.addStretch(1)
        for words, width in (
            (_("How it went"), OUTCOME_WIDTH),
            (pgettext("column", "min"), NUMBER_WIDTH),
            (pgettext("column", "At home"), PRACTICE_WIDTH),
            (pgettext("column", "min"), NUMBER_WIDTH),
            ("", STATE_WIDTH),
        ):
            caption = label(words, kind="muted")
            caption.setFixedWidth(theme.px(width))
            row.addWidget(caption)
        return row

    def _add(self, visit_id: UUID, made: RoundLine) -> None:
        made.entered.connect(partial(self._enter, visit_id))
        made.changed.connect(partial(self.changed.emit, visit_id))
        made.on.connect(partial(self.step, 1, wraps=True))
        made.moved.connect(lambda by: self.step(by, column=made.column()))
        made.to_panel.connect(self.to_panel.emit)
        self.lines[visit_id] = made
        self._list.insertWidget(self._list.count() - 1, made)

    def _clear(self) -> None:
        for made in self.lines.values():
            self._list.removeWidget(made)
            made.hide()
            made.deleteLater()
        self.lines = {}

    def _enter(self, visit_id: UUID) -> None:
        before, self.current = self.current, visit_id
        for key, line in self.lines.items():
            line.set_chosen(key == visit_id)
        self.entered.emit(visit_id, before)


def _legend() -> str:
    """Which key says what."""
    outcomes = " · ".join(f"{key.sign}\u00a0{key.words}" for key in outcome_keys())
    practice = " · ".join(f"{key.sign}\u00a0{key.words}" for key in practice_keys())
    practice = _("Home practice: {words}").format(words=practice)
    more = _("F2: more on the visit")
    return "\n".join((outcomes, f"{practice}   {more}"))


class _FindLine(QLineEdit):
    """Chosen whole when entered: the next code that is scanned takes the place of the last one."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.selectAll()
