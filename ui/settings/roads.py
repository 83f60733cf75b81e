"""The roads of one place: how long they take, when they are closed, and which ways are only estimated."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from centre_app.language.translate import _, ngettext
from centre_app.places.actions import (
    close_road,
    put_back_road,
    remove_closure,
    remove_road,
    reopen_road,
)
from centre_app.places.queries import PlaceRow, RoadRow
from centre_app.places.ways import Network
from ui import tasks
from ui.settings.road_form import (
    as_written,
    closure_fields,
    road_fields,
    road_values,
    typed_closure,
    typed_road,
)
from ui.settings.road_lines import ESTIMATED, KINDS, RoadLine, in_minutes, km_text, line_tone, minutes_text, road_lines
from ui.settings.road_steps import write_road
from ui.shared import theme
from ui.shared.buttons import button
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.screen import Shell
from ui.shared.table import Column, Table
from ui.shared.words import label

_HIGH = 520  # of the form where it shows closures


class Roads(QWidget):
    """The roads of one place, with their buttons."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.place: PlaceRow | None = None
        self._roads: Sequence[RoadRow] = ()
        self._network = Network(())
        self.title = label(kind="heading")
        self.words = label(kind="muted", wrap=True)
        self.table = self._table()
        self.add_button = button(_("Add a road…"), self.add, icon="add")
        self.change_button = button(_("Change…"), self._change_current, icon="edit")
        self.close_button = button(_("Closed…"), self.close_current, icon="stop")
        self.open_button = button(_("Open again"), self.open_current, icon="check")
        self.remove_button = button(_("Take away"), self.remove_current, icon="close")
        self.with_all = QCheckBox(_("Show also the ways that are worked out"))
        self.with_all.toggled.connect(lambda _on: self._show())
        buttons = (self.add_button, self.change_button, self.close_button, self.open_button, self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.title)
        head.addWidget(self.words, 1, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        column.addWidget(Flow([*buttons, self.with_all]))
        column.addWidget(self.table, 1)

    def show_place(self, place: PlaceRow | None, roads: Sequence[RoadRow], network: Network) -> None:
        """Show the roads of a place; None: none is chosen. ``roads`` are those of all places."""
        self.place, self._roads, self._network = place, roads, network
        self._show()

    # ---- doing --------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask where a road leads and how long it takes; begins with the estimate that is chosen."""
        place = self.place
        if place is None:
            return
        dialog = self._dialog(_("A road from {name}").format(name=self._name(place.id)), None)
        line = self.table.current()
        if line is not None and line.road is None:
            dialog.form.set_values({"to": line.id, "minutes": line.minutes, "km": km_text(line)})
        dialog.open()

    def change(self, line: RoadLine) -> None:
        """Ask for other minutes, kilometres, closures; a way that was worked out becomes a road."""
        place, road = self.place, line.road
        if place is None:
            return
        if road is None:
            self.add()
            return
        names = {"first": self._name(place.id), "second": line.to}
        dialog = self._dialog(_("The road {first} – {second}").format(**names), road)
        dialog.form.set_values(road_values(road, place.id))
        if road.closures:
            dialog.resize(dialog.width(), theme.px(_HIGH))
        dialog.open()

    def close_current(self) -> None:
        """Ask from when to when the road is closed."""
        line = self.table.current()
        if line is None or line.road is None or self.place is None:
            return
        today, road_id = self.shell.office.today(), line.road.id
        dialog = FormDialog(
            self,
            _("The road {first} – {second} is closed").format(first=self._name(self.place.id), second=line.to),
            closure_fields(today),
            lambda values: partial(close_road, road_id=road_id, closure=typed_closure(values)),
            saying=_("The closure is written down. Rounds drive another way, or not there."),
            undo=lambda made: partial(remove_closure, closure_id=made),
        )
        dialog.form.set_values({"first_day": today, "last_day": None, "reason": "", "yearly": False})
        dialog.open()

    def open_current(self) -> None:
        """The road is open from today on; a yearly closure is changed in the form."""
        line = self.table.current()
        if line is None or line.closure is None or line.road is None:
            return
        if line.closure.yearly:
            self.change(line)
            return
        before = as_written(line.road)
        tasks.do(
            partial(reopen_road, closure_id=line.closure.id, first_open_day=self.shell.office.today()),
            saying=_("The road to {name} is open.").format(name=line.to),
            undo=lambda _nothing: partial(write_road, road_id=line.road.id, road=before[0], closures=before[1]),
        )

    def remove_current(self) -> None:
        """Take the road away with its closures; the way is estimated then."""
        line = self.table.current()
        if line is not None and line.road is not None:
            tasks.do(
                partial(remove_road, road_id=line.road.id),
                saying=_("The road to {name} is taken away. The way there is worked out now.").format(name=line.to),
                undo=lambda removed: partial(put_back_road, removed=removed),
            )

    def _change_current(self) -> None:
        line = self.table.current()
        if line is not None:
            self.change(line)

    def _dialog(self, title: str, road: RoadRow | None) -> FormDialog:
        place = self.place
        assert place is not None
        before = as_written(road) if road is not None else None
        road_id = road.id if road is not None else None

        def save(values: dict[str, Any]) -> Any:
            typed, closures = typed_road(values, place.id)
            return partial(write_road, road_id=road_id, road=typed, closures=closures)

        def undo(made: UUID) -> Any:
            if before is None:
                return partial(remove_road, road_id=made)
            return partial(write_road, road_id=made, road=before[0], closures=before[1])

        taken = {each.other_end(place.id) for each in self._own() if each.id != road_id}
        others = [
            (key, name)
            for key, name in sorted(self._network.names.items(), key=lambda pair: pair[1].casefold())
            if key != place.id and key not in taken
        ]
        return FormDialog(
            self,
            title,
            road_fields(others, self.shell.office.today()),
            save,
            saying=_("The road is written down."),
            undo=undo,
        )

    # ---- showing ------------------------------------------------------------------------------------------------

    def _table(self) -> Table:
        made: Table = Table(
            [
                Column("to", _("To the place"), lambda line: line.to, width=190, tone=line_tone),
                Column("minutes", _("Minutes"), minutes_text, sort=in_minutes, align="right", width=90, tone=line_tone),
                Column(
                    "km", _("km"), km_text, sort=lambda line: line.km or 0.0, align="right", width=80, tone=line_tone
                ),
                Column("kind", _("How it is known"), lambda line: _(KINDS[line.kind]), width=190, tone=line_tone),
                Column(
                    "closed",
                    _("Closed"),
                    lambda line: line.closed,
                    width=330,
                    tone=lambda line: line.tone,
                    tip=lambda line: line.closed,
                ),
            ],
            name="settings.roads",
            desk=self.shell.desk,
            count=lambda n: ngettext("{n} way", "{n} ways", n).format(n=n),
            label_text=_("Roads"),
        )
        made.opened.connect(self.change)
        made.current_changed.connect(lambda _line: self._enable())
        return made

    def _show(self) -> None:
        place = self.place
        if place is None:
            self.title.setText(_("Roads"))
            self.words.hide()
            self.table.set_empty(EmptyPlace(_("No place is chosen"), _("Choose a place above.")))
            self.table.set_rows([])
        else:
            lines, worked_out = road_lines(place.id, self._own(), self._network, self.shell.office.today())
            estimated = sum(line.kind == ESTIMATED for line in worked_out)
            self.title.setText(_("Roads of {name}").format(name=self._name(place.id)))
            self.words.setText(_estimated_words(estimated))
            self.words.setVisible(bool(estimated))
            self.table.set_empty(
                EmptyPlace(
                    _("No road is known yet"),
                    _("Write down how long it takes to the next villages. Until then all ways are estimated."),
                )
            )
            self.table.set_rows([*lines, *(worked_out if self.with_all.isChecked() else [])])
        self._enable()

    def _own(self) -> list[RoadRow]:
        place = self.place
        return [road for road in self._roads if place is not None and place.id in (road.first_id, road.second_id)]

    def _name(self, key: UUID) -> str:
        return self._network.names.get(key, "")

    def _enable(self) -> None:
        line = self.table.current()
        self.add_button.setEnabled(self.place is not None)
        self.change_button.setEnabled(line is not None)
        known = line is not None and line.road is not None
        self.close_button.setEnabled(known)
        self.remove_button.setEnabled(known)
        self.open_button.setEnabled(line is not None and line.closure is not None)
        self.with_all.setEnabled(self.place is not None)


def _estimated_words(number: int) -> str:
    return ngettext(
        "The way to {n} other place is estimated: no known road leads there.",
        "The ways to {n} other places are estimated: no known road leads there.",
        number,
    ).format(n=number)
