"""Empty places teach: what belongs here, and the button that begins it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.shared import icons
from ui.shared.buttons import On, main_button
from ui.shared.words import paragraph

_WIDTH = 460


class EmptyPlace(QWidget):
    """An icon, a title, a sentence or two, and the one button (left out where there is nothing to begin)."""

    def __init__(
        self,
        title: str,
        text: str = "",
        button_text: str = "",
        on: On | None = None,
        icon: str = "",
        button_icon: str = "add",
    ) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(1)
        if icon:
            sign = icons.sign(icon, "muted", 48)
            layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        self.title = paragraph(title, _WIDTH, kind="heading")
        self.words = paragraph(text, _WIDTH, kind="muted")
        self.words.setVisible(bool(text))
        layout.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.words, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button: QPushButton | None = None
        if button_text:
            self.button = main_button(button_text, on, icon=button_icon)
            layout.addSpacing(8)
            layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
