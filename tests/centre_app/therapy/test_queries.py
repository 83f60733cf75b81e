"""Sessions as figures (counting.md, ``sessions``)."""

from __future__ import annotations

from datetime import date

from centre_app.db.session import OfficeSession
from centre_app.therapy.queries import (
    ChildSessions,
    attended_before,
    attended_by_month,
    child_sessions,
    session_figures,
    sessions_on,
)
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.therapy import make_session

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
DAY = date(2026, 10, 20)


def test_a_month_of_sessions(session: OfficeSession, site: SiteIds) -> None:
    ann, bek, vera = (make_child(session, name) for name in ("Анора", "Бек", "Вера"))
    make_session(session, site.site, DAY, [ann, bek], minutes=45)
    make_session(session, site.site, OCTOBER[0], {ann: "attended", bek: "missed", vera: "excused"}, kind="massage")
    make_session(session, site.site, OCTOBER[1], {vera: "invited"}, status="planned")
    make_session(session, site.site, DAY, {ann: "attended"}, status="cancelled_by_family")
    make_session(session, site.site, DAY, {ann: "missed"}, status="cancelled_by_centre")
    make_session(session, site.site, date(2026, 11, 1), [vera])
    found = session_figures(session, site.site, *OCTOBER)
    assert (found.planned, found.held, found.cancelled_by_family, found.cancelled_by_centre) == (1, 2, 1, 1)
    assert found.held_by_type == {"massage": 1, "speech_therapy": 1}
    assert (found.held_minutes, found.child_sessions, found.missed, found.children) == (75, 3, 1, 2)


def test_a_month_without_sessions_is_all_zeros(session: OfficeSession, site: SiteIds) -> None:
    found = session_figures(session, site.site, *OCTOBER)
    assert (found.planned, found.held, found.held_minutes, found.children, found.held_by_type) == (0, 0, 0, 0, {})


def test_only_a_held_session_that_was_attended_counts_for_a_child(session: OfficeSession, site: SiteIds) -> None:
    ann, bek = make_child(session, "Анора"), make_child(session, "Бек")
    make_session(session, site.site, DAY, {ann: "attended", bek: "missed"})
    make_session(session, site.site, DAY, [bek], status="planned")
    assert attended_by_month(session, site.site, *OCTOBER) == {(2026, 10): frozenset({ann})}
    assert attended_before(session, [ann, bek], date(2026, 10, 21)) == {ann}
    assert attended_before(session, [ann, bek], DAY) == frozenset()
    assert child_sessions(session, [ann, bek], *OCTOBER) == {
        ann: ChildSessions(1, 0, {"speech_therapy": 1}, 30),
        bek: ChildSessions(0, 1, {}, 0),
    }


def test_the_sessions_of_a_day_are_those_not_cancelled(session: OfficeSession, site: SiteIds) -> None:
    for status in ("planned", "held", "cancelled_by_family"):
        make_session(session, site.site, TODAY, [], status=status)
    assert sessions_on(session, TODAY) == 2
