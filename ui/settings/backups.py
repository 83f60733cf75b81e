"""Backups: which there are, making one, the second folder, checking the file, going back to one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog

from centre_app.bootstrap import key_ring
from centre_app.changes import Change
from centre_app.language.dates import moment_text
from centre_app.language.translate import N_, _, ngettext
from centre_app.safekeeping.backup import BackUpResult, back_up
from centre_app.safekeeping.backups import BackupFacts, list_backups, second_folder, set_second_folder
from centre_app.safekeeping.check import check
from centre_app.safekeeping.rules import Kind
from centre_app.security.access import Permission
from centre_app.security.actions import new_recovery_code
from ui import messages, tasks
from ui.settings.check_result import CheckDialog
from ui.settings.page import Page
from ui.settings.recovery import RecoveryDialog
from ui.shared import confirm
from ui.shared.buttons import button, main_button
from ui.shared.cards import Card
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.table import Column, Table
from ui.shared.words import label

KIND_WORDS = {
    Kind.DAILY: N_("daily"),
    Kind.EXIT: N_("at closing"),
    Kind.HAND: N_("made by hand"),
    Kind.UPDATE: N_("before an update"),
}


@dataclass(frozen=True)
class Kept:
    """What one look into the folders brings. ``there``: whether the second folder can be reached now."""

    backups: list[BackupFacts]
    second: Path | None
    there: bool


def look(data: Path) -> Kept:
    """The backups beside the centre and in the second folder."""
    second = second_folder(data)
    return Kept(list_backups(data), second, second is not None and second.is_dir())


class BackupsPage(Page):
    """Everybody may make one; where they go and going back to one is the manager's."""

    key: ClassVar[str] = "backups"
    name: ClassVar[str] = N_("Backups")
    note: ClassVar[str] = N_(
        "Made by itself each day and at closing, encrypted like the centre, opened and checked before it counts. Kept: "
        "the last 14 days, 8 weeks and 12 months."
    )
    icon: ClassVar[str] = "backup"
    needs: ClassVar[Permission | None] = Permission.BACK_UP
    refresh_on: ClassVar[frozenset[Change]] = frozenset()

    def build(self) -> None:
        """Buttons, the second folder, the list."""
        manages = self.shell.may(Permission.MANAGE_CENTRE)
        self.now_button = main_button(_("Back up now"), self.back_up, icon="backup")
        self.check_button = button(_("Check the file now"), self.check, icon="check")
        buttons = Flow([self.now_button, self.check_button])
        if manages:
            buttons.add(button(_("Restore…"), self.restore_asked, icon="undo"))
        if self.shell.may(Permission.MANAGE_ACCOUNTS):
            buttons.add(button(_("New recovery sheet…"), self.new_sheet, icon="key"))
        self.body.addWidget(buttons)
        self.second = Card()
        self.second_words = label("", wrap=True)
        self.second.add_widget(self.second_words)
        self.no_second = button(_("No second folder"), partial(self.set_second, None))
        if manages:
            choosing = button(_("Choose a second folder…"), self.choose_second)
            self.second.add_widget(Flow([choosing, self.no_second]))
        self.body.addWidget(self.second)
        self.second.setVisible(self.shell.may(Permission.MANAGE_CENTRE))
        self.table = self._table()
        self.body.addWidget(self.table, 1)

    def load(self) -> None:
        """Look into the folders; a share that does not answer holds up nothing else."""
        data = self.shell.office.data
        tasks.run(lambda _progress: look(data), then=self.show_kept, title=_("Looking for backups"))

    def show_kept(self, kept: Kept) -> None:
        """Show what was found."""
        self.table.set_rows(kept.backups, keep=lambda row: row.path)
        self.no_second.setVisible(kept.second is not None)
        if kept.second is None:
            tone = "attention"
            words = _(
                "There is no second folder yet. If this PC breaks or is stolen, its backups are gone with it: choose a "
                "USB stick or a folder on another PC."
            )
        elif kept.there:
            tone, words = "", _("Each backup is also copied to {folder}.").format(folder=kept.second)
        else:
            tone = "attention"
            words = _(
                "The second folder {folder} is not there now. Is the stick plugged in, is the other PC on? Backups go "
                "on being made on this PC."
            ).format(folder=kept.second)
        self.second_words.setText(words)
        self.second_words.setProperty("tone", tone)
        self.second_words.style().unpolish(self.second_words)
        self.second_words.style().polish(self.second_words)

    # ---- doing --------------------------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Make one now."""
        office = self.shell.office
        self.now_button.setEnabled(False)
        tasks.run(
            lambda _progress: back_up(office), then=self._backed_up, failed=self._not_backed_up, title=_("Backing up")
        )

    def check(self) -> None:
        """Look at everything, and say what was found."""
        office = self.shell.office
        tasks.run(
            lambda _progress: check(office),
            then=lambda result: CheckDialog(self, result).open(),
            owner=self,
            title=_("Checking the file"),
        )

    def choose_second(self) -> None:
        """Ask for the folder."""
        dialog = QFileDialog(self, _("Choose the second folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(lambda chosen: self.set_second(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def set_second(self, folder: Path | None) -> None:
        """Copy each backup there from now on; None: nowhere."""
        office = self.shell.office
        tasks.run(lambda _progress: set_second_folder(office, folder), then=self._second_set)

    def restore_asked(self) -> None:
        """Explain what restoring does, then sign out and show its window."""
        confirm.ask(
            self,
            _("Go back to a backup?"),
            _(
                "You are signed out first. Then you choose the backup and give your password of that day. What is "
                "there now is kept aside, not deleted. What was written since that backup is not in the restored one."
            ),
            _("Sign out and restore"),
            lambda: self.shell.app.sign_out(then=self._show_restore(self.shell.app)),
        )

    def new_sheet(self) -> None:
        """Make a new code and show its sheet."""
        office = self.shell.office
        tasks.do(
            partial(new_recovery_code, key_ring=key_ring(office)),
            then=lambda code: RecoveryDialog(self, office, code).open(),
            owner=self,
        )

    # ---- inside -------------------------------------------------------------------------------------------------

    @staticmethod
    def _show_restore(app: Any) -> Any:
        def show() -> None:
            from ui.start.restore import Restore

            app.show_start(Restore(app))

        return show

    def _backed_up(self, result: BackUpResult) -> None:
        self.now_button.setEnabled(True)
        n = result.facts.children
        messages.success(
            ngettext("Backed up and checked, with {n} child.", "Backed up and checked, with {n} children.", n).format(
                n=n
            )
        )
        if result.second is not None:
            messages.attention(result.second.in_words())
        self.load()

    def _not_backed_up(self, _error: Exception) -> bool:
        self.now_button.setEnabled(True)
        return False

    def _second_set(self, _nothing: None) -> None:
        messages.success(_("The second folder is changed. The next backup goes there as well."))
        self.load()

    def _table(self) -> Table:
        table = Table(
            [
                Column("at", _("Made"), lambda row: moment_text(row.at), sort=lambda row: row.at, width=140),
                Column("kind", _("Kind"), _kind, width=150, tone=_tone),
                Column("children", _("Children"), _children, sort=lambda row: row.children, align="right", width=90),
                Column("size", _("Size"), _size, sort=lambda row: row.size, align="right", width=90),
                Column("where", _("Where"), _where, width=140, tip=lambda row: str(row.path)),
            ],
            name="settings.backups",
            desk=self.shell.desk,
            count=lambda n: ngettext("{n} backup", "{n} backups", n).format(n=n),
            label_text=_("Backups"),
        )
        table.set_empty(
            EmptyPlace(
                _("No backup yet"),
                _("The first one is made today by itself. You can make one now."),
                _("Back up now"),
                self.back_up,
                icon="backup",
            )
        )
        return table


def _kind(row: BackupFacts) -> str:
    return _(KIND_WORDS[row.kind]) if row.kind is not None else _("cut short or damaged")


def _tone(row: BackupFacts) -> str:
    return "" if row.ok else "danger"


def _children(row: BackupFacts) -> str:
    return str(row.children) if row.ok else "–"


def _size(row: BackupFacts) -> str:
    return _("{size} MB").format(size=f"{max(row.size / 1_000_000, 0.1):.1f}")


def _where(row: BackupFacts) -> str:
    return _("second folder") if row.where == "second" else _("this PC")
