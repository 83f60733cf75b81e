"""Inside a measured process: ``python -m tests.benchmarks.started KIND DATA``. Imports nothing that is not measured."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any


def _tell(key: float = 0.0) -> None:
    """Say that it is painted, and end at once."""
    painted = time.monotonic_ns()
    resident = 0
    status = Path("/proc/self/status")
    if status.exists():
        resident = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    sys.stdout.write(json.dumps({"painted": painted, "key": key, "resident": resident}) + "\n")
    sys.stdout.flush()
    os._exit(0)


def _bare(data: Path) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Window(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:
            QTimer.singleShot(0, lambda: _then(data))

    qt = QApplication(["bare"])
    window = Window()
    window.resize(640, 480)
    window.show()
    qt.exec()


def _then(data: Path) -> None:
    try:
        if KIND == "store":
            _open_a_table(data)
    except BaseException as error:  # an exception in Qt's loop would leave the process waiting for ever
        sys.stderr.write(repr(error))
        os._exit(1)
    _tell()


def _open_a_table(data: Path) -> None:
    """SQLAlchemy's ORM and SQLCipher, one mapped table of the same file's engine, one row read."""
    import sqlcipher3.dbapi2 as sqlcipher
    from sqlalchemy import Integer, String, create_engine, event, select
    from sqlalchemy.orm import DeclarativeBase, Session, mapped_column

    class Base(DeclarativeBase):
        pass

    class Note(Base):
        __tablename__ = "note"
        id = mapped_column(Integer, primary_key=True)
        text = mapped_column(String)

    engine = create_engine(f"sqlite:///{data.parent / 'one-table.db'}", module=sqlcipher)

    @event.listens_for(engine, "connect", insert=True)
    def _key(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA key = \"x'" + "2a" * 32 + "'\"")

    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.scalars(select(Note)).all()


def _sign_in(data: Path) -> None:
    from ui.application import Application, new_qt
    from ui.start import begin

    qt = new_qt()
    app = Application(qt, data, None, begin)
    app.painted.connect(lambda _name: _tell())
    app.begin()
    qt.exec()


def _today(data: Path) -> None:
    from centre_app.bootstrap import open_office
    from ui.application import Application, new_qt

    qt = new_qt()
    app = Application(qt, data, None, lambda _app: None)
    app.desk.mine = lambda _name, default=None: default  # type: ignore[method-assign]  # Today, wherever one was last
    app.desk.keep_mine = lambda *_all: None  # type: ignore[method-assign]
    spent: list[float] = []
    _time_the_derivation(spent)
    office = open_office(data, "manager", "practice", read_only=True)

    from ui.today.screen import TodayScreen

    shown = TodayScreen.show_page

    def show(screen: Any, page: Any) -> None:
        shown(screen, page)
        screen.window().repaint()
        _tell(sum(spent))

    TodayScreen.show_page = show  # type: ignore[method-assign]
    app.show_office(office, lambda _password: None)
    qt.exec()


def _time_the_derivation(spent: list[float]) -> None:
    from centre_app.security import keys

    derive = keys._derive

    def timed(*given: Any) -> bytes:
        begin = time.perf_counter()
        key = derive(*given)
        spent.append((time.perf_counter() - begin) * 1000)
        return key

    keys._derive = timed


KINDS = {"bare": _bare, "store": _bare, "sign-in": _sign_in, "today": _today}
KIND = sys.argv[1] if __name__ == "__main__" else ""

if __name__ == "__main__":
    KINDS[KIND](Path(sys.argv[2]))
