"""Whatever is done with visits and rounds, in whatever order: what stays true."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from centre_app.db.session import OfficeSession
from centre_app.db.types import utc_now
from centre_app.errors import UserError
from centre_app.outreach.actions import (
    Undo,
    cancel_visit,
    choose_vehicle,
    give_round_to_team,
    move_visit,
    order_round,
    plan_visit,
    promise_visit,
    put_back,
    remove_round,
    set_round,
    undo_planning,
    unpromise_visit,
    unset_round,
)
from centre_app.outreach.models import Visit
from centre_app.outreach.planned_queries import planned_week
from tests.centre_app.outreach.planned_centre import (
    MONDAY,
    Planned,
    make_planned_centre,
    rounds_of,
    stored,
    visits_of,
)
from tests.conftest import SiteIds
from tests.factories.codelists import given_lists

DEEDS = (
    *("plan", "plan", "plan", "single", "move", "move", "back", "cancel", "promise", "unpromise"),
    *("set", "unset", "give", "vehicle", "order", "remove", "key", "undo", "undo"),
)


@dataclass(frozen=True)
class Deed:
    """One thing that somebody does; ``n`` chooses the line, the visit or the round."""

    what: str
    day: date
    n: int
    team: int
    position: int | None


deeds = st.builds(
    Deed,
    st.sampled_from(DEEDS),
    st.integers(0, 2).map(lambda n: MONDAY + timedelta(days=n)),
    st.integers(0, 5),
    st.integers(0, 1),
    st.sampled_from([None, 0, 1, 9]),
)


@pytest.fixture
def centre(session: OfficeSession, site: SiteIds) -> Planned:
    """Somewhere to plan."""
    given_lists(session)
    return make_planned_centre(session, site)


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(done=st.lists(deeds, min_size=4, max_size=14))
def test_what_stays_true_whatever_is_done(session: OfficeSession, centre: Planned, done: list[Deed]) -> None:
    undos: list[Undo] = []
    with session.begin_nested() as nested:
        for deed in done:
            before, keyed = stored(session), keyed_places(session)
            try:
                undo = carry_out(session, centre, deed, undos)
            except UserError:
                assert stored(session) == before, "what is refused changes nothing"
                continue
            if undo:
                undos.append(undo)
            check(session)
            if deed.what not in ("undo", "key"):
                assert keyed_places(session) == keyed, "what is keyed stays where it is"
        nested.rollback()
    session.expire_all()


def check(session: OfficeSession) -> None:
    """One round a team and day, no gaps in positions, nothing planned twice, every visit on its round's day."""
    rounds = {one.id: one for one in rounds_of(session)}
    assert len({(one.team_id, one.day) for one in rounds.values()}) == len(rounds)
    visits = visits_of(session)
    positions: dict[object, list[int]] = {}
    for visit in visits:
        if visit.round_id is not None:
            assert visit.day == rounds[visit.round_id].day
            positions.setdefault(visit.round_id, []).append(visit.position)
    assert all(sorted(found) == list(range(len(found))) for found in positions.values())
    planned = Counter(
        (visit.child_id, visit.service_id, visit.purpose)
        for visit in visits
        if visit.outcome == "planned" and visit.keyed_at is None
    )
    assert set(planned.values()) <= {1}
    assert len({visit.code for visit in visits}) == len(visits)
    for one in planned_week(session, MONDAY).rounds:
        assert [visit.position for visit in one.stops] == list(range(len(one.stops))), "called off: after the stops"
        open_times = [visit.planned_minute for visit in one.stops if visit.open]
        assert None not in open_times
        if not any(visit.keyed for visit in one.stops):
            assert open_times == sorted(minute for minute in open_times if minute is not None)


def keyed_places(session: OfficeSession) -> dict[object, object]:
    """Where the keyed visits are."""
    return {visit.id: (visit.round_id, visit.day) for visit in visits_of(session) if visit.keyed_at is not None}


def carry_out(session: OfficeSession, centre: Planned, deed: Deed, undos: list[Undo]) -> Undo | None:
    """Do it; gives how to take it back."""
    where = {"team_id": centre.teams[deed.team], "day": deed.day, "position": deed.position}
    lines = (*centre.services, centre.other)
    if deed.what == "plan":
        return plan_visit(session, service_id=lines[deed.n % len(lines)], **where).undo
    if deed.what == "single":
        child = centre.children[deed.n % 4]
        return plan_visit(session, child_id=child, purpose="device" if deed.n < 3 else "therapy", **where).undo
    if deed.what == "undo":
        if undos:
            undo_planning(session, undos.pop())
        return None
    return with_rounds(session, centre, deed) if deed.what in ROUNDS else with_visits(session, deed, where)


ROUNDS = ("set", "unset", "give", "vehicle", "order", "remove")


def with_visits(session: OfficeSession, deed: Deed, where: dict[str, object]) -> Undo | None:
    """What is done to one visit."""
    visits = visits_of(session)
    if not visits:
        return None
    visit = visits[deed.n % len(visits)]
    if deed.what == "move":
        return move_visit(session, visit.id, **where).undo  # type: ignore[arg-type]
    if deed.what == "cancel":
        values = {"outcome": ("ill", "refused", "moved")[deed.n % 3], "reason": "family_asked"}
        return cancel_visit(session, visit.id, **values, by_rule=True).undo
    if deed.what == "promise":
        return promise_visit(session, visit.id, minute=600, day=deed.day if deed.team else None).undo
    if deed.what == "key":
        standing = session.get_one(Visit, visit.id, populate_existing=True)
        if standing.outcome == "planned":
            standing.outcome, standing.keyed_at = "done", utc_now()
            session.flush()
        return None
    return (put_back if deed.what == "back" else unpromise_visit)(session, visit.id).undo


def with_rounds(session: OfficeSession, centre: Planned, deed: Deed) -> Undo | None:
    """What is done to one round."""
    rounds = rounds_of(session)
    if not rounds:
        return None
    one = rounds[deed.n % len(rounds)]
    if deed.what == "give":
        return give_round_to_team(session, one.id, centre.teams[deed.team]).undo
    if deed.what == "vehicle":
        return choose_vehicle(session, one.id, (centre.spare, None)[deed.team]).undo
    if deed.what == "order":
        stops = next(found for found in planned_week(session, MONDAY).rounds if found.id == one.id).stops
        return order_round(session, one.id, [visit.id for visit in reversed(stops)]).undo
    act = {"set": set_round, "unset": unset_round, "remove": remove_round}[deed.what]
    return act(session, one.id).undo
