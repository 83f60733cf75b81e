"""Which pages there are for whom, and how one moves between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from centre_app.language.translate import set_language
from centre_app.security.access import Actor, Role
from tests.ui.conftest import FakeShell, StandInOffice
from tests.ui.settings.conftest import settle
from ui.settings.centre import CentrePage
from ui.settings.screen import PAGES, SettingsScreen
from ui.settings.services import ServicesPage
from ui.shared import theme


def test_a_manager_sees_every_page(settings: SettingsScreen) -> None:
    assert list(settings.doors) == [page.key for page in PAGES]


@pytest.mark.parametrize(
    ("role", "work"),
    [
        (Role.NUMBERS_ONLY, set()),
        (Role.OUTREACH_WORKER, {"places", "vehicles"}),  # plans rounds: roads that close, days off of a vehicle
        (Role.SECRETARY, {"staff", "places", "vehicles"}),  # plans the week too, and writes down who is away
        (Role.SOCIAL_WORKER, {"staff", "places", "vehicles", "goal_bank"}),
        (Role.SPECIALIST, {"staff", "places", "vehicles", "goal_bank", "phrases"}),
    ],
)
def test_others_see_this_pc_their_account_the_backups_and_what_their_work_needs(
    role: Role, work: set[str], stand_in: StandInOffice, shell: FakeShell
) -> None:
    stand_in.actor = Actor(None, "Зарина Шарипова", role)
    screen = SettingsScreen(shell)
    assert set(screen.offered) == {"pc", "account", "backups"} | work


def test_a_door_to_a_page_that_is_not_for_the_person_leads_nowhere(stand_in: StandInOffice, shell: FakeShell) -> None:
    stand_in.actor = Actor(None, "Зарина Шарипова", Role.SECRETARY)
    screen = SettingsScreen(shell)
    screen.open(page="services")
    assert screen.state()["page"] == "pc"


def test_a_door_leads_to_its_page(settings: SettingsScreen) -> None:
    settings.open(page="services")
    settle()
    assert isinstance(settings.page("services"), ServicesPage)
    assert settings.page("services").isVisible()
    assert settings.doors["services"].isChecked()


def test_the_pages_are_reached_by_keyboard(settings: SettingsScreen, qtbot: QtBot) -> None:
    settings.doors["pc"].setFocus()
    qtbot.keyClick(settings.doors["pc"], Qt.Key.Key_Down)
    qtbot.keyClick(settings.doors["account"], Qt.Key.Key_Space)
    settle()
    assert settings.page("account").isVisible()


def test_every_page_shows_itself_for_its_picture(settings: SettingsScreen) -> None:
    names = []
    for name, show in settings.pictures():
        show()
        settle()
        names.append(name)
    assert names[:2] == ["pc", "account"]
    assert {"calendar", "calendar-holidays", "calendar-closures", "history"} <= set(names)


def test_the_page_and_what_is_chosen_survive_a_change_of_language(
    settings: SettingsScreen, shell_of: Callable[[Any], FakeShell], centre: Any, show: Callable[[QWidget], QWidget]
) -> None:
    settings.open(page="lists")
    settings.page("lists").restore({"list": "closure_reason"})
    state = settings.state()
    set_language("ru")
    again = SettingsScreen(shell_of(centre))
    again.restore(state)
    show(again)
    settle()
    assert again.state()["page"] == "lists"
    assert again.page("lists").state() == {"list": "closure_reason"}


def test_what_is_typed_in_a_page_counts_as_unsaved(
    settings: SettingsScreen, page: Callable[[type[CentrePage]], CentrePage]
) -> None:
    assert not settings.unsaved()
    address = page(CentrePage).form.widget("address")
    assert isinstance(address, QLineEdit)
    address.setText("кӯчаи Рӯдакӣ 5")
    assert settings.unsaved()


def test_where_large_letters_leave_no_room_the_pages_are_chosen_in_the_strip(settings: SettingsScreen) -> None:
    settings.resize(1366, 768)
    assert settings.names.isVisible()
    assert not settings.choice.isVisible()
    settings.resize(theme.px(700), 600)
    assert not settings.names.isVisible()
    assert settings.choice.isVisible()
    settings.choice.setCurrentIndex(settings.choice.findText("Calendar"))
    settle()
    assert settings.page("calendar").isVisible()
