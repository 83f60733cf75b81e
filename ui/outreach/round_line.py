"""One visit of a round, one line: how it went, minutes, home practice; what else there is to say is in the panel."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from centre_app.language.translate import _, pgettext
from centre_app.outreach.result_rules import MET
from centre_app.outreach.round_file import VisitLine
from centre_app.outreach.rules import PLANNED, SERVED
from centre_app.workplace.times import minute_text
from ui.outreach.round_choice import KeyChoice
from ui.outreach.round_typed import VisitTyping
from ui.outreach.round_words import outcome_keys, practice_keys
from ui.shared import theme
from ui.shared.words import label, restyle

OUTCOME_WIDTH, PRACTICE_WIDTH, NUMBER_WIDTH, STOP_WIDTH, STATE_WIDTH = 140, 94, 46, 60, 78


class RoundLine(QFrame):
    """``entered`` when the focus comes into it; ``changed`` after each change; ``on`` (Enter at its end: the next
    line), ``moved(by)`` (arrows), ``to_panel``: more is to be said of it."""

    entered = Signal()
    changed = Signal()
    on = Signal()
    moved = Signal(int)
    to_panel = Signal()

    def __init__(self, line: VisitLine, typed: VisitTyping, *, writes: bool) -> None:
        super().__init__()
        self.line, self.typed = line, typed
        self.setProperty("kind", "row")
        self.stop = label(str(line.stop), kind="strong")
        self.stop.setFixedWidth(theme.px(STOP_WIDTH))
        self.who, self.where = _Elided(), _Elided()
        self.who.setToolTip(line.name)
        self.where.setProperty("kind", "muted")
        for words in (self.who, self.where):
            words.setMinimumWidth(theme.px(60))
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.outcome = KeyChoice(_("How the visit to {child} went").format(child=line.short), outcome_keys(),
                                 _("how did it go?"), OUTCOME_WIDTH)  # fmt: skip
        self.minutes = _number(_("Minutes at the home of {child}").format(child=line.short))
        self.practice = KeyChoice(_("Home practice of {child}").format(child=line.short), practice_keys(), "–",
                                  PRACTICE_WIDTH)  # fmt: skip
        self.practised_minutes = _number(_("Minutes {child} practised at home").format(child=line.short))
        self.state = label(kind="muted")
        self.state.setFixedWidth(theme.px(STATE_WIDTH))
        self.wrong = label(kind="error", wrap=True)
        self.wrong.hide()
        self._lay_out()
        self.stops = (self.outcome, self.minutes, self.practice, self.practised_minutes)
        for widget in self.stops:
            widget.installEventFilter(self)
            widget.setEnabled(writes)
        self.outcome.chosen.connect(self._outcome_chosen)
        self.practice.chosen.connect(self._practice_chosen)
        self.minutes.textEdited.connect(lambda text: self._typed_in("minutes", text))
        self.practised_minutes.textEdited.connect(lambda text: self._typed_in("practised_minutes", text))
        self.show_line(line, typed)

    def show_line(self, line: VisitLine, typed: VisitTyping) -> None:
        """What stands, and what is typed over it."""
        self.line, self.typed = line, typed
        hour = minute_text(line.planned_minute) if line.planned_minute is not None else ""
        self.stop.setText(f"{line.stop}   {hour}")
        self.who.setText(line.short)
        self.where.setText(" · ".join(filter(None, (line.number, line.place))))
        self.fill()

    def fill(self) -> None:
        """Show what is typed."""
        typed = self.typed
        self.outcome.set_value(typed.outcome)
        self.practice.set_value(typed.practised)
        for widget, text in ((self.minutes, typed.minutes), (self.practised_minutes, typed.practised_minutes)):
            if widget.text() != text:
                widget.setText(text)
        self.minutes.setVisible(typed.outcome is None or typed.outcome in SERVED or bool(typed.minutes))
        met = typed.outcome is None or typed.outcome in MET or bool(typed.practised)
        self.practice.setVisible(met)
        self.practised_minutes.setVisible(met)

    def show_state(self, *, unsaved: bool) -> None:
        """In, open, or typed and not saved: in words."""
        if unsaved:
            words, tone = _("not saved"), "attention"
        elif self.line.outcome == PLANNED:
            words, tone = pgettext("result", "open"), ""
        elif self.line.keyed_at is None:
            words, tone = _("called off"), ""
        else:
            words, tone = pgettext("result", "in"), "good"
        self.state.setText(words)
        self.state.setProperty("tone", tone)
        restyle(self.state)

    def set_chosen(self, chosen: bool) -> None:
        """Whether its panel is shown."""
        if self.property("chosen") != chosen:
            self.setProperty("chosen", chosen)
            restyle(self)

    def show_error(self, field: str, text: str, *, focus: bool = False) -> bool:
        """Under the line; False where the field is not in it."""
        widgets: dict[str, QWidget] = {
            "outcome": self.outcome,
            "minutes": self.minutes,
            "practised": self.practice,
            "practised_minutes": self.practised_minutes,
        }
        for name, widget in widgets.items():
            widget.setProperty("wrong", bool(text) and name == field)
            restyle(widget)
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))
        if text and field in widgets:
            widgets[field].setVisible(True)
            if focus:
                widgets[field].setFocus()
        return field in widgets

    def focus(self, column: int = 0) -> None:
        """To its beginning, or to a field of it."""
        wanted = self.stops[min(max(column, 0), len(self.stops) - 1)]
        (wanted if not wanted.isHidden() else self.outcome).setFocus(Qt.FocusReason.OtherFocusReason)

    def column(self) -> int:
        """Which of its fields has the focus."""
        return next((place for place, widget in enumerate(self.stops) if widget.hasFocus()), 0)

    def last_stop(self) -> QWidget:
        """The last field that is shown."""
        return [widget for widget in self.stops if not widget.isHidden()][-1]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.focus()
        super().mousePressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
            if isinstance(watched, QLineEdit):
                watched.selectAll()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        return False

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on(watched)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_F2:
            self.to_panel.emit()
        else:
            return False
        return True

    def _go_on(self, watched: QObject) -> None:
        """Enter: to what is asked next of this visit, then to the next line."""
        if self.typed.outcome == "team_cancelled" and self.typed.reason is None:
            self.to_panel.emit()
            return
        if self.typed.outcome is None:
            self.on.emit()
            return
        at = self.stops.index(watched)
        for widget in self.stops[at + 1 :]:
            asked = widget is not self.practised_minutes or self.typed.practised in ("done", "partly")
            # Where nothing was done nobody is asked for practice by itself: one key less for a closed door.
            if not widget.isHidden() and asked and self.typed.outcome in SERVED:
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.on.emit()

    def _outcome_chosen(self, code: Any) -> None:
        self.typed.choose(code, self.line.planned_minutes)
        self._tell()

    def _practice_chosen(self, code: Any) -> None:
        self.typed.practised = code
        if code in (None, "not_done"):
            self.typed.practised_minutes = ""
        self._tell()

    def _typed_in(self, name: str, text: str) -> None:
        setattr(self.typed, name, text)
        self._tell()

    def _tell(self) -> None:
        if not self.wrong.isHidden():
            self.show_error("", "")
        self.fill()
        self.changed.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.who)
        names.addWidget(self.where)
        row.addWidget(self.stop)
        row.addLayout(names, 1)
        for widget in (self.outcome, self.minutes, self.practice, self.practised_minutes):
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
            row.addWidget(widget)
        row.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 3, 8, 3)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.wrong)


class _Elided(QLabel):
    """Words that end in an ellipsis where the line is too narrow for them."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def _number(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setFixedWidth(theme.px(NUMBER_WIDTH))
    field.setMaxLength(5)
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    return field
