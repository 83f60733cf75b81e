"""Saving marks the moment they are made, and undoing them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from centre_app.attendance.actions import mark_day, mark_group_present, mark_range
from centre_app.attendance.actions import undo as undo_marks
from centre_app.attendance.rules import ABSENT, DayMark, MarkChange, Undo
from centre_app.errors import UserError
from centre_app.language.translate import _, ngettext
from ui import messages, tasks
from ui.attendance.letters import HERE, LATE_MARK, NOTHING, Mark, MarkLetters
from ui.shared.dialog import FormDialog
from ui.shared.fields import Text

KEPT = 100  # acts that can be undone one after the other


class Marking(QObject):
    """``reload`` shows again what the file holds, after a mark that could not be made. ``made(marks)`` were made."""

    made = Signal(object)

    def __init__(self, parent: QWidget, reload: Callable[[], None]) -> None:
        super().__init__(parent)
        self._parent, self._reload = parent, reload
        self._done: list[Undo] = []
        self._undone: list[Undo] = []

    def mark(self, places: Sequence[tuple[date, UUID]], mark: Mark, note: str | None = None) -> None:
        """Put ``mark`` on all places (day, enrolment), all or none. In a range, closed days are passed."""
        if not places:
            return
        marks = [DayMark(day, MarkChange(enrolment, mark.status, mark.reason, note)) for day, enrolment in places]
        act = partial(mark_range, marks=marks, skip_closed=len(marks) > 1)
        tasks.do(act, then=self._remember, failed=self._failed, owner=self)

    def fill(self, day: date, group_or_service: UUID) -> None:
        """The whole group present, where nothing is marked yet."""
        act = partial(mark_group_present, group_or_service=group_or_service, day=day)
        tasks.do(act, then=self._filled, failed=self._failed, owner=self)

    def undo(self) -> None:
        """Take back the last act."""
        if self._done:
            what = self._done.pop()
            tasks.do(
                partial(undo_marks, what=what),
                then=partial(self._took_back, self._undone),
                failed=self._failed,
                owner=self,
            )
        else:
            messages.info(_("There is nothing to undo."))

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._undone:
            what = self._undone.pop()
            tasks.do(
                partial(undo_marks, what=what),
                then=partial(self._took_back, self._done),
                failed=self._failed,
                owner=self,
            )

    def choose(self, letters: MarkLetters, at: QPoint, on: Callable[[Mark], None], note: Callable[[], None]) -> None:
        """The menu of all marks, at a place of the screen."""
        menu = QMenu(self._parent)
        menu.addAction(_("Present") + "\tSpace", partial(on, HERE))
        menu.addAction(f"{_('Late')}\t{letters.late}", partial(on, LATE_MARK))
        menu.addSeparator()
        for code, label in letters.reasons.items():
            menu.addAction(f"{label}\t{letters.codes[code]}", partial(on, Mark(ABSENT, code)))
        menu.addSeparator()
        menu.addAction(_("Note…"), note)
        menu.addAction(_("Clear the mark") + "\tDel", partial(on, NOTHING))
        menu.popup(at)

    def ask_note(self, day: date, enrolment: UUID, mark: Mark, note: str) -> None:
        """A note on one mark."""
        dialog = FormDialog(
            self._parent,
            _("Note on the mark"),
            [Text("note", _("Note"), width=2, max_length=300)],
            lambda values: partial(
                mark_day,
                day=day,
                marks=[MarkChange(enrolment, mark.status, mark.reason, str(values["note"]))],
            ),
            then=self._remember,
        )
        dialog.form.set_values({"note": note})
        dialog.open()

    def _remember(self, undo: Undo) -> None:
        if undo:
            self._done = [*self._done[-KEPT:], undo]
            self._undone.clear()
            self.made.emit(undo.marks)

    def _took_back(self, into: list[Undo], undo: Undo) -> None:
        into.append(undo)
        self.made.emit(undo.marks)

    def _filled(self, undo: Undo) -> None:
        self._remember(undo)
        if undo:
            said = ngettext("{n} child marked present.", "{n} children marked present.", undo.count)
            messages.success(said.format(n=undo.count), action=self.undo)
        else:
            messages.info(_("Everybody who is expected is marked already."))

    def _failed(self, error: Exception) -> bool:
        self._reload()
        if isinstance(error, UserError):
            messages.attention(error.in_words())
            return True
        return False
