"""What children need, the longest wait first: lend it, ask for it, note that it was provided."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from centre_app.children.rules import AGE_BANDS
from centre_app.language.translate import _, current
from centre_app.lending.actions import Done
from centre_app.lending.queries import NeedRow, needs_list
from centre_app.lending.rules import NEED_STATE_WORDS, OPEN_NEEDS
from ui.lending.lists import Lists
from ui.lending.loan_dialogs import LoanDialogs
from ui.lending.need_dialogs import NeedDialogs
from ui.lending.words import need_columns, needs_count
from ui.shared.buttons import button
from ui.shared.choice import ChoiceBox
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.screen import Shell
from ui.shared.table import Table


class NeedsView(QWidget):
    """``query()`` asks, ``show_rows`` shows."""

    def __init__(self, shell: Shell, changed: Callable[[], object]) -> None:
        super().__init__()
        self.shell = shell
        self.needs, self.loans = NeedDialogs(self, shell), LoanDialogs(self, shell)
        self._wanted: UUID | None = None
        self.kind_box = ChoiceBox(empty=_("All kinds"))
        self.kind_box.setAccessibleName(_("Kind"))
        bands = [((first, last), name.replace("-", "–")) for name, first, last in AGE_BANDS]
        self.age_box = ChoiceBox(bands, empty=_("Any age"))
        self.age_box.setAccessibleName(_("Age"))
        states = [(state, _(words)) for state, words in NEED_STATE_WORDS.items()]
        self.state_box = ChoiceBox([("open", _("Open needs")), *states, ("all", _("All"))])
        self.state_box.setAccessibleName(_("State"))
        self.state_box.set_value("open")
        for box in (self.kind_box, self.age_box, self.state_box):
            box.chosen.connect(lambda _key: changed())
        self.table: Table = Table(
            need_columns(), name="lending.needs", desk=shell.desk, count=needs_count, label_text=_("What is needed")
        )
        self.table.opened.connect(self.next_step)
        self.table.current_changed.connect(lambda _row: self._enable())
        self._make_buttons()
        filters = QHBoxLayout()
        for box in (self.kind_box, self.age_box, self.state_box):
            filters.addWidget(box)
        filters.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(filters)
        column.addWidget(Flow(self.buttons))
        column.addWidget(self.table, 1)
        self._enable()

    def query(self) -> Callable[[Any], tuple[NeedRow, ...]]:
        """The needs of what is chosen."""
        kind, age = self.kind_box.value(), self.age_box.value()
        first, last = age if isinstance(age, tuple) else (None, None)
        return partial(
            needs_list,
            kind=None if kind is None else str(kind),
            state=str(self.state_box.value()),
            age_from=first,
            age_to=last,
            language=current().language,
        )

    def show_rows(self, rows: tuple[NeedRow, ...], lists: Lists) -> None:
        """Show these."""
        self.kind_box.set_choices(lists.kinds.items())
        self.table.set_empty(self._empty())
        self.table.set_rows(rows)
        if self._wanted is not None and self.table.select(lambda row: row.id == self._wanted):
            self._wanted = None
        self._enable()

    def add(self) -> None:
        """Write down a need."""
        self.needs.add(None, self._want)

    def next_step(self, row: NeedRow) -> None:
        """What Enter does: lend what is in stock, else note that it was asked for."""
        if row.state not in OPEN_NEEDS:
            return
        if row.in_stock:
            self._lend(row)
        else:
            self.needs.ask(row)

    def _lend(self, row: NeedRow) -> None:
        self.loans.lend(None, (row.child_id, row.child_name), row.kind)

    def _file(self, row: NeedRow) -> None:
        self.shell.go("children", child=row.child_id, tab="lending")

    def _make_buttons(self) -> None:
        self.lend_button = button(_("Lend from the stock…"), lambda: self._with_row(self._lend), icon="forward")
        self.ask_button = button(_("Asked for…"), lambda: self._with_row(self.needs.ask))
        self.provide_button = button(_("Provided…"), lambda: self._with_row(self.needs.provide), icon="check")
        self.close_button = button(_("Not needed any more…"), lambda: self._with_row(self.needs.close), icon="close")
        self.file_button = button(_("Open the file"), lambda: self._with_row(self._file), icon="forward")
        self.steps = [self.lend_button, self.ask_button, self.provide_button, self.close_button]
        self.buttons = [*(self.steps if self.needs.may else ()), self.file_button]

    def _with_row(self, act: Callable[[NeedRow], object]) -> None:
        row = self.table.current()
        if row is not None:
            act(row)

    def _want(self, done: Done) -> None:
        if not self.table.select(lambda row: row.id == done.id):
            self._wanted = done.id

    def _enable(self) -> None:
        row = self.table.current()
        for made in self.steps:
            made.setEnabled(row is not None and row.state in OPEN_NEEDS)
        self.lend_button.setEnabled(row is not None and row.state in OPEN_NEEDS and bool(row.in_stock))
        self.file_button.setEnabled(row is not None)

    def _empty(self) -> EmptyPlace:
        chosen = self.kind_box.value() is not None or self.age_box.value() is not None
        if chosen or self.state_box.value() != "open":
            return EmptyPlace(_("Nothing here"), _("No need fits what is chosen above."), icon="search")
        return EmptyPlace(
            _("Nothing is needed"),
            _("What a child needs is written down here, whoever provides it: it shows who has waited the longest."),
            _("Write down a need") if self.needs.may else "",
            self.add if self.needs.may else None,
            icon="people",
        )
