"""From phones: choose files, look at them line by line, take the good ones. And the way to the forms for phones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from centre_app.exchange.phones.files import Received, receive
from centre_app.exchange.phones.taking import look_at_phone_forms, take_phone_forms, undo_phone_forms
from centre_app.exchange.phones.told import Fate, PhoneResult
from centre_app.language.translate import _, ngettext
from ui import tasks
from ui.outreach.phones_giving import FormsForPhonesDialog as FormsForPhonesDialog
from ui.outreach.phones_lines import LineDetails, LinesTable
from ui.shared import theme
from ui.shared.busy import Busy
from ui.shared.buttons import button, main_button
from ui.shared.empty import EmptyPlace
from ui.shared.screen import Shell
from ui.shared.words import label

_WIDE, _HIGH = 1120, 660


class PhonesDialog(QDialog):
    """Nothing is written before *Take*. ``taken``: something of it stands in the centre now."""

    taken = Signal()

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("From phones"))
        self.shell = shell
        self.received: Received | None = None
        self.details = LineDetails()
        self.table = LinesTable(shell.desk)
        self.table.current_changed.connect(self.details.show_line)
        self.summary = label("", kind="strong", wrap=True)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._first_page())
        self.pages.addWidget(self._lines_page())
        self._busy = Busy(self.pages, _("Reading the forms…"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(label(_("From phones"), kind="heading"))
        layout.addWidget(self.pages, 1)
        layout.addLayout(self._buttons())
        room = self.screen().availableSize()
        self.resize(min(theme.px(_WIDE), room.width() - 40), min(theme.px(_HIGH), room.height() - 60))

    def choose_files(self) -> None:
        """Ask which."""
        kinds = _("Forms from phones (*.xml *.json *.csv *.xlsx *.zip)")
        dialog = QFileDialog(self, _("Choose the files"), "", kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._ask(dialog)

    def choose_folder(self) -> None:
        """Ask for the folder of a phone, as it was copied by cable."""
        dialog = QFileDialog(self, _("Choose the folder with the filled forms"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._ask(dialog)

    def look_at(self, paths: Sequence[Path]) -> None:
        """Read these and show what would become of each form."""

        def read(session: Any, progress: tasks.Progress) -> tuple[Received, PhoneResult]:
            received = receive(paths, progress.check)
            return received, look_at_phone_forms(session, received)

        self._busy.show_over()
        tasks.produce(read, then=self._looked, failed=self._not_read, owner=self, title=_("Reading the forms"))

    def take(self) -> None:
        """Write what can be taken."""
        received = self.received
        if received is None:
            return
        self.take_button.setEnabled(False)
        count = len([line for line in self.table.rows() if line.fate is Fate.TAKE])
        tasks.do(
            lambda session: take_phone_forms(session, received),
            then=self._done,
            failed=self._not_taken,
            owner=self,
            saying=ngettext("{n} form taken.", "{n} forms taken.", count).format(n=count),
            undo=lambda result: undo_phone_forms if result.committed else None,
        )

    def _first_page(self) -> QWidget:
        return EmptyPlace(
            _("Bring in what the teams filled in"),
            _(
                "Files of ODK Collect (.xml, with their photos beside them or in a .zip), or what KoboToolbox and ODK"
                " Central export: .csv, .xlsx, .json. You see every form before anything is written. What somebody"
                " keyed at the desk is never written over."
            ),
            _("Choose files…"),
            self.choose_files,
        )

    def _lines_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 3)
        layout.addWidget(self.details, 2)
        return page

    def _buttons(self) -> QHBoxLayout:
        self.files_button = button(_("Choose files…"), self.choose_files)
        self.files_button.hide()  # the first page has its own
        self.take_button = main_button("", self.take)
        self.take_button.hide()
        row = QHBoxLayout()
        row.addWidget(self.files_button)
        row.addWidget(button(_("Choose a folder…"), self.choose_folder))
        row.addStretch(1)
        row.addWidget(button(_("Close"), self.reject))
        row.addWidget(self.take_button)
        return row

    def _ask(self, dialog: QFileDialog) -> None:
        dialog.filesSelected.connect(lambda names: self.look_at([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _looked(self, read: tuple[Received, PhoneResult]) -> None:
        self.received, result = read
        self.table.done = False
        self._show(result)
        count = len(result.of(Fate.TAKE))
        self.take_button.setText(ngettext("Take {n} form", "Take {n} forms", count).format(n=count))
        self.take_button.setEnabled(count > 0)
        self.take_button.setVisible(count > 0)
        self.summary.setText(_said_before(result))

    def _done(self, result: PhoneResult) -> None:
        if result.committed:
            self.taken.emit()
        if result.is_good:
            self.accept()
            return
        self.table.done = True
        self._show(result)
        self.take_button.hide()
        self.received = None
        refused = len(result.of(Fate.REFUSED))
        self.summary.setText(
            ngettext(
                "{n} form was not taken. See why, and key its visit at the desk where that is needed.",
                "{n} forms were not taken. See why, and key their visits at the desk where that is needed.",
                refused,
            ).format(n=refused)
        )

    def _show(self, result: PhoneResult) -> None:
        self._busy.hide_over()
        self.pages.setCurrentIndex(1)
        self.files_button.show()
        # What needs somebody stands first.
        order = {Fate.REFUSED: 0, Fate.TAKE: 1, Fate.KNOWN: 2}
        lines = sorted(result.lines, key=lambda line: (order[line.fate], not line.notes))
        self.table.set_rows(lines, keep=lambda line: (line.file, line.row))
        self.table.select(lambda _line: True)
        self.details.show_line(self.table.current())
        self.table.view.setFocus()

    def _not_read(self, _error: Exception) -> bool:
        self._busy.hide_over()
        return False

    def _not_taken(self, _error: Exception) -> bool:
        self.take_button.setEnabled(True)
        return False


def _said_before(result: PhoneResult) -> str:
    """What would happen, in one line."""
    counts = (
        (len(result.of(Fate.TAKE)), _("to take: {n}")),
        (len(result.of(Fate.REFUSED)), _("refused: {n}")),
        (len(result.of(Fate.KNOWN)), _("taken before: {n}")),
    )
    said = ", ".join(words.format(n=n) for n, words in counts if n)
    forms = ngettext("{n} form", "{n} forms", len(result.lines)).format(n=len(result.lines))
    return _("{forms} – {said}. Nothing is written yet.").format(forms=forms, said=said)
