"""Booking a proposal: whole or not at all, only on the week it was made for, and taken back exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.therapy.actions import Booking, book_session, undo_calendar
from centre_app.therapy.calendar import sessions_between
from centre_app.timetable.actions import book_proposal
from centre_app.timetable.problem import Proposal
from centre_app.timetable.queries import week_to_plan
from centre_app.timetable.solver import propose
from tests.conftest import SiteIds
from tests.factories.timetable_centre import WEEK_48, Planned, make_planned_centre


@pytest.fixture
def centre(session: OfficeSession, site: SiteIds) -> Planned:
    """Staff, a room and three children with plans."""
    return make_planned_centre(session, site.day_care)


def proposed(session: OfficeSession) -> Proposal:
    """The week's proposal."""
    return propose(week_to_plan(session, WEEK_48, language="en").problem)


def booked(session: OfficeSession) -> int:
    """How many sessions the week has."""
    return len(sessions_between(session, WEEK_48, WEEK_48 + timedelta(days=6), language="en"))


def test_a_proposal_is_booked_whole_and_then_nothing_is_due(session: OfficeSession, centre: Planned) -> None:
    proposal = proposed(session)
    assert (proposal.status, proposal.found) == ("optimal", 9)
    assert len(book_proposal(session, proposal).ids) == len(proposal.new) == booked(session)
    again = proposed(session)
    assert (again.problem.due, again.placed, again.new) == (0, 9, ())


def test_undo_takes_away_exactly_what_was_booked(session: OfficeSession, centre: Planned) -> None:
    one = Booking(WEEK_48, 540, 30, "speech_therapy", centre.logoped, centre.room, centre.children[:1])
    kept = book_session(session, one).id
    undo = book_proposal(session, proposed(session)).undo
    assert booked(session) > 1
    undo_calendar(session, undo)
    left = sessions_between(session, WEEK_48, WEEK_48 + timedelta(days=6), language="en")
    assert [row.id for row in left] == [kept]


def test_a_week_that_was_changed_since_is_not_booked_over(session: OfficeSession, centre: Planned) -> None:
    proposal = proposed(session)
    book_session(
        session,
        Booking(WEEK_48, 900, 30, "speech_therapy", centre.logoped, centre.room, centre.children[:1]),
    )
    with pytest.raises(UserError, match="was changed since"):
        book_proposal(session, proposal)
    assert booked(session) == 1


def test_a_proposal_that_breaks_a_rule_is_refused_by_the_checker(session: OfficeSession, centre: Planned) -> None:
    proposal = proposed(session)
    night = replace(proposal.new[0], start=60)
    with pytest.raises(UserError, match="hours"):
        book_proposal(session, replace(proposal, new=(night, *proposal.new[1:])))
    assert booked(session) == 0
