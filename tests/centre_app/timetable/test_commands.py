"""``centre-app timetable propose`` on a real centre."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from centre_app.command_line import main
from centre_app.sites.queries import services
from tests.factories.centres import PASSWORD, copy_of_centre
from tests.factories.timetable_centre import make_planned_centre


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A centre with plans, closed; its password is known to the commands."""
    centre = copy_of_centre(tmp_path / "centre")
    with centre.open() as office, office.write() as session:
        make_planned_centre(session, services(session)[0].id)
    monkeypatch.setenv("CENTRE_APP_PASSWORD", PASSWORD)
    return centre.folder


def proposed(capsys: pytest.CaptureFixture[str], folder: Path, *options: str) -> dict[str, Any]:
    """What the command prints as JSON."""
    capsys.readouterr()
    command = ["timetable", "propose", "--data", str(folder), "--week", "2026-W48", "--json", *options]
    assert main(command) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def children_of(one: dict[str, Any]) -> list[str]:
    """The numbers of a session's children."""
    return [one["child"]] if "child" in one else list(one["children"])


def test_a_week_is_proposed_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = proposed(capsys, folder)
    assert (found["status"], found["bound"], found["unplaced"]) == ("optimal", 9, [])
    assert sum(len(children_of(one)) for one in found["placed"]) == 9
    speech = next(one for one in found["placed"] if one["type"] == "speech_therapy")
    assert set(speech) == {"child", "therapist", "room", "type", "start", "minutes", "pinned"}
    assert speech["therapist"] == "Сафарова Нигина"
    assert speech["start"].startswith("2026-11-2")
    assert len(speech["start"]) == len("2026-11-23T09:00")
    group = next(one for one in found["placed"] if one["type"] == "special_teacher")
    assert len(group["children"]) == 3


def test_apply_books_the_week_and_a_second_time_finds_nothing_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    booked = proposed(capsys, folder, "--apply")
    again = proposed(capsys, folder, "--apply")
    assert again["placed"] == booked["placed"]
    assert again["status"] == "optimal"


def test_proposing_alone_books_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proposed(capsys, folder)
    assert main(["timetable", "propose", "--data", str(folder), "--week", "2026-W48"]) == 0
    assert capsys.readouterr().out.startswith("Placed: 9 of the 9 sessions that children are still due.")


@pytest.mark.parametrize("week", ["2026-W60", "9999-W52", "0001-W01"])
def test_a_week_that_is_none_is_said(folder: Path, capsys: pytest.CaptureFixture[str], week: str) -> None:
    assert main(["timetable", "propose", "--data", str(folder), "--week", week]) == 2
    assert "2026-W48" in capsys.readouterr().err
