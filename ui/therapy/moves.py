"""Moving, cancelling, pinning and taking back: what is done to a session that stands in the week."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from centre_app.errors import UserError
from centre_app.language.dates import day_text
from centre_app.language.translate import _, ngettext
from centre_app.therapy.actions import (
    cancel_session,
    move_session,
    pin_session,
    remove_planned,
    restore_session,
    undo_calendar,
    unpin_session,
)
from centre_app.therapy.calendar import SessionRow
from centre_app.therapy.placing import ClashNeedsReason
from centre_app.therapy.rules import ALL, FOLLOWING, THIS
from ui import messages, tasks
from ui.shared.dialog import FormDialog
from ui.shared.fields import Choice, Part, Text
from ui.therapy.calendar_cards import Verdict, hours_text
from ui.therapy.told_words import told_text

KEPT = 100  # acts that can be taken back one after the other


@dataclass(frozen=True)
class Target:
    """Where a session is to be: all of it, changed or not."""

    day: date
    start_minute: int
    minutes: int
    therapist_id: UUID | None
    room_id: UUID | None

    def in_words(self) -> str:
        """The day and the hours."""
        return f"{day_text(self.day)}, {hours_text(self.start_minute, self.minutes)}"


def scope_field(row: SessionRow) -> list[Part]:
    """Which sessions of a series are meant; no question for a session by itself."""
    if row.series_id is None or row.changed_alone:
        return []
    choices = [(THIS, _("this session only")), (FOLLOWING, _("this and the following")), (ALL, _("all of the series"))]
    return [Choice("scope", _("It belongs to a series. Which sessions?"), choices=choices, required=True, width=2)]


def reason_field() -> Text:
    """Why a clash is all right this time."""
    return Text(
        "clash_reason",
        _("Why it is all right all the same"),
        required=True,
        width=2,
        max_length=300,
        placeholder=_("for example: two children work together"),
    )


class Moves(QObject):
    """``reload`` shows again what the centre holds, after something that could not be done.

    ``freed`` carries the session whose place is free for good: taken out or called off, by itself or with those of its
    series. A single one of a series is a gap of one day.
    """

    freed = Signal(object)

    def __init__(self, parent: QWidget, reload: Callable[[], None]) -> None:
        super().__init__(parent)
        self._parent, self._reload = parent, reload
        self._done: list[Any] = []

    # ---- moving ----------------------------------------------------------------------------------------------------

    def move(self, row: SessionRow, target: Target, verdict: Verdict) -> None:
        """To another hour, day, therapist or room. Asks only what must be asked: which of a series, and why a clash."""
        if verdict.refused:
            messages.attention("\n".join((_("The session cannot be there."), *verdict.reasons)))
            return
        if scope_field(row) or verdict.reasons:
            self._ask_move(row, target, verdict.reasons)
        else:
            act = _on(move_session, row, **_of(target))
            tasks.do(act, then=partial(self._moved, target), failed=partial(self._move_failed, row, target), owner=self)

    def _ask_move(self, row: SessionRow, target: Target, reasons: Sequence[str]) -> FormDialog:
        fields = [*scope_field(row), *([reason_field()] if reasons else [])]

        def save(values: Mapping[str, Any]) -> tasks.Action:
            return _on(
                move_session,
                row,
                **_of(target),
                scope=values.get("scope", THIS),
                clash_reason=values.get("clash_reason", ""),
            )

        dialog = FormDialog(
            self._parent,
            _("Move to {place}").format(place=target.in_words()),
            fields,
            save,
            then=partial(self._moved, target),
            save_text=_("Move"),
            note="\n".join(reasons),
        )
        dialog.form.set_values({"scope": THIS, "clash_reason": row.clash_reason})
        dialog.form.focus_first()
        dialog.open()
        return dialog

    def _moved(self, target: Target, changed: Any) -> None:
        if changed.count == 1:
            said = _("Moved to {place}.").format(place=target.in_words())
        else:
            said = ngettext("{n} session moved.", "{n} sessions moved.", changed.count).format(n=changed.count)
        self.done(changed.undo, said)
        if changed.stayed:
            messages.attention(_("These stay where they are:") + "\n" + told_text(changed.stayed))

    def _move_failed(self, row: SessionRow, target: Target, error: Exception) -> bool:
        # Somebody else has changed the week since it was shown: what was free is taken now.
        if isinstance(error, ClashNeedsReason):
            self._ask_move(row, target, [clash.message.in_words() for clash in error.clashes])
            return True
        return self.failed(error)

    # ---- calling off, and what else is asked of one session ----------------------------------------

    def cancel(self, row: SessionRow, reasons: Mapping[str, str]) -> FormDialog:
        """Ask by whom and why, then call it off. It stays in the week, struck through."""
        fields: list[Part] = [
            Choice(
                "by",
                _("Who calls it off?"),
                choices=[("family", _("the family")), ("centre", _("the centre"))],
                required=True,
            ),
            Choice("reason", _("Reason"), choices=list(reasons.items()), required=True),
            Text("note", _("More on the reason"), width=2, max_length=300),
            *scope_field(row),
        ]
        dialog = FormDialog(
            self._parent,
            _("Call the session off"),
            fields,
            lambda values: _on(cancel_session, row, **{"scope": THIS, **values}),
            then=lambda changed: self._changed(
                changed, ngettext("{n} session cancelled.", "{n} sessions cancelled.", changed.count), row
            ),
            save_text=_("Call off"),
        )
        dialog.form.set_values({"scope": THIS})
        dialog.open()
        return dialog

    def remove(self, row: SessionRow) -> None:
        """Take out what was booked by mistake, as if it had never been planned."""
        if not scope_field(row):
            tasks.do(
                _on(remove_planned, row),
                then=lambda changed: self._changed(changed, _("Taken out of the week."), row),
                failed=self.failed,
                owner=self,
            )
            return
        dialog = FormDialog(
            self._parent,
            _("Take out of the week"),
            scope_field(row),
            lambda values: _on(remove_planned, row, scope=values["scope"]),
            then=lambda changed: self._changed(
                changed, ngettext("{n} session taken out.", "{n} sessions taken out.", changed.count), row
            ),
            save_text=_("Take out"),
            note=_("For what was booked by mistake. A session that somebody calls off is cancelled instead."),
        )
        dialog.form.set_values({"scope": THIS})
        dialog.open()

    def restore(self, row: SessionRow) -> None:
        """A cancelled session is planned again; where something stands there now, with a reason."""
        tasks.do(
            _on(restore_session, row),
            then=self._restored,
            failed=partial(self._restore_failed, row),
            owner=self,
        )

    def _restored(self, changed: Any) -> None:
        self.done(changed.undo, _("Planned again."))

    def _restore_failed(self, row: SessionRow, error: Exception) -> bool:
        if not isinstance(error, ClashNeedsReason):
            return self.failed(error)
        FormDialog(
            self._parent,
            _("Plan it again"),
            [reason_field()],
            lambda values: _on(restore_session, row, clash_reason=values["clash_reason"]),
            then=self._restored,
            save_text=_("Plan it again"),
            note="\n".join(clash.message.in_words() for clash in error.clashes),
        ).open()
        return True

    def pin(self, row: SessionRow) -> None:
        """A proposed timetable leaves it where it is; pinned already: no longer."""
        if row.pinned:
            self._do(_on(unpin_session, row), _("No longer pinned."))
        else:
            self._do(_on(pin_session, row), _("Pinned: a proposed timetable leaves it here."))

    # ---- taking back -------------------------------------------------------------------------------------------------

    def done(self, undo: Any, said: str) -> None:
        """Say what was done, with *Undo* beside it; Ctrl+Z does the same."""
        if undo:
            self._done = [*self._done[-KEPT:], undo]
            messages.success(said, action=partial(self._take_back, undo))
        else:
            messages.info(said)

    def undo(self) -> None:
        """Take back the last act."""
        if self._done:
            self._take_back(self._done[-1])
        else:
            messages.info(_("There is nothing to undo."))

    def failed(self, error: Exception) -> bool:
        """Say why it could not be done, and show what the centre holds."""
        self._reload()
        if isinstance(error, UserError):
            messages.attention(error.in_words())
            return True
        return False

    def _take_back(self, what: Any) -> None:
        self._done = [one for one in self._done if one is not what]
        tasks.do(partial(undo_calendar, what=what), failed=self.failed, owner=self, saying=_("Undone."))

    def _do(self, act: tasks.Action, said: str) -> None:
        tasks.do(act, then=lambda changed: self.done(changed.undo, said), failed=self.failed, owner=self)

    def _changed(self, changed: Any, said: str, row: SessionRow) -> None:
        self.done(changed.undo, said.format(n=changed.count))
        if changed.stayed:
            messages.attention(_("These stay as they are:") + "\n" + told_text(changed.stayed))
        if changed.count > 1 or not scope_field(row):
            self.freed.emit(row)


def _on(act: Callable[..., Any], row: SessionRow, **values: Any) -> tasks.Action:
    return lambda session: act(session, row.id, **values)


def _of(target: Target) -> dict[str, Any]:
    return {
        "day": target.day,
        "start_minute": target.start_minute,
        "minutes": target.minutes,
        "therapist_id": target.therapist_id,
        "room_id": target.room_id,
    }
