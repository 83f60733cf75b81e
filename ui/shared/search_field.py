"""The field one filters by as one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from centre_app.language.translate import _
from ui.shared import icons


class SearchField(QLineEdit):
    """``searched`` carries the words after each key; keys of one turn of the event loop are told once.

    Esc empties it, Down (and Enter) goes to ``next_widget``: the list below.
    """

    searched = Signal(str)

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.next_widget: QWidget | None = None
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._empty = QAction(icons.icon("clear", "muted"), _("Clear the search"), self)
        self._empty.triggered.connect(self.clear)
        self.addAction(self._empty, QLineEdit.ActionPosition.TrailingPosition)
        self._empty.setVisible(False)
        # 0 ms: nothing is waited for, but a burst of keys (a scanner, a paste) asks once.
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(lambda: self.searched.emit(self.text()))
        self.textChanged.connect(self._typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.next_widget is not None:
            self.next_widget.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        self._empty.setVisible(bool(text))
        self._turn.start()
