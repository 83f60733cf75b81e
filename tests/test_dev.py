"""dev.py sets a bare machine up, says in words what it cannot, and costs nothing the second time."""

from __future__ import annotations

import ast
import os
import re
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

import dev

REQUIREMENT = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; .+)? \\$")


def locked(lock: Path) -> dict[str, str]:
    """The version of each library in a lock."""
    found = map(REQUIREMENT.match, lock.read_text(encoding="utf-8").splitlines())
    return {match[1]: match[2] for match in found if match}


@pytest.fixture
def ordinary_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody who may install packages, on a Linux that lacks nothing."""
    monkeypatch.setattr(dev, "is_root", lambda: False)
    monkeypatch.setattr(dev, "missing_libraries", list)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """What dev.py would have run, in a checkout whose set-up is in a folder of its own."""
    calls: list[list[str]] = []

    def called(*command: str | Path, **_more: str) -> int:
        calls.append([str(part) for part in command])
        return 0

    monkeypatch.setattr(dev, "call", called)
    monkeypatch.setattr(dev, "quiet", lambda *_command: True)
    monkeypatch.setattr(dev, "STAMP", tmp_path / "set-up.json")
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(dev, "LOCALES", tmp_path)
    return calls


@pytest.mark.parametrize("lock", [dev.RUN, dev.DEV], ids=lambda lock: lock.name)
def test_a_lock_names_no_address_and_gives_every_library_a_hash(lock: Path) -> None:
    for entry in re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip()):
        first, *hashes = entry.splitlines()
        assert REQUIREMENT.match(first), first
        assert hashes and all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in hashes), first


def test_the_locks_hold_what_the_project_asks_for_and_agree() -> None:
    project = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for lock, asked in (
        (dev.RUN, project["dependencies"]),
        (dev.DEV, project["dependencies"] + project["optional-dependencies"]["dev"]),
    ):
        names = {re.split(r"[\[<>=]", requirement)[0] for requirement in asked}
        assert not names - locked(lock).keys()
    assert locked(dev.RUN).items() <= locked(dev.DEV).items()


def test_an_older_python_can_read_dev_py_far_enough_to_name_the_right_one(monkeypatch: pytest.MonkeyPatch) -> None:
    ast.parse(Path(dev.__file__).read_text(encoding="utf-8"), feature_version=(3, 8))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(dev.Stop, match=r"needs Python 3\.11, 3\.12 or 3\.13"):
        dev.with_a_python_that_fits(["run"])


@pytest.mark.usefixtures("ordinary_user", "done")
def test_an_ordinary_user_is_given_the_exact_command_for_what_qt_lacks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "missing_libraries", lambda: ["libgl1", "libegl1"])
    assert dev.main(["setup"]) == 1
    command = "sudo apt-get update && sudo apt-get install --no-install-recommends libgl1 libegl1\n"
    assert command in capsys.readouterr().out


@pytest.mark.usefixtures("ordinary_user", "done")
def test_a_machine_that_is_no_debian_is_told_names_and_no_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "missing_libraries", lambda: ["libgl1"])
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert dev.main(["setup"]) == 1
    shown = capsys.readouterr().out
    assert "libgl1" in shown
    assert "apt-get" not in shown


@pytest.mark.usefixtures("ordinary_user")
def test_without_postgresql_the_tests_run_and_say_loudly_what_they_leave_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], done: list[list[str]]
) -> None:
    monkeypatch.setattr(dev, "has_postgresql", lambda: False)
    assert dev.main(["test"]) == 0
    assert "POSTGRESQL IS NOT INSTALLED" in capsys.readouterr().out
    assert "pytest" in done[-1]


@pytest.mark.usefixtures("ordinary_user")
def test_in_ci_missing_postgresql_is_a_failure(monkeypatch: pytest.MonkeyPatch, done: list[list[str]]) -> None:
    monkeypatch.setattr(dev, "has_postgresql", lambda: False)
    monkeypatch.setenv("CI", "true")
    assert dev.main(["test"]) == 1
    assert not done


@pytest.mark.usefixtures("ordinary_user")
def test_a_second_start_sets_nothing_up(done: list[list[str]]) -> None:
    assert dev.main(["setup"]) == 0
    assert any("--require-hashes" in command for command in done)
    done.clear()
    assert dev.main(["setup"]) == 0
    assert not done


@pytest.mark.usefixtures("ordinary_user")
def test_what_the_tests_need_serves_running_but_not_the_other_way_round(done: list[list[str]]) -> None:
    dev.set_up(dev.RUN)
    done.clear()
    dev.set_up(dev.DEV)
    assert done
    done.clear()
    dev.set_up(dev.RUN)
    assert not done


@pytest.mark.usefixtures("ordinary_user")
def test_a_changed_lock_is_set_up_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, done: list[list[str]]) -> None:
    lock = tmp_path / "dev.txt"
    lock.write_text("six==1.17.0", encoding="utf-8")
    monkeypatch.setattr(dev, "DEV", lock)
    dev.set_up(lock)
    done.clear()
    lock.write_text("six==1.18.0", encoding="utf-8")
    dev.set_up(lock)
    assert any(str(lock) in command for command in done)


@pytest.mark.usefixtures("ordinary_user")
def test_a_changed_catalogue_is_compiled_at_the_next_start(tmp_path: Path, done: list[list[str]]) -> None:
    dev.set_up(dev.RUN)
    done.clear()
    catalogue = tmp_path / "tg" / "LC_MESSAGES" / "centre_app.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.touch()
    dev.set_up(dev.RUN)
    assert done == [[str(dev.PYTHON), "-m", "tests.catalogues", "compile"]]


@pytest.mark.usefixtures("ordinary_user")
def test_without_a_display_run_says_so_and_makes_the_practice_month(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], done: list[list[str]]
) -> None:
    made: list[str] = []
    monkeypatch.setattr(dev, "has_display", lambda: False)
    monkeypatch.setattr(dev, "practice_month", lambda: made.append("month"))
    assert dev.main(["run"]) == 0
    assert made == ["month"]
    assert "no display" in capsys.readouterr().out
    assert not [command for command in done if "ui" in command]


@pytest.mark.usefixtures("ordinary_user")
def test_without_a_display_the_command_line_still_works(monkeypatch: pytest.MonkeyPatch, done: list[list[str]]) -> None:
    monkeypatch.setattr(dev, "has_display", lambda: False)
    assert dev.main(["run", "report", "--list"]) == 0
    assert done[-1] == [str(dev.PYTHON), "-m", "ui", "report", "--list"]


CORES = ["-n", str(min(os.cpu_count() or 1, 4))]


@pytest.mark.parametrize(
    ("arguments", "marks"),
    [
        (["-k", "grid"], ["-m", "not slow", "-k", "grid"]),
        (["--slow"], CORES),
        ([], ["-m", "not slow", *CORES]),
        (["--slow-only", "-x"], ["-m", "slow", "-x"]),
    ],
)
@pytest.mark.usefixtures("ordinary_user")
def test_slow_tests_run_only_when_asked_for(arguments: list[str], marks: list[str], done: list[list[str]]) -> None:
    assert dev.main(["test", *arguments]) == 0
    assert done[-1][3:] == marks


def test_the_last_whole_month_of_a_new_year_is_december() -> None:
    assert dev.last_whole_month(datetime(2027, 1, 31, tzinfo=UTC)) == "2026-12"
