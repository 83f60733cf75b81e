"""The running app: look, language, and which window stands. Screens reach it as ``shell.app``."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from centre_app.language.translate import LANGUAGES, _, current, set_language
from ui import bugs, features, messages, qt_words, tasks
from ui.desk import Desk
from ui.shared import theme
from ui.windows import FirstPaint, centre, fill_screen, take_down

features.tell_by_name()

if TYPE_CHECKING:
    from centre_app.office import Office
    from ui.lock import IdleWatch
    from ui.main_window import MainWindow

DEFAULT_IDLE_MINUTES: Final = 10
_UPKEEP_AFTER_MS: Final = 8_000  # not while the first pages are being read
_WORK_OF_FIRST_USE: Final = (
    "centre_app.bootstrap",
    "centre_app.office",
    "centre_app.sites.queries",
    "centre_app.today.queries",
)
_WINDOWS_OF_FIRST_USE: Final = ("ui.today.screen", "ui.lock", "ui.main_window")


class Application(QObject):
    """One for the process. ``begin(app)`` shows the first start window; it is called again after signing out."""

    language_changed = Signal(str)
    theme_changed = Signal()
    #: After the first paint of a window: "start" or "office".
    painted = Signal(str)

    def __init__(
        self, qt: QApplication, data: Path, database: str | None, begin: Callable[[Application], None]
    ) -> None:
        super().__init__(qt)
        self.qt = qt
        self.data = data
        self.database = database
        self.desk = Desk(data)
        self.office: Office | None = None
        self.window: MainWindow | None = None
        self.document_language = "ru"  # what documents are proposed in; learned from the centre when it opens
        self._begin = begin
        tasks.runner()
        self._start: QWidget | None = None
        self._idle: IdleWatch | None = None
        self._first_paint: FirstPaint | None = None
        self._put_on_look()
        self._put_on_words(self.desk.language or _system_language())
        qt.styleHints().colorSchemeChanged.connect(self._system_theme_changed)

    # ---- windows ------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the first window."""
        self._begin(self)

    def show_start(self, window: QWidget) -> None:
        """Show this start window in place of the one before."""
        before, self._start = self._start, window
        self._watch_first_paint(window, "start")
        if before is not None:
            window.setGeometry(before.geometry())
        else:
            centre(window)
        window.show()
        if before is not None:
            before.close()
            before.deleteLater()
        else:
            self.painted.connect(self._warm_up)

    def show_office(self, office: Office, unlock: Callable[[str], object]) -> None:
        """Show the opened centre. ``unlock(password)`` is called off the UI thread; it raises WrongPassword."""
        # Everything of the main window waits until somebody is signed in: the sign-in window comes up sooner.
        from ui.lock import IdleWatch
        from ui.main_window import MainWindow

        self.office = office
        self.desk.person = str(office.actor.account_id or "")
        tasks.use(office)
        self.window = MainWindow(self, office, unlock)
        self._watch_first_paint(self.window, "office")
        # The last window's closing is ours to end: the backup on exit is made first.
        self.qt.setQuitOnLastWindowClosed(False)
        self.window.closed.connect(self.quit)
        self.window.start()
        fill_screen(self.window)
        self.window.show()
        if self._start is not None:
            self._start.close()
            self._start.deleteLater()
            self._start = None
        self._idle = IdleWatch(DEFAULT_IDLE_MINUTES, self.window)
        self._idle.idle.connect(self.lock)
        self._idle.lock_asked.connect(self.lock)
        self.learn_centre()
        QTimer.singleShot(_UPKEEP_AFTER_MS, self, self._keep_up)

    def sign_out(self, asked: bool = False, then: Callable[[], object] | None = None) -> None:
        """Close the centre and show the sign-in window. Asks first about what is not saved.

        ``then()`` once it is shown: whoever signs out in order to restore goes on from there.
        """
        if self.window is None:
            return
        if self.window.unsaved() and not asked:
            from ui.shared import confirm

            confirm.leave_unsaved(self.window, lambda: self.sign_out(asked=True, then=then))
            return
        self._close_office(lambda: self._signed_out(then))

    def quit(self) -> None:
        """End the app, the centre closed."""
        self._close_office(self._end)

    def lock(self) -> None:
        """Cover everything until the password is given."""
        if self.window is not None:
            self.window.lock()

    def _keep_up(self) -> None:
        """Today's backup and what else the day needs, behind the first minutes' work."""
        office = self.office
        if office is None:
            return

        def upkeep(_progress: tasks.Progress) -> object:
            from centre_app.safekeeping.upkeep import daily_upkeep

            return daily_upkeep(office)

        def kept(made: Any) -> None:
            if made is not None and made.second is not None:
                messages.attention(made.second.in_words())

        tasks.run(upkeep, then=kept, owner=self, title=_("Making today's backup"))

    def learn_centre(self) -> None:
        """Read the centre's name and its minutes until locking again."""

        def facts(session: Any) -> Any:
            from centre_app.sites.queries import the_site

            return the_site(session)

        def learned(site: Any) -> None:
            if self.window is not None:
                self.window.show_centre(site.name)
            self.set_idle_minutes(site.idle_minutes)
            self.document_language = site.document_language

        tasks.read(facts, then=learned, owner=self.window)

    # ---- habits of this PC --------------------------------------------------------------------------------------

    def set_language(self, code: str) -> None:
        """Speak this language from now on, without restarting. Asks first about what is not saved."""
        if code == current().language:
            self.desk.language = code
        elif self.window is not None and self.window.unsaved():
            from ui.shared import confirm

            confirm.leave_unsaved(self.window, lambda: self._speak(code))
        else:
            self._speak(code)

    def set_theme(self, name: str) -> None:
        """system, light, dark or contrast. Raises ValueError for another."""
        if name not in theme.CHOICES:
            raise ValueError(f"no such theme: {name!r}")
        self.desk.theme = name
        self._look_again()

    def set_text_scale(self, percent: int) -> None:
        """Text size, 100–200 %."""
        self.desk.text_scale = percent
        self._look_again()

    def set_idle_minutes(self, minutes: int) -> None:
        """Lock after so many minutes in which nobody touches anything, 1–120."""
        if self._idle is not None:
            self._idle.set_minutes(minutes)

    def _speak(self, code: str) -> None:
        self.desk.language = code
        self._put_on_words(code)
        if self.window is not None:
            self.window.build_again()
        self.language_changed.emit(code)

    def _put_on_words(self, code: str) -> None:
        set_language(code)
        qt_words.install(self.qt, code)

    def _put_on_look(self) -> None:
        theme.apply(self.qt, self.desk.theme, self.desk.text_scale)

    def _look_again(self) -> None:
        self._put_on_look()
        # Icons and sizes are made with the widgets. What is typed comes before their colour.
        if self.window is not None and not self.window.unsaved():
            self.window.build_again()
        self.theme_changed.emit()

    def _system_theme_changed(self) -> None:
        if self.desk.theme == "system" and theme.system_theme() != theme.name():
            self._look_again()

    # ---- inside -------------------------------------------------------------------------------------------------

    def _close_office(self, then: Callable[[], object]) -> None:
        """Close the centre behind the last write, its backup included, then go on; a backup that fails is told."""
        office, self.office, self._idle = self.office, None, None
        if office is None:
            # Closed twice in a hurry: the first is on its way.
            return
        if self.window is not None:
            self.window.say_closing()
        tasks.use(None)

        def failed(error: Exception) -> bool:
            if self.window is not None:
                self.window.say_not_closed(error, then)
            return self.window is not None

        tasks.close(office.close, then=lambda _nothing: then(), failed=failed)

    def _end(self) -> None:
        if self.window is not None:
            self.window.leave()
        self.qt.exit(0)

    def _signed_out(self, then: Callable[[], object] | None) -> None:
        window, self.window = self.window, None
        messages.clear()
        self.desk.person = ""
        self.qt.setQuitOnLastWindowClosed(True)
        self.begin()
        if window is not None:
            window.leave()
            window.deleteLater()
        if then is not None:
            then()

    def _watch_first_paint(self, window: QWidget, name: str) -> None:
        self._first_paint = FirstPaint(window, lambda: self.painted.emit(name))

    def _warm_up(self, _name: str) -> None:
        """While the person types, import what comes next: SQLAlchemy alone takes longer than the window did."""
        self.painted.disconnect(self._warm_up)
        self.qt.setWindowIcon(QIcon(str(theme.RESOURCES / "icons" / "centre-app.svg")))
        tasks.run(lambda _progress: [import_module(name) for name in _WORK_OF_FIRST_USE], then=self._warm_up_windows)

    def _warm_up_windows(self, _imported: object, names: tuple[str, ...] | None = None) -> None:
        """One a turn of the event loop, so that a key typed meanwhile is not kept waiting."""
        first, *rest = _WINDOWS_OF_FIRST_USE if names is None else names
        import_module(first)
        if rest:
            QTimer.singleShot(0, self, lambda: self._warm_up_windows(None, tuple(rest)))


def run(data: Path, database: str | None, begin: Callable[[Application], None]) -> int:
    """Open the window on this data folder and stay until it is closed. Returns the exit code."""
    qt = QApplication.instance() or new_qt()
    if not isinstance(qt, QApplication):
        raise TypeError("another kind of Qt application runs already")
    bugs.install()
    app = Application(qt, data, database, begin)
    app.begin()
    code = qt.exec()
    take_down()
    return code


def new_qt() -> QApplication:
    """The QApplication, with its name and style."""
    # The style as an argument: setStyle would import QStyle with all its enums, a tenth of the way to the first window.
    qt = QApplication([sys.argv[0], "-style", "Fusion"])
    # What is imported stays: to look for garbage among it takes time. From its making on, the runner collects.
    gc.disable()
    # The worker that reads the database hands the interpreter back sooner: a key is painted while it works.
    sys.setswitchinterval(0.001)
    qt.setApplicationName("Centre App")
    qt.setDesktopFileName("centre-app")
    return qt


def _system_language() -> str:
    # Its hundreds of languages and countries take a while to import; only a PC that has no language chosen yet asks.
    from PySide6.QtCore import QLocale

    code = QLocale.system().name()[:2]
    return code if code in LANGUAGES else "ru"
