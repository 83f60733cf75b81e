"""My account: the password is changed only by who knows the present one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from centre_app.bootstrap import unlock
from centre_app.errors import WrongPassword
from centre_app.office import Office
from tests.ui.settings.conftest import PASSWORD, settle
from ui.settings.account import AccountPage

NEW = "Тирамоҳ 2026 зебост"


@pytest.fixture
def account(page: Callable[[type[AccountPage]], AccountPage]) -> AccountPage:
    return page(AccountPage)


def fill(account: AccountPage, old: str, new: str, again: str) -> None:
    """Type the three passwords."""
    account.form.set_values({"old_password": old, "new_password": new, "again": again})


def test_it_says_who_one_is(account: AccountPage) -> None:
    assert account.me.accessibleName() == "Гулнора Қодирова"
    assert [line.detail.text() for line in account.me.lines()] == ["manager", "gulnora"]


def test_the_new_password_opens_and_the_old_one_does_not(account: AccountPage, centre: Office) -> None:
    fill(account, PASSWORD, NEW, NEW)
    account.change.click()
    settle()
    unlock(centre, NEW)
    with pytest.raises(WrongPassword):
        unlock(centre, PASSWORD)
    assert not account.form.is_changed()


def test_a_wrong_present_password_is_said_at_its_field(account: AccountPage, centre: Office) -> None:
    fill(account, "пароли дигар", NEW, NEW)
    account.change.click()
    settle()
    assert account.form.error("old_password") == "This is not your present password."
    unlock(centre, PASSWORD)


def test_two_different_new_passwords_are_not_taken(account: AccountPage, centre: Office) -> None:
    fill(account, PASSWORD, NEW, "дигар")
    account.change.click()
    settle()
    assert account.form.error("again")
    unlock(centre, PASSWORD)


def test_a_short_password_is_refused_in_words_and_what_was_typed_stays(account: AccountPage) -> None:
    fill(account, PASSWORD, "кӯтоҳ", "кӯтоҳ")
    account.change.click()
    settle()
    assert "at least 8" in account.form.error("new_password")
    values = account.form.collect()
    assert values is not None
    assert values["new_password"] == "кӯтоҳ"
