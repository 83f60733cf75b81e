"""The monthly summary: what it says, on paper and for machines."""

from __future__ import annotations

from datetime import date

from centre_app.db.session import OfficeSession
from centre_app.language.translate import Words
from centre_app.reports import monthly, monthly_figures, monthly_page
from centre_app.reports.asked import Asked
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.centre_app.reports.samples import LongWords, summary
from tests.conftest import SiteIds
from tests.factories.children import make_enrolled

WORDS = Words.of("en")
ASKED = Asked((2026, 10), date(2026, 9, 1), date(2026, 11, 20))


def test_its_json_is_exactly_that_of_the_figures(session: OfficeSession, site: SiteIds) -> None:
    make_enrolled(session, site.day_care, site.morning)
    data = monthly.collect(session, ASKED, WORDS)
    assert monthly.as_json(data) == monthly_figures.as_json(monthly_figures.collect(session, site.site, 2026, 10))
    assert [(point.year, point.month) for point in data.year][::11] == [(2025, 11), (2026, 10)]


def test_the_breakdowns_of_the_served_add_up_to_the_served() -> None:
    data = summary(WORDS)
    served = [one for one in monthly.breakdowns(data, WORDS) if one.title.startswith("Children served")]
    assert len(served) == 4
    assert [sum(count for _label, count in one.lines) for one in served] == [data.figures.served] * 4


def test_it_is_one_page_of_figures_with_charts_and_one_of_tables(drawn: Drawn) -> None:
    assert pages(monthly_page.render(summary(WORDS), WORDS, lambda: None)) == 2
    for said in ("Opening", "38", "80,7\N{NO-BREAK SPACE}%", "Children served, by age", "3–6", "Логопед", "not known"):
        assert drawn.has(said), said


def test_it_carries_its_definitions_and_places_to_sign(drawn: Drawn) -> None:
    monthly_page.render(summary(WORDS), WORDS, lambda: None)
    assert "Opening + joined – left = closing" in drawn.together
    assert drawn.has("Head of the centre")
    assert "stamp" in drawn.texts


def test_a_month_in_which_nothing_was_shows_dashes_where_there_is_nothing_to_divide_by(drawn: Drawn) -> None:
    monthly_page.render(summary(WORDS, full=False), WORDS, lambda: None)
    assert drawn.texts[drawn.texts.index("Attendance rate") + 1] == "–"
    assert drawn.texts[drawn.texts.index("Utilisation of places") + 1] == "–"
    assert drawn.has("nothing to show yet")


def test_many_districts_and_long_translations_stay_on_the_page(drawn: Drawn) -> None:
    words = LongWords()
    districts = {f"Ноҳияи Мир Сайид Алии Ҳамадонӣ ва деҳаҳои атроф {place}": 9_876_543_210 for place in range(70)}
    monthly_page.render(summary(words, by_district=districts), words, lambda: None)
    assert not drawn.beyond
    assert drawn.together.count("Ҳамадонӣ") == 70


def test_its_sheets_have_numbers_to_reckon_with() -> None:
    figures, tables, year = monthly.as_sheets(summary(WORDS), WORDS)
    assert ["Day-care attendance", "Attendance rate", 0.8067] in figures.rows
    assert ["Children served, by sex", "girls", 18] in tables.rows
    assert len(year.rows) == 12
