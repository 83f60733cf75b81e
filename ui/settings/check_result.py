"""What checking the file has found, line by line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from centre_app.language.translate import _
from centre_app.safekeeping.check import CheckResult
from ui.shared import theme
from ui.shared.buttons import main_button
from ui.shared.scroll import scrolled
from ui.shared.tags import Tag
from ui.shared.words import label


class CheckDialog(QDialog):
    """Each line with a word: in order, or not."""

    def __init__(self, parent: QWidget, result: CheckResult) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = _("Everything is in order") if result.ok else _("Something is not in order")
        self.setWindowTitle(title)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(24, 20, 24, 8)
        inside.setSpacing(12)
        inside.addWidget(label(title, kind="heading", wrap=True))
        lines = QGridLayout()
        lines.setHorizontalSpacing(12)
        lines.setVerticalSpacing(8)
        lines.setColumnStretch(1, 1)
        self.words: list[str] = []
        for row, line in enumerate(result.lines):
            tag = Tag(_("in order"), "good") if line.ok else Tag(_("not in order"), "danger")
            lines.addWidget(tag, row, 0, Qt.AlignmentFlag.AlignTop)
            self.words.append(line.text.in_words())
            lines.addWidget(label(self.words[-1], wrap=True), row, 1)
        inside.addLayout(lines)
        inside.addStretch(1)
        close = main_button(_("Close"), self.accept)
        close.setDefault(True)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(page), 1)
        layout.addLayout(foot)
        self.resize(theme.px(540), theme.px(360))
