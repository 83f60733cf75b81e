"""The headless commands: what they print, what they leave behind, and their exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from centre_app.bootstrap import open_office
from centre_app.command_line import main
from centre_app.practice.centre import Made
from centre_app.security.queries import HistoryFilter, history
from centre_app.terminal import write_file
from tests.centre_app.exchange.sheets import xlsx

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The practice manager's password, an English system."""
    monkeypatch.setenv("CENTRE_APP_PASSWORD", "practice")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def acts(data: Path) -> list[tuple[str, str]]:
    """What the history says was looked at, the newest first."""
    with open_office(data, "", "practice") as office, office.read() as session:
        return [(line.act, line.entity_id) for line in history(session, HistoryFilter(entity="access")).lines]


def test_report_monthly_json_goes_to_the_standard_output_and_leaves_a_trace(
    practice_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["report", "monthly", "--data", str(practice_folder), "--month", "2026-10", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert status == 0
    assert told["month"] == "2026-10"
    assert (
        told["caseload"]["opening"] + told["caseload"]["joined"] - told["caseload"]["left"]
        == told["caseload"]["closing"]
    )
    assert ("exported", "monthly") in acts(practice_folder)


@pytest.mark.parametrize(("name", "begins"), [("month.pdf", b"%PDF"), ("month.xlsx", b"PK"), ("month.json", b"{")])
def test_the_format_is_what_the_name_of_the_file_says(
    practice_made: tuple[Path, Made], tmp_path: Path, name: str, begins: bytes
) -> None:
    out = tmp_path / "new folder" / name
    assert main(["report", "monthly", "--data", str(practice_made[0]), "--month", "2026-10", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(begins)


def test_a_progress_record_of_a_child_by_number_in_a_language(practice_made: tuple[Path, Made], tmp_path: Path) -> None:
    arguments = ["report", "progress", "--data", str(practice_made[0]), "--child", "K-0001", "--language", "tg"]
    assert main([*arguments, "--out", str(tmp_path / "p.pdf")]) == 0
    assert (tmp_path / "p.pdf").read_bytes().startswith(b"%PDF")


def test_a_folder_that_is_not_there_yet_is_made_for_the_report(
    practice_made: tuple[Path, Made], tmp_path: Path
) -> None:
    arguments = ["report", "monthly", "--data", str(practice_made[0]), "--month", "2026-10", "--format", "json"]
    assert main([*arguments, "--out", f"{tmp_path / 'reports'}/"]) == 0
    assert (tmp_path / "reports" / "monthly-2026-10.json").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among the files")
def test_what_is_no_file_is_written_into_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file(pipe, b"the month")
        assert os.read(reader, 100) == b"the month"
        assert pipe.is_fifo()
    finally:
        os.close(reader)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
def test_a_full_disk_behind_the_standard_output_is_told_in_words(practice_made: tuple[Path, Made]) -> None:
    command = [sys.executable, "-m", "ui", "report", "monthly", "--data", str(practice_made[0]), "--format", "json"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().strip() == "The disk is full. Nothing was changed: free some space, then save again."


def test_a_report_beside_an_open_window_leaves_its_trace_with_the_child(practice_folder: Path, tmp_path: Path) -> None:
    arguments = ["report", "card", "--data", str(practice_folder), "--child", "K-0001", "--format", "json"]
    with open_office(practice_folder, "", "practice") as window:
        assert main([*arguments, "--out", str(tmp_path / "card.json")]) == 0
        with window.read() as session:
            line = history(session, HistoryFilter(act="exported")).lines[0]
    assert line.entity_id == "card"
    assert line.child_id is not None


def test_report_list_needs_no_centre(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--list"]) == 0
    out = capsys.readouterr().out
    assert all(kind in out for kind in ("monthly", "register", "progress", "card", "children"))


def test_find_gives_the_rows_of_the_list_of_children(
    practice_made: tuple[Path, Made], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "children", "--data", str(practice_made[0]), "--format", "json"]) == 0
    listed = {row["number"]: row for row in json.loads(capsys.readouterr().out)}
    assert len(listed) == 40
    assert {"number", "surname", "given_name", "patronymic", "birth", "sex", "district"} <= set(listed["K-0001"])
    assert main(["find", "jamshed", "--json", "--data", str(practice_made[0])]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found
    assert all(row == listed[row["number"]] for row in found)
    assert main(["find", "Джамшед", "--data", str(practice_made[0])]) == 0
    assert found[0]["number"] in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["report", "nonsense"],
        ["report", "monthly", "--month", "October"],
        ["report", "monthly", "--format", "doc"],
        ["report", "monthly", "--language", "de"],
        ["find"],
        ["setup"],
        ["import", "children"],
        ["import", "attendance", "f.csv", "--code", "К"],
        ["practice", "--children", "many"],
    ],
)
def test_bad_use_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err
    assert "Traceback" not in told.err


def test_errors_are_told_in_words_and_in_the_language_asked_for(
    practice_made: tuple[Path, Made],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = ["--data", str(practice_made[0])]
    assert main(["report", "card", "--child", "K-9999", *data, "--out", str(tmp_path / "x.pdf")]) == 1
    assert main(["report", "children", "--data", str(tmp_path / "nowhere")]) == 1
    monkeypatch.setenv("CENTRE_APP_PASSWORD", "wrong password")
    assert main(["report", "children", *data]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    assert len(told.err.splitlines()) >= 3


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left(
    practice_made: tuple[Path, Made], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")
    out = tmp_path / "taken" / "month.pdf"
    assert main(["report", "monthly", "--data", str(practice_made[0]), "--out", str(out)]) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_mistake_in_the_app_is_one_sentence_without_a_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_all: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("centre_app.command_line.commands.main", broken)
    monkeypatch.delenv("CENTRE_APP_DEBUG", raising=False)
    assert main(["check"]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err
    monkeypatch.setenv("CENTRE_APP_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["check"])


def test_backup_check_and_restore(practice_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data", str(practice_folder)]
    assert main(["backup", *data]) == 0
    assert "40 children" in capsys.readouterr().out
    assert main(["backup", "--list", *data]) == 0
    assert "40 children" in capsys.readouterr().out
    assert main(["check", *data]) == 0
    assert main(["restore", "latest", *data]) == 0
    assert "40 children" in capsys.readouterr().out
    assert main(["check", "--json", *data]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_a_centre_is_set_up_with_its_recovery_sheet_and_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CENTRE_APP_PASSWORD", "баҳор-2026")
    data = ["--data", str(tmp_path / "centre")]
    sheet = tmp_path / "sheet.pdf"
    details = ["--name", "Маркази «Умед»", "--country", "TJ", "--district", "Ховалинг", "--manager", "Гулнора Қодирова"]
    assert main(["setup", *data, *details, "--recovery-sheet", str(sheet)]) == 0
    assert "Recovery code" in capsys.readouterr().out
    assert sheet.read_bytes().startswith(b"%PDF")
    assert main(["setup", *data, *details]) == 1
    assert main(["report", "monthly", *data, "--format", "json"]) == 0


def test_the_recovery_code_is_told_although_its_sheet_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CENTRE_APP_PASSWORD", "гули садбарг")
    (tmp_path / "file").write_text("")
    arguments = ["setup", "--data", str(tmp_path / "centre"), "--name", "Умед", "--country", "TJ"]
    sheet = str(tmp_path / "file" / "sheet.pdf")
    assert main([*arguments, "--manager", "Нигора Саидова", "--recovery-sheet", sheet]) == 1
    told = capsys.readouterr()
    assert "Recovery code: " in told.out
    assert "cannot be written" in told.err


def test_accounts_are_listed_added_changed_and_closed(
    practice_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = ["--data", str(practice_folder)]
    monkeypatch.setenv("CENTRE_APP_NEW_PASSWORD", "наврӯз-2026")
    assert main(["user", "add", "manizha", "--name", "Манижа Шарифзода", "--role", "secretary", *data]) == 0
    assert main(["user", "role", "manizha", "specialist", *data]) == 0
    monkeypatch.setenv("CENTRE_APP_PASSWORD", "наврӯз-2026")
    assert main(["find", "jamshed", "--user", "manizha", *data]) == 0
    assert main(["user", "list", "--user", "manizha", *data]) == 1
    monkeypatch.setenv("CENTRE_APP_PASSWORD", "practice")
    assert main(["user", "close", "manizha", *data]) == 0
    assert main(["user", "close", "nobody", *data]) == 1
    capsys.readouterr()
    assert main(["user", "list", "--json", *data]) == 0
    rows = {row["username"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["manizha"] == {
        "username": "manizha",
        "name": "Манижа Шарифзода",
        "role": "specialist",
        "active": False,
    }


def test_numbers_only_sees_figures_and_no_names(
    practice_made: tuple[Path, Made], capsys: pytest.CaptureFixture[str]
) -> None:
    who = ["--data", str(practice_made[0]), "--user", "numbers"]
    assert main(["report", "monthly", "--format", "json", *who]) == 0
    assert main(["report", "children", "--format", "json", *who]) == 1
    assert main(["find", "jamshed", *who]) == 1


def test_import_says_in_json_and_by_its_status_what_came_of_it(
    practice_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = xlsx(tmp_path / "good.xlsx", [["ФИО", "Дата рождения"], ["Шодиева Парвина", "05.03.2018"]])
    bad = xlsx(tmp_path / "bad.xlsx", [["ФИО", "Дата рождения"], ["Шодиев Парвиз", "31.02.2019"]])
    data = ["--data", str(practice_folder)]
    assert main(["import", "children", str(good), "--dry-run", "--json", *data]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["rows", "new", "updated", "unchanged", "duplicates", "errors", "committed"]
    assert (told["rows"], told["new"], told["committed"]) == (1, 1, False)
    assert main(["import", "children", str(bad), "--json", *data]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["errors"] == [{"row": 2, "column": "Дата рождения", "message": "31.02.2019 – there is no such date"}]
    assert main(["import", "children", str(bad), *data]) == 2
    assert "Row 2, Дата рождения" in capsys.readouterr().err
    assert main(["import", "children", str(tmp_path / "none.xlsx"), *data]) == 1
    assert main(["import", "children", str(good), *data]) == 0
    capsys.readouterr()
    assert main(["import", "children", str(good), "--json", *data]) == 0
    assert json.loads(capsys.readouterr().out)["unchanged"] == 1


def test_import_attendance_from_a_list(
    practice_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = xlsx(tmp_path / "list.xlsx", [["number", "date", "mark"], ["K-0099", "01.10.2026", "present"]])
    assert main(["import", "attendance", str(path), "--json", "--data", str(practice_folder)]) == 2
    assert json.loads(capsys.readouterr().out)["errors"][0]["row"] == 2


def test_the_output_is_utf_8_whatever_the_system_says(practice_made: tuple[Path, Made]) -> None:
    environment = {**os.environ, "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "ui", "find", "Ҷамшед", "--data", str(practice_made[0])],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert "Ҷамшед" in done.stdout.decode("utf-8")


def test_help_and_lists_import_nothing_heavy() -> None:
    code = (
        "import sys; from centre_app.command_line import main; main(['--help']); main(['report', '--help']);"
        "heavy = ('sqlalchemy.orm', 'openpyxl', 'reportlab', 'PySide6', 'alembic');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"
