"""Visits as figures (counting.md, ``visits``)."""

from __future__ import annotations

from datetime import date

from centre_app.db.session import OfficeSession
from centre_app.outreach.queries import child_visits, visit_figures, visited_before, visited_by_month, visits_on
from centre_app.outreach.rules import OUTCOMES
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.outreach import make_round, make_visit

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
DAY = date(2026, 10, 20)


def test_a_month_of_visits(session: OfficeSession, site: SiteIds) -> None:
    ann, bek = make_child(session, "Анора"), make_child(session, "Бек")
    make_visit(session, site.site, ann, OCTOBER[0])
    make_visit(session, site.site, ann, OCTOBER[1], "partly")
    make_visit(session, site.site, bek, DAY, "nobody_home")
    make_visit(session, site.site, bek, date(2026, 11, 1))
    make_round(session, site.site, DAY, 40.2)
    make_round(session, site.site, DAY, 0.1)
    make_round(session, site.site, date(2026, 9, 30), 99)
    found = visit_figures(session, site.site, *OCTOBER)
    assert found.by_outcome == dict.fromkeys(OUTCOMES, 0) | {"done": 1, "partly": 1, "nobody_home": 1}
    assert (found.children, found.km) == (1, 40.3)


def test_only_what_was_done_or_partly_done_is_a_service(session: OfficeSession, site: SiteIds) -> None:
    ann, bek = make_child(session, "Анора"), make_child(session, "Бек")
    make_visit(session, site.site, ann, DAY, "partly")
    make_visit(session, site.site, bek, DAY, "refused")
    assert visited_by_month(session, site.site, *OCTOBER) == {(2026, 10): frozenset({ann})}
    assert visited_before(session, [ann, bek], OCTOBER[1]) == {ann}
    assert visited_before(session, [ann, bek], DAY) == frozenset()
    assert child_visits(session, [ann, bek], *OCTOBER) == {ann: {"partly": 1}, bek: {"refused": 1}}


def test_the_visits_of_a_day_are_those_planned_or_made(session: OfficeSession, site: SiteIds) -> None:
    child = make_child(session)
    for outcome in ("planned", "done", "team_cancelled"):
        make_visit(session, site.site, child, TODAY, outcome)
    assert visits_on(session, TODAY) == 2
