"""What is lent out, overdue first, with whom to call; take back, keep longer, lost, the slip."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from centre_app.language.translate import _, current
from centre_app.lending.queries import LoanRow, loans_out
from ui.lending.item_dialogs import ItemDialogs
from ui.lending.lists import Lists
from ui.lending.loan_dialogs import LoanDialogs, back_of
from ui.lending.words import holds, loan_columns, loan_words, loans_count
from ui.shared import theme
from ui.shared.buttons import button
from ui.shared.choice import ChoiceBox
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.screen import Shell
from ui.shared.search_field import SearchField
from ui.shared.table import Table


class OutView(QWidget):
    """``query()`` asks, ``show_rows`` shows."""

    def __init__(self, shell: Shell, changed: Callable[[], object]) -> None:
        super().__init__()
        self.shell = shell
        self.items, self.loans = ItemDialogs(self, shell), LoanDialogs(self, shell)
        self.rows: tuple[LoanRow, ...] = ()
        self._lists: Lists | None = None
        self.search = SearchField(_("Number, child, village, kind"))
        self.search.searched.connect(lambda _text: self._show())
        self.which_box = ChoiceBox([("overdue", _("Only overdue"))], empty=_("All that is lent"))
        self.which_box.setAccessibleName(_("Which"))
        self.which_box.chosen.connect(lambda _key: changed())
        self.table: Table = Table(
            loan_columns(), name="lending.out", desk=shell.desk, count=loans_count, label_text=_("Lent out")
        )
        self.search.setMinimumWidth(theme.px(260))
        self.search.next_widget = self.table.view
        self.table.opened.connect(self.take_back)
        self.table.current_changed.connect(lambda _row: self._enable())
        self._make_buttons()
        filters = QHBoxLayout()
        filters.addWidget(self.search)
        filters.addWidget(self.which_box)
        filters.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(filters)
        column.addWidget(Flow(self.buttons))
        column.addWidget(self.table, 1)
        self._enable()

    def query(self) -> Callable[[Any], tuple[LoanRow, ...]]:
        """What is out."""
        return partial(loans_out, overdue_only=self.which_box.value() == "overdue", language=current().language)

    def show_rows(self, rows: tuple[LoanRow, ...], lists: Lists) -> None:
        """Show these."""
        self.rows, self._lists = rows, lists
        self._show()

    def take_back(self, row: LoanRow) -> None:
        """It came back."""
        repair = partial(self.items.send_to_repair, row.item_id, loan_words(row))
        self.loans.take_back(row.id, back_of(row), repair)

    def _show(self) -> None:
        typed = self.search.text()
        shown = [
            row
            for row in self.rows
            if holds(
                typed, row.child_name, row.child_number, row.item_number, row.kind_name, row.item_name, row.village
            )
        ]
        self.table.set_empty(self._empty(narrowed=bool(typed) or self.which_box.value() is not None))
        self.table.set_rows(shown)
        self._enable()

    def _make_buttons(self) -> None:
        self.back_button = button(_("Take back…"), lambda: self._with_row(self.take_back), icon="back")
        self.longer_button = button(_("Keep longer…"), lambda: self._with_row(self._extend), icon="calendar")
        self.lost_button = button(_("Lost…"), lambda: self._with_row(self._lost), icon="warning")
        self.slip_button = button(_("Loan slip"), lambda: self._with_row(self._slip), icon="print")
        self.file_button = button(_("Open the file"), lambda: self._with_row(self._file), icon="forward")
        self.steps = [self.back_button, self.longer_button, self.lost_button]
        self.buttons = [*(self.steps if self.loans.may else ()), self.slip_button, self.file_button]

    def _extend(self, row: LoanRow) -> None:
        self.loans.extend(row.id, back_of(row), row.due_day)

    def _lost(self, row: LoanRow) -> None:
        self.loans.lost(row.id, back_of(row))

    def _slip(self, row: LoanRow) -> None:
        self.loans.slip(row.id, row.item_number)

    def _file(self, row: LoanRow) -> None:
        self.shell.go("children", child=row.child_id, tab="lending")

    def _with_row(self, act: Callable[[LoanRow], object]) -> None:
        row = self.table.current()
        if row is not None:
            act(row)

    def _enable(self) -> None:
        for made in self.buttons:
            made.setEnabled(self.table.current() is not None)

    def _empty(self, *, narrowed: bool) -> EmptyPlace:
        if self.which_box.value() == "overdue" and not self.search.text():
            return EmptyPlace(
                _("Nothing is overdue"), _("What should be back stands here, with the phone."), icon="check"
            )
        if narrowed:
            return EmptyPlace(_("Nothing here"), _("No loan fits what is chosen above."), icon="search")
        begins = self.loans.may and self._lists is not None and bool(self._lists.items)
        return EmptyPlace(
            _("Nothing is lent"),
            _("What a family takes home is lent from the stock: then it stands here until it comes back."),
            _("Lend…") if begins else "",
            self.loans.lend if begins else None,
            icon="home",
        )


def _names(row: LoanRow) -> tuple[str, ...]:
    """What a loan is found by."""
    return row.child_name, row.child_number, row.village, row.item_number, row.kind_name, row.item_name, row.serial
