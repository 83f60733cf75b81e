"""How a round goes: by example, and what holds of every round."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_app.outreach import schedule
from centre_app.outreach.schedule import Frame, Hours, Laid, Lunch, Stop, best_place, lay_out, lay_out_round
from centre_app.places.ways import ClosureFacts, Network, PlaceFacts, RoadFacts, Way

BASE, NEAR, FAR, BEYOND = (uuid.UUID(int=n) for n in range(1, 5))
TEAM, OTHER_TEAM, CAR = (uuid.UUID(int=n) for n in range(11, 14))
DAY = date(2026, 11, 24)  # a Tuesday
HOURS, LUNCH, NO_LUNCH = Hours(540, 1020), Lunch(45, 720, 840), Lunch(0, 720, 840)


class Known:
    """Ways that are said outright, both ways alike; the same place 1 km and 5 minutes."""

    def __init__(self, ways: dict[tuple[uuid.UUID, uuid.UUID], Way | None]) -> None:
        self.ways = ways

    def between(self, a: uuid.UUID, b: uuid.UUID, /) -> Way | None:
        """The way said."""
        return Way(1.0, 5, False) if a == b else self.ways.get((a, b), self.ways.get((b, a)))


WAYS = Known(
    {
        (BASE, NEAR): Way(10.0, 20, False),
        (BASE, FAR): Way(30.0, 60, False),
        (NEAR, FAR): Way(20.0, 40, True),
        (BASE, BEYOND): None,
        (NEAR, BEYOND): None,
        (FAR, BEYOND): None,
    }
)
FRAME = Frame(DAY, TEAM, BASE, HOURS, LUNCH, members=2, least_members=1, skills=frozenset({"physio"}), vehicle=CAR)


def stop(place: uuid.UUID | None = NEAR, minutes: int = 45, **values: object) -> Stop:
    """A visit somewhere."""
    return replace(Stop(uuid.uuid4(), place, minutes), **values)  # type: ignore[arg-type]


def laid(*stops: Stop, lunch: Lunch = LUNCH, hours: Hours = HOURS) -> Laid:
    """These visits from the base."""
    return lay_out(stops, base=BASE, ways=WAYS, hours=hours, lunch=lunch)


def kinds(done: Laid) -> list[str]:
    """What is broken."""
    return [one.kind for one in done.broken]


def test_a_short_round_drives_visits_and_comes_back_without_lunch() -> None:
    done = laid(stop(NEAR), stop(FAR))
    assert [(one.arrive, one.leave, one.travel_minutes, one.estimated) for one in done.stops] == [
        (560, 605, 20, False),
        (645, 690, 40, True),
    ]
    assert (done.start, done.end, done.km, done.lunch) == (540, 750, 60.0, None)
    assert (done.travel_minutes, done.visit_minutes, done.minutes, done.estimated) == (120, 90, 210, True)
    assert done.fits


def test_it_leaves_so_late_that_nobody_waits_at_the_first_door() -> None:
    done = laid(stop(FAR, from_minute=660))
    assert (done.start, done.stops[0].arrive, done.stops[0].wait) == (600, 660, 0)


def test_later_it_waits_until_somebody_is_at_home() -> None:
    done = laid(stop(NEAR), stop(FAR, from_minute=700), lunch=NO_LUNCH)
    assert (done.stops[1].arrive, done.stops[1].wait, done.wait_minutes) == (700, 55, 55)


def test_two_homes_of_one_place_have_the_inner_way_between_them() -> None:
    done = laid(stop(NEAR), stop(NEAR))
    assert (done.stops[1].km, done.stops[1].travel_minutes, done.km) == (1.0, 5, 21.0)


def test_lunch_lies_between_two_visits_as_early_as_it_can() -> None:
    done = laid(stop(NEAR, 120), stop(FAR, 60), stop(FAR, 60))
    assert done.fits
    # It comes to the second village at noon: there is lunch, before the visit.
    assert (done.lunch, done.lunch_after, done.lunch_minutes) == (720, 0, 45)
    assert done.stops[1].arrive == 765
    assert done.end == 540 + 20 + 120 + 40 + 45 + 60 + 5 + 60 + 60


def test_lunch_may_fill_the_waiting_at_a_door() -> None:
    done = laid(stop(NEAR, 120), stop(FAR, 60, from_minute=800), lunch=Lunch(45, 720, 780))
    assert done.fits
    assert (done.lunch, done.stops[1].arrive) == (720, 800)


def test_who_is_back_while_lunch_may_begin_has_it_at_the_base() -> None:
    assert laid(stop(NEAR, 260)).lunch is None  # back at 840
    assert laid(stop(NEAR, 261)).lunch == 821  # else back a minute too late: lunch before the way home


def test_lunch_that_finds_no_time_is_told() -> None:
    done = laid(stop(NEAR, 400))
    assert done.lunch is None
    assert kinds(done) == [schedule.NO_LUNCH]


def test_a_day_that_is_too_long_is_told_in_words() -> None:
    done = laid(stop(NEAR, 120), stop(FAR, 200), stop(NEAR, 100))
    assert schedule.TOO_LONG in kinds(done)
    words = next(one.message.in_words() for one in done.broken if one.kind == schedule.TOO_LONG)
    assert words == f"The day is too long: back at {schedule.clock(done.end)}, not by 17:00."


def test_a_closed_road_counts_nothing_and_is_told_at_the_stop_behind_it() -> None:
    behind = stop(BEYOND)
    done = laid(stop(NEAR), behind)
    assert done.stops[1].km == 0.0
    assert [(one.kind, one.key) for one in done.broken] == [
        (schedule.ROAD_CLOSED, behind.key),
        (schedule.ROAD_CLOSED, None),
    ]


def test_a_closed_road_is_told_by_its_name_and_reason() -> None:
    places = [PlaceFacts(BASE, "Ховалинг"), PlaceFacts(NEAR, "Сари Хосор")]
    road = RoadFacts(uuid.UUID(int=99), BASE, NEAR, 20.0, 40)
    closure = ClosureFacts(road.id, DAY, None, reason="барф")
    ways = Network(places, [road], [closure], bases=[BASE]).on(DAY)
    done = lay_out([stop(NEAR)], base=BASE, ways=ways, hours=HOURS, lunch=LUNCH)
    assert "барф" in done.broken[0].message.in_words()


def test_a_home_nobody_knows_and_a_team_without_a_base_are_told() -> None:
    nowhere = stop(None)
    done = laid(stop(NEAR), nowhere, stop(NEAR))
    assert [(one.kind, one.key) for one in done.broken] == [(schedule.NO_PLACE, nowhere.key)]
    assert done.km == 21.0
    homeless = lay_out([stop(NEAR)], base=None, ways=WAYS, hours=HOURS, lunch=LUNCH)
    assert kinds(homeless) == [schedule.NO_BASE]


@pytest.mark.parametrize(
    ("promised", "arrive", "broken"), [(600, 585, []), (575, 560, []), (540, 560, ["promise_missed"])]
)
def test_what_was_promised_holds_within_a_quarter_of_an_hour(promised: int, arrive: int, broken: list[str]) -> None:
    done = laid(stop(NEAR, promised=promised))
    assert (done.stops[0].arrive, kinds(done)) == (arrive, broken)


def test_a_visit_lies_wholly_in_the_hours_of_the_family() -> None:
    assert kinds(laid(stop(NEAR, until_minute=604))) == [schedule.NOBODY_HOME]
    assert laid(stop(NEAR, until_minute=605)).fits


@pytest.mark.parametrize(
    ("frame", "one", "kind"),
    [
        ({"open": False}, {}, schedule.NOT_OPEN),
        ({"hours": None}, {}, schedule.NOT_THEIR_DAY),
        ({"members": 0}, {}, schedule.TOO_FEW),
        ({"vehicle": None}, {}, schedule.NO_VEHICLE),
        ({}, {"team": OTHER_TEAM}, schedule.WRONG_TEAM),
        ({}, {"skills": frozenset({"speech"})}, schedule.SKILL_MISSING),
        ({}, {"market_days": "2"}, schedule.NOBODY_HOME),
        ({}, {"days": "1345"}, schedule.NOBODY_HOME),
    ],
)
def test_what_the_team_and_the_day_do_not_allow_is_told(
    frame: dict[str, object], one: dict[str, object], kind: str
) -> None:
    there = replace(FRAME, **frame)  # type: ignore[arg-type]
    assert kinds(lay_out_round([stop(NEAR, **one)], there, WAYS)) == [kind]


def test_a_round_of_nobody_is_nothing() -> None:
    done = lay_out_round([], replace(FRAME, vehicle=None), WAYS)
    assert (done.km, done.minutes, done.stops, done.broken) == (0.0, 0, (), ())


def test_a_visit_goes_where_it_costs_least() -> None:
    best = best_place([stop(NEAR), stop(FAR)], stop(FAR), frame=FRAME, ways=WAYS)
    assert best.position in (1, 2)
    assert (best.more_km, best.more_minutes) == (1.0, 50)


# ---- what holds of every round ------------------------------------------------------------

PLACES = st.sampled_from([NEAR, FAR, BASE, BEYOND, None])
STOPS = st.lists(
    st.builds(
        lambda place, minutes, opens, long, promised: Stop(
            uuid.uuid4(), place, minutes, opens, opens + long, None if promised < 500 else promised
        ),
        PLACES,
        st.integers(5, 180),
        st.integers(0, 900),
        st.integers(30, 540),
        st.integers(0, 1000),
    ),
    max_size=6,
)
LUNCHES = st.builds(
    lambda minutes, first, more: Lunch(minutes, first, first + more), *map(st.integers, (0, 600, 0), (60, 800, 200))
)


@given(STOPS, LUNCHES, st.integers(300, 700), st.integers(60, 700))
def test_every_round_keeps_its_rules_or_says_which_it_breaks(
    stops: list[Stop], lunch: Lunch, start: int, long: int
) -> None:
    hours = Hours(start, start + long)
    done = lay_out(stops, base=BASE, ways=WAYS, hours=hours, lunch=lunch)
    told = {(one.kind, one.key) for one in done.broken}
    assert done.start >= hours.start
    assert done.km == pytest.approx(sum(one.km for one in done.stops) + done.home_km)
    rest = done.travel_minutes + done.visit_minutes + done.wait_minutes + done.lunch_minutes
    assert done.minutes >= rest
    if done.lunch is None:
        assert done.minutes == rest
    now = done.start
    for at, (asked, there) in enumerate(zip(stops, done.stops, strict=True)):
        assert there.arrive - there.wait - there.travel_minutes >= now
        assert there.arrive >= asked.earliest
        assert there.leave == there.arrive + asked.minutes
        assert (there.leave > asked.until_minute) == ((schedule.NOBODY_HOME, asked.key) in told)
        if asked.promised is not None:
            missed = abs(there.arrive - asked.promised) > schedule.PROMISE_SLACK
            assert missed == ((schedule.PROMISE_MISSED, asked.key) in told)
        if done.lunch_after == at:
            assert done.lunch is not None
            assert there.leave <= done.lunch
        now = there.leave
    assert done.end >= now + done.home_minutes
    assert (done.end > hours.end and bool(stops)) == ((schedule.TOO_LONG, None) in told)
    if done.lunch is not None:
        assert lunch.first <= done.lunch <= lunch.last
    elif lunch.minutes and stops and done.end > lunch.last >= done.start:
        assert (schedule.NO_LUNCH, None) in told


@given(STOPS, LUNCHES)
def test_no_other_minute_for_lunch_would_end_the_round_earlier_without_breaking_more(
    stops: list[Stop], lunch: Lunch
) -> None:
    done = lay_out(stops, base=BASE, ways=WAYS, hours=HOURS, lunch=lunch)
    if done.lunch is None:
        return
    shorter = replace(lunch, first=done.lunch + 1, last=max(done.lunch + 1, lunch.last))
    later = lay_out(stops, base=BASE, ways=WAYS, hours=HOURS, lunch=shorter)
    if later.lunch is not None and later.lunch <= lunch.last:
        assert (len(later.broken), later.end) >= (len(done.broken), done.end)


@given(
    st.lists(
        st.builds(
            lambda place, minutes: Stop(uuid.uuid4(), place, minutes), st.sampled_from([NEAR, FAR]), st.integers(10, 60)
        ),
        max_size=4,
    )
)
def test_the_best_place_is_no_worse_than_any_other(stops: list[Stop]) -> None:
    new = stop(FAR, 30)
    best = best_place(stops, new, frame=FRAME, ways=WAYS)
    others = [lay_out_round([*stops[:at], new, *stops[at:]], FRAME, WAYS) for at in range(len(stops) + 1)]
    mine = (len(best.laid.broken), best.laid.minutes, best.laid.km)
    assert mine == min((len(one.broken), one.minutes, one.km) for one in others)
