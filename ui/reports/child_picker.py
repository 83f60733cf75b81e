"""For whom: one child found by name, or everybody in a group."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from centre_app.children.lists import ChildFilter, FoundChildren
from centre_app.children.queries import find_children, list_children
from centre_app.language.translate import _, current, ngettext
from centre_app.sites.queries import ServiceRow
from ui import tasks
from ui.shared import theme
from ui.shared.choice import ChoiceBox
from ui.shared.search_field import SearchField
from ui.shared.words import label

SHOWN_AT_MOST = 50


class ChildPicker(QWidget):
    """``chosen`` are the ids of the children that a document is made for."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chosen: tuple[UUID, ...] = ()
        self.groups = ChoiceBox(empty=_("One child…"))
        self.groups.setAccessibleName(_("For whom"))
        self.groups.chosen.connect(self._group_chosen)
        self.search = SearchField(_("Name, number or phone"))
        self.search.searched.connect(self._search)
        self.found = QListWidget()
        self.found.setAccessibleName(_("Children found"))
        self.found.setFixedHeight(theme.px(108))
        self.found.currentItemChanged.connect(lambda item, _before: self._child_chosen(item))
        self.search.next_widget = self.found
        self.count = label(kind="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.groups, self.search, self.found, self.count):
            column.addWidget(widget)
        self._search("")

    def set_services(self, rows: list[ServiceRow]) -> None:
        """Offer these groups."""
        choices: list[tuple[tuple[str, UUID], str]] = []
        for service in rows:
            choices.append((("service", service.id), _("All of {name}").format(name=service.name)))
            choices.extend((("group", group.id), f"{service.name} · {group.name}") for group in service.groups)
        self.groups.set_choices(choices)

    def _search(self, text: str) -> None:
        tasks.read(
            partial(find_children, text=text, limit=SHOWN_AT_MOST, language=current().language, state="active"),
            then=self._show,
            latest="find",
        )

    def _show(self, found: FoundChildren) -> None:
        self.found.clear()
        for row in found.rows:
            item = QListWidgetItem(f"{row.full_name} · {row.number}")
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            self.found.addItem(item)
        more = found.count - len(found.rows)
        self.count.setText(ngettext("and {n} more", "and {n} more", more).format(n=more) if more > 0 else "")

    def _child_chosen(self, item: QListWidgetItem | None) -> None:
        self.chosen = (item.data(Qt.ItemDataRole.UserRole),) if item is not None else ()
        self.changed.emit()

    def _group_chosen(self, key: object) -> None:
        one = not isinstance(key, tuple)
        self.search.setVisible(one)
        self.found.setVisible(one)
        self.chosen = ()
        self.count.setText("")
        if isinstance(key, tuple):
            kind, place = key
            wanted = ChildFilter(**{f"{kind}_id": place})
            ask = partial(list_children, wanted=wanted, language=current().language, limit=None)
            tasks.read(ask, then=self._everybody, latest="group")
        self.changed.emit()

    def _everybody(self, found: FoundChildren) -> None:
        self.chosen = tuple(row.id for row in found.rows)
        self.count.setText(ngettext("{n} child", "{n} children", found.count).format(n=found.count))
        self.changed.emit()
