"""A list whose lines are added, changed, moved and taken out of use: services and groups, entries of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from centre_app.language.translate import _
from ui.shared.buttons import button
from ui.shared.flow import Flow
from ui.shared.row_model import Row
from ui.shared.table import Table


class OrderedList(QWidget):
    """A table with its buttons. The page gives ``change``, ``shift(row, by)`` and ``use(row, active)``.

    Rows have ``id`` and ``active``. Enter changes the line, Alt+Up and Alt+Down move it. ``use_words``: what the last
    button says for a row in use, and for one that is not.
    """

    def __init__(
        self,
        table: Table,
        adding: Sequence[QPushButton],
        change: Callable[[Row], object],
        shift: Callable[[Row, int], object],
        use: Callable[[Row, bool], object],
        use_words: tuple[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.table = table
        self._use_words = use_words or (_("Take out of use"), _("Use again"))
        self._change, self._shift, self._use = change, shift, use
        self._wanted: object = None
        self.change_button = button(_("Change…"), lambda: self._with_row(change), icon="edit")
        self.up_button = button(_("Up"), lambda: self.shift(-1), icon="up")
        self.down_button = button(_("Down"), lambda: self.shift(1), icon="down")
        self.use_button = button(self._use_words[0], self.take_out, icon="archive")
        for made, keys in ((self.up_button, "Alt+Up"), (self.down_button, "Alt+Down")):
            made.setToolTip(keys)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self.buttons = Flow([*adding, self.change_button, self.up_button, self.down_button, self.use_button])
        layout.addWidget(self.buttons)
        layout.addWidget(table, 1)
        table.opened.connect(change)
        table.current_changed.connect(lambda _row: self._enable())
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.shift(by))
        self._enable()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these; the line that was added last becomes the current one."""
        self.table.set_rows(rows)
        if self._wanted is not None and self.table.select(lambda row: row.id == self._wanted):
            self._wanted = None
        self._enable()

    def want(self, key: object) -> None:
        """Go to this line: now, or as soon as it is shown."""
        if not self.table.select(lambda row: row.id == key):
            self._wanted = key

    def shift(self, by: int) -> None:
        """The current line up or down."""
        self._with_row(lambda row: self._shift(row, by))

    def take_out(self) -> None:
        """The current line out of use, or into use again."""
        self._with_row(lambda row: self._use(row, not row.active))

    def _with_row(self, act: Callable[[Row], object]) -> None:
        row = self.table.current()
        if row is not None:
            act(row)

    def _enable(self) -> None:
        row = self.table.current()
        for made in (self.change_button, self.up_button, self.down_button, self.use_button):
            made.setEnabled(row is not None)
        used = row is None or row.active
        self.use_button.setText(self._use_words[0] if used else self._use_words[1])
