"""Small words with a tone behind them: alerts, states. Always a word, never a colour alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy


class Tag(QLabel):
    """``tone``: "" plain, attention, danger, good or accent."""

    def __init__(self, text: str, tone: str = "") -> None:
        super().__init__(text)
        self.setProperty("kind", "tag")
        self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
