"""Parts of a visit's panel that hold nothing of their own: whose it is, a field of several lines, a column."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from centre_app.language.translate import _
from centre_app.outreach.round_file import VisitLine
from ui.outreach.round_words import Shown
from ui.shared import theme
from ui.shared.flow import Flow
from ui.shared.tags import Tag
from ui.shared.words import label


def visit_head(shown: Shown, line: VisitLine) -> QWidget:
    """Whose visit it is, where, what for."""
    part, column = column_part(4)
    column.addWidget(label(line.name, kind="heading", wrap=True))
    words = [line.number, line.place, shown.said("visit_purpose", line.purpose)]
    column.addWidget(label(" · ".join(filter(None, words)), kind="muted", wrap=True))
    tags: list[QWidget] = []
    if line.promised:
        tags.append(Tag(_("promised to the family"), "accent"))
    if line.code is None:
        tags.append(Tag(_("by the way"), ""))
    if line.source == "phone" and line.keyed_at is not None:
        tags.append(Tag(_("from a phone"), ""))
    if tags:
        column.addWidget(Flow(tags))
    return part


def lines_field(name: str, text: str, lines: int) -> QPlainTextEdit:
    """A field of so many lines; Tab leads on from it."""
    made = QPlainTextEdit(text)
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.setFixedHeight(made.fontMetrics().lineSpacing() * lines + theme.px(18))
    return made


def column_part(spacing: int) -> tuple[QWidget, QVBoxLayout]:
    """A widget with its parts one under the other."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return part, column
