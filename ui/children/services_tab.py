"""A child's enrolments: enter a service, change the dates, leave with a reason."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from centre_app.children.actions import change_enrolment, end_enrolment, enrol_child, remove_enrolment
from centre_app.children.files import ChildFile, EnrolmentRow
from centre_app.children.inputs import EnrolmentChanges, NewEnrolment
from centre_app.codelists.queries import labels
from centre_app.errors import UserError
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.security.access import Permission
from centre_app.sites.queries import ServiceRow, services
from ui import messages, tasks
from ui.children.leaving import Leaving
from ui.shared import confirm
from ui.shared.buttons import button, danger_button, main_button
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.fields import Choice, Day, Text
from ui.shared.screen import Shell
from ui.shared.table import Column, Table


class ServicesTab(QWidget):
    """The table of enrolments with its few buttons."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.leaving = Leaving(self, shell)
        self.file: ChildFile | None = None
        self._reasons: dict[str, str] = {}
        self._services: list[ServiceRow] = []
        self.table: Table = Table(
            [
                Column("service", _("Service"), value=lambda row: row.service, width=180),
                Column("group", _("Group"), value=lambda row: row.group or "", width=130),
                Column("start", _("From"), value=lambda row: day_text(row.start_day), width=95),
                Column("end", _("To"), value=lambda row: day_text(row.end_day) if row.end_day else "", width=95),
                Column("reason", _("Reason of leaving"), value=self._reason, width=170),
                Column("note", _("Note"), value=lambda row: row.note, width=170),
            ],
            name="children.enrolments",
            desk=shell.desk,
            sorting="none",
            label_text=_("Enrolments"),
            count=lambda n: ngettext("{n} enrolment", "{n} enrolments", n).format(n=n),
        )
        self.table.opened.connect(lambda row: self.change(row))
        self.table.current_changed.connect(lambda _row: self._enable())
        may = shell.may(Permission.EDIT_CHILDREN)
        self.table.set_empty(
            EmptyPlace(
                _("Not enrolled yet"),
                _("Only a child who is enrolled in a service can be marked there."),
                _("Enrol") if may else "",
                self.enrol if may else None,
                icon="attendance",
            )
        )
        self.change_button = button(_("Change…"), self._change_current, icon="edit")
        self.end_button = button(_("Leaves…"), self._end_current)
        self.remove_button = danger_button(_("Remove…"), self._remove_current)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self.table, 1)
        if may:
            row = QHBoxLayout()
            for one in (self.change_button, self.end_button, self.remove_button):
                row.addWidget(one)
            row.addStretch(1)
            row.addWidget(main_button(_("Enrol"), self.enrol, icon="add"))
            column.addLayout(row)
        self._enable()

    def show_file(self, file: ChildFile) -> None:
        """Show the enrolments of a file."""
        self.file = file
        language = current().language

        def choices(session: Any) -> tuple[list[ServiceRow], dict[str, str]]:
            return services(session), labels(session, "enrolment_end_reason", language)

        tasks.read(choices, then=self._show)

    def enrol(self) -> None:
        """Into another service."""
        if self.file is None:
            return
        if not self._services:
            messages.attention(_("There is no service yet: add one in Settings."))
            return
        child_id, today = self.file.id, self.shell.office.today()
        FormDialog(
            self,
            _("Enrol in a service"),
            [
                Choice("place", _("Service and group"), choices=self._places(), required=True, width=2),
                Day("start_day", _("From"), today=today, required=True),
                Day("end_day", _("To (if known)"), today=today),
                Text("note", _("Note"), width=2, max_length=300),
            ],
            lambda values: partial(enrol_child, enrolment=_new(child_id, values)),
            saying=_("Enrolled."),
            save_text=_("Enrol"),
        ).open()

    def change(self, row: EnrolmentRow) -> None:
        """Group, dates, reason, note of one enrolment."""
        if not self.shell.may(Permission.EDIT_CHILDREN):
            return
        today = self.shell.office.today()
        groups = [group for service in self._services if service.id == row.service_id for group in service.groups]
        dialog = FormDialog(
            self,
            row.service,
            [
                Choice("group_id", _("Group"), choices=[(group.id, group.name) for group in groups], width=2),
                Day("start_day", _("From"), today=today, required=True),
                Day("end_day", _("To"), today=today),
                Choice("end_reason", _("Reason of leaving"), choices=list(self._reasons.items()), width=2),
                Text("note", _("Note"), width=2, max_length=300),
            ],
            lambda values: partial(change_enrolment, enrolment_id=row.id, changes=EnrolmentChanges(**values)),
            saying=_("Saved."),
        )
        names = ("group_id", "start_day", "end_day", "end_reason", "note")
        dialog.form.set_values({name: getattr(row, name) for name in names})
        dialog.open()

    def end(self, row: EnrolmentRow) -> None:
        """The child leaves the service."""
        today = self.shell.office.today()
        dialog = FormDialog(
            self,
            _("Leaves: {service}").format(service=row.service),
            [
                Day("end_day", _("Last day"), today=today, required=True),
                Choice("reason", _("Reason of leaving"), choices=list(self._reasons.items()), width=2),
            ],
            lambda values: partial(_end, enrolment_id=row.id, end_day=values["end_day"], reason=values["reason"]),
            then=None if self.file is None else partial(self.leaving.after, self.file.id),
            saying=_("Saved."),
        )
        dialog.form.set_values({"end_day": today})
        dialog.open()

    def _show(self, read: tuple[list[ServiceRow], dict[str, str]]) -> None:
        self._services, self._reasons = read
        if self.file is not None:
            self.table.set_rows(self.file.enrolments)
        self._enable()

    def _reason(self, row: EnrolmentRow) -> str:
        return self._reasons.get(row.end_reason or "", row.end_reason or "")

    def _places(self) -> list[tuple[Any, str]]:
        places: list[tuple[Any, str]] = []
        for service in self._services:
            if not service.groups:
                places.append(((service.id, None), service.name))
            places.extend(((service.id, group.id), f"{service.name} · {group.name}") for group in service.groups)
        return places

    def _enable(self) -> None:
        row = self.table.current()
        self.change_button.setEnabled(row is not None)
        self.remove_button.setEnabled(row is not None)
        self.end_button.setEnabled(row is not None and row.end_day is None)

    def _change_current(self) -> None:
        if (row := self.table.current()) is not None:
            self.change(row)

    def _end_current(self) -> None:
        if (row := self.table.current()) is not None:
            self.end(row)

    def _remove_current(self) -> None:
        row = self.table.current()
        if row is None:
            return
        confirm.ask(
            self,
            _("Remove the enrolment?"),
            _("It was entered by mistake, and nothing was marked in it? Who has left gets a last day instead."),
            _("Remove"),
            lambda: tasks.do(partial(remove_enrolment, enrolment_id=row.id), saying=_("Removed."), owner=self),
        )


def _new(child_id: UUID, values: dict[str, Any]) -> NewEnrolment:
    if values["place"] is None:
        raise UserError(N_("Please choose the service."), field="place")
    service_id, group_id = values["place"]
    return NewEnrolment(
        child_id=child_id,
        service_id=service_id,
        group_id=group_id,
        start_day=values["start_day"],
        end_day=values["end_day"],
        note=values["note"],
    )


def _end(session: Any, enrolment_id: UUID, end_day: date, reason: str | None) -> date:
    """End it, and tell with which day."""
    end_enrolment(session, enrolment_id, end_day, reason)
    return end_day
