"""People's data outlives versions: every stored database of a released schema opens, is whole, and counts as it did."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from centre_app.bootstrap import open_office
from centre_app.children.queries import find_children
from centre_app.codelists.queries import all_labels
from centre_app.codelists.rules import LIST_NAMES
from centre_app.db import migrate
from centre_app.reports.catalogue import make
from centre_app.safekeeping.check import check

STORED = sorted(path for path in (Path(__file__).parents[2] / "stored").iterdir() if path.is_dir())


def test_the_present_schema_has_a_stored_database() -> None:
    assert STORED[-1].name == migrate.HEAD


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.name)
def test_a_database_of_an_earlier_version_is_brought_up_to_date_and_counts_as_it_did(
    stored: Path, tmp_path: Path
) -> None:
    data = tmp_path / "centre"
    data.mkdir()
    for name in ("centre.db", "keys.json"):
        shutil.copy(stored / name, data / name)
    with open_office(data, "manager", "practice") as office:
        with office.read() as session:
            assert migrate.current(session.connection()) == migrate.HEAD
            assert find_children(session, "о").count > 0
            month = make(session, "monthly", {"month": "2026-10"}, "ru", "json").content
            records = [make(session, "progress", asked_for(path), "ru", "json").content for path in progress_of(stored)]
            weeks = {
                path: make(session, "rounds", {"week": path.stem.removeprefix("rounds-")}, "ru", "json").content
                for path in stored.glob("rounds-*.json")
            }
        assert [line.text.in_words() for line in check(office).lines if not line.ok] == []
    assert json.loads(month) == json.loads((stored / "monthly-2026-10.json").read_text())
    assert {path: json.loads(week) for path, week in weeks.items()} == {
        path: json.loads(path.read_text()) for path in weeks
    }
    assert [counted(record) for record in records] == [json.loads(path.read_text()) for path in progress_of(stored)]


def counted(record: bytes) -> dict[str, object]:
    """A progress record without the instruments' results, which are sentences and may be worded better one day."""
    said: dict[str, object] = json.loads(record)
    return {name: value for name, value in said.items() if name != "instruments"}


def progress_of(stored: Path) -> list[Path]:
    """The progress records stored beside a database; none where it knew no plans yet."""
    return sorted(stored.glob("progress-*.json"))


def asked_for(path: Path) -> dict[str, object]:
    """A record of six months, of the child in the file's name."""
    return {"child": path.stem.removeprefix("progress-"), "first": "01.05.2026", "last": "31.10.2026"}


def test_a_database_of_an_earlier_version_gets_the_lists_that_are_new(tmp_path: Path) -> None:
    data = tmp_path / "centre"
    data.mkdir()
    for name in ("centre.db", "keys.json"):
        shutil.copy(STORED[0] / name, data / name)
    with open_office(data, "manager", "practice") as office, office.read() as session:
        lists = all_labels(session, "tg")
        assert not [name for name in LIST_NAMES if not lists.get(name)]
        assert lists["session_reason"]["illness"] == "беморӣ"
