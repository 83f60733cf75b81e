"""Add to the stock, change, send to repair and take back from it, gone and found again."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from centre_app.language.translate import _
from centre_app.lending.actions import (
    Done,
    ItemChanges,
    ItemInput,
    add_items,
    back_from_repair,
    bring_back_gone,
    change_item,
    item_gone,
    send_to_repair,
)
from centre_app.lending.queries import ItemRow
from centre_app.lending.rules import CURRENCIES, GONE_WORDS, LENT, MOST_AT_ONCE, WRITTEN_OFF
from ui.lending.hands import Hands, taken_back
from ui.lending.lists import Lists
from ui.lending.words import item_words
from ui.shared.dialog import FormDialog
from ui.shared.form import Choice, Day, Number, Part, Text

_FACTS = ("number", "kind", "name", "serial", "condition", "kept_at", "came_on", "came_from", "note")


class ItemDialogs(Hands):
    """Steps of an item."""

    def add(self, then: Callable[[Done], object]) -> None:
        """Ask what came: one item, or several alike. ``then`` hears what was made."""
        self.with_lists(lambda lists: self._ask_new(lists, then))

    def change(self, row: ItemRow) -> None:
        """Ask for other facts."""
        self.with_lists(lambda lists: self._ask_change(lists, row))

    def send_to_repair(self, item_id: UUID, what: str) -> None:
        """Ask what is to be repaired."""
        if not self.may:
            return
        dialog = FormDialog(
            self.parent,
            _("To repair: {what}").format(what=what),
            [
                Day("day", _("Sent on"), today=self.today, required=True),
                Text("what", _("What is to be repaired"), width=2, max_length=300),
            ],
            lambda values: partial(send_to_repair, item_id=item_id, day=values["day"], what=values["what"]),
            save_text=_("Send to repair"),
            saying=_("It is in repair."),
            undo=taken_back,
            note=_("Until it is back it cannot be lent."),
        )
        dialog.form.set_values({"day": self.today})
        dialog.open()

    def back_from_repair(self, row: ItemRow) -> None:
        """Ask in which condition it is, and what it cost."""
        repair_id = row.repair_id
        if repair_id is not None:
            self.with_lists(lambda lists: self._ask_repaired(lists, row, repair_id))

    def gone(self, row: ItemRow) -> None:
        """Ask how the item went for good."""
        if not self.may:
            return
        ways = [(how, _(words)) for how, words in GONE_WORDS.items() if row.status != LENT or how != WRITTEN_OFF]
        dialog = FormDialog(
            self.parent,
            _("Leaves the stock: {what}").format(what=item_words(row)),
            [
                Choice("how", _("How"), ways, empty=_("choose"), required=True),
                Day("day", _("On"), today=self.today, required=True),
                Text("note", _("Note"), width=2, max_length=300),
            ],
            lambda values: partial(item_gone, item_id=row.id, **values),
            save_text=_("Take out of the stock"),
            saying=_("It is out of the stock."),
            undo=taken_back,
            note=_("{name} keeps it; the loan ends.").format(name=row.child_name) if row.status == LENT else "",
        )
        dialog.form.set_values({"day": self.today})
        dialog.open()

    def bring_back(self, row: ItemRow) -> None:
        """Ask in which condition it was found."""
        self.with_lists(lambda lists: self._ask_found(lists, row))

    def _ask_new(self, lists: Lists, then: Callable[[Done], object]) -> None:
        count = Number(
            "count", _("How many alike"), minimum=1, maximum=MOST_AT_ONCE, required=True, hint=_("Numbers count up.")
        )
        dialog = FormDialog(
            self.parent,
            _("Add to the stock"),
            self._facts(lists, count),
            lambda values: partial(add_items, item=ItemInput(**values)),
            then=then,
            save_text=_("Add"),
            saying=_("It is in the stock."),
            undo=taken_back,
        )
        dialog.form.set_values({"number": lists.next_number, "count": 1, "came_on": self.today})
        dialog.open()

    def _ask_change(self, lists: Lists, row: ItemRow) -> None:
        dialog = FormDialog(
            self.parent,
            item_words(row),
            self._facts(lists),
            lambda values: partial(change_item, item_id=row.id, changes=ItemChanges(**values)),
            saying=_("The item is changed."),
            undo=taken_back,
        )
        # What went out of use in the lists stays where it is written.
        dialog.form.set_choices("kind", {**lists.kinds, row.kind: row.kind_name}.items())
        dialog.form.set_choices("condition", {**lists.conditions, row.condition: row.condition_name}.items())
        dialog.form.set_values({name: getattr(row, name) for name in _FACTS})
        dialog.open()

    def _ask_repaired(self, lists: Lists, row: ItemRow, repair_id: UUID) -> None:
        dialog = FormDialog(
            self.parent,
            _("Back from repair: {what}").format(what=item_words(row)),
            [
                Choice("condition", _("Condition"), list(lists.conditions.items()), empty=_("choose"), required=True),
                Day("day", _("Came back on"), today=self.today, required=True),
                Number("cost", _("What it cost"), decimals=2, maximum=9_999_999, hint=_("Empty: nothing was paid.")),
                Choice("currency", _("Currency"), [(code, code) for code in CURRENCIES], required=True),
            ],
            lambda values: partial(_repaired, repair_id=repair_id, values=values),
            saying=_("It is in stock again."),
            undo=taken_back,
        )
        dialog.form.set_values({"day": self.today, "currency": lists.currency})
        dialog.open()

    def _ask_found(self, lists: Lists, row: ItemRow) -> None:
        dialog = FormDialog(
            self.parent,
            _("In stock again: {what}").format(what=item_words(row)),
            [Choice("condition", _("Condition"), list(lists.conditions.items()), required=True, width=2)],
            lambda values: partial(bring_back_gone, item_id=row.id, condition=values["condition"]),
            save_text=_("Take into the stock"),
            saying=_("It is in stock again."),
            undo=taken_back,
        )
        dialog.form.set_values({"condition": row.condition})
        dialog.open()

    def _facts(self, lists: Lists, *count: Part) -> list[Part]:
        return [
            Choice("kind", _("Kind"), list(lists.kinds.items()), empty=_("choose"), required=True, width=2),
            Text("name", _("Make, size, colour"), width=2, max_length=200),
            Text("number", _("Number"), required=True, max_length=20, hint=_("Write it on the thing itself.")),
            *count,
            Text("serial", _("Serial number"), max_length=80),
            Choice("condition", _("Condition"), list(lists.conditions.items()), empty=_("choose"), required=True),
            Text("kept_at", _("Where it is kept"), max_length=200, suggestions=lists.places),
            Day("came_on", _("Came on"), today=self.today),
            Text("came_from", _("Came from"), max_length=200, suggestions=lists.sources),
            Text("note", _("Note"), width=2, max_length=300),
        ]


def _repaired(session: Any, repair_id: UUID, values: dict[str, Any]) -> Done:
    cost: Decimal | None = values["cost"]
    minor = None if cost is None else int(cost * 100)
    return back_from_repair(session, repair_id, values["condition"], values["day"], minor, values["currency"])
