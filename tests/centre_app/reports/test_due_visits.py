"""The due list on paper."""

from __future__ import annotations

import json
from datetime import date

import pytest

from centre_app.db.session import OfficeSession
from centre_app.language.translate import Words
from centre_app.reports import due_visits, due_visits_page
from centre_app.reports.catalogue import make, traces
from centre_app.reports.parameters import TEAM, WEEK, read_parameters
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.centre_app.reports.road_centre import RoadCentre, road_centre
from tests.conftest import SiteIds
from tests.factories.homes import make_home_service, make_home_visit
from tests.factories.teams import make_team

WORDS = Words.of("en")


@pytest.fixture
def road(session: OfficeSession, site: SiteIds) -> RoadCentre:
    """Ҷамшед is long overdue, Анора just due, Зулфия's visit is planned."""
    made = road_centre(session, site)
    overdue = make_home_service(session, made.children[0], "coach", every_weeks=2)
    make_home_visit(session, overdue, date(2026, 10, 10))
    make_home_service(session, made.children[1], "coach", start=date(2026, 11, 25))
    planned = make_home_service(session, made.children[2], "coach")
    make_home_visit(session, planned, date(2026, 11, 26), "planned")
    return made


def collect(session: OfficeSession, **asked: object) -> due_visits.DueList:
    return due_visits.collect(session, read_parameters(session, (WEEK, TEAM), {"week": "2026-W48", **asked}), WORDS)


def draw(data: due_visits.DueList) -> bytes:
    return due_visits_page.render(data, WORDS, lambda: None)


def test_the_overdue_stand_first_and_the_planned_last(session: OfficeSession, road: RoadCentre) -> None:
    made = collect(session)
    assert [line.number for line in made.overdue] == ["K-0001"]
    assert [line.number for line in made.due] == ["K-0002"]
    assert [(line.number, line.state) for line in made.others] == [("K-0003", "planned")]
    assert [line.number for line in made.lines] == ["K-0001", "K-0002", "K-0003"]


def test_the_page_says_why_now_and_no_names(session: OfficeSession, road: RoadCentre, drawn: Drawn) -> None:
    draw(collect(session))
    for words in ("Overdue: 1", "Р. Ҷ., K-0001", "Сари Хосор", "+992 93 555-12-34", "never visited yet", "30"):
        assert words in drawn.together, words
    for name in ("Раҳимов", "Ҷамшед", "Анора"):
        assert not drawn.has(name), name
    assert drawn.has("Shredded on")
    assert not drawn.beyond


def test_a_team_has_its_own_lines_and_those_of_anybody(session: OfficeSession, road: RoadCentre) -> None:
    other = make_team(session, "Гурӯҳи водӣ")
    make_home_service(session, road.children[1], "therapy", team_id=other)
    assert len(collect(session, team=road.team).lines) == 3
    assert len(collect(session, team=other).lines) == 4


def test_a_week_without_anybody_due_is_a_page_that_says_so(session: OfficeSession, site: SiteIds, drawn: Drawn) -> None:
    assert pages(draw(collect(session))) == 1
    assert drawn.has("No visits are due in this week.")


def test_machines_get_numbers_and_reasons(session: OfficeSession, road: RoadCentre) -> None:
    found = json.loads(make(session, "due_visits", {"week": "2026-W48"}, "ru", "json").content)
    assert (found["week"], found["on"]) == ("2026-W48", "2026-11-23")
    first = found["due"][0]
    assert (first["child"], first["overdue"], first["due"]) == ("K-0001", 30, "2026-10-24")
    assert "Раҳимов" not in json.dumps(found, ensure_ascii=False)
    told = traces(session, "due_visits", {"week": "2026-W48"})
    assert {child for child, _what in told} == set(road.children)
    for format in ("pdf", "xlsx"):
        assert make(session, "due_visits", {"week": "2026-W48"}, "ky", format).name == f"due-visits-2026-W48.{format}"
