"""People: who signs in, as what."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from centre_app.bootstrap import key_ring
from centre_app.changes import Change
from centre_app.errors import UserError
from centre_app.language.translate import N_, _, ngettext
from centre_app.security.access import Permission, Role
from centre_app.security.actions import (
    NewAccount,
    add_account,
    change_account,
    close_account,
    reopen_account,
    reset_password,
)
from centre_app.security.queries import AccountRow, accounts
from centre_app.security.rules import PASSWORD_LENGTH, USERNAME_LONGEST
from ui import tasks
from ui.people import ROLE_WORDS
from ui.settings.page import Page
from ui.shared import confirm
from ui.shared.buttons import button, main_button
from ui.shared.dialog import FormDialog
from ui.shared.empty import EmptyPlace
from ui.shared.flow import Flow
from ui.shared.form import Choice, Secret, Text
from ui.shared.table import Column, Table


class PeoplePage(Page):
    """The accounts, those closed at the end."""

    key: ClassVar[str] = "people"
    name: ClassVar[str] = N_("People")
    note: ClassVar[str] = N_(
        "Each person has an account of their own: the history says who did what. An account is closed, never deleted."
    )
    icon: ClassVar[str] = "people"
    needs: ClassVar[Permission | None] = Permission.MANAGE_ACCOUNTS
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.ACCOUNTS})

    def build(self) -> None:
        """The list with its buttons."""
        self._wanted: UUID | None = None
        self.table = Table(
            [
                Column("name", _("Name"), lambda row: str(row.name), width=175, tone=_tone),
                Column("username", _("User name"), lambda row: str(row.username), width=120, tone=_tone),
                Column("role", _("Role"), lambda row: _(ROLE_WORDS[row.role]), width=160, tone=_tone),
                Column("state", _("State"), lambda row: "" if row.active else _("closed"), width=90, tone=_tone),
            ],
            name="settings.people",
            desk=self.shell.desk,
            count=lambda n: ngettext("{n} account", "{n} accounts", n).format(n=n),
            label_text=_("Accounts"),
        )
        self.table.set_empty(
            EmptyPlace(
                _("Nobody has an account yet"),
                _("Give each person who works here an account."),
                _("Add a person"),
                self.add,
                icon="people",
            )
        )
        self.change_button = button(_("Change…"), lambda: self._with_row(self.change), icon="edit")
        self.password_button = button(_("New password…"), lambda: self._with_row(self.new_password), icon="key")
        self.close_button = button(_("Close the account…"), lambda: self._with_row(self.close_or_reopen), icon="lock")
        buttons = [
            main_button(_("Add a person…"), self.add, icon="add"),
            self.change_button,
            self.password_button,
            self.close_button,
        ]
        self.body.addWidget(Flow(buttons))
        self.body.addWidget(self.table, 1)
        self.table.opened.connect(self.change)
        self.table.current_changed.connect(lambda _row: self._enable())
        self._enable()

    def load(self) -> None:
        """All accounts."""
        tasks.read(accounts, then=self.show_accounts, latest="accounts")

    def show_accounts(self, rows: list[AccountRow]) -> None:
        """Show what was read."""
        self.table.set_rows(rows)
        if self._wanted is not None and self.table.select(lambda row: row.id == self._wanted):
            self._wanted = None
        self._enable()

    # ---- doing --------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for a new person's name, user name, role and first password."""

        def save(values: dict[str, Any]) -> tasks.Action:
            _check_twice(values, "password")
            new = NewAccount(
                str(values["username"]), str(values["name"]), Role(str(values["role"])), str(values["password"])
            )
            return partial(add_account, key_ring=key_ring(self.shell.office), new=new)

        dialog = FormDialog(
            self,
            _("Add a person"),
            [
                Text("name", _("Name"), required=True, max_length=200),
                _role_field(),
                Text("username", _("User name"), required=True, max_length=USERNAME_LONGEST, hint=_username_words()),
                Secret("password", _("First password"), required=True, hint=_password_words()),
                Secret("again", _("The password once more"), required=True),
            ],
            save,
            then=self._want,
            saying=_("The account is made. Tell the person the user name and the password."),
        )
        dialog.open()

    def change(self, row: AccountRow) -> None:
        """Ask for another name or role."""
        dialog = FormDialog(
            self,
            _("Change {name}").format(name=row.name),
            [Text("name", _("Name"), required=True, max_length=200), _role_field()],
            lambda values: partial(
                change_account, account_id=row.id, name=str(values["name"]), role=Role(str(values["role"]))
            ),
            saying=_("The account is changed. A new role holds from the person's next sign-in on."),
            undo=lambda _nothing: partial(change_account, account_id=row.id, name=row.name, role=row.role),
        )
        dialog.form.set_values({"name": row.name, "role": row.role})
        dialog.open()

    def new_password(self, row: AccountRow) -> None:
        """For somebody who forgot theirs."""
        self._ask_password(
            row,
            _("New password for {name}").format(name=row.name),
            reset_password,
            _("The password is changed. Tell it to the person: it opens the centre at the next sign-in."),
        )

    def close_or_reopen(self, row: AccountRow) -> None:
        """Close an account: asked first, because its key is gone then. Or open it again with a new password."""
        if not row.active:
            self._ask_password(
                row, _("Open the account of {name} again").format(name=row.name), reopen_account, _("It is open again.")
            )
            return
        act = partial(close_account, key_ring=key_ring(self.shell.office), account_id=row.id)
        said = _("The account of {name} is closed.").format(name=row.name)
        confirm.ask(
            self,
            _("Close the account of {name}?").format(name=row.name),
            _(
                "The person cannot sign in any more, and the password is forgotten for good. What the person wrote "
                "stays. The account can be opened again with a new password."
            ),
            _("Close the account"),
            lambda: tasks.do(act, saying=said),
        )

    def _ask_password(self, row: AccountRow, title: str, act: Any, saying: str) -> None:
        def save(values: dict[str, Any]) -> tasks.Action:
            _check_twice(values, "new_password")
            return partial(
                act,
                key_ring=key_ring(self.shell.office),
                account_id=row.id,
                new_password=str(values["new_password"]),
            )

        fields = [
            Secret("new_password", _("New password"), required=True, hint=_password_words()),
            Secret("again", _("The password once more"), required=True),
        ]
        FormDialog(self, title, fields, save, saying=saying).open()

    def _want(self, key: UUID) -> None:
        if not self.table.select(lambda row: row.id == key):
            self._wanted = key

    def _with_row(self, act: Any) -> None:
        row = self.table.current()
        if row is not None:
            act(row)

    def _enable(self) -> None:
        row = self.table.current()
        active = row is not None and row.active
        own = row is not None and row.id == self.shell.office.actor.account_id
        _allow(self.change_button, row is not None)
        _allow(self.password_button, active)
        _allow(self.close_button, row is not None and not own)
        self.close_button.setText(_("Close the account…") if row is None or active else _("Open the account again…"))
        self.close_button.setToolTip(_("Your own account is closed by another manager.") if own else "")


def _allow(widget: QWidget, allowed: bool) -> None:
    widget.setEnabled(allowed)


def _role_field() -> Choice:
    return Choice(
        "role",
        _("Role"),
        choices=[(role, _(words)) for role, words in ROLE_WORDS.items()],
        required=True,
        hint=_("“Numbers only” sees reports without names."),
    )


def _username_words() -> str:
    return _("What is typed at the sign-in, without spaces.")


def _password_words() -> str:
    return _("At least {n} characters.").format(n=PASSWORD_LENGTH)


def _check_twice(values: dict[str, Any], field: str) -> None:
    if values[field] != values["again"]:
        raise UserError(N_("The two passwords are not the same."), field="again")


def _tone(row: AccountRow) -> str:
    return "" if row.active else "muted"
