"""F1: what this place is for, and the keys that work everywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from centre_app.language.translate import _
from ui.shared import theme
from ui.shared.buttons import main_button
from ui.shared.scroll import scrolled
from ui.shared.words import label, rule


class HelpPanel(QDialog):
    """The paragraphs of one place, then the keys."""

    def __init__(self, parent: QWidget, title: str, text: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Help: {place}").format(place=title))
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(24, 20, 24, 12)
        inside.setSpacing(12)
        inside.addWidget(label(title, kind="title"))
        for paragraph in text.split("\n\n"):
            inside.addWidget(label(paragraph.strip(), wrap=True))
        inside.addWidget(rule())
        inside.addWidget(label(_("Keys that work everywhere"), kind="heading"))
        inside.addLayout(_keys())
        inside.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(24, 8, 24, 16)
        row.addStretch(1)
        row.addWidget(main_button(_("Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(page), 1)
        layout.addLayout(row)
        self.resize(theme.px(540), min(theme.px(520), self.screen().availableSize().height() - 60))


def _keys() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    lines = (
        ("Alt+1…9", _("go to a place on the left")),
        ("Ctrl+K", _("find a child from anywhere")),
        ("Ctrl+P", _("print what is shown")),
        ("Ctrl+C", _("copy a list, to paste it into Excel")),
        ("Ctrl+L", _("lock the screen; what you typed stays")),
        ("Alt+←  Alt+→", _("the month or day before, after")),
        ("F1", _("this help")),
    )
    for row, (keys, words) in enumerate(lines):
        grid.addWidget(label(keys, kind="strong"), row, 0)
        grid.addWidget(label(words, wrap=True), row, 1)
    grid.setColumnStretch(1, 1)
    return grid
