"""Spreadsheets that open in Excel as they are meant."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from centre_app.reports.spreadsheet import Sheet, as_xlsx


def opened(*sheets: Sheet) -> Any:
    """The workbook as another program reads it."""
    return openpyxl.load_workbook(io.BytesIO(as_xlsx(sheets)))


@pytest.mark.parametrize("text", ["=1+1", "+992 92 700", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://example.org")'])
def test_no_text_is_run_as_a_formula(text: str) -> None:
    cell = opened(Sheet("Кӯдакон", ["Ном"], [[text]])).active["A2"]
    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.quotePrefix


def test_dates_and_numbers_are_real_ones() -> None:
    page = opened(
        Sheet(
            "Х", ["Рӯз", "Шумор", "Ҳисса"], [[date(2018, 3, 5), 12, 0.871], [None, None, None]], percents=frozenset({2})
        )
    ).active
    assert page["A2"].value.date() == date(2018, 3, 5)
    assert page["A2"].number_format == "DD.MM.YYYY"
    assert (page["B2"].value, page["C2"].value, page["C2"].number_format) == (12, 0.871, "0.0%")
    assert page["A3"].value is None


def test_the_header_is_bold_and_stays_when_scrolling() -> None:
    page = opened(Sheet("Х", ["Ном"], [["Ситора"]])).active
    assert page.freeze_panes == "A2"
    assert page["A1"].font.bold


def test_columns_are_as_wide_as_what_they_hold_within_reason() -> None:
    page = opened(Sheet("Х", ["Ном", "Қайд"], [["Ситора", "ж" * 500]])).active
    assert page.column_dimensions["A"].width < 15
    assert page.column_dimensions["B"].width == 60


def test_names_of_sheets_follow_the_programs_rules_and_differ() -> None:
    long = "Гурӯҳи [тавонбахшӣ] кӯдакони хурдсол: субҳ/шом"
    names = opened(Sheet(long, ["А"], []), Sheet(long, ["А"], []), Sheet("", ["А"], [])).sheetnames
    assert len(set(names)) == 3
    assert all(0 < len(name) <= 31 for name in names)


def test_control_characters_do_not_break_the_file() -> None:
    assert opened(Sheet("Х", ["Ном"], [["Сит\x00ора\x1f"]])).active["A2"].value == "Ситора"
