"""Processes from their start to the first paint, each in a process of its own: ``python -m tests.benchmarks.starts``.

What is compared: a bare PySide6 window; the same with SQLAlchemy and SQLCipher opening a table; the sign-in window;
*Today* with the password already given (its derivation is counted apart).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import Line, median, ms, ratio


def starting(data: Path, runs: int, *, cold: bool) -> Iterator[Line]:
    """The start-up lines of the table."""
    found: dict[str, list[dict[str, float]]] = {kind: [] for kind in KINDS}
    for run in range(runs + 1):
        for kind in KINDS:
            told = _started(kind, data)
            if run:  # the first warms the disk's cache
                found[kind].append(told)
    warm = {kind: median([one["painted"] for one in told]) for kind, told in found.items()}
    yield Line(
        "sign-in window painted, from process start",
        ms(warm["sign-in"]),
        f"bare PySide6 window {ms(warm['bare'])}",
        ratio(warm["sign-in"], warm["bare"]),
        "≤ 2 ×",
        warm["sign-in"] <= 2 * warm["bare"],
    )
    key = median([one["key"] for one in found["today"]])
    yield Line(
        f"*Today* painted, from process start, password given ({ms(key)} of derivation apart), 300 × 5 years",
        ms(warm["today"]),
        f"Qt + SQLAlchemy + SQLCipher opening a table {ms(warm['store'])}",
        ratio(warm["today"], warm["store"]),
        "≤ 1.5 ×",
        warm["today"] <= 1.5 * warm["store"],
    )
    resident = max(one["resident"] for one in found["today"])
    yield Line("memory resident with *Today* open", f"{resident:.0f} MB", "–", "–", "≤ 220 MB", resident <= 220)
    if cold:
        times = [_cold_start(data) for _run in range(3)]
        yield Line(
            "*Today*, files dropped from the disk's cache",
            ms(median(times)),
            "–",
            "–",
            "≤ 1500 ms",
            median(times) <= 1500,
        )


def _cold_start(data: Path) -> float:
    _forget_files(Path(sys.prefix), data, Path(__file__).resolve().parents[2] / "centre_app")
    return _started("today", data)["painted"]


def _forget_files(*folders: Path) -> None:
    """Ask the system to drop these files from its cache; those that others have mapped stay."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                handle = os.open(path, os.O_RDONLY)
                try:
                    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
                finally:
                    os.close(handle)


def _started(kind: str, data: Path) -> dict[str, float]:
    """Milliseconds to the paint, of the key's derivation, and MB resident."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.benchmarks.starts", kind, str(data)]
    begin = time.monotonic_ns()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    if not done.stdout:
        raise RuntimeError(done.stderr)
    told = json.loads(done.stdout.splitlines()[-1])
    key = told["key"]
    return {
        "painted": (told["painted"] - begin) / 1e6 - key,
        "key": key,
        "resident": told["resident"] / 1024,
    }


# ---- inside the measured process


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
