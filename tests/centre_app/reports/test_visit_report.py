"""The visit report: visits that were made, for the family to sign."""

from __future__ import annotations

import json
import uuid
from datetime import date

import pytest

from centre_app.db.session import OfficeSession
from centre_app.errors import NotFound, Refused, UserError
from centre_app.language.translate import Words
from centre_app.outreach.result_rules import Concern, VisitResult
from centre_app.outreach.results import key_visit
from centre_app.plans.queries import plan_ids_of
from centre_app.reports import visit_report, visit_report_page
from centre_app.reports.catalogue import make, traces
from centre_app.reports.parameters import CHILD, PERIOD, VISIT, read_parameters
from centre_app.security.access import Actor, Role
from tests.centre_app.reports.conftest import Drawn
from tests.centre_app.reports.pdf_bytes import pages
from tests.centre_app.reports.road_centre import BEFORE, TASK, RoadCentre, road_centre
from tests.conftest import TODAY, SiteIds
from tests.factories.plans import goal_ids
from tests.factories.visits import make_planned_round

WORDS = Words.of("en")
DAY = date(2026, 11, 17)


@pytest.fixture
def road(session: OfficeSession, site: SiteIds) -> RoadCentre:
    return road_centre(session, site)


@pytest.fixture
def visited(session: OfficeSession, site: SiteIds, road: RoadCentre) -> uuid.UUID:
    """Ҷамшед was visited three days ago."""
    child = road.children[0]
    _round, (visit,) = make_planned_round(session, site.site, [child], DAY, team=road.team)
    result = VisitResult(
        "done",
        arrived_minute=545,
        minutes=50,
        done_note="Дар зону нишинондем",
        parent_showed="Модар худаш нишон дод",
        task="Ҳар рӯз дар зону",
        goals=tuple(goal_ids(session, plan_ids_of(session, [child])[child])),
        practised="partly",
        practised_minutes=40,
        concerns=(Concern("illness", "сулфа мекунад"), Concern("neglect", "танҳо мемонад")),
        next_day=date(2026, 12, 8),
    )
    key_visit(session, visit, result, 1)
    return visit


def collect(session: OfficeSession, **asked: object) -> tuple[visit_report.VisitReport, ...]:
    return visit_report.collect(session, read_parameters(session, (CHILD, PERIOD, VISIT), asked), WORDS)


def draw(*reports: visit_report.VisitReport) -> bytes:
    return visit_report_page.render(reports, WORDS, lambda: None)


def test_all_that_was_written_of_a_visit_is_said(session: OfficeSession, visited: uuid.UUID, drawn: Drawn) -> None:
    draw(*collect(session, visit=visited))
    said = (
        *("17.11.2026  ·  therapy at home  ·  done", "Гурӯҳи кӯҳ", "09:05, 50 min", "Дар зону нишинондем"),
        *("Модар худаш нишон дод", "Худаш менишинад", "practised a little, 40 min", "Ҳар рӯз дар зону"),
        *("illness: сулфа мекунад", "08.12.2026", "Раҳимов Ҷамшед", "Parent or guardian"),
    )
    for words in said:
        assert words in drawn.together, words


def test_what_the_family_must_not_read_is_not_on_the_paper_it_signs(
    session: OfficeSession, visited: uuid.UUID, drawn: Drawn
) -> None:
    reports = collect(session, visit=visited)
    draw(*reports)
    assert not drawn.has("танҳо мемонад")
    assert not drawn.has("neglect")
    assert "танҳо мемонад" not in str(visit_report.as_sheets(reports, WORDS))


def test_a_period_holds_its_visits_in_order_and_an_empty_one_says_so(
    session: OfficeSession, road: RoadCentre, visited: uuid.UUID, drawn: Drawn
) -> None:
    child = road.children[0]
    (report,) = collect(session, child=child, first=BEFORE, last=TODAY)
    assert [visit.day for visit in report.visits] == [BEFORE, DAY]
    assert report.visits[0].result.task == TASK
    (empty,) = collect(session, child=child, first=date(2026, 1, 1), last=date(2026, 1, 31))
    assert pages(draw(empty)) == 1
    assert drawn.has("No visits in this period.")


def test_a_visit_that_did_not_take_place_says_why(
    session: OfficeSession, site: SiteIds, road: RoadCentre, drawn: Drawn
) -> None:
    _round, (visit,) = make_planned_round(session, site.site, [road.children[1]], DAY, team=road.team)
    key_visit(session, visit, VisitResult("nobody_home", reason_note="дар тӯй буданд"), 1)
    draw(*collect(session, visit=visit))
    assert drawn.has("nobody at home")
    assert drawn.has("дар тӯй буданд")
    assert not drawn.has("What was done")


def test_without_a_child_or_a_result_there_is_no_report(session: OfficeSession, road: RoadCentre) -> None:
    with pytest.raises(UserError):
        collect(session)
    with pytest.raises(NotFound):
        collect(session, visit=road.visits[0])


def test_it_is_for_who_may_read_notes(session: OfficeSession, visited: uuid.UUID) -> None:
    session.actor = Actor(None, "Зарина Котиба", Role.SECRETARY)
    with pytest.raises(Refused):
        make(session, "visit_report", {"visit": visited}, "ru")


def test_machines_get_codes_and_the_number(session: OfficeSession, road: RoadCentre, visited: uuid.UUID) -> None:
    found = json.loads(make(session, "visit_report", {"visit": visited}, "ru", "json").content)
    assert found["number"] == "K-0001"
    (visit,) = found["visits"]
    assert (visit["outcome"], visit["practised"], visit["next"], visit["minutes"]) == (
        "done",
        "partly",
        "2026-12-08",
        50,
    )
    assert traces(session, "visit_report", {"visit": visited}) == ((road.children[0], "visit_report"),)
    for format in ("pdf", "xlsx"):
        assert make(session, "visit_report", {"visit": visited}, "kk", format).name == f"visit-report-K-0001.{format}"
