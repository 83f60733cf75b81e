"""The children behind a figure, in a small window; Enter opens a child's file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from centre_app.language.translate import _, ngettext
from ui.shared import theme
from ui.shared.buttons import button
from ui.shared.screen import Shell
from ui.shared.table import Column, Table
from ui.shared.words import label


@dataclass(frozen=True)
class ChildBehind:
    """A child and how often it counts in the figure."""

    id: UUID
    name: str
    number: str
    count: int


class ChildrenBehind(QDialog):
    """``about`` says which figure it is."""

    def __init__(self, parent: QWidget, shell: Shell, about: str, children: Sequence[ChildBehind]) -> None:
        super().__init__(parent)
        self.shell = shell
        self.setWindowTitle(about)
        self.setMinimumSize(theme.px(520), theme.px(420))
        columns = [
            Column("name", _("Name"), value=lambda row: row.name, width=300),
            Column("number", _("Number"), value=lambda row: row.number, width=90),
        ]
        if any(child.count > 1 for child in children):
            columns.append(
                Column("count", _("Times"), value=lambda row: str(row.count), sort=lambda row: row.count, align="right")
            )
        self.table: Table = Table(
            columns,
            count=lambda n: ngettext("{n} child", "{n} children", n).format(n=n),
            label_text=about,
        )
        self.table.opened.connect(self._open_child)
        layout = QVBoxLayout(self)
        layout.addWidget(label(about, kind="heading", wrap=True))
        layout.addWidget(self.table, 1)
        layout.addWidget(button(_("Close"), self.reject))
        self.table.set_rows(list(children))

    def _open_child(self, row: ChildBehind) -> None:
        self.accept()
        self.shell.go("children", child=row.id)
