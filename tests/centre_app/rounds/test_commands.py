"""``centre-app outreach propose`` and ``due`` on a real centre."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from centre_app.command_line import main
from tests.factories.centres import PASSWORD, copy_of_centre
from tests.factories.rounds_centre import make_field


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A centre with a team and four children due, closed; its password is known to the commands."""
    centre = copy_of_centre(tmp_path / "centre")
    with centre.open() as office, office.write() as session:
        make_field(session)
    monkeypatch.setenv("CENTRE_APP_PASSWORD", PASSWORD)
    return centre.folder


def said(capsys: pytest.CaptureFixture[str], folder: Path, command: str, *options: str) -> str:
    """What the command prints for the week after next, whatever today is."""
    capsys.readouterr()
    year, week, _day = (max(date.today(), date(2026, 11, 22)) + timedelta(days=14)).isocalendar()  # noqa: DTZ011
    words = ["outreach", command, "--data", str(folder), "--week", f"{year}-W{week:02}", "--language", "en", *options]
    assert main(words) == 0
    return capsys.readouterr().out


def proposed(capsys: pytest.CaptureFixture[str], folder: Path, *options: str) -> dict[str, Any]:
    """The proposal as JSON."""
    found: dict[str, Any] = json.loads(said(capsys, folder, "propose", "--json", "--seconds", "1", *options))
    return found


def test_a_week_of_rounds_is_proposed_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = proposed(capsys, folder, "--with-travel")
    assert (found["visited"], found["left_out"]) == (4, [])
    stops = [stop for one in found["rounds"] for stop in one["stops"]]
    assert {stop["child"] for stop in stops} == {"K-0001", "K-0002", "K-0003", "K-0004"}
    assert {stop["place"] for stop in stops} == {"Сари Хосор", "Шӯробод"}
    assert ["Ховалинг", "Шӯробод", 15.0, 30] in found["travel"]
    assert found["rounds"][0]["team"] == "Гурӯҳи кӯҳ"


def test_apply_writes_the_rounds_and_a_second_time_finds_nothing_better(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = proposed(capsys, folder, "--apply")
    again = said(capsys, folder, "propose", "--seconds", "1", "--apply")
    assert "Nothing better was found than the plan as it stands." in again
    assert f"Planned: {len(first['rounds'])} rounds, 4 visits." in again


def test_the_due_list_says_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, folder, "due", "--json"))
    assert found[0]["child"] == "K-0001"
    assert "never visited yet" in found[0]["reasons"]
    assert found[0]["days_overdue"] > 0
    assert "never visited yet" in said(capsys, folder, "due").splitlines()[0]


def test_a_week_nobody_can_read_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outreach", "propose", "--data", str(folder), "--week", "soon"]) == 2
    assert "2026-W48" in capsys.readouterr().err
