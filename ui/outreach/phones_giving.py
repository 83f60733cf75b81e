"""Forms for phones: which week, teams and forms, into which folder; what leaves the PC is said before it does."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from centre_app.errors import UserError
from centre_app.exchange.phones.form import SCREENING, VISIT
from centre_app.exchange.phones.giving import Given, Offered, Wanted, give_phone_forms, offered_instruments
from centre_app.exchange.phones.week import PhoneWeek, phone_week
from centre_app.language.translate import N_, _, current, ngettext
from ui import messages, tasks
from ui.shared import theme
from ui.shared.buttons import button, main_button
from ui.shared.fields import MultiChoice
from ui.shared.form import Form
from ui.shared.save_file import write_whole
from ui.shared.screen import Shell
from ui.shared.scroll import scrolled
from ui.shared.words import label
from ui.therapy.week_strip import WeekStrip

_WIDE, _HIGH = 720, 640
Read = tuple[date, PhoneWeek, tuple[Offered, ...]]


class FormsForPhonesDialog(QDialog):
    """One form for each team, and each screening that suits one of its children."""

    def __init__(self, shell: Shell, parent: QWidget, monday: date) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Forms for phones"))
        self.shell = shell
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.folder = Path(documents) / _("Forms for phones")
        self.week = WeekStrip(monday, shell.office.today())
        self.week.changed.connect(lambda _monday: self.load())
        self.form: Form | None = None
        self.place = label("", wrap=True)
        self.told = label("", wrap=True)
        self.page = QWidget()
        self._lay_out_page()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(self.page), 1)
        layout.addLayout(self._buttons())
        room = self.screen().availableSize()
        self.resize(min(theme.px(_WIDE), room.width() - 40), min(theme.px(_HIGH), room.height() - 60))
        self._show_folder()
        self.load()

    def load(self) -> None:
        """Ask for the week's teams and the instruments in use."""
        monday, language = self.week.monday, current().language

        def ask(session: Any) -> Read:
            return monday, phone_week(session, monday), offered_instruments(session, language)

        self.write_button.setEnabled(False)
        tasks.read(ask, then=self._show, latest="phones")

    def write(self) -> None:
        """Make the forms and write them; where the folder cannot be written, nothing was given out."""
        values = self.form.collect() if self.form is not None else None
        if values is None:
            return
        codes = tuple(code for code in values["forms"] if code != VISIT)
        kinds = (*((VISIT,) if VISIT in values["forms"] else ()), *((SCREENING,) if codes else ()))
        if not kinds or not values["teams"]:
            assert self.form is not None
            empty = "teams" if not values["teams"] else "forms"
            self.form.show_error(empty, _("Please choose at least one."))
            return
        wanted, folder = Wanted(self.week.monday, kinds, values["teams"], codes), self.folder

        def give(session: Any) -> Given:
            given = give_phone_forms(session, wanted)
            _make(folder)
            for name, content in given.files:
                write_whole(folder / name, content)
            return given

        self.write_button.setEnabled(False)
        tasks.do(give, then=self._written, failed=self._failed, owner=self, form=self.form)

    def choose_folder(self) -> None:
        """Ask where to."""
        dialog = QFileDialog(self, _("Choose the folder for the forms"), str(self.folder.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._folder_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _lay_out_page(self) -> None:
        self.body = QVBoxLayout(self.page)
        self.body.setContentsMargins(24, 20, 24, 8)
        self.body.setSpacing(12)
        self.body.addWidget(label(_("Forms for phones"), kind="heading"))
        self.body.addWidget(
            label(
                _(
                    "For ODK Collect and KoboToolbox. Of each child this leaves the PC: initials and number, the"
                    " village, the purpose of the visit, its day and code, the last task, and whether the family agreed"
                    " to photos. No name, address, phone or birth date; names and phones in a task are taken out."
                ),
                wrap=True,
            )
        )
        self.week.setMaximumWidth(theme.px(480))
        self.body.addWidget(self.week)
        self.body.addWidget(self.told)
        row = QHBoxLayout()
        row.addWidget(label(_("Folder:"), kind="muted"))
        row.addWidget(self.place, 1)
        row.addWidget(button(_("Choose…"), self.choose_folder))
        self.body.addLayout(row)
        self.body.addStretch(1)

    def _buttons(self) -> QHBoxLayout:
        self.write_button = main_button(_("Write the forms"), self.write)
        self.write_button.setEnabled(False)
        row = QHBoxLayout()
        row.setContentsMargins(24, 8, 24, 16)
        row.addStretch(1)
        row.addWidget(button(_("Close"), self.reject))
        row.addWidget(self.write_button)
        return row

    def _show(self, read: Read) -> None:
        monday, week, offered = read
        if monday != self.week.monday:
            return
        if self.form is not None:
            self.body.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self.told.setText("" if week.teams else _("No team has a visit to make in this week. Plan the week first."))
        self.told.setVisible(not week.teams)
        if not week.teams:
            return
        visits = [
            (team.team_id, f"{team.name} – " + ngettext("{n} visit", "{n} visits", n).format(n=n))
            for team in week.teams
            for n in (len(team.visits),)
        ]
        forms = [(VISIT, _("Visit form")), *((one.code, one.title) for one in offered)]
        self.form = Form(
            [
                MultiChoice(
                    "teams", _("Teams: each gets the forms of its own children only"), choices=visits, columns=1
                ),
                MultiChoice("forms", _("Forms"), choices=forms),
            ]
        )
        usual = tuple(one.code for one in offered if one.usual)
        self.form.set_values({"teams": tuple(key for key, _words in visits), "forms": (VISIT, *usual)})
        self.body.insertWidget(4, self.form)
        self.write_button.setEnabled(True)

    def _written(self, given: Given) -> None:
        n = len(given.files)
        words = ngettext("{n} file written to {folder}.", "{n} files written to {folder}.", n)
        said = [words.format(n=n, folder=self.folder), *(message.in_words() for message in given.left_out)]
        messages.success(" ".join(said))
        self.accept()

    def _failed(self, _error: Exception) -> bool:
        self.write_button.setEnabled(True)
        return False

    def _folder_chosen(self, name: str) -> None:
        self.folder = Path(name)
        self._show_folder()

    def _show_folder(self) -> None:
        self.place.setText(str(self.folder))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(N_("The folder {folder} cannot be made. Choose another one."), folder=str(folder)) from error
