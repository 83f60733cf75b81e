"""Whatever is done in the calendar, in whatever order: what stays true."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from centre_app.db.session import OfficeSession
from centre_app.errors import UserError
from centre_app.therapy.actions import (
    Booking,
    Undo,
    book_many,
    book_series,
    cancel_session,
    change_children,
    copy_week,
    end_for_child,
    move_session,
    reassign,
    remove_planned,
    restore_session,
    therapist_leaves,
    undo_calendar,
)
from centre_app.therapy.models import SeriesChild, SeriesException, SessionChild, SessionSeries, TherapySession
from tests.conftest import SiteIds
from tests.factories.children import make_enrolled
from tests.factories.therapy import series_booking
from tests.factories.workplace import make_staff

MONDAY = date(2026, 11, 23)
DEEDS = (
    *("book", "series", "move", "children", "cancel", "restore", "remove", "undo", "undo", "copy"),
    *("child leaves", "therapist leaves", "reassign"),
)


@dataclass(frozen=True)
class Deed:
    """One thing that somebody does. ``n`` chooses the hour, or which of the sessions is meant."""

    what: str
    day: date
    n: int
    scope: str
    children: tuple[int, ...]
    therapist: int


deeds = st.builds(
    Deed,
    st.sampled_from(DEEDS),
    st.integers(0, 4).map(lambda n: MONDAY + timedelta(days=n)),
    st.integers(0, 5),
    st.sampled_from(["this", "following", "all"]),
    st.sampled_from([(0,), (1,), (0, 1)]),
    st.integers(0, 2),
)


@dataclass(frozen=True)
class People:
    """Two children, and two therapists or nobody."""

    children: tuple[uuid.UUID, ...]
    therapists: tuple[uuid.UUID | None, ...]


@pytest.fixture
def people(session: OfficeSession, site: SiteIds) -> People:
    """Who is at the centre."""
    children = tuple(make_enrolled(session, site.day_care, given_name=name) for name in ("Анора", "Бек"))
    return People(children, (None, make_staff(session, "Сафарова Нигина"), make_staff(session, "Назарова Таҳмина")))


@pytest.mark.slow
@settings(
    max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(done=st.lists(deeds, min_size=3, max_size=12))
def test_what_stays_true_whatever_is_done(session: OfficeSession, people: People, done: list[Deed]) -> None:
    undos: list[Undo] = []
    with session.begin_nested() as nested:
        for deed in done:
            before = everything(session)
            try:
                undo = carry_out(session, people, deed, undos)
            except UserError:
                assert everything(session) == before, "what is refused changes nothing"
                continue
            if undo:
                undos.append(undo)
            assert in_two_places(session, SessionChild.child_id) == []
            assert in_two_places(session, TherapySession.therapist_id) == []
            assert planned_without_children(session) == 0
            assert astray(session) == [], "a session of a series stands as the series does, unless changed alone"
        nested.rollback()


def carry_out(session: OfficeSession, people: People, deed: Deed, undos: list[Undo]) -> Undo | None:
    """Do it; gives how to take it back."""
    start = 540 + 15 * deed.n
    children = tuple(people.children[n] for n in deed.children)
    therapist = people.therapists[deed.therapist]
    if deed.what == "book":
        return book_many(session, [Booking(deed.day, start, 30, "speech_therapy", therapist, None, children)]).undo
    if deed.what == "series":
        rule = "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4"
        return book_series(
            session, series_booking(deed.day, *children, rule=rule, start=start, therapist_id=therapist)
        ).undo
    if deed.what == "undo":
        return undo_calendar(session, undos.pop()) if undos else None
    if deed.what == "copy":
        return copy_week(session, MONDAY, MONDAY + timedelta(days=7)).undo
    if deed.what == "child leaves":
        return end_for_child(session, children[0], deed.day).undo
    if deed.what == "therapist leaves":
        return therapist_leaves(session, therapist, deed.day).undo if therapist else None
    here = session.scalars(select(TherapySession.id).order_by(TherapySession.day, TherapySession.id)).all()
    return change_one(session, deed, here[deed.n % len(here)], children, therapist, here) if here else None


def change_one(
    session: OfficeSession,
    deed: Deed,
    one: uuid.UUID,
    children: tuple[uuid.UUID, ...],
    therapist: uuid.UUID | None,
    here: Sequence[uuid.UUID],
) -> Undo | None:
    """Do something to one session, or with its series."""
    scope = deed.scope
    if deed.what == "move":
        place = (deed.day, 540 + 15 * deed.n, 30, therapist, None)
        return move_session(session, one, *place, scope=scope, clash_reason="так").undo
    if deed.what == "children":
        return change_children(session, one, children, scope=scope, clash_reason="так").undo
    if deed.what == "cancel":
        return cancel_session(session, one, "centre", "event", scope=scope).undo
    if deed.what == "restore":
        return restore_session(session, one, clash_reason="так").undo
    if deed.what == "reassign":
        return reassign(session, here[: deed.n + 1], therapist, clash_reason="так").undo if therapist else None
    return remove_planned(session, one, scope=scope).undo


def everything(session: OfficeSession) -> list[str]:
    """All rows of the calendar's tables."""
    models = (TherapySession, SessionChild, SessionSeries, SeriesChild, SeriesException)
    return sorted(repr(tuple(row)) for model in models for row in session.execute(select(model.__table__)))


def in_two_places(session: OfficeSession, who: Any) -> list[tuple[Any, date]]:
    """Children or therapists with two planned sessions at the same time."""
    place = (TherapySession.day, TherapySession.start_minute)
    wanted = select(who.label("who"), *place, TherapySession.minutes, TherapySession.id).distinct()
    rows = session.execute(
        wanted.join(SessionChild, SessionChild.session_id == TherapySession.id)
        .where(TherapySession.status == "planned", who.is_not(None))
        .order_by(who, *place)
    ).all()
    return [
        (one.who, one.day)
        for one, other in pairwise(rows)
        if (one.who, one.day) == (other.who, other.day) and other.start_minute < one.start_minute + one.minutes
    ]


def planned_without_children(session: OfficeSession) -> int:
    """How many planned sessions have nobody in them."""
    inside = select(SessionChild.session_id)
    empty = select(func.count()).select_from(TherapySession).where(TherapySession.id.not_in(inside))
    return session.execute(empty.where(TherapySession.status == "planned")).scalar_one()


def astray(session: OfficeSession) -> list[Any]:
    """Planned sessions of a series that differ from it and do not say that they were changed alone."""
    rows = session.execute(
        select(
            TherapySession.day,
            TherapySession.series_day,
            TherapySession.start_minute,
            TherapySession.minutes,
            SessionSeries.start_minute,
            SessionSeries.minutes,
        )
        .join(SessionSeries, SessionSeries.id == TherapySession.series_id)
        .where(TherapySession.status == "planned", ~TherapySession.changed_alone)
    )
    return [row for row in rows if (row[0], row[2], row[3]) != (row[1], row[4], row[5])]
