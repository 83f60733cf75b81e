"""Choosing a goal of the centre's own bank for a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from centre_app.language.translate import _, ngettext
from centre_app.plans.queries import BankEntry, goal_bank
from ui import tasks
from ui.plans.scale import ScaleView
from ui.plans.words import by_level
from ui.shared import theme
from ui.shared.buttons import button, main_button
from ui.shared.choice import ChoiceBox
from ui.shared.empty import EmptyPlace
from ui.shared.screen import Shell
from ui.shared.scroll import scrolled
from ui.shared.table import Column, Table
from ui.shared.words import label

_WIDTH, _HEIGHT = 980, 560


class BankPicker(QDialog):
    """The bank by area, with the levels of the chosen goal beside it. ``then(entry)`` when one is taken."""

    def __init__(
        self, parent: QWidget, shell: Shell, areas: Mapping[str, str], then: Callable[[BankEntry], object]
    ) -> None:
        super().__init__(parent)
        self._then, self._areas = then, areas
        self._entries: tuple[BankEntry, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("From the goal bank"))
        self.area = ChoiceBox(list(areas.items()), empty=_("all areas"))
        self.area.setAccessibleName(_("Area"))
        self.area.chosen.connect(lambda _key: self._show())
        self.table: Table = Table(
            [
                Column("text", _("Goal"), value=lambda row: row.text, width=330, tip=lambda row: row.text),
                Column("area", _("Area"), value=lambda row: areas.get(row.area, row.area), width=150),
            ],
            name="plans.bank",
            desk=shell.desk,
            label_text=_("Goals of the bank"),
            count=lambda n: ngettext("{n} goal", "{n} goals", n).format(n=n),
        )
        self.table.set_empty(
            EmptyPlace(_("No goal here yet"), _("Goals are put into the bank in Settings, or from a plan."))
        )
        self.table.opened.connect(self._take)
        self.table.current_changed.connect(self._show_levels)
        self.levels = QVBoxLayout()
        self.take_button = main_button(_("Take this goal"), lambda: self._take(self.table.current()))
        self._build()
        tasks.read(goal_bank, then=self._loaded)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(label(_("Area")))
        top.addWidget(self.area)
        top.addStretch(1)
        beside = QWidget()
        beside.setLayout(self.levels)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.table, 3)
        middle.addWidget(scrolled(beside), 2)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Cancel"), self.reject))
        foot.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addLayout(middle, 1)
        column.addLayout(foot)
        self.resize(theme.px(_WIDTH), theme.px(_HEIGHT))
        self._show_levels(None)

    def _loaded(self, entries: tuple[BankEntry, ...]) -> None:
        self._entries = entries
        self._show()
        self.table.view.setFocus()

    def _show(self) -> None:
        wanted = self.area.value()
        self.table.set_rows([entry for entry in self._entries if wanted in (None, entry.area)])
        self._show_levels(self.table.current())

    def _show_levels(self, entry: BankEntry | None) -> None:
        while (item := self.levels.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.deleteLater()
        self.take_button.setEnabled(entry is not None)
        if entry is None:
            self.levels.addWidget(label(_("Choose a goal: its five levels are shown here."), kind="muted", wrap=True))
        else:
            self.levels.addWidget(label(entry.text, kind="strong", wrap=True))
            self.levels.addWidget(ScaleView(by_level(entry.levels), now=None, start=None, narrow=True))
        self.levels.addStretch(1)

    def _take(self, entry: BankEntry | None) -> None:
        if entry is not None:
            self.accept()
            self._then(entry)
