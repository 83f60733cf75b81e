"""Labels: words in the few sizes and tones that the style sheet knows. Shown as they are, never read as markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QWidget

from ui.shared import theme


def label(text: str = "", kind: str = "", tone: str = "", wrap: bool = False) -> QLabel:
    """``kind``: "", title, heading, figure, strong, muted, error. ``tone``: "", attention, danger, good, muted."""
    made = QLabel(text)
    made.setProperty("kind", kind)
    made.setProperty("tone", tone)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    return made


def paragraph(text: str, width: int, kind: str = "", tone: str = "") -> QLabel:
    """Centred words of a fixed width (at 100 % text), as high as they need: for places that stand in the middle."""
    made = label(text, kind, tone, wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setFixedWidth(theme.px(width))
    # A layout that centres its widgets does not ask them how high they are at their width.
    made.ensurePolished()
    made.setMinimumHeight(max(made.heightForWidth(theme.px(width)), 0))
    return made


def rule() -> QFrame:
    """A thin line between two parts."""
    made = QFrame()
    made.setProperty("kind", "rule")
    return made


def restyle(widget: QWidget) -> None:
    """Have the style sheet look again after a property has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def widgets_of(layout: QLayout) -> list[QWidget]:
    """The widgets that stand in a layout, in order."""
    items = (layout.itemAt(place) for place in range(layout.count()))
    return [widget for item in items if item is not None and (widget := item.widget()) is not None]
