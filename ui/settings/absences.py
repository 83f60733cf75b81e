"""When somebody of the staff is not here: the list under the staff, and its dialog."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from centre_app.errors import UserError
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, _, ngettext
from centre_app.security.access import Permission
from centre_app.workplace.actions import AbsenceInput, add_absence, change_absence, remove_absence
from centre_app.workplace.queries import AbsenceRow, StaffRow
from centre_app.workplace.rules import parse_times, span_text
from ui import messages, tasks
from ui.settings.staff_steps import Absent, write_absence
from ui.shared.buttons import button
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.form import Day, Text
from ui.shared.screen import Shell
from ui.shared.table import Column, Table
from ui.shared.words import label


class Absences(QWidget):
    """The absences of one person, with buttons for whoever plans the week."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.person: StaffRow | None = None
        self.title = label(kind="heading")
        self.table: Table = Table(
            [
                Column("first", _("From"), lambda row: day_text(row.first_day), width=110),
                Column("last", _("To"), lambda row: day_text(row.last_day), width=110),
                Column("hours", _("Hours"), _hours, width=130),
                Column("reason", _("Reason"), lambda row: row.reason, width=200),
            ],
            name="settings.absences",
            desk=shell.desk,
            sorting="none",
            count=lambda n: ngettext("{n} absence", "{n} absences", n).format(n=n),
            label_text=_("Absences"),
        )
        self.add_button = button(_("Away…"), self.add, icon="add")
        self.change_button = button(_("Change…"), self._change_current, icon="edit")
        self.remove_button = button(_("Take away"), self._remove_current, icon="close")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        if shell.may(Permission.PLAN_WEEK):
            column.addWidget(Flow([self.add_button, self.change_button, self.remove_button]))
            self.table.opened.connect(self.change)
        column.addWidget(self.table, 1)
        self.table.current_changed.connect(lambda _row: self._enable())
        self.show_person(None, ())

    def show_person(self, person: StaffRow | None, rows: Sequence[AbsenceRow]) -> None:
        """Show somebody's absences; None: nobody is chosen."""
        self.person = person
        if person is None:
            self.title.setText(_("Absences"))
            self.table.set_empty(EmptyPlace(_("Nobody is chosen"), _("Choose a person above.")))
        else:
            self.title.setText(_("Absences of {name}").format(name=person.name))
            self.table.set_empty(
                EmptyPlace(
                    _("No absence is written down"),
                    _("Leave, illness, a training: write it here, and no session is booked in that time."),
                )
            )
        self.table.set_rows(list(rows))
        self._enable()

    def add(self) -> None:
        """Ask from when to when, and write it down."""
        person = self.person
        if person is None:
            return
        FormDialog(
            self,
            _("{name} is away").format(name=person.name),
            self._fields(),
            lambda values: partial(write_absence, absence=_typed(person.id, values)),
            then=self._tell_hit,
            saying=_("The absence is written down."),
            undo=lambda made: partial(remove_absence, absence_id=made.id),
        ).open()

    def change(self, row: AbsenceRow) -> None:
        """Ask for other days, hours, reason."""
        person = self.person
        if person is None:
            return
        before = AbsenceInput(row.staff_id, row.first_day, row.last_day, row.start_minute, row.end_minute, row.reason)
        dialog = FormDialog(
            self,
            _("{name} is away").format(name=person.name),
            self._fields(),
            lambda values: partial(write_absence, absence_id=row.id, absence=_typed(person.id, values)),
            then=self._tell_hit,
            saying=_("The absence is changed."),
            undo=lambda _nothing: partial(change_absence, absence_id=row.id, absence=before),
        )
        dialog.form.set_values(
            {"first_day": row.first_day, "last_day": row.last_day, "times": _hours(row, ""), "reason": row.reason}
        )
        dialog.open()

    def _tell_hit(self, made: Absent) -> None:
        if made.words and self.person is not None:
            to_week = partial(self.shell.go, "therapy", page="week", day=made.day, staff=self.person.id)
            messages.attention(made.words, to_week, _("Open the week"))

    def _remove_current(self) -> None:
        row = self.table.current()
        if row is not None:
            tasks.do(
                partial(remove_absence, absence_id=row.id),
                saying=_("The absence is taken away."),
                undo=lambda was: partial(add_absence, absence=was),
            )

    def _change_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self.change(row)

    def _fields(self) -> list[Any]:
        today = self.shell.office.today()
        return [
            Day("first_day", _("From"), today=today, required=True),
            Day("last_day", _("To"), today=today, hint=_("Empty: that day alone.")),
            Text("times", _("Hours"), placeholder="9-11", max_length=40, hint=_("Empty: the whole day.")),
            Text("reason", _("Reason"), max_length=200),
        ]

    def _enable(self) -> None:
        chosen = self.table.current() is not None
        self.add_button.setEnabled(self.person is not None)
        self.change_button.setEnabled(chosen)
        self.remove_button.setEnabled(chosen)


def _typed(staff_id: UUID, values: dict[str, Any]) -> AbsenceInput:
    spans = parse_times(values["times"], field="times")
    if len(spans) > 1:
        raise UserError(N_("One stretch of hours at a time: write the other one as a further absence."), field="times")
    start, end = spans[0] if spans else (None, None)
    first = values["first_day"]
    return AbsenceInput(staff_id, first, values["last_day"] or first, start, end, values["reason"])


def _hours(row: AbsenceRow, whole_day: str | None = None) -> str:
    if row.start_minute is None or row.end_minute is None:
        return _("whole day") if whole_day is None else whole_day
    return span_text(row.start_minute, row.end_minute)
