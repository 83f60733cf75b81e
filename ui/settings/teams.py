"""Teams: who goes out together, when, from where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QCheckBox

from centre_app.changes import Change
from centre_app.language.translate import N_, _, ngettext
from centre_app.outreach.actions import add_team, change_team, move_team
from centre_app.outreach.fleet_queries import teams, vehicles
from centre_app.outreach.fleet_rules import TeamRow, VehicleRow
from centre_app.places.queries import PlaceRow, place_names, places
from centre_app.security.access import Permission
from centre_app.workplace.queries import StaffRow, staff
from centre_app.workplace.rules import hours_text
from ui import tasks
from ui.settings.ordered import OrderedList
from ui.settings.page import Page
from ui.settings.team_form import new_team_values, team_fields, team_input, team_values, typed_team
from ui.shared.buttons import link_button, main_button
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.table import Column, Table


@dataclass(frozen=True)
class Teams:
    """What one reading brings."""

    teams: tuple[TeamRow, ...]
    vehicles: tuple[VehicleRow, ...]
    places: tuple[PlaceRow, ...]  # in use
    names: dict[UUID, str]  # of all places
    staff: tuple[StaffRow, ...]


@dataclass(frozen=True)
class TeamLine:
    """A team in words. ``tone`` is that of the state."""

    row: TeamRow
    base: str
    days: str
    members: str
    vehicle: str
    state: str
    tone: str

    @property
    def id(self) -> UUID:
        """Of the team."""
        return self.row.id

    @property
    def active(self) -> bool:
        """Whether it is in use."""
        return self.row.active


class TeamsPage(Page):
    """The teams in the order that the week shows them."""

    key: ClassVar[str] = "teams"
    name: ClassVar[str] = N_("Teams")
    note: ClassVar[str] = N_(
        "Who goes out together. Rounds are planned for a team on its days, from its base and back."
    )
    icon: ClassVar[str] = "outreach"
    needs: ClassVar[Permission | None] = Permission.MANAGE_CENTRE
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.TEAMS, Change.PLACES, Change.WORKPLACE})

    def build(self) -> None:
        """The list with its buttons."""
        self._read = Teams((), (), (), {}, ())
        table = Table(
            [
                Column("name", _("Team"), lambda line: line.row.name, width=150, tone=_tone),
                Column("base", _("Base"), lambda line: line.base or "–", width=120, tone=_tone),
                Column("days", _("Days"), lambda line: line.days, width=170, tone=_tone, tip=lambda line: line.days),
                Column(
                    "members",
                    _("Members"),
                    lambda line: line.members,
                    width=220,
                    tone=_tone,
                    tip=lambda line: line.members,
                ),
                Column("vehicle", _("Usual vehicle"), lambda line: line.vehicle or "–", width=110, tone=_tone),
                Column("state", _("State"), lambda line: line.state, width=170, tone=lambda line: line.tone),
            ],
            name="settings.teams",
            desk=self.shell.desk,
            sorting="none",
            count=lambda n: ngettext("{n} team", "{n} teams", n).format(n=n),
            label_text=_("Teams"),
        )
        table.set_empty(
            EmptyPlace(
                _("No team yet"),
                _("A team has members of the staff, days on which it is out, a base and usually a vehicle."),
                _("Add a team"),
                self.add,
                icon="outreach",
            )
        )
        adding = [main_button(_("Add a team…"), self.add, icon="add")]
        self.list = OrderedList(table, adding, self.change, self.shift, self.use)
        self.body.addWidget(self.list, 1)
        self.with_old = QCheckBox(_("Show also what is out of use"))
        self.with_old.toggled.connect(lambda _on: self._show())
        self.body.addWidget(self.with_old)
        self.body.addWidget(link_button(_("Places and roads"), lambda: self._door("places"), icon="forward"))

    def load(self) -> None:
        """All teams, and what can be chosen for them."""

        def read(session: Any) -> Teams:
            return Teams(
                teams(session, active_only=False),
                vehicles(session, active_only=False),
                places(session),
                place_names(session),
                staff(session),
            )

        tasks.read(read, then=self.show_teams, latest="teams")

    def show_teams(self, read: Teams) -> None:
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
        """Ask for a team and add it."""
        dialog = FormDialog(
            self,
            _("Add a team"),
            self._fields(None),
            lambda values: partial(add_team, team=typed_team(values)),
            then=self.list.want,
            saying=_("The team is added."),
        )
        dialog.form.set_values(new_team_values())
        dialog.open()

    def change(self, line: TeamLine) -> None:
        """Ask for other members, days, base."""
        row = line.row
        dialog = FormDialog(
            self,
            _("Change {name}").format(name=row.name),
            self._fields(row),
            lambda values: partial(change_team, team_id=row.id, team=typed_team(values, active=row.active)),
            saying=_("{name} is changed. Rounds that are planned stay.").format(name=row.name),
            undo=lambda _nothing: partial(change_team, team_id=row.id, team=team_input(row)),
        )
        dialog.form.set_values(team_values(row))
        dialog.open()

    def shift(self, line: TeamLine, by: int) -> None:
        """Up or down."""
        tasks.do(partial(move_team, team_id=line.id, by=by))

    def use(self, line: TeamLine, active: bool) -> None:
        """Out of use, or into use again; both can be undone."""
        before = team_input(line.row)
        if active:
            saying = _("{name} is in use again.").format(name=line.row.name)
        else:
            saying = _("{name} is out of use. Its rounds stay.").format(name=line.row.name)
        tasks.do(
            partial(change_team, team_id=line.id, team=replace(before, active=active)),
            saying=saying,
            undo=lambda _nothing: partial(change_team, team_id=line.id, team=replace(before, active=not active)),
        )

    def _show(self) -> None:
        lines = [self._line(row) for row in self._read.teams]
        self.list.show_rows([line for line in lines if line.active or self.with_old.isChecked()])

    def _line(self, row: TeamRow) -> TeamLine:
        read = self._read
        people = {one.id: one.name for one in read.staff}
        # The leader first: it is who one asks.
        members = sorted(row.members, key=lambda key: key != row.leader_id)
        vehicle = next((one.name for one in read.vehicles if one.id == row.vehicle_id), "")
        state, tone = _state(row)
        return TeamLine(
            row,
            read.names.get(row.base_id, "") if row.base_id is not None else "",
            hours_text(row.days),
            ", ".join(people.get(key, "–") for key in members),
            vehicle,
            state,
            tone,
        )

    def _fields(self, row: TeamRow | None) -> list[Any]:
        """What can be chosen: what is in use, and what the team has already."""
        read, today = self._read, self.shell.office.today()
        names = {one.id: read.names[one.id] for one in read.places}
        if row is not None and row.base_id is not None:
            names.setdefault(row.base_id, read.names.get(row.base_id, ""))
        kept = row.members if row is not None else ()
        return team_fields(
            places=names,
            vehicles={
                one.id: one.name
                for one in read.vehicles
                if one.active or (row is not None and one.id == row.vehicle_id)
            },
            staff={
                one.id: one.name
                for one in read.staff
                if one.id in kept or one.works_until is None or one.works_until >= today
            },
        )

    def _door(self, page: str) -> None:
        self.shell.go("settings", page=page)


def _state(row: TeamRow) -> tuple[str, str]:
    """What keeps the team from going, in words, and the tone of the words."""
    if not row.active:
        return _("out of use"), "muted"
    if row.base_id is None:
        return _("has no base"), "attention"
    if not row.days:
        return _("has no days"), "attention"
    if len(row.members) < row.least_members:
        return _("has too few members"), "attention"
    return "", ""


def _tone(line: TeamLine) -> str:
    return "" if line.active else "muted"
