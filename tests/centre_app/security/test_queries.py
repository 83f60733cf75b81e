"""The history as the manager reads it."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.security import queries
from centre_app.security.queries import HistoryFilter
from centre_app.sites.models import Site
from tests.conftest import SiteIds


@pytest.fixture
def child_id(session: OfficeSession, site: SiteIds) -> uuid.UUID:
    """Three looks at one child's file, after the entries of the site."""
    child_id = new_id()
    for kind in ("opened", "printed", "exported"):
        session.record_access(kind, child_id=child_id, what="progress")
    session.finish()
    return child_id


def test_the_newest_entry_comes_first_and_pages_follow_on(session: OfficeSession, child_id: uuid.UUID) -> None:
    whole = queries.history(session, HistoryFilter())
    assert [line.act for line in whole.lines[:3]] == ["exported", "printed", "opened"]
    assert not whole.more
    first = queries.history(session, HistoryFilter(), limit=2)
    assert first.more
    rest = queries.history(session, HistoryFilter(), before_seq=first.lines[-1].seq)
    assert first.lines + rest.lines == whole.lines


def test_it_narrows_to_a_child_an_act_an_entity_and_a_person(
    session: OfficeSession, child_id: uuid.UUID, site: SiteIds
) -> None:
    def found(**wanted: object) -> list[str]:
        return [line.act for line in queries.history(session, HistoryFilter(**wanted)).lines]  # type: ignore[arg-type]

    assert found(child_id=child_id) == ["exported", "printed", "opened"]
    assert found(act="printed") == ["printed"]
    assert len(found(entity="service")) == 2
    assert found(account_id=new_id()) == []
    assert len(found(account_id=session.actor.account_id)) == len(found())


def test_both_days_of_a_span_are_included(session: OfficeSession, child_id: uuid.UUID) -> None:
    today = datetime.now(UTC).astimezone().date()
    assert queries.history(session, HistoryFilter(first=today, last=today)).lines
    assert not queries.history(session, HistoryFilter(first=today + timedelta(days=1))).lines
    assert not queries.history(session, HistoryFilter(last=today - timedelta(days=1))).lines


def test_a_line_shows_what_it_was_and_what_it_became(session: OfficeSession, site: SiteIds) -> None:
    row = session.get_one(Site, site.site)
    row.phone = "+992 3316 2 11 00"
    session.finish()
    line = queries.history(session, HistoryFilter(entity="site"), limit=1).lines[0]
    assert (line.before, line.after) == ({"phone": ""}, {"phone": "+992 3316 2 11 00"})
    assert line.who == session.actor.name


def test_what_to_narrow_by_is_offered(session: OfficeSession, child_id: uuid.UUID) -> None:
    assert {"opened", "printed", "exported"} <= set(queries.history_acts(session))
    assert queries.history_people(session) == [(session.actor.account_id, session.actor.name)]


def test_ones_own_account_is_told(session: OfficeSession) -> None:
    assert queries.own_account(session).username == "manager"
