"""The five levels of a goal, with the one where the child stands marked by shape and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from centre_app.language.translate import _
from centre_app.plans.rules import level_sign
from ui.plans.words import LEVELS, level_name
from ui.shared import theme
from ui.shared.words import label

#: Of the column with the names of the levels, in pixels at 100 % text.
NAME_WIDTH = 150
_MARK = 12


class LevelMark(QWidget):
    """The shape before a level: a filled diamond where the child stands now, an empty one for the start, or nothing."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self.setFixedSize(theme.px(_MARK + 6), theme.px(_MARK + 6))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.kind:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme.colour("accent" if self.kind == "now" else "muted")
        pen = painter.pen()
        pen.setColor(colour)
        pen.setWidthF(1.6)
        painter.setPen(pen)
        if self.kind == "now":
            painter.setBrush(colour)
        middle, half = QPointF(self.rect().center()), theme.px(_MARK) / 2
        corners = ((0, -half), (half, 0), (0, half), (-half, 0))
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in corners]))
        painter.end()


class ScaleView(QFrame):
    """The levels from best to least, each in words; those of now and of the start are marked by shape and words.

    ``texts``: by level, −2 … +2. ``now`` and ``start``: levels, None where there is none to show. ``now_words``: since
    when and by whom.
    """

    def __init__(
        self,
        texts: Mapping[int, str],
        now: int | None,
        start: int | None,
        now_words: str = "",
        *,
        narrow: bool = False,
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        self.rows: dict[int, _LevelRow] = {}
        for level in LEVELS:
            notes = []
            if level == now:
                notes.append(_("stands here now"))
                if now_words:
                    notes.append(now_words)
            if level == start:
                notes.append(_("at the start"))
            kind = "now" if level == now else "start" if level == start else ""
            self.rows[level] = _LevelRow(level, texts.get(level, ""), kind, notes, narrow=narrow)
            column.addWidget(self.rows[level])


class _LevelRow(QFrame):
    """A level; ``narrow``: its name stands over its words instead of before them."""

    def __init__(self, level: int, text: str, kind: str, notes: Sequence[str], *, narrow: bool) -> None:
        super().__init__()
        self.kind = kind
        name = level_name(level)
        said = [f"{level_sign(level)} {name}", *([text] if text else []), *notes]
        self.setAccessibleName(", ".join(said))
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 3, 8, 3)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.addWidget(LevelMark(kind), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(level_number(level), 0, 1, Qt.AlignmentFlag.AlignTop)
        named = label(name, kind="muted", wrap=True)
        if not narrow:
            named.setFixedWidth(theme.px(NAME_WIDTH))
        grid.addWidget(named, 0, 2, Qt.AlignmentFlag.AlignTop)
        words = label(text or "–", kind="strong" if kind == "now" else "" if text else "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        row, column = (1, 2) if narrow else (0, 3)
        grid.addWidget(words, row, column)
        if notes:
            note = label(" · ".join(notes), kind="muted" if kind == "start" else "strong", wrap=True)
            grid.addWidget(note, row + 1, column)
        grid.setColumnStretch(column, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.kind == "now":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.colour("accent"))
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
            painter.end()
        super().paintEvent(event)


def level_number(level: int) -> QLabel:
    """ "+1" in a column of such."""
    made = label(level_sign(level), kind="strong")
    made.setFixedWidth(theme.px(24))
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
