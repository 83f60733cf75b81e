"""The window: places, keys, bands, locking, changes, language, leaving."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from centre_app.changes import Change
from centre_app.errors import WrongPassword
from centre_app.language.translate import N_
from centre_app.security.access import Actor, Permission, Role
from tests.ui.conftest import SCREEN, StandInOffice
from ui import quick_find, screens, tasks
from ui.application import Application
from ui.bands import Band
from ui.help_panel import HelpPanel
from ui.main_window import MainWindow
from ui.quick_find import QuickFind
from ui.screens import PLACES, Place
from ui.shared.dialog import FormDialog
from ui.shared.form import Text
from ui.shared.screen import Screen


class Notes(Screen):
    """A place that notes what happens to it."""

    title: ClassVar[str] = N_("Children")
    help: ClassVar[str] = "The list of children.\n\nType to find one."
    refresh_on: ClassVar[frozenset[Change]] = frozenset({Change.CHILDREN})

    def build(self) -> None:
        self.loaded = 0
        self.opened: list[dict[str, object]] = []
        self.printed = 0
        self.line = QLineEdit()
        self.body.addWidget(self.line)

    def load(self) -> None:
        self.loaded += 1

    def open(self, **to: object) -> None:
        self.opened.append(to)

    def unsaved(self) -> bool:
        return bool(self.line.text())

    def print_asked(self) -> None:
        self.printed += 1

    def state(self) -> dict[str, object]:
        return {"loaded": self.loaded}

    def restore(self, state: dict[str, object]) -> None:
        self.restored = state


class Other(Notes):
    """Another."""

    title: ClassVar[str] = N_("Today")


@pytest.fixture
def places() -> Iterator[tuple[Place, ...]]:
    module = ModuleType("places_of_the_tests")
    module.Notes, module.Other = Notes, Other  # type: ignore[attr-defined]
    sys.modules[module.__name__] = module
    yield (
        Place("today", N_("Today"), "today", "places_of_the_tests:Other", Permission.SEE_FIGURES),
        Place("children", N_("Children"), "children", "places_of_the_tests:Notes", Permission.SEE_CHILDREN),
        Place("never", N_("Reports"), "reports", "no_such_module:Nothing", Permission.SEE_FIGURES),
    )
    del sys.modules[module.__name__]


Make = Callable[..., MainWindow]


@pytest.fixture
def window_of(qtbot: QtBot, app: Application, stand_in: StandInOffice, places: tuple[Place, ...]) -> Iterator[Make]:
    made: list[MainWindow] = []

    def make(**how: Any) -> MainWindow:
        for name, value in how.items():
            setattr(stand_in, name, value)
        window = MainWindow(app, stand_in, unlock, places)
        app.window = window
        made.append(window)
        qtbot.addWidget(window)
        window.resize(*SCREEN)
        window.start()
        window.show()
        window.activateWindow()
        return window

    yield make
    for window in made:
        window.leave()
    app.window = None


def unlock(password: str) -> None:
    if password != "бахор":
        raise WrongPassword


@pytest.fixture
def window(window_of: Make) -> MainWindow:
    return window_of()


def notes(window: MainWindow, key: str = "children") -> Notes:
    screen = window.screen_of(key)
    assert isinstance(screen, Notes)
    return screen


def press(window: MainWindow, keys: str) -> None:
    """As the shortcut does: the screenless plugin gives no window the focus that keys would need."""
    found = [each for each in window.findChildren(QShortcut) if each.key().toString() == keys]
    assert len(found) == 1
    found[0].activated.emit()


# ---- places ---------------------------------------------------------------------------------------------------------


def test_a_place_is_made_when_somebody_first_goes_there(window: MainWindow) -> None:
    assert list(window._screens) == ["today"]
    window.go("children")
    assert list(window._screens) == ["today", "children"]
    assert notes(window).isVisible()


def test_every_place_of_the_list_has_an_icon_and_its_own_key() -> None:
    from ui.shared import theme

    assert len({place.key for place in PLACES}) == len(PLACES)
    assert all((theme.RESOURCES / "icons" / f"{place.icon}.svg").is_file() for place in screens.PLACES)


def test_alt_and_a_number_goes_to_a_place(window: MainWindow) -> None:
    press(window, "Alt+2")
    assert window.place == "children"
    press(window, "Alt+1")
    assert window.place == "today"


def test_a_door_leads_to_something_in_a_place(window: MainWindow) -> None:
    child = uuid4()
    window.go("children", child=child)
    assert notes(window).opened == [{"child": child}]


def test_a_person_sees_only_the_places_of_their_role(window_of: Make) -> None:
    window = window_of(actor=Actor(None, "Саид Раҷабов", Role.NUMBERS_ONLY))
    assert window.places() == ["today", "never"]
    window.go("children")
    assert window.place == "today"
    assert not window._rail.find_button.isVisible()


def test_the_window_opens_where_the_person_was_last(window_of: Make, app: Application) -> None:
    app.desk.keep_mine("place", "children")
    assert window_of().place == "children"


def test_read_only_lets_look_but_not_change(window_of: Make) -> None:
    window = window_of(read_only=True, read_only_why="Зебо, since 08:15.")
    assert window.may(Permission.SEE_CHILDREN)
    assert window.may(Permission.EXPORT_NAMES)
    assert not window.may(Permission.EDIT_CHILDREN)
    assert not window.may(Permission.OWN_ACCOUNT)
    bands = [band.accessibleName() for band in window.findChildren(Band)]
    assert len(bands) == 1
    assert "Зебо, since 08:15." in bands[0]


def test_a_practice_centre_says_so_in_every_place(window_of: Make) -> None:
    window = window_of(practice=True)
    band = window.findChild(Band)
    assert band is not None
    window.go("children")
    assert band.isVisible()


# ---- changes --------------------------------------------------------------------------------------------------------


def test_what_shows_a_change_asks_again_and_the_rest_stays_still(
    window: MainWindow, stand_in: StandInOffice, qtbot: QtBot
) -> None:
    window.go("children")
    assert notes(window).loaded == 1
    stand_in.touch(Change.CHILDREN)
    assert notes(window).loaded == 2
    stand_in.touch(Change.ATTENDANCE)
    assert notes(window).loaded == 2


def test_a_hidden_place_asks_again_when_it_is_next_shown(window: MainWindow, stand_in: StandInOffice) -> None:
    window.go("children")
    window.go("today")
    stand_in.touch(Change.CHILDREN)
    assert notes(window).loaded == 1
    window.go("children")
    assert notes(window).loaded == 2
    window.go("today")
    window.go("children")
    assert notes(window).loaded == 2


# ---- keys -----------------------------------------------------------------------------------------------------------


def test_f1_explains_the_place(window: MainWindow, qtbot: QtBot) -> None:
    window.go("children")
    press(window, "F1")
    panel = window.findChild(HelpPanel)
    assert panel is not None
    words = [label.text() for label in panel.findChildren(QLabel)]
    assert "The list of children." in words
    assert "Type to find one." in words
    panel.close()


def test_ctrl_p_prints_what_is_shown(window: MainWindow) -> None:
    window.go("children")
    press(window, "Ctrl+P")
    assert (notes(window).printed, notes(window, "today").printed) == (1, 0)


def test_ctrl_k_and_some_letters_open_a_child(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = SimpleNamespace(
        id=uuid4(), full_name="Раҳимов Ҷамшед", number="K-0042", birth_date=None, village="Ӯротеппа", district=""
    )
    monkeypatch.setattr(
        quick_find, "find", lambda _session, text: SimpleNamespace(rows=[row] if text == "жам" else [], count=1)
    )
    press(window, "Ctrl+K")
    popup = window.findChild(QuickFind)
    assert popup is not None
    popup.field.setText("жам")
    qtbot.waitUntil(lambda: popup.results.count() == 1)
    assert popup.results.item(0).text() == "Раҳимов Ҷамшед · K-0042 · Ӯротеппа"
    qtbot.keyClick(popup.field, Qt.Key.Key_Down)
    popup.results.itemActivated.emit(popup.results.item(0))
    assert window.place == "children"
    assert notes(window).opened == [{"child": row.id}]


def test_nothing_found_is_said(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_find, "find", lambda _session, _text: SimpleNamespace(rows=[], count=0))
    window.find_child()
    popup = window.findChild(QuickFind)
    assert popup is not None
    popup.field.setText("ъъъ")
    qtbot.waitUntil(lambda: popup._note.text() == "No child is found by these letters.")
    popup.close()


# ---- locking --------------------------------------------------------------------------------------------------------


def test_locking_hides_everything_and_drops_nothing_typed(window: MainWindow, qtbot: QtBot) -> None:
    window.show_centre("Маркази «Умед»")
    window.go("children")
    notes(window).line.setText("half a na")
    press(window, "Ctrl+L")
    assert window.is_locked()
    assert not notes(window).line.isVisible()
    assert "Умед" not in window.windowTitle()
    shown = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert "Гулнора Қодирова" in shown
    enter(window, "бахор")
    qtbot.waitUntil(lambda: not window.is_locked())
    assert notes(window).line.isVisible()
    assert notes(window).line.text() == "half a na"


def enter(window: MainWindow, password: str) -> None:
    lock = window.lock_screen()
    assert lock is not None
    lock.password.setText(password)
    lock.try_password()


def test_a_wrong_password_says_so_and_stays_locked(window: MainWindow) -> None:
    window.lock()
    enter(window, "тирамоҳ")
    tasks.wait_idle()
    lock = window.lock_screen()
    assert lock is not None
    assert lock.error() == "The name or the password is not right."


def test_an_open_dialog_is_hidden_by_the_lock_and_comes_back_as_it_was(window: MainWindow, qtbot: QtBot) -> None:
    dialog = FormDialog(window, "A new group", [Text("name", "Name")], save=lambda values: lambda _session: None)
    dialog.open()
    dialog.form.set_raw({"name": "Ситора"})
    window.lock()
    assert not dialog.isVisible()
    enter(window, "бахор")
    qtbot.waitUntil(lambda: not window.is_locked())
    assert dialog.isVisible()
    assert dialog.form.raw() == {"name": "Ситора"}
    dialog.form.mark_saved()
    dialog.close()


def test_no_key_leads_anywhere_while_locked(window: MainWindow) -> None:
    window.go("today")
    window.lock()
    for keys in ("Alt+2", "Ctrl+K", "F1", "Ctrl+P"):
        press(window, keys)
    assert window.place == "today"
    assert window.findChild(QuickFind) is None
    assert window.findChild(HelpPanel) is None


# ---- language and look ----------------------------------------------------------------------------------------------


def test_another_language_builds_the_places_anew_where_one_was(window: MainWindow, app: Application) -> None:
    window.show_centre("Маркази «Умед»")
    window.go("children")
    before = notes(window)
    app.set_language("ru")
    assert notes(window) is not before
    assert window.place == "children"
    assert notes(window).restored == {"loaded": 1}
    assert window.windowTitle().startswith("Маркази «Умед»")


def test_another_language_asks_first_when_something_is_not_saved(window: MainWindow, app: Application) -> None:
    window.go("children")
    screen = notes(window)
    screen.line.setText("half a na")
    app.set_language("tg")
    asked = [each for each in window.findChildren(QDialog) if each.isVisible()]
    assert len(asked) == 1
    asked[0].reject()
    assert notes(window) is screen
    app.set_language("tg")
    next(each for each in window.findChildren(QDialog) if each.isVisible()).accept()
    assert notes(window) is not screen


def test_another_theme_does_not_cost_what_is_typed(window: MainWindow, app: Application) -> None:
    window.go("children")
    notes(window).line.setText("half a na")
    app.set_theme("dark")
    assert notes(window).line.text() == "half a na"
    with pytest.raises(ValueError, match="no such theme"):
        app.set_theme("pink")


# ---- leaving --------------------------------------------------------------------------------------------------------


def test_closing_asks_when_something_is_not_saved(window: MainWindow, qtbot: QtBot) -> None:
    window.go("children")
    notes(window).line.setText("half a na")
    closed: list[int] = []
    window.closed.connect(lambda: closed.append(1))
    window.close()
    assert window.isVisible()
    assert closed == []
    next(each for each in window.findChildren(QDialog) if each.isVisible()).accept()
    assert closed == [1]


def test_every_control_of_the_window_has_a_name(window: MainWindow) -> None:
    window.go("children")
    nameless = [each for each in window._rail.findChildren(QWidget) if each.focusPolicy() and not each.accessibleName()]
    assert nameless == []


def test_the_window_works_on_a_small_screen_at_125_per_cent(window: MainWindow) -> None:
    window.resize(1093, 614)
    QApplication.processEvents()
    assert window.width() == 1093
    assert window.height() == 614
