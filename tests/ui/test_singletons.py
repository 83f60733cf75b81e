"""Signals and virtual methods may be used without end (see ui/singletons.py for what PySide does to their results)."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Signal

from ui import singletons

OFTEN = 20_000


class Bell(QObject):
    """Something that rings."""

    rang = Signal()


class Empty(QAbstractListModel):
    """A model with one row and nothing to say about it."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> None:
        return None


def test_a_signal_can_be_emitted_any_number_of_times() -> None:
    bell = Bell()
    for _time in range(OFTEN):
        bell.rang.emit()


def test_a_model_can_say_nothing_any_number_of_times() -> None:
    model = Empty()
    index = model.index(0, 0)
    for _time in range(OFTEN):
        index.data(0)


@pytest.mark.skipif(not singletons.need_keeping(), reason="this Python keeps them itself")
def test_none_true_and_false_have_more_references_than_can_be_taken() -> None:
    assert min(sys.getrefcount(each) for each in (None, True, False)) > 10**15
