"""A form built from a short list of fields. It keeps what was typed when saving fails, and says what is wrong in words
under the field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from centre_app.errors import UserError
from centre_app.language.translate import N_, _
from ui.shared import theme
from ui.shared.choice import Choices
from ui.shared.editors import Editor
from ui.shared.fields import (
    Birth,
    BirthValue,
    Check,
    Choice,
    Day,
    Field,
    Heading,
    MultiChoice,
    Multiline,
    Note,
    Number,
    Part,
    Phone,
    Rows,
    Secret,
    Text,
)
from ui.shared.words import label, restyle

__all__ = [
    "Birth", "BirthValue", "Check", "Choice", "Day", "Field", "Form", "Heading", "MultiChoice", "Multiline", "Note",
    "Number", "Part", "Phone", "Rows", "Secret", "Text",
]  # fmt: skip

_DRAFT_AFTER_MS = 1500
_TWO_COLUMNS_FROM = 560


class Form(QWidget):
    """``values()`` gives what is typed by field name; see each field for the type."""

    changed = Signal(str)
    draft_changed = Signal(dict)

    def __init__(self, fields: Sequence[Part]) -> None:
        super().__init__()
        self._cells: dict[str, _Cell] = {}
        self._parts: list[tuple[QWidget, int]] = []
        self._saved: dict[str, Any] = {}
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._draft_due = QTimer(self)
        self._draft_due.setSingleShot(True)
        self._draft_due.setInterval(_DRAFT_AFTER_MS)
        self._draft_due.timeout.connect(lambda: self.draft_changed.emit(self.raw()))
        for part in fields:
            self._parts.append((self._made(part), part.width))
        self._lay_out(2)
        self.mark_saved()

    # ---- values -------------------------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """What is typed, by field name. Raises UserError naming the first field that cannot be read or is missing."""
        found = {}
        for name, cell in self._cells.items():
            try:
                found[name] = cell.value()
            except UserError as error:
                inner = f".{error.field}" if error.field else ""
                raise UserError(error.message.text, field=f"{name}{inner}", **error.message.values) from None
        return found

    def collect(self) -> dict[str, Any] | None:
        """The values; None after saying at its field what is wrong."""
        self.clear_errors()
        try:
            return self.values()
        except UserError as error:
            self.show_error(error.field, error.in_words())
            return None

    def set_values(self, values: dict[str, Any]) -> None:
        """Show these (the fields named) as saved. ``changed`` stays silent."""
        for name, value in values.items():
            if name in self._cells:
                self._quietly(self._cells[name].editor.set_value, value)
        self.mark_saved()

    def raw(self) -> dict[str, Any]:
        """What is typed as it is typed, half-finished words too: for a draft (JSON can hold it)."""
        return {name: cell.editor.raw() for name, cell in self._cells.items()}

    def set_raw(self, raw: dict[str, Any]) -> None:
        """Give a draft back. It counts as changed."""
        for name, typed in raw.items():
            if name in self._cells:
                self._quietly(self._cells[name].editor.set_raw, typed)

    def is_changed(self) -> bool:
        """Whether anything differs from what was shown or saved last."""
        return self.raw() != self._saved

    def mark_saved(self) -> None:
        """What stands here now is saved."""
        self._saved = self.raw()
        self._draft_due.stop()

    # ---- errors -------------------------------------------------------------------------------------------------

    def show_error(self, field: str | None, text: str) -> None:
        """Say it under the field (``guardians.0.phone`` for a row's field) and go there; at the top of the form
        where the form has no such field."""
        name, _dot, inner = (field or "").partition(".")
        cell = self._cells.get(name) or next(iter(self._cells.values()), None)
        if cell is None:
            return
        if not (inner and cell.editor.show_error(inner, text)):
            cell.show_error(text)
            cell.editor.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_errors(self) -> None:
        """Nothing is wrong any more."""
        for cell in self._cells.values():
            cell.show_error("")

    def error(self, name: str) -> str:
        """What is said under this field."""
        return self._cells[name].error.text()

    # ---- fields -------------------------------------------------------------------------------------------------

    def widget(self, name: str) -> QWidget:
        """The widget that the field is typed into."""
        return self._cells[name].editor.widget

    def editor(self, name: str) -> Editor:
        """The field's editor."""
        return self._cells[name].editor

    def set_choices(self, name: str, choices: Choices) -> None:
        """Offer these in a field with choices."""
        self._quietly(self._cells[name].editor.set_choices, choices)

    def focus_first(self) -> None:
        """Begin at the first field."""
        for cell in self._cells.values():
            if cell.editor.widget.isEnabled() and not cell.isHidden():
                cell.editor.widget.setFocus(Qt.FocusReason.TabFocusReason)
                return

    # ---- building -----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(2 if event.size().width() >= theme.px(_TWO_COLUMNS_FROM) else 1)

    def _made(self, part: Part) -> QWidget:
        if isinstance(part, Heading):
            heading = label(part.text, kind="heading")
            heading.setContentsMargins(0, 8 if self._parts else 0, 0, 0)
            return heading
        if isinstance(part, Note):
            return label(part.text, kind="muted", wrap=True)
        if not isinstance(part, Field):
            raise TypeError(f"not a part of a form: {part!r}")
        cell = _Cell(part)
        cell.editor.changed.connect(lambda: self._field_changed(part.name))
        self._cells[part.name] = cell
        return cell

    def _field_changed(self, name: str) -> None:
        self._cells[name].show_error("")
        self._draft_due.start()
        self.changed.emit(name)

    def _quietly(self, act: Any, value: Any) -> None:
        before = self.blockSignals(True)
        act(value)
        self.blockSignals(before)

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for widget, _width in self._parts:
            self._grid.removeWidget(widget)
        row = column = 0
        for widget, width in self._parts:
            width = min(width, columns)
            if column + width > columns:
                row, column = row + 1, 0
            self._grid.addWidget(widget, row, column, 1, width, Qt.AlignmentFlag.AlignTop)
            column += width
        for at in range(2):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
            self._grid.setColumnMinimumWidth(at, 0)


class _Cell(QWidget):
    """A field with its label above, its hint and its error below."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.editor = field.editor(Form)
        widget = self.editor.widget
        widget.setEnabled(field.enabled)
        widget.setAccessibleName(_("{field} (needed)").format(field=field.label) if field.required else field.label)
        widget.setAccessibleDescription(field.hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        if not isinstance(field, Check) and field.label:
            title = QLabel(f"{field.label} *" if field.required else field.label)
            title.setWordWrap(True)
            layout.addWidget(title)
        layout.addWidget(widget)
        self.hint = label(field.hint, kind="muted", wrap=True)
        self.hint.setVisible(bool(field.hint))
        self.error = label("", kind="error", wrap=True)
        self.error.hide()
        layout.addWidget(self.hint)
        layout.addWidget(self.error)

    def value(self) -> Any:
        if self.field.required and self.editor.is_empty():
            raise UserError(N_("This is needed."))
        return self.editor.value()

    def show_error(self, text: str) -> None:
        if text == self.error.text():
            return
        self.error.setText(text)
        self.error.setVisible(bool(text))
        widget = self.editor.widget
        widget.setAccessibleDescription(text or self.field.hint)
        self.editor.set_wrong(bool(text))
        for styled in (widget, *widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)):
            restyle(styled)
