"""Before the office opens: a fresh folder, setting up, signing in, forgetting, restoring."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from centre_app.bootstrap import SetUp, open_office, set_up
from centre_app.safekeeping.backup import back_up
from centre_app.security.keys import LEAST_COST
from centre_app.security.recovery import groups
from ui import bugs, start, tasks
from ui.application import Application
from ui.start import set_up as set_up_pages
from ui.start.first_run import FirstRun
from ui.start.recover import Recover
from ui.start.restore import Restore
from ui.start.set_up import ASKED_BACK, RecoverySheetPage, SetUpPages
from ui.start.sign_in import SignIn

PASSWORD = "баҳори-сабз-2026"


@pytest.fixture
def app(qapp: QApplication, tmp_path: Path) -> Iterator[Application]:
    """The app on an empty folder, with its start windows."""
    made = Application(qapp, tmp_path / "centre", None, start.begin)
    made.set_language("en")
    yield made
    if made.office is not None:
        made.office.close()
    for window in (made.window, made._start):
        if window is not None:
            window.hide()
            window.deleteLater()


@pytest.fixture
def ready(app: Application) -> str:
    """A centre is set up in the folder; gives its recovery code."""
    made = set_up(
        app.data,
        SetUp(
            name="Маркази «Умед»", country="TJ", manager_name="Гулнора Қодирова", username="гулнора", password=PASSWORD
        ),
        cost=LEAST_COST,
    )
    made.office.close()
    return made.recovery_code


def shown(app: Application) -> object:
    return app._start


def idle() -> None:
    tasks.wait_idle(60_000)


def test_an_empty_folder_offers_set_up_and_the_practice_centre(app: Application) -> None:
    app.begin()
    page = shown(app)
    assert isinstance(page, FirstRun)
    assert page.set_up.text() == "Set up our centre"
    assert page.practice.text() == "Try the practice centre"


def test_a_centre_is_set_up_and_its_sheet_typed_back(
    app: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_up_pages, "set_up", partial(set_up, cost=LEAST_COST))
    app.show_start(SetUpPages(app))
    page = shown(app)
    assert isinstance(page, SetUpPages)
    page.form.set_values(
        {
            "name": "Маркази «Умед»",
            "country": "TJ",
            "district": "Ховалинг",
            "language": "tg",
            "group": "Ситора, Хуршед",
            "manager_name": "Гулнора Қодирова",
            "username": "гулнора",
            "password": PASSWORD,
            "again": PASSWORD,
        }
    )
    page.set_up()
    idle()
    sheet = shown(app)
    assert isinstance(sheet, RecoverySheetPage)
    for field in sheet.typed:
        field.setText("XXXX")
    sheet.finish()
    assert sheet.trouble.text()
    for number, field in zip(ASKED_BACK, sheet.typed, strict=True):
        field.setText(groups(sheet._code)[number - 1].lower())
    sheet.finish()
    idle()
    assert app.window is not None
    qtbot.addWidget(app.window)


def test_two_different_passwords_are_said_at_their_field(app: Application) -> None:
    app.show_start(SetUpPages(app))
    page = shown(app)
    assert isinstance(page, SetUpPages)
    page.form.set_values(
        {
            "name": "Умед",
            "country": "KG",
            "manager_name": "Айгүл",
            "username": "айгүл",
            "password": PASSWORD,
            "again": "башка",
        }
    )
    page.set_up()
    assert "same" in page.form.error("again")
    assert page.form.raw()["name"] == "Умед"


def test_the_right_password_opens_the_window(app: Application, ready: str, qtbot: QtBot) -> None:
    app.begin()
    page = shown(app)
    assert isinstance(page, SignIn)
    page.name.setText("Гулнора")
    page.password.setText(PASSWORD)
    page.sign_in()
    idle()
    assert app.window is not None
    qtbot.addWidget(app.window)


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(app: Application, ready: str) -> None:
    said = set()
    for name, password in (("гулнора", "нодуруст-аст"), ("касе дигар", PASSWORD)):
        app.begin()
        page = shown(app)
        assert isinstance(page, SignIn)
        page.name.setText(name)
        page.password.setText(password)
        page.sign_in()
        idle()
        said.add(page.trouble.text())
        assert page.name.text() == name
    assert len(said) == 1


def test_a_centre_open_elsewhere_is_offered_read_only(app: Application, ready: str, qtbot: QtBot) -> None:
    with open_office(app.data, "гулнора", PASSWORD):
        app.begin()
        page = shown(app)
        assert isinstance(page, SignIn)
        page.name.setText("гулнора")
        page.password.setText(PASSWORD)
        page.sign_in()
        idle()
        assert "Гулнора Қодирова" in page.trouble.text()
        assert not page.look_only.isHidden()
        page.look_only.click()
        idle()
        assert app.office is not None
        assert app.office.read_only
        assert app.window is not None
        qtbot.addWidget(app.window)


def test_the_recovery_code_gives_a_new_password(app: Application, ready: str) -> None:
    app.show_start(Recover(app))
    page = shown(app)
    assert isinstance(page, Recover)
    page.form.set_values(
        {"code": ready.lower(), "username": "гулнора", "new_password": "пароли-нав-1", "again": "пароли-нав-1"}
    )
    page.recover()
    idle()
    assert isinstance(shown(app), SignIn)
    open_office(app.data, "гулнора", "пароли-нав-1").close()


def test_a_mistyped_recovery_code_is_said_at_its_field(app: Application, ready: str) -> None:
    app.show_start(Recover(app))
    page = shown(app)
    assert isinstance(page, Recover)
    page.form.set_values(
        {"code": ready[:-1], "username": "гулнора", "new_password": "пароли-нав-1", "again": "пароли-нав-1"}
    )
    page.recover()
    idle()
    assert page.form.error("code")


def test_a_backup_is_restored_from_the_list(app: Application, ready: str) -> None:
    with open_office(app.data, "гулнора", PASSWORD) as office:
        back_up(office)
    (app.data / "centre.db").write_bytes(b"the disk is broken" * 400)
    app.show_start(Restore(app))
    page = shown(app)
    assert isinstance(page, Restore)
    idle()
    assert page.table.rows()
    page.table.select(lambda _row: True)
    page.form.set_values({"username": "гулнора", "password": PASSWORD})
    page.restore()
    idle()
    assert isinstance(shown(app), SignIn)
    open_office(app.data, "гулнора", PASSWORD).close()


def test_every_start_window_can_be_pictured(app: Application) -> None:
    app.data.mkdir()
    for _name, made in start.pictures(app):
        window = made()
        window.show()
        idle()
        assert not window.grab().isNull()
        window.close()


def test_a_bug_is_reported_and_the_button_comes_back(
    app: Application, ready: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr(bugs, "show", told.append)
    app.begin()
    page = shown(app)
    assert isinstance(page, SignIn)
    page._failed(ZeroDivisionError())
    assert len(told) == 1
    assert page.enter.isEnabled()
