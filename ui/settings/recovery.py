"""A new recovery sheet: shown, printed, and tried by typing part of it back. Until then the old sheet stays good."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from centre_app.bootstrap import key_ring
from centre_app.language.translate import _
from centre_app.security.actions import confirm_recovery_code
from centre_app.security.recovery import groups, part_matches
from ui import tasks
from ui.reports.sheets import show_recovery_sheet
from ui.shared import theme
from ui.shared.buttons import button, main_button
from ui.shared.form import Form, Text
from ui.shared.scroll import scrolled
from ui.shared.words import label

ASKED_BACK = (3, 8)  # the groups that are typed back: proof that the sheet was printed or written down
_IN_A_ROW = 3
_WIDE = 640


class RecoveryDialog(QDialog):
    """Shows the new code once. It replaces the old one when two of its groups are typed as they are on the paper."""

    def __init__(self, parent: QWidget, office: Any, code: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("New recovery sheet"))
        self._office, self._code = office, code
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(24, 20, 24, 8)
        inside.setSpacing(12)
        inside.addWidget(label(_("New recovery sheet"), kind="heading", wrap=True))
        inside.addWidget(
            label(
                _(
                    "Print the sheet and keep it locked away from this PC. The code is shown this once. The old sheet "
                    "stays good until you have typed two groups of the new one."
                ),
                kind="muted",
                wrap=True,
            )
        )
        inside.addLayout(self._groups())
        sheet = button(_("Show and print the sheet…"), self.show_sheet, icon="print")
        inside.addWidget(sheet, 0, Qt.AlignmentFlag.AlignLeft)
        self.form = Form([Text(_field(number), _group_words(number), required=True) for number in ASKED_BACK])
        inside.addWidget(label(_("Now type these groups from the printed sheet:"), wrap=True))
        inside.addWidget(self.form)
        inside.addStretch(1)
        self.confirm_button = main_button(_("The new sheet is good from now on"), self.finish, icon="check")
        row = QHBoxLayout()
        row.setContentsMargins(24, 8, 24, 16)
        row.addStretch(1)
        row.addWidget(button(_("Keep the old sheet"), self.reject))
        row.addWidget(self.confirm_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(page), 1)
        layout.addLayout(row)
        room = self.screen().availableSize()
        high = page.heightForWidth(theme.px(_WIDE)) + theme.px(80)
        self.resize(min(theme.px(_WIDE), room.width() - 40), min(high, room.height() - 40))
        sheet.setFocus()

    def show_sheet(self) -> None:
        """The sheet as it is printed."""
        show_recovery_sheet(self, self._office, self._code)

    def finish(self) -> None:
        """Put the new sheet in force when the typed groups are those of the sheet."""
        values = self.form.collect()
        if values is None:
            return
        for number in ASKED_BACK:
            if not part_matches(self._code, number, str(values[_field(number)])):
                self.form.show_error(
                    _field(number), _("Group {number} is not as on the sheet. Look again.").format(number=number)
                )
                return
        self.confirm_button.setEnabled(False)
        tasks.do(
            partial(confirm_recovery_code, key_ring=key_ring(self._office), code=self._code),
            then=lambda _nothing: self.accept(),
            failed=self._failed,
            owner=self,
            saying=_("The new recovery sheet is good. Destroy the old one: it opens nothing any more."),
        )

    def _failed(self, _error: Exception) -> bool:
        self.confirm_button.setEnabled(True)
        return False

    def _groups(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        for place, group in enumerate(groups(self._code)):
            row, column = divmod(place, _IN_A_ROW)
            grid.addWidget(label(f"{place + 1}.", kind="muted"), row, column * 2)
            words = label(group, kind="title")
            words.setAccessibleName(f"{_group_words(place + 1)}: {group}")
            grid.addWidget(words, row, column * 2 + 1)
            grid.setColumnStretch(column * 2 + 1, 1)
        return grid


def _field(number: int) -> str:
    return f"group{number}"


def _group_words(number: int) -> str:
    return _("Group {number}").format(number=number)
