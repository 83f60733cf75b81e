"""The left side of Reports: what a document asks for, built from its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QSpinBox, QVBoxLayout, QWidget

from centre_app.children.lists import ChildFilter
from centre_app.language.translate import LANGUAGE_NAMES, _
from centre_app.reports.catalogue import Kind
from centre_app.sites.queries import ServiceRow
from ui.reports.child_picker import ChildPicker
from ui.shared.choice import ChoiceBox
from ui.shared.date_field import DateField
from ui.shared.period import MonthStrip
from ui.shared.words import label


@dataclass(frozen=True)
class Offered:
    """What can be chosen from."""

    services: list[ServiceRow]
    staff: list[tuple[UUID, str]]
    rooms: list[tuple[UUID, str]]
    teams: list[tuple[UUID, str]]
    instruments: list[tuple[str, str]]


class AskedFor(QWidget):
    """The fields of one kind of document. ``values()`` are the parameters as the catalogue takes them."""

    def __init__(self, kind: Kind, today: date, offered: Offered) -> None:
        super().__init__()
        self.kind = kind
        self._fields: dict[str, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        for parameter in kind.parameters:
            if parameter.type != "hidden":
                getattr(self, f"_add_{parameter.type}")(parameter.name, _(parameter.label), today, offered)

    def values(self) -> dict[str, object]:
        """What is chosen; what is not chosen is left out."""
        values: dict[str, object] = {}
        for name, widget in self._fields.items():
            if isinstance(widget, MonthStrip):
                values[name] = (widget.year, widget.month)
            elif isinstance(widget, ChoiceBox | DateField):
                values[name] = widget.value()
            elif isinstance(widget, QCheckBox):
                values[name] = widget.isChecked()
            elif isinstance(widget, QSpinBox):
                values[name] = widget.value()
            elif isinstance(widget, ChildPicker):
                values[name] = widget.chosen
        return {name: value for name, value in values.items() if value not in (None, False, 0)}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Choose these, as a door to here told."""
        month, group = values.get("month"), values.get("group")
        strip, box = self._fields.get("month"), self._fields.get("group")
        if isinstance(strip, MonthStrip) and isinstance(month, tuple):
            strip.set_month(*month)
        if isinstance(box, ChoiceBox) and isinstance(group, UUID):
            box.set_value(group)

    @property
    def picker(self) -> ChildPicker | None:
        """The children's field, where the document is about children."""
        field = self._fields.get("child")
        return field if isinstance(field, ChildPicker) else None

    def _add(self, name: str, words: str, widget: QWidget) -> None:
        if words:
            caption = label(words, wrap=True)
            caption.setBuddy(widget)
            self._column.addWidget(caption)
            widget.setAccessibleName(words)
        self._column.addWidget(widget)
        self._fields[name] = widget

    def _add_month(self, name: str, words: str, today: date, _offered: Offered) -> None:
        last = date(today.year, today.month, 1).toordinal() - 1
        month = date.fromordinal(last)
        self._add(name, words, MonthStrip(month.year, month.month))

    def _add_group(self, name: str, words: str, _today: date, offered: Offered) -> None:
        choices: list[tuple[UUID, str]] = []
        for service in offered.services:
            choices.append((service.id, service.name))
            choices.extend((group.id, f"{service.name} · {group.name}") for group in service.groups)
        self._add(name, words, ChoiceBox(choices, empty=_("All groups")))

    def _add_week(self, name: str, words: str, today: date, _offered: Offered) -> None:
        day = DateField(today)
        day.set_value(today)
        self._add(name, _("{words}: any day in it").format(words=words), day)

    def _add_staff(self, name: str, words: str, _today: date, offered: Offered) -> None:
        self._add(name, words, ChoiceBox(offered.staff, empty=_("All therapists")))

    def _add_room(self, name: str, words: str, _today: date, offered: Offered) -> None:
        self._add(name, words, ChoiceBox(offered.rooms, empty=_("All rooms")))

    def _add_team(self, name: str, words: str, _today: date, offered: Offered) -> None:
        self._add(name, words, ChoiceBox(offered.teams, empty=_("All teams")))

    def _add_language(self, name: str, words: str, _today: date, _offered: Offered) -> None:
        self._add(name, words, ChoiceBox(list(LANGUAGE_NAMES.items()), empty=_("The family’s, where it is known")))

    def _add_instrument(self, name: str, words: str, _today: date, offered: Offered) -> None:
        self._add(name, words, ChoiceBox(offered.instruments, empty=_("The first that fits the age")))

    def _add_child(self, name: str, words: str, _today: date, offered: Offered) -> None:
        picker = ChildPicker()
        picker.set_services(offered.services)
        self._add(name, words, picker)

    def _add_period(self, _name: str, words: str, today: date, _offered: Offered) -> None:
        first = DateField(today)
        months = today.year * 12 + today.month - 3
        first.set_value(date(months // 12, months % 12 + 1, 1))
        last = DateField(today)
        last.set_value(today)
        self._add("first", f"{words}: {_('from')}", first)
        self._add("last", f"{words}: {_('to')}", last)

    def _add_flag(self, name: str, words: str, _today: date, _offered: Offered) -> None:
        self._add(name, "", QCheckBox(words))

    def _add_count(self, name: str, words: str, _today: date, _offered: Offered) -> None:
        count = QSpinBox()
        count.setRange(0, 200)
        self._add(name, words, count)

    def _add_filter(self, name: str, words: str, _today: date, _offered: Offered) -> None:
        states = [
            (ChildFilter(), _("Active")),
            (ChildFilter(state="enrolled"), _("Enrolled today")),
            (ChildFilter(state="archived"), _("Archived")),
            (ChildFilter(state="all"), _("All")),
        ]
        box = ChoiceBox(states)
        box.set_value(states[0][0])
        self._add(name, words, box)
