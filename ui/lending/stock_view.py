"""The stock: what there is and where; lend, take back, repair, add, change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from centre_app.errors import NotFound
from centre_app.language.translate import _, current
from centre_app.lending.queries import ItemFilter, ItemRow, item_story, stock
from centre_app.lending.rules import GONE, IN_REPAIR, IN_STOCK, LENT, STATUS_WORDS
from ui import tasks
from ui.lending.item_dialogs import ItemDialogs
from ui.lending.item_panel import ItemPanel
from ui.lending.lists import Lists
from ui.lending.loan_dialogs import LoanDialogs
from ui.lending.words import item_words, items_count, stock_columns
from ui.shared import theme
from ui.shared.buttons import button
from ui.shared.choice import ChoiceBox
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.screen import Shell
from ui.shared.search_field import SearchField
from ui.shared.table import Table


class StockView(QWidget):
    """``query()`` asks, ``show_rows`` shows; ``changed`` is called when another filter is chosen."""

    def __init__(self, shell: Shell, changed: Callable[[], object]) -> None:
        super().__init__()
        self.shell, self._changed = shell, changed
        self.items, self.loans = ItemDialogs(self, shell), LoanDialogs(self, shell)
        self._wanted: UUID | None = None
        self._make_filters()
        self.table: Table = Table(
            stock_columns(),
            name="lending.stock",
            desk=shell.desk,
            count=items_count,
            label_text=_("Stock of devices and toys"),
        )
        self.search.setMinimumWidth(theme.px(260))
        self.search.next_widget = self.table.view
        self.table.opened.connect(self.next_step)
        self.table.current_changed.connect(lambda _row: self._current_changed())
        self.panel = ItemPanel()
        self._make_buttons()
        filters = QHBoxLayout()
        for widget in (self.search, self.kind_box, self.status_box, self.condition_box, self.place_box):
            filters.addWidget(widget)
        filters.addStretch(1)
        beside = QHBoxLayout()
        beside.addWidget(self.table, 1)
        beside.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(filters)
        if self.items.may:
            column.addWidget(Flow(self.buttons))
        column.addLayout(beside, 1)
        self._current_changed()

    def wanted(self) -> ItemFilter:
        """What is chosen."""
        return ItemFilter(
            self.search.text(),
            _text(self.kind_box.value()),
            _text(self.status_box.value()),
            _text(self.condition_box.value()),
            _text(self.place_box.value()),
        )

    def query(self) -> Callable[[Any], tuple[ItemRow, ...]]:
        """The items of what is chosen."""
        return partial(stock, wanted=self.wanted(), language=current().language)

    def show_rows(self, rows: tuple[ItemRow, ...], lists: Lists) -> None:
        """Show these."""
        asked = self.wanted()
        self.kind_box.set_choices(lists.kinds.items())
        self.condition_box.set_choices(lists.conditions.items())
        self.place_box.set_choices((place, place) for place in lists.places)
        if self.wanted() != asked:  # nothing is kept there any more, or the list has this kind no longer
            self._changed()
            return
        self.table.set_empty(self._empty(anything=bool(lists.by_status)))
        self.table.set_rows(rows)
        if self._wanted is not None and self.table.select(lambda row: row.id == self._wanted):
            self._wanted = None
        self._current_changed()

    # ---- doing --------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """New items come."""
        self.items.add(lambda done: self.want(done.id))

    def want(self, item_id: UUID) -> None:
        """Go to this item, now or when it is on the list."""
        if not self.table.select(lambda row: row.id == item_id):
            self._wanted = item_id

    def next_step(self, row: ItemRow) -> None:
        """What Enter does: lend what is in stock, take back what is out."""
        if row.status == IN_STOCK:
            self.loans.lend(row)
        elif row.status == LENT:
            self.take_back()
        elif row.status == IN_REPAIR:
            self.items.back_from_repair(row)
        else:
            self.items.bring_back(row)

    def lend(self) -> None:
        """Lend the current item, or ask which."""
        row = self.table.current()
        self.loans.lend(row if row is not None and row.status == IN_STOCK else None)

    def take_back(self) -> None:
        """The current item came back."""
        row = self.table.current()
        if row is not None and row.loan_id is not None:
            what = f"{item_words(row)} · {row.child_name}"
            repair = partial(self.items.send_to_repair, row.id, item_words(row))
            self.loans.take_back(row.loan_id, what, repair)

    def _repair(self) -> None:
        row = self.table.current()
        if row is not None and row.status == IN_STOCK:
            self.items.send_to_repair(row.id, item_words(row))

    def _slip(self) -> None:
        row = self.table.current()
        if row is not None and row.loan_id is not None:
            self.loans.slip(row.loan_id, row.number)

    def _with_row(self, act: Callable[[ItemRow], object]) -> None:
        row = self.table.current()
        if row is not None:
            act(row)

    # ---- showing ------------------------------------------------------------------------------------------------

    def _make_filters(self) -> None:
        self.search = SearchField(_("Number, kind, make, child"))
        self.search.searched.connect(lambda _text: self._changed())
        self.kind_box = ChoiceBox(empty=_("All kinds"))
        self.kind_box.setAccessibleName(_("Kind"))
        statuses = [(status, _(words)) for status, words in STATUS_WORDS.items()]
        self.status_box = ChoiceBox([*statuses, ("all", _("all, also what is gone"))], empty=_("All that is not gone"))
        self.status_box.setAccessibleName(_("Now"))
        self.condition_box = ChoiceBox(empty=_("Any condition"))
        self.condition_box.setAccessibleName(_("Condition"))
        self.place_box = ChoiceBox(empty=_("Kept anywhere"))
        self.place_box.setAccessibleName(_("Where it is kept"))
        for box in (self.kind_box, self.status_box, self.condition_box, self.place_box):
            box.chosen.connect(lambda _key: self._changed())

    def _make_buttons(self) -> None:
        self.lend_button = button(_("Lend…"), self.lend, icon="forward")
        self.back_button = button(_("Take back…"), self.take_back, icon="back")
        self.repair_button = button(_("To repair…"), self._repair)
        self.repaired_button = button(_("Back from repair…"), lambda: self._with_row(self.items.back_from_repair))
        self.change_button = button(_("Change…"), lambda: self._with_row(self.items.change), icon="edit")
        self.gone_button = button(_("Leaves the stock…"), lambda: self._with_row(self.items.gone), icon="archive")
        self.found_button = button(_("Is there again…"), lambda: self._with_row(self.items.bring_back), icon="undo")
        self.slip_button = button(_("Loan slip"), self._slip, icon="print")
        steps = [self.lend_button, self.back_button, self.repair_button, self.repaired_button]
        self.buttons = [*steps, self.change_button, self.gone_button, self.found_button, self.slip_button]

    def _current_changed(self) -> None:
        row = self.table.current()
        status = row.status if row is not None else ""
        self.lend_button.setEnabled(status in ("", IN_STOCK))
        self.back_button.setEnabled(status == LENT)
        self.repair_button.setEnabled(status == IN_STOCK)
        self.repaired_button.setVisible(status == IN_REPAIR)
        self.change_button.setEnabled(row is not None)
        self.gone_button.setEnabled(status not in ("", GONE))
        self.found_button.setVisible(status == GONE)
        self.slip_button.setEnabled(status == LENT)
        if row is None:
            self.panel.show_story(None)
            return
        ask = partial(item_story, item_id=row.id, language=current().language)
        # Undone meanwhile: the list that comes now shows it no more.
        tasks.read(
            ask,
            then=self.panel.show_story,
            failed=lambda error: isinstance(error, NotFound),
            owner=self,
            latest="story",
        )

    def _empty(self, *, anything: bool) -> EmptyPlace:
        if anything:
            return EmptyPlace(_("Nothing here"), _("No item fits what is chosen above."), icon="search")
        return EmptyPlace(
            _("Nothing to lend yet"),
            _("Write down the centre’s devices and toys once: then it shows who has what, and what should be back."),
            _("Add to the stock") if self.items.may else "",
            self.add if self.items.may else None,
            icon="archive",
        )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
