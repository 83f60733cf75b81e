"""Figures in a grid; a figure opens the list of children behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from centre_app.children.queries import child_files
from centre_app.language.translate import _
from centre_app.security.access import Permission
from ui import tasks
from ui.children.children_behind import ChildBehind, ChildrenBehind
from ui.shared.buttons import link_button
from ui.shared.cards import Card
from ui.shared.screen import Shell
from ui.shared.words import label

_BESIDE = (7, 5, 7, 5)  # as much room as a door has around its words, so that figures stand under each other


@dataclass(frozen=True)
class Cell:
    """A figure and the children behind it (a child as often as it counts); no door where there are none."""

    text: str
    about: str
    children: Sequence[UUID] = ()


class FigureGrid:
    """Fills cards with figures. Doors are for those who may see children."""

    def __init__(self, parent: QWidget, shell: Shell) -> None:
        self.parent, self.shell = parent, shell

    def fill(
        self,
        card: Card,
        header: Sequence[str],
        rows: Sequence[Sequence[str | Cell]],
        nothing: str,
        *,
        numbers_from: int = 1,
    ) -> None:
        """Columns from ``numbers_from`` on are numbers, at the right; ``nothing`` is said where there are no rows."""
        card.clear()
        if not rows:
            card.add_text(nothing)
            return
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        sides = [
            Qt.AlignmentFlag.AlignRight if place >= numbers_from else Qt.AlignmentFlag.AlignLeft
            for place in range(max(len(row) for row in rows))
        ]
        for place, words in enumerate(header):
            head = label(words, kind="muted", wrap=True)
            head.setAlignment(sides[place])
            head.setContentsMargins(*_BESIDE)
            grid.addWidget(head, 0, place)
        for line, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                grid.addWidget(self._cell(cell, row), line, place, sides[place])
        for place in range(len(sides)):
            grid.setColumnStretch(place, 2 if place < numbers_from else 1)
        card.add_widget(table)

    def _cell(self, cell: str | Cell, row: Sequence[str | Cell]) -> QWidget:
        if isinstance(cell, str) or not cell.children or not self.shell.may(Permission.SEE_CHILDREN):
            plain = label(cell if isinstance(cell, str) else cell.text)
            plain.setContentsMargins(*_BESIDE)
            return plain
        about = cell.about or " ".join(str(part) for part in row if isinstance(part, str))
        made = link_button(cell.text, partial(self.show_children, about, cell.children))
        made.setAccessibleName(_("{about}: {figure}, show the children").format(about=about, figure=cell.text))
        return made

    def show_children(self, about: str, children: Sequence[UUID]) -> None:
        """The children behind a figure, each with how often it counts."""
        counts = Counter(children)

        def ask(session: Any) -> list[ChildBehind]:
            files = child_files(session, list(counts))
            found = [ChildBehind(one.id, one.full_name, one.number, counts[one.id]) for one in files]
            return sorted(found, key=lambda child: (-child.count, child.name))

        tasks.read(ask, then=partial(self._open_list, about))

    def _open_list(self, about: str, children: list[ChildBehind]) -> None:
        ChildrenBehind(self.parent, self.shell, about, children).open()
