"""What tests of the window stand on: a small stand-in office, a shell that notes where one went, and idle tasks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from centre_app.changes import Change
from centre_app.security.access import Actor, Permission, Role
from ui import messages, tasks
from ui.application import Application
from ui.desk import Desk
from ui.shared import theme
from ui.windows import take_down

# No test opens a window on somebody's screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TODAY = date(2026, 11, 20)
SCREEN = (1366, 768)


@dataclass
class StandInOffice:
    """An office without a database: ``session`` is whatever the test puts there."""

    actor: Actor
    session: Any = None
    read_only: bool = False
    read_only_why: str = ""
    practice: bool = False
    traces: list[str] = field(default_factory=list)
    closed: bool = False
    _listeners: list[Callable[[frozenset[Change]], None]] = field(default_factory=list)

    def today(self) -> date:
        """The tests' day."""
        return TODAY

    @contextmanager
    def read(self) -> Iterator[Any]:
        """Gives ``session``."""
        yield self.session

    @contextmanager
    def write(self) -> Iterator[Any]:
        """Gives ``session``."""
        yield self.session

    def trace(self, kind: str, *, child_id: Any = None, what: str = "") -> None:
        """Notes the kind."""
        self.traces.append(kind)

    def subscribe(self, listener: Callable[[frozenset[Change]], None]) -> Callable[[], None]:
        """Keeps the listener."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def touch(self, *changes: Change) -> None:
        """As after a commit."""
        for listener in list(self._listeners):
            listener(frozenset(changes))

    def close(self) -> None:
        """Notes it."""
        self.closed = True


@dataclass
class FakeShell:
    """What a screen sees of the window; ``went`` lists where it asked to go."""

    office: Any
    app: Application
    desk: Desk
    went: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def go(self, place: str, **to: object) -> None:
        """Note it."""
        self.went.append((place, to))

    def may(self, permission: Permission) -> bool:
        """By the role, and not at all where read-only."""
        allowed: bool = self.office.actor.may(permission)
        return allowed and not self.office.read_only


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The same style as the app's own QApplication."""
    return ["centre-app", "-style", "Fusion"]


@pytest.fixture(scope="session", autouse=True)
def _one_qt_for_all(qapp: QApplication) -> Iterator[None]:
    """A window that is closed for good ends the app; here that would end the event loops of all tests that follow.
    What windows the tests leave behind are deleted at the end, as the app does it."""
    qapp.exit = lambda _code=0: None  # type: ignore[method-assign,assignment]
    yield
    take_down()


@pytest.fixture(autouse=True)
def _look_and_quiet(qapp: QApplication) -> Iterator[None]:
    """Every test begins in the light theme, and ends with no work under way and nothing said."""
    # The widgets of the tests before would all be styled again, which takes longer with each test.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    theme.apply(qapp, "light", 100)
    # Windows of the test before are closed but may not be deleted yet: what is said now is not for them.
    messages._areas.clear()
    yield
    tasks.wait_idle()
    tasks.use(None)
    messages.clear()


@pytest.fixture
def manager_at_desk() -> Actor:
    """Who is signed in."""
    return Actor(account_id=None, name="Гулнора Қодирова", role=Role.MANAGER)


@pytest.fixture
def stand_in(manager_at_desk: Actor) -> StandInOffice:
    """An office without a database, in use by ``tasks``."""
    office = StandInOffice(manager_at_desk)
    tasks.use(office)
    return office


@pytest.fixture
def app(qapp: QApplication, tmp_path: Path) -> Application:
    """The running app on an empty data folder."""
    made = Application(qapp, tmp_path, None, lambda _app: None)
    made.set_language("en")
    return made


@pytest.fixture
def shell(stand_in: StandInOffice, app: Application) -> FakeShell:
    """A shell around the stand-in office."""
    return FakeShell(stand_in, app, app.desk)


@pytest.fixture
def shell_of(app: Application) -> Callable[[Any], FakeShell]:
    """A shell around a real office (the ``office`` fixture)."""

    def made(office: Any) -> FakeShell:
        tasks.use(office)
        return FakeShell(office, app, app.desk)

    return made


@pytest.fixture
def tasks_idle() -> Callable[[], None]:
    """Waits until all work is done and delivered."""
    return tasks.wait_idle


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Shows a widget at the size of the usual screen and closes it after the test."""

    def shown(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(*SCREEN)
        widget.show()
        return widget

    return shown
