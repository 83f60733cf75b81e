"""Pictures of every place in every state, for judging the screens and for the guide: ``python -m ui.screenshots``.

Opens a practice centre (account ``manager``, password ``practice``) without a display and writes
``<place>-<state>-<language>-<theme>.png``.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from centre_app.bootstrap import open_office, unlock
from centre_app.open_days.queries import last_open_days
from centre_app.sites.queries import the_site
from ui import messages, start, tasks
from ui.application import Application, new_qt
from ui.windows import take_down

_SETTLE_MS = 150
_WORK_MS = 60_000


def main(argv: Sequence[str] | None = None) -> int:
    """Write the pictures. Returns the exit code."""
    asked = _arguments(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qt = QApplication.instance() or new_qt()
    if not isinstance(qt, QApplication):
        raise TypeError("another kind of Qt application runs already")
    asked.out.mkdir(parents=True, exist_ok=True)
    wide, high = (int(side) for side in asked.size.split("x"))
    taken = Pictures(qt, asked.data, asked.out, QSize(wide, high), tuple(asked.only.split(",")))
    for language in asked.languages.split(","):
        for look in asked.themes.split(","):
            taken.take_all(language, look)
    take_down()
    sys.stdout.write(f"{taken.count} pictures in {asked.out}\n")
    return 0


class Pictures:
    """Walks through the app and writes what it sees."""

    def __init__(self, qt: QApplication, data: Path, out: Path, size: QSize, only: tuple[str, ...]) -> None:
        self._qt, self._data, self._out, self._size, self._only = qt, data, out, size, only
        self.count = 0

    def take_all(self, language: str, look: str) -> None:
        """The start windows and every place, in one language and theme."""
        app = Application(self._qt, self._data, None, lambda _app: None)
        app.set_theme(look)
        app.set_language(language)
        ending = f"{language}-{look}"
        for state, start_window in start.pictures(app):
            self._take_window(start_window(), f"start-{state}-{ending}")
        office = open_office(self._data, "manager", os.environ.get("CENTRE_APP_PASSWORD", "practice"))
        with office.read() as session:
            day = last_open_days(session, the_site(session).id, office.today() + timedelta(days=1), 1)
        # On a weekend the pictures would show nothing but that the centre is closed.
        office.clock = lambda: day[0]
        app.show_office(office, lambda password: unlock(office, password))
        window = app.window
        if window is None:
            raise RuntimeError("the window did not open")
        window.showNormal()
        window.resize(self._size)
        for place in window.places():
            window.go(place)
            self._settle()
            for state, bring_about in window.screen_of(place).pictures():
                bring_about()
                self._settle()
                name = f"{place}-{state}" if state else place
                self._write(_in_front(window), f"{name}-{ending}")
                self._close_dialogs(window)
        window.lock()
        self._settle()
        self._write(window, f"lock-{ending}")
        tasks.use(None)
        office.close()
        app.office = None
        window.leave()
        window.deleteLater()
        messages.clear()

    def _take_window(self, window: QWidget, name: str) -> None:
        window.resize(self._size)
        window.show()
        self._settle()
        self._write(window, name)
        window.close()
        window.deleteLater()

    def _write(self, widget: QWidget, name: str) -> None:
        if not name.startswith(self._only):
            return
        if not widget.grab().save(str(self._out / f"{name}.png")):
            raise OSError(f"the picture could not be written: {self._out / name}.png")
        self.count += 1

    def _close_dialogs(self, window: QWidget) -> None:
        for other in QApplication.topLevelWidgets():
            if other is not window and other.isVisible():
                other.hide()
                other.deleteLater()
        self._settle()

    def _settle(self) -> None:
        """All data is there and painted: what follows from a result may ask again, so twice."""
        for _round in range(2):
            tasks.wait_idle(_WORK_MS)
            waited = QEventLoop()
            QTimer.singleShot(_SETTLE_MS, waited.quit)
            waited.exec()
        QCoreApplication.sendPostedEvents()


def _in_front(window: QWidget) -> QWidget:
    dialogs = [other for other in QApplication.topLevelWidgets() if isinstance(other, QDialog) and other.isVisible()]
    return dialogs[-1] if dialogs else window


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="ui.screenshots", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--languages", default="ru,tg")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--only", default="", help="beginnings of the pictures' names, with commas; all where empty")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
