"""People: accounts are made, changed, closed and opened again, and there is always a manager."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QDialog, QPushButton

from centre_app.bootstrap import open_office
from centre_app.errors import WrongPassword
from centre_app.office import Office
from centre_app.security.access import Role
from centre_app.security.queries import AccountRow, accounts
from tests.ui.settings.conftest import PASSWORD, dialog, settle
from ui.settings.people import PeoplePage
from ui.shared.dialog import FormDialog

FIRST = "навбаҳор-2026"
ZARINA = {
    "name": "Зарина Шарипова",
    "role": Role.SECRETARY,
    "username": "zarina",
    "password": FIRST,
    "again": FIRST,
}


@pytest.fixture
def people(page: Callable[[type[PeoplePage]], PeoplePage]) -> PeoplePage:
    return page(PeoplePage)


def stored(office: Office) -> dict[str, AccountRow]:
    """The accounts by user name."""
    with office.read() as session:
        return {row.username: row for row in accounts(session)}


def answer(**values: object) -> FormDialog:
    """Fill the open dialog and save."""
    asked = dialog(FormDialog)
    asked.form.set_values(values)
    asked.save()
    settle()
    return asked


def press(text: str) -> None:
    """Press the button of this text in the question that is open."""
    asked = dialog(QDialog)
    next(each for each in asked.findChildren(QPushButton) if each.text() == text).click()
    settle()


@pytest.fixture
def zarina(people: PeoplePage, centre: Office) -> AccountRow:
    """A secretary, current in the list."""
    people.add()
    answer(**ZARINA)
    assert people.table.select(lambda row: row.username == "zarina")
    return stored(centre)["zarina"]


def opens(office: Office, password: str) -> bool:
    """Whether Zarina's password opens the centre (beside the open window: read-only)."""
    try:
        open_office(office.data, "zarina", password, read_only=True).close()
    except WrongPassword:
        return False
    return True


def test_a_new_person_signs_in_with_the_first_password(zarina: AccountRow, centre: Office) -> None:
    assert (zarina.name, zarina.role) == ("Зарина Шарипова", Role.SECRETARY)
    assert opens(centre, FIRST)


@pytest.mark.parametrize(
    ("field", "typed"),
    [("again", "дигар хел"), ("username", "gulnora"), ("name", ""), ("role", None)],
)
def test_what_cannot_be_is_said_at_its_field(people: PeoplePage, centre: Office, field: str, typed: object) -> None:
    people.add()
    asked = answer(**{**ZARINA, field: typed})
    assert asked.form.error(field)
    assert list(stored(centre)) == ["gulnora"]


def test_a_short_password_is_refused(people: PeoplePage, centre: Office) -> None:
    people.add()
    asked = answer(**{**ZARINA, "password": "кӯтоҳ", "again": "кӯтоҳ"})
    assert "8" in asked.form.error("password")
    assert list(stored(centre)) == ["gulnora"]


def test_a_role_is_changed(people: PeoplePage, zarina: AccountRow, centre: Office) -> None:
    people.change_button.click()
    answer(role=Role.SOCIAL_WORKER)
    assert stored(centre)["zarina"].role is Role.SOCIAL_WORKER


def test_the_only_manager_stays_one(people: PeoplePage, centre: Office) -> None:
    people.table.select(lambda row: row.username == "gulnora")
    people.change_button.click()
    asked = answer(role=Role.SECRETARY)
    assert "only manager" in asked.form.error("role")
    assert stored(centre)["gulnora"].role is Role.MANAGER


def test_nobody_closes_the_own_account(people: PeoplePage) -> None:
    people.table.select(lambda row: row.username == "gulnora")
    assert not people.close_button.isEnabled()
    assert people.close_button.toolTip()


def test_a_forgotten_password_gets_a_new_one(people: PeoplePage, zarina: AccountRow, centre: Office) -> None:
    people.password_button.click()
    answer(new_password="тобистони гарм", again="тобистони гарм")
    assert opens(centre, "тобистони гарм")
    assert not opens(centre, FIRST)


def test_closing_asks_first_and_then_nobody_signs_in_with_it(
    people: PeoplePage, zarina: AccountRow, centre: Office
) -> None:
    people.close_button.click()
    assert stored(centre)["zarina"].active
    press("Close the account")
    assert not stored(centre)["zarina"].active
    assert not opens(centre, FIRST)


def test_a_closed_account_is_opened_again_with_a_new_password(
    people: PeoplePage, zarina: AccountRow, centre: Office
) -> None:
    people.close_button.click()
    press("Close the account")
    people.table.select(lambda row: row.username == "zarina")
    assert not people.password_button.isEnabled()
    people.close_button.click()
    answer(new_password=PASSWORD, again=PASSWORD)
    assert stored(centre)["zarina"].active
    assert opens(centre, PASSWORD)
