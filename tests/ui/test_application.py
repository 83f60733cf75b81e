"""The running app: start windows, opening, closing, signing out, and the command it begins with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from centre_app.language.translate import current
from tests.ui.conftest import StandInOffice
from ui import application as application_module
from ui import tasks
from ui.__main__ import window_options
from ui.application import Application
from ui.lock import IdleWatch
from ui.main_window import MainWindow


@pytest.fixture
def began(qapp: QApplication, tmp_path: Path) -> list[QWidget]:
    """The start windows begun so far."""
    return []


@pytest.fixture
def app(qapp: QApplication, tmp_path: Path, began: list[QWidget], monkeypatch: pytest.MonkeyPatch) -> Application:
    def begin(app: Application) -> None:
        window = QWidget()
        began.append(window)
        app.show_start(window)

    monkeypatch.setattr(application_module, "_WORK_OF_FIRST_USE", ("json",))
    monkeypatch.setattr(application_module, "_WINDOWS_OF_FIRST_USE", ("json", "ui.lock"))
    made = Application(qapp, tmp_path, None, begin)
    made.set_language("en")
    return made


@pytest.fixture
def opened(
    app: Application, stand_in: StandInOffice, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[MainWindow]:
    with monkeypatch.context() as patch:
        patch.setattr(MainWindow, "start", lambda self: None)
        patch.setattr(Application, "learn_centre", lambda self: None)
        app.show_office(stand_in, lambda password: None)  # type: ignore[arg-type]
    window = app.window
    assert window is not None
    yield window
    app.office = None
    if shiboken6.isValid(window):
        window.leave()


def test_one_start_window_stands_at_a_time(app: Application, began: list[QWidget], qtbot: QtBot) -> None:
    app.begin()
    first = began[0]
    second = QWidget()
    qtbot.addWidget(second)
    app.show_start(second)
    assert second.isVisible()
    assert not first.isVisible()


def test_the_first_paint_is_told(app: Application, qtbot: QtBot) -> None:
    with qtbot.waitSignal(app.painted) as told:
        app.begin()
    assert told.args == ["start"]
    app.show_start(QWidget())


def test_signing_in_opens_the_centre_and_closes_the_start_window(
    app: Application, began: list[QWidget], stand_in: StandInOffice, opened: MainWindow
) -> None:
    assert opened.isVisible()
    assert app.office is stand_in  # type: ignore[comparison-overlap]


def test_signing_out_closes_the_centre_and_begins_again(
    app: Application, began: list[QWidget], stand_in: StandInOffice, opened: MainWindow
) -> None:
    app.sign_out()
    tasks.wait_idle()
    assert stand_in.closed
    assert len(began) == 1
    assert began[0].isVisible()
    assert app.window is None
    began[0].close()


def test_closing_the_window_closes_the_centre_behind_the_last_write(
    app: Application, stand_in: StandInOffice, opened: MainWindow
) -> None:
    order: list[str] = []
    stand_in.close = lambda: order.append("closed")  # type: ignore[method-assign]
    tasks.do(lambda _session: order.append("written"))
    opened.close()
    assert opened.isVisible()
    opened.close()
    tasks.wait_idle()
    assert order == ["written", "closed"]
    assert not opened.isVisible()


def test_a_backup_that_fails_at_the_end_is_told_before_the_window_goes(
    app: Application, stand_in: StandInOffice, opened: MainWindow
) -> None:
    def fail() -> None:
        raise OSError("gone")

    stand_in.close = fail  # type: ignore[method-assign]
    app.quit()
    tasks.wait_idle()
    told = next(each for each in opened.findChildren(QDialog) if each.isVisible())
    assert opened.isVisible()
    told.accept()
    assert not opened.isVisible()


def test_the_centre_tells_its_name_and_when_to_lock(
    app: Application, stand_in: StandInOffice, opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from centre_app.sites import queries

    site = SimpleNamespace(name="Умед", idle_minutes=3, document_language="tg")
    monkeypatch.setattr(queries, "the_site", lambda _session: site)
    app.learn_centre()
    tasks.wait_idle()
    watch = opened.findChild(IdleWatch)
    assert watch is not None
    assert watch.minutes() == 3
    assert opened.windowTitle().startswith("Умед")


def test_idle_minutes_lock_the_window(app: Application, opened: MainWindow) -> None:
    watch = opened.findChild(IdleWatch)
    assert watch is not None
    watch.idle.emit()
    assert opened.is_locked()


def test_a_touch_begins_the_idle_time_anew(app: Application, opened: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    watch = opened.findChild(IdleWatch)
    assert watch is not None
    handle = opened.windowHandle()
    watch._listen(handle)
    watch._timer.stop()
    QTest.keyClick(handle, Qt.Key.Key_A)
    assert watch._timer.isActive()


def test_the_screen_is_locked_from_over_a_dialog_as_well(app: Application, opened: MainWindow) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QDialog

    dialog = QDialog(opened)
    dialog.open()
    watch = opened.findChild(IdleWatch)
    assert watch is not None
    watch._listen(dialog.windowHandle())
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert opened.is_locked()
    assert not dialog.isVisible()


def test_language_is_remembered_on_this_pc(app: Application, qapp: QApplication, tmp_path: Path) -> None:
    app.set_language("ky")
    again = Application(qapp, tmp_path, None, lambda _app: None)
    assert current().language == "ky"
    again.set_language("en")


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        ([], {}),
        (["--data", "d"], {"--data": "d"}),
        (["--data=d", "--database", "postgresql:///c"], {"--data": "d", "--database": "postgresql:///c"}),
        (["--data"], None),
        (["check"], None),
        (["--data", "d", "check"], None),
        (["--help"], None),
        (["--version"], None),
    ],
)
def test_only_a_data_folder_or_nothing_opens_the_window(arguments: list[str], meant: dict[str, str] | None) -> None:
    assert window_options(arguments) == meant


def run_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


def test_the_command_line_is_reached_without_qt() -> None:
    code = (
        "import sys, types\n"
        "headless = types.ModuleType('centre_app.command_line')\n"
        "headless.main = lambda argv: len(argv)\n"
        "sys.modules['centre_app.command_line'] = headless\n"
        "from ui.__main__ import main\n"
        "print(main(['report', '--list']), any(name.startswith('PySide6') for name in sys.modules))\n"
    )
    assert run_python(code).split() == ["2", "False"]


def test_the_sign_in_window_needs_nothing_heavy() -> None:
    code = (
        "import sys, ui.application, ui.start\n"
        "heavy = {'sqlalchemy', 'argon2', 'reportlab', 'alembic', 'click', 'openpyxl', 'cryptography', 'holidays'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    assert run_python(code).strip() == "[]"


def test_without_a_display_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from ui.__main__ import main

    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main([]) == 1
    assert "no display" in capsys.readouterr().err
