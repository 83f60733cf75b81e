"""A choice from a short list that knows keys besides words."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from ui.shared import theme

Choices = Iterable[tuple[Hashable, str]]

_ARROW = 14


class ChoiceBox(QComboBox):
    """``choices`` are (key, words). With ``empty`` words, *nothing chosen* (None) stands first, and is chosen."""

    chosen = Signal(object)

    def __init__(self, choices: Choices = (), empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = empty
        self._keys: list[Hashable | None] = []
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.set_choices(choices)
        self.currentTextChanged.connect(self.setToolTip)
        self.currentIndexChanged.connect(lambda _place: self.chosen.emit(self.value()))

    def set_choices(self, choices: Choices) -> None:
        """Offer these; what was chosen stays chosen where it is still offered. Emits nothing."""
        kept = self.value()
        before = self.blockSignals(True)
        self.clear()
        self._keys = []
        if self._empty:
            self._keys.append(None)
            self.addItem(self._empty)
        for key, words in choices:
            self._keys.append(key)
            self.addItem(words)
        self._choose(kept)
        self.blockSignals(before)

    def value(self) -> Hashable | None:
        """The chosen key; None when nothing is chosen."""
        place = self.currentIndex()
        return self._keys[place] if 0 <= place < len(self._keys) else None

    def set_value(self, key: Hashable | None) -> None:
        """Choose this key without a signal; nothing where it is not offered."""
        before = self.blockSignals(True)
        self._choose(key)
        self.blockSignals(before)

    def key_of(self, text: object) -> Hashable | None:
        """The key that is written so, None where none is: keys come back from a draft as words."""
        return next((key for key in self._keys if key is not None and str(key) == text), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        # The style would cut long words in the middle of a letter.
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width() - 4
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def sizeHint(self) -> QSize:
        # The style sheet's arrow stands in the room that Qt reckons for the words.
        return super().sizeHint().grownBy(QMargins(0, 0, theme.px(_ARROW), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The wheel scrolls the page: a choice changed by passing over it would go unseen.
        event.ignore()

    def _choose(self, key: Hashable | None) -> None:
        if key in self._keys:
            self.setCurrentIndex(self._keys.index(key))
        else:
            self.setCurrentIndex(0 if self._empty else -1)
