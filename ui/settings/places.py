"""Places: the villages that teams drive to, and below the roads of the one that is chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSplitter, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.language.dates import weekday_names
from centre_app.language.translate import N_, _, ngettext
from centre_app.outreach.fleet_queries import road_network
from centre_app.places.actions import add_place, change_place, take_villages
from centre_app.places.queries import MissingPlace, PlaceRow, RoadRow, missing_places, places, roads
from centre_app.places.rules import coordinates_text
from centre_app.places.ways import Network
from centre_app.security.access import Permission
from ui import tasks
from ui.settings.page import Page
from ui.settings.place_form import (
    new_place_values,
    place_fields,
    place_input,
    place_values,
    typed_place,
    village_choices,
)
from ui.settings.roads import Roads
from ui.shared.buttons import button, main_button
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.form import MultiChoice
from ui.shared.table import Column, Table


@dataclass(frozen=True)
class Field:
    """What one reading brings: all places, roads, what ways are worked out from, and villages that are no place."""

    places: tuple[PlaceRow, ...]
    roads: tuple[RoadRow, ...]
    network: Network
    missing: tuple[MissingPlace, ...]


@dataclass(frozen=True)
class PlaceLine:
    """A place in words. ``tone`` is that of the state."""

    row: PlaceRow
    roads: int
    state: str
    tone: str

    @property
    def id(self) -> UUID:
        """Of the place."""
        return self.row.id


class PlacesPage(Page):
    """The places above, the roads of the one chosen below."""

    key: ClassVar[str] = "places"
    name: ClassVar[str] = N_("Places and roads")
    note: ClassVar[str] = N_(
        "The villages that teams drive to. What the team knows of the roads is kept here; the rest is estimated."
    )
    icon: ClassVar[str] = "pin"
    needs: ClassVar[Permission | None] = Permission.PLAN_ROUNDS
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.PLACES, Change.TEAMS, Change.CHILDREN})
    scrolls: ClassVar[bool] = False  # the two lists do

    def build(self) -> None:
        """Both lists with their buttons."""
        self._read = Field((), (), Network(()), ())
        self._wanted: UUID | None = None
        self.table = self._table()
        self.take_button = button(_("Take the villages from children's addresses"), self.take, icon="home")
        self.take_button.hide()
        self.change_button = button(_("Change…"), self._change_current, icon="edit")
        self.use_button = button(_("Take out of use"), self._use_current, icon="archive")
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        adding = main_button(_("Add a place…"), self.add, icon="add")
        self.with_old = QCheckBox(_("Show also what is out of use"))
        self.with_old.toggled.connect(lambda _on: self._show())
        column.addWidget(Flow([adding, self.change_button, self.use_button, self.take_button, self.with_old]))
        column.addWidget(self.table, 1)
        self.roads = Roads(self.shell)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(12)
        halves.addWidget(upper)
        halves.addWidget(self.roads)
        halves.setStretchFactor(0, 1)
        halves.setStretchFactor(1, 1)
        self.body.addWidget(halves, 1)
        self._choose(None)

    def load(self) -> None:
        """Places, roads, what ways are worked out from, and which villages of addresses are missing."""

        def read(session: Any) -> Field:
            return Field(
                places(session, active_only=False), roads(session), road_network(session), missing_places(session)
            )

        tasks.read(read, then=self.show_places, latest="places")

    def show_places(self, read: Field) -> None:
        """Show what was read."""
        self._read = read
        self._show()

    def state(self) -> dict[str, object]:
        """Whether those out of use are shown."""
        return {"with_old": self.with_old.isChecked()}

    def restore(self, state: dict[str, object]) -> None:
        """As before."""
        self.with_old.setChecked(bool(state.get("with_old")))

    # ---- doing --------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for a place and add it; it begins in the municipality of the one that is chosen."""
        dialog = FormDialog(
            self,
            _("Add a place"),
            place_fields(self._read.places),
            lambda values: partial(add_place, place=typed_place(values)),
            then=self._want,
            saying=_("The place is added."),
        )
        current = self.table.current()
        dialog.form.set_values(new_place_values(current.row if current is not None else None))
        dialog.open()

    def change(self, line: PlaceLine) -> None:
        """Ask for other names, coordinates, market days."""
        row = line.row
        before = place_input(row)
        dialog = FormDialog(
            self,
            _("Change {name}").format(name=row.village),
            place_fields(self._read.places),
            lambda values: partial(change_place, place_id=row.id, place=typed_place(values, active=row.active)),
            saying=_("{name} is changed.").format(name=row.village),
            undo=lambda _nothing: partial(change_place, place_id=row.id, place=before),
        )
        dialog.form.set_values(place_values(row))
        dialog.open()

    def use(self, line: PlaceLine, active: bool) -> None:
        """Out of use, or into use again; both can be undone."""
        row, before = line.row, place_input(line.row)
        if active:
            saying = _("{name} is in use again.").format(name=row.village)
        else:
            saying = _("{name} is out of use. Its roads stay.").format(name=row.village)
        tasks.do(
            partial(change_place, place_id=row.id, place=replace(before, active=active)),
            saying=saying,
            undo=lambda _nothing: partial(change_place, place_id=row.id, place=replace(before, active=not active)),
        )

    def take(self) -> None:
        """Show the villages of children's addresses that are no place yet, and take those that are chosen."""
        choices = village_choices(self._read.missing)
        dialog = FormDialog(
            self,
            _("Villages where children live"),
            [MultiChoice("villages", "", choices)],
            lambda values: partial(take_villages, only=values["villages"]),
            then=lambda taken: self._want(taken[0] if taken else None),
            save_text=_("Take these"),
            note=_("They stand in addresses and are no places yet. Leave out what is another spelling of a place."),
            saying=_("The villages are places now. Add their roads: until then ways are estimated."),
        )
        dialog.form.set_values({"villages": tuple(key for key, _words in choices)})
        dialog.open()

    def _change_current(self) -> None:
        line = self.table.current()
        if line is not None:
            self.change(line)

    def _use_current(self) -> None:
        line = self.table.current()
        if line is not None:
            self.use(line, not line.row.active)

    def _want(self, key: UUID | None) -> None:
        """Go to this place: now, or as soon as it is shown."""
        if key is not None and not self.table.select(lambda line: line.id == key):
            self._wanted = key

    # ---- showing ------------------------------------------------------------------------------------------------

    def _table(self) -> Table:
        made: Table = Table(
            [
                Column("village", _("Village"), lambda line: line.row.village, width=180, tone=_tone, tip=_names),
                Column("municipality", _("Municipality"), lambda line: line.row.municipality, width=140, tone=_tone),
                Column("district", _("District"), lambda line: line.row.district, width=130, tone=_tone),
                Column("coordinates", _("Coordinates"), _coordinates, width=130, tone=_tone),
                Column("market", _("Market days"), _market, width=100, tone=_tone),
                Column("roads", _("Roads"), _roads, sort=lambda line: line.roads, align="right", width=70),
                Column("state", _("State"), lambda line: line.state, width=170, tone=lambda line: line.tone),
            ],
            name="settings.places",
            desk=self.shell.desk,
            count=lambda n: ngettext("{n} place", "{n} places", n).format(n=n),
            label_text=_("Places and roads"),
        )
        made.opened.connect(self.change)
        made.current_changed.connect(self._choose)
        return made

    def _show(self) -> None:
        read, today = self._read, self.shell.office.today()
        self._show_missing(len(read.missing))
        self.table.set_rows([self._line(row, today) for row in read.places if row.active or self.with_old.isChecked()])
        if self._wanted is not None and self.table.select(lambda line: line.id == self._wanted):
            self._wanted = None
        if self.table.current() is None and self.table.rows():
            self.table.select(lambda _line: True)
        self._choose(self.table.current())

    def _show_missing(self, number: int) -> None:
        """The button for villages of addresses, and what an empty list teaches."""
        self.take_button.setText(
            ngettext(
                "Take {n} village from children's addresses…", "Take {n} villages from children's addresses…", number
            ).format(n=number)
        )
        self.take_button.setVisible(bool(number and self._read.places))
        self.table.set_empty(
            EmptyPlace(
                _("No place yet"),
                _("The villages where children live become places in one go. Then add what you know of the roads.")
                if number
                else _("Add the place where the team leaves from, and the villages it drives to."),
                _("Take the villages from children's addresses") if number else _("Add a place"),
                self.take if number else self.add,
                icon="pin",
            )
        )

    def _line(self, row: PlaceRow, today: date) -> PlaceLine:
        read = self._read
        state, tone = "", ""
        if not row.active:
            state, tone = _("out of use"), "muted"
        elif row.id in read.network.on(today).cut_off:
            state, tone = _("cut off: the road is closed"), "attention"
        elif row.id in read.network.bases:
            state, tone = _("base of a team"), "strong"
        elif not any(row.id in (road.first_id, road.second_id) for road in read.roads):
            state, tone = _("ways are estimated"), "muted"
        number = sum(row.id in (road.first_id, road.second_id) for road in read.roads)
        return PlaceLine(row, number, state, tone)

    def _choose(self, line: PlaceLine | None) -> None:
        self.change_button.setEnabled(line is not None)
        self.use_button.setEnabled(line is not None)
        self.use_button.setText(_("Take out of use") if line is None or line.row.active else _("Use again"))
        self.roads.show_place(line.row if line is not None else None, self._read.roads, self._read.network)


def _coordinates(line: PlaceLine) -> str:
    return coordinates_text(line.row.latitude, line.row.longitude) or "–"


def _market(line: PlaceLine) -> str:
    names = weekday_names(short=True)
    return ", ".join(names[int(day) - 1] for day in line.row.market_days)


def _roads(line: PlaceLine) -> str:
    return str(line.roads) if line.roads else "–"


def _names(line: PlaceLine) -> str:
    return ", ".join(part for part in (line.row.village, line.row.other_names, line.row.note) if part)


def _tone(line: PlaceLine) -> str:
    return "" if line.row.active else "muted"
