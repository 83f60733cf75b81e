"""A child is absent for the day: its planned sessions of that day are excused, and can be put back."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from centre_app.db.session import OfficeSession
from centre_app.errors import Refused, UserError
from centre_app.security.access import Actor, Role
from centre_app.therapy.absent_children import excuse_sessions, sessions_of_absent, undo_excusing
from centre_app.therapy.models import SessionChild, TherapySession
from centre_app.therapy.note_rules import ChildWriteUp, WriteUp
from centre_app.therapy.writing_up import write_up
from tests.conftest import TODAY, SiteIds
from tests.factories.children import make_enrolled
from tests.factories.codelists import given_lists
from tests.factories.therapy import make_session
from tests.statements import counted


@pytest.fixture
def children(session: OfficeSession, site: SiteIds) -> list[uuid.UUID]:
    given_lists(session)
    return [make_enrolled(session, site.day_care, site.morning, name) for name in ("Ҷамшед", "Нигина", "Зафар")]


def planned(session: OfficeSession, site: SiteIds, *children: uuid.UUID, days: int = 0) -> uuid.UUID:
    day = TODAY + timedelta(days=days)
    return make_session(session, site.site, day, dict.fromkeys(children, "invited"), status="planned")


def state(session: OfficeSession, session_id: uuid.UUID) -> tuple[str, str | None, dict[uuid.UUID, str]]:
    session.expire_all()
    row = session.get_one(TherapySession, session_id)
    there = session.query(SessionChild).filter_by(session_id=session_id)
    return row.status, row.reason, {child.child_id: child.status for child in there}


def test_a_childs_own_session_is_called_off_and_in_a_group_the_child_is_excused(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    one, two, three = children
    own, group = planned(session, site, one), planned(session, site, one, two, three)
    assert {(row.session_id, row.whole) for row in sessions_of_absent(session, TODAY, [one], "tg")} == {
        (own, True),
        (group, False),
    }
    excuse_sessions(session, TODAY, [one], "illness")
    assert state(session, own) == ("cancelled_by_family", "illness", {one: "excused"})
    assert state(session, group) == ("planned", None, {one: "excused", two: "invited", three: "invited"})
    assert sessions_of_absent(session, TODAY, [one], "tg") == ()


def test_a_group_of_which_everybody_is_absent_is_called_off(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    one, two, three = children
    group = planned(session, site, one, two, three)
    excuse_sessions(session, TODAY, [one, two], "illness")
    assert state(session, group)[0] == "planned"
    excuse_sessions(session, TODAY, [three], "weather_road")
    assert state(session, group)[:2] == ("cancelled_by_family", "weather_road")


def test_other_days_and_written_sessions_are_left_alone(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    one = children[0]
    tomorrow, held = planned(session, site, one, days=1), planned(session, site, one)
    write_up(session, held, WriteUp("held", (ChildWriteUp(one, "attended"),), 30))
    assert not excuse_sessions(session, TODAY, [one], "illness")
    assert state(session, tomorrow)[0] == "planned"
    assert state(session, held)[0] == "held"


def test_undo_puts_back_exactly_what_was(session: OfficeSession, site: SiteIds, children: list[uuid.UUID]) -> None:
    one, two, _three = children
    own, group = planned(session, site, one), planned(session, site, one, two)
    before = state(session, own), state(session, group)
    done = excuse_sessions(session, TODAY, [one], "illness")
    assert done.count == 2
    undo_excusing(session, done)
    assert (state(session, own), state(session, group)) == before


def test_what_was_changed_since_is_not_undone(session: OfficeSession, site: SiteIds, children: list[uuid.UUID]) -> None:
    one = children[0]
    own, other = planned(session, site, one), planned(session, site, one)
    done = excuse_sessions(session, TODAY, [one], "illness")
    write_up(session, own, WriteUp("held", (ChildWriteUp(one, "attended"),), 30))
    with pytest.raises(UserError, match="changed since"):
        undo_excusing(session, done)
    assert state(session, other)[0] == "cancelled_by_family"


def test_a_reason_is_one_of_the_list(session: OfficeSession, site: SiteIds, children: list[uuid.UUID]) -> None:
    with pytest.raises(UserError) as caught:
        excuse_sessions(session, TODAY, children, "summer")
    assert caught.value.field == "reason"


def test_the_secretary_who_marks_the_day_may_excuse_and_a_numbers_only_account_may_not(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    own = planned(session, site, children[0])
    session.actor = Actor(session.actor.account_id, "Бону", Role.NUMBERS_ONLY)
    with pytest.raises(Refused):
        excuse_sessions(session, TODAY, children, "illness")
    session.actor = Actor(session.actor.account_id, "Саидова Лола", Role.SECRETARY)
    excuse_sessions(session, TODAY, children, "illness")
    assert state(session, own)[0] == "cancelled_by_family"


def test_statements_do_not_grow_with_sessions_and_children(
    session: OfficeSession, site: SiteIds, children: list[uuid.UUID]
) -> None:
    sent = []
    for n in (1, 3):
        for _more in range(n):
            planned(session, site, *children[:n])
        with counted(session) as looked:
            sessions_of_absent(session, TODAY, children[:n], "tg")
        with counted(session) as excused:
            excuse_sessions(session, TODAY, children[:n], "illness")
        sent.append((len(looked), len(excused)))
    assert sent[0] == sent[1]
