"""The lock screen: covers everything, drops nothing typed, and opens with the password of who is signed in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from centre_app.errors import UserError, WrongPassword
from centre_app.language.translate import _
from ui import tasks
from ui.shared import icons, theme
from ui.shared.buttons import link_button, main_button
from ui.shared.words import label

_SECOND = 1000
_ACTIVITY = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
}


class LockScreen(QWidget):
    """Asks for the password. ``unlock(password)`` runs off the UI thread; it raises WrongPassword."""

    opened = Signal()
    sign_out_asked = Signal()

    def __init__(self, person: str, unlock: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("lockScreen")
        # A plain QWidget paints its style sheet's background only when told to.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._unlock = unlock
        sign = icons.sign("lock", "rail_text", 48)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(_("Password"))
        self.password.setPlaceholderText(_("Password"))
        self.password.setFixedWidth(theme.px(300))
        self.password.returnPressed.connect(self.try_password)
        self._open = main_button(_("Unlock"), self.try_password)
        self._open.setFixedWidth(theme.px(300))
        self._error = label("", kind="error", wrap=True)
        self._error.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._error.setFixedWidth(theme.px(300))
        out = link_button(_("Sign in as somebody else"), self.sign_out_asked.emit)
        out.setStyleSheet(f"color: {theme.colour('rail_text').name()};")
        words = label(_("Locked. What you typed is kept."))
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        for part in (sign, label(person, kind="title"), words, self.password, self._error, self._open, out):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self._wait = QTimer(self)
        self._wait.setInterval(_SECOND)
        self._wait.timeout.connect(self._second_gone)
        self._seconds = 0

    def begin(self) -> None:
        """It has just been locked."""
        self.password.clear()
        self._error.setText("")
        self.password.setFocus()

    def try_password(self) -> None:
        """As Enter does."""
        typed = self.password.text()
        if not typed or not self._open.isEnabled():
            return
        self._open.setEnabled(False)
        tasks.run(lambda _progress: self._unlock(typed), then=self._right, failed=self._wrong, owner=self)

    def error(self) -> str:
        """What is said under the password."""
        return self._error.text()

    def _right(self, _nothing: object) -> None:
        self._open.setEnabled(True)
        self.password.clear()
        self._error.setText("")
        self.opened.emit()

    def _wrong(self, error: Exception) -> bool:
        self._open.setEnabled(True)
        if not isinstance(error, UserError):
            return False
        self._error.setText(error.in_words())
        self.password.selectAll()
        self.password.setFocus()
        if isinstance(error, WrongPassword) and error.seconds_to_wait:
            self._seconds = error.seconds_to_wait
            self._open.setEnabled(False)
            self._wait.start()
        return True

    def _second_gone(self) -> None:
        self._seconds -= 1
        if self._seconds <= 0:
            self._wait.stop()
            self._open.setEnabled(True)


class IdleWatch(QObject):
    """Tells when nobody has touched keyboard or mouse for some minutes. Each touch begins the count anew.

    It listens at the windows, where each key and movement passes once, and not at the application, where every event of
    every widget would pass through Python.
    """

    idle = Signal()
    #: Ctrl+L where no shortcut of the main window hears it: over a dialog, in a menu, in the quick find.
    lock_asked = Signal()

    def __init__(self, minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._listen)
        for window in QGuiApplication.topLevelWindows():
            self._listen(window)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """After how many minutes, 1–120."""
        self._timer.setInterval(max(1, min(120, minutes)) * 60 * _SECOND)
        self._timer.start()

    def minutes(self) -> int:
        """After how many minutes."""
        return self._timer.interval() // (60 * _SECOND)

    def touch(self) -> None:
        """Somebody is there."""
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY:
            self.touch()
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_L
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self.lock_asked.emit()
            return True
        return False

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            # Qt keeps one of each filter: installing it again only moves it to the front.
            window.installEventFilter(self)
