"""The waiting list: who waits for what since when, offered a place, started, dropped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QPushButton

from centre_app.changes import Change
from centre_app.children.queries import child_file
from centre_app.language.dates import day_text
from centre_app.language.translate import N_, _, current
from centre_app.security.access import Permission
from centre_app.waiting.actions import (
    add_waiting,
    change_waiting,
    drop_waiting,
    offer_declined,
    offer_place,
    remove_waiting,
    reopen_waiting,
    take_back_offer,
    waiting_started,
)
from centre_app.waiting.queries import WaitingRow
from centre_app.waiting.rules import OFFERED, OPEN
from ui import tasks
from ui.children.times_dialog import ask_times
from ui.shared import theme
from ui.shared.buttons import button, main_button
from ui.shared.choice import ChoiceBox
from ui.shared.dialog import FormDialog
from ui.shared.flow import Flow
from ui.shared.form import Day, Text
from ui.shared.pages import PlacePage
from ui.shared.table import Table
from ui.shared.words import label
from ui.therapy.waiting_form import as_changes, as_offered, change_values, entry_fields, typed_changes, typed_entry
from ui.therapy.waiting_rows import Waiting, columns, count_words, empty_place, figure_words, read_waiting


class WaitingPage(PlacePage):
    """``open(session_type=…)`` or ``open(service=…)`` narrows the list; ``open(add=child)`` puts a child on it."""

    key: ClassVar[str] = "waiting"
    name: ClassVar[str] = N_("Waiting list")
    needs: ClassVar[Permission | None] = Permission.SEE_CHILDREN
    refresh_on: ClassVar[frozenset[Change]] = frozenset(
        {Change.WAITING, Change.CHILDREN, Change.CODELISTS, Change.CENTRE}
    )

    def build(self) -> None:
        """The choices, the figures, the list with its buttons."""
        self.may_plan = self.shell.may(Permission.PLAN_WEEK)
        self._read: Waiting | None = None
        self._wanted: UUID | None = None
        self._adding: UUID | None = None  # whom somebody came to put on the list
        self.what_box = ChoiceBox(empty=_("Everything"))
        self.what_box.setAccessibleName(_("What is waited for"))
        self.what_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.what_box.setMaximumWidth(theme.px(280))
        self.state_box = ChoiceBox([("waiting", _("Waiting")), ("closed", _("No longer waiting")), ("all", _("All"))])
        self.state_box.setAccessibleName(_("Which"))
        self.state_box.set_value("waiting")
        for box in (self.what_box, self.state_box):
            box.chosen.connect(lambda _key: self.load())
            self.head.addWidget(box)
        self.head.addStretch(1)
        self.figures = label(kind="muted", wrap=True)
        if self.may_plan:
            self.head.addWidget(main_button(_("Put on the list…"), self.add, icon="add"))
        self._make_buttons()
        self.table: Table = Table(
            columns(),
            name="therapy.waiting",
            desk=self.shell.desk,
            count=count_words,
            label_text=_("Waiting list"),
        )
        self.table.opened.connect(self.change)
        self.table.current_changed.connect(lambda _row: self._enable())
        self.body.addWidget(self.figures)
        self.body.addWidget(Flow(self._shown_buttons()))
        self.body.addWidget(self.table, 1)
        self._enable()

    def load(self) -> None:
        """The list for what is chosen, and the figures of this year."""
        key = self.what_box.value()
        kind, place = key if isinstance(key, tuple) else ("", None)
        read = partial(
            read_waiting,
            session_type=place if kind == "type" else None,
            service_id=place if kind == "service" else None,
            state=str(self.state_box.value()),
            today=self.shell.office.today(),
            language=current().language,
        )
        tasks.read(read, then=self.show_waiting, latest="waiting")

    def show_waiting(self, read: Waiting) -> None:
        """Show what was read."""
        chosen = self.what_box.value()
        self._read = read
        self.what_box.set_choices(read.choices())
        if self.what_box.value() != chosen:  # out of use, and nobody waits for it any more
            self.load()
            return
        self.figures.setText(figure_words(read))
        narrowed = chosen is not None or self.state_box.value() != "waiting"
        self.table.set_empty(empty_place(self.add if self.may_plan else None, narrowed=narrowed))
        self.table.set_rows(read.rows)
        if self._wanted is not None and self.table.select(lambda row: row.id == self._wanted):
            self._wanted = None
        self._enable()
        self._add_asked()

    def open(self, **to: object) -> None:
        """Lead to the list of one thing, or put a child on the list."""
        if isinstance(to.get("session_type"), str):
            self._narrow(("type", to["session_type"]))
        elif isinstance(to.get("service"), UUID):
            self._narrow(("service", to["service"]))
        if isinstance(child := to.get("add"), UUID):
            self._adding = child
            if self._read is not None:
                self._add_asked()

    def state(self) -> dict[str, object]:
        """What is chosen."""
        return {"what": self.what_box.value(), "state": self.state_box.value()}

    def restore(self, state: dict[str, object]) -> None:
        """As before."""
        self.state_box.set_value(str(state.get("state") or "waiting"))
        what = state.get("what")
        if isinstance(what, tuple):
            self._narrow(what)

    # ---- doing --------------------------------------------------------------------------------------------------

    def add(self, child_id: UUID | None = None, name: str = "") -> None:
        """Ask what a child waits for, and put it on the list."""
        if self._read is None or not self.may_plan:
            return
        today = self.shell.office.today()
        dialog = FormDialog(
            self,
            _("Put {name} on the waiting list").format(name=name) if child_id else _("Put a child on the waiting list"),
            entry_fields(today, what=self._read.offered(), with_child=child_id is None),
            lambda values: partial(add_waiting, entry=typed_entry(values, child_id)),
            then=self._want,
            save_text=_("Put on the list"),
            saying=_("The child is on the waiting list."),
            undo=lambda made: partial(remove_waiting, entry_id=made),
        )
        dialog.form.set_values({"requested_day": today, "priority": "usual", "what": self.what_box.value()})
        dialog.open()

    def change(self, row: WaitingRow) -> None:
        """Ask for another priority, day, wishes."""
        if not self.may_plan or row.status not in OPEN:
            return
        dialog = FormDialog(
            self,
            _("{name} waits for: {what}").format(name=row.name, what=row.what),
            entry_fields(self.shell.office.today()),
            lambda values: partial(change_waiting, entry_id=row.id, changes=typed_changes(values)),
            saying=_("The line is changed."),
            undo=lambda _nothing: partial(change_waiting, entry_id=row.id, changes=as_changes(row)),
        )
        dialog.form.set_values(change_values(row))
        dialog.open()

    def offer(self) -> None:
        """A place is offered today."""
        self._with_row(
            lambda row: tasks.do(
                partial(offer_place, entry_id=row.id),
                saying=_("A place is offered to {name}. Phone: {phone}").format(name=row.name, phone=row.phone or "–"),
                undo=lambda before: partial(take_back_offer, entry_id=row.id, before=before),
            )
        )

    def declined(self) -> None:
        """The family does not take the place offered."""
        self._with_row(
            lambda row: tasks.do(
                partial(offer_declined, entry_id=row.id),
                saying=_("{name} waits on in the same place.").format(name=row.name),
                undo=lambda _nothing: partial(take_back_offer, entry_id=row.id, before=as_offered(row)),
            )
        )

    def start(self) -> None:
        """Ask since when, and close the line."""
        self._with_row(self._ask_start)

    def drop(self) -> None:
        """Ask why, and close the line."""
        self._with_row(self._ask_drop)

    def reopen(self) -> None:
        """A line that was closed by mistake."""
        self._with_row(
            lambda row: tasks.do(
                partial(reopen_waiting, entry_id=row.id),
                saying=_("{name} waits again, since {day}.").format(name=row.name, day=day_text(row.requested_day)),
            ),
            waits=False,
        )

    def _ask_start(self, row: WaitingRow) -> None:
        today = self.shell.office.today()
        dialog = FormDialog(
            self,
            _("{name} starts: {what}").format(name=row.name, what=row.what),
            [Day("day", _("First day"), today=today, required=True, hint=_("It may be agreed for later."))],
            lambda values: partial(waiting_started, entry_id=row.id, day=values["day"]),
            saying=_("{name} is no longer on the waiting list.").format(name=row.name),
            undo=lambda before: partial(reopen_waiting, entry_id=row.id, status=before),
        )
        dialog.form.set_values({"day": today})
        dialog.open()

    def _ask_drop(self, row: WaitingRow) -> None:
        FormDialog(
            self,
            _("{name} no longer waits for: {what}").format(name=row.name, what=row.what),
            [Text("close_reason", _("Why"), required=True, width=2, max_length=300)],
            lambda values: partial(drop_waiting, entry_id=row.id, reason=values["close_reason"]),
            saying=_("{name} is no longer on the waiting list.").format(name=row.name),
            undo=lambda before: partial(reopen_waiting, entry_id=row.id, status=before),
        ).open()

    def _file(self) -> None:
        self._with_row(lambda row: self.shell.go("children", child=row.child_id), waits=None)

    def _times(self) -> None:
        self._with_row(lambda row: ask_times(self, self.shell, row.child_id), waits=None)

    def _add_asked(self) -> None:
        child, self._adding = self._adding, None
        if child is not None:
            ask = partial(child_file, child_id=child)
            tasks.read(ask, then=lambda file: self.add(file.id, file.full_name), owner=self)

    def _with_row(self, act: Callable[[WaitingRow], object], *, waits: bool | None = True) -> None:
        """Do it with the current line where that one waits (or does not); None: either way."""
        row = self.table.current()
        if row is not None and waits in (None, row.status in OPEN):
            act(row)

    def _want(self, key: UUID) -> None:
        if not self.table.select(lambda row: row.id == key):
            self._wanted = key

    # ---- showing ------------------------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self.offer_button = button(_("Offer a place"), self.offer, icon="phone")
        self.declined_button = button(_("Not taken"), self.declined)
        self.start_button = button(_("Starts…"), self.start, icon="check")
        self.drop_button = button(_("No longer waits…"), self.drop, icon="close")
        self.change_button = button(_("Change…"), lambda: self._with_row(self.change), icon="edit")
        self.steps = [self.offer_button, self.declined_button, self.start_button, self.drop_button, self.change_button]
        self.reopen_button = button(_("Waits again"), self.reopen, icon="undo")
        self.times_button = button(_("Days and times…"), self._times, icon="calendar")
        self.file_button = button(_("Open the file"), self._file, icon="forward")

    def _shown_buttons(self) -> list[QPushButton]:
        planning = [*self.steps, self.reopen_button, self.times_button]
        return [*planning, self.file_button] if self.may_plan else [self.file_button]

    def _enable(self) -> None:
        row = self.table.current()
        waits = row is not None and row.status in OPEN
        for made in self.steps:
            made.setVisible(self.may_plan and self.state_box.value() != "closed")
            made.setEnabled(waits)
        self.offer_button.setEnabled(waits and row is not None and not row.archived)
        self.declined_button.setEnabled(row is not None and row.status == OFFERED)
        self.reopen_button.setVisible(self.may_plan and self.state_box.value() != "waiting")
        self.reopen_button.setEnabled(row is not None and not waits)
        self.times_button.setEnabled(row is not None)
        self.file_button.setEnabled(row is not None)

    def _narrow(self, what: object) -> None:
        if not isinstance(what, tuple) or self.what_box.value() == what:
            return
        # The choices come with the list, so a page that was never shown does not know its words yet.
        known = self._read.choices() if self._read is not None else []
        if what not in dict(known):
            self.what_box.set_choices([*known, (what, "…")])
        self.what_box.set_value(what)
        self.load()
