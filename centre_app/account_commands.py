"""``centre-app user``: who signs in, without the window."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import click

from centre_app.errors import NotFound
from centre_app.language.translate import N_, _
from centre_app.security.access import Role
from centre_app.terminal import NEW_PASSWORD, PASSWORD, Group, opened, option, password, say, signed_in

if TYPE_CHECKING:
    from centre_app.db.session import OfficeSession

ROLES = click.Choice([role.value for role in Role])


@click.group(cls=Group, help=N_("Accounts: list them, add one, change a role, close, reopen, set a password."))
def user() -> None:
    """``centre-app user``."""


@user.command("list", help=N_("All accounts."))
@signed_in
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
def list_accounts(data: Path | None, database: str | None, language: str | None, user: str, as_json: bool) -> None:
    """``centre-app user list``."""
    from centre_app.security.queries import accounts

    with opened(data, database, user, only_reads=True) as office, office.read() as session:
        rows = accounts(session)
    if as_json:
        told = [{"username": row.username, "name": row.name, "role": row.role, "active": row.active} for row in rows]
        say(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for row in rows:
        say("  ".join((row.username, row.name, row.role, "" if row.active else _("(closed)"))).rstrip())


@user.command(help=N_("Add an account; its password comes from CENTRE_APP_NEW_PASSWORD or is asked for."))
@click.argument("username")
@option("--name", required=True, help=N_("The person's name."))
@option("--role", type=ROLES, required=True, help=N_("What the person is in the centre."))
@signed_in
def add(
    username: str, name: str, role: str, data: Path | None, database: str | None, language: str | None, user: str
) -> None:
    """``centre-app user add``."""
    from centre_app.bootstrap import key_ring
    from centre_app.security.actions import NewAccount, add_account

    with opened(data, database, user) as office:
        account = NewAccount(username, name, Role(role), password(NEW_PASSWORD, new=True))
        with office.write() as session:
            add_account(session, key_ring(office), account)
    say(_("{name} signs in as “{user}”.").format(name=name, user=username))


@user.command(help=N_("Change what somebody may do."))
@click.argument("username")
@click.argument("role", type=ROLES)
@signed_in
def role(username: str, role: str, data: Path | None, database: str | None, language: str | None, user: str) -> None:
    """``centre-app user role``."""
    from centre_app.security.actions import change_account

    with opened(data, database, user) as office, office.write() as session:
        account_id, name = _found(session, username)
        change_account(session, account_id, name=name, role=Role(role))
    say(_("Done."))


@user.command(help=N_("Close an account: nobody signs in with it any more."))
@click.argument("username")
@signed_in
def close(username: str, data: Path | None, database: str | None, language: str | None, user: str) -> None:
    """``centre-app user close``."""
    from centre_app.bootstrap import key_ring
    from centre_app.security.actions import close_account

    with opened(data, database, user) as office, office.write() as session:
        close_account(session, key_ring(office), _found(session, username)[0])
    say(_("Done."))


@user.command(help=N_("Open a closed account again, with a new password."))
@click.argument("username")
@signed_in
def reopen(username: str, data: Path | None, database: str | None, language: str | None, user: str) -> None:
    """``centre-app user reopen``."""
    from centre_app.bootstrap import key_ring
    from centre_app.security.actions import reopen_account

    with opened(data, database, user) as office:
        secret = password(NEW_PASSWORD, new=True)
        with office.write() as session:
            reopen_account(session, key_ring(office), _found(session, username)[0], secret)
    say(_("Done."))


@user.command("password", help=N_("Set a password: one's own, or as the manager somebody else's."))
@click.argument("username", required=False)
@signed_in
def set_password(
    username: str | None, data: Path | None, database: str | None, language: str | None, user: str
) -> None:
    """``centre-app user password``."""
    from centre_app.bootstrap import key_ring
    from centre_app.security.actions import change_own_password, reset_password

    with opened(data, database, user) as office:
        secret = password(NEW_PASSWORD, new=True)
        with office.write() as session:
            if username is None:
                change_own_password(session, key_ring(office), password(PASSWORD), secret)
            else:
                reset_password(session, key_ring(office), _found(session, username)[0], secret)
    say(_("Done."))


def _found(session: OfficeSession, username: str) -> tuple[uuid.UUID, str]:
    """Id and name of an account. Raises NotFound."""
    from centre_app.security.queries import accounts
    from centre_app.security.rules import tidy_username

    for row in accounts(session):
        if row.username == tidy_username(username):
            return row.id, row.name
    raise NotFound(N_("There is no account “{user}”."), user=username)
