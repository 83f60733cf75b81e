"""White cards: a title, and lines that are doors to the work."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.shared import icons, theme
from ui.shared.buttons import On
from ui.shared.words import label, widgets_of


class DoorLine(QFrame):
    """One line of a card. With ``on`` it is a door: clicked, or Enter/Space when it has the focus."""

    opened = Signal()

    def __init__(self, text: str, detail: str = "", tone: str = "", on: On | None = None, icon: str = "") -> None:
        super().__init__()
        self.setObjectName("doorLine")
        self.setProperty("door", on is not None)
        self.setAccessibleName(f"{text}, {detail}" if detail else text)
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 4, 7, 4)
        row.setSpacing(8)
        if icon:
            sign = icons.sign(icon, tone or "muted", 18)
            row.addWidget(sign)
        self.words = label(text, tone=tone, wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.detail = label(detail, kind="muted")
        self.detail.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.detail.setVisible(bool(detail))
        row.addWidget(self.words, 1)
        row.addWidget(self.detail)
        self._on = on
        if on is not None:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setMinimumHeight(theme.px(30))
            arrow = icons.sign("forward", "muted", 14)
            row.addWidget(arrow)

    def open(self) -> None:
        """Go through the door."""
        if self._on is not None:
            self.opened.emit()
            self._on()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open()
        else:
            super().keyPressEvent(event)


class Card(QFrame):
    """A white card with a title. Lines are added in order; ``clear`` takes the lines away and leaves the title."""

    def __init__(self, title: str = "", icon: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        if icon:
            sign = icons.sign(icon, "accent", 20)
            head.addWidget(sign)
        self._title = label(title, kind="heading", wrap=True)
        self._title.setVisible(bool(title))
        self._count = label("", kind="muted")
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        if title or icon:
            layout.addLayout(head)
        self.setAccessibleName(title)
        self.body = QVBoxLayout()
        self.body.setSpacing(2)
        layout.addLayout(self.body)
        layout.addStretch(0)

    def set_title(self, text: str) -> None:
        """Change the title's words."""
        self._title.setText(text)
        self._title.setVisible(bool(text))
        self.setAccessibleName(text)

    def set_count(self, text: str) -> None:
        """Words at the right of the title: a number, a date."""
        self._count.setText(text)

    def add_line(self, text: str, detail: str = "", tone: str = "", on: On | None = None, icon: str = "") -> DoorLine:
        """A line; a door where ``on`` is given."""
        line = DoorLine(text, detail, tone, on, icon)
        self.body.addWidget(line)
        return line

    def add_text(self, text: str, kind: str = "muted") -> QLabel:
        """Words that lead nowhere."""
        words = label(text, kind=kind, wrap=True)
        self.body.addWidget(words)
        return words

    def add_widget(self, widget: QWidget) -> None:
        """Anything else."""
        self.body.addWidget(widget)

    def lines(self) -> list[DoorLine]:
        """The lines on show, top first."""
        return [line for line in widgets_of(self.body) if isinstance(line, DoorLine)]

    def clear(self) -> None:
        """Take away everything under the title."""
        while (item := self.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class Figure(QFrame):
    """One big number with words under it."""

    def __init__(self, value: str, words: str, tone: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(2)
        self._value = label(value, kind="figure", tone=tone)
        self._words = label(words, kind="muted", wrap=True)
        layout.addWidget(self._value)
        layout.addWidget(self._words)
        self._name()

    def set_value(self, text: str) -> None:
        """Change the number."""
        self._value.setText(text)
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(f"{self._value.text()} {self._words.text()}")
