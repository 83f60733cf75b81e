"""Moving a session by typing instead of dragging, and changing who is in it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from centre_app.language.translate import _, ngettext
from centre_app.therapy.actions import change_children, move_session
from centre_app.therapy.calendar import SessionRow
from centre_app.therapy.rules import EXCUSED, THIS
from ui import messages, tasks
from ui.shared.dialog import FormDialog
from ui.shared.fields import Choice, Day, Number, Part, Text
from ui.therapy.booking_fields import Children, Hour
from ui.therapy.moves import Moves, scope_field
from ui.therapy.told_words import told_text
from ui.therapy.week_rows import Shown


def ask_change(parent: QWidget, row: SessionRow, shown: Shown, moves: Moves) -> FormDialog:
    """Day, hour, length, therapist and room, typed."""
    facts = shown.facts
    fields: list[Part] = [
        Day("day", _("Day"), today=row.day, required=True),
        Hour("start_minute", _("Begins at"), required=True),
        Number("minutes", _("Minutes"), required=True, minimum=1, maximum=1440),
        Choice(
            "therapist_id",
            _("Therapist"),
            choices=[(person.id, person.name) for person in facts.staff.values()],
            empty=_("nobody yet"),
        ),
        Choice(
            "room_id",
            _("Room"),
            choices=[(room.id, room.name) for room in facts.rooms.values() if room.active or room.id == row.room_id],
            empty=_("no room"),
        ),
        *scope_field(row),
        _reason(),
    ]

    def save(values: dict[str, Any]) -> tasks.Action:
        return lambda session: move_session(session, row.id, **{"scope": THIS, **values})

    dialog = FormDialog(
        parent,
        _("Move the session"),
        fields,
        save,
        then=lambda changed: _told(
            moves, changed, ngettext("{n} session moved.", "{n} sessions moved.", changed.count)
        ),
        save_text=_("Move"),
    )
    dialog.form.set_values(
        {
            "day": row.day,
            "start_minute": row.start_minute,
            "minutes": row.minutes,
            "therapist_id": row.therapist_id,
            "room_id": row.room_id,
            "scope": THIS,
            "clash_reason": row.clash_reason,
        }
    )
    dialog.open()
    return dialog


def ask_children(parent: QWidget, row: SessionRow, moves: Moves) -> FormDialog:
    """Who is in the session."""

    def save(values: dict[str, Any]) -> tasks.Action:
        return lambda session: change_children(session, row.id, **{"scope": THIS, **values})

    dialog = FormDialog(
        parent,
        _("Children in the session"),
        [Children("child_ids", _("Children"), required=True, width=2), *scope_field(row), _reason()],
        save,
        then=lambda changed: _told(
            moves, changed, ngettext("{n} session changed.", "{n} sessions changed.", changed.count)
        ),
    )
    children = [(child.id, child.name) for child in row.children if child.status != EXCUSED]
    dialog.form.set_values({"child_ids": children, "scope": THIS, "clash_reason": row.clash_reason})
    dialog.open()
    return dialog


def _reason() -> Text:
    return Text(
        "clash_reason",
        _("Reason, where something clashes"),
        width=2,
        max_length=300,
        hint=_("What cannot be is refused in any case: nobody can be in two places."),
    )


def _told(moves: Moves, changed: Any, said: str) -> None:
    moves.done(changed.undo, said.format(n=changed.count))
    if changed.stayed:
        messages.attention(_("These stay as they are:") + "\n" + told_text(changed.stayed))
