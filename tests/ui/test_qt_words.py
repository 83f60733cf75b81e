"""Qt's own words come from our catalogue, in all five languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from centre_app.language.translate import Words
from ui import qt_words


@pytest.fixture(autouse=True)
def _english_again(qapp: QApplication) -> object:
    yield
    qt_words.install(qapp, "en")


def test_a_word_of_qt_is_answered_from_our_catalogue(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Words, "pgettext", lambda self, context, text: f"{context}/{self.language}/{text}")
    qt_words.install(qapp, "tg")
    assert QCoreApplication.translate("QPlatformTheme", "&Save") == "Qt/tg/Save"
    assert QCoreApplication.translate("QFileDialog", "File &name:") == "Qt/tg/File name:"


def test_words_that_are_not_qts_are_left_alone(qapp: QApplication) -> None:
    qt_words.install(qapp, "tg")
    assert QCoreApplication.translate("Elsewhere", "Grandmother") == "Grandmother"


def test_what_our_catalogue_lacks_qts_own_file_answers(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Words, "pgettext", lambda self, context, text: text)
    qt_words.install(qapp, "ru")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Отмена"


def test_english_again_after_another_language(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Words, "pgettext", lambda self, context, text: "ё")
    qt_words.install(qapp, "kk")
    qt_words.install(qapp, "en")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "Cancel"


def test_no_word_of_the_list_has_a_key_sign() -> None:
    assert [word for word in qt_words.WORDS if "&" in word] == []
