"""The recovery sheet."""

from __future__ import annotations

from datetime import date

import pytest

from centre_app.language.translate import LANGUAGES, Words
from centre_app.reports import recovery
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.centre_app.reports.samples import LONG_NAME, LongWords

GROUPS = ("A7K2", "9QWE", "RT45", "ZX12", "PQ98", "MN34", "BV77", "X")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_stands_on_one_page_in_groups_that_are_numbered(language: str, drawn: Drawn) -> None:
    sheet = recovery.RecoverySheet("Маркази «Умед»", GROUPS, date(2026, 11, 20))
    assert pages(recovery.render(sheet, Words.of(language))) == 1
    assert [text for text in drawn.texts if text in GROUPS] == list(GROUPS)
    assert [text for text in drawn.texts if text.isdigit()] == [str(place) for place in range(1, 9)]


def test_a_long_folder_and_long_translations_stay_on_the_page(drawn: Drawn) -> None:
    folder = "D:\\" + "\\".join(LONG_NAME) * 4
    sheet = recovery.RecoverySheet(" ".join(LONG_NAME), GROUPS * 2, date(2026, 11, 20), folder)
    recovery.render(sheet, LongWords())
    assert not drawn.beyond


def test_the_file_name_tells_nothing_but_the_day() -> None:
    assert recovery.file_name(recovery.RecoverySheet("Умед", GROUPS, date(2026, 11, 20))) == "recovery-2026-11-20.pdf"
