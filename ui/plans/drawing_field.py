"""The drawing of a home task, chosen by its picture: what the family finds on its card."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from centre_app.language.translate import _
from centre_app.plans.drawings import DRAWINGS, FOLDER
from ui.shared import theme
from ui.shared.choice_editors import ChoiceEditor
from ui.shared.editors import Editor
from ui.shared.fields import Field
from ui.shared.rows import MakeForm

_SIDE = 44  # pixels at 100 % text: a picture is still told from the next


@dataclass(frozen=True)
class DrawingChoice(Field):
    """A name of ``plans.drawings`` → str, "" for none; the list shows the pictures."""

    def editor(self, make_form: MakeForm) -> Editor:
        return _DrawingEditor()


class _DrawingEditor(ChoiceEditor):
    def __init__(self) -> None:
        super().__init__([(name, _(title)) for name, title in DRAWINGS.items()], _("no drawing"))
        side = theme.px(_SIDE)
        self.box.setIconSize(QSize(side, side))
        self.box.setMaxVisibleItems(8)
        for place, name in enumerate(DRAWINGS, start=1):  # the first says that there is none
            self.box.setItemIcon(place, _picture(name, side * 2))

    def value(self) -> Any:
        return self.box.value() or ""


@cache
def _picture(name: str, side: int) -> QIcon:
    """Black on white, as on paper, whatever the theme."""
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.white)
    painter = QPainter(drawn)
    QSvgRenderer(str(FOLDER / f"{name}.svg")).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return QIcon(drawn)
