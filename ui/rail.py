"""The left rail: where one can go, who is signed in, and Lock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QPushButton, QVBoxLayout

from centre_app.language.translate import _
from ui.screens import Place
from ui.shared import icons, theme
from ui.shared.words import label

_NARROWEST = 176
_BESIDE_WORDS = 76  # icon, paddings and margins


class Rail(QFrame):
    """One button a place, in order; Alt+1…9 press them. ``chosen(key)`` when one is pressed."""

    chosen = Signal(str)
    lock_pressed = Signal()
    find_pressed = Signal()

    def __init__(self, places: Sequence[Place], centre: str, person: str, role: str) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(_width_for([_(place.name) for place in places]))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 16, 8, 12)
        layout.setSpacing(4)
        self._centre = label(centre, wrap=True)
        self._centre.setObjectName("railName")
        self._centre.setContentsMargins(12, 0, 8, 8)
        layout.addWidget(self._centre)
        find = self._button(_("Find"), "search")
        find.setToolTip(_("Find a child from anywhere (Ctrl+K)"))
        find.clicked.connect(lambda: self.find_pressed.emit())
        layout.addWidget(find)
        self.find_button = find
        for number, place in enumerate(places, start=1):
            made = self._button(_(place.name), place.icon)
            made.setCheckable(True)
            made.setToolTip(f"{_(place.name)} (Alt+{number})")
            made.clicked.connect(lambda _on, key=place.key: self.chosen.emit(key))
            self._group.addButton(made)
            self._buttons[place.key] = made
            layout.addWidget(made)
        layout.addStretch(1)
        for words in (person, role):
            shown = label(words, wrap=True)
            shown.setContentsMargins(12, 0, 8, 0)
            layout.addWidget(shown)
        lock = self._button(_("Lock"), "lock")
        lock.setToolTip(_("Lock the screen (Ctrl+L). What you typed stays."))
        lock.clicked.connect(lambda: self.lock_pressed.emit())
        layout.addWidget(lock)

    def set_centre(self, name: str) -> None:
        """The centre's name at the top."""
        self._centre.setText(name)

    def show_place(self, key: str) -> None:
        """Mark where one is."""
        button = self._buttons.get(key)
        if button is not None:
            button.setChecked(True)

    def _button(self, words: str, icon: str) -> QPushButton:
        made = QPushButton(words)
        made.setIcon(icons.beside_words(icon, "rail_text", height=21))
        made.setIconSize(QSize(theme.px(28), theme.px(21)))
        made.setAccessibleName(words)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made


def _width_for(names: Sequence[str]) -> int:
    """As wide as the longest name needs in bold, which marks where one is."""
    font = QFont(QApplication.font())
    font.setBold(True)
    metrics = QFontMetrics(font)
    longest = max((metrics.horizontalAdvance(name) for name in names), default=0)
    return max(theme.px(_NARROWEST), longest + theme.px(_BESIDE_WORDS))
