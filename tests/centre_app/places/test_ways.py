"""Ways between places: over open roads, else estimated, else none – and why."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from centre_app.language.translate import Words
from centre_app.places.ways import (
    FARTHER,
    SAME_DISTRICT,
    SAME_MUNICIPALITY,
    ClosureFacts,
    Network,
    PlaceFacts,
    RoadFacts,
    Way,
    estimate,
)

DAY = date(2026, 11, 24)


def key(number: int) -> uuid.UUID:
    """The id of a place or road."""
    return uuid.UUID(int=number)


def place(number: int, village: str = "", **values: object) -> PlaceFacts:
    """A village in Khovaling."""
    facts = {"municipality": "Ховалинг", "district": "Ховалинг"} | values
    return PlaceFacts(key(number), village or f"Деҳа {number}", **facts)  # type: ignore[arg-type]


def road(first: int, second: int, minutes: int, km: float = 1.0) -> RoadFacts:
    """A road whose id is made of its ends."""
    return RoadFacts(key(1000 * first + second), key(first), key(second), km, minutes)


def closed(first: int, second: int, **values: object) -> ClosureFacts:
    """The road between two places is closed, from the day before on."""
    facts: dict[str, object] = {"first_day": DAY - timedelta(days=1), "last_day": None} | values
    return ClosureFacts(key(1000 * first + second), **facts)  # type: ignore[arg-type]


# Ховалинг 1 – Сари Хосор 2 – Шугнов 3, and a slower road 1 – 3; Лангар 4 has no road.
PLACES = (place(1, "Ховалинг"), place(2, "Сари Хосор"), place(3, "Шугнов"), place(4, "Лангар"))
ROADS = (road(1, 2, 40, 20.0), road(2, 3, 30, 12.5), road(1, 3, 90, 30.0))


def test_the_shortest_time_counts_not_the_fewest_kilometres() -> None:
    ways = Network(PLACES, ROADS).on(DAY)
    assert ways.between(key(1), key(3)) == Way(32.5, 70, False)
    assert ways.why_not(key(1), key(3)) is None


def test_of_two_ways_of_the_same_time_the_shorter_is_driven() -> None:
    ways = Network(PLACES, (road(1, 2, 40, 20.0), road(2, 3, 30, 12.5), road(1, 3, 70, 30.0))).on(DAY)
    assert ways.between(key(1), key(3)) == Way(30.0, 70, False)


def test_inside_a_place_it_is_as_far_as_the_place_says() -> None:
    ways = Network([place(1, inner_km=0.4, inner_minutes=3)]).on(DAY)
    assert ways.between(key(1), key(1)) == Way(0.4, 3, False)
    assert ways.table([key(1), key(1)]) == [[Way(0.4, 3, False)] * 2] * 2


def test_around_a_closed_road_one_drives_the_longer_way() -> None:
    ways = Network(PLACES, ROADS, [closed(2, 3)]).on(DAY)
    assert ways.between(key(1), key(3)) == Way(30.0, 90, False)
    assert ways.between(key(2), key(3)) == Way(50.0, 130, False)
    assert [each.road_id for each in ways.closed] == [key(2003)]


def test_no_estimate_replaces_a_road_that_is_closed(words: Words) -> None:
    snow = closed(2, 3, last_day=date(2026, 11, 30), reason="барф")
    ways = Network(PLACES, ROADS, [snow, closed(1, 3)]).on(DAY)
    assert ways.between(key(1), key(3)) is None
    why = ways.why_not(key(1), key(3))
    assert why is not None
    assert str(why) in {
        "The road Сари Хосор – Шугнов is closed until 30.11.2026: барф.",
        "The road Ховалинг – Шугнов is closed.",
    }
    assert ways.between(key(1), key(2)) == Way(20.0, 40, False)


def test_a_place_that_is_cut_off_from_the_base_is_not_reached_by_an_estimate_either() -> None:
    closures = [closed(2, 3), closed(1, 3)]
    ways = Network(PLACES, ROADS, closures, bases=[key(1)]).on(DAY)
    assert ways.cut_off == {key(3)}
    assert ways.between(key(4), key(1)) == SAME_MUNICIPALITY
    assert ways.between(key(4), key(3)) is None
    assert "is closed" in str(ways.why_not(key(4), key(3)))
    # where another team begins there, it is not cut off
    there = Network(PLACES, ROADS, closures).with_bases([key(1), key(3)]).on(DAY)
    assert there.between(key(4), key(3)) == SAME_MUNICIPALITY


def test_a_road_opens_again_on_the_day_after_the_last() -> None:
    network = Network(PLACES, ROADS[:1], [closed(1, 2, first_day=DAY, last_day=DAY + timedelta(days=2))])
    open_on = [network.on(DAY + timedelta(days=more)).between(key(1), key(2)) is not None for more in range(-1, 4)]
    assert open_on == [True, False, False, False, True]


@pytest.mark.parametrize(
    ("day", "covered", "until"),
    [
        (date(2026, 11, 14), False, None),
        (date(2026, 11, 15), True, date(2027, 3, 31)),
        (date(2027, 1, 1), True, date(2027, 3, 31)),
        (date(2031, 3, 31), True, date(2031, 3, 31)),
        (date(2031, 4, 1), False, None),
        (date(2020, 12, 31), True, date(2021, 3, 31)),
    ],
)
def test_a_pass_is_closed_every_winter_over_new_year(day: date, covered: bool, until: date | None) -> None:
    winter = ClosureFacts(key(9), date(2025, 11, 15), date(2026, 3, 31), yearly=True)
    assert winter.covers(day) == covered
    if covered:
        assert winter.until(day) == until


def test_a_yearly_closure_within_a_year_and_until_29_february() -> None:
    summer = ClosureFacts(key(9), date(2024, 6, 1), date(2024, 6, 30), yearly=True)
    assert [summer.covers(date(2026, month, 15)) for month in (5, 6, 7)] == [False, True, False]
    leap = ClosureFacts(key(9), date(2023, 12, 1), date(2024, 2, 29), yearly=True)
    assert leap.until(date(2026, 12, 5)) == date(2027, 2, 28)
    assert not leap.covers(date(2027, 3, 1))


def test_the_closure_that_lasts_longest_is_named() -> None:
    short = closed(1, 2, last_day=DAY, reason="борон")
    network = Network(PLACES, ROADS[:1], [closed(1, 2, reason="пул шикаст"), short])
    (road_closed,) = network.on(DAY).closed
    assert (road_closed.until, road_closed.reason) == (None, "пул шикаст")


def test_what_is_not_known_is_estimated_by_coordinates_else_by_names() -> None:
    by_map = estimate(place(1, latitude=38.35, longitude=69.97), place(2, latitude=38.55, longitude=70.10))
    assert by_map == Way(34.9, 70, True)  # 24.9 km as the crow flies
    assert estimate(place(1, latitude=38.35, longitude=69.97), place(2)) == SAME_MUNICIPALITY  # one alone says nothing
    assert estimate(place(1), place(2, municipality="Сари Хосор")) == SAME_DISTRICT
    assert estimate(place(1), place(2, municipality="Hovaling", district="Hovaling")) == SAME_MUNICIPALITY
    assert estimate(place(1), place(2, district="Балҷувон")) == FARTHER
    assert estimate(place(1, district="", municipality=""), place(2, district="", municipality="")) == FARTHER


def test_no_coordinates_and_no_roads_at_all_still_gives_a_way_to_everywhere() -> None:
    ways = Network(PLACES, bases=[key(1)]).on(DAY)
    assert all(way is not None and way.estimated == (at != to) for at, row in enumerate(ways.table([key(1), key(4)]))
               for to, way in enumerate(row))  # fmt: skip


def test_to_a_place_that_is_not_known_there_is_no_way() -> None:
    ways = Network(PLACES, ROADS).on(DAY)
    assert ways.between(key(1), key(77)) is None
    assert str(ways.why_not(key(77), key(1))) == "It is not known where this is."


def test_days_with_the_same_closures_share_what_was_worked_out() -> None:
    network = Network(PLACES, ROADS, [closed(1, 2, last_day=DAY)])
    assert network.on(DAY) is network.on(DAY - timedelta(days=1))
    assert network.on(DAY) is not network.on(DAY + timedelta(days=1))


def test_villages_of_one_name_are_told_apart() -> None:
    names = Network(
        [
            place(1, "Лангар", municipality="Ховалинг"),
            place(2, "Лангар", municipality="Сари Хосор"),
            place(3, "Дуоба", municipality="Лоҳутӣ"),
            place(4, "Дуоба", municipality="Лоҳутӣ", district="Балҷувон"),
            place(5, "Шугнов"),
        ]
    ).names
    assert list(names.values()) == [
        "Лангар (Ховалинг)",
        "Лангар (Сари Хосор)",
        "Дуоба (Лоҳутӣ) (Ховалинг)",
        "Дуоба (Лоҳутӣ) (Балҷувон)",
        "Шугнов",
    ]


def test_market_day_is_a_day_of_the_week() -> None:
    assert place(1, market_days="27").market_on(DAY)
    assert not place(1, market_days="27").market_on(DAY + timedelta(days=1))


NUMBERS = st.integers(1, 7)
ROAD_LISTS = st.lists(
    st.tuples(NUMBERS, NUMBERS, st.integers(1, 120), st.integers(0, 900)).filter(lambda road: road[0] < road[1]),
    max_size=12,
    unique_by=lambda road: road[:2],
)
SPOTS = st.one_of(st.none(), st.tuples(st.floats(36, 41), st.floats(67, 75)))


@st.composite
def networks(draw: st.DrawFn) -> tuple[Network, Network]:
    """A network, and the same with some of its roads closed."""
    spots = [draw(SPOTS) for _number in range(7)]
    places = [
        place(number, latitude=spot and spot[0], longitude=spot and spot[1])
        for number, spot in enumerate(spots, start=1)
    ]
    roads = [road(first, second, minutes, tenths / 10) for first, second, minutes, tenths in draw(ROAD_LISTS)]
    shut = draw(st.lists(st.sampled_from(roads), unique=True)) if roads else []
    closures = [ClosureFacts(each.id, DAY, None) for each in shut]
    bases = [key(number) for number in draw(st.sets(NUMBERS))]
    return Network(places, roads, bases=bases), Network(places, roads, closures, bases)


IDS = [key(number) for number in range(1, 8)]


@settings(max_examples=40)
@given(networks())
def test_a_way_is_the_same_there_and_back(pair: tuple[Network, Network]) -> None:
    for network in pair:
        table = network.on(DAY).table(IDS)
        assert table == [list(column) for column in zip(*table, strict=True)]


@settings(max_examples=40)
@given(networks())
def test_over_known_roads_no_detour_is_shorter(pair: tuple[Network, Network]) -> None:
    for network in pair:
        table = network.on(DAY).table(IDS)
        known = [[way if way is not None and not way.estimated else None for way in row] for row in table]
        for one in range(7):
            for over in range(7):
                for other in range(7):
                    first, second, straight = known[one][over], known[over][other], known[one][other]
                    if one != other and len({one, over, other}) == 3 and first and second:
                        assert straight is not None
                        assert straight.minutes <= first.minutes + second.minutes


@settings(max_examples=40)
@given(networks())
def test_a_closure_never_shortens_a_way_and_never_opens_one(pair: tuple[Network, Network]) -> None:
    free, shut = (network.on(DAY).table(IDS) for network in pair)
    for row, with_closures in zip(free, shut, strict=True):
        for way, after in zip(row, with_closures, strict=True):
            assert after is None or (way is not None and after.minutes >= way.minutes)
            assert after is None or way is None or after.estimated == way.estimated


@settings(max_examples=40)
@given(networks())
def test_where_there_is_no_way_a_road_is_closed_and_it_is_said(pair: tuple[Network, Network]) -> None:
    free, shut = pair
    assert all(way is not None for row in free.on(DAY).table(IDS) for way in row)
    ways = shut.on(DAY)
    for one in IDS:
        for other in IDS:
            assert (ways.between(one, other) is None) == (ways.why_not(one, other) is not None)
            if ways.between(one, other) is None:
                assert "is closed" in str(ways.why_not(one, other))


@settings(max_examples=40)
@given(networks())
def test_a_place_that_is_cut_off_is_reached_from_no_base(pair: tuple[Network, Network]) -> None:
    ways = pair[1].on(DAY)
    for there in ways.cut_off:
        assert all(ways.between(base, there) is None for base in pair[1].bases)
