"""Decisions about accounts: user names, passwords, the last manager, how long wrong tries make one wait."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from centre_app.errors import UserError
from centre_app.language.translate import N_
from centre_app.typed import typed_line

PASSWORD_LENGTH = 8
PASSWORD_LONGEST = 200
USERNAME_LONGEST = 60
NAME_LONGEST = 200

FREE_TRIES = 3  # per account; wrong tries after these wait 2, 4, 8, … seconds
FREE_TRIES_OF_ALL = 10  # over all accounts together, so that trying many names is slow as well
LONGEST_WAIT = 300  # seconds
FORGOTTEN_AFTER = 3600  # seconds without a wrong try; last week's slips make nobody wait


def tidy_username(typed: str) -> str:
    """A user name as it is kept and compared: case-folded, in one Unicode form (NFKC)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", typed).casefold()).strip()


def tidy_password(typed: str) -> str:
    """A password as it is derived from: in one Unicode form, so that another keyboard's ӣ opens as well."""
    return unicodedata.normalize("NFKC", typed)


def check_username(typed: str, taken: Collection[str]) -> str:
    """The tidy user name. Raises UserError (field ``username``) for none, one too long, unprintable or taken."""
    username = tidy_username(typed)
    if not username:
        raise UserError(N_("A user name is needed."), field="username")
    if len(username) > USERNAME_LONGEST:
        raise UserError(
            N_("The user name is too long: at most {most} letters."), field="username", most=USERNAME_LONGEST
        )
    if any(unicodedata.category(letter).startswith(("C", "Z")) for letter in username):
        raise UserError(N_("A user name has only letters, digits and signs, without spaces."), field="username")
    if username in taken:
        raise UserError(N_("There is already an account with this user name."), field="username")
    return username


def check_person_name(typed: str, field: str = "name") -> str:
    """A person's name, tidied. Raises UserError for none, one too long, or characters that cannot be seen."""
    return typed_line(typed, field=field, label=N_("Name"), limit=NAME_LONGEST, needed=True)


def check_password(password: str, username: str, *, field: str = "password", practice: bool = False) -> None:
    """Raises UserError for a password that protects nothing. The practice centre holds nobody: any will do there."""
    length = len(tidy_password(password))
    if length > PASSWORD_LONGEST:
        raise UserError(N_("The password is too long: at most {most} characters."), field=field, most=PASSWORD_LONGEST)
    if practice and length:
        return
    if length < PASSWORD_LENGTH:
        raise UserError(N_("The password needs at least {least} characters."), field=field, least=PASSWORD_LENGTH)
    if tidy_username(password) == tidy_username(username):
        raise UserError(N_("The password must not be the user name."), field=field)


def check_manager_stays(other_active_managers: int) -> None:
    """Raises UserError where nobody would be left who can manage the centre."""
    if other_active_managers < 1:
        raise UserError(N_("This is the only manager: make somebody else a manager first."), field="role")


@dataclass(frozen=True)
class Wrong:
    """Wrong tries in a row: how many, and when the last one was (seconds since 1970)."""

    count: int = 0
    last: float = 0.0


def wait_after(count: int, free: int = FREE_TRIES) -> int:
    """Seconds to wait after so many wrong tries: none for the free ones, then 2, 4, 8, … at most LONGEST_WAIT."""
    if count < free:
        return 0
    return LONGEST_WAIT if count - free >= 8 else int(min(LONGEST_WAIT, 2 ** (count - free + 1)))


def as_of(wrong: Wrong, now: float) -> Wrong:
    """What is still held against somebody now.

    A last try in the future means that the clock was set back: it is taken as being now, so that the wait begins
    anew once and never lasts longer than LONGEST_WAIT.
    """
    if wrong.last > now:
        return Wrong(wrong.count, now)
    if now - wrong.last > FORGOTTEN_AFTER:
        return Wrong()
    return wrong


def seconds_left(wrong: Wrong, now: float, free: int = FREE_TRIES) -> int:
    """Whole seconds until the next try, 0 when it may be made."""
    left = wrong.last + wait_after(wrong.count, free) - now
    return max(0, min(LONGEST_WAIT, int(-(-left // 1))))
