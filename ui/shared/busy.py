"""Something is being made: a quiet veil with words, after half a second, over the part that waits."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QVBoxLayout, QWidget

from centre_app.language.translate import _
from ui.progress import SHOWN_AFTER_MS
from ui.shared import theme


class Busy(QFrame):
    """Covers ``over`` while it waits. Shown only when the wait lasts longer than half a second."""

    def __init__(self, over: QWidget, text: str = "") -> None:
        super().__init__(over)
        self.setProperty("kind", "card")
        self._over = over
        words = QLabel(text or _("One moment…"))
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(theme.px(220))
        bar.setAccessibleName(words.text())
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(words)
        layout.addWidget(bar, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(SHOWN_AFTER_MS)
        self._due.timeout.connect(self._cover)
        over.installEventFilter(self)
        self.hide()

    def show_over(self) -> None:
        """The wait begins."""
        self._due.start()

    def hide_over(self) -> None:
        """The wait is over."""
        self._due.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
        return False

    def _cover(self) -> None:
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
