"""Whether it was held and who came: the segments of a child, or of the session as a whole, with the reason."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from centre_app.language.translate import _
from centre_app.therapy.note_rules import session_reason
from centre_app.therapy.rules import (
    ATTENDED,
    CANCELLED,
    CANCELLED_BY_CENTRE,
    CANCELLED_BY_FAMILY,
    EXCUSED,
    HELD,
    MISSED,
    PLANNED,
)
from centre_app.therapy.session_file import ChildHere
from ui.shared.choice import ChoiceBox
from ui.shared.segments import Segment, Segments
from ui.shared.words import label
from ui.therapy.session_words import Shown
from ui.therapy.session_writing import ChildWriting, Writing


class _WithReason(QWidget):
    """What is chosen, and under it the reason where one is asked for. ``changed`` after each change."""

    changed = Signal()

    def __init__(self, status: Segments | ChoiceBox, shown: Shown) -> None:
        super().__init__()
        self.status = status
        self.reason = ChoiceBox(list(shown.reasons.items()), empty=_("Reason: please choose"))
        self.reason.setAccessibleName(_("Reason"))
        self.more = QLineEdit()
        self.more.setAccessibleName(_("More on the reason"))
        self.more.setPlaceholderText(_("More on the reason"))
        self.more.setMaxLength(300)
        self.wrong = label(kind="error", wrap=True)
        self.wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.status, self.reason, self.more, self.wrong):
            column.addWidget(widget)
        self.status.chosen.connect(self._chosen)
        self.reason.chosen.connect(self._reason_chosen)
        self.more.textEdited.connect(self._more_typed)

    def show_error(self, text: str) -> None:
        """Under the status."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))
        if text:
            (self.status if self.reason.isHidden() else self.reason).setFocus()

    def _about(self) -> Writing | ChildWriting:
        raise NotImplementedError

    def _chosen(self, key: Any) -> None:
        raise NotImplementedError

    def _show_reason(self, *, asked: bool) -> None:
        about = self._about()
        self.reason.set_value(about.reason)
        if self.more.text() != about.reason_note:
            self.more.setText(about.reason_note)
        self.reason.setVisible(asked)
        self.more.setVisible(asked)

    def _reason_chosen(self, key: Any) -> None:
        self._about().reason = key
        self.show_error("")
        self.changed.emit()

    def _more_typed(self, text: str) -> None:
        self._about().reason_note = text
        self.changed.emit()


class StatusPart(_WithReason):
    """What became of one child: 1 attended, 2 missed, 3 excused. In a session for one child it is the session's own:
    3 called off by the family, 4 by the centre."""

    def __init__(self, shown: Shown, child: ChildHere, writing: Writing) -> None:
        name = _("Status of {child}").format(child=child.short)
        super().__init__(Segments(name, child_segments(writing.single), flows=True, may_clear=False), shown)
        self._child, self._writing = child, writing
        self.fill()

    def fill(self) -> None:
        """Show what is chosen."""
        status = self._writing.children[self._child.child_id].status
        if self._writing.single and status == EXCUSED and self._writing.status in CANCELLED:
            self.status.set_value(self._writing.status)
        else:
            self.status.set_value(status)
        # In a group that was called off the session's reason is everybody's.
        with_all = not self._writing.single and self._writing.status in CANCELLED and self._about().reason is None
        self._show_reason(asked=status in (MISSED, EXCUSED) and not with_all)

    def _about(self) -> Writing | ChildWriting:
        return self._writing if self._writing.single else self._writing.children[self._child.child_id]

    def _chosen(self, key: Any) -> None:
        mark(self._writing, self._child, key)
        self.show_error("")
        self.fill()
        self.changed.emit()


class SessionStatusPart(_WithReason):
    """A group session as a whole: held, or called off by the family or by the centre."""

    def __init__(self, shown: Shown, writing: Writing) -> None:
        called = [
            (HELD, _("Held")),
            (CANCELLED_BY_FAMILY, _("Cancelled by the families")),
            (CANCELLED_BY_CENTRE, _("Cancelled by the centre")),
        ]
        choice = ChoiceBox(called, empty=_("Held or cancelled?"))
        choice.setAccessibleName(_("The session"))
        super().__init__(choice, shown)
        self.choice = choice
        self._writing = writing
        self.fill()

    def fill(self) -> None:
        """Show what is chosen."""
        status = self._writing.status
        self.status.set_value(None if status == PLANNED else status)
        self._show_reason(asked=status in CANCELLED)

    def _about(self) -> Writing | ChildWriting:
        return self._writing

    def _chosen(self, key: Any) -> None:
        if key is not None:
            self._writing.call(key)
        self.show_error("")
        self.fill()
        self.changed.emit()


def child_segments(single: bool) -> list[Segment]:
    """The statuses with the digits that choose them."""
    first = [
        Segment(ATTENDED, _("1 Attended"), "1"),
        Segment(MISSED, _("2 Did not come"), "2", _("Without notice: kept apart from what was cancelled.")),
    ]
    if not single:
        return [*first, Segment(EXCUSED, _("3 Excused"), "3")]
    return [
        *first,
        Segment(CANCELLED_BY_FAMILY, _("3 Family cancelled"), "3"),
        Segment(CANCELLED_BY_CENTRE, _("4 Centre cancelled"), "4"),
    ]


def mark(writing: Writing, child: ChildHere, key: Any) -> None:
    """What one key of ``child_segments`` says. Who is marked absent that day has the reason at once."""
    writing.mark(child.child_id, EXCUSED if key in CANCELLED else key)
    if key in CANCELLED:
        writing.call(key)
    about = writing if writing.single else writing.children[child.child_id]
    if child.absent is not None and key not in (ATTENDED, MISSED) and about.reason is None:
        about.reason = session_reason(child.absent)
