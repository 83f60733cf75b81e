"""A row that goes on in the next line where it is longer than the page."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.shared.flow import Flow


def test_what_does_not_fit_goes_on_in_the_next_line_and_nothing_is_cut(qtbot: QtBot) -> None:
    buttons = [QPushButton(words) for words in ("Добавить службу…", "Изменить…", "Вывести из употребления")]
    flow = Flow(buttons)
    qtbot.addWidget(flow)
    wide = sum(each.sizeHint().width() for each in buttons) + 40
    assert flow.heightForWidth(wide) < flow.heightForWidth(wide - 60)
    flow.resize(wide - 60, flow.heightForWidth(wide - 60))
    flow.show()
    assert buttons[2].y() > buttons[0].y()
    assert all(each.width() >= each.sizeHint().width() for each in buttons)


def test_a_hidden_one_takes_no_room(qtbot: QtBot) -> None:
    first, hidden, last = QPushButton("1"), QPushButton("2"), QPushButton("3")
    flow = Flow([first, hidden, last])
    qtbot.addWidget(flow)
    flow.resize(600, 60)
    flow.show()
    before = last.x()
    hidden.hide()
    flow.layout().activate()  # type: ignore[union-attr]
    assert last.x() < before
