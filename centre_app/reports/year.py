"""The charts of the last twelve months for the screen: the same drawings as on the monthly summary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from centre_app.db.session import OfficeSession
from centre_app.language.translate import Words
from centre_app.reports import charts
from centre_app.reports.monthly_figures import twelve_months
from centre_app.reports.monthly_page import year_charts
from centre_app.sites.queries import the_site

_WIDTH, _HEIGHT = 330.0, 120.0  # points; the screen stretches the drawing


def year_drawings(session: OfficeSession, words: Words, theme: Mapping[str, str]) -> list[tuple[str, str]]:
    """(SVG, its title) of each chart up to the last month that is over, in the colours of the screen's theme."""
    last = session.today.replace(day=1) - timedelta(days=1)  # the month under way would look like a fall
    year = twelve_months(session, the_site(session).id, last.year, last.month)
    return [(charts.as_svg(charts.draw(one, _WIDTH, _HEIGHT), theme), one.title) for one in year_charts(year, words)]
