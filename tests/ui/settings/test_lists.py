"""Lists: five labels an entry, an order, and nothing that is ever deleted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from centre_app.codelists.queries import Entry, entries
from centre_app.office import Office
from tests.ui.settings.conftest import dialog, settle
from ui.messages import MessageArea
from ui.settings.lists import ListsPage
from ui.shared.dialog import FormDialog

FIVE = {"en": "snow on the road", "ru": "снег на дороге", "tg": "барф дар роҳ", "ky": "жолдо кар", "kk": "жолда қар"}


@pytest.fixture
def lists(page: Callable[[type[ListsPage]], ListsPage]) -> ListsPage:
    return page(ListsPage)


def stored(office: Office, name: str = "absence_reason") -> list[Entry]:
    """A list as it is written down."""
    with office.read() as session:
        return entries(session, name)


def test_a_list_is_chosen_by_its_title(lists: ListsPage, centre: Office) -> None:
    assert lists.choice.currentText() == "Reasons of absence"
    lists.choice.setCurrentIndex(lists.choice.findText("Reasons of closure"))
    settle()
    assert [row.code for row in lists.list.table.rows()] == [entry.code for entry in stored(centre, "closure_reason")]


def test_an_entry_is_added_with_five_labels(lists: ListsPage, centre: Office) -> None:
    lists.add()
    asked = dialog(FormDialog)
    asked.form.set_values(FIVE)
    asked.save()
    settle()
    added = stored(centre)[-1]
    assert added.labels == FIVE
    assert lists.list.table.current().id == added.id


def test_an_entry_without_any_word_is_refused(lists: ListsPage, centre: Office) -> None:
    before = stored(centre)
    lists.add()
    asked = dialog(FormDialog)
    asked.save()
    settle()
    assert "at least one language" in asked.form.error("en")
    assert stored(centre) == before


def test_words_are_changed_and_the_code_stays(lists: ListsPage, centre: Office, qtbot: QtBot) -> None:
    first = stored(centre)[0]
    lists.list.table.select(lambda row: row.id == first.id)
    qtbot.keyClick(lists.list.table.view, Qt.Key.Key_Return)
    asked = dialog(FormDialog)
    asked.form.set_values({"tg": "касал аст"})
    asked.save()
    settle()
    changed = stored(centre)[0]
    assert (changed.code, changed.labels["tg"]) == (first.code, "касал аст")
    assert changed.labels["ru"] == first.labels["ru"]


def test_an_entry_moves_down(lists: ListsPage, centre: Office) -> None:
    before = [entry.code for entry in stored(centre)]
    lists.list.table.select(lambda row: row.code == before[0])
    lists.list.down_button.click()
    settle()
    assert [entry.code for entry in stored(centre)][:2] == [before[1], before[0]]


def test_out_of_use_is_undone_from_the_message(lists: ListsPage, centre: Office) -> None:
    area = MessageArea()
    lists.list.table.select(lambda row: row.code == "quarantine")
    lists.list.use_button.click()
    settle()
    assert not next(entry for entry in stored(centre) if entry.code == "quarantine").active
    undo = area.shown()[-1].done
    assert undo is not None
    undo.click()
    settle()
    assert next(entry for entry in stored(centre) if entry.code == "quarantine").active
    area.deleteLater()


def test_what_the_reports_count_by_stays_in_use_and_the_message_says_why(lists: ListsPage, centre: Office) -> None:
    area = MessageArea()
    lists.list.table.select(lambda row: row.code == "illness")
    lists.list.take_out()
    settle()
    assert "stays in use" in area.shown()[-1].said.text
    assert next(entry for entry in stored(centre) if entry.code == "illness").active
    area.deleteLater()
