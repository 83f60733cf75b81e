"""A centre that lends, and hands that press, fill and undo."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from centre_app.db.engine import sqlite_engine
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.lending.actions import ItemInput, add_items, send_to_repair
from centre_app.office import Office
from centre_app.security.access import Actor, Role
from centre_app.security.models import Account
from tests.conftest import KEY, TODAY, make_site
from tests.factories.children import make_child
from tests.factories.codelists import given_lists
from tests.factories.lending import make_item, make_loan, make_need
from ui import tasks
from ui.lending import lending_page, loan_dialogs
from ui.messages import MessageArea
from ui.shared.dialog import FormDialog

STAFF = Actor(new_id(), "Гулнора Қодирова", Role.MANAGER)


class Bridge(QObject):
    """Brings what the office tells in the worker to the page, as the window does."""

    told = Signal(object)


@dataclass(frozen=True)
class Lent:
    """The ids of a small stock."""

    children: dict[str, uuid.UUID]
    items: dict[str, uuid.UUID]
    loans: dict[str, uuid.UUID]


@pytest.fixture(scope="session")
def lending_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Lent]:
    """A chair that is overdue, a frame that is due, two balls in stock, a tricycle in repair; two needs. Made once."""
    path = tmp_path_factory.mktemp("lending") / "centre.db"
    shutil.copy(empty_file, path)
    engine = sqlite_engine(path, KEY)
    made = Office(engine=engine, data=path.parent, actor=STAFF, data_key=KEY, clock=lambda: TODAY)
    with made.write() as session:
        session.add(Account(id=STAFF.account_id, username="manager", name=STAFF.name, role="manager"))
        session.flush()
        make_site(session)
        given_lists(session)
        lent = fill(session)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    made.close()
    return path, lent


def fill(session: OfficeSession) -> Lent:
    """What is lent, in stock, in repair and needed."""
    children = {name: make_child(session, name) for name in ("Ҷамшед", "Зарина")}
    items = {
        "chair": make_item(session, "wheelchair_basic", name="36 см", serial="SN-7"),
        "frame": make_item(session, "walking_frame", kept_at="Зал"),
        "tricycle": make_item(session, "tricycle", "broken"),
    }
    balls = ItemInput("therapy_ball", "good", kept_at="Зал", count=2)
    items["ball"], items["other"] = add_items(session, balls).ids
    ago, ahead = TODAY - timedelta(days=60), TODAY + timedelta(days=9)
    loans = {
        "frame": make_loan(session, items["frame"], children["Зарина"], None, ahead),
        "chair": make_loan(session, items["chair"], children["Ҷамшед"], ago, TODAY - timedelta(days=5)),
    }
    send_to_repair(session, items["tricycle"], what="рама")
    make_need(session, children["Зарина"], "therapy_ball", needed_day=TODAY - timedelta(days=30))
    make_need(session, children["Ҷамшед"], "hearing_aid")
    return Lent(children, items, loans)


@pytest.fixture
def lent(lending_file: tuple[Path, Lent]) -> Lent:
    """The ids of what is in ``stocked``."""
    return lending_file[1]


@pytest.fixture
def stocked(lending_file: tuple[Path, Lent], tmp_path: Path) -> Iterator[Office]:
    """An office that lends; what is written in it stays in this test."""
    data = tmp_path / "lending"
    data.mkdir()
    shutil.copy(lending_file[0], data / "centre.db")
    engine = sqlite_engine(data / "centre.db", KEY)
    opened = Office(engine=engine, data=data, actor=STAFF, data_key=KEY, clock=lambda: TODAY)
    yield opened
    opened.close()


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, object]]]:
    """The documents that were opened: (kind, parameters)."""
    opened: list[tuple[str, dict[str, object]]] = []

    def show(_parent: QWidget, kind: str, parameters: dict[str, object], **_more: Any) -> None:
        opened.append((kind, parameters))

    monkeypatch.setattr(loan_dialogs, "show_report", show)
    monkeypatch.setattr(lending_page, "show_report", show)
    return opened


@pytest.fixture
def area() -> Iterator[MessageArea]:
    """Where messages are shown."""
    made = MessageArea()
    yield made
    made.deleteLater()


@pytest.fixture
def told() -> Iterator[Callable[[Office, Any, Callable[[], object]], None]]:
    """``told(office, page, again)``: the page hears of changes as in the window."""
    stops: list[Callable[[], None]] = []
    pages: list[QWidget] = []

    def begin(office: Office, page: Any, again: Callable[[], object]) -> None:
        bridge = Bridge(page)
        bridge.told.connect(lambda changes: again() if changes & page.refresh_on else None)
        stops.append(office.subscribe(bridge.told.emit))
        pages.append(page)

    yield begin
    for stop in stops:
        stop()
    settle()
    for page in pages:
        for dialog in page.findChildren(FormDialog):
            shiboken6.delete(dialog)


def settle() -> None:
    """Until all is done, told and shown."""
    for _turn in range(3):
        tasks.wait_idle()
        QApplication.processEvents()
    tasks.wait_idle()


def dialog(page: QWidget) -> FormDialog:
    """The one that is open."""
    settle()
    (found,) = (each for each in page.findChildren(FormDialog) if each.isVisible())
    return found


def answer(page: QWidget, **values: Any) -> FormDialog:
    """Fill the open dialog and save."""
    asked = dialog(page)
    asked.form.set_values(values)
    asked.save()
    settle()
    return asked


def undo(area: MessageArea) -> None:
    """Press *Undo* of the last message."""
    button = area.shown()[-1].done
    assert isinstance(button, QPushButton)
    button.click()
    settle()
