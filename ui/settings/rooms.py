"""Rooms for sessions: how many children fit in, and what stands there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QCheckBox

from centre_app.changes import Change
from centre_app.codelists.queries import labels
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.security.access import Permission
from centre_app.workplace.actions import RoomInput, add_room, change_room, move_room
from centre_app.workplace.queries import RoomRow, rooms
from ui import tasks
from ui.settings.ordered import OrderedList
from ui.settings.page import Page
from ui.shared.buttons import main_button
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.form import MultiChoice, Number, Text
from ui.shared.table import Column, Table

EQUIPMENT = "equipment"  # the code list


@dataclass(frozen=True)
class Rooms:
    """What one reading brings: all rooms, equipment in words, and what of it can still be chosen."""

    rooms: tuple[RoomRow, ...]
    equipment: dict[str, str]
    in_use: dict[str, str]


class RoomsPage(Page):
    """The rooms in the order that the week shows them."""

    key: ClassVar[str] = "rooms"
    name: ClassVar[str] = N_("Rooms")
    note: ClassVar[str] = N_(
        "Sessions are booked in a room. A type of session that needs equipment is proposed only where it stands."
    )
    icon: ClassVar[str] = "home"
    needs: ClassVar[Permission | None] = Permission.MANAGE_CENTRE
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.WORKPLACE, Change.CODELISTS})

    def build(self) -> None:
        """The list with its buttons."""
        self._read = Rooms((), {}, {})
        table = Table(
            [
                Column("name", _("Room"), lambda row: row.name, width=200, tone=_tone),
                Column("places", _("Places for children"), _places, align="right", width=120),
                Column("equipment", _("Equipment"), self._equipment, width=300, tip=self._equipment),
                Column("state", _("State"), lambda row: "" if row.active else _("out of use"), width=90, tone=_tone),
            ],
            name="settings.rooms",
            desk=self.shell.desk,
            sorting="none",
            count=lambda n: ngettext("{n} room", "{n} rooms", n).format(n=n),
            label_text=_("Rooms"),
        )
        table.set_empty(
            EmptyPlace(
                _("No room yet"),
                _("Add the rooms where sessions are held, with what stands there: mats, a mirror, a couch."),
                _("Add a room"),
                self.add,
                icon="home",
            )
        )
        adding = [main_button(_("Add a room…"), self.add, icon="add")]
        self.list = OrderedList(table, adding, self.change, self.shift, self.use)
        self.body.addWidget(self.list, 1)
        self.with_old = QCheckBox(_("Show also what is out of use"))
        self.with_old.toggled.connect(lambda _on: self._show())
        self.body.addWidget(self.with_old)

    def load(self) -> None:
        """All rooms, those out of use too."""
        language = current().language

        def read(session: Any) -> Rooms:
            return Rooms(
                rooms(session, active_only=False),
                labels(session, EQUIPMENT, language),
                labels(session, EQUIPMENT, language, active_only=True),
            )

        tasks.read(read, then=self.show_rooms, latest="rooms")

    def show_rooms(self, read: Rooms) -> None:
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
        """Ask for a room and add it."""
        FormDialog(
            self,
            _("Add a room"),
            self._fields(self._read.in_use),
            lambda values: partial(add_room, room=RoomInput(**values)),
            then=self.list.want,
            saying=_("The room is added."),
        ).open()

    def change(self, row: RoomRow) -> None:
        """Ask for another name, number of places, equipment."""
        before = _as_input(row)
        offered = {code: self._read.equipment.get(code, code) for code in (*self._read.in_use, *row.equipment)}
        dialog = FormDialog(
            self,
            _("Change {name}").format(name=row.name),
            self._fields(offered),
            lambda values: partial(change_room, room_id=row.id, room=replace(before, **values)),
            saying=_("{name} is changed.").format(name=row.name),
            undo=lambda _nothing: partial(change_room, room_id=row.id, room=before),
        )
        dialog.form.set_values({"name": row.name, "places": row.places, "equipment": row.equipment})
        dialog.open()

    def shift(self, row: RoomRow, by: int) -> None:
        """Up or down."""
        tasks.do(partial(move_room, room_id=row.id, by=by))

    def use(self, row: RoomRow, active: bool) -> None:
        """Out of use, or into use again; both can be undone."""
        if active:
            saying = _("{name} is in use again.").format(name=row.name)
        else:
            saying = _("{name} is out of use. What is booked there stays.").format(name=row.name)
            self.with_old.setChecked(True)
        before = _as_input(row)
        tasks.do(
            partial(change_room, room_id=row.id, room=replace(before, active=active)),
            saying=saying,
            undo=lambda _nothing: partial(change_room, room_id=row.id, room=replace(before, active=not active)),
        )

    def _show(self) -> None:
        self.list.show_rows([row for row in self._read.rooms if row.active or self.with_old.isChecked()])

    def _equipment(self, row: RoomRow) -> str:
        return ", ".join(words for code, words in self._read.equipment.items() if code in row.equipment)

    @staticmethod
    def _fields(equipment: dict[str, str]) -> list[Any]:
        return [
            Text("name", _("Name or number of the room"), required=True, max_length=200),
            Number("places", _("Places for children"), hint=_("Empty: not limited."), minimum=1, maximum=1000),
            MultiChoice("equipment", _("Equipment"), list(equipment.items())),
        ]


def _as_input(row: RoomRow) -> RoomInput:
    return RoomInput(row.name, row.places, row.equipment, row.active)


def _places(row: RoomRow) -> str:
    return "–" if row.places is None else str(row.places)


def _tone(row: RoomRow) -> str:
    return "" if row.active else "muted"
