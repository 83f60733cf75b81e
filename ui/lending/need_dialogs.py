"""What a child needs: write it down, asked for, provided, not needed any more."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from centre_app.language.translate import _
from centre_app.lending.actions import (
    Done,
    NeedInput,
    ask_for_need,
    close_need,
    need_provided,
    record_need,
)
from centre_app.lending.queries import NeedRow
from centre_app.lending.rules import PROVIDER_WORDS
from ui.children.child_field import OneChild
from ui.lending.hands import Hands, taken_back
from ui.lending.lists import Lists
from ui.lending.loan_dialogs import Child
from ui.shared.dialog import FormDialog
from ui.shared.form import Choice, Day, Part, Text

Save = Callable[[dict[str, Any]], Callable[[Any], Done]]


class NeedDialogs(Hands):
    """Steps of a need."""

    def add(self, child: Child | None, then: Callable[[Done], object] | None = None) -> None:
        """Ask what is needed, and by whom where that is not known."""
        self.with_lists(lambda lists: self._ask_new(lists, child, then))

    def ask(self, row: NeedRow) -> None:
        """Ask when and of whom it was asked."""
        self._open(
            row,
            _("Asked for: {what}, {name}"),
            [
                Day("day", _("Asked on"), today=self.today, required=True),
                Text("of", _("Asked of"), width=2, max_length=200, hint=_("The state, a donor, the clinic.")),
            ],
            lambda values: partial(ask_for_need, need_id=row.id, day=values["day"], of=values["of"]),
            _("It is written down."),
        )

    def provide(self, row: NeedRow) -> None:
        """Ask who provided it and when."""
        self._open(
            row,
            _("Provided: {what}, {name}"),
            [
                Choice(
                    "by",
                    _("Provided by"),
                    [(code, _(words)) for code, words in PROVIDER_WORDS.items()],
                    empty=_("choose"),
                    required=True,
                    hint=_("What the centre lends is noted by lending it."),
                ),
                Day("day", _("On"), today=self.today, required=True),
                Text("note", _("Note"), width=2, max_length=300),
            ],
            lambda values: partial(
                need_provided, need_id=row.id, by=values["by"], day=values["day"], note=values["note"]
            ),
            _("It is written down as provided."),
        )

    def close(self, row: NeedRow) -> None:
        """Ask why it is not needed any more."""
        self._open(
            row,
            _("Not needed any more: {what}, {name}"),
            [
                Day("day", _("Since"), today=self.today, required=True),
                Text("note", _("Why"), required=True, width=2, max_length=300),
            ],
            lambda values: partial(close_need, need_id=row.id, day=values["day"], note=values["note"]),
            _("The need is closed."),
        )

    def _open(self, row: NeedRow, title: str, fields: list[Part], save: Save, saying: str) -> None:
        if not self.may:
            return
        dialog = FormDialog(
            self.parent,
            title.format(what=row.kind_name, name=row.child_name),
            fields,
            save,
            saying=saying,
            undo=taken_back,
        )
        dialog.form.set_values({"day": self.today})
        dialog.open()

    def _ask_new(self, lists: Lists, child: Child | None, then: Callable[[Done], object] | None) -> None:
        today = self.today
        whom: list[Part] = [OneChild("child_id", _("Child"), required=True, width=2)] if child is None else []
        dialog = FormDialog(
            self.parent,
            _("{name} needs").format(name=child[1]) if child is not None else _("Write down what a child needs"),
            [
                *whom,
                Choice("kind", _("Needed"), list(lists.kinds.items()), empty=_("choose"), required=True, width=2),
                Day("needed_day", _("Needed since"), today=today, required=True),
                Day("asked_day", _("Asked on"), today=today, hint=_("Empty: nobody was asked yet.")),
                Text("asked_of", _("Asked of"), width=2, max_length=200),
                Text("note", _("Size, side, what for"), width=2, max_length=300),
            ],
            lambda values: partial(record_need, need=_typed(values, child[0] if child is not None else None)),
            then=then,
            saying=_("The need is written down."),
            undo=taken_back,
        )
        dialog.form.set_values({"needed_day": today})
        dialog.open()


def _typed(values: dict[str, Any], child_id: UUID | None) -> NeedInput:
    facts = {name: values[name] for name in ("kind", "needed_day", "asked_day", "asked_of", "note")}
    return NeedInput(child_id or values["child_id"], **facts)
