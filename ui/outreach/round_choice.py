"""A choice that one key makes: a digit, or the letter of the screen's language that is shown with the word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from centre_app.language.translate import _
from ui.outreach.round_words import Key
from ui.shared import theme
from ui.shared.words import restyle


class KeyChoice(QPushButton):
    """``chosen(code)`` when the person chooses, None when it is taken away (Delete). Space or a click offers all;
    Enter is for the line: it goes on."""

    chosen = Signal(object)

    def __init__(self, name: str, keys: Sequence[Key], empty: str, width: int) -> None:
        super().__init__()
        self._name, self._keys, self._empty = name, keys, empty
        self._value: str | None = None
        self.menu_shown: QMenu | None = None
        self.setProperty("kind", "choice")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedWidth(theme.px(width))
        self.clicked.connect(self.offer)
        self._show()

    def value(self) -> str | None:
        """The code that is chosen."""
        return self._value

    def set_value(self, code: str | None) -> None:
        """Choose without telling."""
        if code != self._value:
            self._value = code
            self._show()

    def set_wrong(self, wrong: bool) -> None:
        """Mark it, or not."""
        self.setProperty("wrong", wrong)
        restyle(self)

    def offer(self) -> None:
        """All choices with their keys."""
        menu = QMenu(self)
        for key in self._keys:
            action = menu.addAction(f"{key.words}\t{key.sign}", partial(self._tell, key.code))
            action.setCheckable(True)
            action.setChecked(key.code == self._value)
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu_shown = menu
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modified = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if modified or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._tell(None)
        elif (key := self._typed(event.text())) is not None:
            self._tell(key.code)
        else:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> Key | None:
        letter = text.strip().upper()
        return next((key for key in self._keys if letter and letter in (key.digit, key.letter)), None)

    def _tell(self, code: str | None) -> None:
        if code != self._value:
            self.set_value(code)
            self.chosen.emit(code)

    def _show(self) -> None:
        key = next((one for one in self._keys if one.code == self._value), None)
        words = key.words if key is not None else self._empty
        room = self.width() - theme.px(20)
        self.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))
        self.setToolTip(key.words if key is not None else "\n".join(f"{one.sign}  {one.words}" for one in self._keys))
        self.setAccessibleName(f"{self._name}: {key.words if key is not None else _('not said')}")
        kind = "choice" if key is None else "chosen"
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            restyle(self)
