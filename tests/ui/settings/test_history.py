"""History: everything in words, narrowed by person, act and period; older ones on demand."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

import centre_app
from centre_app.children.actions import ChildInput, register_child
from centre_app.language.translate import current
from centre_app.office import Office
from centre_app.sites.actions import SiteChanges, change_site
from tests.ui.conftest import FakeShell
from tests.ui.settings.conftest import settle
from ui.settings import history
from ui.settings.history import HistoryPage
from ui.settings.history_names import ACTS, ENTITIES, FIELDS
from ui.settings.history_words import act_words


@pytest.fixture
def shown(page: Callable[[type[HistoryPage]], HistoryPage], centre: Office) -> HistoryPage:
    """The page, after a child was registered and the centre's phone changed."""
    with centre.write() as session:
        register_child(session, ChildInput(given_name="Ҷамшед", surname="Раҳимов", notes="бо мошин меояд"))
    with centre.write() as session:
        change_site(session, SiteChanges(phone="+992 93 555 01 02"))
    return page(HistoryPage)


def acts(page: HistoryPage) -> list[str]:
    """What the lines on show are about, newest first."""
    return [line.act for line in page.table.rows()]


def test_a_change_is_said_with_what_it_was_and_became(shown: HistoryPage) -> None:
    line = shown.table.rows()[0]
    assert (line.act, line.about, line.who) == ("facts of the centre changed", "the centre", "Гулнора Қодирова")
    assert line.changed == "Phone: +992 93 555 01 02"


def test_a_child_is_named_by_number_and_name(shown: HistoryPage) -> None:
    line = next(line for line in shown.table.rows() if line.act == "child registered")
    assert line.about.startswith("K-0001 Раҳимов Ҷамшед")
    assert "бо мошин меояд" in line.changed


def test_choosing_a_line_shows_its_fields_and_its_child(shown: HistoryPage) -> None:
    shown.table.select(lambda line: line.act == "child registered")
    words = [shown.details.body.itemAt(at).widget().text() for at in range(shown.details.body.count())]  # type: ignore[union-attr]
    assert "Given name: Ҷамшед" in words
    shown.to_child.click()
    assert isinstance(shown.shell, FakeShell)
    place, to = shown.shell.went[-1]
    assert (place, list(to)) == ("children", ["child"])


def test_it_is_narrowed_by_what_was_done(shown: HistoryPage) -> None:
    shown.act.setCurrentIndex(shown.act.findText("child registered"))
    settle()
    assert set(acts(shown)) == {"child registered"}
    shown.act.setCurrentIndex(0)
    settle()
    assert len(set(acts(shown))) > 1


def test_it_is_narrowed_by_person(shown: HistoryPage) -> None:
    everything = len(shown.table.rows())
    shown.person.setCurrentIndex(shown.person.findText("Гулнора Қодирова"))
    settle()
    assert {line.who for line in shown.table.rows()} == {"Гулнора Қодирова"}
    assert len(shown.table.rows()) <= everything


def test_it_is_narrowed_by_days(shown: HistoryPage) -> None:
    shown.last.set_text("01.01.2020")
    shown.ask()
    settle()
    assert shown.table.rows() == []
    shown.first.set_text("02.01.2020")
    shown.ask()
    assert "before the first" in shown.problem.text()
    shown.last.set_text("нест")
    shown.ask()
    assert "not a day" in shown.problem.text()


def test_older_entries_come_under_the_newer_ones(shown: HistoryPage, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = [line.seq for line in shown.table.rows()]
    monkeypatch.setattr(history, "AT_ONCE", 3)
    shown.table.set_rows([])
    shown.ask()
    settle()
    assert [line.seq for line in shown.table.rows()] == everything[:3]
    shown.more.click()
    settle()
    assert [line.seq for line in shown.table.rows()] == everything[:6]
    assert "there are older ones" in shown.table._foot.text()


def test_a_change_elsewhere_appears_by_itself(shown: HistoryPage, centre: Office) -> None:
    with centre.write() as session:
        change_site(session, SiteChanges(signatory="Фаррух Назаров"))
    settle()
    assert shown.table.rows()[0].changed == "Who signs: Гулнора Қодирова → Фаррух Назаров"


def test_ctrl_c_copies_the_lines_with_their_headers(shown: HistoryPage, qtbot: QtBot) -> None:
    shown.table.select(lambda line: line.act == "facts of the centre changed")
    qtbot.keyClick(shown.table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].split("\t") == ["When", "Who", "What", "About", "Change"]
    assert "+992 93 555 01 02" in copied[1]


def test_everything_that_can_be_done_has_its_own_words() -> None:
    done = set()
    for room in pkgutil.iter_modules(centre_app.__path__):
        for name in ("actions", "enrolments"):
            try:
                module = importlib.import_module(f"centre_app.{room.name}.{name}")
            except ModuleNotFoundError:
                continue
            functions = inspect.getmembers(module, partial(lambda thing: hasattr(thing, "__needs__")))
            done |= {name for name, function in functions if function.__module__ == module.__name__}
    assert len(done) > 30
    assert not done - set(ACTS)
    assert len(set(ACTS.values())) == len(ACTS)


def test_an_act_from_a_later_version_is_still_readable() -> None:
    assert act_words("lend_a_toy", current()) == "lend a toy"


def test_every_column_of_the_centres_own_tables_has_a_name() -> None:
    from centre_app.db import pieces  # noqa: F401  every table is known once the pieces are
    from centre_app.db.base import Base

    silent = {"id", "site_id", "service_id", "practice", "code", "list_name", "plan_id", "goal_id", "programme_id"}
    silent |= {"edition", "picture"}  # a counter, and bytes
    for name in ENTITIES:
        columns = set(Base.metadata.tables[name].columns.keys())
        assert not columns - set(FIELDS) - silent, name
