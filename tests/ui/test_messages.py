"""Messages: shown in the window, kept until there is one, gone when they are good news and old."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui import messages
from ui.messages import MessageArea


def area(qtbot: QtBot) -> MessageArea:
    made = MessageArea()
    qtbot.addWidget(made)
    return made


def texts(shown: MessageArea) -> list[str]:
    return [row.said.text for row in shown.shown()]


def test_what_is_said_before_there_is_a_window_waits_for_it(qtbot: QtBot) -> None:
    messages.error("The disk is full.")
    shown = area(qtbot)
    qtbot.waitUntil(lambda: texts(shown) == ["The disk is full."])
    assert messages.waiting() == ()


def test_undo_is_done_once_and_takes_the_message_away(qtbot: QtBot) -> None:
    shown = area(qtbot)
    done: list[int] = []
    messages.success("Archived.", lambda: done.append(1))
    row = shown.shown()[0]
    assert row.done is not None
    assert row.done.text() == "Undo"
    row.done.click()
    assert done == [1]
    assert texts(shown) == []


def test_the_same_words_are_not_doubled_and_three_are_shown_at_most(qtbot: QtBot) -> None:
    shown = area(qtbot)
    for text in ("one", "one", "two", "three", "four"):
        messages.attention(text)
    assert texts(shown) == ["two", "three", "four"]


def test_good_news_goes_by_itself_and_trouble_stays(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "HIDES_AFTER_MS", 1)
    shown = area(qtbot)
    messages.success("Saved.")
    messages.error("The printer does not answer.")
    qtbot.waitUntil(lambda: texts(shown) == ["The printer does not answer."])


def test_a_message_is_closed_by_its_button(qtbot: QtBot) -> None:
    shown = area(qtbot)
    messages.info("A note.")
    shown.shown()[0].closed.click()
    assert texts(shown) == []
    assert not shown.isVisible()


def test_a_later_window_gets_the_messages_while_it_lives(qtbot: QtBot) -> None:
    first, second = area(qtbot), MessageArea()
    messages.info("here")
    assert (texts(first), texts(second)) == ([], ["here"])
    second.deleteLater()
    qtbot.waitUntil(lambda: len(messages._live_areas()) == 1)
    messages.info("there")
    assert texts(first) == ["there"]
