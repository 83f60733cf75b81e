"""Services and groups: what the centre offers, in which groups, with how many places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QCheckBox

from centre_app.changes import Change
from centre_app.codelists.queries import labels
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.security.access import Permission
from centre_app.sites.actions import (
    GroupChanges,
    NewGroup,
    NewService,
    ServiceChanges,
    add_group,
    add_service,
    change_group,
    change_service,
    move_group,
    move_service,
)
from centre_app.sites.queries import GroupRow, ServiceRow, services
from ui import tasks
from ui.settings.ordered import OrderedList
from ui.settings.page import Page
from ui.shared.buttons import button, main_button
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.form import Choice, Number, Text
from ui.shared.table import Column, Table

KIND_LIST = "service_kind"


@dataclass(frozen=True)
class Line:
    """A service, or a group under its service."""

    service: ServiceRow
    group: GroupRow | None = None

    @property
    def row(self) -> ServiceRow | GroupRow:
        """The one that the line is about."""
        return self.group or self.service

    @property
    def id(self) -> UUID:
        """Of the service or the group."""
        return self.row.id

    @property
    def active(self) -> bool:
        """Whether it is in use by itself."""
        return self.row.active


@dataclass(frozen=True)
class Offered:
    """What one reading brings: all services, the kinds in words, and which kinds are still in use."""

    services: list[ServiceRow]
    kinds: dict[str, str]
    kinds_in_use: dict[str, str]


class ServicesPage(Page):
    """Services with their groups under them."""

    key: ClassVar[str] = "services"
    name: ClassVar[str] = N_("Services and groups")
    note: ClassVar[str] = N_(
        "Children are enrolled in a service, and in a group of it. Attendance is marked group by group, in this order."
    )
    icon: ClassVar[str] = "people"
    needs: ClassVar[Permission | None] = Permission.MANAGE_CENTRE
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.CENTRE, Change.CHILDREN, Change.CODELISTS})

    def build(self) -> None:
        """The list with its buttons."""
        self._offered = Offered([], {}, {})
        table = Table(
            [
                Column("name", _("Service, group"), _name, width=175, tone=_tone),
                Column("kind", _("Kind"), self._kind, width=130, tip=self._kind),
                Column("places", _("Places"), _places, align="right", width=80),
                Column("children", _("Children now"), _children, align="right", width=135, tone=_crowded),
                Column("state", _("State"), _state, width=90, tone=lambda _line: "muted"),
            ],
            name="settings.services",
            desk=self.shell.desk,
            sorting="none",
            count=_count,
            label_text=_("Services and groups"),
        )
        table.set_empty(
            EmptyPlace(
                _("No service yet"),
                _("Add what the centre offers: day care, therapy. Then add the groups of the day care."),
                _("Add a service"),
                self.add_service,
                icon="people",
            )
        )
        self.add_group_button = button(_("Add a group…"), self.add_group, icon="add")
        adding = [main_button(_("Add a service…"), self.add_service, icon="add"), self.add_group_button]
        self.list = OrderedList(table, adding, self.change, self.shift, self.use)
        table.current_changed.connect(lambda line: self.add_group_button.setEnabled(line is not None))
        self.add_group_button.setEnabled(False)
        self.body.addWidget(self.list, 1)
        self.with_old = QCheckBox(_("Show also what is out of use"))
        self.with_old.toggled.connect(lambda _on: self._show())
        self.body.addWidget(self.with_old)

    def load(self) -> None:
        """All services, those out of use too."""
        language = current().language

        def offered(session: Any) -> Offered:
            return Offered(
                services(session, active_only=False),
                labels(session, KIND_LIST, language),
                labels(session, KIND_LIST, language, active_only=True),
            )

        tasks.read(offered, then=self.show_services, latest="services")

    def show_services(self, offered: Offered) -> None:
        """Show what was read."""
        self._offered = offered
        self._show()

    def state(self) -> dict[str, object]:
        """Whether those out of use are shown."""
        return {"with_old": self.with_old.isChecked()}

    def restore(self, state: dict[str, object]) -> None:
        """As before."""
        self.with_old.setChecked(bool(state.get("with_old")))

    # ---- doing --------------------------------------------------------------------------------------------------

    def add_service(self) -> None:
        """Ask for a service and add it."""
        dialog = FormDialog(
            self,
            _("Add a service"),
            self._service_fields(self._offered.kinds_in_use),
            lambda values: partial(add_service, service=NewService(**values)),
            then=self.list.want,
            saying=_("The service is added."),
        )
        dialog.open()

    def add_group(self) -> None:
        """Ask for a group of the current service and add it."""
        line = self.list.table.current()
        if line is None:
            return
        dialog = FormDialog(
            self,
            _("Add a group to {service}").format(service=line.service.name),
            _group_fields(),
            lambda values: partial(add_group, group=NewGroup(line.service.id, **values)),
            then=self.list.want,
            saying=_("The group is added."),
        )
        dialog.open()

    def change(self, line: Line) -> None:
        """Ask for another name, kind, number of places."""
        row, group = line.row, line.group
        kinds = {**self._offered.kinds_in_use, line.service.kind: self._kind(Line(line.service))}
        dialog = FormDialog(
            self,
            _("Change {name}").format(name=row.name),
            self._service_fields(kinds) if group is None else _group_fields(),
            lambda values: _changing(line, values),
            saying=_("{name} is changed.").format(name=row.name),
            undo=lambda _nothing: _changing(line, _values(line)),
        )
        dialog.form.set_values(_values(line))
        dialog.open()

    def shift(self, line: Line, by: int) -> None:
        """Up or down in the order that every list and paper follows."""
        if line.group is None:
            tasks.do(partial(move_service, service_id=line.id, by=by))
        else:
            tasks.do(partial(move_group, group_id=line.id, by=by))

    def use(self, line: Line, active: bool) -> None:
        """Out of use, or into use again; both can be undone."""
        values = _values(line)
        if active:
            saying = _("{name} is in use again.").format(name=line.row.name)
        else:
            saying = _("{name} is out of use. What was written about it stays.").format(name=line.row.name)
            children = _enrolled(line)
            if children:
                saying += " " + ngettext(
                    "{n} child is still enrolled there.", "{n} children are still enrolled there.", children
                ).format(n=children)
            self.with_old.setChecked(True)
        tasks.do(
            _changing(line, {**values, "active": active}),
            saying=saying,
            undo=lambda _nothing: _changing(line, {**values, "active": not active}),
        )

    # ---- showing ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        every = self.with_old.isChecked()
        lines = []
        for service in self._offered.services:
            if service.active or every:
                lines.append(Line(service))
                lines += [Line(service, group) for group in service.groups if group.active or every]
        self.list.show_rows(lines)

    def _kind(self, line: Line) -> str:
        return "" if line.group else self._offered.kinds.get(line.service.kind, line.service.kind)

    @staticmethod
    def _service_fields(kinds: Mapping[str, str]) -> list[Any]:
        return [
            Text("name", _("Name of the service"), required=True, width=2, max_length=200),
            Choice("kind", _("Kind"), choices=list(kinds.items()), required=True),
            Number("places", _("Places"), hint=_("Empty: not limited."), maximum=10_000),
        ]


def _group_fields() -> list[Any]:
    return [
        Text("name", _("Name of the group"), required=True, max_length=200),
        Number("places", _("Places"), hint=_("Empty: not limited."), maximum=10_000),
    ]


def _values(line: Line) -> dict[str, Any]:
    values: dict[str, Any] = {"name": line.row.name, "places": line.row.places, "active": line.active}
    return values if line.group else {**values, "kind": line.service.kind}


def _changing(line: Line, values: Mapping[str, Any]) -> tasks.Action:
    """The action that gives the line these values; it stays in or out of use unless they say otherwise."""
    wanted = {"active": line.active, **values}
    if line.group is None:
        return partial(change_service, service_id=line.id, changes=ServiceChanges(**wanted))
    return partial(change_group, group_id=line.id, changes=GroupChanges(**wanted))


def _enrolled(line: Line) -> int:
    return line.group.children if line.group else sum(group.children for group in line.service.groups)


def _name(line: Line) -> str:
    return f"–  {line.row.name}" if line.group else line.row.name


def _tone(line: Line) -> str:
    if not (line.active and line.service.active):
        return "muted"
    return "" if line.group else "strong"


def _places(line: Line) -> str:
    return "–" if line.row.places is None else str(line.row.places)


def _children(line: Line) -> str:
    if line.group is None:
        return ""
    too_many = line.row.places is not None and line.group.children > line.row.places
    return _("{n}, too many").format(n=line.group.children) if too_many else str(line.group.children)


def _crowded(line: Line) -> str:
    places = line.row.places
    return "attention" if line.group and places is not None and line.group.children > places else ""


def _state(line: Line) -> str:
    return "" if line.active and line.service.active else _("out of use")


def _count(n: int) -> str:
    return ngettext("{n} line", "{n} lines", n).format(n=n)
