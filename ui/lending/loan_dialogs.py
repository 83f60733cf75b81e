"""Lend, longer, take back, lost, and the slip to sign."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from centre_app.language.translate import _
from centre_app.lending.actions import Done, LoanInput, extend, lend, lost, take_back
from centre_app.lending.queries import ItemRow, LoanRow
from centre_app.lending.rules import BROKEN, TO_REPAIR
from ui.children.child_field import OneChild
from ui.lending.hands import Hands, taken_back
from ui.lending.item_field import OneItem
from ui.lending.lists import Lists
from ui.lending.words import item_words
from ui.reports.shown import show_report
from ui.shared.dialog import FormDialog
from ui.shared.form import Check, Choice, Day, Part, Text

Child = tuple[UUID, str]  # id and name


class LoanDialogs(Hands):
    """Steps of a loan. ``what`` is the item in words."""

    def lend(self, item: ItemRow | None = None, child: Child | None = None, kind: str | None = None) -> None:
        """Ask which item and whom, as far as that is not known; ``kind`` narrows the items to what is needed."""
        self.with_lists(lambda lists: self._ask_lend(lists, item, child, kind))

    def extend(self, loan_id: UUID, what: str, due_day: object) -> None:
        """Ask until when the family keeps it."""
        if not self.may:
            return
        dialog = FormDialog(
            self.parent,
            _("Keep longer: {what}").format(what=what),
            [Day("due_day", _("Comes back on"), today=self.today, hint=_("Empty: as long as needed."))],
            lambda values: partial(extend, loan_id=loan_id, due_day=values["due_day"]),
            saying=_("The new day is written down."),
            undo=taken_back,
        )
        dialog.form.set_values({"due_day": due_day})
        dialog.open()

    def take_back(self, loan_id: UUID, what: str, then_repair: Callable[[], object]) -> None:
        """Ask in which condition it came back; what needs repair leads on to ``then_repair``."""
        self.with_lists(lambda lists: self._ask_back(lists, loan_id, what, then_repair))

    def lost(self, loan_id: UUID, what: str) -> None:
        """Ask since when it is known."""
        if not self.may:
            return
        dialog = FormDialog(
            self.parent,
            _("Lost: {what}").format(what=what),
            [
                Day("day", _("Known since"), today=self.today, required=True),
                Text("note", _("What happened"), width=2, max_length=300),
            ],
            lambda values: partial(lost, loan_id=loan_id, day=values["day"], note=values["note"]),
            save_text=_("It is lost"),
            saying=_("The loan is ended; the item is out of the stock."),
            undo=taken_back,
            note=_("If it is found again, the stock list of what is gone brings it back."),
        )
        dialog.form.set_values({"day": self.today})
        dialog.open()

    def slip(self, loan_id: UUID, number: str) -> None:
        """The slip of one loan, as it is printed."""
        self._show("loan_slip", {"loan": loan_id}, number)

    def slip_of_child(self, child_id: UUID, number: str) -> None:
        """The slip of all that a child has."""
        self._show("loan_slip", {"child": child_id}, number)

    def _show(self, kind: str, parameters: dict[str, object], name: str) -> None:
        show_report(self.parent, kind, parameters, language=self.shell.app.document_language, name=name)

    def _ask_lend(self, lists: Lists, item: ItemRow | None, child: Child | None, kind: str | None) -> None:
        fields: list[Part] = []
        if item is None:
            items = [row for row in lists.items if row.condition != BROKEN and kind in (None, row.kind)]
            hint = "" if items else _("Nothing that could be lent is in stock.")
            fields.append(OneItem("item_id", _("Item in stock"), items=items, required=True, width=2, hint=hint))
        if child is None:
            fields.append(OneChild("child_id", _("Child"), required=True, width=2))
        fields += [
            Day("lent_day", _("Lent on"), today=self.today, required=True),
            Day("due_day", _("Comes back on"), today=self.today, hint=_("Empty: as long as needed.")),
            Choice("condition", _("Condition"), list(lists.conditions.items()), empty=_("as it is written")),
            Text("received_by", _("Received and signed by"), max_length=200),
            Text("note", _("Note"), width=2, max_length=300),
            Check("slip", _("Show the loan slip afterwards, to print and sign")),
        ]
        dialog = FormDialog(
            self.parent,
            _lend_title(item, child),
            fields,
            lambda values: self._typed(dialog, values, item, child),
            then=lambda done: self._lent(dialog, done),
            save_text=_("Lend"),
            saying=_("It is lent."),
            undo=taken_back,
        )
        condition = item.condition if item is not None else None
        dialog.form.set_values({"lent_day": self.today, "condition": condition, "slip": True})
        dialog.open()

    def _typed(
        self, dialog: FormDialog, values: dict[str, Any], item: ItemRow | None, child: Child | None
    ) -> Callable[[Any], Done]:
        dialog.setProperty("slip", values["slip"])
        names = ("lent_day", "due_day", "condition", "received_by", "note")
        wanted = LoanInput(
            item.id if item is not None else values["item_id"],
            child[0] if child is not None else values["child_id"],
            **{name: values[name] for name in names},
        )
        return partial(lend, loan=wanted)

    def _lent(self, dialog: FormDialog, done: Done) -> None:
        if dialog.property("slip"):
            self.slip(done.id, "")

    def _ask_back(self, lists: Lists, loan_id: UUID, what: str, then_repair: Callable[[], object]) -> None:
        dialog = FormDialog(
            self.parent,
            _("Back: {what}").format(what=what),
            [
                Choice("condition", _("Condition"), list(lists.conditions.items()), empty=_("choose"), required=True),
                Day("day", _("Came back on"), today=self.today, required=True),
                Text("note", _("Note"), width=2, max_length=300),
            ],
            lambda values: _back(dialog, loan_id, values),
            then=lambda _done: then_repair() if dialog.property("condition") in TO_REPAIR else None,
            save_text=_("Take back"),
            saying=_("It is in stock again."),
            undo=taken_back,
        )
        dialog.form.set_values({"day": self.today})
        dialog.open()


def _back(dialog: FormDialog, loan_id: UUID, values: dict[str, Any]) -> Callable[[Any], Done]:
    dialog.setProperty("condition", values["condition"])
    return partial(take_back, loan_id=loan_id, condition=values["condition"], day=values["day"], note=values["note"])


def _lend_title(item: ItemRow | None, child: Child | None) -> str:
    if item is not None:
        return _("Lend {what}").format(what=item_words(item))
    return _("Lend to {name}").format(name=child[1]) if child is not None else _("Lend an item")


def back_of(row: LoanRow) -> str:
    """What comes back from whom, for the title."""
    return f"{row.item_number}, {row.kind_name} · {row.child_name}"
