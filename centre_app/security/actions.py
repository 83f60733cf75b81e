"""Accounts, passwords, the recovery sheet, and drafts of what is being typed.

An account names the key slot that is in force. So a password changes at the commit, in one moment with its history:
a new slot is on the disk before, the old one falls away after, and a crash in between leaves the one that the account
names.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id, utc_now
from centre_app.errors import NotFound, UserError
from centre_app.language.translate import N_
from centre_app.security.access import Permission, Role, needs
from centre_app.security.keys import KeyRing
from centre_app.security.models import Account, Draft
from centre_app.security.recovery import check_code, new_code
from centre_app.security.rules import (
    check_manager_stays,
    check_password,
    check_person_name,
    check_username,
    tidy_username,
)


@dataclass(frozen=True)
class NewAccount:
    """Somebody who shall sign in."""

    username: str
    name: str
    role: Role
    password: str = field(repr=False)


@needs(Permission.MANAGE_ACCOUNTS)
def add_account(session: OfficeSession, key_ring: KeyRing, new: NewAccount) -> uuid.UUID:
    """Give somebody an account. Raises UserError (fields ``username``, ``name``, ``password``)."""
    taken = session.scalars(select(Account.username)).all()
    username = check_username(new.username, taken)
    name = check_person_name(new.name)
    check_password(new.password, username, practice=key_ring.practice)
    slot = key_ring.add(session, username, new.password)
    account = Account(id=new_id(), username=username, name=name, role=new.role.value, active=True, slot=slot)
    session.add(account)
    session.flush()
    return account.id


@needs(Permission.MANAGE_ACCOUNTS)
def change_account(session: OfficeSession, account_id: uuid.UUID, *, name: str, role: Role) -> None:
    """Correct a name, change a role. The last manager stays one."""
    account = _found(session, account_id)
    if account.active and account.role == Role.MANAGER and role is not Role.MANAGER:
        check_manager_stays(_other_managers(session, account))
    account.name = check_person_name(name)
    account.role = role.value


@needs(Permission.MANAGE_ACCOUNTS)
def close_account(session: OfficeSession, key_ring: KeyRing, account_id: uuid.UUID) -> None:
    """Nobody signs in with it any more. It is not deleted: the history names it."""
    account = _found(session, account_id)
    if account.id == session.actor.account_id:
        raise UserError(N_("You cannot close your own account. Another manager can."))
    if account.active and account.role == Role.MANAGER:
        check_manager_stays(_other_managers(session, account))
    account.active = False
    account.slot = ""
    key_ring.drop(session, account.username)


@needs(Permission.MANAGE_ACCOUNTS)
def reopen_account(session: OfficeSession, key_ring: KeyRing, account_id: uuid.UUID, new_password: str) -> None:
    """Somebody is back: with a new password, since the old key is gone."""
    account = _found(session, account_id)
    _set_password(session, key_ring, account, new_password)
    account.active = True


@needs(Permission.MANAGE_ACCOUNTS)
def reset_password(session: OfficeSession, key_ring: KeyRing, account_id: uuid.UUID, new_password: str) -> None:
    """A new password for somebody who forgot theirs: the manager's open centre holds the key. Raises UserError."""
    account = _found(session, account_id)
    if not account.active:
        raise UserError(N_("This account is closed. Open it again with a new password."))
    _set_password(session, key_ring, account, new_password)


@needs(Permission.OWN_ACCOUNT)
def change_own_password(session: OfficeSession, key_ring: KeyRing, old_password: str, new_password: str) -> None:
    """Raises UserError (fields ``old_password``, ``new_password``)."""
    account = _own(session)
    if not key_ring.opens(session, account.username, old_password, account.slot):
        raise UserError(N_("This is not your present password."), field="old_password")
    _set_password(session, key_ring, account, new_password)


@needs(Permission.MANAGE_ACCOUNTS)
def recover_account(session: OfficeSession, key_ring: KeyRing, username: str, new_password: str) -> None:
    """A new password for a manager, by whoever holds the recovery sheet. Raises UserError (field ``username``)."""
    managers = session.scalars(select(Account).where(Account.active, Account.role == Role.MANAGER.value)).all()
    account = next((each for each in managers if each.username == tidy_username(username)), None)
    if account is None:
        names = ", ".join(sorted(each.username for each in managers))
        raise NotFound(
            N_("There is no manager’s account {username}. Managers’ accounts here: {names}."),
            field="username",
            username=username,
            names=names,
        )
    _set_password(session, key_ring, account, new_password)


@needs(Permission.MANAGE_ACCOUNTS)
def new_recovery_code(session: OfficeSession, key_ring: KeyRing) -> str:
    """A new code to print. The old sheet opens too until the new one was tried by ``confirm_recovery_code``."""
    code = new_code()
    key_ring.add_recovery(session, check_code(code))
    session.record_access("new_recovery_code")
    return code


@needs(Permission.MANAGE_ACCOUNTS)
def confirm_recovery_code(session: OfficeSession, key_ring: KeyRing, code: str) -> None:
    """The new sheet was typed back: the old one opens nothing any more. Raises UserError (field ``code``)."""
    if not key_ring.confirm_recovery(session, check_code(code)):
        raise UserError(N_("This is not the code of the new recovery sheet."), field="code")
    session.record_access("confirm_recovery_code")


@needs(Permission.OWN_ACCOUNT)
def save_draft(session: OfficeSession, place: str, content: dict[str, Any]) -> None:
    """Keep what is being typed in ``place``, in the encrypted file; ``content`` is JSON."""
    draft = session.get(Draft, (_own(session).id, place))
    if draft is None:
        session.add(Draft(account_id=_own(session).id, place=place, content=content, at=utc_now()))
    else:
        draft.content, draft.at = content, utc_now()


@needs(Permission.OWN_ACCOUNT)
def drop_draft(session: OfficeSession, place: str) -> None:
    """It was saved or is not wanted any more."""
    draft = session.get(Draft, (_own(session).id, place))
    if draft is not None:
        session.delete(draft)


def _set_password(session: OfficeSession, key_ring: KeyRing, account: Account, password: str) -> None:
    check_password(password, account.username, field="new_password", practice=key_ring.practice)
    account.slot = key_ring.add(session, account.username, password)


def _found(session: OfficeSession, account_id: uuid.UUID) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound(N_("There is no such account."))
    return account


def _own(session: OfficeSession) -> Account:
    account_id = session.actor.account_id
    account = session.get(Account, account_id) if account_id is not None else None
    if account is None:
        raise NotFound(N_("There is no such account."))
    return account


def _other_managers(session: OfficeSession, account: Account) -> int:
    managers = select(func.count()).select_from(Account).where(Account.active, Account.role == Role.MANAGER.value)
    return session.scalar(managers.where(Account.id != account.id)) or 0
