"""Concerns of a visit in the panel: what it is, who sees to it, by when. Each becomes a follow-up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from centre_app.language.dates import day_text
from centre_app.language.translate import _
from centre_app.outreach.result_rules import usual_due
from ui.outreach.round_typed import ConcernTyping, VisitTyping
from ui.outreach.round_words import Shown
from ui.shared.buttons import icon_button, link_button
from ui.shared.choice import ChoiceBox
from ui.shared.date_field import DateField
from ui.shared.flow import Flow
from ui.shared.words import label


class ConcernsPart(QWidget):
    """``changed`` after each change."""

    changed = Signal()

    def __init__(self, shown: Shown, typed: VisitTyping, today: date, *, writes: bool) -> None:
        super().__init__()
        self._shown, self._typed, self._today, self._writes = shown, typed, today, writes
        self.rows: list[ConcernRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.add_button = link_button(_("Add a concern"), self.add, icon="add")
        if not writes:
            self.add_button.hide()
        column.addWidget(Flow((label(_("Concerns"), kind="strong"), self.add_button)))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        for concern in typed.concerns:
            self._show(concern)

    def add(self) -> None:
        """One more; the team's leader sees to it unless somebody else is chosen."""
        concern = ConcernTyping(owner_id=self._shown.file.leader_id)
        self._typed.concerns.append(concern)
        self._show(concern).kind.setFocus()

    def show_error(self, place: str, text: str) -> bool:
        """``N/field``: at the Nth one that was begun."""
        at, _slash, name = place.partition("/")
        begun = [row for row in self.rows if row.concern.begun]
        if not at.isdecimal() or int(at) >= len(begun):
            return False
        begun[int(at)].show_error(name, text)
        return True

    def clear_errors(self) -> None:
        """No words under any of them."""
        for row in self.rows:
            row.show_error("", "")

    def _show(self, concern: ConcernTyping) -> ConcernRow:
        row = ConcernRow(self._shown, concern, self._today, writes=self._writes)
        row.changed.connect(self.changed.emit)
        row.removed.connect(partial(self._remove, row))
        self.rows.append(row)
        self._list.addWidget(row)
        return row

    def _remove(self, row: ConcernRow) -> None:
        self._typed.concerns.remove(row.concern)
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.add_button.setFocus()
        self.changed.emit()


class ConcernRow(QWidget):
    """One of them. ``removed`` by its own button."""

    changed = Signal()
    removed = Signal()

    def __init__(self, shown: Shown, concern: ConcernTyping, today: date, *, writes: bool) -> None:
        super().__init__()
        self.concern, self._today = concern, today
        self._due_offered = concern.due
        self.kind = ChoiceBox(list(shown.labels.get("concern_kind", {}).items()), empty=_("What is it?"))
        self.kind.setAccessibleName(_("Concern"))
        self.kind.set_value(concern.kind)
        self.owner = ChoiceBox(_people(shown, concern.owner_id, today), empty=_("nobody yet"))
        self.owner.setAccessibleName(_("Who sees to it"))
        self.owner.set_value(concern.owner_id)
        for box in (self.kind, self.owner):
            box.setMinimumContentsLength(7)
        self.due = DateField(today)
        self.due.setAccessibleName(_("By when"))
        self.due.set_text(concern.due)
        self.note = QLineEdit(" ".join(concern.note.split("\n")))
        self.note.setAccessibleName(_("Note on the concern"))
        self.note.setPlaceholderText(_("What was seen or heard"))
        self.wrong = label(kind="error", wrap=True)
        self.wrong.hide()
        remove = icon_button("close", _("Take this concern out"), self.removed.emit)
        if not writes:
            remove.hide()
        for widget in (self.kind, self.owner, self.due, self.note):
            widget.setEnabled(writes)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, widgets in ((first, (self.kind, self.owner)), (second, (self.note, self.due))):
            row.setSpacing(6)
            for widget in widgets:
                row.addWidget(widget, 2 if widget is self.note else 1)
        first.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.wrong)
        self.kind.chosen.connect(self._kind_chosen)
        self.owner.chosen.connect(self._owner_chosen)
        self.due.changed.connect(self._due_typed)
        self.note.textEdited.connect(self._note_typed)

    def show_error(self, name: str, text: str) -> None:
        """Under it."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))
        if text:
            {"due_day": self.due, "note": self.note, "owner_id": self.owner}.get(name, self.kind).setFocus()

    def _kind_chosen(self, key: object) -> None:
        self.concern.kind = str(key) if key else None
        # The usual day is offered, and follows the kind until somebody types another one.
        if self.concern.due == self._due_offered and self.concern.id is None:
            self._due_offered = day_text(usual_due(self.concern.kind, self._today)) if self.concern.kind else ""
            self.concern.due = self._due_offered
            self.due.set_text(self._due_offered)
        self._tell()

    def _owner_chosen(self, key: object) -> None:
        self.concern.owner_id = key if isinstance(key, UUID) else None
        self._tell()

    def _due_typed(self) -> None:
        self.concern.due = self.due.text()
        self._tell()

    def _note_typed(self, text: str) -> None:
        self.concern.note = text
        self._tell()

    def _tell(self) -> None:
        self.show_error("", "")
        self.changed.emit()


def _people(shown: Shown, chosen: UUID | None, today: date) -> Sequence[tuple[UUID, str]]:
    """Who works here still, and who is chosen."""
    return [
        (person.id, person.name)
        for person in shown.staff
        if person.id == chosen or person.works_until is None or person.works_until >= today
    ]
