"""Fields of a booking that other forms have not: an hour of the day, and children found by a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from centre_app.children.lists import FoundChildren
from centre_app.children.queries import find_children
from centre_app.errors import UserError
from centre_app.language.translate import _, current
from centre_app.workplace.rules import minute_text, parse_minute
from ui import tasks
from ui.shared.buttons import button
from ui.shared.editors import Editor, LineEditor
from ui.shared.fields import Field
from ui.shared.flow import Flow
from ui.shared.rows import MakeForm
from ui.shared.search_field import SearchField

_FOUND_AT_MOST = 6


@dataclass(frozen=True)
class Hour(Field):
    """An hour of the day, typed as 9, 9:30 or 0930 → minutes after midnight, or None."""

    def editor(self, make_form: MakeForm) -> Editor:
        return _HourEditor(self.name)


class _HourEditor(LineEditor):
    def __init__(self, name: str) -> None:
        super().__init__("09:30")
        self._name = name
        self.line.editingFinished.connect(self._tidy)

    def value(self) -> Any:
        text = self.line.text().strip()
        return parse_minute(text, field=self._name) if text else None

    def set_value(self, value: Any) -> None:
        self.set_raw("" if value is None else minute_text(value))

    def _tidy(self) -> None:
        try:
            minute = self.value()
        except UserError:
            return
        if minute is not None and self.line.text() != minute_text(minute):
            self.line.setText(minute_text(minute))


@dataclass(frozen=True)
class Children(Field):
    """One child or several → tuple of ids. ``set_value`` takes (id, words) pairs."""

    def editor(self, make_form: MakeForm) -> Editor:
        return _ChildrenEditor()


class _ChildrenEditor(Editor):
    def __init__(self) -> None:
        self.picked = ChildrenField()
        super().__init__(self.picked)
        self.picked.changed.connect(self.changed.emit)

    def value(self) -> Any:
        return tuple(self.picked.chosen)

    def set_value(self, value: Any) -> None:
        self.picked.set_chosen(value)

    def raw(self) -> list[str]:
        return [str(child_id) for child_id in self.picked.chosen]

    def set_raw(self, raw: Any) -> None:
        """Names are not kept in a draft: nothing is given back."""

    def set_wrong(self, wrong: bool) -> None:
        self.picked.search.setProperty("wrong", wrong)


class ChildrenField(QWidget):
    """Who is chosen, each with a way out, and a field to find another by name, number or phone."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chosen: dict[UUID, str] = {}
        self._first_wanted = False
        self._chips = Flow()
        self.search = _FindLine(_("Add a child: name, number or phone"))
        self.search.textChanged.connect(self._outdate)
        self.search.searched.connect(self._search)
        self.found = _Found()
        self.found.itemActivated.connect(self._take)
        self.found.itemClicked.connect(self._take)
        self.search.next_widget = self.found
        self.search.first_wanted.connect(self._take_first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._chips, self.search, self.found):
            column.addWidget(widget)
        self.setFocusProxy(self.search)
        self.found.hide()
        self._show_chips()

    def set_chosen(self, children: Sequence[tuple[UUID, str]]) -> None:
        """Show these as chosen, without telling it."""
        self.chosen = dict(children)
        self._show_chips()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.search.setAccessibleName(name)

    def add(self, child_id: UUID, words: str) -> None:
        """One more; nothing where the child is chosen already."""
        self.search.clear()
        self.found.hide()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        if child_id not in self.chosen:
            self.chosen[child_id] = words
            self._show_chips()
            self.changed.emit()

    def remove(self, child_id: UUID) -> None:
        """Not this one."""
        if self.chosen.pop(child_id, None) is not None:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_chips()
            self.changed.emit()

    def _show_chips(self) -> None:
        layout = self._chips.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            if (chip := item.widget()) is not None:
                chip.hide()
                chip.deleteLater()
        for child_id, words in self.chosen.items():
            chip = button(words, partial(self.remove, child_id), icon="close")
            chip.setAccessibleName(_("{name}: take out").format(name=words))
            chip.setToolTip(_("Take out"))
            self._chips.add(chip)
        self._chips.setVisible(bool(self.chosen))

    def _outdate(self) -> None:
        # What was found by other letters must not be taken by an Enter that is quicker than the search.
        self._first_wanted = False
        self.found.clear()
        self.found.hide()

    def _search(self, text: str) -> None:
        if not text.strip():
            return
        ask = partial(find_children, text=text, limit=_FOUND_AT_MOST, language=current().language, state="active")
        tasks.read(ask, then=partial(self._show, text), latest="find")

    def _show(self, text: str, found: FoundChildren) -> None:
        if text != self.search.text():
            return  # more has been typed since
        self.found.clear()
        for row in found.rows:
            item = QListWidgetItem(" · ".join(part for part in (row.full_name, row.number, row.groups) if part))
            item.setData(Qt.ItemDataRole.UserRole, (row.id, row.short_name))
            self.found.addItem(item)
        if not found.rows:
            nothing = QListWidgetItem(_("No child is found by these letters."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.found.addItem(nothing)
        if self._first_wanted and found.rows:
            self._take_first()
            return
        self.found.setCurrentRow(0)
        self.found.setFixedHeight(self.found.sizeHintForRow(0) * self.found.count() + 8)
        self.found.show()

    def _take(self, item: QListWidgetItem) -> None:
        child = item.data(Qt.ItemDataRole.UserRole)
        if child is not None:
            self.add(*child)

    def _take_first(self) -> None:
        item = self.found.item(0)
        self._first_wanted = item is None
        if item is not None:
            self._take(item)


class _FindLine(SearchField):
    """Enter takes the first that is found; Down goes into the list."""

    first_wanted = Signal()

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.first_wanted.emit()
        else:
            super().keyPressEvent(event)


class _Found(QListWidget):
    """As high as what is found."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Children found"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        return QSize(200, 40)
