"""An import is undone as one step, until somebody has changed what it brought."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from centre_app.children.actions import change_child
from centre_app.children.queries import (
    ChildFile,
    ChildFilter,
    child_by_number,
    child_file,
    find_children,
    list_children,
)
from centre_app.codelists.queries import labels
from centre_app.errors import UserError
from centre_app.exchange.undoing import undo_last_import
from centre_app.office import Office
from centre_app.safekeeping.check import check
from centre_app.sites.queries import services
from tests.centre_app.exchange.conftest import bring_attendance, bring_children
from tests.centre_app.exchange.sheets import xlsx

FIRST = [
    ["Номер", "Фамилия", "Имя", "Дата рождения", "Мать", "Телефон", "Начало"],
    ["K-0001", "Назаров", "Умед", "05.03.2018", "Назарова Зебо", "111222", "01.09.2026"],
]
SECOND = [
    [*FIRST[0], "Услуга", "Вид инвалидности"],
    ["K-0001", "Назарзода", "Умед", "06.03.2018", "Назарова Зебо", "333444", "05.10.2026", "Логопед", "редкое"],
    ["K-0002", "Каримова", "Лола", "2019", "Каримова Саодат", None, "01.09.2026", None, None],
]


def everything(office: Office) -> tuple[list[ChildFile], list[object], dict[str, str], int]:
    """What the centre knows, as far as imports touch it."""
    with office.read() as session:
        rows = list_children(session, ChildFilter(state="all"), limit=None, order="number").rows
        marks = session.execute(text("SELECT count(*) FROM mark")).scalar_one()
        files = [child_file(session, row.id) for row in rows]
        return files, list(services(session)), labels(session, "disability_type", "en"), marks


def undo(office: Office) -> None:
    """``centre-app import undo``."""
    with office.write() as session:
        undo_last_import(session)


def test_new_changed_and_created_things_are_as_before(centre: Office, tmp_path: Path) -> None:
    bring_children(centre, xlsx(tmp_path / "a.xlsx", FIRST))
    before = everything(centre)
    assert bring_children(centre, xlsx(tmp_path / "b.xlsx", SECOND), create=True).result.committed
    assert len(everything(centre)[0]) == 2
    undo(centre)
    assert everything(centre) == before
    with centre.read() as session:
        assert find_children(session, "назарзода").count == find_children(session, "назаров").count == 1
        assert find_children(session, "каримова").count == 0
    assert all(line.ok for line in check(centre).lines[:3])  # tables, history, rules; its keys are the tests’ own


def test_marks_are_as_before(centre: Office, tmp_path: Path) -> None:
    bring_children(centre, xlsx(tmp_path / "a.xlsx", FIRST))
    table = [["номер", "дата", "отметка"], ["K-0001", "01.10.2026", "+"]]
    bring_attendance(centre, xlsx(tmp_path / "b.xlsx", table))
    table = [["номер", "дата", "отметка"], ["K-0001", "01.10.2026", "Б"], ["K-0001", "02.10.2026", "+"]]
    bring_attendance(centre, xlsx(tmp_path / "c.xlsx", table))
    undo(centre)
    with centre.read() as session:
        assert session.execute(text("SELECT day, status FROM mark")).all() == [("2026-10-01", "present")]


def test_only_the_last_import_is_undone_and_only_once(centre: Office, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no import"):
        undo(centre)
    bring_children(centre, xlsx(tmp_path / "a.xlsx", FIRST))
    bring_children(centre, xlsx(tmp_path / "a.xlsx", FIRST))  # changes nothing, so there is nothing of it to undo
    undo(centre)
    assert everything(centre)[0] == []
    with pytest.raises(UserError, match="no import"):
        undo(centre)


def test_what_somebody_has_changed_since_stays(centre: Office, tmp_path: Path) -> None:
    bring_children(centre, xlsx(tmp_path / "a.xlsx", FIRST))
    with centre.write() as session:
        file = child_file(session, child_by_number(session, "K-0001"))
        change_child(session, file.id, replace(file.as_input, village="Навобод"))
    with pytest.raises(UserError, match="Гулнора Қодирова has changed"):
        undo(centre)
    assert len(everything(centre)[0]) == 1


def test_a_mark_made_since_keeps_the_child(centre: Office, tmp_path: Path) -> None:
    bring_children(centre, xlsx(tmp_path / "a.xlsx", FIRST))
    table = [["номер", "дата", "отметка"], ["K-0001", "01.10.2026", "+"]]
    bring_attendance(centre, xlsx(tmp_path / "b.xlsx", table))
    undo(centre)
    with pytest.raises(UserError):
        undo(centre)
