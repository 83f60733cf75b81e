"""Two people keyed the same: what stands there beside what was typed here, and a choice between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from centre_app.language.translate import _
from ui.shared import theme
from ui.shared.buttons import button, danger_button
from ui.shared.cards import Card
from ui.shared.words import label


class RoundConflict(QDialog):
    """``keep_theirs()`` or ``write_mine()`` when the person has chosen; Esc leaves both as they are."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        told: str,
        theirs: Sequence[str],
        mine: Sequence[str],
        keep_theirs: Callable[[], object],
        write_mine: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(620))
        self.theirs = button(_("Keep what stands"), self.accept)
        self.mine = danger_button(_("Write mine over it"), lambda: self.done(_MINE))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(title, kind="heading", wrap=True))
        column.addWidget(label(told, wrap=True))
        both = QHBoxLayout()
        both.setSpacing(12)
        for words, lines in ((_("What stands"), theirs), (_("What you typed"), mine)):
            card = Card(words)
            for line in lines:
                card.add_text(line, kind="")
            both.addWidget(card, 1)
        column.addLayout(both)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(_("Go back"), self.reject))
        row.addWidget(self.mine)
        row.addWidget(self.theirs)
        column.addLayout(row)
        self.theirs.setDefault(True)
        self.theirs.setFocus()
        self.finished.connect(lambda how: {1: keep_theirs, _MINE: write_mine}.get(how, _nothing)())


_MINE = 2


def _nothing() -> None:
    """Gone back to what is typed."""
