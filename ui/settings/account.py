"""My account: who I am here, and my password."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt

from centre_app.bootstrap import key_ring
from centre_app.changes import Change
from centre_app.errors import UserError
from centre_app.language.translate import N_, _
from centre_app.security.access import Permission
from centre_app.security.actions import change_own_password
from centre_app.security.queries import AccountRow, own_account
from centre_app.security.rules import PASSWORD_LENGTH
from ui import messages, tasks
from ui.people import ROLE_WORDS
from ui.settings.page import Page
from ui.shared.buttons import main_button
from ui.shared.cards import Card
from ui.shared.form import Form, Secret


class AccountPage(Page):
    """Everybody's own."""

    key: ClassVar[str] = "account"
    name: ClassVar[str] = N_("My account")
    icon: ClassVar[str] = "key"
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.ACCOUNTS})

    def build(self) -> None:
        """Who I am, and a form for the password."""
        self.me = Card(icon="people")
        self.body.addWidget(self.me)
        self.password = Card(_("Change my password"), icon="key")
        self.form = Form(
            [
                Secret("old_password", _("Present password"), required=True, width=2),
                Secret(
                    "new_password",
                    _("New password"),
                    required=True,
                    hint=_("At least {n} characters. A short sentence is easy to keep in mind.").format(
                        n=PASSWORD_LENGTH
                    ),
                ),
                Secret("again", _("New password once more"), required=True),
            ]
        )
        self.change = main_button(_("Change the password"), self.change_password, icon="check")
        self.password.add_widget(self.form)
        self.password.body.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self.password.setVisible(self.shell.may(Permission.OWN_ACCOUNT))
        self.body.addWidget(self.password)
        self.body.addStretch(1)
        self._show_name(self.shell.office.actor.name, _(ROLE_WORDS[self.shell.office.actor.role]))

    def load(self) -> None:
        """The name and role as they are now: the manager may have changed them meanwhile."""
        tasks.read(own_account, then=self.show_account, failed=_nobody, owner=self)

    def show_account(self, account: AccountRow) -> None:
        """Show what was read."""
        self._show_name(account.name, _(ROLE_WORDS[account.role]), account.username)

    def change_password(self) -> None:
        """As the button does."""
        values = self.form.collect()
        if values is None:
            return
        if values["new_password"] != values["again"]:
            self.form.show_error("again", _("The two passwords are not the same."))
            return
        act = partial(
            change_own_password,
            key_ring=key_ring(self.shell.office),
            old_password=str(values["old_password"]),
            new_password=str(values["new_password"]),
        )
        self.change.setEnabled(False)
        tasks.do(act, then=self._changed, failed=self._failed, form=self.form, owner=self)

    def _changed(self, _nothing: None) -> None:
        self.change.setEnabled(True)
        self.form.set_values({"old_password": "", "new_password": "", "again": ""})
        messages.success(_("Your password is changed. It opens the centre from the next sign-in on."))

    def _failed(self, _error: Exception) -> bool:
        self.change.setEnabled(True)
        return False

    def _show_name(self, name: str, role: str, username: str = "") -> None:
        self.me.set_title(name)
        self.me.clear()
        self.me.add_line(_("Role"), role)
        if username:
            self.me.add_line(_("User name"), username)


def _nobody(error: Exception) -> bool:
    """The one signed in has no account where the set-up itself is at work: name and role are shown already."""
    return isinstance(error, UserError)
