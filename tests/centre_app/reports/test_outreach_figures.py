"""Coverage by municipality and the teams' month on paper, in JSON and in spreadsheets."""

from __future__ import annotations

from datetime import date

import pytest

from centre_app.db.session import OfficeSession
from centre_app.language.translate import Words
from centre_app.reports import coverage, coverage_page, team_month, team_month_page
from centre_app.reports.asked import Asked
from centre_app.reports.style import percent
from tests.centre_app.outreach.test_figures import drive, team
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.samples import LONG_NAME
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child

WORDS = Words.of("en")
ASKED = Asked(month=(2026, 11), first=date(2026, 11, 1), last=TODAY)


@pytest.fixture
def driven(session: OfficeSession, site: SiteIds) -> None:
    """A round with a visit done and one where nobody was home."""
    ann = make_child(session, "Анора", municipality="Лоҳутӣ")
    bek = make_child(session, "Бек", municipality="")
    facts = {"left_minute": 480, "back_minute": 780, "km": 41.5, "fuel_litres": 6.2}
    visits = [(ann, "done", 55), (bek, "nobody_home", None)]
    drive(session, site, team(session, site, " ".join(LONG_NAME)), date(2026, 11, 12), visits, **facts)


@pytest.mark.usefixtures("driven")
def test_coverage_says_who_is_known_visited_and_never_visited(session: OfficeSession, drawn: Drawn) -> None:
    data = coverage.collect(session, ASKED, WORDS)
    assert coverage.as_json(data) == {
        "day": "2026-11-20",
        "municipalities": [
            {
                "district": "Ховалинг",
                "municipality": "Лоҳутӣ",
                "known": 1,
                "home_service": 0,
                "visited_30_days": 1,
                "visited_90_days": 1,
                "never_visited": 0,
                "coverage": 1.0,
            },
            {
                "district": "Ховалинг",
                "municipality": None,
                "known": 1,
                "home_service": 0,
                "visited_30_days": 0,
                "visited_90_days": 0,
                "never_visited": 1,
                "coverage": 0.0,
            },
        ],
        "total": {
            "known": 2,
            "home_service": 0,
            "visited_30_days": 1,
            "visited_90_days": 1,
            "never_visited": 1,
            "coverage": 0.5,
        },
    }
    coverage_page.render(data, WORDS, lambda: None)
    for words in ("Лоҳутӣ", "not written down", "Together", percent(0.5)):
        assert drawn.has(words), words
    assert "not an estimate" in " ".join(drawn.texts)
    assert coverage.as_sheets(data, WORDS)[0].rows[-1][:3] == ["Together", "", 2]
    assert coverage.file_stem(data) == "coverage-2026-11-20"


@pytest.mark.usefixtures("driven")
def test_the_teams_month_says_outcomes_kilometres_and_hours(session: OfficeSession, drawn: Drawn) -> None:
    data = team_month.collect(session, ASKED, WORDS)
    said = team_month.as_json(data)
    assert isinstance(said, dict)
    (one,) = said["teams"]
    assert one["visits"]["by_outcome"]["done"] == 1
    assert (one["km"], one["km_per_visit"], one["hours_at_homes"], one["hours_on_the_road"]) == (41.5, 41.5, 0.92, 4.08)
    assert said["total"]["visits"]["children"] == 1
    team_month_page.render(data, WORDS, lambda: None)
    for words in ("Visits: nobody at home", "Kilometres a visit", "41,5", "Hours on the road"):
        assert drawn.has(words), words
    assert team_month.file_stem(data) == "teams-2026-11"


def test_a_month_without_rounds_says_so_and_invents_no_rate(
    session: OfficeSession, site: SiteIds, drawn: Drawn
) -> None:
    data = team_month.collect(session, ASKED, WORDS)
    team_month_page.render(data, WORDS, lambda: None)
    assert drawn.has("No rounds in this month.")
    said = team_month.as_json(data)
    assert isinstance(said, dict)
    assert said["teams"] == []
    assert said["total"]["km_per_visit"] is None
    assert said["total"]["hours_on_the_road"] is None
