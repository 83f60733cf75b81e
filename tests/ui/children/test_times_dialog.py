"""A child's days and times, as people type them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from centre_app.office import Office
from centre_app.workplace.queries import ChildStretch, ChildTimes, child_times
from tests.factories.children import make_child
from tests.factories.workplace import set_times
from tests.ui.conftest import FakeShell
from ui import tasks
from ui.children.times_dialog import ask_times
from ui.messages import MessageArea
from ui.shared.dialog import FormDialog


@pytest.fixture
def child(office: Office) -> uuid.UUID:
    """A child that comes on Mondays and Wednesdays, with the minibus."""
    with office.write() as session:
        made = make_child(session)
        set_times(session, made, {1: "9-12", 3: "9-12, 13-15"}, transport=True, most=3)
    return made


@pytest.fixture
def asked(
    office: Office, child: uuid.UUID, shell_of: Callable[[Any], FakeShell], show: Callable[[QWidget], QWidget]
) -> Iterator[FormDialog]:
    """The dialog, open."""
    shell = shell_of(office)
    place = show(QWidget())
    ask_times(place, shell, child)
    tasks.wait_idle()
    yield next(each for each in place.findChildren(FormDialog) if each.isVisible())
    QApplication.processEvents()


def stored(office: Office, child: uuid.UUID) -> ChildTimes:
    """As written down."""
    with office.read() as session:
        return child_times(session, [child])[child]


def test_the_dialog_shows_what_is_written(asked: FormDialog) -> None:
    values = asked.form.values()
    assert (values["day1"], values["day2"], values["day3"]) == ("09:00–12:00", "", "09:00–12:00, 13:00–15:00")
    assert (values["transport"], values["most_sessions_a_day"], values["few_days"]) == ((1, 3), 3, False)
    assert "Раҳимов Ҷамшед" in asked.windowTitle()


def test_what_is_typed_is_written_and_can_be_undone(asked: FormDialog, office: Office, child: uuid.UUID) -> None:
    area = MessageArea()
    before = stored(office, child)
    asked.form.set_values({"day1": "", "day3": "10-12", "day5": "9-10", "transport": (5,), "few_days": True})
    asked.save()
    tasks.wait_idle()
    assert stored(office, child) == ChildTimes(
        (ChildStretch(3, 600, 720), ChildStretch(5, 540, 600, transport=True)), 3, True
    )
    undo = area.shown()[-1].done
    assert isinstance(undo, QPushButton)
    undo.click()
    tasks.wait_idle()
    assert stored(office, child) == before
    area.deleteLater()


def test_times_that_overlap_are_said_at_their_day(asked: FormDialog, office: Office, child: uuid.UUID) -> None:
    before = stored(office, child)
    asked.form.set_values({"day3": "9-12, 11-13"})
    asked.save()
    assert "overlap" in asked.form.error("day3")
    assert stored(office, child) == before
    asked.form.mark_saved()


def test_a_minibus_on_a_day_without_times_is_asked_about(asked: FormDialog) -> None:
    asked.form.set_values({"transport": (1, 2)})
    asked.save()
    assert "each day" in asked.form.error("transport")
    asked.form.mark_saved()
