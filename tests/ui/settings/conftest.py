"""The Settings place over a real centre, with its manager signed in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from centre_app.bootstrap import NewGroup, NewService, SetUp, open_office, set_up
from centre_app.office import Office
from centre_app.security.keys import CHEAP_COST_FOR_TESTS
from tests.conftest import TODAY
from tests.ui.conftest import FakeShell
from ui import tasks
from ui.settings.page import Page
from ui.settings.screen import SettingsScreen

P = TypeVar("P", bound=Page)
D = TypeVar("D", bound=QDialog)

PASSWORD = "баҳор-дар-Ховалинг"


@pytest.fixture(scope="session")
def set_up_centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a centre as the set-up makes it: a manager, keys, lists, holidays, a service with two groups."""
    data = tmp_path_factory.mktemp("set-up") / "centre"
    details = SetUp(
        name="Маркази «Умед»",
        country="TJ",
        district="Ховалинг",
        manager_name="Гулнора Қодирова",
        username="gulnora",
        password=PASSWORD,
        services=(NewService("Рӯзона", places=30, groups=(NewGroup("Ситора", 15), NewGroup("Хуршед", 15))),),
    )
    office, _code = set_up(data, details, cost=CHEAP_COST_FOR_TESTS, today=lambda: TODAY)
    office.close()
    shutil.rmtree(data / "backups", ignore_errors=True)
    return data


@pytest.fixture
def centre(set_up_centre: Path, tmp_path: Path) -> Iterator[Office]:
    """That centre, opened by its manager."""
    data = tmp_path / "centre"
    shutil.copytree(set_up_centre, data)
    office = open_office(data, "gulnora", PASSWORD)
    office.clock = lambda: TODAY
    yield office
    office.close()


class Bridge(QObject):
    """Brings what the office tells in the worker to the screen, as the main window does."""

    told = Signal(object)


@pytest.fixture
def settings(
    centre: Office, shell_of: Callable[[Any], FakeShell], show: Callable[[QWidget], QWidget]
) -> Iterator[SettingsScreen]:
    """The place, shown, read, and told of every change."""
    screen = SettingsScreen(shell_of(centre))
    bridge = Bridge()
    bridge.told.connect(screen.take_changes)
    stop = centre.subscribe(bridge.told.emit)
    show(screen)
    screen.come_up()
    tasks.wait_idle()
    yield screen
    settle()
    stop()
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog):
            shiboken6.delete(window)


@pytest.fixture
def page(settings: SettingsScreen) -> Callable[[type[P]], P]:
    """Goes to a page and waits until it is filled."""

    def shown(kind: type[P]) -> P:
        settings.open(page=kind.key)
        settle()
        made = settings.page(kind.key)
        assert isinstance(made, kind)
        return made

    return shown


def settle() -> None:
    """Until all is done, told and shown."""
    for _turn in range(3):
        tasks.wait_idle()
        QApplication.processEvents()
    tasks.wait_idle()


def dialog(kind: type[D]) -> D:
    """The one dialog of this kind that is open."""
    settle()
    found = [each for each in QApplication.topLevelWidgets() if type(each) is kind and each.isVisible()]
    assert len(found) == 1, f"{len(found)} dialogs of {kind.__name__} are open"
    return found[0]
