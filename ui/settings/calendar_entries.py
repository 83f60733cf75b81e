"""What the lists of a year have in common: entries added and taken away, and asking before marked days close."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from centre_app.attendance.queries import marks_on
from centre_app.errors import UserError
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, _, ngettext
from centre_app.open_days.actions import NewCalendarEntry, add_calendar_entry, remove_calendar_entry
from centre_app.open_days.queries import EntryRow
from ui import tasks
from ui.shared import confirm
from ui.shared.dialog import FormDialog
from ui.shared.flow import Flow
from ui.shared.form import Day
from ui.shared.screen import Shell
from ui.shared.table import Table


class ClosingDialog(FormDialog):
    """Asks for days that will be closed. Where marks stand on them it says how many, and asks again."""

    def save(self) -> None:
        """As the button does."""
        values = self.form.collect()
        if values is None:
            return
        first = values["first_day"]
        tasks.read(partial(marks_on, first=first, last=values["last_day"] or first), then=self._counted)

    def _counted(self, marks: int) -> None:
        if not marks:
            super().save()
            return
        text = ngettext(
            "There is {n} attendance mark on these days. It is kept, but not counted while the days are closed.",
            "There are {n} attendance marks on these days. They are kept, but not counted while the days are closed.",
            marks,
        ).format(n=marks)
        confirm.ask(self, _("Close days that are marked?"), text, _("Close the days"), super().save, danger=False)


class EntryList(QWidget):
    """What both lists do: a table with its buttons, entries added and taken away, each with *Undo*."""

    def __init__(self, shell: Shell, table: Table, buttons: Sequence[QPushButton]) -> None:
        super().__init__()
        self._shell = shell
        self._site_id: UUID | None = None
        self.table = table
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Flow(buttons))
        layout.addWidget(table, 1)

    def adding(self, entry: NewCalendarEntry) -> tasks.Action:
        """The action that adds this entry. Raises UserError before the calendar has been read."""
        if self._site_id is None:
            raise UserError(N_("The calendar is still being read. Try again in a moment."))
        return partial(add_calendar_entry, site_id=self._site_id, entry=entry)

    def ask(
        self, kind: type[FormDialog], title: str, fields: Sequence[Any], entry_kind: str, saying: str, note: str
    ) -> FormDialog:
        """Ask for the days (and the rest) of an entry of this kind, and add it."""
        dialog = kind(
            self,
            title,
            fields,
            lambda values: self.adding(
                NewCalendarEntry(
                    entry_kind,
                    values["first_day"],
                    values.get("last_day"),
                    values.get("reason") or "",
                    values.get("note") or "",
                )
            ),
            saying=saying,
            undo=lambda entry_id: partial(remove_calendar_entry, entry_id=entry_id),
            note=note,
        )
        dialog.open()
        return dialog

    def remove(self, entry: EntryRow, saying: str) -> None:
        """Take it away; *Undo* adds it again."""
        again = NewCalendarEntry(entry.kind, entry.first_day, entry.last_day, entry.reason, entry.note)
        tasks.do(
            partial(remove_calendar_entry, entry_id=entry.id),
            saying=saying,
            undo=lambda _nothing: self.adding(again),
        )

    def span_fields(self) -> list[Any]:
        """The first day and the last."""
        today = self._shell.office.today()
        return [
            Day("first_day", _("First day"), today=today, required=True),
            Day("last_day", _("Last day"), today=today, hint=_("Empty: only the first day.")),
        ]


def span_text(first: date, last: date) -> str:
    """One day, or from–to."""
    return day_text(first) if first == last else f"{day_text(first)} – {day_text(last)}"
