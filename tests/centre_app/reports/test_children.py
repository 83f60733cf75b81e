"""The list of children."""

from __future__ import annotations

from datetime import date

from centre_app.children.queries import ChildFilter
from centre_app.db.session import OfficeSession
from centre_app.language.translate import Words
from centre_app.reports import children, children_page
from centre_app.reports.asked import Asked
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.centre_app.reports.samples import LONG_NAME, LongWords, child_list, child_row
from tests.conftest import SiteIds
from tests.factories.children import make_child, make_enrolled

WORDS = Words.of("en")


def asked(**wanted: object) -> Asked:
    """The list of a filter."""
    return Asked((2026, 10), date(2026, 9, 1), date(2026, 11, 20), filter=ChildFilter(**wanted))  # type: ignore[arg-type]


class TestCollect:
    def test_it_holds_the_children_of_the_filter_by_the_alphabet_of_its_language(
        self, session: OfficeSession, site: SiteIds
    ) -> None:
        for surname in ("Ҷӯраев", "Яҳёев", "Аминов"):
            make_child(session, surname=surname)
        make_child(session, surname="Назарова", sex="female")
        data = children.collect(session, asked(sex="male"), Words.of("tg"))
        assert [row.surname for row in data.rows] == ["Аминов", "Ҷӯраев", "Яҳёев"]

    def test_the_paper_says_whom_it_lists(self, session: OfficeSession, site: SiteIds) -> None:
        make_enrolled(session, site.day_care, site.morning)
        data = children.collect(
            session, asked(group_id=site.morning, sex="unknown", age_from=3, district="Ховалинг", text="раҳ"), WORDS
        )
        assert data.head.subject == "children on the list, Ситора, Ховалинг, sex not known, age 3 to –, «раҳ»"


class TestRecord:
    def test_birth_is_a_day_a_year_or_nothing(self) -> None:
        assert children.record(child_row(1))["birth"] == "2018-03-05"
        assert children.record(child_row(1, birth_date=date(2018, 1, 1), birth_precision="year"))["birth"] == "2018"
        assert children.record(child_row(1, birth_date=None, birth_precision="unknown"))["birth"] is None

    def test_the_first_keys_are_those_that_offices_script_on(self) -> None:
        record = children.record(child_row(1, sex=None))
        assert [*record][:6] == ["number", "surname", "given_name", "patronymic", "birth", "sex"]
        assert record["sex"] is None
        assert record["district"] == "Ховалинг"


class TestPage:
    def test_every_child_is_there_and_they_are_counted(self, drawn: Drawn) -> None:
        data = child_list(WORDS, tuple(child_row(place) for place in range(1, 61)))
        pdf = children_page.render(data, WORDS, lambda: None)
        assert all(f"K-{place:04d}" in drawn.texts for place in range(1, 61))
        assert drawn.texts.count("Name") == pages(pdf) > 1
        assert "60 children" in drawn.texts

    def test_an_empty_list_says_so(self, drawn: Drawn) -> None:
        children_page.render(child_list(WORDS, ()), WORDS, lambda: None)
        assert drawn.has("No child matches this filter.")

    def test_long_names_and_translations_stay_on_the_page(self, drawn: Drawn) -> None:
        words = LongWords()
        row = child_row(1_234_567_890, LONG_NAME, guardian=" ".join(LONG_NAME), village="Қӯрғонтеппа " * 8)
        children_page.render(child_list(words, (row,) * 30), words, lambda: None)
        assert not drawn.beyond


def test_the_sheet_has_dates_as_dates_and_a_known_year_as_a_number() -> None:
    year = child_row(2, birth_date=date(2018, 1, 1), birth_precision="year", sex=None)
    (sheet,) = children.as_sheets(child_list(WORDS, (child_row(1), year)), WORDS)
    assert [row[4] for row in sheet.rows] == [date(2018, 3, 5), 2018]
    assert [row[5] for row in sheet.rows] == ["girl", None]
    assert all(len(row) == len(sheet.header) for row in sheet.rows)
