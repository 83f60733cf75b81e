"""When a vehicle is not to be had: the list under the vehicles, and its dialog."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from centre_app.language.dates import day_text
from centre_app.language.translate import _, ngettext
from centre_app.outreach.actions import VehicleOffInput, add_vehicle_off, change_vehicle_off, remove_vehicle_off
from centre_app.outreach.fleet_rules import OffRow, VehicleRow
from ui import tasks
from ui.shared.buttons import button
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.form import Day, Text
from ui.shared.screen import Shell
from ui.shared.table import Column, Table
from ui.shared.words import label


class VehicleDaysOff(QWidget):
    """The days off of one vehicle, for whoever plans rounds."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.vehicle: VehicleRow | None = None
        self.title = label(kind="heading")
        self.table: Table = Table(
            [
                Column("first", _("From"), lambda row: day_text(row.first_day), width=110),
                Column("last", _("To"), lambda row: day_text(row.last_day), width=110),
                Column("reason", _("Reason"), lambda row: row.reason, width=300),
            ],
            name="settings.vehicles_off",
            desk=shell.desk,
            sorting="none",
            count=lambda n: ngettext("{n} time", "{n} times", n).format(n=n),
            label_text=_("Days off of the vehicle"),
        )
        self.add_button = button(_("Not to be had…"), self.add, icon="add")
        self.change_button = button(_("Change…"), self._change_current, icon="edit")
        self.remove_button = button(_("Take away"), self._remove_current, icon="close")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(Flow([self.add_button, self.change_button, self.remove_button]))
        column.addWidget(self.table, 1)
        self.table.opened.connect(self.change)
        self.table.current_changed.connect(lambda _row: self._enable())
        self.show_vehicle(None)

    def show_vehicle(self, vehicle: VehicleRow | None) -> None:
        """Show a vehicle's days off; None: none is chosen."""
        self.vehicle = vehicle
        if vehicle is None:
            self.title.setText(_("Days off"))
            self.table.set_empty(EmptyPlace(_("No vehicle is chosen"), _("Choose a vehicle above.")))
        else:
            self.title.setText(_("Days off of {name}").format(name=vehicle.name))
            self.table.set_empty(
                EmptyPlace(
                    _("No day off is written down"),
                    _("Repair, a trip to the capital: write it here, and rounds are planned without the vehicle."),
                )
            )
        self.table.set_rows(list(vehicle.off) if vehicle is not None else [])
        self._enable()

    def add(self) -> None:
        """Ask from when to when, and write it down."""
        vehicle = self.vehicle
        if vehicle is None:
            return
        dialog = FormDialog(
            self,
            _("{name} is not to be had").format(name=vehicle.name),
            self._fields(),
            lambda values: partial(add_vehicle_off, off=_typed(vehicle, values)),
            saying=_("The days off are written down."),
            undo=lambda made: partial(remove_vehicle_off, off_id=made),
        )
        dialog.form.set_values({"first_day": self.shell.office.today(), "last_day": None, "reason": ""})
        dialog.open()

    def change(self, row: OffRow) -> None:
        """Ask for other days, another reason."""
        vehicle = self.vehicle
        if vehicle is None:
            return
        before = VehicleOffInput(row.vehicle_id, row.first_day, row.last_day, row.reason)
        dialog = FormDialog(
            self,
            _("{name} is not to be had").format(name=vehicle.name),
            self._fields(),
            lambda values: partial(change_vehicle_off, off_id=row.id, off=_typed(vehicle, values)),
            saying=_("The days off are changed."),
            undo=lambda _nothing: partial(change_vehicle_off, off_id=row.id, off=before),
        )
        dialog.form.set_values({"first_day": row.first_day, "last_day": row.last_day, "reason": row.reason})
        dialog.open()

    def _change_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self.change(row)

    def _remove_current(self) -> None:
        row = self.table.current()
        if row is not None:
            tasks.do(
                partial(remove_vehicle_off, off_id=row.id),
                saying=_("The days off are taken away."),
                undo=lambda was: partial(add_vehicle_off, off=was),
            )

    def _fields(self) -> list[Any]:
        today = self.shell.office.today()
        return [
            Day("first_day", _("From"), today=today, required=True),
            Day("last_day", _("To"), today=today, hint=_("Empty: that day alone.")),
            Text("reason", _("Reason"), max_length=200, width=2),
        ]

    def _enable(self) -> None:
        chosen = self.table.current() is not None
        self.add_button.setEnabled(self.vehicle is not None)
        self.change_button.setEnabled(chosen)
        self.remove_button.setEnabled(chosen)


def _typed(vehicle: VehicleRow, values: dict[str, Any]) -> VehicleOffInput:
    first = values["first_day"]
    return VehicleOffInput(vehicle.id, first, values["last_day"] or first, values["reason"])
