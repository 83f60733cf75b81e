"""A children's table comes in whole or not at all, is matched by number or exact name and birth, and only once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from centre_app.children.queries import ChildFile, ChildFilter, child_by_number, child_file, list_children
from centre_app.exchange.tables import Unreadable
from centre_app.office import Office
from tests.centre_app.exchange.conftest import bring_children
from tests.centre_app.exchange.sheets import text, xlsx

TAJIK = [
    ["МАРКАЗИ РӮЗОНАИ «УМЕД»", None, None, None, None, None, None, None],
    ["Рӯйхати кӯдакон, соли 2026", None, None, None, None, None, None, None],
    [],
    ["№", "НАСАБ", "Ном", "Номи падар", "Санаи таваллуд", "Ҷинс", "Ҷамоат", "Деҳа"],
    [1, "РАҲИМОВ", "Ҷамшед", "Фаррухович", "05.03.2018", "писар", "Лоҳутӣ", "Шаҳидон"],
    [2, "Aбдуллоева", "Мадина", None, 2017, "духтар", "Лоҳутӣ", "Шаҳидон"],
    [],
    [3, "Назарзода", "Умед", "Ҷамшед", datetime(2020, 11, 17), "писар", "Ҷомӣ", "Гулдара"],  # noqa: DTZ001
    [None, "Ҳамагӣ: 3", None, None, None, None, None, None],
    [None, "Роҳбар ________ Қодирова Г.", None, None, None, None, None, None],
]


def every(office: Office) -> dict[str, ChildFile]:
    """All children by given name."""
    with office.read() as session:
        rows = list_children(session, ChildFilter(state="all"), limit=None).rows
        files = [child_file(session, row.id) for row in rows]
    return {file.given_name: file for file in files}


def test_a_tajik_list_with_titles_totals_and_signature_comes_in(centre: Office, tmp_path: Path) -> None:
    outcome = bring_children(centre, xlsx(tmp_path / "рӯйхат.xlsx", TAJIK, merged=["A1:H1"]))
    result = outcome.result
    assert (result.rows, result.new, result.errors, result.duplicates) == (3, 3, (), ())
    assert result.committed
    children = every(centre)
    jamshed = children["Ҷамшед"]
    assert (jamshed.surname, jamshed.patronymic, jamshed.sex) == ("Раҳимов", "Фаррухович", "male")
    assert (jamshed.birth_date, jamshed.birth_precision) == (date(2018, 3, 5), "day")
    assert (jamshed.municipality, jamshed.village) == ("Лоҳутӣ", "Шаҳидон")
    madina = children["Мадина"]
    assert madina.surname == "Абдуллоева"
    assert (madina.birth_date, madina.birth_precision) == (date(2017, 1, 1), "year")
    assert children["Умед"].birth_date == date(2020, 11, 17)
    assert {child.number for child in children.values()} == {"K-0001", "K-0002", "K-0003"}


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter", "header"),
    [
        ("ky.csv", "utf-8-sig", ",", ["Аты-жөнү", "Туулган күнү", "Жынысы", "Айылы", "Ата-энеси", "Телефону"]),
        ("kk.csv", "utf-16", ";", ["Баланың аты-жөні", "Туған күні", "Жынысы", "Ауыл", "Ата-анасы", "Телефоны"]),
        ("ru.csv", "cp1251", ";", ["ФИО ребёнка", "Дата рождения", "Пол", "Село", "Родитель", "Телефон"]),
    ],
)
def test_lists_in_other_languages_and_alphabets_come_in(
    centre: Office, tmp_path: Path, name: str, encoding: str, delimiter: str, header: list[object]
) -> None:
    row = ["Асанов Бакыт", "5.3.18", "м", "Кара-Суу", "Асанова Гульнара", "+996 555 123456"]
    path = text(tmp_path / name, [header, row], encoding=encoding, delimiter=delimiter)
    assert bring_children(centre, path).result.new == 1
    child = every(centre)["Бакыт"]
    assert (child.surname, child.sex, child.village, child.birth_date) == (
        "Асанов",
        "male",
        "Кара-Суу",
        date(2018, 3, 5),
    )
    [guardian] = child.guardians
    assert guardian.name == "Асанова Гульнара"
    assert guardian.phone.replace(" ", "") == "+996555123456"


def test_the_same_file_twice_changes_nothing(centre: Office, tmp_path: Path) -> None:
    header = ["Фамилия", "Имя", "Дата рождения", "Мать", "Тел.", "Вид инвалидности", "№ справки", "Начало"]
    rows = [
        header,
        [
            "Назаров",
            "Умед",
            "05.03.2018",
            "Назарова Зебо",
            "+992 93 555 12 34",
            "ДЦП, эпилепсия",
            "МС 123",
            "01.09.2026",
        ],
        ["Каримова", "Ситора", None, "Каримова Саодат", None, "аутизм", None, None],
        ["Каримова", "Нигина", 2016, None, None, None, None, "02.09.2026"],
    ]
    path = xlsx(tmp_path / "list.xlsx", rows)
    first = bring_children(centre, path, create=True).result
    assert (first.new, first.is_good) == (3, True)
    before = every(centre)
    with centre.read() as session:
        child_file(session, before["Умед"].id)
    again = bring_children(centre, path, create=True).result
    assert (again.new, again.updated, again.unchanged, again.is_good) == (0, 0, 3, True)
    assert every(centre) == before


def test_a_row_with_the_number_updates_only_what_it_says(centre: Office, tmp_path: Path) -> None:
    header = ["Номер", "Фамилия", "Имя", "Дата рождения", "Село", "Опекун", "Телефон"]
    bring_children(
        centre,
        xlsx(
            tmp_path / "a.xlsx",
            [header, ["K-0007", "Назаров", "Умед", "05.03.2018", "Даҳана", "Назарова Зебо", "111222"]],
        ),
    )
    result = bring_children(
        centre,
        xlsx(
            tmp_path / "b.xlsx", [header, ["k-0007", "Назарзода", "Умед", None, "Навобод", "Назарова Зебо", "333444"]]
        ),
    ).result
    assert (result.new, result.updated) == (0, 1)
    child = every(centre)["Умед"]
    assert (child.number, child.surname, child.village, child.birth_date) == (
        "K-0007",
        "Назарзода",
        "Навобод",
        date(2018, 3, 5),
    )
    assert [guardian.phone for guardian in child.guardians] == ["333444"]


@pytest.mark.parametrize("surname", ["Раҳимов", "РАХИМОВ", "Rahimov", "Рахимов"])
def test_the_exact_name_under_all_spellings_with_the_birth_date_is_the_same_child(
    centre: Office, tmp_path: Path, surname: str
) -> None:
    bring_children(centre, xlsx(tmp_path / "a.xlsx", [["Фамилия", "Имя", "Д.р."], ["Раҳимов", "Ҷамшед", "05.03.2018"]]))
    result = bring_children(
        centre,
        xlsx(tmp_path / "b.xlsx", [["Фамилия", "Имя", "Д.р.", "Село"], [surname, "Джамшед", "05.03.2018", "Даҳана"]]),
    ).result
    assert (result.new, result.updated, result.is_good) == (0, 1, True)


def test_twins_are_never_merged(centre: Office, tmp_path: Path) -> None:
    rows = [
        ["Фамилия", "Имя", "Дата рождения"],
        ["Раҳимов", "Ҳасан", "05.03.2018"],
        ["Раҳимов", "Ҳусейн", "05.03.2018"],
    ]
    result = bring_children(centre, xlsx(tmp_path / "a.xlsx", rows)).result
    assert (result.new, result.duplicates) == (2, ())


def test_an_unsure_match_is_asked_about_and_holds_the_import_back(centre: Office, tmp_path: Path) -> None:
    header = ["Фамилия", "Имя", "Дата рождения", "Село"]
    bring_children(centre, xlsx(tmp_path / "a.xlsx", [header, ["Назаров", "Умед", "05.03.2018", "Даҳана"]]))
    rows = [
        header,
        ["Назаров", "Умед", "05.03.2018", "Навобод"],
        ["Назаров", "Умед", None, "Даҳана"],
        ["Назаров", "Умед", None, "Гулистон"],
        ["Назарова", "Лола", "01.02.2019", "Даҳана"],
    ]
    result = bring_children(centre, xlsx(tmp_path / "b.xlsx", rows)).result
    assert [duplicate.row for duplicate in result.duplicates] == [2]
    [like] = result.duplicates[0].matches
    assert like.number == "K-0001"
    assert 0 < like.score < 1
    assert "another place" in [reason.in_words() for reason in like.reasons]
    assert not result.committed
    assert list(every(centre)) == ["Умед"]


def test_a_number_that_belongs_to_another_name_is_asked_about(centre: Office, tmp_path: Path) -> None:
    header = ["Номер", "Фамилия", "Имя"]
    bring_children(centre, xlsx(tmp_path / "a.xlsx", [header, ["K-0001", "Назаров", "Умед"]]))
    result = bring_children(centre, xlsx(tmp_path / "b.xlsx", [header, ["K-0001", "Шарипова", "Лола"]])).result
    assert [duplicate.row for duplicate in result.duplicates] == [2]


def test_a_child_twice_in_a_file_is_asked_about(centre: Office, tmp_path: Path) -> None:
    rows = [
        ["Фамилия", "Имя", "Дата рождения", "Село"],
        ["Назаров", "Умед", "05.03.2018", "Даҳана"],
        ["НАЗАРОВ", "Умед", "5/3/2018", None],
    ]
    result = bring_children(centre, xlsx(tmp_path / "a.xlsx", rows)).result
    [duplicate] = result.duplicates
    assert duplicate.row == 3
    assert "row 2 of this file" in duplicate.sentence()


def test_a_child_may_stand_in_two_rows_for_two_services(centre: Office, tmp_path: Path) -> None:
    rows = [
        ["ФИО", "Дата рождения", "Услуга", "Начало", "Группа"],
        ["Назаров Умед", "05.03.2018", None, "01.09.2026", "Ситора"],
        ["Назаров Умед", "05.03.2018", "тавонбахшӣ", "05.10.2026", None],
    ]
    path = xlsx(tmp_path / "a.xlsx", rows)
    result = bring_children(centre, path).result
    assert (result.new, result.updated, result.is_good) == (1, 1, True)
    enrolments = every(centre)["Умед"].enrolments
    assert {(row.service, row.group, row.start_day) for row in enrolments} == {
        ("Рӯзона", "Ситора", date(2026, 9, 1)),
        ("Тавонбахшӣ", "", date(2026, 10, 5)),
    }
    assert bring_children(centre, path).result.unchanged == 2


def test_one_bad_row_holds_all_back_and_is_told_in_words(centre: Office, tmp_path: Path) -> None:
    rows = [
        ["Список"],
        ["Фамилия", "Имя", "Дата рожд.", "Пол", "Начало", "Конец", "Вид инвалидности"],
        ["Назаров", "Умед", "31.02.2019", "м", None, None, None],
        ["Назарова", "Лола", "05.03.2018", "жен", None, None, None],
        [None, None, "05.03.2018", "х", None, None, None],
        ["Шарипов", "Далер", "05.03.2030", "м", None, None, None],
        ["Шарипов", "Алишер", "05.03.2018", "м", "01.09.2026", "01.08.2026", None],
        ["Шарипов", "Рустам", "=B2", "м", None, None, "гипертония"],
        ["Шарипов", "Исо\x07", None, None, None, None, None],
        ["Ш" * 10_000, "Ёсин", None, None, None, None, None],
    ]
    path = text(tmp_path / "list.csv", rows)
    result = bring_children(centre, path).result
    assert not result.committed
    assert every(centre) == {}
    told = {(error.row, error.column): error.message.in_words() for error in result.errors}
    assert told[3, "Дата рожд."] == "31.02.2019 – there is no such date"
    assert "neither girl nor boy" in told[5, "Пол"]
    assert "future" in told[6, "Дата рожд."]
    assert "before the start" in told[7, "Конец"]
    assert "formula" in told[8, "Дата рожд."]
    assert "--create" in told[8, "Вид инвалидности"]
    assert (9, "Имя") in told
    assert (10, "Фамилия") in told
    assert not {row for row, _column in told} & {4}
    assert result.errors[0].sentence() == "Row 3, Дата рожд.: 31.02.2019 – there is no such date"


def test_skip_errors_brings_in_the_good_rows_and_writes_the_others_to_be_mended(centre: Office, tmp_path: Path) -> None:
    rows = [
        ["№", "Фамилия", "Имя", "Дата рождения", "Телефон"],
        [1, "Назаров", "Умед", "31.02.2019", "+992 93 555 12 34"],
        [2, "Назарова", "Лола", "05.03.2018", None],
    ]
    outcome = bring_children(centre, xlsx(tmp_path / "list.xlsx", rows), skip_errors=True)
    assert outcome.result.committed
    assert (outcome.result.new, [error.row for error in outcome.result.errors]) == (1, [2])
    assert list(every(centre)) == ["Лола"]
    assert outcome.refused is not None
    assert outcome.refused.parent == tmp_path

    from openpyxl import load_workbook

    book = load_workbook(outcome.refused)
    mended = book.active
    assert [cell.value for cell in mended[1]] == [*rows[0], "What is wrong"]
    assert "no such date" in mended.cell(2, 6).value
    mended.cell(2, 4).value = "28.02.2019"
    book.save(outcome.refused)
    again = bring_children(centre, outcome.refused)
    assert (again.result.new, again.result.is_good) == (1, True)
    assert every(centre)["Умед"].phone.startswith("+992")


def test_a_dry_run_changes_nothing_and_counts_the_same(centre: Office, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "list.xlsx", TAJIK)
    touched: list[object] = []
    centre.subscribe(touched.append)
    result = bring_children(centre, path, dry_run=True, skip_errors=True).result
    assert result.as_json() == {
        "rows": 3,
        "new": 3,
        "updated": 0,
        "unchanged": 0,
        "duplicates": [],
        "errors": [],
        "committed": False,
    }
    assert every(centre) == {}
    assert touched == []


def test_a_start_without_a_service_is_day_care_and_without_a_start_nobody_is_enrolled(
    centre: Office, tmp_path: Path
) -> None:
    rows = [["Имя", "Фамилия", "Начало"], ["Умед", "Назаров", "01.09.2026"], ["Лола", "Назарова", None]]
    bring_children(centre, xlsx(tmp_path / "a.xlsx", rows))
    children = every(centre)
    assert [row.service for row in children["Умед"].enrolments] == ["Рӯзона"]
    assert children["Лола"].enrolments == ()


def test_another_service_is_the_default_when_named(centre: Office, tmp_path: Path) -> None:
    rows = [["Имя", "Фамилия", "Начало"], ["Умед", "Назаров", "01.09.2026"]]
    bring_children(centre, xlsx(tmp_path / "a.xlsx", rows), service="ТАВОНБАХШӢ")
    assert [row.service for row in every(centre)["Умед"].enrolments] == ["Тавонбахшӣ"]


def test_what_does_not_exist_yet_is_an_error_unless_it_shall_be_created(centre: Office, tmp_path: Path) -> None:
    rows = [
        ["ФИО", "Вид инвалидности", "Услуга", "Группа", "Начало"],
        ["Назаров Умед", "редкая болезнь", "Логопед", "Лола", "01.09.2026"],
    ]
    path = xlsx(tmp_path / "a.xlsx", rows)
    refused = bring_children(centre, path).result
    assert refused.errors and not refused.committed
    made = bring_children(centre, path, create=True).result
    assert (made.new, made.is_good) == (1, True)
    child = every(centre)["Умед"]
    assert [(row.service, row.group) for row in child.enrolments] == [("Логопед", "Лола")]
    assert child.primary_disability
    assert bring_children(centre, path, create=True).result.unchanged == 1


def test_an_overlapping_enrolment_is_an_error_of_its_row(centre: Office, tmp_path: Path) -> None:
    header = ["ФИО", "Дата рождения", "Начало"]
    bring_children(centre, xlsx(tmp_path / "a.xlsx", [header, ["Назаров Умед", "05.03.2018", "01.09.2026"]]))
    result = bring_children(
        centre, xlsx(tmp_path / "b.xlsx", [header, ["Назаров Умед", "05.03.2018", "01.10.2026"]])
    ).result
    assert [(error.row, error.column) for error in result.errors] == [(2, "Начало")]


def test_how_a_column_was_read_and_what_was_not_read_is_told(centre: Office, tmp_path: Path) -> None:
    rows = [["ФИО", "Дата рождения", "Размер обуви"], ["Назаров Умед", "05.03.2018", 31]]
    notes = [note.in_words() for note in bring_children(centre, xlsx(tmp_path / "a.xlsx", rows)).result.notes]
    assert any("day first" in note for note in notes)
    assert any("Размер обуви" in note for note in notes)


def test_a_file_without_a_table_of_children_is_refused(centre: Office, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="No table of children"):
        bring_children(centre, xlsx(tmp_path / "a.xlsx", [["Расход", "Сумма"], ["Хлеб", 12]]))


def test_an_import_is_one_transaction(centre: Office, tmp_path: Path) -> None:
    commits: list[object] = []
    event.listen(centre.engine, "commit", commits.append)
    bring_children(centre, xlsx(tmp_path / "list.xlsx", TAJIK))
    assert len(commits) == 1


def test_the_number_column_is_kept(centre: Office, tmp_path: Path) -> None:
    bring_children(centre, xlsx(tmp_path / "a.xlsx", [["№", "ФИО", "Пол"], ["К-12", "Назаров Умед", "м"]]))
    with centre.read() as session:
        assert child_by_number(session, "К-12")


def test_the_mothers_phone_in_the_only_phone_column_changes_nothing(centre: Office, tmp_path: Path) -> None:
    rows = [["ФИО", "Мать", "Телефон матери"], ["Назаров Умед", "Назарова Зебо", "+992 93 555 12 34"]]
    bring_children(centre, xlsx(tmp_path / "a.xlsx", rows))
    again = [["Номер", "ФИО", "Телефон"], ["K-0001", "Назаров Умед", "992935551234"]]
    assert bring_children(centre, xlsx(tmp_path / "b.xlsx", again)).result.unchanged == 1
