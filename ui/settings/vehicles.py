"""Vehicles: what the teams drive, and when it is not to be had."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSplitter

from centre_app.changes import Change
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, _, ngettext
from centre_app.outreach.actions import VehicleInput, add_vehicle, change_vehicle, move_vehicle
from centre_app.outreach.fleet_queries import teams, vehicles
from centre_app.outreach.fleet_rules import TeamRow, VehicleRow
from centre_app.outreach.vehicles import MOST_FUEL, MOST_SEATS
from centre_app.security.access import Permission
from ui import tasks
from ui.settings.ordered import OrderedList
from ui.settings.page import Page
from ui.settings.vehicles_off import VehicleDaysOff
from ui.shared.buttons import main_button
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.form import Number, Text
from ui.shared.table import Column, Table


@dataclass(frozen=True)
class VehicleLine:
    """A vehicle in words. ``tone`` is that of the state."""

    row: VehicleRow
    teams: str
    state: str
    tone: str

    @property
    def id(self) -> UUID:
        """Of the vehicle."""
        return self.row.id

    @property
    def active(self) -> bool:
        """Whether it is in use."""
        return self.row.active


class VehiclesPage(Page):
    """The vehicles above, the days off of the one chosen below."""

    key: ClassVar[str] = "vehicles"
    name: ClassVar[str] = N_("Vehicles")
    note: ClassVar[str] = N_("What the teams drive. A vehicle goes with one team a day, and not on its days off.")
    icon: ClassVar[str] = "outreach"
    needs: ClassVar[Permission | None] = Permission.PLAN_ROUNDS
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.TEAMS})
    scrolls: ClassVar[bool] = False  # the two lists do

    def build(self) -> None:
        """Both lists with their buttons."""
        self._read: tuple[tuple[VehicleRow, ...], tuple[TeamRow, ...]] = ((), ())
        self.may_change = self.shell.may(Permission.MANAGE_CENTRE)
        table = Table(
            [
                Column("name", _("Vehicle"), lambda line: line.row.name, width=190, tone=_tone),
                Column("plate", _("Number plate"), lambda line: line.row.plate, width=130, tone=_tone),
                Column("seats", _("Seats"), lambda line: str(line.row.seats), align="right", width=80, tone=_tone),
                Column("fuel", _("Litres a 100 km"), _fuel, align="right", width=140, tone=_tone),
                Column("teams", _("Usually with"), lambda line: line.teams, width=190, tone=_tone),
                Column("state", _("State"), lambda line: line.state, width=190, tone=lambda line: line.tone),
            ],
            name="settings.vehicles",
            desk=self.shell.desk,
            sorting="none",
            count=lambda n: ngettext("{n} vehicle", "{n} vehicles", n).format(n=n),
            label_text=_("Vehicles"),
        )
        table.set_empty(
            EmptyPlace(
                _("No vehicle yet"),
                _("Add the cars of the centre with their seats: without a vehicle no round can be planned."),
                _("Add a vehicle") if self.may_change else "",
                self.add if self.may_change else None,
                icon="outreach",
            )
        )
        adding = [main_button(_("Add a vehicle…"), self.add, icon="add")]
        self.list = OrderedList(table, adding, self.change, self.shift, self.use)
        self.list.buttons.setVisible(self.may_change)
        self.days_off = VehicleDaysOff(self.shell)
        table.current_changed.connect(lambda line: self.days_off.show_vehicle(line.row if line is not None else None))
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(12)
        halves.addWidget(self.list)
        halves.addWidget(self.days_off)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        self.body.addWidget(halves, 1)
        self.with_old = QCheckBox(_("Show also what is out of use"))
        self.with_old.toggled.connect(lambda _on: self._show())
        self.body.addWidget(self.with_old)

    def load(self) -> None:
        """All vehicles, and the teams they usually go with."""

        def read(session: Any) -> tuple[tuple[VehicleRow, ...], tuple[TeamRow, ...]]:
            return vehicles(session, active_only=False), teams(session)

        tasks.read(read, then=self.show_vehicles, latest="vehicles")

    def show_vehicles(self, read: tuple[tuple[VehicleRow, ...], tuple[TeamRow, ...]]) -> None:
        """Show what was read."""
        self._read = read
        self._show()

    def state(self) -> dict[str, object]:
        """Whether those out of use are shown."""
        return {"with_old": self.with_old.isChecked()}

    def restore(self, state: dict[str, object]) -> None:
        """As before."""
        self.with_old.setChecked(bool(state.get("with_old")))

    def add(self) -> None:
        """Ask for a vehicle and add it."""
        usual = VehicleInput("")
        dialog = FormDialog(
            self,
            _("Add a vehicle"),
            _fields(),
            lambda values: partial(add_vehicle, vehicle=_typed(values)),
            then=self.list.want,
            saying=_("The vehicle is added."),
        )
        dialog.form.set_values({"seats": usual.seats, "fuel_per_100_km": _decimal(usual.fuel_per_100_km)})
        dialog.open()

    def change(self, line: VehicleLine) -> None:
        """Ask for another name, plate, seats, fuel."""
        if not self.may_change:
            return
        row, before = line.row, _as_input(line.row)
        dialog = FormDialog(
            self,
            _("Change {name}").format(name=row.name),
            _fields(),
            lambda values: partial(change_vehicle, vehicle_id=row.id, vehicle=_typed(values, active=row.active)),
            saying=_("{name} is changed.").format(name=row.name),
            undo=lambda _nothing: partial(change_vehicle, vehicle_id=row.id, vehicle=before),
        )
        dialog.form.set_values(vars(before) | {"fuel_per_100_km": _decimal(before.fuel_per_100_km)})
        dialog.open()

    def shift(self, line: VehicleLine, by: int) -> None:
        """Up or down."""
        if self.may_change:
            tasks.do(partial(move_vehicle, vehicle_id=line.id, by=by))

    def use(self, line: VehicleLine, active: bool) -> None:
        """Out of use, or into use again; both can be undone."""
        before = _as_input(line.row)
        if active:
            saying = _("{name} is in use again.").format(name=line.row.name)
        else:
            saying = _("{name} is out of use. Its rounds stay.").format(name=line.row.name)
        tasks.do(
            partial(change_vehicle, vehicle_id=line.id, vehicle=replace(before, active=active)),
            saying=saying,
            undo=lambda _nothing: partial(
                change_vehicle, vehicle_id=line.id, vehicle=replace(before, active=not active)
            ),
        )

    def _show(self) -> None:
        there, of_teams = self._read
        today = self.shell.office.today()
        lines = [
            VehicleLine(
                row, ", ".join(team.name for team in of_teams if team.vehicle_id == row.id), *_state(row, today)
            )
            for row in there
        ]
        self.list.show_rows([line for line in lines if line.active or self.with_old.isChecked()])
        table = self.list.table
        if table.current() is None and table.rows():
            table.select(lambda _line: True)
        current = table.current()
        self.days_off.show_vehicle(current.row if current is not None else None)


def _fields() -> list[Any]:
    return [
        Text("name", _("Name"), required=True, max_length=200),
        Text("plate", _("Number plate"), max_length=40),
        Number(
            "seats", _("Seats"), minimum=1, maximum=MOST_SEATS, required=True, hint=_("The driver's is one of them.")
        ),
        Number("fuel_per_100_km", _("Fuel, litres a 100 km"), maximum=MOST_FUEL, decimals=1, required=True),
    ]


def _typed(values: dict[str, Any], *, active: bool = True) -> VehicleInput:
    return VehicleInput(values["name"], values["plate"], values["seats"], float(values["fuel_per_100_km"]), active)


def _as_input(row: VehicleRow) -> VehicleInput:
    return VehicleInput(row.name, row.plate, row.seats, row.fuel_per_100_km, row.active)


def _state(row: VehicleRow, today: date) -> tuple[str, str]:
    """In words, and the tone of the words."""
    if not row.active:
        return _("out of use"), "muted"
    off = row.off_on(today)
    if off is not None:
        return _("not to be had until {day}").format(day=day_text(off.last_day)), "attention"
    return "", ""


def _fuel(line: VehicleLine) -> str:
    return _decimal(line.row.fuel_per_100_km)


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def _tone(line: VehicleLine) -> str:
    return "" if line.active else "muted"
