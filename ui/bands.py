"""Bands across the top that say in what state the centre is open: practice, read-only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from centre_app.language.translate import _
from ui.shared import icons
from ui.shared.words import label


class Band(QFrame):
    """A thin band with an icon and a sentence."""

    def __init__(self, name: str, icon: str, colour: str, text: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(text)
        sign = icons.sign(icon, colour, 18)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 20, 4)
        row.setSpacing(8)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label(text, wrap=True), 1)


def practice_band() -> Band:
    """The centre is an invented one."""
    words = _("Practice: everybody here is invented. Try anything; nothing can go wrong.")
    return Band("practiceBand", "info", "attention", words)


def read_only_band(why: str) -> Band:
    """Nothing can be changed; ``why`` says who has the centre open."""
    words = _("Read only: you can look and print, but not change anything.")
    return Band("readOnlyBand", "lock", "text", f"{words} {why}".strip())
