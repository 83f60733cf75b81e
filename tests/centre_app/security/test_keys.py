"""Key slots: what opens, what does not, and what the file tells whoever finds it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from centre_app.errors import FileDamaged, NewerVersion, UserError
from centre_app.security import keys
from centre_app.security.key_store import FileStore, header, new_book, read_book
from centre_app.security.keys import (
    CHEAP_COST_FOR_TESTS,
    LEAST_COST,
    RECOVERY,
    Cost,
    Slot,
    SlotBook,
    open_any_slot,
    open_by_recovery,
    open_slots,
    wrap,
)
from centre_app.security.tuning import MIB, first_memory, passes_for, tuned_cost
from tests.factories.centres import DETAILS, PASSWORD, Centre

KEY = bytes(range(32))


@pytest.fixture
def book() -> SlotBook:
    empty = new_book(CHEAP_COST_FOR_TESTS)
    both = empty.adding(wrap(KEY, empty.name_of("Зарина"), "духтари хуб", empty.cost))
    return both.adding(wrap(KEY, RECOVERY, "ABCD", empty.cost))


def test_the_right_password_gives_the_key_in_any_case_of_the_name(book: SlotBook) -> None:
    opened = open_slots(book, "ЗАРИНА", "духтари хуб")
    assert opened is not None
    assert opened.key == KEY


@pytest.mark.parametrize(
    ("name", "password"), [("зарина", "духтари бад"), ("рустам", "духтари хуб"), ("", ""), ("recovery", "ABCD")]
)
def test_a_wrong_name_or_password_gives_nothing(book: SlotBook, name: str, password: str) -> None:
    assert open_slots(book, name, password) is None


def test_a_name_without_an_account_takes_the_same_work(book: SlotBook, monkeypatch: pytest.MonkeyPatch) -> None:
    costs: list[Cost] = []
    derive = keys._derive

    def counted(secret: str, salt: bytes, cost: Cost) -> bytes:
        costs.append(cost)
        return derive(secret, salt, cost)

    monkeypatch.setattr(keys, "_derive", counted)
    open_slots(book, "зарина", "не тот")
    known = costs.copy()
    costs.clear()
    open_slots(book, "рустам", "не тот")
    assert costs == known


def test_a_slot_moved_under_another_name_opens_nothing(book: SlotBook) -> None:
    moved = replace(book.slots[0], name=book.name_of("рустам"))
    assert open_slots(replace(book, slots=(moved,)), "рустам", "духтари хуб") is None


def test_the_recovery_code_opens_but_is_nobodys_password(book: SlotBook) -> None:
    opened = open_by_recovery(book, "ABCD")
    assert opened is not None
    assert opened.key == KEY
    assert open_any_slot(book, "ABCD") is None
    assert open_any_slot(book, "духтари хуб") is not None


def test_the_file_names_nobody_and_holds_no_key(centre: Centre) -> None:
    content = (centre.folder / "keys.json").read_bytes()
    assert DETAILS.username.encode() not in content
    assert PASSWORD.encode() not in content
    assert len(json.loads(content)["slots"]) == 2


def test_the_database_shows_nothing_of_what_is_in_it(centre: Centre) -> None:
    content = (centre.folder / "centre.db").read_bytes()
    assert not content.startswith(b"SQLite")
    assert DETAILS.name.encode() not in content
    assert b"CREATE TABLE" not in content


def test_a_book_comes_back_from_the_file_as_it_was(book: SlotBook, tmp_path: Path) -> None:
    store = FileStore(tmp_path / "keys.json")
    store.save(book)
    assert store.load() == book


def test_the_file_before_is_kept_and_read_when_the_newest_is_damaged(book: SlotBook, tmp_path: Path) -> None:
    store = FileStore(tmp_path / "keys.json")
    store.save(book)
    store.save(replace(book, slots=()))
    (tmp_path / "keys.json").write_text('{"format": 1, "salt"')
    assert store.load() == book


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"format": 1}', '{"format": 1, "salt": "%%%", "memory_kib": 1, "passes": 1, "lanes": 1}'],
)
def test_damaged_keys_are_told_in_words(tmp_path: Path, content: str) -> None:
    (tmp_path / "keys.json").write_text(content)
    with pytest.raises(FileDamaged, match="backup"):
        FileStore(tmp_path / "keys.json").load()


def test_a_damaged_slot_is_told_in_words(book: SlotBook) -> None:
    with pytest.raises(FileDamaged):
        read_book(header(book), [{"id": "1"}])
    with pytest.raises(FileDamaged):
        read_book(header(book), ["slot"])  # type: ignore[list-item]
    with pytest.raises(FileDamaged):
        read_book(header(book) | {"passes": -1}, [])


def test_keys_of_a_newer_version_are_told_in_words(book: SlotBook) -> None:
    with pytest.raises(NewerVersion):
        read_book(header(book) | {"format": 2}, [])


def test_too_little_memory_for_a_slot_is_told_in_words(book: SlotBook) -> None:
    dear = Slot("1", book.name_of("рустам"), b"0" * 16, Cost(2**31 - 1), b"0" * 12, b"0" * 48)
    with pytest.raises(UserError, match="memory"):
        open_slots(replace(book, slots=(dear,)), "рустам", "x")


def test_the_cost_is_never_below_64_mib_three_passes_and_four_lanes() -> None:
    for memory in (0, 512 * MIB, 2048 * MIB, 16_384 * MIB):
        for seconds in (0.001, 0.3, 20.0):
            cost = tuned_cost(lambda _cost, seconds=seconds: seconds, memory)  # type: ignore[misc]
            assert cost.memory_kib >= LEAST_COST.memory_kib == 64 * MIB
            assert cost.passes >= 3
            assert cost.lanes == 4


def test_a_pc_with_the_memory_takes_256_mib() -> None:
    assert [first_memory(gib * 1024 * MIB) // MIB for gib in (0, 1, 2, 4, 16)] == [64, 64, 128, 256, 256]


def test_a_slow_pc_takes_less_memory_and_a_fast_one_more_passes() -> None:
    assert tuned_cost(lambda cost: cost.memory_kib / (64 * MIB), 16_384 * MIB).memory_kib == 64 * MIB
    assert passes_for(LEAST_COST, 0.1) == 9


def test_memory_that_is_not_free_is_not_asked_for() -> None:
    def seconds(cost: Cost) -> float:
        if cost.memory_kib > 64 * MIB:
            raise UserError("")
        return 0.2

    assert tuned_cost(seconds, 16_384 * MIB).memory_kib == 64 * MIB
