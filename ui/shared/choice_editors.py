"""Editors that are chosen in rather than typed in."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from ui.shared.choice import ChoiceBox, Choices
from ui.shared.editors import Editor


class ChoiceEditor(Editor):
    """One of a few; nothing is chosen until the person chooses."""

    def __init__(self, choices: Choices, empty: str) -> None:
        self.box = ChoiceBox(choices, empty)
        super().__init__(self.box)
        self.box.chosen.connect(lambda _key: self.changed.emit())

    def value(self) -> Any:
        return self.box.value()

    def set_value(self, value: Any) -> None:
        self.box.set_value(value)

    def raw(self) -> Any:
        key = self.box.value()
        return None if key is None else str(key)

    def set_raw(self, raw: Any) -> None:
        self.box.set_value(self.box.key_of(raw))

    def set_choices(self, choices: Choices) -> None:
        self.box.set_choices(choices)


class MultiChoiceEditor(Editor):
    """Any of a list, as check boxes in columns."""

    def __init__(self, choices: Choices, columns: int) -> None:
        holder = QWidget()
        super().__init__(holder)
        self._columns = columns
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._boxes: dict[Hashable, QCheckBox] = {}
        self.set_choices(choices)

    def value(self) -> Any:
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: Any) -> None:
        for key, box in self._boxes.items():
            box.setChecked(key in (value or ()))

    def raw(self) -> list[str]:
        return [str(key) for key in self.value()]

    def set_raw(self, raw: Any) -> None:
        wanted = set(raw or ())
        self.set_value([key for key in self._boxes if str(key) in wanted])

    def set_choices(self, choices: Choices) -> None:
        chosen = self.value()
        for box in self._boxes.values():
            self._grid.removeWidget(box)
            box.deleteLater()
        self._boxes = {}
        for place, (key, words) in enumerate(choices):
            box = QCheckBox(words)
            box.setChecked(key in chosen)
            box.toggled.connect(lambda _on: self.changed.emit())
            self._grid.addWidget(box, place // self._columns, place % self._columns)
            self._boxes[key] = box
        if self._boxes:
            self.widget.setFocusProxy(next(iter(self._boxes.values())))


class CheckEditor(Editor):
    """Yes or no, with its words beside the box."""

    def __init__(self, words: str) -> None:
        self.box = QCheckBox(words)
        super().__init__(self.box)
        self.box.toggled.connect(lambda _on: self.changed.emit())

    def raw(self) -> bool:
        return self.box.isChecked()

    def set_raw(self, raw: Any) -> None:
        self.box.setChecked(bool(raw))
