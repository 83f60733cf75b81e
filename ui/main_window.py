"""The window: rail on the left, one place at a time beside it, messages below. Knows no place: see ``screens.py``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QStackedLayout, QStackedWidget, QVBoxLayout, QWidget

from centre_app.changes import Change
from centre_app.errors import UserError
from centre_app.language.translate import _
from centre_app.security.access import Permission
from ui import bugs, tasks
from ui.bands import practice_band, read_only_band
from ui.desk import Desk
from ui.lock import LockScreen
from ui.messages import MessageArea
from ui.people import ROLE_WORDS
from ui.progress import ProgressStrip
from ui.rail import Rail
from ui.screens import PLACES, Place
from ui.shared import confirm
from ui.shared.busy import Busy
from ui.shared.screen import Screen

if TYPE_CHECKING:
    from ui.application import Application

#: What may be done without changing anything: allowed while the centre is open read-only.
_LOOKING = frozenset(
    {
        Permission.SEE_FIGURES,
        Permission.SEE_CHILDREN,
        Permission.EXPORT_NAMES,
        Permission.READ_HISTORY,
        Permission.BACK_UP,
    }
)
_SMALLEST = QSize(900, 560)


class MainWindow(QWidget):
    """The opened centre. ``unlock(password)`` raises WrongPassword; ``places`` are those of ``screens.py``."""

    closed = Signal()
    _changed = Signal(object)

    def __init__(
        self,
        app: Application,
        office: Any,
        unlock: Callable[[str], object],
        places: tuple[Place, ...] = PLACES,
    ) -> None:
        super().__init__()
        self.app = app
        self.office = office
        self._places = tuple(place for place in places if office.actor.may(place.needs))
        self._unlock = unlock
        self._screens: dict[str, Screen] = {}
        self._place = ""
        self._leaving = False
        self._hidden: list[QWidget] = []
        self._lock: LockScreen | None = None
        self._centre = ""
        self.setWindowTitle(_("Centre App"))
        self.setMinimumSize(_SMALLEST)
        self._layers = QStackedLayout(self)
        self._build()
        self._closing = Busy(self, _("Closing the centre. The backup is being made…"))
        self._set_up_keys()
        # The office tells in the thread that wrote; the signal brings it here.
        self._changed.connect(self._take_changes)
        self._unsubscribe = office.subscribe(self._changed.emit)

    # ---- Shell: what screens use --------------------------------------------------------------------------------

    @property
    def desk(self) -> Desk:
        """What this PC remembers."""
        return self.app.desk

    def go(self, place: str, **to: object) -> None:
        """Go to a place, and through the door in it that ``to`` names; stay where it is not for this person."""
        if place not in {each.key for each in self._places} or self.is_locked():
            return
        screen = self.screen_of(place)
        self._pages.setCurrentWidget(screen)
        self._place = place
        self._rail.show_place(place)
        self.desk.keep_mine("place", place)
        screen.come_up()
        if to:
            screen.open(**to)

    def may(self, permission: Permission) -> bool:
        """Whether the person may; False for all that writes while the centre is open read-only."""
        allowed: bool = self.office.actor.may(permission)
        return allowed and (not self.office.read_only or permission in _LOOKING)

    # ---- places -------------------------------------------------------------------------------------------------

    @property
    def place(self) -> str:
        """Where one is."""
        return self._place

    def places(self) -> list[str]:
        """The places of this person, in order."""
        return [place.key for place in self._places]

    def screen_of(self, key: str) -> Screen:
        """The screen of a place, made on the first visit."""
        if key not in self._screens:
            place = next(each for each in self._places if each.key == key)
            screen = place.load()(self)
            self._screens[key] = screen
            self._pages.addWidget(screen)
        return self._screens[key]

    def start(self) -> None:
        """Go where the person was last, Today at first; and learn the centre's name."""
        keys = self.places()
        last = self.desk.mine("place", "")
        self.go(last if last in keys else keys[0])

    def show_centre(self, name: str) -> None:
        """The centre's name, on the rail and in the title."""
        self._centre = name
        self._rail.set_centre(name)
        self.setWindowTitle(f"{name} – {_('Centre App')}")

    def unsaved(self) -> bool:
        """Whether some place holds something typed that would be lost."""
        return any(screen.unsaved() for screen in self._screens.values())

    def build_again(self) -> None:
        """All words or colours have changed: make everything anew, and be where one was."""
        states = {key: screen.state() for key, screen in self._screens.items()}
        old = self._work
        for screen in self._screens.values():
            screen.hide()
        self._screens = {}
        self._layers.removeWidget(old)
        old.deleteLater()
        self._build()
        self.show_centre(self._centre)
        self.go(self._place)
        current = self._screens.get(self._place)
        if current is not None and self._place in states:
            current.restore(states[self._place])

    # ---- locking ------------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Cover everything; dialogs too. Nothing typed is dropped: the widgets stay as they are, out of sight."""
        if self.is_locked():
            return
        for window in QApplication.topLevelWidgets():
            if window is self or not window.isVisible():
                continue
            if isinstance(window, QDialog):
                self._hidden.append(window)
                window.hide()
            else:
                window.close()
        self._lock = LockScreen(self.office.actor.name, self._unlock)
        self._lock.opened.connect(self._open_again)
        self._lock.sign_out_asked.connect(self._sign_out_locked)
        self._layers.addWidget(self._lock)
        self._layers.setCurrentWidget(self._lock)
        self.setWindowTitle(_("Centre App"))
        self._lock.begin()

    def is_locked(self) -> bool:
        """Whether the lock screen is on."""
        return self._lock is not None

    def lock_screen(self) -> LockScreen | None:
        """The lock screen while it is on."""
        return self._lock

    def _open_again(self) -> None:
        if self._lock is None:
            return
        lock, self._lock = self._lock, None
        self._layers.setCurrentWidget(self._work)
        self._layers.removeWidget(lock)
        lock.deleteLater()
        self.show_centre(self._centre)
        hidden, self._hidden = self._hidden, []
        for window in hidden:
            if shiboken6.isValid(window):
                window.show()

    def _sign_out_locked(self) -> None:
        # Behind the lock nothing may be shown: it is only told that something is not saved.
        if self.unsaved() or self._hidden:
            confirm.leave_unsaved(self, lambda: self.app.sign_out(asked=True))
        else:
            self.app.sign_out(asked=True)

    # ---- leaving ------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.unsaved() and not self._leaving:
            event.ignore()
            confirm.leave_unsaved(self, self.closed.emit)
            return
        if self._leaving:
            self._unsubscribe()
            event.accept()
            return
        # The window stays, covered, while the centre is closed behind it and its backup is made.
        event.ignore()
        self.closed.emit()

    def leave(self) -> None:
        """Close for good: the centre is closed already."""
        self._leaving = True
        self.close()

    def say_closing(self) -> None:
        """The centre is being closed: nothing can be done here any more."""
        self._closing.show_over()
        self._work.setEnabled(False)

    def say_not_closed(self, error: Exception, then: Callable[[], object]) -> None:
        """Something promised for the end could not be done (the backup): tell it, and go on when it is read."""
        self._closing.hide_over()
        words = error.in_words() if isinstance(error, UserError) else bugs.report(error)
        confirm.tell(self, _("The centre is closed, but not everything could be done"), words, then)

    # ---- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        actor = self.office.actor
        self._rail = Rail(self._places, self._centre, actor.name, _(ROLE_WORDS[actor.role]))
        self._rail.chosen.connect(self.go)
        self._rail.lock_pressed.connect(self.lock)
        self._rail.find_pressed.connect(self.find_child)
        self._rail.find_button.setVisible(self.may(Permission.SEE_CHILDREN))
        self._pages = QStackedWidget()
        self._messages = MessageArea()
        self._progress = ProgressStrip()
        tasks.runner().under_way_changed.connect(self._progress.watch)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 0, 20, 0)
        foot.setSpacing(8)
        foot.addWidget(self._progress)
        foot.addWidget(self._messages)
        right = QVBoxLayout()
        right.setSpacing(0)
        if self.office.practice:
            right.addWidget(practice_band())
        if self.office.read_only:
            right.addWidget(read_only_band(self.office.read_only_why))
        right.addWidget(self._pages, 1)
        right.addLayout(foot)
        self._work = QWidget()
        whole = QHBoxLayout(self._work)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._rail)
        whole.addLayout(right, 1)
        self._layers.insertWidget(0, self._work)
        self._layers.setCurrentWidget(self._work)

    def _set_up_keys(self) -> None:
        keys: list[tuple[str, Callable[..., object]]] = [
            ("Ctrl+L", self.app.lock),
            ("Ctrl+K", self.find_child),
            ("Ctrl+P", self._print),
            ("F1", self.show_help),
        ]
        keys += [
            (f"Alt+{number}", partial(self.go, place.key)) for number, place in enumerate(self._places[:9], start=1)
        ]
        for pressed, act in keys:
            QShortcut(QKeySequence(pressed), self).activated.connect(act)

    def find_child(self) -> None:
        """Ctrl+K."""
        if self.is_locked() or not self.may(Permission.SEE_CHILDREN):
            return
        from ui.quick_find import QuickFind

        popup = QuickFind(self)
        popup.found.connect(lambda child: self.go("children", child=child))
        popup.show()

    def show_help(self) -> None:
        """F1."""
        screen = self._screens.get(self._place)
        if screen is not None and not self.is_locked():
            from ui.help_panel import HelpPanel

            HelpPanel(self, _(screen.title), _(screen.help)).open()

    def _print(self) -> None:
        screen = self._screens.get(self._place)
        if screen is not None and not self.is_locked():
            screen.print_asked()

    def _take_changes(self, changes: frozenset[Change]) -> None:
        for screen in self._screens.values():
            screen.take_changes(changes)
        if Change.CENTRE in changes:
            self.app.learn_centre()
