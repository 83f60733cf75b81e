"""Restore: choose a backup, say whose it is, and the centre is as it was then."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from centre_app.language.dates import moment_text
from centre_app.language.translate import _, ngettext
from centre_app.safekeeping.backups import BackupFacts, facts_of, list_backups
from centre_app.safekeeping.restore import RestoreResult, restore
from ui import messages, tasks
from ui.application import Application
from ui.shared.buttons import button, main_button
from ui.shared.empty import EmptyPlace
from ui.shared.fields import Secret, Text
from ui.shared.form import Form
from ui.shared.table import Column, Table
from ui.shared.words import label
from ui.start.page import StartPage

KINDS = {
    "daily": lambda: _("daily"),
    "exit": lambda: _("at closing"),
    "hand": lambda: _("made by hand"),
    "update": lambda: _("before an update"),
}


def size_text(size: int) -> str:
    """1 234 567 → "1.2 MB"."""
    return _("{size} MB").format(size=f"{max(size / 1_000_000, 0.1):.1f}")


class Restore(StartPage):
    """The backups of this PC and of the second folder, newest first; one from elsewhere can be opened."""

    def __init__(self, app: Application) -> None:
        super().__init__(app, _("Restore from a backup"), again=None, back=self._leave, width=640)
        self.body.addWidget(
            label(
                _(
                    "The backup is first unpacked and checked beside what is there now. "
                    "What is there now is kept aside, not deleted."
                ),
                wrap=True,
            )
        )
        self.table: Table = Table(
            [
                Column("at", _("Made"), value=lambda row: moment_text(row.at), width=130),
                Column("kind", _("Kind"), value=_kind, width=120),
                Column("children", _("Children"), value=lambda row: str(row.children), align="right", width=70),
                Column("size", _("Size"), value=lambda row: size_text(row.size), align="right", width=80),
                Column("where", _("Where"), value=_where, width=90),
            ],
            name="start.backups",
            sorting="none",
            count=lambda n: ngettext("{n} backup", "{n} backups", n).format(n=n),
        )
        self.table.setMinimumHeight(190)
        self.table.set_empty(
            EmptyPlace(_("No backup here yet"), _("Choose one on a USB stick or another folder."), icon="backup")
        )
        self.body.addWidget(self.table)
        self.body.addWidget(button(_("Another file…"), self.choose_file))
        self.form = Form(
            [
                Text("username", _("User name")),
                Secret("password", _("Password of that day")),
                Text("code", _("Or the code of the recovery sheet"), width=2, hint=_("If the password is forgotten")),
            ]
        )
        self.body.addWidget(self.form)
        self.body.addWidget(self.trouble)
        self.save = main_button(_("Restore"), self.restore)
        self.body.addWidget(self.save)
        data = app.data
        tasks.run(lambda _progress: list_backups(data), then=self.table.set_rows, failed=self._failed, owner=self)

    def choose_file(self) -> None:
        """A backup from elsewhere."""
        path, _filter = QFileDialog.getOpenFileName(self, _("Choose a backup"), "", _("Backups (*.backup)"))
        if path:
            chosen = Path(path)
            tasks.run(lambda _progress: facts_of(chosen), then=self._add, failed=self._failed, owner=self)

    def restore(self) -> None:
        """Restore the chosen backup."""
        chosen = self.table.current()
        if chosen is None:
            self.say(_("Choose a backup in the list first."))
            return
        values = self.form.collect()
        if values is None:
            return
        self.save.setEnabled(False)
        self.say("")
        data, name, password = self.app.data, str(values["username"]), str(values["password"])
        code = str(values["code"]) or None
        tasks.run(
            lambda _progress: restore(chosen.path, data, name, password, recovery_code=code),
            then=self._done,
            failed=self._failed,
            owner=self,
            title=_("Restoring…"),
        )

    def _add(self, facts: BackupFacts) -> None:
        self.table.set_rows([facts, *(row for row in self.table.rows() if row.path != facts.path)])
        self.table.select(lambda row: row.path == facts.path)

    def _done(self, result: RestoreResult) -> None:
        messages.success(
            ngettext(
                "Restored, with {n} child. Sign in.", "Restored, with {n} children. Sign in.", result.children
            ).format(n=result.children)
        )
        self._leave()

    def _failed(self, error: Exception) -> bool:
        self.save.setEnabled(True)
        return self.tell(error)

    def _leave(self) -> None:
        self.app.begin()


def _kind(row: BackupFacts) -> str:
    return KINDS[str(row.kind)]() if row.kind is not None else _("cut short or damaged")


def _where(row: BackupFacts) -> str:
    return _("second folder") if row.where == "second" else _("this PC")
