"""The papers of lending: the slip, what is lent, the stock."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from centre_app.children.actions import archive_child
from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.language.translate import Words
from centre_app.lending.actions import ItemInput, add_items, item_gone, send_to_repair, take_back
from centre_app.reports import (
    family_language,
    loan_care,
    loan_slip,
    loan_slip_page,
    loans,
    loans_page,
    stock,
    stock_page,
)
from centre_app.reports.asked import Asked
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.centre_app.reports.samples import LONG_NAME, LongWords
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.codelists import given_lists
from tests.factories.lending import make_item, make_loan

WORDS = Words.of("en")


def asked(**wanted: Any) -> Asked:
    """What is asked for."""
    return Asked((2026, 10), date(2026, 9, 1), TODAY, **wanted)


def day(ago: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=ago)


def quiet() -> None:
    """Nothing is counted."""


@pytest.fixture
def lent(session: OfficeSession, site: SiteIds) -> dict[str, uuid.UUID]:
    """Two children; a chair that is overdue, a frame without a day, what came back, what is in repair and gone."""
    given_lists(session)
    ids = {"child": make_child(session), "other": make_child(session, "Зарина", surname="Аминова", language="tajik")}
    chair = make_item(session, "wheelchair_basic", name="36 см", serial="SN-7", kept_at="Склад")
    frame = make_item(session, "standing_frame", name="Nimbo")
    ids["chair"] = make_loan(
        session, chair, ids["child"], day(60), day(5), received_by="Раҳимова Мавҷуда", note="с ремнём"
    )
    ids["frame"] = make_loan(session, frame, ids["other"], day(10))
    toys = add_items(session, ItemInput("toy", "worn", kept_at="Игротека", count=3)).ids
    take_back(session, make_loan(session, toys[0], ids["child"], day(90)), "good", day(80))
    send_to_repair(session, toys[1], day(3))
    item_gone(session, toys[2], "lost")
    return ids


class TestSlip:
    def test_both_copies_say_what_was_lent_to_whom_until_when(
        self, session: OfficeSession, lent: dict[str, uuid.UUID], drawn: Drawn
    ) -> None:
        data = loan_slip.collect(session, asked(loan=lent["chair"]), WORDS)
        pdf = loan_slip_page.render(data, WORDS, quiet)
        assert pages(pdf) == 1
        assert "The family’s copy" in drawn.texts
        assert "The centre’s copy" in drawn.texts
        for words in ("L-0001", "SN-7", "good", "21.09.2026", "15.11.2026"):
            assert drawn.texts.count(words) == 2
        assert drawn.together.count("wheelchair, basic; 36 см; с ремнём") == 2
        assert drawn.together.count("Раҳимов Ҷамшед Фарҳодович  ·  K-0001") == 2
        assert drawn.together.count("Раҳимова Мавҷуда, signature, name, date") == 2
        assert drawn.together.count("check the brakes") == 2
        assert drawn.together.count("Do not lend it to others") == 2

    def test_a_slip_of_a_child_holds_all_that_it_has_and_nothing_that_came_back(
        self, session: OfficeSession, lent: dict[str, uuid.UUID]
    ) -> None:
        add = add_items(session, ItemInput("book_game", "good", count=5)).ids
        for item_id in add:
            make_loan(session, item_id, lent["child"])
        slips = loan_slip.collect(session, asked(children=(lent["child"],)), WORDS)
        assert [len(slip.loans) for slip in slips] == [4, 2]
        assert {row.id for slip in slips for row in slip.loans} >= {lent["chair"]}

    def test_without_a_child_everybody_who_has_something_gets_a_slip(
        self, session: OfficeSession, lent: dict[str, uuid.UUID]
    ) -> None:
        data = loan_slip.collect(session, asked(), WORDS)
        assert [slip.child.surname for slip in data] == ["Аминова", "Раҳимов"]
        assert set(loan_slip.children_named(session, asked())) == {lent["child"], lent["other"]}
        assert loan_slip.file_stem(data) == "loan-slip-2"

    def test_where_nothing_is_lent_there_is_no_slip(self, session: OfficeSession, site: SiteIds) -> None:
        given_lists(session)
        with pytest.raises(UserError):
            loan_slip.collect(session, asked(children=(make_child(session),)), WORDS)

    def test_the_family_reads_it_in_its_own_language_too(
        self, session: OfficeSession, lent: dict[str, uuid.UUID], drawn: Drawn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(family_language, "Words", type("Ours", (), {"of": staticmethod(lambda _code: LongWords())}))
        (slip,) = loan_slip.collect(session, asked(loan=lent["frame"]), WORDS)
        loan_slip_page.render((slip,), WORDS, quiet)
        assert drawn.together.count("Standing frame, seat: never leave the child alone") == 2
        assert drawn.together.count("Standingонҳо") == 1
        (alone,) = loan_slip.collect(session, asked(loan=lent["chair"]), WORDS)
        assert alone.family is None

    def test_with_long_words_each_copy_takes_a_page_and_stays_on_it(
        self, session: OfficeSession, site: SiteIds, drawn: Drawn
    ) -> None:
        given_lists(session)
        names = dict(zip(("surname", "given_name", "patronymic"), LONG_NAME, strict=True))
        child = make_child(session, **{**names, "village": "Қӯрғонтеппаи боло " * 5})
        for kind in ("wheelchair_basic", "hearing_aid", "orthosis", "toy"):
            make_loan(session, make_item(session, kind, name="большая красная " * 9, serial="S" * 40), child)
        words = LongWords()
        pdf = loan_slip_page.render(loan_slip.collect(session, asked(), words), words, quiet)
        assert pages(pdf) == 2
        assert not drawn.beyond
        assert not drawn.lost

    def test_machines_read_the_loans(self, session: OfficeSession, lent: dict[str, uuid.UUID]) -> None:
        data = loan_slip.collect(session, asked(loan=lent["chair"]), WORDS)
        (record,) = loan_slip.as_json(data)  # type: ignore[misc]
        assert (record["number"], record["child"], record["due"], record["overdue_days"]) == (  # type: ignore[has-type]
            "L-0001",
            "K-0001",
            "2026-11-15",
            5,
        )
        (sheet,) = loan_slip.as_sheets(data, WORDS)
        assert all(len(row) == len(sheet.header) for row in sheet.rows)
        assert loan_slip.file_stem(data) == "loan-slip-K-0001"


class TestLoans:
    def test_overdue_stands_first_with_phone_and_days(
        self, session: OfficeSession, lent: dict[str, uuid.UUID], drawn: Drawn
    ) -> None:
        data = loans.collect(session, asked(), WORDS)
        loans_page.render(data, WORDS, quiet)
        assert [row.item_number for row in data.rows] == ["L-0001", "L-0002"]
        assert "+992 93 555-12-34" in drawn.together
        assert "2 items are lent, 1 is overdue" in drawn.texts

    def test_only_what_is_overdue(self, session: OfficeSession, lent: dict[str, uuid.UUID], drawn: Drawn) -> None:
        data = loans.collect(session, asked(overdue=True), WORDS)
        loans_page.render(data, WORDS, quiet)
        assert [row.item_number for row in data.rows] == ["L-0001"]
        assert "Overdue devices and toys" in drawn.texts
        assert "1 is overdue" in drawn.texts
        assert loans.children_named(session, asked(overdue=True)) == (lent["child"],)
        assert loans.file_stem(data) == "overdue-2026-11-20"

    def test_a_file_in_the_archive_is_said(
        self, session: OfficeSession, lent: dict[str, uuid.UUID], drawn: Drawn
    ) -> None:
        archive_child(session, lent["child"], "переезд")
        loans_page.render(loans.collect(session, asked(), WORDS), WORDS, quiet)
        assert "file in the archive" in drawn.together

    def test_an_empty_list_says_so(self, session: OfficeSession, site: SiteIds, drawn: Drawn) -> None:
        given_lists(session)
        for overdue in (True, False):
            loans_page.render(loans.collect(session, asked(overdue=overdue), WORDS), WORDS, quiet)
        assert drawn.has("Nothing is overdue.")
        assert drawn.has("Nothing is lent.")

    def test_the_sheet_has_dates_and_numbers(self, session: OfficeSession, lent: dict[str, uuid.UUID]) -> None:
        data = loans.collect(session, asked(), WORDS)
        (sheet,) = loans.as_sheets(data, WORDS)
        assert all(len(row) == len(sheet.header) for row in sheet.rows)
        assert sheet.rows[0][9:12] == [day(60), day(5), 5]
        assert [record["ended"] for record in loans.as_json(data)] == [None, None]  # type: ignore[attr-defined]


class TestStock:
    def test_it_stands_by_kind_with_sums_and_no_childs_name(
        self, session: OfficeSession, lent: dict[str, uuid.UUID], drawn: Drawn
    ) -> None:
        data = stock.collect(session, asked(), WORDS)
        stock_page.render(data, WORDS, quiet)
        assert [(kind.name, len(kind.rows)) for kind in data.kinds] == [
            ("wheelchair, basic", 1),
            ("standing frame", 1),
            ("toy", 2),
        ]
        assert "with K-0001" in drawn.texts
        assert not drawn.has("Раҳимов")
        assert "since 17.11.2026" in drawn.texts
        total = drawn.texts.index("Together", drawn.texts.index("Together") + 1)
        assert drawn.texts[total + 1 : total + 5] == ["1", "2", "1", "4"]

    def test_each_item_has_a_place_to_tick(
        self, session: OfficeSession, lent: dict[str, uuid.UUID], drawn: Drawn
    ) -> None:
        stock_page.render(stock.collect(session, asked(), WORDS), WORDS, quiet)
        assert sum(text.startswith("[") for text in drawn.texts) == 4

    def test_an_empty_stock_says_so(self, session: OfficeSession, site: SiteIds, drawn: Drawn) -> None:
        given_lists(session)
        stock_page.render(stock.collect(session, asked(), WORDS), WORDS, quiet)
        assert drawn.has("There is nothing in the stock yet.")

    def test_hundreds_of_items_with_long_words_stay_on_the_page(
        self, session: OfficeSession, site: SiteIds, drawn: Drawn
    ) -> None:
        given_lists(session)
        for kind in ("toy", "wheelchair_postural"):
            add_items(
                session, ItemInput(kind, "needs_repair", name="очень длинное имя " * 8, kept_at="Полка", count=60)
            )
        words = LongWords()
        pdf = stock_page.render(stock.collect(session, asked(), words), words, quiet)
        assert pages(pdf) > 3
        assert not drawn.beyond

    def test_machines_read_the_items(self, session: OfficeSession, lent: dict[str, uuid.UUID]) -> None:
        data = stock.collect(session, asked(), WORDS)
        (sheet,) = stock.as_sheets(data, WORDS)
        assert all(len(row) == len(sheet.header) for row in sheet.rows)
        first = stock.as_json(data)[0]  # type: ignore[index]
        assert (first["number"], first["status"], first["child"], first["due"]) == (
            "L-0001",
            "lent",
            "K-0001",
            "2026-11-15",
        )


def test_what_to_mind_comes_once_for_kinds_alike_and_always_for_all() -> None:
    care = loan_care.care_of(("crutches", "cane", "ramp"))
    assert len(care) == len(loan_care.ALWAYS) + 1
    assert loan_care.care_of(()) == loan_care.ALWAYS


def test_only_a_language_with_words_that_is_not_the_papers_is_the_familys() -> None:
    tajik = family_language.family_words("tajik", WORDS)
    assert tajik is not None
    assert tajik.language == "tg"
    assert family_language.family_words("tajik", Words.of("tg")) is None
    assert family_language.family_words("pamiri", WORDS) is None
    assert family_language.family_words(None, WORDS) is None
