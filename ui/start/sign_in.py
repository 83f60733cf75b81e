"""Signing in. On the way to the first paint: only light imports here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QLineEdit

from centre_app.errors import FileDamaged, InUse, ReadOnly, TooManyTries, UserError
from centre_app.language.translate import _, ngettext
from ui import bugs, tasks
from ui.application import Application
from ui.shared.buttons import button, link_button, main_button
from ui.start.page import StartPage
from ui.start.practice import FOLDER, open_practice

if TYPE_CHECKING:
    from centre_app.office import Office


class SignIn(StartPage):
    """Name and password. Never says which of the two is wrong."""

    def __init__(self, app: Application) -> None:
        super().__init__(app, _("Sign in"), again=lambda: app.show_start(SignIn(app)))
        self.name = QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for words, field in ((_("User name"), self.name), (_("Password"), self.password)):
            caption = QLabel(words)
            caption.setBuddy(field)
            field.setAccessibleName(words)
            self.body.addWidget(caption)
            self.body.addWidget(field)
        self.body.addWidget(self.trouble)
        self.enter = main_button(_("Sign in"), self.sign_in)
        self.enter.setDefault(True)
        self.body.addWidget(self.enter)
        self.look_only = button(_("Look at it read-only"), partial(self.sign_in, read_only=True), icon="eye")
        self.look_only.hide()
        self.body.addWidget(self.look_only)
        self.body.addSpacing(8)
        self.body.addWidget(link_button(_("I have forgotten my password"), self._recover))
        self.body.addWidget(link_button(_("Restore from a backup"), self._restore))
        if app.data.name != FOLDER and app.database is None:
            self.practice = link_button(_("To the practice centre"), lambda: open_practice(self, self.practice))
            self.body.addWidget(self.practice)
        self.name.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.sign_in)
        self._wait = QTimer(self)
        self._wait.setInterval(1000)
        self._wait.timeout.connect(self._tick)
        self._seconds = 0
        self.name.setFocus()

    def sign_in(self, *, read_only: bool = False) -> None:
        """Try what is typed."""
        if not self.enter.isEnabled():
            return
        self._busy(True)
        name, password = self.name.text(), self.password.text()

        def opening(_progress: tasks.Progress) -> Office:
            from centre_app.bootstrap import open_office

            return open_office(self.app.data, name, password, database=self.app.database, read_only=read_only)

        tasks.run(opening, then=self._opened, failed=self._failed, owner=self)

    def say_damaged(self) -> None:
        """The folder holds only half of a centre."""
        self.say(_("Files of the centre are missing from the folder. Restore from a backup."))

    def _opened(self, office: Office) -> None:
        from centre_app.bootstrap import unlock

        self.password.clear()
        self.app.show_office(office, partial(unlock, office))

    def _failed(self, error: Exception) -> bool:
        self._busy(False)
        if not isinstance(error, UserError):
            bugs.show(error)
            return True
        self.say(error.in_words())
        self.look_only.setVisible(isinstance(error, InUse | ReadOnly))
        if isinstance(error, FileDamaged):
            self.look_only.hide()
        if isinstance(error, TooManyTries):
            self._seconds = error.seconds_to_wait
            self.enter.setEnabled(False)
            self._tick()
            self._wait.start()
        self.password.selectAll()
        self.password.setFocus()
        return True

    def _tick(self) -> None:
        if self._seconds <= 0:
            self._wait.stop()
            self.enter.setEnabled(True)
            self.say("")
            return
        self.say(
            ngettext(
                "Too many wrong tries. Please wait {n} second.",
                "Too many wrong tries. Please wait {n} seconds.",
                self._seconds,
            ).format(n=self._seconds)
        )
        self._seconds -= 1

    def _busy(self, on: bool) -> None:
        self.enter.setEnabled(not on)
        self.enter.setText(_("Opening…") if on else _("Sign in"))
        if on:
            self.say("")

    def _recover(self) -> None:
        from ui.start.recover import Recover

        self.app.show_start(Recover(self.app))

    def _restore(self) -> None:
        from ui.start.restore import Restore

        self.app.show_start(Restore(self.app))
