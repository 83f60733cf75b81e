"""Reports on a real file: what is asked for, what is shown, what is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from sqlalchemy import select

from centre_app.children.actions import ChildInput, FirstEnrolment, register_child
from centre_app.codelists.actions import load_given_lists
from centre_app.db.history import HistoryEntry
from centre_app.office import Office
from centre_app.reports.catalogue import KINDS
from centre_app.security.access import Role
from centre_app.sites.queries import services
from ui import tasks
from ui.reports.screen import ReportsScreen


@pytest.fixture
def centre(office: Office) -> Office:
    """Two children enrolled since September."""
    with office.write() as session:
        load_given_lists(session)
        service = services(session)[0]
        for given in ("Ҷамшед", "Нигина"):
            enrol = FirstEnrolment(service.id, date(2026, 9, 1), service.groups[0].id)
            register_child(session, ChildInput(given_name=given), enrol=enrol)
    return office


def screen_of(office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]) -> ReportsScreen:
    screen = ReportsScreen(shell_of(office))
    show(screen)
    screen.come_up()
    tasks.wait_idle(60_000)
    return screen


def choose(screen: ReportsScreen, kind: str) -> None:
    screen.kinds.setCurrentRow(list(KINDS).index(kind))
    tasks.wait_idle()


@pytest.mark.parametrize("kind", ["monthly", "register", "children"])
def test_a_document_is_shown_as_it_is_printed(
    centre: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget], kind: str
) -> None:
    screen = screen_of(centre, shell_of, show)
    choose(screen, kind)
    screen.make()
    tasks.wait_idle(60_000)
    assert screen.preview.page_count() >= 1


def test_a_door_brings_its_kind_and_parameters(
    centre: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    screen = screen_of(centre, shell_of, show)
    screen.open(kind="register", month=(2026, 9))
    tasks.wait_idle(60_000)
    assert screen.asked is not None
    assert screen.asked.values()["month"] == (2026, 9)
    assert screen.preview.page_count() >= 1


def test_one_file_a_child_is_saved_for_a_whole_group_and_leaves_traces(
    centre: Office,
    shell_of: Callable[[Any], Any],
    show: Callable[[QWidget], QWidget],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "флешка"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    screen = screen_of(centre, shell_of, show)
    choose(screen, "progress")
    picker = screen.asked.picker if screen.asked is not None else None
    assert picker is not None
    with centre.read() as session:
        service = services(session)[0]
    picker.groups.set_value(("service", service.id))
    picker._group_chosen(("service", service.id))
    tasks.wait_idle()
    screen.save_many()
    tasks.wait_idle(60_000)
    assert len(list(folder.glob("*.pdf"))) == 2
    with centre.read() as session:
        traces = session.scalars(select(HistoryEntry.entity_id).where(HistoryEntry.act == "exported")).all()
    assert list(traces) == ["progress", "progress"]


def test_a_role_without_names_is_offered_figures_alone(
    centre: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    centre.actor = replace(centre.actor, role=Role.NUMBERS_ONLY)
    screen = screen_of(centre, shell_of, show)
    offered = [screen.kinds.item(row).data(Qt.ItemDataRole.UserRole) for row in range(screen.kinds.count())]
    assert offered == ["monthly", "therapy", "team_month", "coverage"]


def test_the_year_is_drawn_on_the_screen(
    centre: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    screen = screen_of(centre, shell_of, show)
    assert not any(chart.is_empty() for chart in screen.charts)
