"""The year's charts on the screen."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from centre_app.db.session import OfficeSession
from centre_app.language.translate import Words
from centre_app.reports.year import year_drawings
from tests.centre_app.reports.test_charts import THEME
from tests.conftest import SiteIds
from tests.factories.children import make_enrolled


def test_both_charts_end_with_the_last_month_that_is_over(session: OfficeSession, site: SiteIds) -> None:
    make_enrolled(session, site.day_care, site.morning)
    served, rate = year_drawings(session, Words.of("en"), THEME)
    assert (served[1], rate[1]) == ("Children served", "Attendance rate, %")
    for svg, _title in (served, rate):
        said = ["".join(node.itertext()) for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
        months = [text for text in said if text in ("Nov", "Dec", "Sep", "Oct")]
        assert months == ["Nov", "Dec", "Sep", "Oct"]
