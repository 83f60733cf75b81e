"""Files as they lie in the office become sheets; what is dangerous or no table is refused in words."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from centre_app.errors import NotFound
from centre_app.exchange.reading import read_sheets
from centre_app.exchange.tables import Formula, Unreadable
from tests.centre_app.exchange.sheets import text, with_part, workbook, xlsx

ROWS = [
    ["Насаб", "Ном", "Санаи таваллуд"],
    ["Раҳимзода", "Ҷамшед", "05.03.2018"],
    ["Қосимова", "Мӯъмина; хурдӣ", "17.11.2019"],
]
CYRILLIC = [
    ["Фамилия", "Имя", "Дата рождения"],
    ["Абдуллоев", "Джамшед", "05.03.2018"],
    ["Ёрова", "Мадина", "17.11.2019"],
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_table_is_read_in_any_unicode_and_with_any_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = text(tmp_path / "рӯйхат.csv", ROWS, encoding=encoding, delimiter=delimiter)
    [sheet] = read_sheets(path)
    assert [list(line.cells) for line in sheet.lines] == ROWS


def test_windows_letters_are_told_from_unicode(tmp_path: Path) -> None:
    [sheet] = read_sheets(text(tmp_path / "list.csv", CYRILLIC, encoding="cp1251", delimiter=";"))
    assert [list(line.cells) for line in sheet.lines] == CYRILLIC


def test_a_comma_in_an_address_does_not_part_a_table_of_semicolons(tmp_path: Path) -> None:
    rows = [["Имя", "Адрес"], ["Мадина", "Кӯлоб, Рӯдакӣ 5, хонаи 2"], ["Умед", "Ховалинг, Айнӣ 3"]]
    [sheet] = read_sheets(text(tmp_path / "list.csv", rows, delimiter=";"))
    assert sheet.lines[1].cells == ("Мадина", "Кӯлоб, Рӯдакӣ 5, хонаи 2")


def test_rows_keep_the_number_that_the_spreadsheet_shows(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Список детей"], [], ["Имя", "Пол"], [None, None], ["Умед", "м"]]
    [sheet] = read_sheets(xlsx(tmp_path / "list.xlsx", rows))
    assert [line.row for line in sheet.lines] == [1, 3, 5]
    [same] = read_sheets(text(tmp_path / "list.csv", rows))
    assert [line.row for line in same.lines] == [1, 3, 5]


def test_real_dates_numbers_and_shaded_cells_come_through(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "list.xlsx", [["a", datetime(2018, 3, 5), 7], ["b", None, "x"]], grey=["B2"])  # noqa: DTZ001
    [sheet] = read_sheets(path)
    assert sheet.lines[0].cells == ("a", datetime(2018, 3, 5), 7)  # noqa: DTZ001
    assert sheet.lines[1].shaded == {1}


def test_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", {"Дети": [["Имя"]], "Старое": [["Имя"]]})
    from openpyxl import load_workbook

    book = load_workbook(path)
    book["Старое"].sheet_state = "hidden"
    book.save(path)
    assert [sheet.name for sheet in read_sheets(path)] == ["Дети"]


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
def test_a_formula_is_text_that_is_never_worked_out(tmp_path: Path, name: str) -> None:
    rows = [["Имя", "Телефон"], ["Умед", '=HYPERLINK("http://x","y")']]
    [sheet] = read_sheets((xlsx if name.endswith("x") else text)(tmp_path / name, rows))
    assert isinstance(sheet.lines[1].cells[1], Formula)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no file"):
        read_sheets(tmp_path / "list.xlsx")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.xlsx", b"<html><table>"),
        ("list.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("list.csv", b"PK\x03\x04" + b"\0" * 100),
        ("list.csv", b"%PDF-1.7 ..."),
        ("list.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        ("list.csv", b"\x01\x00\x02\x03\x00\x00\x00\xff" * 500),
        ("list.tsv", b""),
        ("list.doc", b"text"),
        ("list.xlsx", b"PK\x03\x04 not a zip at all"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable):
        read_sheets(tmp_path / name)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "list.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(Unreadable, match="not what its name says"):
        read_sheets(tmp_path / "list.xlsx")


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "list.xlsx", ROWS)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(Unreadable, match="damaged"):
        read_sheets(path)
    broken = with_part(
        xlsx(tmp_path / "a.xlsx", ROWS), tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", b"<worksheet><a"
    )
    with pytest.raises(Unreadable, match="damaged"):
        read_sheets(broken)


@pytest.mark.parametrize("name", ["list.xlsm", "list.xlsx"])
def test_a_macro_file_is_refused(tmp_path: Path, name: str) -> None:
    path = with_part(xlsx(tmp_path / "a.xlsx", ROWS), tmp_path / name, "xl/vbaProject.bin", b"\0" * 100)
    with pytest.raises(Unreadable, match="macro"):
        read_sheets(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = with_part(
        xlsx(tmp_path / "a.xlsx", ROWS), tmp_path / "bomb.xlsx", "xl/worksheets/sheet2.xml", b" " * (40 * 1024 * 1024)
    )
    assert path.stat().st_size < 200_000
    with pytest.raises(Unreadable, match="unpacks"):
        read_sheets(path)


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>',
        b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x []><worksheet/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="cp037"?><worksheet/>',
    ],
)
def test_an_entity_bomb_is_refused(tmp_path: Path, content: bytes) -> None:
    path = with_part(xlsx(tmp_path / "a.xlsx", ROWS), tmp_path / "bomb.xlsx", "xl/worksheets/sheet1.xml", content)
    with pytest.raises(Unreadable, match="no spreadsheet writes"):
        read_sheets(path)


def test_a_million_empty_columns_are_refused(tmp_path: Path) -> None:
    (tmp_path / "wide.csv").write_text("Имя,Пол\n" + "x" + "," * 25_000_000 + "\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="too large"):
        read_sheets(tmp_path / "wide.csv")
    rows = [["Имя", "Пол"], ["x"] * 1_500]
    with pytest.raises(Unreadable, match="1500 columns"):
        read_sheets(text(tmp_path / "list.csv", rows))


def test_a_row_number_beyond_any_spreadsheet_is_refused(tmp_path: Path) -> None:
    content = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    content += b'<row r="99999999"><c r="A99999999"><v>1</v></c></row></sheetData></worksheet>'
    path = with_part(xlsx(tmp_path / "a.xlsx", ROWS), tmp_path / "far.xlsx", "xl/worksheets/sheet1.xml", content)
    with pytest.raises(Unreadable, match="too large"):
        read_sheets(path)


def test_a_size_that_a_workbook_claims_wrongly_cuts_nothing_off(tmp_path: Path) -> None:
    source = xlsx(tmp_path / "a.xlsx", ROWS)
    with zipfile.ZipFile(source) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    lying = sheet.replace(b'<dimension ref="A1:C3" />', b'<dimension ref="A1:B2" />')
    assert lying != sheet
    [read] = read_sheets(with_part(source, tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", lying))
    assert [list(line.cells) for line in read.lines] == ROWS


def test_a_text_table_with_an_endless_cell_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text('Имя,Пол\n"' + "x" * 200_000, encoding="utf-8")
    with pytest.raises(Unreadable, match="rows cannot be told apart"):
        read_sheets(tmp_path / "list.csv")
