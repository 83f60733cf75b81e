"""What was written of a child in a session that was called off and put back is not lost when the child leaves it."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.therapy.actions import (
    Booking,
    book_session,
    change_children,
    end_for_child,
    restore_session,
)
from centre_app.therapy.models import SessionChild
from centre_app.therapy.note_rules import ChildWriteUp, WriteUp
from centre_app.therapy.placing import Impossible
from centre_app.therapy.writing_up import write_up
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_enrolled
from tests.factories.codelists import given_lists

MONDAY = TODAY + timedelta(3)


@pytest.fixture
def children(session: OfficeSession, site: SiteIds) -> list[uuid.UUID]:
    """Two of a group."""
    given_lists(session)
    return [make_enrolled(session, site.day_care, site.morning, name) for name in ("Ҷамшед", "Нигина")]


@pytest.fixture
def put_back(session: OfficeSession, children: list[uuid.UUID]) -> uuid.UUID:
    """Their session: called off with a word on each, and planned again."""
    booking = Booking(MONDAY, 600, 30, "speech_therapy", None, None, tuple(children))
    session_id = book_session(session, booking).id
    said = tuple(ChildWriteUp(child, "excused", note="модар зуд меояд") for child in children)
    write_up(session, session_id, WriteUp("cancelled_by_centre", said, 30, reason="illness"))
    restore_session(session, session_id)
    return session_id


def test_who_is_written_of_is_not_taken_out(
    session: OfficeSession, children: list[uuid.UUID], put_back: uuid.UUID
) -> None:
    with pytest.raises(UserError, match="Something is written"):
        change_children(session, put_back, children[:1])
    with pytest.raises(UserError, match="Something is written"):
        end_for_child(session, children[1], TODAY)
    session.expire_all()
    assert session.get_one(SessionChild, (put_back, children[1])).note == "модар зуд меояд"


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1899, 12, 31)])
def test_a_day_of_another_century_is_a_slip_of_the_pen(
    session: OfficeSession, children: list[uuid.UUID], day: date
) -> None:
    with pytest.raises(Impossible, match="Please check the year") as raised:
        book_session(session, Booking(day, 600, 30, "speech_therapy", None, None, tuple(children)))
    assert raised.value.field == "day"
