"""Put on the list, offered a place, started, dropped; each step can be undone."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from centre_app.children.actions import archive_child
from centre_app.db.session import OfficeSession
from centre_app.db.types import new_id
from centre_app.errors import NotFound, UserError
from centre_app.waiting.actions import (
    OfferBefore,
    WaitingChanges,
    WaitingInput,
    add_waiting,
    change_waiting,
    drop_waiting,
    offer_declined,
    offer_place,
    remove_waiting,
    reopen_waiting,
    take_back_offer,
    waiting_started,
)
from centre_app.waiting.queries import WaitingRow, waiting_list
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_child
from tests.factories.codelists import given_lists
from tests.factories.waiting import make_waiting

ASKED = date(2026, 10, 1)


@pytest.fixture
def child(session: OfficeSession, site: SiteIds) -> uuid.UUID:
    """A child of the centre."""
    given_lists(session)
    return make_child(session)


@pytest.fixture
def line(session: OfficeSession, child: uuid.UUID) -> uuid.UUID:
    """It waits for speech therapy."""
    return make_waiting(session, child, day=ASKED)


def the(session: OfficeSession, entry_id: uuid.UUID) -> WaitingRow:
    """A line as read."""
    return next(row for row in waiting_list(session, state="all") if row.id == entry_id)


def refused_at(error: pytest.ExceptionInfo[UserError]) -> str | None:
    """The field that was said to be wrong."""
    return error.value.field


def test_a_child_waits_since_today_unless_another_day_is_said(session: OfficeSession, child: uuid.UUID) -> None:
    assert the(session, make_waiting(session, child)).requested_day == TODAY
    assert the(session, make_waiting(session, child, "massage", day=ASKED)).requested_day == ASKED


def test_the_same_child_does_not_wait_twice_for_the_same(
    session: OfficeSession, site: SiteIds, child: uuid.UUID, line: uuid.UUID
) -> None:
    with pytest.raises(UserError, match=r"since 01\.10\.2026") as refused:
        make_waiting(session, child)
    assert refused_at(refused) == "what"
    make_waiting(session, child, "massage")
    make_waiting(session, child, service_id=site.day_care)
    with pytest.raises(UserError, match="already"):
        make_waiting(session, child, service_id=site.day_care)


def test_a_child_that_started_can_wait_for_the_same_again(
    session: OfficeSession, child: uuid.UUID, line: uuid.UUID
) -> None:
    waiting_started(session, line)
    again = make_waiting(session, child)
    assert the(session, again).status == "waiting"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"session_type": None}, "what"),
        ({"session_type": "juggling"}, "what"),
        ({"session_type": None, "service_id": new_id()}, "what"),
        ({"service_id": new_id()}, "what"),
        ({"priority": "high"}, "reason"),
        ({"priority": "now", "reason": "x"}, "priority"),
        ({"requested_day": TODAY + timedelta(1)}, "requested_day"),
        ({"wishes": "x" * 301}, "wishes"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    session: OfficeSession, child: uuid.UUID, values: dict[str, object], field: str
) -> None:
    entry = WaitingInput(child, **{"session_type": "speech_therapy"} | values)  # type: ignore[arg-type]
    with pytest.raises(UserError) as refused:
        add_waiting(session, entry)
    assert refused_at(refused) == field
    assert waiting_list(session, state="all") == ()


def test_a_child_in_the_archive_is_not_put_on_the_list(session: OfficeSession, child: uuid.UUID) -> None:
    archive_child(session, child, reason="кӯчиданд")
    with pytest.raises(UserError, match="archive") as refused:
        make_waiting(session, child)
    assert refused_at(refused) == "child_id"


def test_a_child_that_is_not_there_is_not_put_on_the_list(session: OfficeSession, child: uuid.UUID) -> None:
    with pytest.raises(NotFound):
        make_waiting(session, new_id())


def test_priority_day_and_wishes_change_what_is_waited_for_does_not(session: OfficeSession, line: uuid.UUID) -> None:
    change_waiting(session, line, WaitingChanges(date(2026, 9, 1), "high", " контрактура ", "субҳ"))
    row = the(session, line)
    assert (row.requested_day, row.priority, row.reason, row.wishes) == (
        date(2026, 9, 1),
        "high",
        "контрактура",
        "субҳ",
    )
    assert row.session_type == "speech_therapy"


def test_the_request_cannot_be_moved_behind_an_offer(session: OfficeSession, line: uuid.UUID) -> None:
    offer_place(session, line, date(2026, 10, 5))
    with pytest.raises(UserError):
        change_waiting(session, line, WaitingChanges(date(2026, 10, 6), "usual", "", ""))


def test_each_offer_is_counted_with_its_day_also_a_declined_one(session: OfficeSession, line: uuid.UUID) -> None:
    assert offer_place(session, line, date(2026, 10, 5)) == OfferBefore("waiting", None, 0)
    assert (the(session, line).status, the(session, line).offered_day) == ("offered", date(2026, 10, 5))
    offer_declined(session, line)
    assert (the(session, line).status, the(session, line).offers) == ("waiting", 1)
    with pytest.raises(UserError, match="No place is offered"):
        offer_declined(session, line)
    before = offer_place(session, line)
    assert before == OfferBefore("waiting", date(2026, 10, 5), 1)
    assert (the(session, line).offers, the(session, line).offered_day) == (2, TODAY)
    take_back_offer(session, line, before)
    row = the(session, line)
    assert (row.status, row.offers, row.offered_day) == ("waiting", 1, date(2026, 10, 5))


@pytest.mark.parametrize("day", [ASKED - timedelta(1), TODAY + timedelta(1)])
def test_a_place_is_not_offered_before_the_request_nor_in_the_future(
    session: OfficeSession, line: uuid.UUID, day: date
) -> None:
    with pytest.raises(UserError) as refused:
        offer_place(session, line, day)
    assert refused_at(refused) == "day"


def test_the_wait_ends_with_the_first_day(session: OfficeSession, line: uuid.UUID) -> None:
    assert waiting_started(session, line, date(2026, 10, 31)) == "waiting"
    row = the(session, line)
    assert (row.status, row.closed_day, row.days) == ("started", date(2026, 10, 31), 30)


def test_a_first_day_may_be_agreed_for_the_next_weeks_but_not_for_next_year(
    session: OfficeSession, line: uuid.UUID
) -> None:
    with pytest.raises(UserError, match=r"19\.01\.2027 at the latest"):
        waiting_started(session, line, date(2027, 1, 20))
    waiting_started(session, line, date(2027, 1, 19))
    assert the(session, line).status == "started"


def test_a_child_is_dropped_with_a_reason(session: OfficeSession, line: uuid.UUID) -> None:
    with pytest.raises(UserError) as refused:
        drop_waiting(session, line, "  ")
    assert refused_at(refused) == "close_reason"
    drop_waiting(session, line, "кӯчиданд")
    row = the(session, line)
    assert (row.status, row.closed_day, row.close_reason) == ("dropped", TODAY, "кӯчиданд")


def test_a_closed_line_is_reopened_as_it_was(session: OfficeSession, line: uuid.UUID) -> None:
    offer_place(session, line)
    before = drop_waiting(session, line, "иштибоҳ")
    reopen_waiting(session, line, before)
    row = the(session, line)
    assert (row.status, row.closed_day, row.close_reason, row.days) == ("offered", None, "", 50)


def test_a_line_is_not_reopened_beside_another_for_the_same(
    session: OfficeSession, child: uuid.UUID, line: uuid.UUID
) -> None:
    waiting_started(session, line)
    make_waiting(session, child)
    with pytest.raises(UserError, match="already"):
        reopen_waiting(session, line)


def test_a_closed_line_is_neither_offered_nor_changed_nor_closed_again(session: OfficeSession, line: uuid.UUID) -> None:
    waiting_started(session, line)
    for step in (
        lambda: offer_place(session, line),
        lambda: waiting_started(session, line),
        lambda: drop_waiting(session, line, "р"),
        lambda: change_waiting(session, line, WaitingChanges(ASKED, "usual", "", "")),
        lambda: remove_waiting(session, line),
    ):
        with pytest.raises(UserError, match="not waiting any more"):
            step()


def test_only_a_line_without_an_offer_is_taken_back_whole(session: OfficeSession, line: uuid.UUID) -> None:
    offer_place(session, line)
    with pytest.raises(UserError, match="offered already"):
        remove_waiting(session, line)
    take_back_offer(session, line, OfferBefore("waiting", None, 0))
    remove_waiting(session, line)
    assert waiting_list(session, state="all") == ()
    with pytest.raises(NotFound):
        offer_place(session, line)
