"""The instrument's paper: filled in, and blank for handwriting."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from centre_app.codelists.actions import load_given_lists
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.instruments.actions import NewFilling, begin_filling, withdraw_filling
from centre_app.instruments.editing import add_instrument
from centre_app.instruments.library import ORDER
from centre_app.language.translate import LANGUAGES, Words
from centre_app.reports import instrument, instrument_page
from centre_app.reports.asked import Asked
from centre_app.reports.catalogue import make
from tests.centre_app.reports.pdf_bytes import pages
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.instruments import make_filling, own_scale

WORDS = Words.of("en")


@pytest.fixture
def child(session: OfficeSession, site: SiteIds) -> uuid.UUID:
    """A child of seven with cerebral palsy."""
    load_given_lists(session)
    return make_child(session, primary_disability="cerebral_palsy")


def asked(**values: Any) -> Asked:
    return Asked((2026, 10), date(2026, 9, 1), TODAY, **values)


def test_the_filling_asked_for_is_printed_with_its_result(session: OfficeSession, child: uuid.UUID) -> None:
    done = make_filling(session, child, CF17="cannot")
    (paper,) = instrument.collect(session, asked(filling=done), WORDS)
    assert paper.filling is not None
    assert paper.head.subject.endswith("K-0001")
    found: Any = instrument.as_json([paper])
    assert found["scores"]["functioning"]["positive"] == ["learning"]
    assert (found["respondent"], found["day"], found["age_months"]) == ("mother", "2026-11-02", 91)
    assert found["result"][-1] == "This is a screening, not a diagnosis, and not about eligibility."
    assert "CF2" not in found["items"], "only what applied is printed"
    assert pages(instrument_page.render([paper], WORDS, lambda: None)) == 1


def test_without_a_filling_it_is_the_last_finished_one_of_each_child(session: OfficeSession, child: uuid.UUID) -> None:
    make_filling(session, child, day=date(2026, 3, 2), CF17="cannot")
    last = make_filling(session, child, day=date(2026, 9, 2))
    withdraw_filling(session, make_filling(session, child, day=date(2026, 10, 2)), "хато")
    begin_filling(session, NewFilling(child, "cfm_5_17", TODAY))
    (paper,) = instrument.collect(session, asked(children=(child,), instrument="cfm_5_17"), WORDS)
    assert paper.filling is not None
    assert paper.filling.row.id == last


def test_where_nothing_is_filled_in_it_says_for_whom(session: OfficeSession, child: uuid.UUID) -> None:
    with pytest.raises(UserError, match="K-0001"):
        instrument.collect(session, asked(children=(child,)), WORDS)
    with pytest.raises(UserError) as wrong:
        instrument.collect(session, asked(), WORDS)
    assert wrong.value.field == "child"


def test_a_blank_one_is_the_first_that_fits_the_child(session: OfficeSession, child: uuid.UUID) -> None:
    (paper,) = instrument.collect(session, asked(children=(child,), blank=True), WORDS)
    assert (paper.definition.code, paper.filling) == ("cfm_5_17", None)
    small = make_child(session, birth_date=date(2025, 11, 10))
    (paper,) = instrument.collect(session, asked(children=(small,), blank=True), WORDS)
    assert {item.section for item in paper.items} == {"m12"}
    with pytest.raises(UserError) as wrong:
        instrument.collect(session, asked(blank=True), WORDS)
    assert wrong.value.field == "instrument"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ORDER)
def test_every_given_instrument_is_drawn_blank_in_every_language(
    session: OfficeSession, site: SiteIds, code: str, language: str
) -> None:
    words = Words.of(language)
    papers = instrument.collect(session, asked(instrument=code, blank=True), words)
    assert len(papers[0].items) == len(papers[0].definition.items)
    assert 1 <= pages(instrument_page.render(papers, words, lambda: None)) <= 6


def test_a_long_list_prints_only_what_was_written(session: OfficeSession, child: uuid.UUID) -> None:
    done = make_filling(session, child, "icf_profile", answers={"b735": "q3", "e310": "plus4"})
    (paper,) = instrument.collect(session, asked(filling=done), WORDS)
    assert [item.code for item in paper.items] == ["b735", "e310"]
    (sheet,) = instrument.as_sheets([paper], WORDS)
    assert [row[-1] for row in sheet.rows] == ["3 – severe problem", "+4 – helps completely"]


def test_drafts_and_withdrawn_ones_say_that_they_are(session: OfficeSession, child: uuid.UUID) -> None:
    draft = begin_filling(session, NewFilling(child, "gmfcs", TODAY))
    done = make_filling(session, child)
    withdraw_filling(session, done, "хато")
    for filling, said in ((draft, "Not finished yet."), (done, "Withdrawn: хато")):
        (paper,) = instrument.collect(session, asked(filling=filling), WORDS)
        assert instrument_page._state(paper, WORDS) == said


def test_an_own_one_is_exported_as_the_table_that_can_be_imported(session: OfficeSession, site: SiteIds) -> None:
    code = add_instrument(session, own_scale(), "tg")
    papers = instrument.collect(session, asked(instrument=code, blank=True), WORDS)
    sheets = instrument.as_sheets(papers, WORDS)
    assert [len(sheet.rows) for sheet in sheets] == [7, 2, 4, 0]


def test_the_catalogue_makes_it_and_names_the_file_without_a_name(session: OfficeSession, child: uuid.UUID) -> None:
    done = make_filling(session, child)
    document = make(session, "instrument", {"filling": done}, "tg")
    assert document.name == "cfm_5_17-K-0001-2026-11-02.pdf"
    assert make(session, "instrument", {"instrument": "macs", "blank": True}, "kk").name == "macs-blank.pdf"
