"""A child's history in words."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from centre_app.children.history import HistoryLine
from centre_app.children.queries import child_history
from centre_app.language.dates import moment_text
from centre_app.language.translate import _, current, ngettext
from ui import tasks
from ui.shared.empty import EmptyPlace
from ui.shared.screen import Shell
from ui.shared.table import Column, Table

NOTHING, ARROW = "–", "»"  # the app's font has no arrow


class HistoryTab(QWidget):
    """Who did what, when, what it was and what it became."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.table: Table = Table(
            [
                Column("at", _("When"), value=lambda row: moment_text(row.at), width=150),
                Column("who", _("Who"), value=lambda row: row.who, width=160),
                Column("what", _("What"), value=lambda row: row.what.in_words(), width=200),
                Column("details", _("Before » after"), value=_details, width=420, tip=_details_in_lines),
            ],
            name="children.history",
            desk=shell.desk,
            sorting="none",
            label_text=_("History"),
            count=lambda n: ngettext("{n} entry", "{n} entries", n).format(n=n),
        )
        self.table.set_empty(EmptyPlace(_("Nothing yet"), icon="history"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self.table, 1)

    def show_child(self, child_id: UUID) -> None:
        """Show this child's history."""
        ask = partial(child_history, child_id=child_id, language=current().language)
        tasks.read(ask, then=self._show, latest="history")

    def _show(self, lines: list[HistoryLine]) -> None:
        self.table.set_rows(lines, keep=lambda row: (row.at, row.what.text))


def _pairs(row: HistoryLine) -> list[str]:
    pairs = []
    for detail in row.details:
        name, after = detail.label.in_words(), detail.after or NOTHING
        was = "" if detail.before in ("", NOTHING) else f"{detail.before} {ARROW} "
        pairs.append(f"{name}: {was}{after}")
    return pairs


def _details(row: HistoryLine) -> str:
    return "; ".join(_pairs(row))


def _details_in_lines(row: HistoryLine) -> str:
    return "\n".join(_pairs(row))
