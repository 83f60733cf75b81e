"""One's own phrases for notes."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import func, select

from centre_app.db.history import HistoryEntry
from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, UserError
from centre_app.security.access import Actor, Role
from centre_app.security.models import Account
from centre_app.therapy import phrases as phrases_file
from centre_app.therapy.phrases import (
    add_phrase,
    change_phrase,
    delete_phrase,
    move_phrase,
    my_phrases,
    put_back_phrase,
)

WORDS = ("Худаш оғоз кард", "Танаффус лозим шуд", "Бо хоҳиш кор кард")


def texts(session: OfficeSession) -> list[str]:
    return [row.text for row in my_phrases(session)]


@pytest.fixture
def ids(session: OfficeSession) -> list[uuid.UUID]:
    return [add_phrase(session, f"  {words} ") for words in WORDS]


def test_phrases_stand_in_the_order_added_and_are_moved(session: OfficeSession, ids: list[uuid.UUID]) -> None:
    assert texts(session) == list(WORDS)
    move_phrase(session, ids[2], -1)
    assert texts(session) == [WORDS[0], WORDS[2], WORDS[1]]
    move_phrase(session, ids[0], -1)
    assert texts(session) == [WORDS[0], WORDS[2], WORDS[1]]
    move_phrase(session, ids[0], 1)
    assert texts(session) == [WORDS[2], WORDS[0], WORDS[1]]


def test_a_phrase_is_changed_and_deleted_and_put_back_in_its_place(
    session: OfficeSession, ids: list[uuid.UUID]
) -> None:
    change_phrase(session, ids[1], "Баъди даҳ дақиқа танаффус")
    gone = delete_phrase(session, ids[1])
    assert texts(session) == [WORDS[0], WORDS[2]]
    put_back_phrase(session, gone)
    assert texts(session) == [WORDS[0], "Баъди даҳ дақиқа танаффус", WORDS[2]]


def test_the_same_phrase_twice_and_an_empty_one_are_refused(session: OfficeSession, ids: list[uuid.UUID]) -> None:
    for text in (WORDS[0], "   ", "с" * 501):
        with pytest.raises(UserError) as caught:
            add_phrase(session, text)
        assert caught.value.field == "text"
    change_phrase(session, ids[0], WORDS[0])
    assert texts(session) == list(WORDS)


def test_enough_phrases_are_enough(session: OfficeSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases_file, "MOST", 2)
    add_phrase(session, WORDS[0])
    add_phrase(session, WORDS[1])
    with pytest.raises(UserError, match="2 phrases already"):
        add_phrase(session, WORDS[2])


def test_nobody_sees_or_touches_another_persons_phrases(session: OfficeSession, ids: list[uuid.UUID]) -> None:
    other = Account(id=uuid.uuid4(), username="nigina", name="Сафарова Нигина", role="specialist")
    session.add(other)
    session.flush()
    session.actor = Actor(other.id, other.name, Role.SPECIALIST)
    assert texts(session) == []
    with pytest.raises(NotFound):
        change_phrase(session, ids[0], "Дигар")
    with pytest.raises(NotFound):
        delete_phrase(session, ids[0])


def test_phrases_leave_no_history(session: OfficeSession, ids: list[uuid.UUID]) -> None:
    session.finish()
    entries = session.scalar(select(func.count()).select_from(HistoryEntry).where(HistoryEntry.entity == "phrase"))
    assert entries == 0
