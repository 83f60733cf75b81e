"""A field that nobody sees: the id of a line, kept through drafts so that a line stays the same line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from ui.shared.editors import Editor
from ui.shared.fields import Field
from ui.shared.rows import MakeForm


@dataclass(frozen=True)
class KeptId(Field):
    """An id → UUID, or None for a line that is new. Takes no room and is never typed."""

    def editor(self, make_form: MakeForm) -> Editor:
        return _IdEditor()


class _IdEditor(Editor):
    def __init__(self) -> None:
        super().__init__(_Nothing())
        self._id = ""

    def value(self) -> UUID | None:
        return UUID(self._id) if self._id else None

    def raw(self) -> str:
        return self._id

    def set_raw(self, raw: Any) -> None:
        self._id = str(raw or "")


class _Nothing(QWidget):
    """Hides itself together with the place that a form makes for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(0, 0)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ParentChange and (place := self.parentWidget()) is not None:
            place.hide()
        return super().event(event)
