"""Lists: the words to choose from, in five languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout

from centre_app.changes import Change
from centre_app.codelists.actions import EntryInput, add_entry, change_entry, move_entry
from centre_app.codelists.queries import Entry, entries
from centre_app.codelists.rules import LIST_TITLES, LONGEST_LABEL
from centre_app.language.translate import LANGUAGE_NAMES, LANGUAGES, N_, _, current, ngettext
from centre_app.security.access import Permission
from ui import tasks
from ui.settings.ordered import OrderedList
from ui.settings.page import Page
from ui.shared.buttons import main_button
from ui.shared.choice import ChoiceBox
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.form import Text
from ui.shared.table import Column, Table
from ui.shared.words import label


class ListsPage(Page):
    """One list at a time."""

    key: ClassVar[str] = "lists"
    name: ClassVar[str] = N_("Lists")
    note: ClassVar[str] = N_(
        "The words that people choose from: reasons of absence, kinds of alert and others. Each in five languages, so "
        "that a document can be printed in any of them."
    )
    icon: ClassVar[str] = "menu"
    needs: ClassVar[Permission | None] = Permission.MANAGE_CENTRE
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.CODELISTS})

    def build(self) -> None:
        """Which list, its entries and buttons."""
        self.choice = ChoiceBox([(name, _(title)) for name, title in LIST_TITLES.items()])
        self.choice.set_value(next(iter(LIST_TITLES)))
        self.choice.setAccessibleName(_("List"))
        self.choice.setMinimumContentsLength(max(len(_(title)) for title in LIST_TITLES.values()))
        self.choice.chosen.connect(lambda _name: self.load())
        row = QHBoxLayout()
        row.addWidget(label(_("List")))
        row.addWidget(self.choice)
        row.addStretch(1)
        self.body.addLayout(row)
        own = current().language
        columns = [_column(code) for code in (own, *(code for code in LANGUAGES if code != own))]
        state = Column("state", _("State"), _state, width=100, tone=lambda _entry: "muted")
        table = Table(
            [columns[0], state, *columns[1:]],
            name="settings.lists",
            desk=self.shell.desk,
            sorting="none",
            count=lambda n: ngettext("{n} entry", "{n} entries", n).format(n=n),
            label_text=_("Entries of the list"),
        )
        table.set_empty(
            EmptyPlace(
                _("This list is empty"),
                _("Add the words that people shall choose from."),
                _("Add an entry"),
                self.add,
                icon="menu",
            )
        )
        adding = [main_button(_("Add an entry…"), self.add, icon="add")]
        self.list = OrderedList(table, adding, self.change, self.shift, self.use)
        self.body.addWidget(self.list, 1)

    def load(self) -> None:
        """The entries of the chosen list."""
        tasks.read(partial(entries, list_name=self._list()), then=self.list.show_rows, owner=self, latest="entries")

    def state(self) -> dict[str, object]:
        """Which list."""
        return {"list": self._list()}

    def restore(self, state: dict[str, object]) -> None:
        """As before."""
        self.choice.set_value(str(state.get("list")))

    def add(self) -> None:
        """Ask for the words of a new entry."""
        dialog = FormDialog(
            self,
            _("Add to: {list}").format(list=self.choice.currentText()),
            _fields(),
            lambda values: partial(add_entry, list_name=self._list(), entry=EntryInput(values)),
            then=self.list.want,
            saying=_("The entry is added."),
            note=_fill_words(),
        )
        dialog.open()

    def change(self, entry: Entry) -> None:
        """Ask for other words."""
        dialog = FormDialog(
            self,
            _("Change {name}").format(name=_words(entry)),
            _fields(),
            lambda values: _changing(entry, values, entry.active),
            saying=_("The words are changed, also where they were chosen before."),
            undo=lambda _nothing: _changing(entry, entry.labels, entry.active),
            note=_fill_words(),
        )
        dialog.form.set_values(entry.labels)
        dialog.open()

    def shift(self, entry: Entry, by: int) -> None:
        """Up or down in the order that people see it."""
        tasks.do(partial(move_entry, entry_id=entry.id, by=by))

    def use(self, entry: Entry, active: bool) -> None:
        """Out of use: not offered any more, still shown where it was chosen. Or into use again."""
        name = _words(entry)
        tasks.do(
            _changing(entry, entry.labels, active),
            saying=(
                _("{name} is in use again.") if active else _("{name} is out of use. Where it was chosen it stays.")
            ).format(name=name),
            undo=lambda _nothing: _changing(entry, entry.labels, not active),
        )

    def _list(self) -> str:
        return str(self.choice.value())


def _column(code: str) -> Column:
    return Column(
        code,
        LANGUAGE_NAMES[code],
        lambda entry: str(entry.labels.get(code, "")),
        width=150,
        tone=lambda entry: "" if entry.active else "muted",
    )


def _fields() -> list[Any]:
    own = current().language
    return [
        Text(code, LANGUAGE_NAMES[code], max_length=LONGEST_LABEL, width=2)
        for code in (own, *(code for code in LANGUAGES if code != own))
    ]


def _fill_words() -> str:
    return _("A language left empty is filled with the English words, or else with the first that are written.")


def _changing(entry: Entry, labels: Mapping[str, str], active: bool) -> tasks.Action:
    return partial(change_entry, entry_id=entry.id, entry=EntryInput(labels, active))


def _words(entry: Entry) -> str:
    return entry.labels.get(current().language) or entry.labels.get("en") or entry.code


def _state(entry: Entry) -> str:
    return "" if entry.active else _("out of use")
