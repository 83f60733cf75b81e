"""Staff: who works here, what they give, when, and when they are away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSplitter

from centre_app.changes import Change
from centre_app.codelists.queries import labels
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, _, current, ngettext
from centre_app.security.access import Permission
from centre_app.security.queries import accounts
from centre_app.workplace.actions import add_staff, change_staff, move_staff, staff_leaves
from centre_app.workplace.queries import SESSION_TYPES, AbsenceRow, StaffRow, staff, staff_absences
from centre_app.workplace.rules import hours_text, works_on
from ui import messages, tasks
from ui.settings.absences import Absences
from ui.settings.ordered import OrderedList
from ui.settings.page import Page
from ui.settings.staff_form import as_input, new_values, staff_fields, staff_values, typed_staff
from ui.settings.staff_steps import Left, leave, take_back
from ui.shared.buttons import main_button
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.form import Day
from ui.shared.table import Column, Table

_SHOWN_BACK, _SHOWN_AHEAD = timedelta(days=60), timedelta(days=400)  # absences on show, around today


@dataclass(frozen=True)
class Person:
    """Somebody in words. ``active``: works here today, or will."""

    row: StaffRow
    gives: str
    hours: str
    state: str
    tone: str  # of the state
    active: bool
    away: tuple[AbsenceRow, ...]

    @property
    def id(self) -> UUID:
        """Of the person."""
        return self.row.id


@dataclass(frozen=True)
class Workforce:
    """What one reading brings."""

    staff: tuple[StaffRow, ...]
    absences: tuple[AbsenceRow, ...]
    types: dict[str, str]
    types_in_use: dict[str, str]
    accounts: dict[UUID, str]  # those that are open; none for whoever may not see them


class StaffPage(Page):
    """The people above, the absences of the one chosen below."""

    key: ClassVar[str] = "staff"
    name: ClassVar[str] = N_("Staff")
    note: ClassVar[str] = N_("Who gives which sessions at which hours. Sessions are booked with them, in this order.")
    icon: ClassVar[str] = "people"
    needs: ClassVar[Permission | None] = Permission.PLAN_WEEK
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.WORKPLACE, Change.CODELISTS, Change.ACCOUNTS})
    scrolls: ClassVar[bool] = False  # the two lists do

    def build(self) -> None:
        """Both lists with their buttons."""
        self._read = Workforce((), (), {}, {}, {})
        self.may_change = self.shell.may(Permission.MANAGE_CENTRE)
        table = Table(
            [
                Column("name", _("Name"), _name, width=165, tone=_tone, tip=_name),
                Column("profession", _("Profession"), _profession, width=110, tone=_tone, tip=_profession),
                Column("hours", _("Working hours"), lambda one: one.hours, width=255, tone=_tone, tip=_hours_tip),
                Column("gives", _("Gives"), _gives, width=150, tone=_tone, tip=_gives),
                Column("state", _("State"), lambda one: one.state, width=120, tone=lambda one: one.tone),
            ],
            name="settings.staff",
            desk=self.shell.desk,
            sorting="none",
            count=lambda n: ngettext("{n} person", "{n} people", n).format(n=n),
            label_text=_("Staff"),
        )
        table.set_empty(
            EmptyPlace(
                _("Nobody works here yet"),
                _("Add the specialists with their hours: then sessions can be booked with them."),
                _("Add a person") if self.may_change else "",
                self.add if self.may_change else None,
                icon="people",
            )
        )
        adding = [main_button(_("Add a person…"), self.add, icon="add")]
        words = (_("Stops working here…"), _("Works here on"))
        self.list = OrderedList(table, adding, self.change, self.shift, self.use, use_words=words)
        self.list.buttons.setVisible(self.may_change)
        self.absences = Absences(self.shell)
        table.current_changed.connect(self._choose)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(12)
        halves.addWidget(self.list)
        halves.addWidget(self.absences)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        self.body.addWidget(halves, 1)
        self.with_left = QCheckBox(_("Show also who has left"))
        self.with_left.toggled.connect(lambda _on: self._show())
        self.body.addWidget(self.with_left)

    def load(self) -> None:
        """Everybody, their absences, the words, and who may sign in."""
        language, today = current().language, self.shell.office.today()
        sees_accounts = self.shell.office.actor.may(Permission.MANAGE_ACCOUNTS)

        def read(session: Any) -> Workforce:
            open_accounts = [one for one in accounts(session) if one.active] if sees_accounts else []
            return Workforce(
                staff(session),
                staff_absences(session, today - _SHOWN_BACK, today + _SHOWN_AHEAD),
                labels(session, SESSION_TYPES, language),
                labels(session, SESSION_TYPES, language, active_only=True),
                {one.id: f"{one.name} ({one.username})" for one in open_accounts},
            )

        tasks.read(read, then=self.show_staff, latest="staff")

    def show_staff(self, read: Workforce) -> None:
        """Show what was read."""
        self._read = read
        self._show()

    def state(self) -> dict[str, object]:
        """Whether those who left are shown."""
        return {"with_left": self.with_left.isChecked()}

    def restore(self, state: dict[str, object]) -> None:
        """As before."""
        self.with_left.setChecked(bool(state.get("with_left")))

    # ---- doing --------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for somebody new."""
        dialog = FormDialog(
            self,
            _("Add a person"),
            self._fields(None),
            lambda values: partial(add_staff, staff=typed_staff(values)),
            then=self.list.want,
            saying=_("The person is added."),
        )
        dialog.form.set_values(new_values())
        dialog.open()

    def change(self, person: Person) -> None:
        """Ask for other facts, hours, skills."""
        if not self.may_change:
            return
        row = person.row
        dialog = FormDialog(
            self,
            _("Change {name}").format(name=row.name),
            self._fields(row),
            lambda values: partial(change_staff, staff_id=row.id, staff=typed_staff({**staff_values(row), **values})),
            saying=_("{name} is changed.").format(name=row.name),
            undo=lambda _nothing: partial(change_staff, staff_id=row.id, staff=as_input(row)),
        )
        dialog.form.set_values(staff_values(row))
        dialog.open()

    def shift(self, person: Person, by: int) -> None:
        """Up or down."""
        if self.may_change:
            tasks.do(partial(move_staff, staff_id=person.id, by=by))

    def use(self, person: Person, active: bool) -> None:
        """Somebody leaves, with a last day; or stays after all."""
        row = person.row
        if active:
            tasks.do(
                partial(staff_leaves, staff_id=row.id, last_day=None),
                saying=_("{name} works here on.").format(name=row.name),
                undo=lambda _nothing: partial(staff_leaves, staff_id=row.id, last_day=row.works_until),
            )
            return
        dialog = FormDialog(
            self,
            _("{name} stops working here").format(name=row.name),
            [
                Day(
                    "works_until",
                    _("Last day"),
                    today=self.shell.office.today(),
                    required=row.works_until is None,
                    hint="" if row.works_until is None else _("Empty: works here on."),
                )
            ],
            lambda values: partial(leave, staff_id=row.id, last_day=values["works_until"]),
            then=self._left,
            saying=_("The last day is changed. What was written with {name} stays.").format(name=row.name),
            undo=lambda left: take_back(left, row.id, as_input(row)),
        )
        dialog.form.set_values({"works_until": row.works_until})
        dialog.open()

    def _left(self, left: Left) -> None:
        if left.words:
            week = _("Open the week")
            messages.attention(left.words, lambda: self.shell.go("therapy", page="week"), week)

    # ---- showing ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        people = [self._person(row) for row in self._read.staff]
        self.list.show_rows([one for one in people if one.active or self.with_left.isChecked()])
        if self.list.table.current() is None and self.list.table.rows():
            self.list.table.select(lambda _one: True)
        self._choose(self.list.table.current())

    def _choose(self, person: Person | None) -> None:
        self.absences.show_person(person.row if person else None, person.away if person else ())

    def _person(self, row: StaffRow) -> Person:
        today = self.shell.office.today()
        away = tuple(each for each in self._read.absences if each.staff_id == row.id)
        gives = ", ".join(words for code, words in self._read.types.items() if code in row.skills)
        active = row.works_until is None or row.works_until >= today
        state, tone = self._state(row, away, today)
        return Person(row, gives, hours_text(row.hours), state, tone, active, away)

    def _state(self, row: StaffRow, away: tuple[AbsenceRow, ...], today: date) -> tuple[str, str]:
        """In words, and the tone of the words."""
        if row.works_until is not None and row.works_until < today:
            return _("left on {day}").format(day=day_text(row.works_until)), "muted"
        if not works_on(row, today):
            return _("from {day} on").format(day=day_text(row.works_from)), "muted"
        if any(each.first_day <= today <= each.last_day for each in away):
            return _("away today"), "attention"
        if row.works_until is not None:
            return _("until {day}").format(day=day_text(row.works_until)), "attention"
        supervisor = next((one.name for one in self._read.staff if one.id == row.supervisor_id), "")
        return (_("student of {name}").format(name=supervisor), "muted") if supervisor else ("", "")

    def _fields(self, row: StaffRow | None) -> list[Any]:
        read = self._read
        types = dict(read.types_in_use)
        taken = {one.account_id for one in read.staff if row is None or one.id != row.id}
        free = {key: name for key, name in read.accounts.items() if key not in taken}
        if row is not None:
            types |= {code: read.types.get(code, code) for code in row.skills}
            if row.account_id is not None:
                free.setdefault(row.account_id, _("a closed account"))
        today = self.shell.office.today()
        others = [
            one
            for one in read.staff
            if (row is None or one.id != row.id) and (works_on(one, today) or (row and one.id == row.supervisor_id))
        ]
        return staff_fields(today=today, types=types, accounts=free, others=others, new=row is None)


def _name(person: Person) -> str:
    return person.row.name


def _profession(person: Person) -> str:
    return person.row.profession


def _gives(person: Person) -> str:
    return person.gives


def _tone(person: Person) -> str:
    return "" if person.active else "muted"


def _hours_tip(person: Person) -> str:
    return person.hours.replace("; ", "\n")
