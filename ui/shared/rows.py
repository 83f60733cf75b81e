"""A field that is a few fields several times over: guardians, phones. Each row is a small form of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from centre_app.errors import UserError
from centre_app.language.translate import _
from ui.shared.buttons import button, icon_button
from ui.shared.editors import Editor

#: Makes the form of one row from its fields; handed in by the form that holds the rows, made of editors itself.
MakeForm = Callable[[Sequence[Any]], Any]


class RowsEditor(Editor):
    """Rows are added and taken away by buttons; what a row has that no field shows (its ``id``) is given back."""

    def __init__(self, fields: Sequence[Any], add_text: str, make_form: MakeForm) -> None:
        holder = QWidget()
        super().__init__(holder)
        self._new_form: Callable[[], Any] = partial(make_form, fields)
        self._rows: list[_Row] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._add = button(add_text, self._add_pressed, icon="add")
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._list)
        layout.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        holder.setFocusProxy(self._add)

    def value(self) -> Any:
        found = []
        for place, row in enumerate(self._rows):
            if row.is_blank():
                continue
            try:
                found.append({**row.hidden, **row.form.values()})
            except UserError as error:
                raise UserError(error.message.text, field=f"{place}.{error.field}", **error.message.values) from None
        return tuple(found)

    def set_value(self, value: Any) -> None:
        self._start_again()
        for each in value or ():
            self._append().show_values(each)

    def raw(self) -> list[dict[str, Any]]:
        return [row.form.raw() for row in self._rows if not row.is_blank()]

    def set_raw(self, raw: Any) -> None:
        hidden = [row.hidden for row in self._rows]
        self._start_again()
        for place, each in enumerate(raw or ()):
            row = self._append()
            row.hidden = hidden[place] if place < len(hidden) else {}
            row.form.set_raw(each)

    def show_error(self, field: str, text: str) -> bool:
        place, _dot, inner = field.partition(".")
        if not place.isdecimal() or int(place) >= len(self._rows):
            return False
        self._rows[int(place)].form.show_error(inner, text)
        return True

    def rows(self) -> list[Any]:
        """The form of each row."""
        return [row.form for row in self._rows]

    def _append(self) -> _Row:
        row = _Row(self._new_form())
        row.form.changed.connect(lambda _name: self.changed.emit())
        row.away.clicked.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._list.addWidget(row)
        return row

    def _add_pressed(self) -> None:
        self._append().form.focus_first()
        self.changed.emit()

    def _remove(self, row: _Row) -> None:
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._add.setFocus()
        self.changed.emit()

    def _start_again(self) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []


class _Row(QFrame):
    def __init__(self, form: Any) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.form = form
        self.hidden: dict[str, Any] = {}
        self._blank = self.form.raw()
        self.away = icon_button("close", _("Take this one away"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 12)
        layout.addWidget(self.form, 1)
        layout.addWidget(self.away, 0, Qt.AlignmentFlag.AlignTop)

    def show_values(self, values: dict[str, Any]) -> None:
        self.form.set_values(values)
        known = self.form.raw()
        self.hidden = {name: value for name, value in values.items() if name not in known}

    def is_blank(self) -> bool:
        return bool(self.form.raw() == self._blank)
