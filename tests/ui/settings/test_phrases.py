"""One's own phrases: added, changed, moved, deleted and put back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from centre_app.office import Office
from centre_app.therapy.phrases import add_phrase, my_phrases
from ui import messages, tasks
from ui.settings.phrases import PhrasesPage
from ui.shared.dialog import FormDialog

WORDS = ["Худаш оғоз кард", "Танаффус лозим шуд", "Бо хоҳиш кор кард"]


@pytest.fixture
def page(office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]) -> PhrasesPage:
    with office.write() as session:
        for words in WORDS:
            add_phrase(session, words)
    made = PhrasesPage(shell_of(office))
    show(made)
    read_again(made)
    return made


def read_again(page: PhrasesPage) -> None:
    tasks.wait_idle()
    page.load()
    tasks.wait_idle()


def shown(page: PhrasesPage) -> list[str]:
    return [row.text for row in page.table.rows()]


def choose(page: PhrasesPage, text: str) -> None:
    assert page.table.select(lambda row: row.text == text)


def fill(page: PhrasesPage, text: str) -> None:
    [dialog] = page.findChildren(FormDialog)
    dialog.form.set_values({"text": text})
    dialog.save()
    read_again(page)


def test_a_phrase_is_added_at_the_end(page: PhrasesPage) -> None:
    page.add()
    fill(page, "Аз хона бозичаашро овард")
    assert shown(page) == [*WORDS, "Аз хона бозичаашро овард"]


def test_a_phrase_gets_other_words(page: PhrasesPage) -> None:
    choose(page, WORDS[1])
    page.change()
    fill(page, "Ду бор танаффус лозим шуд")
    assert shown(page) == [WORDS[0], "Ду бор танаффус лозим шуд", WORDS[2]]


def test_a_phrase_is_moved_and_stays_the_chosen_one(page: PhrasesPage) -> None:
    choose(page, WORDS[2])
    page.shift(-1)
    read_again(page)
    assert shown(page) == [WORDS[0], WORDS[2], WORDS[1]]
    page.shift(-1)
    read_again(page)
    assert shown(page) == [WORDS[2], WORDS[0], WORDS[1]]


def test_a_deleted_phrase_comes_back_by_undo(page: PhrasesPage, office: Office) -> None:
    choose(page, WORDS[0])
    page.delete()
    read_again(page)
    assert shown(page) == WORDS[1:]
    undo = messages.waiting()[-1]
    assert undo.action is not None
    undo.action()
    tasks.wait_idle()
    with office.read() as session:
        assert [row.text for row in my_phrases(session)] == WORDS


def test_without_phrases_the_page_says_what_they_are_for(
    office: Office, shell_of: Callable[[Any], Any], show: Callable[[QWidget], QWidget]
) -> None:
    page = PhrasesPage(shell_of(office))
    show(page)
    read_again(page)
    assert shown(page) == []
    assert not page.change_button.isEnabled()
