"""A child's file: a header that never scrolls, then tabs in the order of a child's path."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QTabWidget, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.children.actions import archive_child, note_opened, remove_photo, restore_child, set_photo
from centre_app.children.files import ChildFile
from centre_app.children.queries import child_file, child_photo
from centre_app.codelists.queries import all_labels
from centre_app.errors import UserError
from centre_app.language.translate import N_, _, current
from centre_app.security.access import Permission
from ui import tasks
from ui.children.attendance_tab import AttendanceTab
from ui.children.history_tab import HistoryTab
from ui.children.leaving import LeavingHome
from ui.children.overview_tab import OverviewTab
from ui.children.services_tab import ServicesTab
from ui.children.times_dialog import ask_times
from ui.children.words import age_words, place_words
from ui.instruments.standing_tab import StandingTab
from ui.lending.lending_tab import LendingTab
from ui.outcomes.help_tab import HelpTab
from ui.outreach.home_tab import HomeTab
from ui.plans.plan_tab import PlanTab
from ui.reports.shown import show_report
from ui.shared.avatar import Avatar
from ui.shared.buttons import button, link_button
from ui.shared.dialog import FormDialog
from ui.shared.fields import Text
from ui.shared.screen import Shell
from ui.shared.tags import Tag
from ui.shared.words import label

LARGEST_PICTURE = 30_000_000  # bytes; a photo straight from a camera has 4 to 12 million


class FilePage(QWidget):
    """One child. Emits ``left`` and ``change_asked(child id)``."""

    left = Signal()
    change_asked = Signal(object)

    def __init__(self, shell: Shell, child_id: UUID) -> None:
        super().__init__()
        self.shell, self.child_id = shell, child_id
        self.file: ChildFile | None = None
        self.avatar = Avatar(56)
        self.name = label(kind="title", wrap=True)
        self.facts = label(kind="muted", wrap=True)
        self.phone = label(kind="strong", wrap=True)
        self.alerts = QHBoxLayout()
        self.alerts.setSpacing(8)
        self.tabs = QTabWidget()
        self.leaving_home = LeavingHome(self, shell)
        self.overview = OverviewTab()
        self.services = ServicesTab(shell)
        self.attendance = AttendanceTab(shell)
        self.history = HistoryTab(shell)
        named: list[tuple[str, QWidget, str]] = [
            ("overview", self.overview, _("Overview")),
            ("services", self.services, _("Services")),
            ("attendance", self.attendance, _("Attendance")),
            *self._further_tabs(),
            ("history", self.history, _("History")),
        ]
        self.keys = [key for key, _tab, _words in named]
        for _key, tab, words in named:
            self.tabs.addTab(tab, words)
        self.tabs.currentChanged.connect(lambda _place: self._fill_tab())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._header())
        column.addWidget(self.tabs, 1)
        if not shell.office.read_only:
            tasks.do(partial(note_opened, child_id=child_id))
        self.load()

    def _further_tabs(self) -> list[tuple[str, QWidget, str]]:
        """What other rooms know of the child; what is written of its therapy only for those who may read it."""
        home, lent = HomeTab(self.shell), LendingTab(self.shell)
        self.further: list[PlanTab | StandingTab | HelpTab | HomeTab | LendingTab] = [home, lent]
        tabs: list[tuple[str, QWidget, str]] = [("home", home, _("Home visits")), ("lending", lent, _("Devices"))]
        if not self.shell.may(Permission.SEE_NOTES) and not self.shell.office.actor.may(Permission.SEE_NOTES):
            return tabs
        plan, standing, helping = PlanTab(self.shell), StandingTab(self.shell), HelpTab(self.shell)
        self.further = [plan, standing, helping, home, lent]
        return [
            ("standing", standing, _("Where the child stands")),
            ("plan", plan, _("Plan")),
            ("help", helping, _("Does it help")),
            *tabs,
        ]

    def show_tab(self, key: str) -> None:
        """Turn to a tab by its key; one that is not for this person leads nowhere."""
        if key in self.keys:
            self.tabs.setCurrentIndex(self.keys.index(key))

    def unsaved(self) -> bool:
        """Whether something typed in a tab would be lost."""
        return any(tab.unsaved() for tab in self.further)

    def load(self) -> None:
        """Ask for the file."""
        child_id = self.child_id

        def ask(session: Any) -> tuple[ChildFile, bytes | None, dict[str, dict[str, str]]]:
            return (
                child_file(session, child_id),
                child_photo(session, child_id),
                all_labels(session, current().language),
            )

        tasks.read(ask, then=self._show, latest="file")

    def take_changes(self, changes: frozenset[Change]) -> None:
        """Ask again for what has changed."""
        if changes & {Change.CHILDREN, Change.CODELISTS, Change.CENTRE}:
            self.load()
        elif Change.ATTENDANCE in changes and self.tabs.currentWidget() is self.attendance:
            self.attendance.read()
        for tab in self.further:
            if changes & tab.refresh_on and self.tabs.currentWidget() is tab:
                tab.read()

    def print_progress(self) -> None:
        """The progress record, as it is printed."""
        self._print("progress")

    def print_card(self) -> None:
        """The child card, as it is printed."""
        self._print("card")

    def _print(self, kind: str) -> None:
        if self.file is not None:
            show_report(
                self,
                kind,
                {"child": self.child_id},
                language=self.shell.app.document_language,
                name=self.file.number,
            )

    def _header(self) -> QFrame:
        header = QFrame()
        header.setProperty("kind", "card")
        row = QHBoxLayout(header)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(16)
        row.addWidget(self.avatar)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.name)
        words.addWidget(self.facts)
        words.addWidget(self.phone)
        words.addLayout(self.alerts)
        row.addLayout(words, 1)
        buttons = QVBoxLayout()
        buttons.addWidget(link_button(_("All children"), self.left.emit, icon="back"), 0, Qt.AlignmentFlag.AlignRight)
        line = QHBoxLayout()
        self.more = button(_("More"), icon="menu")
        self.more.setMenu(self._menu())
        if self.shell.may(Permission.EDIT_CHILDREN):
            line.addWidget(button(_("Change"), partial(self.change_asked.emit, self.child_id), icon="edit"))
        if self.shell.may(Permission.EXPORT_NAMES):
            line.addWidget(button(_("Progress record"), self.print_progress, icon="print"))
        line.addWidget(self.more)
        buttons.addLayout(line)
        row.addLayout(buttons)
        return header

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        if self.shell.may(Permission.EXPORT_NAMES):
            menu.addAction(_("Print the child card"), self.print_card)
        if self.shell.may(Permission.PLAN_WEEK):
            menu.addAction(_("Days and times…"), self._ask_times)
            menu.addAction(
                _("Put on the waiting list…"),
                lambda: self.shell.go("therapy", page="waiting", add=self.child_id),
            )
        if self.shell.may(Permission.EDIT_CHILDREN):
            menu.addSeparator()
            menu.addAction(_("Photo…"), self.choose_photo)
            self._no_photo = menu.addAction(_("Take the photo out"), self._remove_photo)
            menu.addSeparator()
            self._archive = menu.addAction(_("Archive…"), self.archive)
            self._restore = menu.addAction(_("Take out of the archive"), self.restore)
        return menu

    def _show(self, read: tuple[ChildFile, bytes | None, dict[str, dict[str, str]]]) -> None:
        file, photo, labels = read
        self.file = file
        today = self.shell.office.today()
        self.avatar.show_person(file.full_name, photo)
        self.name.setText(file.full_name)
        age = age_words(file.birth_date, file.birth_precision, today)
        archived = _("archived") if file.archived_on is not None else ""
        self.facts.setText(place_words(file.number, age, file.village, archived))
        first = file.guardians[0] if file.guardians else None
        relation = labels.get("relationship", {}).get(first.relationship or "", "") if first else ""
        self.phone.setText(place_words(relation, first.name, first.phone or file.phone) if first else file.phone)
        self.phone.setVisible(bool(self.phone.text()))
        while (item := self.alerts.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.deleteLater()
        for alert in file.alerts:
            kind = labels.get("alert_kind", {}).get(alert.kind, alert.kind)
            self.alerts.addWidget(Tag(f"{kind}: {alert.note}" if alert.note else kind, "danger"))
        self.alerts.addStretch(1)
        if self.shell.may(Permission.EDIT_CHILDREN):
            self._no_photo.setEnabled(file.has_photo)
            self._archive.setEnabled(file.archived_on is None)
            self._restore.setEnabled(file.archived_on is not None)
        self.overview.show_file(file, labels, today)
        self._fill_tab()

    def _fill_tab(self) -> None:
        if self.file is None:
            return
        tab = self.tabs.currentWidget()
        if tab is self.services:
            self.services.show_file(self.file)
        elif tab is self.attendance:
            self.attendance.show_file(self.file)
        elif tab is self.history:
            self.history.show_child(self.child_id)
        elif isinstance(tab, PlanTab | StandingTab | HelpTab | HomeTab | LendingTab):
            tab.show_file(self.file)

    def _ask_times(self) -> None:
        ask_times(self, self.shell, self.child_id)

    def archive(self) -> None:
        """Put the file away, with a reason."""
        child_id = self.child_id
        FormDialog(
            self,
            _("Archive the file"),
            [Text("reason", _("Why"), width=2, max_length=300)],
            lambda values: partial(archive_child, child_id=child_id, reason=values["reason"]),
            note=_("The file stays as it is and can be taken out again. Open enrolments end today."),
            save_text=_("Archive"),
            saying=_("Archived."),
            then=lambda _archived: self.leaving_home.after(child_id, self.shell.office.today()),
            undo=lambda archived: partial(restore_child, child_id=child_id, putting_back=archived),
        ).open()

    def restore(self) -> None:
        """Take the file out of the archive."""
        tasks.do(partial(restore_child, child_id=self.child_id), saying=_("Taken out of the archive."), owner=self)

    def choose_photo(self) -> None:
        """A picture file becomes the photo; the consent is written in the form."""
        path, _filter = QFileDialog.getOpenFileName(
            self, _("Choose a photo"), "", _("Pictures (*.jpg *.jpeg *.png *.webp *.bmp)")
        )
        if path:
            tasks.do(partial(_set_photo, child_id=self.child_id, path=Path(path)), saying=_("Saved."), owner=self)

    def _remove_photo(self) -> None:
        tasks.do(partial(remove_photo, child_id=self.child_id), saying=_("The photo is taken out."), owner=self)


def _set_photo(session: Any, child_id: UUID, path: Path) -> None:
    try:
        if path.stat().st_size > LARGEST_PICTURE:
            raise UserError(N_("This picture is too large: at most 30 MB."))
        picture = path.read_bytes()
    except OSError:
        raise UserError(N_("The picture cannot be read. Is the stick still there?")) from None
    set_photo(session, child_id, picture)
