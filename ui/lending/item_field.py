"""A field of a form that is an item of the stock: found by number, kind or make as one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from centre_app.language.fold import search_text, search_words
from centre_app.language.translate import _
from centre_app.lending.queries import ItemRow
from ui.lending.words import item_words
from ui.shared import theme
from ui.shared.editors import Editor
from ui.shared.fields import Field
from ui.shared.rows import MakeForm
from ui.shared.search_field import SearchField


@dataclass(frozen=True)
class OneItem(Field):
    """One of these items → its id, or None."""

    items: Sequence[ItemRow] = field(default=(), kw_only=True)

    def editor(self, make_form: MakeForm) -> Editor:
        return ItemEditor(self.items)


class ItemEditor(Editor):
    """A search field over a short list; the line that the keyboard is on is the item."""

    def __init__(self, items: Sequence[ItemRow]) -> None:
        holder = QWidget()
        super().__init__(holder)
        self._items = items
        self._folded: list[str] = []
        self.search = SearchField(_("Number, kind or make"))
        self.found = QListWidget()
        self.found.setAccessibleName(_("Items found"))
        self.found.setFixedHeight(theme.px(96))
        self.search.next_widget = self.found
        self.search.searched.connect(self._search)
        self.found.currentItemChanged.connect(lambda _item, _before: self.changed.emit())
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addWidget(self.found)
        holder.setFocusProxy(self.search)
        self._search("")

    def value(self) -> UUID | None:
        """The item that the list stands on."""
        item = self.found.currentItem()
        chosen: UUID | None = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return chosen

    def raw(self) -> str:
        found = self.value()
        return "" if found is None else str(found)

    def set_raw(self, raw: Any) -> None:
        """Go to this item, where it is in the list."""
        for place in range(self.found.count()):
            if str(self.found.item(place).data(Qt.ItemDataRole.UserRole)) == str(raw):
                self.found.setCurrentRow(place)

    def _texts(self) -> Sequence[str]:
        """What each item is found by: folded when somebody first types, not at each key."""
        if not self._folded:
            self._folded = [
                search_text("", row.number, row.kind_name, row.name, row.serial, row.kept_at) for row in self._items
            ]
        return self._folded

    def _search(self, text: str) -> None:
        self.found.clear()
        words = search_words(text)
        for row, found in zip(self._items, self._texts() if words else repeat(""), strict=False):
            if all(any(spelling in found for spelling in word) for word in words):
                shown = " · ".join(part for part in (item_words(row), row.condition_name, row.kept_at) if part)
                line = QListWidgetItem(shown)
                line.setData(Qt.ItemDataRole.UserRole, row.id)
                self.found.addItem(line)
        # What was typed chose the first one, and so does an only one; otherwise nothing is chosen yet.
        if self.found.count() and (text or self.found.count() == 1):
            self.found.setCurrentRow(0)
