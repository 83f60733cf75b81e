"""A field of a form that is a child: found by name, number or phone as one types."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from centre_app.children.queries import FoundChildren, find_children
from centre_app.language.translate import _, current, ngettext
from ui import tasks
from ui.shared import theme
from ui.shared.editors import Editor
from ui.shared.fields import Field
from ui.shared.rows import MakeForm
from ui.shared.search_field import SearchField
from ui.shared.words import label

SHOWN_AT_MOST = 30


@dataclass(frozen=True)
class OneChild(Field):
    """A child whose file is not in the archive → its id, or None."""

    def editor(self, make_form: MakeForm) -> Editor:
        return ChildEditor()


class ChildEditor(Editor):
    """A search field over a short list; the line that the keyboard is on is the child."""

    def __init__(self) -> None:
        holder = QWidget()
        super().__init__(holder)
        self.search = SearchField(_("Name, number or phone"))
        self.found = QListWidget()
        self.found.setAccessibleName(_("Children found"))
        self.found.setFixedHeight(theme.px(96))
        self.more = label(kind="muted")
        self.search.next_widget = self.found
        self.search.searched.connect(self._search)
        self.found.currentItemChanged.connect(lambda _item, _before: self.changed.emit())
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.search, self.found, self.more):
            column.addWidget(widget)
        holder.setFocusProxy(self.search)
        self._search("")

    def value(self) -> UUID | None:
        """The child that the list stands on."""
        item = self.found.currentItem()
        chosen: UUID | None = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return chosen

    def raw(self) -> str:
        found = self.value()
        return "" if found is None else str(found)

    def set_raw(self, raw: Any) -> None:
        """Go to this child, where it is in the list."""
        for place in range(self.found.count()):
            if str(self.found.item(place).data(Qt.ItemDataRole.UserRole)) == str(raw):
                self.found.setCurrentRow(place)

    def _search(self, text: str) -> None:
        ask = partial(find_children, text=text, limit=SHOWN_AT_MOST, language=current().language, state="active")
        tasks.read(ask, then=lambda found: self._show(found, go=bool(text)), owner=self, latest="find")

    def _show(self, found: FoundChildren, *, go: bool) -> None:
        self.found.clear()
        for row in found.rows:
            item = QListWidgetItem(f"{row.full_name} · {row.number}")
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            self.found.addItem(item)
        # What was typed chose the first one; before anything is typed nobody is chosen.
        if go and found.rows:
            self.found.setCurrentRow(0)
        more = found.count - len(found.rows)
        self.more.setText(ngettext("and {n} more", "and {n} more", more).format(n=more) if more > 0 else "")
        self.more.setVisible(more > 0)
