"""Lending in a child's file: what the child has and had, and what it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.children.files import ChildFile
from centre_app.language.translate import _, current, ngettext
from centre_app.lending.queries import LoanRow, NeedRow, child_loans, child_needs
from centre_app.lending.rules import OPEN_NEEDS
from ui import tasks
from ui.lending.item_dialogs import ItemDialogs
from ui.lending.loan_dialogs import LoanDialogs, back_of
from ui.lending.need_dialogs import NeedDialogs
from ui.lending.words import child_loan_columns, loan_words, loans_count, need_columns, needs_count
from ui.shared.buttons import button, main_button
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.screen import Shell
from ui.shared.table import Table
from ui.shared.words import label


@dataclass(frozen=True)
class Read:
    """All of one child."""

    loans: tuple[LoanRow, ...]
    needs: tuple[NeedRow, ...]


class LendingTab(QWidget):
    """``show_file`` when the tab is shown, ``read`` to ask again."""

    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.LENDING, Change.CODELISTS})

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.file: ChildFile | None = None
        self.items, self.loans = ItemDialogs(self, shell), LoanDialogs(self, shell)
        self.needs = NeedDialogs(self, shell)
        self.has = label(kind="heading", wrap=True)
        self.loan_table: Table = Table(
            child_loan_columns(),
            name="lending.child.loans",
            desk=shell.desk,
            count=loans_count,
            label_text=_("What the child has and had"),
        )
        self.need_table: Table = Table(
            need_columns(of_child=True),
            name="lending.child.needs",
            desk=shell.desk,
            count=needs_count,
            label_text=_("What the child needs"),
        )
        self.loan_table.opened.connect(lambda row: self._take_back(row))
        self.need_table.opened.connect(lambda row: self._next_step(row))
        self.loan_table.current_changed.connect(lambda _row: self._enable())
        self.need_table.current_changed.connect(lambda _row: self._enable())
        self._make_buttons()
        self._set_empty()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(_head(self.has, self.lend_button if self.loans.may else None))
        column.addWidget(Flow(self.loan_buttons))
        column.addWidget(self.loan_table, 3)
        column.addLayout(
            _head(label(_("What is needed"), kind="heading"), self.need_button if self.needs.may else None)
        )
        if self.needs.may:
            column.addWidget(Flow(self.need_buttons))
        column.addWidget(self.need_table, 2)
        self._enable()

    def show_file(self, file: ChildFile) -> None:
        """Show this child's."""
        self.file = file
        self.read()

    def read(self) -> None:
        """Ask again."""
        if self.file is not None:
            ask = partial(_read, child_id=self.file.id, language=current().language)
            tasks.read(ask, then=self._show, latest="lending")

    def unsaved(self) -> bool:
        """What is typed here is typed in dialogs, which ask by themselves."""
        return False

    # ---- doing --------------------------------------------------------------------------------------------------

    def lend(self) -> None:
        """Lend something of the stock to this child."""
        if self.file is not None:
            self.loans.lend(None, (self.file.id, self.file.full_name))

    def add_need(self) -> None:
        """Write down what this child needs."""
        if self.file is not None:
            self.needs.add((self.file.id, self.file.full_name))

    def print_slip(self) -> None:
        """All that the child has, to sign."""
        if self.file is not None:
            self.loans.slip_of_child(self.file.id, self.file.number)

    def _take_back(self, row: LoanRow) -> None:
        if row.back_day is None:
            repair = partial(self.items.send_to_repair, row.item_id, loan_words(row))
            self.loans.take_back(row.id, back_of(row), repair)

    def _next_step(self, row: NeedRow) -> None:
        if row.state in OPEN_NEEDS:
            (self._lend_needed if row.in_stock else self.needs.ask)(row)

    def _lend_needed(self, row: NeedRow) -> None:
        self.loans.lend(None, (row.child_id, row.child_name), row.kind)

    # ---- showing ------------------------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        of_loan = partial(_with_row, self.loan_table)
        of_need = partial(_with_row, self.need_table)
        self.lend_button = main_button(_("Lend…"), self.lend, icon="add")
        self.back_button = button(_("Take back…"), lambda: of_loan(self._take_back), icon="back")
        self.longer_button = button(
            _("Keep longer…"),
            lambda: of_loan(lambda row: self.loans.extend(row.id, loan_words(row), row.due_day)),
            icon="calendar",
        )
        self.lost_button = button(
            _("Lost…"), lambda: of_loan(lambda row: self.loans.lost(row.id, loan_words(row))), icon="warning"
        )
        self.slip_button = button(_("Loan slip"), self.print_slip, icon="print")
        steps = [self.back_button, self.longer_button, self.lost_button] if self.loans.may else []
        self.loan_buttons: list[QPushButton] = [*steps, self.slip_button]
        self.need_button = button(_("Write down a need…"), self.add_need, icon="add")
        self.from_stock_button = button(_("Lend from the stock…"), lambda: of_need(self._lend_needed), icon="forward")
        self.ask_button = button(_("Asked for…"), lambda: of_need(self.needs.ask))
        self.provide_button = button(_("Provided…"), lambda: of_need(self.needs.provide), icon="check")
        self.close_button = button(_("Not needed any more…"), lambda: of_need(self.needs.close), icon="close")
        self.need_buttons: list[QPushButton] = [
            *(self.from_stock_button, self.ask_button, self.provide_button, self.close_button)
        ]

    def _show(self, read: Read) -> None:
        has = [row for row in read.loans if row.back_day is None]
        late = sum(row.overdue_days > 0 for row in has)
        words = _("Has nothing on loan")
        if has:
            words = ngettext("Has {n} item on loan", "Has {n} items on loan", len(has)).format(n=len(has))
        if late:
            words += " · " + _("{n} overdue").format(n=late)
        self.has.setText(words)
        self.loan_table.set_rows(read.loans)
        self.need_table.set_rows(read.needs)
        self._enable()

    def _enable(self) -> None:
        loan, need = self.loan_table.current(), self.need_table.current()
        out = loan is not None and loan.back_day is None
        for made in (self.back_button, self.longer_button, self.lost_button):
            made.setEnabled(out)
        self.slip_button.setEnabled(any(row.back_day is None for row in self.loan_table.rows()))
        is_open = need is not None and need.state in OPEN_NEEDS
        for made in self.need_buttons:
            made.setEnabled(is_open)
        self.from_stock_button.setEnabled(is_open and need is not None and bool(need.in_stock))

    def _set_empty(self) -> None:
        may = self.loans.may
        self.loan_table.set_empty(
            EmptyPlace(
                _("Nothing was lent to this child yet"),
                _("Devices and toys of the centre’s stock that the family takes home stand here."),
                _("Lend…") if may else "",
                self.lend if may else None,
            )
        )
        self.need_table.set_empty(
            EmptyPlace(
                _("Nothing is needed"),
                _("Write down a wheelchair, glasses, a hearing aid, also where the state or a donor provides it."),
            )
        )


def _head(title: QWidget, at_the_end: QPushButton | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(title, 1)
    if at_the_end is not None:
        row.addWidget(at_the_end)
    return row


def _with_row(table: Table, act: Callable[[Any], object]) -> None:
    row = table.current()
    if row is not None:
        act(row)


def _read(session: Any, child_id: UUID, language: str) -> Read:
    return Read(child_loans(session, child_id, language=language), child_needs(session, child_id, language=language))
